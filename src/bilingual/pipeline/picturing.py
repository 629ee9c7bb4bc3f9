"""Where an article's pictures are said to be → the files that they are, as Pictures; and which one belongs to which caption."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from bilingual import files, imaging, readers
from bilingual.errors import FileError, SourceError
from bilingual.model import Block, Document, Role
from bilingual.picture import Picture
from bilingual.project import SOURCES, Article, Project, shown

IMAGES = "images"
"""The folder of a project's pictures; those of an article stand in a folder of its name in it."""
_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_SHOWN = 60
"""Characters of an address that messages repeat."""


def pictures(project: Project, article: Article, document: Document) -> dict[str, Picture]:
    """Read every picture of an article, by its address in the source. None is fetched from a network.

    A picture that is not there, or can't be printed, says why in its ``problem``.
    """
    addresses = dict.fromkeys(block.picture for block in document.blocks if block.picture)
    package = (
        files.read(Path(shown(article.path))) if addresses and readers.embeds(article.path.name) else b""
    )
    return {address: _read(project, article, address, package) for address in addresses}


def _read(project: Project, article: Article, address: str, package: bytes) -> Picture:
    if address.lower().startswith("data:"):
        return _inside(address)
    try:
        if package and (data := readers.part(package, path=article.path.name, name=address)) is not None:
            return imaging.prepared(data, address, project.reference(article.path))
        for path in candidates(project, article.name, article.path.parent, address):
            if files.exists(path) and path.is_file() and _is_own(project, path):
                return imaging.prepared(files.read(path), address, project.reference(path))
    except (SourceError, FileError) as error:
        return Picture(address, problem=f"{error.message}: {error.hint}")
    except OSError:  # a name that no file system has
        return Picture(address, problem="its name is too long for a file: give it a shorter one")
    wanted = f"{IMAGES}/{article.name}/{stored(address)}"
    if in_web(address):
        return Picture(address, problem=f"it is in the web, and nothing is fetched: download it to {wanted}")
    return Picture(address, problem=f"there is no such picture: put it into {wanted}")


def _inside(address: str) -> Picture:
    """A picture that stands in its own address."""
    head, _, body = address.partition(",")
    short = f"{head[:_SHOWN]},…"
    try:
        coded = unquote(body)
        data = (
            b64decode("".join(coded.split())) if head.lower().endswith(";base64") else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        return Picture(short, problem="its data: address is damaged: save the picture as a file")
    return replace(imaging.prepared(data, short, ""), address=short)


def in_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return _WEB.match(address) is not None


def stored(address: str) -> str:
    """Give the name, with its folders, that a picture has below ``images/ARTICLE/``.

    >>> stored("../img/a%20b.jpg?w=800"), stored("https://example.org/2025/boat.jpg"), stored("/etc/passwd")
    ('img/a b.jpg', 'boat.jpg', 'etc/passwd')
    """
    parts = urlsplit(address) if in_web(address) else None
    path = parts.path if parts else re.split(r"[?#]", address, maxsplit=1)[0]
    names = [
        name for name in unquote(path).replace("\\", "/").replace("\0", "").split("/") if name.strip(". ")
    ]
    return "/".join(names[-1:] if parts else names) or "picture"


def candidates(project: Project, name: str, folder: Path, address: str) -> Iterator[Path]:
    """Give the files that an address may mean, the likeliest first; ``folder`` is the one of the source.

    Beside the source, in the article's own folder of pictures, in the project's. They need not exist.
    """
    own = project.root / IMAGES / name
    kept = stored(address)
    yield own / kept
    if not in_web(address):
        said = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/").replace("\0", "")
        yield folder / said
        yield project.root / said.lstrip("/")
        yield project.root / IMAGES / kept
    yield own / PurePosixPath(kept).name


def _is_own(project: Project, path: Path) -> bool:
    """Whether a file, wherever links lead, stands in the project's pictures or beside its sources."""
    real = path.resolve()
    folders = [(project.root / folder).resolve() for folder in (IMAGES, SOURCES)]
    return any(real.is_relative_to(folder) for folder in folders)


def illustrated(project: Project, article: Article, document: Document) -> Document:
    """Put the pictures of ``images/ARTICLE/`` above the captions of an article whose source names none.

    A number in a file's name says which caption is meant, if every file has one of its own (``2.jpg``,
    ``fig-02.png``); else the files go, in the order of their names, with the captions in the order of the
    article. What stays over, on either side, is a note of the document.
    """
    if any(block.picture for block in document.blocks):
        return document
    folder = Path(shown(project.root / IMAGES / article.name))
    names = sorted((n for n in files.names(folder) if n.lower().endswith(imaging.SUFFIXES)), key=_natural)
    if not names:
        return document
    captions = [at for at, block in enumerate(document.blocks) if block.role is Role.CAPTION]
    chosen = _matched(names, captions)
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        if at in chosen:
            address = f"{IMAGES}/{article.name}/{chosen[at]}"
            blocks.append(Block(Role.ALT, "", block.line, block.start, block.group, picture=address))
        blocks.append(block)
    return replace(
        document, blocks=tuple(blocks), notes=(*document.notes, *_left_over(names, captions, chosen))
    )


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort 2.jpg before 10.jpg."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", name.lower())]


def _matched(names: list[str], captions: list[int]) -> dict[int, str]:
    found = [_NUMBER.findall(name.rpartition(".")[0])[-1:] for name in names]
    numbers = [int(number[0]) if number and len(number[0]) < 6 else 0 for number in found]
    if all(numbers) and len(set(numbers)) == len(numbers):
        return {captions[n - 1]: name for n, name in zip(numbers, names, strict=True) if n <= len(captions)}
    return dict(zip(captions, names, strict=False))


def _left_over(names: list[str], captions: list[int], chosen: dict[int, str]) -> Iterator[str]:
    unused = [name for name in names if name not in chosen.values()]
    if unused:
        yield f"no caption for {', '.join(unused)}: a picture is printed above its caption"
    bare = len(captions) - len(chosen)
    if bare:
        yield f"{bare} of {len(captions)} captions have no picture in {IMAGES}/"

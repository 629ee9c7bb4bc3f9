"""The pictures of a file that is taken in → files in ``images/ARTICLE/``, and what is to be said of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from bilingual import files, imaging
from bilingual.errors import FileError
from bilingual.model import Document
from bilingual.pipeline.picturing import IMAGES, in_web, stored
from bilingual.project import Project, shown

Find = Callable[[str], bytes | None]
"""Gives the bytes of a picture by its address in the source; None if it is not there."""


def gather(
    project: Project, article: str, document: Document, find: Find
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy the pictures of an article to where it looks for them; give their paths, and notes on the others.

    A picture that is there already stays as it is. Nothing is fetched, and nothing is copied that is no picture.
    """
    written: list[str] = []
    notes: list[str] = []
    for address in dict.fromkeys(b.picture for b in document.blocks if b.picture):
        if address.lower().startswith("data:"):
            continue
        target = Path(shown(project.root / IMAGES / article / stored(address)))
        try:
            notes += _taken(address, target, find, written)
        except (FileError, OSError) as error:
            notes.append(f"picture {address[:80]}: {error}")
    return tuple(written), tuple(notes)


def _taken(address: str, target: Path, find: Find, written: list[str]) -> Iterator[str]:
    if files.exists(target):
        return
    data = None if in_web(address) else find(address)
    if data is None:
        why = "in the web, and nothing is fetched" if in_web(address) else "not beside the file"
        yield f"picture {address[:80]}: {why}; put it into {target}"
        return
    problem = imaging.prepared(data, address, str(target)).problem
    if problem:
        yield f"picture {address[:80]}: {problem}"
    else:
        files.write(target, data)
        written.append(str(target))


def beside(path: Path) -> Find:
    """Give a finder of pictures in the folder of a file, and in those below it."""
    folder = path.resolve().parent

    def find(address: str) -> bytes | None:
        said = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/").replace("\0", "")
        found = (folder / said).resolve()
        if not found.is_relative_to(folder) or not found.is_file():
            return None
        return files.read(found)

    return find

"""A file from anywhere → an article of the project, and what was recognised in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from bilingual import checks, files, readers
from bilingual import config as configuration
from bilingual.errors import SourceError, UsageError
from bilingual.model import RUNNING_TEXT, Block, Document, Role
from bilingual.pipeline.articles import segmented
from bilingual.pipeline.gathering import Find, beside, gather
from bilingual.project import SOURCES, Project, shown

_NO_NAME = re.compile(r"[\x00-\x20\x7f/\\:*?\"<>|#%&{}$!'@+`=\u3000]+")
_LONGEST_NAME = 60
_SAYS_NOTHING = re.compile(
    r"(?:index|default|article|untitled|document|news|content|print|view|download|新增.*|未命名.*|文件)?[\d\s()_-]*",
    re.IGNORECASE,
)
"""Names of files that say nothing of the article: then its title names it."""
_LEAST = 0.1
"""Share of a page's text that an article has at least. Of 8 web pages in the tests the lowest has 0.62."""
_BODY = (RUNNING_TEXT | {Role.TABLE}) - {Role.CAPTION, Role.NOTE, Role.EDITOR_NOTE}


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was taken in."""

    article: str
    path: str
    """Where it stands now."""
    changed: bool
    """Whether that file is new (or would be, in a dry run)."""
    title: str
    roles: Mapping[Role, int]
    """How many blocks have each role."""
    segments: int
    share: float
    """Share of the file's text, in characters, that is the article's."""
    left_out: tuple[str, ...]
    encoding: str
    notes: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    """The files that its pictures were copied to."""


def add(
    project: Project, path: Path, *, name: str = "", options: readers.Options | None = None
) -> Iterator[Added]:
    """Copy a file into the project's sources; of a book each chapter, as a file and an article of its own.

    ``name`` is the article's; empty takes the file's, or the title where that says nothing. What ``options``
    say is written into bilingual.toml, for every reading to come. Raises SourceError, with nothing copied, if
    nothing like an article was recognised, and UsageError for a name that is taken.
    """
    options = options or readers.Options()
    data = files.read(path)
    if path.suffix.lower() == ".epub":
        yield from _book(project, path, data, name)
        return
    document = _read(project, str(path), data, options)
    _expect_article(document)
    article = _name(name, path.stem, _title(document))
    target = project.root / SOURCES / f"{article}{path.suffix.lower()}"
    if path.resolve().parent == project.root / SOURCES and not name:
        article, target = path.stem, path.resolve()
    _expect_free(project, article, target, data)
    _settle(project, article, options)
    yield _added(project, article, target, data, document, find=beside(path))


def _book(project: Project, path: Path, data: bytes, name: str) -> Iterator[Added]:
    """Each chapter as a page of its own; a book of one chapter is one article."""
    source = readers.Source(data, str(path), project.config.source)
    chapters = list(readers.chapters(source))
    book = _name(name, path.stem, "")
    digits = len(str(len(chapters)))
    made = []
    for number, chapter in enumerate(chapters, 1):
        article = f"{book}-{number:0{digits}}" if len(chapters) > 1 else book
        target = project.root / SOURCES / f"{article}.xhtml"
        document = _read(project, f"{path}/{chapter.name}.xhtml", chapter.data, readers.Options())
        _expect_free(project, article, target, chapter.data)
        made.append((article, target, chapter, document))
    if not any(_has_body(document) for *_, document in made):
        raise SourceError("no chapter with a text in it", path=str(path), hint="add its pages one by one")
    for article, target, chapter, document in made:

        def find(address: str, page: str = chapter.name) -> bytes | None:
            return readers.part(data, path=str(path), name=address, page=page)

        yield _added(project, article, target, chapter.data, document, find=find)


def _read(project: Project, path: str, data: bytes, options: readers.Options) -> Document:
    return readers.read(data, path=path, article="", language=project.config.source, options=options)


def _title(document: Document) -> str:
    return next((b.text for b in document.blocks if b.role is Role.TITLE), document.metadata.title)


def _name(given: str, stem: str, title: str) -> str:
    """The name of an article: no white space, nothing that a file system or a shell takes for something else."""
    wanted = given or (title if title and _SAYS_NOTHING.fullmatch(stem) else stem)
    name = _NO_NAME.sub("-", wanted).strip("-._")[:_LONGEST_NAME].strip("-._")
    if not name or (given and name != given):
        raise UsageError(
            f"“{given or stem}” can't name an article",
            hint=f"a name without spaces and marks: --name {name or 'my-article'}",
        )
    return name


def _expect_article(document: Document) -> None:
    """Raise SourceError if too little was recognised to be an article."""
    share = _share(document)
    is_page = PurePath(document.path).suffix.lower() in {".html", ".htm", ".xhtml"}
    hint = (
        "name its element with --selector, for example --selector article"
        if is_page
        else "look at it: bilingual segments"
    )
    if not _has_body(document):
        raise SourceError("no paragraph was recognised in it", path=document.path, hint=hint)
    if share < _LEAST:
        raise SourceError(
            f"only {share:.0%} of its text was recognised as the article", path=document.path, hint=hint
        )


def _has_body(document: Document) -> bool:
    return any(block.role in _BODY and not _is_link(block) for block in document.blocks)


def _is_link(block: Block) -> bool:
    return any(tag.name == "a" and tag.end - tag.start >= len(block.text) - 1 for tag in block.tags)


def _expect_free(project: Project, article: str, target: Path, data: bytes) -> None:
    """Raise UsageError if another source has the name: nothing is overwritten."""
    folder = project.root / SOURCES
    for other in sorted(folder.iterdir()) if folder.is_dir() else ():
        same = other.name == target.name and files.read(other) == data
        if other.stem == article and other.suffix.lower() in readers.READERS and not same:
            if other.resolve() == target.resolve() and not data:
                continue
            raise UsageError(
                f"there is an article “{article}” already, in {shown(other)}",
                hint=f"give this one another name: --name {article}-2; or delete the old file to replace it",
            )


def _settle(project: Project, article: str, options: readers.Options) -> None:
    """Write what was said about the source into bilingual.toml."""
    said = {"encoding": options.encoding, "selector": options.selector, "wrapped": options.wrapped}
    lines = [f"{key} = {_toml(value)}" for key, value in said.items() if value not in {"", None}]
    if not lines:
        return
    path = project.root / configuration.FILE_NAME
    old = files.read(path) if files.exists(path) else b""
    own = project.config.articles.get(article)
    if own is not None:
        if (own.encoding, own.selector, own.wrapped) == (options.encoding, options.selector, options.wrapped):
            return
        raise UsageError(
            f"{shown(path)} has a section for “{article}” already", hint=f"write there: {'; '.join(lines)}"
        )
    section = "\n".join([f"[articles.{_toml(article)}]", *lines, ""])
    gap = b"\n" if old.endswith(b"\n") or not old else b"\n\n"
    files.write(
        path, old + (gap if old else b"") + section.encode(), expected=old if files.exists(path) else None
    )


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _share(document: Document) -> float:
    own = sum(len(piece) for block in document.blocks for piece in block.text.split())
    other = sum(len(piece) for text in _left_out(document) for piece in text.split())
    return own / (own + other) if own else 0.0


def _left_out(document: Document) -> tuple[str, ...]:
    """What a person may miss: not a front matter, which was used, and not the arrow back from a footnote."""
    return tuple(
        text
        for text in document.left_out
        if text != document.front_matter and any(char.isalnum() for char in text)
    )


def _added(
    project: Project, article: str, target: Path, data: bytes, document: Document, *, find: Find
) -> Added:
    path = Path(shown(target))
    changed = files.write(path, data)
    embedded = readers.embeds(target.name)
    pictures, notes = ((), ()) if embedded else gather(project, article, document, find)
    segments = segmented(project, document)
    return Added(
        article=article,
        path=str(path),
        changed=changed,
        title=_title(document),
        roles=dict(Counter(block.role for block in document.blocks)),
        segments=len(segments),
        share=_share(document),
        left_out=_left_out(document),
        encoding=document.encoding,
        notes=(*document.notes, *_unmade(document), *notes),
        pictures=pictures,
    )


def _unmade(document: Document) -> Iterator[str]:
    """What is to be said of marks whose footnotes are missing, and of lines of a front matter that say nothing."""
    looks = (checks.SOURCE_CHECKS[code][1] for code in ("front-matter", "source-footnote"))
    return (f"line {line}: {words}" for look in looks for line, words in look(document))

"""A source file's bytes → a Document of typed blocks, by the reader that the file's suffix names.

::

    bytes ─ encodings ─▶ text ─ frontmatter ─▶ lines ─ wrapping ─▶ Paragraphs                      text
    text ─ dialects, shortcodes, spans ─▶ CommonMark ─ marks, lines ─▶ HTML ─ walk ─▶
        Paragraphs ─ places, standing, sections ─▶ Paragraphs                                      markdown
    text ─ trees ─▶ elements ─ running, headings, belonging ─▶ Region ─ hints, pieces ─▶
        Hints ─ walk ─▶ Paragraphs                                                                 html
    package ─ word, styles, looks ─▶ HTML ─ documents, breaks, walk ─▶ Paragraphs                  docx
    package ─ writer, styles, looks ─▶ HTML ─ documents, breaks, walk ─▶ Paragraphs                odt
    package ─ toc, backnotes ─▶ pages ─ walk ─▶ Paragraphs ─ matter ─▶ Paragraphs                  epub
    Paragraphs ─ roles ─▶ roles ─ assembly ─▶ text and Blocks                                      all of them

Each question is asked in one place:

- What do the words of a line say that it is? ``markers``, from data/LANGUAGE.toml; every format asks it.
- How wide is a line, does it end a sentence, is it like a heading? ``page``.
- What does its neighbour make of a line? ``roles`` with ``heads`` above the text and ``runs`` in it, for all formats.
- What does its place say? In Markdown ``standing`` with ``sections``; in a page ``hints``, and ``belonging`` for
  what stands beside the text; in a word processor's document ``looks``.
- Does a line break part two blocks? In plain text ``wrapping``, in Markdown ``lines``, in a page ``pieces``, in a
  document ``breaks``.
- What is a part called? Classes and ids: ``classes``, from data/page.toml; styles: ``styles``, from data/styles.toml;
  pages of a book: ``matter``, from data/book.toml. All of them load these by ``wordlists``.
- What does an element become? ``walk``, with ``flow`` for what is in a paragraph, ``elements`` and ``parts`` for what is a
  block, ``links``, ``images``, ``drawings`` and ``tables``.
"""

from __future__ import annotations

from pathlib import PurePath

from bilingual.errors import SourceError, UsageError
from bilingual.languages import language as facts
from bilingual.model import Block, Document
from bilingual.readers import docx, epub, html, markdown, odt, text
from bilingual.readers.epub import Chapter, chapters
from bilingual.readers.package import Package, resolved
from bilingual.readers.source import Options, Reader, Reading, Source

__all__ = [
    "READERS",
    "Chapter",
    "Options",
    "Reader",
    "Reading",
    "Source",
    "chapters",
    "embeds",
    "part",
    "read",
]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".epub": epub.read,
}
"""Readers by the suffix of a file's name; packages add theirs as entry points of the group ``bilingual.readers``."""

_PACKAGES = frozenset({".docx", ".odt", ".epub"})
_NO_OPTIONS = Options()


def read(data: bytes, *, path: str, article: str, language: str, options: Options = _NO_OPTIONS) -> Document:
    """Give the Document that ``data``, the bytes of the file ``path``, holds.

    ``language`` is a BCP 47 tag; ``options`` say what the bytes don't.
    Law, checked on every call: each block is ``text[start:end]``, and between blocks is white space only. That
    nothing of the file is lost is each reader's own law.
    Raises SourceError for a suffix without a reader, bytes that are not what the suffix says, and a file
    without a letter.
    """
    reading = _reader(path)(Source(data, path, language, options))
    _assert_in_place(reading.text, reading.blocks)
    notes = reading.notes + _foreign(reading.metadata.language, language)
    return Document(
        path=path,
        article=article,
        language=language,
        text=reading.text,
        blocks=reading.blocks,
        encoding=reading.encoding,
        metadata=reading.metadata,
        left_out=reading.left_out,
        notes=notes,
        front_matter=reading.front_matter,
        slips=reading.slips,
    )


def embeds(path: str) -> bool:
    """Whether pictures can stand in such a file itself, by its name."""
    return PurePath(path).suffix.lower() in _PACKAGES


def part(data: bytes, *, path: str, name: str, page: str = "") -> bytes | None:
    """Give a picture that stands in the file ``path`` itself, by ``Block.picture``; None if it has no such part.

    ``page`` is the part that refers to it, where ``name`` is an address in a page (``Chapter.name``).

    Raises SourceError for a package that is damaged, and for a part that is or unpacks to too much.
    """
    if not embeds(path):
        return None
    package = Package(data, path)
    name = resolved(page, name) if page else name
    return package.read(name) if package.has(name) else None


def _reader(path: str) -> Reader:
    suffix = PurePath(path).suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    from importlib.metadata import entry_points

    entries = {entry.name: entry for entry in entry_points(group="bilingual.readers")}
    if suffix in entries:
        loaded: Reader = entries[suffix].load()
        return loaded
    known = sorted({*READERS, *entries})
    what = f"files that end in “{suffix}”" if suffix else "files without a suffix"
    raise SourceError(
        f"no reader for {what}",
        path=path,
        hint=f"save the article as one of these: {', '.join(known)}",
    )


def _foreign(said: str, language: str) -> tuple[str, ...]:
    """What to say of a source that says it is in another language than the project's articles."""
    try:
        other = facts(said.replace("_", "-")) if said else None
    except UsageError:
        return ()
    if other is None or other.tag.split("-")[0] == language.split("-")[0]:
        return ()
    return (f"the source says that its language is {said}; it is read as {language}",)


def _assert_in_place(text: str, blocks: tuple[Block, ...]) -> None:
    position = 0
    for block in blocks:
        if text[position : block.start].strip() or text[block.start : block.end] != block.text:
            raise AssertionError(f"the reader lost text before offset {block.start}")
        position = block.end
    if text[position:].strip():
        raise AssertionError(f"the reader lost text after offset {position}")

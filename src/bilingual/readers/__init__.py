"""A source file's bytes → a Document of typed blocks, by the reader that the file's suffix names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from bilingual.errors import SourceError
from bilingual.model import Block, Document
from bilingual.readers.encodings import decode
from bilingual.readers.text import blocks as text_blocks

__all__ = ["READERS", "Reader", "read"]

Reader = Callable[[str, str], tuple[Block, ...]]
"""A text and its language (BCP 47) → its blocks in reading order."""

READERS: dict[str, Reader] = {".txt": text_blocks}
"""Readers by the suffix of a file's name; packages add theirs as entry points of the group ``bilingual.readers``."""


def read(data: bytes, *, path: str, article: str, language: str, encoding: str = "") -> Document:
    """Give the Document that ``data``, the bytes of the file ``path``, holds.

    ``Document.text`` is the file letter for letter, decoded, without its byte-order mark: line ends are as
    they are in the file (LF, CRLF or CR, mixed if need be), so that offsets count its code points. ``language``
    is a BCP 47 tag; ``encoding`` names the encoding if it should not be found out (``encodings.decode``).

    Law, checked on every call: each block is ``text[start:end]``, and between blocks is white space only.
    Raises SourceError for a suffix without a reader, bytes that are no text, and a file without a letter.
    """
    reader = _reader(path)
    text, found = decode(data, path=path, language=language, encoding=encoding)
    if not text.strip():
        what = "holds only white space" if text else "is empty"
        raise SourceError(
            f"the file {what}", path=path, line=1, hint="put the article into it, its title on the first line"
        )
    blocks = reader(text, language)
    _assert_nothing_lost(text, blocks)
    return Document(path, article, language, text, blocks, found)


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
        hint=f"save the article as plain text; known here: {', '.join(known)}",
    )


def _assert_nothing_lost(text: str, blocks: tuple[Block, ...]) -> None:
    position = 0
    for block in blocks:
        if text[position : block.start].strip() or text[block.start : block.end] != block.text:
            raise AssertionError(f"the reader lost text before offset {block.start}")
        position = block.end
    if text[position:].strip():
        raise AssertionError(f"the reader lost text after offset {position}")

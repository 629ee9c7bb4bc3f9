"""A catalog's bytes → its entries, each with its raw text; joined again they are the same bytes."""

from __future__ import annotations

import codecs
import contextlib
import gc
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.catalogs.entries import Entry
from bilingual.catalogs.grammar import Grammar
from bilingual.catalogs.plain import plain_entries
from bilingual.catalogs.scanning import Place, refuse_damage, tokens
from bilingual.errors import CatalogError

_CHARSET = re.compile(
    rb'^(?!#)[^\n]*?Content-Type:[^\n"]*?charset=([^\s"\\;]+)', re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A catalog as a file: its entries in their order, and how it is written.

    Law: ``read(data, path).encoded() == data``.
    """

    path: str
    entries: tuple[Entry, ...]
    """All of them: the header, living and obsolete ones."""
    tail: str
    """What follows the last entry: blank lines, comments."""
    codec: str
    bom: bool
    newline: str
    """How its lines end: the way of its first line."""

    @property
    def header(self) -> Entry:
        return next(entry for entry in self.entries if entry.is_header)

    def encoded(self) -> bytes:
        """Give the bytes of the file. Raises CatalogError where its charset can't hold a character."""
        try:
            data = _joined(self).encode(self.codec)
        except UnicodeEncodeError as error:
            raise CatalogError(
                f"the charset of this catalog ({self.codec}) can't hold “{error.object[error.start]}”",
                path=self.path,
                hint=_convert(self.path),
            ) from None
        return codecs.BOM_UTF8 + data if self.bom else data


def _joined(file: PoFile) -> str:
    return "".join([*(piece for pieces in _pieces(file) for piece in pieces), file.tail])


def _pieces(file: PoFile) -> Iterator[tuple[str, str]]:
    """Give what stands before each entry, and the entry."""
    last, ended, first = -1, True, True
    for entry in file.entries:
        before = entry.before
        if first:
            before = before if entry.number == 0 else ""
        elif entry.number != last + 1:
            before = ("" if ended else file.newline) + (before or file.newline)
        yield before, entry.raw
        last = entry.number if entry.number >= 0 else -2
        first, ended = False, entry.raw.endswith("\n")


_ID = re.compile(r"^(?:#~)?[ \t]*msgid[ \t\r\n\"]", re.MULTILINE)
_PLAIN_ID = '\nmsgid "'


def first_lines(file: PoFile) -> tuple[int, ...]:
    """Give the line of each entry's ``msgid`` in the file as it will be written, from 1."""
    lines, line = [], 1
    for before, raw in _pieces(file):
        line += before.count("\n")
        at = raw.find(_PLAIN_ID) + 1  # many times as fast as the expression
        if not at and (found := _ID.search(raw)):
            at = found.start()
        lines.append(line + raw.count("\n", 0, at))
        line += raw.count("\n")
    return tuple(lines)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage collection run inside: entries hold no cycles, and walking over them again and again costs a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def read(data: bytes, path: str) -> PoFile:
    """Read a catalog as strictly as gettext does.

    A byte order mark is accepted and kept, though msgfmt wants none; a NUL, an unknown charset and a file
    without a header are refused, though msgfmt lets them pass. Raises CatalogError with line and column.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise CatalogError(
            "the catalog is empty",
            path=path,
            hint="restore it from version control, or delete it to have it made anew",
        )
    text, codec, bom = _decoded(data, path)
    place = Place(text, path)
    refuse_damage(place)
    plain, at = plain_entries(place, codec)
    grammar = Grammar(place, plain, at)
    for token in tokens(place, codec, at):
        grammar.feed(token)
    entries, tail = grammar.finished()
    newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    _verify(entries, place)
    return PoFile(path, tuple(entries), tail, codec, bom, newline)


def refuse_lossy(file: PoFile, data: bytes) -> None:
    """Raise CatalogError if the file can't be written as it was read: some charsets say a thing in two ways."""
    if file.codec != "utf-8" and file.encoded() != data:  # UTF-8 says a thing in one way
        raise CatalogError(
            f"a catalog in {file.codec} can't be changed without changing lines that nobody edited",
            path=file.path,
            hint=_convert(file.path),
        )


def _convert(path: str) -> str:
    return f"convert it once: msgconv --to-code=UTF-8 --output-file={path} {path}"


def _decoded(data: bytes, path: str) -> tuple[str, str, bool]:
    """Give the text, Python's name of the charset and whether there was a byte order mark."""
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        raise CatalogError("the catalog is UTF-16", path=path, line=1, hint="save it as UTF-8")
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[3:] if bom else data
    found = _CHARSET.search(body)
    name = found[1].decode("ascii", "replace") if found else "CHARSET"
    try:
        codec = "utf-8" if name == "CHARSET" or bom else codecs.lookup(name).name
        "".encode(codec)  # refuses what is a codec, but not of text
    except LookupError:
        at = body[: found.start(1)].count(b"\n") + 1 if found else 0
        raise CatalogError(
            f"unknown charset “{name}”", path=path, line=at, hint="write charset=UTF-8 and save it as UTF-8"
        ) from None
    try:
        return body.decode(codec), codec, bom
    except UnicodeDecodeError as error:
        raise _not_in_charset(body, error, codec, path) from None


def _not_in_charset(body: bytes, error: UnicodeDecodeError, codec: str, path: str) -> CatalogError:
    start = body.rfind(b"\n", 0, error.start) + 1
    line = body[start:].split(b"\n", 1)[0].decode(codec, "replace").strip()
    return CatalogError(
        f"the byte 0x{body[error.start]:02x} is not {codec}: {line[:60]}",
        path=path,
        line=body.count(b"\n", 0, error.start) + 1,
        column=len(body[start : error.start].decode(codec, "replace")) + 1,
        hint="the header's charset and the file's don't agree: save the file as UTF-8 with charset=UTF-8",
    )


def _verify(entries: Sequence[Entry], place: Place) -> None:
    """Raise CatalogError for what gettext refuses in well-formed entries."""
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        fields = entry.fields
        identity = (fields.msgctxt, fields.msgid)
        if identity in seen:
            raise _at(
                entry,
                place,
                f"the second entry of this text (the first is in line {seen[identity]})",
                "keep one of the two and delete the other",
            )
        seen[identity] = fields.linenum
        if "\\" in entry.raw:  # else no string can hold a line end
            _verify_newlines(entry, place)
    if (None, "") not in seen:
        raise CatalogError(
            "the catalog has no header",
            path=place.path,
            line=1,
            hint='a catalog begins with msgid "" and a msgstr that says its charset; restore it from version control',
        )


def _verify_newlines(entry: Entry, place: Place) -> None:
    if entry.fields.obsolete or entry.fuzzy or entry.is_header or not any(entry.texts):
        return
    source = entry.fields.msgid
    others = [*entry.texts, *([entry.fields.msgid_plural] if entry.is_plural else [])]
    for text in others:
        if not text:
            continue
        if text.startswith("\n") != source.startswith("\n"):
            raise _at(entry, place, r"only one of source and translation begins with \n", _NEWLINE_HINT)
        if text.endswith("\n") != source.endswith("\n"):
            raise _at(entry, place, r"only one of source and translation ends with \n", _NEWLINE_HINT)


_NEWLINE_HINT = r"write \n in both or in none"


def _at(entry: Entry, place: Place, problem: str, hint: str) -> CatalogError:
    line = entry.fields.linenum
    return CatalogError(f"{problem}: {place.shown(line)}", path=place.path, line=line, hint=hint)

"""A catalog's text → its tokens, as strictly as gettext's own tools read it: what they refuse is a CatalogError."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum, auto
from functools import cached_property
from typing import NamedTuple

from bilingual.errors import CatalogError

KEYWORDS = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr"})

_TOKEN = re.compile(
    r'[ \t\r\f\v]*(?:(?P<newline>\n)|"(?P<string>[^"\\\n]*(?:\\.[^"\\\n]*)*)"|(?P<mark>\#~\||\#~|\#\|)'
    r"|(?P<comment>\#[^\n]*)|(?P<keyword>[A-Za-z_][A-Za-z_0-9]*)|(?P<index>\[[ \t\r\f\v]*[0-9]+[ \t\r\f\v]*\]))"
)
_BLANK = re.compile(r"[ \t\r\f\v]*")
_ESCAPE = re.compile(r"(?P<bytes>(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|\\(?P<one>.)")
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \r]|$)", re.MULTILINE)
_MARKERS = ("<" * 7, "|" * 7, "=" * 7, ">" * 7)
_PLAIN = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\",
}  # fmt: skip
_CURLY = "“”„‟«»＂‘’「」"
_SHOWN = 60


class Kind(IntEnum):
    """What a token is."""

    COMMENT = auto()
    KEYWORD = auto()
    STRING = auto()
    INDEX = auto()


class Token(NamedTuple):
    """One token; ``start`` and ``end`` are offsets in the text of the file."""

    kind: Kind
    value: str
    """A comment from its ``#`` on, a keyword, the *decoded* string, or the digits of ``[n]``."""
    start: int
    end: int
    obsolete: bool
    previous: bool
    mark: int
    """Offset of the ``#~`` or ``#|`` that its line begins with; else ``start``."""


class Place:
    """Turns offsets into lines and columns, and into errors that show the line."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """Give the number of the line, from 1."""
        return bisect_right(self._starts, offset)

    def offset(self, line: int, word: str) -> int:
        """Give the place of a word in a line, or of the line's beginning."""
        return max(self.text.find(word, self._starts[line - 1]), self._starts[line - 1])

    def quoted(self, line: int) -> str:
        """Give the line as a message quotes it: shortened, without white space around it."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return shown(self.text[start:end])

    def error(self, offset: int, problem: str, hint: str) -> CatalogError:
        """Make the error for this place; ``problem`` is followed by the offending line."""
        line = self.line(offset)
        quoted = self.quoted(line)
        message = f"{problem}: {quoted}" if quoted else problem
        column = offset - self._starts[line - 1] + 1
        return CatalogError(message, path=self.path, line=line, column=column, hint=hint)


def shown(line: str) -> str:
    r"""Give a line as a message quotes it: shortened, and with nothing in it that a terminal would obey.

    >>> shown("  msgid \x1b[31m\n")
    'msgid \\x1b[31m'
    """
    line = line.strip()
    short = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", short.replace("\t", " "))


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def refuse_damage(place: Place) -> None:
    """Raise CatalogError for what makes lines mean something else than they seem to.

    That is conflict markers, NUL, and a backslash at the end of a line: gettext joins such a line with the
    next, in comments too, and so may lose an entry or a flag.
    """
    marked = any(mark in place.text for mark in _MARKERS)
    if marked and (found := _CONFLICT.search(place.text)):
        raise place.error(
            found.start(),
            "an unresolved merge conflict",
            "choose between the two versions, delete the lines <<<<<<<, ======= and >>>>>>>, and save",
        )
    if (nul := place.text.find("\0")) >= 0:
        raise place.error(
            nul, "a NUL character", "the file is damaged or is UTF-16: restore it, or save it as UTF-8"
        )
    if (joint := place.text.find("\\\n")) >= 0:
        raise place.error(
            joint,
            "a backslash at the end of a line, which gettext joins with the next",
            r"write \n for a new line, \\ for a backslash; after a backslash in a comment, write something more",
        )


def tokens(place: Place, codec: str, start: int = 0) -> Iterator[Token]:
    r"""Yield the tokens of a catalog's text, from the beginning of a line on.

    ``codec`` is Python's name of the file's charset: escapes like ``\345`` are bytes in it.
    Raises CatalogError for whatever gettext's lexer refuses.
    """
    text, at = place.text, start
    obsolete = previous = False
    mark = -1
    while found := _TOKEN.match(text, at):
        kind, at = found.lastgroup, found.end()
        start = found.start(kind or 0) - (kind == "string")
        if kind == "newline":
            obsolete = previous = False
            mark = -1
            continue
        if kind == "mark":
            obsolete |= "~" in found["mark"]
            previous |= "|" in found["mark"]
            mark = start
            continue
        value = found[str(kind)]
        if kind == "string":
            value = unescape(value, place, start + 1, codec)
        elif kind == "comment" and previous:
            raise place.error(
                start,
                "a comment in a line of former text",
                "write the comment on a line of its own, above the line that begins with #|",
            )
        elif kind == "keyword" and value not in KEYWORDS:
            raise _unknown_word(place, start, value)
        elif kind == "index":
            value = value.strip("[] \t\r\f\v")
        yield Token(_KINDS[str(kind)], value, start, at, obsolete, previous, mark if mark >= 0 else start)
    rest = _BLANK.match(text, at)
    at = rest.end() if rest else at
    if at < len(text):
        raise _no_token(place, at)


_KINDS = {"comment": Kind.COMMENT, "keyword": Kind.KEYWORD, "string": Kind.STRING, "index": Kind.INDEX}


def unescape(raw: str, place: Place, start: int, codec: str) -> str:
    """Give what a string says; ``start`` is where it begins in the file. Raises CatalogError for a bad escape."""

    def plain(found: re.Match[str]) -> str:
        if found["bytes"]:
            return _from_bytes(found, place, start, codec)
        one = found["one"]
        if one not in _PLAIN:
            raise place.error(
                start + found.start(),
                f"the escape \\{shown(one)} means nothing in a catalog",
                r"write \\ for a backslash, \" for a quotation mark, \n for a new line",
            )
        return _PLAIN[one]

    value = _ESCAPE.sub(plain, raw) if "\\" in raw else raw
    if "\4" in value or "\0" in value:
        raise place.error(
            start - 1,
            "a control character (NUL or EOT) that gettext needs for itself",
            "delete it from the text; in an editor that hides it, type the text again",
        )
    return value


def _from_bytes(found: re.Match[str], place: Place, start: int, codec: str) -> str:
    numbers = (int(o, 8) if o else int(x, 16) for o, x in _BYTE.findall(found["bytes"]))
    try:
        return bytes(n & 0xFF for n in numbers).decode(codec)
    except UnicodeDecodeError:
        raise place.error(
            start + found.start(),
            f"the escaped bytes are not {codec}",
            "write the character itself",
        ) from None


_OPEN = re.compile(r"(?:#~\s*)?(?:#?\|\s*)?(msgctxt|msgid|msgid_plural|msgstr)(?:\s*\[\s*\d+\s*\])?\s*")


def _unquoted(place: Place, start: int) -> CatalogError | None:
    """Tell of a text that follows its keyword without a quotation mark."""
    before = place.text[:start].rsplit("\n", 1)[-1].strip()
    if not _OPEN.fullmatch(before):
        return None
    return place.error(
        start,
        "a text without the quotation mark before it",
        f'put it between quotation marks: {before} "…"',
    )


def _unknown_word(place: Place, start: int, word: str) -> CatalogError:
    if unquoted := _unquoted(place, start):
        return unquoted
    before = place.text[:start].rsplit("\n", 1)[-1]
    if word == "domain":
        return place.error(
            start, "a domain directive", "keep one domain a file: split the catalog and delete this line"
        )
    if before.count('"') >= 2:
        return place.error(
            start,
            "text after the closing quotation mark",
            r"a quotation mark inside the text is written \"",
        )
    return place.error(
        start,
        f"“{word}” is not a keyword",
        'a line begins with msgctxt, msgid, msgid_plural, msgstr, " or #; compare it with the lines around it',
    )


def _no_token(place: Place, at: int) -> CatalogError:
    text = place.text
    if text[at] == '"':
        if "\n" not in text[at:]:
            return place.error(
                at,
                "the file ends within a string",
                "the file was cut off: restore it from version control, or close the string and complete the entry",
            )
        return place.error(at, "a string without its closing quotation mark", 'end the line with "')
    if text[at] in _CURLY:
        return place.error(
            at,
            f'a curly quotation mark ({text[at]}) where a straight one (") must stand',
            'write " around strings; an editor for prose may have replaced it',
        )
    if text[at] == "\\":
        return place.error(
            at, "a backslash outside a string", 'close or open the string with " around the text'
        )
    return _unquoted(place, at) or place.error(
        at, f"“{shown(text[at])}” means nothing here", 'put text between " and "'
    )

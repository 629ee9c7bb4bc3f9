"""What an entry says → the lines that say it, in the style of the file that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from bilingual.catalogs.wrapping import laid_out, mark

if TYPE_CHECKING:
    import polib


class Part(IntEnum):
    """The parts of an entry, in the order in which gettext writes them."""

    TRANSLATOR = auto()
    EXTRACTED = auto()
    REFERENCE = auto()
    STICKY = auto()
    FLAGS = auto()
    PREVIOUS = auto()
    CONTEXT = auto()
    ID = auto()
    PLURAL = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written, as far as it concerns lines that are new."""

    newline: str = "\n"
    room: int = 0
    """The columns that its strings are wrapped at; 0: they are not."""


_ESCAPES = str.maketrans(
    {
        "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r",
        "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
    }
)  # fmt: skip


_KEYWORDS = {Part.CONTEXT: "msgctxt", Part.ID: "msgid", Part.PLURAL: "msgid_plural"}


def part_lines(part: Part, fields: polib.POEntry, room: int) -> list[str]:
    """Write a part as ``msgcat --width`` does, as ``msgcat --no-wrap`` if ``room`` is 0; nothing if it is empty."""
    keyword = "#~ " if fields.obsolete else ""
    match part:
        case Part.TRANSLATOR:
            return _comment_lines("#", fields.tcomment)
        case Part.EXTRACTED:
            return _comment_lines("#.", fields.comment)
        case Part.REFERENCE:
            return [f"#: {_reference(name, line)}" for name, line in fields.occurrences]
        case Part.FLAGS:
            return _flag_lines("#,", [flag for flag in fields.flags if flag not in fields.sticky])
        case Part.STICKY:
            return _flag_lines("#=", fields.sticky)
        case Part.PREVIOUS:
            return _previous_lines(fields, room)
        case Part.TEXT:
            return _text_lines(keyword, fields, room)
        case _:
            return _string(keyword + _KEYWORDS[part], getattr(fields, _KEYWORDS[part]), room)


def _comment_lines(sign: str, text: str) -> list[str]:
    return [f"{sign} {line}".rstrip() for line in text.split("\n")] if text else []


def _flag_lines(sign: str, flags: Sequence[str]) -> list[str]:
    return [f"{sign} {', '.join(flags)}"] if flags else []


def _previous_lines(fields: polib.POEntry, room: int) -> list[str]:
    prefix = "#~| " if fields.obsolete else "#| "
    return [
        line
        for name in ("msgctxt", "msgid", "msgid_plural")
        for line in _string(prefix + name, getattr(fields, f"previous_{name}"), room)
    ]


def _text_lines(prefix: str, fields: polib.POEntry, room: int) -> list[str]:
    if fields.msgid_plural is None:
        return _string(prefix + "msgstr", fields.msgstr, room)
    forms = sorted(fields.msgstr_plural.items())
    return [line for n, text in forms for line in _string(f"{prefix}msgstr[{n}]", text, room)]


def _string(keyword: str, text: str | None, room: int) -> list[str]:
    """Write a string; as every gettext tool does, each of its own lines has a line of the file."""
    if text is None:
        return []
    first, *others = laid_out(keyword, text.translate(_ESCAPES), room)
    return [f'{keyword} "{first}"', *(f'{mark(keyword)}"{other}"' for other in others)]


_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def written_strings(part: Part, raw: str) -> tuple[str, list[str]] | None:
    """Read the raw lines of a source text or a single translation back: the keyword, and the strings as they stand."""
    keyword, _, rest = raw.partition('"')
    if part not in {Part.ID, Part.TEXT} or "msg" not in keyword or "[" in keyword:
        return None
    return keyword.rstrip(), _QUOTED.findall('"' + rest)


def _reference(name: str, line: str) -> str:
    """Write a reference; gettext puts a name with spaces between U+2068 and U+2069."""
    shown = f"\u2068{name}\u2069" if re.search(r"\s", name) else name
    return f"{shown}:{line}" if line else shown


_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(?::(\\d+))?|(\\S+)")


def references(text: str) -> list[tuple[str, str]]:
    """Read what follows ``#:``: file names, each with its line number or an empty string."""
    found = []
    for isolated, line, plain in _REFERENCE.findall(text):
        name, colon, number = plain.rpartition(":")
        if isolated:
            found.append((isolated, line))
        elif colon and number.isdigit():
            found.append((name, number))
        else:
            found.append((plain, ""))
    return found

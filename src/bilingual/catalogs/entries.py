"""One entry of a catalog: what it says (polib's POEntry) beside the raw text that says it, so that what did not change keeps its every byte."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import TYPE_CHECKING, Any

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


_FIELDS: dict[Part, tuple[str, ...]] = {
    Part.TRANSLATOR: ("tcomment",),
    Part.EXTRACTED: ("comment",),
    Part.REFERENCE: ("occurrences",),
    Part.STICKY: ("flags",),
    Part.FLAGS: ("flags",),
    Part.PREVIOUS: ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"),
    Part.CONTEXT: ("msgctxt",),
    Part.ID: ("msgid",),
    Part.PLURAL: ("msgid_plural",),
    Part.TEXT: ("msgstr", "msgstr_plural"),
}
"""Which of polib's fields a part holds."""

_COMMENTS = (Part.TRANSLATOR, Part.EXTRACTED, Part.REFERENCE, Part.STICKY, Part.FLAGS)

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r",
        "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a file, or as it will be written."""

    fields: polib.POEntry
    """What it says; never changed in place: ``changed`` gives another entry."""
    raw: str
    """Its lines, whole, without the blank lines around it."""
    parts: Mapping[Part, str] = field(default_factory=dict)
    """The raw lines of each part; empty where lines and parts don't coincide."""
    before: str = ""
    """The blank lines before it."""
    number: int = -1
    """Its place in the file it was read from, from 0; −1 for one that was made."""

    @property
    def key(self) -> tuple[str, str]:
        """Context and source text."""
        return (self.fields.msgctxt or "", self.fields.msgid)

    @property
    def is_header(self) -> bool:
        return self.fields.msgid == "" and not self.fields.msgctxt and not self.fields.obsolete

    @property
    def is_plural(self) -> bool:
        return bool(self.fields.msgid_plural)

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.fields.flags

    @property
    def texts(self) -> tuple[str, ...]:
        """Its translations: one, or one for each plural form."""
        if self.is_plural:
            return tuple(text for _, text in sorted(self.fields.msgstr_plural.items()))
        return (self.fields.msgstr,)

    @property
    def extracted(self) -> tuple[str, ...]:
        """Its ``#.`` lines, without the mark."""
        return tuple(self.fields.comment.split("\n")) if self.fields.comment else ()


def new_fields(**values: Any) -> polib.POEntry:
    """Make polib's object for an entry."""
    import polib

    return polib.POEntry(**values)


def make(newline: str, **values: Any) -> Entry:
    """Make an entry that no file holds yet; ``values`` are polib's fields."""
    fields = new_fields(**values)
    return Entry(fields, _render(fields, {}, newline), before=newline)


def changed(entry: Entry, newline: str, **values: Any) -> Entry:
    """Give the entry with other fields; the lines of a part that says the same as before stay as they are.

    The same entry comes back if nothing differs.
    """
    for name, value in values.items():
        now = getattr(entry.fields, name)
        if now != value and not _same(now, value):
            break
    else:
        return entry
    fields = copy.copy(entry.fields)
    for name, value in values.items():
        setattr(fields, name, value)
    moved = bool(fields.obsolete) != bool(entry.fields.obsolete)
    kept = {
        part: raw
        for part, raw in entry.parts.items()
        if not (moved and part not in _COMMENTS)
        and all(_same(getattr(fields, name), getattr(entry.fields, name)) for name in _FIELDS[part])
    }
    return Entry(fields, _render(fields, kept, newline), kept, entry.before, entry.number)


def has_comment(entry: Entry) -> bool:
    """Tell whether a translator wrote a comment on the entry."""
    return bool(entry.fields.tcomment.strip())


def with_remarks(entry: Entry, remarks: Sequence[str], newline: str) -> Entry:
    """Give the entry with these translators' comments below its own; one that it has already is not added again."""
    has = {line.strip() for line in entry.fields.tcomment.split("\n")}
    new = [line for line in dict.fromkeys(remarks) if line.strip() not in has]
    if not new:
        return entry
    fields = copy.copy(entry.fields)
    fields.tcomment = "\n".join(filter(None, [entry.fields.tcomment, *new]))
    kept = dict(entry.parts)
    if Part.TRANSLATOR in kept or not has_comment(entry):
        kept[Part.TRANSLATOR] = kept.get(Part.TRANSLATOR, "") + "".join(f"# {line}{newline}" for line in new)
    return Entry(fields, _render(fields, kept, newline), kept, entry.before, entry.number)


def with_comments_of(entry: Entry, others: Sequence[Entry], newline: str) -> Entry:
    """Give the entry with the translators' comments of others instead of its own, letter for letter."""
    others = [other for other in others if has_comment(other)]
    if not others:
        return entry
    fields = copy.copy(entry.fields)
    fields.tcomment = "\n".join(other.fields.tcomment for other in others)
    raws = [other.parts.get(Part.TRANSLATOR) for other in others]
    kept = dict(entry.parts)
    kept.pop(Part.TRANSLATOR, None)
    if all(raws):
        kept[Part.TRANSLATOR] = "".join(raw for raw in raws if raw)
    return Entry(fields, _render(fields, kept, newline), kept, entry.before, entry.number)


def _same(a: Any, b: Any) -> bool:
    """Compare two values of a field; polib says “nothing” in several ways."""
    return a == b or (not a and not b and (a is None) == (b is None)) or (a is False and b == 0)


def _render(fields: polib.POEntry, kept: Mapping[Part, str], newline: str) -> str:
    pieces = []
    for part in Part:
        raw = kept.get(part)
        if raw is None:
            raw = "".join(line + newline for line in _lines(part, fields))
        pieces.append(raw if not raw or raw.endswith("\n") else raw + newline)
    return "".join(pieces)


def _lines(part: Part, fields: polib.POEntry) -> list[str]:
    """Write a part as ``msgcat --no-wrap`` does."""
    keyword = "#~ " if fields.obsolete else ""
    previous = "#~| " if fields.obsolete else "#| "
    match part:
        case Part.TRANSLATOR:
            return [f"# {line}".rstrip() for line in fields.tcomment.split("\n")] if fields.tcomment else []
        case Part.EXTRACTED:
            return [f"#. {line}".rstrip() for line in fields.comment.split("\n")] if fields.comment else []
        case Part.REFERENCE:
            return [f"#: {_reference(name, line)}" for name, line in fields.occurrences]
        case Part.FLAGS:
            return [f"#, {', '.join(fields.flags)}"] if fields.flags else []
        case Part.PREVIOUS:
            return [
                line
                for name in ("msgctxt", "msgid", "msgid_plural")
                for line in _string(previous + name, getattr(fields, f"previous_{name}"))
            ]
        case Part.CONTEXT:
            return _string(keyword + "msgctxt", fields.msgctxt)
        case Part.ID:
            return _string(keyword + "msgid", fields.msgid)
        case Part.PLURAL:
            return _string(keyword + "msgid_plural", fields.msgid_plural or None)
        case Part.TEXT:
            return _text_lines(keyword, fields)
    return []  # `#=` lines are kept as they stand; where flags change, theirs are among the `#,` ones


def _text_lines(prefix: str, fields: polib.POEntry) -> list[str]:
    if not fields.msgid_plural:
        return _string(prefix + "msgstr", fields.msgstr)
    forms = sorted(fields.msgstr_plural.items())
    return [line for n, text in forms for line in _string(f"{prefix}msgstr[{n}]", text)]


def _string(keyword: str, text: str | None) -> list[str]:
    """Write a string on one line, or, as every gettext tool does, on one line for each of its own lines."""
    if text is None:
        return []
    pieces = [piece.translate(_ESCAPES) for piece in re.findall(r"[^\n]*\n|[^\n]+", text)]
    if len(pieces) < 2:
        return [f'{keyword} "{"".join(pieces)}"']
    mark = keyword[: keyword.index("msg")]
    return [f'{keyword} ""', *(f'{mark}"{piece}"' for piece in pieces)]


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

"""One entry of a catalog: what it says (polib's POEntry) beside the raw text that says it, so that what did not change keeps its every byte."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilingual.catalogs.rendering import Part, Style, part_lines

if TYPE_CHECKING:
    import polib


_FIELDS: dict[Part, tuple[str, ...]] = {
    Part.TRANSLATOR: ("tcomment",),
    Part.EXTRACTED: ("comment",),
    Part.REFERENCE: ("occurrences",),
    Part.STICKY: ("sticky",),
    Part.FLAGS: ("flags",),
    Part.PREVIOUS: ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"),
    Part.CONTEXT: ("msgctxt",),
    Part.ID: ("msgid",),
    Part.PLURAL: ("msgid_plural",),
    Part.TEXT: ("msgstr", "msgstr_plural"),
}
"""Which of polib's fields a part holds."""

_COMMENTS = (Part.TRANSLATOR, Part.EXTRACTED, Part.REFERENCE, Part.STICKY, Part.FLAGS)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a file, or as it will be written."""

    fields: polib.POEntry
    """What it says; never changed in place: ``changed`` gives another entry."""
    raw: str
    """Its lines, whole, without the blank lines around it."""
    parts: tuple[tuple[Part, str], ...] = ()
    """Its lines part by part, in their order; empty where lines and parts don't coincide."""
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
        return self.fields.msgid == "" and self.fields.msgctxt is None and not self.fields.obsolete

    @property
    def is_plural(self) -> bool:
        return self.fields.msgid_plural is not None

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


def new_fields(*, sticky: Sequence[str] = (), **values: Any) -> polib.POEntry:
    """Make polib's object for an entry; ``sticky`` are those of its flags that stand in ``#=`` lines."""
    import polib

    fields = polib.POEntry(**values)
    fields.sticky = list(sticky)
    fields.msgid_plural = values.get("msgid_plural")  # polib has "" for none, as for an empty one
    return fields


def make(style: Style, **values: Any) -> Entry:
    """Make an entry that no file holds yet; ``values`` are polib's fields."""
    fields = new_fields(**values)
    return _entry(fields, _rendered(fields, list(Part), style), before=style.newline)


def changed(entry: Entry, style: Style, **values: Any) -> Entry:
    """Give the entry with some of polib's fields changed; the very same entry if they said that already.

    Only the parts that hold those fields are written anew, where they stand; all other lines stay as they are.
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
    fields.sticky = [flag for flag in fields.sticky if flag in fields.flags]
    moved = bool(fields.obsolete) != bool(entry.fields.obsolete)
    stale = [
        part
        for part in Part
        if (moved and part not in _COMMENTS)
        or not all(_same(getattr(fields, name), getattr(entry.fields, name)) for name in _FIELDS[part])
    ]
    if not entry.parts:
        return _entry(fields, _rendered(fields, list(Part), style), entry.before, entry.number)
    parts = _replaced(entry.parts, _rendered(fields, stale, style), stale, style)
    return _entry(fields, parts, entry.before, entry.number)


def has_comment(entry: Entry) -> bool:
    """Tell whether a translator wrote a comment on the entry."""
    return bool(entry.fields.tcomment.strip())


def with_remarks(entry: Entry, remarks: Sequence[str], style: Style) -> Entry:
    """Give the entry with these translators' comments below its own; one that it has already is not added again."""
    has = {line.strip() for line in entry.fields.tcomment.split("\n")}
    new = [line for line in dict.fromkeys(remarks) if line.strip() not in has]
    if not new:
        return entry
    fields = copy.copy(entry.fields)
    fields.tcomment = "\n".join(filter(None, [entry.fields.tcomment, *new]))
    if not entry.parts:
        return _entry(fields, _rendered(fields, list(Part), style), entry.before, entry.number)
    written = (Part.TRANSLATOR, "".join(f"# {line}{style.newline}" for line in new))
    at = max((n for n, (part, _) in enumerate(entry.parts, 1) if part is Part.TRANSLATOR), default=0)
    return _entry(fields, [*entry.parts[:at], written, *entry.parts[at:]], entry.before, entry.number)


def with_comments_of(entry: Entry, others: Sequence[Entry], style: Style) -> Entry:
    """Give the entry with the translators' comments of others instead of its own, letter for letter."""
    others = [other for other in others if has_comment(other)]
    if not others:
        return entry
    fields = copy.copy(entry.fields)
    fields.tcomment = "\n".join(other.fields.tcomment for other in others)
    raws = [raw for other in others for part, raw in other.parts if part is Part.TRANSLATOR]
    comments = [(Part.TRANSLATOR, raw) for raw in raws] or _rendered(fields, [Part.TRANSLATOR], style)
    if not all(other.parts for other in others):
        comments = _rendered(fields, [Part.TRANSLATOR], style)
    if not entry.parts:
        comments += _rendered(fields, list(Part)[1:], style)
    rest = [(part, raw) for part, raw in entry.parts if part is not Part.TRANSLATOR]
    return _entry(fields, [*comments, *rest], entry.before, entry.number)


def _same(a: Any, b: Any) -> bool:
    """Compare two values of a field; polib says “nothing” in several ways."""
    return a == b or (not a and not b and (a is None) == (b is None)) or (a is False and b == 0)


def _entry(fields: polib.POEntry, parts: Sequence[tuple[Part, str]], before: str, number: int = -1) -> Entry:
    return Entry(fields, "".join(raw for _, raw in parts), tuple(parts), before, number)


def _rendered(fields: polib.POEntry, wanted: Sequence[Part], style: Style) -> list[tuple[Part, str]]:
    """Write these parts anew, those that say something."""
    lines = ((part, part_lines(part, fields, style.room)) for part in wanted)
    return [(part, "".join(line + style.newline for line in said)) for part, said in lines if said]


def _replaced(
    parts: Sequence[tuple[Part, str]], fresh: Sequence[tuple[Part, str]], stale: Sequence[Part], style: Style
) -> list[tuple[Part, str]]:
    """Put fresh parts where the stale ones stood; those that are new come where gettext has them."""
    waiting = dict(fresh)
    there = {part for part, _ in parts}
    result: list[tuple[Part, str]] = []
    for part, raw in parts:
        early = [new for new in waiting if new not in there and new < part]
        result += [(new, waiting.pop(new)) for new in early]
        if part not in stale:
            result.append((part, raw if raw.endswith("\n") else raw + style.newline))
        elif part in waiting:
            result.append((part, waiting.pop(part)))
    return [*result, *waiting.items()]

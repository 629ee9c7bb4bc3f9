"""Two versions of one entry and the one that both were made from → the entry that says what both say, or a Conflict."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bilingual.catalogs.entries import Entry, changed, has_comment
from bilingual.catalogs.headers import header_values, revised
from bilingual.catalogs.states import persons_text

T = TypeVar("T", bound=Hashable)

_VOUCHING = ("mt:", "before:")
"""The ``#.`` lines that say something of a translation, and go with it: who made it, and what it was made for."""

_PREVIOUS = ("previous_msgctxt", "previous_msgid", "previous_msgid_plural")


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry for which two people wrote different texts; comments and flags are merged in both."""

    ours: Entry
    theirs: Entry

    def marked(self, newline: str, size: int) -> Entry:
        """Give both between conflict markers, as git writes them."""
        sides = [
            entry.raw if entry.raw.endswith("\n") else entry.raw + newline
            for entry in (self.ours, self.theirs)
        ]
        lines = ["<" * size + " ours", "=" * size, ">" * size + " theirs"]
        first, second, third = (line + newline for line in lines)
        return replace(self.ours, raw=first + sides[0] + second + sides[1] + third)


def says(entry: Entry | None) -> Hashable:
    """Give all that an entry says, whatever its lines look like."""
    if entry is None:
        return None
    fields = entry.fields
    return (
        fields.tcomment,
        fields.comment,
        tuple(fields.occurrences),
        frozenset(fields.flags),
        *(getattr(fields, name) or "" for name in _PREVIOUS),
        fields.msgid_plural or "",
        entry.texts,
        bool(fields.obsolete),
    )


def chosen(base: T, ours: T, theirs: T) -> T:
    """Give the value that changed; ours, if both did."""
    return theirs if ours == base else ours


def united(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """Merge two lists: what either added is in, what either took out is not."""
    gone = set(base) - set(theirs)
    return [*(x for x in ours if x not in gone), *(x for x in theirs if x not in base and x not in ours)]


def agreed(b: Entry | None, o: Entry, t: Entry, newline: str) -> Entry | Conflict:
    """Merge two versions of one entry, neither of them deleted; ``b`` is None for one that both added."""
    if says(o) == says(t):
        return t if b is not None and o.raw == b.raw else o
    if b is not None and says(o) == says(b):
        return t
    if b is not None and says(t) == says(b):
        return o
    ours = _with_answer(b, o, o, t, newline)
    theirs = _with_answer(b, t, o, t, newline)
    match _answer(b, o, t):
        case "ours":
            return ours
        case "theirs":
            return theirs
    return Conflict(ours, theirs)


def _with_answer(b: Entry | None, side: Entry, o: Entry, t: Entry, newline: str) -> Entry:
    """Give one side with what is said beside its translation merged in."""

    def lines(entry: Entry | None, name: str) -> list[str]:
        text = getattr(entry.fields, name) if entry is not None else ""
        return [line for line in text.split("\n") if not line.startswith(_VOUCHING)] if text else []

    def flags(entry: Entry | None) -> list[str]:
        return [flag for flag in entry.fields.flags if flag != "fuzzy"] if entry is not None else []

    def merged(name: str) -> list[str]:
        return united(lines(b, name), lines(o, name), lines(t, name))

    comment = merged("comment")
    roles = [line for line in comment if line.startswith("role:")]
    vouching = [line for line in side.extracted if line.startswith(_VOUCHING)]
    rest = [line for line in comment if not line.startswith("role:")]
    obsolete = [bool(e.fields.obsolete) if e is not None else False for e in (b, o, t)]
    return changed(
        side,
        newline,
        tcomment=_united_comment(b, o, t),
        comment="\n".join([*roles[:1], *vouching, *rest]),
        occurrences=united(*(e.fields.occurrences if e is not None else [] for e in (b, o, t))),
        flags=[*(["fuzzy"] if side.fuzzy else []), *united(flags(b), flags(o), flags(t))],
        obsolete=chosen(*obsolete),
    )


def _united_comment(b: Entry | None, o: Entry, t: Entry) -> str:
    """Merge what translators noted: a note that one side changed is that side's; what both wrote is united."""
    before, ours, theirs = (e.fields.tcomment if e is not None else "" for e in (b, o, t))
    if before in {ours, theirs} or ours == theirs:
        return str(chosen(before, ours, theirs))
    return "\n".join(united(*(text.split("\n") if text else [] for text in (before, ours, theirs))))


def _answer(b: Entry | None, o: Entry, t: Entry) -> str:
    """Decide whose translation and state stand: ``ours``, ``theirs``, or neither alone."""
    if _state(o) == _state(t):
        return "ours"
    if b is not None and _state(b) in {_state(o), _state(t)}:
        return "theirs" if _state(o) == _state(b) else "ours"
    if o.texts == t.texts:
        return "theirs" if o.fuzzy and not t.fuzzy else "ours"  # somebody approved this very text
    if persons_text(o) != persons_text(t):
        return "ours" if persons_text(o) else "theirs"
    if not persons_text(o):
        return "ours" if any(o.texts) else "theirs"
    if b is not None and b.texts in {o.texts, t.texts}:
        return "theirs" if o.texts == b.texts else "ours"  # a new text goes before a new state of the old one
    return "both"


def _state(entry: Entry) -> Hashable:
    """Give what belongs to a translation: the text, whether it is fuzzy, what it was made for, what drafted it."""
    previous = tuple(getattr(entry.fields, name) or "" for name in _PREVIOUS)
    vouching = [line for line in entry.extracted if line.startswith(_VOUCHING)]
    return (entry.texts, entry.fuzzy, previous, *vouching)


def agreed_header(b: Entry | None, o: Entry, t: Entry, of_charset: Entry, newline: str) -> Entry:
    """Merge two versions of the header, value by value; of a value that both changed, that of the newer file.

    ``of_charset`` is the header of the side whose charset the merged file has. PO-Revision-Date is the newest.
    """
    newer = o if _revised(o) >= _revised(t) else t
    before, ours, theirs = (_values(entry) if entry is not None else {} for entry in (b, o, t))
    newest = ours if newer is o else theirs
    charset = _values(of_charset)
    lines = []
    for name in dict.fromkeys([*ours, *theirs]):
        was, one, other = before.get(name), ours.get(name), theirs.get(name)
        value = newest.get(name) if was not in {one, other} and one != other else chosen(was, one, other)
        if name[0] == "PO-Revision-Date":
            value = newest.get(name, value)
        if name[0] == "Content-Type":
            value = charset.get(name, value)
        if value is not None:
            lines.append(value + "\n")
    side = t if says(o) == says(b) else o
    fuzzy = chosen(b is not None and b.fuzzy, o.fuzzy, t.fuzzy)
    flags = [*(["fuzzy"] if fuzzy else []), *(flag for flag in side.fields.flags if flag != "fuzzy")]
    return changed(
        side,
        newline,
        msgstr="".join(lines),
        tcomment=_united_comment(b, o, t),
        flags=flags if set(flags) != set(side.fields.flags) else side.fields.flags,
    )


def _values(header: Entry) -> dict[tuple[str, int], str]:
    """Give a header's lines by name and by how often the name stood before: duplicates are kept apart."""
    found: dict[tuple[str, int], str] = {}
    for line in header.fields.msgstr.removesuffix("\n").split("\n"):
        name, n = line.partition(":")[0].strip(), 0
        while (name, n) in found:
            n += 1
        found[name, n] = line
    return found


def _revised(header: Entry) -> float:
    try:
        return datetime.fromisoformat(revised(header_values(header))).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def worth_keeping(entry: Entry) -> bool:
    """Tell whether a person wrote anything in an entry: a translation or a comment."""
    return persons_text(entry) or has_comment(entry)

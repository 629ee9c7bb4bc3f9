"""A catalog with suggestions → the catalog with those accepted whose source changed in nothing but typography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bilingual.catalogs.entries import Entry, changed
from bilingual.catalogs.reading import first_lines, read, refuse_lossy
from bilingual.catalogs.spelling import typographic
from bilingual.catalogs.states import BEFORE, key_of, reviewed_before


class Verdict(StrEnum):
    """What became of a suggestion whose source changed in nothing but typography."""

    ACCEPTED = "accepted"
    NOT_REVIEWED = "not reviewed"
    """Nobody had approved the translation before the change, or somebody has edited it since."""
    NAME = "name"
    """A name that the caller knows is spelled in another way."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry whose source changed in nothing but typography, and what became of it."""

    verdict: Verdict
    line: int
    """Line of its ``msgid`` in the catalog as it is given back, from 1."""
    previous: str
    """The former source text."""
    text: str
    """The present one."""
    translation: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A catalog after the accepting."""

    data: bytes
    """The file; the very bytes of the old one if nothing was accepted."""
    suggestions: tuple[Suggestion, ...]
    """Every entry that came into question, in the order of the file."""


def accept_trivial(data: bytes, *, path: str, same_names: Callable[[str, str], bool]) -> Accepted:
    """Clear ``fuzzy`` and ``#|`` where the source changed in nothing but typography since the review.

    That somebody reviewed the translation for the former text is vouched for by the ``before:`` line that
    ``merge`` writes; without it, or if the translation has been edited since, the entry stays as it is.
    ``same_names`` tells of the former and the present text whether they hold the same names. Raises
    CatalogError for a catalog that gettext would refuse.

    Law: accepting twice is accepting once, and nothing but those lines of those entries changes.
    """
    file = read(data, path)
    entries = list(file.entries)
    verdicts: dict[int, Verdict] = {}
    for n, entry in enumerate(entries):
        if _in_question(entry):
            verdicts[n] = _verdict(entry, same_names)
            if verdicts[n] is Verdict.ACCEPTED:
                entries[n] = _accepted(entry, file.newline)
    now = replace(file, entries=tuple(entries))
    lines = first_lines(now) if verdicts else ()
    suggestions = tuple(
        Suggestion(
            verdict,
            lines[n],
            file.entries[n].fields.previous_msgid,
            entries[n].fields.msgid,
            entries[n].fields.msgstr,
        )
        for n, verdict in verdicts.items()
    )
    if Verdict.ACCEPTED not in verdicts.values():
        return Accepted(data, suggestions)
    refuse_lossy(file, data)
    return Accepted(now.encoded(), suggestions)


def _in_question(entry: Entry) -> bool:
    """Tell whether an entry is a suggestion of which only the source's typography is new."""
    fields = entry.fields
    return bool(
        entry.fuzzy
        and not fields.obsolete
        and not entry.is_plural
        and fields.msgstr
        and fields.previous_msgid
        and fields.previous_msgid != fields.msgid  # cut another way, not written another way
        and (fields.previous_msgctxt or "") == (fields.msgctxt or "")
        and typographic(fields.previous_msgid, fields.msgid)
    )


def _verdict(entry: Entry, same_names: Callable[[str, str], bool]) -> Verdict:
    if not reviewed_before(entry):
        return Verdict.NOT_REVIEWED
    same = same_names(entry.fields.previous_msgid, entry.fields.msgid)
    return Verdict.ACCEPTED if same else Verdict.NAME


def _accepted(entry: Entry, newline: str) -> Entry:
    return changed(
        entry,
        newline,
        flags=[flag for flag in entry.fields.flags if flag != "fuzzy"],
        comment="\n".join(line for line in entry.extracted if key_of(line) != BEFORE),
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )

"""``sync`` → what it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import click

from bilingual.printing import differences
from bilingual.printing.differences import Piece
from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count, verb

if TYPE_CHECKING:
    from bilingual.catalogs import Change
    from bilingual.pipeline import Written

_INDENT = 11
"""Cells before what is said of a sentence: the longest kind has ten letters."""
_MOST_OF_A_KIND = 12
"""How many sentences of one kind are listed; of those that differ in typography, a quarter."""
_UNTOLD = ("kept", "reordered")
_CUT = " | "
"""Stands between two sentences that were one, or are one now."""
_TO_REVIEW = "to review"
_SHORTEST = 20
"""A text is not clipped to less than this."""
_COLORS = {"gone": "red", "new": "green", "restored": "green"}


class _Event(NamedTuple):
    """What happened to a sentence; the same in every catalog that says so."""

    kind: str
    former: str
    present: str
    contexts: tuple[str, str]


class _Place(NamedTuple):
    """Where a catalog has it, and what became of its translation there."""

    path: str
    line: int
    outcome: str


def synced(output: Output, written: Sequence[Written], *, dry_run: bool, check: bool, full: bool) -> bool:
    """Tell of the files of an article, then of each sentence that changed: once, with its place in each catalog.

    Give whether ``accept --trivial`` could do something.

    With ``check``, a file that would change makes the exit status 1, and is named even if the rest is quiet.
    """
    output.values += map(_value, written)
    for one in written:
        for line in _file(one, output.width, dry_run=dry_run):
            output.say(line, always=check and one.changed)
    events: dict[_Event, list[_Place]] = {}
    for one in written:
        if one.changed:
            for event, place in _events(one):
                events.setdefault(event, []).append(place)
    _tell(output, events, full=full)
    typographic = [
        place for event, places in events.items() if event.kind == "typography" for place in places
    ]
    for one in written:
        _tell_stale(output, one)
    if check and any(one.changed for one in written):
        output.incomplete()
    return any(place.outcome == _TO_REVIEW for place in typographic)


def trivial(output: Output) -> None:
    """What to do where only typography changed; once, below everything."""
    output.say("Accept what changed only in typography: bilingual accept --trivial")


def _file(written: Written, width: int, *, dry_run: bool) -> Iterator[str]:
    line = f"{verb(written.changed, dry_run=dry_run):9} {written.path}"
    counts = _counts(written.changes)
    if not counts or differences.cells(f"{line}: {counts}") <= width:
        yield f"{line}: {counts}" if counts else line
        return
    yield f"{line}:"
    for counted in differences.lines([Piece("=", counts)], width=width - _INDENT, color=False, full=True):
        yield f"{'':{_INDENT}}{counted.strip()}"


def _tell(output: Output, events: dict[_Event, list[_Place]], *, full: bool) -> None:
    told: Counter[str] = Counter()
    left: Counter[str] = Counter()
    if events:
        output.say()
    for event, places in events.items():
        most = _MOST_OF_A_KIND // (4 if event.kind == "typography" else 1)
        if told[event.kind] == most and not full:
            left[event.kind] += 1
            continue
        told[event.kind] += 1
        for line in _lines(event, places, output, full=full):
            output.say(line)
    if left:
        parts = ", ".join(f"{n} {kind}" for kind, n in left.items())
        output.say(f"… and {left.total()} more: {parts} (--full shows them)")


def _events(written: Written) -> Iterator[tuple[_Event, _Place]]:
    """Give what happened to the sentences of a catalog; the parts of a split one are one event."""
    told = [c for c in written.changes if c.kind not in _UNTOLD]
    if all(c.kind == "new" for c in told) and len(told) == len(written.changes):
        return  # a new catalog: the count says it
    for _, run in groupby(told, key=lambda c: (c.kind, c.previous if c.kind == "split" else id(c))):
        changes = list(run)
        first = changes[0]
        event = _Event(
            str(first.kind),
            _CUT.join(first.previous.split("\n")) if first.kind == "joined" else first.previous,
            _CUT.join(change.text for change in changes),
            (first.previous_context, first.context),
        )
        yield event, _Place(written.path, first.line, _outcome(first))


def _lines(event: _Event, places: Sequence[_Place], output: Output, *, full: bool) -> Iterator[str]:
    """Lay out one event: its kind and the marked text, then where it is and what became of the translation."""
    width = output.width - _INDENT
    text = differences.lines(_marked(event), width=width, color=output.color, full=full)
    label = click.style(event.kind, fg=_COLORS.get(event.kind, "yellow"))
    if event.kind == "context":
        text.insert(0, f"{event.contexts[0] or 'running text'} → {event.contexts[1] or 'running text'}")
    yield f"{label}{' ' * (_INDENT - len(event.kind))}{text[0]}"
    for line in text[1:]:
        yield f"{'':{_INDENT}}{line}"
    for place in places:
        if place.line:
            yield f"{'':{_INDENT}}{place.path}:{place.line}: {place.outcome}"


def _marked(event: _Event) -> Sequence[Piece]:
    if event.kind == "gone":
        return [Piece("=", event.present)]
    return differences.pieces(event.former, event.present) if event.former else [Piece("=", event.present)]


def _outcome(change: Change) -> str:
    """Say what became of the translation."""
    if change.kind == "gone":
        return "obsolete"
    if not change.carried:
        return "to translate"
    return _TO_REVIEW if change.previous and change.kind != "restored" else "as it was"


def _tell_stale(output: Output, written: Written) -> None:
    """Name the translations whose pivot has changed since: nothing but a person can mend them."""
    if not written.stale:
        return
    output.say(
        f"{written.language}: {count(len(written.stale), 'translation')} of a person's, drafted from English "
        "that has changed since:"
    )
    for one in written.stale[:_MOST_OF_A_KIND]:
        place = f"{one.path}:{one.line}: stale: "
        output.say(place + differences.clipped(one.text, max(output.width - len(place), _SHORTEST)))
    if (left := len(written.stale) - _MOST_OF_A_KIND) > 0:
        output.say(f"… and {left} more: bilingual status --list names them")


def _counts(changes: Sequence[Change]) -> str:
    counts = Counter(str(change.kind) for change in changes)
    reordered = counts.pop("reordered", 0)
    parts = [f"{n} {kind}" for kind, n in counts.items()] + ["in another order"] * reordered
    return ", ".join(parts)


def _value(written: Written) -> dict[str, object]:
    """Give a file as JSON shows it: every change with its difference, kept sentences too."""
    changes = [{**fields(c), "diff": _difference(c)} for c in written.changes]
    return {**fields(written), "changes": changes}


def _difference(change: Change) -> list[list[str]]:
    former = change.previous.replace("\n", "") if change.kind == "joined" else change.previous
    return [list(piece) for piece in differences.pieces(former, change.text)] if former else []

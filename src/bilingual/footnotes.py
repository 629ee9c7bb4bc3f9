"""Edition → the notes that its marks lead to, and the same edition with each of them at the place of its mark.

Marks and notes find each other by number. A note that stays at the end of the article stays a row of it; one that
goes to the foot of a page is no row any more, and the tag of its mark names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual.inline import Tag
from bilingual.model import Edition, Piece, Role, Row, Volume

NAME = "footnote"
"""Of the tags that are marks."""
NOTE = "note"
"""Attribute of a mark: the note in ``Edition.footnotes`` that it leads to."""
HERE = "here"
"""Attribute of the mark at which the note stands: the first one in its column."""

_AROUND = re.compile(r"[.()\[\]（）〔〕\s]")
_AGAIN = re.compile(r"(?<=.):\d+$")
"""What Markdown adds to the mark of a note that was referred to before: ``1:1``."""

Place = tuple[int, int]
"""A row, and a piece of its cells."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A note that can be moved."""

    rows: tuple[int, ...]
    """Its paragraphs."""
    places: tuple[Place, ...]
    """Where it stands in each column."""


def number(marker: str) -> str:
    """Give what a mark and its note have in common.

    >>> [number(marker) for marker in ("1.", "[1]", "(1)", "[1:2]")]
    ['1', '1', '1', '1']
    """
    return _AGAIN.sub("", _AROUND.sub("", marker))


def numbered(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Give the rows that are notes by their number, in the order of the numbers' first ones."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.role is Role.NOTE and number(row.marker):
            found[number(row.marker)].append(n)
    return found


def at_foot(edition: Edition, fits: Callable[[Sequence[Row]], bool], prefix: str = "") -> Edition:
    """Take the notes to their marks; ``prefix`` begins the names of an edition's notes where there are several.

    A note is moved if no other bears its number, at least one column has a mark of it, and ``fits`` says of the rows
    of all notes of its sentence that a page has room for them. In a column that has lost the mark it stands at the end of the
    sentence that should bear it. Every other note stays where it is.
    Law: each note is a row or in ``footnotes``, never both; each in ``footnotes`` stands in every column once.
    """
    found = _movable(edition)
    sentences: dict[Place, list[_Note]] = defaultdict(list)
    for note in found.values():
        sentences[min(note.places)].append(note)
    room = {
        place
        for place, notes in sentences.items()
        if fits([edition.rows[n] for note in notes for n in note.rows])
    }
    kept = {own: note for own, note in found.items() if min(note.places) in room}
    if not kept:
        return edition
    order = sorted(kept, key=lambda own: (min(kept[own].places), [*kept].index(own)))
    names = {own: f"{prefix}{n}" for n, own in enumerate(order, 1)}
    gone = {n for note in kept.values() for n in note.rows}
    rows = _named(edition.rows, kept, names)
    return replace(
        edition,
        rows=tuple(row for n, row in enumerate(rows) if n not in gone),
        footnotes={names[own]: tuple(rows[n] for n in kept[own].rows) for own in order},
    )


def at_feet(volume: Volume, fits: Callable[[Sequence[Row]], bool]) -> Volume:
    """Take the notes of each article of a volume to their marks, as ``at_foot``."""
    if volume.editions == (volume.whole,):
        whole = at_foot(volume.whole, fits)
        return Volume(whole, (whole,))
    editions = tuple(at_foot(one, fits, f"{n}-") for n, one in enumerate(volume.editions, 1))
    rows = tuple(row for one in editions for row in one.rows)
    notes = {name: note for one in editions for name, note in one.footnotes.items()}
    return Volume(replace(volume.whole, rows=rows, footnotes=notes), editions)


def standing(row: Row, column: int) -> list[str]:
    """Name the notes that stand in a column of a row."""
    tags = (tag for piece in row.cells[column].pieces for tag in piece.tags)
    return [said[NOTE] for tag in tags if HERE in (said := dict(tag.attributes))]


def unmarked(row: Row) -> Row:
    """Give a row without marks, for where it is printed once more."""
    cells = (
        replace(
            cell,
            pieces=tuple(replace(p, tags=tuple(t for t in p.tags if t.name != NAME)) for p in cell.pieces),
        )
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _movable(edition: Edition) -> dict[str, _Note]:
    """The notes that have one place in each column, by number."""
    notes = {own: found[0] for own, found in numbered(edition.rows).items() if len(found) == 1}
    marks: dict[str, dict[int, Place]] = defaultdict(dict)
    for own, column, place in _marks(edition.rows) if notes else ():
        marks[own].setdefault(column, place)
    movable = {}
    for own, first in notes.items():
        rows = _paragraphs(edition.rows, first)
        places = [_place(edition.rows, marks[own], column) for column in range(len(edition.languages))]
        if rows and None not in places:
            movable[own] = _Note(rows, tuple(place for place in places if place))
    return movable


def _marks(rows: Sequence[Row]) -> Iterator[tuple[str, int, Place]]:
    """Every mark in the running text: its number, its column and its place."""
    for n, row in enumerate(rows):
        if row.role is Role.NOTE or row.picture:
            continue
        for column, cell in enumerate(row.cells):
            for at, piece in enumerate(cell.pieces):
                yield from ((own, column, (n, at)) for own in map(_own, piece.tags) if own)


def _own(tag: Tag) -> str:
    """The number of a mark; empty for another tag."""
    return number(dict(tag.attributes).get("mark", "")) if tag.name == NAME and tag.start == tag.end else ""


def _paragraphs(rows: Sequence[Row], first: int) -> tuple[int, ...]:
    """A note's own row and those of its further paragraphs; none if something else, such as a list, belongs to it."""
    last = first + 1
    while last < len(rows) and rows[last].group == rows[first].group and not rows[last].marker:
        if rows[last].role is not Role.NOTE or rows[last].picture:
            return ()
        last += 1
    listed = last < len(rows) and rows[last].group == rows[first].group and rows[last].role is not Role.NOTE
    return () if listed else tuple(range(first, last))


def _place(rows: Sequence[Row], marks: Mapping[int, Place], column: int) -> Place | None:
    """Where a note stands in a column: at its mark, or at the end of what stands beside the mark of another column."""
    if column in marks or not marks:
        return marks.get(column)
    row, at = min(marks.values())
    pieces = rows[row].cells[column].pieces
    said = [n for n, piece in enumerate(pieces) if piece.text]
    before = [n for n in said if n <= at]
    return (row, (before or said)[-1 if before else 0]) if said else None


def _named(rows: Sequence[Row], notes: Mapping[str, _Note], names: Mapping[str, str]) -> list[Row]:
    """The rows with marks that name their notes, and a silent mark where a column has lost one."""
    standing: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for own in names:
        for column, (row, at) in enumerate(notes[own].places):
            standing[row, at, column].append(own)

    def named(piece: Piece, here: list[str]) -> Piece:
        tags = []
        for tag in piece.tags:
            own = _own(tag)
            stands = own in here
            if own in names:
                more = ((NOTE, names[own]), *(((HERE, ""),) if stands else ()))
                tag = replace(tag, attributes=(*tag.attributes, *more))
            if stands:
                here.remove(own)
            tags.append(tag)
        end = len(piece.text)
        lost = [Tag(end, end, NAME, ((NOTE, names[own]), (HERE, ""))) for own in here]
        return replace(piece, tags=(*tags, *lost)) if tags or lost else piece

    return [
        replace(
            row,
            cells=tuple(
                replace(cell, pieces=tuple(named(p, standing[n, at, c]) for at, p in enumerate(cell.pieces)))
                for c, cell in enumerate(row.cells)
            ),
        )
        for n, row in enumerate(rows)
    ]

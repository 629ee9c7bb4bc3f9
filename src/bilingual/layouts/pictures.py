"""A row with a picture → what a template prints of it: its place in the file, its size on the page, its alternative text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from bilingual import furniture, typography
from bilingual.model import Cell, Edition, Piece, Role, Row, State, Volume

URL = "bilingual:picture/"
"""What stands before the name of a picture in a page; the printer gives its bytes."""
_FEWEST_PER_INCH = 150
"""Pixels to the inch that a picture has at least on paper: coarser ones show their pixels, so they stay small."""
_POINTS_OF_PIXEL = 0.75
"""Of a drawing that says its size in CSS pixels."""
_DEEPEST = 0.45
"""Part of the page's height: picture, caption and some text fit one page."""
_STRETCH = 1.15
"""What both limits may be exceeded by for a picture to fill the width."""
_NARROWER = 0.85
"""Part of the width that a picture which can't fill it takes at most: one that just misses the edge looks like a mistake."""


def printed(edition: Edition) -> Edition:
    """Give the edition as it can be printed.

    A picture that can't be shown leaves its alternative text, if it has one. One without gets its caption's, or
    the word for a picture: who can't see it should know that there is one.
    """
    rows = []
    for row, below in zip_longest(edition.rows, edition.rows[1:]):
        if row.picture is None:
            rows.append(row)
        elif row.picture.data:
            rows.append(
                replace(row, cells=tuple(_spoken(cell, n, below) for n, cell in enumerate(row.cells)))
            )
        elif all(cell.pieces for cell in row.cells):
            rows.append(replace(row, picture=None))
    return replace(edition, rows=tuple(rows))


def printed_volume(volume: Volume) -> Volume:
    """Give a volume as it can be printed."""
    return replace(volume, whole=printed(volume.whole), editions=tuple(map(printed, volume.editions)))


def _spoken(cell: Cell, column: int, below: Row | None) -> Cell:
    """A cell with an alternative text in any case; what isn't the picture's own is no entry's text."""
    if cell.pieces:
        return cell
    captions = below.cells[column].pieces if below and below.role is Role.CAPTION else ()
    found = [replace(p, entry="", state=State.REVIEWED, tags=()) for p in captions if p.role is Role.CAPTION]
    word = Piece(furniture.word("Picture", cell.language), State.REVIEWED, Role.ALT, cell.language)
    return replace(cell, pieces=tuple(found) or (word,))


def beside(rows: Sequence[Row], width: float, depth: float) -> list[dict[str, Any]]:
    """Give for each row its picture, for the readers of all its cells, and whether the caption is the next row."""
    below = [row.role is Role.CAPTION for row in rows[1:]]
    return [
        {"picture": values(row, row.cells, width, depth), "captioned": row.picture is not None and captioned}
        for row, captioned in zip(rows, [*below, False], strict=False)  # no rows at all: the source is empty
    ]


def values(row: Row, cells: Iterable[Cell], width: float, depth: float) -> dict[str, Any] | None:
    """Give what a template prints of a picture for readers of these cells; None for a row without one.

    ``width`` and ``depth`` are those of the text on the page, in points.
    """
    found = row.picture
    if found is None:
        return None
    texts = (" ".join(typography.printable(piece.text) for piece in cell.pieces) for cell in cells)
    wide, high = _size(
        found.width, found.height, width, depth * _DEEPEST, vector=found.media.endswith("svg+xml")
    )
    return {
        "src": f"{URL}{found.name}",
        "alt": " | ".join(dict.fromkeys(texts)),
        "width": f"{wide:.2f}pt",
        "height": f"{high:.2f}pt",
    }


def _size(width: float, height: float, widest: float, deepest: float, *, vector: bool) -> tuple[float, float]:
    """As large as its pixels and the page allow; then all of the width, or clearly less."""
    if not (width and height):
        return widest, deepest
    natural = width * (_POINTS_OF_PIXEL if vector else 72 / _FEWEST_PER_INCH)
    wide = min(natural, deepest * width / height)
    if wide < widest:
        wide = widest if wide * _STRETCH >= widest else min(wide, _NARROWER * widest)
    wide = min(wide, widest)
    return wide, wide * height / width

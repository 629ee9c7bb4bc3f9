"""A piece of a table's row → its cells, as many as the source's row has, so that the columns of a page agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilingual import tables
from bilingual.inline import shared
from bilingual.model import Edition, Piece, Role, Row

_SHORT = 8
"""Rows of a table that is not parted; of a longer one two rows stay together at its beginning and at its end."""


def kept(rows: Sequence[Row]) -> list[bool]:
    """Say of each row whether the next one should stand on its page: that of a table, whose first row names the columns."""
    found = [False] * len(rows)
    for start, end in _tables(rows):
        for n in range(start, end - 1):
            found[n] = end - start <= _SHORT or n in {start, end - 2}
    return found


def _tables(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Give where tables begin and end."""
    starts = [n for n, row in enumerate(rows) if row.role is Role.TABLE]
    firsts = [n for n in starts if n == 0 or rows[n - 1].role is not Role.TABLE]
    lasts = [n for n in starts if n + 1 == len(rows) or rows[n + 1].role is not Role.TABLE]
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]


def cells(piece: Piece, row: Row, edition: Edition) -> tuple[Piece, ...]:
    """Give the cells of a row between tabs as pieces with their own tags; nothing for any other piece.

    A row with fewer cells than the source's has empty ones at its end, one with more keeps them: neither loses a word.
    """
    if piece.role is not Role.TABLE:
        return ()
    source = next((cell for cell in row.cells if cell.language == edition.source_language), None)
    count = max((one.text.count(tables.TAB) for one in source.pieces), default=0) if source else 0
    if not count and tables.TAB not in piece.text:
        return ()
    places = tables.cells(piece.text) if tables.TAB in piece.text else ((0, len(piece.text)),)
    own = [
        replace(piece, text=piece.text[start:end], tags=tags)
        for (start, end), tags in zip(places, shared(piece.tags, places), strict=True)
    ]
    return (*own, *[replace(piece, text="", tags=())] * (count + 1 - len(own)))

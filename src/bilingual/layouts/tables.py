"""A piece of a table's row → its cells, as many as the source's row has, so that the columns of a page agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bilingual import tables
from bilingual.inline import shared
from bilingual.model import Edition, Piece, Role, Row, State
from bilingual.typography import measure

_SHORT = 8
"""Rows of a table that is not parted; of a longer one two rows stay together at its beginning and at its end."""

WIDE = 34.0
"""Em of the text's size that a line has about where the languages don't share a page."""
_SCALE = 0.96
"""Of a table's letters, which are 0.94 of the text's or less, and a little for what is not measured exactly."""
_FIGURE = re.compile(
    r"(?:[^\W\d_]{0,3}[$€£¥￥₩%]\s?)?[+−–-]?\s?\d[\d.,\s]*(?:\s?[%％‰])?|\((?:\d[\d.,]*)\)|[—–−-]{1,2}|…|"
)
"""An amount, or what stands where there is none."""
_PADDING = 0.7
"""Em beside each cell, as the style sheet has it."""
_BAR = 0.55
"""Em that the mark of a draft takes of the first cell."""


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


def widths(row: Row, column: int, edition: Edition, count: int, *, room: float) -> tuple[float, ...]:
    """Divide 100 among the ``count`` cells of a row in a column of the page, alike for all rows of its table.

    The column is ``room`` em wide.
    They are equal where each word of the table has room so; else each is as wide as its longest word asks for.
    """
    return _widths(_table_of(row, edition), column, count, room)


@lru_cache(maxsize=64)
def _widths(table: _Table, column: int, count: int, room: float) -> tuple[float, ...]:
    wanted = [0.0] * count
    for one in table.rows:
        tag = one.cells[column].language
        for piece in one.cells[column].written:
            words = _words(piece.text, piece.language or tag)
            bar = _BAR if piece.state is not State.REVIEWED else 0.0
            for n, word in enumerate(words if len(words) == count else ()):
                wanted[n] = max(wanted[n], word + _PADDING + (bar if n == 0 else 0.0))
    return _divided(wanted, room / _SCALE)


def amounts(row: Row, column: int, edition: Edition, count: int) -> tuple[bool, ...]:
    """Say which of the ``count`` columns of a row's table hold nothing but figures below their head, where the source does.

    Such figures stand below one another at the end of their cells. The first column names the rows, and never does.
    """
    return _amounts(_table_of(row, edition), column, count, edition.source_language)


@lru_cache(maxsize=64)
def _amounts(table: _Table, column: int, count: int, source: str) -> tuple[bool, ...]:
    found = []
    for one in table.rows[1:]:
        cell = next((c for c in one.cells if c.language == source), one.cells[column])
        for piece in cell.written:
            texts = [piece.text[start:end] for start, end in tables.cells(piece.text)]
            found += [texts] if len(texts) == count else []
    below = [[texts[n] for texts in found] for n in range(count)]
    return tuple(
        n > 0 and all(map(_FIGURE.fullmatch, texts)) and any(map(_counted, texts))
        for n, texts in enumerate(below)
    )


def _counted(text: str) -> bool:
    return any(map(str.isdigit, text))


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The rows of a table; another object is another one, so that nothing in it need be compared."""

    rows: tuple[Row, ...]


_NO_TABLE = _Table(())


def _table_of(row: Row, edition: Edition) -> _Table:
    """Give the table that a row, or what was cut off one, belongs to."""
    places, equal = _places(_Rows(edition.rows))
    return places.get(id(row)) or equal.get(row, _NO_TABLE)


class _Rows:
    """The rows of a text, told from others by being the same object: to compare 400 takes longer than to set one."""

    __slots__ = ("rows",)

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and other.rows is self.rows

    def __hash__(self) -> int:
        return id(self.rows)


@lru_cache(maxsize=4)
def _places(text: _Rows) -> tuple[dict[int, _Table], dict[Row, _Table]]:
    """Give the table of each row: by which object it is (as long as this is remembered, it lives), and by what it says."""
    places: dict[int, _Table] = {}
    equal: dict[Row, _Table] = {}
    for start, end in _tables(text.rows):
        table = _Table(text.rows[start:end])
        for row in table.rows:
            places[id(row)] = table
            equal.setdefault(row, table)
    return places, equal


@lru_cache(maxsize=4096)
def _words(text: str, tag: str) -> tuple[float, ...]:
    """Measure the longest word of each cell; a figure stands in many rows."""
    return tuple(measure.longest_word(text[start:end], tag) for start, end in tables.cells(text))


def _divided(wanted: Sequence[float], whole: float) -> tuple[float, ...]:
    """Give each of what is wanted its part of 100; where there is not enough, the largest get less."""
    if max(wanted) <= whole / len(wanted):
        return (100 / len(wanted),) * len(wanted)
    given, left = [0.0] * len(wanted), whole
    for before, n in enumerate(sorted(range(len(wanted)), key=lambda n: wanted[n])):
        given[n] = min(wanted[n], left / (len(wanted) - before))
        left -= given[n]
    return tuple(100 * (one + left / len(wanted)) / whole for one in given)

"""A piece of a table's row → its cells, as many as the source's row has, so that the columns of a page agree."""

from __future__ import annotations

from dataclasses import replace

from bilingual import tables
from bilingual.inline import shared
from bilingual.model import Edition, Piece, Role, Row


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

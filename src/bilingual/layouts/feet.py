"""Edition and page settings → its notes at the foot of a page as a template prints them, and how they are set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bilingual import footnotes
from bilingual.languages import language
from bilingual.model import Cell, Edition, Piece, Row
from bilingual.page_settings import PageConfig

Values = Callable[[Cell, Row, Edition], dict[str, Any]]
"""Gives what a template prints of a cell."""

SPACE = (0.9, 0.5)
"""Space above and below the rule at the foot of a page that has notes, in parts of the type size."""


@dataclass(frozen=True, slots=True)
class Feet:
    """How the notes at the foot of a page are set."""

    columns: tuple[tuple[str, str], ...]
    """Of each column, how far from the left of the text area its notes stand, and how wide they are."""
    margin: str
    """Above the rule."""
    padding: str
    """Below the rule."""
    hang: str
    """Room for the mark before the lines."""


def feet(edition: Edition, page: PageConfig, widths: Sequence[float], lefts: Sequence[float]) -> Feet:
    """Say how the notes of an edition are set, beside texts so many points wide that stand so far from the left."""
    marks = (footnotes.number(note[0].marker) for note in edition.footnotes.values())
    widest = max(sum(0.5 if c.isascii() else 1.0 for c in mark) for mark in marks)
    margin, padding = (part * page.font_size for part in SPACE)
    return Feet(
        tuple((f"{left:.2f}pt", f"{own:.2f}pt") for left, own in zip(lefts, widths, strict=True)),
        f"{margin:.2f}pt",
        f"{padding:.2f}pt",
        f"{0.7 + widest:.1f}em",
    )


def side(tag: str) -> dict[str, Any]:
    """Give what a template prints of a language."""
    known = language(tag)
    return {"language": tag, "script": known.script, "rtl": known.rtl}


def foot(name: str, column: int, edition: Edition, values: Values) -> dict[str, Any]:
    """Give what a template prints of a note at the foot of the page, in one column."""
    first, *further = edition.footnotes[name]
    marker = footnotes.number(first.marker)
    rows = [replace(first, marker=marker), *(replace(r, marker=marker, continued=True) for r in further)]
    found = [values(row.cells[column], row, edition)["parts"] for row in rows]
    return {
        **side(edition.languages[column]),
        "id": _identity(name, column),
        "column": column + 1,
        "article": edition.article if "-" in name else "",  # of a volume
        "parts": [part for parts in found for part in parts],
    }


def _identity(name: str, column: int) -> str:
    return f"note-{name}-{column + 1}"


def standing(piece: Piece, column: int, edition: Edition, values: Values) -> dict[str, dict[str, Any]]:
    """Give the notes that the marks of a text lead to, by name; of one that stands elsewhere its ``id`` only.

    Nothing of a note whose translation is blank.
    """
    found: dict[str, dict[str, Any]] = {}
    for tag in piece.tags:
        said = dict(tag.attributes)
        name = said.get(footnotes.NOTE, "")
        if not any(row.cells[column].written for row in edition.footnotes.get(name, ())):
            continue
        if footnotes.HERE in said:
            found[name] = foot(name, column, edition, values)
        else:
            found.setdefault(name, {"id": _identity(name, column)})
    return found

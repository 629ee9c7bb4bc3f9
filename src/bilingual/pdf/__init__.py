"""HTML → PDF, and a PDF of ours read back; the only place that knows WeasyPrint (layout) and pikepdf (the rest)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bilingual.model import Edition
from bilingual.pdf.faces import face
from bilingual.pdf.finishing import finish
from bilingual.pdf.record import read_record
from bilingual.pdf.remarks import read_remarks
from bilingual.pdf.system import FONT_HINT, missing_fonts, versions
from bilingual.pdf.traces import traces
from bilingual.pdf.typesetting import places, typeset

__all__ = [
    "FONT_HINT",
    "Printed",
    "face",
    "missing_fonts",
    "places",
    "read_record",
    "read_remarks",
    "traces",
    "versions",
    "write",
]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what is to be said of it."""

    data: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    """What went wrong without being an error: a missing glyph, a font that stood in for another."""


def write(
    html: str, edition: Edition, *, spreads: bool = False, record: Mapping[str, Any] | None = None
) -> Printed:
    """Typeset a layout's HTML and finish the PDF with the edition's metadata and languages.

    With ``spreads`` a viewer is asked to show two pages at a time, the first alone. ``record`` says what the edition was made of (JSON
    values): it is kept in the file, beside where each entry stands. The same HTML and Edition give the same bytes: the dates in the file are ``edition.date``. Nothing is
    fetched but the package's own fonts and ``data:`` URLs. Raises MissingError if Pango or HarfBuzz's
    subsetter is not installed.
    """
    made = typeset(html)
    data = finish(made, edition, spreads=spreads, record=record or {})
    return Printed(data, made.pages, made.warnings)

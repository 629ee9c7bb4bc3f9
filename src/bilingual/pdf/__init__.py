"""HTML → PDF; the only place that knows WeasyPrint (which lays out) and pikepdf (which finishes)."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.model import Edition
from bilingual.pdf.finishing import finish
from bilingual.pdf.system import FONT_HINT, missing_fonts, versions
from bilingual.pdf.typesetting import places, typeset

__all__ = ["FONT_HINT", "Printed", "missing_fonts", "places", "versions", "write"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what is to be said of it."""

    data: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    """What went wrong without being an error: a missing glyph, a font that stood in for another."""


def write(html: str, edition: Edition, *, spreads: bool = False) -> Printed:
    """Typeset a layout's HTML and finish the PDF with the edition's metadata and languages.

    With ``spreads`` a viewer is asked to show two pages at a time, the first alone. The same HTML and Edition give the same bytes: the dates in the file are ``edition.date``. Nothing is
    fetched but the package's own fonts and ``data:`` URLs. Raises MissingError if Pango or HarfBuzz's
    subsetter is not installed.
    """
    made = typeset(html)
    return Printed(finish(made.data, edition, made.languages, spreads=spreads), made.pages, made.warnings)

"""HTML → PDF, and a PDF of ours read back; the only place that knows WeasyPrint (layout) and pikepdf (the rest)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bilingual.collecting import seldom_collecting
from bilingual.model import Edition
from bilingual.page_settings import PdfConfig
from bilingual.pdf.assets import NO_ASSETS, Assets
from bilingual.pdf.attaching import Attachment
from bilingual.pdf.coverage import named_wrong, uncovered
from bilingual.pdf.faces import face
from bilingual.pdf.finishing import finish
from bilingual.pdf.record import read_record
from bilingual.pdf.remarks import read_remarks
from bilingual.pdf.system import CHARACTER_HINT, FONT_HINT, missing_fonts, versions
from bilingual.pdf.traces import traces
from bilingual.pdf.typesetting import places, typeset

__all__ = [
    "CHARACTER_HINT",
    "FONT_HINT",
    "Assets",
    "Attachment",
    "Printed",
    "face",
    "missing_fonts",
    "named_wrong",
    "places",
    "read_record",
    "read_remarks",
    "traces",
    "uncovered",
    "versions",
    "write",
]


_DEFAULTS = PdfConfig()


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what is to be said of it."""

    data: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    """What went wrong without being an error: a missing glyph, a font that stood in for another."""


@seldom_collecting()
def write(
    html: str,
    edition: Edition,
    *,
    settings: PdfConfig = _DEFAULTS,
    spreads: bool = False,
    record: Mapping[str, Any] | None = None,
    attachments: Sequence[Attachment] = (),
    assets: Assets = NO_ASSETS,
) -> Printed:
    """Typeset a layout's HTML and finish the PDF with the edition's metadata and languages.

    With ``spreads`` a viewer is asked to show two pages at a time, the first alone. ``record`` says what the edition was made of (JSON
    values): it is kept in the file, beside where each entry stands. ``settings`` say what is claimed and in which order it
    is read. The same HTML and Edition give the same bytes: the dates in the file are ``edition.date``. Nothing is
    read but ``assets``, the package's own fonts and ``data:`` URLs. Raises MissingError if Pango or HarfBuzz's
    subsetter is not installed.
    """
    made = typeset(html, assets)
    data = finish(made, edition, settings, spreads=spreads, record=record or {}, attachments=attachments)
    return Printed(data, made.pages, made.warnings)

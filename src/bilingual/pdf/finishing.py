"""A PDF from WeasyPrint + the Edition → the same pages with their logical structure, page labels, metadata and files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from bilingual.model import Edition
from bilingual.page_settings import PdfConfig
from bilingual.pdf.attaching import Attachment, attach
from bilingual.pdf.glyphs import complete_texts
from bilingual.pdf.metadata import write_metadata
from bilingual.pdf.reading import arranged
from bilingual.pdf.record import keep
from bilingual.pdf.structure import write_structure
from bilingual.pdf.typesetting import Typeset


def finish(
    made: Typeset,
    edition: Edition,
    settings: PdfConfig,
    *,
    spreads: bool,
    record: Mapping[str, Any],
    attachments: Sequence[Attachment],
) -> bytes:
    """Write the structure as it is read, label the pages, write metadata and record, and put the files in.

    A file claims the standard that ``settings`` name only if nothing speaks against it: no glyph is missing, and its
    structure is ours.
    """
    import pikepdf
    from pikepdf import open as parse

    with parse(io.BytesIO(made.data)) as document:
        if made.tree:
            write_structure(document, arranged(made.tree.root, settings.reading), made.tree.hyphens)
        complete_texts(document)
        labels = {"/Type": pikepdf.Name.PageLabel, "/S": pikepdf.Name.D}
        document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(labels)])
        write_metadata(document, edition, settings.variant if made.conforms else "")
        if settings.variant.startswith("pdf/a"):
            _leave_pixels(document)
        if spreads:
            document.Root.PageLayout = pikepdf.Name.TwoPageRight
        attach(document, attachments)
        keep(document, record, made.areas, str(document.docinfo.get("/ModDate", "")))
        finished = io.BytesIO()
        document.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _leave_pixels(document: Any) -> None:
    """Ask no viewer to smooth pictures: what it would show is not in the file (ISO 19005-3, 6.2.8)."""
    import pikepdf

    for found in document.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Interpolate"):
            found.Interpolate = False

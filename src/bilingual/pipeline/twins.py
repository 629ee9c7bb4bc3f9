"""An article and its catalogs → its edition as a web page or an e-book, beside the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilingual import files, layouts, pdf, web
from bilingual.errors import UsageError
from bilingual.pipeline import assets, naming
from bilingual.pipeline.building import compose, own_layouts
from bilingual.pipeline.finality import refuse_unfinished, reservations
from bilingual.pipeline.limiting import limited
from bilingual.pipeline.recording import program, record
from bilingual.pipeline.standing import PDF, Built
from bilingual.project import Article, Project, shown


def build_twin(
    project: Project, article: Article, columns: Sequence[str], suffix: str, *, final: bool = False
) -> Built:
    """Build one edition in a format of ``web.FORMATS``, from the same values as its PDF.

    With ``final`` it raises NotFinalError if any text in it is not reviewed, or has errors; what was there stays.
    Raises ConfigError for a layout that nobody knows.
    """
    with project.blaming("layout"):
        layouts.find(project.config.layout)
    edition = compose(project, article, columns)
    path = Path(shown(project.edition(article.name, columns, project.config.layout, suffix)))
    if final:
        refuse_unfinished(project, [(article, edition)], path.name)
    own = own_layouts(project)
    publication = web.Publication(
        whole=edition,
        editions=(edition,),
        layout=project.config.layout,
        page=project.config.page,
        colophon=project.config.colophon,
        own=own,
        record=record(project, edition, own),
        program=program(),
    )
    with limited(project.config.limits, path.name):
        data = web.publish(publication, suffix)
    changed = files.write(path, data)
    warnings = assets.warnings(edition) + naming.warnings(project, edition)
    warnings += reservations(project, [article], columns) if final else ()
    return Built(
        str(path), tuple(columns), 0, changed, edition.drafts, edition.missing, warnings, format=suffix
    )


def refuse_unknown(name: str) -> None:
    """Raise UsageError for a format that nobody knows."""
    known = (PDF, *web.known())
    if name not in known:
        raise UsageError(f"unknown format “{name}”", hint=f"known here: {', '.join(known)}")


def read_record(data: bytes, path: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give the record of an edition in any format, and the programs that make that format here.

    Raises FileError for a file that is no edition of ours.
    """
    if data.lstrip()[:5] == b"%PDF-" or not web.is_ours(data):
        return pdf.read_record(data, path), (pdf.versions(),)
    return web.read_record(data, path), ()

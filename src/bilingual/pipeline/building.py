"""An article and its catalogs → a PDF edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bilingual import editions, files, layouts, pdf
from bilingual.errors import ConfigError, MissingError, NotFinalError
from bilingual.languages import language
from bilingual.model import Edition, Severity
from bilingual.pipeline import assets, picturing
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.pipeline.attaching import attachments
from bilingual.pipeline.checking import status
from bilingual.pipeline.covering import covered
from bilingual.pipeline.recording import record
from bilingual.pipeline.standing import Built
from bilingual.project import Article, Project, shown


def build(project: Project, article: Article, columns: Sequence[str], *, final: bool = False) -> Built:
    """Typeset one edition. With ``final`` it raises NotFinalError if any text in it is not reviewed."""
    edition = compose(project, article, columns)
    if final and (edition.drafts or edition.missing):
        raise not_final(project, article, edition)
    carried = attachments(project, article, columns)
    page = project.config.page
    absent = pdf.missing_fonts([page.fonts.get(tag) or language(tag).fonts[0] for tag in columns])
    if absent:
        raise MissingError(f"font not installed: {', '.join(absent)}", hint=pdf.FONT_HINT)
    coverage = covered(edition, project.config, final=final)
    shown_with = assets.assets(project, edition)
    tools = layouts.Tools(
        own_layouts(project), partial(pdf.places, assets=shown_with), pdf.face, project.config.colophon
    )
    layout = project.config.layout
    html = layouts.render(edition, page, layout, tools)
    made_of = record(project, edition, tools.own, [pdf.versions()])
    printed = pdf.write(
        html,
        edition,
        settings=project.config.pdf,
        spreads=layout == "facing",
        record=made_of,
        attachments=carried,
        assets=shown_with,
    )
    path = Path(shown(project.edition(article.name, columns, project.config.layout)))
    changed = files.write(path, printed.data)
    warnings = (*assets.warnings(edition), *coverage.warnings, *coverage.news(printed.warnings))
    warnings += reservations(project, article, columns) if final else ()
    return Built(str(path), tuple(columns), printed.pages, changed, edition.drafts, edition.missing, warnings)


def own_layouts(project: Project) -> dict[str, str]:
    """Read the project's own templates and style sheets; those of a name of ours stand in for it."""
    folder = Path(shown(project.root / layouts.FOLDER))
    found: dict[str, str] = {}
    for path in map(folder.joinpath, files.names(folder)):
        if path.suffix in layouts.SUFFIXES:
            try:
                found[path.name] = files.read(path).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ConfigError("the file is not UTF-8", path=str(path), hint="save it as UTF-8") from error
    return found


def reservations(project: Project, article: Article, columns: Sequence[str]) -> tuple[str, ...]:
    """What a publisher should know of an edition that is reviewed, and so can be final."""
    notes = []
    for row in status(project, article):
        if row.language in columns and (errors := row.findings.get(Severity.ERROR, 0)):
            notes.append(f"{row.language}: bilingual check finds {errors} errors in {row.path}")
        if row.language in columns and row.accepted_as_is:
            notes.append(
                f"{row.language}: {row.accepted_as_is} of {row.total} sentences are letter for letter what "
                f"the machine drafted: bilingual status {article.name} --list"
            )
    return tuple(notes)


def compose(project: Project, article: Article, columns: Sequence[str]) -> Edition:
    """Bring the source and its translations together as the rows of an edition."""
    document, segments = read_article(project, article)
    said = project.config.article(article.name)
    found = {tag: read_catalog(project, article, tag) for tag in columns if tag != project.config.source}
    return editions.compose(
        document,
        segments,
        {tag: catalog.messages if catalog else () for tag, catalog in found.items()},
        columns,
        article=replace(said, licence=said.licence or project.config.licence),
        pictures=picturing.pictures(project, article, document),
        headers={tag: catalog.credits for tag, catalog in found.items() if catalog},
        date=max((catalog.revised for catalog in found.values() if catalog), default=""),
    )


def not_final(project: Project, article: Article, edition: Edition, suffix: str = "pdf") -> NotFinalError:
    """Say what keeps an edition from being final, and how to see it."""
    parts = [
        f"{count} {what}"
        for count, what in ((edition.drafts, "not reviewed"), (edition.missing, "not translated"))
        if count
    ]
    name = project.edition(article.name, edition.languages, project.config.layout, suffix).name
    return NotFinalError(
        f"{name} can't be final: {' and '.join(parts)}",
        hint=f"see which: bilingual status {article.name} --list; or build it as a draft, without --final",
    )

"""An article and its catalogs → a PDF edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bilingual import editions, files, layouts, pdf
from bilingual.collecting import seldom_collecting
from bilingual.config import FILE_NAME, line_of
from bilingual.errors import ConfigError, MissingError
from bilingual.languages import language
from bilingual.model import Edition
from bilingual.pipeline import assets, naming, picturing
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.pipeline.attaching import attachments
from bilingual.pipeline.covering import covered
from bilingual.pipeline.finality import refuse_unfinished, reservations
from bilingual.pipeline.recording import record
from bilingual.pipeline.standing import Built
from bilingual.project import Article, Project, shown


def build(project: Project, article: Article, columns: Sequence[str], *, final: bool = False) -> Built:
    """Typeset one edition. With ``final`` it raises NotFinalError if any text in it is not reviewed, or has errors."""
    edition = compose(project, article, columns)
    path = Path(shown(project.edition(article.name, columns, project.config.layout)))
    if final:
        refuse_unfinished(project, [(article, edition)], path.name)
    carried = attachments(project, article, columns)
    layout, page = project.config.layout, project.config.page
    printed = printed_as(
        project,
        edition,
        lambda tools: layouts.render(edition, page, layout, tools),
        lambda own: record(project, edition, own, [pdf.versions()]),
        carried,
        final=final,
    )
    changed = files.write(path, printed.data)
    warnings = printed.warnings + naming.warnings(project, edition)
    warnings += reservations(project, [article], columns) if final else ()
    return Built(str(path), tuple(columns), printed.pages, changed, edition.drafts, edition.missing, warnings)


@seldom_collecting()
def printed_as(
    project: Project,
    edition: Edition,
    lay_out: Callable[[layouts.Tools], str],
    made_of: Callable[[Mapping[str, str]], Mapping[str, Any]],
    carried: Sequence[pdf.Attachment],
    *,
    final: bool,
) -> pdf.Printed:
    """Print an edition, or all of a volume as one, and say what is doubtful in it.

    ``lay_out`` gives its HTML, ``made_of`` its record from the project's own layouts, ``carried`` goes into the file.
    Raises MissingError for a font that is not there, and with ``final`` for a character that no font has.
    """
    refuse_missing_fonts(project, edition.languages)
    coverage = covered(edition, project.config, final=final)
    shown_with = assets.assets(project, edition)
    own = own_layouts(project)
    places = partial(pdf.places, assets=shown_with)
    with project.blaming("layout"):
        html = lay_out(layouts.Tools(own, places, pdf.face, project.config.colophon))
    printed = pdf.write(
        html,
        edition,
        settings=project.config.pdf,
        spreads=project.config.layout == "facing",
        record=made_of(own),
        attachments=carried,
        assets=shown_with,
    )
    warnings = (*assets.warnings(edition), *coverage.warnings, *coverage.news(printed.warnings))
    return replace(printed, warnings=warnings)


def refuse_missing_fonts(project: Project, columns: Sequence[str]) -> None:
    """Raise MissingError for a font that a language is to be set in and that is not installed."""
    own = {tag: project.config.page.fonts[tag] for tag in columns if tag in project.config.page.fonts}
    for family in pdf.missing_fonts(own.values()):
        tag = next(tag for tag, named in own.items() if named == family)
        raise MissingError(
            f"“page.fonts”: font not installed: {family}",
            path=shown(project.root / FILE_NAME),
            line=line_of(project.root / FILE_NAME, f"page.fonts.{tag}"),
            hint=pdf.named_wrong(family),
        )
    if absent := pdf.missing_fonts(language(tag).fonts[0] for tag in columns if tag not in own):
        raise MissingError(f"font not installed: {', '.join(absent)}", hint=pdf.FONT_HINT)


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


def compose(project: Project, article: Article, columns: Sequence[str]) -> Edition:
    """Bring the source and its translations together as the rows of an edition."""
    document, segments = read_article(project, article)
    credits, title = naming.article_credits(project, document, columns)
    found = {tag: read_catalog(project, article, tag) for tag in columns if tag != project.config.source}
    return editions.compose(
        document,
        segments,
        {tag: catalog.messages if catalog else () for tag, catalog in found.items()},
        columns,
        credits=credits,
        title=title,
        pictures=picturing.pictures(project, article, document),
        headers={tag: catalog.credits for tag, catalog in found.items() if catalog},
        date=max((catalog.revised for catalog in found.values() if catalog), default=""),
    )

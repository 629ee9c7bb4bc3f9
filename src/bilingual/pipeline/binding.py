"""Several articles and their catalogs → one volume: title page, contents, the articles one after the other, colophon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bilingual import editions, files, layouts, pdf, web
from bilingual.config import FILE_NAME
from bilingual.edition_settings import VolumeConfig
from bilingual.errors import BilingualError, ConfigError, UsageError
from bilingual.model import Volume
from bilingual.pipeline import assets
from bilingual.pipeline.attaching import attachments
from bilingual.pipeline.building import compose, own_layouts, printed_as
from bilingual.pipeline.finality import refuse_unfinished, reservations
from bilingual.pipeline.limiting import limited
from bilingual.pipeline.naming import volume_credits, warnings
from bilingual.pipeline.recording import program, record_volume
from bilingual.pipeline.standing import PDF, Built, standing
from bilingual.project import Article, Project, shown

_NAME = re.compile(r"[^\s./\\:_][^/\\:\x00-\x1f]*")


def build_volume(
    project: Project,
    name: str,
    articles: Sequence[Article],
    columns: Sequence[str],
    suffix: str = PDF,
    *,
    final: bool = False,
) -> Built:
    """Build one edition of a volume, unless the one that is there was built from exactly the same.

    ``suffix`` is ``pdf`` or a format of ``web.FORMATS``. With ``final`` it raises NotFinalError if anything in it is
    not reviewed, or has errors; what was there stays.
    """
    path = Path(shown(project.edition(name, columns, project.config.layout, suffix)))

    def work() -> Built:
        volume = compose_volume(project, name, articles, columns)
        if final:
            refuse_unfinished(project, zip(articles, volume.editions, strict=True), path.name)
        with limited(project.config.limits, path.name):
            printed = (
                _pdf(project, volume, articles, final=final)
                if suffix == PDF
                else _twin(project, volume, suffix)
            )
        doubts = printed.warnings + warnings(project, *volume.editions, volume.whole)
        if final:
            doubts += reservations(project, articles, columns)
        changed = files.write(path, printed.data)
        whole = volume.whole
        return Built(
            str(path),
            tuple(columns),
            printed.pages,
            changed,
            whole.drafts,
            whole.missing,
            doubts,
            format=suffix,
        )

    return standing(
        path, (project.config, name, tuple(articles), columns, suffix, final), work, typeset=suffix == PDF
    )


def compose_volume(
    project: Project, name: str, articles: Sequence[Article], columns: Sequence[str]
) -> Volume:
    """Bring the articles of a volume together, in their order."""
    found = [compose(project, article, columns) for article in articles]
    credits, titles = volume_credits(project, name, found, columns)
    return editions.bind(name, found, titles, credits=credits)


def volume_articles(
    project: Project, name: str, given: Sequence[str], suffixes: Sequence[str]
) -> tuple[Article, ...]:
    """Find the articles of a volume: those given, those of the settings, or all; in that order.

    Raises UsageError for a name that no file or an article has, and ConfigError for an article of the settings that
    is not there.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"“{name}” can't be the name of a volume", hint="take a plain word, e.g. spring-2024"
        )
    if any(article.name == name for article in project.articles((), suffixes)):
        raise UsageError(
            f"“{name}” is an article: its editions and the volume's would have one name",
            hint="give the volume a name of its own",
        )
    wanted = project.config.volumes.get(name, VolumeConfig()).articles
    try:
        found = project.articles(tuple(given) or wanted, suffixes)
    except BilingualError as error:
        if given or not wanted:
            raise
        raise ConfigError(
            f"[volumes.{name}] {error.message}", path=shown(project.root / FILE_NAME), hint=error.hint
        ) from error
    if len(set(found)) < len(found):
        raise UsageError("a volume has each of its articles once", hint="name each article only once")
    return found


def _pdf(project: Project, volume: Volume, articles: Sequence[Article], *, final: bool) -> pdf.Printed:
    layout, page = project.config.layout, project.config.page
    return printed_as(
        project,
        volume.whole,
        lambda tools: layouts.bind(volume, page, layout, tools),
        lambda own: record_volume(project, volume, own, [pdf.versions()]),
        [file for article in articles for file in attachments(project, article, volume.whole.languages)],
        final=final,
    )


def _twin(project: Project, volume: Volume, suffix: str) -> pdf.Printed:
    own = own_layouts(project)
    publication = web.Publication(
        whole=volume.whole,
        editions=volume.editions,
        layout=project.config.layout,
        page=project.config.page,
        colophon=project.config.colophon,
        own=own,
        record=record_volume(project, volume, own),
        program=program(),
    )
    return pdf.Printed(web.publish(publication, suffix), 0, assets.warnings(volume.whole))

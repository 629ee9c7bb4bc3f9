"""An article → the whole way in one call: catalogs, drafts, editions, with every failure kept as a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilingual import pipeline
from bilingual.config import Config
from bilingual.errors import BilingualError, UsageError
from bilingual.languages import language
from bilingual.model import Finding
from bilingual.pipeline.standing import PDF
from bilingual.project import Article, Project

if TYPE_CHECKING:
    from bilingual import engines


@dataclass(frozen=True, slots=True)
class Made:
    """What ``make`` did for one article."""

    article: str
    blocks: int
    segments: int
    written: tuple[pipeline.Written, ...]
    drafted: tuple[pipeline.Drafted, ...]
    statuses: tuple[pipeline.Status, ...]
    findings: tuple[Finding, ...]
    built: tuple[pipeline.Built, ...]
    errors: tuple[BilingualError, ...]
    """What could not be done; everything else was."""


def make(project: Project, article: Article, access: engines.Access | None = None) -> Made:
    """Sync, draft, check and build one article; ``access`` says what may be sent to other machines.

    A missing model or font stops only what needs it. Raises BilingualError for a format that nobody knows, and if
    the source or a catalog can't be read: nothing has been written then.
    """
    pipeline.refuse_unknown_formats(project)
    document, segments = pipeline.read_article(project, article)
    written = pipeline.sync(project, article)
    errors: list[BilingualError] = []
    drafted: tuple[pipeline.Drafted, ...] = ()
    try:
        drafted = pipeline.translate(project, article, access=access)
        errors += _distinct(d.error for d in drafted if d.error)
    except BilingualError as error:
        errors.append(error)
    results = list(editions(project, article, project.config.columns()))
    errors += _distinct(r for r in results if isinstance(r, BilingualError))
    findings = pipeline.check(project, article)
    return Made(
        article=article.name,
        blocks=len(document.blocks),
        segments=len(segments),
        written=written,
        drafted=drafted,
        statuses=pipeline.status(project, article, findings=findings),
        findings=findings,
        built=tuple(r for r in results if isinstance(r, pipeline.Built)),
        errors=tuple(errors),
    )


def editions(
    project: Project,
    article: Article,
    sets: Sequence[Sequence[str]],
    *,
    final: bool = False,
) -> Iterator[pipeline.Built | BilingualError]:
    """Build each edition as it is asked for; one that fails is given as its error and the others go on.

    Raises ConfigError for a format that nobody knows.
    """
    pipeline.refuse_unknown_formats(project)
    for columns in sets:
        for one in dict.fromkeys(project.config.formats):
            try:
                if one == PDF:
                    yield pipeline.build(project, article, columns, final=final)
                else:
                    yield pipeline.build_twin(project, article, columns, one, final=final)
            except BilingualError as error:
                yield error


def volumes(
    project: Project,
    name: str,
    articles: Sequence[Article],
    sets: Sequence[Sequence[str]],
    *,
    final: bool = False,
) -> Iterator[pipeline.Built | BilingualError]:
    """Build each edition of a volume as it is asked for, as ``editions`` does those of an article."""
    pipeline.refuse_unknown_formats(project)
    for columns in sets:
        for one in project.config.formats:
            try:
                yield pipeline.build_volume(project, name, articles, columns, one, final=final)
            except BilingualError as error:
                yield error


def columns(config: Config, wanted: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read ``--columns zh-Hant,en`` (any number of them); none gives the project's own editions.

    Raises UsageError for a language that the project has not.
    """
    if not wanted:
        return config.columns()
    known = (config.source, *config.targets)
    sets = tuple(tuple(language(tag).tag for tag in one.split(",") if tag.strip()) for one in wanted)
    for tag in (tag for one in sets for tag in one):
        if tag not in known:
            raise UsageError(
                f"{tag} is not a language of this project",
                hint=f"languages: {', '.join(known)}; add it to targets in bilingual.toml",
            )
    if any(not one or len(set(one)) < len(one) for one in sets):
        raise UsageError(
            "an edition needs each of its columns once", hint="for example: --columns zh-Hant,en"
        )
    return sets


def _distinct(errors: Iterator[BilingualError]) -> list[BilingualError]:
    """The same lack stops several languages or editions: say it once."""
    return list({str(error) + error.hint: error for error in errors}.values())

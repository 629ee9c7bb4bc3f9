"""Catalogs with gaps + the engine → catalogs with drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, drafting, engines, models
from bilingual.errors import BilingualError, MissingError
from bilingual.languages import language
from bilingual.model import Message, State
from bilingual.pipeline.articles import read_catalog, update
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Drafted:
    """What ``translate`` did for one language of an article."""

    path: str
    language: str
    drafts: int
    """New and renewed drafts."""
    waiting: int
    """Sentences still without any text, e.g. because the pivot has none."""
    overtaken: int = 0
    """Drafts that were not written, because somebody else saved the entry meanwhile."""
    error: BilingualError | None = None


def translate(project: Project, article: Article, *, targets: Sequence[str] = ()) -> tuple[Drafted, ...]:
    """Draft what has no translation; a language that can't be drafted is reported, the others go on."""
    engine = engines.create(project.config.translate)
    wanted = targets or project.config.targets
    return tuple(_draft(project, article, tag, engine) for tag in _pivots_first(wanted))


def _pivots_first(tags: Sequence[str]) -> list[str]:
    """English before the languages that are drafted from it."""
    return sorted(tags, key=lambda tag: language(tag).base != drafting.PIVOT)


def _draft(project: Project, article: Article, tag: str, engine: engines.Engine) -> Drafted:
    path = Path(shown(project.catalog(article.name, tag)))
    catalog = read_catalog(project, article, tag)
    if catalog is None:
        raise BilingualError(f"no catalog {path} yet", hint=f"run first: bilingual sync {article.name}")
    try:
        drafts = _drafts(project, article, catalog, engine)
    except MissingError as error:
        return Drafted(str(path), tag, 0, _waiting(catalog.messages), error=error)
    written: drafting.Drafts = {}

    def change(old: bytes | None) -> bytes:
        nonlocal written
        now = catalogs.parse(old or b"", path=str(path), language=tag)
        written = drafting.still_wanted(drafts, catalog.messages, now.messages)
        return catalogs.add_drafts(old or b"", written, path=str(path), language=tag)

    if drafts:
        update(path, change)
    left = read_catalog(project, article, tag)
    waiting = _waiting(left.messages if left else ())
    return Drafted(str(path), tag, len(written), waiting, len(drafts) - len(written))


def _drafts(
    project: Project, article: Article, catalog: catalogs.Catalog, engine: engines.Engine
) -> drafting.Drafts:
    """Draft what a catalog needs; one that needs nothing asks for no model."""
    source, target = project.config.source, catalog.language
    pivot = _pivot_catalog(project, article, catalog)
    if not drafting.pending(
        catalog.messages, pivot.messages if pivot else None, pivot.language if pivot else ""
    ):
        return {}
    via = drafting.route(source, target, models.pairs(), beside=project.config.targets)
    if not via:
        return drafting.draft(catalog.messages, engine, source=source, target=target)
    return drafting.draft(
        catalog.messages,
        engine,
        source=source,
        target=target,
        pivot=pivot.messages if pivot else None,
        pivot_language=pivot.language if pivot else via,
    )


def _pivot_catalog(project: Project, article: Article, catalog: catalogs.Catalog) -> catalogs.Catalog | None:
    """The English catalog, if the project has one beside this; en-GB serves as English."""
    for tag in project.config.targets:
        if language(tag).base == drafting.PIVOT and tag != catalog.language:
            return read_catalog(project, article, tag)
    return None


def _waiting(messages: Sequence[Message]) -> int:
    return sum(message.state is State.UNTRANSLATED for message in messages)

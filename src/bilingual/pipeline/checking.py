"""An article and its catalogs → Findings, and how far each catalog is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import checks, drafting, glossary
from bilingual import config as configuration
from bilingual.errors import ConfigError
from bilingual.model import Finding, Message, Severity, State
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Status:
    """How far one catalog is."""

    article: str
    language: str
    path: str
    counts: Mapping[State, int]
    accepted_as_is: int
    """Reviewed entries that are letter for letter what the machine drafted."""
    stale: int
    """Entries that a person has reviewed, but whose English has changed since."""
    out_of_date: int
    """Sentences of the source that the catalog lacks: ``sync`` brings them."""
    findings: Mapping[Severity, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Open:
    """An entry that somebody still has to look at."""

    path: str
    line: int
    language: str
    state: str
    """``untranslated``, ``draft``, ``needs review``, ``stale`` or ``as drafted``."""
    text: str
    """The source text."""


def check(project: Project, article: Article) -> tuple[Finding, ...]:
    """Look through the source and every catalog of an article."""
    config = project.config
    document, _ = read_article(project, article)
    unknown = sorted(set(config.check.ignore) - set(checks.CODES))
    if unknown:
        raise ConfigError(
            f"[check] ignore names “{unknown[0]}”, which is no check",
            path=shown(project.root / configuration.FILE_NAME),
            hint=f"checks: {', '.join(checks.CODES)}",
        )
    terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=config.source)
    findings = list(checks.check_source(document, ignore=config.check.ignore))
    for tag in config.targets:
        catalog = read_catalog(project, article, tag)
        if catalog:
            pairs = checks.Catalog(catalog.path, config.source, tag, catalog.messages)
            findings += checks.check(pairs, terms, ignore=config.check.ignore)
    return tuple(findings)


def status(
    project: Project, article: Article, *, findings: Sequence[Finding] | None = None
) -> tuple[Status, ...]:
    """Count how far every catalog of an article is; ``findings`` are those of ``check``, if it has run."""
    _, segments = read_article(project, article)
    keys = {segment.key for segment in segments}
    found = check(project, article) if findings is None else findings
    return tuple(_status(project, article, tag, keys, found) for tag in project.config.targets)


def _status(
    project: Project,
    article: Article,
    tag: str,
    keys: set[tuple[str, str]],
    findings: Sequence[Finding],
) -> Status:
    catalog = read_catalog(project, article, tag)
    messages = catalog.messages if catalog else ()
    counts = Counter(message.state for message in messages)
    return Status(
        article=article.name,
        language=tag,
        path=shown(project.catalog(article.name, tag)),
        counts={state: counts[state] for state in State},
        accepted_as_is=sum(message.accepted_as_is for message in messages),
        stale=len(stale_messages(project, article, messages)),
        out_of_date=len(keys - {message.key for message in messages}),
        findings=dict(Counter(f.severity for f in findings if f.language == tag)),
    )


def open_entries(project: Project, article: Article, *tags: str) -> tuple[Open, ...]:
    """List what is not reviewed, what is stale, and what was approved as the machine drafted it.

    ``tags`` limit it to the catalogs of these languages.
    """
    found = []
    for tag in tags or project.config.targets:
        catalog = read_catalog(project, article, tag)
        messages = catalog.messages if catalog else ()
        stale = {message.key for message in stale_messages(project, article, messages)}
        for message in messages:
            state = _open_state(message, stale)
            if state and catalog:
                found.append(Open(catalog.path, message.line, tag, state, message.id))
    return tuple(found)


def _open_state(message: Message, stale: set[tuple[str, str]]) -> str:
    if message.key in stale:
        return "stale"
    if message.accepted_as_is:
        return "as drafted"
    return "" if message.state is State.REVIEWED else message.state.value


def stale_messages(project: Project, article: Article, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Give a person's messages that were drafted from another catalog whose text has changed since."""
    pivots = {m.provenance.pivot_language for m in messages if m.provenance} - {""}
    stale: list[Message] = []
    for tag in sorted(pivots):
        pivot = read_catalog(project, article, tag)
        stale += drafting.stale(messages, pivot.messages if pivot else (), tag)
    return tuple(stale)

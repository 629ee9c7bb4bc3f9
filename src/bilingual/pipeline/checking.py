"""An article and its catalogs → Findings, and how far each catalog is."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, checks, drafting, glossary
from bilingual import config as configuration
from bilingual.errors import ConfigError, UsageError
from bilingual.model import Finding, Message, Severity, State
from bilingual.pipeline.articles import read_article, read_catalog, unused_overrides
from bilingual.pipeline.picturing import pictures
from bilingual.pipeline.plurals import spread
from bilingual.project import Article, Project, shown

_NOT_ASKED: Mapping[tuple[str, str], float] = {}


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


def check(project: Project, article: Article) -> tuple[Finding, ...]:
    """Look through the source and every catalog of an article."""
    found = list(check_source(project, article))
    for tag in project.config.targets:
        found += check_catalog(project, article, tag)
    return tuple(found)


def check_source(project: Project, article: Article) -> tuple[Finding, ...]:
    """Look through the source of an article, and through the joins and splits beside it."""
    document, _ = read_article(project, article)
    codes = ignored(project)
    unused = checks.check_overrides(unused_overrides(project, article), ignore=codes)
    found = checks.check_pictures(document, pictures(project, article, document), ignore=codes)
    return (*checks.check_source(document, ignore=codes), *found, *unused)


def check_catalog(
    project: Project, article: Article, tag: str, likelihood: Mapping[tuple[str, str], float] = _NOT_ASKED
) -> tuple[Finding, ...]:
    """Look through one catalog of an article; one that is not there yet has no findings.

    ``likelihood`` is what a translation model says of its texts, see ``judging``.
    """
    catalog = read_catalog(project, article, tag)
    return check_messages(catalog, project.config.source, project, likelihood) if catalog else ()


def check_messages(
    catalog: catalogs.Catalog,
    source: str,
    project: Project | None,
    likelihood: Mapping[tuple[str, str], float] = _NOT_ASKED,
) -> tuple[Finding, ...]:
    """Look through a catalog, with the glossary and the settings of its project, if it has one."""
    terms = glossary.Glossary()
    if project:
        terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=project.config.source)
    messages, restored = spread(catalog.messages)
    found = checks.check(
        checks.Catalog(catalog.path, source, catalog.language, messages, catalog.header, likelihood),
        terms,
        ignore=ignored(project) if project else (),
    )
    return restored(found)


def ignored(project: Project) -> tuple[str, ...]:
    """Give the codes that a project silences. Raises ConfigError for one that no check has."""
    codes = project.config.check.ignore
    if unknown := _unknown(codes):
        raise ConfigError(
            f"[check] ignore names “{unknown}”, which is no check",
            path=shown(project.root / configuration.FILE_NAME),
            line=configuration.line_of(project.root / configuration.FILE_NAME, "check.ignore"),
            hint=_known(unknown),
        )
    return codes


def refuse_unknown(codes: Sequence[str]) -> None:
    """Raise UsageError for a code that no check has."""
    if unknown := _unknown(codes):
        raise UsageError(f"“{unknown}” is no check", hint=_known(unknown))


def _known(unknown: str) -> str:
    """The check that is meant, as far as its code is near; else all there are."""
    near = difflib.get_close_matches(unknown, checks.CODES, n=1)
    return f"did you mean “{near[0]}”?" if near else f"checks: {', '.join(checks.CODES)}"


def _unknown(codes: Sequence[str]) -> str:
    return next((code for code in sorted(codes) if code not in checks.CODES), "")


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


def stale_messages(project: Project, article: Article, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Give a person's messages that were drafted from another catalog whose text has changed since."""
    pivots = {m.provenance.pivot_language for m in messages if m.provenance} - {""}
    found: list[Message] = []
    for tag in sorted(pivots):
        pivot = read_catalog(project, article, tag)
        found += drafting.stale(messages, pivot.messages if pivot else (), tag)
    return tuple(found)

"""An article's catalogs → the same, with what a person need not look at again, or has looked at, accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, files, glossary
from bilingual.inline import plain
from bilingual.model import Message, State
from bilingual.pipeline.articles import read_catalog, update
from bilingual.pipeline.checking import stale_messages
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Approved:
    """One catalog after ``accept``."""

    path: str
    language: str
    changed: bool
    suggestions: tuple[catalogs.Suggestion, ...] = ()
    """What came into question: what was accepted, and what was not and why."""
    confirmed: tuple[catalogs.Confirmed, ...] = ()
    """What was stale, and now counts as held against the present text that it was drafted from."""


def accept_trivial(
    project: Project, article: Article, *, targets: Sequence[str] = ()
) -> tuple[Approved, ...]:
    """Accept every suggestion whose source changed in nothing but typography since a person reviewed it.

    A sentence whose glossary terms are other ones before and after is left alone. Catalogs that do not exist
    are passed over.
    """
    terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=project.config.source)

    def same_names(before: str, after: str) -> bool:
        first, second = ({term.source for term in terms.occurring(text)} for text in (before, after))
        return first == second

    paths = {
        tag: Path(shown(project.catalog(article.name, tag))) for tag in targets or project.config.targets
    }
    return tuple(_accept(path, tag, same_names) for tag, path in paths.items() if files.exists(path))


def _accept(path: Path, tag: str, same_names: Callable[[str, str], bool]) -> Approved:
    suggestions: tuple[catalogs.Suggestion, ...] = ()

    def change(old: bytes | None) -> bytes:
        nonlocal suggestions
        accepted = catalogs.accept_trivial(old or b"", path=str(path), same_names=same_names)
        suggestions = accepted.suggestions
        return accepted.data

    changed = update(path, change)
    return Approved(str(path), tag, changed, suggestions)


def accept_stale(project: Project, article: Article, *, targets: Sequence[str] = ()) -> tuple[Approved, ...]:
    """Let every reviewed translation that is stale count as held against the present text of its pivot.

    No translation is changed. Catalogs that do not exist are passed over.
    """
    done = []
    for tag in targets or project.config.targets:
        if catalog := read_catalog(project, article, tag):
            stale = [
                m for m in stale_messages(project, article, catalog.messages) if m.state is State.REVIEWED
            ]
            done.append(_confirm(project, article, tag, _pivot_texts(project, article, stale)))
    return tuple(done)


def _pivot_texts(project: Project, article: Article, stale: Sequence[Message]) -> dict[tuple[str, str], str]:
    """Give the present text of the catalog that each was drafted from."""
    tags = {m.provenance.pivot_language for m in stale if m.provenance}
    read = {tag: read_catalog(project, article, tag) for tag in tags}
    texts = {
        tag: {m.key: plain(m.text, m.tags) for m in catalog.messages}
        for tag, catalog in read.items()
        if catalog
    }
    return {m.key: texts[m.provenance.pivot_language][m.key] for m in stale if m.provenance}


def _confirm(project: Project, article: Article, tag: str, pivots: Mapping[tuple[str, str], str]) -> Approved:
    path = Path(shown(project.catalog(article.name, tag)))
    confirmed: tuple[catalogs.Confirmed, ...] = ()

    def change(old: bytes | None) -> bytes:
        nonlocal confirmed
        data, confirmed = catalogs.confirm(old or b"", pivots, path=str(path))
        return data

    changed = update(path, change)
    return Approved(str(path), tag, changed, confirmed=confirmed)

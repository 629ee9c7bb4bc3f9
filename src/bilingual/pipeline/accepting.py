"""An article's catalogs → the same, with what changed in nothing but typography accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, files, glossary
from bilingual.pipeline.articles import update
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Approved:
    """One catalog after ``accept``."""

    path: str
    language: str
    changed: bool
    suggestions: tuple[catalogs.Suggestion, ...]
    """What came into question: what was accepted, and what was not and why."""


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

    return Approved(str(path), tag, update(path, change), suggestions)

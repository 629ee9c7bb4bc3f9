"""Editions asked for as final → a refusal that says what is not ready, or what a publisher should still know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilingual.errors import NotFinalError
from bilingual.model import Edition, Finding, Severity
from bilingual.pipeline.checking import check_catalog, status
from bilingual.project import Article, Project

_COUNTED = "untranslated"
"""The check whose findings the edition counts itself."""
_LISTED = 3
"""Errors that are named one by one."""


def refuse_unfinished(project: Project, found: Iterable[tuple[Article, Edition]], name: str) -> None:
    """Raise NotFinalError if a text is not reviewed or not translated, or a catalog has an error.

    Only the catalogs of the edition's own columns count. ``name`` is the file's that would be written. A person has the
    last word on an error: ``# bilingual: ignore CODE`` above the entry takes it back.
    """
    pairs = list(found)
    unready = [(article, edition) for article, edition in pairs if edition.drafts or edition.missing]
    if unready:
        drafts = sum(edition.drafts for _, edition in unready)
        missing = sum(edition.missing for _, edition in unready)
        counts = ((drafts, "not reviewed"), (missing, "not translated"))
        parts = [f"{count} {what}" for count, what in counts if count]
        names = " ".join(article.name for article, _ in unready)
        raise NotFinalError(
            f"{name} can't be final: {' and '.join(parts)}",
            hint=f"see which: bilingual status {names} --list; or build it as a draft, without --final",
        )
    errors = [error for article, edition in pairs for error in _errors(project, article, edition)]
    if errors:
        raise _with_errors(name, errors, " ".join(article.name for article, _ in pairs))


def _errors(project: Project, article: Article, edition: Edition) -> list[Finding]:
    return [
        finding
        for tag in edition.languages
        if tag != project.config.source
        for finding in check_catalog(project, article, tag)
        if finding.severity is Severity.ERROR and finding.code != _COUNTED
    ]


def _with_errors(name: str, errors: Sequence[Finding], names: str) -> NotFinalError:
    first = "; ".join(f"{error.path}:{error.line}: {error.code}" for error in errors[:_LISTED])
    more = f" and {len(errors) - _LISTED} more" if len(errors) > _LISTED else ""
    number = f"{len(errors)} errors" if len(errors) > 1 else "an error"
    return NotFinalError(
        f"{name} can't be final: bilingual check finds {number} ({first}{more})",
        hint=f"see them: bilingual check {names}; where the text is right all the same, say so above its entry: "
        f"# bilingual: ignore {errors[0].code}",
    )


def reservations(project: Project, articles: Sequence[Article], columns: Sequence[str]) -> tuple[str, ...]:
    """What a publisher should know of an edition that is reviewed and free of errors, and so can be final."""
    return tuple(
        f"{row.language}: {row.accepted_as_is} of {row.total} sentences are letter for letter what "
        f"the machine drafted: bilingual status {article.name} --list"
        for article in articles
        for row in status(project, article, findings=())
        if row.language in columns and row.accepted_as_is
    )

"""An article's source → its template and catalogs brought up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bilingual import catalogs, files
from bilingual.model import Document, Segment
from bilingual.pipeline.articles import read_article, read_catalog, update
from bilingual.pipeline.reviewing import Open, open_entries
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Written:
    """One file after a command."""

    path: str
    changed: bool
    """Whether its bytes are other than before (or would be, in a dry run)."""
    removed: bool = False
    """Whether it is gone, for nothing was left in it."""
    language: str = ""
    changes: tuple[catalogs.Change, ...] = ()
    """What happened to the sentences, for catalogs that were synced."""
    stale: tuple[Open, ...] = ()
    """Translations of a person that were drafted from a catalog (English) whose text has changed since."""


def sync(project: Project, article: Article) -> tuple[Written, ...]:
    """Bring the template and every catalog of an article up to its source."""
    document, segments = read_article(project, article)
    # A broken catalog stops the article before the first is written.
    deep = [tag for tag in project.config.targets if _drafted_from_another(project, article, tag)]
    written = [write_template(project, document, segments)]
    for tag in project.config.targets:
        written.append(_sync_catalog(project, document, segments, tag))
    return tuple(
        replace(one, stale=_stale(project, article, one.language)) if one.language in deep else one
        for one in written
    )


def _drafted_from_another(project: Project, article: Article, tag: str) -> bool:
    """Tell whether any translation of a catalog came by way of another catalog, and so may be stale."""
    catalog = read_catalog(project, article, tag)
    return any(m.provenance and m.provenance.pivot_language for m in (catalog.messages if catalog else ()))


def _stale(project: Project, article: Article, tag: str) -> tuple[Open, ...]:
    return tuple(one for one in open_entries(project, article, tag) if one.state == "stale")


def _sync_catalog(project: Project, document: Document, segments: Sequence[Segment], tag: str) -> Written:
    path = Path(shown(project.catalog(document.article, tag)))
    changes: tuple[catalogs.Change, ...] = ()

    def change(old: bytes | None) -> bytes:
        nonlocal changes
        merged = merge(old, document, segments, tag, path=str(path))
        changes = merged.changes
        return merged.data

    return Written(str(path), update(path, change), language=tag, changes=changes)


def merge(
    old: bytes | None, document: Document, segments: Sequence[Segment], tag: str, *, path: str
) -> catalogs.Merged:
    """Bring one catalog up to its article."""
    return catalogs.merge(
        old,
        segments,
        path=path,
        article=document.article,
        source_path=document.path,
        source_language=document.language,
        language=tag,
    )


def write_template(project: Project, document: Document, segments: Sequence[Segment]) -> Written:
    """Bring the template up to its article."""
    path = Path(shown(project.template(document.article)))
    template = catalogs.template(
        segments, article=document.article, source_path=document.path, language=document.language
    )
    return Written(str(path), files.write(path, template))

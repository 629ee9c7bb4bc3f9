"""The name of an entry, as a page has it → where the entry stands, or what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bilingual.errors import FileError, UsageError
from bilingual.model import Segment, entry_id
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.pipeline.tracing import trace
from bilingual.project import Article, Project

_NAME = re.compile("[0-9a-f]{6}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in one language."""

    path: str
    line: int
    language: str
    entry: str
    sentence: str
    """The source text."""
    was: str = ""
    """``joined``, ``split``, ``edited`` or ``obsolete`` if no sentence has this name any more; then what there is
    instead."""


def find(project: Project, article: Article, entry: str) -> tuple[Place, ...]:
    """Look up the entry that a page names by its 6 digits, in the source and in every catalog of an article.

    Of a name that no sentence has any more: what its sentence was joined, split or edited into, and its obsolete
    entries. Raises UsageError for what can't be a name.
    """
    name = entry.lower()
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"“{entry}” is no id of an entry",
            hint="an id is six digits and letters from a to f, such as a740ca",
        )
    living = _living(project, article, name)
    if living:
        return living
    document, segments = read_article(project, article)
    traced = trace(document, segments, {name}, whole=False)
    source = project.config.source
    now = [Place(document.path, one.line, source, name, written(one.present), one.what) for one in traced]
    if not now and (successor := successors(project, article).get(name)):
        now = [replace(place, was="edited") for place in _living(project, article, successor)]
    return (*now, *obsolete(project, article, name))


def _living(project: Project, article: Article, name: str) -> tuple[Place, ...]:
    tags = (project.config.source, *project.config.targets)
    found = [(tag, places(project, article, tag).get(name)) for tag in tags]
    return tuple(Place(*place[:2], tag, name, place[2]) for tag, place in found if place)


def successors(project: Project, article: Article) -> dict[str, str]:
    """Give the names of entries whose sentence was edited, and for each the name that it has now.

    Known as long as a translation waits for its review, in any language: it says what it was made for (``#| msgid``).
    """
    found: dict[str, str] = {}
    for tag in project.config.targets:
        catalog = read_catalog(project, article, tag)
        for message in catalog.messages if catalog else ():
            if message.former:
                found.setdefault(entry_id(message.former), entry_id(message.key))
    return found


def obsolete(project: Project, article: Article, name: str) -> tuple[Place, ...]:
    """Give the obsolete entries (``#~``) of a name in every catalog of an article."""
    catalogs = ((tag, read_catalog(project, article, tag)) for tag in project.config.targets)
    return tuple(
        Place(catalog.path, message.line, tag, name, message.id, "obsolete")
        for tag, catalog in catalogs
        if catalog
        for message in catalog.obsolete
        if entry_id(message.key) == name
    )


def written(segments: Sequence[Segment]) -> str:
    """Write sentences in one line, with a bar where one ends and the next begins."""
    return " | ".join(segment.text for segment in segments)


def places(project: Project, article: Article, tag: str) -> dict[str, tuple[str, int, str]]:
    """Give path, line and source text of each entry in one language."""
    catalog = read_catalog(project, article, tag) if tag in project.config.targets else None
    if catalog:
        return {entry_id(m.key): (catalog.path, m.line, m.id) for m in catalog.messages}
    document, segments = read_article(project, article)
    return {
        entry_id(s.key): (document.path, document.blocks[s.block].line, s.text) for s in reversed(segments)
    }


def named_articles(
    project: Project, made_of: Mapping[str, Any], path: str, suffixes: Sequence[str]
) -> list[Article]:
    """Give the article that an edition is of, or those of a volume. Raises FileError for one that is not there."""
    known = {article.name: article for article in project.articles((), suffixes)}
    names = made_of.get("articles") or [made_of["article"]]
    absent = next((name for name in names if name not in known), None)
    if absent is None:
        return [known[name] for name in names]
    raise FileError(
        f"an edition of “{absent}”, which is no article of this project",
        path=path,
        hint="change into the project that built it, or name it with --project",
    )

"""An edition that was built → what the project would print otherwise now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bilingual import files
from bilingual.model import entry_id
from bilingual.pipeline.articles import read_article
from bilingual.pipeline.binding import compose_volume
from bilingual.pipeline.building import compose, own_layouts
from bilingual.pipeline.places import named_articles, obsolete, places, successors, written
from bilingual.pipeline.recording import differences, record, record_volume
from bilingual.pipeline.tracing import trace
from bilingual.pipeline.twins import read_record
from bilingual.project import Article, Project


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edition and the project say differently."""

    what: str
    """``joined``, ``split``, ``edited``, ``new`` or ``gone``, of a sentence, told once for all languages; ``changed``, of a
    translation; ``pictures``, ``credits``, ``settings``, ``templates`` or ``programs``."""
    path: str = ""
    line: int = 0
    language: str = ""
    entry: str = ""
    sentence: str = ""
    """The source text; the new sentences of a split one with a bar between them."""
    former: tuple[str, ...] = ()
    """The entries that a joined, split or edited sentence was."""


def verify(project: Project, edition: Path, suffixes: Sequence[str]) -> tuple[Difference, ...]:
    """Hold an edition against what the project would print now. Raises FileError as ``import_proof`` does."""
    then, programs = read_record(files.read(edition), str(edition))
    articles = {article.name: article for article in named_articles(project, then, str(edition), suffixes)}
    project = replace(project, config=replace(project.config, layout=then["layout"]))
    entries, others = differences(then, _now(project, then, list(articles.values()), programs))
    by_article: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for tag, named, what in entries:
        name, _, entry = named.rpartition("/")
        by_article[name or next(iter(articles))].append((tag, entry, what))
    found = [one for name, own in by_article.items() for one in _of_article(project, articles[name], own)]
    return (*found, *(Difference(what) for what in others))


def _of_article(
    project: Project, article: Article, entries: Sequence[tuple[str, str, str]]
) -> Iterator[Difference]:
    """Tell each difference of an article once: of sentences first, then of the translations of each language."""
    source = project.config.source
    gone = dict.fromkeys(entry for _, entry, what in entries if what == "gone")
    new = dict.fromkeys(entry for _, entry, what in entries if what == "new")
    document, segments = read_article(project, article)
    for one in trace(document, segments, gone):
        names = [entry_id(segment.key) for segment in one.present]
        yield Difference(
            one.what, document.path, one.line, source, names[0], written(one.present), one.former
        )
        gone = {entry: None for entry in gone if entry not in one.former}
        new = {entry: None for entry in new if entry not in names}
    here = places(project, article, source)
    edited = successors(project, article) if new and gone else {}
    former = {now: then for then, now in edited.items() if then in gone}
    for entry in new:
        path, line, sentence = here.get(entry, ("", 0, ""))
        was = (former[entry],) if entry in former else ()
        yield Difference("edited" if was else "new", path, line, source, entry, sentence, was)
        gone = {one: None for one in gone if one not in was}
    for entry in gone:
        kept = next(iter(obsolete(project, article, entry)), None)
        yield (
            Difference("gone", kept.path, kept.line, kept.language, entry, kept.sentence)
            if kept
            else (Difference("gone", language=source, entry=entry))
        )
    for tag in dict.fromkeys(tag for tag, _, what in entries if what == "changed"):
        there = places(project, article, tag)
        for entry in (entry for own, entry, what in entries if (own, what) == (tag, "changed")):
            path, line, sentence = there.get(entry, ("", 0, ""))
            yield Difference("changed", path, line, tag, entry, sentence)


def _now(
    project: Project, then: Mapping[str, Any], articles: Sequence[Article], programs: Sequence[str]
) -> dict[str, Any]:
    """The record that the same edition would have if it were built now."""
    own = own_layouts(project)
    if "articles" in then:
        volume = compose_volume(project, then["article"], articles, then["columns"])
        return record_volume(project, volume, own, programs)
    return record(project, compose(project, articles[0], then["columns"]), own, programs)

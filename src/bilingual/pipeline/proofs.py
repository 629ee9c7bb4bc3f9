"""A PDF of ours that comes back → its remarks in the catalogs; and whether it still says what the project says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bilingual import catalogs, files, pdf
from bilingual.errors import FileError
from bilingual.model import Remark, entry_id
from bilingual.pipeline.articles import read_article, read_catalog, update
from bilingual.pipeline.binding import compose_volume
from bilingual.pipeline.building import compose, own_layouts
from bilingual.pipeline.recording import differences, record, record_volume
from bilingual.pipeline.twins import read_record
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one remark of a proof."""

    remark: Remark
    path: str = ""
    """The catalog that holds the entry, or the source that holds the sentence; empty if the remark found none."""
    line: int = 0
    sentence: str = ""
    """The source text of the entry."""
    written: bool = False
    """Whether it was written into the catalog now; false if it stood there, or if there is no place for it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edition and the project say differently."""

    what: str
    """``changed``, ``new`` or ``gone``, of an entry; ``credits``, ``settings``, ``templates`` or ``programs``."""
    path: str = ""
    line: int = 0
    language: str = ""
    entry: str = ""
    sentence: str = ""


def import_proof(project: Project, path: Path, suffixes: Sequence[str]) -> tuple[Imported, ...]:
    """Bring the remarks of a proof into the catalogs, as translators' comments of the entries they stand on.

    A remark on the source's own text is told, not written. Importing a proof again writes nothing. Raises
    FileError for what is no PDF of ours, and for an article that the project hasn't got.
    """
    made_of, remarks = pdf.read_remarks(files.read(path), str(path))
    articles = {article.name: article for article in _articles(project, made_of, str(path), suffixes)}
    first = next(iter(articles))
    found: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        found[remark.article or first, remark.language].append(remark)
    queues = {}
    for (name, tag), group in found.items():
        into = _into_catalog if tag in project.config.targets else _on_source
        queues[name, tag] = iter(into(project, articles[name], tag, group))
    return tuple(next(queues[remark.article or first, remark.language]) for remark in remarks)


def _articles(
    project: Project, made_of: Mapping[str, Any], path: str, suffixes: Sequence[str]
) -> list[Article]:
    """The article that an edition is of, or those of a volume."""
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


def _into_catalog(project: Project, article: Article, tag: str, remarks: Sequence[Remark]) -> list[Imported]:
    path = Path(shown(project.catalog(article.name, tag)))
    catalog = read_catalog(project, article, tag)
    before = {entry_id(m.key): m for m in catalog.messages} if catalog else {}
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for remark in remarks:
        if remark.entry in before:
            wanted[before[remark.entry].key].append(comment(remark))
    if wanted:
        update(path, lambda old: catalogs.add_remarks(old or b"", wanted, path=str(path)))
    places = _places(project, article, tag)
    return [
        Imported(remark, *places[remark.entry], written=comment(remark) not in before[remark.entry].comments)
        if remark.entry in before
        else Imported(remark)
        for remark in remarks
    ]


def comment(remark: Remark) -> str:
    """Write a remark as one line of comment."""
    by = ", ".join(filter(None, (remark.author, remark.date)))
    return f"Proof{f' ({by})' if by else ''}: {remark.text}"


def _on_source(project: Project, article: Article, _tag: str, remarks: Sequence[Remark]) -> list[Imported]:
    places = _places(project, article, project.config.source)
    return [Imported(remark, *places.get(remark.entry, ())) for remark in remarks]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in one language."""

    path: str
    line: int
    language: str
    entry: str
    sentence: str
    """The source text."""


def find(project: Project, article: Article, entry: str) -> tuple[Place, ...]:
    """Look up the entry that a page names by its 6 digits, in the source and in every catalog of an article."""
    tags = (project.config.source, *project.config.targets)
    found = [(tag, _places(project, article, tag).get(entry.lower())) for tag in tags]
    return tuple(
        Place(path, line, tag, entry.lower(), text)
        for tag, place in found
        if place
        for path, line, text in [place]
    )


def verify(project: Project, edition: Path, suffixes: Sequence[str]) -> tuple[Difference, ...]:
    """Hold an edition against what the project would print now. Raises FileError as ``import_proof`` does."""
    then, programs = read_record(files.read(edition), str(edition))
    articles = {article.name: article for article in _articles(project, then, str(edition), suffixes)}
    project = replace(project, config=replace(project.config, layout=then["layout"]))
    entries, others = differences(then, _now(project, then, list(articles.values()), programs))
    places: dict[tuple[str, str], dict[str, tuple[str, int, str]]] = {}
    found = []
    for tag, named, what in entries:
        name, _, entry = named.rpartition("/")
        key = (name or next(iter(articles)), tag)
        if key not in places:
            places[key] = _places(project, articles[key[0]], tag)
        path, line, sentence = places[key].get(entry, ("", 0, ""))
        found.append(Difference(what, path, line, tag, entry, sentence))
    return (*found, *(Difference(what) for what in others))


def _now(
    project: Project, then: Mapping[str, Any], articles: Sequence[Article], programs: Sequence[str]
) -> dict[str, Any]:
    """The record that the same edition would have if it were built now."""
    own = own_layouts(project)
    if "articles" in then:
        volume = compose_volume(project, then["article"], articles, then["columns"])
        return record_volume(project, volume, own, programs)
    return record(project, compose(project, articles[0], then["columns"]), own, programs)


def _places(project: Project, article: Article, tag: str) -> dict[str, tuple[str, int, str]]:
    """Path, line and source text of each entry in one language."""
    catalog = read_catalog(project, article, tag) if tag in project.config.targets else None
    if catalog:
        return {entry_id(m.key): (catalog.path, m.line, m.id) for m in catalog.messages}
    document, segments = read_article(project, article)
    return {
        entry_id(s.key): (document.path, document.blocks[s.block].line, s.text) for s in reversed(segments)
    }

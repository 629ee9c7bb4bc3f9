"""A PDF of ours that comes back → its remarks in the catalogs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, files, pdf
from bilingual.model import entry_id
from bilingual.pipeline.articles import read_catalog, update
from bilingual.pipeline.places import named_articles, places, successors
from bilingual.project import Article, Project, shown
from bilingual.remark import Remark


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


def import_proof(project: Project, path: Path, suffixes: Sequence[str]) -> tuple[Imported, ...]:
    """Bring the remarks of a proof into the catalogs, as translators' comments of the entries they stand on.

    A remark on the source's own text is told, not written. Importing a proof again writes nothing. Raises
    FileError for what is no PDF of ours, and for an article that the project hasn't got.
    """
    made_of, remarks = pdf.read_remarks(files.read(path), str(path))
    articles = {article.name: article for article in named_articles(project, made_of, str(path), suffixes)}
    first = next(iter(articles))
    found: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        found[remark.article or first, remark.language].append(remark)
    queues = {}
    for (name, tag), group in found.items():
        into = _into_catalog if tag in project.config.targets else _on_source
        queues[name, tag] = iter(into(project, articles[name], tag, group))
    return tuple(next(queues[remark.article or first, remark.language]) for remark in remarks)


def _into_catalog(project: Project, article: Article, tag: str, remarks: Sequence[Remark]) -> list[Imported]:
    path = Path(shown(project.catalog(article.name, tag)))
    catalog = read_catalog(project, article, tag)
    before = {entry_id(m.key): m for m in catalog.messages} if catalog else {}
    now = _present(project, article, before, remarks)
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for remark, name in zip(remarks, now, strict=True):
        if name in before:
            wanted[before[name].key].append(comment(remark))
    if wanted:
        update(path, lambda old: catalogs.add_remarks(old or b"", wanted, path=str(path)))
    found = places(project, article, tag)
    return [
        Imported(remark, *found[name], written=comment(remark) not in before[name].comments)
        if name in before
        else Imported(remark)
        for remark, name in zip(remarks, now, strict=True)
    ]


def _present(
    project: Project, article: Article, known: Collection[str], remarks: Sequence[Remark]
) -> list[str]:
    """Give the name that the entry of each remark has now: another one if its sentence was edited since."""
    edited = successors(project, article) if any(r.entry not in known for r in remarks) else {}
    return [r.entry if r.entry in known else edited.get(r.entry, r.entry) for r in remarks]


def comment(remark: Remark) -> str:
    """Write a remark as one line of comment."""
    by = ", ".join(filter(None, (remark.author, remark.date)))
    return f"Proof{f' ({by})' if by else ''}: {remark.text}"


def _on_source(project: Project, article: Article, _tag: str, remarks: Sequence[Remark]) -> list[Imported]:
    found = places(project, article, project.config.source)
    now = _present(project, article, found, remarks)
    return [Imported(remark, *found.get(name, ())) for remark, name in zip(remarks, now, strict=True)]

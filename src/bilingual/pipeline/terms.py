"""Articles, glossary and catalogs → the terms that the glossary lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import glossary, terminology
from bilingual.errors import BilingualError
from bilingual.inline import plain
from bilingual.model import Document
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.project import Article, Project, shown


@dataclass(frozen=True, slots=True)
class Terms:
    """What ``terms`` found."""

    candidates: tuple[terminology.Candidate, ...]
    errors: tuple[BilingualError, ...] = ()
    """Articles that can't be read; the others were."""


def terms(project: Project, articles: Sequence[Article]) -> Terms:
    """List the names and terms of some articles that the glossary lacks, with what they have become.

    Raises BilingualError for a glossary that can't be read.
    """
    config = project.config
    known = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=config.source)
    documents: list[Document] = []
    translated: dict[str, list[tuple[str, str]]] = {tag: [] for tag in config.targets}
    errors = []
    for article in articles:
        try:
            documents.append(read_article(project, article)[0])
            for tag, pairs in translated.items():
                catalog = read_catalog(project, article, tag)
                messages = catalog.messages if catalog else ()
                pairs += [(plain(m.id, m.tags), plain(m.text, m.tags)) for m in messages if m.text]
        except BilingualError as error:
            errors.append(error)
    return Terms(terminology.candidates(documents, known, translated), tuple(errors))

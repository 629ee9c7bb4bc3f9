"""Articles, glossary and catalogs → the terms that the glossary lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilingual import glossary, terminology
from bilingual.pipeline.articles import read_article, read_catalog
from bilingual.project import Article, Project, shown


def terms(project: Project, articles: Sequence[Article]) -> tuple[terminology.Candidate, ...]:
    """List the names and terms of some articles that the glossary lacks, with what they have become.

    Raises BilingualError for a source, a catalog or a glossary that can't be read.
    """
    config = project.config
    known = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=config.source)
    documents = [read_article(project, article)[0] for article in articles]
    translated = {
        tag: [
            (message.id, message.text)
            for article in articles
            if (catalog := read_catalog(project, article, tag))
            for message in catalog.messages
            if message.text
        ]
        for tag in config.targets
    }
    return terminology.candidates(documents, known, translated)

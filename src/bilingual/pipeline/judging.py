"""A catalog + the installed model → how likely each translation is for its own source and for its neighbours'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bilingual import drafting, models
from bilingual.engines.argos import Argos
from bilingual.inline import plain
from bilingual.languages import language
from bilingual.model import Message
from bilingual.pipeline.articles import read_catalog
from bilingual.project import Article, Project

Likelihood = dict[tuple[str, str], float]


def likelihood(project: Project, article: Article, tag: str) -> Likelihood:
    """Ask the model about each translation, beside its own source and beside those of its neighbours.

    Where no model leads straight from the source, the one from English judges beside the English catalog's texts.
    Raises MissingError that says which models to get, if neither is there.
    """
    catalog = read_catalog(project, article, tag)
    if not catalog:
        return {}
    source = project.config.source
    beside: Mapping[tuple[str, str], str] = {m.key: plain(m.id, m.tags) for m in catalog.messages}
    if (language(source).base, language(tag).base) not in models.pairs():
        drafting.route(source, tag, models.pairs(), beside=project.config.targets)  # says what is missing
        source = drafting.PIVOT
        beside = _english(project, article)
    known = [m for m in catalog.messages if m.text.strip() and m.key in beside]
    return _asked(Argos(project.config.translate), known, beside, (source, tag))


def _english(project: Project, article: Article) -> Mapping[tuple[str, str], str]:
    for tag in project.config.targets:
        catalog = read_catalog(project, article, tag) if language(tag).base == drafting.PIVOT else None
        if catalog:
            return {m.key: plain(m.text, m.tags) for m in catalog.messages if m.text.strip()}
    return {}


def _asked(
    engine: Argos,
    messages: Sequence[Message],
    beside: Mapping[tuple[str, str], str],
    way: tuple[str, str],
) -> Likelihood:
    """Score every pair once; the source text stands for what it was judged by."""
    wanted = [(m, m) for m in messages]
    for first, second in pairwise(messages):
        wanted += [(first, second), (second, first)]
    asked = [(beside[source.key], plain(text.text, text.tags)) for source, text in wanted]
    distinct = list(dict.fromkeys(asked))
    found = dict(zip(distinct, engine.scores(distinct, *way), strict=True))
    return {(source.id, text.text): found[pair] for (source, text), pair in zip(wanted, asked, strict=True)}

"""Documents + glossary + translations → the terms that the glossary lacks, and what they have become so far."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bilingual.glossary import Glossary, fold
from bilingual.languages import language
from bilingual.model import Document
from bilingual.terminology import chinese, spaced
from bilingual.terminology.renderings import Pairs, renderings

__all__ = ["Candidate", "Place", "candidates"]

_ADDRESS = re.compile(r"https?://[!-~]+|[\w.+-]+@[\w.-]+|[@#]\w+", re.ASCII)
_KNOWN = "\ue000"
"""Stands for what the glossary knows: no letter, so that no term reaches across it."""
_LETTERS = re.compile(r"(?<![A-Za-z@])[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a source that has a candidate."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or a term that the glossary lacks."""

    text: str
    count: int
    """How often it stands in the sources."""
    places: tuple[Place, ...]
    renderings: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By BCP 47 tag: what it has become and in how many sentences, most of them first; several are spellings of one
    name."""


def candidates(
    documents: Sequence[Document], glossary: Glossary, translated: Mapping[str, Pairs]
) -> tuple[Candidate, ...]:
    """Give the candidates of the documents, all in one language, the most frequent first.

    ``translated`` holds pairs of source text and translation by language.
    """
    lines = [
        (_masked(block.text, glossary), Place(document.path, block.line))
        for document in documents
        for block in document.blocks
    ]
    names = _names([text for text, _ in lines], documents[0].language) if documents else []
    found = {tag: renderings(names, pairs, tag) for tag, pairs in translated.items()}
    listed = []
    for name in names:
        places = [(text.count(name), place) for text, place in lines if name in text]
        words = {tag: own[name] for tag, own in found.items() if name in own}
        listed.append(Candidate(name, sum(n for n, _ in places), tuple(place for _, place in places), words))
    return tuple(
        sorted(listed, key=lambda one: (-one.count, one.places[0].line if one.places else 0, one.text))
    )


def _masked(text: str, glossary: Glossary) -> str:
    """The text without what the glossary knows and without addresses."""
    for hit in reversed(glossary.find(text)):
        text = text[: hit.start] + _KNOWN + text[hit.end :]
    return _ADDRESS.sub(_KNOWN, text)


def _names(texts: Sequence[str], tag: str) -> list[str]:
    base = language(tag).base
    if base in {"zh-Hant", "zh-Hans"}:
        found = chinese.names(texts, base)
    elif base == "ja":
        found = spaced.japanese(texts)
    elif base == "ko":
        found = spaced.korean(texts)
    else:
        return spaced.alphabetic(texts)
    acronyms = (name for text in texts for name in _LETTERS.findall(text))
    return list({fold(name): name for name in [*found, *acronyms]}.values())

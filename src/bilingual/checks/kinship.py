"""A source text and a translation → how strongly their numbers, names, words, marks and lengths belong together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from bilingual.checks import lengths
from bilingual.checks.letters import HAN
from bilingual.checks.numbers import READERS, Number, near, stated
from bilingual.checks.readings import consonants, sino_korean

_HAN_WORD = re.compile(f"[{HAN}]{{2,}}")
_LATIN_NAME = re.compile(r"(?<![A-Za-z'’-])[A-Z][A-Za-z’-]{2,}")
_HANGUL_WORD = re.compile("[가-힣]{2,}")
_ENGLISH_WORD = re.compile(r"[a-z$£€%][a-z.]*")
_QUOTES = re.compile('[「『“"‘]')
_QUESTION = re.compile("[?？]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"‘'(]\s*)$")
SURE_SOUNDS = 3
"""Consonants that a name must have before its sound says something: two are met by chance."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be recognised of a text in any other language."""

    text: str
    base: str
    numbers: tuple[Number, ...]
    values: frozenset[float]
    names: frozenset[str]
    """Latin words with a capital, but for the first of a sentence in English."""
    sounds: tuple[str, ...]
    """Consonants of the Hangul words."""
    readings: tuple[tuple[str, ...], ...]
    """Sino-Korean readings of each two neighbouring Han characters."""
    anchors: frozenset[int]
    """Rows of the anchor table that the text holds."""
    asks: bool
    quotes: bool


def traits(text: str, base: str, numbers: tuple[Number, ...], *, other: str) -> Traits:
    """Look at a text once; ``numbers`` are what its language's reader found, ``other`` is the language beside it."""
    names = {
        match[0].removesuffix("’s")
        for match in _LATIN_NAME.finditer(text)
        if base != "en" or not _SENTENCE_START.search(text[: match.start()][-3:])
    }
    pairs = (
        (word[i : i + 2] for word in _HAN_WORD.findall(text) for i in range(len(word) - 1))
        if other == "ko"
        else ()
    )
    return Traits(
        text=text,
        base=base,
        numbers=tuple(number for number in numbers if number.certain),
        values=stated(numbers),
        names=frozenset(names),
        sounds=tuple(consonants(word) for word in _HANGUL_WORD.findall(text)) if base == "ko" else (),
        readings=tuple(filter(None, map(sino_korean, pairs))),
        anchors=frozenset(anchors(text, base[:2])),
        asks=bool(_QUESTION.search(text)),
        quotes=bool(_QUOTES.search(text)),
    )


@lru_cache(maxsize=1)
def _anchor_index() -> dict[str, dict[str, list[tuple[str, int]]]]:
    """Give the forms of the anchor table by language and first character, each with its row."""
    text = resources.files("bilingual.checks").joinpath("data/anchors.txt").read_text(encoding="utf-8")
    index: dict[str, dict[str, list[tuple[str, int]]]] = {
        "zh": defaultdict(list),
        "en": defaultdict(list),
        "ko": defaultdict(list),
    }
    for row, line in enumerate(text.splitlines()):
        if line and not line.startswith("#"):
            for language, forms in zip(("zh", "en", "ko"), line.split(" = "), strict=True):
                for form in forms.split("|"):
                    index[language][form[:1] if language != "en" else form[:2]].append((form, row))
    return index


def anchors(text: str, language: str) -> Iterator[int]:
    """Give the rows of the anchor table that occur in a text; English forms begin a word."""
    index = _anchor_index().get(language)
    if index is None:
        return
    folded = text.casefold() + " "
    if language == "en":
        for match in _ENGLISH_WORD.finditer(folded):
            for form, row in index.get(match[0][:2], ()):
                if folded.startswith(form, match.start()):
                    yield row
        return
    for at, character in enumerate(folded):
        for form, row in index.get(character, ()):
            if folded.startswith(form, at):
                yield row


def kinship(source: Traits, text: Traits) -> float:
    """Give the sum of evidence that one text translates the other; strangers are mostly below 0.

    Each part is about the logarithm of how much likelier it is between a sentence and its translation than between
    two strangers of the same article, rounded. What fails to match counts less than what matches, for no table of
    words is complete.
    """
    return (
        _anchors(source, text)
        + _numbers(source, text)
        + _names(source, text)
        + _readings(source, text)
        + _marks(source, text)
        + _length(source, text)
    )


def _anchors(source: Traits, text: Traits) -> float:
    both = len(source.anchors & text.anchors)
    missing = len(source.anchors) - both
    return 2.5 * both - (0.15 if source.base == "en" else 0.6) * missing


def _numbers(source: Traits, text: Traits) -> float:
    if source.base not in READERS or text.base not in READERS:
        return 0.0
    total = 0.0
    for number in source.numbers:
        met = any(near(value) in text.values for value in number.values)
        total += (1.0 if number.values[0] < 10 else 3.0) if met else -2.5
    for number in text.numbers:
        if not any(near(value) in source.values for value in number.values):
            total -= 1.5
    return total


def hears(name: str, text: Traits) -> bool:
    """Say whether a text has a name, as it is written or as it sounds in Hangul."""
    if name in text.text:
        return True
    sound = consonants(name)
    return len(sound) >= SURE_SOUNDS and any(heard.startswith(sound) for heard in text.sounds)


def _names(source: Traits, text: Traits) -> float:
    if text.base == "ko":
        known = [name for name in source.names if len(consonants(name)) >= SURE_SOUNDS or name in text.text]
        return sum(2.5 if hears(name, text) else -0.5 for name in known)
    if source.base == "en" or text.base != "en":
        return sum(3.0 if name in text.text else -0.3 for name in source.names)
    return sum(3.0 if name in text.text else -2.0 for name in source.names)


def _readings(source: Traits, text: Traits) -> float:
    if text.base != "ko":
        return 0.0
    met = sum(any(reading in text.text for reading in readings) for readings in source.readings)
    return 1.5 * met - 0.12 * len(source.readings)


def _marks(source: Traits, text: Traits) -> float:
    asking = (3.0 if text.asks else -2.0) if source.asks else (-2.0 if text.asks else 0.0)
    quoting = (1.0 if text.quotes else -2.0) if source.quotes else (-1.0 if text.quotes else 0.0)
    return asking + quoting


def _length(source: Traits, text: Traits) -> float:
    z = lengths.score(source.text, text.text, source.base, text.base)
    return 0.0 if z is None else max(-6.0, 1.0 - z * z / 2)

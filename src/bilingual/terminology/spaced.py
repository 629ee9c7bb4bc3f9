"""Text in an alphabet, in Hangul or in Japanese → the names and terms that recur in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_CAPITALIZED = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.(?=\w))?(?: (?:(?:of|the|for|and|de|del|van|von|da|bin|al) ){0,2}[A-ZÀ-ÖØ-Þ][\w’'&-]*)*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]?\s+|[“‘\"(—-]\s?)$")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_JAPANESE = re.compile("[\u30a1-\u30fa\u30fc・]{3,}|[\u3005\u4e00-\u9fff]{3,10}")
_HANGUL = re.compile("[\uac00-\ud7a3]{2,}")
_PARTICLES = re.compile(
    "(?:들)?(?:에게서|에게|에서는|에서도|에서|에는|에도|에|으로서|으로써|으로는|으로|로서|로써|로|은|는|이|가|을|를|의|와|과|도|만|까지|부터|처럼|보다)$"
)
_ENDINGS = re.compile("(?:다|고|며|면|서|지|게|할|한|된|될|인|해|하기|했던)$")
"""Ends of Korean verbs and adjectives, which name nothing."""
_OFTEN = 3
"""How often a Korean word must recur: without capitals only that says that it matters."""


def alphabetic(texts: Sequence[str]) -> list[str]:
    """Give capitalized names that recur, and those of several words that stand inside a sentence.

    A single word counts only if it stands inside a sentence somewhere: there its capital means something.
    """
    counts: Counter[str] = Counter()
    inside: set[str] = set()
    for text in texts:
        for found in _CAPITALIZED.finditer(text):
            name = _POSSESSIVE.sub("", found[0])
            counts[name] += 1
            if not _SENTENCE_START.search(text[: found.start()]):
                inside.add(name)
    return [name for name, count in counts.items() if name in inside and len(name) > 1 and count > 1]


def japanese(texts: Sequence[str]) -> list[str]:
    """Give the words in katakana and the compounds in kanji that recur."""
    return _recurring((found for text in texts for found in _JAPANESE.findall(text)), 2)


def korean(texts: Sequence[str]) -> list[str]:
    """Give the nouns, without their particles, that recur."""
    stems = (stem(found) for text in texts for found in _HANGUL.findall(text))
    return _recurring((one for one in stems if len(one) > 1 and not _ENDINGS.search(one)), _OFTEN)


def stem(word: str) -> str:
    """Take the particle off a Korean word, if two syllables are left."""
    shorter = _PARTICLES.sub("", word)
    return shorter if len(shorter) > 1 else word


def _recurring(words: Iterable[str], often: int) -> list[str]:
    return [word for word, count in Counter(words).items() if count >= often]

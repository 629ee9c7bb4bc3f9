"""One entry → the signs by which a bad translation may be told, each a number with the words that explain it."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bilingual.languages import language
from bilingual.lengths import MODELS, LengthModel, deviation, excess, ratio, size
from bilingual.risk.similarity import similarity


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry, as its risk is judged."""

    source: str
    text: str
    source_language: str
    language: str
    second_opinion: str = ""
    """What another engine makes of the same text; empty if none was asked."""
    pivot: str = ""
    """The text that it was drafted from, where that is not the source: the English, for Korean."""
    pivot_language: str = ""
    running: bool = True
    """Whether it is running text; a title or a credit needs no sentence's ending."""
    terse: bool = False
    """Whether it is a label, a credit or a row of a table: what tells of sentences says nothing of it."""

    @property
    def origin(self) -> str:
        """The text that it was translated from."""
        return self.pivot or self.source

    @property
    def languages(self) -> tuple[str, str]:
        """Base codes of the languages that it was translated between; both scripts of Chinese are ``zh``."""
        return (_code(self.pivot_language if self.pivot else self.source_language), _code(self.language))


def _code(tag: str) -> str:
    return language(tag).base.partition("-")[0]


_SPREAD = (0.19, 0.31)
"""s0 and s1 for languages without a model of their own: those of zh→en, the widest of the three."""
_LEAST = 10
"""So many pairs are needed to tell what is usual in a catalog."""


def usual_length(pairs: Sequence[Pair]) -> LengthModel | None:
    """Learn from a catalog's own entries how long a translation usually is; None from too few."""
    ratios = [ratio(pair.origin, pair.text) for pair in pairs if pair.text.strip() and pair.origin.strip()]
    return (statistics.median(ratios), 0.0, *_SPREAD) if len(ratios) >= _LEAST else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a feature is computed from: an entry, and how long its translation would usually be."""

    pair: Pair
    length: LengthModel | None

    @property
    def z(self) -> float:
        """By how many standard deviations the translation is longer than usual."""
        return deviation(self.pair.origin, self.pair.text, self.length) if self.length else 0.0


def context(pair: Pair, usual: LengthModel | None) -> Context:
    """Bring an entry together with the length model of its languages, or with what is usual in its catalog."""
    return Context(pair, MODELS.get(pair.languages, usual))


# --- the features: each gives a number, and below it the words for a reviser --------------------------------

_CLAUSE_END = re.compile(r"[,，;；:：。!?！？…—]+|\.(?=\s|$)")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_ADDRESS = re.compile(r"https?://\S+|[@#][A-Za-z0-9_]+|[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]+")
_FIGURE = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?:\s+|$)")
_KOREAN_ENDING = re.compile(r"[다요까죠라오자세][\"'”’)]*$")
_LONG_WORD = 7
_OWN_SCRIPT = frozenset({"ja", "ko", "zh"})
_MOST_ANCHORS = 2
"""Each kind of anchor counts so often at most: the third figure of a sentence says no more."""


def source_length(c: Context) -> float:
    """Logarithm of the source's length: in a short sentence one wrong word is a large part."""
    return math.log(size(c.pair.origin) + 3)


def shorter(c: Context) -> float:
    """By how many standard deviations the translation is shorter than usual; 0 if it is not."""
    return max(0.0, -c.z)


def word_length(c: Context) -> float:
    """Mean length of the translation's words: names and terms are long, what a model makes up is short."""
    words = _WORD.findall(c.pair.text)
    return sum(map(len, words)) / len(words) if words else 0.0


def anchors(c: Context) -> float:
    """How many figures and Latin words the source has, to which a model can hold on."""
    figures = min(_MOST_ANCHORS, len(_FIGURE.findall(c.pair.origin)))
    return float(figures + min(_MOST_ANCHORS, len(_LATIN.findall(c.pair.origin))))


def figures(c: Context) -> float:
    """How many figures the source has."""
    return float(min(2 * _MOST_ANCHORS, len(_FIGURE.findall(c.pair.origin))))


def latin(c: Context) -> float:
    """Share of Latin letters in a translation into a language that has its own script."""
    if c.pair.languages[1] not in _OWN_SCRIPT:
        return 0.0
    return sum(map(len, _left_words(c.pair.text))) / max(1, size(c.pair.text))


def _left_words(text: str) -> list[str]:
    """Find the Latin words that a translation into another script should not have; NCG and @WhiteHouse may stay."""
    return [word for word in _LATIN.findall(_ADDRESS.sub(" ", text)) if not word.isupper()]


def open_ends(c: Context) -> float:
    """Share of the sentences that a Korean ending does not close; a title needs none."""
    if not c.pair.running:
        return 0.0
    sentences = [part for part in _SENTENCE_END.split(c.pair.text) if part.strip()]
    left = sum(not _KOREAN_ENDING.search(part.strip()) for part in sentences)
    return left / len(sentences) if sentences else 0.0


def names(c: Context) -> float:
    """Share of capitalised words within the English sentence it was drafted from."""
    words = _LATIN.findall(c.pair.origin)
    return sum(word[0].isupper() for word in words[1:]) / len(words) if words else 0.0


def long_words(c: Context) -> float:
    """Share of long words in the English sentence that it was drafted from: terms rather than idioms."""
    words = _WORD.findall(c.pair.origin)
    return sum(len(word) >= _LONG_WORD for word in words) / len(words) if words else 0.0


def clauses(c: Context) -> float:
    """How many clauses the source has."""
    return float(_clauses(c.pair.origin))


def disagreement(c: Context) -> float:
    """How unlike the second opinion is, from 0 to 1."""
    return 1 - similarity(c.pair.text, c.pair.second_opinion)


def _clauses(text: str) -> int:
    return max(1, sum(bool(part.strip()) for part in _CLAUSE_END.split(text)))


def _how_much_shorter(c: Context) -> str:
    """Say in clauses of the source how much is missing."""
    more = excess(c.pair.origin, c.pair.text, c.length or (0.0, 0.0, 0.0, 0.0))
    missing = (1 - math.exp(more)) * _clauses(c.pair.origin)
    if missing < 0.35:  # between “a little” and “half”
        return "a little shorter than usual"
    if missing < 0.75:
        return "half a clause shorter than usual"
    count = max(1, round(missing))
    return f"{'a clause' if count == 1 else f'{count} clauses'} shorter than usual"


def _kept_words(c: Context) -> str:
    """Name a few of them, common nouns before names."""
    found = sorted(dict.fromkeys(_left_words(c.pair.text)), key=lambda word: word[0].isupper())
    return f"keeps English words: {', '.join(found[:3])}{' …' if found[3:] else ''}"


@dataclass(frozen=True, slots=True)
class Feature:
    """A sign: how it is computed, and what is said where it raises the risk."""

    value: Callable[[Context], float]
    words: Callable[[Context], str]


def _say(text: str) -> Callable[[Context], str]:
    return lambda _: text


FEATURES: Mapping[str, Feature] = {
    "disagreement": Feature(disagreement, _say("disagrees with the second engine")),
    "shorter": Feature(shorter, _how_much_shorter),
    "latin": Feature(latin, _kept_words),
    "open_ends": Feature(open_ends, _say("a sentence without a Korean ending")),
    "clauses": Feature(clauses, _say("many clauses")),
    "source_length": Feature(source_length, _say("a short sentence")),
    "word_length": Feature(word_length, _say("few long words or names")),
    "long_words": Feature(long_words, _say("everyday words, often idioms")),
    "anchors": Feature(anchors, _say("no figures to hold on to")),
    "figures": Feature(figures, _say("no figures to hold on to")),
    "names": Feature(names, _say("no names to hold on to")),
}
OF_ANY_TEXT = frozenset({"disagreement", "latin"})
"""Signs whose words fit a label or a row of a table as well; those of the others speak of sentences."""

"""A term + the sentences that have it, translated → what it has become there, and in how many of them."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bilingual.glossary import fold
from bilingual.languages import language
from bilingual.terminology.spaced import stem

_WORDS = re.compile(r"(?:[A-Z]\.)+(?:-\w[\w.-]*\w)?|\w[\w.’'-]*\w|\w")
_QUOTES = re.compile("[‘’“”'\"]")
_MOST_WORDS = 4
_OFTEN = 3
"""Sentences from which on a longer phrase is no chance; before that only capitals tell that it is one name."""
_LEAST_SHARE = 0.6
"""A rendering stands in so much of the translations of its term, and in so few others: else it is chance."""
_ALIKE = 0.6
"""Two spellings of a name are alike to this degree (difflib); two words of a sentence seldom are."""
_LITTLE = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "he",
        "her",
        "his",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "she",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "were",
        "will",
        "with",
        "said",
        "not",
        "but",
    ]
)

_DERIVED = re.compile(r"(?:ans?|ese|ish|al|[^s]s)$")
"""Endings of what belongs to a place or stands in the plural, which is no other spelling of its name."""

Pairs = Sequence[tuple[str, str]]
"""Source texts with their translations."""


def renderings(terms: Sequence[str], pairs: Pairs, tag: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Give what each term has become in a language (BCP 47), with the number of sentences, most of them first.

    More than one means that a name is spelled in several ways. Terms for which no words can be told have none.
    """
    places: dict[str, set[int]] = {}
    phrases: list[set[str]] = []
    for n, (_, text) in enumerate(pairs):
        phrases.append(set(_phrases(text, tag)))
        for phrase in phrases[-1]:
            places.setdefault(phrase, set()).add(n)
    found = {}
    sources = [fold(source) for source, _ in pairs]
    for term in terms:
        own = {n for n, source in enumerate(sources) if fold(term) in source}
        if words := _of(term, own, phrases, places):
            found[term] = words
    return found


def _of(
    term: str, own: set[int], phrases: Sequence[set[str]], places: Mapping[str, set[int]]
) -> tuple[tuple[str, int], ...]:
    counts = Counter(phrase for n in own for phrase in phrases[n])
    typical = {p: c for p, c in counts.items() if c >= _LEAST_SHARE * len(places[p])}
    likely = [p for p, c in typical.items() if c >= _LEAST_SHARE * len(own)]
    if len(own) < 2 or not likely:
        return ()
    dice = {p: typical[p] / (len(own) + len(places[p])) for p in likely}
    first = max(likely, key=lambda p: (p == term, dice[p], _is_name(p), _length(p, typical[p]), p))
    rests = {p: p[len(first) + 1 :] for p in typical if p.startswith(f"{first} ") and _is_spelled_out(p)}
    main = next((p for p in sorted(rests, key=lambda p: (-typical[p], p)) if _respelled(p, rests)), first)
    others = Counter({p: typical[p] for p in _respelled(main, rests)})
    for n in sorted(n for n in own if first not in phrases[n]):
        if near := _spellings(main, [p for p in phrases[n] if p in typical]):
            others[max(near, key=lambda p: (_likeness(p, main), p))] += 1
    if not others and typical[main] < _OFTEN and not main.istitle() and main != term:
        return ()
    return ((main, typical[main]), *others.most_common())


def _respelled(name: str, rests: Mapping[str, str]) -> list[str]:
    """Those of the longer names whose rest is another spelling of this one's: Suk Yeol and Seok-yeol after Yoon."""
    own = rests.get(name, "")
    return [
        p
        for p, rest in rests.items()
        if own and not set(rest.split()) & set(own.split()) and _is_other_spelling(rest, own)
    ]


def _is_spelled_out(phrase: str) -> bool:
    return phrase[0].isascii() and _is_name(phrase)


def _spellings(name: str, phrases: Iterable[str]) -> list[str]:
    """Those of the phrases that are the same name, written otherwise."""
    return [phrase for phrase in phrases if _is_other_spelling(phrase, name)]


def _length(phrase: str, count: int) -> int:
    """More words are better where they are one name for sure, else worse."""
    sure = count >= _OFTEN or phrase.istitle()
    return len(phrase.split()) * (1 if sure else -1)


def _is_other_spelling(phrase: str, first: str) -> bool:
    """Whether it is the same name, written otherwise; neither is a part of the other (Biden, Joe Biden)."""
    one, other = fold(phrase), fold(first)
    if one in other or other in one or not (_is_name(phrase) and _is_name(first)):
        return False
    if len(one.split()) != len(other.split()):
        one, other = (re.sub(r"\W", "", text) for text in (one, other))
    if " " not in one + other and one.isascii() and (one[0] != other[0] or _are_related(one, other)):
        return False
    return all(_likeness(a, b) >= _ALIKE for a, b in zip(one.split(), other.split(), strict=True))


def _are_related(one: str, other: str) -> bool:
    """Whether one word is made of the other, or both of a third: Mexico and Mexican, Navy and Naval."""
    return one[:3] == other[:3] and bool(_DERIVED.search(one) or _DERIVED.search(other))


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _is_name(phrase: str) -> bool:
    return all(word[:1].isupper() or not word.isascii() for word in phrase.split())


def _phrases(text: str, tag: str) -> Iterator[str]:
    """The words of a translation and their neighbours: what a term may have become."""
    if language(tag).base == "ko":
        words = [stem(word) for word in _WORDS.findall(_QUOTES.sub(" ", text))]
    else:
        words = [re.sub(r"['’]s?$", "", word) for word in _WORDS.findall(text)]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            phrase = words[start:end]
            if not {phrase[0].lower(), phrase[-1].lower()} & _LITTLE and len("".join(phrase)) > 1:
                yield " ".join(phrase)

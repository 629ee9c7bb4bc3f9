"""A source text and its translation → what is wrong between them, one function a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bilingual.checks import numbers
from bilingual.glossary import ALTERNATIVES, Glossary, fold
from bilingual.languages import language

Found = str
"""What is wrong, in words that a translator understands."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GLOSS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_PAIRS = (
    ("(", ")"),
    ("[", "]"),
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("（", "）"),
    ("【", "】"),
)
_QUOTES = '“”「」『』"'
_LIST_NUMBER = re.compile(r"(?:^|\s)[0-9A-Za-z]{1,2}\)")
_REPUBLIC_YEAR = re.compile(r"(?:民國|民国) ?(\d{1,3}) ?年")
_REPUBLIC_OF_CHINA = 1911
"""Year 1 of the Republic of China is 1912."""
_DECADE_OF_LIFE = re.compile(r"[1-9]0대")
_EXTRA_LIMIT = 10
"""Figures below this are added for grammar's sake too often ("1 of them") to say anything."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry, as the checks see it."""

    source: str
    text: str
    source_language: str
    language: str
    glossary: Glossary = field(default_factory=Glossary)


def untranslated(pair: Pair) -> Iterator[Found]:
    """No translation at all, or the source's own words in its place."""
    if not pair.text:
        yield "not translated yet"
    elif pair.text.strip() == pair.source.strip() and re.search(f"[{HAN}]", pair.source):
        yield "the translation is the source text"


def empty(pair: Pair) -> Iterator[Found]:
    """White space only: editors show it as translated, readers see nothing."""
    if pair.text and not pair.text.strip():
        yield "the translation is only white space"


def han(pair: Pair) -> Iterator[Found]:
    """Chinese characters left over; a gloss in parentheses is fine."""
    if language(pair.language).cjk:
        return
    left = re.findall(f"[{HAN}]+", _GLOSS.sub("", pair.text))
    if left:
        yield f"Chinese characters left over: {' '.join(left)}"


def number(pair: Pair) -> Iterator[Found]:
    """A figure of the source that the translation does not state, or one that only the translation states."""
    values = _values(pair.language)
    if not values or not language(pair.source_language).base.startswith("zh") or not pair.text.strip():
        return
    stated = values(pair.text)
    source = _REPUBLIC_YEAR.sub(lambda m: f"{int(m[1]) + _REPUBLIC_OF_CHINA}年", pair.source)
    for written, value in numbers.arabic(source):
        if not numbers.near(value, stated) and not numbers.near(value - 12, stated):
            yield f"{written} is not in the translation{_off_by_scale(value, stated)}"
    known = numbers.chinese(source)
    for written, value in _figures(pair):
        if value >= _EXTRA_LIMIT and not _explained(value, known):
            yield f"{written} is not in the source"


def _figures(pair: Pair) -> list[tuple[str, float]]:
    if language(pair.language).base == "ko":
        return numbers.korean_figures(_DECADE_OF_LIFE.sub("", pair.text))
    figures = re.findall(rf"(?<![A-Za-z\d.-])(?:{numbers.ARABIC})(?![A-Za-z\d])", pair.text)
    return [(figure, float(figure.replace(",", ""))) for figure in figures]


def _values(tag: str) -> Callable[[str], set[float]] | None:
    return {"en": numbers.english, "ko": numbers.korean}.get(language(tag).base)


def _off_by_scale(value: float, stated: set[float]) -> str:
    """Tell a slip of the scale: 萬 for 千, million for billion."""
    for power in range(1, 5):
        if numbers.near(value * 10**power, stated):
            return f", which says {value * 10**power:,.10g}: {10**power:,} times too much"
        if numbers.near(value / 10**power, stated):
            return f", which says {value / 10**power:,.10g}: {10**power:,} times too little"
    return ""


def _explained(value: float, known: set[float]) -> bool:
    """Whether a figure restates the source: the value itself, or a part of one (1.5 of 1.5 million)."""
    scaled = {k / scale for k in known for scale in (1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)}
    return (
        numbers.near(value, scaled)
        or numbers.near(value + 12, known)
        or any(str(int(k)).startswith(f"{value:.0f}") for k in known if k >= 1000)
    )


def brackets(pair: Pair) -> Iterator[Found]:
    """A bracket or quotation mark without its partner, unless the source leaves one open as well.

    Quotation marks count only where the source quotes: a quotation that goes on in the next entry has none
    there (1.7 % of 1,997 sentences of human English had one without a partner, all of that kind).
    """
    if _unbalanced(pair.source):
        return
    quoting = any(mark in pair.source for mark in _QUOTES)
    for mark in _unbalanced(pair.text):
        if quoting or mark not in _QUOTES:
            yield f"{mark} has no partner"


def _unbalanced(text: str) -> list[str]:
    text = _LIST_NUMBER.sub("", text)
    marks = [
        opening if text.count(opening) > text.count(closing) else closing
        for opening, closing in _PAIRS
        if text.count(opening) != text.count(closing)
    ]
    return marks + ['"'] * (text.count('"') % 2)


def glossary(pair: Pair) -> Iterator[Found]:
    """A term of the glossary that is rendered in no way that the glossary allows."""
    if not pair.text.strip():
        return
    text = fold(pair.text)
    for term in pair.glossary.occurring(pair.source):
        renderings = term.renderings.get(language(pair.language).tag, ())
        if renderings and not any(fold(rendering) in text for rendering in renderings):
            wanted = f" {ALTERNATIVES} ".join(renderings)
            yield f"“{term.source}” should be rendered as: {wanted} (glossary, line {term.line})"

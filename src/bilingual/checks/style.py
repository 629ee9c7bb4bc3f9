"""A pair → notes on newsroom style: the Associated Press's for English, that of Korean dailies for Korean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bilingual.checks.consistency import Placed
from bilingual.checks.letters import INLINE_TAG
from bilingual.checks.pairs import Found, Pair

_BEFORE_MARK = re.compile(r"(?<=[\w)”’\"]) +[,;:!?](?=\s|$)|(?<=[\w)”’\"]) +\.(?=\s|$)")
_AFTER_MARK = re.compile(r"(?<=[a-z])[,;](?=[A-Za-z])|(?<=[a-z]{2})[.!?](?=[A-Z][a-z]+ )")
_DOUBLED = re.compile(r"(?<![\w’'-])([a-z]+|[가-힣]{2,}) \1(?![\w’'-])")
_FINE_TWICE = frozenset(
    {
        "had",
        "that",
        "ha",
        "very",
        "so",
        "no",
        "bye",
        "매우",
        "정말",
        "아주",
        "조금",
        "하나",
        "점점",
        "서로",
        "오래",
        "두고",
    }
)
_CHINESE_MARKS = {"en": "《》〈〉「」『』【】", "ko": "「」『』【】"}
_FULL_WIDTH = re.compile("[，。；：！？（）、％\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_STRAIGHT, _CURLY = re.compile('"'), re.compile("[“”]")
_PERCENT = {
    "en": re.compile(r"\d(?: |-)?(?:per ?cents?|pct)\b|\d %", re.IGNORECASE),
    "ko": re.compile(r"\d ?(?:퍼센트|프로(?![가-힣]))|\d %"),
}
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:AM|PM|am|pm|A\.M\.|P\.M\.)(?!\w)|\b\d{1,2}(?:[:.]\d\d)?[ap]\.m\.|\b12 (?:noon|midnight)\b|\b\d{1,2}:00 ?[ap]\.?m\b"
)
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_DATE = re.compile(
    rf"\b{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTHS}(?!\w)"
)
_DASH = re.compile(r"(?<=\w)—|—(?=\w)|(?<=\S) ?--+ ?(?=\S)|(?<=[\w,.”\"’]) - (?=[\w“\"‘])")
_UNIT = re.compile(r"\d (?:년|월|일|시|분|초|명|개|개월|주|원|달러|위|회|차|세|살|%)(?![가-힣]{2})")


def spacing(pair: Pair) -> Iterator[Found]:
    """Space at the ends, doubled, before a mark, or missing after one."""
    if not pair.translated:
        return
    source, text = (_printed(marked, pair) for marked in (pair.marked_source, pair.marked_text))
    if text != text.strip() and source == source.strip():
        yield "space at the beginning or at the end"
    if "  " in text.strip() and "  " not in source:
        yield "two spaces in a row"
    if pair.base in {"en", "ko"}:
        for pattern, words in ((_BEFORE_MARK, "space before"), (_AFTER_MARK, "no space after")):
            found = pattern.search(text)
            if found and found[0] not in source:
                yield f"{words} “{found[0].strip()}”"


def _printed(marked: str, pair: Pair) -> str:
    """The text with a character for each tag that is one on the page, such as a note's mark."""
    return INLINE_TAG.sub(lambda tag: "\ufffc" if tag[3] else "", marked) if pair.tagged else marked


def doubled_word(pair: Pair) -> Iterator[Found]:
    """The same word twice in a row: ``the the``."""
    for match in _DOUBLED.finditer(pair.text):
        if match[1] not in _FINE_TWICE and match[0] not in pair.source:
            yield f"“{match[0]}”"


def title_marks(pair: Pair) -> Iterator[Found]:
    """Chinese title and quotation marks left in English or Korean, which have their own."""
    left = [mark for mark in _CHINESE_MARKS.get(pair.base, "") if mark in pair.text]
    if left and pair.translated:
        yield f"{' '.join(left)} left over"


def full_width(pair: Pair) -> Iterator[Found]:
    """Full-width marks, digits or letters in English or Korean."""
    if pair.base in {"en", "ko"} and pair.translated:
        left = dict.fromkeys(_FULL_WIDTH.findall(pair.text))
        if left:
            yield f"full-width {' '.join(left)}"


def quote_marks(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """Straight and curly quotation marks in one article: the rarer kind is shown."""
    kinds = {
        kind: [pair.index for pair in pairs if pair.base in {"en", "ko"} and pattern.search(pair.text)]
        for kind, pattern in (("straight", _STRAIGHT), ("curly", _CURLY))
    }
    (rarer, few), (usual, many) = sorted(kinds.items(), key=lambda item: (len(item[1]), item[0] == "curly"))
    for index in few:
        yield index, f"{rarer} quotation marks, while {len(many)} entries have {usual} ones"


def percent(pair: Pair) -> Iterator[Found]:
    """A percentage that is not written as 5%: the Associated Press since 2019, Korean dailies always."""
    yield from _first(_PERCENT.get(pair.base), pair, "write the sign right after the figure, as in 5%")


def clock(pair: Pair) -> Iterator[Found]:
    """An English time of day that is not written as 3 p.m. or 10:30 a.m. (Associated Press)."""
    yield from _first(
        _CLOCK if pair.base == "en" else None, pair, "write 3 p.m., 10:30 a.m., noon or midnight"
    )


def date(pair: Pair) -> Iterator[Found]:
    """An English date that is not written as April 26 (Associated Press)."""
    yield from _first(
        _DATE if pair.base == "en" else None, pair, "write the month, then the day as a plain figure"
    )


def dash(pair: Pair) -> Iterator[Found]:
    """A hyphen for a dash, or an em dash without its spaces (Associated Press)."""
    yield from _first(_DASH if pair.base == "en" else None, pair, "write a dash as “ — ”")


def unit_space(pair: Pair) -> Iterator[Found]:
    """A space between a figure and its Korean unit: newspapers write 26일, 3명."""
    yield from _first(_UNIT if pair.base == "ko" else None, pair, "write figure and unit together")


def _first(pattern: re.Pattern[str] | None, pair: Pair, advice: str) -> Iterator[Found]:
    found = pattern.search(pair.text) if pattern and pair.translated else None
    if found:
        yield f"“{found[0].strip()}”: {advice}"

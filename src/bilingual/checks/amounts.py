"""A pair → the numbers that got lost, came in, or changed their scale."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.checks.numbers import READERS, Number, near, stated
from bilingual.checks.pairs import Found, Pair

EXTRA_FROM = {"zh-ko": 5.0}
EXTRA_FROM_ELSEWHERE = 3.0
"""Smaller figures of a translation are not asked for in the source: grammar adds them ("1 of them").

Korean counts what Chinese leaves plain: with 3 for that pair as well, ``number`` fires on 1.45 % of the 1,997 human
translations instead of 1.2 %.
"""


def number(pair: Pair) -> Iterator[Found]:
    """A number of the source that the translation does not state, or one that only the translation states."""
    if not pair.translated or pair.source_base not in READERS or pair.base not in READERS:
        return
    there, here = stated(pair.numbers), stated(pair.source_numbers)
    for mention in _certain(pair.source_numbers):
        if not _among(mention, there):
            yield f"{mention.written} is not in the translation{_off_by_scale(mention, there)}"
    least = EXTRA_FROM.get(f"{pair.source_base[:2]}-{pair.base}", EXTRA_FROM_ELSEWHERE)
    for mention in _certain(pair.numbers):
        if mention.values[0] >= least and not _among(mention, here):
            yield f"{mention.written} is not in the source"


def _certain(numbers: tuple[Number, ...]) -> Iterator[Number]:
    seen: set[tuple[str, tuple[float, ...]]] = set()
    for mention in numbers:
        if mention.certain and (mention.written, mention.values) not in seen:
            seen.add((mention.written, mention.values))
            yield mention


def _among(mention: Number, stated_there: frozenset[float]) -> bool:
    return any(near(value) in stated_there for value in mention.values)


def _off_by_scale(mention: Number, stated_there: frozenset[float]) -> str:
    """Tell a slip of the scale: 萬 for 千, million for billion."""
    value = mention.values[0]
    for power in (1, 2, 3, 4, 6, 8):
        if near(value * 10**power) in stated_there:
            return f", which says {value * 10**power:,.10g}: {10**power:,} times too much"
        if value >= 100 and near(value / 10**power) in stated_there:
            return f", which says {value / 10**power:,.10g}: {10**power:,} times too little"
    return ""

"""Sentences that are longer than an article wants them → cut where a clause ends, at the strongest mark that fits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

_LEAST = 4
"""Neither part of a sentence that is cut has less than a fourth of the limit: no piece of three words."""


def clause_ends(text: str, marks: Sequence[re.Pattern[str]]) -> list[list[int]]:
    """Give the offsets right after each kind of mark, the strongest kind first."""
    return [[found.end() for found in mark.finditer(text)] for mark in marks]


def shortened(length: int, ends: Sequence[int], clauses: Sequence[list[int]], longest: int) -> list[int]:
    """Add the ends of clauses to those of sentences, until no piece is longer than ``longest`` or nothing is left.

    A piece is cut at the strongest mark in it that leaves enough on both sides, nearest to its middle. Only
    pieces that are too long are looked at, so that an edit moves no cut in another sentence.
    """
    cuts: list[int] = []
    start = 0
    for end in [*ends, length]:
        cuts += sorted(_within(start, end, clauses, longest))
        cuts.append(end)
        start = end
    return cuts[:-1]


def _within(start: int, end: int, clauses: Sequence[list[int]], longest: int) -> Iterator[int]:
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        if end - start <= longest:
            continue
        cut = _best(start, end, clauses, max(longest // _LEAST, 1))
        if cut:
            waiting += [(cut, end), (start, cut)]
            yield cut


def _best(start: int, end: int, clauses: Sequence[list[int]], least: int) -> int:
    middle = (start + end) // 2
    for places in clauses:
        low, high = bisect_left(places, start + least), bisect_right(places, end - least)
        at = bisect_left(places, middle, low, max(low, high))
        near = places[max(at - 1, low) : min(at + 1, high)]
        if near:
            return min(near, key=lambda place: abs(place - middle))
    return 0

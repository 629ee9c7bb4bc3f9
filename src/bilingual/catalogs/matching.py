"""Former and present sentences of an article → which present one comes from which former ones.

First what is equal, then what is equal but for context or typography; the longest run of those in their old
order anchors the rest, and between two anchors neighbours are aligned one to one, one to many and many to one.
What is left may have moved: it is looked up by the bigrams it shares.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from bilingual.catalogs.spelling import folded

Key = tuple[str, str]
"""Context and text of a sentence."""


class Kinship(StrEnum):
    """How a present sentence comes from former ones."""

    SAME = "same"
    CONTEXT = "context"
    """The same text in another context, e.g. a heading that became a paragraph."""
    TYPOGRAPHY = "typography"
    """The same but for width, spacing, punctuation style or variants of a character."""
    EDITED = "edited"
    SPLIT = "split"
    """One of several sentences that were one."""
    JOINED = "joined"
    """One sentence that was several."""
    MOVED = "moved"
    """Similar to one from another place of the article, or from a time before the last."""
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a present sentence comes from."""

    kinship: Kinship
    old: tuple[int, ...] = ()
    """Indices of the former sentences, in their order."""


# Measured on 99 scripted and 300 random revisions of two articles with known truth (1,088 changed sentences, 401 new
# ones): FLOOR_HALVES .45-.65, FLOOR_HALF .50-.70 and OTHER_CONTEXT 0-.20 give the same figures, FLOOR_NEAR .20 and
# FLOOR_FAR .50 one false suggestion more; FLOOR_NEAR .45 loses two sentences, FLOOR_FAR .70 one. The values stand in
# the middle.
FLOOR_NEAR = 0.30
"""Least similarity of two neighbours between the same anchors."""
FLOOR_FAR = 0.60
"""Least similarity of two sentences from different places."""
FLOOR_HALVES = 0.55
"""Least similarity of a sentence to those that it was split into or joined from."""
FLOOR_HALF = 0.60
"""Least share of each part's bigrams in the whole."""
OTHER_CONTEXT = 0.10
"""What another context costs."""
MOST_CELLS = 40_000
"""Former times present sentences between two anchors, above which they are not aligned but looked up."""
MOST_LOOKED_AT = 1000
"""How many former sentences that share a bigram are weighed for one present sentence, rarest bigrams first."""
CANDIDATES = 10
"""How many of them are compared in full."""

_ENDS = ".,;:!?"


class _Text:
    """A folded text and its bigrams."""

    __slots__ = ("__dict__", "text")

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def bigrams(self) -> Counter[str]:
        text = self.text
        return Counter(text[n : n + 2] for n in range(max(len(text) - 1, 1)))

    def share_in(self, other: _Text) -> float:
        """Give the share of its bigrams that the other has too."""
        return (self.bigrams & other.bigrams).total() / self.bigrams.total()


def _similarity(a: _Text, b: _Text) -> float:
    """Compare two texts from 0 to 1: by edits, and by bigrams, which forgive clauses in another order."""
    from rapidfuzz.distance import Indel

    by_edits = float(Indel.normalized_similarity(a.text, b.text))
    if by_edits <= 0.2:
        return by_edits
    common = 2 * (a.bigrams & b.bigrams).total() / (a.bigrams.total() + b.bigrams.total())
    return max(by_edits, common)


def match(old: Sequence[Key], new: Sequence[Key], *, living: int) -> list[Match]:
    """Say of each present sentence where it comes from.

    ``old`` are the former sentences, each once: the first ``living`` in the order of the article, then those
    that had left it before. ``new`` are the present ones, each once, in order. A former sentence serves one
    present one, or those that it was split into. Time is linear but for what lies between two anchors.
    """
    matcher = _Matcher(old, new, living)
    matcher.same()
    matcher.equal(lambda key: key[1], Kinship.CONTEXT)
    matcher.equal(lambda key: folded(key[1]), Kinship.TYPOGRAPHY)
    for olds, news in matcher.gaps():
        matcher.align(olds, news)
    matcher.equal_elsewhere()
    matcher.look_up()
    return [found or Match(Kinship.NEW) for found in matcher.found]


class _Matcher:
    """What has been matched so far."""

    def __init__(self, old: Sequence[Key], new: Sequence[Key], living: int) -> None:
        self.old, self.new, self.living = old, new, living
        self.found: list[Match | None] = [None] * len(new)
        self.used: set[int] = set()
        self._texts: dict[str, _Text] = {}
        self._inside: dict[tuple[str, str], bool] = {}

    def text(self, raw: str) -> _Text:
        if raw not in self._texts:
            self._texts[raw] = _Text(folded(raw))
        return self._texts[raw]

    def take(self, present: int, kinship: Kinship, *former: int) -> None:
        self.found[present] = Match(kinship, former)
        self.used.update(former)

    def same(self) -> None:
        """Match what is the same; of two former ones that are (an empty msgctxt is none), with the first."""
        formers = dict(zip(reversed(self.old), reversed(range(len(self.old))), strict=True))
        for present, key in enumerate(self.new):
            if (former := formers.get(key)) is not None:
                self.found[present] = Match(Kinship.SAME, (former,))
                self.used.add(former)

    def equal(self, say: Callable[[Key], object], kinship: Kinship) -> None:
        """Match what ``say`` says the same of, each former sentence once."""
        open_news = self.open_news()
        if not open_news:
            return
        same: dict[object, list[int]] = defaultdict(list)
        for former in reversed(range(len(self.old))):
            if former not in self.used:
                same[say(self.old[former])].append(former)
        for present in open_news:
            if formers := same.get(say(self.new[present])):
                self.take(present, kinship, formers.pop())

    def equal_elsewhere(self) -> None:
        """Match a text that still stands in another context too: its translation is offered twice."""
        open_news = self.open_news()
        wanted = {self.new[present][1] for present in open_news}
        by_text: dict[str, int] = {}
        for n, (_, text) in enumerate(self.old):
            if text in wanted:
                by_text.setdefault(text, n)
        for present in open_news:
            if (former := by_text.get(self.new[present][1])) is not None:
                self.take(present, Kinship.CONTEXT, former)

    def open_news(self) -> list[int]:
        return [n for n, found in enumerate(self.found) if found is None]

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Give the former and the present sentences that are still open between each two anchors."""
        pairs: list[tuple[int, int]] = []
        taken: set[int] = set()
        for present, found in enumerate(self.found):
            if found and found.old[0] < self.living and found.old[0] not in taken:
                pairs.append((present, found.old[0]))
                taken.add(found.old[0])
        ends = (len(self.new), self.living)
        last = (-1, -1)
        for anchor in [*longest_increasing(pairs), ends]:
            news = [n for n in range(last[0] + 1, anchor[0]) if self.found[n] is None]
            olds = [o for o in range(last[1] + 1, anchor[1]) if o not in self.used]
            if news and olds and len(news) * len(olds) <= MOST_CELLS:
                yield olds, news
            last = anchor

    def likeness(self, former: int, present: int) -> float:
        """Compare two sentences; another context counts against them."""
        like = _similarity(self.text(self.old[former][1]), self.text(self.new[present][1]))
        return like if self.old[former][0] == self.new[present][0] else like - OTHER_CONTEXT

    def align(self, olds: list[int], news: list[int]) -> None:
        """Align two runs of neighbours so that the likeness of all pairs, weighted by length, is greatest."""
        best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
        step = [[(0, 0)] * (len(news) + 1) for _ in range(len(olds) + 1)]
        for a in range(len(olds) + 1):
            for b in range(len(news) + 1):
                if a or b:
                    gain, step[a][b] = max(
                        (gain + best[a - da][b - db], (da, db))
                        for gain, da, db in self.steps(olds[:a], news[:b])
                    )
                    best[a][b] = gain
        a, b = len(olds), len(news)
        while a or b:
            da, db = step[a][b]
            self.take_step(olds[a - da : a], news[b - db : b])
            a, b = a - da, b - db

    def take_step(self, olds: list[int], news: list[int]) -> None:
        if olds and news:
            one_to_one = Kinship.EDITED if len(olds) == 1 else Kinship.JOINED
            kinship = one_to_one if len(news) == 1 else Kinship.SPLIT
            for present in news:
                self.take(present, kinship, *olds)

    def steps(self, olds: list[int], news: list[int]) -> Iterator[tuple[float, int, int]]:
        """Give each way to end with the last of these: what it gains, how many of each it takes."""
        if olds:
            yield 0.0, 1, 0
        if news:
            yield 0.0, 0, 1
        if not olds or not news:
            return
        former, present = self.former(olds[-1]), self.present(news[-1])
        like = self.likeness(olds[-1], news[-1])
        if like >= FLOOR_NEAR:
            yield _gain(like, former, present), 1, 1
        for gain, count in self.parts(former, news, self.present):
            yield gain, 1, count
        for gain, count in self.parts(present, olds, self.former):
            yield gain, count, 1

    def former(self, n: int) -> _Text:
        return self.text(self.old[n][1])

    def present(self, n: int) -> _Text:
        return self.text(self.new[n][1])

    def parts(
        self, whole: _Text, run: Sequence[int], text: Callable[[int], _Text]
    ) -> Iterator[tuple[float, int]]:
        """Give each number of last sentences of the run that may together be the whole, and what that gains.

        They must be neighbours in the article, each must be in the whole for the most part, and together they
        must be like it.
        """
        parts: list[_Text] = []
        length = 0
        for n in reversed(run):
            part = text(n)
            length += len(part.text)
            if parts and n != run[-len(parts)] - 1:
                return
            if length * FLOOR_HALVES > (2 - FLOOR_HALVES) * len(whole.text) or not self.inside(part, whole):
                return
            parts.insert(0, part)
            if len(parts) > 1:
                like = _similarity(whole, _Text("".join(part.text for part in parts)))
                if like >= FLOOR_HALVES:
                    yield _gain(like, whole, *parts), len(parts)

    def inside(self, part: _Text, whole: _Text) -> bool:
        """Tell whether most of a text is in another; where it was cut, a comma became a full stop: ends say nothing."""
        if (pair := (part.text, whole.text)) not in self._inside:
            bare = self.text(part.text.rstrip(_ENDS))
            self._inside[pair] = bare.share_in(whole) > FLOOR_HALF
        return self._inside[pair]

    def look_up(self) -> None:
        """Match what has no likeness between its neighbours with the likest that nobody has taken."""
        open_news = self.open_news()
        free = [former for former in range(len(self.old)) if former not in self.used]
        if not open_news or not free:
            return
        holders: dict[str, list[int]] = defaultdict(list)
        for former in free:
            for bigram in self.text(self.old[former][1]).bigrams:
                holders[bigram].append(former)
        found = [
            (like, -present, -former)
            for present in open_news
            for former in self.candidates(present, holders)
            if (like := self.likeness(former, present)) >= FLOOR_FAR
        ]
        for _, present, former in sorted(found, reverse=True):
            if self.found[-present] is None and -former not in self.used:
                self.take(-present, Kinship.MOVED, -former)

    def candidates(self, present: int, holders: Mapping[str, Sequence[int]]) -> list[int]:
        """Give the former sentences that share most with this one, rare bigrams counting more."""
        shared = [held for bigram in self.text(self.new[present][1]).bigrams if (held := holders.get(bigram))]
        weights: dict[int, float] = defaultdict(float)
        looked_at = 0
        for held in sorted(shared, key=len):
            looked_at += len(held)
            if looked_at > MOST_LOOKED_AT and weights:
                break
            for former in held:
                weights[former] += 1 / math.log(2 + len(held))
        return heapq.nlargest(CANDIDATES, weights, key=lambda former: (weights[former], -former))


def _gain(like: float, *texts: _Text) -> float:
    """Weigh a likeness by the length of the texts; at the floor it must still beat leaving both alone."""
    return (like - FLOOR_NEAR + 0.02) * sum(len(text.text) for text in texts) / 2


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest run of pairs, ordered by the first, whose second numbers increase too."""
    if all(a[1] < b[1] for a, b in pairwise(pairs)):
        return list(pairs)
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        ends[place : place + 1] = [value]
        at[place : place + 1] = [n]
        before.append(at[place - 1] if place else -1)
    run = []
    n = at[-1] if at else -1
    while n >= 0:
        run.append(pairs[n])
        n = before[n]
    return run[::-1]

"""The pairs of an article → translations that stand beside the wrong source text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bilingual.checks.consistency import Placed
from bilingual.checks.kinship import kinship
from bilingual.checks.pairs import LABELS, Pair
from bilingual.lengths import MODELS

SWAPPED_FROM = 2.0
"""How much better two neighbours must fit crosswise: up to .4 % of
1,997 human translations do, and 97–98 % of swapped ones."""
STRANGER_BELOW = {("zh", "en"): -4.0, ("zh", "ko"): -6.0, ("en", "ko"): -4.0}
"""Kinship of an entry alone below which its translation belongs elsewhere: at most .6 % of human translations,
63–75 % of sentences beside a stranger's translation."""


def misplaced(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """Neighbours that changed places, and a translation that has nothing of its source."""
    known = [
        pair
        for pair in pairs
        if pair.translated and pair.role not in LABELS and (pair.source_base[:2], pair.base) in MODELS
    ]
    swapped: set[int] = set()
    for first, second in pairwise(known):
        if second.index == first.index + 1 and _crossed(first, second) > SWAPPED_FROM:
            for here, there in ((first, second), (second, first)):
                if here.index not in swapped:
                    swapped.add(here.index)
                    yield (
                        here.index,
                        f"this translation fits “{_beginning(there.source)}” better: are the two swapped?",
                    )
    for pair in known:
        least = STRANGER_BELOW[pair.source_base[:2], pair.base]
        if pair.index not in swapped and pair.length_score is not None and pair.kinship < least:
            yield (
                pair.index,
                "no number, name or word of the source is in the translation: does it belong here?",
            )


MARGIN = 1.0
"""Natural logarithms a token by which a translation must fit a neighbour's source better than its own: what says
the same in other words stays far below, a sentence about something else does not."""


def unlikely(pairs: Sequence[Pair], likelihood: Mapping[tuple[str, str], float]) -> Iterator[Placed]:
    """Neighbours that a translation model finds more likely crosswise, each of the two by ``MARGIN`` a token."""
    for first, second in pairwise(pairs):
        if second.index != first.index + 1:
            continue
        straight = [likelihood.get((pair.marked_source, pair.marked_text)) for pair in (first, second)]
        crosswise = [
            likelihood.get((there.marked_source, here.marked_text))
            for here, there in ((first, second), (second, first))
        ]
        gains = [b - a for a, b in zip(straight, crosswise, strict=True) if a is not None and b is not None]
        if len(gains) == 2 and min(gains) > MARGIN:
            for here, there in ((first, second), (second, first)):
                yield (
                    here.index,
                    f"the model finds this likelier for “{_beginning(there.source)}”: are the two swapped?",
                )


def _crossed(first: Pair, second: Pair) -> float:
    straight = first.kinship + second.kinship
    crosswise = kinship(first.source_traits, second.traits) + kinship(second.source_traits, first.traits)
    return crosswise - straight


def _beginning(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"

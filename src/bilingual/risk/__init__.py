"""Translations beside their sources → where to look first: a risk for each, and why.

It is a hint. Without a second opinion it goes by the surface (length, left-over words, open endings), which finds
a bad draft a little better than chance does; where another engine's translation stands beside the draft, their
disagreement says more than all of that. ``data/models.toml`` has the coefficients with their measurements, which
``benchmarks/risk.py`` repeats. A draft's own score (``mt-score``) is no feature: no drafts with scores and references
were there to measure what it is worth.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bilingual.risk.features import Pair, context, usual_length
from bilingual.risk.models import Risk, model

__all__ = ["Pair", "Risk", "assess", "order"]

_BANDS = 3
_LEAST_IN_BAND = 10
"""A band with fewer entries is no measure of what is usual for their length."""


def assess(pairs: Sequence[Pair]) -> tuple[Risk, ...]:
    """Estimate how likely each translation is to be among the worst fifth, and say why.

    The pairs are those of one catalog: where a pair of languages has no length model, what is usual is learned
    from the others.

    >>> [risk] = assess([Pair("今天天氣好。", "The weather is fine.", "zh-Hant", "en")])
    >>> 0 < risk.value < 1
    True
    """
    usual = usual_length(pairs)
    return tuple(model(pair).risk(context(pair, usual)) for pair in pairs)


def order(lengths: Sequence[int], risks: Sequence[float]) -> tuple[int, ...]:
    """Give the places of the entries, the riskiest first; ``lengths`` are those of their sources.

    Entries are ranked among those of about their length, and these rankings are laid into one another: so
    neither all the short nor all the long ones come first. Among equals the order stays.

    >>> order([5, 9, 7], [0.1, 0.3, 0.2])
    (1, 2, 0)
    """
    rank: dict[int, float] = {}
    for band in _bands(lengths):
        ranked = sorted(band, key=lambda n: (-risks[n], n))
        rank |= {n: (place + 0.5) / len(band) for place, n in enumerate(ranked)}
    return tuple(sorted(rank, key=lambda n: (rank[n], -risks[n], n)))


def _bands(lengths: Sequence[int]) -> list[list[int]]:
    """Cut the entries into bands of equal size, from the shortest to the longest."""
    by_length = sorted(range(len(lengths)), key=lambda n: lengths[n])
    count = max(1, min(_BANDS, len(lengths) // _LEAST_IN_BAND))
    cuts = [len(lengths) * n // count for n in range(count + 1)]
    return [by_length[start:end] for start, end in itertools.pairwise(cuts)]

"""A pair → the clause of the source of which a rather short translation shows no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilingual.checks.extent import SHORT
from bilingual.checks.kinship import SURE_SOUNDS, hears, traits
from bilingual.checks.numbers import READERS, near
from bilingual.checks.pairs import Found, Pair
from bilingual.checks.readings import consonants
from bilingual.lengths import GLOSS

_CUT = {
    "zh": re.compile(r"[，；;：。！？!?（(）)、—–]+|[,:](?!\d)"),
    "en": re.compile(r"[,;:()—–]+\s| - |(?<=[a-z])\. "),
}
_LEAST = {"zh": 5, "en": 15}
"""Characters below which a clause is a word: 但, however."""
_LONGER_THAN = -0.3
"""A translation that is hardly shorter than usual has lost no clause."""
THRESHOLDS = {("zh", "en"): 2.0, ("zh", "ko"): 2.85, ("en", "ko"): 3.8}
"""Evidence from which a clause counts as lost: 3 % of the human translations of one half of NTREX-128 reach it
(1.4–3.5 % of the other half); with ``short`` and ``truncated`` 65–72 % of dropped clauses are found."""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    marks: int
    """Numbers, names and anchor words in it."""
    met: int
    """Those that the translation has."""
    readings: int
    read: int
    """Pairs of Han characters, and those whose Sino-Korean reading the translation has."""


def clause(pair: Pair) -> Iterator[Found]:
    """A clause without a trace in a translation that is shorter than usual."""
    z, there = pair.length_score, pair.source_base[:2]
    threshold = THRESHOLDS.get((there, pair.base))
    if z is None or threshold is None or not SHORT <= z < _LONGER_THAN:
        return
    source = GLOSS.sub("", pair.source) if pair.base == "ko" else pair.source
    clauses = [_seen(text, pair) for text in _CUT[there].split(source) if len(text.strip()) >= _LEAST[there]]
    if len(clauses) > 1 and _evidence(clauses, z) > threshold:
        worst = max(clauses, key=lambda c: (c.met == 0 and c.read == 0, c.marks - c.met, len(c.text)))
        traceless = not worst.met and not worst.read and (worst.marks or worst.readings)
        trace = f"no trace of “{worst.text.strip()}”, and " if traceless else "a clause may be missing: "
        yield f"{trace}the translation is rather short"


def _evidence(clauses: list[_Clause], z: float) -> float:
    """Weigh the length, what is missing, and clauses of which nothing is there (fitted on half of NTREX-128)."""
    length = sum(len(c.text) for c in clauses)
    lost = sum(c.marks for c in clauses if not c.met)
    missing = sum(c.marks - c.met for c in clauses)
    unread = sum(len(c.text) for c in clauses if c.readings >= 3 and not c.read) / length
    return -1.4 * z + 0.6 * lost + 0.4 * missing - 0.1 * sum(c.marks for c in clauses) + 0.8 * unread


def _seen(text: str, pair: Pair) -> _Clause:
    reader, there = READERS[pair.source_base], pair.traits
    own = traits(text, pair.source_base, reader(text), other=pair.base)
    names = [name for name in own.names if pair.base != "ko" or len(consonants(name)) >= SURE_SOUNDS]
    met = (
        len(own.anchors & there.anchors)
        + sum(any(near(value) in there.values for value in number.values) for number in own.numbers)
        + sum(hears(name, there) for name in names)
    )
    marks = len(own.anchors) + len(own.numbers) + len(names)
    read = sum(any(reading in there.text for reading in readings) for readings in own.readings)
    return _Clause(
        text, marks, met, len(own.readings) if pair.base == "ko" else 0, read if pair.base == "ko" else 0
    )

"""Two texts → how unusual the length of the one is as a translation of the other, where that can be said."""

from __future__ import annotations

import re

from bilingual.checks.letters import HAN
from bilingual.lengths import GLOSS, MODELS, deviation, size

LETTERS = {"zh": re.compile(f"[{HAN}]"), "en": re.compile("[A-Za-z]")}
SHORTEST = {"zh": 8, "en": 25}
"""Letters of its own script below which a source is too short to say how long its translation should be."""
OWN_SHARE = 0.2
"""Share of them below which a text is a name or a credit, which no model of length fits."""


def score(source: str, text: str, source_base: str, base: str) -> float | None:
    """Give how many standard deviations a translation is longer than usual; None for a pair nobody measured."""
    model = MODELS.get((source_base[:2], base))
    if model is None or not size(text):
        return None
    bare = GLOSS.sub("", source)
    own = len(LETTERS[source_base[:2]].findall(bare))
    if own < max(SHORTEST[source_base[:2]], OWN_SHARE * size(bare)):
        return None
    return deviation(source, text, model)

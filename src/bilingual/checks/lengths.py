"""Two texts → how unusual the length of the one is as a translation of the other."""

from __future__ import annotations

import math
import re

from bilingual.checks.letters import HAN

_HAN = re.compile(f"[{HAN}]")
SHORTEST = {"zh": 10, "en": 25}
"""Characters without space below which a source is too short to say how long its translation should be."""
OWN_SHARE = 0.2
"""Share of Han characters below which a Chinese text is a name or a credit, which no model of length fits."""
MODELS = {
    ("zh", "en"): (1.042, -0.058, 0.189, 0.314),
    ("zh", "ko"): (0.690, -0.137, 0.180, 0.145),
    ("en", "ko"): (0.105, -0.166, 0.156, 0.388),
}
"""(a, b, s0, s1) by languages: r = ln((nt+3)/(ns+3)) is a + b·ln ns wide s0 + s1/√ns, in characters without space.

Fitted to the 1,997 human translations of NTREX-128; Simplified Chinese is as long as Traditional.
"""


def score(source: str, text: str, source_base: str, base: str) -> float | None:
    """Give how many standard deviations a translation is longer than usual; None for a pair nobody measured."""
    if source_base.startswith("zh") and len(_HAN.findall(source)) < OWN_SHARE * len(source):
        return None
    model = MODELS.get((source_base[:2], base))
    there, here = len("".join(source.split())), len("".join(text.split()))
    if model is None or not here or there < SHORTEST[source_base[:2]]:
        return None
    a, b, s0, s1 = model
    ratio = math.log((here + 3) / (there + 3))
    return (ratio - a - b * math.log(there)) / (s0 + s1 / math.sqrt(there))

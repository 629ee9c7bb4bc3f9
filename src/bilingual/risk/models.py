"""Coefficients that were measured → the risk of an entry, and why."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bilingual.risk.features import FEATURES, OF_ANY_TEXT, Context, Pair

ANY = "any"
"""The model for languages that have none of their own."""
_MOST_REASONS = 2
_LEAST_PUSH = 0.15
"""What raises the log-odds by less than this is no reason that a reviser could see."""
_MOST_PUSH = 4.0
"""Beyond what any sentence of the training data reaches: a word of a thousand letters is no better than a long one."""


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely a translation is to be among the worst fifth; a hint, not a measurement of this text."""

    value: float
    """From 0 to 1."""
    why: tuple[str, ...]
    """What raises it most, the strongest reason first; empty if nothing stands out."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one feature counts for."""

    weight: float
    """Change of the log-odds for each unit of the feature."""
    usual: float
    """The feature's mean, where it counts for nothing."""

    def push(self, value: float) -> float:
        """Give what the feature adds to the log-odds; no single one may decide alone."""
        return max(-_MOST_PUSH, min(_MOST_PUSH, self.weight * (value - self.usual)))


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression."""

    intercept: float
    weights: Mapping[str, Weight]

    def risk(self, seen: Context) -> Risk:
        """Judge an entry."""
        pushes = {name: weight.push(FEATURES[name].value(seen)) for name, weight in self.weights.items()}
        told = (name for name in pushes if name in OF_ANY_TEXT or not seen.pair.terse)
        strongest = sorted((name for name in told if pushes[name] >= _LEAST_PUSH), key=lambda n: -pushes[n])
        why = (FEATURES[name].words(seen) for name in strongest[:_MOST_REASONS])
        return Risk(1 / (1 + math.exp(-self.intercept - sum(pushes.values()))), tuple(why))


def model(pair: Pair) -> Model:
    """Choose the model for the languages of an entry, and by whether it has a second opinion."""
    kind = "second" if pair.second_opinion.strip() else "surface"
    known = models()
    return known.get(("-".join(pair.languages), kind)) or known[ANY, kind]


@cache
def models() -> dict[tuple[str, str], Model]:
    """Read the coefficients: by pair of languages (``zh-en``), and ``surface`` or ``second``."""
    text = resources.files("bilingual.risk").joinpath("data/models.toml").read_text(encoding="utf-8")
    return {
        (languages, kind): Model(
            table["intercept"], {name: Weight(*values) for name, values in table["weights"].items()}
        )
        for languages, kinds in tomllib.loads(text).items()
        for kind, table in kinds.items()
    }

"""A text → the numbers it states, as values, so that 3000萬, 30 million and 3천만 are one and the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bilingual.checks.numbers import chinese, english, korean
from bilingual.checks.numbers.figures import Number

__all__ = ["READERS", "Number", "near", "stated"]

READERS: dict[str, Callable[[str], tuple[Number, ...]]] = {
    "zh-Hant": chinese.read,
    "zh-Hans": chinese.read,
    "ja": chinese.read,
    "en": english.read,
    "ko": korean.read,
}
"""How numbers are written, by the base of a language; one that is not here is not compared."""


def stated(numbers: Iterable[Number]) -> frozenset[float]:
    """Give every value that the numbers may stand for, rounded as ``near`` compares them."""
    return frozenset(near(value) for number in numbers for value in number.values)


def near(value: float) -> float:
    """Round away the error of binary fractions: ten significant digits are enough for any figure in the news."""
    return float(f"{value:.10g}")

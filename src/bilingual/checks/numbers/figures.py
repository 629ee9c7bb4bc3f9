"""What all languages share: the number itself, figures, and ranges that name their scale once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A figure: ``1,234.5``, ``8.2``, ``26``."""
BEFORE = r"(?<![A-Za-z_@#&/\d])(?<![A-Za-z]-)(?<!\d[.,])"
"""Not inside a word, a name (``F-16``, ``COVID-19``), a handle or a longer figure."""
AFTER = r"(?![\d@_]|[.,]\d)"
_RANGE = re.compile(
    r"\s?(?:-|–|—|~|∼|至|到|、|或|to|or|and|에서|부터|또는)\s?(?:[$£€₩]|約|약)?\s?", re.IGNORECASE
)
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".3333333333", "⅔": ".6666666667"}
_FRACTION = re.compile(rf"(?<=\d)[{''.join(_FRACTIONS)}]|[{''.join(_FRACTIONS)}]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as a text states it."""

    written: str
    """As it stands in the text, width folded."""
    values: tuple[float, ...]
    """What it may mean, the plain reading first: ``下午3時`` is 3 and 15."""
    certain: bool = True
    """Whether a faithful translation must state it; a bare 一 or ``two`` may vanish into grammar."""
    start: int = 0
    end: int = 0
    scale: float = 1.0
    """The scale word's factor: 1e4 for 萬, so that 150 of ``150 到 200 萬`` can borrow it."""


def fold(text: str) -> str:
    """Fold width and write fraction signs as decimals: ``２½`` is ``2.5``; a full-width comma groups no digits."""
    text = _FRACTION.sub(
        lambda m: _FRACTIONS[m[0]] if m.start() and text[m.start() - 1].isdigit() else "0" + _FRACTIONS[m[0]],
        text,
    )
    return unicodedata.normalize("NFKC", text.replace("，", "。"))


def outside(fractions: Sequence[Number], numbers: Iterable[Number]) -> Iterator[Number]:
    """Give the numbers that are no part of a fraction: neither 3 nor 2 of 三分之二."""
    return (n for n in numbers if not any(f.start <= n.start < f.end for f in fractions))


SLASHED = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])")


def slashed(text: str) -> Iterator[Number]:
    """Give ``1/3`` as a fraction and ``9/11`` as 911; neither has to be stated as such."""
    for match in SLASHED.finditer(text):
        values = (
            float(match[1] + match[2]),
            *((float(match[1]) / float(match[2]),) if float(match[2]) else ()),
        )
        yield Number(match[0], values, False, match.start(), match.end())


_IN_NAME = re.compile(r"(?<=[A-Za-z])-?(\d{1,4})(?![\d.,]*\d)|(?<![\d.,])(\d{1,4})(?=-?[A-Za-z])")


def in_names(text: str) -> Iterator[Number]:
    """Give the figures inside names (``F-16``, ``WW1``, ``5G``): they explain figures, and none has to be stated."""
    for match in _IN_NAME.finditer(text):
        yield Number(match[0], (float(match[1] or match[2]),), False, match.start(), match.end())


def number(figure: str) -> float:
    """Give the value of a figure as ``ARABIC`` matches it."""
    return float(figure.replace(",", ""))


def with_shared_scale(text: str, numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Let the first number of a range borrow the scale of the second: ``1.5 to 2 million``."""
    found = sorted(numbers, key=lambda n: (n.start, -n.end))
    for i in range(len(found) - 2, -1, -1):
        first, second = found[i], found[i + 1]
        if second.scale > 1 and first.scale == 1 and _RANGE.fullmatch(text, first.end, second.start):
            shared = (*first.values, first.values[0] * second.scale)
            found[i] = replace(first, values=shared, scale=second.scale)
    return tuple(found)


def composed(written: str, units: dict[str, float]) -> tuple[float, float]:
    """Give value and scale of figures with units in the order large to small: ``1億2000萬``, ``3천5백만``.

    萬 and larger multiply all that stands before them since the last such unit.
    """
    total = section = 0.0
    scale = 1.0
    for figure, scales in re.findall(rf"({ARABIC}) ?([{''.join(units)}]*)", written):
        value, large = number(figure), 1.0
        for unit in scales:
            factor = units[unit]
            value, large = (value, large * factor) if factor >= 1e4 else (value * factor, large)
            scale = factor if scale == 1.0 else scale
        section += value
        if large > 1:
            total, section, scale = total + section * large, 0.0, large
    return total + section, scale


def in_units(units: Iterable[str]) -> str:
    """Give the pattern of a figure with the units of a language, however many parts it has: 1億2000萬, not 160千米."""
    part = rf"(?:{ARABIC}) ?[{''.join(units)}]+(?![米克瓦])"
    return rf"{BEFORE}(?:{part}(?: ?{part})*(?: ?(?:{ARABIC}))?|{ARABIC}){AFTER}"

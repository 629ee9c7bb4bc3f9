"""The page settings → checked CSS values and the width of the text in points."""

from __future__ import annotations

import re

from bilingual.config import PageConfig
from bilingual.errors import ConfigError

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75, "pc": 12.0, "q": 72 / 101.6}
_SIZES = {
    "a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "a6": (105, 148),
    "b4": (250, 353), "b5": (176, 250), "jis-b4": (257, 364), "jis-b5": (182, 257),
    "letter": (215.9, 279.4), "legal": (215.9, 355.6), "ledger": (279.4, 431.8),
}  # fmt: skip
"""Named sizes of CSS Paged Media 3, mm."""
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(pt|mm|cm|in|px|pc|q)?", re.ASCII | re.IGNORECASE)
_FAMILY = re.compile(r"[^\"\\<>{};\x00-\x1f]+")
_NARROWEST = 72.0
"""Points of text width below which no column can be set."""


def text_area(page: PageConfig) -> tuple[float, float]:
    """Give the width and height of the text area in points. Raises ConfigError with what to write instead."""
    width, height = _paper(page.size)
    top, right, bottom, left = _margins(page.margin)
    area = (width - left - right, height - top - bottom)
    if min(area) < _NARROWEST:
        raise ConfigError(
            f"no room for text: size “{page.size}”, margin “{page.margin}”", hint="make the margins smaller"
        )
    return area


def family(name: str) -> str:
    """Give a font family's name as a CSS string. Raises ConfigError if it can't be one."""
    if not _FAMILY.fullmatch(name):
        raise ConfigError(f"“{name}” can't be a font’s name", hint='write it like "Noto Serif CJK KR"')
    return f'"{name}"'


def _paper(size: str) -> tuple[float, float]:
    words = size.lower().split()
    turned = "landscape" in words
    names = [word for word in words if word not in {"landscape", "portrait"}]
    if len(names) == 1 and names[0] in _SIZES:
        width, height = (side * _POINTS["mm"] for side in _SIZES[names[0]])
        return (height, width) if turned else (width, height)
    lengths = [_length(name) for name in names]
    if len(lengths) in {1, 2} and len(names) == len(words) and None not in lengths:
        sides = [length for length in lengths if length]
        if len(sides) == len(lengths):
            return sides[0], sides[-1]
    raise ConfigError(f"“{size}” is no size of paper", hint='write it like "A4" or "170mm 240mm"')


def _margins(margin: str) -> tuple[float, float, float, float]:
    lengths = [_length(word) for word in margin.lower().split()]
    if not 1 <= len(lengths) <= 4 or None in lengths:
        raise ConfigError(f"“{margin}” are no margins", hint='write them like "20mm 17mm 22mm"')
    sides = [length or 0.0 for length in lengths]
    top = sides[0]
    right = sides[1] if len(sides) > 1 else top
    bottom = sides[2] if len(sides) > 2 else top
    left = sides[3] if len(sides) > 3 else right
    return top, right, bottom, left


def _length(word: str) -> float | None:
    match = _LENGTH.fullmatch(word)
    if not match or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * _POINTS[(match[2] or "pt").lower()]

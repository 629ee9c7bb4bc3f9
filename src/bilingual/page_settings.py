"""``[page]`` and ``[pdf]`` of the settings → checked CSS values and the size of the text in points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bilingual.errors import ConfigError

VARIANTS = ("pdf/ua-1", "pdf/a-2u", "pdf/a-2a", "pdf/a-3u", "pdf/a-3a")
"""Standards that an edition can be made to; each of them on top of PDF/UA-1, which costs nothing and always holds."""
READINGS = ("rows", "languages")


@dataclass(frozen=True, slots=True)
class PageConfig:
    """``[page]``: paper and type."""

    size: str = "A4"
    """A CSS page size: ``A4``, ``A5``, ``letter``, ``170mm 240mm``."""
    margin: str = "20mm 17mm 22mm"
    """CSS margins."""
    font_size: float = 10.0
    """Size of the Chinese text in points; the other scripts are matched to it."""
    ratio: tuple[float, ...] = ()
    """Relative widths of the columns; empty chooses them from the texts."""
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Font family by language tag, before the built-in ones."""
    align: str = "block"
    """What begins on one line in every column: ``block``, each paragraph, or ``segment``, each sentence."""


@dataclass(frozen=True, slots=True)
class PdfConfig:
    """``[pdf]``: what the file is made for, and carries; the pages look the same."""

    variant: str = "pdf/ua-1"
    """One of VARIANTS."""
    reading: str = "rows"
    """The order in which a screen reader reads: ``rows``, what stands side by side together, or ``languages``."""
    attach: bool = False
    """Whether the source and the catalogs are put into the file."""


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
    width, height = paper(page.size)
    top, right, bottom, left = margins(page.margin)
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


def paper(size: str) -> tuple[float, float]:
    """Give the width and height of a CSS page size in points. Raises ConfigError."""
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


def margins(margin: str) -> tuple[float, float, float, float]:
    """Give the top, right, bottom and left one in points. Raises ConfigError."""
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

"""``[page]`` and ``[pdf]`` of the settings → checked CSS values and the size of the text in points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bilingual.errors import ConfigError
from bilingual.languages import language

VARIANTS = ("pdf/ua-1", "pdf/a-2u", "pdf/a-2a", "pdf/a-3u", "pdf/a-3a")
"""Standards that an edition can be made to; each of them on top of PDF/UA-1, which costs nothing and always holds."""
READINGS = ("rows", "languages")
NOTES = ("foot", "end")
"""At the foot of the page where the mark stands, or at the end of the article."""


HEADS = ("title", "section", "none")
"""What a running head may be beside words of its own: the article's title, the heading in force, nothing."""
LEAST_CONTRAST = 4.5
"""Contrast to white paper below which text is hard to read (WCAG 2.2, 1.4.3)."""

Head = Mapping[str, str]
"""One of HEADS or words of one's own, by language tag; the empty tag is for all other languages."""

_COLOUR = re.compile("#(?:[0-9a-f]{3}){1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColoursConfig:
    """``[page.colours]``: as CSS writes them, ``#38608a``."""

    text: str = "#1a1a1a"
    draft: str = "#38608a"
    """What nobody has reviewed, its mark and its short name in the margin."""
    untranslated: str = "#6f6f6f"
    rules: str = "#b4b4b4"
    """Lines between and beside texts, and under links."""
    links: str = ""
    """Empty for the text's own."""


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
    notes: str = "foot"
    """Where footnotes stand: one of NOTES."""
    leading: float = 1.6
    """Distance of the Chinese lines, in parts of their size; that of the other scripts is matched to it."""
    head: tuple[Head, ...] = ({"": "title"},)
    """What stands above the text: of every page, or of left and of right ones."""
    colours: ColoursConfig = ColoursConfig()


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
            f"no room for text: size “{page.size}”, margin “{page.margin}”",
            hint="take larger paper or smaller margins",
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


def contrast(colour: str) -> float:
    """Give the contrast of a colour to white (WCAG 2.2); 0 if it is none.

    >>> round(contrast("#000"), 1), round(contrast("#6f6f6f"), 1), contrast("red")
    (21.0, 5.0, 0.0)
    """
    if not _COLOUR.fullmatch(colour):
        return 0.0
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def read_head(value: Any) -> tuple[Head, ...]:
    """Read one head for all pages, or a list of two for left and right ones.

    Raises ConfigError, as all that read a setting here.
    """
    sides = value if isinstance(value, list) else [value]
    if len(sides) not in {1, 2}:
        raise ConfigError(
            "that is neither one running head nor two",
            hint='write one, or two for left and right pages: ["title", "section"]',
        )
    return tuple(map(_head, sides))


def _head(value: Any) -> Head:
    by_language = value if isinstance(value, dict) else {"": value}
    if not by_language or not all(isinstance(words, str) and words for words in by_language.values()):
        raise ConfigError(
            "that is no running head",
            hint=f"write {', '.join(HEADS)}, or words of your own, in quotation marks",
        )
    return {tag and language(tag).tag: words for tag, words in by_language.items()}


def read_colour(value: Any) -> str:
    """Read a colour."""
    if not isinstance(value, str) or not contrast(value):
        raise ConfigError(f"“{value}” is no colour", hint='write it like "#38608a"')
    return value.lower()


def read_ink(value: Any) -> str:
    """Read a colour that text can be read in."""
    found = contrast(read_colour(value))
    if found < LEAST_CONTRAST:
        raise ConfigError(
            f"{value} is too pale to be read: its contrast to white paper is {found:.1f}",
            hint=f"text needs {LEAST_CONTRAST}: make it darker",
        )
    return str(value).lower()

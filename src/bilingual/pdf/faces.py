"""A font's family → the measures of its regular face, taken from the font itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bilingual.faces import SAMPLES, Face
from bilingual.pdf.system import font_file

_SIZE = 200
"""Pixels of an em while measuring: heights come out right within half a per cent."""
_MOST_FACES = 24
"""Faces of a collection that are looked through for the one that bears the family's name."""
_NOBODYS = "\U0010fffe"
"""A character that no font has: drawn as what stands in for missing ones."""
_KEY = {"ideographic": "國", "hangul": "한", "latin": "x"}


@lru_cache(maxsize=64)
def face(family: str, script: str) -> Face | None:
    """Measure the face that prints ``script`` (ideographic, hangul, latin); None if the family can't be measured.

    Takes some 20 ms; the same process asks once.
    """
    path = font_file(family)
    if not path:
        return None
    try:
        font = _opened(path, family)
    except (OSError, ValueError):  # a bitmap font, or one that FreeType can't read
        return None
    return measured(font, script)


def _opened(path: str, family: str) -> Any:
    """Open the face of a file, or of the collection in it, that bears the family's name."""
    from PIL import ImageFont

    first = ImageFont.truetype(path, _SIZE)
    for number in range(_MOST_FACES if path.lower().endswith((".ttc", ".otc")) else 0):
        try:
            font = ImageFont.truetype(path, _SIZE, index=number)
        except OSError:
            break
        if (font.getname()[0] or "").lower() == family.lower():
            return font
    return first


def measured(font: Any, script: str) -> Face | None:
    """Measure an open font (of 200 pixels an em); None if it has no letters of the script."""
    if bytes(font.getmask(_KEY[script])) == bytes(font.getmask(_NOBODYS)):
        return None
    sample = SAMPLES[script]
    letters = "x" if script == "latin" else sample
    return Face(
        height=round(sum(_height(font, letter) for letter in letters) / len(letters) / _SIZE, 3),
        grey=round(_ink(font, sample) / font.getlength(sample) / _SIZE, 4),
        widths=tuple(round(1000 * font.getlength(chr(code)) / _SIZE) for code in range(0x20, 0x7F)),
        wide=round(font.getlength(_KEY[script]) / _SIZE, 3),
    )


def _height(font: Any, letter: str) -> float:
    _, top, _, bottom = font.getmask(letter).getbbox() or (0, 0, 0, 0)
    return float(bottom - top)


def _ink(font: Any, text: str) -> float:
    """Give the area of ink in square pixels."""
    return sum(bytes(font.getmask(text))) / 255

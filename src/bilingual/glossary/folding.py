"""A text → the same text with the spellings of one word made alike, and the way back to its offsets."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans({"臺": "台", "’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})
"""Two ways to write one character; the curly marks are what typographers make of the straight ones."""
_JOINS_LEFT = "ﾞﾟ"
"""Half-width voicing marks: NFKC makes one letter of them and the kana before them."""


def fold(text: str) -> str:
    """Make spellings of one word alike: width, letter case, 臺/台, curly and straight marks."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters stood before."""

    text: str
    starts: tuple[int, ...]
    """For each folded character, and for the end, the offset in the original; -1 inside what one character became."""


def folded(text: str) -> Folded:
    """Fold a text character by character.

    Law: ``folded(text).text == fold(text)`` but for sequences of combining characters that NFKC puts in order.
    """
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _joins(text[end]):
            end += 1
        piece = fold(text[at:end])
        pieces.append(piece)
        starts += [at, *[-1] * (len(piece) - 1)] if piece else []
        at = end
    return Folded("".join(pieces), (*starts, len(text)))


def _joins(char: str) -> bool:
    """Whether a character makes one with the one before it: an accent, a voicing mark, a Hangul vowel or final."""
    return unicodedata.combining(char) != 0 or char in _JOINS_LEFT or "\u1160" <= char <= "\u11ff"

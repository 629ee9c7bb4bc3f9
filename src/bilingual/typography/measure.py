"""Texts side by side → the column widths that waste least paper, by measuring the texts, not by setting them.

The widths of letters are those of the faces that print them: an estimate of a line is right within 1–2 %,
and a search over a hundred divisions of the page takes less time than one layout.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product

from bilingual.faces import BUILT_IN, Face
from bilingual.languages import language
from bilingual.typography.runs import HAN, HANGUL, KANA

_LATIN = BUILT_IN["latin"]
_OTHERS_WIDTH = 0.5
_WIDE = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uff60]")
_HANGUL = re.compile(f"[{HANGUL}]")
_PIECE = re.compile(r"[^ ]{1,4}")
_TOGETHER = 4.0
"""Em of a Chinese text that should not be broken in a narrow place: most names of goods and places are as short."""
_SAMPLE = 300
"""Rows that are measured of a long article: more of them don't move the result by one per cent."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A text's measured size: what its lines are made of, in em of its own size."""

    breaks: tuple[tuple[float, float], ...]
    """What can't be broken, in order: its width, and the space after it that a line end swallows.
    A CJK text is one piece that may break anywhere."""
    anywhere: bool
    starts: Sequence[float] = field(init=False, repr=False, compare=False)
    """Where each piece begins if all stand on one line, and where the last ends."""
    ends: Sequence[float] = field(init=False, repr=False, compare=False)
    """Where each piece ends, without the space after it."""

    def __post_init__(self) -> None:
        starts = tuple(accumulate((piece + space for piece, space in self.breaks), initial=0.0))
        object.__setattr__(self, "starts", starts)
        pieces = zip(starts, self.breaks, strict=False)
        object.__setattr__(self, "ends", tuple(start + piece for start, (piece, _) in pieces))


def extent(text: str, tag: str, *, scale: float = 1.0, face: Face | None = None) -> Extent:
    """Measure a text in the language ``tag`` that is set ``scale`` times as large as the others, in ``face`` or the built-in one."""
    known = language(tag)
    face = face or BUILT_IN[known.script]
    if known.cjk:
        return Extent(((_width(text, face) * scale, 0.0),), anywhere=True)
    hyphenated = known.base != "ko"
    breaks: list[tuple[float, float]] = []
    for word in text.split():
        parts = _PIECE.findall(word) if hyphenated and len(word) > 7 else [word]
        breaks += [(_width(part, face) * scale, 0.0) for part in parts[:-1]]
        breaks.append((_width(parts[-1], face) * scale, face.widths[0] / 1000 * scale))
    return Extent(tuple(breaks), anywhere=False)


def longest_word(text: str, tag: str) -> float:
    """Measure the longest word of a text, in em of its size; a Chinese or Japanese one is its first few characters."""
    known = language(tag)
    face = BUILT_IN[known.script]
    if known.cjk:
        return min(_width(text, face), _TOGETHER)
    return max((_width(word, face) for word in text.split()), default=0.0)


def _width(text: str, face: Face) -> float:
    return sum(_character_width(character, face) for character in text)


def _character_width(character: str, face: Face) -> float:
    code = ord(character) - 32
    if 0 <= code < len(face.widths):
        return face.widths[code] / 1000
    if _WIDE.match(character):
        return 1.0
    return face.wide if _HANGUL.match(character) else _OTHERS_WIDTH


def lines(measured: Extent, width: float) -> int:
    """Count the lines of a text in a column ``width`` em wide."""
    if measured.anywhere:
        total = measured.breaks[0][0]
        return max(1, -int(-total // max(width - 0.4, 1.0)))  # 0.4 em: what marks carried over cost a line
    count, first = 1, 0
    while (first := bisect_right(measured.ends, measured.starts[first] + width, first + 1)) < len(
        measured.ends
    ):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Column:
    """How the text of a column is set."""

    size: float
    """Points."""
    leading: float
    """Distance of lines, in any unit that all columns share."""
    narrowest: float
    """Points below which the column is chosen only where the paper forces it."""


def best_shares(rows: Sequence[Sequence[Extent]], faces: Sequence[Column], width: float) -> tuple[float, ...]:
    """Divide ``width`` points among columns so that the rows are lowest; gives parts of 1.

    ``rows`` holds the measured texts of each row. Where the narrowest widths don't fit on the paper, they
    give way in proportion.
    """
    count = len(faces)
    step = {1: 1.0, 2: 0.005, 3: 0.01}.get(count, 0.05)
    wanted = sum(face.narrowest for face in faces)
    least = [face.narrowest * min(1, 0.94 * width / wanted) / width for face in faces]
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    tables = [
        {n: _heights([row[c] for row in sample], face, n * step * width) for n in _steps(least, c, step)}
        for c, face in enumerate(faces)
    ]
    best = (math.inf, math.inf, (1 / count,) * count)
    for chosen in product(*tables[:-1]):
        last = round(1 / step) - sum(chosen)
        if last in tables[-1]:
            shares = tuple(n * step for n in (*chosen, last))
            heights = [table[n] for table, n in zip(tables, (*chosen, last), strict=True)]
            cost = round(sum(map(max, zip(*heights, strict=True))), 6)
            best = min(best, (cost, _unlike(shares, faces), shares))
    return best[2]


def _heights(texts: Sequence[Extent], face: Column, width: float) -> list[float]:
    return [lines(text, width / face.size) * face.leading for text in texts]


def _steps(least: Sequence[float], column: int, step: float) -> range:
    """The widths that a column may have, in steps: from its least to all that the others' least leave."""
    most = 1 - sum(least) + least[column]
    return range(math.ceil(least[column] / step), math.floor(most / step) + 1)


def _unlike(shares: Sequence[float], faces: Sequence[Column]) -> float:
    """Of equally low divisions the more even one is the more readable one."""
    measures = [share / face.size for share, face in zip(shares, faces, strict=True)]
    return round(max(measures) / min(measures), 3)


def shortened(text: str, width: float) -> str:
    """Cut a text to ``width`` em of its size, at a word if it has words, with an ellipsis."""
    if _width(text, _LATIN) <= width:
        return text
    kept = ""
    for character in text:
        if _width(kept + character, _LATIN) > width - 1:
            break
        kept += character
    whole = kept.rsplit(" ", 1)[0] if " " in kept[len(kept) // 2 :] else kept
    return whole.rstrip(" ,;:—-，、：；") + "…"

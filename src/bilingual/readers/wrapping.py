"""The lines of a plain text → whether they were broken where they were full, and the paragraphs that they were."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.markers import Markers
from bilingual.readers.page import columns, ends_sentence

_WIDEST = (
    110  # columns: mail and wire services break at 65 to 80, old Chinese systems at 76; above are paragraphs
)
_NARROWEST = 30
_FULL = 0.85
"""Share of the lines inside paragraphs that must be full. Of the wrapped texts in the tests the lowest has 1.0, of
those that aren't wrapped the highest 0.33."""
_LONG = 0.7
"""Share of the width above which a line that is not full and ends no sentence says that nothing was broken here."""
_FEWEST = 3
_SAMPLE = 20_000
"""Lines that are looked at: more say nothing new, and take long."""
_SLACK = 2
"""Columns that a full line may lack: a mark that may not begin a line takes the character before it along."""
_RAGGED = 0.2
"""Share of the width that a line may lack which was broken by hand. The one text in the tests lacks up to 0.11."""
_WIDE = 40
"""Columns: narrower lines are verse rather than text broken by hand."""
_INDENT = re.compile(r"[ \t　]+")
_WORD = re.compile(r"\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Raw:
    """A line that isn't empty, as it stands in the source."""

    text: str
    number: int
    start: int
    apart: bool
    """Whether a blank line is above it."""


@dataclass(frozen=True, slots=True)
class Width:
    """Where lines were broken, in columns."""

    columns: int = 0
    """0 where they were not, or at no width that is known."""
    slack: int = 0
    """What a full line may lack."""


UNBROKEN = Width()


class Beginnings:
    """Which lines begin something new or end it, whatever the width: looked at once for each line."""

    def __init__(self, known: Markers) -> None:
        self.known = known
        self._begins: dict[int, bool] = {}

    def part(self, above: Raw, line: Raw) -> bool:
        """Whether a line is no more of the paragraph above, by its words, its marks, or what stands above."""
        return self._begin(line) or self.known.is_credit(above.text.strip())

    def _begin(self, line: Raw) -> bool:
        """In a plain text each row of a table begins something, too."""
        if line.number not in self._begins:
            text = line.text.strip()
            self._begins[line.number] = self.known.begins(text) or self.known.has(Role.TABLE, text)
        return self._begins[line.number]


def width_of(lines: Sequence[Raw], beginnings: Beginnings) -> Width:
    """Give the width in columns at which the lines of a text were broken; 0 columns if they were not.

    A line counts that another one follows which begins nothing new, by its words or its indent. It is full if the
    first word of that one (of Chinese: its first character) did not fit any more. Broken by hand, lines are full
    that come near to it.
    """
    lines = lines[:_SAMPLE]
    indented = _indents_paragraphs(lines)
    pairs = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if not below.apart and len(above.text) <= _WIDEST and not (indented and _INDENT.match(below.text))
        if not beginnings.part(above, below)
    ]
    long_lines = sum(len(line.text) > _WIDEST for line in lines)
    if len(pairs) < _FEWEST or long_lines > len(lines) / 10:
        return UNBROKEN
    return _even(pairs) or _ragged(lines, pairs) or UNBROKEN


def _even(pairs: Sequence[tuple[Raw, Raw]]) -> Width | None:
    """The width at which a machine broke the lines.

    Most lines that are full end in the middle of a sentence. Those that aren't and end one may be the last of a
    paragraph, where nothing else parts them; those that are much shorter are of a head or a list.
    """
    measured = [
        (columns(above.text), _first(below.text), not ends_sentence(above.text.rstrip()))
        for above, below in pairs
    ]
    widths = sorted(width for width, _, _ in measured)
    for width in {widths[-1], widths[len(widths) * 9 // 10]}:
        full = [unended for own, first, unended in measured if own + first + _SLACK >= width]
        short = sum(
            unended and own >= _LONG * width
            for own, first, unended in measured
            if own + first + _SLACK < width
        )
        most = sum(full) >= max(_FEWEST, len(full) / 2) and len(full) >= _FULL * (len(full) + short)
        if _NARROWEST <= width <= _WIDEST and most:
            return Width(width, _SLACK)
    return None


def _ragged(lines: Sequence[Raw], pairs: Sequence[tuple[Raw, Raw]]) -> Width | None:
    """The width at which a person broke the lines: near it, in the middle of sentences, and paragraphs end in one.

    Verse and lists of headings are as even, but nothing in them ends like a sentence.
    """
    widths = sorted(columns(above.text) for above, _ in pairs)
    width = widths[len(widths) * 9 // 10]
    slack = round(width * _RAGGED)
    near = [above for above, _ in pairs if columns(above.text) + slack >= width]
    open_ends = sum(not ends_sentence(above.text.rstrip()) for above in near)
    lasts = [above for above, below in itertools.pairwise(lines) if below.apart and not above.apart]
    lasts += [lines[-1]] if not lines[-1].apart else []
    closed = sum(ends_sentence(line.text.rstrip()) for line in lasts)
    broken = len(near) >= _FULL * len(pairs) and open_ends * 2 > len(near) and closed * 2 > len(lasts)
    return Width(width, slack) if broken and _WIDE <= width <= _WIDEST else None


def paragraphs(lines: Sequence[Raw], beginnings: Beginnings, width: Width) -> list[list[Raw]]:
    """Bring the lines together that were one paragraph, broken at ``width``.

    A paragraph goes on in the next line unless that is apart, begins something new, is indented like the
    first line of a paragraph, or would have had room for its first word in this one.
    """
    found: list[list[Raw]] = []
    indented = _indents_paragraphs(lines)
    for line in lines:
        above = found[-1][-1] if found else None
        if above is not None and _goes_on(found[-1], above, line, beginnings, width, indented=indented):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(
    paragraph: list[Raw], above: Raw, line: Raw, beginnings: Beginnings, width: Width, *, indented: bool
) -> bool:
    if line.apart or (
        width.columns and columns(above.text) + _first(line.text) + width.slack < width.columns
    ):
        return False
    if indented and _INDENT.match(line.text) and not beginnings.known.bullet.match(paragraph[0].text.strip()):
        return False
    return not beginnings.part(above, line)


def _indents_paragraphs(lines: Sequence[Raw]) -> bool:
    """Whether the first line of a paragraph is indented here: most lines below a blank one are."""
    first = [line for line in lines if line.apart]
    inside = [line for line in lines if not line.apart]
    some = sum(bool(_INDENT.match(line.text)) for line in first)
    others = sum(bool(_INDENT.match(line.text)) for line in inside)
    return some * 2 > len(first) or (len(first) * 3 < len(lines) and 0 < others * 2 < len(inside))


def _first(text: str) -> int:
    """Width of what can't be parted at the beginning of a line, and of the space before it."""
    word = _WORD.match(text)
    if not word:
        return 0
    if _ideographic(word[1][0]):
        return 2
    return 1 + columns(re.split(r"[^\x00-\x7f가-힣]", word[1])[0])


def _ideographic(character: str) -> bool:
    """Whether lines may break on either side of a character: wide ones but Hangul."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide and not "가" <= character <= "힣"


def joined(lines: Sequence[Raw], *, spaced: bool) -> str:
    """Give the paragraph that the lines were: without a space between ideographs, with one between words.

    ``spaced`` says whether the text writes a space between an ideograph and a Latin word.
    """
    text = lines[0].text.rstrip()
    for line in lines[1:]:
        more = line.text.strip()
        text += joint(text[-1:], more[:1], spaced=spaced) + more
    return text


def joint(before: str, after: str, *, spaced: bool) -> str:
    """What stands for a line break between two characters.

    >>> joint("明", "晨", spaced=True), joint("t", "o", spaced=True), joint("了", "4", spaced=True)
    ('', ' ', ' ')
    """
    if not before or not after:
        return ""
    sides = _ideographic(before) + _ideographic(after)
    punctuation = any(unicodedata.category(c)[0] == "P" for c in (before, after) if _ideographic(c))
    return "" if sides == 2 or (sides and (punctuation or not spaced)) else " "


def spaces_latin(text: str) -> bool:
    """Whether a text puts spaces between ideographs and Latin letters or digits."""
    sample = text[:20_000]
    with_space = len(re.findall(r"[\u4e00-\u9fff] [A-Za-z0-9]", sample))
    return with_space > len(re.findall(r"[\u4e00-\u9fff][A-Za-z0-9]", sample))

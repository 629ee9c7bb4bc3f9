"""How the paragraphs of a word processor look → what those are whose style says nothing: title, subtitle, headings.

Newsrooms write without styles: a title that is larger and centred, a line below it that is larger than the text, a
frame round the summary, headings of another size. The words at the beginning of a line go before all of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.markers import Markers, markers
from bilingual.readers.page import HEADING_COLUMNS, TITLE_COLUMNS, columns, ends_sentence, last_mark, narrow

_HEAD = 12
"""Paragraphs in which the head of an article ends."""
_LONGEST_LEAD = 600
"""Characters."""
_LARGER = 1.08
"""How much larger than the text a heading's letters are: 13 points beside 12."""
_UNENDED = "。.…；;：:，,"
"""What no heading ends in."""


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph with text, as it looks."""

    text: str
    kind: str = ""
    """What its style's name says, or its level in the outline."""
    size: float = 0
    """Of most of its letters, in points."""
    bold: bool = False
    italic: bool = False
    """Whether all of it is."""
    align: str = ""
    """``center`` or ``right``."""
    coloured: bool = False
    framed: bool = False
    """Whether it stands in a table of one cell."""
    cell: bool = False
    """Whether it stands in a larger table, or in a box beside the text."""
    listed: bool = False
    """Whether the program numbers it, or puts a bullet before it."""
    alone: bool = False
    """Of what is listed: whether nothing beside it is."""
    below_picture: bool = False


def kinds(looks: Sequence[Look], language: str) -> list[str]:
    """Give what each paragraph is, in the words of ``styles.kind``; empty where only its words can tell.

    ``language`` is a BCP 47 tag.
    """
    return _Text(list(looks), markers(language)).kinds() if looks else []


class _Text:
    """The paragraphs of a text, and what is known of each."""

    def __init__(self, looks: list[Look], known: Markers) -> None:
        self.looks = looks
        self.markers = known
        self.size = _usual(looks)
        self.centred = sum(look.align == "center" for look in looks) * 2 > len(looks)
        self.end = self._end_of_head()
        self.found = [look.kind for look in looks]

    def kinds(self) -> list[str]:
        title = self._title()
        if title is not None:
            self._above(title)
            self._below(title)
        for at in range(len(self.looks) if title is None else title + 1, len(self.looks)):
            self._in_text(at)
        return self.found

    def _end_of_head(self) -> int:
        """The first paragraph of running text that looks like all others."""
        running = [at for at, look in enumerate(self.looks[:_HEAD]) if self._is_running(look)]
        plain = [at for at in running if not self._stands_out(self.looks[at])]
        return next(iter(plain), next(iter(running), min(len(self.looks), _HEAD)))

    def _is_running(self, look: Look) -> bool:
        return not (look.kind or look.cell or look.framed or self._says(look)) and _sentence(look.text)

    def _stands_out(self, look: Look) -> bool:
        return look.bold or look.italic or look.size >= self.size * _LARGER

    def _says(self, look: Look) -> bool:
        """Whether the words of a line say what it is."""
        return self.markers.says(look.text) is not None

    def _title(self) -> int | None:
        """The paragraph that the style calls title, or the largest in the head, or else the first bold one."""
        named = [at for at, look in enumerate(self.looks) if look.kind == "title"]
        if named:
            return named[0]
        head = [at for at in range(self.end) if self._may_be_title(self.looks[at])]
        if not head:
            return None
        largest = max(self.looks[at].size for at in head)
        if largest >= self.size * _LARGER:
            found = next(at for at in head if self.looks[at].size == largest)
        else:
            best = max(map(self._weight, head))
            found = next(at for at in head if self._weight(at) == best)
        self.found[found] = "title"
        return found

    def _may_be_title(self, look: Look) -> bool:
        """Whether a paragraph of the head can be the title; only what stands above it can say so by its words."""
        if look.cell or look.listed or look.below_picture or not narrow(look.text, TITLE_COLUMNS):
            return False
        said = look.kind and look.kind not in {"heading 1", "heading 2"}
        believed = any(
            self.markers.has(role, look.text) for role in (Role.DATELINE, Role.BYLINE, Role.SOURCE)
        )
        return not said and not believed

    def _weight(self, at: int) -> int:
        look = self.looks[at]
        centred = look.align == "center" and not self.centred
        name = self.markers.name.fullmatch(look.text) is not None
        return 4 * (look.kind == "heading 1") + 2 * look.bold + centred - 4 * name

    def _above(self, title: int) -> None:
        """What stands above the title and says nothing by its words is the section's name."""
        for at in range(title):
            look = self.looks[at]
            silent = not look.kind and not look.cell and not self._says(look)
            if silent and narrow(look.text, HEADING_COLUMNS):
                self.found[at] = "heading 2"

    def _below(self, title: int) -> None:
        """Find the subtitle and the standfirst between title and text."""
        own = self.looks[title]
        signed = any(self._names(self.looks[at]) for at in range(title + 1, self.end))
        first = True
        for at in range(title + 1, max(self.end, title + 1)):
            look = self.looks[at]
            if look.kind or look.cell or look.listed or self._says(look) or self._names(look):
                first = first and not self._names(look)
                continue
            if look.below_picture or len(look.text) > _LONGEST_LEAD or look.align == "right":
                first = False
                continue
            if self._is_lead(look, own, first=first, signed=signed, at=at):
                self.found[at] = "subtitle"
            else:
                first = False

    def _names(self, look: Look) -> bool:
        """Whether a line says who wrote the article, or when."""
        return (
            look.kind in {"author", "date"}
            or bool(self.markers.name.fullmatch(look.text))
            or any(self.markers.has(role, look.text) for role in (Role.BYLINE, Role.DATELINE))
        )

    def _is_lead(self, look: Look, title: Look, *, first: bool, signed: bool, at: int) -> bool:
        if look.framed:
            return True
        if _sentence(look.text) or columns(look.text) > HEADING_COLUMNS:
            return self._stands_out(look)
        later = any(self._names(self.looks[n]) for n in range(at + 1, self.end))
        heads = any(self._alike(look, other) for other in self.looks[self.end :])
        if not first:
            return look.italic or (look.size >= self.size * _LARGER and not heads and not look.bold)
        if later:
            return True
        centred = look.align == "center" and title.align == "center" and not self.centred
        return not heads and (
            centred or look.italic or look.size >= self.size * _LARGER or (look.bold and signed)
        )

    @staticmethod
    def _alike(one: Look, other: Look) -> bool:
        """Whether two short paragraphs look the same, as headings do."""
        return not _sentence(other.text) and (one.size, one.bold, one.align) == (
            other.size,
            other.bold,
            other.align,
        )

    def _in_text(self, at: int) -> None:
        look = self.looks[at]
        if look.kind or self.found[at] or self._says(look):
            return
        smaller = look.size * _LARGER <= self.size
        set_apart = smaller or look.italic or (look.align == "center" and not self.centred)
        if look.below_picture and set_apart and narrow(look.text, TITLE_COLUMNS):
            self.found[at] = "caption"
        elif self._is_heading(look, at):
            self.found[at] = "heading 2"

    def _is_heading(self, look: Look, at: int) -> bool:
        below = self.looks[at + 1] if at + 1 < len(self.looks) else None
        short = narrow(look.text, HEADING_COLUMNS) and last_mark(look.text) not in _UNENDED
        if not short or _sentence(look.text) or below is None or (at < self.end and look.align == "right"):
            return False
        if look.listed:
            return look.bold and look.alone and not below.listed
        if look.cell or look.below_picture:
            return False
        return look.size >= self.size * _LARGER or (
            look.coloured and not look.italic and _sentence(below.text)
        )


def _usual(looks: Sequence[Look]) -> float:
    """The size of most letters."""
    letters: Counter[float] = Counter()
    for look in looks:
        letters[look.size] += len(look.text)
    return letters.most_common(1)[0][0]


def _sentence(text: str) -> bool:
    """Whether a text holds a whole sentence, or is too long for a line of its own."""
    if len(text) > 2 * HEADING_COLUMNS or "。" in text:
        return True
    return ends_sentence(text) and columns(text) > HEADING_COLUMNS // 2

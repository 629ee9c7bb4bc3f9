"""Text nodes and inline elements as they come → one paragraph: its white space collapsed, its tags in place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bilingual import tables
from bilingual.inline import Tag
from bilingual.readers.wrapping import joint

_SPACE = re.compile(r"([ \t\n\r\f]+)")


@dataclass(slots=True)
class _Open:
    """An inline element whose end is not yet seen."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    order: int
    start: int = -1
    """Where it begins; −1 before its first character."""


@dataclass(slots=True)
class Flow:
    """The paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    """Its last character."""
    space: str = ""
    """White space that is not yet written: nothing, a space, or a line break."""
    open: list[_Open] = field(default_factory=list)
    closed: list[tuple[int, Tag]] = field(default_factory=list)
    """The tags with the order in which they opened."""
    pictures: int = 0
    row: bool = False
    """Whether it is a row of a table, whose first and last cells may be empty."""
    opened: int = 0

    def add(self, text: str) -> None:
        """Add a text node; white space becomes one space, a line break between ideographs nothing."""
        for piece in _SPACE.split(text):
            if not piece:
                continue
            if piece[0] in " \t\n\r\f":
                self.space = "\n" if "\n" in piece or self.space == "\n" else " "
            else:
                self._write(piece)

    def _write(self, piece: str) -> None:
        if self.space and self.length:
            between = " " if self.space == " " else joint(self.last, piece[0], spaced=True)
            self._append(between)
        self.space = ""
        for one in self.open:
            if one.start < 0:
                one.start = self.length
        self._append(piece)

    def _append(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.last = text[-1]

    def cell(self) -> None:
        """Go to the next cell of a table's row."""
        self.row = True
        self.space = ""
        self._append("\t")

    def start(self, name: str, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        """Open an inline element; it begins with the next character."""
        self.opened += 1
        self.open.append(_Open(name, attributes, self.opened))

    def end(self, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        """Close the innermost inline element; one without a character leaves nothing."""
        one = self.open.pop()
        self._close(one, attributes)

    def _close(self, one: _Open, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        if 0 <= one.start < self.length:
            tag = Tag(one.start, self.length, one.name, one.attributes + attributes)
            self.closed.append((one.order, tag))

    def mark(self, name: str, attributes: tuple[tuple[str, str], ...]) -> None:
        """Put a tag that encloses nothing: the mark of a footnote."""
        self.opened += 1
        self.closed.append((self.opened, Tag(self.length, self.length, name, attributes)))

    def pass_by(self) -> bool:
        """Begin the next paragraph without one here, if nothing has come and no inline element is open."""
        if self.pieces or self.open or self.closed or self.pictures:
            return False
        self.space, self.row = "", False
        return True

    def finish(self) -> tuple[str, tuple[Tag, ...]]:
        """Give the paragraph without outer white space, and begin the next one, in the same inline elements."""
        for one in self.open:
            self._close(one)
            one.start = -1
        raw = "".join(self.pieces)
        text = tables.stripped(raw) if self.row else raw.strip()
        tags = () if not self.closed else _placed(self.closed, raw.find(text), len(text))
        self.pieces, self.length, self.last, self.space, self.closed = [], 0, "", "", []
        self.pictures, self.row = 0, False
        return text, tags


def _placed(closed: list[tuple[int, Tag]], shift: int, length: int) -> tuple[Tag, ...]:
    """The tags at their places in the stripped text; neighbours that are alike become one (Word splits runs)."""
    placed: list[Tag] = []
    reach: list[int] = []
    for _, tag in sorted(closed, key=lambda pair: (pair[1].start, -pair[1].end, pair[0])):
        start = min(max(tag.start - shift, 0), length)
        end = min(max(tag.end - shift, 0), length)
        if start == end and tag.end > tag.start:
            continue
        _place(placed, reach, replace(tag, start=start, end=end))
    return tuple(placed)


def _place(placed: list[Tag], reach: list[int], tag: Tag) -> None:
    """Put a tag behind those that begin before it, or make a neighbour that is alike longer.

    ``reach`` says for each of ``placed`` where the last one up to it ends.
    """
    between = 0
    for at in range(len(placed) - 1, -1, -1):
        other = placed[at]
        alike = (other.name, other.attributes) == (tag.name, tag.attributes) and tag.end > tag.start
        if alike and other.end >= tag.end:
            return  # bold inside bold
        touches = alike and other.end == tag.start and other.end > other.start and between <= other.end
        if touches and (not at or reach[at - 1] <= other.end):
            placed[at] = replace(other, end=tag.end)
            reach[at:] = [max(end, tag.end) for end in reach[at:]]
            return
        if other.end < tag.start:
            break
        between = max(between, other.end)
    placed.append(tag)
    reach.append(max(tag.end, reach[-1] if reach else 0))

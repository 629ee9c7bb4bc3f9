"""WeasyPrint's footnotes → notes of several languages side by side, each on the page of its mark, also from rows of a table.

WeasyPrint sets notes one below the other, and takes their room from the page as their marks come. Beside what it does
already, three things are asked of it here:

- Notes that bear one number and stand in different columns are set side by side.
- The cells of a row are laid out one after the other: a note of the last one may take the room in which the first one
  stands already. Then the rows of that page are laid out again, with no text below the line that the notes need, or with
  the lowest mark left to the next page.
- Where two lines have to stay together and one of them doesn't fit any more, the paragraph goes over to the next page,
  not its note alone.

For a version that nobody has tried notes stand below one another, and one may come a page late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bilingual.pdf.internals import is_known, replaced

_CLASS = 'class="footnote-body '
"""What the layouts' templates write where a note stands."""
_NUMBERS = re.compile(r"\d+")
_MOST_TIMES = 12
"""Times that the rows of one page are laid out anew: each leaves at least one mark to the next page."""
_TIGHT = 0.01
"""CSS pixels by which a line is kept out."""


@contextmanager
def notes_in_step(html: str) -> Iterator[bool]:
    """Set the notes of a layout's HTML so while the context lasts; gives whether that is done."""
    if _CLASS not in html or not is_known():
        yield False
        return
    from weasyprint import layout
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import block, page

    watch = _Watch(boxes)
    context = layout.LayoutContext
    with replaced(
        (page, "block_level_layout", watch.areas(page.block_level_layout)),
        (block, "block_container_layout", watch.cells(block.block_container_layout)),
        (block, "table_layout", watch.tables(block.table_layout)),
        (block, "_linebox_layout", watch.lines(block._linebox_layout)),
        (context, "overflows_page", watch.pages(context.overflows_page)),
        (context, "_update_footnote_area", watch.updates(context._update_footnote_area)),
    ):
        yield True


class _Watch:
    """Wraps the functions that WeasyPrint lays pages out with, and knows what one of them found for the others."""

    def __init__(self, boxes: Any) -> None:
        self._boxes = boxes
        self._limit = float("inf")
        """Lowest place that lines in the rows of this page may take."""
        self._lines = False
        """Whether it is lines that are laid out."""
        self._cells: list[Any] = []
        """The cells of a row that are laid out already."""
        self._notes: dict[Any, _Note] = {}
        """What is known of each note."""
        self._wanted: float | None = None
        """The limit with which the rows of this page have to be laid out again."""

    def areas(self, original: Any) -> Any:
        """Set notes of one number side by side when the area at the foot of a page is laid out."""

        def block_level_layout(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
            made = original(context, box, *rest, **more)
            if isinstance(box, self._boxes.FootnoteAreaBox):
                _beside(made[0])
            return made

        return block_level_layout

    def tables(self, original: Any) -> Any:
        """Lay out the rows of a page until no note takes the room of a text."""

        def table_layout(
            context: Any, table: Any, bottom_space: Any, skip_stack: Any, around: Any, *rest: Any
        ) -> Any:
            outer = self._limit, self._wanted
            self._limit, self._wanted = float("inf"), None
            _, absolute, fixed = rest
            for _ in range(_MOST_TIMES):
                made = original(context, table, bottom_space, skip_stack, around, *rest)
                if self._wanted is None:
                    break
                from weasyprint.layout.block import remove_placeholders

                if made[0] is not None:
                    remove_placeholders(context, [made[0]], absolute, fixed)
                self._limit, self._wanted = self._wanted, None
            self._limit, self._wanted = outer
            return made

        return table_layout

    def cells(self, original: Any) -> Any:
        """Look after each cell of a row whether a note has taken the room of those before it."""

        def block_container_layout(
            context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **more: Any
        ) -> Any:
            if not isinstance(box, self._boxes.TableCellBox) or not box.children:
                return original(context, box, bottom_space, skip_stack, *rest, **more)
            before = self._cells if box.grid_x else []
            self._cells = []  # a table inside the cell has rows of its own
            made = original(context, box, bottom_space, skip_stack, *rest, **more)
            self._cells = [*before, *([made[0]] if made[0] is not None else [])]
            if before and self._wanted is None and context.current_page_footnotes:
                self._wanted = _needed(context, self._cells, bottom_space, self._limit)
            return made

        return block_container_layout

    def lines(self, original: Any) -> Any:
        """Keep a line's note with it: WeasyPrint sends notes to the next page for two lines that stay together.

        It does so only outside of columns.
        """

        def linebox_layout(context: Any, *rest: Any) -> Any:
            outer = context.in_column, self._lines
            context.in_column = outer[0] or bool(context.footnotes or context.current_page_footnotes)
            self._lines = True
            try:
                return original(context, *rest)
            finally:
                context.in_column, self._lines = outer

        return linebox_layout

    def updates(self, _original: Any) -> Any:
        """Take the room of the notes from the page, each laid out once: WeasyPrint does it with all at every mark.

        A page whose last note has gone elsewhere gets the space around notes back.
        """

        def update(context: Any) -> bool:
            area, notes = context.current_footnote_area, context.current_page_footnotes
            if area.height != "auto":
                context.page_bottom += area.margin_height()
            area.children = notes
            area.height = self._height(context, area, notes) if notes else "auto"
            if notes:
                context.page_bottom -= area.margin_height()
            return False

        return update

    def _height(self, context: Any, area: Any, notes: list[Any]) -> float:
        for note in notes:
            if note not in self._notes:
                area.children = [note]
                self._notes[note] = self._alone(context, area)
        area.children = notes
        tops = _arranged([self._notes[note] for note in notes])
        return max(top + self._notes[note].height for top, note in zip(tops, notes, strict=True)) + _TIGHT

    def _alone(self, context: Any, area: Any) -> _Note:
        """Lay out an area with one note."""
        from weasyprint.formatting_structure import build
        from weasyprint.layout import block

        copy = build.create_anonymous_boxes(area.deepcopy())
        made = block.block_level_layout(context, copy, float("-inf"), None, area.page)[0]
        return _Note.of(made.children[0])

    def pages(self, original: Any) -> Any:
        """Keep lines above the limit; a box that is parted reaches to the foot of the page all the same."""

        def overflows_page(context: Any, bottom_space: Any, position: float) -> bool:
            below = self._lines and position > self._limit - bottom_space
            return bool(below or original(context, bottom_space, position))

        return overflows_page


@dataclass(frozen=True, slots=True)
class _Note:
    """A note as it is laid out."""

    number: tuple[int, ...]
    column: int
    left: float
    right: float
    height: float

    @classmethod
    def of(cls, box: Any) -> _Note:
        """Number and column stand in the ``id`` that the layouts' templates give a note: ``note-12-1``."""
        *number, column = map(int, _NUMBERS.findall(box.element.get("id") or "") or [0])
        left = box.border_box_x()
        return cls(tuple(number), column, left, left + box.border_width(), box.margin_height())


def _beside(area: Any) -> None:
    """Put the notes of an area in the order of their numbers, those of one number side by side where they stand in columns."""
    if not area.children:
        return
    notes = [_Note.of(child) for child in area.children]
    placed = list(zip(_arranged(notes), notes, area.children, strict=True))
    top = area.content_box_y()
    for down, _, child in placed:
        child.translate(0, top + down - child.position_y)
    area.height = max(down + note.height for down, note, _ in placed) + _TIGHT
    area.children = [child for _, _, child in sorted(placed, key=lambda p: (p[1].number, p[1].column))]


def _arranged(notes: Sequence[_Note]) -> list[float]:
    """Say how far below the top of the area each of some notes begins."""
    tops = [0.0] * len(notes)
    order = sorted(range(len(notes)), key=lambda n: (notes[n].number, notes[n].column))
    bottom = 0.0
    for _, group in groupby(order, key=lambda n: notes[n].number):
        top, row = bottom, list[int]()
        for n in group:
            above = (m for m in row if notes[m].left < notes[n].right and notes[n].left < notes[m].right)
            tops[n] = max([top, *(tops[m] + notes[m].height for m in above)])
            bottom = max(bottom, tops[n] + notes[n].height)
            row.append(n)
    return tops


def _needed(context: Any, cells: list[Any], bottom_space: float, limit: float) -> float | None:
    """The limit that the cells of a row need now; None if they stand above the notes as they are."""
    lines = [line for cell in cells for line in _lines(cell)]
    foot = context.page_bottom - bottom_space
    if all(line.position_y + line.height <= foot + _TIGHT for line in lines):
        for cell in cells:  # what is parted, or has space below it, reaches to where the foot of the page was
            over = cell.position_y + cell.margin_height() - foot
            cell.height -= min(max(over, 0.0), cell.height)
        return None
    marked = [
        line.position_y + line.height
        for line in lines
        if any(box.footnote in context.current_page_footnotes for box in line.descendants() if box.footnote)
    ]
    lowest = max(marked, default=foot)
    wanted = foot if lowest <= foot + _TIGHT else lowest - 2 * _TIGHT
    return wanted + bottom_space if wanted + bottom_space < limit else None


def _lines(box: Any) -> Iterator[Any]:
    waiting = [box]
    while waiting:
        inner = waiting.pop()
        if type(inner).__name__ == "LineBox":
            yield inner
        else:
            waiting += getattr(inner, "children", ())

"""WeasyPrint's table rows → rows whose cells all begin on one page.

A row at the foot of a page may be parted so that one cell has begun while another, whose text can't be parted so
soon, goes over whole: its lines no longer stand beside their translation. Such a row is moved to the next page
as if it asked for ``break-inside: avoid``. Two functions that WeasyPrint's table layout calls are replaced for that
while an edition is laid out; for a version that nobody has tried, ``proofs`` mends the same rows by laying out twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bilingual.pdf.internals import is_known, replaced
from bilingual.pdf.proofs import has_lines

_MOST_WHITE = 0.25
"""Part of the page that may stay white where a row is moved; a cell that can't begin in more is a picture."""


@dataclass(slots=True)
class _Row:
    """The row being laid out, as far as its cells have come."""

    begun: bool = False
    """Whether a cell has lines on this page."""
    late: bool = False
    """Whether a cell has none, though it has lines to come."""
    white: float = 0.0
    """Part of the page below the row's top."""

    @property
    def parts_badly(self) -> bool:
        return self.begun and self.late and self.white < _MOST_WHITE


@contextmanager
def rows_in_step() -> Iterator[bool]:
    """Keep the cells of a row together while the context lasts; gives whether that can be done."""
    if not is_known():
        yield False
        return
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import block

    watch = _Watch(block.block_container_layout, block.avoid_page_break, boxes.TableCellBox)
    with replaced(
        (block, "block_container_layout", watch.lay_out), (block, "avoid_page_break", watch.avoids)
    ):
        yield True


class _Watch:
    """Follows the cells of a row as they are laid out, and answers when WeasyPrint asks whether to keep it whole."""

    def __init__(self, lay_out: Any, avoids: Any, cell: Any) -> None:
        self._lay_out, self._avoids, self._cell = lay_out, avoids, cell
        self._row = _Row()

    def lay_out(
        self, context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **more: Any
    ) -> Any:
        if (
            not isinstance(box, self._cell) or not box.children
        ):  # without any it stands in for one that is late
            return self._lay_out(context, box, bottom_space, skip_stack, *rest, **more)
        row = self._row if box.grid_x else _Row()
        self._row = _Row()  # a table inside the cell has rows of its own
        made = self._lay_out(context, box, bottom_space, skip_stack, *rest, **more)
        self._row = row
        if skip_stack is None:  # else it has begun on the page before
            begun = made[0] is not None and has_lines(made[0])
            row.begun = row.begun or begun
            row.late = row.late or (not begun and (made[0] is None or bool(made[1])))
            row.white = (context.page_bottom - box.position_y) / max(context.page_bottom, 1)
        return made

    def avoids(self, value: str, context: Any) -> bool:
        row, self._row = self._row, _Row()
        return bool(row.parts_badly or self._avoids(value, context))

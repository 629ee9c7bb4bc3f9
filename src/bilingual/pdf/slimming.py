"""WeasyPrint's pages, once they are laid out → the same pages in half the memory.

Every box of WeasyPrint 70 bears some 35 values of its own, though nearly all margins, paddings and limits are what
they are by default. These move from the boxes to their class, which Python asks for what an object lacks: a page of
boxes takes half the memory then, which is most of what a long edition takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bilingual.pdf.internals import is_known, replaced

_SIDES = ("top", "right", "bottom", "left")
USUAL: dict[str, Any] = {
    **{f"{what}_{side}": 0 for what in ("margin", "padding") for side in _SIDES},
    **{f"border_{side}_{end}_radius": (0, 0) for side in ("top", "bottom") for end in ("left", "right")},
    "min_width": 0,
    "max_width": math.inf,
    "min_height": 0,
    "max_height": math.inf,
    "first_letter_style": None,
    "first_line_style": None,
    "background": None,
}
"""What these values of a box are by default. Widths of borders are left out: WeasyPrint asks whether a box has them."""
_REMOVED = "remove_decoration_sides"
_OVER = "resume_at"
"""Where the line after this one begins: of no use once the page is full."""
_ABSENT = object()
_LONG = 150
"""Pages after which each one is slimmed as soon as its text stands, too: 495 pages take 590 MB then instead of 598, and
shorter editions need not be walked through twice."""


class _Removed:
    """The sides of a box that lost their border to a page break: none, and a set of its own once one asks for them."""

    def __get__(self, box: Any, _class: Any = None) -> Any:
        if box is None:
            return self
        made: set[str] = set()
        box.__dict__[_REMOVED] = made
        return made


@contextmanager
def pages_slimmed() -> Iterator[bool]:
    """Slim pages while the context lasts, once all of them stand, and those of long editions before that.

    Gives whether that can be done. The defaults stay with the class of all boxes, for the pages are drawn and read after that.
    """
    if not is_known():
        yield False
        return
    from weasyprint import layout
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import page

    give_usual()

    def layout_backgrounds(made: Any, *arguments: Any, **options: Any) -> None:
        finishing(made, *arguments, **options)
        _slim(made, Box)

    def make_page(context: Any, root: Any, kind: Any, start: Any, number: int, *rest: Any) -> Any:
        made = making(context, root, kind, start, number, *rest)
        if number > _LONG:
            _slim(made[0], Box)
        return made

    making, finishing = page.make_page, layout.layout_backgrounds
    with replaced((page, "make_page", make_page), (layout, "layout_backgrounds", layout_backgrounds)):
        yield True


def give_usual() -> None:
    """Let the class of all boxes have what they usually have."""
    from weasyprint.formatting_structure.boxes import Box

    for name, value in (*USUAL.items(), (_REMOVED, _Removed())):
        if name not in vars(Box):
            setattr(Box, name, value)


def _slim(page: Any, kind: Any) -> None:
    waiting = [page]
    while waiting:
        box = waiting.pop()
        box.__dict__ = {
            name: value
            for name, value in box.__dict__.items()
            if USUAL.get(name, _ABSENT) != value and (value or name != _REMOVED) and name != _OVER
        }
        waiting += [child for child in box.children if isinstance(child, kind)]

"""Pages with pictures as they first come out → the same, with less white where a picture did not fit.

A picture that just doesn't fit goes over to the next page with its caption and leaves a hole. Set a little smaller,
it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bilingual.pdf.proofs import foot_of, rows_of

_SMALLEST = 0.6
"""Part of its size to which a picture may be made smaller: below that readers miss what it shows."""
_NARROWER = 0.85
"""Part of its size that it keeps at most: one that just misses the edge of the text looks like a mistake."""
_HOLE = 0.15
"""Part of the page that may stay white: a few lines are no hole."""
_MOST_PAGES = 30
_MOST_TIMES = 6
_TIGHT = 6.0
"""CSS pixels that stay free: the space between rows is measured with them, not at the foot of a page."""
_LENGTH = re.compile(r"(width|height): ([\d.]+)pt")


def fitted(render: Callable[[], Any]) -> Any:
    """Lay out with ``render``, and again after each picture that was made smaller to stay on its page."""
    document = render()
    for _ in range(_MOST_TIMES):
        if len(document.pages) > _MOST_PAGES or not any(map(_shrunk, document.pages, document.pages[1:])):
            break
        document = render()
    return document


def _shrunk(page: Any, following: Any) -> bool:
    """Make the picture that begins the following page smaller if it fits this one then; true if it was."""
    here, there = rows_of(page), rows_of(following)
    image = _image(there[0]) if here and there else None
    if image is None:
        return False
    foot = page._page_box.content_box_y() + page._page_box.height - foot_of(page)
    room = foot - (here[-1].position_y + here[-1].margin_height())
    captioned = "captioned" in (there[0].element.get("class") or "").split() and len(there) > 1
    besides = there[0].margin_height() - image.height + (there[1].margin_height() if captioned else 0.0)
    part = (room - besides - _TIGHT) / image.height
    if room < _HOLE * page._page_box.height or not _SMALLEST <= part < 1:
        return False
    part = min(part, _NARROWER)
    style = image.element.get("style") or ""
    smaller = _LENGTH.sub(lambda m: f"{m[1]}: {float(m[2]) * part:.2f}pt", style)
    image.element.set("style", smaller)
    return smaller != style


def _image(row: Any) -> Any:
    """The picture of a row that is one."""
    if "alt" not in (row.element.get("class") or "").split():
        return None
    waiting = [row]
    while waiting:
        box = waiting.pop()
        if box.element_tag == "img":
            return box
        waiting += getattr(box, "children", ())
    return None

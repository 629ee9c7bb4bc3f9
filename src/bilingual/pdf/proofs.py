"""Pages as they first come out → the same pages without what only shows once they are laid out.

Three things: a row whose columns part company at a page break (one goes over whole while the others have begun),
a last page that is nearly empty, and marks in the margin that stand on one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_MOST_PAGES = 60
"""Pages beyond which proofs are not worth laying everything out again."""
_LEAST_FILL = 0.2
"""Part of the last page that should be filled: less looks like a mistake."""
_TRIES = ((0.85, 1.0), (0.7, 1.0), (0.6, 1.0), (0.85, 0.985), (0.6, 0.975), (1.25, 1.0), (1.5, 1.0))
"""What the space between rows and the size of all type are multiplied by, in turn, to mend that; beyond these a
reader sees it."""
_MOST_AIRED = 20
"""Pages beyond which the last one is left as it is."""
_MOST_DOWN = 6
"""Heights of a mark that it is moved down by at most."""
_MOST_WHOLE = 0.4
"""Height of a row, as part of the page, that may be moved as a whole."""


def proofread(source: Any, render: Callable[[], Any]) -> Any:
    """Lay out with ``render``, mend what can be mended in ``source`` (a weasyprint.HTML), lay out again.

    The layout's side of the bargain: its rows are ``tr``, and the space between them is its own multiplied by
    the custom property ``--air``.
    """
    document = render()
    if len(document.pages) <= _MOST_PAGES and _keep_in_step(document):
        document = render()
    if _is_nearly_empty(document) and len(document.pages) <= _MOST_AIRED:
        document = _better_filled(source, render, document)
    _part_marks(document)
    return document


def _better_filled(source: Any, render: Callable[[], Any], document: Any) -> Any:
    """Lay out with a little less or more air until the last page is fuller; the pages as they are if nothing helps."""
    size = document.pages[0]._page_box.children[0].style["font_size"]
    for air, scale in _TRIES:
        source.etree_element.set("style", f"--air: {air}; font-size: {size * scale:.3f}px")
        aired = render()
        if not _is_nearly_empty(aired):
            return aired
    return document


def _part_marks(document: Any) -> None:
    """Put marks of sentences that begin on one line below one another."""
    for page in document.pages:
        bottoms: dict[float, float] = {}
        for box in _descendants(page._page_box):
            if getattr(box, "element", None) is None or box.element.get("class") != "mark":
                continue
            if (
                not hasattr(box, "height")
                or type(box).__name__ == "TextBox"
                or not box.is_absolutely_positioned()
            ):
                continue
            place = round(box.position_x)
            down = bottoms.get(place, 0.0) - box.position_y
            if 0 < down < _MOST_DOWN * box.height:
                box.translate(0, down)
            bottoms[place] = box.position_y + box.height


def _keep_in_step(document: Any) -> bool:
    """Ask for each row that parts badly to stay whole; true if there is one."""
    mended = False
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        rows, next_rows = rows_of(page), rows_of(following)
        if not rows or not next_rows or rows[-1].element is not next_rows[0].element:
            continue
        pairs = list(zip(rows[-1].children, next_rows[0].children, strict=False))
        late = any(not has_lines(here) and has_lines(there) for here, there in pairs)
        height = rows[-1].height + next_rows[0].height
        if late and height < _MOST_WHOLE * page._page_box.height and not rows[-1].element.get("style"):
            rows[-1].element.set("style", "break-inside: avoid")
            mended = True
    return mended


def _is_nearly_empty(document: Any) -> bool:
    """Whether the last of several pages holds next to nothing."""
    page = document.pages[-1]
    last = rows_of(page)
    if len(document.pages) < 2 or not last:
        return False
    filled = last[-1].position_y + last[-1].height - last[0].position_y + foot_of(page)
    return bool(filled < _LEAST_FILL * page._page_box.height)


def foot_of(page: Any) -> float:
    """The height of the notes at the foot of a page."""
    areas = [box for box in page._page_box.children if type(box).__name__ == "FootnoteAreaBox"]
    return float(sum(area.margin_height() for area in areas))


def rows_of(page: Any) -> list[Any]:
    """The rows of the page's text, from the top: heads and feet are boxes beside it."""
    return [box for box in _descendants(page._page_box.children[0]) if _is_row(box)]


def _is_row(box: Any) -> bool:
    """Tell what the layouts' templates call a row: ``tr``, or a block of the class ``row``."""
    return box.element_tag == "tr" or "row" in (
        box.element.get("class", "").split() if box.element is not None else ()
    )


def has_lines(box: Any) -> bool:
    """Tell whether a box holds any line of text."""
    return any(type(inner).__name__ == "LineBox" for inner in _descendants(box))


def _descendants(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _descendants(child)

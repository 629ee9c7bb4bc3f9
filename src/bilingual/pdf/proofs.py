"""Pages as they first come out → the same pages without what only shows once they are laid out.

Three things: a row whose columns part company at a page break (one goes over whole while the others have begun),
a last page that is nearly empty, and marks in the margin that stand on one another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_MOST_PAGES = 60
"""Pages beyond which proofs are not worth laying everything out again."""
_LEAST_FILL = 0.2
"""Part of the last page that should be filled: less looks like a mistake."""
_LEAST_TEXT = 0.1
"""Part of it that should be text where the colophon follows: one line above the small print looks lost."""
_AIR = 13.0
"""CSS pixels between two rows at most: what a trial can save is reckoned with them."""
_MOST_AIRED = 20
"""Pages beyond which the last one is left as it is."""
_LENGTH = re.compile(r"(width|height): ([\d.]+)pt")
"""What the layouts say of the size of a picture."""
_MOST_WHITE = 0.2
"""Part of another page that a trial may leave white: more of it looks worse than a last page with few lines."""
_MOST_DOWN = 6
"""Heights of a mark that it is moved down by at most."""
_MOST_WHOLE = 0.4
"""Height of a row, as part of the page, that may be moved as a whole."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is multiplied to mend a last page."""

    air: float
    """The space between rows."""
    leading: float = 1.0
    """The distance of lines: unlike the size of type it leaves the columns their whole ems."""
    pictures: float = 1.0
    alone: bool = False
    """Whether the colophon may go over without any text."""

    def saves(self, document: Any, pictures: _Pictures) -> float:
        """Reckon how many pixels of pages it saves at most; any number where it is to fill them."""
        rows = sum(len(rows_of(page)) for page in document.pages)
        depth = document.pages[0]._page_box.height * (len(document.pages) - 1)
        tighter = rows * _AIR * (1 - self.air) + depth * (1 - self.leading)
        return math.inf if self.air > 1 else tighter + pictures.height * (1 - self.pictures)


_TRIES = (
    _Trial(0.85),
    _Trial(0.7),
    _Trial(0.85, pictures=0.85),
    _Trial(0.6),
    _Trial(0.85, 0.975),
    _Trial(0.7, 0.975, 0.85),
    _Trial(0.6, 0.96, 0.8),
    _Trial(1.15),
    _Trial(1.3),
)
"""Tried in turn; beyond these a reader sees it."""
_ALONE = (_Trial(1.0, alone=True), _Trial(0.85, alone=True), _Trial(0.7, alone=True))
"""Tried last."""


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
    """Lay out with a little less or more air until the last page is fuller; else the colophon goes over alone."""
    pictures = _Pictures(source)
    for trial in (*_TRIES, *_ALONE):
        if trial.saves(document, pictures) < _overhang(document, trial):
            continue
        _lay_out_as(source, pictures, trial)
        made = render()
        if _white(made) > max(_MOST_WHITE, _white(document)):
            continue
        if (
            _is_alone(made) and len(made.pages) == len(document.pages)
            if trial.alone
            else not _is_nearly_empty(made)
        ):
            return made
    _lay_out_as(source, pictures, _Trial(1.0))
    return document


def _lay_out_as(source: Any, pictures: _Pictures, trial: _Trial) -> None:
    """Write into the page's HTML what a trial asks for."""
    alone = "; --colophon: auto" if trial.alone else ""
    source.etree_element.set("style", f"--air: {trial.air}; --leading: {trial.leading}{alone}")
    pictures.resize(trial.pictures)


def _white(document: Any) -> float:
    """The largest part of a page that is left white at its foot, the last page apart."""
    found = [0.0]
    for page in document.pages[:-1]:
        if rows := rows_of(page):
            found.append(_room(page, rows) / page._page_box.height)
    return max(found)


def _overhang(document: Any, trial: _Trial) -> float:
    """Pixels that a trial must save: what stands on the last page, but for the room that the page before has."""
    if trial.air > 1:
        return 0.0
    before, last = rows_of(document.pages[-2]), rows_of(document.pages[-1])
    last = [row for row in last if not (trial.alone and _is_colophon(row))]
    return _depth(last) - (_room(document.pages[-2], before) if before else 0.0)


def _room(page: Any, rows: list[Any]) -> float:
    """Pixels between the last row of a page and its foot, or the notes there."""
    box = page._page_box
    foot = box.content_box_y() + box.height - foot_of(page)
    return float(foot - rows[-1].position_y - rows[-1].height)


def _depth(rows: list[Any]) -> float:
    return float(rows[-1].position_y + rows[-1].height - rows[0].position_y) if rows else 0.0


class _Pictures:
    """The pictures of a page's HTML, whose sizes stand with them."""

    def __init__(self, source: Any) -> None:
        found = source.etree_element.iter("img")
        self._sized = [(image, image.get("style", "")) for image in found]
        heights = [
            float(m[2]) for _, style in self._sized for m in _LENGTH.finditer(style) if m[1] == "height"
        ]
        self.height = sum(heights) / 0.75  # points
        """CSS pixels, all together."""

    def resize(self, part: float) -> None:
        for image, style in self._sized:
            image.set("style", _LENGTH.sub(lambda m: f"{m[1]}: {float(m[2]) * part:.2f}pt", style))


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
    text = [row for row in last if not _is_colophon(row)]
    page_depth = page._page_box.height
    lost = text != last and _depth(text) + foot_of(page) < _LEAST_TEXT * page_depth
    return bool(lost or _depth(last) + foot_of(page) < _LEAST_FILL * page_depth)


def _is_alone(document: Any) -> bool:
    """Whether the last page has the colophon and nothing else."""
    return all(map(_is_colophon, rows_of(document.pages[-1])))


def _is_colophon(row: Any) -> bool:
    return not {"colophon", "small-print"}.isdisjoint((row.element.get("class") or "").split())


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

"""Pages as laid out → where the text of each catalog entry stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

_ASCENT, _DESCENT = 0.88, 0.22
"""Parts of the type size above and below the baseline that a line's text takes."""
_POINTS = 0.75
"""Points in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page, in points from its lower left corner, that holds text of one entry."""

    page: int
    """From 0."""
    left: float
    bottom: float
    right: float
    top: float
    entry: str
    language: str
    article: str = ""
    """In a volume the article that the entry is of."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of a page holds of an element."""

    page: int
    left: float
    right: float
    baseline: float
    size: float
    letters: int


def areas(document: Any) -> tuple[Area, ...]:
    """Give the area of every entry on every line, in the order of the pages.

    The layouts say which entries an element prints, and how many letters of each (``data-entries``): a line is
    cut between two of them by its letters, which is right within a letter or two.
    """
    lines: dict[int, list[_Line]] = {}
    elements: dict[int, tuple[Any, str]] = {}
    for number, page in enumerate(document.pages):
        height = page._page_box.margin_height()
        for part in (
            page._page_box.children
        ):  # the text, the notes at its foot, and heads and feet, which name no entry
            for element, article, box in _texts(part, None, ""):
                elements[id(element)] = (element, article)
                lines.setdefault(id(element), []).append(_line(box, number, height))
    return tuple(area for key, found in lines.items() for area in _cut(*elements[key], found))


def _texts(box: Any, owner: Any, article: str) -> Iterator[tuple[Any, str, Any]]:
    """Walk the text boxes below ``box``, each with the element whose entries it prints and the article that it is of."""
    element = getattr(box, "element", None)
    if element is not None and element.get("class") in {"mark", "footnote", "reading"}:
        return
    if element is not None and element.get("data-entries"):
        owner = element
    if element is not None:
        article = element.get("data-article") or article
    if hasattr(box, "text"):
        if owner is not None:
            yield owner, article, box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child, owner, article)


def _line(box: Any, page: int, height: float) -> _Line:
    baseline = (height - box.position_y - box.baseline) * _POINTS
    left = box.position_x * _POINTS
    letters = sum(map(str.isalnum, box.text))
    return _Line(page, left, left + box.width * _POINTS, baseline, box.style["font_size"] * _POINTS, letters)


def _cut(element: Any, article: str, lines: list[_Line]) -> Iterator[Area]:
    language = element.get("lang") or ""
    named = [part.rpartition(":") for part in element.get("data-entries").split()]
    ends = list(accumulate(int(count) for _, _, count in named))
    done = 0
    for line in lines:
        for n, (entry, _, _) in enumerate(named):
            start = max(done, ends[n - 1] if n else 0)
            end = min(done + line.letters, ends[n]) if n < len(named) - 1 else done + line.letters
            if end > start or (not line.letters and start <= done <= ends[n]):
                yield _area(line, (entry, language, article), (start - done, end - done))
        done += line.letters


def _area(line: _Line, printed: tuple[str, str, str], letters: tuple[int, int]) -> Area:
    """``printed`` is the entry, its language and its article."""
    width = (line.right - line.left) / max(line.letters, 1)
    left, right = (line.left + width * n for n in letters) if line.letters else (line.left, line.right)
    return Area(
        page=line.page,
        left=round(left, 1),
        bottom=round(line.baseline - _DESCENT * line.size, 1),
        right=round(right, 1),
        top=round(line.baseline + _ASCENT * line.size, 1),
        entry=printed[0],
        language=printed[1],
        article=printed[2],
    )

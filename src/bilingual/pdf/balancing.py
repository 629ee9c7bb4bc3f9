"""WeasyPrint's headlines → headlines whose lines are about as long, and end where a reader pauses.

WeasyPrint 70 has no ``text-wrap: balance``: it fills each line, and leaves the last word alone on the last one. Here the places
where a headline's lines may end are measured by setting it once for each of them, the best of all divisions into as few lines is
reckoned, and each line is set as wide as that asks for. One function is replaced while an edition is laid out; a version that
nobody has tried fills its lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from bilingual.pdf.internals import is_known, replaced

_TAGS = frozenset({"h1", "h2"})
_CLASSES = frozenset({"title"})
"""Of a paragraph on a title page."""
_MOST_LINES = 6
"""Lines of a headline that is balanced; a longer one is none."""
_ENDLESS = 1e7
"""Pixels of a line that holds any headline."""
_UNEVEN = 0.4
"""Part of the mean line by which one may end before or behind where it would in lines of one length."""
_EASE = 0.3
"""Em that a line has to spare: less than the narrowest word, and more than places may be off by."""
_SPACE = 0.25
"""Em of the space between two words."""
_UNPAUSED = 0.09
"""What a line costs that ends at no pause, in squares of parts of the mean line: of twelve characters it may be two shorter or longer
for that: (8, 13) with a pause is better than (12, 9) without."""
_LEANING = 0.05
"""What a line costs that ends with an article or a preposition."""
_PAUSE = re.compile("[，。：；！？、,;:.!?—…》」』”’)）\\]】\u3000][\u200b\u2060 ]*$")
_SHORT_WORD = re.compile("(?:^| )[a-z]{1,3}$")


@dataclass(frozen=True, slots=True)
class _End:
    """Where a line may end."""

    width: float
    """Pixels from the beginning of the headline."""
    next: float
    """Where the next line begins."""
    cost: float


@contextmanager
def headlines_balanced() -> Iterator[bool]:
    """Balance the lines of headlines while the context lasts; gives whether that can be done."""
    if not is_known():
        yield False
        return
    from weasyprint.layout import block

    with replaced((block, "iter_line_boxes", _iter_line_boxes(block.iter_line_boxes))):
        yield True


def _iter_line_boxes(original: Any) -> Any:
    known: dict[tuple[Any, ...], tuple[float, ...]] = {}

    def iter_line_boxes(
        context: Any,
        box: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        around: Any,
        absolutes: list[Any],
        fixed: list[Any],
        *styles: Any,
    ) -> Iterator[Any]:
        """Set each line of a headline in the width that is best for it."""

        def lines(placed: tuple[list[Any], list[Any]]) -> Iterator[Any]:
            return original(context, box, position_y, bottom_space, skip_stack, around, *placed, *styles)  # type: ignore[no-any-return]

        if skip_stack is not None or not _is_headline(around) or not _is_plain(box):
            yield from lines((absolutes, fixed))
            return
        key = (around.width, *_looks(box))
        if key not in known:
            placed: tuple[list[Any], list[Any]] = ([], [])
            usual = list(islice(lines(placed), _MOST_LINES + 1))
            if len(usual) < 2:
                absolutes += placed[0]
                fixed += placed[1]
                yield from usual
                return
            known[key] = _widths(usual, lambda: lines(([], [])), box, around)
        made = lines((absolutes, fixed))
        for width in known[key]:
            line = _set(made, around, width)
            if line is None:
                return
            yield line
        yield from made

    return iter_line_boxes


def _looks(box: Any) -> Iterator[Any]:
    """Give what tells a headline from one that is set otherwise: a layout sets the same one several times."""
    style = box.style
    yield from (style["font_family"], style["font_size"], style["font_weight"], style["lang"])
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _looks(child)


def _set(lines: Iterator[Any], around: Any, width: float) -> Any:
    """Set the next line in another width; None if there is none."""
    own, around.width = around.width, width
    try:
        return next(lines, None)
    finally:
        around.width = own


def _is_headline(around: Any) -> bool:
    element = around.element
    if element is None or (element.tag not in _TAGS and element.get("class") not in _CLASSES):
        return False
    return bool(around.style["direction"] == "ltr")


def _is_plain(box: Any) -> bool:
    """Whether nothing in it would be put somewhere else a second time when it is set again: no note, no picture beside it."""
    if getattr(box, "footnote", None) is not None or not (
        box.is_in_normal_flow() or box.is_absolutely_positioned()
    ):
        return False
    return all(map(_is_plain, getattr(box, "children", ())))


def _widths(usual: list[Any], lines: Callable[[], Iterator[Any]], box: Any, around: Any) -> tuple[float, ...]:
    """Give the widths of the lines of a headline whose ``usual`` ones are these; none where it can't be balanced."""
    if len(usual) > _MOST_LINES or any(line.width > around.width for line, _ in usual):
        return ()
    size, most = float(box.style["font_size"]), float(around.width)
    best = _best(_ends(lines, around, _text(box), size, len(usual)), len(usual), most)
    return tuple(min(width + _EASE * size, most) for width in best)


def _ends(lines: Callable[[], Iterator[Any]], around: Any, text: str, size: float, count: int) -> list[_End]:
    """Measure where lines may end, from the beginning of the headline to its last character.

    Those that would make a line far longer or shorter than the mean are left out.
    """
    ends: list[_End] = []
    width = _ENDLESS
    while width > 0:
        line, resume_at = _set(lines(), around, width)
        if ends and line.width >= ends[-1].width - 0.01:  # one word, wider than what it was given
            break
        shown = _text(line)
        space = _SPACE * size * text[len(shown) :].startswith(" ")
        ends.append(_End(line.width, line.width + space, _cost(shown) if resume_at else 0.0))
        width = _next(line.width - 0.5, ends[0].width / count)
    return ends[::-1]


def _next(width: float, mean: float) -> float:
    """Give the greatest width up to this one at which one of the lines might end; 0 if there is none."""
    number = int(width / mean + _UNEVEN)
    return min(width, (number + _UNEVEN) * mean) if number and width >= (1 - _UNEVEN) * mean else 0.0


def _cost(line: str) -> float:
    if _PAUSE.search(line):
        return 0.0
    return _UNPAUSED + _LEANING * bool(_SHORT_WORD.search(line))


def _best(ends: Sequence[_End], count: int, most: float) -> list[float]:
    """Give the widths of the best division into so many lines, none wider than ``most``; nothing if there is none."""
    mean = ends[-1].width / count
    start = _End(0.0, 0.0, 0.0)
    best: dict[int, tuple[float, tuple[_End, ...]]] = {-1: (0.0, (start,))}
    for _ in range(count):
        further: dict[int, tuple[float, tuple[_End, ...]]] = {}
        for at, (cost, chosen) in best.items():
            for n, end in enumerate(ends[at + 1 :], start=at + 1):
                width = end.width - chosen[-1].next
                if width > most:
                    break
                total = cost + ((width - mean) / mean) ** 2 + end.cost
                if n not in further or total < further[n][0]:
                    further[n] = (total, (*chosen, end))
        best = further
    _, chosen = best.get(len(ends) - 1, (0.0, (start,)))
    return [end.width - before.next for before, end in pairwise(chosen)]


def _text(box: Any) -> str:
    if hasattr(box, "text"):
        return str(box.text)
    return "".join(map(_text, getattr(box, "children", ())))

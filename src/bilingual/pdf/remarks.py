"""A proofreader's PDF → the remarks in it, each with the entry that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bilingual.pdf.areas import Area
from bilingual.pdf.record import parsed, record_of
from bilingual.remark import Remark

_MARKUP = {
    "/Text": "", "/FreeText": "", "/Caret": "insert here", "/Highlight": "highlighted", "/Underline": "underlined",
    "/Squiggly": "underlined", "/StrikeOut": "struck out", "/Square": "boxed", "/Circle": "circled",
    "/Ink": "drawn on", "/Stamp": "stamped", "/Line": "marked", "/Polygon": "marked", "/PolyLine": "marked",
}  # fmt: skip
"""Kinds of annotation that proofreaders use (ISO 32000-1, 12.5.6), and what one without words says."""
_FURTHEST = 80.0
"""Points from the nearest text beyond which a remark is about none: a note in the outer margin is nearer."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")

Box = tuple[float, float, float, float]


def read_remarks(data: bytes, path: str) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """Give the record of an edition and the remarks written into it, in the order of its pages.

    Replies stand where the remark stands that they answer; a viewer's check marks are none. Raises FileError
    for what is no PDF, or not one of ours.
    """
    with parsed(data, path) as document:
        record, areas = record_of(document, path)
        remarks = [
            remark
            for number, page in enumerate(document.pages)
            for remark in _on_page(page, number, [area for area in areas if area.page == number])
        ]
    return record, tuple(remarks)


def _on_page(page: Any, number: int, areas: Sequence[Area]) -> Iterator[Remark]:
    for annotation in page.obj.get("/Annots", ()):
        kind = str(annotation.get("/Subtype", ""))
        if kind not in _MARKUP or "/StateModel" in annotation:
            continue
        words = " ".join(str(annotation.get("/Contents", "")).split()) or _MARKUP[kind]
        if not words:
            continue
        place = annotation
        while "/IRT" in place and place.IRT is not place:
            place = place.IRT
        area = _area(_boxes(place), areas)
        yield Remark(
            page=number + 1,
            text=words,
            author=" ".join(str(annotation.get("/T", "")).split()),
            date=_day(str(annotation.get("/M", annotation.get("/CreationDate", "")))),
            entry=area.entry if area else "",
            language=area.language if area else "",
            article=area.article if area else "",
        )


def _day(stamp: str) -> str:
    found = _DATE.match(stamp)
    return "-".join(found.groups()) if found else ""


def _boxes(annotation: Any) -> list[Box]:
    """What an annotation covers: its quadrilaterals, else its rectangle."""
    quads = [float(value) for value in annotation.get("/QuadPoints", ())]
    groups = [quads[n : n + 8] for n in range(0, len(quads) - 7, 8)]
    boxes = [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in groups]
    if boxes:
        return boxes
    rect = [float(value) for value in annotation.get("/Rect", ())]
    if len(rect) != 4:
        return []
    return [(min(rect[::2]), min(rect[1::2]), max(rect[::2]), max(rect[1::2]))]


def _area(boxes: Sequence[Box], areas: Sequence[Area]) -> Area | None:
    """The area that a remark covers most of, else the nearest one."""
    if not boxes or not areas:
        return None
    covered = [(sum(_overlap(box, area) for box in boxes), area) for area in areas]
    most = max(covered, key=lambda pair: pair[0])
    if most[0] > 0:
        return most[1]
    near = min(areas, key=lambda area: min(_distance(box, area) for box in boxes))
    return near if min(_distance(box, near) for box in boxes) <= _FURTHEST else None


def _overlap(box: Box, area: Area) -> float:
    width = min(box[2], area.right) - max(box[0], area.left)
    height = min(box[3], area.top) - max(box[1], area.bottom)
    return max(width, 0.0) * max(height, 0.0)


def _distance(box: Box, area: Area) -> float:
    """How far a box is from an area; up and down counts double, for a note in the margin belongs to its line."""
    across = max(area.left - box[2], box[0] - area.right, 0.0)
    down = max(area.bottom - box[3], box[1] - area.top, 0.0)
    return across + 2 * down

"""A Volume and page settings → the same with its notes at their marks, where the foot of a page has room for them."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual import footnotes
from bilingual.layouts import setting
from bilingual.model import Row, Volume
from bilingual.page_settings import PageConfig, text_area
from bilingual.typography import measure

SHEET = "foot"
_MOST = 0.4
"""Part of the page that the notes of one sentence may take, by the estimate here: none is parted, and where the estimate is
half as much again too low there are still some lines of text above them."""
_SIZE = 0.88
"""Of a note beside the text, as the style sheet has it."""
_BESIDE = frozenset({"columns"})
"""Layouts that set the languages of a note side by side."""
_UNDER = frozenset({"stacked", "interlinear"})
"""Layouts that set them under one another."""
_MACRO = "macro foot("


def footed(volume: Volume, page: PageConfig, tools: setting.Tools, layout: str) -> Volume:
    """Take the notes of a volume to their marks; those that would fill too much of a page stay at the end.

    All of them do where the settings say so, and where the project's own ``parts.html`` knows none. Raises ConfigError for impossible paper or fonts.
    """
    if page.notes == "end" or _MACRO not in tools.own.get("parts.html", _MACRO):
        return volume
    if not any(footnotes.numbered(edition.rows) for edition in volume.editions):
        return volume
    whole = volume.whole
    width, depth = text_area(page)
    set_in = setting.settings(whole, page, tools)
    width /= len(whole.languages) if layout in _BESIDE else 1
    faces = setting.faces(whole, page, set_in, width)

    def fits(rows: Sequence[Row]) -> bool:
        heights = [0.0] * len(faces)
        for row in rows:
            for n, (text, face) in enumerate(zip(setting.extents(row, set_in), faces, strict=True)):
                size = _SIZE * face.size
                heights[n] += measure.lines(text, width / size) * size * face.leading
        return (sum if layout in _UNDER else max)(heights) <= _MOST * depth

    return footnotes.at_feet(volume, fits)

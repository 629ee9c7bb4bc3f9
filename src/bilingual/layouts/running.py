"""Edition → HTML in one running text: one language alone, or the languages under one another.

``mono`` sets one language as a book does. ``stacked`` sets each paragraph under the one that it translates,
``interlinear`` each sentence.
"""

from __future__ import annotations

from typing import Any

from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.layouts import matter, pictures, setting, tables, templates
from bilingual.model import Edition, Row, Volume
from bilingual.page_settings import text_area
from bilingual.typography import measure

_MEASURE = 36.0
"""Em of the Chinese beyond which a line is too long to find the next one: 36 ideographs, some 80 letters."""
_SHORT = 6
"""Lines of a row, its languages together, that are not worth parting."""


def mono(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out an edition in one language. Raises ConfigError if it has more, or for impossible paper or fonts."""
    return mono_bound(matter.single(edition), page, tools)


def mono_bound(volume: Volume, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out a volume as ``mono`` does an edition."""
    if len(volume.whole.languages) != 1:
        raise ConfigError(
            "the layout “mono” takes one language",
            hint=f"name one at a time: --columns {volume.whole.languages[-1]}",
        )
    return _running(volume, page, tools, "mono", "block")


def stacked(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out paragraph under paragraph. Raises ConfigError for impossible paper or fonts."""
    return stacked_bound(matter.single(edition), page, tools)


def stacked_bound(volume: Volume, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out a volume as ``stacked`` does an edition."""
    return _running(volume, page, tools, "stacked", page.align)


def interlinear(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out sentence under sentence. Raises ConfigError for impossible paper or fonts."""
    return interlinear_bound(matter.single(edition), page, tools)


def interlinear_bound(volume: Volume, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out a volume as ``interlinear`` does an edition."""
    return _running(volume, page, tools, "interlinear", "segment")


def _running(volume: Volume, page: PageConfig, tools: setting.Tools, layout: str, align: str) -> str:
    whole = volume.whole
    room, depth = text_area(page)
    width = min(room, _MEASURE * page.font_size)
    count = len(whole.languages)
    set_in = setting.settings(whole, page, tools)
    faces = setting.faces(whole, page, set_in, width)
    found = [setting.aligned(edition, align) for edition in volume.editions]
    articles = [
        {
            **matter.part(volume, n),
            "columns": _columns(edition, page, width),
            "rows": [
                {
                    **_row(row, edition, setting.extents(row, set_in), faces, width),
                    "followed": followed,
                    "kept": kept,
                    **picture,
                }
                for (row, followed), picture, kept in zip(
                    found[n],
                    pictures.beside([row for row, _ in found[n]], width, depth),
                    tables.kept([row for row, _ in found[n]]),
                    strict=True,
                )
            ],
        }
        for n, edition in enumerate(volume.editions)
    ]
    return templates.filled(
        layout,
        tools.own,
        edition=whole,
        style=matter.style(
            volume,
            page,
            tools,
            "running",
            layout,
            widths=[width] * count,
            lefts=[(room - width) / 2] * count,
        ),
        columns=_columns(whole, page, width),
        rows=[row for article in articles for row in article["rows"]],
        articles=articles,
        front=matter.front(volume),
        colophon=matter.back(volume, page, tools),
    )


def _columns(edition: Edition, page: PageConfig, width: float) -> list[dict[str, Any]]:
    return [setting.column(edition, page, n, width) for n in range(len(edition.languages))]


def _row(
    row: Row, edition: Edition, extents: list[measure.Extent], faces: list[measure.Column], width: float
) -> dict[str, Any]:
    lines = [measure.lines(text, width / face.size) for text, face in zip(extents, faces, strict=True)]
    return {
        "role": setting.css(row.role),
        "cells": [setting.values(cell, row, edition) for cell in row.cells],
        "whole": sum(lines) <= _SHORT,
    }

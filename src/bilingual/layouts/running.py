"""Edition → HTML in one running text: one language alone, or the languages under one another.

``mono`` sets one language as a book does. ``stacked`` sets each paragraph under the one that it translates,
``interlinear`` each sentence.
"""

from __future__ import annotations

from typing import Any

from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.layouts import setting, templates
from bilingual.model import Edition, Row
from bilingual.page_settings import text_area
from bilingual.typography import measure

_MEASURE = 36.0
"""Em of the Chinese beyond which a line is too long to find the next one: 36 ideographs, some 80 letters."""
_SHORT = 6
"""Lines of a row, its languages together, that are not worth parting."""


def mono(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out an edition in one language. Raises ConfigError if it has more, or for impossible paper or fonts."""
    if len(edition.languages) != 1:
        raise ConfigError(
            "the layout “mono” takes one language",
            hint=f"name one at a time: --columns {edition.languages[-1]}",
        )
    return _running(edition, page, tools, "mono", setting.aligned(edition, "block"))


def stacked(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out paragraph under paragraph. Raises ConfigError for impossible paper or fonts."""
    return _running(edition, page, tools, "stacked", setting.aligned(edition, page.align))


def interlinear(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay out sentence under sentence. Raises ConfigError for impossible paper or fonts."""
    return _running(edition, page, tools, "interlinear", setting.aligned(edition, "segment"))


def _running(
    edition: Edition, page: PageConfig, tools: setting.Tools, layout: str, rows: list[tuple[Row, bool]]
) -> str:
    width, _ = text_area(page)
    width = min(width, _MEASURE * page.font_size)
    set_in = setting.settings(edition, page, tools)
    faces = setting.faces(edition, page, set_in, width)
    return templates.filled(
        layout,
        tools.own,
        edition=edition,
        style=setting.style(edition, page, tools, "running", layout),
        columns=[setting.column(edition, page, n, width) for n in range(len(edition.languages))],
        rows=[
            {
                **_row(row, edition, [setting.extent(cell, set_in) for cell in row.cells], faces, width),
                "followed": followed,
            }
            for row, followed in rows
        ],
    )


def _row(
    row: Row, edition: Edition, extents: list[measure.Extent], faces: list[measure.Column], width: float
) -> dict[str, Any]:
    lines = [measure.lines(text, width / face.size) for text, face in zip(extents, faces, strict=True)]
    return {
        "role": setting.css(row.role),
        "cells": [setting.values(cell, row, edition) for cell in row.cells],
        "whole": sum(lines) <= _SHORT,
    }

"""Edition → HTML with a column for each language: one table, one row for what stands side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bilingual.config import PageConfig
from bilingual.layouts import matter, pictures, setting, sizes, tables, templates
from bilingual.model import Edition, Row, Volume
from bilingual.page_settings import text_area
from bilingual.typography import measure

_GUTTER = 22.68
"""Points between two columns: 8 mm, as the style sheet pads them."""
_EASE = 0.1
"""Points that such a column has to spare, for rounding."""
_FULL = 0.9
"""Part of the rows' height that a text fills before its leading is widened."""
_LOOSEST = 1.03
"""What its leading is multiplied by at most: with 1.05 the English beside it has 14 % more ink, with this 12 %."""
_FEWEST_PARTED = 4
"""Lines of a text that can be parted, two on each page."""
_SHORT = 6
"""Lines of a row that is not worth parting at all."""
_MOST_WHOLE = 12
"""Lines of a row that may be moved to the next page as a whole: a quarter of an A4 page at most stays white."""


def columns(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay an edition out in parallel columns. Raises ConfigError for impossible paper or fonts."""
    return columns_bound(matter.single(edition), page, tools)


def columns_bound(volume: Volume, page: PageConfig, tools: setting.Tools) -> str:
    """Lay a volume out in parallel columns, of one width throughout. Raises ConfigError as ``columns`` does."""
    whole = volume.whole
    width, depth = text_area(page)
    set_in = setting.settings(whole, page, tools)
    faces = setting.faces(whole, page, set_in, width)
    inner = width - _GUTTER * (len(faces) - 1)
    found = [setting.aligned(edition, page.align) for edition in volume.editions]
    extents = [[setting.extents(row, set_in) for row, _ in rows] for rows in found]
    shown = [pictures.beside([row for row, _ in rows], width, depth) for rows in found]
    shares = _shares([extent for rows in extents for extent in rows], faces, page, inner)
    texts = [share * inner for share in shares]
    if not page.ratio:
        texts = _whole_ems(texts, [set_in[tag] for tag in whole.languages], page.font_size)
    lefts = [sum(texts[:n]) + _GUTTER * n for n in range(len(texts))]
    room = _room([extent for rows in extents for extent in rows], faces, texts)
    loose = sizes.loosened(set_in, dict(zip(whole.languages, room, strict=True)))
    ems = [
        text / (page.font_size * set_in[tag].size) for text, tag in zip(texts, whole.languages, strict=True)
    ]
    articles = [
        {
            **matter.part(volume, n),
            "columns": _columns(edition, page, texts, width),
            "rows": [
                {
                    **_row(row, edition, ems, whole=_keeps_whole(extent, faces, texts)),
                    "followed": followed,
                    "kept": kept,
                    **picture,
                }
                for (row, followed), extent, picture, kept in zip(
                    found[n], extents[n], shown[n], tables.kept([row for row, _ in found[n]]), strict=True
                )
            ],
        }
        for n, edition in enumerate(volume.editions)
    ]
    return templates.filled(
        "columns",
        tools.own,
        edition=whole,
        style=_loose(matter.style(volume, page, tools, "columns", widths=texts, lefts=lefts), loose),
        columns=_columns(whole, page, texts, width),
        rows=[row for article in articles for row in article["rows"]],
        articles=articles,
        front=matter.front(volume),
        colophon=matter.back(volume, page, tools),
    )


def _columns(
    edition: Edition, page: PageConfig, texts: Sequence[float], width: float
) -> list[dict[str, Any]]:
    """What the page says of each column, and its widths: the text's, and with half a gutter on each inner side."""
    outer = [text + _GUTTER / 2 * ((n > 0) + (n < len(texts) - 1)) for n, text in enumerate(texts)]
    return [
        {
            **setting.column(edition, page, n, text),
            "share": f"{100 * outer[n] / width:.3f}",
            "text": f"{text:.2f}pt",
        }
        for n, text in enumerate(texts)
    ]


def _shares(
    extents: Sequence[Sequence[measure.Extent]],
    faces: Sequence[measure.Column],
    page: PageConfig,
    inner: float,
) -> Sequence[float]:
    """How the width is divided among the texts: as configured, else so that it wastes least paper."""
    if len(page.ratio) == len(faces):
        return [part / sum(page.ratio) for part in page.ratio]
    return measure.best_shares(extents, faces, inner)


def _whole_ems(texts: list[float], set_in: Sequence[sizes.Setting], points: float) -> list[float]:
    """Make Chinese and Japanese columns as wide as so many ideographs: full lines are flush without being widened.

    What that takes or gives is the widest other column's.
    """
    snapped = [
        round(text / points) * points + _EASE if own.script == "ideographic" else text
        for text, own in zip(texts, set_in, strict=True)
    ]
    others = [n for n, own in enumerate(set_in) if own.script != "ideographic"]
    if not others:
        return texts
    widest = max(others, key=lambda n: texts[n])
    snapped[widest] += sum(texts) - sum(snapped)
    return snapped


def _room(
    rows: Sequence[Sequence[measure.Extent]], faces: Sequence[measure.Column], widths: Sequence[float]
) -> list[float]:
    """Say what the leading of each text may be multiplied by: a short one beside longer ones stands less alone then.

    No row gets higher by it, but for the few where the short text is the longest.
    """
    heights = [
        [
            measure.lines(text, width / face.size) * face.leading
            for text, face, width in zip(row, faces, widths, strict=True)
        ]
        for row in rows
    ]
    whole = sum(map(max, heights))
    if not whole:
        return [1.0] * len(faces)
    return [min(max(_FULL * whole / sum(column), 1.0), _LOOSEST) for column in zip(*heights, strict=True)]


def _loose(style: setting.Style, loose: Mapping[str, sizes.Setting]) -> setting.Style:
    leadings = {
        tag: replace(own, leading=loose[tag].leading, lift=loose[tag].lift)
        for tag, own in style.settings.items()
    }
    return replace(style, settings=leadings)


def _keeps_whole(
    texts: Sequence[measure.Extent], faces: Sequence[measure.Column], widths: Sequence[float]
) -> bool:
    """Whether a row stays on one page: a text of three lines can't be parted where the one beside it can."""
    counts = [
        measure.lines(text, width / face.size) for text, face, width in zip(texts, faces, widths, strict=True)
    ]
    return max(counts) <= (_MOST_WHOLE if min(counts) < _FEWEST_PARTED else _SHORT)


def _row(row: Row, edition: Edition, ems: Sequence[float], *, whole: bool) -> dict[str, Any]:
    return {
        "role": setting.css(row.role),
        "cells": [
            setting.values(cell, row, edition, room=room) for cell, room in zip(row.cells, ems, strict=True)
        ],
        "whole": whole,
    }

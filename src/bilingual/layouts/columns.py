"""Edition → HTML with a column for each language: one table, one row for what stands side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bilingual import furniture, typography
from bilingual.config import PageConfig
from bilingual.languages import Language, language
from bilingual.layouts.paper import family, text_area
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.typography import measure

if TYPE_CHECKING:
    from jinja2 import Template

_ASSETS = resources.files(__package__)
_GUTTER = 22.68
"""Points between two columns: 8 mm, as the style sheet pads them."""
_OPTICAL = {"ideographic": 1.0, "hangul": 0.99, "latin": 1.05}
"""Type sizes beside the Chinese; the style sheet says where they come from."""
_LEADING = {"ideographic": 1.6, "hangul": 1.56, "latin": 1.44}
"""Parts of the Chinese type size, as the style sheet has them: ideographs fill their square and want more."""
_NARROWEST = {"ideographic": 13.5, "hangul": 14.0, "latin": 16.0}
"""Em of its own size below which a column is chosen only where the paper forces it: shorter Chinese lines
gape when justified, shorter English and Korean ones are ragged beyond reading."""
_FEWEST_PARTED = 4
"""Lines of a text that can be parted, two on each page."""
_SHORT = 6
"""Lines of a row that is not worth parting at all."""
_MOST_WHOLE = 12
"""Lines of a row that may be moved to the next page as a whole: a quarter of an A4 page at most stays white."""
_FURNITURE_SIZE = 0.72
_SCALES = {Role.CAPTION: 0.88, Role.CREDIT: 0.76, Role.RELATED: 0.92, Role.TITLE: 1.6, Role.HEADING: 1.14}
"""Sizes of what is not set in the text's size, as the style sheet has them."""
_TAGS = {Role.TITLE: "h1", Role.HEADING: "h2"}
_UNREVIEWED = frozenset({State.DRAFT, State.NEEDS_REVIEW})
_STATES = {**dict.fromkeys(_UNREVIEWED, " draft"), State.UNTRANSLATED: " untranslated"}


@dataclass(frozen=True, slots=True)
class _Style:
    sheet: Any
    size: str
    margin: str
    points: float
    strut: Any
    families: dict[str, Any]


def columns(edition: Edition, page: PageConfig) -> str:
    """Lay an edition out in parallel columns. Raises ConfigError for impossible paper or fonts."""
    from markupsafe import Markup

    width, _ = text_area(page)
    faces = _faces(edition, page, width)
    extents = [[_extent(cell) for cell in row.cells] for row in edition.rows]
    inner = width - _GUTTER * (len(faces) - 1)
    shares = _shares(extents, faces, page, inner)
    tags = sorted({*edition.languages, edition.source_language, "zh-Hant", "ko", "ja"})
    families = {
        tag: Markup(_families(tag, edition.source_language, page)) for tag in tags
    }  # each name is checked, then quoted
    style = _Style(
        sheet=Markup((_ASSETS / "columns.css").read_text(encoding="utf-8")),
        size=page.size,
        margin=page.margin,
        points=page.font_size,
        strut=families[edition.languages[0]],
        families=families,
    )
    rows = [
        _row(row, edition, whole=_keeps_whole(texts, faces, [share * inner for share in shares]))
        for row, texts in zip(edition.rows, extents, strict=True)
    ]
    heads = _columns(edition, page, [share * inner for share in shares], width)
    return _template().render(edition=edition, style=style, columns=heads, rows=rows)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string((_ASSETS / "columns.html").read_text(encoding="utf-8"))


def _families(tag: str, source: str, page: PageConfig) -> str:
    """The fonts of a language, then the source's: a draft may have words of the source left over."""
    names = [name for own in (tag, source) for name in (page.fonts.get(own, ""), *language(own).fonts)]
    return ", ".join(family(name) for name in dict.fromkeys(names) if name)


def _script(known: Language) -> str:
    return "ideographic" if known.cjk else "hangul" if known.base == "ko" else "latin"


def _columns(
    edition: Edition, page: PageConfig, texts: Sequence[float], width: float
) -> list[dict[str, Any]]:
    """What the page says of each column, and its width: the text's and half a gutter on each inner side."""
    found = []
    for n, (tag, text) in enumerate(zip(edition.languages, texts, strict=True)):
        script = _script(language(tag))
        outer = text + _GUTTER / 2 * ((n > 0) + (n < len(texts) - 1))
        room = text / (_FURNITURE_SIZE * _OPTICAL[script] * page.font_size)
        found.append(
            {
                "language": tag,
                "script": script,
                "rtl": language(tag).rtl,
                "name": typography.prepare(furniture.language_name(tag), tag),
                "head": typography.prepare(
                    measure.shortened(typography.printable(edition.titles[n]), room),
                    tag,
                    around=edition.source_language,
                ),
                "folio": furniture.word("page {page} / {pages}", tag, page="\0", pages="\0").split("\0"),
                "legends": _legends(edition, n),
                "share": f"{100 * outer / width:.3f}",
            }
        )
    return found


def _legends(edition: Edition, column: int) -> list[tuple[str, str]]:
    """What the foot of a column says of its text: how much is a draft, how much is not translated."""
    tag = edition.languages[column]
    states = [piece.state for row in edition.rows for piece in row.cells[column].pieces]
    drafts = sum(state in _UNREVIEWED for state in states)
    missing = states.count(State.UNTRANSLATED)
    legends = []
    if drafts:
        legends.append(("draft", furniture.count("{count} draft", "{count} drafts", drafts, tag)))
    if missing:
        words = furniture.count("{count} untranslated", "{count} untranslated", missing, tag)
        legends.append(("untranslated", words))
    return legends


def _faces(edition: Edition, page: PageConfig, width: float) -> list[measure.Face]:
    faces = []
    for tag in edition.languages:
        script = _script(language(tag))
        size = _OPTICAL[script] * page.font_size
        faces.append(measure.Face(size, _LEADING[script], min(_NARROWEST[script] * size, width)))
    return faces


def _shares(
    extents: Sequence[Sequence[measure.Extent]],
    faces: Sequence[measure.Face],
    page: PageConfig,
    inner: float,
) -> Sequence[float]:
    """How the width is divided among the texts: as configured, else so that it wastes least paper."""
    if len(page.ratio) == len(faces):
        return [part / sum(page.ratio) for part in page.ratio]
    return measure.best_shares(extents, faces, inner)


def _keeps_whole(
    texts: Sequence[measure.Extent], faces: Sequence[measure.Face], widths: Sequence[float]
) -> bool:
    """Whether a row stays on one page: a text of three lines can't be parted where the one beside it can."""
    counts = [
        measure.lines(text, width / face.size) for text, face, width in zip(texts, faces, widths, strict=True)
    ]
    return max(counts) <= (_MOST_WHOLE if min(counts) < _FEWEST_PARTED else _SHORT)


def _extent(cell: Cell) -> measure.Extent:
    joiner = language(cell.language).joiner
    text = joiner.join(piece.text for piece in cell.pieces)
    return measure.extent(text, cell.language, scale=_SCALES.get(cell.pieces[0].role, 1.0))


def _row(row: Row, edition: Edition, *, whole: bool) -> dict[str, Any]:
    return {
        "role": _css(row.role),
        "cells": [_cell(cell, row, edition) for cell in row.cells],
        "whole": whole,
    }


def _css(role: Role) -> str:
    return role.value.replace("_", "-")


def _cell(cell: Cell, row: Row, edition: Edition) -> dict[str, Any]:
    parts = []
    for role, pieces in groupby(cell.pieces, key=lambda piece: piece.role):
        bookmark = _bookmark(row) if role in _TAGS and cell is row.cells[0] else ""
        parts.append(
            {
                "tag": _TAGS.get(role, "p"),
                "role": _css(role),
                "bookmark": bookmark,
                "pieces": [_text(piece, cell, edition) for piece in _merged(pieces, cell.language)],
            }
        )
    if row.role is Role.TITLE:
        parts += _imprint(edition, cell.language)
    known = language(cell.language)
    return {"language": cell.language, "script": _script(known), "rtl": known.rtl, "parts": parts}


def _imprint(edition: Edition, tag: str) -> list[dict[str, Any]]:
    """Below the title: author, publisher and the date in the column's language, as far as they are known."""
    words = (edition.author, edition.publisher, furniture.date(edition.published, tag))
    runs = typography.prepare(" · ".join(filter(None, words)), tag, around=edition.source_language)
    piece = {"language": tag, "classes": "", "space": "", "runs": runs}
    return [{"tag": "p", "role": "imprint", "bookmark": "", "pieces": [piece]}] if runs else []


def _bookmark(row: Row) -> str:
    texts = [" ".join(typography.printable(piece.text) for piece in cell.pieces) for cell in row.cells]
    return " | ".join(dict.fromkeys(texts))


def _merged(pieces: Iterable[Piece], tag: str) -> Iterator[Piece]:
    """Sentences of finished text as one; drafts stay apart, for each bears its mark."""
    joiner = language(tag).joiner
    for (state, own), group in groupby(pieces, key=lambda piece: (piece.state, piece.language or tag)):
        if state is State.REVIEWED:
            found = list(group)
            yield replace(found[0], text=joiner.join(piece.text for piece in found), language=own)
        else:
            yield from (replace(piece, language=own) for piece in group)


def _text(piece: Piece, cell: Cell, edition: Edition) -> dict[str, Any]:
    classes = _STATES.get(piece.state, "")
    runs = typography.prepare(piece.text, piece.language, around=edition.source_language)
    if piece.state in _UNREVIEWED and runs:
        runs = (
            replace(runs[0], text=typography.JOIN + runs[0].text),
            *runs[1:],
        )  # the mark stays with its text
    return {
        "language": piece.language,
        "classes": classes,
        "space": language(cell.language).joiner,
        "runs": runs,
    }

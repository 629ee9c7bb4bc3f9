"""Edition and page settings → the values that every layout's template prints: style, columns, cells, parts.

A template gets only what is here: plain values, texts prepared for the typesetter, and CSS that was checked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, groupby
from typing import Any, Protocol

from bilingual import furniture, typography
from bilingual.colophon import byline
from bilingual.config import PageConfig
from bilingual.edition_settings import ColophonConfig
from bilingual.faces import Face
from bilingual.inline import Tag
from bilingual.languages import language
from bilingual.layouts import bullets, emphasis, feet, readings, tables, templates
from bilingual.layouts.heads import running_heads, string_of
from bilingual.layouts.sizes import OPTICAL, Setting, in_columns, sizes
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import family
from bilingual.typography import measure

NARROWEST = {"ideographic": 12.0, "hangul": 14.0, "latin": 16.0}
"""Em of its own size below which a column is chosen only where the paper forces it: shorter Chinese lines
gape when justified, shorter English and Korean ones are ragged beyond reading."""
FURNITURE_SIZE = 0.72
_SCALES = {Role.CAPTION: 0.88, Role.CREDIT: 0.76, Role.RELATED: 0.92, Role.TITLE: 1.6, Role.HEADING: 1.14}
"""Sizes of what is not set in the text's size, as the style sheet has them."""
BANNER = "Proof, not for publication"
_TAGS = {Role.TITLE: "h1", Role.HEADING: "h2"}
_UNREVIEWED = frozenset({State.DRAFT, State.NEEDS_REVIEW})
_STATES = {**dict.fromkeys(_UNREVIEWED, " draft"), State.UNTRANSLATED: " untranslated"}


class Measure(Protocol):
    """Sets a page's HTML and gives where each ``id`` of a block stands: page number from 0, top in points."""

    def __call__(self, html: str) -> Mapping[str, tuple[int, float]]: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What a layout may use besides the edition and the page settings."""

    own: Mapping[str, str] = field(default_factory=dict)
    """The project's own templates and style sheets, text by file name."""
    measure: Measure | None = None
    """Sets HTML and measures it; None where there is no typesetter."""
    face: Callable[[str, str], Face | None] | None = None
    """Measures what a font family prints a script with; without it every font counts as the built-in one."""
    colophon: ColophonConfig = ColophonConfig(())  # noqa: RUF009  # it is frozen
    """What the colophon has; nothing unless the project says so."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the head of a page needs: CSS that was checked."""

    sheet: Any
    size: str
    margin: str
    points: float
    strut: Any
    """Fonts whose metrics every line has."""
    families: dict[str, Any]
    """Fonts by language tag."""
    settings: dict[str, Setting]
    """Size and leading of the edition's languages."""
    colours: dict[str, str]
    """By what they are for."""
    body: str
    """Classes of the body."""
    strings: dict[str, str]
    """By language, the CSS string that takes up its headings for the running head; empty if none does."""
    sides: tuple[str, ...]
    """Classes of the running heads: one for all pages, or those of left and of right ones."""
    feet: feet.Feet | None = None
    """None if no note stands at the foot of a page."""


def style(
    edition: Edition,
    page: PageConfig,
    tools: Tools,
    *sheets: str,
    widths: Sequence[float],
    lefts: Sequence[float],
) -> Style:
    """Give the style that these style sheets make, the last of them named after the layout.

    The texts are so many points wide (``widths``), and stand so far from the left of the text area (``lefts``). Raises ConfigError for a font that can't be one.
    """
    from markupsafe import Markup

    tags = sorted({*edition.languages, edition.source_language, "zh-Hant", "ko", "ja"})
    families = {
        tag: Markup(_families(tag, edition.source_language, page)) for tag in tags
    }  # each name is checked, then quoted
    return Style(
        sheet=Markup(templates.sheet([*sheets, *(["foot"] if edition.footnotes else [])], tools.own)),
        size=page.size,
        margin=page.margin,
        points=page.font_size,
        strut=families[edition.languages[0]],
        families=families,
        settings=in_columns(
            settings(edition, page, tools), dict(zip(edition.languages, widths, strict=True)), page.font_size
        ),
        colours={**asdict(page.colours), "links": page.colours.links or "inherit"},
        body=f"{' '.join(sheets)} columns-{len(edition.languages)}",
        strings={tag: string_of(page, tag) for tag in edition.languages},
        sides=("head-left", "head-right") if len(page.head) > 1 else ("",),
        feet=feet.feet(edition, page, widths, lefts) if edition.footnotes else None,
    )


def aligned(edition: Edition, align: str) -> list[tuple[Row, bool]]:
    """Give what stands together, and of each whether the next one goes on with its block.

    ``align`` is ``block``, for each row, or ``segment``, for each sentence of each row.
    """
    if align != "segment":
        return [(row, False) for row in edition.rows]
    found = [sentences(row) for row in edition.rows]
    return [(one, one is not row[-1]) for row in found for one in row]


def sentences(row: Row) -> list[Row]:
    """Cut a row into one for each of its sentences; what one translation says of several stays together."""
    return [row] if row.picture else [part_of(row, n, n + 1) for n in range(count(row))]


def count(row: Row) -> int:
    """Give the number of ``sentences``; a picture is one."""
    return 1 if row.picture else len(_cuts(row)) - 1


def part_of(row: Row, start: int, end: int) -> Row:
    """Give the row with its ``sentences`` from ``start`` to ``end`` only, in every language."""
    cuts = _cuts(row)
    first, last = cuts[start], cuts[end]
    cells = tuple(replace(cell, pieces=cell.pieces[first:last]) for cell in row.cells)
    return replace(row, cells=cells, continued=row.continued or first > 0)


def _cuts(row: Row) -> list[int]:
    """Say at which pieces a row may be cut, its end included: where no cell has a blank, so that none comes out empty."""
    length = min(len(cell.pieces) for cell in row.cells)
    cuts = [0]
    for n in range(1, length):
        full = all(any(piece.text for piece in cell.pieces[cuts[-1] : n]) for cell in row.cells)
        if full and all(cell.pieces[n].text for cell in row.cells):
            cuts.append(n)
    return [*cuts, length] if length else cuts


def column(edition: Edition, page: PageConfig, n: int, width: float) -> dict[str, Any]:
    """Give what the page says of a column that is ``width`` points wide: its name, head, folio and legends."""
    tag = edition.languages[n]
    kind = language(tag).script
    room = width / (FURNITURE_SIZE * OPTICAL[kind] * page.font_size)
    return {
        "language": tag,
        "script": kind,
        "rtl": language(tag).rtl,
        "name": typography.prepare(furniture.language_name(tag), tag),
        "heads": running_heads(edition, page, n, room),
        "title": typography.prepare(
            typography.printable(edition.titles[n]),
            edition.title_language(n),
            around=edition.source_language,
            headline=True,
        ),
        "title_language": edition.title_language(n),
        "folio": furniture.word("page {page} / {pages}", tag, page="\0", pages="\0").split("\0"),
        "legends": legends(edition, n),
        "banner": typography.prepare(furniture.word(BANNER, tag), tag) if edition.labels else (),
    }


def _families(tag: str, source: str, page: PageConfig) -> str:
    return ", ".join(family(name) for name in stack(tag, source, page))


def stack(tag: str, source: str, page: PageConfig) -> tuple[str, ...]:
    """Name the fonts of a language, then the source's: a draft may have words of the source left over."""
    names = [name for own in (tag, source) for name in (page.fonts.get(own, ""), *language(own).fonts)]
    return tuple(name for name in dict.fromkeys(names) if name)


def legends(edition: Edition, column: int) -> list[tuple[str, str]]:
    """What the foot of a column says of its text: how much is a draft, how much is not translated."""
    tag = edition.languages[column]
    rows = chain(edition.rows, *edition.footnotes.values())
    states = [piece.state for row in rows for piece in row.cells[column].pieces]
    drafts = sum(state in _UNREVIEWED for state in states)
    missing = states.count(State.UNTRANSLATED)
    legends = []
    if drafts:
        legends.append(("draft", furniture.count("{count} draft", "{count} drafts", drafts, tag)))
    if missing:
        words = furniture.count("{count} untranslated", "{count} untranslated", missing, tag)
        legends.append(("untranslated", words))
    return legends


def settings(edition: Edition, page: PageConfig, tools: Tools) -> dict[str, Setting]:
    """Give the size and leading of each of the edition's languages, by the measures of their fonts."""
    measured = {}
    for tag in edition.languages:
        own = page.fonts.get(tag)
        found = tools.face(own, language(tag).script) if own and tools.face else None
        if found:
            measured[tag] = found
    return sizes(edition.languages, page, measured)


def faces(
    edition: Edition, page: PageConfig, set_in: Mapping[str, Setting], width: float
) -> list[measure.Column]:
    """Say how the text of each column is set, on a page whose text is ``width`` points wide."""
    columns = []
    for tag in edition.languages:
        own = set_in[tag]
        size = own.size * page.font_size
        columns.append(measure.Column(size, own.leading, min(NARROWEST[own.script] * size, width)))
    return columns


def extents(row: Row, set_in: Mapping[str, Setting]) -> list[measure.Extent]:
    """Measure the text of each cell; that of a picture takes no room."""
    return [extent(replace(c, pieces=()) if row.picture else c, set_in) for c in row.cells]


def extent(cell: Cell, set_in: Mapping[str, Setting]) -> measure.Extent:
    """Measure the text of a cell."""
    joiner = language(cell.language).joiner
    text = joiner.join(piece.text for piece in cell.written)
    scale = _SCALES.get(cell.pieces[0].role, 1.0) if cell.pieces else 1.0
    return measure.extent(text, cell.language, scale=scale, face=set_in[cell.language].face)


def css(role: Role) -> str:
    """Give a role's class."""
    return role.value.replace("_", "-")


def values(cell: Cell, row: Row, edition: Edition, *, room: float = tables.WIDE) -> dict[str, Any]:
    """Give what a template prints of a cell, ``room`` em wide: its parts, each with its tag, its role and its texts."""
    parts: list[dict[str, Any]] = []
    for role, pieces in groupby(cell.written, key=lambda piece: piece.role):
        bookmark = _bookmark(row) if role in _TAGS and cell is row.cells[0] else ""
        parts.append(
            {
                "tag": _TAGS.get(role, "p"),
                "role": css(role),
                "bookmark": bookmark,
                "heading": _plain(cell) if role in _TAGS else "",
                "pieces": [
                    _text(*found, cell, row, edition, room=room) for found in _merged(pieces, cell.language)
                ],
            }
        )
    if row.marker and parts:
        parts[0]["marker"] = (
            "" if row.continued else row.marker
        )  # its place is kept, so that the text hangs on
        parts[0]["heavy"] = parts[0]["marker"] in bullets.HEAVY
    if row.role is Role.TITLE:
        parts += _imprint(edition, cell.language)
    return {**feet.side(cell.language), "parts": parts}


def _imprint(edition: Edition, tag: str) -> list[dict[str, Any]]:
    """Below the title: who wrote, published and translated it, and when, as far as that is known."""
    runs = typography.prepare(byline(edition, tag), tag, around=edition.source_language)
    piece = {
        "language": tag,
        "classes": "",
        "space": "",
        "runs": runs,
        "notes": {},
        "mark": "",
        "entries": "",
    }
    return [{"tag": "p", "role": "imprint", "bookmark": "", "heading": "", "pieces": [piece]}] if runs else []


def _bookmark(row: Row) -> str:
    return " | ".join(dict.fromkeys(map(_plain, row.cells)))


def _plain(cell: Cell) -> str:
    return language(cell.language).joiner.join(typography.printable(piece.text) for piece in cell.written)


def _merged(pieces: Iterable[Piece], tag: str) -> Iterator[tuple[Piece, list[Piece]]]:
    """Sentences of finished text as one, and which they are; drafts stay apart, for each bears its mark."""
    joiner = language(tag).joiner
    for (state, own), group in groupby(pieces, key=lambda piece: (piece.state, piece.language or tag)):
        if state is State.REVIEWED:
            found = list(group)
            text = joiner.join(piece.text for piece in found)
            yield replace(found[0], text=text, language=own, tags=_shifted(found, len(joiner))), found
        else:
            yield from ((replace(piece, language=own), [piece]) for piece in group)


def _shifted(pieces: Iterable[Piece], gap: int) -> tuple[Tag, ...]:
    """The tags of pieces that became one text, with so many characters between two of them."""
    tags: list[Tag] = []
    at = 0
    for piece in pieces:
        tags += [replace(tag, start=tag.start + at, end=tag.end + at) for tag in piece.tags]
        at += len(piece.text) + gap
    return tuple(tags)


def _text(
    piece: Piece, found: list[Piece], cell: Cell, row: Row, edition: Edition, *, room: float
) -> dict[str, Any]:
    classes = _STATES.get(piece.state, "")
    column = next(n for n, own in enumerate(row.cells) if own is cell)
    runs = _runs(piece, edition)
    parts = [_runs(part, edition) for part in tables.cells(piece, row, edition)]
    widths = tables.widths(row, column, edition, len(parts), room=room) if parts else ()
    kinds = [" amount" * one for one in tables.amounts(row, column, edition, len(parts))] if parts else []
    if piece.state in _UNREVIEWED and runs and runs[0].kind != readings.RUBY:
        runs = (
            replace(runs[0], text=typography.JOIN + runs[0].text),
            *runs[1:],
        )  # the mark stays with its text
    return {
        "language": piece.language,
        "classes": classes,
        "space": language(cell.language).joiner or language(piece.language).joiner,
        "runs": runs,
        "notes": feet.standing(piece, column, edition, values),
        "cells": list(zip(_rounded(widths), kinds, parts, strict=True)),
        "mark": piece.entry if piece.state is not State.REVIEWED else "",
        "entries": " ".join(f"{one.entry}:{_letters(one.text)}" for one in found if one.entry),
    }


def _rounded(widths: Iterable[float]) -> list[str]:
    """Give the widths of a row's cells as CSS, rounded so that the last one stands beside the others."""
    return [f"{math.floor(width * 100) / 100:.2f}%" for width in widths]


def _runs(piece: Piece, edition: Edition) -> tuple[typography.Run, ...]:
    runs = typography.prepare(
        piece.text, piece.language, around=edition.source_language, headline=piece.role in _TAGS
    )
    runs = typography.tagged(runs, piece.text, [_safe(tag) for tag in piece.tags])
    if language(piece.language).script != "latin":
        runs = readings.above(runs)
    if piece.role is Role.LIST_ITEM:
        runs = bullets.lightened(runs)
    return emphasis.dotted(runs, piece.language)


def _safe(tag: Tag) -> Tag:
    """The tag as a page may have it: a link only to the web or to an address."""
    href = dict(tag.attributes).get("href", "")
    leads = href.lower().startswith(("https://", "http://", "mailto:"))
    return tag if tag.name != "a" or leads else replace(tag, name="")


def _letters(text: str) -> int:
    """Count what a page prints of a text whatever is done to its spaces and marks."""
    return sum(map(str.isalnum, text))

"""Edition → the values that a template prints: rows of cells, parts and sentences, each with its language and name.

A sentence bears the name of its catalog entry as its ``id``, so that a reader's remark leads to it, and its number
in the row, by which a style sheet finds its counterparts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bilingual import colophon, footnotes, furniture, typography
from bilingual.languages import language
from bilingual.layouts import pictures, readings, setting, tables
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.picture import Picture
from bilingual.web import inline

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_PAIRED = 99
"""Sentences of a row that are paired by number; a longer paragraph is no article's, and each costs a CSS rule."""
_HEADS = frozenset({Role.TITLE, Role.HEADING})
_MARKS = {
    State.DRAFT: ("draft", "Draft {entry}"),
    State.NEEDS_REVIEW: ("draft", "Draft {entry}"),
    State.UNTRANSLATED: ("untranslated", "Not translated {entry}"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of a cell, as HTML."""

    id: str
    numbers: tuple[int, ...]
    """Its place in the row, from 1, and those of blanks that it speaks for; none beyond ``MOST_PAIRED``."""
    language: str
    direction: str
    """``ltr`` or ``rtl`` where that is not the cell's own, else empty."""
    kind: str
    """``draft``, ``untranslated`` or empty."""
    entry: str
    label: str
    """What is said aloud for the mark of a sentence that is not ready."""
    html: Markup
    space: str
    """What stands before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of a cell that play one role."""

    role: str
    marker: str
    back: str
    """``id`` of the first reference to this note; empty if it is none."""
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One language of a row."""

    number: int
    """From 1."""
    language: str
    direction: str
    script: str
    name: str
    """Of the language, in itself."""
    text: str
    """All its sentences as plain text."""
    words: str
    """BCP 47 tag of ``text``: the source's where nothing of it is translated."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One row: what stands side by side."""

    id: str
    role: str
    level: int
    """Of a heading, 1 to 3; 0 for what is none."""
    followed: bool
    """Whether the next row goes on with its block."""
    picture: Picture | None
    """What is shown instead of the columns, which then are its alternative texts."""
    alt: str
    columns: tuple[Column, ...]

    @property
    def paired(self) -> int:
        """How many of its sentences are paired."""
        return max(
            (n for c in self.columns for p in c.parts for s in p.sentences for n in s.numbers), default=0
        )


@dataclass(slots=True)
class _Names:
    """The ids of a document, each given once, and its notes."""

    taken: Counter[str]
    notes: dict[str, str] = field(default_factory=dict)
    """By a note's number, its row's id."""
    references: set[str] = field(default_factory=set)

    def new(self, wanted: str) -> str:
        self.taken[wanted] += 1
        count = self.taken[wanted]
        return wanted if count == 1 else f"{wanted}-{count}"


def bands(edition: Edition, align: str, taken: Counter[str], *, top: int = 1) -> tuple[Band, ...]:
    """Give the rows of an edition, cut as ``align`` says; the title is a heading of level ``top``.

    ``taken`` counts the ids of the document so far. Law: no two ids of a document are the same.
    """
    found = list(_cut(edition, align))
    names = _Names(taken)
    for number in footnotes.numbered([row for row, _ in found]):
        names.notes[number] = names.new(f"note-{len(names.notes) + 1}")
    waiting = dict(names.notes)
    titles, continues = 0, False
    made = []
    for n, (row, followed) in enumerate(found, 1):
        row = replace(row, marker="") if continues else row
        note = waiting.pop(footnotes.number(row.marker), "") if row.role is Role.NOTE else ""
        continues = followed
        titles += row.role is Role.TITLE
        level = top if row.role is Role.TITLE and titles == 1 else top + 1
        heading = level if row.role in _HEADS else 0
        columns = tuple(_column(c, cell, row, edition, names, note) for c, cell in enumerate(row.cells, 1))
        place = note or names.new(f"row-{n}")
        role = setting.css(row.role)
        made.append(Band(place, role, heading, followed, row.picture, _spoken(row), columns))
    return tuple(made)


def _cut(edition: Edition, align: str) -> Iterator[tuple[Row, bool]]:
    """The rows, cut as ``align`` says; a picture and a heading are whole."""
    for row in pictures.printed(edition).rows:
        if row.picture or row.role in _HEADS:
            yield row, False
        else:
            yield from setting.aligned(replace(edition, rows=(row,)), align)


def _spoken(row: Row) -> str:
    """The alternative text of a row's picture, in every language."""
    texts = (" ".join(typography.printable(p.text) for p in cell.written) for cell in row.cells)
    return " | ".join(dict.fromkeys(filter(None, texts))) if row.picture else ""


def _column(n: int, cell: Cell, row: Row, edition: Edition, names: _Names, note: str) -> Column:
    known = language(cell.language)
    spoken = {piece.language or cell.language for piece in cell.written}
    parts: list[Part] = []
    for role, group in groupby(_numbered(cell), key=lambda pair: pair[1].role):
        sentences = tuple(_sentences(list(group), n, cell, row, edition, names))
        marker = row.marker if not parts else ""
        back = f"ref-{note}-{n}" if marker and f"ref-{note}-{n}" in names.references else ""
        parts.append(Part(setting.css(role), marker, back, sentences))
    return Column(
        n,
        cell.language,
        "rtl" if known.rtl else "",
        known.script,
        furniture.language_name(cell.language),
        language(cell.language).joiner.join(shown(piece.text, piece.language) for piece in cell.written),
        spoken.pop() if len(spoken) == 1 else cell.language,
        tuple(parts),
    )


def _numbered(cell: Cell) -> list[tuple[tuple[int, ...], Piece]]:
    """Number the sentences that say something; a deliberate blank is said by the one before it, or the first."""
    found: list[tuple[tuple[int, ...], Piece]] = []
    waiting: tuple[int, ...] = ()
    for n, piece in enumerate(cell.pieces, 1):
        if piece.text:
            found.append(((*waiting, n), piece))
            waiting = ()
        elif found:
            found[-1] = ((*found[-1][0], n), found[-1][1])
        else:
            waiting += (n,)
    return found


def _sentences(
    pieces: Sequence[tuple[tuple[int, ...], Piece]],
    column: int,
    cell: Cell,
    row: Row,
    edition: Edition,
    names: _Names,
) -> Iterator[Sentence]:
    for n, (numbers, piece) in enumerate(pieces):
        own = piece.language or cell.language
        rtl = language(own).rtl
        kind, words = _MARKS.get(piece.state, ("", ""))
        yield Sentence(
            id=names.new(f"{cell.language}-{piece.entry or 'text'}"),
            numbers=tuple(number for number in numbers if number <= MOST_PAIRED),
            language=own,
            direction="" if rtl == language(cell.language).rtl else "rtl" if rtl else "ltr",
            kind=kind,
            entry=piece.entry,
            label=furniture.word(words, cell.language, entry=piece.entry) if words else "",
            html=_row(piece, column, row, edition, names),
            space=language(cell.language).joiner if n else "",
        )


def _row(piece: Piece, column: int, row: Row, edition: Edition, names: _Names) -> Markup:
    """A piece, that of a table's row cell by cell: with a tab between two, for who copies it."""
    from markupsafe import Markup

    own = piece.language or row.cells[column - 1].language
    cells = tables.cells(piece, row, edition)
    if not cells:
        return _html(piece, own, column, edition, names)
    amounts = tables.amounts(row, column - 1, edition, len(cells))
    each = Markup("\t").join(
        Markup('<span class="amount">{}</span>' if amount else "<span>{}</span>").format(
            _html(cell, own, column, edition, names)
        )
        for cell, amount in zip(cells, amounts, strict=True)
    )
    return Markup('<span class="cells">{}</span>').format(each)


def _html(piece: Piece, own: str, column: int, edition: Edition, names: _Names) -> Markup:
    from markupsafe import Markup

    def reference(mark: str) -> Markup:
        note = names.notes.get(footnotes.number(mark), "")
        if not note:
            return Markup('<sup class="noteref">{}</sup>').format(mark)
        place = f"ref-{note}-{column}"
        given = names.new(place)
        names.references.add(place)
        link = '<a class="noteref" role="doc-noteref" id="{}" href="#{}">{}</a>'
        return Markup(link).format(given, note, mark)

    runs = typography.clean(piece.text, own, around=edition.source_language, headline=piece.role in _HEADS)
    runs = readings.in_ruby(typography.tagged(runs, piece.text, piece.tags), own)
    return inline.html(runs, reference)


def shown(text: str, tag: str) -> str:
    """Give a text without markup as a page shows it: its marks full width or curled, as its language writes them."""
    return "".join(run.text for run in typography.clean(text, tag))


def headline(text: str, tag: str) -> Markup:
    """Give a title as HTML that says where its lines may end."""
    return inline.html(typography.clean(text, tag, headline=True), _unreferred)


def _unreferred(_mark: str) -> Markup:
    """A title of an edition has no marks of notes."""
    from markupsafe import Markup

    return Markup("")


def legends(edition: Edition) -> list[dict[str, Any]]:
    """Give what is said above an edition that is not ready, in each of its languages; nothing of a clean one."""
    if not edition.labels:
        return []
    return [
        {
            "number": n + 1,
            "language": tag,
            "banner": furniture.word(setting.BANNER, tag),
            "legends": setting.legends(edition, n),
        }
        for n, tag in enumerate(edition.languages)
    ]


def imprint(edition: Edition) -> list[str]:
    """Give what stands below the title in each language: who wrote, published and translated it, as far as known."""
    return [shown(colophon.byline(edition, tag), tag) for tag in edition.languages]

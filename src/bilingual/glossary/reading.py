"""The bytes of a ``glossary.csv``, as any spreadsheet writes it → Glossary; errors name the row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from bilingual import files
from bilingual.errors import ConfigError, UsageError
from bilingual.glossary.folding import fold
from bilingual.glossary.terms import ALTERNATIVES, Glossary, Term
from bilingual.languages import language

FILE_NAME = "glossary.csv"
NOTE_COLUMN = "note"
FORBIDDEN = "forbidden:"
"""Begins the name of a column of words that must not be used: ``forbidden:en``."""
_UNUSED = ""
"""The name of a column that has neither name nor cells; spreadsheets write those."""
_SAVE = "save it as “CSV UTF-8” in the spreadsheet"


def load(path: Path, *, source: str) -> Glossary:
    """Read a glossary; a file that is not there is an empty one.

    The first row names the columns: BCP 47 tags (``source`` must be among them), ``forbidden:<tag>`` and ``note``.
    Byte-order marks, UTF-16, semicolons or tabs instead of commas, Excel's ``sep=`` line and quoted cells are read
    as spreadsheets write them. Raises ConfigError with the row's line, FileError for what can't be read at all.
    """
    if not path.exists():
        return Glossary(language=source)
    shown = str(path)
    rows = _rows(_decoded(files.read(path), shown), shown)
    if not rows:
        return Glossary(path=shown, language=source)
    columns = _columns(rows, shown, source)
    terms = [_term(cells, columns, (line, source), shown) for line, cells in rows[1:]]
    _refuse_duplicates(terms, shown)
    return Glossary(tuple(sorted(terms, key=lambda t: (-len(t.source), t.line))), shown, source)


def _decoded(data: bytes, path: str) -> str:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("the glossary is not UTF-8", path=path, line=line, hint=_SAVE) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ConfigError("the glossary is not a text in UTF-8", path=path, line=line, hint=_SAVE)
    return text


def _rows(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Give (line, cells) of each row that is not blank."""
    announced = re.match(r"sep=(.)\r?\n", text)
    body = text[announced.end() :] if announced else text
    head = next((line for line in body.splitlines() if line.strip()), "")
    delimiter = announced[1] if announced else max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows = []
    before = 2 if announced else 1
    line = before
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + before
    except csv.Error as error:
        raise ConfigError(
            f"not a readable CSV row: {error}", path=path, line=line, hint="check the quotation marks"
        ) from error
    return rows


def _columns(rows: Sequence[tuple[int, list[str]]], path: str, source: str) -> list[str]:
    """Give each column's name: a language tag in canonical form, ``forbidden:`` and one, ``note``, or nothing."""
    (line, head), *body = rows
    columns: list[str] = []
    for n, cell in enumerate(head):
        column = _column(cell, (line, source), path)
        filled = next((at for at, cells in body if len(cells) > n and cells[n]), 0)
        if column == _UNUSED and filled:
            raise ConfigError(
                f"the row has a cell in column {n + 1}, which the first row gives no name",
                path=path,
                line=filled,
                hint=f"name the column: a language tag, “{FORBIDDEN}en” or “{NOTE_COLUMN}”",
            )
        if column != _UNUSED and column in columns:
            raise ConfigError(
                f"two columns are called “{column}”",
                path=path,
                line=line,
                hint=f"put all renderings into one column, separated by {ALTERNATIVES}",
            )
        columns.append(column)
    if source not in columns:
        raise ConfigError(
            f"no column for the source language {source}",
            path=path,
            line=line,
            hint=f"name a column “{source}”",
        )
    return columns


def _column(cell: str, place: tuple[int, str], path: str) -> str:
    line, source = place
    if cell == _UNUSED or cell.lower() == NOTE_COLUMN:
        return cell.lower()
    prefix, tag = (FORBIDDEN, cell[len(FORBIDDEN) :]) if cell.lower().startswith(FORBIDDEN) else ("", cell)
    try:
        return prefix + language(tag).tag
    except UsageError:
        raise ConfigError(
            f"the first row has “{cell}”, which is neither a language tag nor “{NOTE_COLUMN}”",
            path=path,
            line=line,
            hint=f"begin the file with a row like: {source},en,ko,{FORBIDDEN}en,{NOTE_COLUMN}",
        ) from None


def _term(cells: list[str], columns: list[str], place: tuple[int, str], path: str) -> Term:
    line, language_of_source = place
    if any(cells[len(columns) :]):
        raise ConfigError(
            f"the row has {len(cells)} cells, the first row {len(columns)}",
            path=path,
            line=line,
            hint="put quotation marks around a cell that contains the separator",
        )
    named = dict(zip(columns, cells, strict=False))
    source = named.pop(language_of_source, "")
    note = named.pop(NOTE_COLUMN, "")
    named.pop(_UNUSED, "")
    if not source:
        raise ConfigError(
            "the row has no source term", path=path, line=line, hint="fill it in or delete the row"
        )
    words = {
        name: tuple(p.strip() for p in cell.split(ALTERNATIVES) if p.strip()) for name, cell in named.items()
    }
    renderings = {name: parts for name, parts in words.items() if parts and not name.startswith(FORBIDDEN)}
    forbidden = {
        name.removeprefix(FORBIDDEN): parts
        for name, parts in words.items()
        if parts and name.startswith(FORBIDDEN)
    }
    _refuse_contradiction(renderings, forbidden, line, path)
    return Term(source, renderings, line, forbidden, note)


def _refuse_contradiction(
    renderings: dict[str, tuple[str, ...]], forbidden: dict[str, tuple[str, ...]], line: int, path: str
) -> None:
    for tag, words in forbidden.items():
        both = [word for word in words if word in renderings.get(tag, ())]
        if both:
            raise ConfigError(
                f"“{both[0]}” is both a rendering and forbidden in {tag}",
                path=path,
                line=line,
                hint="take it out of one of the two cells",
            )


def _refuse_duplicates(terms: list[Term], path: str) -> None:
    seen: dict[str, int] = {}
    for term in terms:
        first = seen.setdefault(fold(term.source), term.line)
        if first != term.line:
            raise ConfigError(
                f"“{term.source}” stands in line {first} already",
                path=path,
                line=term.line,
                hint=f"put all renderings into one row, separated by {ALTERNATIVES}",
            )

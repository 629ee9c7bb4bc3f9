"""``glossary.csv`` → Glossary: which words a term of the source must be rendered with, in each language."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bilingual import files
from bilingual.errors import ConfigError, UsageError
from bilingual.languages import language

FILE_NAME = "glossary.csv"
NOTE_COLUMN = "note"
ALTERNATIVES = "|"
"""Separates the renderings that a cell allows; the first is the preferred one."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary."""

    source: str
    renderings: Mapping[str, tuple[str, ...]]
    """By BCP 47 tag, the preferred one first; a language without an entry is free."""
    line: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a project, longest source first."""

    terms: tuple[Term, ...] = ()
    path: str = ""

    def occurring(self, text: str) -> Iterator[Term]:
        """Give the terms that occur in a source text; one that is part of a longer one does not count."""
        rest = fold(text)
        for term in self.terms:
            wanted = fold(term.source)
            if wanted in rest:
                rest = rest.replace(wanted, "\0")
                yield term


def fold(text: str) -> str:
    """Make spellings of one word alike: width, letter case and 臺/台."""
    return unicodedata.normalize("NFKC", text).casefold().replace("臺", "台")


def load(path: Path, *, source: str) -> Glossary:
    """Read a glossary; a file that is not there is an empty one.

    The first row names the columns by BCP 47 tag (``source`` must be among them) and ``note``. Byte-order
    marks, semicolons or tabs instead of commas, and quoted cells are read as spreadsheets write them.
    Raises ConfigError with the row's line.
    """
    if not path.exists():
        return Glossary()
    shown = str(path)
    try:
        text = files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            "the glossary is not UTF-8", path=shown, hint="save it as “CSV UTF-8” in the spreadsheet"
        ) from error
    rows = _rows(text, shown)
    if not rows:
        return Glossary(path=shown)
    columns = _columns(rows[0][1], shown, source)
    at = columns.index(source)
    terms = [_term(cells, columns, (line, at), shown) for line, cells in rows[1:]]
    _refuse_duplicates(terms, shown)
    return Glossary(tuple(sorted(terms, key=lambda t: (-len(t.source), t.line))), shown)


def _rows(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Give (line, cells) of each row that is not blank."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ConfigError(
            f"not a readable CSV row: {error}", path=path, line=line, hint="check the quotation marks"
        ) from error
    return rows


def _columns(cells: list[str], path: str, source: str) -> list[str]:
    """Give each column's language tag, ``note`` as itself."""
    columns = []
    for cell in cells:
        try:
            columns.append(cell if cell.lower() == NOTE_COLUMN else language(cell).tag)
        except UsageError:
            raise ConfigError(
                f"the first row has “{cell}”, which is neither a language tag nor “{NOTE_COLUMN}”",
                path=path,
                line=1,
                hint=f"begin the file with a row like: {source},en,ko,note",
            ) from None
    if source not in columns:
        raise ConfigError(
            f"no column for the source language {source}", path=path, line=1, hint=f"name a column “{source}”"
        )
    return columns


def _term(cells: list[str], columns: list[str], place: tuple[int, int], path: str) -> Term:
    line, at = place
    if len(cells) > len(columns):
        raise ConfigError(
            f"the row has {len(cells)} cells, the first row {len(columns)}",
            path=path,
            line=line,
            hint="put quotation marks around a cell that contains the separator",
        )
    named = dict(zip(columns, cells, strict=False))
    source = named.pop(columns[at], "")
    named = {tag: cell for tag, cell in named.items() if tag.lower() != NOTE_COLUMN}
    if not source:
        raise ConfigError(
            "the row has no source term", path=path, line=line, hint="fill it in or delete the row"
        )
    renderings = {
        tag: tuple(part.strip() for part in cell.split(ALTERNATIVES) if part.strip())
        for tag, cell in named.items()
        if cell.strip(ALTERNATIVES + " ")
    }
    return Term(source, renderings, line)


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

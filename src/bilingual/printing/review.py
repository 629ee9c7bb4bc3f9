"""``review`` and ``status`` → what they print."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bilingual.model import Severity, State
from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count, one_line, short

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from bilingual.pipeline import Entry, Open, Status


_SUSPICIOUS_SHARE = 0.5
"""From this share of entries on, reviewed letter for letter as drafted, an editor may have dropped the marks."""

_SUSPICIOUS_COUNT = 10

_BLANK = "(left blank)"
"""Stands for a translation that is empty on purpose."""

_TABLE_WIDTH = 120
"""A narrower terminal wraps the table's lines, which reads better than columns cut short."""


def riskiest(output: Output, entries: Sequence[Entry], limit: int, tag: str, *, reviewed: bool) -> None:
    """A table of the first entries: rank, place and reason, source and translation, each on one line."""
    if not entries:
        also = "" if reviewed else "--all lists reviewed entries too, and "
        output.say(f"nothing to review in {tag}; {also}“bilingual status” counts what has no text yet")
        return
    shown = entries[: limit or None]
    _print_entries(shown)
    if len(shown) < len(entries):
        output.say(f"{len(entries) - len(shown)} more: --limit 0 lists all")
    output.say("The order is a hint; --open opens the first in your editor.")


def listed(output: Output, entries: Sequence[Entry]) -> None:
    """One line an entry, as ``check`` writes its findings; for programs, all that is known of it."""
    for rank, entry in enumerate(entries, 1):
        value = {
            "rank": rank,
            "path": entry.path,
            "line": entry.line,
            "language": entry.language,
            "msgctxt": entry.context,
            "msgid": entry.id,
            "msgstr": entry.text,
            "state": entry.state.value,
            "risk": entry.risk,
            "why": entry.why,
        }
        output.values.append(value)
        if not output.as_json:
            output.say(f"{entry.path}:{entry.line}: {_reason(entry)}: {short(entry.id)}", always=True)


def how_to_open(output: Output, editor: str, entry: Entry) -> None:
    """Say how to come to an entry with an editor that takes no line, or without one."""
    if editor:
        output.say(f"{editor} is not known to open a file at a line; run: {editor} {shlex.quote(entry.path)}")
    else:
        output.say(f"set VISUAL or EDITOR, or run: vi +{entry.line} {shlex.quote(entry.path)}")


def _reason(entry: Entry) -> str:
    return "; ".join(entry.why) or entry.state.value


def _print_entries(entries: Sequence[Entry]) -> None:
    """Rich measures ideographs as two columns wide, and shortens each line to the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    ranks = len(str(len(entries)))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=ranks)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=console.width - ranks - 3)
    for rank, entry in enumerate(entries, 1):
        place = f"{entry.path}:{entry.line}:"
        apart = "\n" if len(place) + len(_reason(entry)) > console.width - ranks - 4 else " "
        head = Text(place + apart).append(_reason(entry), style="bold")
        table.add_row(
            str(rank), Text("\n").join([head, Text(one_line(entry.id)), Text(one_line(entry.text) or _BLANK)])
        )
    _print_lines(console, table)


def _print_lines(console: Console, table: Table) -> None:
    """Print a table without the spaces with which it is filled up at the end of each line."""
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


def status(output: Output, rows: Sequence[Status]) -> None:
    """A table of all catalogs, then what should be looked at."""
    for row in rows:
        output.values.append({**fields(row), "suspicious": _suspicious(row)})
    if rows and not output.as_json and not output.quiet:
        _print_table(rows)
    for row in rows:
        for note in _notes(row):
            output.say(f"{row.article} {row.language}: {note}")


def open_entries(output: Output, entries: Sequence[Open]) -> None:
    """One line an entry, as ``check`` writes its findings."""
    output.values += entries
    for entry in entries:
        output.say(f"{entry.path}:{entry.line}: {entry.state}: {short(entry.text)}")


def _suspicious(row: Status) -> bool:
    return row.accepted_as_is >= max(_SUSPICIOUS_COUNT, _SUSPICIOUS_SHARE * row.total)


def _notes(row: Status) -> Iterator[str]:
    if row.out_of_date:
        sentences = "1 sentence is" if row.out_of_date == 1 else f"{row.out_of_date} sentences are"
        yield f"{sentences} not in the catalog yet: bilingual sync {row.article}"
    if row.stale:
        yield f"{count(row.stale, 'reviewed translation')} drafted from English that has changed since"
    if _suspicious(row):
        yield (
            f"{row.accepted_as_is} of {row.total} entries are marked as reviewed, but are letter for letter what "
            "the machine drafted: some editors (OmegaT) drop the mark when they save"
        )


def _print_table(rows: Sequence[Status]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.width = max(console.width, _TABLE_WIDTH)
    for article in dict.fromkeys(row.article for row in rows):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
        table.add_column(article, style="bold", no_wrap=True)
        for name in ("untranslated", "draft", "review", "reviewed", "as drafted", "errors", "warnings"):
            table.add_column(name, justify="right", no_wrap=True)
        for row in (row for row in rows if row.article == article):
            found = [row.findings.get(s, 0) for s in (Severity.ERROR, Severity.WARNING)]
            cells = [*(row.counts[state] for state in State), row.accepted_as_is, *found]
            table.add_row(f"  {row.language}", *(str(cell or "–") for cell in cells))
        _print_lines(console, table)

"""``check`` and ``status`` → what they print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bilingual.model import Finding, Severity, State
from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count, severities, short

if TYPE_CHECKING:
    from bilingual.pipeline import Open, Status


_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}

_SUSPICIOUS_SHARE = 0.5
"""From this share of entries on, reviewed letter for letter as drafted, an editor may have dropped the marks."""

_SUSPICIOUS_COUNT = 10

_TABLE_WIDTH = 120
"""A narrower terminal wraps the table's lines, which reads better than columns cut short."""


def findings(output: Output, findings: Sequence[Finding]) -> None:
    """One line a finding, as compilers write them, so that editors can jump to it."""
    output.values += findings
    for f in findings:
        severity = click.style(f.severity, fg=_COLORS[f.severity])
        output.say(f"{f.path}:{f.line}: {severity}: {f.code}: {f.message}", always=True)
    counts = Counter(f.severity for f in findings)
    output.say(severities(counts) or "no findings")
    if counts[Severity.ERROR]:
        output.incomplete()


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
        console.print(table)

"""Results → lines for people, or one JSON value for programs."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from bilingual.errors import BilingualError
from bilingual.model import Document, Finding, Segment, Severity, State

if TYPE_CHECKING:
    from bilingual.catalogs import Change
    from bilingual.doctor import Item
    from bilingual.making import Made
    from bilingual.pipeline import Built, Drafted, Open, Status, Written

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_SUSPICIOUS_SHARE = 0.5
"""From this share of entries on, reviewed letter for letter as drafted, an editor may have dropped the marks."""
_SUSPICIOUS_COUNT = 10

_TABLE_WIDTH = 120
"""A narrower terminal wraps the table's lines, which reads better than columns cut short."""


class Output:
    """Where a command's results go, and what its exit status will be.

    People's text goes to standard output, or to standard error if ``as_json`` is set: then standard output
    is one JSON value. ``quiet`` leaves only errors and findings.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.status_code = 0
        self.values: list[Any] = []
        self.problems: list[dict[str, Any]] = []
        self.hint = ""
        self.warned: set[str] = set()

    def say(self, text: str = "", *, always: bool = False) -> None:
        if always or not self.quiet:
            click.echo(text, err=self.as_json)

    def add(self, value: Any, line: str) -> None:
        """One result: a value for programs, a line for people."""
        self.values.append(value)
        self.say(line)

    def fail(self, error: BilingualError) -> None:
        """Tell an error; the command goes on, but its exit status is the error's."""
        self.status_code = max(self.status_code, error.exit_status)
        problem = {
            "error": error.message,
            "where": error.where,
            "hint": error.hint,
            "exit": error.exit_status,
        }
        if problem in self.problems:  # the same lack stops several editions: say it once
            return
        self.problems.append(problem)
        where = f"{error.where}: " if error.where else ""
        click.echo(f"{where}{click.style('error', fg='red', bold=True)}: {error.message}", err=True)
        self._hint(error.hint)

    def _hint(self, hint: str) -> None:
        """What to do; said once where the same mends several lacks in a row."""
        if hint != self.hint:
            for line in hint.splitlines():
                click.echo(f"  {line}", err=True)
        self.hint = hint

    def finish(self) -> int:
        """Print the JSON, if it was asked for, and give the exit status."""
        if self.as_json:
            value = {"results": self.values, "errors": self.problems}
            click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))
        return self.status_code

    def incomplete(self) -> None:
        self.status_code = max(self.status_code, 1)

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Show on a terminal that something takes a while."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(what):
            yield

    def segments(self, document: Document, segments: Sequence[Segment]) -> None:
        """Every block with its line, its role and its segments."""
        if self.as_json:
            click.echo(json.dumps(_segments(document, segments), ensure_ascii=False, indent=2))
            self.as_json = False  # the format of this command is its own
            return
        for index, block in enumerate(document.blocks):
            self.say(f"{document.path}:{block.line}: {click.style(block.role, bold=True)}")
            for segment in segments:
                if segment.block == index:
                    role = f"({segment.role}) " if segment.role != block.role else ""
                    self.say(f"    {role}{segment.text}")
        self.say(f"{len(document.blocks)} blocks, {len(segments)} segments, {document.encoding}")

    def written(self, written: Written, *, dry_run: bool) -> None:
        """One file of ``sync``, and what happened to its sentences."""
        self.values.append(written)
        self.say(f"{_verb(written.changed, dry_run=dry_run):9} {written.path}{_changes(written.changes)}")
        if written.changed:
            for change in written.changes:
                if change.kind not in ("kept", "new", "reordered"):
                    self.say(f"            {change.kind}: {_short(change.previous or change.text)}")
                if change.previous and change.previous != change.text:
                    self.say(f"            {'':{len(change.kind)}}→ {_short(change.text)}")

    def drafted(self, drafted: Drafted, *, dry_run: bool) -> None:
        self.values.append({**_fields(drafted), "error": str(drafted.error or "")})
        verb = "would draft" if dry_run else "drafted"
        waiting = f", {drafted.waiting} still untranslated" if drafted.waiting else ""
        if drafted.overtaken:
            waiting += f", {drafted.overtaken} left alone: somebody saved them meanwhile"
        self.say(f"{drafted.language}: {verb} {_count(drafted.drafts, 'sentence')}{waiting} ({drafted.path})")

    def built(self, built: Built, *, dry_run: bool) -> None:
        self.values.append(built)
        self.say(f"{_verb(built.changed, dry_run=dry_run):9} {_edition(built)}")
        for warning in dict.fromkeys(built.warnings):
            if warning in self.warned:  # editions share their languages
                continue
            self.warned.add(warning)
            self.say(f"          {click.style('warning', fg='yellow')}: {warning}", always=True)

    def findings(self, findings: Sequence[Finding]) -> None:
        """One line a finding, as compilers write them, so that editors can jump to it."""
        self.values += findings
        for f in findings:
            severity = click.style(f.severity, fg=_COLORS[f.severity])
            self.say(f"{f.path}:{f.line}: {severity}: {f.code}: {f.message}", always=True)
        counts = Counter(f.severity for f in findings)
        self.say(_severities(counts) or "no findings")
        if counts[Severity.ERROR]:
            self.incomplete()

    def status(self, rows: Sequence[Status]) -> None:
        """A table of all catalogs, then what should be looked at."""
        for row in rows:
            self.values.append({**_fields(row), "suspicious": _suspicious(row)})
        if rows and not self.as_json and not self.quiet:
            _print_table(rows)
        for row in rows:
            for note in _notes(row):
                self.say(f"{row.article} {row.language}: {note}")

    def open_entries(self, entries: Sequence[Open]) -> None:
        """One line an entry, as ``check`` writes its findings."""
        self.values += entries
        for entry in entries:
            self.say(f"{entry.path}:{entry.line}: {entry.state}: {_short(entry.text)}")

    def items(self, items: Sequence[Item]) -> None:
        """What ``doctor`` found."""
        self.values += items
        for item in items:
            mark = click.style("ok", fg="green") if item.present else click.style("missing", fg="red")
            self.say(
                f"{mark}{' ' * (9 - (2 if item.present else 7))}{item.name}  {item.detail}",
                always=not item.present,
            )
            if item.fix != self.hint:
                for line in item.fix.splitlines():
                    self.say(f"         {line}", always=True)
            self.hint = item.fix
        if any(not item.present for item in items):
            self.status_code = max(self.status_code, 3)

    def made(self, made: Made) -> None:
        """The five lines that matter, and the next step."""
        self.values.append(made)
        self.say(f"{click.style(made.article, bold=True)}")
        self.say(f"  source    {_count(made.blocks, 'block')}, {_count(made.segments, 'sentence')}")
        self.say(f"  catalogs  {'; '.join(f'{s.language}: {_states(s)}' for s in made.statuses)}")
        drafts = sum(d.drafts for d in made.drafted)
        self.say(f"  drafts    {_count(drafts, 'new draft') if drafts else 'none written'}")
        counts = Counter(
            f.severity for f in made.findings if f.code != "untranslated"
        )  # the catalogs' line has them
        self.say(f"  findings  {_severities(counts) or 'none'}")
        for n, built in enumerate(made.built):
            self.say(f"  {'editions' if n == 0 else '':8}  {_edition(built)}")
        self.say(f"Next: {_next_step(made)}")
        if any(s.counts[State.UNTRANSLATED] for s in made.statuses):
            self.incomplete()


def _segments(document: Document, segments: Sequence[Segment]) -> dict[str, Any]:
    return {
        "language": document.language,
        "blocks": [
            {
                "role": block.role,
                "text": block.text,
                "line": block.line,
                "segments": [{"role": s.role, "text": s.text} for s in segments if s.block == index],
            }
            for index, block in enumerate(document.blocks)
        ],
    }


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, BilingualError):
        return {"error": value.message, "where": value.where, "hint": value.hint}
    return str(value)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _verb(changed: bool, *, dry_run: bool) -> str:
    if not changed:
        return "unchanged"
    return "would write" if dry_run else "wrote"


def _changes(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    parts = [f"{n} {kind}" for kind, n in counts.items()]
    return f": {', '.join(parts)}" if parts else ""


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _edition(built: Built) -> str:
    marks = [
        f"{n} {what}" for n, what in ((built.drafts, "not reviewed"), (built.missing, "not translated")) if n
    ]
    state = f", draft: {', '.join(marks)}" if marks else ""
    return f"{built.path}  {_count(built.pages, 'page')}{state}"


def _severities(counts: Counter[Severity]) -> str:
    return ", ".join(_count(counts[s], s.value) for s in Severity if counts[s])


def _states(row: Status) -> str:
    return ", ".join(f"{n} {state}" for state, n in row.counts.items() if n) or "empty"


def _suspicious(row: Status) -> bool:
    return row.accepted_as_is >= max(_SUSPICIOUS_COUNT, _SUSPICIOUS_SHARE * row.total)


def _notes(row: Status) -> Iterator[str]:
    if row.out_of_date:
        sentences = "1 sentence is" if row.out_of_date == 1 else f"{row.out_of_date} sentences are"
        yield f"{sentences} not in the catalog yet: bilingual sync {row.article}"
    if row.stale:
        yield f"{_count(row.stale, 'reviewed translation')} drafted from English that has changed since"
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


def _next_step(made: Made) -> str:
    for row in made.statuses:
        if row.counts[State.DRAFT] or row.counts[State.NEEDS_REVIEW]:
            return f"revise the entries marked “fuzzy” in {row.path}, then: bilingual build --final"
        if row.counts[State.UNTRANSLATED]:
            return f"translate in {row.path}, or bring a model for drafts: bilingual doctor"
    if any(f.severity is Severity.ERROR for f in made.findings):
        return "mend what “bilingual check” lists"
    return "bilingual build --final"

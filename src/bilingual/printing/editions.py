"""``make`` and ``build`` → what they print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from bilingual.model import Severity, State
from bilingual.printing.output import Output
from bilingual.printing.wording import count, severities, verb

if TYPE_CHECKING:
    from bilingual.making import Made
    from bilingual.pipeline import Built, Status


_TOLD = frozenset({"source-footnote", "front-matter"})
"""Checks whose findings are told at once: an edition prints what nobody meant to be read, or lacks what somebody wrote."""
_KINDS = {"html": "web page", "epub": "e-book"}


def built(output: Output, built: Built, *, dry_run: bool) -> None:
    """Tell of one edition, and of what is doubtful in it."""
    output.values.append(built)
    output.say(f"{verb(built.changed, dry_run=dry_run):9} {_edition(built)}")
    for warning in dict.fromkeys(built.warnings):
        if warning in output.warned:  # editions share their languages
            continue
        output.warned.add(warning)
        where = f"{built.path}: " if output.quiet else " " * 10  # below its edition, unless that is not told
        output.say(f"{where}{click.style('warning', fg='yellow')}: {warning}", always=True)


def made(output: Output, made: Made, *, dry_run: bool) -> None:
    """The five lines that matter, and the next step."""
    output.values.append(made)
    output.say(f"{click.style(made.article, bold=True)}{': what would be done' if dry_run else ''}")
    output.say(f"  source    {count(made.blocks, 'block')}, {count(made.segments, 'sentence')}")
    output.say(f"  catalogs  {'; '.join(f'{s.language}: {_states(s)}' for s in made.statuses)}")
    drafts = sum(d.drafts for d in made.drafted)
    output.say(
        f"  drafts    {count(drafts, 'new draft') if drafts else 'none'}{' would be written' if dry_run else '' if drafts else ' written'}"
    )
    counts = Counter(
        f.severity for f in made.findings if f.code != "untranslated"
    )  # the catalogs' line has them
    listed = f"{severities(counts)}, listed by: bilingual check {made.article}" if counts else "none"
    output.say(f"  findings  {listed}")
    for found in made.findings:
        if found.code in _TOLD:
            output.say(f"            {found.path}:{found.line}: {found.message}")
    would = "would write " if dry_run else ""
    for n, built in enumerate(made.built):
        output.say(f"  {'editions' if n == 0 else '':8}  {would}{_edition(built)}")
    output.say(f"Next: {_next_step(made)}")
    if any(s.counts[State.UNTRANSLATED] for s in made.statuses):
        output.incomplete()


def _edition(built: Built) -> str:
    marks = [
        f"{n} {what}" for n, what in ((built.drafts, "not reviewed"), (built.missing, "not translated")) if n
    ]
    state = f", draft: {', '.join(marks)}" if marks else ""
    extent = count(built.pages, "page") if built.pages else _KINDS.get(built.format, built.format)
    return f"{built.path}  {extent}{state}"


def _states(row: Status) -> str:
    return ", ".join(f"{n} {state}" for state, n in row.counts.items() if n) or "empty"


def _next_step(made: Made) -> str:
    for row in made.statuses:
        if row.counts[State.DRAFT] or row.counts[State.NEEDS_REVIEW]:
            empty = row.counts[State.UNTRANSLATED]
            also = f"translate the {count(empty, 'empty one')} and " if empty else ""
            where = f"{also}revise the entries marked “fuzzy” in {row.path}"
            return f"{where} (bilingual review {row.language} says where to look first), then: bilingual build --final"
        if row.counts[State.UNTRANSLATED]:
            return f"translate in {row.path}, or bring a model for drafts: bilingual doctor"
    if any(f.severity is Severity.ERROR for f in made.findings):
        return "mend what “bilingual check” lists"
    return "bilingual build --final"

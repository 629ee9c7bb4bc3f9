"""``translate`` → what it prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count, short

if TYPE_CHECKING:
    from bilingual.engines import Sending
    from bilingual.pipeline import Drafted


_LEAST = 0.01
"""What costs less is not told in figures: two digits would be 0.00."""


def drafted(output: Output, drafted: Drafted, *, dry_run: bool, named: bool = False) -> None:
    """Tell what ``translate`` did for one language; ``named`` says of which article."""
    output.values.append({**fields(drafted), "error": str(drafted.error or "")})
    verb = "would draft" if dry_run else "drafted"
    article = f"{drafted.article} " if named else ""
    because = f" ({drafted.leads_to} is drafted from them)" if drafted.leads_to else ""
    notes = "".join(f", {note}" for note in _notes(drafted))
    done = f"{verb} {count(drafted.drafts, 'sentence')}"
    if not drafted.drafts and drafted.error:
        done = "nothing could be drafted"
    elif not drafted.drafts and not drafted.waiting:
        done = "nothing to draft"
    output.say(f"{article}{drafted.language}: {done}{because}{notes} ({drafted.path})")
    for one in drafted.rejected:
        output.say(f"{drafted.path}:{one.line}: no draft: {one.reason}: {short(one.text)}")


def _notes(drafted: Drafted) -> Iterator[str]:
    if drafted.copied:
        yield f"{drafted.copied} of figures alone copied"
    if drafted.warned:
        yield f"{drafted.warned} with a warning"
    if drafted.waiting:
        review = (
            f" ({drafted.unreviewed} of them until their English is reviewed)" if drafted.unreviewed else ""
        )
        yield f"{drafted.waiting} still untranslated{review}"
    if drafted.blank:
        yield f"{drafted.blank} of them left blank in English: translate them by hand, or leave them blank, too"
    if drafted.overtaken:
        yield f"{drafted.overtaken} left alone: somebody saved them meanwhile"
    if drafted.stale:
        yield f"{count(drafted.stale, 'translation')} of yours drafted from English that has changed since"


def sending(output: Output, sending: Sending, *, dry_run: bool) -> None:
    """Tell where texts go, and what that will take."""
    parts = [count(sending.requests, "request")]
    if sending.tokens:
        parts.append(f"about {sending.tokens:,} tokens")
    if sending.cost is not None:
        cost = f"about {sending.cost:.2f}" if sending.cost >= _LEAST else f"less than {_LEAST}"
        parts.append(f"{cost} at the price in bilingual.toml")
    here = " (this machine)" if sending.local else ""
    output.say(
        f"{sending.language}: {count(sending.passages, 'sentence')}, {sending.characters:,} characters "
        f"{'would go' if dry_run else 'go'} to {sending.host}{here} by {sending.engine}: {', '.join(parts)}"
    )


@contextmanager
def progress(output: Output) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar with sentences a second and the time left, on a terminal only; lines print above it."""
    if output.quiet or output.as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # else rich would send a redirected output to the terminal
        speed_estimate_period=60,
    )
    tasks: dict[str, TaskID] = {}

    def report(language: str, done: int, total: int) -> None:
        if language not in tasks:
            tasks[language] = bar.add_task(f"drafting {language}", total=total, speed="")
        elapsed = bar.tasks[tasks[language]].elapsed
        speed = f"{done / elapsed:.1f} sentences/s" if elapsed else ""
        bar.update(tasks[language], completed=done, total=total, speed=speed)
        if done >= total:
            bar.update(tasks[language], visible=False)

    with bar:
        yield report

"""``sync`` → what it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilingual.printing.output import Output
from bilingual.printing.wording import short, verb

if TYPE_CHECKING:
    from bilingual.catalogs import Change
    from bilingual.pipeline import Written


def written(output: Output, written: Written, *, dry_run: bool) -> None:
    """One file of ``sync``, and what happened to its sentences."""
    output.values.append(written)
    output.say(f"{verb(written.changed, dry_run=dry_run):9} {written.path}{_changes(written.changes)}")
    if written.changed:
        for change in written.changes:
            if change.kind not in ("kept", "new", "reordered"):
                output.say(f"            {change.kind}: {short(change.previous or change.text)}")
            if change.previous and change.previous != change.text:
                output.say(f"            {'':{len(change.kind)}}→ {short(change.text)}")


def _changes(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    parts = [f"{n} {kind}" for kind, n in counts.items()]
    return f": {', '.join(parts)}" if parts else ""

"""``translate`` → what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count

if TYPE_CHECKING:
    from bilingual.pipeline import Drafted


def drafted(output: Output, drafted: Drafted, *, dry_run: bool) -> None:
    """Tell what ``translate`` did for one language."""
    output.values.append({**fields(drafted), "error": str(drafted.error or "")})
    verb = "would draft" if dry_run else "drafted"
    waiting = f", {drafted.waiting} still untranslated" if drafted.waiting else ""
    if drafted.overtaken:
        waiting += f", {drafted.overtaken} left alone: somebody saved them meanwhile"
    output.say(f"{drafted.language}: {verb} {count(drafted.drafts, 'sentence')}{waiting} ({drafted.path})")

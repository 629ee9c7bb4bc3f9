"""``accept`` → what it prints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bilingual.printing import differences
from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count

if TYPE_CHECKING:
    from bilingual.catalogs import Suggestion
    from bilingual.pipeline import Approved

_WHY = {
    "not reviewed": "left: nobody had approved this translation before",
    "name": "left: a term of the glossary is written in another way",
}


def approved(output: Output, approved: Approved, *, dry_run: bool) -> None:
    """Every entry that came into question, and what was done about it; then the count."""
    output.values.append({**fields(approved), "suggestions": list(map(_value, approved.suggestions))})
    verb = "would accept" if dry_run else "accepted"
    for suggestion in approved.suggestions:
        output.say(f"{approved.path}:{suggestion.line}: {_WHY.get(suggestion.verdict, verb)}")
        marked = differences.pieces(suggestion.previous, suggestion.text)
        for line in differences.lines(marked, width=output.width - 4, color=output.color):
            output.say(f"    {line}")
        output.say(f"    {differences.clipped(suggestion.translation, output.width - 4)}")
    counts = Counter(suggestion.verdict.value for suggestion in approved.suggestions)
    left = counts.total() - counts["accepted"]
    output.say(
        f"{approved.language}: {verb} {count(counts['accepted'], 'translation')}"
        f"{f', left {left}' if left else ''} ({approved.path})"
    )


def confirmed(output: Output, approved: Approved, *, dry_run: bool) -> None:
    """Every translation that was stale, with the text that it counts for now; then the count."""
    output.values.append(approved)
    verb = "would accept" if dry_run else "accepted"
    for one in approved.confirmed:
        output.say(f"{approved.path}:{one.line}: {verb}, no longer stale")
        for text in (one.pivot, one.translation):
            output.say(f"    {differences.clipped(text, output.width - 4)}")
    told = count(len(approved.confirmed), "stale translation")
    output.say(f"{approved.language}: {verb} {told} ({approved.path})")


def _value(suggestion: Suggestion) -> dict[str, object]:
    return {
        **fields(suggestion),
        "diff": list(map(list, differences.pieces(suggestion.previous, suggestion.text))),
    }

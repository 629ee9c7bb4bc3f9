"""``join`` and ``split`` → what they print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilingual.model import State
from bilingual.printing import differences
from bilingual.printing.output import Output
from bilingual.printing.wording import verb

if TYPE_CHECKING:
    from bilingual.pipeline import Recut

_DONE = {"join": "joined", "split": "split"}
_INDENT = 8
_BECAME = {State.UNTRANSLATED: "to translate", State.REVIEWED: "as it was", State.NEEDS_REVIEW: "to review"}


def recut(output: Output, done: Recut, *, dry_run: bool) -> None:
    """The sentences now, the files, and what became of each translation."""
    output.values.append(done)
    back = f" (an earlier {'join' if done.kind == 'split' else 'split'} taken back)" if done.undone else ""
    word = f"would {done.kind}" if dry_run else _DONE[done.kind]
    output.say(f"{word}{back}:")
    for sentence in done.present:
        text = differences.clipped(sentence.text, output.width - _INDENT)
        output.say(f"{sentence.entry}  {text}")
    for one in done.written:
        gone = "would remove" if dry_run else "removed"
        output.say(f"{gone if one.removed else verb(one.changed, dry_run=dry_run):9} {one.path}")
    for translation in done.translations:
        place = f"{translation.path}:{translation.line}: "
        output.say(f"{place}{_BECAME.get(translation.state, translation.state.value)}")


def unused(output: Output, records: Sequence[tuple[str, int, str]]) -> None:
    """The joins and splits whose text the source has not any more."""
    for path, line, text in records:
        output.say(f"{path}:{line}: the source has no such text any more: {text}")

"""``init`` and ``merge`` → what they print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilingual.printing.output import Output
from bilingual.printing.wording import short

if TYPE_CHECKING:
    from bilingual.founding import Step
    from bilingual.pipeline import Versions


def steps(output: Output, steps: Sequence[Step], *, dry_run: bool, with_git: bool) -> None:
    """What was set up, what was there already, and what to do next."""
    done = {"folder": "made", "file": "wrote", "git": "set"}
    verbs = {"folder": "would make", "file": "would write", "git": "would set"} if dry_run else done
    for step in steps:
        output.add(step, f"{verbs[step.kind] if step.changed else 'kept':9} {step.what}")
    if with_git:
        output.say("Commit .gitattributes and .gitignore, so that every clone has them:")
        output.say("  git add .gitattributes .gitignore")
        output.say("git's own settings are per clone: every colleague who merges runs")
        output.say("  bilingual init --git")
        output.say("once; for the others git merges line by line, as before.")
    for sources in (step.what for step in steps if step.kind == "folder"):
        output.say(f"Next: put a text into {sources}, for example {sources}my-article.txt, and run")
        output.say(f"  bilingual make {sources}my-article.txt")


def merged(output: Output, versions: Versions) -> None:
    """How the merge went; conflicts are said even if quiet, for somebody has to resolve them."""
    output.values.append(versions)
    if versions.broken:
        output.say(f"{versions.broken.where}: {versions.broken.message}: merged line by line", always=True)
    if versions.conflicts or versions.text_conflicts:
        output.incomplete()
        output.say(
            f"{versions.path}: conflict: keep one translation and delete the lines with <<<<<<<, ======= and >>>>>>>",
            always=True,
        )
    for text in versions.conflicts:
        output.say(f"    {short(text)}", always=True)
    if not (versions.conflicts or versions.text_conflicts):
        output.say(f"merged    {versions.path}")

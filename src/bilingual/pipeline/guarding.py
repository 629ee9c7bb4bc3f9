"""The checks → what a draft is held against before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual import checks, drafting
from bilingual.config import Config
from bilingual.glossary import Glossary
from bilingual.model import Message, Passage, State

GUARDS = frozenset({"number", "han"})
"""The checks that are as right about a machine's answer as about a person's text, and that it may mend on a second
attempt."""


def examiner(config: Config) -> drafting.Examine:
    """Give the function that looks at each answer; what a project ignores, its drafts need not keep."""
    codes = GUARDS - set(config.check.ignore)

    def examine(passage: Passage, text: str, source: str, target: str) -> Sequence[str]:
        message = Message("", passage.text, text, State.DRAFT, passage.role)
        found = checks.check(checks.Catalog("", source, target, (message,)), Glossary())
        return [finding.message for finding in found if finding.code in codes]

    return examine

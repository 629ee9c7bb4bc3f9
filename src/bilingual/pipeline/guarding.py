"""The checks → what a draft is held against before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual import checks, drafting
from bilingual.config import Config
from bilingual.glossary import Glossary
from bilingual.model import Message, Passage, State

GUARDS = frozenset(
    {
        "number",
        "han",
        "script",
        "english",
        "truncated",
        "repetition",
        "address",
        "placeholder",
        "tag",
        "entity",
    }
)
"""The checks that tell a machine's slip from a person's freedom (they fire on at most 1.3 % of human translations),
and that it may mend on a second attempt."""


def examiner(config: Config) -> drafting.Examine:
    """Give the function that looks at each answer; what a project ignores, its drafts need not keep."""
    codes = GUARDS - set(config.check.ignore)
    others = set(checks.CODES) - codes

    def examine(passage: Passage, text: str, source: str, target: str) -> Sequence[str]:
        message = Message("", passage.text, text, State.DRAFT, passage.role)
        found = checks.check(checks.Catalog("", source, target, (message,)), Glossary(), ignore=others)
        return [finding.message for finding in found]

    return examine

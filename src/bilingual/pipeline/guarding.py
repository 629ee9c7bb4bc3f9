"""The checks → what a draft is held against before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual import checks, drafting
from bilingual.checks import lengths
from bilingual.config import Config
from bilingual.glossary import Glossary
from bilingual.languages import language
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


LENGTH = "truncated"
"""The check whose code silences the guard of length, too short or too long."""
LONGEST = 3.0
"""Standard deviations above the usual length from which an answer has run on; of 1,997 human translations .1 % (zh → en)
to .7 % (en → ko) are that long."""


def examiner(config: Config) -> drafting.Examine:
    """Give the function that looks at each answer; what a project ignores, its drafts need not keep."""
    codes = GUARDS - set(config.check.ignore)
    others = set(checks.CODES) - codes

    def examine(passage: Passage, text: str, source: str, target: str) -> Sequence[str]:
        message = Message("", passage.text, text, State.DRAFT, passage.role)
        found = checks.check(checks.Catalog("", source, target, (message,)), Glossary(), ignore=others)
        said = [finding.message for finding in found]
        longer = lengths.score(passage.text, text, language(source).base, language(target).base)
        if longer is not None and longer > LONGEST and LENGTH not in config.check.ignore:
            said.append(f"much longer than usual ({longer:.1f} standard deviations): did it run on?")
        return said

    return examine

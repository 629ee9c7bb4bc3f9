"""A pair → how much shorter than usual the translation is, and whether it stops before its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.letters import CLOSERS, NOTE_MARK
from bilingual.checks.pairs import Found, Pair
from bilingual.model import Role

TRUNCATED, SHORT = -3.0, -2.0
"""Below −3 lie .05–.45 %, below −2 1.2–2.7 % of 1,997 human translations."""
UNSTOPPED = frozenset(
    {Role.TITLE, Role.HEADING, Role.RELATED, Role.CREDIT, Role.TAGS, Role.BYLINE, Role.DATELINE}
)
"""Roles that drop their full stop in many a newsroom."""
_SENTENCE_END = re.compile(rf"[。．.!?！？…‥]+(?:[{CLOSERS}]|{NOTE_MARK})*$")


def truncated(pair: Pair) -> Iterator[Found]:
    """A translation far too short for its source: something is missing."""
    z = pair.length_score
    if z is not None and z < TRUNCATED:
        yield f"much shorter than usual ({-z:.1f} standard deviations): is something missing?"


def short(pair: Pair) -> Iterator[Found]:
    """A translation rather short for its source."""
    z = pair.length_score
    if z is not None and TRUNCATED <= z < SHORT:
        yield f"shorter than usual ({-z:.1f} standard deviations): is something missing?"


def unfinished(pair: Pair) -> Iterator[Found]:
    """A translation that stops in the middle although the source ends its sentence."""
    if not pair.translated or pair.role in UNSTOPPED or not _SENTENCE_END.search(pair.source):
        return
    if not _SENTENCE_END.search(pair.text):
        yield "the source ends its sentence, the translation does not"

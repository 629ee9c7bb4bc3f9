"""Runs with readings behind their bases → runs of the kind ``ruby``, each a base with its reading above it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.inline import Tag
from bilingual.languages import language
from bilingual.typography import PLAIN, READING, Run

RUBY = "ruby"
_SIZE = 0.5
"""Of the reading, in parts of the base's size."""
_OVERHANG = 0.5
"""Em by which a reading may stand out over neighbours without one, both sides together."""
_APART = 0.2
"""Em between two readings that follow one another."""
_LONGEST = 12
"""Characters of a base that is set as one: it is never parted at the end of a line."""


def above(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Put each reading above its base, where the base is one short run; others stay behind theirs, in brackets.

    The tag of such a run says the reading (``rt``) and the least width of the base in em (``width``).
    """
    return tuple(_above(runs))


def in_ruby(runs: Sequence[Run], tag: str) -> tuple[Run, ...]:
    """Give the runs of a text in the language ``tag`` for a page that has ruby of its own.

    The bases keep their ruby where a PDF has the reading above; others lose it, so that the reading stands behind
    them, in brackets.
    """
    raised = language(tag).script != "latin"

    def stays(one: Tag) -> bool:
        return one.name != RUBY or (raised and one.end - one.start <= _LONGEST)

    return tuple(replace(run, tags=tuple(filter(stays, run.tags))) for run in runs)


def _above(runs: Sequence[Run]) -> Iterator[Run]:
    skip = False
    for n, run in enumerate(runs):
        if skip:
            skip = False
            continue
        below = runs[n + 1] if n + 1 < len(runs) else None
        tag = _ruby(run)
        alone = tag is not None and not (n and tag in runs[n - 1].tags)
        if (
            below
            and below.kind == READING
            and tag
            and alone
            and run.kind == PLAIN
            and len(run.text) <= _LONGEST
        ):
            beside = _reads(runs, n + 2) or _reads(runs, n - 2)
            room = _APART if beside else -_OVERHANG
            width = max(_width(below.text) * _SIZE + room, _width(run.text))
            ready = Tag(tag.start, tag.end, RUBY, (("rt", below.text), ("width", f"{width:.2f}em")))
            yield replace(run, kind=RUBY, tags=tuple(ready if one == tag else one for one in run.tags))
            skip = True
        else:
            yield run


def _reads(runs: Sequence[Run], n: int) -> bool:
    """Tell whether a run stands there that has a reading."""
    return 0 <= n < len(runs) and _ruby(runs[n]) is not None


def _ruby(run: Run) -> Tag | None:
    return next((tag for tag in run.tags if tag.name == RUBY), None)


def _width(text: str) -> float:
    """Em that a text takes, about: capitals are wider than other Latin letters."""
    return sum(
        1.0 if unicodedata.east_asian_width(c) in "WF" else 0.75 if c.isupper() else 0.55 for c in text
    )

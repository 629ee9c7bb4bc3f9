"""A text and its language → runs ready for the typesetter: spacing, punctuation and break control.

The catalog is never touched: what is done here is done on the page only. See ``prepare``.
"""

from __future__ import annotations

from bilingual.languages import language
from bilingual.typography import phrases
from bilingual.typography.ideographic import set_apart, set_ideographic, written
from bilingual.typography.runs import (
    BREAK,
    FOREIGN,
    GAP,
    HALF,
    JOIN,
    PLAIN,
    VERBATIM,
    WESTERN,
    Run,
    printable,
    with_gaps,
)
from bilingual.typography.spaced import curled, parted, set_korean, set_spaced
from bilingual.typography.tagging import FOOTNOTE, READING, tagged

__all__ = [
    "BREAK",
    "FOOTNOTE",
    "FOREIGN",
    "GAP",
    "HALF",
    "JOIN",
    "PLAIN",
    "READING",
    "VERBATIM",
    "WESTERN",
    "Run",
    "clean",
    "prepare",
    "printable",
    "tagged",
]

_MOST_RUNS = 400
"""Runs of one text: more of them are no article's, and the time to lay a paragraph out grows with their square
(20,000: over ten minutes)."""


def prepare(text: str, tag: str, *, around: str = "zh-Hant", headline: bool = False) -> tuple[Run, ...]:
    r"""Give the runs that print ``text`` in the language ``tag`` (BCP 47).

    Chinese and Japanese: ASCII marks full width, a space of a sixth of an em (the style sheet's business: here
    it is a plain space) between ideographs and Latin, half-width setting of adjacent marks. Korean: no break
    inside a word. Others: curled quotes, and foreign characters as runs of the language they belong to, where
    ``around`` says which Chinese or Japanese that is. No run is empty. Control characters are dropped. A ``headline`` in Chinese or
    Japanese breaks between phrases only.

    >>> "".join(run.text for run in prepare("於4月,他說:「好。」(NCG)", "zh-Hant"))
    '於 4 \u2060月，他說：「好。」（NCG）'
    """
    known = language(tag)
    clean = printable(text)
    if known.cjk:
        runs = set_ideographic(clean, known, headline=headline)
    elif known.base == "ko":
        runs = set_korean(clean)
    else:
        runs = set_spaced(clean, known, around)
    if len(runs) > _MOST_RUNS:
        return (Run("".join(run.text for run in runs)),)
    return tuple(with_gaps(runs))


def clean(text: str, tag: str, *, around: str = "zh-Hant", headline: bool = False) -> tuple[Run, ...]:
    """Give the runs that show ``text`` where the medium spaces and breaks by itself: a browser, an e-reader.

    Marks and quotation marks are written as ``prepare`` writes them; nothing is put between characters, so that
    what a reader copies is the text. Only a ``headline`` in Chinese or Japanese has a ZERO WIDTH SPACE where a line may end.

    >>> "".join(run.text for run in clean("於4月,他說:「好。」(NCG)", "zh-Hant"))
    '於4月，他說：「好。」（NCG）'
    """
    known = language(tag)
    shown = printable(text)
    if known.cjk:
        shown = written(shown, known.base)
        runs = tuple(set_apart(phrases.parted(shown, known.base) if headline else shown))
    elif known.base == "ko":
        runs = (Run(curled(shown)),)
    else:
        runs = tuple(parted(curled(shown, known.quotes), around))
    return tuple(run for run in runs if run.text)

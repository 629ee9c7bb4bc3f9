"""A raw answer of an engine → what is wrong with it, before it may become a draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bilingual.languages import language
from bilingual.model import Draft, Passage

Examine = Callable[[Passage, str, str, str], Sequence[str]]
"""Holds a translation of a passage against it (passage, text, source and target tag) and names what is wrong."""

LOOP_TIMES = 3
LOOP_LETTERS = 12
LOOP_SHARE = 0.5
"""A loop: a stretch of so many letters that is one piece said so often, and at least half of the answer. None of
5,991 human translations (NTREX-128: zh → en, zh → ko, en → ko) has one; nor had any of 1,994 by Argos (FLORES)."""
_LONGEST_PIECE = 120
"""Letters: models loop in phrases, and the time to look grows with it."""

_KEPT = re.compile(
    r"</?\d+/?>|https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+|\b(?:[A-Z]{2,}|\w*\d\w*)\b", re.ASCII
)
"""What a translation may keep as it is: tags, addresses, handles, acronyms, figures."""
_WORD = re.compile(r"[^\W\d_]+")
_IDEOGRAPH = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_COPIED_WORDS = 3
"""Words that make a copy wrong: one or two are often a name, which may stay as it is. One of 1,997 human translations
from English into Korean is such a copy (a French saying)."""
_COPIED_IDEOGRAPHS = 8
"""The same between Chinese and Japanese, which share characters."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer."""

    message: str
    worthless: bool = False
    """Whether the answer is of no use to a reviser: better none."""


def faults(
    passage: Passage, draft: Draft, source: str, target: str, examine: Examine | None = None
) -> tuple[Fault, ...]:
    """Look at an engine's answer; ``examine`` says what else, beyond the signs of a machine that went wrong.

    A worthless answer is not looked at further.
    """
    for sign in (_empty, _copied, _looping):
        if message := sign(passage.text, draft.text, source, target):
            return (Fault(message, worthless=True),)
    return tuple(_lesser(passage, draft, source, target, examine))


def _lesser(
    passage: Passage, draft: Draft, source: str, target: str, examine: Examine | None
) -> Iterator[Fault]:
    if draft.cut:
        yield Fault("the machine found no end and was stopped: the rest is missing")
    for message in examine(passage, draft.text, source, target) if examine else ():
        yield Fault(message)


def _empty(_passage: str, text: str, _source: str, _target: str) -> str:
    return "" if text.strip() else "the machine gave nothing"


def _copied(passage: str, text: str, source: str, target: str) -> str:
    """Tell the source in place of its translation; what consists of names, handles and figures may be copied."""
    if language(source).base == language(target).base or _letters(passage) != _letters(text):
        return ""
    words = _WORD.findall(_KEPT.sub(" ", passage))
    if language(source).cjk:
        ideographs = len(_IDEOGRAPH.findall(passage))
        copied = ideographs >= (_COPIED_IDEOGRAPHS if language(target).cjk else 1)
    else:
        copied = len(words) >= _COPIED_WORDS
    return "the machine gave the source back" if copied else ""


def _looping(passage: str, text: str, _source: str, _target: str) -> str:
    """Tell an answer that says one thing over and over, unless the source does so too."""
    share = looped_share(text)
    if share < LOOP_SHARE or looped_share(passage) >= LOOP_SHARE:
        return ""
    return "the machine only repeated itself"


def looped_share(text: str) -> float:
    """Give the share of the letters that lie in the longest stretch of one piece said three times or more."""
    letters = _letters(text)
    longest = 0
    for period in range(1, min(len(letters) // LOOP_TIMES, _LONGEST_PIECE) + 1):
        run = _longest_run(letters, period) + period
        if run >= LOOP_TIMES * period and run >= LOOP_LETTERS:
            longest = max(longest, run)
    return longest / len(letters) if longest else 0.0


def _longest_run(letters: str, period: int) -> int:
    """How many letters in a row equal the one a period before."""
    best = run = 0
    for now, before in zip(letters[period:], letters, strict=False):
        run = run + 1 if now == before else 0
        best = max(best, run)
    return best


def _letters(text: str) -> str:
    """Letters and figures alone, width and case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())

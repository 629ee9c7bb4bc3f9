"""Text → the same text without what can't be printed, and the characters that rules speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bilingual.inline import Tag

PLAIN = ""
HALF = "half"
"""Full-width punctuation that is set half an em wide, because another mark stands beside it."""
WESTERN = "western"
"""Latin words inside Chinese or Japanese: ordinary word spaces, hyphenated where a line would gape."""
VERBATIM = "verbatim"
"""The same, but an address or a handle: never hyphenated."""
GAP = "gap"
"""A space at the end of a run. WeasyPrint 70 breaks a run that ends with a space after its first word when all
of it but that space fits the line."""
FOREIGN = "foreign"
"""Characters that the language's own fonts lack."""

JOIN = "\u2060"
"""WORD JOINER: forbids a break, prints nothing, and is gone when the text is copied from the PDF."""
BREAK = "\u200b"
"""ZERO WIDTH SPACE: allows a break."""

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u30ff\u31f0-\u31ff"
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"
CJK_MARKS = (
    "\u3001-\u3004\u3008-\u3020\u30fb\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)

OPENING = frozenset("「『《〈【〔（〖｛［〝")
CLOSING = frozenset("」』》〉】〕）〗｝］〟")
PAUSES = frozenset("，。、；：！？．")
LEFT_PAUSES = {"zh-Hans": "，。、．：；！？", "ja": "，。、．"}
"""Pauses that stand at the left of their square, by language; in Taiwan and Hong Kong they are centred."""
WIDE_QUOTES = frozenset({"zh-Hant", "zh-Hans"})
"""Languages whose fonts draw curly quotation marks an em wide, as brackets; Japanese and Korean ones don't."""

LONGEST_UNBROKEN = 24
"""Characters that are kept on one line for want of a good place to break them: what fits the narrowest column.
A longer run may break anywhere, also because a line that can't be broken is laid out again and again
(100,000 characters: for hours)."""

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is set alike."""

    text: str
    kind: str = PLAIN
    language: str = ""
    """BCP 47 tag of a FOREIGN or WESTERN run; empty for the text's own."""
    tags: tuple[Tag, ...] = ()
    """The inline markup around it, the outer before the inner."""


def printable(text: str) -> str:
    """Drop control characters and bidirectional overrides, make every stretch of white space one space."""
    text = _SURROGATES.sub("\ufffd", text)
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).strip()


ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[@#][A-Za-z0-9_]+"
)
_ADDRESS_BREAKS = re.compile("(?<=[a-z0-9])(?=[A-Z@])|(?<=[/._?&=-])(?=[A-Za-z0-9])")
_UNBROKEN = re.compile(
    f"[^ {BREAK}{HAN}{KANA}{CJK_MARKS}{HANGUL}]{{{LONGEST_UNBROKEN},}}|[{CJK_MARKS}]{{{LONGEST_UNBROKEN},}}"
)


def breakable(text: str) -> str:
    """Allow breaks inside what is too long for a line: addresses at their joints, anything else anywhere."""
    return _UNBROKEN.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    parts = _ADDRESS_BREAKS.sub(BREAK, match[0]).split(BREAK)
    return BREAK.join(part if len(part) < LONGEST_UNBROKEN else BREAK.join(part) for part in parts)


def joints(address: str) -> str:
    """Allow breaks at the joints of an address or a handle: ``@Matsuno`` | ``Hirokazu``."""
    return _ADDRESS_BREAKS.sub(BREAK, address)


def with_gaps(runs: Iterable[Run]) -> Iterator[Run]:
    """The same runs, but a space at the end of one is a run of its own."""
    for run in runs:
        words = run.text.rstrip(" ")
        if words:
            yield replace(run, text=words)
        if len(words) < len(run.text):
            yield Run(" ", GAP)

"""Text of languages with spaces between words → runs: curled quotes, words kept whole, foreign characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.languages import Language, language
from bilingual.typography.runs import (
    ADDRESS,
    CJK_MARKS,
    FOREIGN,
    HAN,
    HANGUL,
    JOIN,
    KANA,
    PLAIN,
    VERBATIM,
    Run,
    breakable,
    joints,
)

_EAST_ASIAN = re.compile(f"[{HAN}{KANA}{CJK_MARKS}]+|[{HANGUL}]+")
_SET_APART = re.compile(f"{_EAST_ASIAN.pattern}|{ADDRESS.pattern}")
_HAS_HANGUL = re.compile(f"[{HANGUL}]")
_INSIDE_WORD = re.compile(
    "(?<=[^…—/0-9A-Za-z])(?=.)|(?<=[0-9A-Za-z])(?=[^0-9A-Za-z])|(?<=[…—/])(?=[…—’”」』》)\\]}.,!?])"
)
_LAST_WORD = re.compile("(?<= )(?=[A-Za-z-]{6,24}[^A-Za-z ]{0,4}$)[A-Za-z]+(?:-[A-Za-z]+)*")
"""With WORD JOINERs between its letters and about its hyphens it can't be parted: half a word ends a text badly."""
_LAST_SPACE = re.compile("(?<=.{40}[^ ]) (?=[A-Za-z]{1,5}[^A-Za-z ]{0,4}$)")
"""A last line of one short word is a widow, too: the word before it comes along."""
_ENGLISH = ("“", "”", "‘", "’")
_OUTER = re.compile(r"(?<![\w\d])\"([^\"]*)\"(?!\d)")
_INNER = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
_BETWEEN_LETTERS = re.compile("(?<=[^f])(?=.)")
"""A joiner inside ``ff``, ``fi`` or ``fl`` leaves their common glyph without a text to be copied."""
_BEFORE_BRACKET = re.compile("(?=[(\\[（])")
_LONGEST_WORD = 13
"""Characters of a Korean word that fit the narrowest of three columns on A4; a longer one may be broken."""
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": f"{JOIN}-{JOIN}"})
"""No Latin face here has HYPHEN; its fallback prints detached. U+2011 cost WeasyPrint 55 s on a page."""


def set_korean(text: str) -> tuple[Run, ...]:
    """Give the run of a Korean text whose lines break between words only (KS X 1026; klreq, 3.2)."""
    words = curled(text.translate(_HYPHENS)).split(" ")
    return (Run(" ".join(map(_whole, words))),) if text else ()


def _whole(word: str) -> str:
    """A word that can't be broken, except after ``…``, ``—`` and ``/``, and before ``(`` if it is long."""
    if not _HAS_HANGUL.search(word):
        return breakable(word)
    if len(word) <= _LONGEST_WORD:
        return _INSIDE_WORD.sub(JOIN, word)
    parts = _BEFORE_BRACKET.split(word)
    return "".join(_INSIDE_WORD.sub(JOIN, part) if len(part) <= _LONGEST_WORD else part for part in parts)


def set_spaced(text: str, own: Language, around: str) -> tuple[Run, ...]:
    """Give the runs of an English (or other) text; East Asian characters are runs of their language."""
    text = text.translate(_HYPHENS)
    text = curled(text, own.quotes)
    runs = [
        replace(run, text=joints(run.text) if run.kind == VERBATIM else breakable(run.text))
        for run in parted(text, around)
    ]
    if runs and runs[-1].kind == PLAIN:
        last = _LAST_WORD.sub(lambda m: _BETWEEN_LETTERS.sub(JOIN, m[0]), runs[-1].text)
        runs[-1] = Run(_LAST_SPACE.sub(f" {JOIN}", last))
    return tuple(runs)


def parted(text: str, around: str) -> Iterator[Run]:
    """Part a text into its own words, East Asian characters (FOREIGN) and addresses (VERBATIM)."""
    end = 0
    for match in _SET_APART.finditer(text):
        if end < match.start():
            yield Run(text[end : match.start()])
        if _EAST_ASIAN.match(match[0]):
            yield Run(match[0], FOREIGN, _language_of(match[0], around))
        else:
            yield Run(match[0], VERBATIM)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def _language_of(text: str, around: str) -> str:
    if _HAS_HANGUL.match(text):
        return "ko"
    if re.search(f"[{KANA}]", text):
        return "ja"
    return around if language(around).cjk else "zh-Hant"


def curled(text: str, quotes: Sequence[str] = _ENGLISH) -> str:
    """Curl straight quotation marks and apostrophes; a text without straight ones stays as it is.

    ``quotes`` are the language's: outer opening and closing, inner opening and closing.

    >>> curled('"Yes," he said.')
    '“Yes,” he said.'
    >>> curled('"Ja", sagte er.', "„“‚‘")
    '„Ja“, sagte er.'
    """
    if '"' not in text and "'" not in text:
        return text
    if tuple(quotes) != _ENGLISH:
        text = _OUTER.sub(lambda m: f"{quotes[0]}{m[1]}{quotes[1]}", text)
        text = _INNER.sub(lambda m: f"{quotes[2]}{m[1]}{quotes[3]}", text)
    text = re.sub(r"(?<=\d)'(?=\d)|(?<=\d)\"(?=\d)", lambda m: "′" if m[0] == "'" else "″", text)
    text = re.sub(r"'(?=\d\ds?\b)", "’", text)
    text = re.sub(r"(^|[\s(\[{“—–-])'", r"\1‘", re.sub(r"(^|[\s(\[{‘'—–-])\"", r"\1“", text))
    return text.replace('"', "”").replace("'", "’")

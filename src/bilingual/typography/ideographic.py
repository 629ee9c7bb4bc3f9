"""Chinese or Japanese text → runs with full-width punctuation, spacing around Latin, and no bad breaks.

The rules are those of the W3C's Requirements for Chinese Text Layout (clreq, 3.1 and 3.2) and for Japanese
(jlreq, 3.1); where Taiwan differs (centred commas are not trimmed), Taiwan's are used for Traditional Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilingual.languages import Language
from bilingual.typography import phrases
from bilingual.typography.runs import (
    ADDRESS,
    CJK_MARKS,
    CLOSING,
    HALF,
    HAN,
    JOIN,
    KANA,
    LEFT_PAUSES,
    OPENING,
    PAUSES,
    PLAIN,
    VERBATIM,
    WESTERN,
    WIDE_QUOTES,
    Run,
    breakable,
    joints,
)

_WIDE = re.compile(f"[{HAN}{KANA}{CJK_MARKS}]")
_IDEOGRAPH = f"[{HAN}{KANA}]"
_LATIN_START = "[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff@#$€£]"
_LATIN_END = "[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff%°℃]"

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_BESIDE = frozenset({*_FULL, *_FULL.values(), *' "“”‘’'})
"""What is looked past to find out in which script a mark stands."""
_NO_LINE_START = re.compile(
    f"(?<=[^ ])(?=[·‧・•～~％%‰°℃ー々])|(?<=[^ …—─])(?=[…—─])|(?<={_IDEOGRAPH})(?=[／/])"
)
"""Two dashes or two ellipses need nothing between them: they hold together, and fonts draw a dash of two em."""
_LAST_TWO = re.compile(f"(?<=[{HAN}{KANA}])(?=[{HAN}{KANA}][^{HAN}{KANA}A-Za-z0-9]{{0,4}}$)")
_FEWEST_LAST = 12
"""Characters of a text below which its last line may be one character: in a narrow cell that can't be helped."""
_QUOTED = re.compile('(?<![0-9])"([^"]+)"')
"""After a digit it means inches."""
_OPENING_CURLY, _CLOSING_CURLY = OPENING | {"“", "‘"}, CLOSING | {"”", "’"}
_UNIT = re.compile("(?<=[0-9]) (?=[年月日號号時时點点分秒歲岁次個个名人元億亿兆萬万千百倍度])")
"""A number stays with its unit on one line."""
_MOST_PASSES = 40
"""Passes over the marks of a text. Articles need two, 300,000 random strings of 40 characters four at most; each mark of a chain
of brackets and spaces may take one, and 100,000 characters of that must not take hours."""
_LETTERS = r"(?:[!-~\u00c0-\u024f\u0370-\u04ff\u200b]|(?<=[A-Za-z])’(?=[A-Za-z]))+"
_WORDS = re.compile(f"{_LETTERS}(?: {_LETTERS})*")
_LONG_WORD = re.compile("[A-Za-z\u00c0-\u024f]{7,}")


def set_ideographic(text: str, language: Language, *, headline: bool = False) -> tuple[Run, ...]:
    """Give the runs of a Chinese or Japanese text; a headline breaks between phrases only."""
    text = breakable(_space(written(text, language.base)))
    text = phrases.joined(text, language.base) if headline else text
    if len(text) >= _FEWEST_LAST:
        text = _LAST_TWO.sub(JOIN, text)
    runs: list[Run] = []
    end = 0
    for start, run in latin(text):
        runs += _halved(text, end, start, language.base)
        runs.append(replace(run, text=joints(run.text)) if run.kind == VERBATIM else run)
        end = start + len(run.text)
    return (*runs, *_halved(text, end, len(text), language.base))


def latin(text: str) -> Iterator[tuple[int, Run]]:
    """Find the Latin words (WESTERN) and addresses (VERBATIM) that want a setting of their own, each with its place."""
    for match in _WORDS.finditer(text):
        words = match[0]
        if ADDRESS.search(words):
            yield match.start(), Run(words, VERBATIM)
        elif " " in words or "’" in words or _LONG_WORD.search(words):
            yield match.start(), Run(words, WESTERN, "en")


def set_apart(text: str) -> Iterator[Run]:
    """Part a text into its ideographs and what ``latin`` finds."""
    end = 0
    for start, run in latin(text):
        yield Run(text[end:start])
        yield run
        end = start + len(run.text)
    yield Run(text[end:])


def written(text: str, base: str = "zh-Hant") -> str:
    """Write the marks full width and leave no space beside them, until nothing changes.

    A mark that has become full width, or a space that is gone, can tell of the mark beside it where it stands:
    in `` (1) (2)國`` the second bracket, then the first. Each pass leaves fewer ASCII marks and spaces, so this
    ends. Law: what is written is left as it is.

    >>> written("：(1)(漢")
    '：（1）（漢'
    """
    for _ in range(_MOST_PASSES):
        before, text = text, solid(full_width(text, base))
        if text == before:
            break
    return text


def full_width(text: str, base: str = "zh-Hant") -> str:
    """Write the ASCII marks that belong to ideographic text full width; those of Latin text stay.

    ``base`` is the language: Japanese has ``、`` for the comma. Never touched: addresses, handles, numbers
    (``1,000`` ``10:30`` ``1~2``), marks between Latin words, ``!`` that belongs to a name (``Yahoo!``).
    """
    if not re.search(_IDEOGRAPH, text):
        return text
    kept = _addresses(text)
    marks = list(text)
    _full_width_brackets(text, marks, kept)
    for i, mark in enumerate(text):
        if mark in _FULL and i not in kept and _is_ideographic(marks, i):
            marks[i] = "、" if mark == "," and base == "ja" else _FULL[mark]
    text = _QUOTED.sub(lambda quoted: _quotes(quoted, base), "".join(marks))
    text = re.sub(f"(?<={_IDEOGRAPH})\\.(?=$|[」』”’）])", "。", text)
    text = re.sub(f"(?<={_IDEOGRAPH}) ?\\.{{3,6}}(?!\\.)|(?<!\\.)\\.{{3,6}}(?={_IDEOGRAPH})", "……", text)
    text = re.sub(f"(?<={_IDEOGRAPH}) ?--+ ?(?={_IDEOGRAPH})", "——", text)
    return re.sub(f"(?<={_IDEOGRAPH})~(?={_IDEOGRAPH})", "～", text)


def _quotes(quoted: re.Match[str], base: str) -> str:
    """Straight quotation marks around or beside ideographs, as the language has them."""
    before, after = quoted.string[: quoted.start()][-1:], quoted.string[quoted.end() :][:1]
    if not _WIDE.search(quoted[1]) and not (_WIDE.match(before or " ") and _WIDE.match(after or "。")):
        return quoted[0]
    opening, closing = "“”" if base == "zh-Hans" else "「」"
    return f"{opening}{quoted[1]}{closing}"


def _addresses(text: str) -> set[int]:
    """The offsets of what is an address, without the marks that only end the sentence around it."""
    kept: set[int] = set()
    for match in ADDRESS.finditer(text):
        kept.update(range(match.start(), match.start() + len(match[0].rstrip(",.;:!?)"))))
    return kept


def _neighbour(marks: list[str], i: int, step: int) -> str:
    """The next character that is no space, mark or quote, going by ``step``; empty at the end."""
    i += step
    while 0 <= i < len(marks) and marks[i] in _BESIDE:
        i += step
    return marks[i] if 0 <= i < len(marks) else ""


def _is_ideographic(marks: list[str], i: int) -> bool:
    """Whether the ASCII mark at ``i`` stands in ideographic text."""
    before, after = _neighbour(marks, i, -1), _neighbour(marks, i, 1)
    if _WIDE.match(before or " "):
        return True
    if marks[i] == "!" or not before:
        return False
    return (not after and marks[i] == "?") or bool(_WIDE.match(after or " "))


def _full_width_brackets(text: str, marks: list[str], kept: set[int]) -> None:
    """Write pairs of parentheses full width in ``marks``: both or neither."""
    opened: list[int] = []
    for i, mark in enumerate(text):
        if i in kept or mark not in "()":
            continue
        if mark == "(":
            opened.append(i)
        elif opened:
            start = opened.pop()
            if _bracket_is_ideographic(marks, start, i):
                marks[start], marks[i] = "（", "）"
        elif _WIDE.match(_neighbour(marks, i, -1) or " "):
            marks[i] = "）"
    for start in (*opened, *reversed(opened)):
        if any(_WIDE.match(_neighbour(marks, start, step) or " ") for step in (1, -1)):
            marks[start] = "（"


def _bracket_is_ideographic(marks: list[str], start: int, end: int) -> bool:
    before, after = _neighbour(marks, start, -1), _neighbour(marks, end, 1)
    if _WIDE.search("".join(marks[start:end])) or _WIDE.match(before or " "):
        return True
    return bool(_WIDE.match(after or " ")) and (not before or marks[start - 1] == " ")


def _space(text: str) -> str:
    """Set the spaces: one between ideographs and Latin, none beside full-width marks, wide between ideographs.

    Breaks that would leave a mark at the wrong end of a line are forbidden with a WORD JOINER.
    """
    text = re.sub(f"(?<={_IDEOGRAPH})(?={_LATIN_START})|(?<={_LATIN_END})(?={_IDEOGRAPH})", " ", text)
    return _NO_LINE_START.sub(JOIN, _UNIT.sub(f" {JOIN}", text))


def solid(text: str) -> str:
    """Leave no space beside a full-width mark; one between two ideographs is as wide as they are."""
    text = re.sub(f" ?([{CJK_MARKS}]) ?", r"\1", text)
    return re.sub(f"(?<={_IDEOGRAPH}) (?={_IDEOGRAPH})", "\u3000", text)


def _halved(text: str, start: int, end: int, base: str) -> list[Run]:
    """``text[start:end]`` with the marks that are set half an em wide as runs of their own."""
    runs: list[Run] = []
    plain = start
    for i in range(start, end):
        if _is_half(text[i - 1 : i] if i else "", text[i], text[i + 1 : i + 2], base):
            runs += [Run(text[plain:i])] if plain < i else []
            runs.append(Run(text[i], HALF))
            plain = i + 1
    return runs + ([Run(text[plain:end], PLAIN)] if plain < end else [])


def _is_half(before: str, mark: str, after: str, base: str) -> bool:
    """Whether a mark gives up its white half to a neighbour.

    An opening bracket does after any mark and at the very beginning; a closing one before a closing one or a pause; a pause before a
    closing bracket, where the pause stands at the left of its square (not in Taiwan, where it is centred).
    """
    opening, closing = (_OPENING_CURLY, _CLOSING_CURLY) if base in WIDE_QUOTES else (OPENING, CLOSING)
    if mark in opening:
        return not before or before in opening or before in PAUSES or before in closing
    if mark in closing:
        return after in closing or after in PAUSES
    return mark in LEFT_PAUSES.get(base, "") and after in closing

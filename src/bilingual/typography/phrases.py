"""A Chinese or Japanese headline → the places between its phrases, where its lines may end.

BudouX (Apache-2.0) cuts: models of 65 kB, no network, 3 ms to load. What it cuts off too short is put back here by the
words that lean on their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bilingual.typography.runs import BREAK, CJK_MARKS, CLOSING, HAN, JOIN, KANA, OPENING, PAUSES

_MARGIN = 1000
"""Of BudouX 0.10's score, by which a place must be better than none. Of the places in 600 Chinese sentences of NTREX-128, 18 % part
a word of jieba's without it, 8 % with it and ``_leaning`` (most of those are two words: 沙漠|地區); 48 % of all do."""
_LONGEST = 10
"""Characters of a phrase beyond which it is cut once more, without the margin: a narrow column has nine in a headline."""
_BACK = frozenset("的地得了著着過过們们嗎吗呢吧啊之等者性")
"""Single characters that belong to what stands before them."""
_ON = frozenset(
    "與与和及或在對对從从向為为被把由以於于至到自因將将並并而但就也都又再不未無无應应是有第約约近逾每各該该此其這这那兩两"
    "一二三四五六七八九十幾几數数百千萬万"
)
"""Those that belong to what follows."""
_QUOTED = re.compile("[「『《〈“‘【（][^「『《〈“‘【（」』》〉”’】）]{1,8}[」』》〉”’】）]")
"""What is quoted or named in a few characters is not parted."""
_IDEOGRAPH = re.compile(f"[{HAN}{KANA}]")
_WIDE = re.compile(f"[{HAN}{KANA}{CJK_MARKS}]")
_SILENT = frozenset({" ", JOIN, BREAK})
_CLOSING = CLOSING | PAUSES | {"”", "’"}
_OPENING = OPENING | {"“", "‘"}
_MODELS = {"zh-Hant": "traditional_chinese", "zh-Hans": "simplified_chinese", "ja": "japanese"}


def parted(text: str, base: str) -> str:
    """Put a ZERO WIDTH SPACE where a line of a headline may end, for a medium that is told to break nowhere else.

    >>> parted("美國總統訪問港口", "zh-Hant").replace(BREAK, "|")
    '美國|總統|訪問|港口'
    """
    cuts = sorted(ends(text, base))
    return BREAK.join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def joined(text: str, base: str) -> str:
    """Forbid every break of a headline in Chinese or Japanese (``base``) but those between phrases.

    What has been done to its spaces and marks is left alone; only WORD JOINERs are put in. Law: without them the text is the same.

    >>> joined("美國總統訪問港口", "zh-Hant").replace(JOIN, "¦")
    '美¦國總¦統訪¦問港¦口'
    """
    places = [n for n, character in enumerate(text) if character not in _SILENT]
    cuts = ends("".join(text[n] for n in places), base)
    pieces, before = [], 0
    for number, (left, right) in enumerate(pairwise(places), start=1):
        gap = text[left + 1 : right]
        if number not in cuts and set(gap) <= {" "} and _breaks(text[left], text[right]):
            pieces.append(f"{text[before:right]}{JOIN}")
            before = right
    return "".join([*pieces, text[before:]])


@lru_cache(maxsize=256)
def ends(text: str, base: str) -> frozenset[int]:
    """Give the offsets at which a phrase of the text ends and another begins."""
    quoted = {n for match in _QUOTED.finditer(text) for n in range(match.start() + 1, match.end())}
    clauses = [n for n in range(1, len(text)) if _is_seam(text[n - 1], text[n])]
    found = {*clauses, *(n for n in range(1, len(text)) if _begins_number(text[n - 1], text[n]))}
    for start, end in zip([0, *clauses], [*clauses, len(text)], strict=True):
        for phrase in _phrases(text[start:end], base):
            start += len(phrase)
            found.add(start)
    return frozenset(n for n in found - quoted if 0 < n < len(text) and not _is_inside(text[n - 1], text[n]))


def _breaks(left: str, right: str) -> bool:
    """Whether a line could end here, as far as marks go."""
    if left in _OPENING or right in _CLOSING or (left in _CLOSING and right in _OPENING):
        return False
    return bool(_WIDE.match(left) or _WIDE.match(right))


def _is_seam(left: str, right: str) -> bool:
    """Whether a pause, a space between ideographs or a label (【圖解】) parts the text."""
    return (left in PAUSES or left in "】\u3000") and right not in _CLOSING


def _begins_number(left: str, right: str) -> bool:
    """Whether a number begins behind a word that is not its own (第128期)."""
    return right.isdigit() and right.isascii() and bool(_IDEOGRAPH.match(left)) and left not in _ON


def _is_inside(left: str, right: str) -> bool:
    """Whether two characters stay together whatever a model says: marks, and a number with its unit."""
    if right in _CLOSING or left in _OPENING:
        return True
    return left.isascii() and left.isalnum() and (right.isascii() or left.isdigit())


def _phrases(text: str, base: str) -> Iterator[str]:
    """Cut a text; the pieces joined are the text."""
    if base == "ja":
        yield from _parser(base, 0).parse(text)
        return
    for phrase in _leaning(_parser(base, _MARGIN).parse(text)):
        if len(phrase) <= _LONGEST:
            yield phrase
        else:
            yield from _leaning(_parser(base, 0).parse(phrase))


def _leaning(pieces: list[str]) -> list[str]:
    """Put single characters to what they lean on."""
    found: list[str] = []
    carried = ""
    for piece in pieces:
        letters = _IDEOGRAPH.findall(piece)
        ends_open = bool(_IDEOGRAPH.match(piece[-1]))
        follows = bool(found) and not carried and bool(_IDEOGRAPH.match(found[-1][-1]))
        alone = len(letters) == 1 and not carried
        if alone and follows and letters[0] not in _ON:
            found[-1] += piece
        elif alone and ends_open and letters[0] not in _BACK:
            carried = piece
        else:
            found.append(carried + piece)
            carried = ""
    return [*found[:-1], found[-1] + carried] if found else [carried]


@lru_cache(maxsize=8)
def _parser(base: str, margin: int) -> Any:
    """Load a model; a feature that no text has makes it so much stricter."""
    import budoux

    found = getattr(budoux, f"load_default_{_MODELS[base]}_parser")()
    return budoux.Parser({**found.model, "none": {"": 2 * margin}}) if margin else found

"""The pairs of an article → where it does not agree with itself: one text, two translations; two registers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bilingual.checks.korean import HEADLINES
from bilingual.checks.letters import CLOSERS, NOTE_MARK
from bilingual.checks.pairs import Found, Pair
from bilingual.glossary import fold

Placed = tuple[int, Found]
"""Index of the entry in its catalog, and what is wrong there."""

SAME_TRANSLATION_FROM = 12
"""Characters of a source below which two texts may well share a translation: 好的。 and 好。"""
_MARKS = re.compile(r"[\W_]+")
_QUOTED = re.compile('“[^”]*”|"[^"]*"|‘[^’]*’|「[^」]*」|“[^”"]*$|"[^”"]*$')
_OPENING, _CLOSING = re.compile("[「“]"), re.compile("[」”]")
_FORMAL = re.compile(rf"(?:니다|니까|시오|세요|습니까)[.!?…]+(?:[{CLOSERS}]|{NOTE_MARK})*$")
_PLAIN = re.compile(rf"(?<!니)다[.!…]+(?:[{CLOSERS}]|{NOTE_MARK})*$")


def same_source(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """The same source text (but for width and punctuation) with different translations."""
    yield from _twice(
        pairs, lambda p: p.source, lambda p: p.text, "the same source text is translated as “{}”"
    )


def same_translation(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """The same translation for different source texts: one of them may stand in the wrong place."""
    long = [pair for pair in pairs if len(pair.source) >= SAME_TRANSLATION_FROM]
    yield from _twice(long, lambda p: p.text, lambda p: p.source, "the same translation stands for “{}”")


def _twice(
    pairs: Sequence[Pair], same: Callable[[Pair], str], other: Callable[[Pair], str], words: str
) -> Iterator[Placed]:
    first: dict[str, Pair] = {}
    for pair in pairs:
        letters = _letters(same(pair)) if pair.translated else ""
        if letters:
            before = first.setdefault(letters, pair)
            if (
                before is not pair
                and before.role == pair.role
                and _letters(other(before)) != _letters(other(pair))
            ):
                yield pair.index, words.format(_cut(other(before)))


def _letters(text: str) -> str:
    return _MARKS.sub("", fold(text))


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def register(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """Korean sentences in 합쇼체 (…니다) and in 해라체 (…다) in one article; quotations don't count."""
    found: dict[bool, list[int]] = defaultdict(list)
    for pair in _outside_quotations(pairs):
        if pair.base == "ko" and pair.translated and pair.role not in HEADLINES:
            text = _QUOTED.sub("", pair.text)
            if _FORMAL.search(text):
                found[True].append(pair.index)
            elif _PLAIN.search(text):
                found[False].append(pair.index)
    few, many = sorted((found[True], found[False]), key=len)
    if not few:
        return
    names = {True: "합쇼체 (…니다)", False: "해라체 (…다)"}
    minority = few is found[True]
    for index in few if len(few) <= len(many) / MINORITY else few[:1]:
        yield (
            index,
            f"{names[minority]}, while {len(many)} sentences of the article are in {names[not minority]}",
        )


def _outside_quotations(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Give the entries that don't lie inside a quotation that another entry opens or closes."""
    inside = False
    for pair in pairs:
        opened = len(_OPENING.findall(pair.source)) - len(_CLOSING.findall(pair.source))
        if pair.source.count('"') % 2:
            opened = -1 if inside else 1
        was_inside, inside = inside, (inside or opened > 0) and opened >= 0
        if not was_inside and not opened:
            yield pair


MINORITY = 4
"""Up to one in so many sentences each stray one is shown; an article that is mixed throughout is told once."""

"""A text → the places in it that an engine should not touch, and what stands there in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bilingual.glossary import Glossary
from bilingual.languages import language
from bilingual.protection.quantities import quantities

_VERBATIM = re.compile(
    r"https?://[^\s<>「」『』《》()（）。，、；]*[^\s<>「」『』《》()（）。，、；.,:;!?'\"]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])www\.[\w-]+(?:\.[\w-]+)+(?:/[\w./?=&%#~-]*[\w/])?"
    r"|(?<![\w@])@\w+(?:\.\w+)*"
    r"|(?<![\w#&])#\w*[^\W\d]\w*",
    re.ASCII,
)
"""Addresses, handles and hashtags in letters: the same in every language."""
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]*(?:[-/&][A-Z0-9]+)*[A-Z0-9]s?(?![A-Za-z0-9])")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9.’'&-]*(?: [A-Za-z][A-Za-z0-9.’'&-]*)*(?<![.’'&-])")
_SHOUTING = 0.8
"""From this share of capitals among the letters on, a text in an alphabet is a headline in capitals."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source text with its translation."""

    start: int
    end: int
    rendering: str
    term: str = ""
    """The term's wording in the source; empty for what is no term of the glossary."""
    others: tuple[str, ...] = ()
    """What is right besides."""
    ordinary: bool = False
    """An everyday word, which the sentence may inflect."""


def find(text: str, glossary: Glossary, source: str, target: str) -> tuple[Span, ...]:
    """Give the places in the order of the text, none over another.

    Addresses and handles go first, then quantities, then the terms of the glossary, then acronyms; into a language
    in Latin letters all words in such letters that stand in a Chinese or Japanese text count as acronyms do.
    """
    spans = [Span(m.start(), m.end(), m[0]) for m in _VERBATIM.finditer(text)]
    spans = _with(
        spans, (Span(q.start, q.end, q.rendering, others=q.others) for q in quantities(text, source, target))
    )
    spans = _with(spans, terms(text, glossary, source, target))
    return tuple(sorted(_with(spans, _letters(text, source, target)), key=lambda span: span.start))


def terms(text: str, glossary: Glossary, source: str, target: str) -> tuple[Span, ...]:
    """Give the places of the glossary's terms that have a rendering in the target language."""
    return tuple(
        Span(
            hit.start,
            hit.end,
            _rendering(text[hit.start : hit.end], hit.value.renderings[0]),
            hit.value.wording,
            hit.value.renderings[1:],
            hit.value.term.ordinary,
        )
        for hit in glossary.between(text, source, target)
        if hit.value.renderings
    )


def _rendering(there: str, rendering: str) -> str:
    """A term that stays as it is stays as it stands there: SSBN, but ＳＳＢＮ is mended."""
    return there if there.isascii() and there.casefold() == rendering.casefold() else rendering


def _letters(text: str, source: str, target: str) -> Iterable[Span]:
    start, end = language(source), language(target)
    spelled = start.cjk and not end.cjk and end.base != "ko"
    if not start.cjk and _shouts(text):
        return ()
    return tuple(Span(m.start(), m.end(), m[0]) for m in (_LATIN if spelled else _ACRONYM).finditer(text))


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) >= _SHOUTING * max(1, len(letters))


def _with(spans: list[Span], more: Iterable[Span]) -> list[Span]:
    """Add the spans that touch none of those that are there."""
    return spans + [new for new in more if all(new.end <= old.start or old.end <= new.start for old in spans)]

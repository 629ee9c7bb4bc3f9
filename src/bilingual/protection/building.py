"""A text that is nothing but terms, quantities and addresses → its translation, without an engine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.glossary import Glossary
from bilingual.languages import language
from bilingual.protection.spans import Span, find

_WORD = re.compile(r"\w")
_MARKS = str.maketrans({
    "，": ", ", "、": ", ", "：": ": ", "；": "; ", "。": ". ", "？": "? ", "！": "! ", "（": " (", "）": ") ",
    "「": "“", "」": "”", "『": "‘", "』": "’", "《": "“", "》": "”", "〈": "‘", "〉": "’", "／": "/", "\u3000": " ",
})  # fmt: skip
_CLOSE_AFTER = "=/-(（「『《“‘@"
"""After these a word follows without a space, as in 사진=트위터."""


def build(text: str, glossary: Glossary, source: str, target: str) -> str | None:
    """Translate a text that the glossary and patterns cover but for its marks; None for any other.

    Two terms with nothing but space between them are left to an engine, for the order of words is the language's own
    (松野博一 after 官房長官, 마쓰노 히로카즈 before 관방장관), unless the first ends in a mark, as labels do: 圖/.
    """
    spans = find(text, glossary, source, target)
    between = _between(text, spans)
    if not spans or any(_WORD.search(piece) for piece in between) or not any(span.term for span in spans):
        return None
    for span, after, following in zip(spans, between[1:], spans[1:], strict=False):
        if span.term and following.term and not after.strip() and _WORD.match(text[span.end - 1]):
            return None
    solid = language(target).cjk
    pieces = between if solid else [piece.translate(_MARKS) for piece in between]
    built = pieces[0]
    for span, after in zip(spans, pieces[1:], strict=True):
        spaced = built and not solid and not built[-1].isspace() and built[-1] not in _CLOSE_AFTER
        joins = spaced and (built[-1].isalnum() or built[-1] in ":;,.") and span.rendering[0] not in ")”’"
        built += (" " if joins else "") + span.rendering + after
    built = re.sub(r" (?=[,.:;?!)])", "", re.sub(r"\s+", " ", built)).strip()
    begins = built[:1].islower() and built.startswith(spans[0].rendering) and bool(spans[0].term)
    return built[:1].upper() + built[1:] if begins else built


def _between(text: str, spans: Sequence[Span]) -> list[str]:
    """What stands before, between and after the spans."""
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]

"""Pseudo-translation as an engine: passages → text of the target's script and usual length, to try layouts with."""

from __future__ import annotations

import math
import random
import re
import zlib
from collections.abc import Sequence

from bilingual.engines.protocol import Engine, Terms
from bilingual.inline import Span, nested
from bilingual.languages import language
from bilingual.model import Draft, Passage

_LENGTHS = {("zh", "en"): (1.285, -0.058), ("zh", "ko"): (0.735, -0.137), ("en", "ko"): (-0.25, -0.166)}
"""a and b in: ln(target / source) = a + b ln(source), characters without spaces. b is fitted to 1,997 news sentences
and their translations, a so that the median of these texts and of the translations is the same, spaces and all."""
_LONGER = 1.3
"""Most European languages take about so much more room than English."""
_ACCENTED = str.maketrans(
    "AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz", "ÅåßÇçĐđÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž"
)
_KEPT = (
    r"https?://[\w./?=&%#~-]*[\w/]|@\w+|</?\d+/?>|\b[A-Z]{2,}s?\b|(?:\b[A-Z]\.)+"
    r"|(?:[A-Za-z]+-?)?\d+(?:[.,:/]\d+)*(?:[A-Za-z²³]+\d*[A-Za-z]*|%)?|[½⅓⅔¼¾①-⑳Ⅰ-ⅻ²³]"
)
"""What no translation changes: addresses, handles, tags, acronyms, figures and what is written together with them."""
_WIDE_WORDS = r"[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
_SPACED_WORDS = r"[^\W\d_]+"
_MARKS = str.maketrans({
    "，": ", ", "、": ", ", "。": ". ", "：": ": ", "；": "; ", "？": "? ", "！": "! ", "（": " (", "）": ") ",
    "「": " “", "」": "” ", "『": " ‘", "』": "’ ", "《": " “", "》": "” ", "─": "—", "\u3000": " ", ",": ", ", ":": ": ",
})  # fmt: skip
_WIDE_MARKS = str.maketrans({",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"})
_LATIN = ("lo", "re", "mi", "sa", "tu", "do", "len", "par", "ist", "an", "ve", "cor", "ti", "ne", "ga", "il")
_HANGUL = "한국정부는회의에서새로운계획을발표하고관련기관과협력방안논의했다이번조치로지역사회안전강화"
_HAN = "這是為了試排版面而寫的文字沒有任何意義請勿當真句子長短與真的譯文相近"


class Pseudo(Engine):
    """Text that looks translated and says nothing."""

    terms = Terms.FREE

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage that has a text; the same text becomes the same draft every time."""
        return [
            _draft(passage, pseudo(passage.text, source, target)) if passage.text.strip() else None
            for passage in passages
        ]


def _draft(passage: Passage, text: str) -> Draft:
    """Put the tags of a passage at words about as far on in the draft as in the passage."""
    starts = [found.start() for found in re.finditer(r"\w+", text)] or [0]
    ends = [found.end() for found in re.finditer(r"\w+", text)] or [len(text)]
    scale = len(text) / len(passage.text)
    spans: list[Span] = []
    for number, start, end in passage.tags:
        last = min(ends, key=lambda at: abs(at - end * scale))
        first = min(starts, key=lambda at: abs(at - start * scale))
        spans.append(
            (number, min(first, last), last) if start < end and first < last else (number, last, last)
        )
    whole = {number for number, start, end in passage.tags if start < end}
    kept = tuple(span for span in nested(spans) if span[1] < span[2] or span[0] not in whole)
    return Draft(text, "pseudo", tags=kept)


def pseudo(text: str, source: str, target: str) -> str:
    """Write a text about as long as its translation would be, with its figures, acronyms, addresses and marks.

    Between two alphabetic languages it is the source itself, accented and lengthened; else the words are fillers
    in the target's script.
    """
    start, end = language(source), language(target)
    if not any(one.cjk or one.base == "ko" for one in (start, end)):
        return _lengthened(text)
    kept, words = (f"{_KEPT}|[A-Za-z]+", _WIDE_WORDS) if start.cjk else (_KEPT, _SPACED_WORDS)
    filler = _Filler(text, source, target)
    pieces, at = [], 0
    for found in re.finditer(f"({kept})|{words}", text):
        pieces.append(filler.marks(text[at : found.start()]))
        pieces.append(found[1] or filler.words(found[0]))
        at = found.end()
    return filler.joined([*pieces, filler.marks(text[at:])])


class _Filler:
    """Words and marks of one passage."""

    def __init__(self, text: str, source: str, target: str) -> None:
        self._solid = language(target).cjk
        self._base = language(target).base
        self._chance = random.Random(zlib.crc32(f"{target} {text}".encode("utf-8", "surrogatepass")))
        a, b = _LENGTHS.get((language(source).base[:2], self._base), (0.0, 0.0))
        self._ratio = math.exp(a + b * math.log(sum(not c.isspace() for c in text)))

    def words(self, replaced: str) -> str:
        """Give words that take the place of others."""
        left = max(1, round(self._ratio * sum(not c.isspace() for c in replaced)))
        words = []
        while left > 0:
            size = self._chance.randint(2, 4) if self._base == "ko" else self._chance.randint(2, 9)
            word = self._word(min(size, left))
            words.append(word)
            left -= len(word)
        return "".join(words) if self._solid else f" {' '.join(words)} "

    def _word(self, size: int) -> str:
        if self._solid or self._base == "ko":
            return "".join(self._chance.choices(_HAN if self._solid else _HANGUL, k=size))
        word = ""
        while len(word) < size:
            word += self._chance.choice(_LATIN)
        return word[:size].translate(_ACCENTED)

    def marks(self, text: str) -> str:
        return text.translate(_WIDE_MARKS if self._solid else _MARKS)

    def joined(self, pieces: Sequence[str]) -> str:
        """Put the pieces together with spaces where the target has them, and begin with a capital."""
        if self._solid:  # spaces only between figures and words in letters
            return re.sub(
                r"(?<![^\W_])\s+|\s+(?![^\W_])|(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])",
                "",
                "".join(pieces),
            )
        text = re.sub(r"\s+", " ", "".join(pieces)).strip()
        text = re.sub(r" (?=[,.:;?!)”’/%])|(?<=[(“‘/]) ", "", text)
        return text[:1].upper() + text[1:]


def _lengthened(text: str) -> str:
    pieces, at = [], 0
    for found in re.finditer(_KEPT, text):
        pieces += [text[at : found.start()].translate(_ACCENTED), found[0]]
        at = found.end()
    pieces.append(text[at:].translate(_ACCENTED))
    accented = "".join(pieces)
    more = round(len(text) * (_LONGER - 1))
    filler = " ".join(_LATIN)[: max(2, more - 1)].strip().translate(_ACCENTED)
    end = len(accented.rstrip('.!?”’") '))
    return f"{accented[:end]} {filler}{accented[end:]}"

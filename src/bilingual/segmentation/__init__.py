"""A Document → its segments in reading order: the sentences, titles, captions and credits that are translated."""

from __future__ import annotations

import re
from dataclasses import replace

from bilingual import tables
from bilingual.config import SegmentationConfig
from bilingual.inline import shared
from bilingual.languages import language as facts
from bilingual.model import RUNNING_TEXT, Block, Document, Role, Segment
from bilingual.segmentation.lengths import clause_ends, shortened
from bilingual.segmentation.library import sentence_spans
from bilingual.segmentation.rules import SCANNED, clause_marks, rules, spaced_rules
from bilingual.segmentation.scan import sentence_ends
from bilingual.segmentation.spaced import spaced_ends
from bilingual.segmentation.srx import Srx

__all__ = ["segment", "sentences"]

CUT = RUNNING_TEXT - {Role.VERSE}
"""Roles whose blocks are cut into sentences; a title, a credit or a row of a table is one segment."""

_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_CREDIT_MAX = 80  # characters: the longest of 19 in the test articles has 23
_SENTENCE_END = '。！？!?.…」』”"）)'


def segment(document: Document, config: SegmentationConfig, srx: Srx | None = None) -> tuple[Segment, ...]:
    """Cut every block of a document into segments, in reading order; by our rules, or by those of ``srx``.

    Law, checked on every call: what lies between the segments of a block, before the first and after the
    last, is white space only.
    """
    segments: list[Segment] = []
    for index, block in enumerate(document.blocks):
        own = _block_segments(block, index, document.language, config, srx)
        spans = [(s.start, s.end) for s in own]
        _assert_nothing_lost(block.text, spans)
        if block.tags:
            own = [replace(s, tags=t) for s, t in zip(own, shared(block.tags, spans), strict=True)]
        segments += own
    return tuple(segments)


def sentences(
    text: str, language: str, *, quotes: str = "whole", max_chars: int = 0, srx: Srx | None = None
) -> tuple[tuple[int, int], ...]:
    """Give (start, end) of each sentence of ``text`` in code points, without outer white space.

    ``language`` is a BCP 47 tag. By our own rules (``data/*.toml``) the sentences of a quotation stay together
    unless ``quotes`` is ``split``, or unless the segment has more than ``max_chars`` code points (0: never); what is
    still longer is cut where a clause ends. Languages without a file are cut by sentencex, which knows no
    quotations; those that ``srx`` has rules for, by these alone, and ``max_chars``.

    >>> text = "他說：「走吧。別等了。」門關上了。"
    >>> [text[a:b] for a, b in sentences(text, "zh-Hant")]
    ['他說：「走吧。別等了。」', '門關上了。']
    >>> [text[a:b] for a, b in sentences(text, "zh-Hant", quotes="split")]
    ['他說：「走吧。', '別等了。」', '門關上了。']
    >>> text = "He said: “Go. Don’t wait.” The door closed."
    >>> [text[a:b] for a, b in sentences(text, "en")]
    ['He said: “Go. Don’t wait.”', 'The door closed.']
    """
    cuts = srx.ends(text, language) if srx else None
    if cuts is None:
        ends = _ends(text, language)
        cuts = (
            [end for end, _ in ends]
            if quotes == "split"
            else _whole_quotations(ends, len(text), max_chars or len(text))
        )
    if max_chars and len(text) > max_chars:
        cuts = shortened(len(text), cuts, clause_ends(text, clause_marks(language)), max_chars)
    return _spans(text, cuts)


def _ends(text: str, language: str) -> list[tuple[int, bool]]:
    """Give the ends of sentences by our own rules, and whether each is an inner one."""
    if facts(language).base in SCANNED:
        return sentence_ends(text, rules(language))
    if spaced := spaced_rules(language):
        return spaced_ends(text, spaced)
    return [(end, False) for _, end in sentence_spans(text, language)]


def _whole_quotations(ends: list[tuple[int, bool]], length: int, max_chars: int) -> list[int]:
    """Leave out the inner ends, but for those of a segment that is too long.

    Of that one all are kept, not just enough of them, so that an edit in it moves no other cut.
    """
    kept: list[int] = []
    inner: list[int] = []
    start = 0
    for end, is_inner in [*ends, (length, False)]:
        if is_inner:
            inner.append(end)
            continue
        kept += inner if end - start > max_chars else []
        kept.append(end)
        inner, start = [], end
    return kept


def _spans(text: str, ends: list[int]) -> tuple[tuple[int, int], ...]:
    spans, start = [], 0
    for end in [*ends, len(text)]:
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        if piece := piece.strip():
            spans.append((begin, begin + len(piece)))
        start = end
    return tuple(spans)


def _block_segments(
    block: Block, index: int, language: str, config: SegmentationConfig, srx: Srx | None
) -> list[Segment]:
    text = block.text
    if block.role not in CUT:
        row = tables.stripped(text) if block.role is Role.TABLE else text.strip()
        return [Segment(block.role, row, index, text.find(row))] if row else []
    credit = credit_start(text, language) if block.role is Role.CAPTION else len(text)
    spans = sentences(text[:credit], language, quotes=config.quotes, max_chars=config.max_chars, srx=srx)
    own = [Segment(block.role, text[a:b], index, a, n > 0) for n, (a, b) in enumerate(spans)]
    return own + [Segment(Role.CREDIT, text[a:b], index, a) for a, b in _shifted(text, credit)]


def _shifted(text: str, start: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + a, start + b) for a, b in _spans(text[start:], []))


def credit_start(text: str, language: str) -> int:
    """Give the offset of the credit that ends a caption, or the length of ``text`` if it has none.

    A credit stands in brackets, or after the end of a sentence: ``…。（圖／路透）``, ``…。記者王小明／攝影``.
    """
    credit = rules(language).credit
    body = text.rstrip()
    for opening, closing in _BRACKETS.items():
        start = body.rfind(opening)
        if start > 0 and body.endswith(closing) and credit.fullmatch(body[start + 1 : -1].strip()):
            return start
    return _open_credit_start(body, credit) or len(text)


def _open_credit_start(body: str, credit: re.Pattern[str]) -> int:
    tail = body[-_CREDIT_MAX:]
    at = max(tail[:-1].rfind(mark) for mark in _SENTENCE_END)
    rest = tail[at + 1 :].strip().lstrip("/／|｜ ")
    if at < 0 or not credit.fullmatch(rest):
        return 0
    return len(body) - len(tail) + at + 1


def _assert_nothing_lost(text: str, spans: list[tuple[int, int]]) -> None:
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        if text[position:start].strip() or start < position:
            raise AssertionError(f"segmentation lost text: {text[position:start]!r}")
        position = end

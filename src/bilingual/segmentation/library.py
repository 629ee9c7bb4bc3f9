"""A text in a language that puts spaces between sentences → the spans of its sentences, by sentencex."""

from __future__ import annotations


def sentence_spans(text: str, tag: str) -> list[tuple[int, int]]:
    """Give (start, end) of each sentence of ``text`` in code points, without outer white space.

    ``tag`` is BCP 47; sentencex falls back to English where it does not know the language. sentencex gives
    texts, so they are counted off against ``text``; where it gave other letters than it was given, the text
    is one sentence rather than a wrong one.
    """
    import sentencex

    pieces = sentencex.segment(tag.split("-")[0], text)
    if "".join(pieces) != text:
        pieces = [text]
    spans, start = [], 0
    for piece in pieces:
        begin = start + len(piece) - len(piece.lstrip())
        end = start + len(piece.rstrip())
        if begin < end:
            spans.append((begin, end))
        start += len(piece)
    return spans

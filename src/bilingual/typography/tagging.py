"""Runs ready for the typesetter + the inline markup of their text → the same runs, each with the tags around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.footnotes import HERE, NAME
from bilingual.inline import Tag
from bilingual.typography.runs import Run, printable, with_gaps

FOOTNOTE = NAME
"""The mark of a footnote, which is not in the text."""
READING = "reading"
"""The reading of what stands before it: ruby, which WeasyPrint 70 can't set above its base."""
_AGAIN = re.compile(r"(?<=.):\d+$")
"""What Markdown adds to the mark of a note that was referred to before: ``1:1``."""
_IDEOGRAPHIC = "\u3000"
_INVISIBLE = frozenset("\u200b\u2060\u00ad\ufeff\u200c\u200d")


def tagged(runs: Sequence[Run], text: str, tags: Sequence[Tag]) -> tuple[Run, ...]:
    """Divide the runs that print ``text`` where its tags begin and end, and put in what tags print themselves.

    Typesetting changes spaces and marks, never the number of other characters: by these the places are found. Where
    that doesn't hold, only tags around the whole text are kept, and the marks of footnotes stand at its end.
    """
    if not tags:
        return tuple(runs)
    places = [0]
    for character in text:
        places.append(places[-1] + _counts(character, printable(character)))
    spans = [(places[tag.start], places[tag.end], tag) for tag in tags]
    printed = sum(_counts(c, c) for run in runs for c in run.text)
    if printed != places[-1]:
        marks = [(printed, printed, tag) for tag in tags if tag.name == FOOTNOTE]
        spans = [(start, end, tag) for start, end, tag in spans if (tag.start, tag.end) == (0, len(text))]
        spans += marks if printed else []
    return tuple(_beside_code(tuple(_divided(runs, spans)), text))


def _beside_code(runs: Sequence[Run], text: str) -> Iterator[Run]:
    """The same runs; a space that was typed beside code is a space again: between ideographs it had become as wide as they are."""
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        words = run.text
        if words[:1] == _IDEOGRAPHIC and any(text[t.end : t.end + 1] == " " for t in _code(before, run)):
            words = f" {words[1:]}"
        if words[-1:] == _IDEOGRAPHIC and any(text[: t.start][-1:] == " " for t in _code(after, run)):
            words = f"{words[:-1]} "
        yield from [run] if words == run.text else with_gaps([replace(run, text=words)])


def _code(beside: Run | None, run: Run) -> list[Tag]:
    """The code that one run is in and the other isn't."""
    return [tag for tag in beside.tags if tag.name == "code" and tag not in run.tags] if beside else []


def _counts(character: str, printed: str) -> bool:
    return bool(printed) and not character.isspace() and character not in _INVISIBLE


def _divided(runs: Sequence[Run], spans: Sequence[tuple[int, int, Tag]]) -> Iterator[Run]:
    cuts = {place for start, end, _ in spans for place in (start, end)}
    at = 0
    yield from _put_in(spans, 0)
    for run in runs:
        piece: list[str] = []
        for character in run.text:
            counts = _counts(character, character)
            if counts and piece and at in cuts:
                yield from _part(run, piece, spans, at)
                piece = []
            piece.append(character)
            if counts:
                at += 1
                if at in cuts:
                    yield from _part(run, piece, spans, at)
                    piece = []
                    yield from _put_in(spans, at)
        yield from _part(run, piece, spans, at)


def _part(run: Run, piece: list[str], spans: Sequence[tuple[int, int, Tag]], end: int) -> Iterator[Run]:
    """A part of a run whose last counted character is number ``end``, in the tags around all of it."""
    if piece:
        first = end - sum(_counts(c, c) for c in piece)
        inside = tuple(tag for start, stop, tag in spans if start <= first and end <= stop and first < end)
        yield replace(run, text="".join(piece), tags=inside)


def _put_in(spans: Sequence[tuple[int, int, Tag]], at: int) -> Iterator[Run]:
    """What tags that end here print: the mark of a footnote, a reading."""
    for start, end, tag in spans:
        said = dict(tag.attributes)
        if end == at and tag.name == FOOTNOTE and start == end:
            mark = _AGAIN.sub("", printable(said.get("mark", "")).strip("[]〔〕()（）"))
            silent = HERE in said and "mark" not in said  # a note stands here, but its mark was lost
            yield Run("" if silent else mark or "*", FOOTNOTE, tags=(tag,))
        elif end == at and tag.name == "ruby" and start < end and said.get("rt"):
            yield Run(printable(said["rt"]), READING)

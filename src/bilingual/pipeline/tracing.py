"""Names of entries that no sentence has any more → the sentences that theirs were joined into or split into.

The names are hashes of texts (``entry_id``), and the texts are gone: so those are tried that the present ones would give
if they were cut or put together otherwise, within a block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bilingual.inline import shared
from bilingual.model import Block, Document, Segment, entry_id

MOST_PIECES = 4
"""Sentences that one may have been split into."""


@dataclass(frozen=True, slots=True)
class Traced:
    """Sentences that became one, or one that became several."""

    what: str
    """``joined`` or ``split``."""
    former: tuple[str, ...]
    """The names that are gone; of the pieces of a joined sentence those that were asked for."""
    present: tuple[Segment, ...]
    line: int
    """Of the source."""


def trace(
    document: Document, segments: Sequence[Segment], gone: Collection[str], *, whole: bool = True
) -> tuple[Traced, ...]:
    """Say of the entries with these names (of none that the source has now) what became of their sentences.

    With ``whole``, a sentence was joined only if all its pieces are among the names; else one of them will do.
    Each is told once, in the order of the source; of what was edited or taken out nothing is known.
    """
    found: dict[tuple[str, tuple[str, ...]], Traced] = {}
    for index, group in groupby(segments, key=lambda s: s.block):
        own, block = list(group), document.blocks[index]
        for one in (*_splits(block, own, gone), *_joins(block, own, gone, whole=whole)):
            found.setdefault((one.what, one.former), one)
    return tuple(found.values())


def _splits(block: Block, own: Sequence[Segment], gone: Collection[str]) -> Iterator[Traced]:
    """The runs of sentences that were one."""
    for first in range(len(own)):
        for last in range(first + 1, min(first + MOST_PIECES, len(own))):
            run = replace(own[first], text=block.text[own[first].start : own[last].end])
            name = _name(block, [*own[:first], run, *own[last + 1 :]], first)
            if name in gone:
                yield Traced("split", (name,), tuple(own[first : last + 1]), block.line)


def _joins(block: Block, own: Sequence[Segment], gone: Collection[str], *, whole: bool) -> Iterator[Traced]:
    """The sentences that were several."""
    for n, segment in enumerate(own):
        names = _all_pieces(block, own, n, gone) if whole else _any_pieces(block, own, n, gone)
        if names:
            yield Traced("joined", names, (segment,), block.line)


def _all_pieces(block: Block, own: Sequence[Segment], n: int, gone: Collection[str]) -> tuple[str, ...]:
    """The names of the pieces that a sentence was, all of them; nothing if it can't be told."""
    for left, right in _cuts(own[n]):
        row = [*own[:n], left, right, *own[n + 1 :]]
        if (name := _name(block, row, n)) in gone:
            rest = _name(block, row, n + 1)
            others = (rest,) if rest in gone else _all_pieces(block, row, n + 1, gone)
            if others:
                return (name, *others)
    return ()


def _any_pieces(block: Block, own: Sequence[Segment], n: int, gone: Collection[str]) -> tuple[str, ...]:
    """The first of the names that is one of a piece at the beginning or the end of a sentence."""
    for left, right in _cuts(own[n]):
        row = [*own[:n], left, right, *own[n + 1 :]]
        for at in (n, n + 1):
            if (name := _name(block, row, at)) in gone:
                return (name,)
    return ()


def _cuts(segment: Segment) -> Iterator[tuple[Segment, Segment]]:
    """Cut a sentence in two, before each character that is no space."""
    for at in range(1, len(segment.text)):
        if not segment.text[at].isspace():
            left = replace(segment, text=segment.text[:at].rstrip())
            yield left, replace(segment, text=segment.text[at:], start=segment.start + at)


def _name(block: Block, own: Sequence[Segment], n: int) -> str:
    """The name of one of the sentences into which a block is cut, with the tags that it would have."""
    segment = own[n]
    if block.tags:
        segment = replace(segment, tags=shared(block.tags, [(s.start, s.end) for s in own])[n])
    return entry_id(segment.key)

"""A translator's joins and splits (``source/ARTICLE.segments``) + segments → the segments that they ask for.

::

    join
      他說：
      「走吧。」

    split
      門關上了，
      他還坐著。

A record is a word, ``join`` or ``split``, and below it the pieces in their order, one a line and indented. Lines that
begin with ``#`` are comments. Records are applied in the order of the file, each to the result of those before it,
wherever in the article the text is the same but for white space; never across a block, and never in a row of a
table, whose cells a cut would run together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from bilingual.errors import SourceError
from bilingual.inline import shared
from bilingual.model import Document, Role, Segment

SUFFIX = ".segments"
"""Of the file beside the source."""
HEAD = """\
# Where the translators of this article cut its sentences in another way than the rules do.
# Written by “bilingual join” and “bilingual split”; after changing it by hand run “bilingual sync”.
"""


class Kind(StrEnum):
    """What is asked for."""

    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Record:
    """One wish of a translator."""

    kind: Kind
    pieces: tuple[str, ...]
    """The sentences that become one, or those that one becomes; two or more, each in one line."""
    line: int = 0
    """Of its word, from 1; 0 for one that no file holds yet."""

    def __str__(self) -> str:
        return "\n".join([self.kind, *(f"  {piece}" for piece in self.pieces), ""])


@dataclass(frozen=True, slots=True)
class Overridden:
    """An article's segments as its translators want them."""

    segments: tuple[Segment, ...]
    unused: tuple[Record, ...]
    """Records whose text does not occur (any more): they change nothing."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Sentences of one block that became others: two that became one, or one that became two."""

    former: tuple[Segment, ...]
    present: tuple[Segment, ...]


def record(kind: Kind, *pieces: str) -> Record:
    """Make a record of these texts, each put on one line."""
    return Record(kind, tuple(" ".join(piece.split()) for piece in pieces))


def read(data: bytes, path: str) -> tuple[Record, ...]:
    """Read the file's records. Raises SourceError, with the line, for what is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("the file is not UTF-8", path=path, hint="save it as UTF-8") from error
    found: list[Record] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace() and found:
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, " ".join(line.split())))
        elif line.strip() in set(Kind):
            found.append(Record(Kind(line.strip()), (), number))
        else:
            raise SourceError(
                f"neither “join” nor “split”: {line.strip()[:40]}",
                path=path,
                line=number,
                hint="a record is one of these words and, below it and indented, its sentences, one a line",
            )
    for one in found:
        if len(one.pieces) < 2:
            raise SourceError(
                f"“{one.kind}” has {len(one.pieces) or 'no'} line{'s'[: len(one.pieces) != 1]} below it, not two",
                path=path,
                line=one.line,
                hint="write the two sentences below it, each on a line of its own and indented",
            )
    return tuple(found)


def added(data: bytes | None, new: Record) -> bytes:
    """Give the file with one more record at its end; all other bytes stay."""
    text = (data or b"").decode("utf-8") or HEAD
    newline = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith("\n") else newline
    return (text + newline + str(new).replace("\n", newline)).encode()


def removed(data: bytes, old: Record) -> bytes:
    """Give the file without a record of it, and without the blank line before it; nothing if no word of a person is left."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    start = end = old.line - 1
    left = len(old.pieces)
    while left:
        end += 1
        left -= bool(lines[end].strip()) and not lines[end].startswith("#")
    start -= start > 0 and not lines[start - 1].strip()
    left_over = "".join(lines[:start] + lines[end + 1 :])
    return b"" if left_over.replace("\r\n", "\n").strip() in {HEAD.strip(), ""} else left_over.encode()


def with_record(
    document: Document, segments: Sequence[Segment], records: Sequence[Record], new: Record
) -> Record | None:
    """Give the record that need only be taken away for the same effect as the new one has; None if none does.

    So a join after a split, and the reverse, leaves nothing behind. ``segments`` are those of the rules.
    """
    wanted = apply(document, segments, [*records, new]).segments
    for old in reversed(records):
        others = [one for one in records if one is not old]
        if old.kind is not new.kind and apply(document, segments, others).segments == wanted:
            return old
    return None


def apply(document: Document, segments: Sequence[Segment], records: Sequence[Record]) -> Overridden:
    """Join and split the segments of a document as the records say.

    Law, as for ``segment``: what lies between the segments of a block is white space only.
    """
    blocks = {index: list(own) for index, own in groupby(segments, key=lambda s: s.block)}
    touched: set[int] = set()
    unused: list[Record] = []
    for one in records:
        used = False
        for index, own in blocks.items():
            if document.blocks[index].role is Role.TABLE:
                continue
            changed, there = _applied(one, own, document.blocks[index].text)
            used = used or there
            if changed != own:
                blocks[index] = changed
                touched.add(index)
        if not used:
            unused.append(one)
    for index in touched:
        blocks[index] = _completed(document, index, blocks[index])
    return Overridden(tuple(s for own in blocks.values() for s in own), tuple(unused))


def regrouped(before: Sequence[Segment], after: Sequence[Segment]) -> tuple[Regrouped, ...]:
    """Give what became of the sentences that are not the same; each kind of change once.

    Both are the segments of one document.
    """
    found: dict[tuple[tuple[tuple[str, str], ...], ...], Regrouped] = {}
    blocks = {index: list(own) for index, own in groupby(after, key=lambda s: s.block)}
    for index, own in groupby(before, key=lambda s: s.block):
        for group in _groups(list(own), blocks.get(index, [])):
            if len(group.former) != len(group.present):
                keys = tuple(tuple(s.key for s in side) for side in (group.former, group.present))
                found.setdefault(keys, group)
    return tuple(found.values())


def _groups(before: list[Segment], after: list[Segment]) -> Iterator[Regrouped]:
    """Divide the sentences of a block at the ends that both have in common."""
    common = {s.end for s in before} & {s.end for s in after}
    start = -1
    for end in sorted(common):
        yield Regrouped(
            tuple(s for s in before if start < s.end <= end), tuple(s for s in after if start < s.end <= end)
        )
        start = end


def _applied(one: Record, own: list[Segment], text: str) -> tuple[list[Segment], bool]:
    """Apply a record to the segments of a block; tell whether its text is there, changed or so already."""
    pieces = [_folded(piece) for piece in one.pieces]
    whole = "".join(pieces)
    result: list[Segment] = []
    there = False
    n = 0
    while n < len(own):
        run = own[n : n + len(pieces)]
        is_run = [_folded(s.text) for s in run] == pieces
        is_whole = _folded(own[n].text) == whole
        there = there or is_run or is_whole
        if is_run and one.kind is Kind.JOIN:
            result.append(replace(run[0], text=text[run[0].start : run[-1].end]))
            n += len(run)
            continue
        if is_whole and one.kind is Kind.SPLIT:
            result += _split(own[n], [len(piece) for piece in pieces])
        else:
            result.append(own[n])
        n += 1
    return result, there


def _split(segment: Segment, lengths: Sequence[int]) -> Iterator[Segment]:
    """Cut a segment after so many characters each, white space not counted."""
    letters = [n for n, char in enumerate(segment.text) if not char.isspace()]
    at = 0
    for length in lengths:
        start, end = letters[at], letters[at + length - 1] + 1
        yield replace(segment, text=segment.text[start:end], start=segment.start + start)
        at += length


def _completed(document: Document, index: int, own: list[Segment]) -> list[Segment]:
    """Say anew of the segments of a block which of them continue one, and what markup each has."""
    block = document.blocks[index]
    shares = shared(block.tags, [(s.start, s.end) for s in own])
    return [
        replace(s, continued=n > 0 and own[n - 1].role == s.role, tags=share)
        for n, (s, share) in enumerate(zip(own, shares, strict=True))
    ]


def _folded(text: str) -> str:
    return "".join(text.split())

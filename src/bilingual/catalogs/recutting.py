"""A catalog and sentences that a translator joined or split → the catalog with their translations joined or split, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bilingual.catalogs.entries import Entry, changed, make
from bilingual.catalogs.extracted import role_line, tag_lines
from bilingual.catalogs.matching import Key
from bilingual.catalogs.merging import retired
from bilingual.catalogs.reading import PoFile, read, refuse_lossy
from bilingual.catalogs.rendering import Style
from bilingual.catalogs.states import is_blank, persons_text, provenance, without_blank_mark
from bilingual.inline import Span, Unmarked, nested, unmarked, written
from bilingual.languages import language as facts
from bilingual.model import Segment, text_hash

Cut = Callable[[str, Sequence[str]], Sequence[int]]
"""Takes a translation and the sentences that its source was split into; gives where to cut it, nothing if that is not clear."""

Regrouping = tuple[Sequence[Segment], Sequence[Segment]]
"""Sentences of a block, and those that they became: two and one, or one and two."""


def recut(
    data: bytes,
    groups: Sequence[Regrouping],
    segments: Sequence[Segment],
    *,
    path: str,
    language: str,
    cut: Cut,
) -> bytes:
    """Give the new sentences the translations of the old ones, to be reviewed; ``segments`` are all that there are now.

    A joined one gets both translations with the language's joiner between them, each half of a split one its
    part or, where ``cut`` finds none, the whole. The comments of all stay. An entry that a person wrote becomes
    obsolete beside that, so that the way back finds it: a sentence that has such an entry gets this one back, as
    it was. The catalog must be one that ``merge`` brought up to the sentences before; it must be merged again
    after. Raises CatalogError for a catalog that gettext would refuse.

    Law: the texts of people that were in the catalog are in it.
    """
    file = read(data, path)
    work = _Recutting(file, {segment.key for segment in segments}, facts(language).joiner, cut)
    for former, present in groups:
        work.do(former, present)
    entries = work.arranged()
    if len(entries) == len(file.entries) and all(a is b for a, b in zip(entries, file.entries, strict=True)):
        return data
    refuse_lossy(file, data)
    return replace(file, entries=tuple(entries)).encoded()


@dataclass(frozen=True, slots=True)
class _Given:
    """What an entry gets from the former ones."""

    text: str
    drafts: tuple[Entry, ...] = ()
    """Those that it comes from, if all of them are drafts that nobody touched."""


class _Recutting:
    """The entries of a catalog at work."""

    def __init__(self, file: PoFile, wanted: set[Key], joiner: str, cut: Cut) -> None:
        self.file = file
        self.style: Style = file.style
        self.wanted = wanted
        self.joiner = joiner
        self.cut = cut
        self.living: dict[Key, Entry] = {}
        self.obsolete: dict[Key, Entry] = {}
        for entry in file.entries:
            if not entry.is_header:
                (self.obsolete if entry.fields.obsolete else self.living).setdefault(entry.key, entry)
        self.made: dict[Key, list[Entry]] = {}
        """New entries, by the key of the one before which they stand."""
        self.gone: dict[Key, Entry | None] = {}
        """Entries whose sentence is gone, and what is kept of them."""

    def do(self, former: Sequence[Segment], present: Sequence[Segment]) -> None:
        """Join or split; what lacks an entry, or has plural forms, is left to ``merge``."""
        olds = [self.living.get(segment.key) for segment in former]
        entries = [entry for entry in olds if entry and not entry.is_plural]
        if len(entries) < len(former) or min(len(former), len(present)) > 1:
            return
        given = self.given(entries, former, present)
        new = [
            self.entry(segment, one, entries, former)
            for segment, one in zip(present, given, strict=True)
            if segment.key not in self.living and not self.comes_back(segment)
        ]
        # A sentence may have two equal halves: they are one entry.
        once = {entry.key: entry for entry in reversed(new)}
        self.made.setdefault(entries[0].key, []).extend(reversed(once.values()))
        self.living |= once
        for entry in entries:
            if entry.key not in self.wanted:
                self.gone[entry.key] = (
                    None if self.is_echo(entry, former, present) else retired(entry, self.style)
                )

    def comes_back(self, segment: Segment) -> bool:
        """Whether a sentence has an obsolete entry with a person's translation: ``merge`` restores it."""
        entry = self.obsolete.get(segment.key)
        return entry is not None and persons_text(entry)

    def given(
        self, entries: Sequence[Entry], former: Sequence[Segment], present: Sequence[Segment]
    ) -> list[_Given]:
        """Say what each of the present sentences gets."""
        untouched = () if any(map(persons_text, entries)) else tuple(e for e in entries if e.fields.msgstr)
        texts = (
            [_joined([e.fields.msgstr for e in entries], former, present[0], self.joiner)]
            if len(present) == 1
            else _shared(entries[0].fields.msgstr, former[0], present, self.cut)
        )
        return [_Given(text, untouched) for text in texts]

    def entry(
        self, segment: Segment, given: _Given, formers: Sequence[Entry], former: Sequence[Segment]
    ) -> Entry:
        """Make the entry of a sentence; one that stood there without a translation, for its comment, is taken."""
        flags = [flag for e in formers for flag in e.fields.flags if flag != "fuzzy"]
        blank = all(map(is_blank, formers))
        mt = [f"mt: {_together(given.drafts, given.text)}"] if given.drafts and given.text else []
        was_split = len(former) == 1
        before = self.obsolete.pop(segment.key, None)
        comment = _comments([*([before] if before else []), *formers])
        says: dict[str, Any] = {
            "msgctxt": segment.role.context or None,
            "msgid": segment.id,
            "msgstr": given.text,
            "flags": list(dict.fromkeys([*(["fuzzy"] if given.text or blank else []), *flags])),
            "comment": "\n".join([role_line(segment), *mt, *tag_lines(segment)]),
            "tcomment": comment,
            "previous_msgid": former[0].id if was_split and given.text else None,
            "previous_msgctxt": (former[0].role.context or None) if was_split and given.text else None,
        }
        if before is None:
            return make(self.style, **says)
        self.gone[before.key] = None
        return replace(changed(before, self.style, obsolete=False, **says), number=-1)

    def is_echo(self, entry: Entry, former: Sequence[Segment], present: Sequence[Segment]) -> bool:
        """Tell whether an entry says only what it got from those that come back in its place."""
        backs = [self.obsolete.get(segment.key) for segment in present]
        entries = [back for back in backs if back and persons_text(back)]
        if not entry.fuzzy or len(entries) < len(present):
            return False
        own = [segment.key for segment in former].index(entry.key)
        given = self.given(entries, present, former)[own]
        return (entry.fields.msgstr, entry.fields.tcomment) == (given.text, _comments(entries))

    def arranged(self) -> list[Entry]:
        """Put all entries in a row, the obsolete ones that came to be at the end."""
        row: list[Entry] = []
        for entry in self.file.entries:
            row += self.made.get(entry.key, []) if not entry.fields.obsolete and not entry.is_header else []
            if entry.key not in self.gone or entry.is_header:
                row.append(entry)
        return [*row, *(kept for kept in self.gone.values() if kept)]


def _comments(entries: Sequence[Entry]) -> str:
    """Give the comments of all, one that several have once; the mark of a blank only where all of them are blank."""
    blank = all(map(is_blank, entries))
    comments = (e.fields.tcomment if blank else without_blank_mark(e.fields.tcomment) for e in entries)
    return "\n".join(dict.fromkeys(filter(None, comments)))


def _together(drafts: Sequence[Entry], text: str) -> str:
    """Say where a text comes from that is made of untouched drafts: a draft stays visible as one."""
    origins = [origin for origin in map(provenance, drafts) if origin]
    engine = " + ".join(dict.fromkeys(origin.engine for origin in origins))
    return str(replace(origins[0], engine=engine, draft=text_hash(text)))


def _joined(texts: Sequence[str], parts: Sequence[Segment], whole: Segment, joiner: str) -> str:
    """Join the translations of parts, with the numbers that their tags have in the whole."""
    text = ""
    spans: list[Span] = []
    for translation, part in zip(texts, parts, strict=True):
        if not translation:
            continue
        text += joiner if text else ""
        found = unmarked(translation, part.numbered)
        numbers, around = _numbers(part, whole)
        at = len(text)
        spans += [(numbers[n], at + a, at + b) for n, a, b in found.spans if n in numbers]
        spans += [(n, at, at + len(found.text)) for n in around]
        text += found.text
    return written(text, nested([*_united(spans, len(joiner))]))


def _united(spans: Sequence[Span], gap: int) -> Iterator[Span]:
    """Make one of the spans of one number: markup that went over the cut."""
    for number in dict.fromkeys(n for n, _, _ in spans):
        own = sorted((start, end) for n, start, end in spans if n == number)
        whole = all(after[0] - before[1] <= gap for before, after in pairwise(own))
        yield number, own[0][0], own[-1][1] if whole else own[0][1]


def _shared(translation: str, whole: Segment, parts: Sequence[Segment], cut: Cut) -> list[str]:
    """Give each part its share of a translation, or the whole, with the numbers that tags have in the part."""
    found = unmarked(translation, whole.numbered)
    cuts = cut(found.text, [part.text for part in parts]) if not found.damage else ()
    if len(cuts) != len(parts) - 1:
        return [_share(found, (0, len(found.text)), part, whole) for part in parts]
    row = [0, *cuts, len(found.text)]
    return [_share(found, place, part, whole) for place, part in zip(pairwise(row), parts, strict=True)]


def _share(found: Unmarked, place: tuple[int, int], part: Segment, whole: Segment) -> str:
    start, end = place
    piece = found.text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    end = start + len(piece)
    own = {n: m for m, n in _numbers(part, whole)[0].items()}
    spans = [
        (own[n], max(a, start) - start, min(b, end) - start)
        for n, a, b in found.spans
        if n in own and (a < end and b > start if a < b else start <= a <= end)
    ]
    return written(piece, nested(spans))


def _numbers(part: Segment, whole: Segment) -> tuple[dict[int, int], list[int]]:
    """Give the numbers in the whole of a part's tags, and those of the tags that lie around all of the part."""
    at = part.start - whole.start
    own = dict(part.numbered)
    numbers: dict[int, int] = {}
    around: list[int] = []
    for number, tag in whole.numbered.items():
        start, end = max(tag.start - at, 0), min(tag.end - at, len(part.text))
        if start > end or (tag.start < tag.end and start == end):
            continue
        if (start, end) == (0, len(part.text)) and tag.start < tag.end:
            around.append(number)
            continue
        clipped = replace(tag, start=start, end=end)
        if same := next((m for m, other in own.items() if other == clipped), 0):
            del own[same]
            numbers[same] = number
    return numbers, around

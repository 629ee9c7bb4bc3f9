"""Two versions of a catalog and the one that both were made from → one catalog, merged entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilingual.catalogs.agreeing import Conflict, agreed, agreed_header, chosen, says, united, worth_keeping
from bilingual.catalogs.entries import Entry, changed
from bilingual.catalogs.headers import header_values
from bilingual.catalogs.merging import merge
from bilingual.catalogs.reading import PoFile, read, refuse_lossy
from bilingual.catalogs.states import extracted_value, role
from bilingual.errors import UsageError
from bilingual.model import Segment


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """Two versions of a catalog, merged."""

    data: bytes
    """The merged catalog; where people wrote different texts for one sentence, both stand between conflict markers."""
    conflicts: tuple[str, ...]
    """The source texts of these sentences."""


def three_way(
    base: bytes, ours: bytes, theirs: bytes, *, path: str, prefer_ours: bool = False, marker_size: int = 7
) -> ThreeWay:
    """Merge two versions of a catalog that were made from one; ``base`` may be empty.

    An entry that one side changed is taken from it. Of an entry that both changed, comments and flags are
    united; a person's text goes before a machine's and before none; different texts of two people are a
    conflict. Where one side is the catalog of a changed source, the other is brought up to that source first,
    as ``merge`` does it, so that an edit follows its sentence. An entry that one side deleted and the other
    edited is kept as an obsolete one. ``prefer_ours`` lets our text stand in a conflict.

    Laws: merging with an unchanged side gives the other side's bytes; whatever a person wrote on either side is
    in the result. Raises CatalogError for a catalog that gettext would refuse.
    """
    if theirs in {base, ours}:
        return ThreeWay(ours, ())
    if ours == base:
        return ThreeWay(theirs, ())
    o, t = read(ours, path), read(theirs, path)
    b = read(base, path) if base.strip() else replace(o, entries=(), tail="")
    for file, data in ((o, ours), (t, theirs)):
        refuse_lossy(file, data)
    b, o, t, frame = _on_one_source(b, o, t)
    return _Merge(b, o, t, frame, prefer_ours=prefer_ours, marker_size=marker_size).done()


def _on_one_source(b: PoFile, o: PoFile, t: PoFile) -> tuple[PoFile, PoFile, PoFile, PoFile]:
    """Bring all up to the source of the side that was synced; give them, and the one that has the order.

    If the two were synced with different sources they stay as they are: the next ``merge`` will see.
    """
    before, ours, theirs = _living(b), _living(o), _living(t)
    frame = t if ours == before and theirs != before else o
    segments = _segments(frame)
    both_differ = ours != theirs and before not in {ours, theirs}
    odd = any(context == "" for context, _ in {*before, *ours, *theirs})
    if ours == theirs == before or both_differ or odd or not segments:
        return b, o, t, frame
    b, o, t = (
        file if keys == _living(frame) else _brought_up(file, segments, frame)
        for file, keys in ((b, before), (o, ours), (t, theirs))
    )
    return b, o, t, frame


_Identity = tuple[str | None, str]


def _identity(entry: Entry) -> _Identity:
    """Give what tells an entry from the others of its file; to gettext, an empty context is not the same as none."""
    return entry.fields.msgctxt, entry.fields.msgid


def _living(file: PoFile) -> tuple[_Identity, ...]:
    return tuple(
        _identity(entry) for entry in file.entries if not entry.fields.obsolete and not entry.is_header
    )


def _segments(file: PoFile) -> list[Segment]:
    """Give the sentences of the source that a catalog was synced with; none if it isn't one of ours."""
    entries = [entry for entry in file.entries if not entry.fields.obsolete and not entry.is_header]
    if any(role(entry).context != (entry.fields.msgctxt or "") or entry.is_plural for entry in entries):
        return []
    sources = {tuple(entry.fields.occurrences) for entry in entries}
    if len(sources) != 1 or sources == {()}:
        return []
    return [
        Segment(role(e), e.fields.msgid, n, 0, extracted_value(e, "role").endswith(", continued"))
        for n, e in enumerate(entries)
    ]


def _brought_up(file: PoFile, segments: Sequence[Segment], model: PoFile) -> PoFile:
    if not file.entries:
        return file
    header = header_values(model.header)
    source = next(e.fields.occurrences[0][0] for e in model.entries if e.fields.occurrences)
    try:
        merged = merge(
            file.encoded(),
            segments,
            path=file.path,
            article="",
            source_path=source,
            source_language=header.get("X-Source-Language", "zh-Hant"),
            language=header.get("Language") or "en",
        )
    except UsageError:  # a language that nobody has heard of
        return file
    return read(merged.data, file.path)


class _Merge:
    """One merge of two versions."""

    def __init__(
        self, b: PoFile, o: PoFile, t: PoFile, frame: PoFile, *, prefer_ours: bool, marker_size: int
    ) -> None:
        self.frame = frame
        """The file that gives the order; the other's own entries are put in."""
        self.other = t if frame is o else o
        self.base = {_identity(entry): entry for entry in b.entries}
        self.ours = {_identity(entry): entry for entry in o.entries}
        self.theirs = {_identity(entry): entry for entry in t.entries}
        self.newline = chosen(b.newline, o.newline, t.newline)
        self.codec_file = t if o.codec == b.codec else o
        self.bom = chosen(b.bom, o.bom, t.bom)
        self.tail = chosen(b.tail, o.tail, t.tail)
        if b.tail not in {o.tail, t.tail}:
            self.tail = "".join(united(*(file.tail.splitlines(keepends=True) for file in (b, o, t))))
        self.prefer_ours = prefer_ours
        self.marker_size = marker_size
        self.conflicts: list[str] = []

    def done(self) -> ThreeWay:
        entries = self.arranged()
        file = PoFile(
            self.frame.path, tuple(entries), self.tail, self.codec_file.codec, self.bom, self.newline
        )
        return ThreeWay(file.encoded(), tuple(self.conflicts))

    def arranged(self) -> list[Entry]:
        """Put the merged entries into the frame's order, the other file's own behind those they followed there."""
        behind: dict[_Identity | None, list[Entry]] = {}
        dropped: list[Entry] = []
        in_frame = {_identity(entry): entry for entry in self.frame.entries}
        last: _Identity | None = None
        for entry in self.other.entries:
            if _identity(entry) in in_frame:
                last = _identity(entry)
            elif (merged := self.merged(_identity(entry))) is not None:
                own = replace(self.in_style(merged), number=-1)
                deleted = merged.fields.obsolete and not entry.fields.obsolete
                (dropped if deleted else behind.setdefault(last, [])).append(own)
        arranged = behind.pop(None, [])
        for framed in self.frame.entries:
            merged = self.merged(_identity(framed))
            if merged is not None and merged.fields.obsolete and not framed.fields.obsolete:
                dropped.append(replace(self.in_style(merged), number=-1))
            elif merged is not None:
                styled = self.in_style(merged, framed)
                arranged.append(replace(styled, before=self.lines(framed.before), number=framed.number))
            arranged += behind.pop(_identity(framed), [])
        return [*arranged, *dropped]

    def merged(self, key: _Identity) -> Entry | None:
        """Merge one entry; None if it is to go."""
        b, o, t = self.base.get(key), self.ours.get(key), self.theirs.get(key)
        if o is None or t is None:
            return self.remaining(b, o or t)
        if o.is_header:
            return agreed_header(b, o, t, self.codec_file.header, self.newline)
        found = agreed(b, o, t, self.newline)
        if isinstance(found, Conflict):
            if self.prefer_ours:
                return found.ours
            self.conflicts.append(o.fields.msgid)
            return found.marked(self.newline, self.marker_size)
        return found

    def remaining(self, b: Entry | None, left: Entry | None) -> Entry | None:
        """Decide on an entry that only one side has: new there, or deleted on the other."""
        if left is None or b is None:
            return left
        if says(left) == says(b) or not worth_keeping(left):
            return None
        return changed(left, self.newline, obsolete=True)

    def in_style(self, entry: Entry, framed: Entry | None = None) -> Entry:
        """Give an entry with the line ends of the merged file, and a last one."""
        if framed is not None and entry.raw == framed.raw and self.newline == self.frame.newline:
            return entry
        raw = entry.raw if entry.raw.endswith("\n") else entry.raw + "\n"
        return replace(entry, raw=self.lines(raw), before=self.lines(entry.before or "\n"))

    def lines(self, text: str) -> str:
        """Give a text the line ends of the merged file, if the sides differ in them."""
        if self.newline == self.frame.newline == self.other.newline:
            return text
        return text.replace("\r\n", "\n").replace("\n", self.newline)

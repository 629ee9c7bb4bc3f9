"""A catalog and the present sentences of its article → the catalog of these, with nothing lost that a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import is_
from typing import Any

from bilingual.catalogs.entries import Entry, changed, has_comment, make, with_comments_of
from bilingual.catalogs.extracted import comment_of, our_key, role_line, tag_lines
from bilingual.catalogs.headers import new_header
from bilingual.catalogs.matching import Key, Kinship, Match, longest_increasing, match
from bilingual.catalogs.reading import PoFile, first_lines, read, refuse_lossy, uncollected
from bilingual.catalogs.rendering import Style
from bilingual.catalogs.states import (
    as_drafted,
    before_line,
    is_blank,
    is_remark,
    persons_text,
    reviewed_before,
    reviewed_by_person,
    without_blank_mark,
)
from bilingual.languages import language as facts
from bilingual.model import Segment


class ChangeKind(StrEnum):
    """What became of a sentence between the former source and the present one."""

    KEPT = "kept"
    CONTEXT = "context"
    TYPOGRAPHY = "typography"
    EDITED = "edited"
    SPLIT = "split"
    JOINED = "joined"
    MOVED = "moved"
    """From another place; if there is a former text, edited too, or similar to an obsolete entry."""
    RESTORED = "restored"
    """Back, with the translation that its obsolete entry kept; or an edit that was taken back."""
    NEW = "new"
    GONE = "gone"
    REORDERED = "reordered"
    """The entries stood in another order than the source's; one change for the whole catalog."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one sentence."""

    kind: ChangeKind
    text: str = ""
    """The present source text; of a sentence that is gone, its last."""
    previous: str = ""
    """The former source text, or both of them in two lines, where it is another."""
    carried: bool = False
    """Whether a person's translation was kept: in place, as a suggestion, or, of a sentence that is gone, as an
    obsolete entry."""
    context: str = field(default="", compare=False)
    previous_context: str = field(default="", compare=False)
    """The contexts (``msgctxt``) of the two."""
    line: int = field(default=0, compare=False)
    """Line of the entry's ``msgid`` in the merged catalog, from 1; 0 for a sentence that left no entry."""


_Told = tuple[ChangeKind, str, str, bool, str, str]
"""A Change without its line."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged catalog."""

    data: bytes
    """The file; the very bytes of the old one if nothing had to change."""
    changes: tuple[Change, ...]
    """What became of every sentence: the present ones in reading order, then those that are gone."""


_CONSUMED = frozenset({Kinship.SAME, Kinship.CONTEXT, Kinship.TYPOGRAPHY})
"""What takes an obsolete entry's place; of one that is merely similar the obsolete entry stays."""


_KINDS: dict[Kinship, ChangeKind] = {
    kinship: ChangeKind(kinship.value) for kinship in Kinship if kinship is not Kinship.SAME
}


@dataclass(frozen=True, slots=True)
class _Source:
    """What is said of the source in every entry."""

    path: str
    joiner: str = ""
    """What stands between two of its sentences."""


def template(segments: Sequence[Segment], *, article: str, source_path: str, language: str) -> bytes:
    """Give the ``.pot`` of an article; ``language`` is the source's."""
    header = new_header(article, language, "")
    merging = _Merge((), Style(), _Source(source_path), "")
    return _new_file("", [header, *merging.present(segments)]).encoded()


@uncollected()
def merge(
    old: bytes | None,
    segments: Sequence[Segment],
    *,
    path: str,
    article: str,
    source_path: str,
    source_language: str,
    language: str,
) -> Merged:
    """Bring a catalog up to date with its article; ``old=None`` makes a new one.

    Living entries come in the source's order. What a person wrote stays in place while its sentence is the
    same, becomes a fuzzy suggestion with ``#| msgid`` where the sentence was edited, split, joined or moved,
    and else an obsolete entry, restored when the sentence comes back. A suggestion says in its ``before:`` line
    whether the translation had been reviewed; if the edit is taken back, it is reviewed again. An untouched
    draft of an edited sentence is dropped, so that it is drafted anew and no ``mt:`` line vouches for a text of
    another source. Translators' comments go where their entry goes. Entries that say the same as before keep
    their every byte; the header is never touched.

    Law: merging the result again gives the same bytes.
    Raises CatalogError, with nothing done, for a catalog that gettext would refuse.
    """
    source = _Source(source_path, facts(source_language).joiner)
    joiner = facts(language).joiner
    if old is None:
        merging = _Merge((), Style(), source, joiner)
        header = new_header(article, source_language, language)
        file = _new_file(path, [header, *merging.present(segments)])
        return Merged(file.encoded(), merging.changes(file))
    before = read(old, path)
    merging = _Merge(before.entries, before.style, source, joiner)
    entries = merging.arranged(before, merging.present(segments))
    after = replace(before, entries=tuple(entries))
    changes = merging.changes(after)
    if len(entries) == len(before.entries) and all(map(is_, entries, before.entries)):
        return Merged(old, changes)
    refuse_lossy(before, old)
    return Merged(after.encoded(), changes)


def _new_file(path: str, entries: Sequence[Entry]) -> PoFile:
    return PoFile(path, tuple(entries), tail="", codec="utf-8", bom=False, newline="\n")


class _Merge:
    """One merge: the former entries, where each went, and what is said about it."""

    def __init__(self, entries: Sequence[Entry], style: Style, source: _Source, joiner: str) -> None:
        self.style = style
        self.source = source
        self.joiner = joiner
        """What stands between two translations that became one."""
        self.living = [e for e in entries if not e.fields.obsolete and not e.is_header]
        self.formers = self.living + [e for e in entries if e.fields.obsolete]
        self.claimed: set[int] = set()
        """Former entries that live on in a present one."""
        self.order: list[int] = []
        """Where the entries that stay stood in the file, in the present order."""
        self.occurrences = _references(self.living, source)
        self.told: list[tuple[Entry | None, _Told]] = []
        """What became of each sentence: the entry that it is now, and what is to be said."""

    def present(self, segments: Sequence[Segment]) -> list[Entry]:
        """Make the living entries, in the source's order."""
        segments = _first_of_each(segments)
        matches = match(
            [entry.key for entry in self.formers],
            [segment.key for segment in segments],
            living=len(self.living),
        )
        self.claimed.update(m.old[0] for m in matches if m.kinship is Kinship.SAME)
        return [
            self.same(segment, found.old[0]) if found.kinship is Kinship.SAME else self.other(segment, found)
            for segment, found in zip(segments, matches, strict=True)
        ]

    def same(self, segment: Segment, former: int) -> Entry:
        """Keep an entry, or bring it back from the obsolete ones."""
        entry = self.formers[former]
        restored = bool(entry.fields.obsolete)
        if not restored:
            self.order.append(entry.number)
        context = entry.fields.msgctxt or ""
        kind = ChangeKind.RESTORED if restored else ChangeKind.KEPT
        comment = comment_of(entry, segment)
        now = entry
        if restored or entry.fields.comment != comment or entry.fields.occurrences != self.occurrences:
            now = changed(entry, self.style, obsolete=False, comment=comment, occurrences=self.occurrences)
        self.told.append((now, (kind, segment.id, "", persons_text(entry), context, context)))
        return now

    def other(self, segment: Segment, found: Match) -> Entry:
        """Make an entry, with what its former ones can give it."""
        formers = [self.formers[n] for n in found.old if not self.formers[n].is_plural]
        carriers = [former for former in formers if persons_text(former)]
        claimed = [n for n in found.old if self.claimable(n, found.kinship)]
        self.claimed.update(claimed)
        says = {
            "msgctxt": segment.role.context or None,
            "msgid": segment.id,
            "comment": "\n".join([role_line(segment), *tag_lines(segment)]),
            "occurrences": self.occurrences,
        }
        if carriers:
            says |= self.suggestion(segment, carriers, found.kinship) | {"obsolete": False, "tcomment": ""}
        # The lines of a translation that stays letter for letter stay as they are.
        entry = changed(carriers[0], self.style, **says) if carriers else make(self.style, **says)
        entry = with_comments_of(entry, [self.formers[n] for n in claimed], self.style)
        if entry.fields.msgstr and any(is_blank(self.formers[n]) for n in claimed):
            entry = changed(entry, self.style, tcomment=without_blank_mark(entry.fields.tcomment))
        taken_back = bool(carriers) and not entry.fuzzy
        told = (
            ChangeKind.RESTORED if taken_back else _KINDS[found.kinship],
            segment.id,
            "\n".join(former.fields.msgid for former in formers),
            bool(carriers),
            segment.role.context,
            (formers[0].fields.msgctxt or "") if formers else "",
        )
        self.told.append((entry, told))
        return entry

    def claimable(self, former: int, kinship: Kinship) -> bool:
        """Tell whether a former entry may end in a present one: its comments go with it, once."""
        entry = self.formers[former]
        stays = entry.fields.obsolete and kinship not in _CONSUMED
        return former not in self.claimed and not entry.is_plural and not stays

    def suggestion(self, segment: Segment, carriers: Sequence[Entry], kinship: Kinship) -> dict[str, Any]:
        """Give the fields of a translation that must be looked at again.

        One that was reviewed for exactly this text, before an edit that has been taken back, need not be.
        """
        texts = tuple(dict.fromkeys(text for _, text in map(_translated, carriers)))
        context = _translated(carriers[0])[0]
        translation = self.joiner.join(dict.fromkeys(filter(None, (c.fields.msgstr for c in carriers))))
        taken_back = texts == (segment.id,) and (context or "") == segment.role.context
        vouched = all(map(_vouched, carriers)) and len(set(map(_said, carriers))) == 1
        flags = [flag for carrier in carriers for flag in carrier.fields.flags if flag != "fuzzy"]
        own = [
            *_mt_lines(carriers, kinship),
            *([before_line((context or "", texts[0]), translation)] if vouched and not taken_back else []),
        ]
        return {
            "comment": "\n".join([role_line(segment), *own, *tag_lines(segment)]),
            "msgstr": translation,
            "flags": list(dict.fromkeys([*([] if vouched and taken_back else ["fuzzy"]), *flags])),
            "previous_msgctxt": None if taken_back else context,
            "previous_msgid": None if taken_back else self.source.joiner.join(texts),
            "previous_msgid_plural": None,
        }

    def retired(self) -> list[Entry]:
        """Make obsolete what a person wrote and no present sentence took; the rest goes."""
        entries = []
        for n, entry in enumerate(self.living):
            if n in self.claimed:
                continue
            if (kept := retired(entry, self.style)) is not None:
                entries.append(kept)
            keep = kept is not None
            context = entry.fields.msgctxt or ""
            told = (ChangeKind.GONE, entry.fields.msgid, "", keep, context, context)
            self.told.append((kept, told))
        return entries

    def tell_moves(self) -> None:
        """Say which of the unchanged sentences stand elsewhere among the others, and that the order is new."""
        if self.order == sorted(self.order):
            return
        stays = {number for _, number in longest_increasing(list(enumerate(self.order)))}
        for n, (entry, told) in enumerate(self.told):
            if told[0] is ChangeKind.KEPT and entry and entry.number not in stays:
                self.told[n] = entry, (ChangeKind.MOVED, *told[1:])
        self.told.append((None, (ChangeKind.REORDERED, "", "", False, "", "")))

    def changes(self, file: PoFile) -> tuple[Change, ...]:
        """Give what became of every sentence, with its line in the merged file."""
        lines = {id(entry): line for entry, line in zip(file.entries, first_lines(file), strict=True)}
        return tuple(Change(*told, lines.get(id(entry), 0)) for entry, told in self.told)

    def arranged(self, file: PoFile, present: Sequence[Entry]) -> list[Entry]:
        """Put everything in order: an obsolete entry between living ones stays behind the one before it."""
        stays = {id(e) for n, e in enumerate(self.formers) if n >= len(self.living) and n not in self.claimed}
        behind: dict[int, list[Entry]] = {}
        last = -1
        for entry in file.entries:
            if id(entry) in stays:
                behind.setdefault(last, []).append(entry)
            elif not entry.fields.obsolete:
                last = entry.number
        trailing = behind.pop(last, [])
        if _is_sorted_by_text(self.living):
            present = sorted(present, key=_text_and_context)
            self.order.sort()
        self.tell_moves()
        arranged: list[Entry] = []
        for entry in [file.header, *present]:
            arranged += [entry, *behind.pop(entry.number, [])]
        return [*arranged, *(e for entries in behind.values() for e in entries), *trailing, *self.retired()]


def retired(entry: Entry, style: Style) -> Entry | None:
    """Make an entry obsolete whose sentence is gone; None if nobody wrote anything into it."""
    if not persons_text(entry) and not has_comment(entry):
        return None
    lines = [line for line in entry.extracted if our_key(line) not in {"role", "tag"} and not is_remark(line)]
    return changed(entry, style, obsolete=True, comment="\n".join(lines), occurrences=[])


def _references(living: Sequence[Entry], source: _Source) -> list[tuple[str, str]]:
    """Give what ``#:`` says in every entry: nothing in a file whose editor leaves such lines out."""
    leaves_out = bool(living) and not any(entry.fields.occurrences for entry in living)
    return [] if leaves_out else [(source.path, "")]


def _text_and_context(entry: Entry) -> tuple[bytes, str]:
    return entry.fields.msgid.encode(), entry.fields.msgctxt or ""


def _is_sorted_by_text(living: Sequence[Entry]) -> bool:
    """Tell whether a program sorted the entries, as ``msgcat --sort-output`` does; an article of this length is not
    sorted by chance.
    """
    keys = [_text_and_context(entry) for entry in living]
    return len(keys) >= _SURELY_SORTED and keys == sorted(keys)


_SURELY_SORTED = 6
"""Entries that stand in sorted order by chance in one file of 6! = 720."""


def _first_of_each(segments: Sequence[Segment]) -> list[Segment]:
    first: dict[Key, Segment] = {}
    for segment in segments:
        first.setdefault(segment.key, segment)
    return list(first.values())


def _mt_lines(carriers: Sequence[Entry], kinship: Kinship) -> list[str]:
    """Give the ``mt:`` line of an edited draft where nothing but typography changed.

    It still tells truly what the text was made from. To one that stays letter for letter as drafted it would
    give back the look of a draft, though a person accepted it.
    """
    if kinship is not Kinship.TYPOGRAPHY or as_drafted(carriers[0]):
        return []
    return [line for line in carriers[0].extracted if our_key(line) == "mt"]


def _vouched(entry: Entry) -> bool:
    """Tell whether the translation is one that a person reviewed for the text of ``_translated``."""
    return reviewed_by_person(entry) or reviewed_before(entry)


def _said(entry: Entry) -> tuple[str, str, str]:
    context, text = _translated(entry)
    return context or "", text, entry.fields.msgstr


def _translated(entry: Entry) -> tuple[str | None, str]:
    """Give the context and source text that a translation was made for.

    Through a chain of edits that nobody reviewed that is the first, as msgmerge has it.
    """
    fields = entry.fields
    if entry.fuzzy and fields.previous_msgid:
        return fields.previous_msgctxt, fields.previous_msgid
    return fields.msgctxt, fields.msgid

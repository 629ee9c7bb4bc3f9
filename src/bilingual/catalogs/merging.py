"""A catalog and the present sentences of its article → the catalog of these, with nothing lost that a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import is_
from typing import Any

from bilingual.catalogs.entries import Entry, changed, has_comment, make, with_comments_of
from bilingual.catalogs.headers import new_header
from bilingual.catalogs.matching import Key, Kinship, Match, match
from bilingual.catalogs.reading import PoFile, read, refuse_lossy
from bilingual.catalogs.states import is_remark, persons_text, state
from bilingual.languages import language as facts
from bilingual.model import Segment, State


class ChangeKind(StrEnum):
    """What became of a sentence between the former source and the present one."""

    KEPT = "kept"
    CONTEXT = "context"
    TYPOGRAPHY = "typography"
    EDITED = "edited"
    SPLIT = "split"
    JOINED = "joined"
    MOVED = "moved"
    """Edited, and from another place or from an obsolete entry."""
    RESTORED = "restored"
    """Back, with the translation that its obsolete entry kept."""
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


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged catalog."""

    data: bytes
    """The file; the very bytes of the old one if nothing had to change."""
    changes: tuple[Change, ...]
    """What became of every sentence: the present ones in reading order, then those that are gone."""


OUR_KEYS = frozenset({"role", "mt"})
"""The ``#. key: value`` lines that are written here; others, of other programs, are left as they are."""

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
    header = new_header(article, language, "", "\n")
    merging = _Merge((), "\n", _Source(source_path), "")
    return _new_file("", [header, *merging.present(segments)]).encoded()


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
    and else an obsolete entry, restored when the sentence comes back. An untouched draft of an edited sentence
    is dropped, so that it is drafted anew and no ``mt:`` line vouches for a text of another source. Translators'
    comments go where their entry goes. Entries that say the same as before keep their every byte; the header
    is never touched.

    Law: merging the result again gives the same bytes.
    Raises CatalogError, with nothing done, for a catalog that gettext would refuse.
    """
    source = _Source(source_path, facts(source_language).joiner)
    joiner = facts(language).joiner
    if old is None:
        merging = _Merge((), "\n", source, joiner)
        header = new_header(article, source_language, language, "\n")
        file = _new_file(path, [header, *merging.present(segments)])
        return Merged(file.encoded(), tuple(merging.changes))
    before = read(old, path)
    merging = _Merge(before.entries, before.newline, source, joiner)
    entries = merging.arranged(before, merging.present(segments))
    changes = tuple(merging.changes)
    if len(entries) == len(before.entries) and all(map(is_, entries, before.entries)):
        return Merged(old, changes)
    refuse_lossy(before, old)
    return Merged(replace(before, entries=tuple(entries)).encoded(), changes)


def _new_file(path: str, entries: Sequence[Entry]) -> PoFile:
    return PoFile(path, tuple(entries), tail="", codec="utf-8", bom=False, newline="\n")


class _Merge:
    """One merge: the former entries, where each went, and what is said about it."""

    def __init__(self, entries: Sequence[Entry], newline: str, source: _Source, joiner: str) -> None:
        self.newline = newline
        self.source = source
        self.joiner = joiner
        """What stands between two translations that became one."""
        self.living = [e for e in entries if not e.fields.obsolete and not e.is_header]
        self.formers = self.living + [e for e in entries if e.fields.obsolete]
        self.claimed: set[int] = set()
        """Former entries that live on in a present one."""
        self.order: list[int] = []
        """Where the entries that stay stood in the file, in the present order."""
        self.changes: list[Change] = []

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
        kind = ChangeKind.RESTORED if restored else ChangeKind.KEPT
        self.changes.append(Change(kind, segment.text, carried=persons_text(entry)))
        done = state(entry) is State.REVIEWED  # the machine's remarks have done their work
        lines = [line for line in entry.extracted if not (done and is_remark(line))]
        own = [line for line in lines if _our_key(line) == "mt"]
        foreign = [line for line in lines if not _our_key(line)]
        return changed(
            entry,
            self.newline,
            obsolete=False,
            comment="\n".join([_role_line(segment), *own, *foreign]),
            occurrences=[(self.source.path, "")],
        )

    def other(self, segment: Segment, found: Match) -> Entry:
        """Make an entry, with what its former ones can give it."""
        formers = [self.formers[n] for n in found.old if not self.formers[n].is_plural]
        carriers = [former for former in formers if persons_text(former)]
        claimed = [n for n in found.old if self.claimable(n, found.kinship)]
        self.claimed.update(claimed)
        says = {
            "msgctxt": segment.role.context or None,
            "msgid": segment.text,
            "comment": _role_line(segment),
            "occurrences": [(self.source.path, "")],
        }
        if carriers:
            says |= self.suggestion(segment, carriers) | {"obsolete": False, "tcomment": ""}
        # The lines of a translation that stays letter for letter stay as they are.
        entry = changed(carriers[0], self.newline, **says) if carriers else make(self.newline, **says)
        previous = "\n".join(former.fields.msgid for former in formers)
        self.changes.append(Change(_KINDS[found.kinship], segment.text, previous, bool(carriers)))
        return with_comments_of(entry, [self.formers[n] for n in claimed], self.newline)

    def claimable(self, former: int, kinship: Kinship) -> bool:
        """Tell whether a former entry may end in a present one: its comments go with it, once."""
        entry = self.formers[former]
        stays = entry.fields.obsolete and kinship not in _CONSUMED
        return former not in self.claimed and not entry.is_plural and not stays

    def suggestion(self, segment: Segment, carriers: Sequence[Entry]) -> dict[str, Any]:
        """Give the fields of a translation that must be looked at again."""
        contexts, texts = zip(*(_translated(carrier) for carrier in carriers), strict=True)
        former: tuple[str | None, str] = (contexts[0], self.source.joiner.join(dict.fromkeys(texts)))
        if former == (segment.role.context or None, segment.text):
            former = (None, "")
        flags = [flag for carrier in carriers for flag in carrier.fields.flags]
        return {
            "msgstr": self.joiner.join(dict.fromkeys(carrier.fields.msgstr for carrier in carriers)),
            "flags": list(dict.fromkeys(["fuzzy", *flags])),
            "previous_msgctxt": former[0],
            "previous_msgid": former[1] or None,
            "previous_msgid_plural": None,
        }

    def retired(self) -> list[Entry]:
        """Make obsolete what a person wrote and no present sentence took; the rest goes."""
        entries = []
        for n, entry in enumerate(self.living):
            if n in self.claimed:
                continue
            keep = persons_text(entry) or has_comment(entry)
            self.changes.append(Change(ChangeKind.GONE, entry.fields.msgid, carried=keep))
            if keep:
                lines = [line for line in entry.extracted if _our_key(line) != "role" and not is_remark(line)]
                entries.append(
                    changed(entry, self.newline, obsolete=True, comment="\n".join(lines), occurrences=[])
                )
        return entries

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
        if self.order != sorted(self.order):
            self.changes.append(Change(ChangeKind.REORDERED))
        arranged: list[Entry] = []
        for entry in [file.header, *present]:
            arranged += [entry, *behind.pop(entry.number, [])]
        return [*arranged, *(e for entries in behind.values() for e in entries), *trailing, *self.retired()]


def _first_of_each(segments: Sequence[Segment]) -> list[Segment]:
    first: dict[Key, Segment] = {}
    for segment in segments:
        first.setdefault(segment.key, segment)
    return list(first.values())


def _our_key(line: str) -> str:
    """Give the key of a ``#.`` line if it is one of ours."""
    key = line.partition(":")[0].strip()
    return key if key in OUR_KEYS else ""


def _role_line(segment: Segment) -> str:
    return f"role: {segment.role}{', continued' if segment.continued else ''}"


def _translated(entry: Entry) -> tuple[str | None, str]:
    """Give the context and source text that a translation was made for.

    Through a chain of edits that nobody reviewed that is the first, as msgmerge has it.
    """
    fields = entry.fields
    if entry.fuzzy and fields.previous_msgid:
        return fields.previous_msgctxt, fields.previous_msgid
    return fields.msgctxt, fields.msgid

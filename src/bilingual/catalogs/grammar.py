"""A catalog's tokens → its entries, by gettext's own grammar: what bison refuses there is a CatalogError here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bilingual.catalogs.entries import Entry, Part, new_fields, references
from bilingual.catalogs.scanning import Kind, Place, Token
from bilingual.errors import CatalogError

if TYPE_CHECKING:
    import polib

_RESTORE = "restore the file from version control, or complete the entry"
_PARTS = {".": Part.EXTRACTED, ":": Part.REFERENCE, ",": Part.FLAGS, "!": Part.FLAGS, "=": Part.STICKY}
_SLOT_PARTS = {
    "|msgctxt": Part.PREVIOUS,
    "|msgid": Part.PREVIOUS,
    "|msgid_plural": Part.PREVIOUS,
    "msgctxt": Part.CONTEXT,
    "msgid": Part.ID,
    "msgid_plural": Part.PLURAL,
    "msgstr": Part.TEXT,
}
_FOLLOWS: dict[str, tuple[str, ...]] = {
    "": ("|msgctxt", "|msgid", "msgctxt", "msgid"),
    "|msgctxt": ("|msgid",),
    "|msgid": ("|msgid_plural", "msgctxt", "msgid"),
    "|msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr",),
    "msgstr": (),
}
"""gettext's grammar of an entry: which keyword may follow which."""


@dataclass(slots=True)
class _Open:
    """The entry that is being read."""

    slot: str = ""
    """The keyword that strings belong to now; ``|`` before it in ``#|`` lines."""
    strings: dict[str, list[str]] = field(default_factory=dict)
    forms: list[list[str]] = field(default_factory=list)
    """The strings of each ``msgstr``: one, or one for each ``msgstr[n]``."""
    comments: dict[Part, list[str]] = field(default_factory=dict)
    cuts: list[tuple[Part, Token]] = field(default_factory=list)
    """The first token of each run of lines that are one part."""
    obsolete: bool = False
    id_at: int = 0
    end: int = 0
    awaits_string: bool = False
    indexed: bool = False

    @property
    def complete(self) -> bool:
        return self.slot == "msgstr" and not self.awaits_string


class Grammar:
    """Takes tokens one by one; ``finished`` gives the entries.

    ``entries`` are those that end before offset ``at``, where the first token comes from.
    """

    def __init__(self, place: Place, entries: Sequence[Entry] = (), at: int = 0) -> None:
        self.place = place
        self.entries = list(entries)
        self.now = _Open()
        self.at = at

    def feed(self, token: Token) -> None:
        if token.kind is Kind.STRING:
            self.string(token)
        elif token.kind is Kind.KEYWORD:
            self.keyword(token)
        elif token.kind is Kind.INDEX:
            self.index(token)
        else:
            self.comment(token)
        self.now.end = token.end

    def comment(self, token: Token) -> None:
        if self.now.complete:
            self.close()
        elif self.now.slot:
            raise self.unfinished(token, "a comment inside an entry")
        part = _PARTS.get(token.value[1:2], Part.TRANSLATOR)
        self.cut(part, token)
        self.now.comments.setdefault(part, []).append(token.value)

    def keyword(self, token: Token) -> None:
        slot = "|" + token.value if token.previous else token.value
        if self.now.complete and slot != "msgstr":
            self.close()
        now = self.now
        again = slot == "msgstr" and now.complete and now.indexed
        if now.awaits_string:
            raise self.place.error(token.start, "a keyword where a string must stand", _RESTORE)
        if not again and slot not in _FOLLOWS[now.slot]:
            raise self.misplaced(token, slot)
        if now.slot and token.obsolete != now.obsolete:
            raise self.half_obsolete(token)
        self.cut(_SLOT_PARTS[slot], token)
        now.slot, now.awaits_string, now.obsolete = slot, True, token.obsolete
        if slot == "msgid":
            now.id_at = token.start
        if slot == "msgstr":
            now.forms.append([])
            now.indexed = False
        else:
            now.strings[slot] = []

    def index(self, token: Token) -> None:
        now = self.now
        if now.slot != "msgstr" or not now.awaits_string or now.indexed or "msgid_plural" not in now.strings:
            raise self.place.error(
                token.start, "a plural index without msgid_plural", "write msgstr without [n]"
            )
        if int(token.value) != len(now.forms) - 1:
            raise self.place.error(
                token.start,
                "a plural form out of order",
                f"the next one is msgstr[{len(now.forms) - 1}]",
            )
        now.indexed = True

    def string(self, token: Token) -> None:
        now = self.now
        previous = now.slot.startswith("|")
        if not now.slot or token.previous != previous:
            raise self.place.error(
                token.start, "a string that belongs to no keyword", "put it after its msgid or msgstr"
            )
        if token.obsolete != now.obsolete:
            raise self.half_obsolete(token)
        if now.slot == "msgstr":
            if now.awaits_string and "msgid_plural" in now.strings and not now.indexed:
                raise self.place.error(
                    token.start, "a plural entry with a plain msgstr", "write msgstr[0], msgstr[1] …"
                )
            now.forms[-1].append(token.value)
        else:
            now.strings[now.slot].append(token.value)
        now.awaits_string = False

    def cut(self, part: Part, token: Token) -> None:
        if not self.now.cuts or self.now.cuts[-1][0] is not part:
            self.now.cuts.append((part, token))

    def misplaced(self, token: Token, slot: str) -> CatalogError:
        if self.now.slot in {"msgid", "msgctxt"} and slot != "msgstr":
            return self.unfinished(token, "the next entry begins")
        if slot == "msgstr":
            return self.place.error(token.start, "msgstr without its msgid", _RESTORE)
        return self.place.error(token.start, f"{token.value} in the wrong place", _RESTORE)

    def unfinished(self, token: Token, what: str) -> CatalogError:
        missing = "msgstr" if "msgid" in self.now.strings else "msgid"
        return self.place.error(
            token.start,
            f"{what} before the {missing} of the one above",
            f"add the missing {missing} line above this one, or restore the file from version control",
        )

    def half_obsolete(self, token: Token) -> CatalogError:
        return self.place.error(
            token.start,
            "an entry that is half obsolete",
            "every line of an obsolete entry begins with #~, no line of a living one does",
        )

    def close(self) -> None:
        """Finish the entry that is complete and begin the next."""
        now, text = self.now, self.place.text
        line_end = text.find("\n", now.end)
        if line_end >= 0 and not text[now.end : line_end].strip():
            end = line_end + 1
        else:
            end = now.end if text[now.end :].strip() else len(text)
        start = self.at + len(text[self.at : end]) - len(text[self.at : end].lstrip())
        start = max(text.rfind("\n", self.at, start) + 1, self.at)
        self.entries.append(
            Entry(
                fields=self.fields(),
                raw=text[start:end],
                parts=_parts(text, now.cuts, start, end),
                before=text[self.at : start],
                number=len(self.entries),
            )
        )
        self.now, self.at = _Open(), end

    def fields(self) -> polib.POEntry:
        now = self.now

        def joined(slot: str) -> str | None:
            return "".join(now.strings[slot]) if slot in now.strings else None

        def comment(part: Part, width: int) -> list[str]:
            lines = [value[width:] for value in now.comments.get(part, ())]
            return [(line[1:] if line.startswith(" ") else line).rstrip() for line in lines]

        forms = ["".join(form) for form in now.forms]
        plural = joined("msgid_plural")
        flags = comment(Part.FLAGS, 2) + comment(Part.STICKY, 2)
        return new_fields(
            msgid=joined("msgid"),
            msgctxt=joined("msgctxt"),
            msgid_plural=plural or "",
            msgstr="" if plural is not None else forms[0],
            msgstr_plural=dict(enumerate(forms)) if plural is not None else {},
            previous_msgctxt=joined("|msgctxt"),
            previous_msgid=joined("|msgid"),
            previous_msgid_plural=joined("|msgid_plural"),
            obsolete=now.obsolete,
            tcomment="\n".join(comment(Part.TRANSLATOR, 1)),
            comment="\n".join(comment(Part.EXTRACTED, 2)),
            occurrences=[ref for line in comment(Part.REFERENCE, 2) for ref in references(line)],
            flags=[flag.strip() for line in flags for flag in line.split(",") if flag.strip()],
            linenum=self.place.line(now.id_at),
        )

    def finished(self) -> tuple[list[Entry], str]:
        """Give the entries and what follows the last one; raises CatalogError if the file breaks off."""
        now = self.now
        if now.complete:
            self.close()
        elif now.slot:
            last = len(self.place.text.rstrip()) - 1
            raise self.place.error(max(last, 0), "the file ends in the middle of an entry", _RESTORE)
        return self.entries, self.place.text[self.at :]


def _parts(text: str, cuts: Sequence[tuple[Part, Token]], start: int, end: int) -> dict[Part, str]:
    """Cut an entry's raw text into its parts; nothing if two parts share a line."""
    parts: dict[Part, str] = {}
    starts = [text.rfind("\n", start, token.mark) + 1 or start for _, token in cuts]
    if any(text[at : token.mark].strip() for at, (_, token) in zip(starts, cuts, strict=True)):
        return {}
    starts[0] = start
    for (part, _), at, to in zip(cuts, starts, [*starts[1:], end], strict=True):
        parts[part] = parts.get(part, "") + text[at:to]
    return parts

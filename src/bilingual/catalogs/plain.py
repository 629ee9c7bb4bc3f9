"""A catalog's text, as far as it is laid out as gettext itself does → its entries, many times as fast as by tokens.

Whatever is laid out in another way, or wrong, is left to ``grammar``, which reads on from there: so there is one
grammar, and this is a short cut through it. Law: with and without it the entries are the same.
"""

from __future__ import annotations

import re
from typing import Any

from bilingual.catalogs.entries import Entry, Part, new_fields, references
from bilingual.catalogs.scanning import Place, unescape

_STRING = r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"\n'
_MORE = r'((?:"[^"\\\n]*(?:\\.[^"\\\n]*)*"\n)*)'
_COMMENTS = (
    r"(?:#(?![.:,!=|~])[^\n]*\n)*",
    r"(?:#\.[^\n]*\n)*",
    r"(?:#:[^\n]*\n)*",
    r"(?:#,[^\n]*\n)*",
)
_COMMENT_PARTS = (Part.TRANSLATOR, Part.EXTRACTED, Part.REFERENCE, Part.FLAGS)
_COMMENT_BLOCK = re.compile("".join(f"({lines})" for lines in _COMMENTS))
_ENTRY = re.compile(
    rf"(\n*)({''.join(_COMMENTS)})"
    r"((?:#\|[^\n]*\n)*)"
    rf"((?:msgctxt {_STRING}{_MORE})?)"
    rf"(msgid {_STRING}{_MORE})"
    rf"(msgstr {_STRING}{_MORE})"
    r"(?=\n*(?:#(?![|~])|#(?:\||~\|?) msg|msgctxt|msgid|\Z))"
)
"""A living entry without plural forms, every part in gettext's order, one space after a keyword, lines ending in \\n.

After it must come what begins another entry, or nothing: a string there would belong to this one.
"""
_PREVIOUS_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"\n(?:#\| "[^"\\\n]*(?:\\.[^"\\\n]*)*"\n)*'
_PREVIOUS = re.compile(rf"((?:#\| msgctxt {_PREVIOUS_STRING})?)(#\| msgid {_PREVIOUS_STRING})")
_CONTENT = re.compile(r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"')


def plain_entries(place: Place, codec: str) -> tuple[list[Entry], int]:
    """Read entries from the beginning on, up to the first that is laid out in another way; give where that is.

    Raises CatalogError for an escape that means nothing.
    """
    text, at, line = place.text, 0, 1
    entries: list[Entry] = []
    read = _Reader(place, codec)
    while found := _ENTRY.match(text, at):
        before, comments, previous, context, c0, c1, identity, i0, i1, answer, t0, t1 = found.groups()
        values, parts, height = read.comments(comments)
        if previous:
            former = read.previous(previous, found.start(3))
            if former is None:
                break
            values["previous_msgctxt"], values["previous_msgid"] = former
            parts[Part.PREVIOUS] = previous
            height += previous.count("\n")
        if context:
            values["msgctxt"] = read.string(context, c0, c1, found.start(4))
            parts[Part.CONTEXT] = context
            height += context.count("\n")
        values["msgid"] = read.string(identity, i0, i1, found.start(7))
        values["msgstr"] = read.string(answer, t0, t1, found.start(10))
        parts[Part.ID], parts[Part.TEXT] = identity, answer
        line += len(before) + height
        values["linenum"] = line
        fields = read.made(values)
        line += 2 + i1.count("\n") + t1.count("\n")
        end = found.end()
        entries.append(Entry(fields, text[at + len(before) : end], parts, before, len(entries)))
        at = end
    return entries, at


class _Reader:
    """Reads the parts of entries; comment lines that stand in many entries are read once."""

    def __init__(self, place: Place, codec: str) -> None:
        self.place = place
        self.codec = codec
        model = new_fields(msgid="")
        self.kind = type(model)
        self.model = dict(vars(model))
        self.blocks: dict[str, tuple[dict[str, Any], dict[Part, str], int]] = {}

    def comments(self, block: str) -> tuple[dict[str, Any], dict[Part, str], int]:
        """Give polib's values and the parts of comment lines, to be completed, and how many lines they are."""
        if block not in self.blocks:
            self.blocks[block] = self.read_comments(block)
        values, parts, height = self.blocks[block]
        return values.copy(), parts.copy(), height

    def read_comments(self, block: str) -> tuple[dict[str, Any], dict[Part, str], int]:
        found = _COMMENT_BLOCK.fullmatch(block)
        assert found
        raws = found.groups()
        words = _comment(raws[3], 2).replace("\n", ",").split(",")
        values = {
            "tcomment": _comment(raws[0], 1),
            "comment": _comment(raws[1], 2),
            "occurrences": [one for line in _comment(raws[2], 2).split("\n") for one in references(line)],
            "flags": [word.strip() for word in words if word.strip()],
        }
        parts = {part: raw for part, raw in zip(_COMMENT_PARTS, raws, strict=True) if raw}
        return {**self.model, **values}, parts, block.count("\n")

    def made(self, values: dict[str, Any]) -> Any:
        """Make polib's object without its constructor, which takes five times as long."""
        fields = object.__new__(self.kind)
        fields.__dict__ = values
        return fields

    def string(self, lines: str, first: str, more: str, start: int) -> str:
        """Give what a string says; ``start`` is where its lines begin in the file."""
        if not more and "\\" not in first:
            return first
        return "".join(
            unescape(found[1], self.place, start + found.start(1), self.codec)
            for found in _CONTENT.finditer(lines)
        )

    def previous(self, lines: str, start: int) -> tuple[str | None, str] | None:
        """Give the former context and text; None for lines that are laid out in another way."""
        found = _PREVIOUS.fullmatch(lines)
        if not found:
            return None
        context = self.string(found[1], "", found[1], start) if found[1] else None
        return context, self.string(found[2], "", found[2], start + found.start(2))


def _comment(lines: str, width: int) -> str:
    """Give what comment lines say, without the mark of so many characters."""
    marked = (line[width:] for line in lines.split("\n")[:-1])
    return "\n".join((line[1:] if line.startswith(" ") else line).rstrip() for line in marked)

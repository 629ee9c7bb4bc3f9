"""A string of a catalog → the lines that gettext's tools would break it into at a width.

The breaks are those of Unicode's line breaking algorithm (UAX #14), as far as ``msgcat`` follows it: a file that
it, Poedit or Emacs has wrapped gets lines from us that they leave alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

_CLASSES = {
    **dict.fromkeys(" ", "SP"),
    **dict.fromkeys("\u200b", "ZW"),
    **dict.fromkeys("\u2060\ufeff", "WJ"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2011\u034f", "GL"),
    **dict.fromkeys("-", "HY"),
    **dict.fromkeys("|\u00ad\u2010\u2012\u2013\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000", "BA"),
    **dict.fromkeys("\u00b4", "BB"),
    **dict.fromkeys("\u2014", "B2"),
    **dict.fromkeys("!?！？", "EX"),
    **dict.fromkeys(",.:;", "IS"),
    **dict.fromkeys("/", "SY"),
    **dict.fromkeys("\"'“”‘’«»‹›‟‛❛❜❝❞", "QU"),
    **dict.fromkeys("，．。、､｡", "CL"),
    **dict.fromkeys(")]", "CP"),
    **dict.fromkeys("¡¿", "OP"),
    **dict.fromkeys("…‥․⋯", "IN"),
    **dict.fromkeys("\\+№±−", "PR"),
    **dict.fromkeys("%¢°‰‱′″‴％￠", "PO"),
    **dict.fromkeys("：；・ー々〻ゝゞヽヾ゛゜〜゠‼⁇⁈⁉ｰﾞﾟ･", "NS"),
    **dict.fromkeys("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ", "NS"),
}  # fmt: skip
"""What the general categories below don't say."""
_ALWAYS_CLOSING = frozenset({"CL", "CP", "EX", "IS", "SY", "WJ", "ZW"})


@lru_cache(maxsize=4096)
def _class(character: str) -> str:
    """Give a character's line breaking class, of those that make a difference here."""
    if character in _CLASSES:
        return _CLASSES[character]
    category = unicodedata.category(character)
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    match category:
        case "Ps":
            return "OP"
        case "Pe":
            return "CL"
        case "Pi" | "Pf":
            return "QU"
        case "Nd":
            return "ID" if wide else "NU"
        case "Mn" | "Me" | "Mc" | "Cc" | "Cf":
            return "CM"
        case "Sc":
            return "PR"
    if "\uac00" <= character <= "\ud7a3":
        return "H"
    return "ID" if wide else "AL"


@lru_cache(maxsize=4096)
def _may_break(before: str, after: str, *, spaced: bool) -> bool:
    """Tell whether a line may end between two classes, with or without spaces between them (UAX #14, LB7-LB31)."""
    if before == "ZW":
        return True
    if after in _ALWAYS_CLOSING or before in {"OP", "WJ"}:
        return False
    if (before, after) in {("QU", "OP"), ("CL", "NS"), ("CP", "NS"), ("B2", "B2")}:
        return False
    if spaced:
        return True
    if after in {"QU", "BA", "HY", "NS"} or before in {"QU", "BB", "GL"}:
        return False
    if after == "GL":
        return before in {"BA", "HY"}
    return (before, after) not in _PAIRS


def _pairs(*rules: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (before, after)
        for rule in rules
        for befores, afters in [rule.split(" × ")]
        for before in befores.split()
        for after in afters.split()
    )


_PAIRS = _pairs(
    "AL ID H IN NU EX × IN",  # LB22
    "AL × NU", "NU × AL",  # LB23
    "PR × ID H", "ID H × PO",  # LB23a, LB27
    "PR PO × AL", "AL × PR PO",  # LB24
    "CL CP NU × PO PR", "PO PR × OP NU", "HY IS NU SY × NU",  # LB25
    "AL × AL",  # LB28; not LB29: gettext 0.21 ends a line between “U.” and “S.”
    "AL NU × OP", "CP × AL NU",  # LB30
)  # fmt: skip


def width(text: str) -> int:
    """Count the columns of a terminal that a text takes.

    >>> width("a甲")
    3
    """
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pieces(text: str) -> list[str]:
    """Cut an escaped text where a line may end; each piece keeps the spaces that follow it.

    Law: joined they are the text, and no escape is cut in two.
    """
    found, start = [], 0
    before, spaced, escape = "", False, False
    end = len(text) - 2 * text.endswith("\\n")  # a line never ends just before its \n
    for at, character in enumerate(text[:end]):
        now = _class(character)
        inside, escape = escape, character == "\\" and not escape
        if now == "SP":
            spaced = True
            continue
        if now == "CM":
            if not spaced and before:
                continue
            now = "AL"
        if before and not inside and _may_break(before, now, spaced=spaced):
            found.append(text[start:at])
            start = at
        before, spaced = now, False
    return [*found, text[start:]]


def broken(text: str, room: int) -> list[str]:
    """Fill lines of at most ``room`` columns; a piece that is wider has a line of its own."""
    lines: list[str] = []
    line, used = "", 0
    for piece in pieces(text):
        wide = width(piece)
        if line and used + wide > room:
            lines.append(line)
            line, used = "", 0
        line += piece
        used += wide
    return [*lines, line]


def laid_out(keyword: str, text: str, room: int) -> list[str]:
    r"""Give the strings that stand between quotation marks for an escaped text, as gettext lays them out.

    One string beside its keyword if that fits into ``room`` columns (0: no limit), else an empty one and then one
    for each line, which ends after ``\n`` or where it is full. ``keyword`` is all that stands before the first
    string but a space: ``#~ msgstr``.
    """
    own_lines = _OWN_LINES.findall(text)
    fits = not room or width(keyword) + width(text) + 3 <= room
    if len(own_lines) < 2 and (fits or len(pieces(text)) < 2):
        return [text]
    inside = room - 2 - width(mark(keyword))
    return ["", *(line for own in own_lines for line in (broken(own, inside) if room else [own]))]


_OWN_LINES = re.compile(r"(?:[^\\]|\\[^n])*\\n|(?:[^\\]|\\[^n])+")


def mark(keyword: str) -> str:
    """Give what each line of a string begins with: ``#~ `` or ``#| `` or nothing."""
    return keyword[: keyword.index("msg")]


def room_of(strings: Iterable[tuple[str, Sequence[str]]]) -> int:
    """Tell the width that most of a file's strings are wrapped at; 0 if most are not.

    ``strings`` are keywords, each with its strings as they stand. Each gives the least and the greatest width that
    would break it as it is broken; the width in most of these ranges is the answer. Of several, one that a program
    has by default is preferred.
    """
    limits: Counter[int] = Counter()
    ranges = []
    for keyword, parts in strings:
        least, most = _range(keyword, parts)
        if least <= most:
            ranges.append((least, most))
            limits.update({least: 1, most + 1: -1})
    reached, best, found = 0, sum(most == NO_LIMIT for _, most in ranges), [NO_LIMIT]
    for at in sorted(limits):
        reached += limits[at]
        if reached > best:
            best, found = reached, []
        if reached == best and at < NO_LIMIT:
            found.append(at)
    if NO_LIMIT in found or not ranges:
        return 0
    fit = [room for room in _USUAL if sum(least <= room <= most for least, most in ranges) == best]
    return fit[0] if fit else found[0]


NO_LIMIT = 1_000_000
_USUAL = (79, 77, 80, 78, 76, 100, 120, 70, 72, 60, 50, 40)
"""gettext and Poedit 79; Translate Toolkit and Weblate 77; Lokalize 80; polib 78; Babel 76; then round ones."""


def _range(keyword: str, parts: Sequence[str]) -> tuple[int, int]:
    """Give the least and the greatest width at which a text is laid out as these strings; (1, 0) if at none."""
    text = "".join(parts)
    whole = width(keyword) + width(text) + 3
    if len(parts) == 1:
        return (whole, NO_LIMIT) if len(pieces(text)) > 1 else (1, 0)
    if parts[0]:
        return (1, 0)
    least, most = 0, NO_LIMIT if len(_OWN_LINES.findall(text)) > 1 else whole - 1
    around = 2 + width(mark(keyword))
    for line, following in zip(parts[1:], [*parts[2:], ""], strict=True):
        if len(pieces(line)) > 1:
            least = max(least, width(line) + around)
        if following and not line.endswith("\\n"):
            most = min(most, width(line) + width(pieces(following)[0]) + around - 1)
    return least, most

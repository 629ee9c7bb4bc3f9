"""Two texts → what the one has that the other has not, marked for a terminal of any width."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

import click

Sign = Literal["=", "-", "+"]


class Piece(NamedTuple):
    """A run of text that both have (``=``), that only the former (``-``) or only the present one has (``+``)."""

    sign: Sign
    text: str


_SHORTEST_COMMON = 2
"""A common run shorter than this between two changes is read more easily as part of them."""
_AROUND = 10
"""How much of what both have is shown beside a change in a long text."""
_LONGEST = 60
"""How much is shown of a long insertion or deletion."""
_MOST_TOKENS = 2000
"""Above this, texts are compared by their common ends only: difflib takes quadratic time."""
_STYLES: dict[Sign, dict[str, object]] = {
    "=": {},
    "-": {"fg": "red", "strikethrough": True},
    "+": {"fg": "green", "bold": True},
}
_MARKS: dict[Sign, tuple[str, str]] = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
_SPACED = "[^\\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|{_SPACED}+|\s+|.", re.DOTALL)
TAB = "⇥"
"""Shows where one cell of a table ends and the next begins: a lost tab must be seen."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def pieces(former: str, present: str) -> tuple[Piece, ...]:
    """Compare two texts word by word, and ideograph by ideograph.

    Laws: the pieces without ``+`` joined are the former text, those without ``-`` the present one; no two
    neighbours have the same sign.

    >>> [sign + text for sign, text in pieces("同盟 70 周年", "同盟七十周年")]
    ['=同盟', '- 70 ', '+七十', '=周年']
    """
    a, b = _TOKEN.findall(former), _TOKEN.findall(present)
    removed = added = ""
    found: list[Piece] = []
    for same, old, new in _runs(a, b):
        if same and (len(old) >= _SHORTEST_COMMON or not (removed or added)):
            found += _changed(removed, added)
            removed = added = ""
            found.append(Piece("=", old))
        else:
            removed, added = removed + old, added + new
    return _merged([*found, *_changed(removed, added)])


def _runs(a: list[str], b: list[str]) -> Iterator[tuple[bool, str, str]]:
    if max(len(a), len(b)) <= _MOST_TOKENS:
        for name, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            yield name == "equal", "".join(a[i:j]), "".join(b[k:m])
        return
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n]), most)
    tail = next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)
    yield True, "".join(a[:head]), "".join(b[:head])
    yield False, "".join(a[head : len(a) - tail]), "".join(b[head : len(b) - tail])
    yield True, "".join(a[len(a) - tail :]), "".join(b[len(b) - tail :])


def _changed(removed: str, added: str) -> list[Piece]:
    return [Piece(sign, text) for sign, text in (("-", removed), ("+", added)) if text]  # type: ignore[arg-type]


def _merged(found: Sequence[Piece]) -> tuple[Piece, ...]:
    merged: list[Piece] = []
    for piece in found:
        if merged and merged[-1].sign == piece.sign:
            merged[-1] = Piece(piece.sign, merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)


def lines(marked: Sequence[Piece], *, width: int, color: bool, full: bool = False) -> list[str]:
    """Lay marked text out in lines of so many terminal cells, an ideograph taking two.

    What is removed is red and struck through, what is added green and bold; without color they stand in
    ``[-…-]`` and ``{+…+}``. Unless it is to be ``full``, a long text is shortened to what surrounds its changes.
    """
    if not full and sum(cells(piece.text) for piece in marked) > 2 * width:
        marked = _shortened(marked)
    atoms = [atom for piece in marked for atom in _atoms(piece, color=color)]
    return [_styled(line, color=color) for line in _filled(atoms, width)]


def cells(text: str) -> int:
    """Count the terminal cells that a text takes."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me", "Cf"} else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def clipped(text: str, width: int) -> str:
    """Shorten a text to so many cells, on one line, the last character … then."""
    text = _CONTROL.sub(" ", text)
    if cells(text) <= width:
        return text
    kept, taken = "", 0
    for character in text:
        taken += cells(character)
        if taken >= width:
            break
        kept += character
    return f"{kept}…"


def _shortened(marked: Sequence[Piece]) -> list[Piece]:
    changes = [n for n, piece in enumerate(marked) if piece.sign != "="]
    if not changes:
        return [Piece("=", _cut(piece.text, _LONGEST, 0)) for piece in marked]
    return [
        Piece(
            piece.sign,
            _cut(piece.text, _AROUND * (n > changes[0]), _AROUND * (n < changes[-1]))
            if piece.sign == "="
            else _cut(piece.text, _LONGEST // 2, _LONGEST // 2),
        )
        for n, piece in enumerate(marked)
    ]


def _cut(text: str, head: int, tail: int) -> str:
    """Leave out the middle of a text, between words, if that makes it shorter."""
    tokens = _TOKEN.findall(text)
    first, last = _upto(tokens, head), _upto(tokens[::-1], tail)
    if first + last >= len(tokens) - 1:
        return text
    return "".join((*tokens[:first], "…", *tokens[len(tokens) - last :]))


def _upto(tokens: Sequence[str], length: int) -> int:
    """Count the tokens that make up at least so many characters."""
    ends = accumulate(map(len, tokens))
    return next((n for n, end in enumerate(ends, 1) if end >= length), len(tokens)) if length else 0


def _atoms(piece: Piece, *, color: bool) -> list[Piece]:
    """Give what no line end may part."""
    text = _CONTROL.sub("\ufffd", piece.text.replace("\t", TAB))
    if color and piece.sign != "=":
        text = text.replace(" ", "␣") if text.isspace() else text
    tokens = _TOKEN.findall(text)
    if not color and tokens:
        opening, closing = _MARKS[piece.sign]
        tokens[0] = opening + tokens[0]
        tokens[-1] += closing
    return [Piece(piece.sign, token) for token in tokens]


def _filled(atoms: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    taken = 0
    for atom in atoms:
        wide = cells(atom.text)
        if line and taken + wide > width:
            yield line
            line, taken = [], 0
        line.append(atom)
        taken += wide
    if line:
        yield line


def _styled(line: Sequence[Piece], *, color: bool) -> str:
    return "".join(
        click.style(piece.text, **_STYLES[piece.sign]) if color and piece.sign != "=" else piece.text  # type: ignore[arg-type]
        for piece in _merged(line)
    )

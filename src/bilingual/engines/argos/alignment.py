"""What a model looked at while it wrote → which words of a draft stand for which of its source."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bilingual.model import Alignment


def alignment(
    source: str,
    source_pieces: Sequence[str],
    target: str,
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> Alignment:
    """Give, for each piece of the draft, its place and that of the piece of the source that it looked at most.

    ``attention`` has a row for each piece of the draft, the rows of a prefix perhaps left out, and in each a column for each piece of
    the source. Nothing where pieces and text don't say the same, as with tokenizers that mark the inside of words.
    """
    there, here = _places(source, source_pieces), _places(target, target_pieces)
    if there is None or here is None:
        return ()
    skipped = len(target_pieces) - len(attention)
    found = []
    for row, place in zip(attention, here[skipped:] if skipped > 0 else here, strict=False):
        known = [(weight, n) for n, weight in enumerate(row[: len(there)]) if there[n][1] > there[n][0]]
        if known and place[1] > place[0]:
            found.append((*there[max(known)[1]], *place))
    return tuple(found)


def _places(text: str, pieces: Sequence[str]) -> list[tuple[int, int]] | None:
    """Give where each piece stands in the text: SentencePiece rewrites characters (Ｎ is N), and spaces."""
    letters = [(folded, n) for n, char in enumerate(text) for folded in _folded(char)]
    at = 0
    places: list[tuple[int, int]] = []
    for piece in pieces:
        own = "".join(map(_folded, piece.replace("▁", " ")))
        if "".join(letter for letter, _ in letters[at : at + len(own)]) != own:
            return None
        row = letters[at : at + len(own)]
        places.append((row[0][1], row[-1][1] + 1) if row else (0, 0))
        at += len(own)
    return places if at == len(letters) else None


def _folded(char: str) -> str:
    """A character without width and case; nothing for a space."""
    return "".join(unicodedata.normalize("NFKC", char).casefold().split())

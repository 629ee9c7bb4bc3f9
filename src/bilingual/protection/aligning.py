"""Which words stand for which between texts with placeholders → the same between the texts without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.model import Alignment
from bilingual.protection.spans import Span

Place = tuple[int, int]


def restored(
    alignment: Alignment, masked: tuple[str, str], texts: tuple[str, str], spans: Sequence[Span], letter: str
) -> Alignment:
    """Give an alignment of a passage and its draft, both ``masked``, at offsets of the ``texts`` that they stand for.

    What a placeholder stood for, or was put for it, is one place. Words that filling in has changed (a particle) have none.
    """
    there = _Places(masked[0], texts[0], _originals(texts[0], spans), letter)
    here = _Places(masked[1], texts[1], [span.rendering for span in spans], letter)
    sources = {place: there.of(place) for place in sorted({(a, b) for a, b, _, _ in alignment})}
    targets = {place: here.of(place) for place in sorted({(c, d) for _, _, c, d in alignment})}
    pairs = ((sources[a, b], targets[c, d]) for a, b, c, d in alignment)
    return tuple(dict.fromkeys((*source, *target) for source, target in pairs if source and target))


def _originals(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


class _Places:
    """Places of a text with placeholders, asked for in their order, as places of the text without."""

    def __init__(self, masked: str, text: str, words: Sequence[str], letter: str) -> None:
        self.masked = masked
        self.text = text.casefold()
        self.cursor = 0
        self.found: dict[int, Place | None] = {}
        pattern = rf"(?<![A-Za-z0-9]){letter}\s?(\d+)"
        self.holders = [
            (match.span(), words[int(match[1]) - 1])
            for match in re.finditer(pattern, masked, re.IGNORECASE)
            if 0 < int(match[1]) <= len(words)
        ]

    def of(self, place: Place) -> Place | None:
        """Give where the words of a place stand now; None if they don't."""
        for n, ((start, end), words) in enumerate(self.holders):
            if place[0] < end and start < place[1]:
                if n not in self.found:
                    self.found[n] = self.next(words)
                return self.found[n]
        return self.next(self.masked[place[0] : place[1]].strip())

    def next(self, words: str) -> Place | None:
        """Find words behind those found last."""
        at = self.text.find(words.casefold(), self.cursor) if words else -1
        if at < 0:
            return None
        self.cursor = at + len(words)
        return at, self.cursor

"""A passage with inline tags and its draft without → the draft with the tags about the words that they belong to.

A pair of tags goes, in this order, about the words that stand in the draft as in the source (names, addresses), about
those that are the translation of its content alone, about those that the model looked from, and about those that are
most like that translation. What can't be placed is lost, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bilingual.inline import Span, nested
from bilingual.model import Draft, Passage

Translate = Callable[[Sequence[str]], Sequence[str]]
"""Translates short texts alone; an empty one where it can't."""

ALIKE = 0.8
"""Least likeness of some words of a draft to the translation of a tag's content alone (``difflib``'s ratio). They must
begin with the same letter, too: words are inflected at their ends, and art is no start."""
_INSIDE = 0.6
"""Least share of what lies between the first and the last word looked from that was looked from, too."""
_CLAUSE = re.compile(r"[，,、。；;：:！？!?.「」『』“”（）()]")
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)", re.IGNORECASE)
_TRAILING = " .,;:!?。，、；：！？"


def tagged(
    passages: Sequence[Passage], drafts: Sequence[Draft | None], translate: Translate
) -> list[Draft | None]:
    """Put the tags of the passages into their drafts; one whose engine did so itself stays.

    A draft that lost some says which in its notes.
    """
    open_ones = [
        n
        for n, (passage, draft) in enumerate(zip(passages, drafts, strict=True))
        if draft and _lacks(passage, draft)
    ]
    asked = dict.fromkeys(text for n in open_ones for text in _alone(passages[n], drafts[n]))
    known = dict(zip(asked, translate(tuple(asked)), strict=True)) if asked else {}
    result = list(drafts)
    for n in open_ones:
        if draft := result[n]:
            result[n] = replace(draft, tags=_Placing(passages[n], draft, known).done())
    return [_noted(passage, draft) for passage, draft in zip(passages, result, strict=True)]


def _lacks(passage: Passage, draft: Draft) -> bool:
    return {n for n, _, _ in passage.tags} != {n for n, _, _ in draft.tags}


def _noted(passage: Passage, draft: Draft | None) -> Draft | None:
    if draft is None or not (passage.tags or passage.untagged):
        return draft
    there = {n for n, _, _ in draft.tags}
    names = [f"<{n}/>" if a == b else f"<{n}>" for n, a, b in sorted(passage.tags) if n not in there]
    names += [f"<{n}>" for n in passage.untagged]
    if not names:
        return draft
    return replace(
        draft, notes=(*draft.notes, f"lost inline tags, put them where they belong: {', '.join(names)}")
    )


def _alone(passage: Passage, draft: Draft | None) -> Iterator[str]:
    """Give the texts whose translations are wanted: what tags enclose, and the words before one that encloses nothing."""
    for _, start, end in passage.tags:
        content = passage.text[start:end] if end > start else _before(passage.text, start)
        if content.strip() and draft and content.strip() not in draft.text:
            yield content.strip()


def _before(text: str, at: int) -> str:
    """The words of the clause before a place, up to it and without the marks at their end."""
    words = text[:at].rstrip(_TRAILING)
    cuts = [found.end() for found in _CLAUSE.finditer(words)]
    return words[cuts[-1] if cuts else 0 :].strip()


@dataclass(slots=True)
class _Placing:
    """The tags of one draft."""

    passage: Passage
    draft: Draft
    known: Mapping[str, str]

    def done(self) -> tuple[Span, ...]:
        """Place the outer tags first; an inner one stays inside, and no two take the same words unless they did before."""
        placed: dict[int, Span] = {n: (n, a, b) for n, a, b in self.draft.tags}
        pairs = [span for span in self.passage.tags if span[1] < span[2] and span[0] not in placed]
        for number, start, end in pairs:
            room = self.room((number, start, end), placed)
            taken = [
                (a, b)
                for n, a, b in placed.values()
                if not self.overlap(n, (start, end)) and n not in self.around(start, end)
            ]
            if found := self.words(start, end, room, taken):
                placed[number] = (number, *found)
        for number, at, end in self.passage.tags:
            if at == end and number not in placed and (point := self.point(at, placed)) is not None:
                placed[number] = (number, point, point)
        in_order = nested(tuple(placed.values()))
        return tuple(span for span in in_order if span == placed[span[0]])

    def around(self, start: int, end: int) -> set[int]:
        return {n for n, a, b in self.passage.tags if a <= start and end <= b}

    def overlap(self, number: int, place: tuple[int, int]) -> bool:
        """Whether a tag lies inside a place of the source, or over its edge."""
        return any(n == number and a < place[1] and place[0] < b for n, a, b in self.passage.tags)

    def room(self, span: Span, placed: Mapping[int, Span]) -> tuple[int, int]:
        """Where a tag may go: inside those that enclose it."""
        outer = [placed[n] for n in self.around(span[1], span[2]) if n in placed and n != span[0]]
        return max([0, *(s[1] for s in outer)]), min([len(self.draft.text), *(s[2] for s in outer)])

    def words(
        self, start: int, end: int, room: tuple[int, int], taken: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """Find the words of the draft that say what this place of the source says."""
        content = self.passage.text[start:end].strip()
        alone = self.translated(content)

        def free(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
            return [
                (a, b)
                for a, b in places
                if room[0] <= a and b <= room[1] and all(b <= c or d <= a for c, d in taken)
            ]

        for wording in dict.fromkeys((content, alone, _ARTICLE.sub("", alone))):
            if places := free(_occurrences(wording, self.draft.text)):
                return self.nth(start, content, places)
        looked = self.looked_from(start, end)
        if looked and free([looked]):
            return looked
        return _alike(alone, self.draft.text, free)

    def translated(self, content: str) -> str:
        text = self.known.get(content, "")
        return text if content[-1:] in _TRAILING else text.rstrip(_TRAILING)

    def nth(self, start: int, content: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Choose among several places: by number where the source has as many, else by how far on they are."""
        starts = [a for a, _ in _occurrences(content, self.passage.text)]
        if len(starts) == len(places) and start in starts:
            return places[starts.index(start)]
        share = start / max(len(self.passage.text), 1)
        return min(places, key=lambda place: abs(place[0] / max(len(self.draft.text), 1) - share))

    def looked_from(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the words at which the model looked at this place, if they stand together."""
        own = [(c, d) for a, b, c, d in self.draft.alignment if start <= (a + b) / 2 < end]
        if not own:
            return None
        first, last = min(c for c, _ in own), max(d for _, d in own)
        between = sum(d - c for _, _, c, d in self.draft.alignment if first <= c and d <= last)
        if sum(d - c for c, d in own) < _INSIDE * between:
            return None
        text = self.draft.text[first:last]
        closed = self.passage.text[end - 1 : end] in _TRAILING
        kept = text.rstrip() if closed else text.rstrip(_TRAILING)
        first += len(text) - len(text.lstrip())
        return (first, first + len(kept.lstrip())) if kept.strip() else None

    def point(self, at: int, placed: Mapping[int, Span]) -> int | None:
        """Find the place of a tag that encloses nothing, such as a footnote's mark: behind the words before it."""
        text, draft = self.passage.text, self.draft.text
        for _, start, end in self.draft.tags or placed.values():
            if start < end and any(
                n for n, a, b in self.passage.tags if b == at and placed.get(n) == (n, start, end)
            ):
                return end
        if not any(char.isalnum() for char in text[at:]):
            return len(draft) if not text[at:].strip() else _last_letter(draft)
        if not any(char.isalnum() for char in text[:at]):
            return 0
        before = _before(text, at)
        for wording in (before, self.translated(before)):
            if places := _occurrences(wording, draft):
                end = self.nth(text.find(before), before, places)[1]
                marks = len(draft[end:]) - len(draft[end:].lstrip(_TRAILING.strip()))
                return end + marks if text[at - 1] in _TRAILING else end
        ends = [d for a, b, _, d in self.draft.alignment if a < at <= b]
        return max(ends) if ends else None


def _last_letter(text: str) -> int:
    return max((n for n, char in enumerate(text, 1) if char.isalnum()), default=len(text))


def _occurrences(wording: str, text: str) -> list[tuple[int, int]]:
    """Where some words stand in a text, whatever their case; never inside another word."""
    if not wording.strip():
        return []
    edges = [
        r"(?<![^\W_])" if _lettered(wording[0]) else "",
        r"(?![A-Za-z0-9])" if _lettered(wording[-1]) else "",
    ]
    pattern = re.compile(edges[0] + re.escape(wording) + edges[1], re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def _lettered(char: str) -> bool:
    """Whether words of such letters are set apart by spaces; a Korean word takes its particle on."""
    return char.isalnum() and char < "\u2e80"


def _alike(
    alone: str, text: str, free: Callable[[Sequence[tuple[int, int]]], list[tuple[int, int]]]
) -> tuple[int, int] | None:
    """Find the words that are most like the translation of a content alone."""
    words = [found.span() for found in re.finditer(r"[^\s.,;:!?。，、；：！？“”\"()（）]+", text)]
    count = len(alone.split())
    best: tuple[float, tuple[int, int]] = (ALIKE, (0, 0))
    for first in range(len(words)):
        for last in range(first + max(count - 2, 0), min(first + count + 1, len(words))):
            place = (words[first][0], words[last][1])
            likeness = SequenceMatcher(None, alone.casefold(), text[place[0] : place[1]].casefold()).ratio()
            same = alone[:1].casefold() == text[place[0]].casefold()
            if same and likeness > best[0] and free([place]):
                best = (likeness, place)
    return best[1] if best[1][1] else None

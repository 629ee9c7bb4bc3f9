"""Passages, some of them rows of tables → the texts that an engine gets, cell by cell; their outcomes → the rows'.

An engine makes one sentence of a whole row, and its tabs are gone. A cell that is the same in both languages, such as a
year, is never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual import figures, tables
from bilingual.drafting.outcomes import Outcome
from bilingual.inline import Span, nested
from bilingual.model import Draft, Passage, Role

COPIED = "figures"
"""Stands for the engine where nothing of a row was asked for."""
_MARKS = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "|": "/"})
"""What a cell may not have, for it would be two."""

Place = tuple[int, int]


def by_cells(
    passages: Sequence[Passage], way: tuple[str, str], ask: Callable[[Sequence[Passage]], Sequence[Outcome]]
) -> list[Outcome]:
    """Ask for the passages, and for each distinct cell of rows once; give an outcome for every passage.

    ``way`` are the languages of the passages and of their drafts. Law: the draft of a row has as many cells.
    """
    rows = [_Row(passage, _asked(passage, way)) if _is_row(passage) else None for passage in passages]
    wanted: list[Passage] = []
    whole: list[int] = []
    places: dict[str, int] = {}
    for passage, row in zip(passages, rows, strict=True):
        whole.append(len(wanted))
        if row is None:
            wanted.append(passage)
            continue
        for cell in row.asked.values():
            if places.setdefault(cell.wording, len(wanted)) == len(wanted):
                wanted.append(cell)
    found = ask(tuple(wanted)) if wanted else ()
    cells = {wording: found[place] for wording, place in places.items()}
    return [row.outcome(cells) if row else found[n] for row, n in zip(rows, whole, strict=True)]


def _is_row(passage: Passage) -> bool:
    return passage.role is Role.TABLE and len(tables.cells(passage.text)) > 1


def _asked(passage: Passage, way: tuple[str, str]) -> dict[Place, Passage]:
    """Give the cells that an engine is asked for, each at its place, as passages of their own."""
    text = passage.text
    asked: dict[Place, Passage] = {}
    for start, end in tables.cells(text):
        if start == end or figures.same(text[start:end], *way):
            continue
        asked[start, end] = replace(
            passage,
            text=text[start:end],
            before=text[:start].strip() or passage.before,
            after=text[end:].strip() or passage.after,
            continued=passage.continued or bool(asked),
            tags=tuple(_shifted(_within(passage.tags, (start, end)), -start)),
            untagged=() if asked else passage.untagged,
        )
    return asked


@dataclass(frozen=True, slots=True)
class _Row:
    """A row on its way through an engine."""

    passage: Passage
    asked: Mapping[Place, Passage]

    def outcome(self, cells: Mapping[str, Outcome]) -> Outcome:
        """Put a row together; one of whose cells nothing is known is left to the next engine."""
        found = {place: cells[cell.wording] for place, cell in self.asked.items()}
        refused = [one.refused for one in found.values() if one.refused]
        drafts = [one.draft for one in found.values() if one.draft]
        if len(drafts) + len(refused) < len(found):
            return Outcome()
        if refused and not drafts:
            return Outcome(refused=refused[0])
        scores = [draft.score for draft in drafts if draft.score is not None]
        text, tags = self._joined(found)
        return Outcome(
            Draft(
                text,
                " + ".join(dict.fromkeys(draft.engine for draft in drafts)) or COPIED,
                tuple(dict.fromkeys(self._notes(found))),
                sum(scores) / len(scores) if scores else None,
                any(draft.cut for draft in drafts),
                tags,
            )
        )

    def _notes(self, found: Mapping[Place, Outcome]) -> Iterator[str]:
        for (start, end), one in found.items():
            if one.draft:
                yield from one.draft.notes
            else:
                yield f"“{self.passage.text[start:end]}” is not translated: {one.refused}"

    def _joined(self, found: Mapping[Place, Outcome]) -> tuple[str, tuple[Span, ...]]:
        """The text, and the tags at their places."""
        own, cells = self.passage, tables.cells(self.passage.text)
        text, at = "", 0
        moved: dict[int, int] = {}
        tags: list[Span] = []
        for start, end in cells:
            text += own.text[at:start]
            moved[start], at = len(text), end
            draft = found[start, end].draft if (start, end) in found else None
            inside = draft.tags if draft else _shifted(_within(own.tags, (start, end)), -start)
            tags += _shifted(inside, len(text))
            text += draft.text.translate(_MARKS) if draft else own.text[start:end]
            moved[end] = len(text)
        inner = {span for cell in cells for span in _within(own.tags, cell)}
        for number, first, last in (span for span in own.tags if span not in inner):
            to = moved[_cell(cells, last)[1]]
            tags.append((number, moved[_cell(cells, first)[0]] if first < last else to, to))
        return text + own.text[at:], nested(tags)


def _within(tags: Sequence[Span], cell: Place) -> list[Span]:
    return [(n, a, b) for n, a, b in tags if cell[0] <= a and b <= cell[1]]


def _shifted(tags: Sequence[Span], by: int) -> list[Span]:
    return [(n, a + by, b + by) for n, a, b in tags]


def _cell(cells: Sequence[Place], at: int) -> Place:
    """The last cell that begins at or before a place."""
    return max((cell for cell in cells if cell[0] <= at), default=cells[0])

"""What has been translated before as an engine: passages → the drafts of equal and similar sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual import tables
from bilingual.config import TranslateConfig
from bilingual.engines.protocol import Access, Engine, Terms, Unit
from bilingual.glossary import fold
from bilingual.model import Draft, Passage

SHORTEST_FUZZY = 8
"""Non-space characters below which only equal texts count: in `(圖/推特 @A)` the difference is all there is to say."""


class Memory(Engine):
    """The translations that ``Access.known`` gives, found by how much of the source text is alike."""

    terms = Terms.FREE

    def __init__(self, config: TranslateConfig, access: Access) -> None:
        self._minimum = config.memory.minimum
        self._access = access
        self._indexes: dict[tuple[str, str], _Index] = {}

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage that is known, or at least ``[translate.memory] minimum`` percent of it.

        The engine's name says how much: ``memory`` for an equal sentence, ``memory 82 %`` for a similar one, which
        has the sentence that was translated in its notes. Raises nothing of its own.
        """
        if (source, target) not in self._indexes:
            self._indexes[source, target] = _index(self._access.known(source, target))
        index = self._indexes[source, target]
        return [self._draft(passage.text, index) for passage in passages]

    def _draft(self, text: str, index: _Index) -> Draft | None:
        if equal := index.equal.get(_normal(text)):
            return Draft(equal[0].target, f"memory {equal[0].origin}", _other_renderings(equal))
        found = _closest(_normal(text), index, self._minimum)
        if found is None:
            return None
        unit, percent = found
        return Draft(
            unit.target,
            f"memory {percent} % {unit.origin}",
            (f"translates a similar sentence, {percent} % alike: {' '.join(unit.source.split())}",),
        )


@dataclass(frozen=True, slots=True)
class _Index:
    """The units by their normal text, in the order in which they came."""

    equal: Mapping[str, Sequence[Unit]]
    texts: Sequence[str]
    """The keys of ``equal`` that are long enough for a likeness to mean something."""


def _index(units: Sequence[Unit]) -> _Index:
    equal: dict[str, list[Unit]] = defaultdict(list)
    for unit in (part for whole in units for part in _parts(whole)):
        if (text := _normal(unit.source)) and unit.target.strip():
            equal[text].append(unit)
    return _Index(equal, [text for text in equal if _long_enough(text)])


def _parts(unit: Unit) -> Iterator[Unit]:
    """Give a unit, or the cells of a row of a table: rows are asked for cell by cell."""
    rows = (unit.source, unit.target)
    cells = [[row[start:end] for start, end in tables.cells(row)] for row in rows]
    if tables.TAB in unit.source and len(cells[0]) == len(cells[1]):
        yield from (
            replace(unit, source=source, target=target) for source, target in zip(*cells, strict=True)
        )
    else:
        yield unit


def _closest(text: str, index: _Index, minimum: int) -> tuple[Unit, int] | None:
    """Give the unit whose source is most alike, and how much in percent, if that is enough but not all.

    Likeness is 1 - insertions and deletions / length of both, as the catalogs measure it for changed sentences.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    if minimum >= 100 or not _long_enough(text):
        return None
    found = process.extractOne(
        text, index.texts, scorer=Indel.normalized_similarity, score_cutoff=minimum / 100, processor=None
    )
    if found is None:
        return None
    return index.equal[found[0]][0], min(99, int(found[1] * 100))


def _other_renderings(units: Sequence[Unit]) -> tuple[str, ...]:
    """Say what else the same sentence has become, so that a reviser can choose."""
    others = dict.fromkeys(unit.target for unit in units if unit.target != units[0].target)
    return tuple(f"translated elsewhere as: {' '.join(text.split())}" for text in others)


def _long_enough(text: str) -> bool:
    return sum(not c.isspace() for c in text) >= SHORTEST_FUZZY


def _normal(text: str) -> str:
    """The text without differences that no translation shows: width, 臺/台, kinds of space and marks."""
    return " ".join(fold(text).split())

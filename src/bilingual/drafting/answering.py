"""Passages + an engine → drafts that passed the guards, each failed answer asked for once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from bilingual.drafting.guards import Examine, Fault, faults
from bilingual.drafting.outcomes import Outcome, line
from bilingual.drafting.rows import by_cells
from bilingual.drafting.tagging import tagged
from bilingual.model import Draft, Passage


class Sending(Protocol):
    """``engines.Sending``, as far as drafting needs it."""

    @property
    def local(self) -> bool: ...


class Engine(Protocol):
    """``engines.Engine``, as far as drafting needs it: passages in, drafts out."""

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]: ...

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]: ...

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> Sending | None: ...


@dataclass(frozen=True, slots=True)
class _Judged:
    """An answer and what is wrong with it."""

    draft: Draft
    faults: tuple[Fault, ...]

    @property
    def rank(self) -> tuple[bool, int]:
        return any(fault.worthless for fault in self.faults), len(self.faults)


def answer(
    passages: Sequence[Passage],
    engine: Engine,
    steps: Sequence[str],
    examine: Examine | None = None,
    *,
    guarded: bool = True,
) -> list[Outcome]:
    """Translate passages from the first language to the last, by way of those between.

    Every answer goes through the guards, on every step: one that fails is asked for once more with the engine's
    other settings, and the better of the two becomes the draft, with its faults as notes, or none if even that
    is worthless. A row of a table is asked for cell by cell. Without ``guarded`` answers stand as they are: a
    person's, or nobody's. Raises what the engine raises.
    """

    def ask(texts: Sequence[Passage]) -> list[Outcome]:
        return _all_steps(texts, engine, steps, examine, guarded=guarded)

    return by_cells(passages, (steps[0], steps[-1]), ask)


def _all_steps(
    passages: Sequence[Passage],
    engine: Engine,
    steps: Sequence[str],
    examine: Examine | None,
    *,
    guarded: bool,
) -> list[Outcome]:
    (start, end), *rest = pairwise(steps)
    outcomes = _step(passages, engine, (start, end), examine if guarded else None, guarded=guarded)
    for start, end in rest:
        on = [n for n, outcome in enumerate(outcomes) if outcome.draft]
        halfway = [_halfway(passages[n], outcomes[n]) for n in on]
        further = _step(halfway, engine, (start, end), examine, guarded=guarded)
        for n, outcome in zip(on, further, strict=True):
            outcomes[n] = _joined(outcomes[n], outcome)
    return outcomes


def _text(outcome: Outcome) -> str:
    return outcome.draft.text if outcome.draft else ""


def _halfway(passage: Passage, outcome: Outcome) -> Passage:
    """The passage of the next step; a tag that was lost is said to be, once."""
    tags = outcome.draft.tags if outcome.draft else ()
    return Passage(_text(outcome), passage.role, tags=tags)


def _joined(first: Outcome, second: Outcome) -> Outcome:
    """Put two steps together: both engines are named, and the notes of both stay."""
    if not (first.draft and second.draft):
        return second
    engine = f"{first.draft.engine} + {second.draft.engine}"
    return Outcome(replace(second.draft, engine=engine, notes=(*first.draft.notes, *second.draft.notes)))


def _step(
    passages: Sequence[Passage],
    engine: Engine,
    way: tuple[str, str],
    examine: Examine | None,
    *,
    guarded: bool,
) -> list[Outcome]:
    if not passages:
        return []
    raw = engine.translate(passages, *way)
    if not guarded:
        raw = [draft if draft and draft.text.strip() else None for draft in raw]
        return [Outcome(draft) for draft in _tagged(passages, raw, engine, way)]
    judged = [_judge(passage, draft, way, examine) for passage, draft in zip(passages, raw, strict=True)]
    failed = [n for n, one in enumerate(judged) if one and one.faults]
    if failed:
        second = engine.again([passages[n] for n in failed], *way)
        for n, draft in zip(failed, second, strict=True):
            judged[n] = _better(judged[n], _judge(passages[n], draft, way, examine))
    outcomes = [_outcome(one) for one in judged]
    drafts = _tagged(passages, [outcome.draft for outcome in outcomes], engine, way)
    return [replace(outcome, draft=draft) for outcome, draft in zip(outcomes, drafts, strict=True)]


def _tagged(
    passages: Sequence[Passage], drafts: Sequence[Draft | None], engine: Engine, way: tuple[str, str]
) -> list[Draft | None]:
    """Put the tags into the drafts, with the help of the engine unless it would send more texts to another machine."""

    def translate(texts: Sequence[str]) -> list[str]:
        alone = [Passage(text) for text in texts]
        sending = engine.sending(alone, *way)
        if sending and not sending.local:
            return [""] * len(alone)
        return [draft.text if draft else "" for draft in engine.translate(alone, *way)]

    return (
        tagged(passages, drafts, translate) if any(p.tags or p.untagged for p in passages) else list(drafts)
    )


def _judge(
    passage: Passage, draft: Draft | None, way: tuple[str, str], examine: Examine | None
) -> _Judged | None:
    return _Judged(draft, faults(passage, draft, *way, examine)) if draft else None


def _better(first: _Judged | None, second: _Judged | None) -> _Judged | None:
    if first and second:
        return min(first, second, key=lambda one: one.rank)  # the first, if neither is better
    return first or second


def _outcome(judged: _Judged | None) -> Outcome:
    if judged is None:
        return Outcome()
    for fault in judged.faults:
        if fault.worthless:
            return Outcome(refused=fault.message)
    notes = (*judged.draft.notes, *(fault.message for fault in judged.faults))
    return Outcome(replace(judged.draft, notes=notes))


def second_opinions(
    passages: Sequence[Passage], outcomes: Sequence[Outcome], engine: Engine, name: str, steps: Sequence[str]
) -> list[Outcome]:
    """Put beside each draft what another engine makes of the same passage, where that is something else.

    Its answers go through the guards too: a worthless one is no opinion. Raises what the engine raises.
    """
    on = [n for n, outcome in enumerate(outcomes) if outcome.draft]
    others = answer([replace(passages[n], tags=(), untagged=()) for n in on], engine, steps) if on else []
    told = list(outcomes)
    for n, other in zip(on, others, strict=True):
        text = _text(other)
        if text and line(text) != line(_text(told[n])):
            told[n] = replace(told[n], opinions=(*told[n].opinions, (name, text)))
    return told

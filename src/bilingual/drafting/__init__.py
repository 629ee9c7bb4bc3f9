"""Messages without a translation + engines → drafts, straight from the source or through the English catalog.

::

    routes     languages, models and an engine → the way a text goes
    wanting    messages → those that want a draft, as passages; drafts → those still wanted
    answering  passages + an engine → drafts that passed the guards
    rows       rows of tables → their cells; outcomes of these → those of the rows
    guards     a raw answer → what is wrong with it
    tagging    a draft without the inline tags of its passage → with them
"""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.drafting.answering import Engine, answer, second_opinions
from bilingual.drafting.guards import Examine, Fault, faults
from bilingual.drafting.outcomes import Outcome
from bilingual.drafting.routes import PIVOT, Route, route
from bilingual.drafting.wanting import (
    Drafts,
    Key,
    drafts,
    passages,
    pending,
    portions,
    stale,
    still_wanted,
)
from bilingual.model import Message

__all__ = [
    "PIVOT",
    "Drafts",
    "Engine",
    "Examine",
    "Fault",
    "Key",
    "Outcome",
    "Route",
    "answer",
    "draft",
    "drafts",
    "faults",
    "passages",
    "pending",
    "portions",
    "route",
    "second_opinions",
    "stale",
    "still_wanted",
]


def draft(
    messages: Sequence[Message],
    engine: Engine,
    way: Route,
    *,
    pivot: Sequence[Message] | None = None,
    examine: Examine | None = None,
) -> Drafts:
    """Draft what is ``pending`` in one catalog, each text once and all of them in one call of the engine.

    ``pivot`` are the messages of the catalog that the route names. Messages that the engine can't do are left
    out. Raises what the engine raises.
    """
    wanted = passages(messages, pivot, way.pivot)
    outcomes: dict[str, Outcome] = {}
    for portion in portions(tuple(wanted.values()), 0):
        found = answer(portion, engine, way.steps, examine)
        outcomes |= {passage.wording: outcome for passage, outcome in zip(portion, found, strict=True)}
    return drafts(wanted, outcomes, way.pivot)

"""A list item's text that begins with a black bullet → the same with the bullet in a run of its own, to be set small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilingual.typography import Run

BULLET = "bullet"
"""The class of such a run."""
HEAVY = frozenset("●■◆▲★")
"""Marks that fill their square: an em of black before each item outshouts the text."""


def lightened(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Set the bullet apart that a text begins with; its letters and tags stay as they are."""
    if not runs or runs[0].text[:1] not in HEAVY:
        return tuple(runs)
    first = runs[0]
    bullet = replace(first, text=first.text[0], kind=f"{first.kind} {BULLET}".strip())
    rest = replace(first, text=first.text[1:])
    return (bullet, *([rest] if rest.text else []), *runs[1:])

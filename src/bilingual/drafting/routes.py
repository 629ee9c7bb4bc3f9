"""Languages, installed models and what an engine can do → the way a text goes from source to target."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bilingual.errors import MissingError
from bilingual.languages import language

PIVOT = "en"
"""The language that leads from any source to any target where nothing does so straight."""
ANY, ENGLISH = "any", "english"
"""Between which languages an engine translates: any two, to and from English, else as the models lead."""

Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a text."""

    steps: tuple[str, ...]
    """BCP 47 tags: the language that the engine begins with, perhaps English, the target."""
    pivot: str = ""
    """Tag of the catalog whose texts are translated instead of the source's."""


def route(
    source: str,
    target: str,
    pairs: Pairs,
    *,
    way: str = "models",
    catalog: str = "",
    pivot: bool = True,
    beside: Sequence[str] = (),
) -> Route:
    """Give the way from source to target (BCP 47 tags; those of ``pairs``, what is installed, without a region).

    ``catalog`` is the tag of the English catalog beside the target's, if the project has one: its texts, best
    those that somebody reviewed, lead to the target, unless ``pivot`` is off and the engine goes straight. Without
    one the engine's own English leads on. Raises MissingError that says which models are missing and how to get
    them; its commands bring those for the targets ``beside`` as well.
    """
    start, end = language(source).base, language(target).base
    can = _able(way, pairs)
    if PIVOT in (start, end):
        catalog = ""
    if catalog and pivot and can(PIVOT, end):
        return Route((catalog, target), catalog)
    if can(start, end):
        return Route((source, target))
    if catalog and can(PIVOT, end):
        return Route((catalog, target), catalog)
    if PIVOT not in (start, end) and can(start, PIVOT) and can(PIVOT, end):
        return Route((source, PIVOT, target))
    raise _no_route(source, target, pairs, beside)


def _able(way: str, pairs: Pairs) -> Callable[[str, str], bool]:
    """Whether an engine of this kind leads straight from one language (base) to another."""
    if way == ANY:
        return lambda _start, _end: True
    if way == ENGLISH:
        return lambda start, end: PIVOT in (start, end)
    return lambda start, end: (start, end) in pairs


def _no_route(source: str, target: str, pairs: Pairs, beside: Sequence[str]) -> MissingError:
    missing = _missing(source, target, pairs)
    names = " and ".join(f"{a} → {b}" for a, b in missing)
    targets = dict.fromkeys((*beside, target))
    lacking = {pair: None for tag in targets for pair in _missing(source, tag, pairs)}
    tags = dict.fromkeys((source, *(b for _, b in lacking if b == PIVOT), *targets))
    return MissingError(
        f"no model for {source} → {target}" + (f": {names} missing" if PIVOT not in (source, target) else ""),
        hint=f"from the index:  bilingual models install {' '.join(tags)}\n"
        f"from a file:     bilingual models install {' '.join(_file_name(*pair) for pair in lacking)}",
    )


def _missing(source: str, target: str, pairs: Pairs) -> list[tuple[str, str]]:
    """The steps from source to target, straight or through English, that no model takes."""
    start, end = language(source).base, language(target).base
    if (start, end) in pairs:
        return []
    way = (start, PIVOT, end) if PIVOT not in (start, end) else (start, end)
    return [pair for pair in pairwise(way) if pair not in pairs]


def _file_name(source: str, target: str) -> str:
    return f"translate-{language(source).argos}_{language(target).argos}-….argosmodel"

"""Edition and page settings → the running heads of a column: of left and of right pages."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual import typography
from bilingual.model import Edition
from bilingual.page_settings import PageConfig
from bilingual.typography import Run, measure


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What stands above a column."""

    runs: tuple[Run, ...]
    """Empty where nothing does, or what changes from page to page."""
    language: str
    """BCP 47 tag of ``runs``: the source's for a title that nobody has translated."""
    string: str = ""
    """Name of the CSS string that holds the heading in force; empty where the head is the same on every page."""


def running_heads(edition: Edition, page: PageConfig, n: int, room: float) -> tuple[RunningHead, RunningHead]:
    """Give the heads of column ``n``, of left pages and of right ones, each no wider than ``room`` em."""
    return (_head(edition, page, n, room, side=0), _head(edition, page, n, room, side=-1))


def string_of(page: PageConfig, tag: str) -> str:
    """Name the CSS string that holds the heading in force in a language; empty if no head shows it."""
    shown = any(_words(page, tag, side) == "section" for side in (0, -1))
    return f"section-{tag}" if shown else ""


def _words(page: PageConfig, tag: str, side: int) -> str:
    by_language = page.head[side]
    return by_language.get(tag, by_language.get("", "title"))


def _head(edition: Edition, page: PageConfig, n: int, room: float, *, side: int) -> RunningHead:
    tag = edition.languages[n]
    words = _words(page, tag, side)
    if words == "section":
        return RunningHead((), tag, string_of(page, tag))
    if words == "none":
        return RunningHead((), tag)
    if words == "title":
        words, tag = edition.titles[n], edition.title_language(n)
    shown = measure.shortened(typography.printable(words), room)
    return RunningHead(typography.prepare(shown, tag, around=edition.source_language), tag)

"""The name of a word processor's style → what a paragraph of that style is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bilingual.readers.wordlists import wordlists

KINDS = (
    "title", "subtitle", "caption", "quote", "author", "date", "note", "source", "credit", "verse", "tags", "related",
    "bullets", "numbers", *(f"heading {n}" for n in range(1, 7)),
)  # fmt: skip
"""What a paragraph can be by its style, or by its looks."""
_SIGNS = re.compile(r"[\s_\-.・·/／（）()]+")
_LEVEL = re.compile(r"(\d)$")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """The kinds by the names of data/styles.toml."""
    data = wordlists("styles")
    return {name: kind for kind, names in data.items() for name in names}


@lru_cache(maxsize=1024)
def kind(name: str) -> str:
    """Give what a style's name says: ``title``, ``heading 2``, ``caption``…; ``plain`` for text, empty if nothing.

    A Chinese, Japanese or Korean name for headings has a level, the one for the title has none.

    >>> kind("Heading 2"), kind("標題 1"), kind("標題"), kind("Image Caption"), kind("My style")
    ('heading 2', 'heading 1', 'title', 'caption', '')
    """
    plain = _SIGNS.sub("", name.lower().partition(",")[0])
    if plain.endswith(("char", "字元", "字符")):
        return ""
    found = _LEVEL.search(plain)
    stem = plain[: found.start()] if found else plain
    if stem in {"標題", "标题", "제목", "見出し"}:
        return f"heading {found[1]}" if found else "title"
    said = _known().get(plain) or _known().get(stem) or ""
    return f"heading {found[1] if found else 2}" if said == "heading" else said


def first_kind(names: Iterable[str]) -> str:
    """Give what the first name says that says anything: of a style, then of those that it is based on."""
    said = next(filter(None, map(kind, names)), "")
    return "" if said == "plain" else said

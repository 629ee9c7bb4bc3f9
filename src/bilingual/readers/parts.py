"""A block element of a tree in HTML's elements, and the part that it stands in → its role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.classes import role_named
from bilingual.readers.elements import HEADINGS, names
from bilingual.readers.trees import Element

_KEEPING = frozenset({Role.NOTE, Role.TAGS, Role.RELATED, Role.BYLINE, Role.SOURCE, Role.CAPTION})
"""Roles of a part that its list items have too."""
_NOTE = re.compile(r"(?:user-content-)?(?:fn|footnote|endnote)[-:_]?\d*", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """A block element that is open."""

    element: Element
    name: str
    role: Role | None
    group: int
    named: bool
    """Whether the role is the name's, and not the element's: then it must fit the text."""
    running: bool
    """Whether it holds running text: an inline element in it is part of a sentence, whatever it is called."""


def role_of(element: Element, name: str, inherited: Role | None, *, titled: bool) -> Role | None:
    """Give what a block is: by its own name, its element, the part that it stands in, whose role is ``inherited``.

    ``titled`` says whether the article has its title already.
    """
    own = role_named(names(element))
    if name == "li":
        if _NOTE.match(element.get("id") or ""):
            return Role.NOTE
        return own or (inherited if inherited in _KEEPING else Role.LIST_ITEM)
    if name in HEADINGS:
        if own in {Role.LEAD, Role.TITLE, Role.RELATED}:
            return own
        if inherited in {Role.RELATED, Role.TAGS}:
            return inherited
        return Role.TITLE if name == "h1" and not titled else Role.HEADING
    by_element = {"figcaption": Role.CAPTION, "caption": Role.CAPTION, "blockquote": Role.QUOTE,
                  "address": Role.BYLINE, "pre": Role.PARAGRAPH,
                  "summary": Role.HEADING}.get(name)  # fmt: skip
    return own or by_element or inherited

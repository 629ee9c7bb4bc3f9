"""A block element of a tree in HTML's elements, and the part that it stands in → its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.classes import role_named
from bilingual.readers.elements import HEADINGS, names
from bilingual.readers.trees import Element, local

_KEEPING = frozenset(
    {Role.NOTE, Role.TAGS, Role.RELATED, Role.BYLINE, Role.SOURCE, Role.CAPTION, Role.CREDIT, Role.DATELINE}
)
"""Roles of a part that its list items have too."""
_OF_HEADINGS = frozenset({Role.LEAD, Role.RELATED, Role.DATELINE, Role.BYLINE, Role.CAPTION, Role.NOTE})
"""Roles that the name of a heading may give it."""
_SPANS = frozenset({Role.BYLINE, Role.DATELINE})
_LABEL = re.compile(
    r"[:：／/]$|^[^\s|｜·・•,，、]{1,6}$|^(?:by|on|posted|published|updated|posted on|posted by|published on)$",
    re.I,
)
"""Ends of a text that say what comes next: 文／, 發佈於, By."""
_BETWEEN = " \t\r\n\u3000\xa0|｜/／·・•,，、"
NOTE_ID = re.compile(r"(?:user-content-)?(?:fn|footnote|endnote)[-:_]?\d*", re.IGNORECASE)


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
        if NOTE_ID.match(element.get("id") or ""):
            return Role.NOTE
        return own or (inherited if inherited in _KEEPING else Role.LIST_ITEM)
    if name in HEADINGS:
        if own in _OF_HEADINGS or (own is Role.TITLE and not titled):
            return own
        if inherited in {Role.RELATED, Role.TAGS}:
            return inherited
        return Role.TITLE if name == "h1" and not titled else Role.HEADING
    by_element = {"figcaption": Role.CAPTION, "caption": Role.CAPTION, "blockquote": Role.QUOTE,
                  "address": Role.BYLINE, "pre": Role.PARAGRAPH,
                  "summary": Role.HEADING, "dt": inherited or Role.LIST_ITEM,
                  "dd": inherited or Role.LIST_ITEM}.get(name)  # fmt: skip
    return (None if own is Role.TITLE and titled else own) or by_element or inherited


def stands_apart(element: Element, name: str, part: Part) -> bool:
    """Whether an inline element is a part of the page: a date or a name beside the title, a caption in ``em``."""
    if (
        part.running
        or local(part.element) == "time"
        or name not in {"span", "time", "em", "strong", "i", "a"}
    ):
        return False
    own = role_named(names(element))
    if (name == "time" or own in _SPANS) and _LABEL.search(_before(element, part.element)):
        return False
    if name == "a":
        alone = not any((text or "").strip(_BETWEEN) for text in _own_texts(part.element))
        return alone and own in {Role.BYLINE, Role.DATELINE, Role.SOURCE}
    if name == "time" or own:
        return True
    return name == "span" and part.role in _SPANS and not (part.element.text or "").strip()


def _before(element: Element, block: Element) -> str:
    """The text right before an inline element, in ``block``."""
    while element is not block:
        above, beside = element.getparent(), element.getprevious()
        text = (beside.tail if beside is not None else above.text if above is not None else "") or ""
        if text.strip() or beside is not None or above is None:
            return text.strip()
        element = above
    return ""


def _own_texts(element: Element) -> Iterator[str | None]:
    yield element.text
    yield from (child.tail for child in element)

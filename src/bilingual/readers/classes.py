"""The names that pages give to their parts (class, id, epub:type, ARIA roles) → what these parts are."""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.model import Role
from bilingual.readers.wordlists import wordlists

_SPLIT = re.compile(r"[^a-z0-9\u0080-\U0010ffff]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_FILED = re.compile(
    r"(?:tag|category|cat|topic|type|status|format|post|postid|js|text|bg|font)-", re.IGNORECASE
)
"""Names that say under what an article is filed, or how letters look: ``tag-economy``, ``text-lead``."""

_SHORT: dict[Role, int] = {
    Role.BYLINE: 120,
    Role.DATELINE: 80,
    Role.TAGS: 300,
    Role.CREDIT: 160,
    Role.SOURCE: 160,
    Role.CAPTION: 600,
    Role.LEAD: 600,
    Role.HEADING: 160,
    Role.TITLE: 240,
}
"""Characters that a part with such a name may have: what is longer is the text itself, whatever it is called."""


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[tuple[Role, frozenset[str]], ...], frozenset[str], frozenset[str]]:
    """The names of each role, of furniture, and of what may be furniture, from data/page.toml."""
    data = wordlists("page")
    roles = tuple((Role(role), frozenset(words)) for role, words in data["roles"].items())
    return roles, frozenset(data["furniture"]["names"]), frozenset(data["furniture"]["perhaps"])


@lru_cache(maxsize=4096)
def names(attribute: str) -> frozenset[str]:
    """The names in an attribute, in lower case: whole ones, and the words that they are made of.

    >>> sorted(names("pull-quote boxText"))
    ['box', 'boxtext', 'pull', 'pull-quote', 'quote', 'text']
    """
    found = set()
    for name in attribute.split():
        found.add(name.lower())
        if _FILED.match(name):
            continue
        found.update(_SPLIT.split(_CAMEL.sub("-", name).lower()))
    return frozenset(found - {""})


@lru_cache(maxsize=4096)
def role_named(attribute: str) -> Role | None:
    """What a part is by its names; whole names go before the words in them."""
    whole = {name.lower() for name in attribute.split()}
    for known in (whole, names(attribute)):
        for role, words in _known()[0]:
            if known & words:
                return role
    return None


@lru_cache(maxsize=4096)
def furniture(attribute: str) -> frozenset[str]:
    """The words by which a part is named as a menu, an advertisement, a place for comments…; none if it isn't."""
    known = _known()[1]
    first = {_SPLIT.split(_CAMEL.sub("-", name).lower())[0] for name in attribute.split()}
    return frozenset({name.lower() for name in attribute.split()} & known | first & (known - _ONLY_WHOLE))


@lru_cache(maxsize=4096)
def perhaps_furniture(attribute: str) -> frozenset[str]:
    """The words of furniture anywhere in the names of a part: ``article-share``, ``Story_adSlot__x1``."""
    _, known, perhaps = _known()
    found = names(attribute) & ((known - _ONLY_WHOLE - _ABOUT) | perhaps)
    return found - {"views"} if _VIEWS.search(attribute) else found


_VIEWS = re.compile(r"\b(?:block-views|views-(?:element|row|field|view|exposed)|view-(?:id|content))")
"""Drupal's lists of pages are called so; they count no readers."""
_ONLY_WHOLE = frozenset({"tool", "hot", "path", "time", "category", "categories", "kicker", "eyebrow"})
"""Names that are furniture's only if nothing else is said."""
_ABOUT = frozenset({"sidebar", "comment", "menu", "nav", "banner", "footer", "rank"})
"""Words that say of an article what stands beside it: ``has-sidebar``, ``no-comment``."""


def fits(role: Role, text: str) -> bool:
    """Whether a text is short enough to be what its part's name says."""
    if role is Role.DATELINE and not any(c.isdigit() for c in text):
        return False
    return len(text) <= _SHORT.get(role, len(text))

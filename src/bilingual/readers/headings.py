"""A web page → the element that is its article's title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bilingual.model import Role
from bilingual.readers.classes import role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, SILENT, hidden, names
from bilingual.readers.trees import Element, local

_LONGEST = 120
"""Characters of a title."""
_ALIKE = 0.5
"""Share of its pairs of characters that a heading must have in common with what the head says."""
_NAMED = 6
"""Pairs of characters that the rank of h1, or a name, is worth: of two headings that the head names, the longer wins."""
_LINES = BLOCKS - {"body"}
_LARGE = frozenset({"5", "6", "7", "+2", "+3", "+4"})
"""Sizes of letters in which pages of the nineties set their titles."""
_BELOW = 8
"""The same for standing below the first paragraph."""
_HOME = 20
"""The same for being the paper's own name: a link to its first page."""


def best_heading(body: Element, titles: Sequence[str], dropped: Collection[Element] = ()) -> Element | None:
    """Give the element that says what the page's head says; without a head's word the first h1; None if there is none.

    ``dropped`` are elements that look like furniture.
    """
    wanted = [_pairs(title) for title in titles if title]
    candidates = [e for e in body.iter() if _may_be_title(e)]
    ranked = [(_worth(e, wanted, dropped), -n, e) for n, e in enumerate(candidates)]
    worth, _, best = max(ranked, default=(0, 0, None), key=lambda one: one[:2])
    if best is not None and worth > 0:
        return best
    return _unnamed(body, wanted, dropped)


def says_title(element: Element, titles: Sequence[str]) -> bool:
    """Whether a heading in an element says what the page's head says."""
    wanted = [_pairs(title) for title in titles if title]
    headings = (e for e in element.iter() if local(e) in HEADINGS)
    return any(_shared("".join(e.itertext()), wanted) for e in headings)


def _may_be_title(element: Element) -> bool:
    if local(element) in HEADINGS or (local(element) == "font" and element.get("size") in _LARGE):
        return True
    return (
        local(element) not in SILENT
        and role_named(names(element)) is Role.TITLE
        and not _holds_blocks(element)
    )


def _holds_blocks(element: Element) -> bool:
    return any(local(inner) in BLOCKS for inner in element.iterdescendants())


def _worth(element: Element, wanted: list[set[str]], dropped: Collection[Element]) -> int:
    above = (element, *element.iterancestors())
    text = "".join(element.itertext())
    if not text.strip() or len(text.strip()) > _LONGEST or any(hidden(e) for e in above):
        return 0
    worth = _shared(text, wanted)
    named = role_named(names(element)) is Role.TITLE or any("headline" in names(e) for e in above[1:3])
    worth += _NAMED if local(element) == "h1" else _NAMED // 2 if named or local(element) == "font" else 0
    if any(local(e) == "a" and _leads_home(e) for e in (*above[:3], *element.iterdescendants())):
        worth -= _HOME
    if any(e in dropped for e in above) or any(local(e) in {"aside", "nav", "footer"} for e in above):
        worth -= _BELOW
    return worth


def _unnamed(body: Element, wanted: list[set[str]], dropped: Collection[Element]) -> Element | None:
    """A title that no heading holds: a line in ``div`` or ``font`` which says what the head says."""
    for element in _lines(body) if wanted else ():
        text = "".join(element.itertext())
        if len(text) > 2 * _LONGEST:
            continue
        own = len(_pairs(text))
        if own > 3 and _shared(text, wanted) >= own * 0.8 and not any(
            e in dropped or local(e) in {"a", "aside", "nav", "footer", "li"} or hidden(e)
            for e in (element, *element.iterancestors())
        ):  # fmt: skip
            return element
    return None


def _lines(body: Element) -> Iterator[Element]:
    for element in body.iter():
        if local(element) in _LINES and not _holds_blocks(element):
            yield element


def _shared(text: str, wanted: list[set[str]]) -> int:
    own = _pairs(text)
    best = max((len(own & pairs) for pairs in wanted), default=0)
    return best if own and best >= _ALIKE * len(own) else 0


def _pairs(text: str) -> set[str]:
    folded = re.sub(r"[\W_]+", "", text.casefold())
    return {folded[n : n + 2] for n in range(len(folded) - 1)}


def _leads_home(link: Element) -> bool:
    return (
        re.fullmatch(r"(?:https?:)?(?://[^/]+)?/?(?:index\.\w+)?", (link.get("href") or "x").strip())
        is not None
    )

"""A web page → how much running text each of its elements holds, and the elements that must not be passed over for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from bilingual.readers.elements import BLOCKS, HEADINGS, LEFT_OUT, SILENT, hidden, uncover
from bilingual.readers.headings import says_title
from bilingual.readers.markers import Markers
from bilingual.readers.trees import Element, local

SENTENCE = re.compile(r"[。！？!?.…」”\"][\s」』”’\"）)]*$|[。！？；，]|[.!?;,] ")
_SHORTEST = 12
"""Characters of a paragraph that counts as running text."""
ASIDE = frozenset({"aside", "footer"})
_NO_TEXT = HEADINGS | {"a"}
_NEVER_SEEN = frozenset({"head", "script", "style", "title", "select", "svg", "button"})
_VEILS = LEFT_OUT | ASIDE | {"template"}
_HALF = 0.5
_NEARLY_ALL = 0.8
"""Shares of a page's running text that show an element which pages else hide: with the title in it, and without."""


def running_text(body: Element, known: Markers, *, veiled: bool = False) -> dict[Element, int]:
    """Count the running text (what reads like sentences and is no link) in each element.

    With ``veiled`` what a page hides counts too, and what stands in elements that are not for readers.
    """
    unread = _NEVER_SEEN | _NO_TEXT if veiled else SILENT | LEFT_OUT | ASIDE | _NO_TEXT
    found: dict[Element, int] = {}
    order: list[Element] = []
    stack = [(body, body)]
    while stack:
        element, block = stack.pop()
        name = local(element)
        if name in unread or (not veiled and hidden(element)):
            continue
        here = element if name in BLOCKS else block
        order.append(element)
        _count(found, element.text, here, known)
        for child in element:
            _count(found, child.tail, here, known)
            stack.append((child, here))
    for element in reversed(order):
        own = found.get(element)
        if own and element is not body:
            above = element.getparent()
            found[above] = found.get(above, 0) + own
    return found


def without(texts: Mapping[Element, int], dropped: Collection[Element], body: Element) -> dict[Element, int]:
    """What is left of the running text in each element of ``body`` where those in ``dropped`` are."""
    left = dict(texts)
    for element in dropped:
        own = texts.get(element, 0)
        if not own or any(above in dropped for above in element.iterancestors()):
            continue
        for inner in element.iter():
            left.pop(inner, None)
        for above in element.iterancestors():
            if above in left:
                left[above] -= own
            if above is body:
                break
    return left


def _count(found: dict[Element, int], text: str | None, place: Element, known: Markers) -> None:
    said = text.strip() if text else ""
    if len(said) >= _SHORTEST and SENTENCE.search(said) and not known.is_invitation(said):
        found[place] = found.get(place, 0) + len(said)


def reveal_text(body: Element, titles: Sequence[str], known: Markers) -> None:
    """Make an element like all others that rarely holds an article, or is hidden, where it holds this page's.

    Pages of ASP.NET stand in one ``form``; others are hidden until a script has run, or have their text in
    ``noscript`` for those without scripts.
    """
    veils = [e for e in body.iter() if local(e) in _VEILS or hidden(e)]
    long = [e for e in veils if any(len(text) >= _SHORTEST for text in e.itertext())]
    if not long:
        return
    texts = running_text(body, known, veiled=True)
    whole = texts.get(body, 0)
    for element in long:
        share = texts.get(element, 0) / whole if whole else 0
        if share > _NEARLY_ALL or (share > _HALF and says_title(element, titles)):
            uncover(element)

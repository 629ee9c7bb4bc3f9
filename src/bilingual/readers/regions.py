"""A web page → the element that holds the article, and what in it is not the article's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.belonging import Belonging
from bilingual.readers.classes import furniture, perhaps_furniture, role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, LEFT_OUT, SILENT, hidden, names
from bilingual.readers.headings import best_heading
from bilingual.readers.hints import hints, is_signature
from bilingual.readers.markers import Markers
from bilingual.readers.pieces import NO_HINTS, Hints
from bilingual.readers.trees import Element, local

_SHARE = 0.8
"""Share of a page's running text that an element must hold to be looked into further."""
_MOST = 0.4
"""Share of it above which nothing is furniture whose name only has such a word, or holds the article itself."""
_SENTENCE = re.compile(r"[。！？!?.…」”\"][\s」』”’\"）)]*$|[。！？；，]|[.!?;,] ")
_SHORTEST = 12
"""Characters of a paragraph that counts as running text."""
_ASIDE = frozenset({"aside", "footer"})
_NAMES = frozenset({Role.BYLINE, Role.DATELINE})
_NO_TEXT = HEADINGS | {"a"}
_TALK = frozenset({"comment", "comments", "respond", "disqus", "comments-area"})


@dataclass(frozen=True, slots=True)
class Region:
    """Where the article stands in a page."""

    root: Element
    left_out: frozenset[Element]
    """Elements in ``root`` whose text is not the article's."""
    hints: Hints = NO_HINTS
    """What its elements are by where they stand."""


def region(body: Element, titles: Sequence[str], known: Markers) -> Region:
    """Find the article in a page.

    The text's own element is the smallest one that holds four fifths of the page's running text (paragraphs
    that read like sentences and are not links). Root is what that and the title have in common; between the
    two all is kept but menus and the like, around them only what is named or reads as the article's (its author,
    its day, its tags, its notes, links to what belongs to it). ``titles`` are what the page's head says that it is
    called, ``known`` the words of its language.
    """
    belonging = Belonging(body, known)
    dropped = _furniture(body, belonging)
    core = _core(body, dropped, belonging)
    found = best_heading(body, titles, dropped)
    if found is not None:
        dropped -= {found, *found.iterancestors()}
    head = core if found is None else found
    root = _common(core, head)
    for part in _wider(root, dropped, belonging):
        root = _common(root, part)
    outside = _outside(root, core, head, dropped, belonging)
    if core in set(head.iterancestors()):
        outside |= _before(head, core, dropped, belonging)
    left_out = frozenset(dropped | outside)
    said = hints(root, core, found, left_out, belonging)
    return Region(root, left_out | said.left_out, said)


def _wider(root: Element, dropped: set[Element], belonging: Belonging) -> Iterator[Element]:
    """What belongs to the article and may stand outside: all of ``<article>``, the notes, what is about it below."""
    yield next((e for e in root.iterancestors() if local(e) == "article"), root)
    notes = [e for e in root.getroottree().iter() if role_named(e.get("class") or "") is Role.NOTE]
    kept = [e for e in notes if not any(above in dropped for above in (e, *e.iterancestors()))]
    yield from (*kept[:1], *kept[-1:])
    for above in (root, *list(root.iterancestors())[:2]):
        for beside in list(above.itersiblings(preceding=True))[:3]:
            if (
                beside not in dropped
                and role_named(beside.get("class") or "") in _NAMES
                and belonging.text(beside, 80)
            ):
                yield beside
    for above in (root, *root.iterancestors()):
        if local(above) in {"html", "body"}:
            return
        for beside in above.itersiblings():
            if beside not in dropped and local(beside) in BLOCKS - _ASIDE:
                parts = [e for e in beside.iter() if belonging.below(e)]
                if any(not any(above in dropped for above in e.iterancestors()) for e in parts):
                    yield beside


def _furniture(body: Element, belonging: Belonging) -> set[Element]:
    """Elements that are named as parts of a page which are never an article's, or read like them."""
    texts = _running_text(body, set(), belonging)
    most = _MOST * texts.get(body, 0)
    dropped: set[Element] = set()
    for element in body.iter():
        name = local(element)
        if name in {"article", "main", "body", "h1"} or not name:
            continue
        named = names(element) if name != "a" else element.get("class") or ""
        is_named = furniture(named) and not (
            texts.get(element, 0) > most > 0 and not _TALK & set(named.split())
        )
        is_hinted = name in BLOCKS and texts.get(element, 0) <= most and perhaps_furniture(named)
        figure = any(local(e) == "figure" for e in element.iterancestors())
        if (
            (is_named and not figure)
            or (is_hinted and not figure and not belonging.is_text(element))
            or name in {"nav", "form", "iframe"}
            or (name == "footer" and not is_signature(element) and not belonging.holds_of_article(element))
            or belonging.is_list_of_others(element)
        ):
            dropped.add(element)
    return dropped


def _core(body: Element, dropped: set[Element], belonging: Belonging) -> Element:
    """Go down from the body as long as one child holds nearly all of the running text."""
    texts = _running_text(body, dropped, belonging)
    core = body
    while True:
        own = texts.get(core, 0)
        heavy = [child for child in core if texts.get(child, 0) >= _SHARE * own]
        if not own or not heavy:
            return next((e for e in (core, *core.iterancestors()) if local(e) in BLOCKS - {"p"}), core)
        core = heavy[0]


def _running_text(body: Element, dropped: Collection[Element], belonging: Belonging) -> dict[Element, int]:
    """How much running text each element holds."""
    own: dict[Element, int] = {}
    stack: list[tuple[Element, Element]] = [(body, body)]
    while stack:
        element, block = stack.pop()
        name = local(element)
        if element in dropped or name in SILENT | LEFT_OUT | _ASIDE | _NO_TEXT or hidden(element):
            continue
        here = element if name in BLOCKS else block
        for text, place in ((element.text, here), *((child.tail, here) for child in element)):
            if text:
                _count(own, text, place, belonging)
        stack += [(child, here) for child in element]
    whole: dict[Element, int] = {}
    for element, length in own.items():
        for above in (element, *element.iterancestors()):
            whole[above] = whole.get(above, 0) + length
            if above is body:
                break
    return whole


def _count(own: dict[Element, int], text: str, place: Element, belonging: Belonging) -> None:
    said = text.strip()
    if len(said) >= _SHORTEST and _SENTENCE.search(said) and not belonging.known.is_invitation(said):
        own[place] = own.get(place, 0) + len(said)


def _common(first: Element, second: Element) -> Element:
    above = {first, *first.iterancestors()}
    return next(e for e in (second, *second.iterancestors()) if e in above)


def _outside(
    root: Element, core: Element, head: Element, dropped: set[Element], belonging: Belonging
) -> set[Element]:
    """What in ``root`` is neither the title, nor the text, nor between them, nor named as the article's."""
    found: set[Element] = set()
    inside = core in set(head.iterancestors()) or head is core
    kept = {core, head, *core.iterancestors(), *head.iterancestors()}
    past_head, past_core = inside, False
    stack = [root]
    while stack:
        element = stack.pop()
        if element in dropped:
            continue
        past_head = past_head or element is head
        past_core = past_core or element is core
        if element is core or element is head:
            continue
        if element in kept:
            stack += reversed(list(element))
        elif past_core:
            found |= belonging.rest(element, belonging.below)
        elif not past_head or inside:
            found |= belonging.rest(element, belonging.above)
        elif belonging.is_menu(element):
            found.add(element)
    return found


def _before(head: Element, core: Element, dropped: set[Element], belonging: Belonging) -> set[Element]:
    """What stands above the title in the element of the text, unless that is much of the text."""
    texts = _running_text(core, dropped, belonging)
    path = [head, *(e for e in head.iterancestors() if core in set(e.iterancestors()))]
    parts = [e for below in path for e in below.itersiblings(preceding=True) if e not in dropped]
    if sum(texts.get(e, 0) for e in parts) > (1 - _SHARE) * texts.get(core, 0):
        return set()
    return {part for e in parts for part in belonging.rest(e, belonging.above)}

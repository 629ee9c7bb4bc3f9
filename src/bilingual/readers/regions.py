"""A web page → the element that holds the article, and what in it is not the article's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.classes import furniture, role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, LEFT_OUT, SILENT
from bilingual.readers.trees import Element, local

_SHARE = 0.8
"""Share of a page's running text that an element must hold to be looked into further."""
_SENTENCE = re.compile(r"[。！？!?.…」”\"][\s」』”’\"）)]*$|[。！？；，]|[.!?;,] ")
_SHORTEST = 12
"""Characters of a paragraph that counts as running text."""
_LINKED = 0.5
"""Share of a text in links above which it is a menu's."""
_AROUND = frozenset(
    {Role.BYLINE, Role.DATELINE, Role.TAGS, Role.SOURCE, Role.NOTE, Role.LEAD, Role.CAPTION, Role.CREDIT}
)
"""What stands outside the text itself and belongs to the article all the same."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where the article stands in a page."""

    root: Element
    left_out: frozenset[Element]
    """Elements in ``root`` whose text is not the article's."""


def region(body: Element, title: str) -> Region:
    """Find the article in a page.

    The text's own element is the smallest one that holds four fifths of the page's running text (paragraphs
    that read like sentences and are not links). Root is what that and the title have in common; between the
    two all is kept but menus and the like, behind the text only what is named as the article's (its author,
    its tags, its notes). ``title`` is what the page's head says that it is called.
    """
    dropped = _furniture(body)
    core = _core(body, dropped)
    found = heading(body, title, dropped)
    head = core if found is None else found
    root = _common(core, head)
    for part in _wider(root, dropped):
        root = _common(root, part)
    outside = _outside(root, core, head, dropped)
    return Region(root, frozenset(dropped | outside))


def _wider(root: Element, dropped: set[Element]) -> list[Element]:
    """What belongs to the article and may stand outside: all of ``<article>``, and the notes."""
    article = next((e for e in root.iterancestors() if local(e) == "article"), root)
    notes = [e for e in root.getroottree().iter() if role_named(e.get("class") or "") is Role.NOTE]
    kept = [e for e in notes if not any(above in dropped for above in (e, *e.iterancestors()))]
    return [article, *kept[:1], *kept[-1:]]


def _furniture(body: Element) -> set[Element]:
    """Elements that are named as parts of a page which are never an article's."""
    dropped: set[Element] = set()
    for element in body.iter():
        name = local(element)
        if name in {"article", "main", "body", "h1"} or not name:
            continue
        named = furniture(f"{element.get('class') or ''} {element.get('id') or ''}")
        if named or name in {"nav", "form", "iframe"} or (name == "footer" and not _tagged(element)):
            dropped.add(element)
    return dropped


def _tagged(element: Element) -> bool:
    return any(role_named(inner.get("class") or "") in _AROUND for inner in element.iter())


def _core(body: Element, dropped: set[Element]) -> Element:
    """Go down from the body as long as one child holds nearly all of the running text."""
    texts = _running_text(body, dropped)
    core = body
    while True:
        own = texts.get(core, 0)
        heavy = [child for child in core if texts.get(child, 0) >= _SHARE * own]
        if not own or not heavy:
            return next((e for e in (core, *core.iterancestors()) if local(e) in BLOCKS - {"p"}), core)
        core = heavy[0]


def _running_text(body: Element, dropped: set[Element]) -> dict[Element, int]:
    """How much running text each element holds."""
    own: dict[Element, int] = {}
    stack: list[tuple[Element, Element]] = [(body, body)]
    while stack:
        element, block = stack.pop()
        name = local(element)
        if element in dropped or name in SILENT or name in LEFT_OUT:
            continue
        here = element if name in BLOCKS else block
        for text, place in ((element.text, here), *((child.tail, here) for child in element)):
            running = text and len(text.strip()) >= _SHORTEST and _SENTENCE.search(text.strip())
            if running and not _in_link(element, body):
                own[place] = own.get(place, 0) + len(text.strip())
        stack += [(child, here) for child in element]
    whole: dict[Element, int] = {}
    for element, length in own.items():
        for above in (element, *element.iterancestors()):
            whole[above] = whole.get(above, 0) + length
            if above is body:
                break
    return whole


def _in_link(element: Element, body: Element) -> bool:
    for above in (element, *element.iterancestors()):
        if local(above) == "a":
            return True
        if above is body or local(above) in {"p", "div", "td", "li"}:
            return False
    return False


def heading(body: Element, title: str, dropped: Collection[Element] = ()) -> Element | None:
    """The heading that says what the head says; without a head's word the first h1."""
    wanted = _folded(title)
    candidates = [
        e for e in body.iter() if local(e) in HEADINGS or role_named(e.get("class") or "") is Role.TITLE
    ]
    candidates = [e for e in candidates if not any(above in dropped for above in (e, *e.iterancestors()))]
    for element in sorted(candidates, key=lambda e: local(e) != "h1"):
        text = _folded("".join(element.itertext()))
        if len(text) > 3 and wanted and text in wanted:
            return element
    return next((e for e in candidates if local(e) == "h1"), None)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _common(first: Element, second: Element) -> Element:
    above = {first, *first.iterancestors()}
    return next(e for e in (second, *second.iterancestors()) if e in above)


def _outside(root: Element, core: Element, head: Element, dropped: set[Element]) -> set[Element]:
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
        elif past_core or not past_head or inside:
            found |= _not_of_the_article(element)
        elif _is_menu(element):
            found.add(element)
    return found


def _not_of_the_article(element: Element) -> set[Element]:
    """The parts of an element beside the text that are not named as the article's."""
    if role_named(element.get("class") or "") in _AROUND and local(element) not in HEADINGS:
        return set()
    if any(role_named(inner.get("class") or "") in _AROUND for inner in element.iter()):
        return {part for child in element for part in _not_of_the_article(child)}
    return {element}


def _is_menu(element: Element) -> bool:
    """Whether an element holds little but links, and is not named as the article's."""
    if _tagged(element):
        return False
    text = _length(element)
    linked = sum(_length(a) for a in element.iter() if local(a) == "a")
    return text > 0 and linked > _LINKED * text


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())

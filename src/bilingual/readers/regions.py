"""A web page → the element that holds the article, and what in it is not the article's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bilingual.model import Role
from bilingual.readers.belonging import Belonging
from bilingual.readers.classes import furniture, perhaps_furniture, role_named
from bilingual.readers.elements import BLOCKS, names
from bilingual.readers.headings import best_heading
from bilingual.readers.hints import hints, is_signature
from bilingual.readers.images import in_figure
from bilingual.readers.markers import Markers
from bilingual.readers.pieces import NO_HINTS, Hints
from bilingual.readers.running import ASIDE, running_text, without
from bilingual.readers.trees import Element, local

_SHARE = 0.8
"""Share of a page's running text that an element must hold to be looked into further."""
_MOST = 0.4
"""Share of it above which nothing is furniture whose name only has such a word, or holds the article itself."""
_LEAST = 60
"""Characters of running text below which a page has none left."""
_GOES_ON = 40
"""Characters of it that a box right behind the text must hold to go on with it."""
_NAMES = frozenset({Role.BYLINE, Role.DATELINE})
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
    texts = running_text(body, known)
    dropped = _furniture(body, texts, belonging)
    core = _core(body, without(texts, dropped, body))
    found = best_heading(body, titles, dropped)
    if found is not None:
        dropped -= {found, *found.iterancestors()}
    left = without(texts, dropped, body)
    head = core if found is None else found
    root = _common(core, head)
    for part in _wider(root, dropped, belonging):
        root = _common(root, part)
    outside = _outside(root, core, head, dropped, left, belonging)
    if core in set(head.iterancestors()):
        outside |= _before(head, core, dropped, left, belonging)
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
            if beside not in dropped and local(beside) in BLOCKS - ASIDE:
                parts = [e for e in beside.iter() if belonging.below(e)]
                if any(not any(above in dropped for above in e.iterancestors()) for e in parts):
                    yield beside


def _furniture(body: Element, texts: Mapping[Element, int], belonging: Belonging) -> set[Element]:
    """Elements that are named as parts of a page which are never an article's, or read like them.

    A name whose elements together hold much of the page's text, as ``widget`` does where a program for building
    pages calls every part so, says nothing in this page.
    """
    most = _MOST * texts.get(body, 0)
    named: dict[Element, frozenset[str]] = {}
    hinted: dict[Element, frozenset[str]] = {}
    dropped: set[Element] = set()
    for element in body.iter():
        name = local(element)
        if name in {"article", "main", "body", "h1"} or not name:
            continue
        said = names(element) if name != "a" else element.get("class") or ""
        if said and (words := furniture(said)):
            named[element] = words
        if said and name in BLOCKS and (words := perhaps_furniture(said)):
            hinted[element] = words
        if (
            name in {"nav", "form", "iframe"}
            or (name == "footer" and not is_signature(element) and not belonging.holds_of_article(element))
            or belonging.is_list_of_others(element)
            or (said and belonging.is_button(element, said))
        ):
            dropped.add(element)
    meaningless = _meaningless(named, texts, most) | _meaningless(hinted, texts, most)
    for element, words in named.items():
        large = texts.get(element, 0) > most > 0
        talk = words & _TALK and not any(local(e) == "h1" for e in element.iter())
        if (talk or (words - meaningless and not large)) and not in_figure(element):
            dropped.add(element)
    for element, words in hinted.items():
        if (
            words - meaningless
            and texts.get(element, 0) <= most
            and not in_figure(element)
            and not belonging.is_text(element)
        ):
            dropped.add(element)
    return _saved(body, dropped, named, texts)


def _saved(
    body: Element,
    dropped: set[Element],
    named: Mapping[Element, frozenset[str]],
    texts: Mapping[Element, int],
) -> set[Element]:
    """Take back what leaves the page without text: first all that is no talk of readers, then that too."""
    for talk in (True, False):
        if texts.get(body, 0) < _LEAST or without(texts, dropped, body).get(body, 0) >= _LEAST:
            break
        dropped = {e for e in dropped if not texts.get(e) or (talk and named.get(e, frozenset()) & _TALK)}
    return dropped


def _meaningless(
    named: Mapping[Element, frozenset[str]], texts: Mapping[Element, int], most: float
) -> frozenset[str]:
    """The words that so many parts are called by that these hold much of the text."""
    sums: Counter[str] = Counter()
    for element, words in named.items():
        if length := texts.get(element, 0):
            above = [named[e] for e in element.iterancestors() if e in named]
            for word in words - _TALK - {word for inner in above for word in inner}:
                sums[word] += length
    return frozenset(word for word, length in sums.items() if length > most > 0)


def _core(body: Element, texts: Mapping[Element, int]) -> Element:
    """Go down from the body as long as one child holds nearly all of the running text."""
    core = body
    while True:
        own = texts.get(core, 0)
        heavy = [child for child in core if texts.get(child, 0) >= _SHARE * own]
        if not own or not heavy or _goes_on(heavy[0], texts):
            return next((e for e in (core, *core.iterancestors()) if local(e) in BLOCKS - {"p"}), core)
        core = heavy[0]


def _goes_on(part: Element, texts: Mapping[Element, int]) -> bool:
    """Whether the text goes on beside a part of it, in others of the same name: one box for each section."""
    kind = part.get("class")
    return bool(kind) and any(
        texts.get(e, 0) and e.get("class") == kind and local(e) == local(part)
        for way in (True, False)
        for e in part.itersiblings(preceding=way)
    )


def _common(first: Element, second: Element) -> Element:
    above = {first, *first.iterancestors()}
    return next(e for e in (second, *second.iterancestors()) if e in above)


def _outside(
    root: Element,
    core: Element,
    head: Element,
    dropped: set[Element],
    texts: Mapping[Element, int],
    belonging: Belonging,
) -> set[Element]:
    """What in ``root`` is neither the title, nor the text, nor between them, nor named as the article's."""
    found: set[Element] = set()
    more = _continued(core, dropped, texts, belonging)
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
        elif past_core and element not in more:
            found |= belonging.rest(element, belonging.below)
        elif past_core:
            continue
        elif not past_head or inside:
            found |= belonging.rest(element, belonging.above)
        elif belonging.is_menu(element):
            found.add(element)
    return found


def _continued(
    core: Element, dropped: set[Element], texts: Mapping[Element, int], belonging: Belonging
) -> set[Element]:
    """The boxes right behind the text in which it goes on, as it does behind an advertisement."""
    found: set[Element] = set()
    for beside in core.itersiblings() if local(core) != "body" else ():
        if beside in dropped or not belonging.length(beside):
            continue
        plain = local(beside) in {"div", "section"} and not role_named(names(beside))
        if (
            not plain
            or texts.get(beside, 0) < _GOES_ON
            or belonging.is_linked(beside)
            or belonging.below(beside)
        ):
            break
        found.add(beside)
    return found


def _before(
    head: Element, core: Element, dropped: set[Element], texts: Mapping[Element, int], belonging: Belonging
) -> set[Element]:
    """What stands above the title in the element of the text, unless that is much of the text."""
    path = [head, *(e for e in head.iterancestors() if core in set(e.iterancestors()))]
    parts = [e for below in path for e in below.itersiblings(preceding=True) if e not in dropped]
    if sum(texts.get(e, 0) for e in parts) > (1 - _SHARE) * texts.get(core, 0):
        return set()
    return {part for e in parts for part in belonging.rest(e, belonging.above)}

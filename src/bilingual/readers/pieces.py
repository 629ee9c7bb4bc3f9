"""Lines within an element of a page: which inline elements are blocks of their own, which line breaks are only spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bilingual.model import Role
from bilingual.readers.belonging import Belonging, words
from bilingual.readers.classes import role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, names
from bilingual.readers.images import shown
from bilingual.readers.trees import Element, local, walked

RUNNING = re.compile(r"[。！？!?.…」”][\s」』”’）)]*$|。")
"""Reads like a sentence."""
_INNER = re.compile("[，。！？；、]")
_PARAGRAPHS = 4
"""Running paragraphs that a page has if it does not use line breaks for them."""
_CAPTION = 160
"""Characters that a picture's box may hold beside it."""
SHORT = 20
"""Characters of a name in a list of names."""
_SHORTEST = 15
"""Characters of a line that is no verse and no name."""
SEPARATORS = re.compile(r"[\s|｜/／·・•,，、:：>»–—-]*")


@dataclass(frozen=True, slots=True)
class Hints:
    """What elements are by where they stand; it goes before their names."""

    roles: Mapping[Element, Role] = field(default_factory=dict)
    apart: frozenset[Element] = frozenset()
    """Inline elements that are blocks of their own."""
    joined: frozenset[Element] = frozenset()
    """Line breaks that are no more than a space."""
    left_out: frozenset[Element] = frozenset()
    """Labels that stand beside what they name: 關鍵字 before keywords that are blocks of their own."""
    plain: frozenset[Element] = frozenset()
    """Elements that hold the text itself, whatever they are called."""
    whole: frozenset[Element] = frozenset()
    """Blocks whose pieces only make sense together."""


NO_HINTS = Hints()


@dataclass(slots=True)
class Found:
    """Hints that are being gathered."""

    roles: dict[Element, Role] = field(default_factory=dict)
    apart: set[Element] = field(default_factory=set)
    joined: set[Element] = field(default_factory=set)
    left_out: set[Element] = field(default_factory=set)
    whole: set[Element] = field(default_factory=set)


def tags(element: Element, found: Found) -> None:
    """Keywords are blocks of their own but where the line has its label, or spaces like a sentence's, between them."""
    if local(element) == "a" or any(local(e) in BLOCKS for e in element.iterdescendants()):
        return
    if any(e in found.apart for e in element.iterancestors()):
        return
    direct = "".join([element.text or "", *(child.tail or "" for child in element)])
    parts = [child for child in element if words(child)]
    links = [part for part in parts if local(part) == "a" or any(local(e) == "a" for e in part)]
    if not links and all(words(part).startswith(("#", "＃")) for part in parts):
        links = parts
    labels = [part for part in parts if part not in links]
    if not links or not SEPARATORS.fullmatch(direct) or re.search(r"[^\s]", direct):
        return
    if any(re.search(r"[:：]$", words(label)) for label in labels) or len(labels) > 1:
        return
    hashed = all(words(link).startswith(("#", "＃")) for link in links)
    lined = all("\n" in (link.tail or "\n") for link in links[:-1])
    spaced = any((link.tail or "").strip(" ") for link in links[:-1])
    if labels or hashed or lined or not spaced:
        found.apart.update(links)
        found.left_out.update(labels)


def credits(caption: Element, belonging: Belonging, found: Found) -> None:
    """A credit in an element of its own, at the end of a caption or beside it."""
    whole = words(caption)
    for part in caption.iterdescendants():
        text = words(part)
        if not text or text == whole or local(part) == "a" or len(text) > 90:
            continue
        named = role_named(names(part))
        signed = named in {Role.CREDIT, Role.BYLINE, Role.SOURCE} or "copyright" in names(part)
        if signed or (
            local(part) in {"span", "small", "cite", "em", "i", "p", "div"}
            and belonging.known.is_credit(text)
        ):
            found.roles[part] = Role.CREDIT
            if local(part) not in BLOCKS:
                found.apart.add(part)


def breaks(paragraphs: Sequence[Element], found: Found) -> None:
    """Line breaks in a page of paragraphs (``p``) are only spaces where both halves of one read like sentences."""
    running = [p for p in paragraphs if local(p) == "p" and RUNNING.search(words(p))]
    if len(running) < _PARAGRAPHS:
        return
    for paragraph in running:
        own = [e for e in paragraph.iterdescendants() if local(e) == "br"]
        pieces = _pieces(paragraph) if 0 < len(own) < _PARAGRAPHS else []
        sentences = all(len(p) >= _SHORTEST and _INNER.search(p) for p in pieces)
        if sentences and len(pieces) == len(own) + 1:
            found.joined.update(own)


def _pieces(element: Element) -> list[str]:
    """The lines of a paragraph, as its breaks part them."""
    pieces = [element.text or ""]
    events = walked(element)
    for event, part in events:
        if part is element:
            continue
        if event == "start" and local(part) == "br":
            pieces.append("")
        elif event == "start":
            pieces[-1] += part.text or ""
        if event == "end":
            pieces[-1] += part.tail or ""
    return [stripped for piece in pieces if (stripped := piece.strip())]


def pictured(image: Element, plain: frozenset[Element], belonging: Belonging, found: Found) -> None:
    """The words in a picture's box are its caption."""
    if shown(image) is None:
        return
    box = None
    for above in image.iterancestors():
        if (
            above in plain
            or local(above) in {"figure", "body", "ul", "ol", "blockquote"}
            or (local(above) == "a" and belonging.length(above))
            or belonging.length(above) > _CAPTION
        ):
            break
        if local(above) in {"div", "center", "table", "td", "section", "aside", "span", "li"}:
            box = above
        if belonging.text(above, _CAPTION):
            break
    text = belonging.text(box, _CAPTION) if box is not None else ""
    if box is None or not text or any(local(e) in HEADINGS | {"time"} for e in box.iterdescendants()):
        return
    for inner in (box, *box.iterdescendants()):
        if local(inner) in BLOCKS and role_named(names(inner)) is None and inner not in found.roles:
            said = words(inner)
            signed = (
                belonging.known.is_credit(said)
                or belonging.known.agency.fullmatch(said)
                or (len(said) < SHORT and "。" not in said and belonging.known.ends_with_credit(f"。{said}"))
            )
            found.roles[inner] = Role.CREDIT if signed else Role.CAPTION

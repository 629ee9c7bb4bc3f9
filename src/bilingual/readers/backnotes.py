"""The pages of a book → the same, each paragraph that the mark of a footnote leads to named as one."""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.readers.elements import BLOCKS, HEADINGS
from bilingual.readers.links import Link, link
from bilingual.readers.package import resolved
from bilingual.readers.trees import Element, local

_NOTE = "footnote"


def mark_notes(pages: Iterable[tuple[str, Element]]) -> None:
    """Name the notes of a book's pages, each with its part's name: books often say what they are by links only."""
    pages = list(pages)
    targets: set[tuple[str, str]] = set()
    for name, root in pages:
        for element in (e for e in root.iter() if local(e) == "a"):
            if link(element)[0] is Link.FOOTNOTE:
                href = element.get("href") or ""
                page = resolved(name, href) or name
                targets.add((page, href.partition("#")[2]))
    for name, root in pages:
        for element in list(root.iter()):
            names = {element.get("id"), element.get("name")} - {None}
            if any((name, own or "") in targets for own in names):
                _name(element)


def _name(element: Element) -> None:
    """Name the block that a mark leads to, if that is a note and not a mark itself: marks lead to one another."""
    block = next((e for e in (element, *element.iterancestors()) if local(e) in BLOCKS), None)
    if block is None or local(block) in {*HEADINGS, "body", "section", "dt"}:
        return
    if block is element or not _before(element, block).strip():
        block.set("class", f"{block.get('class') or ''} {_NOTE}".strip())


def _before(element: Element, block: Element) -> str:
    """The text of a block that stands before an element in it."""
    around = set(element.iterancestors())
    texts = []
    for part in block.iter():
        if part is element:
            break
        texts.append(part.text or "")
        texts.append("" if part in around else part.tail or "")
    return "".join(texts)

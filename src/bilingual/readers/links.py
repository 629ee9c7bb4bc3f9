"""A link → whether it leads somewhere, to a footnote, or back from one."""

from __future__ import annotations

import re
from enum import Enum, auto

from bilingual.readers.trees import Element, local

_NOTE = re.compile(r"#_?(?:fn|ftn|foot|footnote|endnote|en|edn|note|n|註|注)[\w.:-]*$", re.IGNORECASE)
_BACK_SIGNS = frozenset("↩↑^⏎↵«⤴") | {"↩︎", "↩\ufe0f", "返回", "Back"}
_TO_NOTE = frozenset({"noteref", "doc-noteref", "footnote-ref", "footnoteref", "footnote-reference"})
_TO_TEXT = frozenset({"backlink", "doc-backlink", "footnote-back", "footnote-backref", "reversefootnote"})
_LONGEST_MARK = 6
_BEGINS = "[〔［(（*†註注①②③④⑤⑥⑦⑧⑨⑩"
_MARK = re.compile(r"[\[〔［(（]?(?:\d{1,3}|[①-⑳]|[*†‡※]{1,3}|[註注]\s?\d{0,3})[\]〕］)）]?")


class Link(Enum):
    """What a link is."""

    PLACE = auto()
    FOOTNOTE = auto()
    BACK = auto()
    """From a footnote to its place in the text."""
    NONE = auto()
    """It leads nowhere."""


def link(element: Element, *, begins_note: bool = False) -> tuple[Link, tuple[tuple[str, str], ...]]:
    """Say what a link is, and what of its attributes is worth keeping.

    ``begins_note`` says whether it is the first thing in a footnote: then a number is the note's own mark.
    """
    href = (element.get("href") or "").strip()
    text = "".join(element.itertext()).strip()
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    named = {*(element.get("class") or "").split(), *kind.split(), element.get("role") or ""}
    if (
        named & _TO_TEXT
        or (href.startswith("#") and text in _BACK_SIGNS)
        or (begins_note and _leads_back(element))
    ):
        return Link.BACK, ()
    short = 0 < len(text) <= _LONGEST_MARK
    if "#" in href and short and (named & _TO_NOTE or _is_mark(element, href, text)):
        return Link.FOOTNOTE, (("href", href),)
    if not href or href.startswith("#") or href.lower().startswith(("javascript:", "data:", "vbscript:")):
        return Link.NONE, ()
    title = element.get("title")
    return Link.PLACE, (("href", href), *((("title", title),) if title else ()))


def _is_mark(element: Element, href: str, text: str) -> bool:
    """Whether a short link looks like the mark of a footnote: by its address, or raised and a number."""
    above = element.getparent()
    raised = (above is not None and local(above) == "sup") or any(local(e) == "sup" for e in element)
    if _NOTE.search(href):
        return raised or text[0] in _BEGINS
    return raised and _MARK.fullmatch(text) is not None


def _leads_back(element: Element) -> bool:
    """Whether a link at the beginning of a footnote is its own mark there, which leads to the one in the text."""
    text = "".join(element.itertext()).strip().rstrip(".:：、 ")
    return "#" in (element.get("href") or "") and _MARK.fullmatch(text) is not None

"""What HTML's elements are to a reader of articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from bilingual.readers.trees import Element, local, walked

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a paragraph."""
INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "s": "s", "del": "s", "strike": "s",
    "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "mark": "mark",
}  # fmt: skip
"""Inline elements that become tags; the text of all others stands in the paragraph without one."""
SILENT = frozenset({
    "head", "script", "style", "template", "title",
})  # fmt: skip
"""Elements whose text no reader ever sees."""
LEFT_OUT = frozenset({
    "amp-ad", "amp-analytics", "amp-consent", "amp-embed", "amp-iframe", "amp-sidebar", "amp-social-share",
    "amp-user-notification", "amp-video", "amp-youtube", "audio", "button", "canvas", "datalist", "form", "iframe", "map", "nav", "noscript", "object",
    "select", "svg", "textarea", "video",
})  # fmt: skip
"""Elements whose text is for those who use a page, not for those who read an article."""
HEADINGS = frozenset({
    "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
LISTS = frozenset({
    "menu", "ol", "ul",
})  # fmt: skip
OF_LISTS = frozenset({
    "dd", "dl", "dt", "li", "menu", "ol", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
"""Elements that only part a list or a table."""
GROUPS = frozenset({
    "figure", "menu", "ol", "table", "ul",
})  # fmt: skip
"""Elements whose paragraphs belong together, as lines without a blank line between them do."""
ONE_LINE = frozenset({
    "caption", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
"""Elements in which a line break is no more than a space."""


_EMPHASIS = re.compile(r"(?:-webkit-|-epub-)?text-emphasis(?:-style)?\s*:\s*([^;]+)", re.IGNORECASE)
_SHAPE = re.compile("dot|double-circle|circle|triangle|sesame")
_EM_CLASS = re.compile(r"em-((?:dot|circle|double-circle|triangle|sesame)(?:-open)?)")


def seen_texts(element: Element, *, but: Collection[Element] = ()) -> Iterator[str]:
    """Give the text nodes of an element but those of scripts and styles, and of the elements in ``but``."""
    events = walked(element)
    for event, part in events:
        if event == "start" and (local(part) in SILENT or part in but):
            events.skip_subtree()
        elif event == "start" and part.text:
            yield part.text
        if event == "end" and part is not element and part.tail:
            yield part.tail


_SAID = ("itemprop", "data-testid", "data-component", "data-gu-name", "data-role", "data-hook")
"""Attributes other than the class in which pages name their parts, for search engines and for tests."""
_LONGEST_ID = 32
_LINKS = (
    (re.compile(r"/(?:authors?|reporters?|writers?|journalists?|columnists?|profiles?|people|contributors?|users?)(?:/|\?|$)", re.I), "author"),
    (re.compile(r"/(?:tags?|keywords?|hashtags?)(?:/|\?|$)|[?&](?:tag|keyword|hashtag)=", re.I), "tag"),
)  # fmt: skip
"""What the address of a link says that it leads to."""


def names(element: Element) -> str:
    """The names of an element: its classes and id, what EPUB, ARIA and schema.org call it, where it leads to."""
    if not element.keys():
        return ""
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    found = [element.get("class"), kind, element.get("role"), *map(element.get, _SAID)]
    name = local(element)
    if name == "a":
        href = element.get("href") or ""
        found += [element.get("rel") if element.get("rel") == "author" else None]
        found += [word for pattern, word in _LINKS if pattern.search(href)]
    elif name not in HEADINGS and len(said := element.get("id") or "") <= _LONGEST_ID:
        found.append(said)
    return " ".join(filter(None, found))


def emphasis(element: Element) -> str:
    """Give the emphasis marks (CSS ``text-emphasis``) that an element sets beside its letters: ``dot``; empty for none.

    They are told by its ``style``, or by a class of the Japanese guide to EPUB 3: ``em-sesame``.
    """
    classes = (_EM_CLASS.fullmatch(name) for name in (element.get("class") or "").split())
    said = next((found[1] for found in classes if found), "")
    for value in _EMPHASIS.findall(element.get("style") or ""):
        said = value.lower()
    if not said or re.search("none|inherit|initial|unset", said):
        return ""
    shape = _SHAPE.search(said)
    return f"{'open ' if 'open' in said else ''}{shape[0] if shape else 'dot'}"


def hidden(element: Element) -> bool:
    """Whether a page hides an element by its own attributes from those who read it on a screen."""
    if not element.keys():
        return False
    style = element.get("style")
    if style and _HIDING.search(style):
        return True
    classes = element.get("class")
    if classes and _hides(classes):
        return True
    return element.get("hidden") is not None or (
        element.get("aria-hidden") == "true" and local(element) not in BLOCKS
    )


def uncover(element: Element) -> None:
    """Make a hidden or special element a plain one, whose text is read."""
    element.tag = "div" if local(element) != "body" else "body"
    for name in ("hidden", "style", "aria-hidden"):
        element.attrib.pop(name, None)
    if _hides(element.get("class") or ""):
        del element.attrib["class"]


_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _hides(classes: str) -> bool:
    names = set(classes.split())
    if names & _UNSEEN or any(_NARROW_ONLY.fullmatch(name) for name in names):
        return True
    return bool(names & _UNSHOWN) and not any(_WIDE.fullmatch(name) for name in names)


_UNSEEN = frozenset({
    "screen-reader-text", "screen-reader-only", "sr-only", "visually-hidden", "visuallyhidden", "u-visually-hidden",
    "is-hidden",
})  # fmt: skip
"""Classes by which style sheets hide an element from those who see a page: for a screen reader, or from everybody."""
_UNSHOWN = frozenset({"d-none", "hidden"})
"""Classes by which they hide it where no other class shows it on wide screens: ``d-none d-md-block``, ``hidden md:flex``."""
_WIDE = re.compile(r"d-(?:sm|md|lg|xl|xxl)-(?!none)\w.*|(?:sm|md|lg|xl|2xl):(?!hidden)\w.*|visible-\w.*")
_NARROW_ONLY = re.compile(r"d-(?:sm|md|lg|xl|xxl)-none|(?:sm|md|lg|xl):hidden")
"""Shown on telephones only: the page says the same elsewhere."""


def dense(text: str | None) -> int:
    """Count the characters of a text that are no white space."""
    return sum(map(len, text.split())) if text else 0


def is_number(value: str | None) -> bool:
    """Whether an attribute is a number that an element of a list or a line can have."""
    return value is not None and value.isascii() and value.isdigit() and len(value) < 6

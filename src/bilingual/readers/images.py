"""An ``img`` of a page → the picture that an article has there: its address and its words, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from bilingual.model import Role
from bilingual.readers.marks import ATTRIBUTE, marked
from bilingual.readers.source import Paragraph
from bilingual.readers.trees import Element, local

WORDED = "data-words"
"""Of a picture that is written in Markdown."""
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-hi-res-src", "data-url", "src",
)  # fmt: skip
"""Attributes by which pages name a picture; a script would put the first of them into ``src``."""
_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|avif|heic)|(?:dscn?|dscf|img|pxl|p|image|photo)[_ -]?\d[\d_ ()-]*",
    re.IGNORECASE,
)
_FACE = re.compile(r"avatar|author-?(?:img|image|photo|pic)|gravatar|headshot", re.IGNORECASE)
_LARGEST_FACE = 200
"""CSS pixels."""
_SMALLEST = 40
"""CSS pixels: what says that it is smaller on both sides is an icon or counts readers."""
_CHARACTER = 3
"""Characters that an alternative text of one character has at most, with a variation selector."""
_STAND_INS = ("data:image/gif;base64,R0lGOD", "about:", "javascript:", "blob:")
"""Beginnings of what stands in ``src`` until a script runs: an empty GIF."""


_NO_WORDS = frozenset(
    {
        "image",
        "img",
        "photo",
        "picture",
        "圖片",
        "圖",
        "照片",
        "图片",
        "示意圖",
        "loading",
        "avatar",
        "logo",
        "cover",
        "thumbnail",
    }
)
"""Alternative texts that programs write where nobody wrote one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a page."""

    address: str
    alt: str
    """What it shows; empty where that is only the name of a file."""
    title: str = ""
    notes: str = ""
    """The footnotes that its caption refers to (``marks.ATTRIBUTE``)."""
    worded: bool = True
    """Whether what stands in its place may be its caption: in Markdown it is, in HTML inside of it it is not."""
    line: int = 0
    begins: bool = True
    """Whether it stands before the text of its paragraph."""

    def paragraphs(self, address: str, *, captioned: bool, apart: bool) -> list[Paragraph]:
        """Give the picture as a paragraph; ``captioned`` makes its title a caption, or what stands in its place."""
        caption = (self.title or self.alt) if captioned else ""
        text, tags = marked(caption, self.notes)
        alt = "" if caption == self.alt else self.alt
        picture = Paragraph(alt, role=Role.ALT, line=self.line, apart=apart, picture=address)
        if not text:
            return [picture]
        by_picture = caption == self.alt
        below = Paragraph(text, tags, Role.CAPTION, self.line, apart=False, by_picture=by_picture)
        return [picture, below]


def shown(element: Element) -> Shown | None:
    """Give the picture of an ``img``; None for an icon, for what counts readers, and for one without an address."""
    address = next((found for name in _LAZY if (found := _address(element, name))), "") or _of_set(element)
    if not address or _is_icon(element) or _is_face(element):
        return None
    alt = " ".join((element.get("alt") or "").split())
    title = " ".join((element.get("title") or "").split())
    return Shown(
        address,
        "" if _FILE.fullmatch(alt) or alt.lower() in _NO_WORDS else alt,
        title,
        element.get(ATTRIBUTE) or "",
        element.get(WORDED) is not None,
    )


def _of_set(element: Element) -> str:
    """The first address of a ``srcset``, the image's own or that of a ``source`` beside it."""
    above = next((e for e in element.iterancestors() if local(e) != "source"), None)  # libxml2 never ends one
    is_picture = above is not None and local(above) == "picture"
    beside = [e for e in above.iter() if local(e) == "source"] if is_picture and above is not None else []
    for one in (element, *beside):
        for name in ("data-srcset", "srcset"):
            found = (one.get(name) or "").split()
            if found and not found[0].startswith(_STAND_INS):
                return found[0].rstrip(",")
    return ""


def is_character(element: Element, alt: str) -> bool:
    """Whether a picture stands for a character that no font has: an emoji, or a rare ideograph (外字)."""
    classes = (element.get("class") or "").lower().split()
    gaiji = any(name.startswith("gaiji") for name in classes) and len(alt) < _CHARACTER
    return gaiji or bool({"emoji", "wp-smiley"} & set(classes))


def _address(element: Element, name: str) -> str:
    found = (element.get(name) or "").strip()
    return "" if found.startswith(_STAND_INS) else found


def _is_face(element: Element) -> bool:
    """Whether a picture is named as the face of who wrote, and doesn't say that it is larger."""
    width = (element.get("width") or "").strip().removesuffix("px")
    if width.isascii() and width.isdigit() and int(width[:9]) > _LARGEST_FACE:
        return False
    near = [element, *islice(element.iterancestors(), 2)]
    return any(_FACE.search(f"{e.get('class') or ''} {e.get('alt') or ''}") for e in near)


def _is_icon(element: Element) -> bool:
    sides = [(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return all(side.isascii() and side.isdigit() and int(side[:9]) < _SMALLEST for side in sides)


def in_figure(element: Element) -> bool:
    """Whether an element stands in a ``figure``, where a caption is an element of its own."""
    return any(local(above) == "figure" for above in element.iterancestors())


def put(picture: Paragraph, paragraphs: list[Paragraph]) -> None:
    """Add a picture to those above it; where its figure begins with the caption, above that."""
    at = len(paragraphs)
    while not picture.apart and at and paragraphs[at - 1].role is Role.CAPTION:
        at -= 1
        if paragraphs[at].apart:
            paragraphs[at] = replace(paragraphs[at], apart=False)
            paragraphs.insert(at, replace(picture, apart=True))
            return
    paragraphs.append(picture)

"""An ``svg`` in a page → a picture with its bytes for an address, if it is one and no icon."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from bilingual.readers.elements import hidden
from bilingual.readers.trees import Element, drawn, local

_LEAST = 100
"""CSS pixels on both sides from which a drawing is a picture wherever it stands: icons and logos are smaller."""
_LARGEST = 1 << 20
"""Bytes of a drawing that stands in a page."""
_SIDE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_IN_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)")
_PICTURES = frozenset({"circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "text"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in a page."""

    address: str = ""
    """The drawing as a ``data:`` address, or that of the picture in it; empty if it is none that is printed."""
    alt: str = ""
    missed: bool = False
    """Whether it may be a picture that a reader misses: no icon, and not printed."""


def drawing(element: Element) -> Drawing:
    """Take a drawing out of a page: one in a figure, or as large as a picture.

    What runs in it or leads out of it is left out where pictures are made ready for print.
    """
    if _is_icon(element) or not any(local(part) in _PICTURES for part in element.iter()):
        return Drawing()
    if wrapped := _wrapped(element):
        return Drawing(wrapped, _words(element))
    sides = _sides(element)
    large = len(sides) == 2 and min(sides) >= _LEAST
    if not large and not any(local(above) == "figure" for above in element.iterancestors()):
        return Drawing(missed=not sides)
    data = drawn(element)
    if len(data) > _LARGEST:
        return Drawing(missed=True)
    return Drawing(f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}", _words(element))


def _wrapped(element: Element) -> str:
    """The address of the picture that is all there is in a drawing, as e-books fit one to the screen; else nothing."""
    shapes = [part for part in element.iter() if local(part) in _PICTURES]
    if [local(part) for part in shapes] != ["image"]:
        return ""
    found = (value for name, value in shapes[0].attrib.items() if re.search("(^|[:}])href$", name))
    return next(found, "").strip()


def _is_icon(element: Element) -> bool:
    around = {local(above) for above in element.iterancestors()}
    unseen = element.get("aria-hidden") == "true" or hidden(element)
    return unseen or bool(around & {"a", "button", "nav", "form"})


def _sides(element: Element) -> list[int]:
    """The width and height that a drawing has in a page, as far as it says them in pixels."""
    said = {name: element.get(name) or "" for name in ("width", "height")}
    said |= dict(_IN_STYLE.findall(element.get("style") or ""))
    return [int(found[1]) for value in said.values() if (found := _SIDE.match(value))]


def _words(element: Element) -> str:
    own = (" ".join("".join(part.itertext()).split()) for part in element if local(part) in {"title", "desc"})
    return " ".join((element.get("aria-label") or "").split()) or next(filter(None, own), "")

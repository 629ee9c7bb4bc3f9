"""An SVG → the same drawing without what runs, leads out of the file, or grows without end when it is drawn."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.parsers import expat

from bilingual.imaging import Made, PictureError

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_FORBIDDEN = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener",
     "animate", "animateColor", "animateMotion", "animateTransform", "set", "discard", "metadata"}
)  # fmt: skip
_SILENT = frozenset(
    {"metadata", "animate", "animateColor", "animateMotion", "animateTransform", "set", "discard"}
)
"""What nobody misses on paper."""
_DEEPEST = 100
_MOST = 50_000
"""Elements that are drawn at most, each as often as it is referred to; a detailed map has 20,000."""
_OUTSIDE = re.compile(r"@import[^;]*;?|url\(\s*(?!['\"]?\s*#)[^)]*\)", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]+)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[^,]*,", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in)?\s*$", re.ASCII)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_FONTS = "Source Serif 4, Noto Serif CJK TC, Noto Serif CJK KR, serif"
"""Those of the text around it, for words that have no font of their own."""
_LONGEST_SIDE = 20_000.0
_AS_WIDE_AS_ROOM = 1000.0

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def cleaned(data: bytes) -> Made:
    """Read an SVG and write it anew. Raises PictureError for what is none, defines entities, or draws itself."""
    _refuse_tricks(data)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PictureError(f"not an SVG that can be read ({error}): save it anew") from None
    if _local(root) != "svg":
        raise PictureError(
            f"a page or document (<{_local(root)[:20]}>), no picture: save it as PNG, JPEG or SVG"
        )
    left_out: Counter[str] = Counter()
    _clean(root, left_out)
    _refuse_growth(root)
    if not root.get("font-family"):  # or the typesetter takes whatever font the machine has
        root.set("font-family", _FONTS)
    width, height = _size(root)
    notes = tuple(f"{name} in the SVG is not printed" for name in left_out)
    return Made(
        ElementTree.tostring(root, encoding="utf-8", xml_declaration=True),
        "image/svg+xml",
        width,
        height,
        notes,
    )


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _refuse_tricks(data: bytes) -> None:
    """Look through the file once before a tree is made of it: no entities, and no deeper than drawings are."""
    parser = expat.ParserCreate()
    depth = count = 0

    def entity(*_said: object) -> None:
        raise PictureError("the SVG defines XML entities: save it anew, as “plain SVG”")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST:
            raise PictureError("the SVG is nested too deeply: save it as PNG")
        if count > _MOST:
            raise PictureError(f"the SVG has more than {_MOST:,} elements: save it as PNG")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler, parser.StartElementHandler, parser.EndElementHandler = entity, start, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise PictureError(f"not an SVG that can be read ({error}): save it anew") from None


def _clean(root: ElementTree.Element, left_out: Counter[str]) -> None:
    for parent in list(root.iter()):
        if not parent.tag.startswith("{"):
            parent.tag = f"{{{_SVG}}}{parent.tag}"
        for child in list(parent):
            name = _local(child)
            foreign = child.tag.startswith("{") and not child.tag.startswith(f"{{{_SVG}}}")
            if name in _FORBIDDEN or foreign or not name:
                _cut(parent, child)
                if name not in _SILENT and not foreign and _local(parent) != "switch":
                    left_out[f"<{name}>"] += 1
        _clean_attributes(parent, left_out)
        if _local(parent) == "style" and parent.text:
            parent.text = _OUTSIDE.sub("none", parent.text)


def _cut(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Take a child out, but not the text behind it."""
    at = list(parent).index(child)
    if child.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _clean_attributes(element: ElementTree.Element, left_out: Counter[str]) -> None:
    for name, value in list(element.attrib.items()):
        if name in _HREFS:
            _clean_reference(element, name, value.strip(), left_out)
        elif name.lower().startswith("on") or name.endswith("}base"):
            del element.attrib[name]
        elif "url(" in value.lower() or "@import" in value.lower():
            element.set(name, _OUTSIDE.sub("none", value))


def _clean_reference(element: ElementTree.Element, name: str, value: str, left_out: Counter[str]) -> None:
    """Keep what refers to a part of the drawing, and pixels that stand in it; a link leads nowhere on paper."""
    if value.startswith("#"):
        element.set(name, value)
        return
    del element.attrib[name]
    if _local(element) == "a":
        return
    found = _DATA.match(value)
    if _local(element) == "image" and found and (inner := _pixels(value, found.end())):
        element.set(name, inner)
    else:
        left_out[f"what {value[:60]} leads to"] += 1


def _pixels(value: str, start: int) -> str:
    """A picture inside of the drawing, looked at as any other; empty if it can't be printed."""
    from bilingual.imaging import raster

    body = value[start:]
    try:
        data = (
            base64.b64decode("".join(body.split())) if ";base64," in value[:start] else unquote_to_bytes(body)
        )
        made = raster.upright(data)
    except (binascii.Error, ValueError, PictureError):
        return ""
    return f"data:{made.media};base64,{base64.b64encode(made.data).decode()}"


def _refuse_growth(root: ElementTree.Element) -> None:
    """Count how many elements are drawn if each reference is followed; refuse what refers to itself."""
    targets = {element.get("id", ""): element for element in root.iter()}
    known: dict[int, int] = {}
    open_: set[int] = set()

    def weight(element: ElementTree.Element) -> int:
        key = id(element)
        if key in known:
            return known[key]
        if key in open_:
            raise PictureError("the SVG refers to itself: save it as PNG")
        open_.add(key)
        parts = [*element, *(targets[name] for name in _references(element) if name in targets)]
        total = 1
        for part in parts:
            total += weight(part)
            if total > _MOST:
                raise PictureError(f"the SVG draws more than {_MOST:,} elements: save it as PNG")
        open_.discard(key)
        known[key] = total
        return total

    try:
        weight(root)
    except RecursionError:
        raise PictureError("the SVG is nested too deeply: save it as PNG") from None


def _references(element: ElementTree.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in _HREFS and value.startswith("#") and _local(element) != "a":
            yield value[1:]
        elif "url(" in value.lower():
            yield from _REFERENCE.findall(value)


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height in CSS pixels; a drawing that says none is as wide as there is room."""
    box = [
        float(n)
        for n in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", root.get("viewBox", ""), re.I)[:4]
    ]
    ratio = box[2] / box[3] if len(box) == 4 and box[2] > 0 and box[3] > 0 else 0.0
    width, height = (_length(root.get(side, "")) for side in ("width", "height"))
    if not ratio and width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")  # or it could not be made smaller
    width = width or height * ratio or _AS_WIDE_AS_ROOM
    height = height or (width / ratio if ratio else width / 2)
    return min(width, _LONGEST_SIDE), min(height, _LONGEST_SIDE)


def _length(said: str) -> float:
    found = _LENGTH.fullmatch(said)
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0

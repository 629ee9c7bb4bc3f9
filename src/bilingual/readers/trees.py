"""Bytes or text in HTML or XML → an element tree, without following a reference, expanding an entity or losing depth."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from bilingual.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

__all__ = [
    "Element",
    "cut",
    "drawn",
    "html_tree",
    "local",
    "select",
    "serialized",
    "walked",
    "xhtml_tree",
    "xml_tree",
]

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_CAPITALS = (
    "clipPath", "clipPathUnits", "feBlend", "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur",
    "feMerge", "feMergeNode", "feOffset", "filterUnits", "gradientTransform", "gradientUnits",
    "lengthAdjust", "linearGradient", "markerHeight", "markerUnits", "markerWidth", "maskContentUnits",
    "maskUnits", "pathLength", "patternContentUnits", "patternTransform", "patternUnits",
    "preserveAspectRatio", "primitiveUnits", "radialGradient", "refX", "refY", "spreadMethod", "startOffset",
    "stdDeviation", "textLength", "textPath", "viewBox", "foreignObject",
)  # fmt: skip
"""Names of SVG with capitals, which a parser of HTML writes small (HTML, 13.2.6.1)."""
_SPELLED = {name.lower(): name for name in _CAPITALS}
DEEPEST = 200
"""Elements inside one another: articles have up to 40, and libxml2 stops at 256."""


def html_tree(text: str, path: str) -> Element:
    """Give the ``html`` element of a web page. Raises SourceError for one that is nested too deeply."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    data = _DECLARATION.sub("", _FORBIDDEN.sub("\ufffd", text)).encode()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(error, path) from None
    if root is None:
        raise SourceError("the page holds no text", path=path, line=1, hint="save the article's own page")
    _refuse_depth(root, path)
    return root


def xhtml_tree(data: bytes, path: str) -> Element:
    """Give the root of an XHTML page, read as XML, or as HTML where it is not well-formed.

    HTML's named characters (``&nbsp;``) are known without the page's own definition.
    """
    from lxml import etree

    text = _decoded(data)
    known = _NAMED.sub(lambda m: m[0] if m[1] in _KEPT else html.unescape(m[0]), text)
    try:
        root = _parsed(_DECLARATION.sub("", known).encode(), path)
    except etree.XMLSyntaxError:
        return html_tree(text, path)
    unknown = next(root.iter(etree.Entity), None)
    return root if unknown is None else html_tree(text, path)


def xml_tree(data: bytes, path: str) -> Element:
    """Give the root of an XML document.

    Raises SourceError for what isn't well-formed or is too deep, and for a document that defines entities: no
    program writes these into an article, but they can grow without end or read files.
    """
    from lxml import etree

    try:
        return _parsed(data, path)
    except etree.XMLSyntaxError as error:
        raise _refused(error, path) from None


def _parsed(data: bytes, path: str) -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    root = etree.fromstring(data, parser)
    own = root.getroottree().docinfo.internalDTD
    if own is not None and next(iter(own.iterentities()), None) is not None:
        raise SourceError(
            "it defines XML entities", path=path, hint="save it anew in the program that made it"
        )
    _refuse_depth(root, path)
    return root


def _refused(error: Exception, path: str) -> SourceError:
    reason = str(error).split("\n")[0]
    line = getattr(error, "lineno", 0) or 0
    if "xcessive depth" in reason or "XML_PARSE_HUGE" in reason:
        reason = "its elements are nested too deeply"
    return SourceError(
        f"can't be read: {reason}", path=path, line=line, hint="save it anew in the program that made it"
    )


def _refuse_depth(root: Element, path: str) -> None:
    from lxml import etree

    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise SourceError(
                "its elements are nested too deeply",
                path=path,
                line=element.sourceline or 0,
                hint="save the article's own text, for example as Markdown",
            )


def _decoded(data: bytes) -> str:
    """The text of an XML file by its mark or declaration; UTF-8 otherwise."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([\w.-]+)""", data)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return data.decode("utf-8-sig", "replace")


def serialized(root: Element) -> bytes:
    """Write a tree as XML in UTF-8."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def drawn(svg: Element) -> bytes:
    """Write an ``svg`` of a page as a file of its own; what HTML wrote small is spelled as SVG has it."""
    from lxml import etree

    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG, "xlink": _XLINK})
    copies = {svg: root}
    for part in svg.iter():
        if not local(part):
            continue
        copy = copies.get(part)
        if copy is None:
            name = part.tag.rpartition("}")[2]
            copy = copies[part] = etree.SubElement(
                copies[part.getparent()], f"{{{_SVG}}}{_SPELLED.get(name, name)}"
            )
        for name, value in part.attrib.items():
            plain = name.rpartition("}")[2].rpartition(":")[2]
            kept = f"{{{_XLINK}}}href" if plain == "href" else _SPELLED.get(plain, plain)
            if (
                plain != "xmlns"
                and not name.startswith("xmlns:")
                and _NAME.fullmatch(kept.rpartition("}")[2])
            ):
                copy.set(kept, value)
        copy.text, copy.tail = part.text, part.tail if part is not svg else None
    return bytes(etree.tostring(root, encoding="UTF-8"))


def local(element: Element) -> str:
    """The name of an element without its namespace, in lower case; empty for what is no element."""
    return _LOCAL[element.tag]


class _Local(dict[object, str]):
    """Names by tags, of which a comment's is a function: it is asked 25 times for each element of a page."""

    def __missing__(self, tag: object) -> str:
        if len(self) > _MOST_TAGS:
            self.clear()
        self[tag] = name = tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
        return name


_MOST_TAGS = 4096
_LOCAL = _Local()


def cut(element: Element) -> None:
    """Take an element out of its tree, but not the text behind it."""
    above, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    element.tail = None
    above.remove(element)


def walked(root: Element) -> Any:
    """Go through a tree without recursion: (event, element) with ``start`` and ``end``, and ``skip_subtree()``."""
    from lxml import etree

    return etree.iterwalk(root, events=("start", "end"))


def select(root: Element, selector: str, path: str) -> list[Element]:
    """Give the elements that a CSS selector names. Raises SourceError for one that names none."""
    from lxml.cssselect import CSSSelector, SelectorError

    try:
        found = CSSSelector(selector, translator="html")(root)
    except SelectorError as error:
        raise SourceError(
            f"“{selector}” is no CSS selector: {error}", path=path, hint="for example: --selector article"
        ) from None
    if not found:
        raise SourceError(
            f"nothing in the page fits the selector “{selector}”",
            path=path,
            hint="look up the class or id of the article's element in the page",
        )
    return [element for element in found if not any(above in found for above in element.iterancestors())]


def behind(core: Element, root: Element) -> frozenset[Element]:
    """The elements in ``root`` behind ``core``, which all stand behind it or behind what holds it."""
    found: set[Element] = set()
    for above in (core, *core.iterancestors()):
        if above is root:
            break
        for beside in above.itersiblings():
            found.update(beside.iter())
    return frozenset(found)

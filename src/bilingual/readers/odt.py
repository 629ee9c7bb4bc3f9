"""A text document of LibreOffice and others (ODT) → its blocks, its elements renamed to HTML's."""

from __future__ import annotations

from bilingual.errors import SourceError
from bilingual.model import Metadata
from bilingual.readers.documents import blocks_of
from bilingual.readers.package import Package
from bilingual.readers.source import Reading, Source
from bilingual.readers.styles import KINDS
from bilingual.readers.trees import Element, cut, local, xml_tree
from bilingual.readers.writer import Styles, named, style_of

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_NS}text:1.0}}"
_OFFICE, _TABLE = f"{{{_NS}office:1.0}}", f"{{{_NS}table:1.0}}"
_DRAW = f"{{{_NS}drawing:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = {
    f"{_TEXT}p": "p", f"{_TEXT}list": "ul", f"{_TEXT}list-item": "li", f"{_TEXT}list-header": "li",
    f"{_TEXT}section": "div", f"{_TEXT}ruby": "ruby", f"{_TEXT}ruby-base": "span", f"{_TEXT}ruby-text": "rt",
    f"{_TEXT}line-break": "br", f"{_TEXT}table-of-content": "nav", f"{_TEXT}alphabetical-index": "nav",
    f"{_TEXT}illustration-index": "nav", f"{_TEXT}table-index": "nav", f"{_TEXT}object-index": "nav",
    f"{_TEXT}user-index": "nav", f"{_TEXT}bibliography": "div",
    f"{_TABLE}table": "table", f"{_TABLE}table-row": "tr", f"{_TABLE}table-cell": "td",
    f"{_TABLE}covered-table-cell": "td", f"{_TABLE}table-header-rows": "thead",
}  # fmt: skip
_NOT_SHOWN = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}note-citation",
     f"{_TEXT}hidden-text", f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls", f"{_OFFICE}scripts"}
)  # fmt: skip
"""Elements whose text is not on the page, or is the program's own: the text of a deleted paragraph, a comment."""
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}soft-page-break": ""}
_TAGS = {"title": "h1", "quote": "blockquote"}
_CLASSES = {"title": "headline", "note": "footnote"}
"""What paragraphs of a kind are in a page; others are a ``p`` with the kind as its class."""


def read(source: Source) -> Reading:
    """Read an ODT: its paragraphs by style, lists, tables, frames, footnotes, links; no deletions, no comments.

    Law, checked on every call: every text node that is on the page is in a block, or in the attributes of its
    tags. Raises SourceError for a package that is damaged, too large or defines XML entities.
    """
    package = Package(source.data, source.path)
    content = xml_tree(package.read("content.xml"), source.path)
    styles = Styles()
    for name in ("styles.xml", "content.xml"):
        if package.has(name):
            styles.add(content if name == "content.xml" else xml_tree(package.read(name), source.path))
    body = next(content.iter(f"{_OFFICE}text"), None)
    if body is None:
        raise SourceError("not a text document", path=source.path, hint="save it as ODT or as text")
    left_out = _as_html(body, styles, source.language)
    text, blocks, rest = blocks_of(body, source)
    return Reading(text, blocks, "", _metadata(package, source.path), (*left_out, *rest))


def _as_html(body: Element, styles: Styles, language: str) -> list[str]:
    """Rename the elements of a text to HTML's; give the text that is not on the page."""
    left_out = []
    for element in [e for e in body.iter() if e.tag in _NOT_SHOWN or _is_hidden(e, styles)]:
        left_out += [t for t in element.itertext() if t.strip() and not str(element.tag).endswith("citation")]
        cut(element)
    found = named(body, styles, language)
    for element in [e for e, kind in found.items() if kind == "contents"]:
        left_out.append("".join(element.itertext()).strip())
        cut(element)
    _bring_out_boxes(body)
    notes = body.makeelement("section", {"class": "footnotes"})
    for number, note in enumerate(list(body.iter(f"{_TEXT}note")), 1):
        _note(note, number, notes)
    for frame in list(body.iter(f"{_DRAW}frame")):
        _say_what_it_shows(frame)
    for element in list(body.iter()):
        _rename(element, styles, found.get(element, ""))
    if len(notes):
        body.append(notes)
    body.tag = "body"
    return left_out


def _is_hidden(element: Element, styles: Styles) -> bool:
    """Whether a paragraph, a section or letters are not shown."""
    if (element.get(f"{_TEXT}display") or "") == "none":
        return True
    name = local(element)
    if name == "p" and any(local(e) == "hidden-paragraph" for e in element.iter()):
        return True
    return name in {"span", "p", "section"} and styles.hides(style_of(element))


def _bring_out_boxes(body: Element) -> None:
    """Put what stands in a box behind the paragraph that it is anchored in: it is no part of that one's text."""
    for box in [e for e in body.iter() if local(e) in {"text-box", "custom-shape"}]:
        anchor = next((e for e in box.iterancestors() if local(e) in {"p", "h"}), None)
        if anchor is None or anchor.getparent() is None:
            continue
        last = anchor
        for part in [e for e in box if local(e) in {"p", "h", "list", "table", "section"}]:
            last.addnext(part)
            last = part
        if not "".join(box.itertext()).strip() and not any(local(e) == "image" for e in box.iter()):
            cut(box)


def _say_what_it_shows(frame: Element) -> None:
    """Make the description of a picture its attribute, and leave the frame one picture of several formats."""
    images = [child for child in frame if local(child) == "image"]
    words = [child for child in frame if local(child) in {"title", "desc"}]
    said = {local(child): " ".join("".join(child.itertext()).split()) for child in words}
    for child in (*words, *images[1:]):
        cut(child)
    for image in images[:1]:
        image.set("alt", said.get("desc") or said.get("title") or "")


def _note(note: Element, number: int, notes: Element) -> None:
    """Leave a mark where a footnote stands, and put the note behind the text."""
    item = notes.makeelement("div", {"class": "footnote"})
    for part in note.iter(f"{_TEXT}note-body"):
        item.extend(list(part))
    for child in list(note):
        note.remove(child)
    notes.append(item)
    note.text = None
    note.tag = "a"
    note.set("class", "noteref")
    note.set("href", f"#fn{number}")
    note.text = str(number)


def _rename(element: Element, styles: Styles, kind: str) -> None:
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return
    style = element.get(f"{_TEXT}style-name") or ""
    if tag in _SPACES:
        count = element.get(f"{_TEXT}c") or "1"
        element.text = _SPACES[tag] * (int(count) if count.isdigit() and len(count) < 4 else 1)
        element.tag = "span"
    elif tag in {f"{_TEXT}p", f"{_TEXT}h"}:
        _paragraph(element, kind or styles.kind(element), styles.letters(style))
    elif tag == f"{_TEXT}span":
        _letters(element, styles.letters(style))
    elif tag == f"{_TEXT}a":
        element.tag = "a"
        element.set("href", element.get(_HREF) or "")
    elif tag == f"{_TEXT}list":
        element.tag = "ol" if style in styles.numbered else "ul"
    elif local(element) == "image":
        element.tag = "img"
        element.set("src", (element.get(_HREF) or "").removeprefix("./"))
    elif local(element) == "text-box":
        element.tag = "div"
    else:
        element.tag = _ELEMENTS.get(tag, "span")


def _letters(element: Element, looks: set[str]) -> None:
    element.tag = next((look for look in ("strong", "em", "sup", "sub") if look in looks), "span")
    if "emphasis" in looks:
        element.set("style", "text-emphasis: dot")


def _paragraph(element: Element, kind: str, looks: set[str]) -> None:
    """Name a paragraph as a page does; one that is of no kind and bold is all bold."""
    if kind.startswith("heading "):
        element.tag = f"h{kind[8:]}"
        return
    element.tag = _TAGS.get(kind, "p")
    if kind in KINDS:
        element.set("class", _CLASSES.get(kind, kind))
    elif "strong" in looks:
        _inside(element, "strong")


def _inside(element: Element, name: str) -> None:
    """Put all that an element holds into a new one in it."""
    inner = element.makeelement(name, {})
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _metadata(package: Package, path: str) -> Metadata:
    if not package.has("meta.xml"):
        return Metadata()
    said = {local(e): (e.text or "").strip() for e in xml_tree(package.read("meta.xml"), path).iter()}
    # Not the author and the date: they are whose computer it was, and when the file was made.
    return Metadata(title=said.get("title", ""), language=said.get("language", ""))

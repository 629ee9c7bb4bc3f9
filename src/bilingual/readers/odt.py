"""A text document of LibreOffice and others (ODT) → its blocks, its elements renamed to HTML's."""

from __future__ import annotations

from bilingual.errors import SourceError
from bilingual.model import Metadata
from bilingual.readers.assembly import assembled
from bilingual.readers.package import Package
from bilingual.readers.source import Reading, Source, has_text
from bilingual.readers.trees import Element, cut, local, xml_tree
from bilingual.readers.walk import Walk

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _FO = f"{{{_NS}text:1.0}}", f"{{{_NS}style:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"
_OFFICE, _TABLE = f"{{{_NS}office:1.0}}", f"{{{_NS}table:1.0}}"
_DRAW = f"{{{_NS}drawing:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = {
    f"{_TEXT}p": "p", f"{_TEXT}list": "ul", f"{_TEXT}list-item": "li", f"{_TEXT}list-header": "li",
    f"{_TEXT}section": "div", f"{_TEXT}ruby": "ruby", f"{_TEXT}ruby-base": "span", f"{_TEXT}ruby-text": "rt",
    f"{_TEXT}line-break": "br", f"{_TEXT}table-of-content": "nav", f"{_TEXT}alphabetical-index": "nav",
    f"{_TABLE}table": "table", f"{_TABLE}table-row": "tr", f"{_TABLE}table-cell": "td",
    f"{_TABLE}covered-table-cell": "td", f"{_TABLE}table-header-rows": "thead",
}  # fmt: skip
_NOT_SHOWN = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}note-citation",
     f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls", f"{_OFFICE}scripts"}
)  # fmt: skip
"""Elements whose text is not on the page, or is the program's own: the text of a deleted paragraph, a comment."""
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}soft-page-break": ""}
_CLASSES = {
    "title": "headline", "subtitle": "subtitle", "quotations": "quote", "caption": "caption", "illustration": "caption",
    "figure": "caption", "text": "", "drawing": "caption", "footnote": "footnote", "endnote": "footnote",
    "author": "author", "date": "date", "abstract": "lead",
    "imagecaption": "caption", "figurecaption": "caption", "tablecaption": "caption", "blockquote": "quote",
}  # fmt: skip
"""By the name of a style, without spaces and in lower case: what it is called in a page."""


def read(source: Source) -> Reading:
    """Read an ODT: its paragraphs by style, lists, tables, frames, footnotes, links; no deletions, no comments.

    Law, checked on every call: every text node that is on the page is in a block, or in the attributes of its
    tags. Raises SourceError for a package that is damaged, too large or defines XML entities.
    """
    package = Package(source.data, source.path)
    content = xml_tree(package.read("content.xml"), source.path)
    styles = _Styles()
    for name in ("styles.xml", "content.xml"):
        if package.has(name):
            styles.add(content if name == "content.xml" else xml_tree(package.read(name), source.path))
    body = next(content.iter(f"{_OFFICE}text"), None)
    if body is None:
        raise SourceError("not a text document", path=source.path, hint="save it as ODT or as text")
    left_out = _as_html(body, styles)
    walk = Walk(lines=False)
    walk.run(body)
    if not has_text(walk.paragraphs):
        raise SourceError("the document holds no text", path=source.path, hint="write the article into it")
    text, blocks = assembled(walk.paragraphs, source.language)
    return Reading(text, blocks, "", _metadata(package, source.path), (*left_out, *walk.rest))


class _Styles:
    """The styles of a document: whose child each is, and what it makes of letters."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.letters: dict[str, set[str]] = {}
        self.numbered: set[str] = set()

    def add(self, tree: Element) -> None:
        for style in tree.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name") or ""
            self.parents[name] = style.get(f"{_STYLE}parent-style-name") or ""
            self.shown[name] = style.get(f"{_STYLE}display-name") or name
            for look in style.iter(f"{_STYLE}text-properties"):
                bold = look.get(f"{_FO}font-weight") in {"bold", "600", "700", "800", "900"}
                italic = look.get(f"{_FO}font-style") in {"italic", "oblique"}
                marks = look.get(f"{_STYLE}text-emphasize") or "none"
                raised = (look.get(f"{_STYLE}text-position") or "").split(" ")[0]
                found = self.letters.setdefault(name, set())
                found |= set() if marks.startswith("none") else {"emphasis"}
                found |= ({"strong"} if bold else set()) | ({"em"} if italic else set())
                if raised and raised not in {"0%", "0"}:
                    found.add("sub" if raised.startswith(("sub", "-")) else "sup")
        for style in tree.iter(f"{_TEXT}list-style"):
            if next(style.iter(f"{_TEXT}list-level-style-number"), None) is not None:
                self.numbered.add(style.get(f"{_STYLE}name") or "")

    def line(self, name: str) -> list[str]:
        """A style and those that it comes from."""
        found: list[str] = []
        while name and name not in found and len(found) < 50:
            found.append(name)
            name = self.parents.get(name, "")
        return found

    def kind(self, name: str) -> str:
        """What paragraphs of a style are called in a page."""
        for own in self.line(name):
            key = self.shown.get(own, own).replace("_20_", "").replace(" ", "").lower()
            if key in _CLASSES:
                return _CLASSES[key]
        return ""

    def heading(self, name: str) -> int:
        """The level of a heading that is one by its style; 0 for another paragraph."""
        for own in self.line(name):
            key = self.shown.get(own, own).replace("_20_", " ").lower()
            if key.startswith("heading ") and key[8:].isdigit():
                return int(key[8:])
        return 0


def _as_html(body: Element, styles: _Styles) -> list[str]:
    """Rename the elements of a text to HTML's; give the text that is not on the page."""
    left_out = []
    for element in [e for e in body.iter() if e.tag in _NOT_SHOWN]:
        left_out += [t for t in element.itertext() if t.strip() and not str(element.tag).endswith("citation")]
        cut(element)
    notes = body.makeelement("section", {"class": "footnotes"})
    for number, note in enumerate(list(body.iter(f"{_TEXT}note")), 1):
        _note(note, number, notes)
    for frame in list(body.iter(f"{_DRAW}frame")):
        _say_what_it_shows(frame)
    for element in list(body.iter()):
        _rename(element, styles)
    if len(notes):
        body.append(notes)
    body.tag = "body"
    return left_out


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


def _rename(element: Element, styles: _Styles) -> None:
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return
    style = element.get(f"{_TEXT}style-name") or ""
    if tag in _SPACES:
        count = element.get(f"{_TEXT}c") or "1"
        element.text = _SPACES[tag] * (int(count) if count.isdigit() and len(count) < 4 else 1)
        element.tag = "span"
    elif tag == f"{_TEXT}h":
        level = element.get(f"{_TEXT}outline-level") or "1"
        _head(element, int(level) if level.isdigit() else 1)
    elif tag == f"{_TEXT}p":
        _paragraph(element, style, styles)
    elif tag == f"{_TEXT}span":
        _letters(element, {look for own in styles.line(style) for look in styles.letters.get(own, ())})
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


def _head(element: Element, level: int) -> None:
    element.tag = f"h{min(max(level, 1), 6)}"


def _paragraph(element: Element, style: str, styles: _Styles) -> None:
    level = styles.heading(style)
    if level:
        _head(element, level)
        return
    element.tag = "p"
    kind = styles.kind(style)
    if kind == "quote":
        element.tag = "blockquote"
    elif kind:
        element.set("class", kind)
    looks = {look for own in styles.line(style) for look in styles.letters.get(own, ())}
    if "strong" in looks and not kind:
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

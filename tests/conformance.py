"""A PDF's bytes → what in it is against PDF/UA-1 (as the Matterhorn Protocol 1.1 numbers it) or PDF/A-2 and 3.

Only what a machine can tell, and of that what a file of ours could get wrong. Written against the standards, not
against our own code: it reads a PDF with pikepdf and knows nothing of how it was made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Note", "TOC", "TOCI", "L", "LI", "LBody", "Lbl",
          "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Caption"}  # fmt: skip
KNOWN = GROUPS | {
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Span",
    "Link",
    "Figure",
    "Code",
    "Quote",
    "Reference",
}
WORDLESS = GROUPS - {"Lbl", "LBody", "TD", "TH", "Caption", "Note"}
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"},
           "Lbl": {"LI", "Note"}, "TBody": {"Table"}}  # fmt: skip
XMP = {"dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
       "pdf": "http://ns.adobe.com/pdf/1.3/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
       "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
       "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#"}  # fmt: skip
DRAWING = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI", "INLINE"}
RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
ACTIONS = {"/URI", "/GoTo", "/Named"}
TAG = re.compile("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def violations(data: bytes, *, archival: str = "") -> list[str]:
    """Give each violation, its condition first. ``archival`` is a PDF/A level to hold it against too: ``3u``."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [
            *_document(document), *_metadata(document), *_structure(document), *_content(document),
            *_fonts(document), *_annotations(document), *_attached(document),
        ]  # fmt: skip
        return [*found, *(_archival(document, archival) if archival else ())]


def elements(document: pikepdf.Pdf) -> Iterator[tuple[Any, str, Any, str]]:
    """Every structure element in reading order: itself, its standard type, its parent, its language."""
    roles = document.Root.StructTreeRoot.get("/RoleMap", {})
    waiting = [(document.Root.StructTreeRoot.K, None, str(document.Root.get("/Lang", "")))]
    while waiting:
        thing, parent, language = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            waiting += [(kid, parent, language) for kid in reversed(list(thing))]
        elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
            language = str(thing.get("/Lang", language))
            kind = str(thing.S)
            yield thing, str(roles.get(kind, kind))[1:], parent, language
            waiting.append((thing.get("/K", pikepdf.Array()), thing, language))


def kids(element: Any) -> list[Any]:
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def attributes(element: Any) -> dict[str, Any]:
    found = element.get("/A", pikepdf.Array())
    merged: dict[str, Any] = {}
    for one in list(found) if isinstance(found, pikepdf.Array) else [found]:
        merged |= dict(one.items())
    return merged


def _document(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "06-000 the file is not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "01-007 suspects"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-002 the title is not displayed"
    if not TAG.match(str(root.get("/Lang", ""))):
        yield "11-006 no natural language of the document"
    if document.is_encrypted:
        yield "26-001 encrypted"
    if "/OpenAction" in root or "/AA" in root or "/JavaScript" in root.get("/Names", {}):
        yield "29-000 scripts or actions of the document"
    if "/AcroForm" in root or "/OCProperties" in root:
        yield "20-001 forms or layers that nobody named"
    if "/Outlines" not in root and any(kind.startswith("H") for _, kind, _, _ in elements(document)):
        yield "bookmarks: headings without bookmarks"


def _metadata(document: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in document.Root:
        yield "06-001 no metadata"
        return
    stream = document.Root.Metadata
    tree = ElementTree.fromstring(stream.read_bytes().strip())
    if stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
        yield "06-001 the metadata are no XMP stream"
    if _said(tree, "pdfuaid:part") != "1":
        yield "06-002 no PDF/UA identification"
    if not _said(tree, "dc:title"):
        yield "06-003 no title"
    info = document.docinfo
    pairs = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Keywords": "pdf:Keywords",
             "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer"}  # fmt: skip
    for key, name in pairs.items():
        if str(info.get(key, "")) != _said(tree, name):
            yield f"xmp: {key} and {name} differ"
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if re.sub(r"\D", "", str(info.get(key, ""))) != re.sub(r"\D", "", _said(tree, name)):
            yield f"xmp: {key} and {name} differ"


def _said(tree: ElementTree.Element, name: str) -> str:
    """A property's value; of a list the first, of languages the default."""
    found = tree.find(f".//{name}", XMP)
    if found is None:
        return ""
    item = found.find(".//rdf:li", XMP)
    return (item.text if item is not None else found.text) or ""


def _structure(document: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element, kind, parent, language in elements(document):
        yield from _place(element, kind, parent, language)
        yield from _attribution(element, kind)
        if re.fullmatch("H[1-6]", kind):
            if int(kind[1]) > level + 1:
                yield f"14-003 {kind} after H{level}"
            level = int(kind[1])
    names = [str(element.ID) for element, _, _, _ in elements(document) if "/ID" in element]
    listed = list(document.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", []))[::2]
    if len(set(names)) < len(names):
        yield "19-004 two elements have the same ID"
    if set(names) != {str(name) for name in listed}:
        yield "19-000 IDs that are not in their tree"


def _place(element: Any, kind: str, parent: Any, language: str) -> Iterator[str]:
    """What is wrong with where an element stands, and with what stands in it."""
    over = str(parent.S)[1:] if parent is not None else ""
    if kind not in KNOWN:
        yield f"02-001 {kind} is no standard type and mapped to none"
    if kind in PARENTS and over not in PARENTS[kind]:
        yield f"09-004 {kind} in {over}"
    if parent is not None and element.P.objgen != parent.objgen:
        yield f"09-001 {kind} does not know its parent"
    if not TAG.match(language):
        yield f"11-001 no language of {kind}"
    if kind == "L" and any(str(kid.get("/S")) not in {"/LI", "/L"} for kid in kids(element)):
        yield "09-005 something in a list is no item"
    if kind in WORDLESS and any(isinstance(kid, int) for kid in kids(element)):
        yield f"09-008 words directly in {kind}"
    if kind not in {"TD", "TH"} and not kids(element):
        yield f"01-000 {kind} is empty"


def _attribution(element: Any, kind: str) -> Iterator[str]:
    """What an element of its kind must say of itself, and doesn't."""
    if kind == "Figure" and not str(element.get("/Alt", "")).strip():
        yield "13-004 a figure without alternate text"
    if kind == "Figure" and "/BBox" not in attributes(element):
        yield "13-000 a figure without its box"
    if kind == "Note" and "/ID" not in element:
        yield "19-003 a note without an ID"
    if kind == "Table":
        yield from _table(element)


def _table(table: Any) -> Iterator[str]:
    rows = [kid for kid in kids(table) if str(kid.get("/S")) == "/TR"]
    widths = {sum(int(attributes(cell).get("/ColSpan", 1)) for cell in kids(row)) for row in rows}
    if len(widths) != 1:
        yield "15-003 a table that is not regular"
    heads = [cell for row in rows for cell in kids(row) if str(cell.S) == "/TH"]
    if not heads:
        yield "15-003 a table without headers"
    if any(str(attributes(head).get("/Scope", "")) not in {"/Column", "/Row", "/Both"} for head in heads):
        yield "15-003 a header without a scope"
    known = {str(head.get("/ID", "")) for head in heads}
    for row in rows:
        for cell in kids(row):
            if str(cell.S) == "/TD":
                named = [str(name) for name in attributes(cell).get("/Headers", [])]
                if not named or not set(named) <= known:
                    yield "15-005 a cell that names no header"
                    return


def _content(document: pikepdf.Pdf) -> Iterator[str]:
    """Whether everything drawn is marked, and each mark leads to its element and back."""
    parents, reached = _parents(document), _reached(document)
    for number, page in enumerate(document.pages, 1):
        row = parents.get(int(page.obj.get("/StructParents", -1)))
        marks = list(_marks(page))
        if row is None:
            yield f"01-000 page {number} has no structure parents"
            continue
        if ("untagged", None) in marks:
            yield f"01-005 page {number} draws something that is neither tagged nor an artifact"
        if ("nested", None) in marks:
            yield f"01-003 page {number} has an artifact in tagged content, or the other way round"
        used = {content for _, content in marks if content is not None}
        for content in used:
            element = reached.get((page.obj.objgen, content))
            if element is None:
                yield f"01-006 page {number} marks {content}, and no element has it"
            elif content >= len(row) or row[content] is None or row[content].objgen != element:
                yield f"01-000 page {number}: the parent of {content} is another"
        if {content for where, content in reached if where == page.obj.objgen} - used:
            yield f"01-000 an element holds what page {number} doesn't mark"


def _reached(document: pikepdf.Pdf) -> dict[tuple[Any, int], Any]:
    """The element of each marked content, by page and number."""
    reached = {}
    for element, _, _, _ in elements(document):
        for kid in kids(element):
            if isinstance(kid, int):
                reached[element.Pg.objgen, kid] = element.objgen
            elif kid.get("/Type") == "/MCR":
                reached[kid.Pg.objgen, int(kid.MCID)] = element.objgen
    return reached


def _parents(document: pikepdf.Pdf) -> dict[int, Any]:
    nums = list(document.Root.StructTreeRoot.get("/ParentTree", {}).get("/Nums", []))
    return {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}


def _marks(page: Any) -> Iterator[tuple[str, int | None]]:
    open_marks: list[int | str | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            properties = instruction.operands[1] if operator == "BDC" else {}
            artifact = str(instruction.operands[0]) == "/Artifact"
            number = int(properties["/MCID"]) if "/MCID" in properties else None
            if (artifact and any(isinstance(m, int) for m in open_marks)) or (
                number is not None and "artifact" in open_marks
            ):
                yield "nested", None
            open_marks.append("artifact" if artifact else number)
            if number is not None:
                yield "tagged", number
        elif operator == "EMC":
            open_marks.pop()
        elif operator in DRAWING and not any(mark is not None for mark in open_marks):
            yield "untagged", None


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for font in _objects(document, "/Font"):
        name = str(font.get("/BaseFont", font.get("/Subtype")))
        if font.get("/Subtype") == "/Type0":
            (inner,) = font.DescendantFonts
            if not {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()):
                yield f"31-009 {name} is not embedded"
            if font.Encoding != "/Identity-H" and not isinstance(font.Encoding, pikepdf.Stream):
                yield f"31-006 the encoding of {name}"
            if inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
                yield f"31-005 {name} has no CIDToGIDMap"
            yield from _texts(font, name)


def _texts(font: Any, name: str) -> Iterator[str]:
    if "/ToUnicode" not in font:
        yield f"31-027 {name} has no Unicode"
        return
    texts = dict(
        re.findall(r"<([0-9a-fA-F]+)> ?<([0-9a-fA-F]*)>\r?\n", font.ToUnicode.read_bytes().decode("latin-1"))
    )
    for glyph, text in texts.items():
        shown = bytes.fromhex(text).decode("utf-16-be", "replace")
        if not shown or set(shown) & {"\0", "\ufeff", "\ufffe"}:
            yield f"31-028 glyph {glyph} of {name} has no text"
        if " " in shown.strip() or len(shown) > 4:
            yield f"text: glyph {glyph} of {name} is copied as several words"
        if re.search("[\u2e80-\u2fdf]", shown):
            yield f"text: glyph {glyph} of {name} is copied as a radical"


def _annotations(document: pikepdf.Pdf) -> Iterator[str]:
    parents = _parents(document)
    objects = {kid.Obj.objgen: (element, kind) for element, kind, _, _ in elements(document)
               for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"}  # fmt: skip
    for page in document.pages:
        found = list(page.obj.get("/Annots", []))
        if page.obj.get("/Tabs") != "/S":
            yield "28-008 the tab order of a page is not that of its structure"
        for annotation in found:
            element, kind = objects.get(annotation.objgen, (None, ""))
            if annotation.Subtype == "/Link" and kind != "Link":
                yield "28-011 a link that is in no Link"
            if not str(annotation.get("/Contents", "")):
                yield "28-012 a link without contents"
            parent = parents.get(int(annotation.get("/StructParent", -1)))
            if element is not None and (parent is None or parent.objgen != element.objgen):
                yield "28-010 an annotation does not lead to its element"
            if int(annotation.get("/F", 0)) != 4:
                yield "pdf/a: an annotation that is not printed"
            if "/A" in annotation and str(annotation.A.S) not in ACTIONS:
                yield "29-001 an action that is not allowed"


def _attached(document: pikepdf.Pdf) -> Iterator[str]:
    for file in _objects(document, "/Filespec"):
        if not {"/F", "/UF", "/Desc"} <= set(file.keys()):
            yield "21-001 an embedded file without its names"


def _archival(document: pikepdf.Pdf, level: str) -> Iterator[str]:
    if "/Metadata" not in document.Root:
        return
    tree = ElementTree.fromstring(document.Root.Metadata.read_bytes().strip())
    if (_said(tree, "pdfaid:part"), _said(tree, "pdfaid:conformance")) != (level[0], level[1].upper()):
        yield "6.6.4 another level is claimed"
    described = {found.text for found in tree.findall(".//pdfaSchema:namespaceURI", XMP)}
    if XMP["pdfuaid"] not in described:
        yield "6.6.2.3 a schema that is not described"
    intents = list(document.Root.get("/OutputIntents", []))
    if not any(
        one.get("/S") == "/GTS_PDFA1" and int(one.DestOutputProfile.N) == 3
        for one in intents
        if "/DestOutputProfile" in one
    ):
        yield "6.2.3 no output intent"
    if "/ID" not in document.trailer:
        yield "6.1.3 no file identifier"
    if any(isinstance(one, pikepdf.Stream) and one.get("/Interpolate") for one in document.objects):
        yield "6.2.8 a picture that a viewer is to smooth"
    if not intents and any(map(_transparent, document.objects)):
        yield "6.2.10 transparency without a colour space"
    yield from _archived_files(document, level)


def _transparent(state: Any) -> bool:
    return isinstance(state, pikepdf.Dictionary) and (
        "/SMask" in state or any(float(state.get(key, 1)) != 1 for key in ("/CA", "/ca"))
    )


def _archived_files(document: pikepdf.Pdf, level: str) -> Iterator[str]:
    files = _objects(document, "/Filespec")
    if level[0] == "2" and files:
        yield "6.8 a file in PDF/A-2"
    if {file.objgen for file in files} != {file.objgen for file in document.Root.get("/AF", [])}:
        yield "6.8 a file that is not associated"
    for file in files:
        content = file.EF.F
        if str(file.get("/AFRelationship")) not in RELATIONSHIPS:
            yield "6.8 a file without a relationship"
        if "/" not in str(content.get("/Subtype", ""))[1:]:
            yield "6.8 a file without a media type"
        if "/ModDate" not in content.get("/Params", {}) or int(content.Params.Size) != len(
            content.read_bytes()
        ):
            yield "6.8 a file without date or size"


def _objects(document: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind
    ]

"""A tree as it is read → the structure tree of a PDF, and everything around it that belongs to no element."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from bilingual.pdf.tagging import Mark, Node

if TYPE_CHECKING:
    from pikepdf import Pdf

ROLES = {"Em": "Span", "Strong": "Span"}
"""Types that PDF 1.7 has not, and what they count as."""
_SPOKEN = frozenset({"TD", "TH", "Part", "Document"})
"""Types that bear their language even where it is that of what is around them."""
_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_NUMBER = re.compile(rb"\d+")
_LAST_GLYPH = re.compile(rb"[0-9a-f]{4}>-?[\d.]*$")
_PRINTED = 4
"""The flag of an annotation that is printed, and nothing else (ISO 32000-1, 12.5.3)."""


def write_structure(document: Pdf, tree: Node, hyphens: Collection[Mark]) -> None:
    """Write the tree; what is marked on a page and stands in no element, heads and feet, becomes an artifact.

    The hyphens at the end of the lines ``hyphens`` are no part of their words: what is read and copied is a soft one.
    """
    import pikepdf

    writer = _Writer(document)
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    root.K = pikepdf.Array([writer.element(tree, root)])
    root.RoleMap = pikepdf.Dictionary({f"/{name}": pikepdf.Name(f"/{kind}") for name, kind in ROLES.items()})
    root.ParentTree = document.make_indirect(pikepdf.Dictionary(Nums=writer.parents()))
    if writer.names:
        names = [part for name in sorted(writer.names) for part in (pikepdf.String(name), writer.names[name])]
        root.IDTree = document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    for number, page in enumerate(document.pages):
        content = bytes(page.Contents.get_stream_buffer())
        content = _MARKED.sub(_artifacts(writer.marks[number]), content)
        soft = {mark for where, mark in hyphens if where == number}
        page.Contents.write(_softened(content, soft) if soft else content)


class _Writer:
    """Makes the elements, and remembers which of them each mark and annotation belongs to."""

    def __init__(self, document: Pdf) -> None:
        self.document = document
        self.pages = [page.obj for page in document.pages]
        self.marks: list[dict[int, Any]] = [{} for _ in self.pages]
        """By page, the element of each marked content."""
        self.annotations: list[Any] = []
        self.names: dict[str, Any] = {}
        """Elements by their ID."""
        self.headers: dict[str, Any] = {}
        """By column, the attributes of its cells."""

    def element(self, tree: Node, root: Any) -> Any:
        """Make a node's element and all below it, without recursion: a page may nest deep."""
        first = self.made(tree, root, "")
        waiting = [(tree, first)]
        while waiting:
            node, element = waiting.pop()
            kids, below = [], []
            for kid in node.kids:
                if isinstance(kid, Node):
                    child = self.made(kid, element, node.language)
                    kids.append(child)
                    below.append((kid, child))
                else:
                    kids.append(self.mark(kid, element))
            waiting += reversed(below)
            element.K = self.array(
                kids + [self.link(number, page, node, element) for number, page in node.links]
            )
        return first

    def array(self, kids: list[Any]) -> Any:
        import pikepdf

        return pikepdf.Array(kids)

    def made(self, node: Node, parent: Any, language: str) -> Any:
        import pikepdf

        element = self.document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{node.kind}"), P=parent)
        )
        if node.language and (node.language != language or node.kind in _SPOKEN):
            element.Lang = pikepdf.String(node.language)
        if node.kind == "Figure":
            element.Alt = pikepdf.String(node.words)
        self.describe(node, element)
        return element

    def describe(self, node: Node, element: Any) -> None:
        """Give an element what its type asks for: a header's scope and name, a cell's header, a figure's box."""
        import pikepdf

        if node.kind in {"TH", "Note"}:
            name = f"{node.kind}-{len(self.names):05d}"
            element.ID = pikepdf.String(name)
            self.names[name] = element
        if node.kind == "TH":
            element.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
            self.headers[node.column] = self.document.make_indirect(
                pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=pikepdf.Array([element.ID]))
            )
        if node.kind == "TD" and node.span > 1:
            over = [header.Headers[0] for header in self.headers.values()]
            element.A = pikepdf.Dictionary(
                O=pikepdf.Name.Table, ColSpan=node.span, Headers=pikepdf.Array(over)
            )
        elif node.kind == "TD" and node.column in self.headers:
            element.A = self.headers[node.column]
        if node.kind == "Figure" and node.box:
            box = pikepdf.Array([round(value, 3) for value in node.box[1:]])
            element.A = pikepdf.Dictionary(O=pikepdf.Name.Layout, Placement=pikepdf.Name.Block, BBox=box)
        if node.kind == "L":
            labelled = any(kid.kind == "Lbl" for item in node.nodes for kid in item.nodes)
            numbering = pikepdf.Name.Decimal if labelled else pikepdf.Name("/None")
            element.A = pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=numbering)

    def mark(self, mark: Mark, element: Any) -> Any:
        """A marked content as an element holds it: its number, with the page where that is not the element's own."""
        import pikepdf

        number, content = mark
        self.marks[number][content] = element
        page = self.pages[number]
        if "/Pg" not in element:
            element.Pg = page
        if element.Pg.objgen == page.objgen:
            return content
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=content)

    def link(self, number: int, page: int, node: Node, element: Any) -> Any:
        import pikepdf

        annotation = self.document.get_object(number, 0)
        annotation.StructParent = len(self.pages) + len(self.annotations)
        annotation.Contents = pikepdf.String(node.words or str(annotation.get("/Contents", "")))
        annotation.F = _PRINTED
        self.annotations.append(element)
        return pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Pg=self.pages[page], Obj=annotation)

    def parents(self) -> Any:
        """The elements by page and number, then those of the annotations (ISO 32000-1, 14.7.4.4)."""
        import pikepdf

        nothing = pikepdf.Object.parse(b"null")
        nums: list[Any] = []
        for number, found in enumerate(self.marks):
            self.pages[number].StructParents = number
            row = [found.get(content, nothing) for content in range(max(found, default=-1) + 1)]
            nums += [number, self.document.make_indirect(pikepdf.Array(row))]
        for n, element in enumerate(self.annotations, len(self.pages)):
            nums += [n, element]
        return pikepdf.Array(nums)


def _artifacts(kept: Mapping[int, Any]) -> Callable[[re.Match[bytes]], bytes]:
    def marked(match: re.Match[bytes]) -> bytes:
        return match[0] if int(match[1]) in kept else b"/Artifact <</Type /Pagination>> BDC"

    return marked


def _softened(content: bytes, marks: Collection[int]) -> bytes:
    """Put the last glyph of each of these marks into a span of its own, which is read as U+00AD (14.8.2.2.3)."""
    first, *parts = content.split(b"/MCID ")
    return b"/MCID ".join([first, *(_with_soft_hyphen(part, marks) for part in parts)])


def _with_soft_hyphen(part: bytes, marks: Collection[int]) -> bytes:
    """``part`` is a page's content from the number of one mark to that of the next."""
    number, end = _NUMBER.match(part), part.find(b"] TJ\nET")
    last = _LAST_GLYPH.search(part, max(end - 80, 0), end) if end > 0 else None
    if not number or int(number[0]) not in marks or not last:
        return part
    before = part[: last.start()]
    before = before[:-1] if before.endswith(b"<") else before + b">"
    return (
        before + b"] TJ\n/Span <</ActualText <feff00ad>>> BDC\n[<" + last[0] + b"] TJ\nEMC" + part[end + 4 :]
    )

"""Boxes as WeasyPrint draws them → the logical tree of an edition: what a screen reader reads, and in which order.

WeasyPrint 70 makes a tree of its own, page by page: a paragraph that runs over a page break is two, so is a table,
running heads are neither content nor artifact, and no language is told. So its function is replaced while a
PDF is written: it only hands over which mark in a page's content is which box. The tree here follows the
*elements*: their boxes on several pages are one. A version that nobody has tried keeps its own tree, and the
edition says so and claims no standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bilingual.pdf.internals import is_known, replaced

Mark = tuple[int, int]
"""A page, from 0, and the number of a marked content on it."""

_KINDS = {
    "p": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "blockquote": "BlockQuote",
    "table": "Table", "tr": "TR", "td": "TD", "th": "TH", "figcaption": "P", "figure": "Div",
    "ul": "L", "ol": "L", "dl": "L", "li": "LBody", "dt": "LBody", "dd": "LBody",
    "section": "Sect", "article": "Art", "main": "Part", "nav": "Sect",
    "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure",
    "a": "Link", "em": "Em", "strong": "Strong", "code": "Code",
}  # fmt: skip
"""Structure types by element (ISO 32000-1, 14.8.4); an element that is not here adds nothing to the tree."""
_CLASSES = {"list-item": "LBody", "note": "Note", "editor-note": "Note", "quote": "BlockQuote",
            "marker": "Lbl", "row": "Div", "block": "Div", "footnote-body": "Foot", "line": "P"}  # fmt: skip
"""Types of elements by a class that the layouts give them, before that."""
_AROUND = {"Note": ("Note",), "BlockQuote": ("BlockQuote",), "LBody": ("L", "LI"), "Mark": ("Reference",)}
"""What is put around an element of these types."""
_THEN = {"Note": "P", "BlockQuote": "P", "Mark": "Link", "Foot": "Note"}
"""What it is itself then: a note at the foot of a page, and a mark that leads to it, are told from others till then."""
_WITHIN = frozenset({"Span", "Link", "Em", "Strong", "Code", "Lbl", "Mark"})
"""Types of what stands inside a paragraph."""
GROUPS = frozenset(
    {"Document", "Part", "Sect", "Art", "Div", "Table", "TR", "TD", "TH", "L", "LI", "Note", "BlockQuote"}
)
"""Types that hold other elements: words in them are a paragraph. A cell may hold words, but is none."""
_HYPHENS = frozenset("-\u2010")
_JOIN = "\u2060"
_POINTS = 0.75
"""Points in a CSS pixel."""


@dataclass(slots=True, eq=False)
class Node:
    """A structure element."""

    kind: str
    language: str
    """BCP 47 tag of what is in it."""
    column: str = ""
    """Tag of the column that it stands in; empty for what stands in none."""
    kids: list[Node | Mark] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    """Object number of each link annotation that it has, and the page that it is on."""
    words: str = ""
    """Alternate text of a figure; the text of a link."""
    box: tuple[int, float, float, float, float] | None = None
    """Of a figure: its page, and left, bottom, right and top in points."""
    span: int = 1
    """Of a cell: how many columns it takes."""
    followed: bool = False
    """Of a row: whether the next one goes on with its paragraph."""
    parent: Node | None = field(default=None, repr=False)
    """While the tree is made: what it was put into."""

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]


@dataclass(frozen=True, slots=True)
class Tagged:
    """What is read of an edition, as it was laid out."""

    root: Node
    hyphens: frozenset[Mark]
    """The marks whose last glyph is a hyphen that only the end of a line put there."""


@contextmanager
def kept(trees: list[Tagged]) -> Iterator[str]:
    """Let WeasyPrint's marks become a tree while the context lasts, which is appended to ``trees``.

    Gives a warning, and nothing is appended, if that can't be done.
    """
    import weasyprint
    from weasyprint import pdf

    if not is_known():
        yield f"WeasyPrint {weasyprint.__version__} is not known here: its own tags are kept, and no standard is claimed"
        return

    def add_tags(_pdf: Any, drawn: Any, _version: Any, streams: Any) -> None:
        trees.append(_tree(drawn, [stream._tags for stream in streams]))

    with replaced((pdf, "add_tags", add_tags)):
        yield ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree a box's content goes."""

    node: Node
    column: str = ""
    row: str = ""
    """What names the row, where its parts are several elements."""
    article: str = ""
    """What names the article, in a volume of several."""
    link: Node | None = None
    """The link around it: a part of it in another language has a node of its own, and an annotation of the link's."""


def _tree(document: Any, marks: list[dict[Any, Any]]) -> Tagged:
    """Walk the boxes of every page."""
    root = Node("Document", document.metadata.lang or "")
    lines: list[tuple[Any, Mark]] = []
    known: dict[Any, Node] = {}
    marks_of: dict[int, _Place] = {}
    for number, page in enumerate(document.pages):
        waiting = [(page._page_box, _Place(root))]
        while waiting:
            box, place = waiting.pop()
            box = getattr(box, "_box", box)  # what stands for a box that is placed absolutely
            if type(box).__name__ == "MarginBox" or _repeats(box, known):
                continue
            if box.footnote:  # what is drawn of it comes below all text of the page
                marks_of[id(box.footnote.element)] = replace(place, row="", link=None)
            if marks_of and _is_foot(box):
                place = marks_of.get(id(box.element), place)
            place = _entered(box, place, known)
            if box.link_annotation is not None:  # a link's, or that of what a style sheet adds to one
                owner = place.link or place.node
                owner.links.append((int(box.link_annotation.reference.split()[0]), number))
            mark = marks[number].get(box)
            if mark is not None:
                _put(box, place, (number, mark["mcid"]), page._page_box.margin_height())
                lines.append((box, (number, mark["mcid"])))
            waiting += [(child, place) for child in reversed(getattr(box, "children", ()))]
    return Tagged(root, frozenset(_hyphenated(lines)))


def _hyphenated(lines: list[tuple[Any, Mark]]) -> Iterator[Mark]:
    """Find the lines that end in a hyphen which their element's text has not at that place."""
    places: dict[int, tuple[str, int]] = {}
    for box, mark in lines:
        text = "".join(getattr(box, "text", "").split())
        if not text or box.element is None:
            continue
        whole, start = places.get(id(box.element)) or (_own_text(box.element), 0)
        if not whole.startswith(text, start) and text[-1] in _HYPHENS and whole.startswith(text[:-1], start):
            yield mark
            text = text[:-1]
        places[id(box.element)] = (whole, start + len(text))


def _own_text(element: Any) -> str:
    """An element's words without those of the elements in it, and without spaces."""
    return "".join("".join([element.text or "", *(child.tail or "" for child in element)]).split())


def _repeats(box: Any, known: dict[Any, Node]) -> bool:
    """Whether it is a table's head or foot, printed once more on another page."""
    repeated = getattr(box, "is_header", False) or getattr(box, "is_footer", False)
    return repeated and any(("", id(row.element)) in known for row in box.children)


def _entered(box: Any, place: _Place, known: dict[Any, Node]) -> _Place:
    """The place inside a box: a node of its own, or that of its element from a page before, or the place around it."""
    element, name = box.element, str(box.element_tag or "")
    if element is None or "::" in name or type(box).__name__ in {"TextBox", "LineBox"}:
        return place
    row, article = element.get("data-row") or place.row, element.get("data-article") or place.article
    column = element.get("lang") or place.column if name in {"div", "td", "th"} else place.column
    kind, language = _kind(element, name), box.style["lang"] or ""
    if not kind and type(box).__name__ == "InlineBox" and language not in {"", place.node.language}:
        kind = "Span"
    inside = replace(place, column=column, row=row, article=article)
    if not kind:
        return inside
    key = _key(element, kind, inside)
    if key not in known:
        known[key] = _opened(Node(kind, language, column), place.node, element)
        known[key].words = _words(element, name)
        known[key].span = getattr(box, "colspan", 1)
    node = known[key]
    return replace(inside, node=node, link=node if node.kind == "Link" else inside.link)


def _is_foot(box: Any) -> bool:
    """Whether it is a note at the foot of the page."""
    if box.element is None or "::" in str(box.element_tag) or not hasattr(box, "children"):
        return False
    return "footnote-body" in (box.element.get("class") or "").split()


def _kind(element: Any, name: str) -> str:
    classes = (element.get("class") or "").split() if name in {"p", "div", "span", "a"} else ()
    if name == "a" and "footnote" in classes:
        return "Mark"
    if element.get("data-article") and "footnote-body" not in classes:
        return "Art"
    return next((_CLASSES[word] for word in classes if word in _CLASSES), _KINDS.get(name, ""))


def _key(element: Any, kind: str, place: _Place) -> tuple[Any, ...]:
    """What tells an element: itself; on facing pages its article, row and role, for they are one on all of them."""
    if kind == "Art":
        return (kind, place.article or id(element))
    if element.get("data-row"):
        return ("row", place.article, place.row)
    if place.row and kind not in _WITHIN:
        return (place.article, place.row, place.column, kind, element.get("class"))
    return ("", id(element))


def _opened(node: Node, parent: Node, element: Any) -> Node:
    """Put a new node into the tree, with the ones that have to be around it."""
    node.followed = "followed" in (element.get("class") or "").split()
    around = _AROUND.get(node.kind, ())
    if node.kind == "LBody" and parent.kind == "L":
        around = ("LI",)
    for kind in around:
        outer = Node(kind, node.language, node.column, parent=parent)
        parent.kids.append(outer)
        parent = outer
    if node.kind == "Foot":
        parent, after = _below(parent)
        parent.kids.insert(after, node)
    else:
        parent.kids.append(node)
    node.kind, node.parent = _THEN.get(node.kind, node.kind), parent
    return node


def _below(place: Node) -> tuple[Node, int]:
    """Where a note is read whose mark stands in ``place``: below its paragraph and the notes that are there."""
    while place.kind in _WITHIN and place.parent:
        place = place.parent
    parent = place.parent
    if place.kind in GROUPS or place.kind == "LBody" or parent is None:
        return place, len(place.kids)
    after = next(n for n, kid in enumerate(parent.kids, 1) if kid is place)
    while after < len(parent.kids) and _is_note(parent.kids[after]):
        after += 1
    return parent, after


def _is_note(kid: Node | Mark) -> bool:
    return isinstance(kid, Node) and kid.kind == "Note"


def _words(element: Any, name: str) -> str:
    if name == "a":
        return " ".join("".join(element.itertext()).replace(_JOIN, "").split())
    return element.get("alt") or element.findtext("{http://www.w3.org/2000/svg}title") or ""


def _put(box: Any, place: _Place, mark: Mark, height: float) -> None:
    """Put a mark into its node; words that stand in no paragraph are one."""
    node = place.node
    if hasattr(box, "replacement"):
        left, top = box.content_box_x() * _POINTS, (height - box.content_box_y()) * _POINTS
        node.box = (mark[0], left, top - box.height * _POINTS, left + box.width * _POINTS, top)
        if not node.words:
            return  # a picture without words is an ornament
    elif node.kind in GROUPS:
        last = node.kids[-1] if node.kids else None
        if not isinstance(last, Node) or last.kind != "P" or last.words != _LOOSE:
            last = Node("P", box.style["lang"] or node.language, place.column, words=_LOOSE)
            node.kids.append(last)
        node = last
    node.kids.append(mark)


_LOOSE = "\0"
"""Marks a paragraph that is none in the layout."""

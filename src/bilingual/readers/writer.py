"""The styles of a LibreOffice text → what each of its paragraphs is, and what its letters look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bilingual.readers.looks import Look, kinds
from bilingual.readers.styles import first_kind
from bilingual.readers.trees import Element, local

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _FO = f"{{{_NS}text:1.0}}", f"{{{_NS}style:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)pt$")
_ENCODED = re.compile(r"_([0-9a-f]{2,5})_")
_SHOWN = 12.0
"""Points of letters where nothing says how large they are."""
_APART = frozenset({"p", "h", "note", "annotation", "frame", "custom-shape", "ruby-text"})
"""Elements inside a paragraph whose text is not the paragraph's own line."""


@dataclass(slots=True)
class _Style:
    """What a style says."""

    parent: str = ""
    shown: str = ""
    letters: set[str] = field(default_factory=set)
    """The elements and marks that it makes of letters: ``strong``, ``em``, ``sup``, ``sub``, ``emphasis``."""
    regular: bool = False
    """Whether it says that letters are not bold."""
    size: float = 0
    align: str = ""
    coloured: bool | None = None
    hidden: bool | None = None
    level: str = ""


class Styles:
    """The styles of a document by their names."""

    def __init__(self) -> None:
        self.known: dict[str, _Style] = {}
        self.numbered: set[str] = set()
        self.size = _SHOWN

    def add(self, tree: Element) -> None:
        """Take in the styles of a part of the package."""
        for element in tree.iter(f"{_STYLE}style"):
            if element.get(f"{_STYLE}family") in {"paragraph", "text", "section", None}:
                self.known[element.get(f"{_STYLE}name") or ""] = _read(element)
        for element in tree.iter(f"{_STYLE}default-style"):
            if element.get(f"{_STYLE}family") == "paragraph":
                self.size = _read(element).size or self.size
        for element in tree.iter(f"{_TEXT}list-style"):
            if next(element.iter(f"{_TEXT}list-level-style-number"), None) is not None:
                self.numbered.add(element.get(f"{_STYLE}name") or "")

    def line(self, name: str) -> Iterator[_Style]:
        """A style and those that it comes from."""
        seen: set[str] = set()
        while name in self.known and name not in seen:
            seen.add(name)
            yield self.known[name]
            name = self.known[name].parent

    def letters(self, name: str) -> set[str]:
        """What a style makes of letters, ``strong`` for one."""
        found: set[str] = set()
        regular = False
        for style in self.line(name):
            found |= style.letters - ({"strong"} if regular else set())
            regular = regular or style.regular
        return found

    def size_of(self, name: str) -> float:
        return next((style.size for style in self.line(name) if style.size), 0)

    def kind(self, element: Element) -> str:
        """What a paragraph is by its element, its style's name, or its level in the outline."""
        name = style_of(element)
        styles = list(self.line(name))
        said = first_kind([style.shown for style in styles] or [_decoded(name)])
        if local(element) == "h" and not (said and not said.startswith("heading")):
            level = element.get(f"{_TEXT}outline-level") or said[8:] or "1"
            return f"heading {min(max(int(level), 1), 6) if level.isdigit() and len(level) < 3 else 1}"
        level = next((style.level for style in styles if style.level), "")
        return said or (
            f"heading {min(int(level), 6)}" if level.isdigit() and 0 < int(level[:3]) < 10 else ""
        )

    def hides(self, name: str) -> bool:
        return next((style.hidden for style in self.line(name) if style.hidden is not None), False)


def style_of(element: Element) -> str:
    """Give the name of an element's style; empty for none."""
    return element.get(f"{_TEXT}style-name") or ""


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 0x110000 else m[0], name)


def _read(element: Element) -> _Style:
    name = element.get(f"{_STYLE}name") or ""
    parent = element.get(f"{_STYLE}parent-style-name") or ""
    # Its own name says nothing if the program made it up: P1.
    shown = element.get(f"{_STYLE}display-name") or _decoded(name)
    style = _Style(parent, shown, level=element.get(f"{_STYLE}default-outline-level") or "")
    for look in element.iter(f"{_STYLE}text-properties"):
        _read_letters(look, style)
    for look in element.iter(f"{_STYLE}paragraph-properties"):
        style.align = look.get(f"{_FO}text-align") or style.align
    return style


def _read_letters(look: Element, style: _Style) -> None:
    weights = {look.get(f"{_FO}font-weight"), look.get(f"{_STYLE}font-weight-asian")} - {None}
    slants = {look.get(f"{_FO}font-style"), look.get(f"{_STYLE}font-style-asian")}
    marks = look.get(f"{_STYLE}text-emphasize") or "none"
    raised = (look.get(f"{_STYLE}text-position") or "").split(" ")[0]
    style.letters |= set() if marks.startswith("none") else {"emphasis"}
    style.letters |= {"strong"} if weights & _BOLD else set()
    style.letters |= {"em"} if slants & {"italic", "oblique"} else set()
    style.regular = style.regular or bool(weights and not weights & _BOLD)
    if raised and raised not in {"0%", "0"}:
        style.letters.add("sub" if raised.startswith(("sub", "-")) else "sup")
    sizes = (look.get(f"{_FO}font-size") or "", look.get(f"{_STYLE}font-size-asian") or "")
    style.size = max(
        (float(found[1]) for size in sizes if (found := _POINTS.match(size))), default=style.size
    )
    if colour := look.get(f"{_FO}color"):
        style.coloured = colour.lower() != "#000000"
    if display := look.get(f"{_TEXT}display"):
        style.hidden = display == "none"


def named(body: Element, styles: Styles, language: str) -> dict[Element, str]:
    """Give what each paragraph of a text is (``styles.kind``) by its style, or by how it looks beside the others."""
    paragraphs = [
        e
        for e in body.iter(f"{_TEXT}p", f"{_TEXT}h")
        if not any(local(above) in {"note", "annotation"} for above in e.iterancestors())
    ]
    texts = {e: "".join(text for text, _ in _pieces(e, "")).strip() for e in paragraphs}
    paragraphs = [e for e in paragraphs if texts[e]]
    looks = [_look(e, texts[e], styles) for e in paragraphs]
    found = kinds([_among(looks, at) for at in range(len(looks))], language)
    return dict(zip(paragraphs, found, strict=True))


def _among(looks: list[Look], at: int) -> Look:
    beside = [looks[n] for n in (at - 1, at + 1) if 0 <= n < len(looks)]
    return replace(looks[at], alone=looks[at].listed and not any(other.listed for other in beside))


def _pieces(element: Element, style: str) -> Iterator[tuple[str, str]]:
    """The text of a paragraph's own line, each piece with the style of its letters."""
    if element.text:
        yield element.text, style
    for child in element:
        if local(child) not in _APART:
            yield from _pieces(child, style_of(child) if local(child) == "span" else style)
        if child.tail:
            yield child.tail, style


def _look(element: Element, text: str, styles: Styles) -> Look:
    name = style_of(element)
    usual = styles.size_of(name) or styles.size
    sizes: dict[float, int] = {}
    own = styles.letters(name)
    every = {"strong", "em"}
    coloured = True
    for piece, style in _pieces(element, ""):
        if not piece.strip():
            continue
        size = styles.size_of(style) or usual
        sizes[size] = sizes.get(size, 0) + len(piece)
        every &= own | styles.letters(style)
        chain = [*styles.line(style), *styles.line(name)]
        coloured = coloured and next((bool(s.coloured) for s in chain if s.coloured is not None), False)
    align = next((style.align for style in styles.line(name) if style.align), "")
    framed, cell = _place(element)
    return Look(
        text,
        styles.kind(element),
        max(sizes, key=lambda size: sizes[size], default=usual),
        "strong" in every,
        "em" in every,
        {"end": "right"}.get(align, align if align in {"center", "right"} else ""),
        coloured,
        framed,
        cell,
        any(local(above) == "list-item" for above in element.iterancestors()),
        below_picture=_is_below_picture(element),
    )


def _place(element: Element) -> tuple[bool, bool]:
    """Whether a paragraph stands in a table of one cell; whether in a larger one, or in a box."""
    for above in element.iterancestors():
        if local(above) in {"text-box", "custom-shape"}:
            return False, True
        if local(above) == "table":
            cells = sum(1 for e in above.iter() if local(e) == "table-cell")
            return cells == 1, cells > 1
    return False, False


def _is_below_picture(element: Element) -> bool:
    above = element.getprevious()
    return (
        above is not None
        and local(above) == "p"
        and not "".join(text for text, _ in _pieces(above, "")).strip()
        and any(local(e) == "image" for e in above.iter())
    )

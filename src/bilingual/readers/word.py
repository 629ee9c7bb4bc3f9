"""The XML of a Word document → the same, as Word shows it: what is hidden is gone, and the styles say what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bilingual.readers.looks import Look, kinds
from bilingual.readers.styles import KINDS, first_kind
from bilingual.readers.trees import Element, cut, local

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_LEVELS = 9
_SHOWN = 10.0
"""Points of letters where nothing says how large they are."""
_BOXED = "boxed"
"""An attribute of what stood in a box."""
_NUMBERED = frozenset({"", "bullets", "numbers"})
"""Kinds of paragraphs whose number or bullet is believed."""


@dataclass(slots=True)
class _Styles:
    """The styles of a document by their ids."""

    elements: dict[str, Element] = field(default_factory=dict)
    usual: str = ""
    """The id of the style that a paragraph without one has."""
    size: float = _SHOWN

    @classmethod
    def of(cls, tree: Element | None) -> _Styles:
        styles = cls()
        if tree is None:
            return styles
        for style in tree.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            styles.elements[name] = style
            if style.get(f"{_W}type") == "paragraph" and (style.get(f"{_W}default") or "0") not in _OFF:
                styles.usual = name
        for default in tree.iter(f"{_W}rPrDefault"):
            styles.size = next((_points(size) for size in default.iter(f"{_W}sz")), _SHOWN)
        return styles

    def line(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = _value(_child(self.elements[name], "basedOn"))

    def kind(self, name: str) -> str:
        """What a style says that a paragraph is; one that the document doesn't describe says it by its id."""
        names = [_value(_child(style, "name")) for style in self.line(name)]
        return first_kind(names or [name])


def name_styles(document: Element, styles: Element | None, language: str) -> tuple[str, ...]:
    """Give every paragraph the style ``styles.KINDS`` that says what it is, or none; give the text that is not shown.

    ``styles`` is the tree of ``word/styles.xml``. Numbers and bullets that a style gives are written at the
    paragraph, and taken from headings; bold letters of a style are written at the letters.
    """
    known = _Styles.of(styles)
    left_out = [*_without_hidden(document, known), *_without_contents(document, known)]
    _bring_out_boxes(document)
    paragraphs = [p for p in document.iter(f"{_W}p") if _text(p).strip()]
    looks = [_look(p, known) for p in paragraphs]
    found = kinds(_with_neighbours(paragraphs, looks), language)
    for paragraph, kind in zip(paragraphs, found, strict=True):
        _write(paragraph, kind, known)
    return tuple(left_out)


def style_id(kind: str) -> str:
    """Give the id of the style that paragraphs of a kind get."""
    return f"bilingual-{kind.replace(' ', '-')}"


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(f"{_W}{name}")


def _value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{_W}{name}") or ""


def _points(size: Element) -> float:
    value = _value(size)
    return int(value) / 2 if value.isdigit() and 0 < len(value) < 5 else _SHOWN


def _is_on(element: Element) -> bool:
    return (element.get(f"{_W}val") or "1") not in _OFF


def _letters(run: Element, paragraph: Element, styles: _Styles, name: str) -> Element | None:
    """The element that says how a run's letters look: its own, or that of its styles."""
    own = _child(run, "rPr")
    found = _child(own, name)
    if found is not None:
        return found
    chains = (_value(_child(own, "rStyle")), _style(paragraph, styles))
    for chain in chains:
        for style in styles.line(chain):
            found = _child(_child(style, "rPr"), name)
            if found is not None:
                return found
    return None


def _style(paragraph: Element, styles: _Styles) -> str:
    return _value(_child(_child(paragraph, "pPr"), "pStyle")) or styles.usual


def _setting(paragraph: Element, styles: _Styles, name: str) -> Element | None:
    """The element that says how a paragraph looks: its own, or that of its styles."""
    own = _child(_child(paragraph, "pPr"), name)
    if own is not None:
        return own
    for style in styles.line(_style(paragraph, styles)):
        found = _child(_child(style, "pPr"), name)
        if found is not None:
            return found
    return None


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that are shown and have letters; not those of a box that is anchored in it."""
    for run in paragraph.iter(f"{_W}r"):
        if _child(run, "t") is None or _gone(run, paragraph):
            continue
        yield run


def _gone(run: Element, paragraph: Element) -> bool:
    for above in run.iterancestors():
        if above is paragraph:
            return False
        if local(above) in {"del", "movefrom", "p", "choice", "rt"}:
            return True
    return False


def _text(paragraph: Element) -> str:
    return "".join(t.text or "" for run in _runs(paragraph) for t in run.iter(f"{_W}t"))


def _look(paragraph: Element, styles: _Styles) -> Look:
    sizes: dict[float, int] = {}
    flags = dict.fromkeys(("b", "i", "color"), True)
    for run in _runs(paragraph):
        letters = sum(len((t.text or "").strip()) for t in run.iter(f"{_W}t"))
        size = _letters(run, paragraph, styles, "sz")
        points = _points(size) if size is not None else styles.size
        sizes[points] = sizes.get(points, 0) + letters
        for name in flags if letters else ():
            found = _letters(run, paragraph, styles, name)
            flags[name] = flags[name] and found is not None and _is_on(found) and _is_colour(found, name)
    align = {"centre": "center", "end": "right"}.get(said := _value(_setting(paragraph, styles, "jc")), said)
    single, cell = _place(paragraph)
    return Look(
        _text(paragraph).strip(),
        _kind(paragraph, styles),
        max(sizes, key=lambda size: sizes[size], default=styles.size),
        flags["b"],
        flags["i"],
        align if align in {"center", "right"} else "",
        flags["color"],
        single,
        cell,
        _number(paragraph, styles) is not None,
    )


def _is_colour(element: Element, name: str) -> bool:
    return name != "color" or _value(element).lower() not in {"auto", "000000", ""}


def _kind(paragraph: Element, styles: _Styles) -> str:
    said = styles.kind(_style(paragraph, styles))
    level = _value(_setting(paragraph, styles, "outlineLvl"))
    if not said and level.isdigit() and int(level) < _LEVELS:
        return f"heading {min(int(level) + 1, 6)}"
    return f"heading {min(int(said[-1]) or 1, 6)}" if said.startswith("heading ") else said


def _place(paragraph: Element) -> tuple[bool, bool]:
    """Whether a paragraph stands in a table of one cell; whether in a larger one, or in a box."""
    for above in (paragraph, *paragraph.iterancestors()):
        if above.get(_BOXED):
            return False, True
        if local(above) == "tbl":
            cells = sum(1 for _ in above.iter(f"{_W}tc"))
            return cells == 1, cells > 1
    return False, False


def _number(paragraph: Element, styles: _Styles) -> tuple[str, str] | None:
    """The list and the level that a paragraph is in, by itself or by its style."""
    said = _setting(paragraph, styles, "numPr")
    name = _value(_child(said, "numId"))
    return None if name in {"", "0"} else (name, _value(_child(said, "ilvl")) or "0")


def _with_neighbours(paragraphs: list[Element], looks: list[Look]) -> list[Look]:
    found = []
    for at, (paragraph, look) in enumerate(zip(paragraphs, looks, strict=True)):
        beside = [looks[n] for n in (at - 1, at + 1) if 0 <= n < len(looks)]
        alone = look.listed and not any(other.listed for other in beside)
        found.append(replace(look, alone=alone, below_picture=_is_below_picture(paragraph)))
    return found


def _is_below_picture(paragraph: Element) -> bool:
    """Whether nothing but pictures stands in the paragraph above."""
    above = paragraph.getprevious()
    return (
        above is not None
        and local(above) == "p"
        and not _text(above).strip()
        and any(local(e) in {"blip", "imagedata"} for e in above.iter())
    )


def _write(paragraph: Element, kind: str, styles: _Styles) -> None:
    """Say in a paragraph's own properties what it is."""
    number = _number(paragraph, styles) if kind in _NUMBERED else None
    if not kind:
        for run in _runs(paragraph):
            _write_bold(run, paragraph, styles)
    properties = _child(paragraph, "pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{_W}pPr", {})
        paragraph.insert(0, properties)
    for name in ("pStyle", "numPr"):
        for element in list(properties.iter(f"{_W}{name}")):
            properties.remove(element) if element.getparent() is properties else None
    if kind in KINDS and not (number and kind in _NUMBERED):
        properties.insert(0, properties.makeelement(f"{_W}pStyle", {f"{_W}val": style_id(kind)}))
    if number:
        item = properties.makeelement(f"{_W}numPr", {})
        item.append(item.makeelement(f"{_W}ilvl", {f"{_W}val": number[1]}))
        item.append(item.makeelement(f"{_W}numId", {f"{_W}val": number[0]}))
        properties.append(item)


def _write_bold(run: Element, paragraph: Element, styles: _Styles) -> None:
    own = _child(run, "rPr")
    found = _letters(run, paragraph, styles, "b")
    if found is None or not _is_on(found) or _child(own, "b") is not None:
        return
    if own is None:
        own = run.makeelement(f"{_W}rPr", {})
        run.insert(0, own)
    own.append(own.makeelement(f"{_W}b", {}))


def _without_hidden(document: Element, styles: _Styles) -> list[str]:
    """Take hidden letters out of a document; a paragraph that is hidden to its end goes with them."""
    left_out = []
    for run in list(document.iter(f"{_W}r")):
        paragraph = next((e for e in run.iterancestors() if local(e) == "p"), None)
        if paragraph is None:
            continue
        hidden = _letters(run, paragraph, styles, "vanish")
        if hidden is not None and _is_on(hidden):
            left_out.append("".join(t.text or "" for t in run.iter(f"{_W}t")).strip())
            for text in list(run.iter(f"{_W}t")):
                text.getparent().remove(text)
    return list(filter(None, left_out))


def _without_contents(document: Element, styles: _Styles) -> list[str]:
    """Take the tables of contents out of a document."""
    left_out = []
    found = [
        e
        for e in document.iter(f"{_W}sdt")
        if any("table of contents" in _value(g).lower() for g in e.iter(f"{_W}docPartGallery"))
    ]
    found += [p for p in document.iter(f"{_W}p") if styles.kind(_style(p, styles)) == "contents"]
    for element in found:
        paragraphs = [element] if local(element) == "p" else list(element.iter(f"{_W}p"))
        left_out += [text for p in paragraphs if (text := _text(p).strip())]
        if element.getparent() is not None:
            cut(element)
    return left_out


def _bring_out_boxes(document: Element) -> None:
    """Put what stands in a box behind the paragraph that it is anchored in: it is no part of that one's text."""
    for alternatives in [e for e in document.iter() if local(e) == "alternatecontent"]:
        _choose(alternatives)
    for box in [e for e in document.iter() if local(e) == "txbxcontent"]:
        anchor = next((e for e in box.iterancestors() if local(e) == "p"), None)
        if anchor is None or anchor.getparent() is None:
            continue
        last = anchor
        for part in list(box):
            part.set(_BOXED, "1")
            last.addnext(part)
            last = part


def _choose(alternatives: Element) -> None:
    """Leave of a drawing that Word writes twice the older form, which mammoth reads; the newer one if it is alone."""
    fallback = next((e for e in alternatives if local(e) == "fallback"), None)
    for choice in [e for e in alternatives if local(e) == "choice"]:
        if fallback is None:
            choice.tag = choice.tag.replace("Choice", "Fallback")
            fallback = choice
        elif any(local(e) == "txbxcontent" for e in choice.iter()):
            alternatives.remove(choice)

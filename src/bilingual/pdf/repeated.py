"""WeasyPrint's work that it does again for every box and line → the same results, worked out once.

WeasyPrint 70 resolves a box's sizes and its font from its style each time, though elements that are styled alike
share one. It copies font files that it never looks at, sets up a line of text once more when it justifies it, and
its HTML parser writes the same patterns again for each piece of text. What is here gives what its own functions
would, box for box; a version that nobody has tried keeps its own ones, and is slower.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from bilingual.pdf.internals import is_known, replaced
from bilingual.pdf.slimming import USUAL, give_usual

_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SIZES = (
    *(f"{space}_{side}" for space in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
)
_SQUARE = {
    f"border_{corner}_radius": (0, 0) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
}


@contextmanager
def worked_out_once() -> Iterator[bool]:
    """Repeat less while the context lasts; gives whether that can be done."""
    if not is_known():
        yield False
        return
    give_usual()
    with replaced(*_replacements()):
        yield True


def _replacements() -> Iterator[tuple[Any, str, Any]]:
    from tinyhtml5 import inputstream  # type: ignore[import-untyped]
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline, percent
    from weasyprint.pdf import fonts
    from weasyprint.text import line_break

    yield from _everywhere(percent.resolve_percentages, _resolve_percentages)
    yield from _everywhere(percent.resolve_radii_percentages, _resolve_radii)
    yield inline, "create_layout", _create_layout(inline.create_layout)
    yield line_break.Layout, "setup", _setup(line_break.Layout.setup)
    yield boxes.Box, "is_in_normal_flow", _is_in_normal_flow(boxes.Box.is_in_normal_flow)
    yield fonts, "get_hb_object_data", _unread(fonts.get_hb_object_data)
    yield fonts.Font, "file_content", property(_file_content, _set_file_content)
    yield inputstream, "characters_until_regex", _Patterns()


def _everywhere(original: Any, made: Callable[[Any], Any]) -> Iterator[tuple[Any, str, Any]]:
    """Replace a function in each module of WeasyPrint's that has imported it."""
    replacement, known_as = made(original), str(original.__name__)
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and vars(module).get(known_as) is original:
            yield module, known_as, replacement


def _resolve_percentages(original: Any) -> Any:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        """Take what does not depend on the box around it from the last box with this style."""
        style, own = box.style, vars(box)
        known = vars(style).get("sizes_known")
        if known is None or "_box" in own:  # what stands in for a box that is placed absolutely
            original(box, containing_block)
            if known is None and _is_absolute(style):
                style.sizes_known = {name: getattr(box, name) for name in _SIZES}
                for name in [name for name, size in style.sizes_known.items() if _is_usual(name, size)]:
                    del style.sizes_known[name]
                style.usual_known = tuple(set(_SIZES) - style.sizes_known.keys())
                style.borders_known = {name: style[name] for name in _BORDERS}
            return
        for name in style.usual_known:
            own.pop(name, None)
        own.update(known)
        if style["border_collapse"] != "collapse":
            own.update(style.borders_known)
        else:  # a collapsed border has been resolved with its neighbours
            own.update({name: width for name, width in style.borders_known.items() if name not in own})

    return resolve_percentages


def _is_usual(name: str, size: Any) -> bool:
    return name in USUAL and type(size) is type(USUAL[name]) and bool(size == USUAL[name])


def _is_absolute(style: Any) -> bool:
    return style["box_sizing"] == "content-box" and all(
        style[name] == "auto" or getattr(style[name], "unit", None) == "px" for name in _SIZES
    )


def _resolve_radii(original: Any) -> Any:
    def resolve_radii_percentages(box: Any) -> None:
        style = box.style
        if "square" not in vars(style):
            style.square = all((0, "px") in style[name] for name in _SQUARE)
        if not style.square:  # else as every box is
            original(box)

    return resolve_radii_percentages


def _create_layout(original: Any) -> Any:
    def create_layout(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float
    ) -> Any:
        """Keep what a justified line is drawn from; its layout would be dropped at once, and made anew to draw it."""
        if "\n" in text or text == " " or style["text_decoration_line"] != "none":
            return original(text, style, context, max_width, justification_spacing)
        from weasyprint.text.line_break import Layout

        layout = Layout.__new__(Layout)
        layout.text, layout.max_width = text, max_width
        layout.justification_spacing, layout.first_line_direction = justification_spacing, 0
        layout.layout = layout.language = layout.style = None
        return layout

    return create_layout


@lru_cache(maxsize=1)
def _pango() -> Any:
    """Pango with the functions that tell what a layout was made with, which WeasyPrint doesn't use."""
    from weasyprint.text.ffi import ffi, pango

    ffi.cdef("""
        PangoContext *pango_layout_get_context (PangoLayout *layout);
        const PangoFontDescription *pango_layout_get_font_description (PangoLayout *layout);
        PangoAttrList *pango_attr_list_copy (PangoAttrList *list);
    """)
    return pango


def _setup(original: Any) -> Any:
    from weasyprint.text.ffi import ffi, gobject

    pango = _pango()

    def setup(self: Any, style: Any) -> None:
        """Make a layout in the context and with the font of the first one with this style."""
        first = vars(style).get("layout_known")
        if first is None:
            first = style.layout_known = object.__new__(type(self))
            original(first, style)
            del first.style  # would keep both alive until Python looks for cycles
        vars(self).update(vars(first))
        self.style = style
        self.layout = ffi.gc(
            pango.pango_layout_new(pango.pango_layout_get_context(first.layout)), gobject.g_object_unref
        )
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(
            self.layout, pango.pango_layout_get_font_description(first.layout)
        )
        attributes = pango.pango_layout_get_attributes(first.layout)
        if attributes != ffi.NULL:
            own = ffi.gc(pango.pango_attr_list_copy(attributes), pango.pango_attr_list_unref)
            pango.pango_layout_set_attributes(self.layout, own)

    return setup


def _is_in_normal_flow(original: Any) -> Any:
    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        return (style["float"] == "none" and style["position"] in ("static", "relative")) or original(self)

    return is_in_normal_flow


class _Unread:
    """A font's bytes, 20 MB of a Chinese one, that are only copied when somebody looks at them."""

    def __init__(self, read: Callable[[], bytes | None]) -> None:
        self._read = read
        self._data: bytes | None = None

    def read(self) -> bytes | None:
        self._data = self._data or self._read()
        return self._data

    def __bool__(self) -> bool:
        return bool(self.read())


def _unread(original: Any) -> Any:
    return lambda face: _Unread(lambda: original(face))


def _file_content(font: Any) -> Any:
    content = vars(font)["file_content"]
    return content.read() if isinstance(content, _Unread) else content


def _set_file_content(font: Any, content: Any) -> None:
    vars(font)["file_content"] = content


class _Patterns(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """The parser's patterns of what runs up to some characters: it files each under itself, and never finds it again."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, wanted = key
        listed = "".join(f"\\x{ord(character):02x}" for character in sorted(characters))
        self[key] = re.compile(f"[{listed}]+" if wanted else f"[^{listed}]+")
        return self[key]

"""WeasyPrint's styles → one for all elements that are styled alike, also where they name their language.

WeasyPrint 70 computes a style once for elements with the same parent's style, the same rules and the same own
declarations. A ``lang`` attribute is such a declaration, parsed anew for each element and so never the same: every
element of an edition, and all below it, got a style of its own. Giving the same declaration to the same language
saves a fifth of the time and a third of the memory of a long edition.

It also computes the styles of six pseudo-elements for every element, since its own style sheet names them for all,
though only list items and notes have any; and the height of a line anew for every box on it. Without the former a
long edition takes a fifth less memory, with the latter told once a style a twentieth less time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bilingual.pdf.internals import is_known, replaced

_LANGUAGE = "-weasy-lang"
_OWNERS: dict[str | None, Callable[[Any], bool]] = {
    "marker": lambda style: "list-item" in style["display"],
    **dict.fromkeys(("footnote-call", "footnote-marker"), lambda style: bool(style["float"] == "footnote")),
    **dict.fromkeys(
        ("note-call", "note-marker", "note-callback"), lambda style: bool(style["position"][0] == "note()")
    ),
}
"""Which elements have these pseudo-elements at all, by the element's own style (CSS Lists 3; GCPM 3, 2)."""


@contextmanager
def styles_shared() -> Iterator[bool]:
    """Share styles while the context lasts; gives whether that can be done."""
    if not is_known():
        yield False
        return
    from weasyprint import css
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    remembering = _remembering(inline.strut)
    with replaced(
        (css, "find_style_attributes", _interning(css.find_style_attributes)),
        (css.StyleFor, "set_computed_styles", _sparing(css.StyleFor.set_computed_styles)),
        (inline, "strut", remembering),
        (line_break, "strut", remembering),
    ):
        yield True


def _interning(original: Any) -> Any:
    known: dict[str, Any] = {}

    def find_style_attributes(*arguments: Any, **options: Any) -> Iterator[Any]:
        for specificity, element, declarations, base_url in original(*arguments, **options):
            # Of several declarations WeasyPrint compares only the last: beside a style attribute each stays unique.
            if not element.get("style") and [getattr(d, "name", "") for d in declarations] == [_LANGUAGE]:
                declarations = known.setdefault(element.get("lang"), declarations)
            yield specificity, element, declarations, base_url

    return find_style_attributes


def _sparing(original: Any) -> Any:
    def set_computed_styles(
        self: Any, element: Any, *arguments: Any, pseudo_type: str | None = None, **options: Any
    ) -> None:
        """Leave out a pseudo-element that its element can't have."""
        owns = _OWNERS.get(pseudo_type)
        if owns and not owns(self.get_computed_styles()[element, None]):
            return
        original(self, element, *arguments, pseudo_type=pseudo_type, **options)

    return set_computed_styles


def _remembering(original: Any) -> Any:
    def strut(style: Any) -> Any:
        """Give the height of a line in this style, and where its baseline is; a style is never changed by then."""
        try:
            return style.strut
        except AttributeError:
            style.strut = original(style)
            return style.strut

    return strut

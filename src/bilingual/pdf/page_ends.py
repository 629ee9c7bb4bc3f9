"""WeasyPrint's paragraphs that go on over a page → the same without a hyphen there.

A line is not hyphenated if no further one fits below it (``justification``). Others come to end a page: lines go over with the
last one of their paragraph, that would stand alone, or because notes take the foot of the page. Such a paragraph is set once more,
that line without a hyphen. Two functions are replaced while an edition is laid out; a version that nobody has tried keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bilingual.pdf.internals import is_known, replaced
from bilingual.pdf.justification import last_text, unhyphenated

_MOST_TIMES = 3
"""A paragraph is set again: the line that ends the page then may have a hyphen, too."""
_Line = tuple[int, int, int]
"""The element of a text, its length, and the offset at which its part of a line begins."""


@contextmanager
def no_hyphens_over_pages() -> Iterator[bool]:
    """Let no page end with a hyphen while the context lasts; gives whether that can be done."""
    if not is_known():
        yield False
        return
    from weasyprint.layout import block, inline

    whole: set[_Line] = set()
    with replaced(
        (inline, "split_text_box", _split_text_box(inline.split_text_box, whole)),
        (block, "_linebox_layout", _linebox_layout(block._linebox_layout, whole)),
    ):
        yield True


def _split_text_box(original: Any, whole: set[_Line]) -> Any:
    def split_text_box(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
        """Hyphenate none of these lines, and note of others where one begins that is hyphenated."""
        begin = (id(box.element), len(box.text), skip or 0)
        usual = box.style
        if begin in whole:
            box.style = unhyphenated(usual)
        line, going_on, preserved = original(context, box, width, skip, is_line_start)
        box.style = usual
        if line is not None:
            line.style = usual
            if going_on is not None and line.text.endswith("-") and begin not in whole:
                line.hyphenated = begin
        return line, going_on, preserved

    return split_text_box


def _linebox_layout(original: Any, whole: set[_Line]) -> Any:
    def linebox_layout(
        context: Any,
        box: Any,
        index: int,
        child: Any,
        lines: list[Any],
        page_is_empty: bool,
        absolutes: list[Any],
        fixed: list[Any],
        *rest: Any,
    ) -> Any:
        """Set a paragraph again as long as its last line on the page has a hyphen."""
        from weasyprint.layout.block import remove_placeholders

        arguments = (context, box, index, child, lines, page_is_empty, absolutes, fixed, *rest)
        made = original(*arguments)
        for _ in range(_MOST_TIMES):
            abort, stop, _, _, notes, _ = made
            begin = getattr(last_text(lines[-1]), "hyphenated", None) if lines else None
            if abort or not stop or begin is None or notes or context.reported_footnotes:
                break
            whole.add(begin)
            remove_placeholders(context, lines, absolutes, fixed)
            lines.clear()
            made = original(*arguments)
        return made

    return linebox_layout

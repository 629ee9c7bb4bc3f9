"""The fonts in a PDF of WeasyPrint's → the same, with a text for every glyph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

_EMPTY = re.compile(rb"^(<[0-9a-f]+>) <>$", re.MULTILINE)
_NOTHING = rb"\1 <200b>"


def complete_texts(document: Pdf) -> None:
    """Give a zero-width space to each glyph that has no text of its own: one of several that print one character.

    No text at all is no mapping (ISO 32000-1, 9.10.3), and PDF/UA and PDF/A ask for one of every glyph.
    """
    for font in document.objects:
        if _is_font(font):
            texts = bytes(font.ToUnicode.get_stream_buffer())
            if _EMPTY.search(texts):
                font.ToUnicode.write(_EMPTY.sub(_NOTHING, texts))


def _is_font(thing: object) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/ToUnicode" in thing

"""The fonts in a PDF of WeasyPrint's → the same, with the right text for every glyph.

WeasyPrint 70 takes the text of a glyph where it first draws it. The last glyph of a line can so get all the rest of its
paragraph, and one of several that print one character gets none: from then on it is copied and read aloud like that.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

_DOUBTFUL = re.compile(rb"^(<[0-9a-f]+>) <([0-9a-f]{8,}|)>$", re.MULTILINE)
"""A line of a ToUnicode map that gives several characters, or none."""
_INVISIBLE = str.maketrans("", "", "\u2060\u200b\u00ad")
_LIGATURE = re.compile("f(?:f?[bfhijklt])?|T?h|.", re.DOTALL)
_NOTHING = "\u200b"


def complete_texts(document: Pdf) -> None:
    """Mend the texts of glyphs; one that has none of its own gets a zero-width space.

    No text at all is no mapping (ISO 32000-1, 9.10.3), and PDF/UA and PDF/A ask for one of every glyph.
    """
    for font in document.objects:
        if _is_font(font):
            texts = bytes(font.ToUnicode.get_stream_buffer())
            mended = _DOUBTFUL.sub(_mended, texts)
            if mended != texts:
                font.ToUnicode.write(mended)


def _is_font(thing: object) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/ToUnicode" in thing


def _mended(line: re.Match[bytes]) -> bytes:
    text = cluster(bytes.fromhex(line[2].decode()).decode("utf-16-be", "replace"))
    return line[1] + b" <" + text.encode("utf-16-be").hex().encode() + b">"


def cluster(text: str) -> str:
    """Give what one glyph prints of ``text``, which begins with it.

    An ideograph or a Hangul syllable is a glyph by itself, with the marks that combine with it; no glyph prints a space and
    something else. Other texts of several characters are ligatures and clusters, and right.

    >>> cluster("혁\u2060에 맞선"), cluster("ffect of"), cluster("ffi"), cluster("") == "\u200b"
    ('혁', 'ff', 'ffi', True)
    """
    seen = text.translate(_INVISIBLE)
    if not seen:
        return _NOTHING
    if unicodedata.east_asian_width(seen[0]) in "WF":
        end = next((n for n, c in enumerate(seen) if n and not unicodedata.category(c).startswith("M")), None)
        return seen[:end]
    found = _LIGATURE.match(seen)
    return found[0] if found and " " in seen.strip(" ") else seen

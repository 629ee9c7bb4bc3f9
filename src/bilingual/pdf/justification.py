"""WeasyPrint's lines → lines as Chinese and Japanese need them, and no hyphens where none should be.

WeasyPrint 70 justifies by spaces only, and doesn't know ``hyphenate-limit-lines`` and ``-last``. Six of its functions are
replaced while an edition is laid out and drawn; a version that nobody has tried keeps its own ones, and the
edition says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bilingual.pdf.internals import is_known, replaced

_WIDE = "\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_WIDE_END = re.compile(f"[{_WIDE}…—─][\u200b\u2060]*$")
_GAP = re.compile(f"[{_WIDE}](?![ \u00a0])|[…—─](?![\u200b\u2060]*[…—─])|[ \u00a0]")
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_HANGUL = "\uac00-\ud7a3"
_HANGUL_END = re.compile(f"[{_HANGUL}][\u200b\u2060]*$")
_HANGUL_GAP = re.compile(f"[{_HANGUL}](?![\u200b\u2060]*[ \u00a0])|[ \u00a0]")
_HAS_HANGUL = re.compile(f"[{_HANGUL}]")
_WORD_SHARES = 5
"""What the space between two Korean words gets of a line's white for each part that goes between two syllables, whose words
are not divided: with spaces alone 28 % of lines had some over .6 em at 36 em."""
_WIDEST_SHARE = 0.068
"""Em that a syllable is set apart by at most: the spaces between words, .23 em as they are, come to .57 then (.6 with a mark beside them)."""
_OPENING = tuple("「『《〈【〔（〖｛［〝")
_HANGING = "」』》〉】〕）〗｝］〟"
"""Marks whose right half is white in every font: at the end of a line it stands outside, so that the ink is flush."""
_HANGING_IN = {"zh-Hans": "，。、．：；！？”’", "zh-Hant": "”’", "ja": "，。、．"}
"""Those of one language; in Taiwan and Hong Kong pauses are centred in their square, and stay inside."""
_OUTSIDE = 0.5
"""Em of a mark that is white."""
_MOST_HYPHENS = 2
"""Lines one below the other that end with a hyphen: more of them make a ladder."""
_NARROWEST = 0.2
"""Em of the narrowest letters, on the average of a line: a longer text never fits it."""
_WIDEST_GAP = 0.35
"""Em that a gap is widened by at most; a line that would need more ends short. A reader sees holes from .4 on."""


@contextmanager
def between_ideographs() -> Iterator[str]:
    """Justify between ideographs while the context lasts; gives a warning if that can't be done."""
    import weasyprint

    if not is_known():
        yield f"WeasyPrint {weasyprint.__version__} is not known here: Chinese and Japanese lines end ragged"
        return
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    foot = _Foot()
    with replaced(
        (inline, "count_expandable_spaces", _count),
        (inline, "justify_line", _justify_line),
        (inline, "split_text_box", _split_text_box(inline.split_text_box, foot)),
        (inline, "get_next_linebox", _get_next_linebox(inline.get_next_linebox, foot)),
        (Layout, "set_text", _set_text(Layout.set_text)),
        (Layout, "get_first_line", _get_first_line(Layout.get_first_line)),
    ):
        yield ""


@dataclass(slots=True)
class _Foot:
    """Where on the page the line stands that is being filled."""

    last: bool = False
    """Whether no further line fits below it."""


def _get_next_linebox(original: Any, foot: _Foot) -> Any:
    def get_next_linebox(
        context: Any, line: Any, position_y: float, bottom_space: float, *rest: Any, **more: Any
    ) -> Any:
        """See whether a second line as high as this one would still fit below it."""
        from weasyprint.layout import inline

        above = foot.last
        height = inline.strut(line.style)[0]
        foot.last = bool(context.overflows_page(bottom_space, position_y + 2 * height))
        try:
            return original(context, line, position_y, bottom_space, *rest, **more)
        finally:
            foot.last = above

    return get_next_linebox


def _split_text_box(original: Any, foot: _Foot) -> Any:
    ladders: dict[tuple[int, int, int], int] = {}
    """How many lines with a hyphen end, one below the other, where a text goes on: its element, length and offset."""

    def split_text_box(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
        """Hyphenate no third line after two, and none that ends a page."""
        text = (id(box.element), len(box.text))
        above = ladders.get((*text, skip or 0), 0)
        usual = box.style
        if (above >= _MOST_HYPHENS or foot.last) and usual["hyphens"] == "auto":
            box.style = unhyphenated(usual)
        made = original(context, box, width, skip, is_line_start)
        if made[1] is not None:
            made = _spaced(original, context, box, width, skip, is_line_start) or made
        line, going_on, preserved = made
        box.style = usual
        if line is not None:
            line.style = usual
            if going_on is not None:
                ladders[*text, going_on] = above + 1 if line.text.endswith("-") else 0
        return line, going_on, preserved

    return split_text_box


def _spaced(original: Any, context: Any, box: Any, width: Any, skip: Any, is_line_start: bool) -> Any:
    """Lay out the rest of a text that fits but for the space at its end; None if it doesn't.

    WeasyPrint takes such a text for one whose first word is too long, and leaves that word alone on a line.
    """
    from weasyprint.layout.inline import trailing_whitespace_size

    if width is None or not box.text.endswith(" "):
        return None
    size = box.style["font_size"]
    if (len(box.text.encode()) - (skip or 0)) * size * _NARROWEST > width:
        return None
    made = original(context, box, width + size, skip, is_line_start)
    line, going_on, _ = made
    fits = line is not None and going_on is None
    return made if fits and line.width - trailing_whitespace_size(context, line) <= width else None


def unhyphenated(style: Any) -> Any:
    """The same style without hyphenation: one for all the lines that want it."""
    if "unhyphenated" not in vars(style):
        style.unhyphenated = style.copy()
        style.unhyphenated["hyphens"] = "manual"
    return style.unhyphenated


def _gaps(text: str, tag: str | None) -> dict[int, int]:
    """The offsets of the characters after which a line may be widened, and how many parts of its white each gets."""
    if _is_korean(tag) and _HAS_HANGUL.search(text):
        return {m.start(): 1 if m[0].strip() else _WORD_SHARES for m in _HANGUL_GAP.finditer(text)}
    if _HAS_WIDE.search(text):
        return {match.start(): 1 for match in _GAP.finditer(text)}
    share = _WORD_SHARES if _is_korean(tag) else 1
    return {i: share for i, character in enumerate(text) if character in " \u00a0"}


def _is_korean(tag: str | None) -> bool:
    return (tag or "").lower().split("-")[0] == "ko"


def _count(box: Any) -> int:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return sum(_gaps(box.text, box.style["lang"]).values())
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(map(_count, box.children))
    return 0


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    from weasyprint.layout import inline

    gaps = _count(line)
    last = last_text(line)
    if last is not None and _WIDE_END.search(last.text):
        gaps -= 1  # nothing follows the last ideograph
        extra_width += _outside(last)
    korean = last is not None and _is_korean(last.style["lang"])
    if korean and _HANGUL_END.search(last.text):
        gaps -= 1
    if gaps <= 0:
        return
    widened = extra_width / gaps
    if korean:
        widened = min(widened, _WIDEST_SHARE * last.style["font_size"])
    elif last is not None and (
        _ideographic(line) or _language(line.style["lang"])
    ):  # or Latin words between others
        widened = min(widened, _WIDEST_GAP * last.style["font_size"])
    inline.add_word_spacing(context, line, widened, 0)


def _outside(text: Any) -> float:
    """What stands outside the line's end of its last mark, in pixels."""
    mark = text.text.rstrip("\u200b\u2060")[-1]
    if "halt" in str(text.style["font_feature_settings"]):
        return 0.0
    hangs = mark in _HANGING or mark in _HANGING_IN.get(_language(text.style["lang"]), "")
    return float(_OUTSIDE * text.style["font_size"]) if hangs else 0.0


def _language(tag: str | None) -> str:
    """The variant that a tag asks for, as far as marks differ: a Chinese without a script is written in Hans or Hant
    where it lives.
    """
    parts = {part.lower() for part in (tag or "").split("-")}
    if "zh" not in parts:
        return "ja" if "ja" in parts else ""
    return "zh-Hant" if parts & {"hant", "tw", "hk", "mo"} and "hans" not in parts else "zh-Hans"


def _ideographic(box: Any) -> bool:
    if hasattr(box, "text"):
        return bool(_HAS_WIDE.search(box.text))
    return any(map(_ideographic, getattr(box, "children", ())))


def last_text(box: Any) -> Any:
    """Give the last text of a line as a box; None if it ends with something else."""
    while getattr(box, "children", ()):
        box = box.children[-1]
    return box if hasattr(box, "text") else None


def _set_text(original: Any) -> Any:
    def set_text(self: Any, text: str, justify: bool = False) -> None:
        """Leave the spaces alone where ``_get_first_line`` will widen every gap."""
        drawn = justify and bool(self.justification_spacing)
        spread = drawn and (_is_korean(self.style["lang"]) or bool(_HAS_WIDE.search(text)))
        original(self, text, justify and not spread)
        self.spread = spread
        if text[:1] in _OPENING and len(text) > 1 and "halt" not in str(self.style["font_feature_settings"]):
            _halve_first(self)

    return set_text


def _halve_first(layout: Any) -> None:
    """Set an opening bracket at the start of a line half an em wide: its white half would indent the line.

    A text that begins with one begins a line, or follows a run that is set apart; a bracket after another mark
    has been halved by the style sheet.
    """
    from weasyprint.text.ffi import ffi, pango

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    halved = pango.pango_attr_font_features_new(b"halt 1")
    halved.start_index, halved.end_index = 0, len(layout.text[0].encode())
    pango.pango_attr_list_change(attributes, halved)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _get_first_line(original: Any) -> Any:
    def get_first_line(self: Any) -> Any:
        """Widen the gaps of a line that is drawn: the advance of each glyph before one."""
        line, index = original(self)
        if getattr(self, "spread", False):
            self.spread = False
            _spread(line, _gap_bytes(self.text, self.style["lang"]), self.justification_spacing)
        return line, index

    return get_first_line


def _spread(line: Any, shares: dict[int, int], width: float) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi

    run = line.runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs, clusters = item.glyphs.glyphs, item.glyphs.log_clusters
        for n in range(item.glyphs.num_glyphs):
            end = clusters[n + 1] if n + 1 < item.glyphs.num_glyphs else item.item.length
            places = range(item.item.offset + clusters[n], item.item.offset + end)  # “——” is one glyph
            share = max((shares.get(place, 0) for place in places), default=0)
            glyphs[n].geometry.width += round(width * share * TO_UNITS)


def _gap_bytes(text: str, tag: str | None) -> dict[int, int]:
    """The gaps by their offsets in the text's UTF-8 bytes, as Pango counts them."""
    shares, position, last = {}, 0, 0
    for gap, share in _gaps(text, tag).items():
        position += len(text[last:gap].encode())
        shares[position] = share
        last = gap
    return shares

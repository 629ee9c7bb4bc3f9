"""What WeasyPrint works out again and again is worked out once, and the pages stay what they were."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, percent
from weasyprint.pdf import fonts
from weasyprint.text import line_break

from bilingual.pdf import repeated

HTML = """<!doctype html><style>
@page { size: 90mm 120mm; margin: 12mm; @top-center { content: "head " counter(page); border-radius: 10% 2px } }
body { font-family: "Source Serif 4"; text-align: justify; hyphens: auto; orphans: 1; widows: 1 }
.half { width: 50%; padding: 5% 2px; border: 1px solid; border-radius: 10% 3px; box-sizing: border-box; margin: auto }
.collapsed { border-collapse: collapse; width: 100% } .collapsed td { border: 2px solid; padding: 1px }
.collapsed td + td { border-left: 6px solid red } p:first-letter { font-size: 2em }
.line:first-line { color: blue; letter-spacing: 1px } .figures { font-feature-settings: "smcp", "onum" }
.note { float: footnote } .decorated { text-decoration: underline; word-spacing: 2px } .pre { white-space: pre-wrap }
.flex { display: flex } .flex p { flex: 1; min-height: 10% } .right { float: right; width: 20% } sup { line-height: 0 }
</style><body lang="en">
<ul><li>one <ol style="list-style-position: inside"><li>inner</li></ol></li></ul>
<p class="line">WeasyPrint resolves a <b class="decorated">box’s widths and the height</b> of its lines<span class="note">A
note at the foot.</span> from <i class="figures">its style each time 1234</i>, though elements share<sup>1</sup> one.</p>
<div class="half"><p>Half as wide, extraordinarily hyphenated words and <a href="#x">links</a></p></div>
<table class="collapsed"><tr><td>one</td><td>two two</td></tr><tr><td colspan="2" class="decorated">three</td></tr></table>
<div class="flex"><p>left side of it</p><p>right &amp; wrong</p></div><p class="right">floated text</p>
<p class="pre">kept   as
it was	tabbed</p><p id="x" dir="rtl" lang="ar">אבג דהו</p><img alt="" style="width: 30%; height: 4px" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9'>x</text></svg>">
"""


def printed() -> tuple[bytes, str]:
    document = weasyprint.HTML(string=HTML).render(pdf_tags=True)
    return document.write_pdf(pdf_tags=True, uncompressed_pdf=True), repr(
        [kept(page) for page in document.pages]
    )


def kept(page: Any) -> list[Any]:
    """Where every box stands, and how large it is."""
    names = ("position_x", "position_y", "width", "height", "margin_top", "padding_left", "border_left_width")
    return [
        (box.element_tag, *(getattr(box, name, None) for name in (*names, "border_top_left_radius", "text")))
        for box in page._page_box.descendants()
    ]


def test_pages_are_the_same_byte_for_byte() -> None:
    before = printed()
    with repeated.worked_out_once() as known:
        assert known
        assert printed() == before
        assert printed() == before  # with what the first time left in the process


def test_no_file_of_a_font_is_read_that_nobody_looks_at(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    own = fonts.get_hb_object_data

    def counted(face: Any) -> Any:
        data = own(face)
        read.append(len(data))
        return data

    monkeypatch.setattr(fonts, "get_hb_object_data", counted)
    weasyprint.HTML(string=HTML).write_pdf()
    whole = len(read)
    read.clear()
    with repeated.worked_out_once():
        weasyprint.HTML(string=HTML).write_pdf()
    assert len(read) == whole / 2  # the subsets


def replaced() -> list[Any]:
    owners = (percent.resolve_percentages, inline.resolve_percentages, inline.create_layout)
    return [
        *owners,
        line_break.Layout.setup,
        boxes.Box.is_in_normal_flow,
        fonts.Font.__dict__.get("file_content"),
    ]


def test_a_weasyprint_that_nobody_has_tried_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = replaced()
    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    with repeated.worked_out_once() as known:
        assert not known
        assert replaced() == before


def test_what_is_replaced_is_put_back() -> None:
    before = replaced()
    with pytest.raises(ValueError), repeated.worked_out_once():
        assert not any(new is old for new, old in zip(replaced(), before, strict=True))
        raise ValueError
    assert replaced() == before

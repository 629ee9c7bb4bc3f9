"""One style for all elements that are styled alike, in the same language."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from bilingual.pdf import sharing

HTML = """<style>td { padding: 1px } .b { color: blue }</style><table>
<tr><td lang="ko"><p>하나</p></td><td lang="en"><p>one</p></td></tr>
<tr><td lang="ko"><p>둘</p></td><td lang="en" class="b"><p>two</p></td></tr>
<tr><td lang="ko" style="color: red"><p>셋</p></td><td lang="en" style="color: green" id="e"><p>three</p></td></tr>
<tr><td style="color: gray" lang="ko"><p>넷</p></td><td lang="ja"><p>四</p></td></tr></table>"""


def styles() -> list[Any]:
    """The style of each cell, from the top left."""
    page = weasyprint.HTML(string=HTML).render().pages[0]._page_box
    return [box.style for box in page.descendants() if isinstance(box, boxes.TableCellBox)]


def said(found: list[Any]) -> list[tuple[str, Any]]:
    return [(style["lang"], style["color"]) for style in found]


def test_cells_of_one_language_share_a_style() -> None:
    with sharing.styles_shared() as known:
        assert known
        found = styles()
    assert found[0] is found[2]
    assert len({id(style) for style in found}) == 7
    assert (
        len({id(style) for style in styles()}) == 8
    )  # as WeasyPrint does it: should it learn to, ours can go


def test_what_differs_in_anything_else_has_its_own_style() -> None:
    with sharing.styles_shared():
        shared = said(styles())
    assert shared == said(styles())
    assert [language for language, _ in shared] == ["ko", "en", "ko", "en", "ko", "en", "ko", "ja"]


def test_a_weasyprint_that_nobody_has_tried_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = weasyprint.css.find_style_attributes
    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    with sharing.styles_shared() as known:
        assert not known
        assert weasyprint.css.find_style_attributes is before


def test_what_is_replaced_is_put_back() -> None:
    before = weasyprint.css.find_style_attributes
    with pytest.raises(ValueError), sharing.styles_shared():
        raise ValueError
    assert weasyprint.css.find_style_attributes is before


def made(html: str) -> Any:
    """What WeasyPrint computed for each element and pseudo-element."""
    from weasyprint import document

    return document.Document._build_layout_context(
        weasyprint.HTML(string=html), None, None, None, {**weasyprint.DEFAULT_OPTIONS, "cache": {}}
    ).style_for


def test_only_list_items_have_markers_and_only_notes_are_called() -> None:
    html = "<p>a</p><ul><li>b</ul><p>c<span style='float: footnote'>d</span></p>"
    with sharing.styles_shared():
        spared = made(html)
    usual = made(html)
    names = {(element.tag, pseudo) for element, pseudo in spared.get_computed_styles() if pseudo}
    assert names == {("li", "marker"), ("span", "footnote-call"), ("span", "footnote-marker")}
    assert len(usual.get_computed_styles()) > 2 * len(spared.get_computed_styles())


def test_the_height_of_a_line_is_told_once_a_style() -> None:
    from weasyprint.layout import inline

    before = inline.strut
    with sharing.styles_shared():
        styles()
        style = next(style for style in styles())
        assert inline.strut(style) == before(style) == style.strut
    assert inline.strut is before

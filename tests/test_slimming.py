"""Pages that take less memory, and are the same."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from bilingual.pdf import slimming

HTML = """<style>@page { size: 80mm 60mm; @bottom-center { content: counter(page) } }
table { border-collapse: collapse } td { border: 1px solid; border-radius: 3px; padding: 2px } p { margin: 3px 0 }
i { border: 2px solid red; box-decoration-break: slice } b { min-width: 3em; max-width: 9em; display: inline-block }
p::first-letter { font-size: 2em } p::first-line { color: blue }</style>
<table><thead><tr><th>head</thead>""" + "".join(
    f"<tr><td><p>one <i>{'two ' * n}</i> <b>three</b><td><p>{'four ' * 3 * n}" for n in range(1, 12)
)


def pages() -> Any:
    return weasyprint.HTML(string=HTML).render()


def values(document: Any) -> list[tuple[Any, ...]]:
    """What is drawn of each box."""
    sides = ("top", "right", "bottom", "left")
    return [
        (
            type(box).__name__,
            round(box.position_x, 6),
            round(box.position_y, 6),
            *[getattr(box, f"margin_{side}") for side in sides],
            *[getattr(box, f"padding_{side}") for side in sides],
            *[getattr(box, f"border_{side}_width", None) for side in sides],
            box.border_top_left_radius,
            box.remove_decoration_sides,
        )
        for page in document.pages
        for box in page._page_box.descendants()
    ]


@pytest.mark.parametrize("long", [0, 150])
def test_slimmed_pages_are_the_same_to_the_byte(long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slimming, "_LONG", long)
    usual = pages()
    expected = values(usual), usual.write_pdf()
    with slimming.pages_slimmed() as known:
        slimmed = pages()
    assert known
    assert len(slimmed.pages) > 3
    assert values(slimmed) == expected[0]
    assert slimmed.write_pdf() == expected[1]


def test_a_box_keeps_no_value_that_is_the_usual_one() -> None:
    with slimming.pages_slimmed():
        slimmed = pages()
    text = [b for p in slimmed.pages for b in p._page_box.descendants() if isinstance(b, boxes.TextBox)]
    assert max(len(vars(box)) for box in text) <= 21  # beyond that Python doubles its table
    assert min(len(vars(box)) for p in pages().pages for box in p._page_box.descendants()) > 25


def test_the_sides_of_one_box_are_not_those_of_another() -> None:
    with slimming.pages_slimmed():
        found = list(pages().pages[0]._page_box.descendants())
    first, second = [box for box in found if isinstance(box, boxes.TextBox)][:2]
    first.remove_decoration_sides.add("top")
    assert second.remove_decoration_sides == set()
    assert first.copy().remove_decoration_sides == {"top"}


def test_what_is_replaced_is_put_back() -> None:
    before = weasyprint.layout.page.make_page, weasyprint.layout.layout_backgrounds
    with pytest.raises(ValueError), slimming.pages_slimmed():
        raise ValueError
    assert (weasyprint.layout.page.make_page, weasyprint.layout.layout_backgrounds) == before


def test_a_weasyprint_that_nobody_has_tried_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = weasyprint.layout.layout_backgrounds
    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    with slimming.pages_slimmed() as known:
        assert not known
        assert weasyprint.layout.layout_backgrounds is before

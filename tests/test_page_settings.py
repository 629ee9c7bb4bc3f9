"""What ``[page]`` changes on the page: running heads, colours, and sizes that follow the measures of the fonts."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib import resources

import pytest
from PIL import ImageFont

from bilingual import faces, layouts, pdf
from bilingual.layouts.sizes import sizes
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import ColoursConfig, PageConfig, contrast
from bilingual.pdf.faces import measured
from pages import glyphs
from test_pdf import made

SOURCE_SERIF = resources.files("bilingual.layouts") / "fonts" / "source-serif-4-latin-400-normal.woff2"
PAIR = ("zh-Hant", "en")


def with_sections() -> Edition:
    """Twelve paragraphs, with a heading after every third one."""
    edition = made(PAIR, 12)
    rows: list[Row] = []
    for n, row in enumerate(edition.rows):
        if n % 3 == 1:
            cells = tuple(
                Cell(tag, (Piece(f"{word}{n}", State.REVIEWED, Role.HEADING, tag),))
                for tag, word in (("zh-Hant", "章"), ("en", "Section"))
            )
            rows.append(Row(Role.HEADING, n, cells))
        rows.append(row)
    return replace(edition, rows=tuple(rows), titles=("標題", "Title"))


def heads(layout: str, page: PageConfig) -> dict[int, str]:
    """What stands in the head of each page."""
    edition = with_sections()
    tools = layouts.Tools(measure=pdf.places)
    printed = pdf.write(layouts.render(edition, page, layout, tools), edition)
    assert printed.warnings == ()
    found: dict[int, str] = {}
    for glyph in glyphs(printed.data):
        if glyph.artifact and glyph.baseline < 90:
            found[glyph.page] = found.get(glyph.page, "") + glyph.text
    return found


@pytest.mark.parametrize("layout", ["columns", "stacked"])
def test_heads_of_left_pages_bear_the_title_and_those_of_right_ones_the_section(layout: str) -> None:
    found = heads(layout, PageConfig(size="A5", head=({"": "title"}, {"": "section"})))
    assert 1 not in found
    assert found[2].startswith("標題")
    assert found[3].startswith("章")
    assert ("Section" in found[3]) == (layout == "columns")


def test_facing_pages_have_the_head_of_their_side() -> None:
    found = heads("facing", PageConfig(size="A5", head=({"": "The Daily"}, {"": "section"})))
    assert (found[4], found[5][:7]) == ("The Daily", "Section")
    assert not {2, 3} & set(found)  # the title stands there itself


def test_a_head_may_be_words_of_ones_own_for_each_language_or_nothing() -> None:
    found = heads("columns", PageConfig(size="A5", head=({"en": "The Daily", "": "none"},)))
    assert set(found.values()) == {"The Daily"}


def test_colours_are_printed_as_they_are_set() -> None:
    edition = made(PAIR, 1)
    page = PageConfig(colours=ColoursConfig(text="#400000"))
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(pdf.write(layouts.render(edition, page, "columns"), edition).data)) as file:
        drawn = file.pages[0].Contents.read_bytes()
    assert b"0.25098 0 0 rg" in drawn or b"0.251 0 0 rg" in drawn or b".250980" in drawn


def test_every_built_in_colour_can_be_read() -> None:
    colours = ColoursConfig()
    assert min(contrast(c) for c in (colours.text, colours.draft, colours.untranslated)) > 4.5


def test_the_measures_of_the_built_in_faces_are_those_of_their_files() -> None:
    latin = measured(ImageFont.truetype(str(SOURCE_SERIF), 200), "latin")
    found = {
        "latin": latin,
        "ideographic": pdf.face("Noto Serif CJK TC", "ideographic"),
        "hangul": pdf.face("Noto Serif CJK KR", "hangul"),
    }
    for script, usual in faces.BUILT_IN.items():
        own = found[script]
        assert own is not None
        assert own.height == pytest.approx(usual.height, rel=0.01)
        assert own.grey == pytest.approx(usual.grey, rel=0.02)
        assert own.widths == pytest.approx(usual.widths, abs=2)
        assert own.wide == usual.wide or script == "latin"


def test_a_font_of_ones_own_is_set_as_large_as_the_built_in_one_looks() -> None:
    small = replace(faces.BUILT_IN["latin"], height=faces.BUILT_IN["latin"].height * 0.8)
    usual = sizes(PAIR, PageConfig(), {})["en"]
    own = sizes(PAIR, PageConfig(), {"en": small})["en"]
    assert own.size * small.height == pytest.approx(usual.size * faces.BUILT_IN["latin"].height, rel=0.005)


def test_a_blacker_font_gets_more_leading_and_baselines_still_agree() -> None:
    black = replace(faces.BUILT_IN["latin"], grey=faces.BUILT_IN["latin"].grey * 1.05)
    found = sizes((*PAIR, "ko"), PageConfig(), {"en": black})
    assert found["en"].leading > sizes(PAIR, PageConfig(), {})["en"].leading
    assert len({round(own.lift + own.leading / 2, 3) for own in found.values()}) == 1


def test_a_smaller_chinese_font_makes_the_others_smaller() -> None:
    small = replace(faces.BUILT_IN["ideographic"], height=faces.BUILT_IN["ideographic"].height * 0.9)
    found = sizes((*PAIR, "ko"), PageConfig(), {"zh-Hant": small})
    assert found["zh-Hant"].size == 1
    assert found["en"].size < 1.0
    assert found["ko"].size == pytest.approx(0.9, abs=0.005)


def test_leading_is_that_of_the_chinese_and_the_others_follow() -> None:
    found = sizes(PAIR, PageConfig(leading=1.8), {})
    assert found["zh-Hant"].leading == pytest.approx(1.8)
    assert found["en"].leading == pytest.approx(1.62)


def test_an_installed_font_is_measured_from_its_file_and_no_other_is() -> None:
    found = pdf.face("Noto Serif CJK JP", "latin")
    assert found is not None
    assert found.height == pytest.approx(0.516, abs=0.005)
    assert pdf.face("No Such Serif", "latin") is None


def test_a_font_is_not_measured_by_letters_that_it_lacks() -> None:
    font = ImageFont.truetype(str(SOURCE_SERIF), 200)
    assert measured(font, "hangul") is None
    assert measured(font, "latin") is not None

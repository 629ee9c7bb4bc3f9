"""What a book designer looks for on a page: equal grey, filled last pages, whole tables, pictures that fit, indents."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest

from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.edition_settings import ColophonConfig
from bilingual.faces import BUILT_IN
from bilingual.layouts import pictures, tables
from bilingual.layouts.sizes import loosened, sizes
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.picture import Picture
from pages import Glyph, Line, glyphs, lines

KOREAN = (
    "윤석열 한국 대통령은 “북한이 핵 공격을 할 경우 양국은 즉각 정상 간 협의를 할 것”이라고 말했다. 이번 회담에서는 ‘워싱턴 선언’도 "
    "발표됐다. 선언에는 핵무기 사용 계획에 관한 협의체인 ‘핵협의그룹’(NCG) 신설, 수중 발사 능력을 갖춘 핵잠수함의 한국 파견·기항 등이 "
    "담겼다. 미국이 마지막으로 전략핵잠수함(SSBN)을 파견한 것은 1980년대 초였다. "
)
CHINESE = "韓國總統在記者會上表示，兩國將立即進行協商，並發表了一份內容包含協商機制的聯合聲明。"
ENGLISH = (
    "The two presidents told reporters that both countries would consult at once, and published a statement. "
)
TEXTS = {"ko": KOREAN, "zh-Hant": CHINESE, "en": ENGLISH}


def row(role: Role, *tags: str, times: int = 1, marker: str = "", text: str = "") -> Row:
    cells = (Cell(tag, (Piece((text or TEXTS[tag]) * times, State.REVIEWED, role, tag),)) for tag in tags)
    return Row(role, 0, tuple(cells), marker=marker)


def edition(rows: list[Row], *tags: str) -> Edition:
    return Edition("a", tags, tuple(rows), tuple("題" for _ in tags), "zh-Hant")


def body(made: Edition, layout: str, page: PageConfig, *colophon: str) -> list[Glyph]:
    tools = layouts.Tools(colophon=ColophonConfig(colophon))
    found = glyphs(pdf.write(layouts.render(made, page, layout, tools), made).data)
    return [glyph for glyph in found if not glyph.artifact]


@lru_cache(maxsize=2)
def korean(ems: int) -> tuple[Line, ...]:
    """Lines of Korean in a column so many em wide but for the last of each paragraph."""
    made = edition([row(Role.PARAGRAPH, "ko", times=3)] * 4, "ko")
    page = PageConfig(size=f"{10 * ems + 40}pt 800pt", margin="20pt")
    found = lines(body(made, "mono", page))
    return tuple(a for a, b in pairwise(found) if b.left < 25)


def word_gaps(line: Line) -> list[float]:
    spaced = zip(line.glyphs, line.glyphs[1:], line.glyphs[2:], strict=False)
    return [(after.left - before.right) / before.size for before, space, after in spaced if space.text == " "]


def test_korean_is_flush_where_the_column_is_wide_and_no_word_space_gapes() -> None:
    ends = [line.right for line in korean(36)]
    assert sum(max(ends) - end < 0.5 for end in ends) >= 0.9 * len(ends)
    assert max(gap for line in korean(36) for gap in word_gaps(line)) <= 0.6


def test_korean_is_ragged_in_a_narrow_column() -> None:
    assert len({round(line.right) for line in korean(24)}) > 3
    assert max(gap for line in korean(24) for gap in word_gaps(line)) < 0.3


def test_hangul_is_as_grey_as_the_chinese_beside_it_within_an_eighth() -> None:
    found = sizes(("zh-Hant", "ko"), PageConfig(), {})

    def grey(tag: str) -> float:
        own, usual = found[tag], BUILT_IN[found[tag].script]
        return usual.grey * usual.wide / own.face.wide * own.size / own.leading

    assert grey("ko") == pytest.approx(grey("zh-Hant"), rel=1 / 8)


def test_a_text_far_shorter_than_its_neighbours_gets_more_leading_and_its_baselines_agree() -> None:
    rows = [Row(Role.PARAGRAPH, 0, (*row(Role.PARAGRAPH, "zh-Hant", times=2).cells,
                                    *row(Role.PARAGRAPH, "en", "ko", times=4).cells))] * 4  # fmt: skip
    tags = ("zh-Hant", "en", "ko")
    drawn = body(edition(rows, *tags), "columns", PageConfig(ratio=(1, 1, 1)))
    chinese = lines([glyph for glyph in drawn if glyph.left < 190])
    leading = min(b.baseline - a.baseline for a, b in pairwise(chinese) if a.page == b.page)
    assert leading == pytest.approx(16.5 * 0.975, abs=0.1)  # three columns are led less
    starts = [[line.baseline for line in lines(drawn, left=left, right=left + 5)] for left in (48, 223, 398)]
    assert set(map(round, starts[0])) & set(map(round, starts[1])) & set(map(round, starts[2]))


def test_loosened_leading_keeps_first_baselines() -> None:
    found = loosened(sizes(("zh-Hant", "en"), PageConfig(), {}), {"zh-Hant": 1.05, "en": 1.0})
    assert len({round(own.lift + own.leading / 2, 3) for own in found.values()}) == 1


def test_no_line_stands_alone_above_the_colophon() -> None:
    for count in range(24, 34):
        rows = [row(Role.PARAGRAPH, "zh-Hant", "en") for _ in range(count)]
        drawn = body(edition(rows, "zh-Hant", "en"), "columns", PageConfig(size="A5"), "production")
        last = [glyph for glyph in drawn if glyph.page == max(g.page for g in drawn)]
        text = [glyph.baseline for glyph in last if glyph.size > 9]
        assert not text or max(text) - min(text) > 20, count


@pytest.mark.parametrize(
    "pixels", [(400, 300), (800, 500), (1000, 700), (1100, 800), (1300, 900), (3000, 900)]
)
def test_a_picture_fills_the_width_or_is_clearly_narrower(pixels: tuple[int, int]) -> None:
    found = Picture("a", data=b"x", media="image/jpeg", width=pixels[0], height=pixels[1], digest="0a")
    for width in (300.0, 420.0, 499.0):
        values = pictures.values(Row(Role.ALT, 0, (), picture=found), (), width, 720.0)
        assert values is not None
        part = float(values["width"].removesuffix("pt")) / width
        assert part == pytest.approx(1.0, abs=0.001) or part <= 0.8501
        assert float(values["height"].removesuffix("pt")) <= 0.45 * 720 * 1.15


def test_a_short_table_stays_whole_and_a_long_one_keeps_two_rows() -> None:
    table = [row(Role.TABLE, "en")]
    text = [row(Role.PARAGRAPH, "en")]
    assert tables.kept(text + table * 3 + text) == [False, True, True, False, False]
    assert tables.kept(table * 12) == [True, *[False] * 9, True, False]
    assert tables.kept([]) == []


@pytest.mark.parametrize("layout", ["columns", "stacked", "mono"])
def test_a_tables_first_row_was_left_at_the_foot_of_a_page(layout: str) -> None:
    tags = ("en",) if layout == "mono" else ("zh-Hant", "en")
    for count in (8, 9, 10, 11, 12, 13):
        rows = [row(Role.PARAGRAPH, *tags)] * count
        rows += [row(Role.TABLE, *tags, text=f"T{n}\tU") for n in range(4)]
        drawn = body(edition(rows, *tags), layout, PageConfig(size="100mm 150mm", margin="12mm"))
        pages = {glyph.page for glyph in drawn if glyph.text == "U"}
        assert len(pages) == 1, (layout, count)


def test_the_first_paragraph_after_anything_else_is_flush_in_english_and_set_in_in_chinese() -> None:
    roles = (
        Role.BYLINE,
        Role.PARAGRAPH,
        Role.PARAGRAPH,
        Role.LIST_ITEM,
        Role.PARAGRAPH,
        Role.HEADING,
        Role.PARAGRAPH,
    )
    indents = {}
    for tag in ("en", "zh-Hant"):
        made = edition([row(role, tag, text="A字B") for role in roles], tag)
        found = lines(body(made, "mono", PageConfig()))
        left = min(line.left for line in found)
        texts = [line for line, role in zip(found, roles, strict=True) if role is Role.PARAGRAPH]
        indents[tag] = [round(line.left - left) for line in texts]
    assert indents["en"] == [0, 13, 0, 0]
    assert indents["zh-Hant"] == [20, 20, 20, 20]


def test_a_black_bullet_was_an_em_large() -> None:
    made = edition(
        [
            row(Role.LIST_ITEM, "zh-Hant", marker="●"),
            row(Role.LIST_ITEM, "zh-Hant", marker="1."),
            row(Role.LIST_ITEM, "zh-Hant", text="● 東"),
        ],
        "zh-Hant",
    )
    found = lines(body(made, "mono", PageConfig()))
    found_bullets = [glyph for line in found for glyph in line.glyphs if glyph.text == "●"]
    assert [bullet.size < 7 for bullet in found_bullets] == [True, True]
    texts = [
        min(g.left for g in line.glyphs if g.text == CHINESE[0]) for line in found if CHINESE[0] in line.text
    ]
    assert texts[0] == pytest.approx(texts[1], abs=0.2)


def test_a_drafts_name_in_the_gutter_is_nearer_to_its_own_text() -> None:
    piece = Piece(ENGLISH * 3, State.DRAFT, Role.PARAGRAPH, "en", entry="dc4606")
    cells = (*row(Role.PARAGRAPH, "zh-Hant", times=3).cells, Cell("en", (piece,)))
    drawn = body(edition([Row(Role.PARAGRAPH, 0, cells)], "zh-Hant", "en"), "columns", PageConfig())
    mark = [glyph for glyph in drawn if glyph.size < 5]
    before = max(g.right for g in drawn if g.size > 9 and g.right < min(m.left for m in mark) + 5)
    own = min(g.left for g in drawn if g.size > 9 and g.left > max(m.right for m in mark))
    assert "".join(m.text for m in mark) == "dc4606"
    assert own - max(m.right for m in mark) < min(m.left for m in mark) - before
    assert min(m.left for m in mark) - before > 5


@pytest.mark.parametrize("paper", ["A4", "170mm 240mm", "letter"])
def test_chinese_columns_are_whole_ems_wide_so_that_full_lines_need_no_widening(paper: str) -> None:
    made = edition([row(Role.PARAGRAPH, "zh-Hant", "en", times=3)] * 6, "zh-Hant", "en")
    drawn = [g for g in body(made, "columns", PageConfig(size=paper)) if "\u4e00" <= g.text <= "\u9fff"]
    found = [line for line in lines(drawn) if len(line.glyphs) > 8]
    plain = [
        line
        for line in found
        if all(b.left - a.right < 0.05 for a, b in pairwise(line.glyphs) if a.right > b.left - 9)
    ]
    assert len(plain) > 0.2 * len(found)
    width = max(line.right for line in found) - min(line.left for line in found)
    assert width / 10 == pytest.approx(round(width / 10), abs=0.06)


def test_the_shorter_page_of_a_spread_was_a_narrow_strip() -> None:
    long = row(Role.PARAGRAPH, "en", times=9).cells
    made = edition(
        [Row(Role.PARAGRAPH, 0, (*row(Role.PARAGRAPH, "zh-Hant", times=2).cells, *long))] * 8, "zh-Hant", "en"
    )
    tools = layouts.Tools(measure=pdf.places)
    printed = glyphs(pdf.write(layouts.render(made, PageConfig(), "facing", tools), made).data)
    drawn = [glyph for glyph in printed if not glyph.artifact and glyph.size > 9]
    chinese = [glyph for glyph in drawn if "\u4e00" <= glyph.text <= "\u9fff"]
    english = [glyph for glyph in drawn if "Source" in glyph.font]
    widths = [max(g.right for g in own) - min(g.left for g in own) for own in (chinese, english)]
    assert widths[0] >= 0.63 * widths[1]


def test_the_last_page_is_mended_by_leading_and_air_and_the_type_keeps_its_size() -> None:
    sizes_found = set()
    for count in range(24, 34):
        made = edition([row(Role.PARAGRAPH, "zh-Hant", "en")] * count, "zh-Hant", "en")
        drawn = body(made, "columns", PageConfig(size="A5"), "production")
        sizes_found |= {round(g.size, 2) for g in drawn if g.text == CHINESE[0] and g.size > 9}
    assert sizes_found == {10.0}

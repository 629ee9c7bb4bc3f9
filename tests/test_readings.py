"""Readings above their bases: what the templates get, and where they stand on the page."""

from __future__ import annotations

from typing import Any

from bilingual import layouts, pdf
from bilingual.inline import Tag
from bilingual.layouts import readings
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig
from bilingual.typography import JOIN, READING, Run, prepare, tagged
from pages import glyphs

TEXT = "彼は漢字を書いた。これは長い文で、行がどのように並ぶかを見るためにある。次の行も同じ高さで並ぶ。"
RUBY = Tag(2, 4, "ruby", (("rt", "かんじ"),))


def edition_of(tag: str, *tags: Tag) -> Edition:
    piece = Piece(TEXT, State.REVIEWED, Role.PARAGRAPH, tag, "", tags)
    return Edition("a", (tag,), (Row(Role.PARAGRAPH, 0, (Cell(tag, (piece,)),)),), ("題",), "ja")


def printed(edition: Edition) -> list[Any]:
    page = PageConfig(size="80mm 120mm", margin="12mm")
    return list(glyphs(pdf.write(layouts.render(edition, page, "mono"), edition).data))


def test_a_base_and_its_reading_become_one_run() -> None:
    runs = readings.above(tagged(prepare(TEXT, "ja"), TEXT, [RUBY]))
    (ruby,) = [run for run in runs if run.kind == readings.RUBY]
    assert ruby.text == "漢字" and dict(ruby.tags[0].attributes) == {"rt": "かんじ", "width": "2.00em"}
    assert READING not in {run.kind for run in runs}
    assert "".join(run.text for run in runs).replace(JOIN, "") == TEXT


def test_a_long_reading_makes_room_for_itself() -> None:
    run = Run("志", tags=(Tag(0, 1, "ruby", (("rt", "こころざし"),)),))
    (ruby,) = readings.above([run, Run("こころざし", READING)])
    assert dict(ruby.tags[0].attributes)["width"] == "2.00em"


def test_readings_of_neighbours_were_printed_over_one_another() -> None:
    text, read = "叫價員張文雄站在台上。", ("Tiuⁿ", "Bûn", "Hiông")
    tags = tuple(Tag(n, n + 1, "ruby", (("rt", rt),)) for n, rt in enumerate(read, 3))
    piece = Piece(text, State.REVIEWED, Role.PARAGRAPH, "zh-Hant", "", tags)
    row = Row(Role.PARAGRAPH, 0, (Cell("zh-Hant", (piece,)),))
    found = printed(Edition("a", ("zh-Hant",), (row,), ("題",), "zh-Hant"))
    base = next(g for g in found if g.text == "張")
    above = [
        g
        for g in found
        if g.text.isalpha() and g.page == base.page and 0.7 < (base.baseline - g.baseline) / base.size < 1.2
    ]
    assert "".join(g.text for g in above) == "".join(read)
    first, second = above[: len(read[0])], above[len(read[0]) : -len(read[2])]
    assert first[-1].right < second[0].left
    assert second[-1].right < above[-len(read[2])].left


def test_what_can_not_have_its_reading_above_it_keeps_it_behind() -> None:
    tag = Tag(0, 13, "ruby", (("rt", "x"),))
    for base in ([Run("漢" * 13, tags=(tag,))], [Run("漢", tags=(tag,)), Run("字", tags=(tag,))]):
        runs = (*base, Run("x", READING))
        assert readings.above(runs) == runs
    assert "（" not in layouts.render(edition_of("en", RUBY), PageConfig(), "mono")
    assert 'class="ruby"' not in layouts.render(edition_of("en", RUBY), PageConfig(), "mono")


def test_a_reading_stands_centred_above_its_base_and_moves_no_line() -> None:
    with_ruby, without = printed(edition_of("ja", RUBY)), printed(edition_of("ja"))
    base = [g for g in with_ruby if g.text in "漢字" and g.text]
    above = [g for g in with_ruby if g.text in "かんじ" and g.size < 0.6 * base[0].size]
    assert "".join(g.text for g in above) == "かんじ"
    middle = (base[0].left + base[-1].right) / 2
    assert abs((above[0].left + above[-1].right) / 2 - middle) < 0.5
    assert all(0.7 * base[0].size < base[0].baseline - g.baseline < 1.2 * base[0].size for g in above)

    def lines(found: list[Any]) -> list[float]:
        return sorted({round(g.baseline, 1) for g in found if g.size > 0.9 * base[0].size})

    assert lines(with_ruby) == lines(without)

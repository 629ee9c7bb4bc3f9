"""The layouts beside columns: what stands on a page, in which order and language, and a project's own templates."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest

import conformance
from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from conftest import ARTICLE, Run
from pages import Line, glyphs, lines
from test_pdf import TEXTS, made

PAIR = ("zh-Hant", "en")


@lru_cache(maxsize=8)
def printed(layout: str, tags: tuple[str, ...] = PAIR, paragraphs: int = 9) -> pdf.Printed:
    edition = made(tags, paragraphs)
    html = layouts.render(edition, PageConfig(size="A5"), layout, layouts.Tools(measure=pdf.places))
    return pdf.write(html, edition)


def pages(data: bytes) -> list[str]:
    """The text of each page, running heads and folios left out."""
    found: dict[int, list[str]] = {}
    for glyph in glyphs(data):
        if not glyph.artifact:
            found.setdefault(glyph.page, []).append(glyph.text)
    return ["".join(found.get(n, [])) for n in range(1, max(found) + 1)]


def numbered(count: int, sentences: int = 4) -> Edition:
    """Paragraphs whose sentences bear numbers, the same on both sides: ``#12.3``."""
    rows = []
    for n in range(count):
        cells = []
        for tag, words in (
            ("zh-Hant", "總統在記者會上表示將加強合作"),
            ("en", "the president told reporters on Friday"),
        ):
            pieces = [
                Piece(
                    f"#{n}.{s}; {', '.join([words] * (1 + (n * n + 3 * s) % 5))}.",
                    State.REVIEWED,
                    Role.PARAGRAPH,
                    tag,
                )
                for s in range(sentences)
            ]
            cells.append(Cell(tag, tuple(pieces)))
        rows.append(Row(Role.PARAGRAPH, n, tuple(cells)))
    return Edition("a", PAIR, tuple(rows), ("標題", "Title"), "zh-Hant")


def marks(text: str) -> list[str]:
    return re.findall(r"#(\d+\.\d)", text.replace("\u200b", ""))


def test_facing_pages_hold_the_same_sentences() -> None:
    edition = numbered(24)
    tools = layouts.Tools(measure=pdf.places)
    data = pdf.write(layouts.render(edition, PageConfig(size="A5"), "facing", tools), edition).data
    found = [marks(page) for page in pages(data)]
    assert len(found) > 6
    assert found[1::2] == found[2::2]
    every = [f"{n}.{s}" for n in range(24) for s in range(4)]
    assert [mark for page in found[1::2] for mark in page] == every


def test_facing_pages_part_paragraphs_between_sentences_and_fill_the_page() -> None:
    edition = numbered(24)
    tools = layouts.Tools(measure=pdf.places)
    data = pdf.write(layouts.render(edition, PageConfig(size="A5"), "facing", tools), edition).data
    starts = [marks(page)[0] for page in pages(data)[1::2]]
    assert any(not start.endswith(".0") for start in starts)
    bottoms: dict[int, float] = {}
    for glyph in glyphs(data):
        if not glyph.artifact:
            bottoms[glyph.page] = max(bottoms.get(glyph.page, 0.0), glyph.baseline)
    spreads = [max(bottoms[n], bottoms[n + 1]) for n in range(2, max(bottoms) - 1, 2)]
    assert min(spreads) > 0.75 * max(spreads)


def opened(paragraphs: int, english: str) -> tuple[int, list[dict[str, float]]]:
    """An article with a title on facing pages: how many pages, and where the words of its opening stand on 2 and 3."""
    texts = numbered(paragraphs)
    cells = (
        Cell("zh-Hant", (Piece("標題", State.REVIEWED, Role.TITLE, "zh-Hant"),)),
        Cell("en", (Piece(english, State.REVIEWED, Role.TITLE, "en"),)),
    )
    edition = replace(texts, rows=(Row(Role.TITLE, 99, cells), *texts.rows), author="Ann Example")
    tools = layouts.Tools(measure=pdf.places)
    data = pdf.write(layouts.render(edition, PageConfig(size="A5"), "facing", tools), edition).data
    found = [glyph for glyph in glyphs(data) if not glyph.artifact]
    tops: list[dict[str, float]] = []
    for page in (2, 3):
        lines = sorted({round(glyph.baseline, 1) for glyph in found if glyph.page == page})
        text = min(glyph.baseline for glyph in found if glyph.page == page and glyph.text == "#")
        tops.append(
            {"title": lines[0], "imprint": [line for line in lines if line < text - 1][-1], "text": text}
        )
    return len(pages(data)), tops


LONG_TITLE = "A title that needs three lines on this small page because it goes on and on, as headlines do"


def test_an_opening_stands_at_the_same_heights_on_both_pages() -> None:
    _, (left, right) = opened(1, LONG_TITLE)
    for part in ("imprint", "text"):
        assert left[part] == pytest.approx(right[part], abs=0.7), part
    assert left["title"] == pytest.approx(right["title"], abs=4), "the sizes of the scripts differ"
    assert left["imprint"] - left["title"] > 40, "as far below as the longer title asks"


def test_a_title_is_lowered_only_where_that_costs_no_spread() -> None:
    tops = {}
    for paragraphs in range(1, 8):
        count, (left, _) = opened(paragraphs, "Title")
        tops.setdefault(count, []).append(left["title"])
    assert min(tops) == 3 and len(tops) > 1, "a short article needs the title page and one spread"
    assert tops[3][0] > 100, "lowered"
    assert tops[3][-1] < tops[3][0], "less, or not at all, where the page is full"


def test_a_sentence_higher_than_a_page_does_not_stop_facing_pages() -> None:
    text = {"zh-Hant": "很長的句子" * 900, "en": "a very long sentence " * 900}
    cells = tuple(Cell(tag, (Piece(text[tag], State.REVIEWED, Role.PARAGRAPH, tag),)) for tag in PAIR)
    edition = Edition("a", PAIR, (Row(Role.PARAGRAPH, 0, cells),), ("標題", "Title"), "zh-Hant")
    tools = layouts.Tools(measure=pdf.places)
    printed = pdf.write(layouts.render(edition, PageConfig(size="A5"), "facing", tools), edition)
    assert "".join(pages(printed.data)).count("句") == 900


@pytest.mark.parametrize("layout", ["stacked", "interlinear", "facing", "columns"])
def test_every_block_is_tagged_with_its_language(layout: str) -> None:
    with pikepdf.open(io.BytesIO(printed(layout).data)) as document:
        languages = {
            language for _, kind, _, language in conformance.elements(document) if kind in {"P", "H1"}
        }
    assert languages == set(PAIR)


@pytest.mark.parametrize("layout", sorted(layouts.LAYOUTS))
def test_every_layout_prints_every_text_and_warns_of_nothing(layout: str) -> None:
    tags = ("en",) if layout == "mono" else PAIR
    done = printed(layout, tags)
    text = re.sub(r"[\s\u2060\u200b-]", "", "".join(pages(done.data)))
    for tag in tags:
        opening = re.sub(r"[\s,:「『-]", "", TEXTS[tag])[:9]
        assert opening in re.sub(r"[，：「『]", "", text)
    assert done.warnings == ()


def test_interlinear_sets_sentence_under_sentence() -> None:
    text = "".join(
        pages(pdf.write(layouts.render(numbered(3), PageConfig(), "interlinear"), numbered(3)).data)
    )
    assert marks(text) == [f"{n}.{s}" for n in range(3) for s in range(4) for _ in PAIR]


def test_stacked_sets_paragraph_under_paragraph() -> None:
    text = "".join(pages(pdf.write(layouts.render(numbered(3), PageConfig(), "stacked"), numbered(3)).data))
    assert marks(text) == [f"{n}.{s}" for n in range(3) for _ in PAIR for s in range(4)]


def test_align_segment_begins_each_sentence_on_one_line_in_every_column() -> None:
    page = PageConfig(align="segment")
    data = pdf.write(layouts.render(numbered(6), page, "columns"), numbered(6)).data
    heads = [g for g in glyphs(data) if g.text == "#" and not g.artifact]
    assert len(heads) == 2 * 6 * 4
    for left, right in zip(heads[0::2], heads[1::2], strict=True):
        assert (left.page, pytest.approx(left.baseline, abs=0.5)) == (right.page, right.baseline)


@pytest.mark.parametrize(
    ("layout", "tags"), [("mono", PAIR), ("facing", ("zh-Hant", "en", "ko")), ("facing", ("en",))]
)
def test_a_layout_says_how_many_languages_it_takes(layout: str, tags: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as error:
        layouts.render(made(tags, 1), PageConfig(), layout)
    assert "--columns" in error.value.hint


def test_the_names_of_drafts_stand_beside_indented_lines_too() -> None:
    edition = numbered(3)
    cells = [
        Cell("en", tuple(replace(p, state=State.DRAFT, entry="abcdef") for p in row.cells[1].pieces[:1]))
        for row in edition.rows
    ]
    rows = tuple(replace(row, cells=(cell,)) for row, cell in zip(edition.rows, cells, strict=True))
    edition = replace(edition, languages=("en",), rows=rows, titles=("Title",))
    drawn = glyphs(pdf.write(layouts.render(edition, PageConfig(), "mono"), edition).data)
    names = [g for g in drawn if not g.artifact and g.size < 5]
    text = [g for g in drawn if not g.artifact and g.size >= 5 and g.text.strip()]
    assert "".join(g.text for g in names) == "abcdef" * 3
    assert max(g.right for g in names) < min(g.left for g in text)


def test_the_projects_own_template_and_style_sheet_win(run: Run, shipped: Path) -> None:
    own = shipped / "layouts"
    own.mkdir()
    (own / "stacked.html").write_text(
        '{% extends "bilingual/stacked.html" %}{% block furniture %}<p>Our <b>House</b></p>{% endblock %}'
    )
    (own / "project.css").write_text("@page { size: A6 }")
    done = run("build", "--layout", "stacked", "--columns", "zh-Hant,en", cwd=shipped)
    assert done.status == 0, done.err
    data = (shipped / "build" / f"{ARTICLE}_zh-Hant_en_stacked.pdf").read_bytes()
    assert pages(data)[0].startswith("OurHouse") or "Our House" in pages(data)[0]


def test_a_broken_template_of_the_projects_own_is_named_with_its_line(run: Run, shipped: Path) -> None:
    (shipped / "layouts").mkdir()
    (shipped / "layouts" / "columns.html").write_text("<p>\n{% if %}\n")
    done = run("build", "--columns", "zh-Hant,en", cwd=shipped)
    assert done.status == 2
    assert "layouts/columns.html:2" in done.err


def test_a_value_that_no_template_has_is_an_error(run: Run, shipped: Path) -> None:
    (shipped / "layouts").mkdir()
    (shipped / "layouts" / "columns.html").write_text("<p>\n{{ nothing }}")
    done = run("build", "--columns", "zh-Hant,en", cwd=shipped)
    assert done.status == 2
    assert "layouts/columns.html:2: error: the template can't be filled: 'nothing' is undefined" in done.err


def test_a_picture_that_a_style_sheet_may_not_name_was_a_librarys_message(run: Run, shipped: Path) -> None:
    (shipped / "layouts").mkdir()
    rules = "h1 { background: url(images/none.png) } p { background: url(http://example.org/a.png) }"
    (shipped / "layouts" / "project.css").write_text(rules)
    done = run("build", "--columns", "zh-Hant,en", cwd=shipped)
    assert done.status == 0
    said = done.out + done.err
    assert "'images/none.png': there is no such file in images/ or layouts/" in said
    assert "'http://example.org/a.png': nothing is fetched: put the file into images/" in said


def test_a_rule_of_ones_own_was_named_by_a_line_that_no_file_has(run: Run, shipped: Path) -> None:
    (shipped / "layouts").mkdir()
    (shipped / "layouts" / "project.css").write_text("p { margin: 0 }\nh1 { colr: red }\n")
    done = run("build", "--columns", "zh-Hant,en", "--dry-run", cwd=shipped)
    assert "warning: Ignored `colr: red `, unknown property, in: h1 { colr: red }\n" in done.out + done.err


def test_an_edition_in_another_layout_has_a_name_of_its_own(run: Run, shipped: Path) -> None:
    assert run("build", "--layout", "mono", cwd=shipped).status == 0
    names = sorted(path.name for path in (shipped / "build").glob("*.pdf"))
    assert names == [f"{ARTICLE}_{tag}_mono.pdf" for tag in ("en", "ko", "zh-Hant")]


def test_facing_pages_are_built_of_the_default_editions_that_are_pairs(run: Run, shipped: Path) -> None:
    with (shipped / "bilingual.toml").open("w", encoding="utf-8") as file:
        file.write('layout = "facing"\n')
    done = run("build", cwd=shipped)
    assert (done.status, done.err) == (0, "")
    names = sorted(path.name for path in (shipped / "build").glob("*.pdf"))
    assert names == [f"{ARTICLE}_zh-Hant_{tag}_facing.pdf" for tag in ("en", "ko")]


def test_an_unknown_layout_is_named(run: Run, shipped: Path) -> None:
    done = run("build", "--layout", "spiral", cwd=shipped)
    assert done.status == 2
    assert "facing" in done.err


def of(
    role: Role, *texts: str, state: State = State.REVIEWED, tag: str = "en", marker: str = ""
) -> list[Row]:
    pieces = [Piece(text, state, role, tag, entry=f"{n:06x}") for n, text in enumerate(texts, 10)]
    return [Row(role, n, (Cell(tag, (piece,)),), marker=marker) for n, piece in enumerate(pieces)]


def alone(rows: list[Row], layout: str = "mono", size: str = "A5") -> list[Line]:
    edition = Edition("a", ("en",), tuple(rows), ("Title",), "zh-Hant")
    drawn = glyphs(pdf.write(layouts.render(edition, PageConfig(size=size), layout), edition).data)
    return lines([glyph for glyph in drawn if not glyph.artifact])


def test_marks_of_two_drafts_on_one_line_stand_below_one_another() -> None:
    drafts = tuple(
        Piece(text, State.DRAFT, Role.PARAGRAPH, "en", entry=entry)
        for text, entry in (("Yes.", "aaaaaa"), ("No.", "bbbbbb"), ("Perhaps.", "cccccc"))
    )
    found = alone([Row(Role.PARAGRAPH, 0, (Cell("en", drafts),))])
    marks = [(line.baseline, g) for line in found for g in line.glyphs if g.size < 5 and g.text in "abc"]
    tops = [min(baseline for baseline, g in marks if g.text == letter) for letter in "abc"]
    assert len(marks) == 18
    assert tops[1] - tops[0] >= 4.3
    assert tops[2] - tops[1] >= 4.3


def test_cells_of_a_table_stand_below_one_another() -> None:
    found = alone(
        of(Role.TABLE, "Year\tBook\tCopies", "2015\tThe Seventh Morning\t300", "2019\tDoldrums\t1,500")
    )
    rows = [line.glyphs for line in found if line.glyphs[0].text in "Y2"]
    starts = [[g.left for n, g in enumerate(row) if n == 0 or g.left - row[n - 1].right > 6] for row in rows]
    assert [len(row) for row in starts] == [3, 3, 3]
    for row, cells in zip(rows, starts, strict=True):
        assert cells[:2] == pytest.approx(starts[0][:2], abs=0.5)
        assert row[-1].right == pytest.approx(rows[0][-1].right, abs=0.5)  # amounts, and what is above them


def test_the_last_cell_of_a_draft_stood_below_the_others() -> None:
    rows = [
        Row(Role.TABLE, 0, (Cell("en", (Piece(text, state, Role.TABLE, "en", "a740ca"),)),))
        for text in ("Year\tBook\tCopies", "\tDoldrums\t1,500", "Total\t\t")
        for state in (State.DRAFT, State.REVIEWED)
    ]
    found = [line.text for line in alone(rows) if line.text[-1:] in "s0l"]
    assert [re.sub("^a740ca|\u2060", "", text) for text in found] == [
        *["YearBookCopies"] * 2,
        *["Doldrums1,500"] * 2,
        *["Total"] * 2,
    ]


def test_an_item_of_a_list_hangs_from_its_marker() -> None:
    found = alone(of(Role.LIST_ITEM, "many words that go on over the line " * 4, marker="•"))
    text = [line for line in found if "words" in line.text]
    first = next(g.left for g in text[0].glyphs if g.text == "m")
    assert text[0].left < first - 6
    assert all(line.left == pytest.approx(first, abs=0.5) for line in text[1:])


def test_a_marker_is_not_repeated_for_each_sentence() -> None:
    pieces = [Piece(f"Sentence {n}.", State.REVIEWED, Role.LIST_ITEM, "en") for n in "ABC"]
    cells = tuple(Cell(tag, tuple(replace(p, language=tag) for p in pieces)) for tag in ("en", "de"))
    edition = Edition("a", ("en", "de"), (Row(Role.LIST_ITEM, 0, cells, "•"),), ("T", "T"), "en")
    printed = pdf.write(layouts.render(edition, PageConfig(), "interlinear"), edition)
    drawn = [glyph for glyph in glyphs(printed.data) if not glyph.artifact]
    assert sum(glyph.text == "•" for glyph in drawn) == 2
    starts = [
        next(g.left for g in line.glyphs if g.text == "S") for line in lines(drawn) if "Sent" in line.text
    ]
    assert len(starts) == 6
    assert starts == pytest.approx(starts[:2] * 3, abs=0.5)  # the second language is set in
    assert conformance.violations(printed.data) == []


def test_drafts_are_told_apart_in_interlinear_too() -> None:
    made_of = numbered(1)
    cells = tuple(
        replace(cell, pieces=tuple(replace(p, state=State.DRAFT) for p in cell.pieces))
        for cell in made_of.rows[0].cells
    )
    edition = replace(made_of, rows=(replace(made_of.rows[0], cells=(made_of.rows[0].cells[0], cells[1])),))
    html = layouts.render(edition, PageConfig(), "interlinear")
    assert ".text:not(.draft, .untranslated)" in html

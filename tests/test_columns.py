"""An edition becomes HTML: structure, languages, states; and the words that pages add."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bilingual import furniture, layouts
from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import text_area


def row(
    role: Role, *texts: str, tags: tuple[str, ...] = ("zh-Hant", "en"), state: State = State.REVIEWED
) -> Row:
    return Row(
        role, 0, tuple(Cell(tag, (Piece(t, state, role, tag),)) for tag, t in zip(tags, texts, strict=True))
    )


def edition(*rows: Row, **changes: object) -> Edition:
    made = Edition("a", ("zh-Hant", "en"), rows, ("標題", "Title"), "zh-Hant")
    return replace(made, **changes)


def render(made: Edition, **page: object) -> str:
    return layouts.render(made, PageConfig(**page), "columns")  # type: ignore[arg-type]


def body(html: str) -> str:
    return html.partition('<table class="article">')[2]


def test_one_table_row_a_block_with_a_cell_a_language() -> None:
    html = body(render(edition(row(Role.TITLE, "標題", "Title"), row(Role.PARAGRAPH, "文。", "Text."))))
    assert re.findall(r'<tr class="([\w -]+)"', html) == ["names", "title whole", "paragraph whole"]
    assert re.findall(r'<td lang="([\w-]+)"', html) == ["zh-Hant", "en"] * 2
    assert re.findall(r'<th scope="col" class="\w+" lang="([\w-]+)"', html) == ["zh-Hant", "en"]


def test_headings_are_headings_and_carry_both_titles_for_the_bookmark() -> None:
    html = render(edition(row(Role.TITLE, "標題", "Title"), row(Role.HEADING, "小標", "Heading")))
    assert '<h1 class="title" data-bookmark="標題 | Title" data-heading="標題">' in html
    assert '<h2 class="heading" data-bookmark="小標 | Heading" data-heading="小標">' in html
    assert html.count("data-bookmark=") == 2


def test_everything_from_outside_is_escaped() -> None:
    nasty = "<script>\"&'</style>"
    made = edition(row(Role.TITLE, nasty, nasty), titles=(nasty, nasty), author=nasty, publisher=nasty)
    html = render(made)
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "page",
    [
        {"size": "A4} body{}"},
        {"size": "huge"},
        {"margin": "url(x)"},
        {"margin": "1 2 3"},
        {"margin": "120mm"},
        {"fonts": {"en": 'x"} body {'}},
    ],
)
def test_settings_that_mean_nothing_are_named(page: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as error:
        render(edition(), **page)
    assert error.value.hint


def test_paper_is_measured_in_points() -> None:
    width, height = text_area(PageConfig(size="100mm 200mm", margin="10mm 20mm 30mm"))
    assert (width, height) == (pytest.approx(60 * 72 / 25.4), pytest.approx(160 * 72 / 25.4))
    assert text_area(PageConfig(size="A5 landscape"))[0] > text_area(PageConfig(size="A5"))[0]


def test_an_unknown_layout_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ConfigError, match="unknown layout “rows”") as error:
        layouts.render(edition(), PageConfig(), "rows")
    assert "columns" in error.value.hint


def test_a_ratio_of_ones_own_wins() -> None:
    made = edition(row(Role.PARAGRAPH, "文。", "Text. " * 90))
    wide = [
        float(w) for w in re.findall(r"<col style=\"width: ([\d.]+)%", body(render(made, ratio=(70, 30))))
    ]
    narrow = [float(w) for w in re.findall(r"<col style=\"width: ([\d.]+)%", body(render(made)))]
    assert wide[0] > 65 > 40 > narrow[0]
    assert sum(wide) == pytest.approx(sum(narrow), abs=0.01) == pytest.approx(100, abs=0.01)


def test_drafts_and_untranslated_text_are_marked_and_explained_at_the_foot() -> None:
    source = Piece("文。", State.UNTRANSLATED, Role.PARAGRAPH, "zh-Hant")
    draft = Piece("Text.", State.DRAFT, Role.PARAGRAPH, "en")
    made = edition(Row(Role.PARAGRAPH, 0, (Cell("zh-Hant", (source,)), Cell("en", (draft, source)))))
    html = render(made)
    assert '<span class="text draft" lang="en">\u2060Text.</span>' in html
    assert '<span class="text untranslated" lang="zh-Hant">' in html
    assert "1 draft<" in html
    assert "1 untranslated<" in html


def test_untranslated_english_sentences_in_a_japanese_column_keep_their_spaces() -> None:
    pieces = tuple(Piece(t, State.UNTRANSLATED, Role.PARAGRAPH, "en") for t in ("One.", "Two."))
    made = edition(Row(Role.PARAGRAPH, 0, (Cell("en", pieces), Cell("ja", pieces))), languages=("en", "ja"))
    assert render(made).count("One.</span> <span") == 2


def test_a_clean_edition_speaks_of_no_drafts() -> None:
    html = render(edition(row(Role.PARAGRAPH, "文。", "Text.")))
    assert "text draft" not in html
    assert not re.search(r"\d (drafts?|untranslated)<", html)


def test_what_the_source_does_not_say_stands_below_the_title() -> None:
    made = edition(row(Role.TITLE, "標題", "Title"), author="王", publisher="報", published="2023-04-27")
    text = re.sub("<[^>]*>|\u2060", "", render(made))
    assert "王 · 報 · 2023 年 4 月 27 日" in text
    assert "王 · 報 · April 27, 2023" in text


def test_other_languages_and_other_numbers_of_columns_work() -> None:
    for tags in (("en",), ("zh-Hans", "fr"), ("ja", "ar", "en", "ko")):
        made = Edition("a", tags, (row(Role.PARAGRAPH, *["x"] * len(tags), tags=tags),), tags, tags[0])
        html = body(render(made))
        assert html.count("<td") == len(tags)
        assert html.count('dir="rtl"') == 2 * ("ar" in tags)  # its heading and its cell


def test_furniture_speaks_five_languages_and_english_to_the_others() -> None:
    folios = {
        tag: furniture.word("page {page} / {pages}", tag, page=2, pages=5) for tag in ("zh-Hant", "en", "fr")
    }
    assert folios == {"zh-Hant": "第 2 頁／共 5 頁", "en": "page 2 / 5", "fr": "page 2 / 5"}
    assert furniture.word("page {page} / {pages}", "zh-TW", page=1, pages=1).startswith("第")
    for tag in ("zh-Hans", "ko", "ja"):
        assert furniture.word("page {page} / {pages}", tag, page=2, pages=5) != "page 2 / 5"


def test_furniture_counts_by_the_plural_rules_of_the_language() -> None:
    assert [furniture.count("{count} draft", "{count} drafts", n, "en") for n in (1, 3)] == [
        "1 draft",
        "3 drafts",
    ]
    assert furniture.count("{count} draft", "{count} drafts", 3, "ko") == "초안 3문장"


def test_languages_and_dates_are_written_in_themselves() -> None:
    assert [furniture.language_name(t) for t in ("zh-Hant", "en", "ko", "fr")] == [
        "繁體中文",
        "English",
        "한국어",
        "Français",
    ]
    assert furniture.date("2023-04-27T10:00:00+08:00", "ko") == "2023년 4월 27일"
    assert furniture.date("", "en") == ""

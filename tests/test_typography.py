"""Text becomes what a typesetter may set: case by case, then by laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bilingual import typography
from bilingual.inline import Tag
from bilingual.typography import FOREIGN, HALF, VERBATIM, WESTERN, Run, measure
from bilingual.typography.runs import BREAK, JOIN
from bilingual.typography.spaced import curled

CASES = Path(__file__).parent / "cases" / "typography" / "zh-Hant.txt"


def cases() -> list[tuple[str, str]]:
    parts = CASES.read_text(encoding="utf-8").split("\n", 1)[1].strip("\n").split("\n\n")
    return [(source, page) for source, page in (part.split("\n") for part in parts)]


def shown(runs: tuple[Run, ...]) -> str:
    text = "".join(f"[{run.text}]" if run.kind == HALF else run.text for run in runs)
    return text.replace(JOIN, "¦").replace(BREAK, "‖")


def kinds(text: str, tag: str) -> list[tuple[str, str]]:
    return [(run.text, run.kind) for run in typography.prepare(text, tag)]


@pytest.mark.parametrize(("source", "page"), cases(), ids=[source for source, _ in cases()])
def test_chinese(source: str, page: str) -> None:
    assert shown(typography.prepare(source, "zh-Hant")) == page


def test_a_pause_before_a_closing_bracket_is_halved_where_it_stands_at_the_left() -> None:
    assert shown(typography.prepare("说“好。”「好。」完", "zh-Hans")) == "说“好[。]”[「]好[。]」完"
    assert shown(typography.prepare("「好。」完", "zh-Hant")) == "[「]好。」完"


def test_curly_quotes_are_brackets_where_the_font_draws_them_an_em_wide() -> None:
    assert (
        shown(typography.prepare("他说:“‘好’,走。”(完)", "zh-Hans")) == "他说：[“][‘]好[’]，走[。]”[（]完）"
    )
    assert shown(typography.prepare("彼は“はい”と言った。", "ja")) == "彼は“はい”と言った。"


def test_straight_quotes_become_those_of_each_variant() -> None:
    said = {tag: shown(typography.prepare('他"好"走', tag)) for tag in ("zh-Hans", "zh-Hant", "ja")}
    assert said == {"zh-Hans": "他“好”走", "zh-Hant": "他「好」走", "ja": "他「好」走"}
    assert shown(typography.prepare('say "yes" now', "zh-Hant")) == 'say "yes" now'


def test_an_apostrophe_between_latin_letters_is_latin() -> None:
    assert ("Biden’s", WESTERN) in kinds("拜登的Biden’s一詞", "zh-Hant")
    assert "".join(text for text, kind in kinds("他说‘AI’好", "zh-Hans") if kind != WESTERN) == "他说‘AI’好"


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-Hans"])
def test_a_last_line_is_never_one_ideograph(tag: str) -> None:
    assert shown(typography.prepare("一二三四五六七八九十一二。」", tag)).endswith(
        "一¦二。」" if tag == "zh-Hant" else "一¦二[。]」"
    )


def test_japanese_has_its_own_comma() -> None:
    assert shown(typography.prepare("日本,韓国", "ja")).startswith("日本、")


def test_latin_words_in_chinese_are_hyphenated_and_handles_are_not() -> None:
    assert ("Washington Declaration", WESTERN) in kinds("發表(Washington Declaration)了", "zh-Hant")
    assert (f"Twitter @White{BREAK}House", VERBATIM) in kinds("圖Twitter @WhiteHouse", "zh-Hant")
    assert kinds("看NCG吧", "zh-Hant") == [("看 NCG 吧", "")]


def test_a_run_never_ends_with_a_space_that_weasyprint_would_trip_over() -> None:
    for text, tag in (("在 Washington Declaration 上", "zh-Hant"), ("the word 國會 means", "en")):
        assert not any(run.text.endswith(" ") and run.text != " " for run in typography.prepare(text, tag))


@pytest.mark.parametrize(
    ("word", "page"),
    [
        ("한미동맹은", "한¦미¦동¦맹¦은"),
        ("26일", "26¦일"),
        ("(SSBN)의", "(¦SSBN¦)¦의"),
        ("“종말”은", "“¦종¦말¦”¦은"),
        ("핵·미사일", "핵¦·¦미¦사¦일"),
        ("발표…‘제3자", "발¦표¦…‘¦제¦3¦자"),
        ("잠수함발사탄도미사일(SLBM)을", "잠¦수¦함¦발¦사¦탄¦도¦미¦사¦일(¦SLBM¦)¦을"),
    ],
)
def test_korean_words_are_not_broken(word: str, page: str) -> None:
    assert shown(typography.prepare(word, "ko")) == page


def test_a_korean_word_that_fits_no_column_may_be_broken() -> None:
    assert JOIN not in typography.prepare("한" * 100, "ko")[0].text


def test_han_in_english_belongs_to_the_source_language() -> None:
    runs = typography.prepare("the word 國會 or 국회 means", "en", around="zh-Hant")
    assert [(run.text, run.language) for run in runs if run.kind == FOREIGN] == [
        ("國會", "zh-Hant"),
        ("국회", "ko"),
    ]


def test_half_a_word_never_ends_an_english_text() -> None:
    assert (
        typography.prepare("a good consultation.", "en")[0].text.replace(JOIN, "") == "a good consultation."
    )
    assert "o¦n¦s¦u" in shown(typography.prepare("a good consultation.", "en"))


def test_straight_quotes_are_curled_and_curly_ones_left() -> None:
    assert curled("\"It's,\" he said ('so')") == "“It’s,” he said (‘so’)"
    assert curled("“It’s,” he said") == "“It’s,” he said"
    assert curled("the '70s") == "the ’70s"


@pytest.mark.parametrize(
    ("tag", "page"),
    [
        ("de", "„Ja“, so ‚er‘, „geht’s?“"),
        ("fr", "«\u00a0Ja\u00a0», so “er”, «\u00a0geht’s?\u00a0»"),
        ("en-GB", "“Ja”, so ‘er’, “geht’s?”"),
        ("sv", "”Ja”, so ’er’, ”geht’s?”"),
    ],
)
def test_straight_quotes_become_those_of_the_language(tag: str, page: str) -> None:
    assert "".join(run.text for run in typography.prepare("""\"Ja\", so 'er', \"geht's?\"""", tag)) == page


def test_hyphens_that_no_latin_face_has_become_ascii() -> None:
    assert shown(typography.prepare("re\u2010do non\u2011stop", "en")) == "re-do non¦-¦stop"


def test_what_cannot_be_printed_is_dropped() -> None:
    assert typography.printable("a\x00\u202eb\u2066\ud800\tc\r\n") == "ab\ufffd c"


@given(st.text(), st.sampled_from(["zh-Hant", "zh-Hans", "ja", "ko", "en", "ar"]))
def test_any_text_can_be_prepared_and_loses_no_letter(text: str, tag: str) -> None:
    runs = typography.prepare(text, tag)
    assert all(run.text for run in runs)
    page = "".join(run.text for run in runs)
    page.encode()
    letters = [c for c in typography.printable(text) if c.isalnum()]
    assert [c for c in page if c.isalnum()] == letters


@given(
    st.text(alphabet='國,:;!?()~ aB1.「」《》，。：（）/@-"', max_size=40),
    st.sampled_from(["zh-Hant", "zh-Hans", "ja"]),
)
@example("():國", "zh-Hant").via("found at random")
@example("：(1)(國", "zh-Hant").via("found at random")
@example('國" " 「」@', "zh-Hant").via("found at random")
def test_setting_a_chinese_text_twice_changes_nothing(text: str, tag: str) -> None:
    def on_the_page(words: str) -> str:
        shown = "".join(run.text for run in typography.prepare(words, tag))
        return shown.replace(BREAK, "").replace(JOIN, "")

    assert on_the_page(on_the_page(text)) == on_the_page(text)


@pytest.mark.parametrize(
    "text", ["「" * 5000, "(" * 5000, "x" * 5000, "한" * 5000, "國「" * 5000, "「。" * 5000]
)
@pytest.mark.parametrize("tag", ["zh-Hant", "ko", "en"])
def test_no_text_makes_a_line_that_cannot_be_broken_or_a_thousand_runs(text: str, tag: str) -> None:
    runs = typography.prepare(text, tag)
    assert len(runs) <= 1000


def test_lines_are_counted_as_they_will_be_set() -> None:
    assert measure.lines(measure.extent("國" * 40, "zh-Hant"), 20.5) == 2
    assert measure.lines(measure.extent("한국 " * 10, "ko"), 4.5) == 5
    assert measure.lines(measure.extent("", "en"), 10) == 1


def test_the_longer_text_gets_the_wider_column() -> None:
    rows = [[measure.extent("國" * 100, "zh-Hant"), measure.extent("word " * 150, "en")]]
    faces = [measure.Column(10, 16, 100), measure.Column(10.5, 14.4, 100)]
    left, right = measure.best_shares(rows, faces, 480)
    assert left + right == pytest.approx(1)
    assert left < right


def test_columns_share_the_paper_even_where_none_fits() -> None:
    faces = [measure.Column(10, 16, 200)] * 3
    assert sum(measure.best_shares([], faces, 300)) == pytest.approx(1)


def test_a_head_is_cut_at_a_word() -> None:
    assert measure.shortened("Washington Declaration: summit", 14) == "Washington Declaration…"
    assert measure.shortened("short", 14) == "short"
    assert measure.shortened("國" * 20, 10) == "國" * 9 + "…"


def test_an_address_is_not_hyphenated_in_english_either() -> None:
    set_apart = [
        text for text, kind in kinds("See https://example.org/wind for more.", "en") if kind == VERBATIM
    ]
    assert [text.replace(BREAK, "") for text in set_apart] == ["https://example.org/wind"]


@pytest.mark.parametrize("tag", ["zh-Hant", "ja"])
def test_a_space_beside_code_was_as_wide_as_an_ideograph(tag: str) -> None:
    text = "指令 港口 之後的港口\u3000名稱　港口 完"
    code = [Tag(3, 5, "code"), Tag(9, 11, "code"), Tag(15, 17, "code")]
    for prepared in (typography.prepare(text, tag), typography.clean(text, tag)):
        found = typography.tagged(prepared, text, code)
        assert shown(found).replace("¦", "") == "指令 港口 之後的港口\u3000名稱\u3000港口 完"
        assert not any(run.text.endswith(" ") for run in found if run.text.strip())
    assert (
        shown(prepared) == "指令\u3000港口\u3000之後的港口\u3000名稱\u3000港口\u3000完"
    )  # a name, or a pause

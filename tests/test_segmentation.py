"""Segmentation: the project's article, hand-labelled sentences in three languages, and the laws."""

from __future__ import annotations

import doctest
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilingual.segmentation
from bilingual.config import SegmentationConfig
from bilingual.model import Block, Document, Role
from bilingual.readers import read
from bilingual.segmentation import segment, sentences

HERE = Path(__file__).parent
CASES = HERE / "cases" / "segmentation"
GOLD = HERE.parents[1] / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold labels are not here")
WITH_CASES = sorted(path.stem for path in CASES.glob("*.txt"))
RULES = sorted(path for path in (Path(bilingual.segmentation.__file__).parent / "data").glob("*.toml"))
CUTS = {"‖": "hard", "┊": "inner", "~": "optional"}


def cut(text: str, language: str = "zh-Hant", **options) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language, **options)]


def document(text: str, role: Role = Role.PARAGRAPH, language: str = "zh-Hant") -> Document:
    return Document("x.txt", "x", language, text, (Block(role, text, 1, 0, 0),))


def parts(text: str, role: Role, language: str = "zh-Hant", **config) -> list[tuple[str, str, bool]]:
    segments = segment(document(text, role, language), SegmentationConfig(**config))
    return [(s.role.value, s.text, s.continued) for s in segments]


# Scores: boundaries inside a text, at offsets without white space.


def labelled(line: str) -> tuple[str, dict[str, set[int]]]:
    """``甲。‖乙。`` → the text, and the offsets of each kind of boundary without white space."""
    text, marks = "", {kind: set() for kind in CUTS.values()}
    for character in line:
        if character in CUTS:
            marks[CUTS[character]].add(dense(text))
        else:
            text += character
    return text, marks


def dense(text: str) -> int:
    return sum(not c.isspace() for c in text)


def golden(language: str) -> list[str]:
    lines = (CASES / f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def f1(items: list[tuple[str, dict[str, set[int]]]], language: str) -> float:
    right = wrong = 0
    for text, marks in items:
        found = {dense(text[:end]) for _, end in sentences(text, language)} - {dense(text)}
        right += 2 * len(found & marks["hard"])
        wrong += len((found - marks["optional"]) ^ marks["hard"])
    return right / (right + wrong)


def shared_gold(name: str) -> list[tuple[str, dict[str, set[int]]]]:
    items = []
    for item in json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))["items"]:
        marks = {kind: set() for kind in CUTS.values()}
        for boundary in item["boundaries"]:
            marks[boundary["kind"]].add(dense(item["text"][: boundary["offset"]]))
        items.append((item["text"], marks))
    return items


@pytest.mark.parametrize("language", WITH_CASES)
@pytest.mark.parametrize("quotes", ["whole", "split"])
def test_sentences_are_cut_as_a_person_cut_them(language, quotes):
    kinds = ("hard",) if quotes == "whole" else ("hard", "inner")
    for line in golden(language):
        text, marks = labelled(line)
        found = {dense(text[:end]) for _, end in sentences(text, language, quotes=quotes)} - {dense(text)}
        expected = set().union(*(marks[kind] for kind in kinds))
        assert found - marks["optional"] == expected, line


@pytest.mark.parametrize(("half", "least"), [("tuned", 0.99), ("held-out", 0.9)])
def test_english_of_newsrooms_and_books(half, least):
    lines = (HERE / "cases" / "segmentation-gold" / f"en-{half}.txt").read_text("utf-8").splitlines()
    items = [labelled(line) for line in lines if line and not line.startswith("#")]
    assert len(items) > 100
    assert f1(items, "en") >= least


@needs_gold
@pytest.mark.parametrize(
    ("name", "language", "least"),
    [("zh_hans", "zh-Hans", 0.96), ("ja", "ja", 0.96), ("ko", "ko", 0.85), ("en_golden", "en", 0.85)],
)
def test_the_shared_labels(name, language, least):
    assert f1(shared_gold(name), language) >= least


def test_the_projects_article_has_its_59_segments():
    data = (HERE.parent / "source" / "washington-declaration.txt").read_bytes()
    article = read(data, path="x.txt", article="x", language="zh-Hant")
    found = [(s.role.value, s.text) for s in segment(article, SegmentationConfig())]
    lines = (CASES / "washington-declaration.segments").read_text("utf-8").splitlines()
    expected = [tuple(line.split("\t")) for line in lines if line]
    assert found == expected
    assert len(found) == 59


def test_half_a_title_at_the_beginning_is_no_trouble():
    assert parts("華盛頓宣言》美韓峰會談延伸威懾北韓核威脅", Role.TITLE) == [
        ("title", "華盛頓宣言》美韓峰會談延伸威懾北韓核威脅", False)
    ]  # fmt: skip


# Roles.


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {"lead", "paragraph", "caption", "list_item", "quote", "note", "editor_note"})
)
def test_what_is_never_cut(role):
    text = "　甲說：「好。」乙走了。丙來了！ "
    assert parts(text, Role(role)) == [(role, text.strip(), False)]


def test_a_continued_segment_follows_one_of_its_role():
    assert parts("甲。乙。（圖／路透）", Role.CAPTION) == [
        ("caption", "甲。", False),
        ("caption", "乙。", True),
        ("credit", "（圖／路透）", False),
    ]


@pytest.mark.parametrize(
    ("text", "language", "credit"),
    [
        ("總統抵達。(圖/Twitter @POTUS)", "zh-Hant", "(圖/Twitter @POTUS)"),
        ("總統（左）抵達（路透）", "zh-Hant", "（路透）"),
        ("總統抵達。記者王小明／攝影", "zh-Hant", "記者王小明／攝影"),
        ("電動貨輪。图片来源：新华社", "zh-Hans", "图片来源：新华社"),
        ("电动货轮靠泊。刘洋 摄", "zh-Hans", "刘洋 摄"),
        ("出迎える住民（写真：共同）", "ja", "（写真：共同）"),
        ("입장을 기다리고 있다. [연합뉴스 자료사진]", "ko", "[연합뉴스 자료사진]"),
        ("입장을 기다리고 있다. /사진=연합뉴스", "ko", "/사진=연합뉴스"),
        ("Readers line up. (AP Photo/Tom Okafor)", "en", "(AP Photo/Tom Okafor)"),
        ("Readers line up. Photo: Jane Doe", "en", "Photo: Jane Doe"),
    ],
)
def test_a_credit_at_the_end_of_a_caption(text, language, credit):
    *captions, last = parts(text, Role.CAPTION, language)
    assert last[:2] == ("credit", credit)
    assert [role for role, _, _ in captions] == ["caption"]


@pytest.mark.parametrize(
    "text", ["官房長官松野博一", "總統（左）與總理", "總統抵達會場。群眾歡呼。", "（圖／路透）", "他說「好」"]
)
def test_a_caption_without_a_credit_at_its_end(text):
    assert {role for role, _, _ in parts(text, Role.CAPTION)} == {"caption"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("三種價格，2024年平均（元／公斤）", "zh-Hant"),
        ("平均車速（公里/小時）", "zh-Hant"),
        ("平均价格（元/公斤）", "zh-Hans"),
        ("価格の推移（円／kg）", "ja"),
        ("평균 가격(원/kg)", "ko"),
        ("Average prices (NT$/kg)", "en"),
        ("Share of votes (n = 1,200)", "en"),
    ],
)
def test_the_unit_of_a_caption_was_taken_for_a_credit(text, language):
    assert parts(text, Role.CAPTION, language) == [("caption", text, False)]


@pytest.mark.parametrize(
    "credit", ["（圖／林小明）", "（林小明／攝影）", "（林小明／路透）", "（翻攝自臉書）", "（@someone）"]
)
def test_a_credit_with_a_slash_stays_one(credit):
    assert parts(f"木箱推到門口{credit}", Role.CAPTION)[-1][:2] == ("credit", credit)


def test_every_bracketed_credit_that_a_reader_saw_is_cut_off():
    seen = 0
    for path in sorted((HERE / "cases" / "readers").glob("*.txt")):
        rows = [line.partition("\t") for line in path.read_text("utf-8").splitlines()]
        for role, _, text in rows:
            if role == "caption" and text.endswith((")", "）", "]")):
                assert parts(text, Role.CAPTION, path.suffixes[0][1:])[-1][0] == "credit", text
                seen += 1
    assert seen > 5


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(bilingual.segmentation).attempted > 0
    assert doctest.testmod(bilingual.segmentation).failed == 0


def test_a_full_width_indent_is_no_part_of_a_segment():
    (first, second) = segment(document("　　甲。 乙。　"), SegmentationConfig())
    assert (first.text, first.start, second.text, second.start) == ("甲。", 2, "乙。", 5)


# Habits of punctuation that once went wrong.


@pytest.mark.parametrize(
    "text",
    [
        "“难道就这样算了？！”老张拍案而起。",
        "「行こう。」彼女は言った。",
        "所謂「天下沒有白吃的午餐。」只是一種說法。",
        "他只說了「不知道。」便離開。",
        "他看過《走吧！去海邊。》和〈誰？〉兩部片。",
        "詳見 https://example.org/a.html?b=1!c 網頁",
        "台積電Fab. 18廠、No. 3機組、U.S. Steel Corp. 與J. K. 羅琳",
        "Yahoo!奇摩與Yahoo! 新聞",
        "漲幅為3.5%、２．９％與1,234.5元",
        "營養力量大使崔西.烏嫚出席。",
        "他想了很久……才開口──卻又停住",
        "真的嗎？！！！",
        "藤岡弘、さんとモーニング娘。の共演",
        "重點有二：1. 減稅 2. 補助",
    ],
)
def test_one_sentence(text):
    assert cut(text, "ja" if "弘、さん" in text or "彼女" in text else "zh-Hant") == [text]


@pytest.mark.parametrize(
    "line",
    [
        "「甲。」他說。‖「乙。丙。」‖至於教堂，他擔心錢的去向。",
        "他說：「甲。」‖時間一分一秒過去。",
        "他說：「甲。‖乙。‖他沒有說完引號就沒了。‖下一句。",
        "甲說了。」‖乙走了。",
        "他說：「她講『好。」‖然後走了。",
        "甲（乙。丙）丁。‖（戊。）‖己。",
        "他喊!‖她跑了.‖沒有人回頭.",
        '他說:"甲。乙。"‖然後走了。',
        "甲。　‖ 乙。",
        "年增12.5%.‖公司預估持平.",
        "他加入NATO.‖各國反應不一.",
    ],
)
def test_sentences(line):
    text, marks = labelled(line)
    assert {dense(text[:end]) for _, end in sentences(text, "zh-Hant")} - {dense(text)} == marks["hard"]


def test_every_language_with_rules_has_its_cases():
    assert {path.stem for path in RULES} - {"common"} == set(WITH_CASES)


COMMON = {
    "terminators",
    "quotes",
    "brackets",
    "titles",
    "continuing_marks",
    "clauses",
    "abbreviations",
    "names",
}
SCANNED = {
    "continuations",
    "bare_continuations",
    "embedded_continuations",
    "attributions",
    "about_speech",
    "meanwhile",
    "names",
    "clauses",
}
SPACED = {
    "spaced", "cased", "ordinals", "quotes", "titles", "before_numbers", "abbreviations", "openers", "attributions",
    "continuations", "bare_continuations", "bare_ends", "names", "clauses",
    "measures", "after_measures", "labels", "before_i", "fragments",
}  # fmt: skip


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.stem)
def test_a_file_of_rules_holds_nothing_that_nobody_reads(path):
    table = tomllib.loads(path.read_text("utf-8"))
    known = COMMON if path.stem == "common" else SPACED if table.get("spaced") else SCANNED
    assert set(table) <= known | {"credits", "credit_endings"}
    for key in ("quotes", "brackets", "titles"):
        assert not isinstance(table.get(key, ""), str) or len(table.get(key, "")) % 2 == 0


@pytest.mark.parametrize(
    ("text", "language", "max_chars", "pieces"),
    [
        ("一二三四，五六七八。", "zh-Hant", 6, ["一二三四，", "五六七八。"]),
        ("一，二；三，四五。", "zh-Hant", 6, ["一，二；", "三，四五。"]),
        ("一二三四五六七八九十。", "zh-Hant", 6, ["一二三四五六七八九十。"]),
        ("他有1,234,567元。", "zh-Hant", 6, ["他有1,234,567元。"]),
        ("It was late, the road was long; they went on, singing.", "en", 40, ["It was late, the road was long;", "they went on, singing."]),
        ("At 10:30 he paid 1,000 dollars in cash.", "en", 20, ["At 10:30 he paid 1,000 dollars in cash."]),
        ("短。一二三四，五六七八。", "zh-Hant", 6, ["短。", "一二三四，", "五六七八。"]),
        ("彼は行き、彼女は残った。", "ja", 8, ["彼は行き、", "彼女は残った。"]),
    ],
)  # fmt: skip
def test_a_sentence_that_is_too_long_is_cut_where_its_best_clause_ends(text, language, max_chars, pieces):
    assert cut(text, language, max_chars=max_chars) == pieces


def test_the_pieces_of_a_long_sentence_are_not_scraps():
    text = "一，" + "二" * 30 + "，三。"
    assert cut(text, max_chars=20) == [text]


def test_split_cuts_a_quotation_and_keeps_its_closer():
    text = "他說：「甲。乙！」丙。"
    assert cut(text, quotes="split") == ["他說：「甲。", "乙！」", "丙。"]


def test_max_chars_cuts_only_the_quotation_that_is_too_long():
    text = "他說：「甲。乙。」她說：「丙丙丙丙丙。丁。」"
    assert cut(text, max_chars=13) == ["他說：「甲。乙。」", "她說：「丙丙丙丙丙。丁。」"]
    assert cut(text, max_chars=12) == ["他說：「甲。乙。」", "她說：「丙丙丙丙丙。", "丁。」"]
    assert cut(text, max_chars=0) == cut(text)


def test_the_configuration_reaches_the_sentences():
    text = "他說：「甲。乙。」"
    assert len(parts(text, Role.PARAGRAPH)) == 1
    assert len(parts(text, Role.PARAGRAPH, quotes="split")) == 2
    assert len(parts(text, Role.PARAGRAPH, max_chars=6)) == 2


def test_other_languages_are_cut_by_their_own_library():
    assert cut("Hej. Dr. Ek kom.", "sv") == ["Hej.", "Dr. Ek kom."]


def test_a_region_has_the_rules_of_its_language():
    assert cut("Dr. Smith came. He left.", "en-GB") == ["Dr. Smith came.", "He left."]
    assert cut("„Ja. Nein.“ Er ging.", "de-AT") == ["„Ja. Nein.“", "Er ging."]


@pytest.mark.parametrize(
    "mark",
    ["。", "「", "」", "「他說。", "「。」", "《。", '"', "(", "a.", "A@", "...", " 。 ", "！」", "「『"],
)
def test_a_hundred_thousand_of_anything_is_cut(mark):
    text = mark * (100_000 // len(mark))
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "mark", ["“He said. ", '"', "’", "a.", "1. ", " .", "(.)", "“‘", "…", "Mr. ", "A. ", "다."]
)
def test_a_hundred_thousand_of_anything_is_cut_where_words_have_spaces(mark):
    text = mark * (100_000 // len(mark))
    for language in ("en", "ko"):
        assert "".join("".join(cut(text, language, max_chars=50)).split()) == "".join(text.split())


def test_two_marks_far_apart_are_no_quotation():
    text = '5" long. ' + "It went on. " * 300 + 'Then "no more" came.'
    assert len(cut(text, "en")) == 302


def test_an_unclosed_quotation_swallows_nothing():
    assert cut("「他說。" * 3) == ["「他說。"] * 3


# Laws.

TEXTS = st.text(
    st.sampled_from("中文說。！？!?.…─，、：:「」『』“”‘’《》（）()[]\"' 　\t\n的時他了aB1No.%@/娘さと"),
    max_size=60,
)
LANGUAGES = st.sampled_from(["zh-Hant", "zh-Hans", "zh-HK", "ja", "ko", "en", "de", "fr", "sv"])


@given(TEXTS | st.text(max_size=40), LANGUAGES, st.sampled_from(["whole", "split"]), st.integers(0, 20))
def test_nothing_is_lost_or_doubled(text, language, quotes, max_chars):
    position = 0
    for start, end in sentences(text, language, quotes=quotes, max_chars=max_chars):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(TEXTS, st.sampled_from(list(Role)), LANGUAGES)
def test_the_segments_of_a_block_are_the_block(text, role, language):
    whole = "".join(text.split())
    segments = segment(document(text, role, language), SegmentationConfig())
    assert "".join("".join(s.text.split()) for s in segments) == whole
    assert all(text[s.start : s.end] == s.text for s in segments)
    assert not segments or not segments[0].continued


@given(TEXTS, LANGUAGES)
def test_whole_quotations_are_cut_nowhere_but_where_split_ones_are(text, language):
    whole = {end for _, end in sentences(text, language)}
    assert whole <= {end for _, end in sentences(text, language, quotes="split")}


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "ja"])
def test_a_segment_alone_is_one_segment(language):
    """Holds for sentences as people write them; not for any text: ``.`` ends one only where no ``。`` does."""
    for line in golden(language):
        text, _ = labelled(line)
        for sentence in cut(text, language):
            assert cut(sentence, language) == [sentence]

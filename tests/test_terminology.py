"""The terms that a glossary lacks, as a desk editor would list them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import glossary, readers, terminology
from bilingual.terminology import chinese, spaced
from bilingual.terminology.renderings import renderings
from conftest import ARTICLE, ROOT, Run

EMPTY = glossary.Glossary(language="zh-Hant")


def found(text: str, tag: str = "zh-Hant", terms: glossary.Glossary = EMPTY) -> dict[str, int]:
    document = readers.read(text.encode(), path="a.txt", article="a", language=tag)
    return {one.text: one.count for one in terminology.candidates([document], terms, {})}


def article() -> str:
    return (ROOT / "source" / f"{ARTICLE}.txt").read_text(encoding="utf-8")


def test_most_of_what_is_listed_is_what_the_desk_put_into_its_glossary() -> None:
    desk = glossary.load(ROOT / "glossary.csv", source="zh-Hant")
    listed = found(article())
    wanted = {glossary.fold(term.source.strip("《》")) for term in desk.terms}
    right = {name for name in listed if glossary.fold(name).rstrip("s") in wanted}
    assert set(listed) - right == {"飛彈", "潛艦", "資產"}  # parts of terms, that recur by themselves
    assert len(right) > 30
    names = {
        "尹錫悅",
        "拜登",
        "松野博一",
        "毛寧",
        "金建希",
        "核諮詢小組",
        "華盛頓宣言",
        "降低通膨法",
        "NCG",
        "SLBM",
    }
    assert names <= right


def test_what_the_glossary_has_is_not_listed() -> None:
    assert found(article(), terms=glossary.load(ROOT / "glossary.csv", source="zh-Hant")) == {}


NEWS = """\
桃園市環保局查緝老街溪汙染

桃園市環保局今天說,老街溪的水質已經改善。環保局局長呂理德表示,老街溪沿岸的工廠必須裝設監測器。呂理德強調,環保局會持續稽查。
市議員林昭賢批評,環保局去年也這樣說。他要求世界衛生組織(WHO)的專家參與。導演詹姆士·柯麥隆拍過《老街溪的四季》,詹姆士·柯麥隆說。
老街溪流經中壢,見https://example.org/laojie。世界衛生組織沒有回應。
"""


def test_a_made_up_article() -> None:
    assert found(NEWS) == {
        "老街溪": 5,
        "環保局": 5,
        "世界衛生組織": 2,
        "呂理德": 2,
        "桃園市環保局": 2,
        "詹姆士·柯麥隆": 2,
        "WHO": 1,
        "林昭賢": 1,
        "老街溪的四季": 1,
    }


def test_simplified_chinese_has_its_own_words() -> None:
    text = "外交部发言人毛宁表示,中方反对。毛宁强调,世界卫生组织应该参与。世界卫生组织没有回应,毛宁说。"
    assert found(text, "zh-Hans") == {"毛宁": 3, "世界卫生组织": 2}
    assert set(chinese.words("zh-Hans").grammar) >= set("的与说")


def test_everyday_words_are_no_terms() -> None:
    text = "他們表示會持續加強合作,並強調會持續加強合作。我們表示會持續加強合作。" * 3
    assert found(text) == {}


@pytest.mark.parametrize(
    ("tag", "text", "wanted"),
    [
        (
            "en",
            "The mayor met Anna Korhonen on Tuesday. Korhonen’s plan for Lake Saimaa is old. People like Lake Saimaa. "
            "They asked Korhonen again. Then the mayor left. Then nobody spoke. Anna Korhonen agreed with Anna Korhonen.",
            {"Anna Korhonen": 3, "Lake Saimaa": 2, "Korhonen": 5},
        ),
        ("ja", "バイデン大統領は核協議グループを歓迎。バイデン氏は核協議グループの核協議を望む。", {"核協議": 3, "バイデン": 2, "グループ": 2}),
        ("ko", "백악관은 발표했다. 백악관의 바이든은 백악관에서 말했다. 바이든이 발표했다. 바이든과 발표했다.", {"백악관": 3, "바이든": 3}),
    ],
)  # fmt: skip
def test_other_languages(tag: str, text: str, wanted: dict[str, int]) -> None:
    assert found(text, tag, glossary.Glossary(language=tag)) == wanted


# What terms have become


PAIRS = [
    ("尹錫悅說好。", "Yoon Suk Yeol agreed."),
    ("尹錫悅和拜登會談。", "Yoon Suk Yeol met Joe Biden."),
    ("尹錫悅離開。", "Yoon Seok-yeol left."),
    ("拜登離開。", "Biden left."),
    ("拜登回答。", "Biden’s answer."),
]


def test_one_name_in_two_spellings_is_seen() -> None:
    assert renderings(["尹錫悅", "拜登", "毛寧"], PAIRS, "en") == {
        "尹錫悅": (("Yoon Suk Yeol", 2), ("Yoon Seok-yeol", 1)),
        "拜登": (("Biden", 3),),
    }


def test_korean_spellings_without_their_particles() -> None:
    pairs = [
        ("松野說。", "마쓰노는 말했다."), ("松野去。", "마쓰노가 갔다."), ("松野見。", "마쓰노를 봤다."), ("松野來。", "마츠노는 왔다."),
    ]  # fmt: skip
    assert renderings(["松野"], pairs, "ko") == {"松野": (("마쓰노", 3), ("마츠노", 1))}


def test_chance_is_no_rendering() -> None:
    pairs = [("核武很多。", "There is a quiet river here."), ("核武沒有。", "We saw a quiet place.")]
    assert renderings(["核武"], pairs, "en") == {}
    assert renderings(["核武"], pairs[:1], "en") == {}


@given(st.lists(st.text(max_size=20), max_size=5), st.sampled_from(["zh-Hant", "zh-Hans", "ja", "ko", "en"]))
def test_any_text_has_some_or_no_terms_that_stand_in_it(lines: list[str], tag: str) -> None:
    names = {
        "zh-Hant": lambda t: chinese.names(t, "zh-Hant"), "zh-Hans": lambda t: chinese.names(t, "zh-Hans"),
        "ja": spaced.japanese, "ko": spaced.korean, "en": spaced.alphabetic,
    }[tag](lines)  # fmt: skip
    assert all(any(name in line for line in lines) for name in names)
    assert len(names) == len(set(names))


# The command


def test_the_command_lists_what_is_lacking_and_where(shipped: Path, run: Run) -> None:
    (shipped / "glossary.csv").write_text("zh-Hant,en,ko\n美國,U.S.,미국\n", encoding="utf-8")
    ran = run("terms", cwd=shipped)
    assert ran.status == 0
    assert (
        "source/washington-declaration.txt:3: 核保護傘: 3 times, also line 5, line 51; en: nuclear umbrella"
        in ran.out
    )
    assert "en has 2 renderings: U.S.-South Korea (5), US-South Korea (1)" in ran.out
    assert "美國:" not in ran.out
    values = {one["text"]: one for one in run("terms", ARTICLE, "--json", cwd=shipped).json["results"]}
    assert values["核保護傘"] == {
        "text": "核保護傘",
        "count": 3,
        "places": [f"source/{ARTICLE}.txt:{n}" for n in (3, 5, 51)],
        "renderings": {
            "en": [{"text": "nuclear umbrella", "count": 3}],
            "ko": [{"text": "핵우산", "count": 3}],
        },
    }


def test_the_rows_can_be_pasted_into_the_glossary(shipped: Path, run: Run) -> None:
    own = shipped / "glossary.csv"
    own.unlink()
    rows = run("terms", "--csv", cwd=shipped).out
    head, *body = csv.reader(io.StringIO(rows))
    assert head == ["zh-Hant", "en", "ko", "note"]
    assert ["核保護傘", "nuclear umbrella", "핵우산", ""] in body
    own.write_text(rows, encoding="utf-8")
    left = run("terms", "--json", cwd=shipped).json["results"]
    assert {one["text"] for one in left} == {
        "宣言",
        "武器",
    }  # they recur outside of what the glossary has now


def test_a_project_without_catalogs_has_terms_too(fresh: Path, run: Run) -> None:
    ran = run("terms", "--quiet", "--csv", cwd=fresh)
    assert ran.status == 0
    assert "核保護傘,,,\n" in ran.out
    assert run("terms", "nothing-here", cwd=fresh).status == 2


def test_an_article_that_cannot_be_read_does_not_hide_the_others(fresh: Path, run: Run) -> None:
    (fresh / "source" / "empty.txt").touch()
    ran = run("terms", cwd=fresh)
    assert ran.status == 4
    assert "source/empty.txt:1: error: the file is empty" in ran.err
    assert "核保護傘: 3 times" in ran.out

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import glossary
from bilingual.errors import ConfigError
from bilingual.glossary.folding import fold, folded
from conftest import ARTICLE, ROOT


def load(tmp_path: Path, data: bytes) -> glossary.Glossary:
    path = tmp_path / "glossary.csv"
    path.write_bytes(data)
    return glossary.load(path, source="zh-Hant")


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert glossary.load(tmp_path / "none.csv", source="zh-Hant").terms == ()


@pytest.mark.parametrize(
    "data",
    [
        "zh-Hant,en,ko,note\n拜登,Joe Biden|Biden,바이든,president\n",
        "\ufeffzh-Hant;en;ko;note\r\n拜登;Joe Biden|Biden;바이든;president\r\n",
        'zh_Hant\ten\tKO\tNote\n"拜登"\t"Joe Biden | Biden"\t바이든\t"a, b"\n\n',
        "note,en,zh-Hant,ko\nx,Joe Biden|Biden,拜登,바이든\n",
    ],
    ids=["plain", "excel", "tabs and quotes", "other order"],
)
def test_what_spreadsheets_write(tmp_path: Path, data: str) -> None:
    (term,) = load(tmp_path, data.encode()).terms
    assert (term.source, dict(term.renderings), term.line) == (
        "拜登",
        {"en": ("Joe Biden", "Biden"), "ko": ("바이든",)},
        2,
    )


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("zh-Hant\ten\r\n拜登\tJoe Biden\r\n".encode("utf-16"), 2),
        ("\ufeffzh-Hant\ten\r\n拜登\tJoe Biden\r\n".encode("utf-16-be"), 2),
        ("sep=;\r\nzh-Hant;en\r\n拜登;Joe Biden\r\n".encode(), 3),
        ("zh-Hant,en,,\r\n拜登,Joe Biden,,\r\n,,,\r\n".encode(), 2),
        ('zh-Hant,en,note\r\n北約,NATO,"a\r\nb"\r\n拜登,Joe Biden,\r\n'.encode(), 4),
        ("\r\nzh-Hant,en\r\n拜登,Joe Biden".encode(), 3),
    ],
    ids=["Excel's Unicode text", "UTF-16 BE", "sep=", "empty columns", "line break in a cell", "blank first"],
)
def test_what_else_spreadsheets_write(tmp_path: Path, data: bytes, line: int) -> None:
    terms = {term.source: term for term in load(tmp_path, data).terms}
    assert terms["拜登"].renderings == {"en": ("Joe Biden",)}
    assert terms["拜登"].line == line


def test_what_must_not_be_written_has_columns_of_its_own(tmp_path: Path) -> None:
    data = "zh-Hant,en,Forbidden:EN,forbidden:ko,note\n北韓,North Korea,DPRK|N. Korea,,AP\n總統府,,,청와대,\n"
    north, office = load(tmp_path, data.encode()).terms[::-1]
    assert (dict(north.renderings), dict(north.forbidden), north.note) == (
        {"en": ("North Korea",)},
        {"en": ("DPRK", "N. Korea")},
        "AP",
    )
    assert (dict(office.renderings), dict(office.forbidden)) == ({}, {"ko": ("청와대",)})


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("zh-Hant,en\n拜登,Biden\n拜登,Joe\n", 3, "stands in line 2"),
        ("zh-Hant,klingonisch!\n", 1, "neither a language tag"),
        ("en,ko\nBiden,바이든\n", 1, "no column for the source language zh-Hant"),
        ("zh-Hant,en\n拜登,Biden,extra\n", 2, "3 cells"),
        ("zh-Hant,en\n,Biden\n", 2, "no source term"),
        ('zh-Hant,en\n"拜登"x,Biden\n', 2, "not a readable CSV row"),
        ('zh-Hant,en\n北約,NATO\n"拜登,Biden\n', 3, "not a readable CSV row"),
        ("zh-Hant,en,\n北約,NATO,\n拜登,Biden,x\n", 3, "column 3"),
        ("zh-Hant,en,en\n拜登,Biden,x\n", 1, "two columns"),
        ("zh-Hant,en,forbidden:xx-yy-zz\n", 1, "neither a language tag"),
        ("zh-Hant,en,forbidden:en\n拜登,Biden,Joe|Biden\n", 2, "both a rendering and forbidden"),
        ("zh-Hant,en\n拜登,Bi\0den\n", 2, "not a text"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, data: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load(tmp_path, data.encode())
    assert caught.value.line == line
    assert caught.value.hint


def test_big5_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "zh-Hant,en\n拜登,Biden\n".encode("cp950"))
    assert "UTF-8" in caught.value.hint
    assert caught.value.line == 2


def test_utf16_without_a_mark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="UTF-8"):
        load(tmp_path, "zh-Hant,en\n".encode("utf-16-le"))


def test_the_longest_term_hides_those_inside_it(tmp_path: Path) -> None:
    terms = load(tmp_path, "zh-Hant,en\n核潛艦,a\n戰略核潛艦,b\n台灣,c\n".encode())
    assert [t.source for t in terms.occurring("戰略核潛艦停靠臺灣")] == ["戰略核潛艦", "台灣"]
    assert [t.source for t in terms.occurring("核潛艦與戰略核潛艦")] == ["戰略核潛艦", "核潛艦"]


# Where terms stand


def words(*pairs: tuple[str, str]) -> glossary.Glossary:
    terms = [glossary.Term(source, {"en": (english,)}, n) for n, (source, english) in enumerate(pairs, 2)]
    return glossary.Glossary(tuple(sorted(terms, key=lambda t: -len(t.source))), "", "zh-Hant")


def found(terms: glossary.Glossary, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in terms.find(text)]


def test_every_term_of_the_shipped_glossary_is_found_in_the_article_and_none_inside_a_longer_one() -> None:
    terms = glossary.load(ROOT / "glossary.csv", source="zh-Hant")
    text = (ROOT / "source" / f"{ARTICLE}.txt").read_text(encoding="utf-8")
    hits = terms.find(text)
    sources = {hit.value.source for hit in hits}
    hidden = {
        "外交部",
        "俄羅斯",
    }  # they stand there only in 中國外交部 and 俄羅斯入侵烏克蘭, terms themselves
    assert {term.source for term in terms.terms} - sources == hidden
    assert all(glossary.fold(text[hit.start : hit.end]) == glossary.fold(hit.value.source) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    for hit in hits:
        around = text[max(0, hit.start - 6) : hit.end + 6]
        longer = [s for s in sources if hit.value.source in s and s != hit.value.source and s in around]
        at = around.index(text[hit.start : hit.end])
        inside = [s for s in longer if around.find(s) <= at < around.find(s) + len(s)]
        assert not inside or around.count(text[hit.start : hit.end]) > 1, (hit.value.source, inside)


@pytest.mark.parametrize(
    ("term", "text", "there"),
    [
        ("NCG", "「核諮詢小組」(NCG)", ["NCG"]),
        ("NCG", "在NCG的第1次會議", ["NCG"]),
        ("NCG", "ＮＣＧ", ["ＮＣＧ"]),
        ("NCG", "NCGX NCG2 ANCG ncg", []),
        ("SSBN", "戰略核潛艦(SSBNs)", ["SSBN"]),
        ("台灣", "臺灣與台灣", ["臺灣", "台灣"]),
        ("WHO", "WHO's who", ["WHO"]),
        ("May", "may May MAY", ["May", "MAY"]),
        ("summit", "The Summit, summits, summit’s, summitry", ["Summit", "summit", "summit"]),
        ("ally", "rally ally", ["ally"]),
        ("South Korea’s office", "South Korea's office", ["South Korea's office"]),
        ("U.S.", "The U.S.-Korea U.S. US", ["U.S.", "U.S."]),
        ("한국", "한국은 한국에서는 한국과의 한국인", ["한국", "한국", "한국"]),
        ("한국", "대한국 한국어 한국.", ["한국"]),
        ("바이든", "바이든이라고 바이든들은", ["바이든", "바이든"]),
        ("バイデン", "ジョー・バイデンさん", ["バイデン"]),
        ("パン", "パンダ", []),
        ("ガス", "ｶﾞｽ", ["ｶﾞｽ"]),
        ("km", "5㎞", []),
    ],
)
def test_a_term_is_a_word_of_its_own(term: str, text: str, there: list[str]) -> None:
    assert found(words((term, "x")), text) == there


def test_the_longer_term_wins_wherever_it_begins() -> None:
    terms = words(("美國", "a"), ("國總統府", "b"), ("美國總統", "c"), ("美韓", "d"))
    assert found(terms, "美國總統府") == ["美國總統"]
    assert found(terms, "美國和美韓") == ["美國", "美韓"]


def test_the_way_back_from_a_translation(tmp_path: Path) -> None:
    data = "zh-Hant,en,ko\n會談,talks|summit,회담\n峰會,summit,정상회담\n美方,U.S.,\n北約,NATO,나토\n"
    terms = load(tmp_path, data.encode())
    hits = terms.between("NATO summits and U.S. talks", "en-GB", "ko")
    assert [(hit.value.wording, hit.value.renderings) for hit in hits] == [
        ("NATO", ("나토",)),
        ("summit", ("정상회담",)),
        ("U.S.", ()),
        ("talks", ("회담",)),
    ]
    assert [hit.value.renderings for hit in terms.between("北約峰會", "zh-Hant", "en")] == [
        ("NATO",), ("summit",),
    ]  # fmt: skip


def test_ordinary_words_are_told_from_names() -> None:
    terms = {t.source: t for t in glossary.load(ROOT / "glossary.csv", source="zh-Hant").terms}
    assert [s for s in ("加強", "峰會", "聲明") if not terms[s].ordinary] == []
    assert [s for s in ("尹錫悅", "延伸威懾", "北約", "IRA", "第一夫人") if terms[s].ordinary] == []


@given(st.text())
def test_folding_with_offsets_is_folding(text: str) -> None:
    plain = folded(text)
    assert len(plain.starts) == len(plain.text) + 1
    known = [start for start in plain.starts if start >= 0]
    assert known == sorted(known)
    assert known[-1] == len(text)
    if text.isascii() or all("\u4e00" <= c <= "\u9fff" for c in text):
        assert plain.text == fold(text)


@given(st.lists(st.sampled_from(["美國", "國總", "總統", "US", "的", " "])), st.data())
def test_hits_do_not_overlap_and_are_what_they_say(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    sources = data.draw(st.lists(st.sampled_from(["美國", "國總", "美國總統", "總", "US"]), unique=True))
    terms = words(*((source, "x") for source in sources))
    hits = terms.find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(text[hit.start : hit.end] == hit.value.source for hit in hits)
    assert {t.source for t in terms.occurring(text)} == {hit.value.source for hit in hits}

from __future__ import annotations

from pathlib import Path

import pytest

from bilingual import glossary
from bilingual.errors import ConfigError


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
    ("data", "line", "words"),
    [
        ("zh-Hant,en\n拜登,Biden\n拜登,Joe\n", 3, "stands in line 2"),
        ("zh-Hant,klingonisch!\n", 1, "neither a language tag"),
        ("en,ko\nBiden,바이든\n", 1, "no column for the source language zh-Hant"),
        ("zh-Hant,en\n拜登,Biden,extra\n", 2, "3 cells"),
        ("zh-Hant,en\n,Biden\n", 2, "no source term"),
        ('zh-Hant,en\n"拜登"x,Biden\n', 2, "not a readable CSV row"),
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


def test_the_longest_term_hides_those_inside_it(tmp_path: Path) -> None:
    terms = load(tmp_path, "zh-Hant,en\n核潛艦,a\n戰略核潛艦,b\n台灣,c\n".encode())
    assert [t.source for t in terms.occurring("戰略核潛艦停靠臺灣")] == ["戰略核潛艦", "台灣"]
    assert [t.source for t in terms.occurring("核潛艦與戰略核潛艦")] == ["戰略核潛艦", "核潛艦"]

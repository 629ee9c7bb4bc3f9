from __future__ import annotations

from pathlib import Path

import pytest

from bilingual.checks import CHECKS, CODES, Catalog, check, check_source, numbers
from bilingual.glossary import Glossary, Term
from bilingual.model import Block, Document, Message, Role, Severity, State

SHARED = Path(__file__).parents[2] / "shared" / "data" / "ntrex"
GLOSSARY = Glossary((Term("拜登", {"en": ("Joe Biden", "Biden"), "ko": ("바이든",)}, 2),), "glossary.csv")


def codes(source: str, text: str, language: str = "en", **settings: tuple[str, ...]) -> list[str]:
    message = Message("", source, text, State.REVIEWED, line=7, ignored_checks=settings.pop("ignored", ()))
    catalog = Catalog("x.po", "zh-Hant", language, [message])
    found = check(catalog, GLOSSARY, **settings)
    assert all((f.path, f.line, f.language) == ("x.po", 7, language) for f in found)
    return [f.code for f in found]


@pytest.mark.parametrize(
    ("source", "text", "language", "expected"),
    [
        ("今天天氣好。", "", "en", ["untranslated"]),
        ("今天天氣好。", "今天天氣好。", "en", ["untranslated", "han"]),
        ("今天天氣好。", " \n", "en", ["empty"]),
        ("今天天氣好。", "The weather is fine 今天.", "en", ["han"]),
        ("習近平出席。", "시진핑(習近平)이 참석했다.", "ko", []),
        ("他說:「好。」", "“Good,” he said.", "en", []),
        ("他說:「好。」", "“Good, he said.", "en", ["brackets"]),
        ("他說「好。", "“Good, he said.", "en", []),
        ("價格(含稅)。", "The price (tax included.", "en", ["brackets"]),
        ("1)申請。", "1) Apply.", "en", []),
        ("拜登說好。", "Biden agreed.", "en", []),
        ("拜登說好。", "The president agreed.", "en", ["glossary"]),
        ("拜登說好。", "대통령은 동의했다.", "ko", ["glossary"]),
        ("共3000萬元。", "A total of 30 million yuan.", "en", []),
        ("共3000萬元。", "A total of 3 million yuan.", "en", ["number"]),
        ("共3000萬元。", "총 3천만 위안이다.", "ko", []),
        ("共3000萬元。", "총 300만 위안이다.", "ko", ["number"]),
        ("耗資1億2000萬。", "It cost 120 million.", "en", []),
        ("耗資1.25億。", "1억2500만 파운드가 들었다.", "ko", []),
        ("約 1 小時 20 分鐘。", "It lasted about one hour and 20 minutes.", "en", []),
        ("約 1 小時 20 分鐘。", "It lasted about one hour.", "en", ["number"]),
        ("前 1~2 天已說明。", "It explained one or two days before.", "en", []),
        ("1980 年代初。", "In the early 1980s.", "en", []),
        ("4月26日。", "On April 26.", "en", []),
        ("4月26日。", "4월 26일이다.", "ko", []),
        ("下午3時。", "At 3 p.m.", "en", []),
        ("15時。", "At 3 p.m.", "en", []),
        ("台積電Fab 18與F-16、G7。", "TSMC’s Fab 18, F-16s and the G7.", "en", []),
        ("裝置8.2GW的電。", "It installed 8.2 GW.", "en", []),
        ("裝置8.2GW的電。", "8.2GW를 설치했다.", "ko", []),
        ("三分之二。", "Two-thirds.", "en", []),
        ("今天天氣好。", "The weather was fine on all 25 days.", "en", ["number"]),
        ("民國112年。", "In 2023.", "en", []),
        ("民國112年。", "In 2022.", "en", ["number", "number"]),
    ],
)
def test_what_is_found(source: str, text: str, language: str, expected: list[str]) -> None:
    assert codes(source, text, language) == expected


def test_the_scale_is_told() -> None:
    message = Message("", "共3000萬元。", "3 million yuan.", State.REVIEWED)
    (finding,) = check(Catalog("x.po", "zh-Hant", "en", [message]), Glossary())
    assert finding.message == "3000萬 is not in the translation, which says 3,000,000: 10 times too little"
    assert str(finding) == f"x.po:0: error: number: {finding.message}"


def test_findings_can_be_silenced_for_a_project_and_for_an_entry() -> None:
    assert codes("拜登說3次。", "He said so.") == ["number", "glossary"]
    assert codes("拜登說3次。", "He said so.", ignore=("number",)) == ["glossary"]
    assert codes("拜登說3次。", "He said so.", ignored=("glossary",)) == ["number"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("一百零五", 105),
        ("兩萬五千", 25000),
        ("二〇二三", 2023),
        ("三億二千萬", 320_000_000),
        ("十", 10),
    ],
)
def test_chinese_numerals(text: str, value: float) -> None:
    assert value in numbers.chinese(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3천5백만", 35e6),
        ("1억 4천 2백만", 142e6),
        ("37만 5,000", 375_000),
        ("2조 3억", 2.0003e12),
        ("열두 명", 12),
    ],
)
def test_korean_numbers(text: str, value: float) -> None:
    assert value in numbers.korean(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-three", 23),
        ("1.5 million", 1.5e6),
        ("three billion", 3e9),
        ("the fourth", 4),
        ("a dozen", 12),
    ],
)
def test_english_numbers(text: str, value: float) -> None:
    assert value in numbers.english(text)


def source(*lines: str) -> Document:
    text = "\n".join(lines)
    blocks, start = [], 0
    for n, line in enumerate(lines, 1):
        blocks.append(Block(Role.PARAGRAPH, line, n, start, 0))
        start += len(line) + 1
    return Document("source/a.txt", "a", "zh-Hant", text, tuple(blocks))


def test_the_source_is_looked_through_too() -> None:
    found = check_source(source("華盛頓宣言》美韓", "他說「好。", "《甲》(乙）"))
    assert [(f.line, f.code, f.severity, f.message) for f in found] == [
        (1, "source-brackets", Severity.WARNING, "》 has no 《 in this line"),
        (2, "source-brackets", Severity.WARNING, "「 has no 」 in this line"),
    ]
    assert check_source(source("甲》"), ignore=["source-brackets"]) == ()


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)


@pytest.mark.skipif(not SHARED.exists(), reason="the NTREX sentences are not on this machine")
@pytest.mark.parametrize(("language", "name"), [("en", "src.eng"), ("ko", "ref.kor")])
def test_good_human_translations_are_left_alone(language: str, name: str) -> None:
    """Share of 1,997 human translations that each alarm fires on: the budget is 1.3 %."""
    zh = (SHARED / "newstest2019-ref.zho-TW.txt").read_text(encoding="utf-8").splitlines()
    target = (SHARED / f"newstest2019-{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [
        Message("", a, b, State.REVIEWED, line=n) for n, (a, b) in enumerate(zip(zh, target, strict=True))
    ]
    found = check(Catalog("x", "zh-Hant", language, pairs), Glossary())
    for code in ("untranslated", "empty", "han", "number"):
        fired = {f.line for f in found if f.code == code}
        assert len(fired) <= 0.013 * len(pairs), code
    assert set(CHECKS) >= {f.code for f in found}

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.checks import CHECKS, CODES, SEVERITIES, Catalog, check, check_source, numbers
from bilingual.checks.numbers import near, stated
from bilingual.checks.readings import consonants, sino_korean
from bilingual.glossary import Glossary, Term
from bilingual.model import Block, Document, Message, Role, Severity, State
from conftest import ROOT

GLOSSARY = Glossary(
    (
        Term("拜登", {"en": ("Joe Biden", "Biden"), "ko": ("바이든",)}, 2),
        Term("台灣", {"en": ("Taiwan",)}, 3, {"en": ("Formosa",), "ko": ("타이완",)}),
    ),
    "glossary.csv",
    "zh-Hant",
)


def found(*entries: tuple[str, str], languages: str = "zh-Hant→en", role: Role = Role.PARAGRAPH) -> list[str]:
    source, target = languages.split("→")
    messages = [
        Message("", there, here, State.REVIEWED, role=role, line=line)
        for line, (there, here) in enumerate(entries, 1)
    ]
    return [finding.code for finding in check(Catalog("x.po", source, target, messages), GLOSSARY)]


@pytest.mark.parametrize(
    ("source", "text", "language", "expected"),
    [
        ("今天天氣好。", "", "en", ["untranslated"]),
        ("今天天氣好。", "今天天氣好。", "en", ["untranslated", "han"]),
        ("今天天氣好。", " \n", "en", ["empty", "newlines"]),
        ("今天天氣好。", "The weather is fine 今天.", "en", ["han"]),
        ("習近平出席。", "시진핑(習近平)이 참석했다.", "ko", []),
        ("他說:「好。」", "“Good,” he said.", "en", []),
        ("他說:「好。」", "“Good, he said.", "en", ["brackets"]),
        ("他說:「好。」", "“Good,\" he said.", "en", []),
        ("他說「好。", "“Good, he said.", "en", []),
        ("價格(含稅)。", "The price (tax included.", "en", ["brackets"]),
        ("1)申請。", "1) Apply.", "en", []),
        ("拜登說好。", "Biden agreed.", "en", []),
        ("拜登說好。", "The president agreed.", "en", ["glossary"]),
        ("拜登說好。", "대통령은 동의했다.", "ko", ["glossary"]),
        ("台灣同意了。", "Taiwan agreed.", "en", []),
        ("台灣同意了。", "Formosa agreed.", "en", ["glossary", "forbidden"]),
        ("台灣同意了。", "타이완은 동의했다.", "ko", ["forbidden"]),
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
        ("20 世紀 80 年代。", "In the 1980s.", "en", []),
        ("15 世紀 80 年代。", "In the 1980s.", "en", ["number"]),
        ("4月26日。", "On April 26.", "en", []),
        ("4月26日。", "On May 26.", "en", ["number"]),
        ("4月26日。", "4월 26일이다.", "ko", []),
        ("下午3時。", "At 3 p.m.", "en", []),
        ("15時。", "At 3 p.m.", "en", []),
        ("15時。", "At 4 p.m.", "en", ["number"]),
        ("上午11時29分。", "오전 11시 29분이다.", "ko", []),
        ("台積電Fab 18與F-16、G7。", "TSMC’s Fab 18, F-16s and the G7.", "en", []),
        ("裝置8.2GW的電。", "It installed 8.2 GW.", "en", []),
        ("裝置8.2GW的電。", "8.2GW를 설치했다.", "ko", []),
        ("時速 160 千米。", "At 160 kilometers an hour.", "en", []),
        ("三分之二。", "Two-thirds.", "en", []),
        ("三分之二。", "Two-fifths.", "en", ["number"]),
        ("三分之二。", "3분의 2다.", "ko", []),
        ("百分之五十。", "It is 50%.", "en", []),
        ("兩成五的人。", "About 25% of people.", "en", []),
        ("三成的人。", "About 20% of people.", "en", ["number"]),
        ("第二十三屆。", "The 23rd.", "en", []),
        ("死者三十二歲。", "The victim was 42.", "en", ["number"]),
        ("150 到 200 萬人。", "From 1.5 to 2 million people.", "en", []),
        ("二十三名士兵。", "23 soldiers.", "en", []),
        ("五年半。", "Five and a half years.", "en", []),
        ("今天天氣好。", "The weather was fine on all 25 days.", "en", ["number"]),
        ("民國112年。", "In 2023.", "en", []),
        ("民國112年。", "In 2022.", "en", ["number"]),
        ("２０２３年。", "In 2023.", "en", []),
        ("見 https://example.org/a。", "See https://example.org/a.", "en", []),
        ("見 https://example.org/a。", "See the page.", "en", ["address"]),
        ("(圖/Twitter @POTUS)", "(Photo: Twitter)", "en", ["address"]),
        ("#MeToo運動。", "The movement.", "en", ["address"]),
        ("他說好。", "He said &#39;yes&#39;.", "en", ["entity"]),
        ("共%d件。", "A total of %d items.", "en", []),
        ("共%d件。", "A total of items.", "en", ["placeholder"]),
        ("成長50%。", "It grew 50% so far.", "en", []),
        ("見<1>宣言</1>。", "See the <1>declaration</1>.", "en", []),
        ("見<1>宣言</1>與<2/>。", "See <1>the <2/>.", "en", ["tag"]),
        ("見<1>甲</1><2>乙</2>。", "See <1>one<2></1>two</2>.", "en", ["tag"]),
        ("a <3 b。", "a <3 b.", "en", []),
        ("好。\n", "Good.", "en", ["newlines"]),
        ("他說了很多話。", "he said he said he said he said.", "en", ["repetition"]),
        ("他很好。", "그는 정말 정말 잘 지낸다.", "ko", []),
        ("他週五離開了。", "그는 금요일에 떠났다", "ko", ["unfinished"]),
        ("他會來嗎?", "그는 올 것이다.", "ko", ["question"]),
        ("他不會來。", "그는 올 것이다.", "ko", ["negation"]),
        ("他會來。", "그는 오지 않을 것이다.", "ko", ["negation"]),
        ("不過他會來。", "그래도 그는 올 것이다.", "ko", []),
        ("他去了學校。", "그는 학교을 갔다.", "ko", ["particle"]),
        ("他去了學校。", "그는 학교으로 갔다.", "ko", ["particle"]),
        ("他去了美國。", "그는 미국로 갔다.", "ko", ["particle"]),
        ("他去了首爾。", "그는 서울로 갔다.", "ko", []),
        ("有人吃了蘋果。", "누군가 사과와 효과를 먹는 마을은 있다.", "ko", []),
        ("專家的孩子。", "전문가의 아이가 국가와 경로로 평가했다.", "ko", []),
    ],
)  # fmt: skip
def test_what_is_found(source: str, text: str, language: str, expected: list[str]) -> None:
    fired = found((source, text), languages=f"zh-Hant→{language}")
    assert [code for code in fired if SEVERITIES[code] is not Severity.NOTE] == expected


@pytest.mark.parametrize(
    ("source", "text", "language", "expected"),
    [
        ("他三點出海<1/>,中午回來。", "He goes out at three and is back before noon.<1/>", "en", []),
        (
            "他三點出海<1/>,中午回來。",
            "He goes out at three and is back before noon.<1/> ",
            "en",
            ["spacing"],
        ),
        ("他三點出海[1],中午回來。", "He goes out at three and is back before noon.[1]", "en", []),
        ("他三點出海[1],中午回來。", "He goes out at three and is back before noon.¹", "en", []),
        ("他三點出海,中午回來。[1]", "He goes out at three and is back[1]", "en", ["unfinished"]),
        ("他說他<1>走了。</1>", "He said <1>he left.</1>", "en", []),
        ("他說他<1>走了。</1>", "He said <1>he left</1>", "en", ["unfinished"]),
        ("他說:<1>「好。」</1><2/>", "<1>“Good,”</1> he said.<2/>", "en", []),
        ("他會來嗎<1/>?", "Will he come?<1/>", "en", []),
        ("他會來嗎?<1/>", "He will come.<1/>", "en", ["question"]),
        ("他週五離開了<1/>。", "그는 금요일에 수도를.<1/>", "ko", ["ending"]),
        ("他週五離開了<1/>。", "그는 금요일에 떠났다.<1/>", "ko", []),
        ("他批評<1>政府</1>。", "그는 <1>정부</1>을 비판했다.", "ko", ["particle"]),
        ("<1>拜</1>登說好。", "<1>Bi</1>den agreed.", "en", []),
        ("他<1>週五</1>離開了。", "He left <1>on</1> on Friday.", "en", ["doubled-word"]),
        ("他<1>沒有</1>同意<2/>。", "He did<2/> <1>not</1> agree.", "en", []),
        ("他走了<1/>。", "He left <1/> on Friday.", "en", []),
        ("他走了<1>。</1>", "He left <1>.</1>", "en", ["spacing"]),
    ],
)
def test_a_footnote_mark_behind_the_full_stop_is_looked_past(
    source: str, text: str, language: str, expected: list[str]
) -> None:
    assert found((source, text), languages=f"zh-Hant→{language}") == expected


@given(
    st.sampled_from(
        [
            ("他週五離開了。", "He left on Friday.", "en"),
            ("他說:「好。」", "“Good, he said.", "en"),
            ("他會來嗎?", "그는 올 것이다.", "ko"),
            ("共3000萬元。", "A total of 3 million yuan", "en"),
            ("他週五離開了首都。", "그는 금요일에 정부을.", "ko"),
            ("拜登說好。", "The president agreed agreed", "en"),
        ]
    ),
    st.data(),
)
def test_tags_change_nothing_of_what_is_read(texts: tuple[str, str, str], data: st.DataObject) -> None:
    """Law: but for ``tag``, the findings of an entry are those of its texts without their tags."""
    *bare, target = texts
    marked = []
    for text in bare:
        first, last, note = sorted(data.draw(st.integers(0, len(text))) for _ in range(3))
        marked.append(f"{text[:first]}<1>{text[first:last]}</1>{text[last:note]}<2/>{text[note:]}")
    plain, tagged = (
        check(Catalog("x.po", "zh-Hant", target, [Message("", *pair, State.REVIEWED)]), GLOSSARY)
        for pair in (bare, marked)
    )
    assert [(f.code, f.message) for f in tagged] == [(f.code, f.message) for f in plain]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("It cost $2.4 million.", "240만 달러가 들었다.", []),
        ("It cost $2.4 million.", "240억 달러가 들었다.", ["number"]),
        ("Twenty-three people came on March 5.", "3월 5일 23명이 왔다.", []),
        ("A third of them left at 7.55am.", "그들 중 3분의 1이 오전 7시 55분에 떠났다.", []),
        ("He did not agree.", "그는 동의했다.", ["negation"]),
        (
            "He said that some of the victims were buried.",
            "그는 some of the victims 묻혔다고 말했다.",
            ["english"],
        ),
    ],
)
def test_english_is_a_source_too(source: str, text: str, expected: list[str]) -> None:
    assert [
        c for c in found((source, text), languages="en→ko") if SEVERITIES[c] is not Severity.NOTE
    ] == expected


@pytest.mark.parametrize(
    "languages", ["zh-Hans→en", "zh-Hans→ko", "zh-Hant→ja", "ja→en", "de→fr", "en→zh-Hant"]
)
def test_other_languages_are_looked_at_as_far_as_they_are_known(languages: str) -> None:
    assert found(("<1>A</1> {x} b@example.org (1)。", "<1>A {y} (1."), languages=languages)[:4] == [
        "address",
        "placeholder",
        "placeholder",
        "tag",
    ]


@pytest.mark.parametrize("role", [Role.TITLE, Role.HEADING])
def test_headlines_need_no_full_stop_and_no_verb(role: Role) -> None:
    assert (
        found(
            ("尹總統:北韓核攻擊就是終結。", "尹 대통령 “北 핵 공격은 종말”"),
            languages="zh-Hant→ko",
            role=role,
        )
        == []
    )


def test_the_scale_is_told() -> None:
    message = Message("", "共3000萬元。", "3 million yuan.", State.REVIEWED)
    (finding,) = check(Catalog("x.po", "zh-Hant", "en", [message]), Glossary())
    assert finding.message == "3000萬 is not in the translation, which says 3,000,000: 10 times too little"
    assert str(finding) == f"x.po:0: error: number: {finding.message}"


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("4萬5000人。", "There were 4,500 of them.", ["4萬5000 …, which says 4,500: 10 times too little"]),
        ("4月26日。", "On April 25.", ["26 …, which says 25"]),
        ("26人死，108人傷。", "Killed were 25, hurt 109.", ["26 …, which says 25", "108 …, which says 109"]),
        ("26人死，108人傷。", "Killed were 109, hurt 25.", ["26 …, which says 25", "108 …, which says 109"]),
        ("26人死，108人傷。", "Hurt were 109.", ["26 …", "108 …, which says 109"]),
        ("108人傷。", "Killed were 25, hurt 109.", ["108 …, which says 109", "25 is not in the source"]),
        ("共3000萬，26人。", "For 25, 3 million.", ["3000萬 …, which says 3,000,000: 10 times too little", "26 …, which says 25"]),
    ],
)  # fmt: skip
def test_one_wrong_number_is_one_finding(source: str, text: str, expected: list[str]) -> None:
    message = Message("", source, text, State.REVIEWED)
    found = check(Catalog("x.po", "zh-Hant", "en", [message]), Glossary())
    said = [f.message.replace("is not in the translation", "…").replace(" …,", " …,") for f in found]
    assert said == expected


def test_findings_can_be_silenced_for_a_project_and_for_an_entry() -> None:
    def codes(*, ignored: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
        message = Message("", "拜登說3次。", "He said so.", State.REVIEWED, line=7, ignored_checks=ignored)
        findings = check(Catalog("x.po", "zh-Hant", "en", [message]), GLOSSARY, ignore=ignore)
        assert all((f.path, f.line, f.language) == ("x.po", 7, "en") for f in findings)
        return [finding.code for finding in findings]

    assert codes() == ["number", "glossary"]
    assert codes(ignore=("number",)) == ["glossary"]
    assert codes(ignored=("glossary",)) == ["number"]


def test_article_checks_are_silenced_for_an_entry_too() -> None:
    texts = ["그는 왔다.", "그는 갔다.", "그는 있다.", "그는 떠났다.", "그는 잤습니다."]
    messages = [Message("", f"{n}", text, State.REVIEWED, line=n) for n, text in enumerate(texts, 1)]
    (finding,) = check(Catalog("x.po", "en", "ko", messages), Glossary(), ignore=["untranslated", "number"])
    assert (finding.code, finding.line) == ("register", 5)
    messages[4] = Message("", "5", texts[4], State.REVIEWED, line=5, ignored_checks=("register",))
    assert check(Catalog("x.po", "en", "ko", messages), Glossary(), ignore=["number"]) == ()


def test_a_quotation_that_spans_entries_has_its_own_register() -> None:
    entries = [
        ("He said: “We came.", "그는 말했다. “우리는 왔습니다."),
        ("We saw it.", "우리는 그것을 보았습니다."),
        ("We left.”", "우리는 떠났습니다.”"),
        ("He slept.", "그는 잤다."),
    ]
    assert "register" not in found(*entries, languages="en→ko")


def test_the_header_is_looked_at_as_msgfmt_does() -> None:
    full = {
        "Project-Id-Version": "a", "PO-Revision-Date": "2023-04-27 10:00+0900", "Last-Translator": "Kim",
        "Language-Team": "Korean", "Language": "ko", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }  # fmt: skip

    approved = (Message("", "他走了。", "그는 갔다.", State.REVIEWED),)

    def messages(entries: tuple[Message, ...] = approved, **changes: str) -> list[str]:
        fields = {**full, **{name.replace("_", "-"): value for name, value in changes.items()}}
        fields = {name: value for name, value in fields.items() if value != "gone"}
        found = check(Catalog("x.po", "zh-Hant", "ko", entries, fields), Glossary())
        return [f.message for f in found if f.code == "header"]

    assert messages() == []
    assert messages(Last_Translator="FULL NAME <EMAIL@ADDRESS>") == [
        "not filled in: Last-Translator (such as Kim Min-ji <kim@example.org>)"
    ]
    assert messages(PO_Revision_Date="YEAR-MO-DA HO:MI+ZONE") == [
        "not filled in: PO-Revision-Date (such as 2026-11-25 22:40+0800)"
    ]
    assert messages(MIME_Version="gone") == ["the header has no MIME-Version (such as 1.0)"]
    assert messages(Language_Team="") == [], "msgfmt asks for the field, not for a team"
    assert messages((), Language="ja") == [], "nobody has approved anything yet"
    assert messages(Language="ja") == ["the header's Language is ja, the catalog's place says ko"]
    assert (
        messages(Language="ko_KR") == messages(Language="ko_KR.UTF-8") == messages(Language="ko@hanja") == []
    )
    assert messages(Language="") == ["the header does not say its Language (ko)"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("zh-Hant", "二十三", 23), ("zh-Hant", "一百零五", 105), ("zh-Hant", "兩萬五千", 25000),
        ("zh-Hant", "二〇二三", 2023), ("zh-Hant", "三億二千萬", 320_000_000), ("zh-Hant", "十", 10),
        ("zh-Hans", "三亿", 3e8), ("ja", "3万5千", 35000), ("zh-Hant", "七成五", 75), ("zh-Hant", "２½", 2.5),
        ("ko", "3천5백만", 35e6), ("ko", "1억 4천 2백만", 142e6), ("ko", "37만 5,000", 375_000), ("ko", "2조 3억", 2.0003e12),
        ("ko", "열두 명", 12), ("ko", "삼백이십만", 3.2e6), ("ko", "삼분의 일", 1 / 3), ("ko", "오후 5.30", 17),
        ("en", "twenty-three", 23), ("en", "1.5 million", 1.5e6), ("en", "three billion", 3e9), ("en", "the fourth", 4),
        ("en", "a dozen", 12), ("en", "two hundred and fifty-three thousand", 253_000), ("en", "£2bn", 2e9),
        ("en", "two decades", 20), ("en", "nine out of 10", 0.9), ("en", "’18", 2018), ("en", "twenty-first", 21),
    ],
)  # fmt: skip
def test_numbers_are_read(language: str, text: str, value: float) -> None:
    assert near(value) in stated(numbers.READERS[language](text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "十分"), ("zh-Hant", "千方百計"), ("zh-Hant", "萬一"), ("zh-Hant", "星期五"), ("zh-Hant", "三三兩兩"),
        ("ko", "일본"), ("ko", "한국"), ("ko", "이 사람"), ("en", "one of them"), ("en", "F-16"), ("en", "you may go"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_numbers_are_not_asked_for(language: str, text: str) -> None:
    assert not [number.written for number in numbers.READERS[language](text) if number.certain]


@given(st.integers(10, 10**12))
def test_a_number_is_the_same_in_every_language(value: int) -> None:
    wan = f"{value // 10**4}萬{value % 10**4 or ''}" if value >= 10**4 else str(value)
    man = f"{value // 10**4}만 {value % 10**4:,}" if value % 10**4 else f"{value // 10**4}만"
    korean = man if value >= 10**4 else str(value)
    assert near(value) in stated(numbers.READERS["zh-Hant"](f"共{wan}元。"))
    assert near(value) in stated(numbers.READERS["ko"](f"총 {korean} 위안이다."))
    assert near(value) in stated(numbers.READERS["en"](f"It cost {value:,} yuan."))


def test_readings() -> None:
    assert sino_korean("總統") == ("총통",)
    assert sino_korean("韩国") == ("한국",)
    assert sino_korean("@") == ()
    assert consonants("Trump") == consonants("트럼프")
    assert consonants("Carter") == consonants("카터")
    assert consonants("Sebastian") == consonants("제바스티안")


@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from(["en", "ko", "ja"]),
    st.sampled_from(list(Role)),
)
def test_no_text_breaks_a_check(source: str, text: str, target: str, role: Role) -> None:
    messages = [Message("", source, text, State.REVIEWED, role=role), Message("", text, source, State.DRAFT)]
    for base in ("zh-Hant", "en"):
        findings = check(Catalog("x.po", base, target, messages), GLOSSARY)
        assert {finding.code for finding in findings} <= set(CODES)


def source(*lines: str) -> Document:
    text = "\n".join(lines)
    blocks, start = [], 0
    for n, line in enumerate(lines, 1):
        blocks.append(Block(Role.PARAGRAPH, line, n, start, 0))
        start += len(line) + 1
    return Document("source/a.txt", "a", "zh-Hant", text, tuple(blocks))


def test_the_source_is_looked_through_too() -> None:
    findings = check_source(source("華盛頓宣言》美韓", "他說「好。", "《甲》(乙）"))
    assert [(f.line, f.code, f.severity, f.message) for f in findings] == [
        (1, "source-brackets", Severity.WARNING, "》 has no 《 in this line"),
        (2, "source-brackets", Severity.WARNING, "「 has no 」 in this line"),
    ]
    assert check_source(source("甲》"), ignore=["source-brackets"]) == ()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("他週五離開了首都並且前往國會發表", "她週五離開了首都並且前往國會。"),
            [],
        ),  # half of them: it is their style
        (
            ("他週五離開了首都並且前往國會發表", *["她週五離開了首都並且前往國會。"] * 2),
            [(1, "source-ending")],
        ),
        (("他說,好。", "她說，不好。", "他說，好。"), [(1, "source-width")]),
        (("他說,好。", "她說,不好。"), []),
        (("臺灣很好。", "台灣很大。"), [(2, "source-name")]),
        (("今天很好。", "明天[^zz]也好。"), [(2, "source-footnote")]),
        (("卡瓦諾 (Kavanaugh) 說好。", "卡瓦納 (Kavanaugh) 說不好。"), [(2, "source-name")]),
        (("尹錫悅說好。尹錫悅說好。尹錫悅。", "尹碩悅來了。"), [(2, "source-name")]),
    ],
)
def test_what_is_found_in_a_source(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert [(f.line, f.code) for f in check_source(source(*lines))] == expected


def sections() -> dict[str, str]:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## (\S+)\n\n(.*?)(?=\n## |\Z)", page, re.S | re.M))


@pytest.mark.parametrize("code", CODES)
def test_the_examples_of_the_page_are_true(code: str) -> None:
    section = sections()[code]
    assert "Silence it: " in section
    if code.startswith("source-"):
        bad, good = (re.search(rf"^{word}: `(.*)`$", section, re.M) for word in ("Bad", "Good"))
        assert bad and good
        assert code in {
            f.code for f in check_source(source(bad[1], *["他週五離開了首都並且前往國會，很好。"] * 2))
        }
        assert code not in {f.code for f in check_source(source(good[1]))}
        return
    examples = re.findall(r"^(Bad|Good) \((\S+)\): (.*)$", section, re.M)
    for word, languages, cases in examples:
        fired = found(*re.findall(r"`([^`]*)` → `([^`]*)`", cases), languages=languages)
        assert (code in fired) == (word == "Bad"), (word, cases, fired)
    assert {word for word, _, _ in examples} in ({"Bad", "Good"}, set())
    assert examples or code in {
        "glossary",
        "forbidden",
        "newlines",
        "cells",
        "header",
        "front-matter",
        "too-long",
        "segments",
        "blank",
        "picture",
        "alt",
    }


def test_an_entry_that_is_no_sentence_is_left_alone_and_told() -> None:
    assert found(("他說好。" * 2000, "He said 5. " * 2000), ("他說好。", "He said 5.")) == [
        "too-long",
        "number",
    ]


def test_codes_are_unique_and_every_check_says_what_it_is_for() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all((look.__doc__ or "").endswith(("\n", ".")) for _, look in CHECKS.values())


def test_a_long_loop_is_found_and_does_not_explode() -> None:
    assert "repetition" in found(("他說好。", "again and again " * 300 + "."))
    assert "repetition" in found(("他說好。", "word " * 900 + "."))
    assert "repetition" in found(("他說好。", "哈哈嗯" * 1000))

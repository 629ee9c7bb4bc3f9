"""Reading: golden articles from many kinds of newsrooms, the law that nothing is lost, and files that are no articles."""

from __future__ import annotations

import json
import pickle
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.errors import SourceError
from bilingual.model import Block, Document, Role
from bilingual.readers import READERS, Reading, read
from bilingual.readers.page import columns

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases" / "readers").glob("*.txt"))
ARTICLE = HERE.parent / "source" / "washington-declaration.txt"
GOLD = HERE.parents[1] / "shared" / "gold"
EXPECTED = HERE / "cases" / "segmentation" / "washington-declaration.segments"


def golden(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """A case is ``role<TAB>line``; give the article and its (role, line) pairs."""
    rows = [line.partition("\t") for line in path.read_text("utf-8").splitlines()]
    text = "\n".join(line for _, _, line in rows)
    return text, [(role, line) for role, _, line in rows if role]


def article(text: str | bytes, language: str = "zh-Hant", path: str = "source/x.txt") -> Document:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return read(data, path=path, article="x", language=language)


def roles(text: str, language: str = "zh-Hant") -> list[str]:
    return [block.role.value for block in article(text, language).blocks]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_line_of_a_newsrooms_article_has_its_role(path):
    text, expected = golden(path)
    document = article(text, path.suffixes[0][1:])
    assert [(b.role.value, b.text) for b in document.blocks] == expected


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_change_no_role(path, line_end):
    text, expected = golden(path)
    document = article(text.replace("\n", line_end), path.suffixes[0][1:])
    assert [(b.role.value, b.text) for b in document.blocks] == expected


def test_the_projects_article_has_its_32_roles():
    groups = EXPECTED.read_text("utf-8").strip().split("\n\n")
    expected = [group.split("\t")[0] for group in groups]
    document = article(ARTICLE.read_bytes())
    assert [b.role.value for b in document.blocks] == expected
    assert len(expected) == 32
    assert document.encoding == "utf-8"
    assert document.text == ARTICLE.read_bytes().decode("utf-8")


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold labels are not here")
def test_the_gold_offsets_of_the_article():
    gold = json.loads((GOLD / "seed.gold.json").read_text("utf-8"))
    found = [(b.role.value, b.group, b.start, b.end, b.text) for b in article(gold["text"]).blocks]
    assert found == [(b["role"], b["group"], b["start"], b["end"], b["text"]) for b in gold["blocks"]]


TEXTS = st.text(
    st.sampled_from(
        "中文。「」，:：(（圖)/） 　\t\r\n\n記者延伸閱讀1.一、•▲#|>註標籤Tagged:aZ《》!？\u2028\x0b\x85"
    ),
    max_size=80,
)


@given(TEXTS)
def test_nothing_is_lost(text):
    try:
        document = article(text)
    except SourceError:
        assert not text.strip()
        return
    position = 0
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert not document.text[position : block.start].strip()
        position = block.end
    assert not document.text[position:].strip()
    assert document.text == text


@given(TEXTS)
def test_crlf_is_lf(text):
    lf = re.sub("\r\n?", "\n", text)
    if not lf.strip():
        return
    kinds = [
        [(b.role, b.text, b.line, b.group) for b in article(t).blocks]
        for t in (lf, lf.replace("\n", "\r\n"), lf.replace("\n", "\r"))
    ]
    assert kinds[0] == kinds[1] == kinds[2]


def test_lines_are_counted_as_an_editor_counts_them():
    blocks = article("標題\r\n\r\n一。\n\n\n二。\r三。").blocks
    assert [(b.line, b.group) for b in blocks] == [(1, 0), (3, 1), (6, 2), (7, 2)]


def test_a_documents_block_keeps_its_indent():
    text = "標題\n\n　　第一段，縮排兩格。"
    assert article(text).blocks[1].text == "　　第一段，縮排兩格。"


def test_a_document_can_be_pickled():
    document = article("標題\n\n內文。")
    assert pickle.loads(pickle.dumps(document)) == document


# One habit at a time.


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("相關報導:以核攻核:面對北韓核武威脅", "related"),
        ("【延伸閱讀】一座橋的故事", "related"),
        ("Tagged:", "tags"),
        ("標籤：外交、韓國", "tags"),
        ("#外交 #韓國", "tags"),
        ("(圖/Twitter @POTUS)", "credit"),
        ("圖片來源：路透社", "credit"),
        ("攝影：王小明", "credit"),
        ("（美聯社）", "credit"),
        ("資料來源：主計總處", "source"),
        ("記者王小明／台北報導", "byline"),
        ("〔編譯陳成良／綜合報導〕", "byline"),
        ("文／王小明", "byline"),
        ("（中央社首爾26日綜合外電報導）", "dateline"),
        ("2023-04-27 12:30", "dateline"),
        ("民國112年4月27日", "dateline"),
        ("編按：本文經刪節。", "editor_note"),
        ("註：金額以新台幣計。", "note"),
        ("註１：以新台幣計。", "note"),
        ("前言：這是第一次。", "lead"),
        ("▲總統抵達會場。", "caption"),
        ("圖為會場外的人群。", "caption"),
        ("總統抵達會場。（圖／路透）", "caption"),
        ("• 第一項", "list_item"),
        ("> 引用的話", "quote"),
        ("| 甲 | 乙 |", "table"),
        ("甲\t乙\t丙", "table"),
        ("《華盛頓宣言》", "heading"),
        ("誰來買單？", "heading"),
        ("三、配套措施", "heading"),
        ("三、本案所需經費，由各機關年度預算支應。", "list_item"),
        ("市長說：「會改善。」", "paragraph"),
        ("預報如下：", "paragraph"),
        ("2023年是選舉年。", "paragraph"),
        ("（中央社記者王小明台北26日電）立法院今天三讀通過。", "paragraph"),
        ("現場有人中暑。（記者李明）", "paragraph"),
    ],
)
def test_a_line_below_the_first_paragraph(line, role):
    found = roles(f"今天的新聞標題\n\n內文第一段在這裡。\n\n{line}\n\n內文最後一段在這裡。")
    assert found == ["title", "paragraph", role, "paragraph"]


@pytest.mark.parametrize(
    ("line", "language", "role"),
    [
        ("相关阅读：一座桥的故事", "zh-Hans", "related"),
        ("责任编辑：王小明", "zh-Hans", "byline"),
        ("関連記事：橋の物語", "ja", "related"),
        ("写真：ロイター", "ja", "credit"),
        ("관련기사: 다리 이야기", "ko", "related"),
        ("[사진=연합뉴스]", "ko", "credit"),
        ("홍길동 기자", "ko", "byline"),
        ("출처: 통계청", "ko", "source"),
        ("Photo: AP", "en", "credit"),
        ("Related: A bridge and its story", "en", "related"),
        ("By Jane Doe", "en", "byline"),
        ("Source: Statistics Office", "en", "source"),
        ("Tags: bridge, story", "fr", "tags"),
    ],
)
def test_a_line_in_another_language(line, language, role):
    end = {"zh-Hans": "。", "ja": "。"}.get(language, ".")
    found = roles(f"Title\n\nFirst paragraph{end}\n\n{line}\n\nLast paragraph{end}", language)
    assert found == ["title", "paragraph", role, "paragraph"]


def test_a_plain_line_above_a_credit_is_the_caption():
    assert roles("標題\n\n內文。\n\n官房長官松野博一\n(圖/推特 @MatsunoHirokazu)")[2:] == [
        "caption",
        "credit",
    ]


def test_a_long_paragraph_above_a_credit_stays_a_paragraph():
    text = "標題\n開頭一段。\n" + "很長的一段話，" * 20 + "完。\n（圖／路透）\n結尾一段。"
    assert roles(text) == ["title", "paragraph", "paragraph", "credit", "paragraph"]


def test_a_bare_label_makes_links_of_the_lines_below_it():
    text = "標題\n\n內文。\n\n延伸閱讀\n第一則\n第二則\n\n《小標》\n\n內文。"
    assert roles(text) == ["title", "paragraph", "related", "related", "related", "heading", "paragraph"]


def test_a_related_link_leaves_the_next_heading_alone():
    assert roles("標題\n\n相關報導:另一則\n\n《小標》\n\n內文。")[1:] == ["related", "heading", "paragraph"]


def test_a_title_that_begins_like_a_label_is_the_title():
    assert roles("更正：昨日數據有誤 衛福部重新公布\n\n內文。") == ["title", "paragraph"]


def test_an_article_without_a_title_has_none():
    long = "這一段話很長，" * 10 + "說完了。"
    assert roles(f"{long}\n\n第二段。") == ["paragraph", "paragraph"]


def test_dialogue_is_no_row_of_pull_quotes():
    assert set(roles("標題\n\n內文。\n\n「你來了。」\n\n「我來了。」")[2:]) == {"paragraph"}


def test_full_width_characters_count_as_two_columns():
    assert columns("中文ab") == 6


# What is no article.


def error_of(data: bytes, **changes: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(data, **{"path": "source/x.txt", "article": "x", "language": "zh-Hant", **changes})
    assert caught.value.path and caught.value.hint and caught.value.exit_status == 4
    return caught.value


def test_an_empty_file():
    assert str(error_of(b"")) == "source/x.txt:1: the file is empty"


@pytest.mark.parametrize("data", [b" \n\t\r\n", "　　\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_of_white_space(data):
    assert "the file" in error_of(data).message


def test_an_unknown_suffix_lists_what_is_known():
    error = error_of(b"x", path="source/x.rtf")
    assert error.message == "no reader for files that end in “.rtf”"
    assert ".txt" in error.hint


def test_a_suffix_in_capitals_is_the_same_suffix():
    assert article("標題\n\n內文。", path="source/X.TXT").blocks


def test_a_reader_comes_from_an_entry_point(tmp_path, monkeypatch):
    (tmp_path / "shouting.py").write_text(
        "from bilingual.model import Block, Role\n"
        "from bilingual.readers import Reading\n"
        "def read(source):\n"
        "    text = source.data.decode()\n"
        "    return Reading(text, (Block(Role.TITLE, text, 1, 0, 0),))\n"
    )
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[bilingual.readers]\n.shout = shouting:read\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert article("HEY", path="source/x.shout").blocks == (Block(Role.TITLE, "HEY", 1, 0, 0),)
    assert ".shout" in error_of(b"x", path="source/x.rtf").hint
    sys.modules.pop("shouting", None)


def test_a_reader_that_loses_text_is_caught(monkeypatch):
    monkeypatch.setitem(
        READERS, ".bad", lambda _: Reading("標題\n內文。", (Block(Role.TITLE, "標題", 1, 0, 0),))
    )
    with pytest.raises(AssertionError, match="lost text"):
        article("標題\n內文。", path="source/x.bad")


def test_a_line_of_ten_megabytes_is_a_paragraph():
    text = "標題\n\n" + "這是一句話。" * (10_000_000 // 18)
    assert roles(text) == ["title", "paragraph"]


@pytest.mark.parametrize("line", ["（", "圖", "記者", "1.", "「", "|", "a", " ", "\t|", "＝", "說。）"])
def test_a_strange_line_of_a_million_characters_is_read(line):
    assert len(article("標題\n\n甲" + line * (1_000_000 // len(line)) + "乙").blocks) == 2


def test_a_group_of_a_hundred_thousand_short_lines_is_read():
    assert len(article("標題\n\n" + "短句\n" * 100_000).blocks) == 100_001


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河流有了身分證\n八年之後過得好嗎\n\n內文。", ["title", "lead", "paragraph"]),
        ("專題報導\n\n河流有了身分證\n\n內文。", ["heading", "title", "paragraph"]),
        ("標題\n\n文字｜江佩津\n攝影｜林彥廷\n\n內文。", ["title", "byline", "byline", "paragraph"]),
        ("標題\n\n內文。\n\n參考資料：\n甲書，2004。\n乙報告", ["title", "paragraph", *["source"] * 3]),
        ("標題\n\n內文。\n\n1️⃣ 開會\n2️⃣ 試運轉", ["title", "paragraph", "list_item", "list_item"]),
        ("標題\n\n內文。\n\n時間：週六\n地點：圖書館", ["title", "paragraph", "list_item", "list_item"]),
        ("標題\n\n內文。\n\n收入\t3元\n支出\t2元", ["title", "paragraph", "table", "table"]),
        ("標題\n\n內文。\n\n林：你好。\n\n記：開店？\n\n林：對。\n\n記：好。", ["title", *["paragraph"] * 5]),
    ],
)  # fmt: skip
def test_lines_that_their_neighbours_explain(text, expected):
    assert roles(text) == expected


def test_a_caption_below_the_title_became_the_summary_and_its_credit_a_byline():
    text = "美韓峰會\n\n拜登說好。記者問了第一個問題，也問了第二個。\n(圖/Twitter @POTUS)\n\n他們舉行了聯合記者會。\n"
    assert roles(text) == ["title", "caption", "credit", "paragraph"]

"""Plain texts as newsrooms, agencies and mail write them."""

from __future__ import annotations

import pytest

from bilingual.model import Document, Role
from bilingual.readers import read


def article(text: str) -> Document:
    return read(text.encode(), path="source/x.txt", article="x", language="zh-Hant")


def test_rules_of_signs_part_a_text_and_are_no_entries() -> None:
    found = article("標題在這裡\n\n━━━━━━━━\n\n第一段說了一句話。\n* * *\n第二段也說了一句話。\n－－－－－\n")
    assert [block.role for block in found.blocks] == [Role.TITLE, Role.PARAGRAPH, Role.PARAGRAPH]
    assert found.left_out == ("━━━━━━━━", "* * *", "－－－－－")


def test_a_wire_whose_paragraphs_are_only_indented_is_joined() -> None:
    lines = [
        "南橫公路坍方　交通中斷至少5天",
        "　　台20線南橫公路埡口至向陽路段今天清晨發生大規模坍方，約8000立",
        "方公尺土石覆蓋路面，雙向交通全部中斷。公路局初估至少需要5天才能",
        "搶通便道，無人傷亡。",
        "　　公路局東區養護工程分局表示，坍方地點在154公里處，上午5時12分",
        "由邊坡監測系統發出警訊，值班人員在6分鐘內放下兩端柵欄。當時有一",
        "輛貨車正要通過，駕駛看到柵欄放下後停車。",
        "　　利稻、霧鹿等3個部落共有412名居民，目前仍可由海端端進",
        "出。",
    ]
    roles = [block.role for block in article("\n".join(lines)).blocks]
    assert roles == [Role.TITLE, *[Role.PARAGRAPH] * 3]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("新聞稿\n發布日期：2026年9月3日\n\n「鹽分之書」特展九月登場　百年鹽工日記首度公開", 2),
        ("自由談\n\n別再叫孩子「撐一下」\n\n◎ 簡淑芬", 1),
        ("七股電子報　第 88 期\n\n溼地的第一個春天，候鳥比去年多\n\n文／王小明", 1),
    ],
)
def test_a_section_stands_apart_above_the_title(head: str, title: int) -> None:
    blocks = article(f"{head}\n\n上週三早上第二節，我在教室裡量到攝氏三十六度半。四台吊扇全開。").blocks
    assert (blocks[0].role, blocks[title].role) == (Role.HEADING, Role.TITLE)


def test_the_data_of_a_book_were_headings_and_a_byline() -> None:
    data = "書籍資訊\n書名：《攤位》\n作者：阮慧君\n出版社：港邊文化\n出版日期：2025年8月\n定價：480元"
    blocks = article(f"誰在替城市記帳\n\n這本書有四部。每一部都從一碗碗粿寫起。\n\n{data}\n").blocks
    assert [block.role for block in blocks[2:]] == [Role.HEADING, *[Role.LIST_ITEM] * 5]


def test_events_behind_double_circles_were_paragraphs() -> None:
    events = "◎ 4/19（六）新店溪口淨溪。\n◎ 4/26（六）講座「溪的身分證」。"
    blocks = article(
        f"溪流通訊　第218期\n2025年4月3日發行\n\n魚梯修好了，魚卻還沒回來\n\n溪裡有水。沒有魚。\n\n{events}"
    ).blocks
    assert [block.role for block in blocks] == [
        Role.HEADING, Role.DATELINE, Role.TITLE, Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_ITEM,
    ]  # fmt: skip

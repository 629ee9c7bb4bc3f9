"""What each format's reader makes of one habit at a time."""

from __future__ import annotations

import pytest

from bilingual.errors import SourceError
from bilingual.model import Block, Document, Role
from bilingual.readers import Options, read


def article(text: str, suffix: str, language: str = "zh-Hant", **options: object) -> Document:
    return read(
        text.encode(), path=f"source/x{suffix}", article="x", language=language, options=Options(**options)
    )


def rows(document: Document) -> list[tuple[str, str]]:
    return [(block.role.value, block.text) for block in document.blocks]


def tags(block: Block) -> list[tuple[str, str, dict[str, str]]]:
    return [(t.name, block.text[t.start : t.end], dict(t.attributes)) for t in block.tags]


# Plain text.

WRAPPED = "標題一行\n\n" + "\n".join(
    ["今天的新聞寫了很長的一段話要在這裡斷行因為信箱只有", "這麼寬所以每一行都是滿的直到最後一行才會短一些這樣", "才看得出來是同一段話沒有錯的啦就是這樣子寫出來的喔", "結束。"]
)  # fmt: skip


def test_hard_wrapped_lines_are_joined_and_reported() -> None:
    document = article(WRAPPED, ".txt")
    assert [b.line for b in document.blocks] == [1, 3]
    assert document.blocks[1].text.endswith("喔結束。") and "\n" not in document.blocks[1].text
    assert document.notes and "wrapped = false" in document.notes[0]


def test_wrapped_can_be_said() -> None:
    assert len(article(WRAPPED, ".txt", wrapped=False).blocks) == 5
    short = "標題\n\n短短的\n兩行。"
    assert len(article(short, ".txt").blocks) == 3
    assert len(article(short, ".txt", wrapped=True).blocks) == 2


def test_paragraphs_of_wrapped_lines_may_begin_with_an_indent() -> None:
    line = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
    text = "\n".join([f"　　{line[2:]}", line, line, "完。", f"　　{line[2:]}", line, line, "完。"])
    assert len(article(text, ".txt").blocks) == 2


def test_a_front_matter_gives_title_date_author_and_roles() -> None:
    text = "---\ntitle: 題目\nauthor: [王小明, 李大華]\ndate: 2024-05-06\nlang: zh-TW\nroles:\n  heading: 第一部分\n---\n\n第一段，很好。\n\n第一部分：起點。\n"
    document = article(text, ".txt")
    assert rows(document) == [
        ("title", "題目"),
        ("paragraph", "第一段，很好。"),
        ("heading", "第一部分：起點。"),
    ]
    assert (document.metadata.author, document.metadata.published) == ("王小明、李大華", "2024-05-06")
    assert document.left_out[0].startswith("---")


def test_a_front_matter_in_toml() -> None:
    document = article('+++\ntitle = "題目"\ndate = 2024-05-06\n+++\n第一段，很好。\n', ".txt")
    assert document.metadata.published == "2024-05-06" and document.blocks[0].text == "題目"


def test_a_role_that_there_is_not() -> None:
    with pytest.raises(SourceError, match="“subhead” is no role") as caught:
        article("---\ntitle: 題目\nroles:\n  subhead: 甲\n---\n正文。\n", ".txt")
    assert caught.value.line == 4


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    assert article("---\n標題在這裡\n---\n\n正文在這裡。", ".txt").metadata.title == ""


def test_two_encodings_that_read_alike_are_said() -> None:
    data = "SLBM“中。”".encode("gb18030")
    document = read(data, path="x.txt", article="x", language="zh-Hant")
    assert not document.notes or "--encoding" in document.notes[0]
    said = read("文".encode("cp950"), path="x.txt", article="x", language="zh-Hant", options=Options("cp950"))
    assert said.text == "文" and not said.notes


# Markdown.


def test_inline_markup_of_markdown_is_tags() -> None:
    document = article(
        '# 題\n\n這是**很重要**的[消息](https://example.org "看")和`碼`，見註[^1]。\n\n[^1]: 註文。\n', ".md"
    )
    assert tags(document.blocks[1]) == [
        ("strong", "很重要", {}),
        ("a", "消息", {"href": "https://example.org", "title": "看"}),
        ("code", "碼", {}),
        ("footnote", "", {"mark": "[1]", "href": "#fn1"}),
    ]
    assert document.blocks[1].text == "這是很重要的消息和碼，見註。"
    assert rows(document)[2] == ("note", "註文。")


def notes(document: Document) -> list[tuple[str, str]]:
    return [(block.marker, block.text) for block in document.blocks if block.role is Role.NOTE]


def marks(block: Block) -> list[tuple[int, str]]:
    return [(t.start, dict(t.attributes)["mark"]) for t in block.tags if t.name == "footnote"]


def test_a_footnote_that_no_mark_leads_to_was_glued_to_the_one_before() -> None:
    text = "# 題目\n\n一段文字。[^a]另一段文字也在這裡。\n\n[^a]: 第一個註。\n[^b]: 沒有人用的註。\n"
    document = article(text, ".md")
    assert notes(document) == [("1.", "第一個註。"), ("2.", "沒有人用的註。")]
    (note,) = document.notes
    assert note.startswith("line 6: no mark leads to the footnote [^b]")


def test_footnotes_of_one_name_or_inside_another_were_lost_or_glued() -> None:
    text = "文[^a]。\n\n[^a]: 甲。\n\n    [^in]: 裡。\n\n    乙。\n[^a]: 丙。\n\n> [^q]: 引。\n"
    assert notes(article(text, ".md")) == [
        ("1.", "甲。"),
        ("", "乙。"),
        ("2.", "裡。"),
        ("3.", "丙。"),
        ("4.", "引。"),
    ]


@pytest.mark.parametrize("picture", ['![船](x.png "圖說：海。[^b] ")', "![圖說：海。[^b]](x.png)"])
def test_the_mark_in_a_caption_was_printed_as_it_stands(picture: str) -> None:
    text = f"# 題\n\n文。[^a]\n\n{picture}\n\n又[^c]見[^b]。\n\n[^c]: 丙。\n[^a]: 甲。\n[^b]: 乙。\n"
    document = article(text, ".md")
    caption = next(block for block in document.blocks if block.role is Role.CAPTION)
    assert (caption.text, marks(caption)) == ("圖說：海。", [(5, "[2]")])
    assert marks(next(b for b in document.blocks if b.text == "又見。")) == [(1, "[3]"), (2, "[2:1]")]
    assert notes(document) == [("1.", "甲。"), ("2.", "乙。"), ("3.", "丙。")]
    assert document.notes == ()


def test_a_note_at_its_mark_keeps_its_place_among_the_others() -> None:
    document = article("# 題\n\n甲^[內[^b]。]乙[^zz]`[^b]`。\n\n[^b]: 註。\n", ".md")
    assert marks(document.blocks[1]) == [(1, "[1]")]
    assert document.blocks[1].text == "甲乙[^zz][^b]。"
    assert notes(document) == [("1.", "內。"), ("2.", "註。")]


def test_blocks_of_markdown_know_their_lines() -> None:
    document = article("# 題\n\n一。\n\n- 甲\n- 乙\n\n> 引。\n", ".md")
    assert [(b.line, b.role.value, b.marker) for b in document.blocks] == [
        (1, "title", ""), (3, "paragraph", ""), (5, "list_item", "•"), (6, "list_item", "•"), (8, "quote", ""),
    ]  # fmt: skip


def test_numbers_of_a_list_begin_where_it_says() -> None:
    document = article("題目\n===\n\n正文。\n\n3. 甲\n4. 乙\n", ".md")
    assert [b.marker for b in document.blocks[2:]] == ["3.", "4."]


def test_a_literal_angle_bracket_stays() -> None:
    document = article("# 題\n\n若 a < b 且 b > c，則 a \\<1> c。\n", ".md")
    assert document.blocks[1].text == "若 a < b 且 b > c，則 a <1> c。"


def test_a_title_in_the_front_matter_makes_a_heading_of_the_first_level_a_heading() -> None:
    assert rows(article("---\ntitle: 題\n---\n\n# 一\n\n正文。\n", ".md"))[:2] == [
        ("title", "題"),
        ("heading", "一"),
    ]


def test_a_title_that_stands_in_both_places_is_printed_once() -> None:
    assert rows(article("---\ntitle: 題\n---\n\n# 題\n\n正文。\n", ".md")) == [
        ("title", "題"),
        ("paragraph", "正文。"),
    ]


# Web pages.


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


TEXT = "<p>第一段寫了很多話，說得很清楚。</p><p>第二段也寫了很多話，說得更清楚。</p>"


def test_ruby_is_a_tag_with_its_reading() -> None:
    document = article(page("<p>到<ruby>美濃<rp>(</rp><rt>みの</rt><rp>)</rp></ruby>去。</p>"), ".html", "ja")
    assert document.blocks[0].text == "到美濃去。"
    assert tags(document.blocks[0]) == [("ruby", "美濃", {"rt": "みの"})]


def test_two_line_breaks_part_paragraphs_and_one_parts_lines() -> None:
    document = article(
        page("<div>第一段話，有句號。<br>同一組的第二行。<br><br>第二段話，也有句號。</div>"), ".html"
    )
    assert [b.group for b in document.blocks] == [0, 0, 1]


def test_white_space_of_html_is_no_text() -> None:
    document = article(page("<p>\n  臺北\n  今天　下雨，\n  in   Taipei.\n</p>"), ".html")
    assert document.blocks[0].text == "臺北今天　下雨，in Taipei."


def test_bold_that_word_parted_is_one_tag() -> None:
    document = article(page("<p>設立<b>核</b><b>諮詢</b><i><b>小組</b></i>，很好。</p>"), ".html")
    assert [t[:2] for t in tags(document.blocks[0])] == [
        ("strong", "核諮詢"),
        ("em", "小組"),
        ("strong", "小組"),
    ]


def test_a_menu_is_left_out_and_listed() -> None:
    document = article(
        page(f"<nav><a href=/>首頁</a></nav><h1>題目在此</h1>{TEXT}<footer>版權所有</footer>"), ".html"
    )
    assert [b.role.value for b in document.blocks] == ["title", "paragraph", "paragraph"]
    assert set(document.left_out) == {"首頁", "版權所有"}


def test_a_selector_names_the_article() -> None:
    body = f"<h1>題目在此</h1><div id=a><p>甲。</p></div><div id=b>{TEXT}</div>"
    document = article(page(body), ".html", selector="#a")
    assert rows(document) == [("title", "題目在此"), ("paragraph", "甲。")]
    assert "第一段寫了很多話，說得很清楚。" in document.left_out


def test_a_selector_that_fits_nothing() -> None:
    with pytest.raises(SourceError, match="nothing in the page fits"):
        article(page(TEXT), ".html", selector=".absent")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("big5", "cp950"), ("gb2312", "gb18030"), ("Big5-HKSCS", "big5hkscs"), ("utf-8", "utf-8")],
)
def test_the_charset_of_a_page(charset: str, encoding: str) -> None:
    text = page(TEXT, f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">')
    document = read(text.encode(encoding), path="x.html", article="x", language="zh-Hant")
    assert "第一段寫了很多話" in document.text and document.encoding == encoding


def test_a_page_that_names_a_wrong_charset() -> None:
    text = page(TEXT, '<meta charset="utf-8">')
    assert "第一段" in read(text.encode("cp950"), path="x.html", article="x", language="zh-Hant").text


def test_a_table_of_figures_is_rows_and_a_table_of_texts_is_none() -> None:
    figures = "<table><tr><th>年<th>數<tr><td>2023<td>5</table>"
    assert rows(article(page(TEXT + figures), ".html"))[2:] == [("table", "年\t數"), ("table", "2023\t5")]
    layout = f"<table><tr><td><a href=/>首頁</a></td><td><h1>題目在此</h1>{TEXT}</td></tr></table>"
    assert [b.role.value for b in article(page(layout), ".html").blocks] == [
        "title",
        "paragraph",
        "paragraph",
    ]


def test_the_language_that_a_page_says() -> None:
    document = article(
        '<html lang="ko"><body><p>오늘 국회는 새 법안을 통과시켰다.</p></body></html>', ".html"
    )
    assert document.notes == ("the source says that its language is ko; it is read as zh-Hant",)

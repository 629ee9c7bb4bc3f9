"""Word documents whose parts are told by how they look, by styles of any name, and by what Word itself shows."""

from __future__ import annotations

from documents import docx, p, read, rows, style, styled

BOLD, CENTRED = "<w:b/>", '<w:jc w:val="center"/>'
TEXT = "基地將興建十二層的社會住宅。預計明年完工。"
MORE = "社區裡的七棵老榕樹將原地保留。里長說樹比人老。"


def large(points: int, letters: str = "") -> str:
    return f'{letters}<w:sz w:val="{2 * points}"/>'


def word(*body: str, styles: str = "") -> list[tuple[str, str]]:
    return rows(docx(*body, styles=styles), ".docx")


def test_a_section_above_a_larger_title_was_the_title() -> None:
    found = word(p("封面故事", "", BOLD), p("當冰川開始說話", "", large(26, BOLD)), p(TEXT), p(MORE))
    assert found[:2] == [("heading", "封面故事"), ("title", "當冰川開始說話")]


def test_a_centred_line_below_the_title_was_a_heading() -> None:
    title = p("老眷村的最後一場流水席", CENTRED, large(18, BOLD))
    found = word(
        title, p("三百桌坐滿 居民含淚告別", CENTRED, large(14, BOLD)), p(TEXT), p("樹", "", BOLD), p(MORE)
    )
    assert [role for role, _ in found] == ["title", "lead", "paragraph", "heading", "paragraph"]


def test_an_italic_standfirst_was_a_paragraph() -> None:
    found = word(p("導演的廚房", "", large(18)), p("他拍了三十年電影。", "", "<w:i/>"), p(TEXT), p(MORE))
    assert found[1] == ("lead", "他拍了三十年電影。")


def test_a_frame_round_the_summary_was_a_paragraph() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{p('清淤追不上泥沙。')}</w:tc></w:tr></w:tbl>"
    assert word(p("水庫", "", large(18)), frame, p(TEXT))[1] == ("lead", "清淤追不上泥沙。")


def test_a_larger_line_in_the_text_is_a_heading() -> None:
    found = word(p("山上的郵差", "", large(20)), p(TEXT), p("最後一趟", "", large(16)), p(MORE))
    assert found[2] == ("heading", "最後一趟")


def test_styles_of_chinese_names_said_nothing() -> None:
    styles = "".join(
        style(name, shown)
        for name, shown in [
            ("a1", "標題"),
            ("a2", "副標題"),
            ("a3", "标题 1"),
            ("a4", "圖說"),
            ("a5", "引文"),
        ]
    )
    found = word(
        styled("種在屋頂的稻田", "a1"), styled("城市農夫", "a2"), p(TEXT), styled("一坪田", "a3"), p(MORE),
        styled("圖一　六樓頂的稻子十月收割。", "a4"), styled("我是在種時間。", "a5"), styles=styles,
    )  # fmt: skip
    assert [role for role, _ in found] == [
        "title",
        "lead",
        "paragraph",
        "heading",
        "paragraph",
        "caption",
        "quote",
    ]


def test_a_style_that_makes_letters_bold_made_no_heading() -> None:
    bold = style("a1", "我的小樣式", "<w:rPr><w:b/></w:rPr>")
    assert (
        word(p("題目", "", large(20)), p(TEXT), styled("回家", "a1"), p(MORE), styles=bold)[2][0] == "heading"
    )


def test_a_numbered_heading_was_an_item() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    found = word(p("題目", "", large(20)), p("退後一步", f"{numbered}<w:outlineLvl w:val='0'/>"), p(TEXT))
    assert found[1] == ("heading", "退後一步")


def test_numbers_that_a_style_gives_make_a_list() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    found = word(
        p("題目", "", large(20)),
        p(TEXT),
        styled("教辅", "a1"),
        styled("童书", "a1"),
        styles=style("a1", "我的", numbered),
    )
    assert [role for role, _ in found[2:]] == ["list_item", "list_item"]


def test_hidden_text_was_read() -> None:
    document = read(docx(p("題目", "", large(20)), p("待查證", "", "<w:vanish/>"), p(TEXT)), ".docx")
    assert [block.text for block in document.blocks] == ["題目", TEXT]
    assert "待查證" in document.left_out


def test_a_table_of_contents_was_read() -> None:
    styles = style("t", "toc 1") + style("h", "TOC Heading")
    document = read(
        docx(p("題目", "", large(20)), styled("目錄", "h"), styled("五分車\t1", "t"), p(TEXT), styles=styles),
        ".docx",
    )
    assert [block.text for block in document.blocks] == ["題目", TEXT]


def test_a_box_without_an_older_form_was_lost_and_others_parted_their_paragraph() -> None:
    drawing = (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{p('清淤一方要價三百元。')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    box = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice></mc:AlternateContent></w:r>'
    anchored = f"<w:p><w:r><w:t>抽泥船運轉。</w:t></w:r>{box}<w:r><w:t>這是拔河。</w:t></w:r></w:p>"
    found = word(p("題目", "", large(20)), p(TEXT), anchored)
    assert found[2:] == [("paragraph", "抽泥船運轉。這是拔河。"), ("paragraph", "清淤一方要價三百元。")]


def test_a_break_inside_a_sentence_made_two_paragraphs() -> None:
    found = word(p("夜市轉型\n年輕人接手", "", large(20)), p(TEXT), p("這口鍋是阿公留下的，\n鍋底補過兩次。"))
    assert found == [
        ("title", "夜市轉型 年輕人接手"),
        ("paragraph", TEXT),
        ("paragraph", "這口鍋是阿公留下的，鍋底補過兩次。"),
    ]


def test_lines_of_a_poem_and_breaks_in_place_of_paragraphs_stay_apart() -> None:
    poem = word(p("題目", "", large(20)), p(TEXT), p("月光光，照地堂\n年三十晚，摘檳榔\n檳榔香，摘子薑"))
    assert [role for role, _ in poem[2:]] == ["verse"] * 3
    pasted = word(p("題目", "", large(20)), p(f"{TEXT}\n{MORE}\n{TEXT}\n{MORE}"))
    assert [text for _, text in pasted[1:]] == [TEXT, MORE, TEXT, MORE]


def test_headings_below_a_bold_title_that_are_not_bold_were_paragraphs() -> None:
    found = word(
        p("時論廣場", "", BOLD), p("少子化不是錯", "", large(16, BOLD)), p(TEXT), p("制度先老了"), p(MORE)
    )
    assert [role for role, _ in found] == ["heading", "title", "paragraph", "heading", "paragraph"]


def test_what_editors_say_in_comments_was_printed() -> None:
    place = '<w:r><w:commentReference w:id="0"/></w:r>'
    said = f'<w:comment w:id="0" w:author="B" w:initials="B">{p("請補出處")}</w:comment>'
    data = docx(p("水庫", "", large(18)), p(TEXT).replace("</w:p>", f"{place}</w:p>"), comments=said)
    assert rows(data, ".docx") == [("title", "水庫"), ("paragraph", TEXT)]
    assert read(data, ".docx").left_out == ("請補出處",)

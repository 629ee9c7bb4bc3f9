"""Markdown as sites, notes, newsletters and forges write it → the blocks that a reader of the page sees."""

from __future__ import annotations

import pytest

from bilingual import readers
from bilingual.model import Document, Role

TEXT = "第一段寫了很多話。第二句也在這裡。"


def article(text: str, language: str = "zh-Hant") -> Document:
    return readers.read(text.encode(), path="source/a.md", article="a", language=language)


def rows(text: str) -> list[tuple[str, str]]:
    """Role and text of each block, without the pictures that have no words."""
    return [(b.role.value, b.text) for b in article(text).blocks if b.text]


def body(text: str) -> list[tuple[str, str]]:
    """What stands below a title and a paragraph."""
    return rows(f"# 題目\n\n{TEXT}\n\n{text}\n")[2:]


def head(text: str) -> list[tuple[str, str]]:
    """What stands between a title and the text."""
    whole = rows(f"# 題目\n\n{text}\n\n{TEXT}\n\n## 小標\n\n{TEXT}\n")
    return whole[1 : whole.index(("paragraph", TEXT))]


@pytest.mark.parametrize(
    "text",
    [
        '{{< figure src="a.jpg" alt="海面" caption="港邊的**船**。" >}}',
        '{{< figure\n  src="a.jpg"\n  alt="海面"\n  caption="港邊的**船**。"\n>}}',
        '{{ image(src="a.jpg", alt="海面", caption="港邊的船。") }}',
        '{% include figure.html src="a.jpg" alt="海面" caption="港邊的船。" %}',
        '{% include figure image_path="a.jpg" alt="海面" caption="港邊的船。" %}',
        '<Figure src="a.jpg" alt="海面" caption="港邊的船。" />',
        '![海面](a.jpg "港邊的船。")',
        "![海面](a.jpg)\n*港邊的船。*",
        "![海面](a.jpg)  \n港邊的船。",
        "![海面](a.jpg)\n\n*港邊的船。*",
        "![海面](a.jpg){ width=300 }\n/// caption\n港邊的船。\n///",
        '<figure><img src="a.jpg" alt="海面"><figcaption>港邊的船。</figcaption></figure>',
        '[caption id="a" align="center"]<img src="a.jpg" alt="海面" /> 港邊的船。[/caption]',
    ],
)
def test_a_picture_keeps_its_caption_however_it_is_written(text: str) -> None:
    blocks = article(f"# 題目\n\n{TEXT}\n\n{text}\n\n{TEXT}\n").blocks[2:4]
    assert [(b.role, b.picture, b.text) for b in blocks] == [
        (Role.ALT, "a.jpg", "海面"),
        (Role.CAPTION, "", "港邊的船。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "![港邊的船](a.jpg)",
        "![[a.jpg|港邊的船]]",
        "![[a.jpg|港邊的船|300]]",
        "![港邊的船](a.jpg =500x)",
        "![港邊的船](a.jpg){#fig:1 width=80%}",
        "![港邊的船]({{ site.baseurl }}/a.jpg)",
        "![港邊的船]({{ '/a.jpg' | relative_url }})",
        "[![港邊的船](a.jpg)](big.jpg)",
        '{% asset_img a.jpg "港邊的船" %}',
    ],
)
def test_what_stands_in_the_place_of_a_picture_is_its_caption(text: str) -> None:
    assert body(text) == [("caption", "港邊的船")]


def test_the_credit_of_a_shortcode_is_one() -> None:
    assert body('{{< figure src="a.jpg" caption="港邊的船" attr="攝影／王小明" >}}') == [
        ("caption", "港邊的船"),
        ("credit", "攝影／王小明"),
    ]


def test_a_title_of_a_picture_was_lost_above_a_line_of_its_paragraph() -> None:
    assert body('![海面](a.jpg "港邊的船")\n攝影：王小明') == [
        ("alt", "海面"),
        ("caption", "港邊的船"),
        ("credit", "攝影：王小明"),
    ]


def test_the_name_of_a_file_is_not_what_a_picture_shows() -> None:
    assert body("![Untitled](Untitled.png)\n\n三年二班的餐盤") == [("caption", "三年二班的餐盤")]


BOXES = [
    ":::info\n盒子裡的話。\n:::",
    "::: {.note}\n盒子裡的話。\n:::",
    "> [!NOTE]\n> 盒子裡的話。",
    "> [!tip]-\n> 盒子裡的話。",
    "!!! note\n    盒子裡的話。",
    "??? question\n    盒子裡的話。",
    "<aside>\n盒子裡的話。\n\n</aside>",
    "{{% notice tip %}}\n盒子裡的話。\n{{% /notice %}}",
    "{% note info %}\n盒子裡的話。\n{% endnote %}",
]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_is_a_lead_above_the_text_and_a_note_in_it(box: str) -> None:
    assert head(box) == [("lead", "盒子裡的話。")]
    assert body(box) == [("note", "盒子裡的話。")]


@pytest.mark.parametrize(
    "box",
    [
        ":::info 名詞解釋\n盒子裡的話。\n:::",
        ":::tip[名詞解釋]\n盒子裡的話。\n:::",
        "> [!NOTE] 名詞解釋\n> 盒子裡的話。",
        '!!! note "名詞解釋"\n    盒子裡的話。',
        '{{< admonition note "名詞解釋" >}}\n盒子裡的話。\n{{< /admonition >}}',
    ],
)
def test_the_title_of_a_box_is_a_heading(box: str) -> None:
    assert body(box) == [("heading", "名詞解釋"), ("note", "盒子裡的話。")]


def test_a_box_that_never_ends_takes_nothing_in() -> None:
    assert body(":::info\n\n一句話。")[-1] == ("paragraph", "一句話。")
    assert body("{{% notice %}}\n\n一句話。")[-1] == ("paragraph", "一句話。")


@pytest.mark.parametrize(
    "quote",
    [
        "> 我們要的是海。\n> —— 王小明",
        "> 我們要的是海。\n>\n> —— 王小明",
        "> 我們要的是海。  \n> —— 王小明",
    ],
)
def test_who_said_a_quotation_stands_below_it(quote: str) -> None:
    assert body(quote) == [("quote", "我們要的是海。"), ("quote", "—— 王小明")]


@pytest.mark.parametrize(
    "quote",
    [
        '{{< quote author="王小明" >}}\n我們要的是海。\n{{< /quote >}}',
        '{% quote(author="王小明") %}\n我們要的是海。\n{% end %}',
        "{% blockquote 王小明 %}\n我們要的是海。\n{% endblockquote %}",
    ],
)
def test_a_quotation_may_be_a_shortcode(quote: str) -> None:
    assert body(quote) == [("quote", "我們要的是海。"), ("quote", "— 王小明")]


@pytest.mark.parametrize(
    "lead",
    ["> 一句話說完。", "*一句話說完。*", "**一句話說完。**", "### 一句話說完", "一句話說完。\n\n---"],
)
def test_what_is_set_apart_between_title_and_text_is_the_lead(lead: str) -> None:
    ((role, text),) = head(lead)
    assert (role, text.rstrip("。")) == ("lead", "一句話說完")


def test_a_first_heading_of_the_text_is_no_lead() -> None:
    assert head("## 一開始") == [("heading", "一開始")]


@pytest.mark.parametrize("key", ["subtitle", "description", "summary", "excerpt", "副標題"])
def test_a_subtitle_or_summary_of_the_front_matter_is_the_lead(key: str) -> None:
    text = f"---\ntitle: 題目\n{key}: 一句話說完。\n---\n\n{TEXT}\n"
    assert rows(text) == [("title", "題目"), ("lead", "一句話說完。"), ("paragraph", TEXT)]


def test_a_summary_that_is_how_the_text_begins_is_not_printed_twice() -> None:
    text = f"---\ntitle: 題目\nexcerpt: {TEXT[:12]}…\n---\n\n# 題目\n\n{TEXT}\n"
    assert rows(text) == [("title", "題目"), ("paragraph", TEXT)]


def test_a_link_above_the_title_is_its_category() -> None:
    assert rows(f"[環境](/category/env)\n\n# 題目\n\n{TEXT}\n")[0] == ("tags", "環境")


@pytest.mark.parametrize(
    "line", ["#漁業 #離岸風電", "[漁業](/tags/a) [離岸風電](/tags/b)", "`漁業` `離岸風電`"]
)
def test_lines_of_keywords(line: str) -> None:
    assert [role for role, _ in body(line)] == ["tags"]


def test_a_line_break_is_no_new_paragraph() -> None:
    for line in (
        "一句話。<br>\n又一句。",
        "一句話。  \n又一句。",
        "一句話。\\\n又一句。",
        "一句話。<br>又一句。",
    ):
        assert body(line) == [("paragraph", "一句話。又一句。")]


def test_line_breaks_in_place_of_paragraphs_are_paragraphs() -> None:
    text = "# 題目\n\n一句話。<br>又一句。<br>第三句。<br>第四句。\n"
    assert rows(text)[1:] == [("paragraph", one) for one in ("一句話。", "又一句。", "第三句。", "第四句。")]


def test_each_line_of_a_head_and_of_a_poem_is_a_block() -> None:
    assert head("文｜王小明  \n攝影｜林大同") == [("byline", "文｜王小明"), ("byline", "攝影｜林大同")]
    assert body("我走過你  \n像走過一個人的背脊  \n你沒有喊痛") == [
        ("verse", "我走過你"),
        ("verse", "像走過一個人的背脊"),
        ("verse", "你沒有喊痛"),
    ]
    assert [role for role, _ in body("| 河水彎彎\n| 流過門前\n| 如今是路")] == ["verse"] * 3


def test_where_every_line_is_a_paragraph_none_is_joined() -> None:
    lines = [
        "第一段說了一件事。後來又說了一件。",
        "第二段很短。",
        "第三段也有兩句話要說。這是第二句。",
        "完。",
    ]
    assert rows("# 題目\n\n" + "\n".join(lines))[1:] == [("paragraph", line) for line in lines]


def test_lines_of_one_sentence_each_are_one_paragraph() -> None:
    lines = ["第一句說了一件事。", "第二句很短。", "第三句也有話要說。", "完了。"]
    assert body("\n".join(lines)) == [("paragraph", "".join(lines))]


@pytest.mark.parametrize(
    ("label", "role"),
    [("參考資料", "source"), ("註釋", "note"), ("延伸閱讀", "related"), ("更正", "editor_note")],
)
@pytest.mark.parametrize("mark", ["## {}", "**{}**", "{}：", "## 一、{}"])
def test_what_stands_under_a_label_is_what_it_says(label: str, role: str, mark: str) -> None:
    found = body(f"{mark.format(label)}\n\n- [甲報告](/a)\n- [乙報告](/b)")
    assert found[1:] == [(role, "甲報告"), (role, "乙報告")]


def test_the_next_heading_ends_what_a_label_says() -> None:
    assert body("## 參考資料\n\n- 甲報告\n\n## 後記\n\n- 乙")[-1] == ("list_item", "乙")


def test_an_italic_line_at_the_end_is_a_note() -> None:
    assert body("---\n\n*王小明，住在台南。*") == [("note", "王小明，住在台南。")]


def test_bold_questions_between_marked_headings_are_an_interview() -> None:
    asked = "\n\n".join(f"**為什麼是{n}？**\n\n因為沒有別的。" for n in "甲乙丙")
    found = rows(f"# 題目\n\n{TEXT}\n\n## 小標\n\n{asked}\n")
    assert [role for role, _ in found[3:]] == ["paragraph"] * 6


def test_invitations_and_ways_to_other_pages_are_left_out() -> None:
    lines = [
        "[訂閱電子報](/s)",
        "[在瀏覽器中開啟](/v)",
        "喜歡這期嗎？[分享給朋友](/f)吧。",
        "[上一篇](/p)",
        "[首頁](/) > [生活](/l)",
    ]
    document = article(f"# 題目\n\n{TEXT}\n\n" + "\n\n".join(lines))
    assert len(document.blocks) == 2
    assert len([text for text in document.left_out if text]) == len(lines)
    kept = "原始碼放在 [GitHub](https://example.org)，歡迎來改！"
    assert body(kept) == [("paragraph", "原始碼放在 GitHub，歡迎來改！")]


def test_what_only_a_program_reads_is_left_out_and_named() -> None:
    text = (
        f"# 題目 {{#top}}\n\n{TEXT} ^para1\n{{: .first}}\n\n[TOC]\n\n{{{{< youtube abc >}}}}\n\n"
        "import Figure from '@site/Figure';\n\n{% if page.toc %}\n\n%%查證%%\n\n*[GPS]: 定位\n"
    )
    document = article(text)
    assert [(b.role.value, b.text) for b in document.blocks] == [("title", "題目"), ("paragraph", TEXT)]
    for piece in ("{#top}", "^para1", "[TOC]", "{{< youtube abc >}}", "%%查證%%", "*[GPS]: 定位"):
        assert piece in document.left_out


def test_code_keeps_what_looks_like_a_shortcode() -> None:
    assert body("```\n{{< figure src >}}\n:::info\n```\n\n用 `{{< x >}}` 和 `[[a|b]]`。")[-1] == (
        "paragraph",
        "用 {{< x >}} 和 [[a|b]]。",
    )


def test_links_of_notes_and_of_sites() -> None:
    document = article(
        f'# 題目\n\n[[嘉南大圳|大圳]]的水，見[舊文]({{{{< ref "old.md" >}}}})與[[水庫]]。{TEXT}\n'
    )
    links = {
        document.blocks[1].text[t.start : t.end]: dict(t.attributes)["href"] for t in document.blocks[1].tags
    }
    assert links["舊文"] == "old.md" and set(links) == {"大圳", "舊文", "水庫"}


def test_blocks_know_their_lines_behind_what_takes_more_than_one() -> None:
    text = '# 題\n\n{{< figure\n src="a.jpg"\n caption="圖說。"\n>}}\n\n一段話。\n\n> [!NOTE]\n> 盒子。\n'
    lines = [(b.line, b.text) for b in article(text).blocks if b.text]
    assert lines == [(1, "題"), (3, "圖說。"), (8, "一段話。"), (11, "盒子。")]


def test_pandoc_says_title_author_and_day_on_lines_of_their_own() -> None:
    assert rows(f"% 題目\n% 王小明\n% 2025-03-14\n\n{TEXT}\n") == [
        ("title", "題目"),
        ("byline", "王小明"),
        ("dateline", "2025-03-14"),
        ("paragraph", TEXT),
    ]


def test_sentences_between_the_title_and_who_wrote_it_are_the_lead() -> None:
    assert head("冬天的魚塭放乾水，鳥來吃魚。\n\n文／王小明") == [
        ("lead", "冬天的魚塭放乾水，鳥來吃魚。"),
        ("byline", "文／王小明"),
    ]


def test_a_head_may_be_a_list() -> None:
    assert head("- 發布單位：青年聯盟\n- 發布日期：2025/05/05") == [
        ("byline", "發布單位：青年聯盟"),
        ("dateline", "發布日期：2025/05/05"),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    assert head("## 目錄\n\n- [一、步班](#a)\n- [二、信](#b)") == []


def test_a_section_about_data_is_no_list_of_sources() -> None:
    assert body("## 2. 資料\n\n觀測井共有一百八十口，都在沖積扇上。")[-1][0] == "paragraph"


def test_the_caption_of_a_table_takes_no_caption_from_the_picture_above() -> None:
    found = body("![圖 1：觀測井](a.png)\n\n表 1：下陷速率\n\n| 鄉 | 數 |\n|---|---|\n| 甲 | 1 |")
    assert [role for role, _ in found] == ["caption", "caption", "table", "table"]


def test_who_the_author_is_may_begin_with_a_bold_name() -> None:
    assert body("### 關於作者\n\n**王小明**\n\n記者，也是郵差的兒子。")[1:] == [
        ("note", "王小明"),
        ("note", "記者，也是郵差的兒子。"),
    ]


def test_somebody_who_speaks_below_a_picture_is_no_caption() -> None:
    said = "「我以後要當會計師。」他說，「幫媽媽算清楚。」"
    assert body(f'<img src="a.png" alt="男孩" />\n\n{said}')[-1] == ("paragraph", said)


def test_colons_before_words_are_text() -> None:
    assert "::: 這不是盒子" in [text for _, text in body("::: 這不是盒子\n\n一句話。\n\n:::")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**可以加鹽嗎？**老一輩坐月子不放鹽。", ["可以加鹽嗎？"]),
        ("他說**「你好」**了，也說*『再見』*了。", ["「你好」", "『再見』"]),
        ("먼저 **‘말’이다.**라고 했다.", ["‘말’이다."]),
        ("與**粗體**字，2**3**4，2 ** 3。", ["粗體", "3"]),
        ("這~~「字」~~刪了，變數 a_b_c 沒有。", ["「字」"]),
    ],
)
def test_emphasis_that_ends_in_a_chinese_mark_was_asterisks(written: str, read: list[str]) -> None:
    block = article(f"# 題目\n\n{TEXT}\n\n{written}\n").blocks[2]
    assert [block.text[tag.start : tag.end] for tag in block.tags] == read
    assert "**" not in block.text.replace(" ** ", "")

"""E-books as publishers' tools write them: what is their text, where chapters begin, and what is a note."""

from __future__ import annotations

import pytest

from documents import epub, read, rows

TEXT = "<p>拍賣場的燈亮起。老闆娘喊價。</p>"
CHAPTER = ("c1.xhtml", f"<h1>漁港</h1>{TEXT}")
READ = [("title", "漁港"), ("paragraph", "拍賣場的燈亮起。老闆娘喊價。")]


@pytest.mark.parametrize(
    "page",
    [
        ("a.xhtml", "<p>島嶼的聲音</p><p>林瑋柏　著</p><p>2024</p>"),
        ("a.xhtml", "<p>目錄</p><p>漁港</p><p>山路</p>"),
        ("a.xhtml", '<ul><li><a href="c1.xhtml">漁港</a></li><li><a href="c1.xhtml#a">一</a></li><li><a href="c1.xhtml#b">二</a></li></ul>'),
        ("a.xhtml", "<p>作者　林瑋柏</p><p>出版　海岸線</p><p>初版一刷　2024年5月</p><p>定價　380元</p>"),
        ("a.xhtml", "<h2>奥付</h2><p>2024年3月15日発行</p><p>発行所　街文社</p><p>印刷所　東印刷</p>"),
        ("a.xhtml", '<section epub:type="colophon"><p>Set in Source Serif.</p></section>'),
        ("title_page.xhtml", "<h1>島嶼的聲音</h1><p>副書名</p><p>林瑋柏</p>"),
    ],
)  # fmt: skip
def test_front_and_back_matter_without_a_name_was_read(page: tuple[str, str]) -> None:
    assert rows(epub(page, CHAPTER), ".epub") == READ
    assert rows(epub(CHAPTER, page), ".epub") == READ


def test_a_page_that_the_guide_calls_copyright_was_read() -> None:
    guide = '<guide><reference type="copyright-page" href="z.xhtml"/></guide>'
    assert rows(epub(CHAPTER, ("z.xhtml", "<p>海岸線</p>"), guide=guide), ".epub") == READ


def test_a_chapter_about_printing_is_no_colophon() -> None:
    found = rows(
        epub(CHAPTER, ("c2.xhtml", "<h1>印刷</h1><p>印刷廠在河邊。定價一百元的書都從這裡出去。</p>")), ".epub"
    )
    assert [role for role, _ in found[2:]] == ["title", "paragraph"]


def test_the_second_chapter_with_a_heading_of_the_second_level_had_no_title() -> None:
    found = rows(epub(("a.xhtml", f"<h2>漁港</h2>{TEXT}"), ("b.xhtml", f"<h2>山路</h2>{TEXT}")), ".epub")
    assert [role for role, _ in found] == ["title", "paragraph"] * 2


def test_a_chapter_without_headings_is_called_what_the_contents_call_it() -> None:
    toc = '<ol><li><a href="a.xhtml">漁港</a></li><li><a href="b.xhtml">山路</a></li></ol>'
    pages = [("a.xhtml", f'<p class="x">漁港</p>{TEXT}'), ("b.xhtml", f'<p class="x">山路</p>{TEXT}')]
    assert [role for role, _ in rows(epub(*pages, toc=toc), ".epub")] == ["title", "paragraph"] * 2


def test_who_wrote_the_second_chapter_was_a_paragraph() -> None:
    second = ("b.xhtml", f"<h1>山路</h1><p>王小明</p>{TEXT}")
    assert ("byline", "王小明") in rows(epub(CHAPTER, second), ".epub")


def test_notes_that_only_links_lead_to_were_items_of_a_list() -> None:
    text = '<p>只有兩個字<sup><a href="#p1">1</a></sup>。外人聽不懂。</p><p><a id="p1"></a>1. 上、落。</p>'
    document = read(epub(("a.xhtml", f"<h1>漁港</h1>{text}")), ".epub")
    assert [(b.role.value, b.text) for b in document.blocks[1:]] == [
        ("paragraph", "只有兩個字。外人聽不懂。"),
        ("note", "1. 上、落。"),
    ]
    assert [tag.name for tag in document.blocks[1].tags] == ["footnote"]


def test_the_mark_of_a_note_stood_in_its_text() -> None:
    text = '<p>兩個字。<a epub:type="noteref" href="#n" id="r">[1]</a></p><dl class="notes"><dt id="n"><a href="#r">[1]</a></dt><dd>上、落。</dd></dl>'
    assert rows(epub(("a.xhtml", f"<h1>漁港</h1>{text}")), ".epub")[2:] == [("note", "上、落。")]


def test_a_rare_ideograph_as_a_picture_was_left_out_of_its_word() -> None:
    text = '<p><img class="gaiji" src="g.png" alt="﨑"/>津から来た。</p>'
    assert rows(epub(("a.xhtml", f"<h1>漁港</h1>{text}")), ".epub")[1] == ("paragraph", "﨑津から来た。")


def test_lines_of_a_poem_are_verse() -> None:
    text = '<div class="poem"><p>水上來了，<br/>門沒有關</p></div><blockquote class="verse"><p>狗還在叫。</p></blockquote>'
    assert [role for role, _ in rows(epub(("a.xhtml", f"<h1>漁港</h1>{TEXT}{text}")), ".epub")[2:]] == [
        "verse"
    ] * 3

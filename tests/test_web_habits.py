"""What the reader of web pages makes of the habits of papers' sites, one at a time."""

from __future__ import annotations

import pytest

from bilingual.model import Document, Role
from bilingual.readers import read

TEXT = "<p>第一段寫了很多話，說得很清楚。</p><p>第二段也寫了很多話，說得更清楚。</p><p>第三段更長，寫的是後來的事。</p>"


def page(body: str, head: str = "<title>小鎮的火車站 - 山報</title>") -> Document:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read(text.encode(), path="source/x.html", article="x", language="zh-Hant")


def rows(document: Document) -> list[tuple[str, str]]:
    return [(b.role.value, b.text) for b in document.blocks if b.text and not b.text.startswith("第")]


@pytest.mark.parametrize(
    "title",
    [
        "<h1>小鎮的火車站</h1>",
        '<div class="headline"><h2>小鎮的火車站</h2></div>',
        '<div class="x1">小鎮的火車站</div>',
        '<h1><a href="/">山報</a></h1><h2>小鎮的火車站</h2>',
    ],
)
def test_the_title_is_what_the_head_says(title: str) -> None:
    assert rows(page(f"{title}<div>{TEXT}</div>")) == [("title", "小鎮的火車站")]


def test_a_title_in_large_letters() -> None:
    body = f'<table><tr><td><font size="5"><b>車站要拆了</b></font></td></tr><tr><td>{TEXT}</td></tr></table>'
    assert rows(page(body, "<title>山報</title>")) == [("title", "車站要拆了")]


def test_json_ld_names_title_and_author() -> None:
    said = '{"@graph": [{"@type": "NewsArticle", "headline": "小鎮的火車站", "author": {"name": "林小如"}}]}'
    document = page(
        f"<div>小鎮的火車站</div><div>{TEXT}</div>", f'<script type="application/ld+json">{said}</script>'
    )
    assert rows(document) == [("title", "小鎮的火車站")] and document.metadata.author == "林小如"


@pytest.mark.parametrize("said", ["{", "[]", '{"@type": 3}', '{"@type": "NewsArticle", "author": [1]}'])
def test_json_ld_that_is_none_says_nothing(said: str) -> None:
    document = page(f"<h1>小鎮</h1>{TEXT}", f'<script type="application/ld+json">{said}</script>')
    assert document.metadata.author == ""


def test_a_head_without_names_for_its_parts() -> None:
    head = (
        '<div class="c1"><h1>小鎮的火車站</h1><div>一座站和它的最後一班車</div></div>'
        '<div class="c2"><div>文字 陳德倫</div><div>攝影 曹馥年</div><div>2025.06.18</div></div>'
    )
    assert rows(page(f'{head}<div class="c3">{TEXT}</div>')) == [
        ("title", "小鎮的火車站"),
        ("lead", "一座站和它的最後一班車"),
        ("byline", "文字 陳德倫"),
        ("byline", "攝影 曹馥年"),
        ("dateline", "2025.06.18"),
    ]


@pytest.mark.parametrize(
    ("box", "tags"),
    [
        ('<div class="tags"><a href="/a">#甲</a><a href="/b">#乙</a></div>', ["#甲", "#乙"]),
        ('<div class="q"><a href="/tag/a">甲</a>\n<a href="/tag/b">乙</a></div>', ["甲", "乙"]),
        ('<div class="tags"><i>關鍵字</i> <a href="/a">甲</a> <a href="/b">乙</a></div>', ["甲", "乙"]),
        ('<div class="tags">標籤：<a href="/a">甲</a>、<a href="/b">乙</a></div>', ["標籤：甲、乙"]),
    ],
)
def test_keywords_are_blocks_or_a_line(box: str, tags: list[str]) -> None:
    found = page(f"<article><h1>小鎮的火車站</h1><div>{TEXT}</div>{box}</article>")
    assert [b.text for b in found.blocks if b.role is Role.TAGS] == tags


def test_a_credit_in_an_element_of_its_own() -> None:
    figure = '<figure><img src="a.jpg" alt="月台"><figcaption>空著的月台。<span class="credit">攝影／余大仁</span></figcaption></figure>'
    assert rows(page(f"<article><h1>小鎮的火車站</h1>{figure}{TEXT}</article>"))[1:] == [
        ("alt", "月台"),
        ("caption", "空著的月台。"),
        ("credit", "攝影／余大仁"),
    ]


@pytest.mark.parametrize(
    "image",
    [
        '<img data-src="a.jpg" src="data:image/gif;base64,R0lGOD">',
        '<img srcset="a.jpg 1x, b.jpg 2x">',
        '<noscript><img src="a.jpg"></noscript>',
        '<amp-img src="a.jpg" width="800" height="500"></amp-img>',
        '<picture><source srcset="a.jpg 800w"><img></picture>',
    ],
)
def test_a_picture_that_loads_late(image: str) -> None:
    document = page(f"<article><h1>小鎮的火車站</h1><div>{image}{TEXT}</div></article>")
    assert [b.picture for b in document.blocks if b.picture] == ["a.jpg"]


def test_the_caption_or_the_title_again_is_no_alternative_text() -> None:
    pictures = '<figure><img src="a.jpg" alt="空著的月台"><figcaption>空著的月台。（余大仁攝）</figcaption></figure><img src="b.jpg" alt="小鎮的火車站">'
    document = page(f"<article><h1>小鎮的火車站</h1><div>{TEXT}{pictures}</div></article>")
    assert [b.text for b in document.blocks if b.picture] == ["", ""]


@pytest.mark.parametrize(
    "line",
    [
        "一手掌握經濟脈動 點我訂閱Youtube頻道",
        "☆山報提醒您，飲酒過量有害健康。☆",
        "（廣告）",
        "分享 Facebook LINE X",
        "瀏覽人次：1,234",
        "山報股份有限公司 版權所有",
        "下載山報APP",
        "訂閱會員 繼續閱讀",
    ],
)
def test_what_a_paper_says_for_itself_is_left_out(line: str) -> None:
    document = page(f"<h1>小鎮的火車站</h1><div>{TEXT}<p>{line}</p></div>")
    assert rows(document) == [("title", "小鎮的火車站")] and line in document.left_out


def test_a_sentence_about_subscribers_stays() -> None:
    line = "這個頻道去年有三萬人訂閱，今年只剩一半。"
    assert ("paragraph", line) in rows(page(f"<h1>小鎮的火車站</h1><div>{TEXT}<p>{line}</p></div>"))


def test_further_reading_stays_and_rankings_go() -> None:
    below = '<h4>延伸閱讀</h4><p><a href="/1">橋的故事</a></p><p><a href="/2">河的故事</a></p><div><h4>熱門新聞</h4><a href="/3">他中了三億</a></div>'
    assert rows(page(f"<article><h1>小鎮的火車站</h1><div>{TEXT}</div>{below}</article>"))[1:] == [
        ("related", "延伸閱讀"),
        ("related", "橋的故事"),
        ("related", "河的故事"),
    ]


def test_a_line_break_is_a_space_where_a_page_has_paragraphs() -> None:
    more = f"{TEXT}<p>三十年前這裡要排隊，從早上排到晚上。<br>現在沒有人來了，只剩一隻貓在月台上。</p>"
    assert rows(page(f"<h1>小鎮的火車站</h1><div>{more}</div>"))[-1][1].endswith(
        "晚上。現在沒有人來了，只剩一隻貓在月台上。"
    )


def test_hidden_text_is_left_out() -> None:
    hidden = '<p class="sr-only">給報讀器。</p><p style="display: none">沒有人看。</p>'
    assert rows(page(f"<h1>小鎮的火車站</h1><div>{TEXT}{hidden}</div>")) == [("title", "小鎮的火車站")]


def test_pieces_of_a_byline_that_only_make_sense_together() -> None:
    head = '<div class="c1"><h1>小鎮的火車站</h1><div class="c2"><div class="c3"><span>記者 </span><a href="/author/k">鄭凱文</a><span> 台北報導</span></div><div class="c4">2025-11-24 08:12</div></div></div>'
    assert rows(page(f"{head}<div>{TEXT}</div>"))[1:] == [
        ("byline", "記者 鄭凱文 台北報導"),
        ("dateline", "2025-11-24 08:12"),
    ]


def test_a_subtitle_in_the_paragraph_of_a_title_in_large_letters() -> None:
    head = '<p><font size="5"><b>小鎮的火車站</b></font><br><font size="3"><b>一座站和它的最後一班車</b></font></p>'
    assert rows(page(f"{head}{TEXT}"))[:2] == [("title", "小鎮的火車站"), ("lead", "一座站和它的最後一班車")]


def test_an_editors_note_in_bold_at_the_head_is_no_standfirst() -> None:
    note = "<p><strong>【編按】這座站今年滿一百年，本文去年寫成，今年改過。</strong></p>"
    assert rows(page(f"<h1>小鎮的火車站</h1><div>{note}{TEXT}</div>"))[1][0] == "editor_note"


@pytest.mark.parametrize(
    "line", ["+3", "友善列印　轉寄好友", '<a href="#">回上一頁</a>　<a href="#top">TOP</a>', "回列表"]
)
def test_buttons_in_words_are_left_out(line: str) -> None:
    assert rows(page(f"<h1>小鎮的火車站</h1><div>{TEXT}<p>{line}</p></div>")) == [("title", "小鎮的火車站")]


def test_a_list_of_drupals_views_below_the_text_is_related() -> None:
    below = '<div class="block block-views"><h2>延伸閱讀</h2><div class="views-row"><a href="/1">橋的故事和它的一百年</a></div></div>'
    body = f"<main><div><article><h1>小鎮的火車站</h1><div>{TEXT}</div></article></div>{below}</main>"
    assert rows(page(body))[1:] == [("related", "延伸閱讀"), ("related", "橋的故事和它的一百年")]


def test_the_picture_of_a_page_whose_body_is_named_after_a_logo() -> None:
    hero = '<header><img src="a.jpg" width="1024" alt="清晨的月台"></header>'
    body = f'<div class="wp-custom-logo-x"></div><article class="has-icon">{hero}<h1>小鎮的火車站</h1><div>{TEXT}</div></article>'
    assert ("alt", "清晨的月台") in rows(page(body))


def test_pictures_that_show_larger_in_a_list_below_the_text() -> None:
    item = '<li><a href="a.jpg"><img src="a.jpg" alt="有人在月台上等"></a><p>月台上的最後一天</p></li>'
    body = f"<article><h1>小鎮的火車站</h1><div>{TEXT}</div><div><h4>相關圖片</h4><ul>{item}</ul></div></article>"
    assert rows(page(body))[1:] == [("alt", "有人在月台上等"), ("caption", "月台上的最後一天")]


def test_the_face_of_who_wrote_is_no_picture_of_the_article() -> None:
    head = '<div class="m"><img src="w.jpg" alt="avatar" width="40"><a href="/author/l">林小如</a></div>'
    document = page(f"<article><h1>小鎮的火車站</h1>{head}<div>{TEXT}</div></article>")
    assert rows(document)[1:] == [("byline", "林小如")] and not any(b.picture for b in document.blocks)


def test_lines_with_labels_in_one_paragraph_are_a_list() -> None:
    lines = "<p>店名：木頭人咖啡<br>地址：東區十二街二號<br>時間：下午一時起</p>"
    found = rows(page(f"<h1>小鎮的火車站</h1><div>{TEXT}{lines}</div>"))[1:]
    assert [role for role, _ in found] == ["list_item"] * 3


def test_a_link_that_is_named_as_a_button_is_left_out() -> None:
    button = '<div class="wp-block-buttons"><div><a class="wp-block-button__link" href="/d">每月三百元，陪我們守住水梯田</a></div></div>'
    assert rows(page(f"<h1>小鎮的火車站</h1><div>{TEXT}{button}</div>")) == [("title", "小鎮的火車站")]


def test_a_bold_standfirst_below_two_days() -> None:
    days = "<div><span>出版：2025-06-05 15:30</span><span>更新：2025-06-05 18:02</span></div>"
    lead = "<p><b>這座站今年滿一百年，最後一班車在昨天晚上開走了，站長一個人留下來關燈。</b></p>"
    found = rows(page(f"<div><h1>小鎮的火車站</h1>{days}</div><div>{lead}{TEXT}</div>"))
    assert [role for role, _ in found] == ["title", "dateline", "dateline", "lead"]


def test_a_day_was_parted_from_the_label_before_it() -> None:
    days = "<div><span>出版：</span><time>2025-06-05 15:30</time> <span>更新：</span><time>2025-06-05 18:02</time></div>"
    found = rows(page(f"<article><h1>小鎮的火車站</h1>{days}{TEXT}</article>"))
    assert found[1] == ("dateline", "出版：2025-06-05 15:30 更新：2025-06-05 18:02")


def test_people_with_what_each_did_became_one_byline() -> None:
    people = "<div><span>文字／蔣宜婷</span> <span>攝影／蘇威銘</span> <span>核稿／方德琳</span></div>"
    found = rows(page(f"<article><h1>小鎮的火車站</h1>{people}{TEXT}</article>"))
    assert [text for role, text in found if role == "byline"] == [
        "文字／蔣宜婷",
        "攝影／蘇威銘",
        "核稿／方德琳",
    ]

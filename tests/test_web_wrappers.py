"""The article comes through whatever a page wraps it in: what is dropped never holds most of the running text."""

from __future__ import annotations

import pytest

from bilingual.model import Document, Role
from bilingual.readers import read

SAID = (
    "第一段寫了很多話，說得很清楚，也說了很久以前的事。",
    "第二段也寫了很多話，說得更清楚，說的是後來的事情。",
    "第三段更長，寫的是後來的事，以及後來的後來的事情。",
    "第四段講的是他們怎麼走回家，天黑了路也不好走，後來下雨了，他們就在站裡等到天亮。",
)
TEXT = "".join(f"<p>{said}</p>" for said in SAID)
TITLE = "<h1>小鎮的火車站</h1>"
MENU = '<div class="header"><a href="/">山報</a></div><ul class="menu"><li><a href="/a">政治</a></li></ul>'
FOOT = '<div class="footer">山報社 版權所有</div>'
NAMES = (
    "share", "header", "sidebar", "widget", "comments", "popup", "modal", "banner", "nav", "menu", "hidden", "d-none",
    "print", "search", "promo", "subscribe", "paywall", "cookie", "hot", "tool", "category", "copyright", "views", "app",
)  # fmt: skip
ELEMENTS = (
    "form", "aside", "footer", "nav", "noscript", "template", "section", "center", "pre", "dialog", "details",
    "fieldset", "address", "object", "header", "span", "font", "label", "a", "map", "figure",
)  # fmt: skip


def page(body: str, attributes: str = "") -> Document:
    text = f"<!doctype html><html><head><title>小鎮的火車站 - 山報</title></head><body{attributes}>{MENU}{body}{FOOT}</body></html>"
    return read(text.encode(), path="source/x.html", article="x", language="zh-Hant")


def assert_is_whole(document: Document) -> None:
    assert [b.text for b in document.blocks if b.role is Role.TITLE] == ["小鎮的火車站"]
    text = "".join(b.text for b in document.blocks)
    assert all(said in text for said in SAID)
    assert "政治" not in text and "版權" not in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body",
    [
        '<div class="{0}">' + TITLE + TEXT + "</div>",
        "<div>" + TITLE + '<div class="{0}">' + TEXT + "</div></div>",
        "<div>" + TITLE + '<div id="{0}">' + TEXT + "</div></div>",
    ],
)
def test_whatever_the_box_of_the_text_is_called(name: str, body: str) -> None:
    assert_is_whole(page(body.format(name)))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"hidden", "d-none"}])
def test_whatever_the_box_of_each_paragraph_is_called(name: str) -> None:
    boxes = "".join(f'<div class="{name}"><p>{said}</p></div>' for said in SAID)
    assert_is_whole(page(f"<div>{TITLE}{boxes}</div>"))


@pytest.mark.parametrize("name", ELEMENTS)
@pytest.mark.parametrize(
    "body", ["<{0}>" + TITLE + TEXT + "</{0}>", "<div>" + TITLE + "<{0}>" + TEXT + "</{0}></div>"]
)
def test_whatever_element_the_text_stands_in(name: str, body: str) -> None:
    assert_is_whole(page(body.format(name)))


@pytest.mark.parametrize("attributes", [' style="display: none"', " hidden", ' class="share comment hidden"'])
def test_a_body_that_is_hidden_until_a_script_has_run(attributes: str) -> None:
    assert_is_whole(page(TITLE + TEXT, attributes))


def test_parts_with_different_names_of_furniture() -> None:
    names = ("widget", "share", "promo", "hot")
    boxes = "".join(f'<div class="{n}"><p>{s}</p></div>' for n, s in zip(names, SAID, strict=True))
    assert_is_whole(page(f"{TITLE}{boxes}"))


def test_a_text_that_goes_on_behind_an_advertisement() -> None:
    first, last = "".join(f"<p>{s}</p>" for s in SAID[:3] * 2), f"<p>{SAID[3]}</p>"
    assert_is_whole(page(f'{TITLE}<div>{first}</div><div class="ad">廣告</div><div>{last}</div>'))


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="comments">{}</div>',
        '<div style="display:none">{}</div>',
        '<form><div class="x">{}</div></form>',
        '<div class="cookie-banner d-none">{}</div>',
    ],
)
def test_longer_text_beside_the_article_stays_out(beside: str) -> None:
    talk = "".join(f"<p>網友{n}說這篇寫得真好，我看了三次，還要再看。</p>" for n in range(5))
    document = page(f"<div>{TITLE}{TEXT}</div>{beside.format(talk)}")
    assert_is_whole(document)
    assert "網友" not in document.text


def test_an_aspnet_page_stands_in_one_form() -> None:
    view = '<div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" value="x"></div>'
    search = '<div class="search"><label>搜尋</label><input type="text"></div>'
    assert_is_whole(page(f'<form method="post" id="form1">{view}{search}<div>{TITLE}{TEXT}</div></form>'))


@pytest.mark.parametrize(
    ("name", "is_read"),
    [("d-none d-md-block", True), ("hidden lg:flex", True), ("d-md-none", False), ("md:hidden", False)],
)
def test_what_is_shown_on_wide_screens_only(name: str, is_read: bool) -> None:
    line = f'<p class="{name}">這一句在電話上看不到，在電腦上才看得到。</p>'
    assert ("這一句" in page(f"<div>{TITLE}{TEXT}{line}</div>").text) is is_read

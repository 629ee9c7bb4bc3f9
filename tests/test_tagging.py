"""Inline markup on the page: the runs stay what they print, and each tag is around its own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bilingual import editions, layouts, typography
from bilingual.config import PageConfig
from bilingual.inline import Tag
from bilingual.model import Block, Document, Edition, Message, Role, Segment, State
from bilingual.typography import FOOTNOTE, READING

TEXTS = st.text(st.sampled_from('核諮詢，。「」,.:()"AB 12한국어的— …'), min_size=1, max_size=20)


def solid(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\u2060\u00ad")


@st.composite
def tagged_texts(draw: st.DrawFn) -> tuple[str, Tag]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, Tag(start, draw(st.integers(start, len(text))), "strong")


@given(tagged_texts(), st.sampled_from(["zh-Hant", "ja", "ko", "en"]))
def test_tags_change_nothing_that_is_printed(case: tuple[str, Tag], language: str) -> None:
    text, tag = case
    runs = typography.prepare(text, language)
    parted = typography.tagged(runs, text, [tag])
    assert "".join(run.text for run in parted) == "".join(run.text for run in runs)
    inside = "".join(run.text for run in parted if run.tags)
    if len(solid(text)) == len(solid("".join(run.text for run in runs))):
        assert len(solid(inside)) == len(solid(text[tag.start : tag.end]))


def test_a_footnotes_mark_and_a_reading_are_put_in() -> None:
    text = "漢字。"
    tags = [Tag(0, 2, "ruby", (("rt", "かんじ"),)), Tag(3, 3, "footnote", (("mark", "[1]"),))]
    runs = typography.tagged(typography.prepare(text, "ja"), text, tags)
    assert [(run.text, run.kind) for run in runs if run.kind in {FOOTNOTE, READING}] == [
        ("かんじ", READING),
        ("1", FOOTNOTE),
    ]


def test_a_footnote_that_markdown_refers_to_again_has_the_mark_of_the_first_time() -> None:
    text = "甲乙"
    tags = [Tag(n, n, "footnote", (("mark", mark),)) for n, mark in ((1, "[1:1]"), (2, "[12:3]"))]
    runs = typography.tagged(typography.prepare(text, "zh-Hant"), text, tags)
    assert [run.text for run in runs if run.kind == FOOTNOTE] == ["1", "12"]


TAGS = (
    Tag(2, 7, "a", (("href", "https://example.org/?a=1&b=2"),)),
    Tag(3, 5, "strong"),
    Tag(7, 9, "a", (("href", "file:///etc/passwd"),)),
)


def composed(translation: str) -> Edition:
    text = "設立核諮詢小組成立。"
    segment = Segment(Role.LIST_ITEM, text, 0, 0, tags=TAGS)
    block = Block(Role.LIST_ITEM, text, 1, 0, 0, TAGS, "2.")
    document = Document("source/x.md", "x", "zh-Hant", text, (block,))
    message = Message(*segment.key, translation, State.REVIEWED, tags=(1, 2, 3))
    return editions.compose(document, [segment], {"en": [message]}, ["zh-Hant", "en"])


def html(translation: str) -> str:
    return layouts.render(composed(translation), PageConfig(), "columns").replace("\u2060", "")


def test_links_and_emphasis_are_on_the_page_in_every_column() -> None:
    page = html("The <1>nuclear <2>group</2></1> is <3>founded</3>.")
    assert page.count('<a href="https://example.org/?a=1&amp;b=2">') >= 2
    assert "<strong>group</strong>" in page and "<strong>諮詢</strong>" in page
    assert page.count('<span class="marker">2.</span>') == 2


def test_a_link_to_the_disk_is_none() -> None:
    assert "file:" not in html("The <1>nuclear <2>group</2></1> is <3>founded</3>.")


def test_damaged_tags_never_show() -> None:
    page = html("The <1>nuclear <2>group</1> is <3>founded.")
    assert "The nuclear group is founded." in page and "&lt;" not in page

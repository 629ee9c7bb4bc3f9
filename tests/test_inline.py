"""Inline markup as numbered tags: laws, and what a translator may do to them."""

from __future__ import annotations

import doctest
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import catalogs, inline, segmentation
from bilingual.config import SegmentationConfig
from bilingual.inline import Tag, damage, marked, numbered, plain, shared, unmarked
from bilingual.model import Block, Document, Role, Segment

TEXT = st.text(st.sampled_from("核諮詢小組。<>/12 a"), max_size=12)


def nested(draw: st.DrawFn, start: int, end: int, depth: int) -> list[Tag]:
    """Tags that nest, in the order in which they open."""
    found: list[Tag] = []
    at = start
    while at <= end and len(found) < 4:
        first = draw(st.integers(at, end))
        last = draw(st.integers(first, end))
        found.append(Tag(first, last, "em"))
        if last > first and depth:
            found += nested(draw, first, last, depth - 1)
        at = last + 1
    return found


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, list[Tag]]:
    text = draw(TEXT)
    return text, nested(draw, 0, len(text), 2)


def test_the_examples() -> None:
    assert doctest.testmod(inline).failed == 0


@given(tagged())
def test_tags_are_read_back_as_they_were_written(case: tuple[str, list[Tag]]) -> None:
    text, tags = case
    numbers = numbered(text, tags)
    back = unmarked(marked(text, tags), numbers)
    assert (back.text, back.damage) == (text, ())
    assert sorted(back.spans) == sorted((n, t.start, t.end) for n, t in numbers.items())
    assert damage(marked(text, tags), marked(text, tags), numbers) == ()


@given(TEXT, st.sets(st.integers(1, 3)))
def test_whatever_a_translator_writes_is_read(text: str, numbers: set[int]) -> None:
    found = unmarked(text, numbers)
    assert all(0 <= start <= end <= len(found.text) for _, start, end in found.spans)
    assert plain(text, ()) == text


@given(tagged(), st.lists(st.integers(0, 12), max_size=3))
def test_segments_share_the_tags_of_their_block(case: tuple[str, list[Tag]], cuts: list[int]) -> None:
    text, tags = case
    bounds = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    spans = list(itertools.pairwise(bounds))
    shares = shared(tags, spans)
    for (start, end), own in zip(spans, shares, strict=True):
        assert all(0 <= t.start <= t.end <= end - start for t in own)
    if spans:
        inside = sum(t.end - t.start for own in shares for t in own)
        assert inside == sum(t.end - t.start for t in tags)
        empty = sum(t.start == t.end for own in shares for t in own)
        assert empty == sum(t.start == t.end for t in tags)


@pytest.mark.parametrize(
    ("translation", "problems"),
    [
        ("The <1>NCG</1><2/>", ()),
        ("<2/> is the <1>NCG</1>", ()),
        ("The NCG<2/>", ("<1> is missing",)),
        ("The <1>NCG</1>", ("<2/> is missing",)),
        ("The <1>NCG<2/>", ("<1> is not closed",)),
        ("The NCG</1><2/>", ("</1> closes nothing here",)),
        ("The <1>N</1><1>CG</1><2/>", ("<1> stands 2 times",)),
        ("The <1/>NCG<2/>", ("<1> is written as <n/>",)),
        ("The <1>NCG</1><2>x</2>", ("<2/> is written as a pair",)),
        ("The <1>NCG</1><2/> <b> <3> 1<2", ()),
        ("The <1><1>NCG</1><2/>", ("<1> is not closed", "<1> stands 2 times")),
    ],
)
def test_damage_is_named(translation: str, problems: tuple[str, ...]) -> None:
    assert damage("<1>核諮詢小組</1><2/>", translation, {1, 2}) == problems


def test_crossed_tags_are_damage() -> None:
    assert damage("<1>一</1><2>二</2>", "<1>one <2>two</1> three</2>", {1, 2})


def test_a_tag_around_the_whole_text_is_not_written() -> None:
    assert marked("標題", [Tag(0, 2, "a", (("href", "x"),)), Tag(0, 1, "em")]) == "<1>標</1>題"


def test_a_number_that_the_text_writes_itself_is_passed_over() -> None:
    assert marked("用<1>標記", [Tag(1, 4, "code")]) == "用<2><1></2>標記"


def document() -> Document:
    text = "設立核諮詢小組。詳見白宮聲明。"
    tags = (Tag(2, 7, "a", (("href", "/ncg"),)), Tag(8, 8, "footnote", (("number", "1"),)), Tag(10, 14, "em"))
    return Document("source/x.md", "x", "zh-Hant", text, (Block(Role.PARAGRAPH, text, 1, 0, 0, tags),))


def test_a_catalog_says_what_its_tags_stand_for() -> None:
    segments = segmentation.segment(document(), SegmentationConfig())
    assert [s.id for s in segments] == ["設立<1>核諮詢小組</1>。<2/>", "詳見<1>白宮聲明</1>。"]
    said = {"path": "x.po", "article": "x", "source_path": "source/x.md", "source_language": "zh-Hant"}
    merged = catalogs.merge(None, segments, **said, language="en").data
    assert b'#. tag 1: a: href="/ncg"\n#. tag 2: footnote: number="1"\n' in merged
    again = catalogs.merge(merged, segments, **said, language="en").data
    assert again == merged
    messages = catalogs.parse(merged, path="x.po", language="en").messages
    assert [m.tags for m in messages] == [(1, 2), (1,)]


def test_a_changed_link_changes_no_message() -> None:
    (first, second) = segmentation.segment(document(), SegmentationConfig())
    moved = Segment(first.role, first.text, 0, 0, tags=(Tag(2, 7, "a", (("href", "/new"),)), *first.tags[1:]))
    assert moved.key == first.key
    said = {"path": "x.po", "article": "x", "source_path": "source/x.md", "source_language": "zh-Hant"}
    merged = catalogs.merge(None, [first, second], **said, language="en").data
    merged = merged.replace(
        b'msgstr ""\n\n#. role: paragraph, continued',
        b'msgstr "The <1>NCG</1><2/>"\n\n#. role: paragraph, continued',
    )
    after = catalogs.merge(merged, [moved, second], **said, language="en").data
    assert after == merged.replace(b"/ncg", b"/new")

"""Blocks and translations come together as rows."""

from __future__ import annotations

from bilingual import editions
from bilingual.config import SegmentationConfig
from bilingual.model import Block, Document, Message, Role, Segment, State
from bilingual.picture import Picture
from bilingual.segmentation import segment


def article(*lines: tuple[Role, str, int]) -> tuple[Document, list[Segment]]:
    """A document whose lines are one segment each: (role, text, group)."""
    blocks, segments, at = [], [], 0
    for number, (role, text, group) in enumerate(lines):
        blocks.append(Block(role, text, number + 1, at, group))
        segments.append(Segment(role, text, number, 0))
        at += len(text) + 1
    text = "\n".join(line[1] for line in lines)
    return Document("source/a.txt", "a", "zh-Hant", text, tuple(blocks)), segments


def message(source: str, text: str, state: State = State.REVIEWED, context: str = "") -> Message:
    return Message(context, source, text, state)


def test_a_row_has_the_source_and_its_translation_side_by_side() -> None:
    document, segments = article((Role.PARAGRAPH, "早安。", 0))
    edition = editions.compose(
        document, segments, {"en": [message("早安。", "Good morning.")]}, ("zh-Hant", "en")
    )
    (row,) = edition.rows
    assert [[p.text for p in cell.pieces] for cell in row.cells] == [["早安。"], ["Good morning."]]
    assert [p.language for cell in row.cells for p in cell.pieces] == ["zh-Hant", "en"]
    assert (edition.drafts, edition.missing, edition.labels) == (0, 0, ())


def test_what_is_not_translated_stands_in_the_source_language() -> None:
    document, segments = article((Role.PARAGRAPH, "一。", 0), (Role.PARAGRAPH, "二。", 1))
    empty = message("一。", "", State.UNTRANSLATED)
    edition = editions.compose(document, segments, {"en": [empty]}, ("zh-Hant", "en"))
    pieces = [row.cells[1].pieces[0] for row in edition.rows]
    assert [(p.text, p.state, p.language) for p in pieces] == [
        ("一。", State.UNTRANSLATED, "zh-Hant"),
        ("二。", State.UNTRANSLATED, "zh-Hant"),
    ]
    assert edition.missing == 2
    assert edition.labels == (editions.UNTRANSLATED,)


def test_drafts_and_what_needs_review_are_counted_and_keep_their_state() -> None:
    document, segments = article((Role.PARAGRAPH, "一。", 0), (Role.PARAGRAPH, "二。", 1))
    messages = [message("一。", "One.", State.DRAFT), message("二。", "Two.", State.NEEDS_REVIEW)]
    edition = editions.compose(document, segments, {"en": messages}, ("en",))
    assert edition.drafts == 2
    assert [row.cells[0].pieces[0].state for row in edition.rows] == [State.DRAFT, State.NEEDS_REVIEW]


def test_the_context_tells_a_heading_from_the_same_words_in_the_text() -> None:
    document, segments = article((Role.HEADING, "宣言", 0), (Role.PARAGRAPH, "宣言", 1))
    messages = [message("宣言", "The Declaration", context="heading"), message("宣言", "a declaration")]
    edition = editions.compose(document, segments, {"en": messages}, ("en",))
    assert [row.cells[0].pieces[0].text for row in edition.rows] == ["The Declaration", "a declaration"]


def test_a_caption_and_the_credit_below_it_share_a_row() -> None:
    document, segments = article(
        (Role.CAPTION, "合影。", 0), (Role.CREDIT, "(圖/甲)", 0), (Role.CREDIT, "(圖/乙)", 1)
    )
    rows = editions.compose(document, segments, {}, ("zh-Hant",)).rows
    assert [[p.role for p in row.cells[0].pieces] for row in rows] == [
        [Role.CAPTION, Role.CREDIT],
        [Role.CREDIT],
    ]


def test_an_empty_list_of_tags_prints_nothing() -> None:
    document, segments = article((Role.PARAGRAPH, "一。", 0), (Role.TAGS, "Tagged:", 1))
    assert len(editions.compose(document, segments, {}, ("zh-Hant",)).rows) == 1
    document, segments = article((Role.TAGS, "Tagged: 韓國", 0))
    assert len(editions.compose(document, segments, {}, ("zh-Hant",)).rows) == 1


def test_titles_come_from_the_article_then_the_configuration_then_the_file() -> None:
    document, segments = article((Role.TITLE, "標題", 0))
    messages = [message("標題", "Title", context="title")]
    assert editions.compose(document, segments, {"en": messages}, ("zh-Hant", "en")).titles == (
        "標題",
        "Title",
    )
    document, segments = article((Role.PARAGRAPH, "文。", 0))
    assert editions.compose(document, segments, {}, ("zh-Hant",), title="設定").titles == ("設定",)
    assert editions.compose(document, segments, {}, ("zh-Hant",)).titles == ("a",)


def test_an_article_without_a_word_gives_no_rows() -> None:
    assert editions.compose(Document("a", "a", "zh-Hant", "", ()), (), {}, ("zh-Hant", "en")).rows == ()


def test_a_picture_is_a_row_with_its_alternative_texts_or_without() -> None:
    blocks = (
        Block(Role.ALT, "一艘船", 1, 0, 0, picture="boat.jpg"),
        Block(Role.CAPTION, "港口。", 2, 4, 0),
        Block(Role.ALT, "", 3, 7, 1, picture="sea.png"),
    )
    document = Document("a.md", "a", "zh-Hant", "一艘船\n港口。\n", blocks)
    segments = segment(document, SegmentationConfig())
    assert [s.key for s in segments] == [("alt", "一艘船"), ("", "港口。")]
    known = Picture("boat.jpg", data=b"x", media="image/jpeg", digest="ab")
    edition = editions.compose(document, segments, {}, ["zh-Hant", "en"], pictures={"boat.jpg": known})
    assert [row.role for row in edition.rows] == [Role.ALT, Role.CAPTION, Role.ALT]
    assert edition.rows[0].picture is known and known.name == "ab.jpg"
    assert edition.rows[2].picture == Picture("sea.png")
    assert [len(cell.pieces) for cell in edition.rows[2].cells] == [0, 0]

"""Notes at the foot of the page: each on the page of its mark, printed once, in every layout, and never on the text."""

from __future__ import annotations

import io
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conformance
from bilingual import footnotes, layouts, pdf
from bilingual.config import PageConfig, PdfConfig
from bilingual.inline import Tag
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from pages import Glyph, glyphs

TAGS = ("zh-Hant", "en", "ko")
WORDS = {
    "zh-Hant": list("韓國總統應美之邀往訪發表聯合聲明內容包含新設核武使用計畫協商機制"),
    "en": [
        "the",
        "allies",
        "declared",
        "on",
        "Wednesday",
        "that",
        "deterrence",
        "remains",
        "credible",
        "and",
        "planning",
        "shared",
    ],
    "ko": [
        "한미",
        "양국",
        "정상은",
        "수요일",
        "핵협의그룹",
        "창설을",
        "선언하고",
        "확장억제의",
        "신뢰성을",
        "재확인하였다고",
    ],
}
SEEDS = int(os.environ.get("FOOTNOTE_TRIALS", "1"))
"""How many articles each layout is tried with: 30 were, by hand."""
LAYOUTS = [("columns", TAGS), ("columns", TAGS[:2]), ("facing", TAGS[:2]), ("stacked", TAGS[:2]), ("interlinear", TAGS), ("mono", TAGS[1:2])]  # fmt: skip


def words(chance: random.Random, tag: str, count: int) -> str:
    own = [chance.choice(WORDS[tag]) for _ in range(count)]
    return ("" if tag == "zh-Hant" else " ").join(own)


def sentence(chance: random.Random, tag: str, name: str, length: int) -> str:
    """A sentence that ends in a name by which it is found on the page."""
    count = length if tag == "zh-Hant" else max(length // 2, 1)
    gap, stop = ("", "。") if tag == "zh-Hant" else (" ", ".")
    return f"{words(chance, tag, count)}{gap}{name}{tag[:2]}{stop}"


def mark(number: str, at: int) -> Tag:
    return Tag(at, at, "footnote", (("mark", f"[{number}]"), ("href", f"#fn{number}")))


def article(tags: tuple[str, ...] = TAGS, *, seed: int = 0, paragraphs: int = 14, chance: float = 0.3, state: State = State.REVIEWED) -> Edition:  # fmt: skip
    """An article in which a sentence ``a7`` has the mark of the note ``n7``."""
    dice = random.Random(seed)
    rows, notes = [], []
    count = 0
    for n in range(paragraphs):
        role = Role.TITLE if n == 0 else Role.HEADING if n % 6 == 4 else Role.LIST_ITEM if n % 6 == 5 else Role.PARAGRAPH  # fmt: skip
        cells: dict[str, list[Piece]] = {tag: [] for tag in tags}
        for _ in range(dice.randint(2, 6) if role is Role.PARAGRAPH else 1):
            count += 1
            noted = role is not Role.TITLE and dice.random() < chance
            length = dice.randint(8, 40) if role is Role.PARAGRAPH else 6
            for tag in tags:
                text = sentence(dice, tag, f"a{count}" if noted else "", length)
                marks = (mark(str(count), len(text) - dice.randint(0, 1)),) if noted else ()
                cells[tag].append(Piece(text, State.REVIEWED, role, tag, f"{count:06x}", marks))
            if noted:
                length = dice.choice([6, 20, 40, 60])
                texts = {tag: f"b{count}{tag[:2]} {sentence(dice, tag, f'n{count}', length)}" for tag in tags}
                notes.append(note(str(count), texts, state))
        marker = "•" if role is Role.LIST_ITEM else ""
        rows.append(Row(role, n, tuple(Cell(tag, tuple(pieces)) for tag, pieces in cells.items()), marker))
    titles = tuple(rows[0].cells[n].pieces[0].text for n in range(len(tags)))
    return Edition("a", tags, (*rows, *notes), titles, "zh-Hant", date="2026-11-20T08:00:00+08:00")


def note(number: str, texts: dict[str, str], state: State = State.REVIEWED, *, group: int = 99) -> Row:
    cells = (
        Cell(tag, (Piece(text, state if tag != "zh-Hant" else State.REVIEWED, Role.NOTE, tag, f"f{int(number):05x}"),))
        for tag, text in texts.items()
    )  # fmt: skip
    return Row(Role.NOTE, group, tuple(cells), f"{number}.")


def printed(edition: Edition, layout: str, page: PageConfig = PageConfig(size="A5"), settings: PdfConfig = PdfConfig()) -> bytes:  # noqa: B008  # frozen  # fmt: skip
    html = layouts.render(edition, page, layout, layouts.Tools(measure=pdf.places))
    done = pdf.write(html, edition, settings=settings, record={"article": "a"})
    assert done.warnings == ()
    return done.data


@lru_cache(maxsize=16)
def drawn(layout: str, tags: tuple[str, ...], seed: int = 0) -> tuple[Glyph, ...]:
    page = PageConfig(size="A4" if len(tags) > 2 else "A5")
    return tuple(g for g in glyphs(printed(article(tags, seed=seed), layout, page)) if not g.artifact)


def named(found: Iterable[Glyph], kind: str) -> dict[str, list[Glyph]]:
    """The first glyphs of the names of sentences (``a``) or notes (``n``), by number and language."""
    found = list(found)
    text = "".join(glyph.text if len(glyph.text) == 1 else " " for glyph in found)
    places = defaultdict(list)
    for match in re.finditer(rf"{kind}(\d+)(zh|en|ko)", text):
        places[match[1] + match[2]].append(found[match.start()])
    return places


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize(("layout", "tags"), LAYOUTS, ids=lambda v: v if isinstance(v, str) else str(len(v)))
def test_every_note_stands_once_on_the_page_of_its_mark_and_below_all_text(
    layout: str, tags: tuple[str, ...], seed: int
) -> None:
    found = drawn(layout, tags, seed)
    marks, notes = named(found, "a"), named(found, "n")
    assert set(marks) == set(notes) and marks
    assert len(marks) == len({key[:-2] for key in marks}) * len(tags)
    for key, (place,) in notes.items():
        assert [glyph.page for glyph in marks[key]] == [place.page], key
    for page in {glyph.page for glyph in found}:
        text = [g.baseline for g in found if g.page == page and g.size > 9.5]
        small = [g.baseline for g in found if g.page == page and 8.5 < g.size < 9.4]
        assert not text or not small or min(small) - max(text) > 10, page


@pytest.mark.parametrize(
    ("layout", "tags"), LAYOUTS[:3], ids=lambda v: v if isinstance(v, str) else str(len(v))
)
def test_notes_stand_in_order_and_those_of_one_number_side_by_side(
    layout: str, tags: tuple[str, ...]
) -> None:
    first = {key: place for key, (place,) in named(drawn(layout, tags, 0), "b").items()}
    for tag in tags:
        own = [(int(key[:-2]), first[key].page, first[key].baseline) for key in first if key[-2:] == tag[:2]]
        assert sorted(own) == sorted(own, key=lambda place: place[1:])
    for key, place in first.items() if layout == "columns" else ():
        beside = [first[f"{key[:-2]}{tag[:2]}"] for tag in tags]
        assert max(abs(other.baseline - place.baseline) for other in beside if other.page == place.page) < 1.5


@pytest.mark.parametrize(
    ("layout", "tags"), LAYOUTS[1:3], ids=lambda v: v if isinstance(v, str) else str(len(v))
)
def test_notes_leave_no_hole_above_them(layout: str, tags: tuple[str, ...]) -> None:
    found = drawn(layout, tags, 0)
    spread = layout == "facing"
    last = max(glyph.page for glyph in found) - spread
    holes = []
    for page in range(1 + spread, last):  # its first has the title alone
        text = [g.baseline for g in found if g.page == page and g.size > 9.5]
        small = [g.baseline for g in found if g.page == page and 8.5 < g.size < 9.4]
        holes.append((min(small) if small else 535) - max(text))
    assert max(holes) < 595 / 4
    assert sum(holes) / len(holes) < 595 / 7


def simple(*rows: Row, tags: tuple[str, ...] = TAGS[:2]) -> Edition:
    return Edition("a", tags, rows, ("題", "Title")[: len(tags)], "zh-Hant")


def said(role: Role, texts: dict[str, str], marks: dict[str, tuple[Tag, ...]], group: int = 1, **more: Any) -> Row:  # fmt: skip
    cells = (Cell(tag, (Piece(text, State.REVIEWED, role, tag, "aaaaaa", marks.get(tag, ())),)) for tag, text in texts.items())  # fmt: skip
    return Row(role, group, tuple(cells), **more)


PLAIN = {"zh-Hant": "漢字的句子。", "en": "A sentence of words."}
NOTED = said(Role.PARAGRAPH, PLAIN, {"zh-Hant": (mark("1", 5),), "en": (mark("1", 19),)})
NOTE = note("1", {"zh-Hant": "註釋的文字。", "en": "Text of the note."})


def fits(_rows: Any) -> bool:
    return True


def moved(*rows: Row) -> bool:
    """Whether the note of these rows goes to the foot of its page."""
    edition = footnotes.at_foot(simple(*rows), fits)
    gone = len(edition.footnotes)
    assert sum(row.role is Role.NOTE for row in edition.rows) + sum(
        map(len, edition.footnotes.values())
    ) == sum(row.role is Role.NOTE for row in rows)
    return bool(gone)


def test_a_note_without_a_mark_or_with_a_number_that_two_bear_stays_at_the_end() -> None:
    assert moved(NOTED, NOTE)
    assert not moved(said(Role.PARAGRAPH, PLAIN, {}), NOTE)
    assert not moved(NOTED, NOTE, replace(NOTE, group=98))
    assert not moved(NOTED, replace(NOTE, marker=""))
    assert not moved(NOTED, replace(NOTE, marker="2."))


def test_the_paragraphs_of_a_note_stay_together_and_a_list_keeps_it_at_the_end() -> None:
    more = replace(NOTE, marker="")
    edition = footnotes.at_foot(simple(NOTED, NOTE, more), fits)
    assert [len(rows) for rows in edition.footnotes.values()] == [2]
    assert not moved(NOTED, NOTE, replace(more, role=Role.LIST_ITEM, marker="•"))
    assert not moved(NOTED, NOTE, replace(more, role=Role.QUOTE))


def test_a_mark_in_a_note_moves_none() -> None:
    other = note("2", {"zh-Hant": "見另註。", "en": "See the other."})
    cells = tuple(replace(c, pieces=(replace(c.pieces[0], tags=(mark("2", 3),)),)) for c in NOTE.cells)
    edition = footnotes.at_foot(simple(NOTED, replace(NOTE, cells=cells), other), fits)
    assert len(edition.footnotes) == 1 and edition.rows[-1].marker == "2."


@st.composite
def noted_editions(draw: st.DrawFn) -> Edition:
    """Editions whose columns have lost, doubled and moved marks, with notes that lack, share and repeat numbers."""
    numbers = st.sampled_from("123")
    rows = []
    for n in range(draw(st.integers(1, 4))):
        cells = []
        for tag in TAGS[:2]:
            pieces = []
            for m in range(draw(st.integers(1, 3)) if not cells else len(cells[0].pieces)):
                text = draw(st.sampled_from(["", "漢字。", "Words."]))
                marks = tuple(mark(draw(numbers) + draw(st.sampled_from(["", ":1"])), len(text)) for _ in range(draw(st.integers(0, 2))))  # fmt: skip
                pieces.append(
                    Piece(text, State.REVIEWED, Role.PARAGRAPH, tag, f"{n}{m}", marks if text else ())
                )
            cells.append(Cell(tag, tuple(pieces)))
        rows.append(Row(draw(st.sampled_from([Role.PARAGRAPH, Role.HEADING, Role.NOTE])), n, tuple(cells)))
    notes = draw(st.lists(st.tuples(numbers, st.integers(90, 92)), max_size=4))
    return simple(*rows, *(note(own, {"zh-Hant": f"註{n}", "en": f"Note {n}"}, group=group) for n, (own, group) in enumerate(notes)))  # fmt: skip


@given(noted_editions())
def test_no_note_is_lost_or_doubled_and_each_at_the_foot_stands_in_every_column_once(
    edition: Edition,
) -> None:
    made = footnotes.at_foot(edition, fits)
    plain = [[[(p.text, p.entry) for p in cell.pieces] for cell in row.cells] for row in edition.rows]
    kept = [*made.rows, *(row for rows in made.footnotes.values() for row in rows)]
    assert sorted(plain) == sorted(
        [[(p.text, p.entry) for p in cell.pieces] for cell in row.cells] for row in kept
    )
    for column in range(2):
        standing = [name for row in made.rows for name in footnotes.standing(row, column)]
        assert sorted(standing) == sorted(made.footnotes)
    assert (made is edition) == (not made.footnotes)


def test_a_translation_that_lost_its_mark_has_its_note_printed_beside_the_sources() -> None:
    lost = said(Role.PARAGRAPH, PLAIN, {"zh-Hant": (mark("1", 5),)})
    for layout in ("columns", "facing", "stacked"):
        found = [g for g in glyphs(printed(simple(lost, NOTE), layout)) if not g.artifact]
        text = "".join(g.text for g in found)
        assert text.count("Textofthenote") == 1 if " " not in text else text.count("Text of the note") == 1
        assert text.count("註釋的文字") == 1
    assert not footnotes.at_foot(simple(replace(lost, cells=lost.cells[1:]), replace(NOTE, cells=NOTE.cells[1:]), tags=("en",)), fits).footnotes  # fmt: skip


def test_a_blank_translation_of_a_note_prints_nothing_and_leads_nowhere() -> None:
    blank = tuple(replace(c, pieces=tuple(replace(p, text="") for p in c.pieces)) if c.language == "en" else c for c in NOTE.cells)  # fmt: skip
    html = layouts.render(simple(NOTED, replace(NOTE, cells=blank)), PageConfig(), "columns")
    assert html.count('class="footnote-body ') == 1
    assert html.count('<a class="footnote"') == 1 and html.count('<span class="footnote">') == 1


def test_a_second_mark_leads_to_the_note_of_the_first() -> None:
    again = said(Role.PARAGRAPH, PLAIN, {"zh-Hant": (mark("1:1", 5),), "en": (mark("1:1", 19),)}, 2)
    html = layouts.render(simple(NOTED, again, NOTE), PageConfig(), "stacked")
    assert html.count('href="#note-1-1"') == html.count('href="#note-1-2"') == 2
    assert html.count('class="footnote-body ') == 2


def test_two_marks_in_a_row_are_told_apart() -> None:
    two = said(Role.PARAGRAPH, PLAIN, {"zh-Hant": (mark("1", 6), mark("2", 6)), "en": (mark("1", 20), mark("2", 20))})  # fmt: skip
    second = note("2", {"zh-Hant": "第二。", "en": "The second."})
    text = "".join(g.text for g in glyphs(printed(simple(two, NOTE, second), "columns")))
    assert "words.1,2" in text.replace("\u2060", "")


def test_notes_that_would_fill_the_page_stay_at_the_end() -> None:
    long = note("1", {"zh-Hant": "註釋的文字。" * 120, "en": "Text of the note. " * 80})
    html = layouts.render(simple(NOTED, long), PageConfig(size="A5"), "columns")
    assert "footnote-body" not in html and '<tr class="note' in html


def test_notes_at_the_end_and_articles_without_notes_are_laid_out_as_ever() -> None:
    end = layouts.render(simple(NOTED, NOTE), PageConfig(notes="end"), "columns")
    assert "footnote-body" not in end and "@footnote" not in end and '<tr class="note' in end
    none = [layouts.render(simple(said(Role.PARAGRAPH, PLAIN, {})), PageConfig(notes=n), "columns") for n in ("foot", "end")]  # fmt: skip
    assert none[0] == none[1] and "footnote-body" not in none[0]


def test_a_projects_own_parts_without_the_macro_keep_all_notes_at_the_end() -> None:
    ours = layouts.templates.asset("parts.html").replace("macro foot(", "macro other(")
    html = layouts.render(simple(NOTED, NOTE), PageConfig(), "columns", layouts.Tools(own={"parts.html": ours.replace("foot(note)", "other(note)")}))  # fmt: skip
    assert "footnote-body" not in html and '<tr class="note' in html


@pytest.mark.parametrize("reading", ["rows", "languages"])
@pytest.mark.parametrize(("layout", "align"), [("columns", "segment"), ("facing", "block"), ("interlinear", "block"), ("mono", "block")])  # fmt: skip
def test_notes_are_accessible_and_read_behind_the_paragraph_of_their_mark(
    layout: str, align: str, reading: str
) -> None:
    tags = TAGS[1:2] if layout == "mono" else TAGS[:2]
    data = printed(article(tags, paragraphs=6), layout, PageConfig(size="A5", align=align), PdfConfig(reading=reading))  # fmt: skip
    assert conformance.violations(data) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [(element, kind) for element, kind, _, _ in conformance.elements(document)]
        notes = [element for element, kind in found if kind == "Note"]
        kinds = [kind for _, kind in found]
        assert len(notes) == len({str(element.ID) for element in notes}) == kinds.count("Reference") > 0
        for element, kind, parent, _ in conformance.elements(document):
            if kind == "Note":
                assert [str(kid.S) for kid in conformance.kids(element)] == ["/Lbl", "/P"]
                before = [str(kid.S) for kid in conformance.kids(parent)]
                assert before[0] != "/Note" and str(parent.S) != "/P"
            if kind == "Link":
                assert str(parent.S) == "/Reference"


def test_an_unknown_weasyprint_prints_every_note_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from bilingual.pdf import footing

    monkeypatch.setattr(footing, "is_known", lambda: False)
    edition = article(TAGS[:2], paragraphs=6)
    notes = named((g for g in glyphs(printed(edition, "columns")) if not g.artifact), "n")
    assert len(notes) == 2 * sum(row.role is Role.NOTE for row in edition.rows)
    assert all(len(places) == 1 for places in notes.values())


def test_what_is_replaced_in_weasyprint_for_notes_is_put_back() -> None:
    from weasyprint import layout
    from weasyprint.layout import block, page

    def now() -> list[Any]:
        return [
            layout.block_level_layout, page.block_level_layout, block.block_container_layout, block.table_layout,
            block._linebox_layout, layout.LayoutContext.overflows_page, layout.LayoutContext._update_footnote_area,
        ]  # fmt: skip

    before = now()
    printed(simple(NOTED, NOTE), "columns")
    assert now() == before

"""Entries that are empty on purpose: their state, their way through every command, and the page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from conftest import Run, snapshot
from test_recutting import english, entry, fill, id_of

TEXT = "標題\n\n他說他要馬上離開這個地方。她卻決定要在這裡多留幾天。天黑了。\n"
LONG = (
    "He said that he was about to leave this place at once, but she decided to stay here for a few more days."
)
DONE = {
    "他說他要馬上離開這個地方。": LONG,
    "她卻決定要在這裡多留幾天。": "",
    "天黑了。": "Night fell.",
}
BLANK = "她卻決定要在這裡多留幾天。"


@pytest.fixture
def blank(call: Run, tmp_path: Path) -> Path:
    """A project whose English says two sentences in one, and leaves the second blank."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bilingual.toml").write_text(
        'targets = ["en"]\n[translate]\nengine = "pseudo"\n', encoding="utf-8"
    )
    assert call("sync").status == 0
    fill(tmp_path, DONE)
    mark(tmp_path)
    path = tmp_path / "locales/en/LC_MESSAGES/a.po"
    title = 'msgctxt "title"\nmsgid "標題"\nmsgstr "'
    path.write_text(english(tmp_path).replace(f'{title}"', f'{title}Title"'), encoding="utf-8")
    return tmp_path


def mark(folder: Path) -> None:
    fill(folder, {BLANK: ""}, comment="# bilingual: blank\n")


def change(folder: Path, before: str, after: str) -> None:
    path = folder / "source/a.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def counts(call: Run) -> dict[str, int]:
    return {k: n for k, n in call("status", "--json").json["results"][0]["counts"].items() if n}


def findings(call: Run) -> list[str]:
    return [f["code"] for f in call("check", "--json").json if f["code"] != "header"]


def test_a_blank_counts_as_reviewed_and_is_left_alone(call: Run, blank: Path) -> None:
    assert counts(call) == {"reviewed": 4}
    before = snapshot(blank)
    assert call("translate").status == 0
    assert call("sync").status == 0
    assert snapshot(blank) == before
    assert findings(call) == []


def test_a_fuzzy_blank_needs_review_and_is_listed(call: Run, blank: Path) -> None:
    path = blank / "locales/en/LC_MESSAGES/a.po"
    path.write_text(
        english(blank).replace(f'msgid "{BLANK}"', f'#, fuzzy\nmsgid "{BLANK}"'), encoding="utf-8"
    )
    assert counts(call) == {"reviewed": 3, "needs review": 1}
    shown = call("review", "en").out
    assert "left blank on purpose" in shown
    assert "(left blank)" in shown


def test_a_blank_whose_sentence_changes_must_be_looked_at_until_it_changes_back(
    call: Run, blank: Path
) -> None:
    before = english(blank)
    change(blank, "多留幾天", "多留幾個月")
    assert call("sync").status == 0
    assert counts(call) == {"reviewed": 3, "needs review": 1}
    assert call("translate").status == 0
    assert counts(call) == {"reviewed": 3, "needs review": 1}
    change(blank, "多留幾個月", "多留幾天")
    assert call("sync").status == 0
    assert english(blank) == before


def test_a_blank_that_nobody_says_is_noted(call: Run, blank: Path) -> None:
    fill(blank, {"他說他要馬上離開這個地方。": "He said he wanted to leave this place at once."})
    assert findings(call) == ["short", "blank"]


def test_a_blank_alone_in_its_block_is_noted(call: Run, blank: Path) -> None:
    change(blank, f"{BLANK}天黑了。", f"\n\n{BLANK}\n\n天黑了。")
    assert call("sync").status == 0
    assert "blank" in findings(call)


def test_a_neighbour_says_the_numbers_of_a_blank(call: Run, blank: Path) -> None:
    change(blank, "多留幾天", "多留3天")
    assert call("sync").status == 0
    path = blank / "locales/en/LC_MESSAGES/a.po"
    text = english(blank).replace(LONG, LONG.replace("a few more", "3 more"))
    path.write_text(re.sub(r"#, fuzzy\n#\| .*\n", "", text), encoding="utf-8")
    assert findings(call) == []


def test_a_blank_with_a_translation_is_none(call: Run, blank: Path) -> None:
    fill(blank, {BLANK: "But she stayed."})
    assert "# bilingual: blank" in entry(blank, BLANK)
    assert counts(call) == {"reviewed": 4}
    assert "left blank" not in call("review", "en", "--all").out


def test_a_join_takes_the_mark_away_and_its_way_back_brings_it_back(call: Run, blank: Path) -> None:
    before = english(blank)
    assert call("join", "a", id_of(call, "他說")).status == 0
    now = entry(blank, f"他說他要馬上離開這個地方。{BLANK}")
    assert f'msgstr "{LONG}"' in now
    assert "blank" not in now
    assert call("split", "a", id_of(call, "他說"), "她卻").status == 0
    assert english(blank) == before


def test_a_final_edition_takes_blanks(run: Run, blank: Path) -> None:
    done = run("build", "--final", cwd=blank)
    assert done.status == 0, done.err
    assert "draft" not in done.out


def edition(*tags: str) -> Edition:
    """Three sentences; the middle one is blank in English, which says it beside the first."""
    texts = {
        "zh-Hant": ("他走了。", "她留下了。", "天黑了。"),
        "en": ("He left and she stayed.", "", "Night fell."),
        "ko": ("그는 떠났다.", "그녀는 남았다.", "밤이 되었다."),
    }
    cells = [
        Cell(tag, tuple(Piece(text, State.REVIEWED, Role.PARAGRAPH, tag) for text in texts[tag]))
        for tag in tags
    ]
    return Edition("a", tags, (Row(Role.PARAGRAPH, 0, tuple(cells)),), tuple("T" for _ in tags), "zh-Hant")


def shown(html: str) -> list[str]:
    """The text of each paragraph of the page, in order."""
    texts = re.findall(r'<p class="paragraph"[^>]*>(.*?)</p>', html, re.S)
    return [re.sub(r"<[^>]*>|[\u2060\u200b\u2006]", "", text) for text in texts]


@pytest.mark.parametrize("layout", ["columns", "interlinear"])
def test_a_neighbour_stands_beside_both_sentences(layout: str) -> None:
    page = PageConfig(align="segment")
    found = shown(layouts.render(edition("zh-Hant", "en", "ko"), page, layout, layouts.Tools()))
    assert found == [
        "他走了。她留下了。",
        "He left and she stayed.",
        "그는 떠났다. 그녀는 남았다.",
        "天黑了。",
        "Night fell.",
        "밤이 되었다.",
    ]


@pytest.mark.parametrize("layout", ["columns", "stacked", "mono", "facing"])
def test_nothing_is_printed_for_a_blank(layout: str) -> None:
    tags = {"mono": ("en",)}.get(layout, ("zh-Hant", "en"))
    tools = layouts.Tools(measure=pdf.places if layout == "facing" else None)
    found = shown(layouts.render(edition(*tags), PageConfig(), layout, tools))
    assert "He left and she stayed. Night fell." in found


def test_a_blank_at_the_beginning_stands_with_the_next() -> None:
    row = edition("zh-Hant", "en").rows[0]
    cells = tuple(replace(cell, pieces=cell.pieces[1:]) for cell in row.cells)
    one = replace(edition("zh-Hant", "en"), rows=(replace(row, cells=cells),))
    found = shown(layouts.render(one, PageConfig(align="segment"), "columns", layouts.Tools()))
    assert found == ["她留下了。天黑了。", "Night fell."]

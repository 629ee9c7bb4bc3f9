"""Rows of tables: drafted cell by cell, checked for their number of cells, printed in columns whatever that number is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polib
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

import servers
from bilingual import figures, layouts, tables, web
from bilingual.checks import Catalog, check
from bilingual.config import PageConfig
from bilingual.drafting import answer
from bilingual.engines.pseudo import Pseudo
from bilingual.glossary import Glossary
from bilingual.inline import Tag, unmarked
from bilingual.layouts.tables import _amounts, _widths
from bilingual.model import Cell, Draft, Edition, Message, Passage, Piece, Role, Row, Severity, State
from bilingual.pdf.assets import BASE, NO_ASSETS, fetcher
from bilingual.pdf.justification import between_ideographs
from bilingual.pdf.proofs import _descendants, rows_of
from conftest import Run, snapshot

TABLE = """# 港口

|年|船|總統|
|---|---|---|
|2006|43|美國總統|
|2026|1,500|[美國](https://example.org)|
"""
ROWS = ("年\t船\t總統", "2006\t43\t美國總統", "2026\t1,500\t<1>美國</1>")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "harbour.md").write_text(TABLE, encoding="utf-8")
    return folder


def configure(project: Path, *lines: str) -> None:
    (project / "bilingual.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows(project: Path, tag: str = "en") -> dict[str, polib.POEntry]:
    file = polib.pofile(str(project / "locales" / tag / "LC_MESSAGES" / "harbour.po"), wrapwidth=0)
    return {entry.msgid: entry for entry in file if entry.msgctxt == "table"}


def drafted(project: Path, call: Run, *options: str, **env: str) -> dict[str, polib.POEntry]:
    assert call("sync", cwd=project).status == 0
    ran = call("translate", *options, cwd=project, **env)
    assert ran.status == 0, ran.err
    return rows(project)


# Drafts


def test_drafts_of_rows_lost_their_cells(project: Path, call: Run) -> None:
    configure(project, "[translate]", 'engine = "pseudo"')
    found = drafted(project, call)
    for tag in ("en", "ko"):
        assert [entry.msgstr.count("\t") for entry in rows(project, tag).values()] == [2, 2, 2]
    assert found[ROWS[1]].msgstr.startswith("2006\t43\t")
    assert re.fullmatch("2026\t1,500\t<1>[^\t<]+</1>", found[ROWS[2]].msgstr)


def test_argos_drafts_rows_cell_by_cell(project: Path, call: Run, installed: Path) -> None:
    configure(project, "[translate]", 'engine = "argos"')
    found = drafted(project, call, ARGOS_PACKAGES_DIR=str(installed))
    assert found[ROWS[1]].msgstr == "2006\t43\tthe United States President"
    assert found[ROWS[2]].msgstr == "2026\t1,500\t<1>the United States</1>"
    assert "mt: argos zt-en 1.9, draft" in found[ROWS[1]].comment
    assert rows(project, "ko")[ROWS[1]].msgstr == "2006\t43\t미국 대통령"


def test_a_server_gets_cells(project: Path, call: Run, libre: servers.Fake) -> None:
    configure(
        project,
        "[translate]",
        'engine = "libretranslate"',
        "[translate.libretranslate]",
        f'url = "{libre.url}"',
    )
    found = drafted(project, call, "--to", "en")
    assert found[ROWS[0]].msgstr == "en: 年\ten: 船\ten: 總統"
    assert found[ROWS[1]].msgstr == "2006\t43\ten: 美國總統"
    sent = [text for body in libre.posts for text in body["q"]]
    assert not [text for text in sent if "\t" in text or text.isdigit()]


def test_a_chat_model_gets_cells_and_their_row(project: Path, call: Run, chat: servers.Fake) -> None:
    configure(
        project,
        "[translate]",
        'engine = "openai"',
        "[translate.openai]",
        f'url = "{chat.url}/v1"',
        'model = "m"',
    )
    found = drafted(project, call, "--to", "en")
    assert found[ROWS[1]].msgstr == "2006\t43\tEnglis: 美國總統"


def test_the_memory_knows_the_cells_of_reviewed_rows(project: Path, call: Run) -> None:
    configure(project, "[translate]", 'engine = ["memory", "pseudo"]')
    (project / "source" / "old.md").write_text(
        TABLE.replace("43", "44").replace("題", "目"), encoding="utf-8"
    )
    assert call("sync", cwd=project).status == 0
    path = project / "locales" / "en" / "LC_MESSAGES" / "old.po"
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        if entry.msgctxt == "table":
            entry.msgstr = {ROWS[0]: "Year\tBoats\tPresident"}.get(
                entry.msgid, "2006\t44\tthe U.S. President"
            )
    file.save()
    found = drafted(project, call)
    assert found[ROWS[0]].msgstr == "Year\tBoats\tPresident"
    assert found[ROWS[1]].msgstr == "2006\t43\tthe U.S. President"
    assert "mt: memory old, draft" in found[ROWS[1]].comment


def test_the_glossary_builds_cells(project: Path, call: Run, installed: Path) -> None:
    configure(project, "[translate]", 'engine = "argos"')
    terms = "zh-Hant,en\n年,Year\n船,Boats\n總統,President\n美國總統,U.S. President\n"
    (project / "glossary.csv").write_text(terms, encoding="utf-8")
    found = drafted(project, call, "--to", "en", ARGOS_PACKAGES_DIR=str(installed))
    assert found[ROWS[0]].msgstr == "Year\tBoats\tPresident"
    assert found[ROWS[1]].msgstr == "2006\t43\tU.S. President"
    assert "mt: glossary, draft" in found[ROWS[0]].comment


@dataclass
class Says:
    """An engine that says what it is told to."""

    words: dict[str, str]

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [Draft(self.words[p.text], "says") if p.text in self.words else None for p in passages]

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [None] * len(passages)

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> None:
        return None


def row(marked: str) -> Passage:
    found = unmarked(marked, range(1, 9))
    return Passage(found.text, Role.TABLE, tags=found.spans)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("| 年 | 船 |", "| Year | Boats |"),
        ("年\t\t船", "Year\t\tBoats"),
        ("年 | 船\t43", "Year / boats\t43"),
        ("<1>年\t船</1>\t5", "<1>Year\tBoats</1>\t5"),
        ("5<1/>\t船<2/>", "5<1/>\tBoats<2/>"),
        ("5 <1/>\t船", "5<1/> \tBoats"),
        ("年\t７", "Year\t7"),
        ("5\t7", "5\t7"),
        ("年\t港", ""),
        ("年\t這是港口的名字", "Year\t這是港口的名字"),
    ],
)
def test_rows_are_put_together_again(source: str, expected: str) -> None:
    words = {"年": "Year", "船": "Boats", "年 | 船": "Year | boats", "７": "7"}
    words |= {"這是港口的名字": "這是港口的名字"}
    (found,) = answer([row(source)], Says(words), ("zh-Hant", "en"))
    assert (found.draft.wording if found.draft else "") == expected


def test_a_cell_that_the_machine_failed_on_is_named() -> None:
    engine = Says({"年": "Year", "這是港口的名字": "這是港口的名字"})
    (found,) = answer([row("年\t這是港口的名字")], engine, ("zh-Hant", "en"))
    assert found.draft
    assert found.draft.notes == ("“這是港口的名字” is not translated: the machine gave the source back",)


@given(st.lists(st.text(st.sampled_from("年船總統 43,.%（）<1/>|\t"), max_size=12), min_size=1, max_size=4))
def test_a_draft_has_the_cells_of_its_row(texts: list[str]) -> None:
    """Law: as many cells, and a cell of figures stays as it is."""
    passages = [replace(row(text.strip()), text=text.strip(), tags=()) for text in texts]
    for passage, found in zip(
        passages, answer(passages, Pseudo(), ("zh-Hant", "en"), guarded=False), strict=True
    ):
        if found.draft and len(tables.cells(passage.text)) > 1:
            mark = tables.mark(passage.text)
            assert found.draft.text.count(mark) == passage.text.count(mark)
            for cell, other in zip(passage.text.split(mark), found.draft.text.split(mark), strict=True):
                assert not figures.same(cell, "zh-Hant", "en") or other == cell


# What needs no translation


@pytest.mark.parametrize(
    ("text", "source", "target", "same"),
    [
        ("2006\t43", "zh-Hant", "en", True),
        ("2006\t1,500\t12.5%", "zh-Hant", "ko", True),
        ("2026-03-01", "zh-Hant", "en", True),
        ("***", "zh-Hant", "en", True),
        ("14:30–15:00", "zh-Hant", "en", True),
        ("2006年", "zh-Hant", "en", False),
        ("２００６", "zh-Hant", "en", False),
        ("（3）", "zh-Hant", "en", False),
        ("……", "zh-Hant", "en", False),
        ("43 km", "zh-Hant", "en", False),
        ("$43", "zh-Hant", "ko", False),
        ("1,500", "zh-Hant", "de", False),
        ("1500", "zh-Hant", "de", True),
        ("5%", "en", "fr", False),
        ("(3)", "en", "zh-Hant", False),
        ("1,500", "en", "zh-Hant", True),
        ("43", "en", "ar-EG", False),
        ("", "en", "ko", False),
    ],
)
def test_what_needs_no_translation(text: str, source: str, target: str, same: bool) -> None:
    assert figures.same(text, source, target) is same


FIGURES = """# 港口

|年|船|
|---|---|
|2006|43|
|2007|５３|

他走了。
"""


def states(project: Path, call: Run, tag: str = "en") -> dict[str, int]:
    ran = call("status", "--json", cwd=project)
    (row,) = (row for row in ran.json["results"] if row["language"] == tag)
    return {state: count for state, count in row["counts"].items() if count}


def test_rows_of_figures_were_drafts_to_approve(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    found = drafted(project, call)
    assert found["2006\t43"].msgstr == "2006\t43"
    assert not found["2006\t43"].fuzzy
    assert "mt:" not in found["2006\t43"].comment
    assert found["2007\t５３"].fuzzy, "another form in English: somebody has to look"
    assert states(project, call) == {"draft": 4, "reviewed": 1} == states(project, call, "ko")
    assert "2006" not in call("review", "en", "--list", cwd=project).out
    before = snapshot(project)
    assert call("translate", cwd=project).status == 0
    assert snapshot(project) == before


def test_figures_are_copied_without_any_model(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project)
    assert call("sync", cwd=project).status == 0
    ran = call("translate", cwd=project, ARGOS_PACKAGES_DIR=str(project / "none"))
    assert ran.status == 3
    assert rows(project)["2006\t43"].msgstr == "2006\t43"


def test_a_changed_figure_is_copied_again(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    drafted(project, call)
    (project / "source" / "harbour.md").write_text(FIGURES.replace("|43|", "|44|"), encoding="utf-8")
    found = drafted(project, call)
    assert (found["2006\t44"].msgstr, found["2006\t44"].fuzzy) == ("2006\t44", False)


def test_the_tabs_of_a_changed_row_were_shown_as_damage(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project)
    assert call("sync", cwd=project).status == 0
    (project / "source" / "harbour.md").write_text(FIGURES.replace("|43|", "|44|"), encoding="utf-8")
    assert "edited     2006⇥[-43-]{+44+}" in call("sync", cwd=project).out


def test_what_a_person_made_of_figures_stays(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    assert call("sync", cwd=project).status == 0
    path = project / "locales" / "en" / "LC_MESSAGES" / "harbour.po"
    text = path.read_text("utf-8").replace(
        'msgid "2006\\t43"\nmsgstr ""', 'msgid "2006\\t43"\nmsgstr "2006\\t43 (est.)"'
    )
    path.write_text(text, encoding="utf-8")
    assert drafted(project, call)["2006\t43"].msgstr == "2006\t43 (est.)"


def test_copied_figures_are_no_approval(project: Path, call: Run) -> None:
    """Nobody has reviewed anything: the header needs no names yet, and the colophon counts no figures."""
    (project / "source" / "harbour.md").write_text(FIGURES, encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    drafted(project, call)
    assert "header" not in call("check", cwd=project).out
    assert call("build", "--columns", "zh-Hant,en", "--format", "html", cwd=project).status == 0
    (page,) = (project / "build").glob("*.html")
    assert "Every sentence was drafted by a machine (pseudo). Nobody has reviewed it." in re.sub(
        "<[^>]*>", "", page.read_text("utf-8")
    )


def test_the_hint_for_a_row_spoke_of_clauses(project: Path, call: Run) -> None:
    (project / "source" / "harbour.md").write_text(FIGURES.replace("|43|", "|七艘|"), encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    drafted(project, call)
    listed = call("review", "en", "--json", cwd=project).json["results"]
    found = {e["msgid"]: e["why"] for e in listed}
    assert found["年\t船"] == []
    assert found["2006\t七艘"] == ["七 is not in the translation"]
    assert found["2007\t５３"] == ["figures alone: only their form may differ"]
    assert found["他走了。"]


def test_empty_cells_at_the_ends_of_a_row_were_lost(project: Path, call: Run) -> None:
    """The head of a table has an empty corner, its last line an empty end: both stood in the wrong columns."""
    table = "# 港口\n\n||船|人|\n|---|---|---|\n|2006|43|五人|\n|**合計**|||\n"
    (project / "source" / "harbour.md").write_text(table, encoding="utf-8")
    configure(project, "[translate]", 'engine = "pseudo"')
    found = drafted(project, call)
    assert list(found) == ["\t船\t人", "2006\t43\t五人", "<1>合計</1>\t\t"]
    assert [entry.msgstr.count("\t") for entry in found.values()] == [2, 2, 2]
    assert found["\t船\t人"].msgstr[0] == "\t"
    assert "cells" not in call("check", cwd=project).out
    assert call("build", "--columns", "zh-Hant,en", "--format", "html", cwd=project).status == 0
    (page,) = (project / "build").glob("*.html")
    assert (
        '<span class="cells"><span></span>\t<span class="amount">船</span>\t<span>人</span></span>'
        in page.read_text("utf-8")
    )


# The check


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("2006\t43", "2006 43", "the source has 2 cells, the translation one cell: put a tab between two"),
        ("年\t船", "Year\tBoats\t", "the source has 2 cells, the translation 3 cells: put a tab between two"),
        ("合計", "Total\t", "the source has one cell, the translation 2 cells: put a tab between two"),
        ("| 年 | 船 |", "Year, boats", "the source has 4 cells, the translation one cell: put | between two"),
        ("年\t船", "Year\t<1>Boats</1>", ""),
        ("年\t船", "", ""),
    ],
)
def test_a_row_with_another_number_of_cells_is_an_error(source: str, text: str, expected: str) -> None:
    for state in (State.REVIEWED, State.DRAFT):
        message = Message("table", source, text, state, Role.TABLE)
        found = [
            f for f in check(Catalog("x.po", "zh-Hant", "en", [message]), Glossary()) if f.code == "cells"
        ]
        assert [(f.severity, f.message) for f in found] == [(Severity.ERROR, expected)] * bool(expected)


def test_an_approved_row_without_its_tab_is_refused(project: Path, call: Run) -> None:
    configure(project, "[translate]", 'engine = "pseudo"')
    drafted(project, call)
    path = project / "locales" / "en" / "LC_MESSAGES" / "harbour.po"
    path.write_text(
        path.read_text("utf-8").replace("2006\\t43\\t", "2006 43 ").replace("#, fuzzy\n", ""), "utf-8"
    )
    path.write_text(path.read_text("utf-8").replace('msgid "2006 43 ', 'msgid "2006\\t43\\t'), "utf-8")
    ran = call("check", "--lang", "en", "--json", cwd=project)
    assert [f["code"] for f in ran.json if f["code"] == "cells"] == ["cells"]
    assert ran.status == 1
    refused = call("build", "--final", "--columns", "zh-Hant,en", cwd=project)
    assert refused.status == 1
    assert "cells" in refused.err


# The page


def edition(*texts: str, tags: tuple[Tag, ...] = ()) -> Edition:
    """One row of two cells in Chinese, and a translation of it."""
    cells = [Cell("zh-Hant", (Piece("年\t船", State.REVIEWED, Role.TABLE, "zh-Hant"),))]
    cells += [Cell("en", (Piece(text, State.REVIEWED, Role.TABLE, "en", tags=tags),)) for text in texts]
    languages = ("zh-Hant", *["en"] * len(texts))
    return Edition("a", languages, (Row(Role.TABLE, 0, tuple(cells)),), ("T",) * len(cells), "zh-Hant")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Year\tBoats", ["Year", "Boats"]),
        ("Year, boats", ["Year, boats", ""]),
        ("Year\tBoats\tCrew", ["Year", "Boats", "Crew"]),
        ("Year\t\tCrew", ["Year", "", "Crew"]),
    ],
)
def test_a_row_with_a_wrong_number_of_cells_is_printed_in_columns(text: str, expected: list[str]) -> None:
    for layout in ("columns", "stacked"):
        page = layouts.render(edition(text), PageConfig(), layout)
        cells = re.findall(r'<span class="cell" style="width: ([\d.]+)%">(.*?)</span>(?=<)', page)
        assert [words for _, words in cells[:2]] == ["年", "船"]
        assert [words for _, words in cells[2:]] == expected
        assert {width for width, _ in cells[2:]} == {f"{100 / len(expected):.2f}"}


def test_cells_with_a_link_are_columns_too() -> None:
    link = Tag(5, 10, "a", (("href", "https://example.org"),))
    page = layouts.render(edition("Year\tBoats", tags=(link,)), PageConfig(), "columns")
    assert re.search(
        r'<span class="cell" style="width: 50.00%"><a href="https://example.org">Boats</a></span>', page
    )


def grown(*rows: tuple[str, str]) -> Edition:
    """A table with a row for each pair of texts, in Chinese and English."""
    made = [
        Row(
            Role.TABLE,
            0,
            tuple(Cell(tag, (Piece(text, State.REVIEWED, Role.TABLE, tag),)) for tag, text in pair),
        )
        for pair in (zip(("zh-Hant", "en"), row, strict=True) for row in rows)
    ]
    return Edition("a", ("zh-Hant", "en"), tuple(made), ("T", "T"), "zh-Hant")


PRICES = grown(
    ("品項\t產地\t批發\t零售", "Vegetable\tProducer\tWholesale\tRetail"),
    ("高麗菜\t9.5\t16.2\t35", "Cabbage\t9.5\t16.2\t35"),
    ("青江菜\t11\t19.8\t42", "Bok choy, from the hills\t11\t19.8\t42"),
)


def test_figures_stood_at_the_beginning_of_their_cells() -> None:
    """Columns of amounts stand at the end in every column of the page, by what the source has; names and years do not."""
    made = grown(
        ("年\t船\t收入\t備註\t漲跌", "Year\tBoats\tIncome\tRemarks\tChange"),
        ("2005\t1,500\tNT$ 3.5\t3月起\t−2.5%", "2005\tabout 1,500\tNT$ 3.5\tfrom March\t−2.5%"),
        ("2006\t43\t\t12\t—", "2006\t43\t\t12\t—"),
    )
    for layout in ("columns", "stacked"):
        page = layouts.render(made, PageConfig(), layout)
        assert re.findall(r'<span class="cell( amount)?"', page) == [
            "", " amount", " amount", "", " amount",
        ] * 6, layout  # fmt: skip
    page = web.publish(web.Publication(made, (made,)), "html").decode()
    assert page.count('<span class="amount">') == 18


def test_amounts_end_at_one_place() -> None:
    ends = set()
    for row in table_rows(PRICES, 480):
        cell = cells_of(row)[1]
        (line,) = (box for box in _descendants(cell) if type(box).__name__ == "LineBox")
        ends.add(round(line.children[-1].position_x + line.children[-1].width, 1))
    assert len(ends) == 1


def table_rows(made: Edition, width: int) -> list[Any]:
    """The rows of the table on a page that is so many points wide, as boxes."""
    html = layouts.render(made, PageConfig(size=f"{width}pt 800pt", margin="20pt"), "columns")
    with between_ideographs():
        document = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher(NO_ASSETS)).render()
    return [row for row in rows_of(document.pages[0]) if "table" in (row.element.get("class") or "")]


def cells_of(row: Any) -> list[Any]:
    """The cells of its English."""
    boxes = [box for box in _descendants(row.children[-1]) if type(box).__name__ == "InlineBlockBox"]
    return [box for box in boxes if box.element.get("class").startswith("cell")]


@pytest.mark.parametrize("width", [250, 300, 360, 480])
def test_words_of_a_row_were_printed_over_one_another(width: int) -> None:
    found = [cells_of(row) for row in table_rows(PRICES, width)]
    assert [len(row) for row in found] == [4, 4, 4]
    for row in found:
        assert len({round(cell.position_y) for cell in row}) == 1  # none stands below the others
        for cell in row:
            for line in (box for box in _descendants(cell) if type(box).__name__ == "LineBox"):
                assert line.width <= cell.width + 0.1, (width, line)
    assert len({tuple(round(cell.position_x, 1) for cell in row) for row in found}) == 1


def test_cells_are_equally_wide_where_their_words_have_room() -> None:
    page = layouts.render(grown(("年\t船", "Year\tBoats"), ("2006\t43", "2006\t43")), PageConfig(), "columns")
    assert set(re.findall(r'class="cell" style="width: ([^"]*)"', page)) == {"50.00%"}


def test_cells_of_languages_under_one_another_are_equally_wide_where_a_line_is_long() -> None:
    page = layouts.render(PRICES, PageConfig(), "stacked")
    assert set(re.findall(r'class="cell" style="width: ([^"]*)"', page)) == {"25.00%"}


def test_a_table_was_reckoned_anew_for_each_of_its_rows() -> None:
    rows = [(f"品項{n}\t{n}\t批發", f"Vegetable {n}\t{n}\tWholesale") for n in range(60)]
    for layout in ("columns", "facing"):
        made = grown(*rows)
        before = [found.cache_info().misses for found in (_widths, _amounts)]
        tools = layouts.Tools(measure=lambda html: dict.fromkeys(re.findall(r'id="(\w+)"', html), (0, 1.0)))
        page = layouts.render(made, PageConfig(), layout, tools)
        after = [found.cache_info().misses for found in (_widths, _amounts)]
        assert [b - a for a, b in zip(before, after, strict=True)] == [2, 2], layout  # once a language
        assert len(set(re.findall(r'class="cell" style="width: ([^"]*)"', page))) <= 4, layout


def test_two_tables_that_say_the_same_are_divided_each_by_its_own_words() -> None:
    short, long = ("年\t船", "Year\tBoats"), ("年\t船", "Year\tUncharacteristically-long-boats")
    text = Row(Role.PARAGRAPH, 0, tuple(Cell(tag, (Piece("x", State.REVIEWED, Role.PARAGRAPH, tag),)) for tag in ("zh-Hant", "en")))  # fmt: skip
    both = replace(grown(short, short), rows=(*grown(short, short).rows, text, *grown(short, long).rows))
    page = layouts.render(both, PageConfig(size="250pt 800pt", margin="20pt"), "columns")
    shares = re.findall(r'class="cell" style="width: ([\d.]*)%"', page)
    assert len(shares) == 16
    assert shares[2:4] == shares[6:8] == ["50.00", "50.00"]
    assert shares[10:12] == shares[14:16] != ["50.00", "50.00"]


def test_seven_cells_are_not_wider_than_the_row() -> None:
    page = layouts.render(grown(("\t".join("一二三四五六七"), "\t".join("abcdefg"))), PageConfig(), "columns")
    shares = [float(found) for found in re.findall(r'class="cell" style="width: ([\d.]*)%"', page)]
    assert len(shares) == 14
    assert max(sum(shares[:7]), sum(shares[7:])) <= 100


def test_the_rule_below_a_row_stood_at_another_height_where_one_language_wraps() -> None:
    long = "Bok choy from the hills behind the old harbour, washed and packed\t11"
    (row,) = table_rows(grown(("青江菜\t11", long)), 300)
    rules = [cell.background.layers[-1] for cell in row.children]
    heights = [rule.positioning_area[1] + rule.position[1] for rule in rules]
    assert heights[0] == pytest.approx(heights[1])
    assert heights[0] > max(cell.position_y + cell.margin_height() for cell in cells_of(row))
    paragraphs = [b for b in _descendants(row) if b.element_tag == "p" and type(b).__name__ == "BlockBox"]
    assert [box.style["border_bottom_color"].alpha for box in paragraphs] == [0, 0]


def test_a_web_page_has_the_cells_too(project: Path, call: Run) -> None:
    configure(project, "[translate]", 'engine = "pseudo"')
    drafted(project, call)
    assert call("build", "--columns", "zh-Hant,en", "--format", "html", cwd=project).status == 0
    (page,) = (project / "build").glob("*.html")
    text = page.read_text("utf-8")
    assert (
        '<span class="cells"><span>年</span>\t<span class="amount">船</span>\t<span>總統</span></span>'
        in text
    )
    assert '<span><a href="https://example.org">美國</a></span></span>' in text

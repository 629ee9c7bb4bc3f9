"""Pages: boxes on small ones, and a real edition read back from its bytes."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import conformance
from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.pdf import internals
from pages import Glyph, glyphs, lines

TAGS = ("zh-Hant", "en", "ko")
TEXTS = {
    "zh-Hant": "韓國總統尹錫悅表示:「如果北韓進行核武攻擊,兩國將立即進行領袖間協商。」此次會談還發表了一份"
    "《華盛頓宣言》(Washington Declaration),內容包含新設核武使用計畫協商機制「核諮詢小組」(NCG)、派遣具有潛射"
    "能力的核潛艦停靠韓國等。美國最後一次派遣戰略核潛艦到韓國是在 1980 年代初,旨在加強延伸威懾。",
    "en": "South Korean President Yoon Suk Yeol said: “If North Korea carries out a nuclear attack, the two countries "
    "will immediately hold consultations between their leaders.” The talks also produced the Washington Declaration, "
    "whose provisions include establishing the “Nuclear Consultative Group,” or NCG, and sending nuclear submarines "
    "with submarine-launched missile capability on port calls to South Korea. The last time was in the early 1980s.",
    "ko": "윤석열 한국 대통령은 “북한이 핵 공격을 할 경우 양국은 즉각 정상 간 협의를 할 것”이라고 말했다. 이번 회담에서는 "
    "‘워싱턴 선언’도 발표됐다. 선언에는 핵무기 사용 계획에 관한 협의체인 ‘핵협의그룹’(NCG) 신설, 수중 발사 능력을 갖춘 "
    "핵잠수함의 한국 파견·기항 등이 담겼다. 미국이 마지막으로 전략핵잠수함(SSBN)을 파견한 것은 1980년대 초였다.",
}
HEADS = {"zh-Hant": "《華盛頓宣言》", "en": "The Washington Declaration", "ko": "‘워싱턴 선언’"}
CAPTIONS = {
    "zh-Hant": "官房長官松野博一",
    "en": "Chief Cabinet Secretary Hirokazu Matsuno",
    "ko": "마쓰노 관방장관",
}
CREDITS = {
    "zh-Hant": "(圖/推特 @MatsunoHirokazu)",
    "en": "(Photo: Twitter @MatsunoHirokazu)",
    "ko": "(사진=트위터)",
}


def row(role: Role, texts: dict[str, str], tags: tuple[str, ...], times: int = 1) -> Row:
    cells = []
    for tag in tags:
        joiner = "" if tag == "zh-Hant" else " "
        pieces = [Piece(joiner.join([texts[tag]] * times), State.REVIEWED, role, tag)]
        if role is Role.CAPTION:
            pieces.append(Piece(CREDITS[tag], State.REVIEWED, Role.CREDIT, tag))
        cells.append(Cell(tag, tuple(pieces)))
    return Row(role, 0, tuple(cells))


def made(tags: tuple[str, ...] = TAGS, paragraphs: int = 9) -> Edition:
    rows = [row(Role.TITLE, HEADS, tags)]
    for n in range(paragraphs):
        if n % 3 == 1:
            rows += [row(Role.CAPTION, CAPTIONS, tags), row(Role.HEADING, HEADS, tags)]
        rows.append(row(Role.PARAGRAPH, TEXTS, tags, 1 + n % 3))
    return Edition(
        "a", tags, tuple(rows), tuple(HEADS[tag] for tag in tags), "zh-Hant", date="2026-11-20T08:00:00+08:00",
        author="王小明 & 李", publisher="報社", published="2023-04-27",
    )  # fmt: skip


def render(edition: Edition) -> str:
    return layouts.render(edition, PageConfig(), "columns")


@lru_cache(maxsize=4)
def printed(tags: tuple[str, ...] = TAGS) -> pdf.Printed:
    return pdf.write(render(made(tags)), made(tags))


@lru_cache(maxsize=4)
def drawn(tags: tuple[str, ...] = TAGS) -> list[Glyph]:
    return glyphs(printed(tags).data)


def structure(data: bytes) -> list[tuple[Any, list[set[int]]]]:
    """Each row of the structure tree, page by page: its page and, by cell, the numbers of the marked content in it."""
    with pikepdf.open(io.BytesIO(data)) as document:
        numbers = {page.obj.objgen: n for n, page in enumerate(document.pages, 1)}
        rows: list[list[list[tuple[int, int]]]] = []
        for element, kind, _, _ in conformance.elements(document):
            if kind == "TR":
                rows.append([])
            if kind in {"TD", "TH"}:
                rows[-1].append([])
            for kid in conformance.kids(element):
                if isinstance(kid, int):
                    rows[-1][-1].append((numbers[element.Pg.objgen], kid))
                elif kid.get("/Type") == "/MCR":
                    rows[-1][-1].append((numbers[kid.Pg.objgen], int(kid.MCID)))
    return [
        (page, [{number for where, number in cell if where == page} for cell in cells])
        for cells in rows
        for page in sorted({where for cell in cells for where, _ in cell})
    ]


def columns_of(data: bytes, found: list[Glyph]) -> list[tuple[int, list[list[Glyph]]]]:
    """Each row as it is drawn: its page and, by cell, its glyphs."""
    by_mark: dict[tuple[int, int | None], list[Glyph]] = defaultdict(list)
    for glyph in found:
        if not glyph.artifact:
            by_mark[glyph.page, glyph.mcid].append(glyph)
    return [
        (page, [[g for number in sorted(cell) for g in by_mark[page, number]] for cell in cells])
        for page, cells in structure(data)
    ]


@pytest.mark.parametrize("tags", [TAGS, ("zh-Hant", "en"), ("zh-Hant", "ko")], ids="|".join)
def test_the_first_baselines_of_a_row_are_on_one_line_on_every_page(tags: tuple[str, ...]) -> None:
    rows = columns_of(printed(tags).data, drawn(tags))
    assert len(rows) > 10
    for _, cells in rows:
        first = [cell[0].baseline for cell in cells if cell]
        assert max(first) - min(first) < 0.5


def test_every_glyph_is_there_in_the_font_of_its_script_and_embedded() -> None:
    fonts: dict[str, set[str]] = defaultdict(set)
    for _, cells in columns_of(printed().data, drawn()):
        for tag, cell in zip(TAGS, cells, strict=True):
            for glyph in cell:
                script = "han" if re.match("[\u4e00-\u9fff]", glyph.text) else "own"
                fonts[f"{tag} {script}"].add(re.sub("-(Bold|Semi-Bold)$|,$", "", glyph.font))
    assert fonts == {
        "zh-Hant han": {"Noto-Serif-CJK-TC"},
        "zh-Hant own": {"Noto-Serif-CJK-TC"},
        "en han": {
            "Noto-Serif-CJK-TC"
        },  # the author's name: in the source's face, not in one picked at random
        "en own": {"Source-Serif-4"},
        "ko han": {"Noto-Serif-CJK-KR"},
        "ko own": {"Noto-Serif-CJK-KR"},
    }
    assert all(glyph.embedded and not glyph.missing for glyph in drawn())


def test_the_text_is_read_row_by_row_and_comes_out_clean() -> None:
    text = "".join(glyph.text for glyph in drawn() if not glyph.artifact)
    assert not set(text) & set("\u2060\u200b\u00ad\ufffd")
    squeezed = re.sub(r"\s|-", "", text)
    places = [squeezed.index(re.sub(r"\s|-", "", words)) for words in (
        "韓國總統尹錫悅表示：「如果北韓進行核武攻擊，",
        "South Korean President Yoon Suk Yeol said:",
        "윤석열 한국 대통령은 “북한이 핵 공격을 할 경우",
    )]  # fmt: skip
    assert places == sorted(places)


def test_chinese_lines_are_flush_and_none_gapes() -> None:
    for tags, share in ((TAGS, 0.4), (("zh-Hant", "en"), 0.3)):
        for _, cells in columns_of(printed(tags).data, drawn(tags)):
            column = [line for line in lines(cells[0]) if line.glyphs[0].size == pytest.approx(10)]
            edge = max((line.right for line in column), default=0)
            for line in column[:-1]:
                assert edge - line.right < 1.0, line.text
                gaps = [b.left - a.right for a, b in zip(line.glyphs, line.glyphs[1:], strict=False)]
                assert max(gaps) < share * 10, line.text


def test_no_mark_stands_at_the_wrong_end_of_a_line() -> None:
    for tags in (TAGS, ("zh-Hant", "en"), ("zh-Hant", "ko")):
        for _, cells in columns_of(printed(tags).data, drawn(tags)):
            for cell in cells:
                for line in lines(cell):
                    assert line.text.strip()[0] not in "。，、；：！？」』》）·…—", line.text
                    assert line.text.strip()[-1] not in "「『《（(“‘", line.text


def test_korean_words_are_whole_at_the_end_of_a_line() -> None:
    words = set(f"{TEXTS['ko']} {HEADS['ko']} {CAPTIONS['ko']} {CREDITS['ko']}".split())
    words |= {"한국어", "王小明", "&", "李", "·", "報社", "2023년", "4월", "27일"}
    for _, cells in columns_of(printed().data, drawn()):
        for line in lines(cells[2]):
            assert set(line.text.split()) <= words, line.text


def test_spaces_in_chinese_are_a_sixth_of_an_em() -> None:
    html = render(edition_of("共 20 人"))
    (line,) = [
        line for line in lines(glyphs(pdf.write(html, edition_of("共 20 人")).data)) if "共" in line.text
    ]
    shown = [glyph for glyph in line.glyphs if glyph.text.strip()]
    assert shown[1].left - shown[0].right == pytest.approx(10 / 6, abs=0.1)


def test_spaces_of_untranslated_chinese_were_wider_than_those_of_the_source() -> None:
    text = "共 20 人，在 Washington Declaration 中"
    cells = [Cell("zh-Hant", (Piece(text, State.REVIEWED, Role.PARAGRAPH, "zh-Hant"),))]
    cells += [
        Cell(tag, (Piece(text, State.UNTRANSLATED, Role.PARAGRAPH, "zh-Hant"),)) for tag in ("en", "ko")
    ]
    edition = Edition("a", TAGS, (Row(Role.PARAGRAPH, 0, tuple(cells)),), ("T",) * 3, "zh-Hant")
    data = pdf.write(layouts.render(edition, PageConfig(), "stacked"), edition).data
    found = [line for line in lines(glyphs(data)) if "共" in line.text]
    widths = [[round(b.left - a.left, 1) for a, b in pairwise(line.glyphs)] for line in found]
    assert len(widths) == 3
    assert widths[0] == widths[1] == widths[2]


def edition_of(text: str) -> Edition:
    return Edition(
        "a", ("zh-Hant",), (row(Role.PARAGRAPH, {"zh-Hant": text}, ("zh-Hant",)),), ("題",), "zh-Hant"
    )


def test_every_page_has_its_number_and_heads_and_feet_are_artifacts() -> None:
    feet = defaultdict(str)
    for glyph in drawn():
        if glyph.artifact:
            feet[glyph.page] += glyph.text
    assert printed().pages == len(feet) > 1
    for page, text in feet.items():
        assert f"page {page} / {printed().pages}" in text
        assert (HEADS["en"] in text) is (page > 1)


def test_every_cell_is_tagged_with_its_language() -> None:
    with pikepdf.open(io.BytesIO(printed().data)) as document:
        found = Counter(
            str(thing.get("/Lang"))
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S", "")) in {"/TD", "/TH"}
        )
        assert set(found) == set(TAGS)
        assert len(set(found.values())) == 1
        assert str(document.Root.Lang) == "zh-Hant"


def test_the_metadata_are_in_every_language_and_dated_by_the_inputs() -> None:
    with pikepdf.open(io.BytesIO(printed().data)) as document:
        title = "《華盛頓宣言》 | The Washington Declaration | ‘워싱턴 선언’"
        assert str(document.docinfo["/Title"]) == title
        assert str(document.docinfo["/CreationDate"]) == "D:20261120000000Z"
        packet = document.Root.Metadata.read_bytes().decode()
        for tag in TAGS:
            assert f'<rdf:li xml:lang="{tag}">{HEADS[tag]}</rdf:li>' in packet
            assert f"<rdf:li>{tag}</rdf:li>" in packet
        assert "王小明 &amp; 李" in packet
        with document.open_outline() as outline:
            (root,) = outline.root
            assert root.title == title
            assert {child.title for child in root.children} == {title}
        assert "/PageLabels" in document.Root


def test_the_same_inputs_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); import test_pdf as t;"
        "print(hashlib.sha256(t.printed(('zh-Hant', 'en')).data).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/New_York")):
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[1],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_nothing_is_fetched_but_the_packages_own_fonts(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    html = (
        f'<html lang="en"><link rel="attachment" href="{secret.as_uri()}">'
        f'<img src="{secret.as_uri()}" alt=""><img src="http://127.0.0.1:9/x.png" alt="">'
        f'<img src="bilingual:../OFL.txt" alt=""><p>text'
    )
    done = pdf.write(html, edition_of("x"))
    assert b"EmbeddedFile" not in done.data
    assert len([warning for warning in done.warnings if "secret" in warning or "127.0.0.1" in warning]) >= 2


def test_a_glyph_that_is_missing_is_said_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        done = pdf.write(render(edition_of("甲\U0010fffd乙")), edition_of("x"))
    assert any("U+10FFFD" in warning for warning in done.warnings)
    assert not caplog.records


def test_clean_pages_have_no_warnings() -> None:
    assert printed().warnings == ()


def test_a_font_that_stands_in_for_another_is_said() -> None:
    page = PageConfig(fonts={"zh-Hant": "No Such Serif"})
    edition = replace(edition_of("甲"), languages=("zh-Hant",))
    html = layouts.render(edition, page, "columns").replace("Noto Serif CJK TC", "Neither This One")
    assert any("stood in" in warning for warning in pdf.write(html, edition).warnings)


def test_a_missing_font_is_noticed_before_printing() -> None:
    wanted = ["Noto Serif CJK TC", "No Such Serif", "Source Serif 4", "Noto Serif CJK KR", "No Such Serif"]
    assert pdf.missing_fonts(wanted) == ("No Such Serif",)
    assert all(manager in pdf.FONT_HINT for manager in ("apt", "dnf", "brew"))


def test_versions_are_told() -> None:
    assert re.match(r"WeasyPrint [\d.]+, Pango [\d.]+", pdf.versions())


def test_the_weasyprint_here_is_one_whose_justification_was_tried() -> None:
    import weasyprint

    assert weasyprint.__version__ in internals.KNOWN_VERSIONS


def test_an_unknown_weasyprint_keeps_its_own_justification_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    done = pdf.write(render(edition_of(TEXTS["zh-Hant"])), edition_of("x"))
    assert any("WeasyPrint 999.0 is not known here" in warning for warning in done.warnings)


def test_what_is_replaced_in_weasyprint_is_put_back() -> None:
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    before = (inline.justify_line, inline.count_expandable_spaces, Layout.set_text, Layout.get_first_line)
    pdf.write(render(edition_of("甲")), edition_of("甲"))
    after = (inline.justify_line, inline.count_expandable_spaces, Layout.set_text, Layout.get_first_line)
    assert before == after


def test_a_line_start_bracket_is_flush_with_the_column() -> None:
    found = glyphs(pdf.write(render(edition_of("國" * 60 + "「好」" * 40)), edition_of("x")).data)
    starts = [line.glyphs[0] for line in lines(found) if line.glyphs[0].text == "「"]
    assert all(glyph.right - glyph.left < 0.6 * glyph.size or glyph.left < 48 for glyph in starts)


@pytest.mark.parametrize("text", ["國" * 30_000, "x" * 30_000, "「" * 3000, "<b>" * 3000, "\u202e\x00國"])
def test_hostile_text_ends_in_pages(text: str) -> None:
    assert pdf.write(render(edition_of(text)), edition_of("x")).pages >= 1


def test_a_row_whose_columns_would_part_company_at_the_foot_of_a_page_goes_over_whole() -> None:
    lines_of = "<br>".join(["國國"] * 6)
    html = (
        "<html lang=zh-Hant><style>@page { size: 200pt 400pt; margin: 0 } body, p { margin: 0 } td { padding: 0 }"
        'table { border-spacing: 0; orphans: 2; widows: 2; font: 8pt "Noto Serif CJK TC" }</style>'
        "<table><tr><td colspan=2><div style='height: 370pt'>前</div></td></tr>"
        f"<tr><td><p style='line-height: 16pt'>{lines_of}</p></td><td><p style='line-height: 14pt'>{lines_of}</p>"
        "</td></tr></table>"
    )
    found = glyphs(pdf.write(html, edition_of("x")).data)
    assert {glyph.page for glyph in found if glyph.text == "國"} == {2}


def test_a_last_page_is_not_nearly_empty_where_a_little_less_space_avoids_it() -> None:
    edition = made(("zh-Hant", "en"), 13)  # without proofs one line stands alone on a sixth page
    done = pdf.write(render(edition), edition)
    assert done.pages == 5
    last = [glyph.baseline for glyph in glyphs(done.data) if glyph.page == 5 and not glyph.artifact]
    assert max(last) - min(last) > 0.2 * 720


def test_a_row_whose_text_fits_the_page_but_for_the_space_below_it_does_not_leave_the_page_empty() -> None:
    words = {
        "zh-Hant": "韓國總統在記者會上表示將加強合作。",
        "ko": "한국 대통령은 기자회견에서 협력을 강화하겠다고 밝혔다. ",
    }
    rows = tuple(
        row(Role.PARAGRAPH, {"zh-Hant": words["zh-Hant"] * 7, "ko": words["ko"] * count}, ("zh-Hant", "ko"))
        for count in (2, 7)
    )
    edition = Edition("a", ("zh-Hant", "ko"), rows, ("題", "제목"), "zh-Hant")
    for height in (386, 388, 390):  # the second row ends just above the foot
        page = PageConfig(size=f"300pt {height}pt", margin="30pt", font_size=8, ratio=(1, 1))
        bottoms: dict[int, float] = defaultdict(float)
        for glyph in glyphs(pdf.write(layouts.render(edition, page, "columns"), edition).data):
            if not glyph.artifact:
                bottoms[glyph.page] = max(bottoms[glyph.page], glyph.baseline)
        assert bottoms[1] > 300, height


def test_a_line_of_latin_words_in_a_chinese_column_is_widened_no_more_than_the_others() -> None:
    text = "他在獨立學校委員會（Commission of Independent Schools, New England Association）說" * 6
    edition = Edition(
        "a", ("zh-Hant",), (row(Role.PARAGRAPH, {"zh-Hant": text}, ("zh-Hant",)),), ("題",), "zh-Hant"
    )
    for width in range(150, 260, 10):
        page = PageConfig(size=f"{width + 40}pt 800pt", margin="20pt")
        drawn = [
            g
            for g in glyphs(pdf.write(layouts.render(edition, page, "mono"), edition).data)
            if not g.artifact
        ]
        for line in lines(drawn):
            pairs = zip(line.glyphs, line.glyphs[1:], strict=False)
            assert max(((b.left - a.right) / a.size for a, b in pairs), default=0.0) < 0.36, width


def test_a_page_ended_with_a_hyphen_where_two_lines_had_to_follow() -> None:
    words = "International institutions characteristically underestimate organizational responsibilities. "
    edition = Edition(
        "a", ("en",), (row(Role.PARAGRAPH, {"en": words * 40}, ("en",)),), ("Title",), "zh-Hant"
    )
    hyphens = 0
    for height in range(200, 240, 4):
        page = PageConfig(size=f"240pt {height}pt", margin="20pt")
        drawn = [
            g
            for g in glyphs(pdf.write(layouts.render(edition, page, "mono"), edition).data)
            if not g.artifact
        ]
        ends = [(line.glyphs[-1].page, line.glyphs[-1].text) for line in lines(drawn)]
        hyphens += sum(text in "-\u00ad" for _, text in ends)
        last = dict(ends)
        assert not [number for number, text in last.items() if text in "-\u00ad"], height
    assert hyphens > 20


@pytest.mark.parametrize("layout", ["stacked", "mono"])
def test_no_page_of_short_paragraphs_ends_with_a_hyphen(layout: str) -> None:
    words = "International institutions characteristically underestimate organizational responsibilities. "
    tags = ("en",) if layout == "mono" else ("zh-Hant", "en")
    texts = {"zh-Hant": "國際機構往往低估組織的責任。", "en": words}
    rows = tuple(row(Role.PARAGRAPH, texts, tags, times=1 + n % 4) for n in range(24))
    edition = Edition("a", tags, rows, ("T",) * len(tags), "zh-Hant")
    ends: list[str] = []
    for height in range(200, 260, 6):
        page = PageConfig(size=f"240pt {height}pt", margin="20pt")
        data = pdf.write(layouts.render(edition, page, layout), edition).data
        drawn = [g for g in glyphs(data) if not g.artifact]
        ends += {line.glyphs[-1].page: line.text[-12:] for line in lines(drawn)}.values()
    assert len(ends) > 30
    assert not [end for end in ends if end.endswith(("-", "\u00ad"))]


@pytest.mark.parametrize("layout", ["stacked", "interlinear", "mono"])
def test_the_space_below_a_row_takes_no_lines_of_it_to_the_next_page(layout: str) -> None:
    words = {"zh-Hant": "韓國總統在記者會上表示將加強合作。"}
    tags = ("zh-Hant",) if layout == "mono" else ("zh-Hant", "ja")
    rows = tuple(row(Role.PARAGRAPH, dict.fromkeys(tags, words["zh-Hant"]), tags) for _ in range(9))

    def foot(rows: tuple[Row, ...], height: float) -> float:
        """The last baseline of the first page."""
        edition = Edition("a", tags, rows, ("題",) * len(tags), "zh-Hant")
        page = PageConfig(size=f"400pt {height:.1f}pt", margin="30pt")
        drawn = glyphs(pdf.write(layouts.render(edition, page, layout), edition).data)
        return max(g.baseline for g in drawn if g.page == 1 and not g.artifact)

    whole = foot(rows, 800)
    assert foot(rows * 2, whole + 30 + 6) == pytest.approx(whole, abs=0.5)


_OUTLIVES = """
import os, sys
from bilingual import pdf
from bilingual.model import Edition
from bilingual.pdf import typesetting
face = "@font-face { font-family: A; src: url(bilingual:source-serif-4-latin-400-normal.woff2) }"
pdf.write(f"<style>{face} p {{ font-family: A }}</style><p lang=en>Harbour", Edition("a", ("en",), (), ("T",), "en"))
assert os.listdir(sys.argv[1]), "no font was unpacked"
os.kept = typesetting._fonts()  # what is alive when modules are taken down: a traceback, a cache, another module
"""


def test_a_process_ended_with_an_ignored_exception_and_left_its_fonts_behind(tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _OUTLIVES, str(folder)],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(folder.iterdir()) == []

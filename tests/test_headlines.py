"""Titles and headings: Chinese and Japanese ones break between phrases, and all have lines of about one length."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import layouts, pdf, typography, web
from bilingual.inline import Tag
from bilingual.model import Cell, Edition, Piece, Role, Row, State, Volume
from bilingual.page_settings import PageConfig
from bilingual.pdf import typesetting
from bilingual.typography import phrases
from bilingual.typography.runs import BREAK, JOIN
from pages import Line, glyphs, lines

TITLES = {
    "zh-Hant": [
        "韓國|總統|尹錫悅應|美國|總統|拜登之|邀訪美，|發表|《華盛頓宣言》",
        "台積電|高雄|二奈米|廠動土　|魏哲家：|2025年量產",
        "【圖解】|華盛頓|宣言|是什麼？|對台灣|有何|影響",
        "花蓮|外海|規模|5.8地震|7縣市|震度|4級|以上",
        "社區報　|第128期——|老榕|樹下的|圍棋班",
        "港口的|「黑潮」|漁船",
    ],
    "zh-Hans": ["雨林里的|橡胶林", "开源社区里的|“隐形劳动”"],
    "ja": ["棚田に|若者の|声　|移住者が|米作り：|地域新聞デジタル"],
}
ENGLISH = "The United States and South Korea Issue the Washington Declaration on Extended Deterrence"
KOREAN = "윤석열 한국 대통령, 바이든 미국 대통령 초청으로 방미해 핵협의그룹 신설"
CHINESE = "韓國總統尹錫悅應美國總統之邀訪美,發表《華盛頓宣言》並成立核諮詢小組"
JAPANESE = "韓国の尹錫悦大統領とバイデン米大統領がワシントン宣言を発表"
LONG = {"zh-Hant": CHINESE, "ja": JAPANESE, "ko": KOREAN, "en": ENGLISH}
WIDTHS = (170, 210, 260, 330)


def article(tag: str, title: str, *, role: Role = Role.TITLE, tags: tuple[Tag, ...] = (), state: State = State.REVIEWED) -> Edition:  # fmt: skip
    piece = Piece(title, state, role, tag, "ab12cd", tags)
    text = Piece("x", State.REVIEWED, Role.PARAGRAPH, "en")
    rows = tuple(Row(one.role, 0, (Cell(tag, (one,)),)) for one in (piece, text))
    return Edition("a", (tag,), rows, (title,), tag)


def set_in(edition: Edition, width: float) -> list[Line]:
    page = PageConfig(size=f"{width + 40:.0f}pt 600pt", margin="20pt")
    data = pdf.write(layouts.render(edition, page, "mono"), edition).data
    found = [g for g in glyphs(data) if not g.artifact]
    return [line for line in lines(found) if line.glyphs[0].size > 11]


# Phrases


@pytest.mark.parametrize(("base", "title"), [(base, title) for base in TITLES for title in TITLES[base]])
def test_a_headline_has_its_phrases(base: str, title: str) -> None:
    assert phrases.parted(title.replace("|", ""), base).replace(BREAK, "|") == title


def test_a_headline_was_parted_inside_a_word() -> None:
    shown = "".join(
        run.text for run in typography.prepare("美國總統於4月26日訪問港口", "zh-Hant", headline=True)
    )
    assert shown.replace(JOIN, "¦").startswith("美¦國總¦統")
    assert "4 ¦月" in shown.replace(JOIN, "¦")


@given(
    st.text("美國總統的與，「」《》：—…　 A1b.漢字仮名はを\u2060\u200b", max_size=40),
    st.sampled_from(sorted(TITLES)),
)
def test_a_headline_is_the_same_text(text: str, base: str) -> None:
    assert phrases.joined(text, base).replace(JOIN, "") == text.replace(JOIN, "")
    assert phrases.parted(text, base).replace(BREAK, "") == text.replace(BREAK, "")
    assert all(0 < n < len(text) for n in phrases.ends(text, base))


@given(st.text("美國總統的與，。「」《》：—…　 Ab1%", max_size=40))
def test_marks_are_halved_in_a_headline_as_elsewhere(text: str) -> None:
    def halved(headline: bool) -> list[str]:
        runs = typography.prepare(text, "zh-Hant", headline=headline)
        return [run.text for run in runs if run.kind == typography.HALF]

    assert halved(True) == halved(False)


def test_running_text_breaks_anywhere() -> None:
    edition = article("zh-Hant", CHINESE, role=Role.PARAGRAPH)
    assert f"國{JOIN}總{JOIN}統" not in layouts.render(edition, PageConfig(), "mono")
    assert typography.prepare(CHINESE, "zh-Hant") != typography.prepare(CHINESE, "zh-Hant", headline=True)


# Lines


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", ["zh-Hant", "ja"])
def test_a_title_breaks_between_phrases(tag: str, width: int) -> None:
    title = "".join(run.text for run in typography.clean(LONG[tag], tag))
    allowed = {title[:n] for n in phrases.ends(title, tag)}
    shown = ""
    found = set_in(article(tag, LONG[tag]), width)
    for line in found[:-1]:
        shown += re.sub(f"[{JOIN} ]", "", line.text)
        assert shown in allowed, line.text
    assert len(found) > 1


@pytest.mark.parametrize("role", [Role.TITLE, Role.HEADING])
@pytest.mark.parametrize("tag", sorted(LONG))
def test_a_title_ended_with_a_single_word(tag: str, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in WIDTHS:
        edition = article(tag, LONG[tag], role=role)
        found = set_in(edition, width)
        lengths = [line.right - line.left for line in found]
        assert len(found) == 1 or min(lengths) > 0.4 * max(lengths), (width, [line.text for line in found])
        with monkeypatch.context() as without:
            without.setattr(typesetting, "headlines_balanced", nullcontext)
            filled = set_in(edition, width)
        assert len(found) == len(filled)  # in as few lines
        assert max(lengths) <= width + 1
        assert "".join(line.text for line in found).replace(" ", "") == "".join(
            line.text for line in filled
        ).replace(" ", "")


def test_a_line_ends_at_a_pause_rather_than_in_the_middle() -> None:
    found = set_in(article("en", "From Hiroshima to Washington: A New Order of Nuclear Strategy"), 380)
    assert [line.text.strip() for line in found] == ["From Hiroshima to Washington:", "A New Order of Nuclear Strategy"]  # fmt: skip


def test_a_phrase_that_is_wider_than_its_column_is_parted() -> None:
    found = set_in(article("zh-Hant", "財政收支劃分法修正案"), 90)
    assert len(found) > 1
    assert max(line.right - line.left for line in found) <= 91


def test_the_note_and_the_short_name_of_a_title_are_printed_once() -> None:
    mark = Tag(4, 4, "footnote", (("mark", "1"),))
    noted = article("zh-Hant", CHINESE, tags=(mark,))
    note = Row(
        Role.NOTE, 0, (Cell("zh-Hant", (Piece("一條註解", State.REVIEWED, Role.NOTE, "zh-Hant"),)),), "1."
    )
    edition = Edition("a", noted.languages, (*noted.rows, note), noted.titles, "zh-Hant")
    page = PageConfig(size="250pt 400pt", margin="20pt")
    printed = "".join(g.text for g in glyphs(pdf.write(layouts.render(edition, page, "mono"), edition).data))
    assert printed.replace(JOIN, "").count("一條註解") == 1
    draft = article("zh-Hant", CHINESE, state=State.DRAFT)
    printed = "".join(g.text for g in glyphs(pdf.write(layouts.render(draft, page, "mono"), draft).data))
    assert printed.count("ab12cd") == 1


def test_what_is_copied_from_a_title_is_its_text(tmp_path: Path) -> None:
    assert shutil.which("pdftotext")
    edition = article("zh-Hant", CHINESE)
    page = PageConfig(size="250pt 400pt", margin="20pt")
    data = pdf.write(layouts.render(edition, page, "mono"), edition).data
    assert data == pdf.write(layouts.render(edition, page, "mono"), edition).data
    (tmp_path / "a.pdf").write_bytes(data)
    for way in ("-raw", "-layout"):
        copied = subprocess.run(["pdftotext", way, tmp_path / "a.pdf", "-"], capture_output=True, encoding="utf-8").stdout  # fmt: skip
        assert "".join(copied.split()).startswith(CHINESE.replace(",", "，"))
        assert not {JOIN, BREAK} & {*copied}


def test_the_contents_of_a_volume_have_phrases_too() -> None:
    parts = (article("zh-Hant", CHINESE), article("zh-Hant", "美國總統訪問港口"))
    whole = Edition("v", ("zh-Hant",), tuple(row for part in parts for row in part.rows), ("美國總統選集",), "zh-Hant")  # fmt: skip
    page = layouts.bind(Volume(whole, parts), PageConfig(), "mono")
    for place in ('class="title"', 'class="entry"'):
        (found, *_) = re.findall(rf"<p {place}.*?</p>", page)
        assert f"國總{JOIN}統" in found


# Web pages


def test_a_web_page_says_where_the_lines_of_a_headline_may_end() -> None:
    for given_ in (article("zh-Hant", CHINESE), article("zh-Hant", CHINESE, role=Role.HEADING)):
        for format_ in ("html", "epub"):
            page = web.publish(web.Publication(given_, (given_,)), format_)
            text = page.decode() if format_ == "html" else _inside(page)
            assert "韓國<wbr/>總統<wbr/>" in text
            assert BREAK not in text
    assert "word-break: keep-all" in web.publish(web.Publication(given_, (given_,)), "html").decode()


def _inside(book: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xhtml"))

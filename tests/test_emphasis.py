"""Emphasis marks (著重號, 圏点): read from every format, a tag in the catalogs, dots on the page, italics in Latin text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from bilingual import layouts, pdf, readers
from bilingual.inline import Tag
from bilingual.layouts import emphasis
from bilingual.model import Cell, Document, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig
from bilingual.typography import JOIN, prepare, tagged
from conftest import Run
from pages import glyphs
from test_pictures import docx, odt

TEXT = "這句話最重要的地方，大家都要記得很清楚。"


def read(data: bytes, name: str) -> Document:
    return readers.read(data, path=name, article="a", language="zh-Hant")


def marked(document: Document) -> list[tuple[str, str]]:
    return [
        (block.text[tag.start : tag.end], dict(tag.attributes)["marks"])
        for block in document.blocks
        for tag in block.tags
        if tag.name == "emphasis"
    ]


@pytest.mark.parametrize(
    ("element", "marks"),
    [
        ('<span style="text-emphasis: dot">', "dot"),
        ('<em style="color: red; -webkit-text-emphasis-style:filled sesame;">', "sesame"),
        ('<b style="-epub-text-emphasis: open circle #c00">', "open circle"),
        ("<span style=\"text-emphasis: '※'\">", "dot"),
        ('<span class="x em-dot-open">', "open dot"),
        ('<span style="text-emphasis: none" class="em-dot">', ""),
        ('<span style="text-emphasis-color: red; text-emphasis-position: under">', ""),
        ('<span class="em-phasis">', ""),
    ],
)
@pytest.mark.parametrize("suffix", [".html", ".xhtml", ".md"])
def test_emphasis_marks_of_a_page_were_lost(element: str, marks: str, suffix: str) -> None:
    name = element[1:].split()[0]
    text = f"這句話{element}最重要</{name}>的地方，大家都要記得很清楚。"
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>題目</h1><p>{text}</p></body></html>'
    found = marked(read((f"# 題目\n\n{text}\n" if suffix == ".md" else page).encode(), f"a{suffix}"))
    assert found == ([("最重要", marks)] if marks else [])


def edited(data: bytes, part: str, before: str, after: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            assert name != part or before in text.decode()
            new.writestr(name, text.decode().replace(before, after, 1) if name == part else text)
    return file.getvalue()


@pytest.mark.parametrize(("value", "found"), [("dot", True), ("underDot", True), ("none", False)])
def test_emphasis_marks_of_a_word_document_were_lost(value: str, found: bool) -> None:
    runs = (
        f'<w:t>這句話</w:t></w:r><w:r><w:rPr><w:em w:val="{value}"/></w:rPr><w:t>最</w:t></w:r>'
        f'<w:r><w:rPr><w:highlight w:val="yellow"/><w:em w:val="{value}"/></w:rPr><w:t>重要</w:t></w:r><w:r><w:t>的地方。</w:t>'
    )
    data = edited(
        docx(),
        "word/document.xml",
        "<w:t>題目</w:t></w:r></w:p>",
        f"<w:t>題目</w:t></w:r></w:p><w:p><w:r>{runs}</w:r></w:p>",
    )
    assert marked(read(data, "a.docx")) == ([("最重要", "dot")] if found else [])


def test_emphasis_marks_of_a_libreoffice_document_were_lost() -> None:
    style = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style '
        'style:name="T1" style:family="text"><style:text-properties style:text-emphasize="dot below"/></style:style>'
        "</office:automatic-styles><office:body>"
    )
    data = edited(odt(), "content.xml", "<office:body>", style)
    span = '<text:p>這句話<text:span text:style-name="T1">最重要</text:span>的地方。</text:p><text:p>'
    data = edited(data, "content.xml", "<text:p>", span)
    assert marked(read(data, "a.odt")) == [("最重要", "dot")]


MARKS = Tag(3, 9, "emphasis", (("marks", "dot"),))
WORDS = {"zh-Hant": TEXT, "ko": "그는 가장 중요한 일이라고 했다.", "en": "It is the most important."}


def edition(tag: str, *tags: Tag) -> Edition:
    piece = Piece(WORDS[tag], State.REVIEWED, Role.PARAGRAPH, tag, "", tags)
    return Edition("a", (tag,), (Row(Role.PARAGRAPH, 0, (Cell(tag, (piece,)),)),), ("題",), "zh-Hant")


def dots(tag: str) -> list[str]:
    html = layouts.render(edition(tag, MARKS), PageConfig(), "mono")
    return [found.replace(JOIN, "") for found in re.findall(r'<span class="dot">(.*?)</span>', html)]


def test_each_ideograph_and_syllable_has_a_dot_and_no_mark_or_space() -> None:
    assert "".join(dots("zh-Hant")) == "最重要的地方"
    assert dots("ko") == list("가장중요한")[:5] and " " not in dots("ko")
    assert dots("en") == []
    assert "<em>the" in layouts.render(
        edition("en", MARKS.__class__(6, 24, "emphasis")), PageConfig(), "mono"
    )


def test_latin_words_and_marks_between_dots_stay_whole() -> None:
    text = "這是NATO、最要緊的。"
    runs = emphasis.dotted(tagged(prepare(text, "zh-Hant"), text, [Tag(2, 11, "emphasis")]), "zh-Hant")
    assert [r.text for r in runs if r.kind == emphasis.DOT] == list("最要緊的")
    assert any("NATO" in r.text and r.tags[0].name == "em" for r in runs)


def test_dots_move_no_line_and_are_no_text() -> None:
    def lines(*tags: Tag) -> list[tuple[str, float, float]]:
        made = edition("zh-Hant", *tags)
        page = PageConfig(size="80mm 120mm", margin="14mm")
        found = glyphs(pdf.write(layouts.render(made, page, "mono"), made).data)
        return [(g.text, round(g.left, 0), round(g.baseline, 1)) for g in found if not g.artifact]

    assert lines(MARKS) == lines()


def test_a_translation_carries_the_marks_and_english_prints_italics(call: Run, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "bilingual.toml").write_text('targets = ["en"]\n', encoding="utf-8")
    page = TEXT.replace("最重要", '<span style="text-emphasis: sesame">最重要</span>')
    (tmp_path / "source/a.html").write_text(f"<h1>題目</h1><p>{page}</p>", encoding="utf-8")
    assert call("sync").status == 0
    path = tmp_path / "locales/en/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8")
    assert '#. tag 1: emphasis: marks="sesame"' in text
    text = text.replace(
        '清楚。"\nmsgstr ""', '清楚。"\nmsgstr "Remember what is <1>most important</1> here."'
    )
    path.write_text(text, encoding="utf-8")
    assert "tag" not in call("check").out
    call("build", "--format", "pdf,html,epub", "--columns", "zh-Hant,en")
    html = (tmp_path / "build/a_zh-Hant_en.html").read_text(encoding="utf-8")
    assert '<em class="emphasis sesame">最重要</em>' in html
    assert '<em class="emphasis sesame">most important</em>' in html
    found = glyphs((tmp_path / "build/a_zh-Hant_en.pdf").read_bytes())
    italic = "".join(glyph.text for glyph in found if "Italic" in glyph.font)
    assert italic.replace(" ", "") == "mostimportant"
    path.write_text(text.replace("</1> here", " here"), encoding="utf-8")
    assert "error: tag: " in call("check").out
    call("build", "--format", "html", "--columns", "zh-Hant,en")
    assert "Remember what is most important here." in (tmp_path / "build/a_zh-Hant_en.html").read_text(
        encoding="utf-8"
    )


def test_english_emphasis_was_printed_upright_for_want_of_an_italic_face() -> None:
    for tags in ([Tag(6, 24, "em")], [Tag(0, 24, "strong"), Tag(6, 24, "em")]):
        made = edition("en", *tags)
        found = glyphs(pdf.write(layouts.render(made, PageConfig(), "mono"), made).data)
        assert "".join(g.text for g in found if "Italic" in g.font).replace(" ", "") == "themostimportant"

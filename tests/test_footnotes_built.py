"""Footnotes of Markdown, web pages and Word files, from the source to the foot of a built page and back from a proof."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pikepdf
import polib
import pytest

from conftest import Run, snapshot
from pages import Glyph, glyphs
from test_proofs import annotated, place

PARAGRAPHS = 12
"""Each with one note; on A6 they take several pages."""
SENTENCES = [
    f"第{n}段的文字說明此事，內容在此處說得更多也更長，詳見見見見附註" for n in range(1, PARAGRAPHS + 1)
]
NOTES = [f"此為註{n}的文字，說明出處。" for n in range(1, PARAGRAPHS + 1)]


def markdown() -> bytes:
    text = [f"{sentence}[^{n}]。" for n, sentence in enumerate(SENTENCES, 1)]
    notes = [f"[^{n}]: {note}" for n, note in enumerate(NOTES, 1)]
    return "\n\n".join(["# 題目", *text, *notes]).encode()


def web() -> bytes:
    text = "".join(
        f'<p>{s}<sup><a href="#fn{n}" id="r{n}">{n}</a></sup>。</p>' for n, s in enumerate(SENTENCES, 1)
    )
    notes = "".join(f'<li id="fn{n}">{note} <a href="#r{n}">↩</a></li>' for n, note in enumerate(NOTES, 1))
    return f'<html lang="zh-Hant"><body><article><h1>題目</h1>{text}<ol class="footnotes">{notes}</ol></article></body></html>'.encode()


def word() -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    text = "".join(
        f'<w:p><w:r><w:t>{s}</w:t></w:r><w:r><w:footnoteReference w:id="{n}"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
        for n, s in enumerate(SENTENCES, 1)
    )
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for n, note in enumerate(NOTES, 1)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {relations}><Relationship Id="a" Type="{r}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships {relations}><Relationship Id="b" Type="{r}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/document.xml": f'<w:document {w}><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>題目</w:t></w:r></w:p>{text}</w:body></w:document>',
        "word/styles.xml": f'<w:styles {w}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
        "word/footnotes.xml": f"<w:footnotes {w}>{notes}</w:footnotes>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def catalog(folder: Path, article: str) -> Path:
    return folder / "locales" / "en" / "LC_MESSAGES" / f"{article}.po"


def translate(path: Path, *, lost: str = "") -> None:
    """Translate as a person would, with the mark where it belongs; ``lost`` is in the source of the one without."""
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        number = "".join(re.findall(r"(?:第|註)(\d+)", entry.msgid))
        said = f"Words of paragraph p{number}x" if "第" in entry.msgid else f"Source of note m{number}x"
        mark = "" if lost and lost in entry.msgid else "".join(re.findall(r"<\d/>", entry.msgid))
        entry.msgstr = f"{said} are here{mark}." if number else "Title"
    file.save()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "noted"
    (folder / "source").mkdir(parents=True)
    settings = 'targets = ["en"]\nformats = ["pdf"]\n[page]\nsize = "A6"\nmargin = "12mm"\n'
    (folder / "bilingual.toml").write_text(settings, encoding="utf-8")
    return folder


def article(call: Run, project: Path, name: str, data: bytes, *, lost: str = "") -> str:
    """Add an article and its translation."""
    (project / "source" / name).write_bytes(data)
    stem = name.partition(".")[0]
    assert call("sync", stem, cwd=project).status == 0
    translate(catalog(project, stem), lost=lost)
    return stem


def built(call: Run, project: Path, *more: str) -> bytes:
    done = call("build", "--json", *more, cwd=project)
    assert done.status == 0, done.err
    (one,) = done.json["results"]
    assert one["warnings"] == []
    return (project / str(one["path"])).read_bytes()


@lru_cache(maxsize=4)
def found(data: bytes) -> list[Glyph]:
    return [glyph for glyph in glyphs(data) if not glyph.artifact]


def pages(data: bytes, words: str) -> list[int]:
    """The pages on which some words begin."""
    drawn = found(data)
    text = "".join(glyph.text if len(glyph.text) == 1 else "?" for glyph in drawn)
    return [drawn[match.start()].page for match in re.finditer(re.escape(words), text)]


@pytest.mark.parametrize(("name", "data"), [("a.md", markdown()), ("a.html", web()), ("a.docx", word())])
@pytest.mark.parametrize("layout", ["columns", "facing", "mono"])
def test_notes_of_every_format_stand_on_the_page_of_their_mark(
    call: Run, project: Path, name: str, data: bytes, layout: str
) -> None:
    article(call, project, name, data)
    columns = ["--columns", "en"] if layout == "mono" else []
    pdf = built(call, project, "--layout", layout, *columns)
    for n in range(1, PARAGRAPHS + 1):
        assert pages(pdf, f"m{n}x") == pages(pdf, f"p{n}x"), n
        assert pages(pdf, f"註{n}的") == ([] if layout == "mono" else pages(pdf, f"第{n}段")), n
    assert len(set(pages(pdf, "Source"))) > (layout != "mono")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [a for page in document.pages for a in page.get("/Annots", ())]
        assert len(links) == PARAGRAPHS * (1 if layout == "mono" else 2)
    shutil.rmtree(project / "build")
    assert built(call, project, "--layout", layout, *columns) == pdf


def test_notes_at_the_end_are_a_setting_and_another_word_is_refused(call: Run, project: Path) -> None:
    settings = project / "bilingual.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'notes = "end"\n', encoding="utf-8")
    article(call, project, "a.md", markdown())
    pdf = built(call, project)
    assert len(set(pages(pdf, "Source of note"))) < len(set(pages(pdf, "Words of")))
    assert min(pages(pdf, "Source of note")) >= max(pages(pdf, "Words of"))
    settings.write_text(settings.read_text(encoding="utf-8").replace('"end"', '"margin"'), encoding="utf-8")
    done = call("build", cwd=project)
    assert (done.status, "bilingual.toml:6: error" in done.err) == (2, True)
    assert "foot" in done.err and "end" in done.err


def test_a_translation_without_the_mark_keeps_its_note_beside_the_sources(call: Run, project: Path) -> None:
    article(call, project, "a.md", markdown(), lost="第5段")
    for layout in ("columns", "facing"):
        pdf = built(call, project, "--layout", layout)
        assert pages(pdf, "m5x") == pages(pdf, "p5x")
        assert Counter(pages(pdf, "Source of note")).total() == PARAGRAPHS


def test_a_remark_on_a_note_at_the_foot_becomes_a_comment_of_its_entry(call: Run, project: Path) -> None:
    article(call, project, "a.md", markdown())
    pdf = built(call, project)
    number, box = place(pdf, "m7x")
    path = project / "build" / "a_zh-Hant_en.pdf"
    done = call("import", annotated(path, ("/Highlight", "which edition?", box, number)), cwd=project)
    assert done.status == 0, done.err
    noted = [e for e in polib.pofile(str(catalog(project, "a"))) if e.tcomment]
    assert [(e.msgstr, e.tcomment) for e in noted] == [
        ("Source of note m7x are here.", "Proof (Wang, 2026-11-20): which edition?")
    ]


def test_a_note_that_nobody_has_reviewed_bears_its_mark_and_its_name(call: Run, project: Path) -> None:
    article(call, project, "a.md", markdown())
    path = catalog(project, "a")
    file = polib.pofile(str(path), wrapwidth=0)
    file.find("此為註3的文字，說明出處。").flags = ["fuzzy"]
    file.save()
    pdf = built(call, project)
    drawn = found(pdf)
    text = "".join(glyph.text for glyph in drawn)
    (name,) = {m[0] for m in re.finditer(r"[0-9a-f]{6}", text)}
    at = text.index(name)
    (page,) = pages(pdf, "m3x")
    line = [g for g in drawn if g.page == page and abs(g.baseline - drawn[at].baseline) < 6 and g.size > 8]
    marker = min((g for g in line if g.text == "3" and g.left > 100), key=lambda g: g.left)
    assert drawn[at].page == page and drawn[at + 5].right < marker.left
    assert call("find", name, cwd=project).out.count("a.po") == 1
    assert "1 draft" in "".join(g.text for g in glyphs(pdf) if g.artifact)


def test_verify_names_the_note_that_has_changed(call: Run, project: Path) -> None:
    article(call, project, "a.md", markdown())
    built(call, project)
    path = project / "build" / "a_zh-Hant_en.pdf"
    assert call("verify", path, cwd=project).status == 0
    text = catalog(project, "a").read_text(encoding="utf-8")
    catalog(project, "a").write_text(
        text.replace("Source of note m2x", "Origin of note m2x"), encoding="utf-8"
    )
    done = call("verify", path, cwd=project)
    assert done.status == 1 and "changed: 此為註2的文字" in done.out


def test_every_article_of_a_volume_has_its_own_numbers(call: Run, project: Path) -> None:
    article(call, project, "a.md", markdown())
    article(call, project, "b.html", web())
    for layout in ("columns", "facing"):
        before = snapshot(project / "source")
        pdf = built(call, project, "--volume", "both", "--layout", layout)
        for n in range(1, PARAGRAPHS + 1):
            assert pages(pdf, f"m{n}x") == pages(pdf, f"p{n}x") and len(pages(pdf, f"m{n}x")) == 2
        assert snapshot(project / "source") == before
    number, box = place(pdf, "m4x")
    path = next((project / "build").glob("both*facing.pdf"))
    call("import", annotated(path, ("/Text", "look", box, number)), cwd=project)
    assert [bool([e for e in polib.pofile(str(catalog(project, n))) if e.tcomment]) for n in "ab"] == [
        True,
        False,
    ]

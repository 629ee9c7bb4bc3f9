"""The colophon on the page: in every layout, in each column's language, small, at the end, alone only where nothing else helps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ARTICLE, Run
from pages import glyphs


def last_page(path: Path) -> tuple[str, float]:
    """The text of the last page without heads and feet, and the size of its last line."""
    found = [glyph for glyph in glyphs(path.read_bytes()) if not glyph.artifact]
    last = [glyph for glyph in found if glyph.page == max(g.page for g in found)]
    return re.sub(r"[\u2060\u200b\s]", "", "".join(g.text for g in last)), last[-1].size


@pytest.mark.parametrize("layout", ["columns", "stacked", "interlinear", "facing", "mono"])
def test_every_layout_ends_with_a_colophon_below_its_text(call: Run, shipped: Path, layout: str) -> None:
    columns = "en" if layout == "mono" else "zh-Hant,en"
    done = call("build", "--layout", layout, "--columns", columns, cwd=shipped)
    assert (done.status, "warning" in done.out) == (0, False), done.out
    (path,) = (shipped / "build").glob("*.pdf")
    text, size = last_page(path)
    assert "languagemodel" in text
    assert "SILOpenFontLicense1.1" in text
    assert text.index("opposes") < text.index("Englishtranslation")
    assert size < 8


def test_each_column_says_it_in_its_own_language(call: Run, shipped: Path) -> None:
    call("build", "--columns", "zh-Hant,en,ko", cwd=shipped)
    text, _ = last_page(shipped / "build" / f"{ARTICLE}_zh-Hant_en_ko.pdf")
    for words in ("借助語言模型", "韓文譯文", "language", "Koreantranslation", "언어모델의", "영어번역"):
        assert words in text, words


def test_the_title_names_the_translators_without_their_addresses(call: Run, shipped: Path) -> None:
    path = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "Last-Translator: The bilingual project", "Last-Translator: Kim Minji <kim@example.org>"
    )
    path.write_text(text, encoding="utf-8")
    call("build", "--columns", "zh-Hant,en", cwd=shipped)
    data = (shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf").read_bytes()
    printed = "".join(glyph.text for glyph in glyphs(data))
    assert printed.count("Kim Minji") >= 2
    assert "example.org" not in printed


def test_a_publisher_switches_it_off_or_says_it_in_words_of_their_own(call: Run, shipped: Path) -> None:
    settings = shipped / "bilingual.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + "[colophon]\nparts = []\n", encoding="utf-8")
    call("build", "--columns", "zh-Hant,en", cwd=shipped)
    path = shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf"
    assert last_page(path)[0].endswith("ChinaFirmlyopposesthis.”".replace("F", "f"))
    own = '[colophon]\nparts = ["licence"]\ntext = { en = "Printed for the members." }\n'
    settings.write_text(before.replace("source =", 'licence = "CC0 1.0"\nsource =') + own, encoding="utf-8")
    call("build", "--columns", "zh-Hant,en", cwd=shipped)
    text = last_page(path)[0]
    assert text.endswith("LicenceCC01.0Printedforthemembers.")
    assert "Setwith" not in text


def test_a_template_of_the_projects_own_replaces_it(call: Run, shipped: Path) -> None:
    (shipped / "layouts").mkdir()
    template = (
        '{% extends "bilingual/columns.html" %}{% block colophon %}'
        '{% for side in colophon %}<p class="house"><span class="text" lang="{{ side.language }}">'
        "{{ side.paragraphs | length }} {{ side.paragraphs[0].part }}</span></p>{% endfor %}{% endblock %}"
    )
    (shipped / "layouts" / "columns.html").write_text(template, encoding="utf-8")
    done = call("build", "--columns", "zh-Hant,en", cwd=shipped)
    assert done.status == 0, done.err
    text, _ = last_page(shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf")
    assert "2translation2translation" in text
    assert "Setwith" not in text


def test_the_address_of_the_source_is_a_link(call: Run, shipped: Path) -> None:
    import pikepdf

    settings = shipped / "bilingual.toml"
    own = f'[articles.{ARTICLE}]\nurl = "https://example.org/a"\npublisher = "The Example"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    call("build", "--columns", "zh-Hant,en", cwd=shipped)
    with pikepdf.open(shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf") as document:
        links = [str(a.A.URI) for page in document.pages for a in page.get("/Annots", ()) if "/A" in a]
    assert "https://example.org/a" in links


def test_the_colophon_is_never_alone_where_less_space_avoids_it(call: Run, shipped: Path) -> None:
    """Whatever the length of the article, the last page holds a fifth, or text besides the small print."""
    source = shipped / "source" / "a.txt"
    line = "總統在記者會上表示，兩國將加強合作，並且在各個領域展開對話。"
    for paragraphs in range(27, 33):
        source.write_text(
            "標題\n\n" + "\n\n".join(f"{n}{line * 2}" for n in range(paragraphs)) + "\n", encoding="utf-8"
        )
        call("build", "a", "--layout", "mono", "--columns", "zh-Hant", cwd=shipped)
        text, _ = last_page(shipped / "build" / "a_zh-Hant_mono.pdf")
        assert "總統" in text, paragraphs


def test_the_font_of_code_was_not_named(call: Run, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "bilingual.toml").touch()
    source = tmp_path / "source" / "code.md"

    def named(text: str) -> bool:
        source.write_text(f"# 題目\n\n{text}\n", encoding="utf-8")
        assert call("sync").status == 0
        call("build", "code", "--columns", "zh-Hant,en")
        return "NotoSansMonoCJKTC" in last_page(tmp_path / "build" / "code_zh-Hant_en.pdf")[0]

    assert not named("港口有四十三艘船。")
    assert named("他印出`1,603`。")
    assert named("他印出這個數字。[^1]\n\n[^1]: 就是`1,603`。")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "project.css").write_text("code { font-family: monospace }\n", encoding="utf-8")
    assert not named("他印出`1,603`。")

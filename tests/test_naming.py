"""Names of authors, publishers and editors by language: on the page, in the colophon and in every format's metadata."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from bilingual import readers
from conftest import Run
from pages import glyphs

HEAD = "---\ntitle: 漁港\nauthor: 周以安\n---\n\n老船長出海。\n"
COLUMNS = ("build", "harbour", "--columns", "zh-Hant,en")


@pytest.fixture
def harbour(call: Run, tmp_path: Path) -> Path:
    """An article whose author stands in its front matter."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/harbour.md").write_text(HEAD, encoding="utf-8")
    return settled(tmp_path, "")


def settled(folder: Path, own: str) -> Path:
    (folder / "bilingual.toml").write_text(f'targets = ["en", "ko"]\n{own}', encoding="utf-8")
    return folder


def printed(folder: Path) -> str:
    data = (folder / "build/harbour_zh-Hant_en.pdf").read_bytes()
    return re.sub(r"[\u2060\u200b\s]", "", "".join(glyph.text for glyph in glyphs(data)))


@pytest.mark.parametrize(
    "given",
    [
        '[articles.harbour]\nauthor = { zh-Hant = "周以安", en = "Chou Yi-an", ko = "저우이안" }\n',
        '[articles.harbour.author]\nen = "Chou Yi-an"\n',
    ],
)
def test_the_author_of_a_front_matter_could_not_be_given_in_other_languages(
    call: Run, harbour: Path, given: str
) -> None:
    settled(harbour, given)
    done = call(*COLUMNS, "--format", "pdf,html,epub")
    assert "warning" not in done.out, done.out
    text = printed(harbour)
    assert text.count("周以安") == text.count("ChouYi-an") == 2  # head and colophon of their column
    with pikepdf.open(harbour / "build/harbour_zh-Hant_en.pdf") as pdf:
        assert str(pdf.docinfo["/Author"]) == "周以安 | Chou Yi-an"
        assert "<rdf:li>周以安 | Chou Yi-an</rdf:li>" in pdf.Root.Metadata.read_bytes().decode()
    page = (harbour / "build/harbour_zh-Hant_en.html").read_text(encoding="utf-8")
    linked = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert linked["author"] == {"@type": "Person", "name": "周以安", "alternateName": ["Chou Yi-an"]}
    with zipfile.ZipFile(harbour / "build/harbour_zh-Hant_en.epub") as book:
        package = book.read("EPUB/package.opf").decode()
        assert '<dc:creator id="person-1">周以安</dc:creator>' in package
        assert 'property="alternate-script" xml:lang="en">Chou Yi-an</meta>' in package


@pytest.mark.parametrize(
    "author",
    [
        "author: 周以安\nauthor-en: Chou Yi-an\nauthor_zh-tw: 周以安",
        "author:\n  zh-Hant: 周以安\n  en: Chou Yi-an",
        "author: {zh-Hant: 周以安, en: Chou Yi-an}",
        "作者: 周以安\n作者-en: Chou Yi-an",
    ],
)
def test_a_front_matter_says_its_author_in_each_language(author: str) -> None:
    said = readers.read(
        f"---\n{author}\n---\n\n文。\n".encode(), path="a.md", article="a", language="zh-Hant"
    )
    assert said.metadata.author == "周以安"
    assert ("周以安", "en", "Chou Yi-an") in said.metadata.renderings
    assert said.notes == ()


def test_a_front_matter_in_toml_says_its_publisher_in_each_language() -> None:
    text = '+++\npublisher = {en = "The Harbour", zh-Hant = "漁港社"}\n+++\n\n文。\n'
    said = readers.read(text.encode(), path="a.txt", article="a", language="zh-Hant").metadata
    assert (said.publisher, said.renderings[0]) == ("漁港社", ("漁港社", "en", "The Harbour"))


def test_a_row_of_the_glossary_with_exactly_the_name_stands_in(call: Run, harbour: Path) -> None:
    (harbour / "glossary.csv").write_text(
        "zh-Hant,en,ko\n周以安,Chou Yi-an|Chou,저우이안\n", encoding="utf-8"
    )
    done = call(*COLUMNS)
    assert "warning" not in done.out
    assert printed(harbour).count("ChouYi-an") == 2


def test_several_authors_are_found_in_the_glossary_one_by_one(call: Run, harbour: Path) -> None:
    (harbour / "source/harbour.md").write_text(HEAD.replace("周以安", "[周以安, 王明]"), encoding="utf-8")
    (harbour / "glossary.csv").write_text("zh-Hant,en\n周以安,Chou Yi-an\n王明,Wang Ming\n", encoding="utf-8")
    call(*COLUMNS)
    assert printed(harbour).count("ChouYi-anandWangMing") == 2


def test_a_name_that_nobody_translated_was_printed_without_a_word(call: Run, harbour: Path) -> None:
    done = call("build", "harbour", "--format", "pdf,html")
    (line,) = {line for line in done.out.splitlines() if "no author in en" in line and "ko" not in line}
    assert "“周以安” is printed as it is" in line
    assert 'articles.harbour.author = { zh-Hant = "周以安", en = "…" }' in line
    assert done.out.count("no author in en,") == 1  # not once a format and edition
    assert "no author in" not in call("build", "harbour", "--columns", "zh-Hant").out


def test_a_publisher_of_the_front_matter_is_printed_as_one_of_the_settings(call: Run, harbour: Path) -> None:
    own = HEAD.replace("---\n", "---\npublisher: {zh-Hant: 漁港社, en: The Harbour}\n", 1)
    (harbour / "source/harbour.md").write_text(own, encoding="utf-8")
    call(*COLUMNS)
    text = printed(harbour)
    assert text.count("TheHarbour") == text.count("漁港社") == 2  # below the title, and in the colophon


def test_publisher_and_licence_may_be_tables_too(call: Run, harbour: Path) -> None:
    settled(
        harbour,
        'licence = { zh-Hant = "版權所有", en = "All rights reserved" }\n[articles.harbour]\n'
        'author = "A"\npublisher = { zh-Hant = "漁港社", en = "The Harbour" }\n',
    )
    done = call(*COLUMNS)
    assert "warning" not in done.out
    text = printed(harbour)
    assert text.count("TheHarbour") == text.count("漁港社") == 2
    assert text.count("Allrightsreserved") == text.count("版權所有") == 1
    with pikepdf.open(harbour / "build/harbour_zh-Hant_en.pdf") as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert '<rdf:li xml:lang="en">All rights reserved</rdf:li>' in packet


def test_a_volume_names_editor_and_publisher_in_each_language(call: Run, harbour: Path) -> None:
    settled(
        harbour,
        '[articles.harbour]\nauthor = {en = "Chou Yi-an"}\n[volumes.v]\ntitle = "Harbours"\n'
        'editor = { zh-Hant = "王編", en = "Wang Bian" }\npublisher = { zh-Hant = "漁港社", en = "The Harbour" }\n',
    )
    done = call("build", "--volume", "v", "--columns", "zh-Hant,en", "--format", "pdf,epub")
    assert "warning" not in done.out, done.out
    data = (harbour / "build/v_zh-Hant_en.pdf").read_bytes()
    text = re.sub(r"[\u2060\u200b\s]", "", "".join(glyph.text for glyph in glyphs(data)))
    assert all(words in text for words in ("王編", "WangBian", "漁港社", "TheHarbour", "ChouYi-an"))
    with zipfile.ZipFile(io.BytesIO((harbour / "build/v_zh-Hant_en.epub").read_bytes())) as book:
        package = book.read("EPUB/package.opf").decode()
    for own in ("Wang Bian", "The Harbour", "Chou Yi-an"):
        assert f'property="alternate-script" xml:lang="en">{own}</meta>' in package


def test_a_title_of_the_settings_may_be_said_in_each_language(call: Run, harbour: Path) -> None:
    (harbour / "source/harbour.md").write_text("- 一。\n- 二。\n", encoding="utf-8")
    settled(harbour, '[articles.harbour]\ntitle = { zh-Hant = "漁港", en = "Harbour" }\n')
    call(*COLUMNS, "--format", "html")
    page = (harbour / "build/harbour_zh-Hant_en.html").read_text(encoding="utf-8")
    assert "<title>漁港 | Harbour</title>" in page

"""Several articles in one volume: title page, contents, continuous pages, one colophon, and the way back from a proof."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bilingual.model import entry_id
from bilingual.pdf.record import parsed, record_of
from conftest import ARTICLE, Run, snapshot
from pages import glyphs
from test_proofs import annotated

SETTINGS = f"""
[volumes.spring]
title = {{ zh-Hant = "春季選輯", en = "Spring Selection" }}
articles = ["{ARTICLE}", "beta", "gamma"]
editor = "Chen Meili"
published = 2024-05-01
"""


def catalog(folder: Path, article: str, texts: dict[str, str], context: str = "") -> None:
    path = folder / "locales" / "en" / "LC_MESSAGES" / f"{article}.po"
    entries = [f'msgid "{source}"\nmsgstr "{text}"\n' for source, text in texts.items()]
    entries[0] = f'msgctxt "title"\n{entries[0]}'
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Last-Translator: Kim Minji <k@example.org>\\n"\n'
    path.write_text("\n".join([head, *entries]), encoding="utf-8")


@pytest.fixture
def project(shipped: Path) -> Path:
    """The shipped article and two more, which share a sentence."""
    (shipped / "source" / "beta.txt").write_text("第二篇\n\n早安，各位。這是乙。\n", encoding="utf-8")
    (shipped / "source" / "gamma.txt").write_text("第三篇\n\n早安，各位。這是丙。\n", encoding="utf-8")
    catalog(
        shipped,
        "beta",
        {"第二篇": "Beta title", "早安，各位。": "Good morning, Beta.", "這是乙。": "This is B."},
    )
    catalog(
        shipped,
        "gamma",
        {"第三篇": "Gamma title", "早安，各位。": "Good morning, Gamma.", "這是丙。": "This is C."},
    )
    settings = shipped / "bilingual.toml"
    text = re.sub(
        r"editions = \[.*?\n\]\n",
        'editions = [["zh-Hant", "en"]]\n',
        settings.read_text(encoding="utf-8"),
        flags=re.S,
    )
    settings.write_text(text + SETTINGS, encoding="utf-8")
    return shipped


def built(call: Run, project: Path, *more: str) -> Path:
    done = call("build", "--volume", "spring", "--json", *more, cwd=project)
    assert done.status == 0, done.err
    (one,) = done.json["results"]
    assert one["warnings"] == []
    return project / str(one["path"])


def pages(path: Path, *, heads: bool = False) -> list[str]:
    found: dict[int, list[str]] = {}
    for glyph in glyphs(path.read_bytes()):
        if glyph.artifact is heads:
            found.setdefault(glyph.page, []).append(glyph.text)
    with pikepdf.open(path) as document:
        count = len(document.pages)
    return [re.sub(r"[\u2060\u200b\s]", "", "".join(found.get(n, []))) for n in range(1, count + 1)]


def test_title_page_contents_articles_and_one_colophon(call: Run, project: Path) -> None:
    found = pages(built(call, project))
    assert (
        found[0]
        == "春季選輯ChenMeili編·2024年5月1日SpringSelectionEditedbyChenMeili·May1,2024·TranslatedbyThebilingualprojectandKimMinji"
    )
    assert found[1].startswith("目錄Contents華盛頓宣言")
    assert "Betatitle" in found[-2]
    assert "ThisisC." in found[-1]
    assert sum(page.count("Englishtranslation") for page in found) == 1
    assert "Englishtranslation" in found[-1]
    assert "66" not in found[-1] or "Allsentences" in found[-1]


@pytest.mark.parametrize("layout", ["columns", "stacked", "facing"])
def test_the_contents_give_the_pages_on_which_the_articles_begin(
    call: Run, project: Path, layout: str
) -> None:
    path = built(call, project, "--layout", layout)
    found = pages(path)
    contents = next(page for page in found if page.startswith(("Contents", "目錄Contents")))
    for title in ("Betatitle", "Gammatitle"):
        (number,) = re.findall(rf"{title}[.]+(\d+)", contents)
        assert title in found[int(number) - 1]
    numbers = [re.findall(r"(\d+)頁?[/／]共?(\d+)", page) for page in pages(path, heads=True)]
    said = [int(page[0][0]) for page in numbers if page]
    assert said == sorted(said)
    assert {int(page[0][1]) for page in numbers if page} == {len(found)}


@pytest.mark.parametrize("layout", ["columns", "stacked", "facing", "mono"])
def test_a_volume_of_one_article_had_a_white_page_with_one_entry(
    call: Run, project: Path, layout: str
) -> None:
    columns = "en" if layout == "mono" else "zh-Hant,en"
    done = call(
        "build", "--volume", "Alone", "beta", "--layout", layout, "--columns", columns, "--json", cwd=project
    )
    assert done.status == 0, done.err
    path = project / str(done.json["results"][0]["path"])
    found = pages(path)
    assert found[0].startswith("Alone")
    assert not any("Contents" in page for page in found)
    assert "第二篇" in found[1] or "Betatitle" in found[1]
    with pikepdf.open(path) as document, document.open_outline() as outline:
        assert outline.root


def test_a_name_that_is_the_same_in_every_language_stands_once(call: Run, project: Path) -> None:
    assert call("build", "--volume", "Readings", "beta", "gamma", cwd=project).status == 0
    found = pages(project / "build" / "Readings_zh-Hant_en.pdf")[0]
    assert found.count("Readings") == 1
    assert "Kim" in found


def test_a_title_without_a_translation_is_in_the_contents_and_heads_in_the_font_of_the_source(
    call: Run, project: Path
) -> None:
    long = "".join(f"第{n}句話很長，長到要翻頁。" for n in range(400))
    (project / "source" / "beta.txt").write_text(f"第二篇\n\n{long}\n", encoding="utf-8")
    assert call("sync", "beta", cwd=project).status == 0
    path = built(call, project, "--columns", "zh-Hant,ko")
    found = glyphs(path.read_bytes())
    fonts = {
        (glyph.artifact, re.sub("^.*[+]", "", glyph.font))
        for n, glyph in enumerate(found)
        if "".join(g.text for g in found[n : n + 3]) == "第二篇" and (glyph.page == 2 or glyph.artifact)
    }
    assert {artifact for artifact, _ in fonts} == {True, False}
    assert len({font for _, font in fonts}) == 1 and "KR" not in fonts.pop()[1]


def test_an_entry_of_the_contents_leads_to_its_article(call: Run, project: Path) -> None:
    path = built(call, project)
    with pikepdf.open(path) as document:
        links = [a for a in document.pages[1].Annots if "/Dest" in a or "/A" in a]
        assert len(links) >= 6
        assert len({str(link.get("/Dest", link.get("/A", {}).get("/D", ""))) for link in links}) == 3


def test_bookmarks_are_nested(call: Run, project: Path) -> None:
    def titles(items: Any) -> list[Any]:
        return [[item.title.split(" | ")[-1], *titles(item.children)] for item in items]

    with pikepdf.open(built(call, project)) as document, document.open_outline() as outline:
        ((name, *rest),) = titles(outline.root)
    assert name == "Spring Selection"
    assert [entry[0][:10] for entry in rest] == ["Contents", "Washington", "Beta title", "Gamma titl"]
    assert rest[1][1] == ["The Washington Declaration"]


def test_every_article_has_its_own_running_head_and_none_where_it_opens(call: Run, project: Path) -> None:
    heads = pages(built(call, project), heads=True)
    assert heads[:2] == ["", ""]
    assert not heads[2].startswith("華盛頓")
    assert heads[3].startswith("華盛頓宣言")
    assert not heads[-1].startswith(("第二篇", "第三篇", "華盛頓"))


@pytest.mark.parametrize("layout", ["columns", "facing", "stacked", "interlinear", "mono"])
def test_every_layout_binds_the_same_bytes_again(call: Run, project: Path, layout: str) -> None:
    more = ("--layout", layout, *(("--columns", "en") if layout == "mono" else ()))
    path = built(call, project, *more)
    before = path.read_bytes()
    path.unlink()
    assert built(call, project, *more).read_bytes() == before
    assert "Gammatitle" in "".join(pages(path))


def test_articles_that_are_named_are_bound_in_that_order(call: Run, project: Path) -> None:
    done = call("build", "--volume", "two", "gamma", "beta", cwd=project)
    assert done.status == 0, done.err
    text = "".join(pages(project / "build" / "two_zh-Hant_en.pdf"))
    assert text.startswith("twoTranslatedby")
    assert text.rindex("Gammatitle") < text.rindex("Betatitle")


def test_a_volume_without_settings_has_all_articles(call: Run, project: Path) -> None:
    call("build", "--volume", "all", cwd=project)
    with parsed((project / "build" / "all_zh-Hant_en.pdf").read_bytes(), "") as document:
        assert record_of(document, "")[0]["articles"] == ["beta", "gamma", ARTICLE]


def test_a_remark_goes_to_the_article_whose_page_it_stands_on(call: Run, project: Path) -> None:
    path = built(call, project)
    shared = entry_id(("", "早安，各位。"))
    with parsed(path.read_bytes(), "") as document:
        areas = [a for a in record_of(document, "")[1] if (a.entry, a.language) == (shared, "en")]
    boxes = [(a.article, (a.left, a.bottom, a.right, a.top), a.page) for a in areas]
    notes = [("/Highlight", f"on {name.title()}.", box, page) for name, box, page in boxes]
    done = call("import", annotated(path, *notes), cwd=project)
    assert done.out.count(": noted:") == 2, done.out + done.err
    for name, other in (("beta", "Gamma"), ("gamma", "Beta")):
        text = (project / "locales" / "en" / "LC_MESSAGES" / f"{name}.po").read_text(encoding="utf-8")
        assert f"# Proof (Wang, 2026-11-20): on {name.title()}." in text
        assert f"on {other}." not in text


def test_verify_names_the_entry_of_the_right_article(call: Run, project: Path) -> None:
    path = built(call, project)
    assert call("verify", path, cwd=project).status == 0
    po = project / "locales" / "en" / "LC_MESSAGES" / "gamma.po"
    po.write_text(
        po.read_text(encoding="utf-8").replace("Good morning, Gamma.", "Hello, Gamma."), encoding="utf-8"
    )
    done = call("verify", path, cwd=project)
    assert done.status == 1
    assert "gamma.po:" in done.out
    assert "beta.po" not in done.out
    settings = project / "bilingual.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Chen Meili", "Lin"), encoding="utf-8")
    assert "have changed" in call("verify", path, cwd=project).out


def test_a_final_volume_refuses_what_one_article_lacks(call: Run, project: Path) -> None:
    path = built(call, project, "--final")
    before = path.read_bytes()
    po = project / "locales" / "en" / "LC_MESSAGES" / "beta.po"
    po.write_text(po.read_text(encoding="utf-8").replace('"This is B."', '""'), encoding="utf-8")
    done = call("build", "--volume", "spring", "--final", cwd=project)
    assert done.status == 1
    assert "1 not translated" in done.err
    assert "status beta --list" in done.err
    assert path.read_bytes() == before


def test_a_dry_run_writes_nothing(call: Run, project: Path) -> None:
    before = snapshot(project)
    done = call("build", "--volume", "spring", "--dry-run", cwd=project)
    assert "would write build/spring_zh-Hant_en.pdf" in re.sub(" +", " ", done.out)
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (("--volume", "beta"), "is an article", 2),
        (("--volume", "../x"), "can't be the name", 2),
        (("--volume", ""), "can't be the name", 2),
        (("--volume", "x", "beta", "beta"), "once", 2),
        (("--volume", "x", "nothing"), "no article", 2),
        (("--volume", "x", "--layout", "nothing"), "unknown layout", 2),
    ],
)
def test_what_can_not_be_a_volume_is_refused(
    call: Run, project: Path, arguments: tuple[str, ...], words: str, status: int
) -> None:
    done = call("build", *arguments, cwd=project)
    assert (done.status, words in done.err) == (status, True), done.err
    assert not (project / "build").exists()


def test_an_article_of_the_settings_that_is_not_there_is_named_with_the_file(
    call: Run, project: Path
) -> None:
    (project / "source" / "gamma.txt").unlink()
    done = call("build", "--volume", "spring", cwd=project)
    assert done.status == 2
    assert "bilingual.toml" in done.err
    assert "“gamma”" in done.err


def test_a_volume_is_a_web_page_too(call: Run, project: Path) -> None:
    path = built(call, project, "--format", "html")
    text = path.read_text(encoding="utf-8")
    assert text.index("Beta title") < text.rindex("Gamma title")
    assert call("verify", path, cwd=project).status == 0


def test_what_a_volume_says_of_itself_is_that_of_the_whole(call: Run, project: Path) -> None:
    with pikepdf.open(io.BytesIO(built(call, project).read_bytes())) as document:
        assert str(document.docinfo["/Title"]) == "春季選輯 | Spring Selection"
        assert str(document.docinfo["/Author"]) == "Chen Meili"

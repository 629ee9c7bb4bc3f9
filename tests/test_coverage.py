"""Characters that the fonts lack are named before a page is laid out, and never replaced in silence."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual import config, pdf
from bilingual.errors import MissingError
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.pipeline import covering
from conftest import Run

NOBODYS = "\U0010fffd"


def edition(text: str, tag: str = "en") -> Edition:
    row = Row(Role.PARAGRAPH, 0, (Cell(tag, (Piece(text, State.REVIEWED, Role.PARAGRAPH, tag),)),))
    return Edition("a", (tag,), (row,), ("Title",), "zh-Hant")


def test_what_a_font_has_is_known_without_reading_it() -> None:
    found = pdf.uncovered("國한é“”x", ["Source Serif 4", "Source Serif 4 Ext"])
    assert set(found) == set("國한")
    assert all(found.values()), "some font of this machine has them"
    assert pdf.uncovered("國한é“”x", ["Source Serif 4", "Noto Serif CJK KR"]) == {}
    assert pdf.uncovered(NOBODYS, ["Noto Serif CJK KR"]) == {NOBODYS: ""}
    assert set(pdf.uncovered("x", ["No Such Serif"])) == {"x"}


def test_the_packages_own_fonts_have_what_europe_writes() -> None:
    latin = {chr(n) for n in range(0x20, 0x17F) if unicodedata.category(chr(n)) not in {"Cc", "Cn"}}
    assert set(pdf.uncovered(latin, ["Source Serif 4", "Source Serif 4 Ext"])) <= set("ĬĭĮįŦŧĲĳŉ") | {
        "\u0166",
        "\u0167",
    }


def test_what_prints_nothing_lacks_in_no_font() -> None:
    assert pdf.uncovered("\u2060\u200b\u00ad\u202e\ufeff\ufe0f\t\n\x00 \u3000", ["Source Serif 4"]) == {}


def test_a_character_that_no_font_has_is_a_warning_in_a_draft_and_an_error_in_a_final_edition() -> None:
    plain = config.Config()
    said = covering.covered(edition(f"a{NOBODYS}b"), plain, final=False)
    assert len(said.warnings) == 1 and "U+10FFFD" in said.warnings[0] and "apt install" in said.warnings[0]
    assert said.news([f"…rendered for “{NOBODYS}” (U+10FFFD)", "another"]) == ("another",)
    archive = replace(plain, pdf=config.PdfConfig("pdf/a-3u"))
    for settings, final in ((plain, True), (archive, False)):
        with pytest.raises(MissingError, match=r"en: no font here has “.” \(U\+10FFFD\)") as caught:
            covering.covered(edition(f"a{NOBODYS}b"), settings, final=final)
        assert caught.value.exit_status == 3


def test_a_font_that_would_stand_in_is_named_before_it_does() -> None:
    thai = covering.covered(edition("ไทย", "en"), config.Config(), final=False)
    assert len(thai.warnings) == 1 and thai.warnings[0].startswith("en: ")


def test_east_asian_names_in_english_are_in_its_neighbours_fonts() -> None:
    for text in ("Yoon 尹錫悅 said", "윤석열", "“x” – … é"):
        assert covering.covered(edition(text), config.Config(), final=True) == covering.Coverage()


def test_nothing_is_laid_out_where_a_character_is_in_no_font(
    call: Run, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = next((fresh / "source").iterdir())
    source.write_text(
        source.read_text(encoding="utf-8").replace("韓國", f"韓{NOBODYS}國", 1), encoding="utf-8"
    )
    assert call("sync", cwd=fresh).status == 0
    draft = call("build", "--columns", "zh-Hant,en", cwd=fresh)
    assert draft.status == 0 and draft.err.count("U+10FFFD") + draft.out.count("U+10FFFD") == 1
    monkeypatch.setattr(pdf, "write", lambda *_args, **_more: pytest.fail("laid out"))
    archive = call("build", "--columns", "zh-Hant,en", "--variant", "pdf/a-3u", cwd=fresh)
    assert archive.status == 3 and "U+10FFFD" in archive.err and "apt install" in archive.err


def test_where_fontconfig_cannot_be_asked_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from bilingual.pdf import coverage

    monkeypatch.setattr(coverage, "_fontconfig", lambda: None)
    assert pdf.uncovered(NOBODYS, ["Source Serif 4"]) == {}


def test_code_in_plain_letters_was_said_to_lack_a_font(call: Run, tmp_path: Path) -> None:
    """Whatever family ``monospace`` is on this machine, the style asks for it: it stands in for nothing."""
    assert call("init").status == 0
    source = tmp_path / "source" / "code.md"
    source.write_text("# 題目\n\n他印出`1,603`和`程式`，大家都看見了。\n", encoding="utf-8")
    assert call("sync").status == 0
    ours = call("build", "code", "--columns", "zh-Hant,en", "--columns", "zh-Hant,ko")
    assert ours.status == 0
    assert "stood in" not in ours.out + ours.err
    source.write_text("# 題目\n\n他印出`1,603`，大家都看見了。\n", encoding="utf-8")
    assert call("sync").status == 0
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "project.css").write_text("code { font-family: monospace }\n", encoding="utf-8")
    theirs = call("build", "code", "--columns", "zh-Hant,en", "--columns", "zh-Hant,ko")
    assert theirs.status == 0
    assert "stood in" not in theirs.out + theirs.err


def test_what_monospace_is_does_not_hide_other_stand_ins(call: Run, tmp_path: Path) -> None:
    assert call("init").status == 0
    (tmp_path / "source" / "code.md").write_text("# 題目\n\n他印出`1,603`和ไทย。\n", encoding="utf-8")
    assert call("sync").status == 0
    built = call("build", "code", "--columns", "zh-Hant,en")
    assert "U+0E17" in built.out + built.err

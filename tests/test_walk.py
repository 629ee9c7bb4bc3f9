"""The article through every stage, as a person runs it: source, catalogs, real Argos drafts, PDFs read back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest

import wired
from conftest import ARTICLE, Run, snapshot

EDITIONS = ("zh-Hant_en", "zh-Hant_ko", "zh-Hant_en_ko")


def catalog(project: Path, language: str) -> Path:
    return project / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po"


def text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.fixture
def models(tmp_path: Path, run: Run) -> dict[str, str]:
    """Hand-wired models, installed as real Argos packages by the real command."""
    env = {"ARGOS_PACKAGES_DIR": str(tmp_path / "packages")}
    folder = tmp_path / "downloads"
    folder.mkdir()
    for package in wired.packages(folder):
        assert run("models", "install", package, **env).status == 0
    return env


def test_from_a_bare_text_to_draft_editions(fresh: Path, run: Run, models: dict[str, str]) -> None:
    made = run("make", f"source/{ARTICLE}.txt", cwd=fresh, **models)
    assert made.status == 0, made.err
    assert "32 blocks, 59 sentences" in made.out
    assert "Next: revise the entries marked “fuzzy”" in made.out
    for language, engine in (("en", "argos zt-en"), ("ko", "argos en-ko")):
        entries = polib.pofile(str(catalog(fresh, language)))
        assert len(entries) == 58  # two credits are the same
        assert all(entry.fuzzy and entry.msgstr and engine in entry.comment for entry in entries)
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", catalog(fresh, language)], check=True)
    korean = polib.pofile(str(catalog(fresh, "ko")))
    assert all(" from en " in entry.comment for entry in korean)
    assert any("윤석열" in entry.msgstr for entry in korean)
    for edition in EDITIONS:
        assert "draft" in text(fresh / "build" / f"{ARTICLE}_{edition}.pdf").lower() or edition.endswith(
            "_ko"
        )


def test_the_second_time_nothing_is_written(fresh: Path, run: Run, models: dict[str, str]) -> None:
    run("make", f"source/{ARTICLE}.txt", cwd=fresh, **models)
    before = snapshot(fresh)
    for command in (["make", f"source/{ARTICLE}.txt"], ["sync"], ["translate"], ["build"]):
        assert run(*command, cwd=fresh, **models).status == 0
        assert snapshot(fresh) == before, command


def test_final_refuses_drafts_and_takes_reviewed_text(fresh: Path, run: Run, models: dict[str, str]) -> None:
    run("make", f"source/{ARTICLE}.txt", cwd=fresh, **models)
    for pdf in (fresh / "build").glob("*.pdf"):
        pdf.unlink()
    refused = run("build", "--final", cwd=fresh, **models)
    assert refused.status == 1
    assert "can't be final: 58 not reviewed" in refused.err
    assert list((fresh / "build").glob("*.pdf")) == []
    for language in ("en", "ko"):
        path = catalog(fresh, language)
        path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    refused = run("build", "--final", cwd=fresh, **models)
    assert refused.status == 1
    assert "can't be final: bilingual check finds" in refused.err
    errors = [f["code"] for f in run("check", "--json", cwd=fresh, **models).json if f["severity"] == "error"]
    (fresh / "bilingual.toml").write_text(f"[check]\nignore = {sorted(set(errors))}\n", encoding="utf-8")
    final = run("build", "--final", cwd=fresh, **models)
    assert final.status == 0
    assert final.out.count("en: 58 of 58 sentences are letter for letter what the machine drafted") == 1
    status = run("status", "--json", cwd=fresh, **models).json["results"]
    assert [row["accepted_as_is"] for row in status] == [58, 58]
    assert "letter for letter" in run("status", cwd=fresh, **models).out


def test_revised_english_stays_and_leads_the_korean_draft(
    fresh: Path, run: Run, models: dict[str, str]
) -> None:
    run("make", f"source/{ARTICLE}.txt", cwd=fresh, **models)
    path = catalog(fresh, "en")
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[3].msgstr = mine = "My own words on North Korea."
    entries[3].flags.remove("fuzzy")
    entries.save(str(path))
    source = fresh / "source" / f"{ARTICLE}.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("70 周年", "七十周年"), encoding="utf-8")
    run("make", f"source/{ARTICLE}.txt", cwd=fresh, **models)
    assert mine in path.read_text(encoding="utf-8")
    pivots = [
        e for e in polib.pofile(str(catalog(fresh, "ko"))) if e.msgstr.startswith("My own")
    ]  # the toy model copies what it does not know
    assert pivots, "the Korean draft follows the revised English"


def test_without_models_everything_else_is_done(fresh: Path, run: Run) -> None:
    made = run("make", f"source/{ARTICLE}.txt", cwd=fresh)
    assert made.status == 3
    assert "bilingual models install zh-Hant en ko" in made.err
    assert len(list((fresh / "build").glob("*.pdf"))) == 3
    assert catalog(fresh, "ko").exists()


def test_the_shipped_article_is_ready_to_print(shipped: Path, run: Run) -> None:
    before = snapshot(shipped)
    assert run("sync", cwd=shipped).status == 0
    assert snapshot(shipped) == before
    built = run("build", "--final", "--json", cwd=shipped)
    assert built.status == 0, built.err
    results = built.json["results"]
    assert [Path(r["path"]).name for r in results] == [f"{ARTICLE}_{edition}.pdf" for edition in EDITIONS]
    assert all(not r["drafts"] and not r["missing"] and not r["warnings"] for r in results)
    printed = squeezed(text(shipped / "build" / f"{ARTICLE}_zh-Hant_en_ko.pdf"))
    for words in ("韓國總統尹錫悅", "YoonSukYeol", "윤석열", "확장억제"):
        assert words in printed
    assert "Tagged" not in printed


def test_the_shipped_catalogs_are_honest_and_complete(shipped: Path, run: Run) -> None:
    for language in ("en", "ko"):
        path = catalog(shipped, language)
        entries = polib.pofile(str(path))
        assert entries.percent_translated() == 100
        assert not entries.fuzzy_entries()
        head = path.read_text(encoding="utf-8")[:600]
        assert "language model" in head
        assert "not" in head
        assert "Argos" in head
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    found = run("check", "--json", cwd=shipped).json
    assert {f["code"] for f in found} == {"source-brackets"}
    assert 1 in {f["line"] for f in found}


def test_pybabel_extracts_the_messages_of_the_template(shipped: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "babel.cfg"
    mapping.write_text("[bilingual: **.txt]\n", encoding="utf-8")
    out = tmp_path / "messages.pot"
    from babel.messages.frontend import CommandLineInterface

    CommandLineInterface().run(
        ["pybabel", "-q", "extract", "-F", str(mapping), "-o", str(out), "--no-wrap", str(shipped / "source")]
    )
    ours = polib.pofile(str(shipped / "locales" / f"{ARTICLE}.pot"))
    theirs = polib.pofile(str(out))
    assert {(e.msgctxt, e.msgid) for e in theirs} == {(e.msgctxt, e.msgid) for e in ours}

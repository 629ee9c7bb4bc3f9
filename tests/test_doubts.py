"""What is probably wrong with a project as a whole: lost sources, and settings that can't mean what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, snapshot

TEXT = "標題\n\n第一段在這裡。\n"


@pytest.fixture
def desk(call: Run, tmp_path: Path) -> Path:
    """Two articles with their catalogs."""
    (tmp_path / "source").mkdir()
    for name in ("market", "tea"):
        (tmp_path / "source" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    settings(tmp_path, "")
    assert call("sync").status == 0
    return tmp_path


def settings(folder: Path, own: str) -> None:
    (folder / "bilingual.toml").write_text(f'targets = ["en", "ko"]\n{own}', encoding="utf-8")


@pytest.mark.parametrize(
    "command", [("sync",), ("sync", "--dry-run"), ("sync", "--check"), ("status",), ("check",)]
)
def test_catalogs_whose_source_was_deleted_were_passed_over_in_silence(
    call: Run, desk: Path, command: tuple[str, ...]
) -> None:
    (desk / "source/market.txt").unlink()
    before = {name for name in snapshot(desk) if "market" in name}
    done = call(*command)
    assert "locales/en/LC_MESSAGES/market.po: warning: no source: there is no source/market.…" in done.err
    assert "nor with those in ko" in done.err
    assert "rm locales/*/LC_MESSAGES/market.po locales/market.pot" in done.err
    assert "tea" in done.out or "check" in command
    assert before == {name for name in snapshot(desk) if "market" in name}


def test_a_renamed_source_is_taken_for_the_new_name_of_its_catalogs(call: Run, desk: Path) -> None:
    (desk / "source/market.txt").rename(desk / "source/night-market.md")
    done = call("status")
    assert "market.po → night-market.po" in done.err
    assert "night-market.po → " not in done.err
    for path in desk.glob("locales/*/LC_MESSAGES/market.po"):
        path.rename(path.with_name("night-market.po"))
    assert "no source" not in call("sync").err


def test_catalogs_of_other_programs_need_no_source(call: Run, desk: Path) -> None:
    other = desk / "locales/en/LC_MESSAGES/django.po"
    other.write_text('#: app/views.py:3\nmsgid "Save"\nmsgstr ""\n', encoding="utf-8")
    assert "django" not in call("sync").err


@pytest.mark.parametrize("said", ['"titel"', '["none", "Sections"]', '{ en = "titles" }'])
def test_a_misspelled_running_head_was_printed_on_every_page(call: Run, desk: Path, said: str) -> None:
    settings(desk, f"[page]\nleading = 1.5\nhead = {said}\n")
    done = call("build", "tea", "--dry-run", "--columns", "en", "--format", "html")
    assert done.status == 0
    assert "bilingual.toml:4: warning: “page.head” prints" in done.err
    assert "did you mean “" in done.err


def test_a_running_head_of_ones_own_is_no_mistake(call: Run, desk: Path) -> None:
    settings(desk, '[page]\nhead = ["Tides and Times", { en = "none", ko = "Harbour" }]\n')
    assert "warning" not in call("status").err


def test_an_article_that_a_volume_lacks_was_told_only_when_that_volume_was_built(
    call: Run, desk: Path
) -> None:
    settings(desk, '[volumes.spring]\ntitle = "Spring"\narticles = ["tea", "merket"]\n')
    done = call("build", "tea", "--format", "html", "--columns", "en")
    assert done.status == 0
    assert "bilingual.toml:4: warning: [volumes.spring]: no article “merket” in source/" in done.err
    assert "did you mean “market”?" in done.err


def test_a_check_that_there_is_not_was_told_only_by_check(call: Run, desk: Path) -> None:
    settings(desk, '[check]\n# ours\nignore = ["numbers"]\n')
    done = call("build", "tea", "--format", "html", "--columns", "en")
    assert done.status == 0
    assert "bilingual.toml:4: warning: [check] ignore names “numbers”" in done.err
    assert "did you mean “number”?" in done.err
    assert "bilingual.toml:4: error: [check]" in call("check").err


@pytest.mark.parametrize(
    ("own", "options", "said"),
    [
        ("", ("--variant", "pdf/a-2u", "--attach"), "error: --variant: “pdf/a-2u” allows no files"),
        ('[pdf]\nvariant = "pdf/a-2u"\n', ("--attach",), "bilingual.toml:3: error: “pdf/a-2u” allows no files"),
        ('[pdf]\nattach = true\n', ("--variant", "pdf/a-2u"), "leave pdf.attach out"),
        ("", ("--layout", "colums"), "error: --layout: unknown layout “colums”"),
        ('layout = "colums"\n', (), "bilingual.toml:2: error: unknown layout “colums”"),
        ('layout = "colums"\n', ("--format", "html"), "bilingual.toml:2: error: unknown layout “colums”"),
        ('layout = "mono"\n', ("--layout", "facing", "--columns", "zh-Hant,en,ko"), "error: --layout: "),
        ('formats = ["pdf", "mobi"]\n', (), "bilingual.toml:2: error: unknown format “mobi”"),
        ("", ("--format", "mobi"), "error: --format: unknown format “mobi”"),
    ],
)  # fmt: skip
def test_a_setting_of_the_command_line_was_blamed_on_the_file_or_on_nothing(
    call: Run, desk: Path, own: str, options: tuple[str, ...], said: str
) -> None:
    settings(desk, own)
    done = call("build", "tea", *options)
    assert done.status == 2
    assert said in done.err
    assert said.startswith("bilingual") or "bilingual.toml:" not in done.err


def test_an_option_of_the_command_line_is_what_is_to_be_left_out(call: Run, desk: Path) -> None:
    assert "leave --attach out" in call("build", "tea", "--variant", "pdf/a-2u", "--attach").err


def test_the_settings_were_to_be_taken_into_the_project_as_an_article(call: Run, desk: Path) -> None:
    done = call("make", "bilingual.toml")
    assert done.status == 2
    assert "bilingual.toml is no article: it holds the project’s settings" in done.err
    assert "articles there: market, tea" in done.err
    (desk / "notes.md").write_text("# 標題\n", encoding="utf-8")
    done = call("make", "notes.md")
    assert "notes.md does not stand in source/\n" in done.err
    assert "bilingual add notes.md" in done.err

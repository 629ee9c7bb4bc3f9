"""An edition of which nothing has changed is not laid out again; one of which anything has, is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bilingual import files
from bilingual.errors import FileError
from bilingual.pipeline import building, standing, twins
from conftest import ARTICLE, Run

EDITION = Path("build") / f"{ARTICLE}_zh-Hant_en.pdf"
BESIDE = EDITION.parent / ".inputs" / f"{EDITION.name}.json"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one sentence, reviewed: it builds in a moment."""
    folder = tmp_path / "small"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / f"{ARTICLE}.txt").write_text("他們在白宮舉行會談。\n", encoding="utf-8")
    (folder / "bilingual.toml").write_text('targets = ["en", "ko"]\n', encoding="utf-8")
    for tag, text in (("en", "They held talks at the White House."), ("ko", "그들은 백악관에서 회담했다.")):
        catalog = folder / "locales" / tag / "LC_MESSAGES" / f"{ARTICLE}.po"
        catalog.parent.mkdir(parents=True)
        head = f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        catalog.write_text(
            f'{head}msgctxt "title"\nmsgid "他們在白宮舉行會談。"\nmsgstr "{text}"\n', encoding="utf-8"
        )
    return folder


@pytest.fixture
def built(small: Path, call: Run) -> Path:
    assert call("build", "--columns", "zh-Hant,en", cwd=small).status == 0
    return small


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is really built from now on."""
    found: list[str] = []
    real = building.build

    def build(project, article, columns, **options):  # type: ignore[no-untyped-def]
        found.append("_".join(columns))
        return real(project, article, columns, **options)

    monkeypatch.setattr(building, "build", build)
    return found


def again(project: Path, call: Run, *options: str) -> dict[str, object]:
    ran = call("build", "--columns", "zh-Hant,en", "--json", *options, cwd=project)
    (result,) = ran.json["results"]
    return dict(result)


def test_what_is_unchanged_is_not_built_again(built: Path, call: Run, works: list[str]) -> None:
    before = (built / EDITION).stat()
    said = again(built, call)
    assert works == []
    assert (said["changed"], said["pages"], said["path"]) == (False, 1, str(EDITION))
    assert (built / EDITION).stat().st_mtime_ns == before.st_mtime_ns


def test_it_is_said_with_the_path_from_where_one_stands(built: Path, call: Run, works: list[str]) -> None:
    ran = call("build", "--columns", "zh-Hant,en", "--json", cwd=built / "source")
    assert ran.json["results"][0]["path"] == str(built / EDITION)
    assert works == []


def append(name: str, text: str) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        with (project / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


CATALOG = f"locales/en/LC_MESSAGES/{ARTICLE}.po"
EDITS = {
    "the source": append(f"source/{ARTICLE}.txt", "\n新的一段。\n"),
    "a catalog": append(CATALOG, "\n# a word\n"),
    "a catalog is gone": lambda project: (project / CATALOG).unlink(),
    "the settings": append("bilingual.toml", "\n[page]\nsize = 'A5'\n"),
    "a style sheet of one's own": append("layouts/columns.css", "td { padding: 0 }\n"),
    "the edition": append(str(EDITION), "%\n"),
    "the edition is gone": lambda project: (project / EDITION).unlink(),
    "what was kept is gone": lambda project: (project / BESIDE).unlink(),
    "what was kept is torn": lambda project: (project / BESIDE).write_text("{"),
    "what was kept is strange": lambda project: (project / BESIDE).write_text("[1]"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_any_change_builds_again(
    edit: Callable[[Path], None], built: Path, call: Run, works: list[str]
) -> None:
    edit(built)
    again(built, call)
    assert works == ["zh-Hant_en"]
    again(built, call)
    assert works == ["zh-Hant_en"]


def test_another_catalog_changes_nothing(built: Path, call: Run, works: list[str]) -> None:
    append(f"locales/ko/LC_MESSAGES/{ARTICLE}.po", "\n# 한마디\n")(built)
    again(built, call)
    assert works == []


def test_a_new_font_folder_or_library_builds_again(built: Path, call: Run, works: list[str]) -> None:
    kept = json.loads((built / BESIDE).read_text())
    named = {mark[0] for mark in kept["system"]}
    assert "/usr/share/fonts" in named
    assert any("libpango-" in name for name in named)
    for mark in kept["system"]:
        if mark[0] == "/usr/share/fonts":
            mark[1] += 1
    (built / BESIDE).write_text(json.dumps(kept))
    again(built, call)
    assert works == ["zh-Hant_en"]


@pytest.mark.parametrize("name", ["FONTCONFIG_FILE", "XDG_DATA_HOME"])
def test_another_environment_builds_again(
    name: str, built: Path, call: Run, tmp_path: Path, works: list[str]
) -> None:
    standing._programs.cache_clear()
    call("build", "--columns", "zh-Hant,en", cwd=built, **{name: "/etc/fonts/fonts.conf"})
    standing._programs.cache_clear()
    assert works == ["zh-Hant_en"]


def test_final_is_asked_for_anew_and_then_stands(built: Path, call: Run, works: list[str]) -> None:
    again(built, call, "--final")
    again(built, call, "--final")
    assert works == ["zh-Hant_en"]


def test_a_web_page_stands_too(small: Path, call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def formats() -> list[tuple[str, bool]]:
        found = call("build", "--columns", "zh-Hant,en", "--format", "html,epub", "--json", cwd=small)
        return [(result["format"], result["changed"]) for result in found.json["results"]]

    assert formats() == [("html", True), ("epub", True)]
    monkeypatch.setattr(twins, "compose", None)
    assert formats() == [("html", False), ("epub", False)]


def test_an_unchanged_build_loads_no_stage(built: Path) -> None:
    """Each of them costs hundredths of a second; a whole build of nothing takes fifteen."""
    code = (
        "import sys; from bilingual import cli; cli.run(['build', '--columns', 'zh-Hant,en', '--quiet'])\n"
        "print([name for name in ('layouts', 'pdf', 'web', 'checks', 'catalogs') if f'bilingual.{name}' in sys.modules])"
    )
    for _ in range(2):  # the first one here has another home than the one that built
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=built, capture_output=True, encoding="utf-8", check=True
        )
    assert done.stdout.strip() == "[]", done.stdout


def test_a_dry_run_keeps_nothing(small: Path, call: Run) -> None:
    assert call("build", "--dry-run", cwd=small).status == 0
    assert not (small / "build").exists()


def test_a_folder_that_can_not_be_written_stops_no_edition(built: Path, call: Run, works: list[str]) -> None:
    shutil.rmtree(built / BESIDE.parent)
    (built / BESIDE.parent).write_text("in the way")
    again(built, call)
    assert works == ["zh-Hant_en"]


def test_notes_say_what_was_read_and_what_was_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    with files.noted() as notes:
        files.read(tmp_path / "a")
        files.settled(tmp_path / "b")
        files.names(tmp_path)
        with pytest.raises(FileError):
            files.read(tmp_path)
    assert files.unaltered(notes)
    (tmp_path / "b").write_bytes(b"")
    assert not files.unaltered(notes)

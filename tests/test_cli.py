"""Commands, exit statuses and messages at the boundary: what a stranger does and what they read."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ARTICLE, ROOT, Run, snapshot

COMMANDS = (
    "make",
    "add",
    "segments",
    "sync",
    "join",
    "split",
    "translate",
    "check",
    "review",
    "status",
    "build",
    "doctor",
    "models",
)


def test_the_help_that_is_kept_ready_is_the_help(run: Run) -> None:
    from click.testing import CliRunner

    from bilingual import cli

    shown = CliRunner().invoke(cli.main, ["--help"], prog_name="bilingual", terminal_width=80).output
    kept = (ROOT / "src" / "bilingual" / "help.txt").read_text(encoding="utf-8")
    assert kept == shown, (
        "write it anew: COLUMNS=80 .venv/bin/python -m bilingual.cli > src/bilingual/help.txt"
    )
    assert run("--help").out == run().out == kept


def test_no_help_cuts_what_a_command_does() -> None:
    import click
    from click.testing import CliRunner

    from bilingual import cli

    def groups(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
        if isinstance(command, click.Group):
            yield names
            for name, inner in command.commands.items():
                yield from groups(inner, *names, name)

    for names in groups(cli.main):
        shown = CliRunner().invoke(cli.main, [*names, "--help"], terminal_width=80).output
        assert not [line for line in shown.splitlines()[1:] if line.endswith("...")]


def test_the_help_needs_no_library() -> None:
    code = (
        "import sys; sys.argv = ['bilingual', '--help']; from bilingual.__main__ import main; main();"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'click', 'rich', 'babel', 'pathlib', 're'}))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, env=_path())
    assert done.stdout.endswith("[]\n"), done.stdout[-200:] + done.stderr


def _path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.status == 0
    assert "Usage: bilingual" in shown.out


def test_segments_as_json(run: Run, shipped: Path) -> None:
    value = run("segments", f"source/{ARTICLE}.txt", "--json", cwd=shipped).json
    assert value["language"] == "zh-Hant"
    assert len(value["blocks"]) == 32
    lead = value["blocks"][1]
    assert (lead["role"], lead["line"]) == ("caption", 3)
    credit = {"id": "CREDIT", "role": "credit", "text": "(圖/Twitter @WhiteHouse)"}
    assert lead["segments"][-1] | {"id": "CREDIT"} == credit
    assert sum(len(block["segments"]) for block in value["blocks"]) == 59


def test_segments_of_a_file_outside_any_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今日は晴れです。明日は雨です。\n", encoding="utf-8")
    value = run("segments", "a.txt", "--language", "ja", "--json").json
    assert value["language"] == "ja"
    assert next(s["text"] for s in value["blocks"][0]["segments"]).startswith("今日は")


def test_a_project_elsewhere(run: Run, shipped: Path) -> None:
    assert run("--project", shipped, "status", "--json").json["results"][0]["counts"]["reviewed"] == 58


def test_a_project_is_found_from_below(run: Run, shipped: Path) -> None:
    assert run("status", cwd=shipped / "locales" / "en").status == 0


def test_a_new_project_below_another_is_its_own(run: Run, shipped: Path) -> None:
    below = shipped / "news"
    (below / "source").mkdir(parents=True)
    (below / "source" / "a.txt").write_text("題目\n\n第一句。第二句。\n", encoding="utf-8")
    assert run("make", "source/a.txt", cwd=below).status == 3
    assert (below / "locales" / "a.pot").exists()
    assert [row["article"] for row in run("status", "--json", cwd=below).json["results"]] == ["a", "a"]


def test_a_file_in_another_format_is_told_so(run: Run, shipped: Path) -> None:
    (shipped / "source" / "c.rtf").write_text("# T\n", encoding="utf-8")
    done = run("sync", "source/c.rtf", cwd=shipped)
    assert done.status == 2
    assert "formats: .txt" in done.err


def test_what_is_open_is_listed_with_its_place(run: Run, shipped: Path) -> None:
    path = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    text = path.read_text(encoding="utf-8")
    assert run("status", "--list", cwd=shipped).out == ""
    path.write_text(
        text.replace("#: source", "#: source", 1).replace("msgctxt", "#, fuzzy\nmsgctxt", 1), "utf-8"
    )
    line = next(
        n for n, x in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if x.startswith('msgid "華')
    )
    done = run("status", "--list", cwd=shipped)
    assert done.out.startswith(f"locales/en/LC_MESSAGES/{ARTICLE}.po:{line}: needs review: 華盛頓宣言")


def test_a_check_that_does_not_exist_can_not_be_ignored(run: Run, shipped: Path) -> None:
    (shipped / "bilingual.toml").write_text('[check]\nignore = ["nmber"]\n', encoding="utf-8")
    done = run("check", cwd=shipped)
    assert done.status == 2
    assert "“nmber”, which is no check" in done.err


def test_json_of_a_failure_is_json(run: Run, shipped: Path) -> None:
    done = run("status", "nosuch", "--json", cwd=shipped)
    assert done.status == 2
    assert done.json["errors"][0]["error"] == "no article “nosuch” in source/"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("bilingual build wash", ARTICLE), ("bilingual build --columns zh-Hant,k", "zh-Hant,ko")],
)
def test_articles_and_languages_complete(run: Run, shipped: Path, words: str, expected: str) -> None:
    asked = {"_BILINGUAL_COMPLETE": "bash_complete", "COMP_WORDS": words}
    done = run(cwd=shipped, COMP_CWORD=str(len(words.split()) - 1), **asked)
    assert f"plain,{expected}" in done.out


def test_json_keeps_standard_output_for_programs(run: Run, shipped: Path) -> None:
    for command in ("sync", "check", "status"):
        done = run(command, "--json", cwd=shipped)
        json.loads(done.out)


@pytest.mark.parametrize("command", ["sync", "make", "build"])
def test_a_dry_run_does_all_and_writes_nothing(run: Run, fresh: Path, command: str) -> None:
    before = snapshot(fresh)
    arguments = [f"source/{ARTICLE}.txt"] if command == "make" else []
    done = run(command, *arguments, "--dry-run", cwd=fresh)
    assert done.status == (3 if command == "make" else 0), done.err
    assert snapshot(fresh) == before
    real = run(command, *arguments, cwd=fresh).out
    said = done.out.replace(": what would be done", "").replace("would be written", "written")
    assert real.replace("wrote ", "").split() == said.replace("would write ", "").split()


def test_quiet_says_nothing_when_all_is_well(run: Run, shipped: Path) -> None:
    done = run("sync", "--quiet", cwd=shipped)
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sync"], "no project here"),
        (["--project", "nowhere", "sync"], "no folder nowhere"),
        (["segments", "a.txt", "--language", "xx-yy"], "unknown language tag"),
        (["frobnicate"], "No such command"),
        (["make"], "Missing argument"),
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert words in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sync", "other"], f"articles there: {ARTICLE}"),
        (["build", "--columns", "zh-Hant,ja"], "ja is not a language of this project"),
        (["build", "--columns", "en,en"], "each of its columns once"),
        (["translate", "--to", "ja"], "ja is not a target"),
    ],
)
def test_a_name_that_the_project_lacks(run: Run, shipped: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, cwd=shipped)
    assert done.status == 2
    assert words in done.err


def test_a_wrong_setting(run: Run, shipped: Path) -> None:
    (shipped / "bilingual.toml").write_text('tragets = ["en"]\n', encoding="utf-8")
    done = run("build", cwd=shipped)
    assert done.status == 2
    assert "bilingual.toml:1: error: unknown setting “tragets”" in done.err
    assert "did you mean “targets”?" in done.err


BAD_SOURCES = {
    "empty": b"",
    "blank": b" \n\t\n\xe3\x80\x80\n",
    "binary": bytes(range(256)) * 20,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "invalid": "正常的中文。".encode() + b"\xff\xfe\xff" + "再見".encode() + b"\x81",
}


@pytest.mark.parametrize("name", BAD_SOURCES)
def test_a_source_that_is_no_text(run: Run, shipped: Path, name: str) -> None:
    (shipped / "source" / f"{ARTICLE}.txt").write_bytes(BAD_SOURCES[name])
    before = snapshot(shipped)
    for command in ("sync", "build", "make"):
        arguments = [f"source/{ARTICLE}.txt"] if command == "make" else []
        done = run(command, *arguments, cwd=shipped)
        assert done.status == 4
        assert f"source/{ARTICLE}.txt" in done.err
        assert len(done.err.strip().splitlines()) >= 2, "a hint says what to do"
        assert snapshot(shipped) == before


@pytest.mark.parametrize("encoding", ["cp950", "utf-16", "utf-16-le", "utf-8-sig", "gb18030"])
def test_other_encodings_just_work(run: Run, shipped: Path, encoding: str) -> None:
    source = shipped / "source" / f"{ARTICLE}.txt"
    source.write_bytes(source.read_text(encoding="utf-8").encode(encoding))
    before = snapshot(shipped / "locales")
    done = run("sync", cwd=shipped)
    assert done.status == 0, done.err
    assert snapshot(shipped / "locales") == before, "the same text gives the same catalogs"


def test_a_ten_megabyte_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("題目\n\n" + "今天天氣好" * 700_000, encoding="utf-8")
    done = run("segments", "long.txt", "--quiet")
    assert done.status == 0


BAD_CATALOGS = {
    "conflict": (
        '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        '<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> theirs\n',
    ),
    "broken string": ("", 'msgid "x\nmsgstr "y"\n'),
    "truncated": ("", 'msgid "x"\n'),
}


@pytest.mark.parametrize("name", BAD_CATALOGS)
def test_a_broken_catalog_is_named_and_nothing_is_written(run: Run, shipped: Path, name: str) -> None:
    path = shipped / "locales" / "ko" / "LC_MESSAGES" / f"{ARTICLE}.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{BAD_CATALOGS[name][1]}", encoding="utf-8")
    source = shipped / "source" / f"{ARTICLE}.txt"
    source.write_text(source.read_text(encoding="utf-8") + "\n\n新的一段。\n", encoding="utf-8")
    before = snapshot(shipped)
    first = len(text.splitlines()) + 1
    for command in ("sync", "translate", "check", "status", "build"):
        done = run(command, cwd=shipped)
        assert done.status == 4, command
        assert f"locales/ko/LC_MESSAGES/{ARTICLE}.po:{first + 1}" in done.err, done.err
        assert not [
            p for p in snapshot(shipped) if p.startswith("locales") and snapshot(shipped)[p] != before[p]
        ]


def test_a_read_only_locales_folder(shipped: Path) -> None:
    source = shipped / "source" / f"{ARTICLE}.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("70 周年", "七十周年"), encoding="utf-8")
    for path in (shipped / "locales", *(shipped / "locales").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = snapshot(shipped)
    # root may write anywhere until it gives that right up
    plain = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*plain, sys.executable, "-m", "bilingual", "sync"], cwd=shipped, capture_output=True, text=True
    )
    for path in (shipped / "locales", *(shipped / "locales").rglob("*")):
        path.chmod(0o755)
    assert done.returncode == 4, done.stderr
    assert "can't write the file: permission denied" in done.stderr
    assert "nothing was changed" in done.stderr
    assert snapshot(shipped) == before


def test_an_article_that_fails_does_not_stop_the_others(run: Run, shipped: Path) -> None:
    (shipped / "source" / "another.txt").write_bytes(b"")
    done = run("sync", cwd=shipped)
    assert done.status == 4
    assert "another.txt" in done.err
    assert f"locales/{ARTICLE}.pot" in done.out


def test_two_sources_of_one_name(run: Run, shipped: Path) -> None:
    shutil.copy(shipped / "source" / f"{ARTICLE}.txt", shipped / "source" / f"{ARTICLE}.TXT")
    done = run("sync", cwd=shipped)
    assert done.status == 4
    assert "would share their catalogs" in done.err


def test_ctrl_c_is_status_130(shipped: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "build"],
        cwd=shipped,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "interrupted; what was finished is kept"
    assert not list(shipped.rglob(".bilingual-*"))


def test_doctor_says_what_is_missing(run: Run, shipped: Path) -> None:
    done = run("doctor", cwd=shipped)
    assert done.status == 3, "no models in this home"
    assert "bilingual models install zh-Hant en ko" in done.out
    assert "Noto Serif CJK TC" in done.out


def test_a_font_that_is_not_there_is_noticed_before_printing(run: Run, shipped: Path) -> None:
    (shipped / "bilingual.toml").write_text('[page]\nfonts = { ko = "No Such Font" }\n', encoding="utf-8")
    done = run("build", cwd=shipped)
    assert done.status == 3
    assert "font not installed: No Such Font" in done.err
    assert [p.name for p in (shipped / "build").glob("*.pdf")] == [f"{ARTICLE}_zh-Hant_en.pdf"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.status == 0
    assert "_BILINGUAL_COMPLETE" in done.out

"""Nothing is ever lost: the promises of writing, with real kills, full disks, editors and signals.

Small counts run here; ``BILINGUAL_FAULTS=full`` or ``benchmarks/faults.py`` runs the full ones.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import faults
import wired
from bilingual import files, models, pipeline
from bilingual.errors import CatalogError, FileChangedError
from bilingual.files import exchanging, watching
from conftest import ARTICLE, Run

FULL = os.environ.get("BILINGUAL_FAULTS") == "full"
SAVES = 300 if FULL else 15
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # the children only write files


# --- Kills ---


def test_a_run_that_is_killed_at_any_call_tears_nothing(tmp_path: Path) -> None:
    result = faults.kill_trials(tmp_path, "sync", step=1 if FULL else 29)
    assert result.trials >= (200 if FULL else 5)
    assert result.killed == result.trials or not faults.can_trace()
    assert (result.torn, result.left, result.wrong) == (0, 0, 0)


WRITE = """
import sys
from pathlib import Path
from bilingual import files
path = Path(sys.argv[1])
files.write(path, b"ours", expected=b"base")
"""


def calls_of(tmp_path: Path) -> list[str]:
    """The names of the system calls of a write, in order, from the exchange on."""
    path = tmp_path / "log.po"
    path.write_bytes(b"base")
    log = tmp_path / "log"
    faults.traced([sys.executable, "-c", WRITE, str(path)], tmp_path, "-o", str(log))
    lines = log.read_text(errors="replace").splitlines()
    return [line.split("(")[0].split()[-1] for line in lines if "(" in line]


def test_a_save_in_the_moment_of_the_exchange_survives_a_kill_right_after_it(tmp_path: Path) -> None:
    if not (faults.can_trace() and exchanges(tmp_path)):
        pytest.skip("strace may not trace here, or the file system can't exchange names")
    names = calls_of(tmp_path)
    at = names.index("renameat2")
    after = names[at + 1]
    nth = names[: at + 2].count(after)
    path = tmp_path / "a.po"
    path.write_bytes(b"base")
    trial = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", os.devnull,
         "-e", f"trace=renameat2,{after}",
         "-e", "inject=renameat2:delay_enter=1500000",
         "-e", f"inject={after}:signal=KILL:when={nth}",
         sys.executable, "-c", WRITE, str(path)],
    )  # fmt: skip
    while not list(tmp_path.glob(".bilingual-save-*")):
        time.sleep(0.005)
    faults.save_by_rename(path, "a person's")
    assert trial.wait() == -signal.SIGKILL
    assert path.read_bytes() == b"ours", "the exchange was done, and nobody had looked at what came out"
    assert len(faults.temporaries(tmp_path)) == 1
    with pytest.raises(FileChangedError):
        files.write(path, b"later", expected=b"ours")
    assert path.read_bytes() == b"a person's"
    assert not faults.temporaries(tmp_path)


def exchanges(folder: Path) -> bool:
    one, other = folder / "one", folder / "other"
    one.touch()
    other.touch()
    try:
        exchanging.exchange(one, other)
    except exchanging.CannotExchangeError:
        return False
    return True


@pytest.mark.parametrize("error", ["EINVAL", "ENOSYS"])
def test_a_system_that_cannot_exchange_names_compares_and_replaces(tmp_path: Path, error: str) -> None:
    if not faults.can_trace():
        pytest.skip("strace is missing or may not trace here")
    path = tmp_path / "a.po"
    path.write_bytes(b"base")
    inject = ("-e", "trace=renameat2", "-e", f"inject=renameat2:error={error}")
    done = faults.traced([sys.executable, "-c", WRITE, str(path)], tmp_path, "-o", os.devnull, *inject)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == b"ours"
    path.write_bytes(b"theirs")
    done = faults.traced([sys.executable, "-c", WRITE, str(path)], tmp_path, "-o", os.devnull, *inject)
    assert "FileChangedError" in done.stderr
    assert path.read_bytes() == b"theirs"
    path.unlink()
    new = WRITE.replace('b"base"', "None")
    done = faults.traced([sys.executable, "-c", new, str(path)], tmp_path, "-o", os.devnull, *inject)
    assert done.returncode == 0, done.stderr
    done = faults.traced([sys.executable, "-c", new.replace("ours", "x"), str(path)], tmp_path, *inject)
    assert "FileChangedError" in done.stderr
    assert path.read_bytes() == b"ours"
    assert not faults.temporaries(tmp_path)


@pytest.mark.parametrize("call", ["fsync", "write", "fchmod", "rename"])
def test_a_write_that_the_system_refuses_leaves_the_old_file(tmp_path: Path, call: str) -> None:
    if not faults.can_trace():
        pytest.skip("strace is missing or may not trace here")
    path = tmp_path / "a.po"
    path.write_bytes(b"base")
    done = faults.traced(
        [sys.executable, "-c", WRITE, str(path)], tmp_path, "-o", os.devnull,
        "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when=1",
    )  # fmt: skip
    assert "FileError" in done.stderr
    assert path.read_bytes() == b"base"
    assert not faults.temporaries(tmp_path)


# --- Full disks and folders that may not be written ---


@pytest.fixture
def with_models(tmp_path: Path) -> dict[str, str]:
    """An environment in which the wired models are installed."""
    folder = tmp_path / "models"
    folder.mkdir()
    environment = {"ARGOS_PACKAGES_DIR": str(folder / "packages")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", environment["ARGOS_PACKAGES_DIR"])
        for package in wired.packages(folder):
            models.install_file(package)
    return environment


def prepare(project: Path, command: str) -> list[str]:
    """Give a command something to write, and the arguments to do it with."""
    if command == "translate":
        shutil.rmtree(project / "locales")
        subprocess.run(faults.bilingual("sync"), cwd=project, check=True, capture_output=True)
    if command == "build":
        return ["build", "--columns", "zh-Hant,en"]
    return [command, f"source/{ARTICLE}.txt"] if command == "make" else [command]


COMMANDS = ("sync", "translate", "build", "make")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_leaves_every_file_whole(
    run: Run, tmp_path: Path, with_models: dict[str, str], command: str
) -> None:
    project = tmp_path / "disk" / "project"
    with faults.small_disk(tmp_path / "disk", 8 << 20) as mounted:
        project.mkdir()
        faults.project(project)
        arguments = prepare(project, command)
        if mounted:
            faults.fill(tmp_path / "disk")
        before = faults.bytes_of(project)
        if mounted:
            done = run(*arguments, cwd=project, **with_models)
            assert "the disk is full" in done.err
        else:  # a limit on the size of files is what is left to try
            script = f"ulimit -f 8; exec {sys.executable} -m bilingual {' '.join(arguments)}"
            ran = subprocess.run(
                ["sh", "-c", script],
                cwd=project,
                env=os.environ | with_models,
                capture_output=True,
                text=True,
            )
            assert "ulimit -f" in ran.stderr
            done = type("Done", (), {"status": ran.returncode, "err": ran.stderr})()
        assert done.status == 4, done.err
        assert faults.bytes_of(project) == before
        assert not faults.temporaries(project)


def test_a_disk_that_is_mounted_read_only(run: Run, tmp_path: Path) -> None:
    with faults.small_disk(tmp_path / "disk", 8 << 20) as mounted:
        project = faults.project(tmp_path / "disk")
        before = faults.bytes_of(project)
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(project)], check=True)
            done = run("sync", cwd=project)
            assert done.status == 4
            assert "read-only" in done.err
        assert faults.bytes_of(project) == before
        assert not faults.temporaries(project)


def test_a_read_only_file_in_a_writable_folder_is_not_replaced(tmp_path: Path) -> None:
    project = faults.project(tmp_path / "project")
    path = project / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    path.chmod(0o444)
    old = path.read_bytes()
    # root may write anywhere until it gives that right up
    plain = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run([*plain, *faults.bilingual("sync")], cwd=project, capture_output=True, text=True)
    assert done.returncode == 4, done.stderr
    assert f"{path.name}: error: can't write the file: permission denied" in done.stderr
    assert path.read_bytes() == old
    assert not faults.temporaries(project)


# --- Somebody else saves ---


@pytest.mark.parametrize("editor", faults.EDITORS)
def test_what_an_editor_saves_at_the_same_time_is_kept(tmp_path: Path, editor: str) -> None:
    result = faults.save_trials(tmp_path, editor, SAVES)
    assert (result.trials, result.lost, result.unfinished) == (SAVES, 0, 0)


def test_no_save_in_place_goes_into_a_file_that_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "probe").touch()
    if not (watching.knows(tmp_path / "probe") and exchanges(tmp_path)):
        pytest.skip("no leases or no exchange on this file system")
    result = faults.collisions(tmp_path, 40 if FULL else 1.5)
    assert result.writes
    assert result.saves
    assert result.lost == 0


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    assert faults.writers(tmp_path / "a.po", 4, 25 if FULL else 6) == []
    assert [path.name for path in tmp_path.iterdir()] == ["a.po"]


def test_two_commands_at_once(run: Run, tmp_path: Path) -> None:
    project = faults.project(tmp_path / "project")
    both = [subprocess.Popen(faults.bilingual("sync", "-q"), cwd=project) for _ in range(3)]
    assert [process.wait() for process in both] == [0, 0, 0]
    assert run("sync", cwd=project).out.count("unchanged") == 3
    assert not faults.temporaries(project)


HALF = """
import sys, time
path, text = sys.argv[1], sys.stdin.read()
half = text[: len(text) // 2]
with open(path, "w", encoding="utf-8") as file:
    file.write(half)
    file.flush()
    print("half", flush=True)
    time.sleep(0.5)
    file.write(text[len(half):])
"""


def test_a_file_that_is_half_saved_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = faults.edited(faults.catalog(), 3, "A person wrote this.")
    with subprocess.Popen(
        [sys.executable, "-c", HALF, path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUTF8": "1"},
    ) as editor:  # fmt: skip
        assert editor.stdin
        assert editor.stdout
        editor.stdin.write(text.encode())
        editor.stdin.close()
        editor.stdout.readline()
        faults.by_us(path, 5, "We wrote this.")
    assert path.read_text(encoding="utf-8") == faults.edited(text, 5, "We wrote this.")


def test_a_file_that_is_saved_in_two_goes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = faults.edited(faults.catalog(), 3, "A person wrote this.")
    path.write_text(text[: len(text) // 2], encoding="utf-8")

    def change(old: bytes | None) -> bytes:
        path.write_text(text, encoding="utf-8")  # the second go, while we look at the first
        return faults.translated(old, 5, "We wrote this.", path)

    pipeline.update(path, change)
    assert path.read_text(encoding="utf-8") == faults.edited(text, 5, "We wrote this.")


def test_a_file_that_stays_broken_is_reported_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = faults.catalog()
    path.write_text(text[: len(text) // 2 + 3], encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(CatalogError):
        faults.by_us(path, 5, "We wrote this.")
    assert path.read_bytes() == before


def test_a_save_that_is_overtaken_by_another_is_merged_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One editor saves just before the exchange, another over our text just after it."""
    path = tmp_path / "a.po"
    base = faults.catalog()
    path.write_text(base, encoding="utf-8")
    saves = [faults.edited(base, 1, "The first one's."), faults.edited(base, 2, "The second one's.")]
    real = exchanging.exchange

    def exchange(one: Path, other: Path) -> None:
        if saves:
            faults.save_by_rename(path, saves.pop(0))
        real(one, other)

    if not exchanges(tmp_path):
        pytest.skip("the file system can't exchange names")
    monkeypatch.setattr(exchanging, "exchange", exchange)
    faults.by_us(path, 3, "Ours.")
    text = path.read_text(encoding="utf-8")
    assert text == faults.edited(
        faults.edited(faults.edited(base, 1, "The first one's."), 2, "The second one's."), 3, "Ours."
    )
    assert not faults.temporaries(tmp_path)


def test_an_editor_that_saves_without_end_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_text(faults.catalog(), encoding="utf-8")
    real, count = watching.same, [0]

    def same(where: Path, data: bytes) -> bool:
        if where == path:
            count[0] += 1
            faults.save_by_rename(path, faults.edited(faults.catalog(), 1, f"Save {count[0]}."))
        return real(where, data)

    monkeypatch.setattr(watching, "same", same)
    with pytest.raises(FileChangedError, match="somebody saved the file meanwhile"):
        faults.by_us(path, 3, "Ours.")
    assert f"Save {count[0]}." in path.read_text(encoding="utf-8")
    assert not faults.temporaries(tmp_path)


# --- ctrl-C ---

LOOP = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
import faults
from bilingual import pipeline, cli
path = Path(sys.argv[1])
real = pipeline.sync
def forever(project, article):
    print("ready", flush=True)
    while True:
        for words in ("One.", "Other."):
            pipeline.update(path, lambda old: faults.edited(old.decode(), 3, words).encode())
pipeline.sync = forever
sys.exit(cli.run(["--project", sys.argv[2], "sync"]))
"""


def test_ctrl_c_while_writing_leaves_no_temporary(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(faults.catalog(), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    for n in range(60 if FULL else 5):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, path, shipped],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.01 + 0.0037 * (n % 30))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert process.returncode == 130, err
        assert b"Traceback" not in err
        assert not faults.temporaries(tmp_path)
        assert pipeline.update(path, lambda old: old or b"") is False

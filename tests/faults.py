"""Real faults for writers: kills at chosen system calls, full disks, and editors that save while a program works.

``test_faults.py`` runs small counts of these, ``benchmarks/faults.py`` the full ones.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, files, pipeline
from bilingual.errors import FileError
from bilingual.files import watching

ROOT = Path(__file__).parents[1]
ARTICLE = "washington-declaration"
TEMPORARIES = ".bilingual-*"


# --- A project that has something to write ---------------------------------------------------------------------------


def project(folder: Path) -> Path:
    """Copy the shipped project, with a source that has changed since its catalogs were made."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("bilingual.toml", "glossary.csv"):
        shutil.copy(ROOT / name, folder / name)
    source = folder / "source" / f"{ARTICLE}.txt"
    text = source.read_text(encoding="utf-8").replace("70 周年", "七十周年")
    source.write_text(text + "\n\n新的一段寫在最後。\n", encoding="utf-8")
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def temporaries(folder: Path) -> list[Path]:
    return sorted(folder.rglob(TEMPORARIES))


def bilingual(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bilingual", *arguments]


# --- Kills -----------------------------------------------------------------------------------------------------------

CALLS = (
    "write",
    "fsync",
    "rename",
    "renameat2",
    "unlink",
    "flock",
    "fchmod",
    "fcntl",
    "openat",
    "close",
    "mkdir",
)
"""The system calls that a kill is aimed at: all that writing a file consists of."""


@functools.cache
def can_trace() -> bool:
    """Tell whether strace is there and may trace."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([strace, "-qq", "-o", os.devnull, "true"]).returncode == 0


@dataclass(frozen=True)
class Point:
    """A system call to be killed at: the n-th of its name."""

    call: str
    n: int


def traced(arguments: list[str], folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *arguments],
        cwd=folder, env=env, capture_output=True, text=True,
    )  # fmt: skip


def points(arguments: list[str], folder: Path) -> list[Point]:
    """Run a command once and list the calls between the first and the last that have to do with writing files."""
    with tempfile.NamedTemporaryFile(suffix=".strace") as log:
        traced(arguments, folder, "-o", log.name, "-e", f"trace={','.join(CALLS)}")
        lines = log.read().decode(errors="replace").splitlines()
    seen: Counter[str] = Counter()
    found: list[Point] = []
    ours = [n for n, line in enumerate(lines) if ".bilingual-" in line or "flock(" in line]
    for n, line in enumerate(lines):
        if named := re.match(r"(?:\d+ +)?(\w+)\(", line):
            seen[named[1]] += 1
            if ours[0] <= n <= ours[-1] + 3:
                found.append(Point(named[1], seen[named[1]]))
    return found


def killed_at(point: Point, arguments: list[str], folder: Path) -> bool:
    """Run a command that is killed on entering a system call; True if it was."""
    inject = f"inject={point.call}:signal=KILL:when={point.n}"
    done = traced(arguments, folder, "-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
    return done.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL}


def killed_after(seconds: float, arguments: list[str], folder: Path) -> bool:
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    return process.wait() == -signal.SIGKILL


@dataclass
class Kills:
    """What became of the files in trials with kill -9."""

    trials: int = 0
    killed: int = 0
    torn: int = 0
    """Files that held neither all of the old nor all of the new."""
    left: int = 0
    """Temporary files that the next run did not clear."""
    wrong: int = 0
    """Next runs that did not end where an undisturbed run ends."""


def kill_trials(work: Path, *arguments: str, step: int = 1, limit: int = 10_000) -> Kills:
    """Kill a command at every call of its writing (at every ``step``-th), and let the next run finish the job."""
    command = bilingual(*arguments)
    start = project(work / "start")
    end = work / "end"
    shutil.copytree(start, end)
    old = bytes_of(start)
    where: list[Point | float]
    if can_trace():
        where = [*points(command, end)[::step]]
    else:
        began = time.monotonic()
        subprocess.run(command, cwd=end, capture_output=True, check=False)
        took = time.monotonic() - began
        where = [took * random.Random(n).uniform(0.5, 1) for n in range(200 // step)]
    new = bytes_of(end)
    result = Kills()
    for point in where[:limit]:
        folder = work / "trial"
        shutil.copytree(start, folder)
        kill = killed_at if isinstance(point, Point) else killed_after
        result.killed += kill(point, command, folder)  # type: ignore[operator]
        result.trials += 1
        for name, data in bytes_of(folder).items():
            if not Path(name).name.startswith(".bilingual-"):
                result.torn += data not in {old.get(name), new.get(name)}
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        result.left += len(temporaries(folder))
        result.wrong += {n: d for n, d in bytes_of(folder).items() if ".bilingual-" not in n} != new
        shutil.rmtree(folder)
    return result


# --- Full disks ------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """Mount a small file system of its own on a folder; give False where that isn't allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    mounted = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no free block on a folder's file system."""
    with (folder / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


# --- Editors ---------------------------------------------------------------------------------------------------------


def save_by_rename(path: Path, text: str) -> None:
    """Save as Poedit, Lokalize, VS Code's and most others' safe writes do: a new file takes the old one's place."""
    temporary = path.with_name(path.name + ".editor")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def save_in_place(path: Path, text: str) -> None:
    """Save as nano, OmegaT or a script do: truncate, then write, in pieces."""
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), len(text) // 3 + 1):
            file.write(text[start : start + len(text) // 3 + 1])
            file.flush()
            time.sleep(random.uniform(0, 0.002))


def save_without_truncating(path: Path, text: str) -> None:
    """Save by opening for update, writing over, and cutting off the rest: the old text stands until then."""
    with path.open("r+", encoding="utf-8") as file:
        time.sleep(random.uniform(0, 0.004))
        file.write(text)
        file.truncate()


def save_with_backup(path: Path, text: str) -> None:
    """Save as Emacs does: the old file becomes the backup, and a new one is written in its place."""
    os.replace(path, path.with_name(path.name + "~"))
    with path.open("w", encoding="utf-8") as file:
        file.write(text)


EDITORS: dict[str, Callable[[Path, str], None]] = {
    "rename": save_by_rename,
    "in place": save_in_place,
    "update": save_without_truncating,
    "backup": save_with_backup,
}

ENTRIES = 120
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def catalog(entries: int = ENTRIES) -> str:
    return HEADER + "".join(f'\nmsgid "句子{n}。"\nmsgstr ""\n' for n in range(entries))


def edited(text: str, n: int, words: str) -> str:
    head = f'msgid "句子{n}。"\nmsgstr "'
    at = text.index(head) + len(head)
    return text[:at] + words + text[text.index('"\n', at) :]


def translated(old: bytes | None, n: int, words: str, path: Path) -> bytes:
    return catalogs.add_translations(old or b"", {("", f"句子{n}。"): words}, path=str(path))


def by_us(path: Path, n: int, words: str) -> None:
    pipeline.update(path, lambda old: translated(old, n, words, path))


def by_reading_and_writing(path: Path, n: int, words: str) -> None:
    """Write as most programs do; for comparison."""
    path.write_bytes(translated(path.read_bytes(), n, words, path))


def by_comparing(path: Path, n: int, words: str) -> None:
    """Compare before replacing, as many careful programs do; for comparison."""
    while True:
        old = path.read_bytes()
        new = translated(old, n, words, path)
        temporary = path.with_name("comparing.tmp")
        temporary.write_bytes(new)
        if path.read_bytes() == old:
            os.replace(temporary, path)
            return


@dataclass
class Saves:
    """What became of the edits in trials with an editor that saves while a program writes."""

    trials: int = 0
    lost: int = 0
    """Edits of the editor that are not in the file afterwards."""
    failed: int = 0
    """Trials in which the program gave up with an error (its work can be done again)."""
    unfinished: int = 0
    """Trials after which the program, run again, did not bring its own text into the file."""


def save_trials(folder: Path, editor: str, trials: int, writer: Callable[..., None] = by_us) -> Saves:
    """Let an editor save while a program writes the same file, at about the same time, again and again."""
    path = folder / "a.po"
    save, result, rng = EDITORS[editor], Saves(), random.Random(editor)
    for n in range(trials):
        path.write_text(catalog(), encoding="utf-8")
        for other in folder.iterdir():
            if other != path:
                other.unlink()
        start = time.monotonic() + 0.02
        child = _writing(writer, path, start + rng.uniform(0, 0.01))
        text = path.read_text(encoding="utf-8")  # the editor has had the file open for a while
        _sleep_until(start + rng.uniform(0, 0.03))
        save(path, edited(text, n % 50, f"A person wrote this, no. {n}."))
        _, status = os.waitpid(child, 0)
        result.trials += 1
        result.failed += os.waitstatus_to_exitcode(status) != 0
        result.lost += f"A person wrote this, no. {n}." not in path.read_text(
            encoding="utf-8", errors="replace"
        )
        with contextlib.suppress(Exception):
            by_us(path, 100, "The program wrote this.")
        kept = path.read_text(encoding="utf-8", errors="replace")
        result.unfinished += "The program wrote this." not in kept
    assert not temporaries(folder)
    return result


def forked() -> int:
    """Fork, beside the idle threads of an engine that another test has used; gives 0 in the child.

    A translator that is freed in the child would wait for threads that a fork doesn't take along: nothing is
    collected there, and a child that hangs all the same is ended after a minute or two.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        gc.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(100)
    return child


def _writing(writer: Callable[..., None], path: Path, when: float) -> int:
    child = forked()
    if child:
        return child
    try:
        _sleep_until(when)
        writer(path, 100, "The program wrote this.")
    except BaseException:
        os._exit(1)
    os._exit(0)


def _sleep_until(when: float) -> None:
    time.sleep(max(0.0, when - time.monotonic()))


def writers(path: Path, processes: int, entries: int) -> list[str]:
    """Let several programs fill in entries of one file at once; give the texts that are not in it afterwards."""
    path.write_text(catalog(processes * entries), encoding="utf-8")
    children = []
    for process in range(processes):
        child = forked()
        if not child:
            try:
                for n in range(entries):
                    by_us(path, process * entries + n, f"Text {process}/{n}.")
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert statuses == [0] * processes
    text = path.read_text(encoding="utf-8")
    wanted = [f"Text {process}/{n}." for process in range(processes) for n in range(entries)]
    return [words for words in wanted if words not in text]


@dataclass
class Collisions:
    """What became of saves in place beside writes at full speed."""

    saves: int = 0
    writes: int = 0
    lost: int = 0
    """Saves that went into a file that had just been taken out, and was thrown away with them."""


def collisions(folder: Path, seconds: float, *, leases: bool = True) -> Collisions:
    """Save in place, with and without emptying the file first, while a program writes it without a pause.

    Without ``leases`` it can't be told who has the file open, as if it belonged to somebody else.
    """
    path, count = folder / "a.po", folder / "count"
    path.write_bytes(b"x" * 2000)
    end = time.monotonic() + seconds
    child = forked()
    if not child:
        if not leases:
            watching._granted = lambda _file: None
        count.write_text(str(_write_on_and_on(path, end)), encoding="utf-8")
        os._exit(0)
    result = Collisions()
    while time.monotonic() < end:
        time.sleep(random.uniform(0, 0.0003))
        descriptor = os.open(path, os.O_WRONLY | (os.O_TRUNC if result.saves % 2 else 0))
        os.pwrite(descriptor, b"E" * 2000, 0)
        result.lost += os.fstat(descriptor).st_nlink == 0
        os.close(descriptor)
        result.saves += 1
    os.waitpid(child, 0)
    result.writes = int(count.read_text(encoding="utf-8"))
    return result


def _write_on_and_on(path: Path, end: float) -> int:
    written = tried = 0
    while time.monotonic() < end:
        tried += 1
        old = path.read_bytes()
        with contextlib.suppress(FileError):
            written += files.write(path, b"%08d" % tried + old[8:2000].ljust(1992, b"x"), expected=old)
    return written

"""Runs the full fault trials of writing and prints what was lost: kills at every call, editors that save meanwhile.

One in ten, two minutes; all of them, a quarter of an hour: ``benchmarks/faults.py 1``.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import faults  # noqa: E402  (it lies with the tests)

STEP = int(sys.argv[1]) if len(sys.argv) > 1 else 10
SAVES = 300 // STEP
WRITERS = {
    "read, change, write": faults.by_reading_and_writing,
    "compare, then rename": faults.by_comparing,
    "bilingual": faults.by_us,
}


def kills() -> None:
    where = "system calls, by strace" if faults.can_trace() else "random moments"
    print(f"kill -9 at {where}; the next run finishes the job")
    for command in ("sync", "build"):
        arguments = ("build", "--columns", "zh-Hant,en") if command == "build" else (command,)
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            found = faults.kill_trials(Path(folder), *arguments, step=STEP)
            print(
                f"  {command:6} {found.trials:4} trials, {found.killed} killed: {found.torn} files torn, "
                f"{found.left} temporaries left, {found.wrong} next runs that end elsewhere "
                f"({time.monotonic() - began:.0f} s)"
            )


def saves() -> None:
    print(f"an editor saves while a program writes: edits lost of {SAVES}")
    print(f"  {'the editor saves':18}" + "".join(f"{name:>22}" for name in WRITERS))
    for editor in faults.EDITORS:
        cells = []
        for writer in WRITERS.values():
            with tempfile.TemporaryDirectory() as folder:
                found = faults.save_trials(Path(folder), editor, SAVES, writer)
                gave_up = f" ({found.failed} gave up)" if found.failed else ""
                cells.append(f"{found.lost}{gave_up}")
        print(f"  {editor:18}" + "".join(f"{cell:>22}" for cell in cells))


def collisions() -> None:
    for leases, whose in ((True, "a file of our own"), (False, "a file whose writers can't be told")):
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
            found = faults.collisions(Path(folder), 40 / STEP, leases=leases)
        print(
            f"saves in place while we write without a pause, {whose}: "
            f"{found.saves} saves beside {found.writes} writes, {found.lost} lost"
        )


def writers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        count = 100 // STEP
        lost = faults.writers(Path(folder) / "a.po", 4, count)
        print(f"4 runs of bilingual fill in {4 * count} entries of one catalog at once: {len(lost)} lost")


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # forks: the children only write files
    saves()
    collisions()
    writers()
    kills()

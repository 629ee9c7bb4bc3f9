"""Stops a run over many articles, by kill -9 and by ctrl-C, and counts what the next run has to do.

The model has a real one's size (see argos.py) and writes a Latin word for each Chinese character. 200 articles of four
sentences, or as many as the first argument says, are drafted with --fast; ctrl-C is pressed with beam 4, where a
batch takes CTranslate2 longest. Prints what was kept, what the next run did, and how long ctrl-C took.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import wired  # noqa: E402  (it lies with the tests)
from bilingual import models  # noqa: E402

REAL = wired.Shape(width=512, layers=6, heads=8, feed_forward=2048, quantization="int8")
WORDS = 32_000
LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def main() -> None:
    """Set up the project, stop it twice, finish it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["ARGOS_PACKAGES_DIR"] = str(root / "packages")
        install(root)
        total = write(root / "project", count)
        command(root, "sync", "--quiet")
        print(f"{count} articles, {total} sentences")
        stopped(root, signal.SIGKILL, total // 3, "--fast")
        kept = drafts(root)
        print(f"kill -9: {kept} kept, {total - kept} left, every catalog whole")
        stopped(root, signal.SIGINT, kept + total // 6)
        before = kept
        kept = drafts(root)
        print(f"         {kept} kept, {kept - before} of them by this run")
        results = json.loads(command(root, "translate", "--fast", "--json"))["results"]
        done = sum(row["drafts"] for row in results)
        print(
            f"the next run drafted {done}: {'exactly the rest' if done == total - kept else 'NOT the rest'}"
        )
        again = json.loads(command(root, "translate", "--fast", "--json"))["results"]
        print(f"and the one after it {sum(row['drafts'] for row in again)}")


def install(root: Path) -> None:
    pairs = {wired.SPACE: wired.SPACE, "。": "."}
    pairs |= {letter: f"▁{word(n)}" for n, letter in enumerate(LETTERS)}
    pairs |= {f"▁t{n}": f"▁t{n}" for n in range(WORDS - len(pairs))}
    models.install_file(wired.package(root, "zt", "en", "1.9", pairs, shape=REAL))


def word(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


def write(project: Path, count: int) -> int:
    """Write the articles; give the number of their sentences, which are all different."""
    dice = random.Random(1)
    (project / "source").mkdir(parents=True)
    (project / "bilingual.toml").write_text('targets = ["en"]\n', encoding="utf-8")
    for n in range(count):
        lines = ["".join(dice.choices(LETTERS, k=dice.randint(15, 35))) for _ in range(5)]
        text = "\n\n".join([lines[0][:10], *(f"{line}。" for line in lines[1:])])
        (project / "source" / f"article-{n:03}.txt").write_text(f"{text}\n", encoding="utf-8")
    return 5 * count


def command(root: Path, *arguments: str) -> str:
    run = [sys.executable, "-m", "bilingual", "--project", str(root / "project"), *arguments]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def stopped(root: Path, stop: signal.Signals, at: int, *arguments: str) -> None:
    """Run until so many drafts are there, then stop it; print the status and the time that it took."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "--project", str(root / "project"), "translate", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # a run in the background begins with the signal ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while drafts(root) < at and process.poll() is None:
        time.sleep(0.2)
    time.sleep(0.5)  # into the middle of a batch
    start = time.perf_counter()
    process.send_signal(stop)
    _, said = process.communicate()
    took = time.perf_counter() - start
    if stop is signal.SIGINT:
        print(f"ctrl-C:  status {process.returncode} after {took:.2f} s: {said.strip()}")


def drafts(root: Path) -> int:
    """Count the drafts on disk; a torn catalog would not be readable."""
    found = 0
    for path in (root / "project" / "locales").rglob("[!.]*.po"):  # not a file that is just being written
        if "#. mt:" in path.read_text(encoding="utf-8"):
            found += sum(bool(entry.msgstr) for entry in polib.pofile(str(path)))
    return found


if __name__ == "__main__":
    main()

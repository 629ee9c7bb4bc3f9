"""Prints how long ``bilingual check`` and ``review`` take, the whole command, beside a bare start of Python.

Seconds are those of the processor, the best of five runs: on a busy machine the clock says more about other work.
The catalog holds the shipped article's entries over and over, each under a number of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("bilingual")
RUNS = 5
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"X-Source-Language: zh_Hant\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def seconds(*command: str | Path, cwd: Path | None = None) -> float:
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def write(path: Path, language: str, count: int) -> None:
    (shipped,) = (ROOT / "locales" / language / "LC_MESSAGES").glob("*.po")
    entries = shipped.read_text(encoding="utf-8").split("\n\n")[1:]
    copies = (_numbered(entries[n % len(entries)], n) for n in range(count))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language) + "\n" + "\n".join(copies), encoding="utf-8")


def _numbered(entry: str, n: int) -> str:
    for keyword in ("msgid", "msgstr"):
        entry = entry.replace(f'{keyword} "', f'{keyword} "{n} ', 1)
    return entry.replace("msgctxt", "#, fuzzy\nmsgctxt", 1) if "msgctxt" in entry else f"#, fuzzy\n{entry}"


def main() -> None:
    bare = seconds(sys.executable, "-c", "pass")
    print(f"python -c pass                     {bare:6.2f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "source" / "a.txt").write_text("題目\n\n句子。\n", encoding="utf-8")
        (folder / "bilingual.toml").touch()
        for count in (10, 1_000, 10_000):
            for language in ("en", "ko"):
                path = folder / "locales" / language / "LC_MESSAGES" / "a.po"
                write(path, language, count)
                check = seconds(COMMAND, "check", path, "--quiet", cwd=folder)
                review = seconds(COMMAND, "review", language, cwd=folder)
                print(
                    f"{count:6} segments, {language}:   check {check:5.2f} s ({check / bare:4.0f} ×, "
                    f"{check - bare:5.2f} s without Python's start)   review {review:5.2f} s ({review / bare:4.0f} ×)"
                )


if __name__ == "__main__":
    main()

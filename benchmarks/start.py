"""Prints how long ``bilingual --help`` takes beside a bare start of Python, in one run, as medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 15
COMMAND = Path(sys.executable).with_name("bilingual")


def seconds(*command: str | Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    bare, help_, status = [], [], []
    for _ in range(RUNS):
        bare.append(seconds(sys.executable, "-c", "pass"))
        help_.append(seconds(COMMAND, "--help"))
        status.append(seconds(COMMAND, "make", "--help"))
    base = statistics.median(bare)
    for name, times in (
        ("python -c pass", bare),
        ("bilingual --help", help_),
        ("bilingual make --help", status),
    ):
        print(
            f"{name:22} {statistics.median(times) * 1000:6.1f} ms   {statistics.median(times) / base:4.1f} ×"
        )


if __name__ == "__main__":
    main()

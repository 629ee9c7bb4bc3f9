"""The program git: where a repository is, what its configuration says, and its merge of texts line by line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bilingual.errors import MissingError, UsageError

_MERGE_FILE_ERROR = 127
"""``git merge-file`` ends with the number of conflicts, up to this; with more on an error."""


def top(folder: Path) -> Path:
    """Give the folder that holds the repository's ``.git``. Raises UsageError if there is none."""
    done = _run("rev-parse", "--show-toplevel", folder=folder)
    if done.returncode:
        raise UsageError(
            f"no git repository at {folder}: {_last_line(done.stderr)}",
            hint=f"make one first: git init {folder}",
        )
    return Path(os.fsdecode(done.stdout).removesuffix("\n"))


def configure(folder: Path, values: Mapping[str, str], *, dry_run: bool) -> dict[str, bool]:
    """Set values in the repository's own configuration; gives for each whether it was another before."""
    changed = {}
    for name, value in values.items():
        before = (
            _run("config", "--local", "--get", name, folder=folder)
            .stdout.decode(errors="replace")
            .removesuffix("\n")
        )
        changed[name] = before != value
        if before != value and not dry_run:
            done = _run("config", "--local", "--replace-all", name, value, folder=folder)
            if done.returncode:
                raise UsageError(f"git can't set {name}: {_last_line(done.stderr)}", hint="check .git/config")
    return changed


def merge_file(base: Path, ours: Path, theirs: Path, *, marker_size: int) -> tuple[bytes, int]:
    """Merge three texts line by line; give the result and the number of conflicts in it."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    done = _run(
        "merge-file", "-p", f"--marker-size={marker_size}", *labels, str(ours), str(base), str(theirs),
        folder=Path.cwd(),
    )  # fmt: skip
    if not 0 <= done.returncode <= _MERGE_FILE_ERROR:
        raise UsageError(f"git can't merge the files: {_last_line(done.stderr)}", hint="merge them by hand")
    return done.stdout, done.returncode


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise MissingError("git is not installed", hint="Debian, Ubuntu: sudo apt-get install git") from None


def _last_line(text: bytes) -> str:
    lines = text.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else "no reason given"

"""A folder beside the packages in which one is made ready: gone at the end, or cleared away by the next one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bilingual.models import packages

PREFIX = ".bilingual-"
FORMER = "former"
"""Folder inside for the package whose place a new one takes."""
_LOCK = "lock"
_YOUNG = 60
"""Seconds in which a workspace may still have no lock."""
_OLD = 24 * 3600
"""Seconds after which a workspace counts as left over where files can't be locked (Windows)."""


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """Make the folder; inside the packages folder, argostranslate would take it for a package.

    What a killed run left behind is cleared away first. Raises OSError.
    """
    parent = packages.folder().parent
    parent.mkdir(parents=True, exist_ok=True)
    _clear(parent)
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        with (made / _LOCK).open("wb") as lock:
            _hold(lock)
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _clear(parent: Path) -> None:
    """Remove workspaces that nobody works in any more; a package that was on its way out goes back first."""
    for left in parent.glob(f"{PREFIX}*"):
        if left.is_dir() and not _in_use(left):
            for package in (left / FORMER).glob("*"):
                place = packages.folder() / package.name
                if not place.exists():
                    with contextlib.suppress(OSError):
                        package.rename(place)
            shutil.rmtree(left, ignore_errors=True)


def _in_use(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open("rb") as lock:
            return not _hold(lock)
    except OSError:  # another run may have made it this instant
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime < _YOUNG
        return True


def _hold(lock: IO[bytes]) -> bool:
    """Lock a file for as long as it is open; False if somebody else has."""
    try:
        import fcntl
    except ImportError:
        return time.time() - Path(lock.name).stat().st_mtime > _OLD
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

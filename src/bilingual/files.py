"""The one way in and out: read whole files as bytes, and replace whole files so that no crash can tear them."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from bilingual.errors import FileChangedError, FileError

TEMPORARY_PREFIX = ".bilingual-"


_rehearsed: ContextVar[dict[str, bytes] | None] = ContextVar("_rehearsed", default=None)
"""What a dry run has written so far, by real path; None when writing is real."""


@contextlib.contextmanager
def rehearsal() -> Iterator[None]:
    """Let everything inside read what it wrote, and write nothing: the code path of a dry run is the real one."""
    token = _rehearsed.set({})
    try:
        yield
    finally:
        _rehearsed.reset(token)


def exists(path: Path) -> bool:
    """Say whether there is such a file, written or rehearsed."""
    return os.path.realpath(path) in (_rehearsed.get() or {}) or path.exists()


def read(path: Path) -> bytes:
    """Read a whole file. Raises FileError that says what to do."""
    rehearsed = _rehearsed.get() or {}
    if (real := os.path.realpath(path)) in rehearsed:
        return rehearsed[real]
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            f"can't read the file: {_reason(error)}", path=str(path), hint=_read_hint(error)
        ) from error


def write(path: Path, data: bytes, *, expected: bytes | None = None) -> bool:
    """Make the file hold ``data``; True if that changes anything.

    The bytes go to a temporary file in the same folder, are synced, and take the old file's place in one
    step: at any moment, even after a crash or on a full disk, the path holds either all of the old or all of
    the new. A file that already holds ``data`` is not touched. ``expected`` is what the file held when ``data``
    was made from it: if somebody has saved it since, it is left alone. Raises FileChangedError then, and
    FileError.
    """
    if exists(path) and not path.is_dir() and read(path) == data:
        return False
    rehearsed = _rehearsed.get()
    if rehearsed is not None:
        rehearsed[os.path.realpath(path)] = data
        return True
    try:
        _replace(Path(os.path.realpath(path)), data, expected)  # a symbolic link stays one
    except OSError as error:
        raise FileError(
            f"can't write the file: {_reason(error)}", path=str(path), hint=_write_hint(error)
        ) from error
    return True


def _replace(target: Path, data: bytes, expected: bytes | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")  # renaming over it would get round the owner's wish
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=target.suffix, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
        if expected is not None and target.exists() and target.read_bytes() != expected:
            raise FileChangedError("somebody saved the file meanwhile", path=str(target))
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """The old file's permissions, or those that a new file gets here."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _read_hint(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "check the name; articles stand in source/, catalogs in locales/"
    if isinstance(error, IsADirectoryError):
        return "name a file, not a folder"
    return "check the file's permissions"


def _write_hint(error: OSError) -> str:
    if error.errno == 28:
        return "the disk is full: free some space and run the same command again; nothing was changed"
    return "check the permissions of the file and of its folder; nothing was changed"

"""A path → its bytes, and whether another program has the file open for writing at this moment.

Linux tells by a lease: a read lease on a file is granted only while nobody has it open for writing, and while it is
held, whoever opens the file for writing has to wait. It takes the file's owner (or root) and a local file system;
elsewhere it can't be told.
"""

from __future__ import annotations

import contextlib
import errno
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def quiet(path: Path) -> bytes | None:
    """Read a file; None if somebody has it open for writing, so that what it holds may be half of a save."""
    with path.open("rb", buffering=0) as file, _lease(file) as free:
        if free is False:
            return None
        data = file.read()
        return None if free and _claimed(file) else data


def knows(path: Path) -> bool:
    """Tell whether this system can say of the file that somebody is writing it."""
    with path.open("rb", buffering=0) as file, _lease(file) as free:
        return free is not None


def fresh(path: Path, seconds: float) -> bool:
    """Tell whether the file was changed within the last seconds."""
    return abs(time.time() - path.stat().st_mtime) < seconds


@contextlib.contextmanager
def _lease(file: BinaryIO) -> Iterator[bool | None]:
    """Hold a read lease: True if it was granted, False if there is a writer, None if leases don't work here."""
    free = _granted(file)
    try:
        yield free
    finally:
        if free and not file.closed:  # an interruption may have closed it first, and the lease with it
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def _granted(file: BinaryIO) -> bool | None:
    if not hasattr(fcntl, "F_SETLEASE"):
        return None
    try:
        # Who breaks the lease sends a signal, by default one that would end this process; SIGURG is ignored.
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return False if error.errno == errno.EAGAIN else None
    return True


def _claimed(file: BinaryIO) -> bool:
    """Tell whether somebody waits for the lease to end, to write the file."""
    return fcntl.fcntl(file, fcntl.F_GETLEASE) != fcntl.F_RDLCK


def same(path: Path, data: bytes) -> bool:
    """Tell whether a file holds these bytes and nobody is writing it; False if it is gone."""
    with contextlib.suppress(FileNotFoundError):
        return quiet(path) == data
    return False

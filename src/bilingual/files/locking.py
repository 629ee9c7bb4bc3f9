"""A folder → the right to write in it, for one process at a time; and a write that ctrl-C can't cut in two."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 60.0
"""Seconds to wait for another run; it holds the lock for one file at a time, which takes milliseconds."""
_POLL = 0.005


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Keep other processes of ``bilingual`` from writing in a folder; give False where it can't be locked.

    The lock is the kernel's, on the folder itself: it leaves no file behind and ends with the process, however
    that ends. Windows and most network file systems have none. Raises TimeoutError.
    """
    descriptor = _open(folder)
    if descriptor is None:
        yield False
        return
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int | None:
    if fcntl is None:
        return None
    try:
        return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError:  # a folder that may be written but not listed
        return None


def _lock(descriptor: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError(110, "another run of bilingual is writing in this folder") from None
            time.sleep(_POLL)
        except OSError:
            return False
        else:
            return True


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let ctrl-C wait until the block is done: it takes milliseconds, and what is half done can't be undone."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield  # ctrl-C reaches the main thread only
        return
    came: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            before(*came[0])

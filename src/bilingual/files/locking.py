"""A folder → the right to write in it, for one process at a time; and a write that ctrl-C can't cut in two."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from types import FrameType

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 60.0
"""Seconds to wait for another run; it holds the lock for one file at a time, which takes milliseconds."""
_POLL = 0.005

_held: ContextVar[frozenset[Path]] = ContextVar("_held", default=frozenset())
"""The folders that are locked by us just now."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Keep other processes of ``bilingual`` from writing in a folder; give False where it can't be locked.

    The lock is the kernel's, on the folder itself: it leaves no file behind and ends with the process, however
    that ends. Windows and most network file systems have none. Who holds it may take it again. Raises TimeoutError.
    """
    if folder in _held.get():
        yield True
        return
    descriptor = _open(folder)
    if descriptor is None:
        yield False
        return
    token = None
    try:
        if sole := _lock(descriptor):
            token = _held.set(_held.get() | {folder})
        yield sole
    finally:
        os.close(descriptor)
        if token:
            _held.reset(token)


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
                raise TimeoutError(
                    errno.ETIMEDOUT, "another run of bilingual is writing in its folder"
                ) from None
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

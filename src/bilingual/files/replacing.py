"""A path and bytes → the path holds them, in one step, and never over what somebody saved in the same instant."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from enum import Enum
from pathlib import Path

from bilingual.errors import FileChangedError
from bilingual.files import exchanging, leftovers, watching
from bilingual.files.locking import locked, uninterrupted


class Anything(Enum):
    """What a file is expected to hold, if that is of no concern."""

    ANYTHING = "anything"


ANYTHING = Anything.ANYTHING
Expected = bytes | Anything | None
"""What a file must hold to be replaced: these bytes, anything, or (None) it must not be there."""

_WAIT = 2.0
"""Seconds to wait for the end of a save that is going on in a file which another save has overtaken."""


def replace(target: Path, data: bytes, expected: Expected) -> None:
    """Make the target hold ``data`` if it holds what is expected; it is not a symbolic link.

    Raises FileChangedError, with the target as somebody else left it, and OSError, with the target as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        # Renaming over it would get round the owner's wish. Opening it says why not, in the system's words.
        os.close(os.open(target, os.O_WRONLY))
    with locked(target.parent), uninterrupted():
        part = _written(target, data)
        try:
            if isinstance(expected, bytes):
                _exchange(part, target, expected, data)
            elif expected is None:
                exchanging.create(part, target)
            else:
                os.replace(part, target)
        except FileExistsError:
            raise _changed(target) from None
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)


def take_away(target: Path, expected: bytes) -> None:
    """Remove the target if it holds what is expected. Raises as ``replace`` does."""
    with locked(target.parent), uninterrupted():
        if not watching.same(target, expected):
            raise _changed(target)
        target.unlink()
        _sync_folder(target.parent)


def _written(target: Path, data: bytes) -> Path:
    """Write a temporary file beside the target that is like it in all but its bytes."""
    descriptor, name = tempfile.mkstemp(prefix=leftovers.PART, suffix=leftovers.SUFFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _adopt(descriptor, target)
            os.fsync(descriptor)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _adopt(descriptor: int, target: Path) -> None:
    """Give a new file the old one's owner, group, attributes (access lists too) and mode, as far as we may."""
    try:
        old = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        _set_mode(descriptor, 0o666 & ~mask)
        return
    if hasattr(os, "fchown"):
        new = os.fstat(descriptor)
        for owner, group in ((old.st_uid, -1), (-1, old.st_gid)):
            if (owner, group) not in {(new.st_uid, -1), (-1, new.st_gid)}:
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, owner, group)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))
    _set_mode(descriptor, stat.S_IMODE(old.st_mode))


def _set_mode(descriptor: int, mode: int) -> None:
    if os.chmod in os.supports_fd:
        os.chmod(descriptor, mode)


def _exchange(part: Path, target: Path, expected: bytes, data: bytes) -> None:
    """Exchange the temporary with the target, look at what came out, and delete it if it is what was expected.

    An error of the system's in the middle leaves the temporary, which then may be somebody's only copy:
    ``leftovers`` knows what to do with it.
    """
    if not watching.same(target, expected):
        raise _changed(target)
    save = leftovers.save_name(part, target, expected, data)
    part.rename(save)
    try:
        out = _swapped(save, target, expected)
    except BaseException:
        save.unlink(missing_ok=True)
        raise
    if out and not watching.same(save, expected):
        _give_back(save, target, expected, data)
    save.unlink(missing_ok=True)


def _swapped(save: Path, target: Path, expected: bytes) -> bool:
    """Exchange the two and give True; where that can't be done, replace the target and give False."""
    try:
        exchanging.exchange(save, target)
    except exchanging.CannotExchangeError:
        if not watching.same(target, expected):
            raise _changed(target) from None
        os.replace(save, target)  # what is saved between these two lines is lost
        return False
    except FileNotFoundError:
        raise _changed(target) from None
    return True


def _give_back(save: Path, target: Path, base: bytes, ours: bytes) -> None:
    """Put back what somebody saved just before the exchange. Raises FileChangedError always.

    If somebody saved once more before that, over our text, their later save is put back over the earlier one,
    which goes with the error: nobody has seen both.
    """
    exchanging.exchange(save, target)
    if watching.same(save, ours):
        save.unlink()
        raise _changed(target)
    exchanging.exchange(save, target)
    end = time.monotonic() + _WAIT
    while (earlier := watching.quiet(save)) is None and time.monotonic() < end:
        time.sleep(0.01)
    error = _changed(target)
    error.overtaken = (base, save.read_bytes() if earlier is None else earlier)
    save.unlink()
    raise error


def _changed(target: Path) -> FileChangedError:
    return FileChangedError(
        "somebody saved the file meanwhile",
        path=str(target),
        hint="theirs stands; run the same command again",
    )


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

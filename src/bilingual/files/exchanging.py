"""Two paths → the two files behind them exchanged in one step, where the system can; and a new file that replaces none."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import platform
from collections.abc import Callable
from pathlib import Path

_NOREPLACE = 1
_EXCHANGE = 2
_AT_FDCWD = -100
_SYSTEM_CALL = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "ppc64le": 357, "s390x": 347}
"""Numbers of renameat2, for C libraries without a function of that name (linux/…/unistd.h)."""
_UNABLE = frozenset({errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.ENOTSUP, errno.EXDEV})
"""What systems, file systems and sandboxes say that don't know the flags of renameat2."""


class CannotExchangeError(Exception):
    """Neither this system nor this file system can do it in one step."""


def exchange(one: Path, other: Path) -> None:
    """Exchange two files. Raises CannotExchangeError, and OSError, e.g. if one of them is gone."""
    _rename(one, other, _EXCHANGE)


def create(temporary: Path, target: Path) -> None:
    """Give a file its name. Raises FileExistsError if there is a file of that name, however young."""
    try:
        _rename(temporary, target, _NOREPLACE)
        return
    except CannotExchangeError:
        pass
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as FAT
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.replace(temporary, target)
    else:
        os.unlink(temporary)


def _rename(one: Path, other: Path, flag: int) -> None:
    call = _renameat2()
    if call is None:
        raise CannotExchangeError
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), flag) == 0:
        return
    number = ctypes.get_errno()
    if number in _UNABLE:
        raise CannotExchangeError
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@functools.cache
def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    if platform.system() != "Linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    try:
        function = library.renameat2
    except AttributeError:
        number = _SYSTEM_CALL.get(platform.machine())
        return functools.partial(library.syscall, number) if number else None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return function

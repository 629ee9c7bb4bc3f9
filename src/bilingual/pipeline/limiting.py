"""An edition in the making → the same, or an error once it takes more time or memory than editions take."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bilingual.edition_settings import LimitsConfig
from bilingual.errors import LimitError
from bilingual.files.process import memory

_EVERY = 0.2
"""Seconds of the processor between two looks; one takes 20 microseconds."""
_AGAIN = 2.0
"""Seconds until it is said once more: a library may have taken the first error for one of a picture."""
_MEGABYTE = 2**20


@contextmanager
def limited(limits: LimitsConfig, what: str) -> Iterator[None]:
    """Let nothing inside take more seconds of the processor or megabytes of memory than ``limits`` say.

    ``what`` names the edition. Raises LimitError where the work stands; files are written whole or not at all, so
    the last good one stays. The system's own limits would end the process without a word. In another thread
    than the main one, and where the system has no such timer, there are no limits.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    started, before = time.process_time(), memory()
    said: list[tuple[float, LimitError]] = []

    def look(_number: int, _frame: FrameType | None) -> None:
        now = time.process_time()
        if said and now - said[-1][0] < _AGAIN:
            return
        error = _passed(limits, what, now - started, memory() - before)
        if error:
            said.append((now, error))
            raise error

    def ignored(what: sys.UnraisableHookArgs) -> None:
        if not isinstance(what.exc_value, LimitError):  # one that fell into a destructor is raised again
            hook(what)

    hook, sys.unraisablehook = sys.unraisablehook, ignored
    handler = signal.signal(signal.SIGPROF, look)
    timer = signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, handler)
        sys.unraisablehook = hook
    if said:  # somebody swallowed it: what was made is not what it should be
        raise said[-1][1]


def _passed(limits: LimitsConfig, what: str, seconds: float, taken: int) -> LimitError | None:
    if limits.seconds and seconds > limits.seconds:
        return _error(what, f"more than {limits.seconds} seconds", "seconds", limits.seconds)
    if limits.megabytes and taken > limits.megabytes * _MEGABYTE:
        return _error(what, f"more than {limits.megabytes} MB of memory", "megabytes", limits.megabytes)
    return None


def _error(what: str, spent: str, setting: str, most: int) -> LimitError:
    allowed = max(2 * most, getattr(LimitsConfig(), setting))  # a limit far too low is not merely doubled
    return LimitError(
        f"{what} takes {spent}, and was given up; the edition that was there is as it was",
        hint=f"look for what is unusual in the article; or allow more in bilingual.toml: [limits] {setting} = {allowed}",
    )

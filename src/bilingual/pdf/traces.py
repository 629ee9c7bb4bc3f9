"""What the system lent to a typesetting → the paths that tell whether it would still lend the same."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bilingual import files
from bilingual.errors import FileError

_MAPPED = re.compile(r"/\S.*$")
_PASSING = re.compile(r"^/dev/|/weasyprint-[^/]*/|\(deleted\)$")
"""What is mapped for this run only, such as the package's own fonts as WeasyPrint unpacks them."""


def traces() -> tuple[str, ...]:
    """Name the libraries and fonts in use, and where fontconfig looks for fonts and settings, sorted.

    To be asked after an edition has been set. Nothing where the system doesn't say (that is, without /proc).
    """
    mapped = _mapped()
    library = next((path for path in mapped if "/libfontconfig." in path), None)
    if library is None:
        return ()
    return tuple(sorted({*mapped, *_asked(ctypes.CDLL(library))}))


def _mapped() -> set[str]:
    """The files that this process has mapped: shared libraries, fonts, fontconfig's caches."""
    try:
        lines = files.read(Path("/proc/self/maps")).decode("utf-8", "surrogateescape").splitlines()
    except FileError:
        return set()
    found = (_MAPPED.search(line) for line in lines)
    return {match[0] for match in found if match and not _PASSING.search(match[0])}


def _asked(fontconfig: ctypes.CDLL) -> Iterator[str]:
    """What fontconfig's present configuration names: its font folders, with those inside, and its own files."""
    following = fontconfig.FcStrListNext
    following.argtypes, following.restype = [ctypes.c_void_p], ctypes.c_char_p
    done = fontconfig.FcStrListDone
    done.argtypes, done.restype = [ctypes.c_void_p], None
    questions: tuple[Callable[..., int], ...] = (
        fontconfig.FcConfigGetFontDirs,
        fontconfig.FcConfigGetConfigFiles,
    )
    for question in questions:
        question.argtypes, question.restype = [ctypes.c_void_p], ctypes.c_void_p  # type: ignore[attr-defined]
        answers = question(None)
        while name := following(answers):
            yield name.decode("utf-8", "surrogateescape")
        done(answers)

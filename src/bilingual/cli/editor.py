"""A place in a catalog → the command that opens the editor there."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from bilingual.errors import BilingualError, MissingError

_PLUS_LINE = frozenset(
    [
        "ed",
        "emacs",
        "emacsclient",
        "ex",
        "gedit",
        "gvim",
        "jed",
        "joe",
        "kak",
        "mcedit",
        "mg",
        "micro",
        "nano",
        "ne",
        "nvim",
        "pico",
        "vi",
        "view",
        "vim",
        "zile",
    ]
)
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "vscodium"})
_COLON_LINE = frozenset({"helix", "hx", "subl", "zed", "zeditor"})


def command(editor: str, path: str, line: int) -> list[str] | None:
    """Give the command that opens a file at a line; None for an editor that is not known to have one.

    >>> command("emacs -nw", "a.po", 7)
    ['emacs', '-nw', '+7', 'a.po']
    >>> command("poedit", "a.po", 7) is None
    True
    """
    words = shlex.split(editor)
    name = Path(words[0]).stem.lower() if words else ""
    if name in _PLUS_LINE:
        return [*words, f"+{line}", path]
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    if name in _COLON_LINE:
        return [*words, f"{path}:{line}"]
    return None


def chosen() -> str:
    """Give the person's editor: ``$VISUAL``, else ``$EDITOR``, else nothing."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def start(words: list[str]) -> None:
    """Run an editor until it ends. Raises MissingError if it isn't there, BilingualError if it fails."""
    try:
        status = subprocess.run(words, check=False).returncode
    except OSError as error:
        raise MissingError(
            f"can't start the editor “{words[0]}”: {(error.strerror or str(error)).lower()}",
            hint="set VISUAL or EDITOR to an editor that is installed",
        ) from None
    if status:
        raise BilingualError(f"the editor ended with status {status}: {shlex.join(words)}")

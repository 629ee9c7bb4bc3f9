"""The one tree of errors: what went wrong, where, and what to do about it.

::

    BilingualError          1  something is incomplete
    ├── NotFinalError       1  an edition asked for as final still holds unreviewed text
    ├── UsageError          2  wrong usage
    │   └── ConfigError     2  wrong configuration: bilingual.toml, glossary.csv
    ├── MissingError        3  something needed is not installed: a model, a font, a library
    │   └── EngineError     3  a translation server that can't be reached or used
    │       └── ConsentError 3 nobody has agreed that texts go there
    └── FileError           4  a file can't be read or written
        ├── FileChangedError 4 somebody else saved it while we worked
        ├── SourceError     4  a source that can't be understood
        ├── CatalogError    4  a catalog that gettext would refuse
        └── PackageError    4  a model package that is damaged or unsafe

The number is the exit status of the command (``exit_status`` on the class).
"""

from __future__ import annotations


class BilingualError(Exception):
    """Any failure that a user can do something about.

    ``message`` says what is wrong, in one sentence without a full stop at its end.
    ``path``, ``line`` and ``column`` (counted from 1) say where; ``hint`` says what to do.
    """

    exit_status = 1

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        line: int = 0,
        column: int = 0,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    @property
    def where(self) -> str:
        """``path:line:column`` as far as it is known, else the empty string."""
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers]) if self.path else ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments need help to cross a process border.
        return (_rebuild, (type(self), dict(self.__dict__)))


def _rebuild(kind: type[BilingualError], values: dict[str, object]) -> BilingualError:
    error = kind(str(values["message"]))
    error.__dict__.update(values)
    return error


class NotFinalError(BilingualError):
    """An edition that was asked for as final, but still holds drafts or untranslated text."""


class UsageError(BilingualError):
    """A command that can't mean anything."""

    exit_status = 2


class ConfigError(UsageError):
    """A setting or a glossary row that can't mean anything."""


class MissingError(BilingualError):
    """Something needed is not installed; the hint holds the commands that install it."""

    exit_status = 3


class EngineError(MissingError):
    """A translation server that can't be reached, refuses, or answers what nobody can read."""


class ConsentError(EngineError):
    """Texts that would leave the machine without anybody having agreed; nothing was sent."""


class FileError(BilingualError):
    """A file that can't be read or written; what was on disk is as it was."""

    exit_status = 4


class LimitError(FileError):
    """An edition that takes more time or memory than ``[limits]`` allow; the last good one stays."""


class FileChangedError(FileError):
    """A file that somebody else saved between our reading and our writing; theirs was kept."""

    overtaken: tuple[bytes, bytes] | None = None
    """What we had read, and a save that yet another one replaced in the same instant: it may hold a person's words."""


class SourceError(FileError):
    """A source whose bytes can't be understood as an article."""


class CatalogError(FileError):
    """A catalog that gettext's own tools would refuse."""


class PackageError(FileError):
    """A model package that is damaged, incomplete or unsafe to unpack."""

"""Results → lines for people, or one JSON value for programs."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from bilingual.errors import BilingualError

_NARROWEST = 40
_WIDEST = 110


class Output:
    """Where a command's results go, and what its exit status will be.

    People's text goes to standard output, or to standard error if ``as_json`` is set: then standard output
    is one JSON value: an object with ``results`` and ``errors``, or, if ``bare``, the list of results alone.
    ``quiet`` leaves only errors and findings.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False, bare: bool = False) -> None:
        self.as_json = as_json
        self.bare = bare
        self.quiet = quiet
        self.status_code = 0
        self.values: list[Any] = []
        self.problems: list[dict[str, Any]] = []
        self.hint = ""
        self.warned: set[str] = set()

    @property
    def color(self) -> bool:
        """Whether what is said shows in color."""
        stream = sys.stderr if self.as_json else sys.stdout
        return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """How many cells a line may take: the terminal's, within what reads well."""
        return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)

    def say(self, text: str = "", *, always: bool = False) -> None:
        if always or not self.quiet:
            click.echo(text, err=self.as_json)

    def add(self, value: Any, line: str) -> None:
        """One result: a value for programs, a line for people."""
        self.values.append(value)
        self.say(line)

    def fail(self, error: BilingualError) -> None:
        """Tell an error; the command goes on, but its exit status is the error's."""
        self.status_code = max(self.status_code, error.exit_status)
        problem = {
            "error": error.message,
            "where": error.where,
            "hint": error.hint,
            "exit": error.exit_status,
        }
        if problem in self.problems:  # the same lack stops several editions: say it once
            return
        self.problems.append(problem)
        where = f"{error.where}: " if error.where else ""
        click.echo(f"{where}{click.style('error', fg='red', bold=True)}: {error.message}", err=True)
        self._hint(error.hint)

    def warn(self, complaint: BilingualError) -> None:
        """Tell what is probably wrong and stops nothing."""
        if not self.quiet:
            where = f"{complaint.where}: " if complaint.where else ""
            click.echo(f"{where}{click.style('warning', fg='yellow')}: {complaint.message}", err=True)
            self._hint(complaint.hint)

    def _hint(self, hint: str) -> None:
        """What to do; said once where the same mends several lacks in a row."""
        if hint != self.hint:
            for line in hint.splitlines():
                click.echo(f"  {line}", err=True)
        self.hint = hint

    def finish(self) -> int:
        """Print the JSON, if it was asked for, and give the exit status."""
        if self.as_json:
            value = self.values if self.bare else {"results": self.values, "errors": self.problems}
            click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))
        return self.status_code

    def incomplete(self) -> None:
        self.status_code = max(self.status_code, 1)

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Show on a terminal that something takes a while."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(what):
            yield


def fields(value: Any) -> dict[str, Any]:
    """Give a dataclass as the dictionary that JSON shows."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return fields(value)
    if isinstance(value, BilingualError):
        return {"error": value.message, "where": value.where, "hint": value.hint}
    return str(value)

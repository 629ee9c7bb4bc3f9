"""What the commands share: the project they work on, and the options that each of them has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bilingual.project import Project

F = TypeVar("F", bound=Callable[..., Any])


class Context:
    """What the options before the command say."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def project(self, near: str = "") -> Project:
        """The project named by ``--project``, else the nearest one; ``near`` is a file inside a new one."""
        from bilingual import project

        start = Path.cwd()
        if near and self.folder is None and Path(near).resolve().parent.name == project.SOURCES:
            start = Path(near).resolve().parents[1]
        return project.find(start, folder=self.folder)


def options(*, writes: bool) -> Callable[[F], F]:
    """Give a command ``--json`` and ``--quiet``, and ``--dry-run`` if it writes."""

    def add(function: F) -> F:
        function = click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")(function)
        function = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(function)
        if writes:
            function = click.option("--dry-run", "-n", is_flag=True, help="Write nothing.")(function)
        return function

    return add

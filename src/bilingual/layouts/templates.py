"""A layout's name and the project's own files → the template and the style sheets that print it.

What the project has wins: a file in its folder ``layouts/`` stands in for ours of the same name, and
can build on it (``{% extends "bilingual/columns.html" %}``); a style sheet of the project comes after ours.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bilingual.errors import ConfigError

if TYPE_CHECKING:
    from jinja2 import Environment

_HOME = "bilingual.layouts"
FOLDER = "layouts"
"""Where a project keeps templates and style sheets of its own."""
SUFFIXES = (".html", ".css")


def filled(name: str, own: Mapping[str, str], *, home: str = _HOME, **values: Any) -> str:
    """Fill the template ``name.html`` of the package ``home`` with ``values``.

    ``own`` holds the project's files by name. Raises ConfigError, with file and line, for a template of the
    project's that Jinja refuses.
    """
    import jinja2

    environment = _environment(home) if not own else _with(own, home)
    try:
        return environment.get_template(f"{name}.html").render(**values)
    except jinja2.TemplateSyntaxError as error:
        raise ConfigError(
            f"not a template: {error.message}",
            path=f"{FOLDER}/{error.name or name}",
            line=error.lineno,
            hint="docs/layouts.md says what a template may use",
        ) from error
    except jinja2.TemplateError as error:
        file, line = _failed(error, own) or (f"{name}.html", 0)
        raise ConfigError(
            f"the template can't be filled: {error.message}",
            path=f"{FOLDER}/{file}",
            line=line,
            hint="docs/layouts.md lists the values that a template has",
        ) from error


def _failed(error: Exception, own: Mapping[str, str]) -> tuple[str, int] | None:
    """Give the project's template and the line in it at which the filling stopped."""
    frames = [(f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]
    return next((frame for frame in reversed(frames) if frame[0] in own), None)


def sheet(names: Iterable[str], own: Mapping[str, str]) -> str:
    """Give the style sheets of a layout as one: what all layouts share, these, the project's.

    A project's ``name.css`` stands in for ours; its ``project.css`` is added to every layout.
    """
    parts = [own.get(f"{name}.css") or asset(f"{name}.css") for name in ("base", *names)]
    return "\n".join([*parts, own.get("project.css", "")]).rstrip() + "\n"


@lru_cache(maxsize=32)
def asset(name: str, home: str = _HOME) -> str:
    """Read a template or a style sheet of the package ``home``."""
    return (resources.files(home) / name).read_text(encoding="utf-8")


def _ours(home: str) -> dict[str, str]:
    names = [file.name for file in resources.files(home).iterdir() if file.name.endswith(".html")]
    return {name: asset(name, home) for name in names}


@lru_cache(maxsize=4)
def _environment(home: str) -> Environment:
    return _with({}, home)


def _with(own: Mapping[str, str], home: str) -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    ours = _ours(home)
    files = {**ours, **{f"bilingual/{name}": text for name, text in ours.items()}, **own}

    def load(name: str) -> tuple[str, str, None] | None:
        return (files[name], name, None) if name in files else None  # its name tells a traceback's frames

    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, loader=FunctionLoader(load)
    )

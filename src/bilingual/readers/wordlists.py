"""The name of a file in data/ → its lists: what newsrooms write, what systems call parts of pages, styles and books."""

from __future__ import annotations

import tomllib
from typing import Any


def wordlists(name: str) -> dict[str, Any]:
    """Give the tables of data/``name``.toml; none for a language that has no such file."""
    from importlib import resources  # costs more to import than all of this stage

    file = resources.files(__package__).joinpath("data", f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}

"""Edition → HTML: a template and a style sheet per layout.

``LAYOUTS`` holds the layouts by name; what it lacks is looked for among the entry points of the group
``bilingual.layouts``. A layout is a function from an Edition, a PageConfig and Tools to HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.layouts.columns import columns
from bilingual.layouts.facing import facing
from bilingual.layouts.running import interlinear, mono, stacked
from bilingual.layouts.setting import Tools
from bilingual.layouts.templates import FOLDER, SUFFIXES
from bilingual.model import Edition

__all__ = ["FOLDER", "LAYOUTS", "SUFFIXES", "Layout", "Tools", "render"]

Layout = Callable[[Edition, PageConfig, Tools], str]

_NO_TOOLS = Tools()

LAYOUTS: dict[str, Layout] = {
    "columns": columns,
    "facing": facing,
    "stacked": stacked,
    "interlinear": interlinear,
    "mono": mono,
}


def render(edition: Edition, page: PageConfig, layout: str, tools: Tools = _NO_TOOLS) -> str:
    """Lay an edition out as HTML, complete in itself but for the package's own fonts.

    Raises ConfigError for a layout that nobody knows, and for paper, margins or fonts that mean nothing.
    """
    return _layout(layout)(edition, page, tools)


def _layout(name: str) -> Layout:
    if name in LAYOUTS:
        return LAYOUTS[name]
    installed = entry_points(group="bilingual.layouts")
    for entry in installed:
        if entry.name == name:
            loaded: Layout = entry.load()
            return loaded
    known = sorted({*LAYOUTS, *(entry.name for entry in installed)})
    raise ConfigError(f"unknown layout “{name}”", hint=f"known here: {', '.join(known)}")

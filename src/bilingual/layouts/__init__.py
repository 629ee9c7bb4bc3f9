"""Edition → HTML: a template and a style sheet per layout.

``LAYOUTS`` holds the layouts by name; what it lacks is looked for among the entry points of the group
``bilingual.layouts``. A layout is a function from an Edition, a PageConfig and Tools to HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.layouts import footing, matter, pictures
from bilingual.layouts.columns import columns, columns_bound
from bilingual.layouts.facing import facing, facing_bound
from bilingual.layouts.running import interlinear, interlinear_bound, mono, mono_bound, stacked, stacked_bound
from bilingual.layouts.setting import Tools, stack
from bilingual.layouts.templates import FOLDER, SUFFIXES
from bilingual.model import Edition, Volume

__all__ = ["FOLDER", "LAYOUTS", "SUFFIXES", "Layout", "Tools", "bind", "find", "render", "stack"]

Layout = Callable[[Edition, PageConfig, Tools], str]

_NO_TOOLS = Tools()

LAYOUTS: dict[str, Layout] = {
    "columns": columns,
    "facing": facing,
    "stacked": stacked,
    "interlinear": interlinear,
    "mono": mono,
}

_BINDERS: dict[str, Callable[[Volume, PageConfig, Tools], str]] = {
    "columns": columns_bound,
    "facing": facing_bound,
    "stacked": stacked_bound,
    "interlinear": interlinear_bound,
    "mono": mono_bound,
}
"""The layouts that can print several articles in one volume."""


def bind(volume: Volume, page: PageConfig, layout: str, tools: Tools = _NO_TOOLS) -> str:
    """Lay a volume out as HTML: title page, contents, its articles one after the other, colophon.

    Raises ConfigError as ``render`` does, and for a layout of somebody else's, which knows editions only.
    """
    if layout not in _BINDERS:
        find(layout)
        raise ConfigError(
            f"the layout “{layout}” prints one article at a time", hint=f"volumes: {', '.join(_BINDERS)}"
        )
    return _BINDERS[layout](footing.footed(pictures.printed_volume(volume), page, tools, layout), page, tools)


def render(edition: Edition, page: PageConfig, layout: str, tools: Tools = _NO_TOOLS) -> str:
    """Lay an edition out as HTML, complete in itself but for the package's own fonts.

    Raises ConfigError for a layout that nobody knows, and for paper, margins or fonts that mean nothing.
    """
    printed = pictures.printed(edition)
    if layout in _BINDERS:  # somebody else's may know no foot of a page
        printed = footing.footed(matter.single(printed), page, tools, layout).whole
    return find(layout)(printed, page, tools)


def find(name: str) -> Layout:
    """Give the layout of this name. Raises ConfigError for one that nobody knows."""
    if name in LAYOUTS:
        return LAYOUTS[name]
    installed = entry_points(group="bilingual.layouts")
    for entry in installed:
        if entry.name == name:
            loaded: Layout = entry.load()
            return loaded
    known = sorted({*LAYOUTS, *(entry.name for entry in installed)})
    raise ConfigError(f"unknown layout “{name}”", hint=f"known here: {', '.join(known)}")

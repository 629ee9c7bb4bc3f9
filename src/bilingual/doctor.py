"""A Project (or none) → what this machine has and lacks for it, and the command that mends each lack."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterator
from dataclasses import dataclass

from bilingual import drafting, models, pdf
from bilingual.config import Config
from bilingual.errors import BilingualError, MissingError
from bilingual.languages import display_name, language

_LIBRARIES = {
    "babel": "language names, dates, plural rules",
    "polib": "catalogs",
    "weasyprint": "pages",
    "pikepdf": "what WeasyPrint can't write into a PDF",
    "ctranslate2": "runs the translation models",
    "sentencepiece": "cuts text for the translation models",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked for."""

    kind: str
    """``python``, ``library``, ``font`` or ``model``."""
    name: str
    present: bool
    detail: str
    """Version or place if it is there, else what is lost without it."""
    fix: str = ""
    """The command that brings it."""


def examine(config: Config) -> tuple[Item, ...]:
    """Look for everything that the commands need for a project's languages."""
    return (
        Item("python", "Python", True, platform.python_version()),
        *_libraries(),
        _typesetting(),
        *_fonts(config),
        *_models(config),
    )


def _libraries() -> Iterator[Item]:
    for name, purpose in _LIBRARIES.items():
        present = importlib.util.find_spec(name) is not None
        detail = importlib.metadata.version(name) if present else f"missing: {purpose}"
        yield Item("library", name, present, detail, "" if present else f"pip install {name}")


def _typesetting() -> Item:
    """Pango and HarfBuzz, the system's libraries that WeasyPrint works with."""
    try:
        return Item("library", "pango, harfbuzz-subset", True, pdf.versions())
    except MissingError as error:
        return Item("library", "pango, harfbuzz-subset", False, error.message, error.hint)


def _fonts(config: Config) -> Iterator[Item]:
    for tag in (config.source, *config.targets):
        own = config.page.fonts.get(tag, "")
        family = own or language(tag).fonts[0]
        fix = ""
        if pdf.missing_fonts([family]):
            fix = pdf.named_wrong(own) if own else pdf.FONT_HINT
        yield Item("font", family, not fix, f"for {display_name(tag, 'en')}", fix)


def _models(config: Config) -> Iterator[Item]:
    for tag in config.targets:
        name = f"{config.source} → {tag}"
        try:
            via = drafting.route(config.source, tag, models.pairs(), beside=config.targets)
            between = ", ".join(display_name(step, "en") for step in via.steps[1:-1])
            yield Item("model", name, True, f"by way of {between}" if between else "direct")
        except BilingualError as error:
            yield Item("model", name, False, "no drafts without it", error.hint)

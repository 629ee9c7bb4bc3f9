"""Texts in one language → drafts in another: the engines by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from bilingual.config import TranslateConfig
from bilingual.engines import argos
from bilingual.errors import ConfigError
from bilingual.model import Draft

__all__ = ["ENGINES", "Engine", "create"]

GROUP = "bilingual.engines"
"""Entry points of this group add engines: each names a function from TranslateConfig to Engine."""


class Engine(Protocol):
    """Something that writes drafts."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Draft | None]:
        """Draft every text; None where the engine doesn't know.

        ``source`` and ``target`` are BCP 47 tags. Raises MissingError if something has to be installed first,
        PackageError if it is damaged.
        """
        ...


ENGINES: dict[str, Callable[[TranslateConfig], Engine]] = {"argos": argos.Argos}


def create(config: TranslateConfig) -> Engine:
    """Make the engine that the configuration names; it loads its models when they are first needed.

    Raises ConfigError for an unknown name.
    """
    if config.engine in ENGINES:
        return ENGINES[config.engine](config)
    others = {point.name: point for point in entry_points(group=GROUP)}
    if config.engine in others:
        engine: Engine = others[config.engine].load()(config)
        return engine
    known = ", ".join(sorted({*ENGINES, *others}))
    raise ConfigError(f"unknown engine “{config.engine}”", hint=f"engines here: {known}")

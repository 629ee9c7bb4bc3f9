"""Texts in one language → drafts in another: the engines by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from bilingual.config import TranslateConfig
from bilingual.engine_settings import GROUP
from bilingual.engines import argos, libretranslate, memory, openai, pseudo
from bilingual.engines.protocol import Access, Engine, Sending, Terms, Unit, Way
from bilingual.errors import ConfigError

__all__ = ["ENGINES", "Access", "Engine", "Sending", "Terms", "Unit", "Way", "chain", "create"]

ENGINES: dict[str, Callable[[TranslateConfig, Access], Engine]] = {
    "argos": lambda config, access: argos.Argos(config, access.progress),
    "libretranslate": libretranslate.LibreTranslate,
    "memory": memory.Memory,
    "openai": openai.OpenAI,
    "pseudo": lambda _config, _access: pseudo.Pseudo(),
}


def chain(config: TranslateConfig, access: Access | None = None) -> tuple[Engine, ...]:
    """Make the engines that the configuration names: each is asked for what those before it don't know.

    Raises ConfigError for an unknown name.
    """
    return tuple(create(config, access, name=name) for name in config.engine)


def create(config: TranslateConfig, access: Access | None = None, *, name: str = "") -> Engine:
    """Make one engine, the first of the configuration if no name is given; it loads its models when needed.

    Raises ConfigError for an unknown name.
    """
    name = name or config.engine[0]
    others = {point.name: point for point in entry_points(group=GROUP)} if name not in ENGINES else {}
    make = ENGINES[name] if name in ENGINES else others[name].load() if name in others else None
    if make is None:
        known = ", ".join(sorted({*ENGINES, *others}))
        raise ConfigError(f"unknown engine “{name}”", hint=f"engines here: {known}")
    engine: Engine = make(config, access or Access())
    return engine

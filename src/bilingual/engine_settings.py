"""``[translate]`` and ``[translate.NAME]`` of the settings: who writes the drafts, and what one engine needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bilingual.errors import ConfigError

BUILT_IN = ("argos", "libretranslate", "memory", "openai", "pseudo")
"""The names of our engines."""
GROUP = "bilingual.engines"
"""Entry points of this group add engines: each names a function from TranslateConfig and Access to Engine."""


def known_engines(name: str) -> tuple[str, ...]:
    """Give the names of engines, ours and, unless ``name`` is one of them, those that are installed besides."""
    if name in BUILT_IN:
        return BUILT_IN
    from importlib.metadata import entry_points

    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group=GROUP))}))


def read_hosts(value: Any) -> tuple[str, ...]:
    """Read a list of hosts as the question before the first text names them: with a port, without a path.

    Raises ConfigError for an address, which would never be found equal to a host.
    """
    if not isinstance(value, list) or not all(
        isinstance(host, str) and re.fullmatch(r"[^\s/@]+", host) for host in value
    ):
        raise ConfigError(
            "not a list of hosts", hint='write it without https:// and path: ["api.example.com"]'
        )
    return tuple(value)


@dataclass(frozen=True, slots=True)
class LibreTranslateConfig:
    """``[translate.libretranslate]``: a server that speaks LibreTranslate's API; its key is in the environment."""

    url: str = "http://127.0.0.1:5000"
    timeout: int = 60
    """Seconds without an answer after which a request is given up."""


@dataclass(frozen=True, slots=True)
class OpenAIConfig:
    """``[translate.openai]``: a server with OpenAI's chat completions; its key is in the environment."""

    url: str = "http://127.0.0.1:11434/v1"
    model: str = ""
    """The model's name, as the server calls it; there is no default."""
    timeout: int = 300
    """Seconds without an answer after which a request is given up; a model on a laptop thinks for minutes."""
    key: str = ""
    """Name of the environment variable with the key; empty takes OPENAI_API_KEY for OpenAI's own server only."""
    price: tuple[float, ...] = ()
    """What a million tokens cost, those of the question and those of the answer; for the estimate."""


@dataclass(frozen=True, slots=True)
class MemoryConfig:
    """``[translate.memory]``: what has been translated before."""

    files: tuple[str, ...] = ("memory/*.tmx",)
    """TMX files beside the project's own catalogs, as patterns from the project's folder."""
    minimum: int = 75
    """How much of a sentence must be alike, in percent; 100 takes equal sentences only."""


@dataclass(frozen=True, slots=True)
class TranslateConfig:
    """``[translate]``: who writes the drafts."""

    engine: tuple[str, ...] = ("argos",)
    """Each is asked for what those before it don't know."""
    beam: int = 4
    """Beam size: 1 is about three times as fast as 4 and a little worse."""
    fast: bool = False
    """Beam size 1, whatever ``beam`` says."""
    device: str = "auto"
    """``cpu``, ``cuda``, or ``auto``: the graphics card if it can be used."""
    threads: int = 0
    """Processor cores to use; 0 for all that there are."""
    pivot: bool = True
    """Draft from the English catalog; off goes straight where that is possible."""
    second_opinion: str = ""
    """Engine whose answer is put beside each draft for the reviser; empty for none."""
    send_to: tuple[str, ...] = ()
    """Hosts other than this machine to which texts may be sent without asking."""
    libretranslate: LibreTranslateConfig = field(default_factory=LibreTranslateConfig)
    openai: OpenAIConfig = field(default_factory=OpenAIConfig)
    memory: MemoryConfig = field(default_factory=MemoryConfig)

    @property
    def beam_size(self) -> int:
        return 1 if self.fast else self.beam

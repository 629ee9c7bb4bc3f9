"""What ``[translate.NAME]`` says of one engine; the other settings stand in ``config``."""

from __future__ import annotations

from dataclasses import dataclass


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

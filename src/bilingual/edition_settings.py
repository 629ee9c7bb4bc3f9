"""Settings of ``bilingual.toml`` that say what an edition says of itself: its articles, colophon and volumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bilingual.credits import Wording
from bilingual.errors import ConfigError

COLOPHON_PARTS = ("source", "translation", "licence", "production")
"""What a colophon may have, in the order in which it is printed."""


def read_encoding(value: Any) -> str:
    """Read the name of an encoding of text. Raises ConfigError for one that Python doesn't know."""
    try:
        "".encode(value or "utf-8")  # codecs.lookup() also knows hex and zip, which give no text
    except (LookupError, TypeError):
        raise ConfigError(
            f"unknown encoding “{value}”", hint='use a name such as "utf-8", "cp950" or "gb18030"'
        ) from None
    return str(value)


@dataclass(frozen=True, slots=True)
class ArticleConfig:
    """``[articles.NAME]``: what the source itself does not say."""

    title: Wording = ""
    author: Wording = ""
    published: str = ""
    """ISO 8601 date of the article."""
    publisher: Wording = ""
    url: str = ""
    """Where the article was published on the web."""
    licence: Wording = ""
    """Licence of its text and translations; empty for the project's."""
    encoding: str = ""
    """Name of the source's encoding; empty finds it out."""
    selector: str = ""
    """CSS selector of the article in a web page; empty finds it out."""
    wrapped: bool | None = None
    """Whether the lines of a plain text were broken where they were full; None finds it out."""
    quotes: str = ""
    """As ``segmentation.quotes``; empty for the project's."""
    max_chars: int | None = None
    """As ``segmentation.max_chars``; None for the project's."""


@dataclass(frozen=True, slots=True)
class ColophonConfig:
    """``[colophon]``: the small print after the text."""

    parts: tuple[str, ...] = COLOPHON_PARTS
    """What is printed of it, in this order; none switches it off."""
    text: Mapping[str, str] = field(default_factory=dict)
    """A last paragraph of the publisher's own, by language tag."""


@dataclass(frozen=True, slots=True)
class LimitsConfig:
    """``[limits]``: what one edition may take before it is given up."""

    seconds: int = 300
    """Of the processor: ten times what 500 pages take; 0 for no limit."""
    megabytes: int = 3000
    """Of memory: five times what 500 pages take; 0 for no limit."""


@dataclass(frozen=True, slots=True)
class VolumeConfig:
    """``[volumes.NAME]``: several articles in one PDF."""

    title: Wording = ""
    """The volume's name where a language has none."""
    articles: tuple[str, ...] = ()
    """Their names, in their order; empty for all articles of the project."""
    editor: Wording = ""
    publisher: Wording = ""
    published: str = ""
    """ISO 8601 date of the volume."""

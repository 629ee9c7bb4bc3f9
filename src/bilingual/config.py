"""``bilingual.toml`` → Config: every key has a default, an empty file is valid, an unknown key is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bilingual import files
from bilingual.credits import Wording
from bilingual.edition_settings import ArticleConfig, ColophonConfig, LimitsConfig, VolumeConfig
from bilingual.engine_settings import TranslateConfig
from bilingual.errors import ConfigError
from bilingual.page_settings import ColoursConfig, PageConfig, PdfConfig

__all__ = ["ColoursConfig", "Config", "PageConfig", "PdfConfig", "TranslateConfig", "load"]

FILE_NAME = "bilingual.toml"
DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True, slots=True)
class SegmentationConfig:
    """``[segmentation]``: how a block is cut into segments."""

    quotes: str = "whole"
    """``whole`` keeps the sentences inside a quotation together, ``split`` cuts them too."""
    max_chars: int = 0
    """Cut what is longer than this (code points) all the same, where a sentence or a clause ends in it; 0 never does."""


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """``[check]``: findings that this project doesn't want."""

    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a project."""

    source: str = "zh-Hant"
    """BCP 47 tag of the articles' language."""
    targets: tuple[str, ...] = ("en", "ko")
    """BCP 47 tags of the translations, in the order of their columns."""
    editions: tuple[tuple[str, ...], ...] = ()
    """The columns of each PDF; empty makes the source beside each target, and one with all of them."""
    layout: str = "columns"
    formats: tuple[str, ...] = ("pdf",)
    """What each edition is built as: ``pdf``, ``html``, ``epub``."""
    licence: Wording = ""
    """Licence of the texts, as the colophon names it: ``CC BY-SA 4.0``; an article may have its own."""
    segmentation: SegmentationConfig = SegmentationConfig()
    translate: TranslateConfig = field(default_factory=TranslateConfig)
    page: PageConfig = field(default_factory=PageConfig)
    pdf: PdfConfig = field(default_factory=PdfConfig)
    check: CheckConfig = CheckConfig()
    colophon: ColophonConfig = field(default_factory=ColophonConfig)
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    articles: Mapping[str, ArticleConfig] = field(default_factory=dict)
    volumes: Mapping[str, VolumeConfig] = field(default_factory=dict)

    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The columns of every edition to build, in canonical tags.

        With the layout ``mono`` that is one of each language; ``facing`` takes two, so by default it has no edition
        with all of them.
        """
        if self.layout == "mono":
            tags = [tag for edition in self.editions for tag in edition] or (self.source, *self.targets)
            return tuple((tag,) for tag in dict.fromkeys(tags))
        if self.editions:
            return self.editions
        pairs = tuple((self.source, target) for target in self.targets)
        if len(self.targets) == 1 or self.layout == "facing":
            return pairs
        return (*pairs, (self.source, *self.targets))

    def article(self, name: str) -> ArticleConfig:
        return self.articles.get(name, ArticleConfig())

    def cutting(self, article: str) -> SegmentationConfig:
        """How an article is cut: as it says itself, else as the project does."""
        own, all_ = self.article(article), self.segmentation
        longest = all_.max_chars if own.max_chars is None else own.max_chars
        return SegmentationConfig(own.quotes or all_.quotes, longest)


def load(path: Path) -> Config:
    """Read a ``bilingual.toml``; a file that is not there gives the defaults.

    Raises ConfigError with the file, the line where that is known, and what to write instead.
    """
    if not path.exists():
        return Config()
    try:
        text = files.read(path).decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError("the file is not UTF-8", path=str(path), hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))  # Python 3.14 has lineno, 3.11 only the words
        line = int(place[1]) if place else len(text.splitlines())
        raise ConfigError(
            f"not valid TOML: {error}", path=str(path), line=line, hint="see toml.io for the syntax"
        ) from error
    from bilingual.config_reading import Reader

    return Reader(str(path), text).config(table)


def line_of(path: Path, name: str) -> int:
    """Give the line in which a setting or a section of a ``bilingual.toml`` stands: ``page.fonts``.

    0 if the file doesn't say it, or is not there.
    """
    from bilingual import config_places

    text = files.read(path).decode("utf-8-sig", "replace") if path.exists() else ""
    return config_places.line_of(config_places.places(text), name)

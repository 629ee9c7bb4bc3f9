"""The tables of a ``bilingual.toml`` → Config, each value converted and held against what it may be."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from bilingual.config import (
    DEVICES,
    CheckConfig,
    Config,
    SegmentationConfig,
)
from bilingual.config_places import line_of, places
from bilingual.credits import Wording
from bilingual.edition_settings import (
    COLOPHON_PARTS,
    ArticleConfig,
    ColophonConfig,
    LimitsConfig,
    VolumeConfig,
    read_encoding,
)
from bilingual.engine_settings import (
    LibreTranslateConfig,
    MemoryConfig,
    OpenAIConfig,
    TranslateConfig,
    known_engines,
    read_hosts,
)
from bilingual.errors import ConfigError, UsageError
from bilingual.languages import language
from bilingual.page_settings import (
    NOTES,
    READINGS,
    VARIANTS,
    ColoursConfig,
    PageConfig,
    PdfConfig,
    family,
    margins,
    paper,
    read_colour,
    read_head,
    read_ink,
    text_area,
)


class Reader:
    """Turns TOML's tables into the dataclasses above and knows where to point when it can't."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.places = places(text)

    def config(self, table: dict[str, Any]) -> Config:
        config: Config = self.section(Config, table, "")
        unknown = {column for columns in config.editions for column in columns} - {
            config.source,
            *config.targets,
        }
        if unknown:
            raise self.error(
                "editions",
                f"an edition has the column “{sorted(unknown)[0]}”, which is neither source nor target",
                "add it to targets, or take it out of editions",
            )
        if not config.targets:
            raise self.error("targets", "no target language", 'name at least one: targets = ["en"]')
        for tag in config.page.fonts:
            if tag not in (config.source, *config.targets):
                raise self.error(
                    "page.fonts", f"“page.fonts” has {tag}, which is neither source nor target", ""
                )
        try:
            text_area(config.page)
        except ConfigError as error:
            raise self.error(self.said("page.margin", "page.size"), error.message, error.hint) from None
        if config.source in config.targets:
            raise self.error("targets", f"“{config.source}” is the source language", "take it out of targets")
        return config

    def section(self, kind: type[Any], table: Any, prefix: str) -> Any:
        if not isinstance(table, dict):
            raise self.error(prefix, f"“{prefix}” must be a table", f"write it as [{prefix}]")
        known = {f.name: f for f in dataclasses.fields(kind)}
        values = {}
        for key, value in table.items():
            name = f"{prefix}.{key}" if prefix else key
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"known here: {', '.join(sorted(known))}"
                raise self.error(name, f"unknown setting “{name}”", hint)
            values[key] = self.value(kind, key, value, name)
        return kind(**values)

    def value(self, kind: type[Any], key: str, value: Any, name: str) -> Any:
        if (kind, key) in SECTIONS:
            return self.section(SECTIONS[kind, key], value, name)
        if (kind, key) in TABLES:
            self.expect(isinstance(value, dict), name, f"a table for each, [{name}.NAME]")
            return {a: self.named(TABLES[kind, key], v, f"{name}.{a}") for a, v in value.items()}
        return CONVERTERS[kind, key](self, value, name)

    def named(self, kind: type[Any], table: Any, name: str) -> Any:
        """A section of its own for one article or volume; a setting that stands where its name should is told so."""
        group, _, key = name.partition(".")
        if not isinstance(table, dict) and key in {f.name for f in dataclasses.fields(kind)}:
            raise self.error(
                name, f"“{key}” stands under [{group}]: of which of them?", f"write it under [{group}.NAME]"
            )
        return self.section(kind, table, name)

    def expect(self, right: bool, name: str, wanted: str) -> None:
        if not right:
            raise self.error(name, f"“{name}” must be {wanted}", "")

    def error(self, name: str, message: str, hint: str) -> ConfigError:
        return ConfigError(message, path=self.path, line=line_of(self.places, name), hint=hint)

    def said(self, *names: str) -> str:
        """Give the first of some settings that the file has."""
        return next((name for name in names if name in self.places), names[0])

    def text(self, value: Any, name: str) -> str:
        self.expect(isinstance(value, str), name, "text in quotation marks")
        return str(value)

    def checked(self, value: Any, name: str, check: Callable[[str], object]) -> str:
        """Text that ``check`` doesn't refuse."""
        text = self.text(value, name)
        try:
            check(text)
        except ConfigError as error:
            raise self.error(name, f"“{name}”: {error.message}", error.hint) from None
        return text

    def day(self, value: Any, name: str) -> str:
        if isinstance(value, datetime | date):
            return value.isoformat()
        try:
            return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
        except ValueError:
            raise self.error(name, f"“{name}” must be a date like 2023-04-27", "") from None

    def tag(self, value: Any, name: str) -> str:
        try:
            return language(self.text(value, name)).tag
        except UsageError as error:
            raise self.error(name, f"“{name}”: {error.message}", error.hint) from None

    def many(self, value: Any, name: str) -> list[Any]:
        self.expect(isinstance(value, list), name, "a list in square brackets")
        return list(value)

    def tags(self, value: Any, name: str) -> tuple[str, ...]:
        return self.once(tuple(self.tag(v, name) for v in self.many(value, name)), name)

    def once(self, values: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        for n, value in enumerate(values):
            if value in values[:n]:
                words = value if isinstance(value, str) else ", ".join(value)
                raise self.error(name, f"“{name}” names {words} twice", "take one of the two out")
        return values

    def editions(self, value: Any, name: str) -> tuple[tuple[str, ...], ...]:
        lists = isinstance(value, list) and all(isinstance(columns, list) and columns for columns in value)
        self.expect(lists, name, 'lists of language tags, like [["zh-Hant", "en"]]')
        return self.once(tuple(self.tags(columns, name) for columns in value), name)

    def texts(self, value: Any, name: str) -> tuple[str, ...]:
        return tuple(self.text(v, name) for v in self.many(value, name))

    def patterns(self, value: Any, name: str) -> tuple[str, ...]:
        patterns = self.texts(value, name)
        right = all(p and not PurePath(p).is_absolute() and ".." not in PurePath(p).parts for p in patterns)
        self.expect(right, name, 'patterns inside the project, like ["memory/*.tmx"]')
        return patterns

    def names(self, value: Any, name: str, example: str) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else value
        right = isinstance(names, tuple | list) and names and all(isinstance(n, str) and n for n in names)
        self.expect(bool(right), name, f"a name, or a list like {example}")
        return tuple(names)

    def engines(self, value: Any, name: str) -> tuple[str, ...]:
        return tuple(self.engine(one, name) for one in self.names(value, name, '["memory", "argos"]'))

    def engine(self, value: Any, name: str) -> str:
        text = self.text(value, name)
        known = known_engines(text) if text else ("",)
        if text not in known:
            near = difflib.get_close_matches(text, known, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"engines here: {', '.join(known)}"
            raise self.error(name, f"“{name}”: unknown engine “{text}”", hint)
        return text

    def choice(self, value: Any, name: str, *choices: str) -> str:
        self.expect(value in choices, name, " or ".join(f'"{c}"' for c in choices))
        return str(value)

    def some(self, value: Any, name: str, *choices: str) -> tuple[str, ...]:
        """Several of the choices, each once, in an order of one's own; or none."""
        found = self.texts(value, name)
        self.expect(
            set(found) <= set(choices) and len(set(found)) == len(found),
            name,
            f"a list of {', '.join(choices)}; [] for none of them",
        )
        return found

    def switch(self, value: Any, name: str) -> bool:
        self.expect(isinstance(value, bool), name, "true or false")
        return bool(value)

    def whole(self, value: Any, name: str, least: int, most: int = 0) -> int:
        right = isinstance(value, int) and not isinstance(value, bool) and value >= least
        self.expect(
            right and (not most or value <= most),
            name,
            f"a whole number from {least} to {most}" if most else f"a whole number, {least} or more",
        )
        return int(value)

    def server(self, value: Any, name: str) -> str:
        """An address without a password: what stands in a project's settings is seen by everybody."""
        try:
            parts = urlsplit(self.text(value, name).strip())
            right = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:  # half an IPv6 address, a port that is no number
            right = False
        self.expect(right and not parts.query, name, 'an address like "http://127.0.0.1:5000"')
        self.expect(
            parts.username is None,
            name,
            "an address without name and password: keys belong into the environment",
        )
        return parts.geturl().rstrip("/")

    def address(self, value: Any, name: str) -> str:
        """A page on the web: it is printed and linked to."""
        text = self.text(value, name).strip()
        self.expect(
            not text or re.fullmatch(r"https?://[^\s<>\"]+", text) is not None,
            name,
            'an address like "https://example.org/article"',
        )
        return text

    def wordings(self, value: Any, name: str) -> dict[str, str]:
        """A text for each language."""
        self.expect(isinstance(value, dict), name, 'a table, like {en = "…", ko = "…"}')
        return {self.tag(tag, name): self.text(text, name) for tag, text in value.items()}

    def wording(self, value: Any, name: str) -> Wording:
        """A text for every language, or one for each."""
        right = isinstance(value, str) or (isinstance(value, dict) and bool(value))
        self.expect(
            right, name, 'text in quotation marks, or a table by language, like {zh-Hant = "…", en = "…"}'
        )
        return self.wordings(value, name) if isinstance(value, dict) else self.text(value, name)

    def variable(self, value: Any, name: str) -> str:
        text = self.text(value, name)
        self.expect(
            not text or re.fullmatch(r"[A-Z_][A-Z0-9_]*", text) is not None,
            name,
            "the name of an environment variable, not the key itself",
        )
        return text

    def price(self, value: Any, name: str) -> tuple[float, ...]:
        prices = self.many(value, name)
        right = all(isinstance(p, int | float) and not isinstance(p, bool) and p >= 0 for p in prices)
        self.expect(
            right and len(prices) in {0, 2}, name, "two numbers, a million tokens in and out: [0.15, 0.6]"
        )
        return tuple(float(p) for p in prices)

    def number(self, value: Any, name: str, least: float, most: float, what: str) -> float:
        right = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        self.expect(right, name, f"{what} between {least:g} and {most:g}")
        return float(value)

    def valued(self, value: Any, name: str, read: Callable[[Any], Any]) -> Any:
        """What ``read`` makes of a value; it raises ConfigError with what the setting must be."""
        try:
            return read(value)
        except (ConfigError, UsageError) as error:
            raise self.error(name, f"“{name}”: {error.message}", error.hint) from None

    def ratio(self, value: Any, name: str) -> tuple[float, ...]:
        parts = self.many(value, name)
        self.expect(
            all(isinstance(p, int | float) and not isinstance(p, bool) and p > 0 for p in parts),
            name,
            "a list of positive numbers, like [38, 62]",
        )
        return tuple(float(p) for p in parts)

    def fonts(self, value: Any, name: str) -> dict[str, str]:
        self.expect(isinstance(value, dict), name, 'a table, like {ko = "Noto Serif CJK KR"}')
        return {self.tag(tag, name): self.checked(value[tag], name, family) for tag in value}


TABLES: dict[tuple[type[Any], str], type[Any]] = {
    (Config, "articles"): ArticleConfig,
    (Config, "volumes"): VolumeConfig,
}
"""Tables that hold a section for each name."""

SECTIONS: dict[tuple[type[Any], str], type[Any]] = {
    (Config, "segmentation"): SegmentationConfig,
    (Config, "translate"): TranslateConfig,
    (Config, "page"): PageConfig,
    (Config, "pdf"): PdfConfig,
    (Config, "check"): CheckConfig,
    (PageConfig, "colours"): ColoursConfig,
    (Config, "colophon"): ColophonConfig,
    (Config, "limits"): LimitsConfig,
    (TranslateConfig, "libretranslate"): LibreTranslateConfig,
    (TranslateConfig, "openai"): OpenAIConfig,
    (TranslateConfig, "memory"): MemoryConfig,
}

CONVERTERS: dict[tuple[type[Any], str], Callable[[Reader, Any, str], Any]] = {
    (Config, "source"): Reader.tag,
    (Config, "targets"): Reader.tags,
    (Config, "editions"): Reader.editions,
    (Config, "layout"): Reader.text,
    (Config, "formats"): lambda r, v, n: r.names(v, n, '["pdf", "epub"]'),
    (Config, "licence"): Reader.wording,
    (SegmentationConfig, "quotes"): lambda r, v, n: r.choice(v, n, "whole", "split"),
    (SegmentationConfig, "max_chars"): lambda r, v, n: r.whole(v, n, 0),
    (TranslateConfig, "engine"): Reader.engines,
    (TranslateConfig, "beam"): lambda r, v, n: r.whole(v, n, 1),
    (TranslateConfig, "fast"): Reader.switch,
    (TranslateConfig, "device"): lambda r, v, n: r.choice(v, n, *DEVICES),
    (TranslateConfig, "threads"): lambda r, v, n: r.whole(v, n, 0),
    (TranslateConfig, "pivot"): Reader.switch,
    (TranslateConfig, "second_opinion"): Reader.engine,
    (TranslateConfig, "send_to"): lambda r, v, n: r.valued(v, n, read_hosts),
    (LibreTranslateConfig, "url"): Reader.server,
    (LibreTranslateConfig, "timeout"): lambda r, v, n: r.whole(v, n, 1),
    (OpenAIConfig, "url"): Reader.server,
    (OpenAIConfig, "model"): Reader.text,
    (OpenAIConfig, "timeout"): lambda r, v, n: r.whole(v, n, 1),
    (OpenAIConfig, "key"): Reader.variable,
    (OpenAIConfig, "price"): Reader.price,
    (MemoryConfig, "files"): Reader.patterns,
    (MemoryConfig, "minimum"): lambda r, v, n: r.whole(v, n, 50, 100),
    (PageConfig, "size"): lambda r, v, n: r.checked(v, n, paper),
    (PageConfig, "margin"): lambda r, v, n: r.checked(v, n, margins),
    (PageConfig, "font_size"): lambda r, v, n: r.number(v, n, 4, 72, "a size in points"),
    (PageConfig, "align"): lambda r, v, n: r.choice(v, n, "block", "segment"),
    (PageConfig, "notes"): lambda r, v, n: r.choice(v, n, *NOTES),
    (PageConfig, "ratio"): Reader.ratio,
    (PageConfig, "fonts"): Reader.fonts,
    (PageConfig, "leading"): lambda r, v, n: r.number(v, n, 1.2, 2.5, "parts of the type size"),
    (PageConfig, "head"): lambda r, v, n: r.valued(v, n, read_head),
    (ColoursConfig, "text"): lambda r, v, n: r.valued(v, n, read_ink),
    (ColoursConfig, "draft"): lambda r, v, n: r.valued(v, n, read_ink),
    (ColoursConfig, "untranslated"): lambda r, v, n: r.valued(v, n, read_ink),
    (ColoursConfig, "rules"): lambda r, v, n: r.valued(v, n, read_colour),
    (ColoursConfig, "links"): lambda r, v, n: v and r.valued(v, n, read_ink),
    (PdfConfig, "variant"): lambda r, v, n: r.choice(v, n, *VARIANTS),
    (PdfConfig, "reading"): lambda r, v, n: r.choice(v, n, *READINGS),
    (PdfConfig, "attach"): Reader.switch,
    (CheckConfig, "ignore"): Reader.texts,
    (ArticleConfig, "title"): Reader.wording,
    (ArticleConfig, "author"): Reader.wording,
    (ArticleConfig, "published"): Reader.day,
    (ArticleConfig, "publisher"): Reader.wording,
    (ArticleConfig, "url"): Reader.address,
    (ArticleConfig, "licence"): Reader.wording,
    (ArticleConfig, "encoding"): lambda r, v, n: r.valued(v, n, read_encoding),
    (ArticleConfig, "selector"): Reader.text,
    (ArticleConfig, "wrapped"): Reader.switch,
    (ArticleConfig, "quotes"): lambda r, v, n: r.choice(v, n, "whole", "split"),
    (ArticleConfig, "max_chars"): lambda r, v, n: r.whole(v, n, 0),
    (LimitsConfig, "seconds"): lambda r, v, n: r.whole(v, n, 0),
    (LimitsConfig, "megabytes"): lambda r, v, n: r.whole(v, n, 0),
    (ColophonConfig, "parts"): lambda r, v, n: r.some(v, n, *COLOPHON_PARTS),
    (ColophonConfig, "text"): Reader.wordings,
    (VolumeConfig, "title"): Reader.wording,
    (VolumeConfig, "articles"): Reader.texts,
    (VolumeConfig, "editor"): Reader.wording,
    (VolumeConfig, "publisher"): Reader.wording,
    (VolumeConfig, "published"): Reader.day,
}

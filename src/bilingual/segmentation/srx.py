"""An SRX file (Segmentation Rules eXchange 2.0) → the places where it cuts a text of a language.

The standard: https://www.unicode.org/uli/pas/srx/srx20.html. At every place of a text the first rule that matches decides,
in the order of the file: ``beforebreak`` must match text that ends there, however long it is (a true look-behind), and
``afterbreak`` text that begins there. Where no rule matches nothing is cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from bilingual.errors import ConfigError
from bilingual.languages import language
from bilingual.segmentation.expressions import Expression, compiled, whole

FILE_NAME = "segmentation.srx"
"""Of a project's own rules, beside ``bilingual.toml``."""

_VERSIONS = ("1.0", "2.0")
"""1.0 differs in what it lacks: ``cascade``, and so a language has one set of rules."""
_TERRITORIES = {"zh-Hant": ("zh-TW", "zh-HK"), "zh-Hans": ("zh-CN", "zh-SG")}
"""What the files of other tools call our tags; ``ZH.*`` matches all of them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``<rule>``: whether to cut where this text is before a place and that behind it."""

    breaks: bool
    before: str
    after: str
    line: int


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """``<languagemap>``: which languages the rules of a name are for."""

    pattern: str
    name: str
    line: int


@dataclass(frozen=True, eq=False)
class Srx:
    """A file's rules."""

    path: str
    cascade: bool
    """Whether all the maps that match a language are used, one after the other; else the first is."""
    rules: dict[str, tuple[Rule, ...]]
    maps: tuple[LanguageMap, ...]
    _steps: dict[str, tuple[Expression, ...] | None] = field(default_factory=dict, repr=False)

    def ends(self, text: str, tag: str) -> list[int] | None:
        """Give the offsets where ``text`` is cut; None for a language (BCP 47) that the file says nothing of.

        Raises ConfigError, with the rule's line, for an expression that isn't one, and for one that takes
        too long.
        """
        if tag not in self._steps:
            rules = self._rules(tag)
            self._steps[tag] = None if rules is None else compiled(rules, self.path)
        steps = self._steps[tag]
        return None if steps is None else _cuts(text, steps)

    def _rules(self, tag: str) -> tuple[Rule, ...] | None:
        found = [
            m for m in self.maps if any(whole(m.pattern, name, self.path, m.line) for name in _names(tag))
        ]
        if not found:
            return None
        return tuple(rule for m in (found if self.cascade else found[:1]) for rule in self.rules[m.name])


def _names(tag: str) -> list[str]:
    """Give the names under which a file may know a language: ``zh-Hant``, ``zh_Hant``, ``zh-TW``, …"""
    names = [tag, *_TERRITORIES.get(language(tag).base, ())]
    return [*names, *(name.replace("-", "_") for name in names)]


def _cuts(text: str, steps: tuple[Expression, ...]) -> list[int]:
    seen: set[int] = set()
    cuts: list[int] = []
    exceptions: list[Expression] = []
    for step in steps:
        if not step.breaks:
            exceptions.append(step)
            continue
        for place in step.places(text):
            if 0 < place < len(text) and place not in seen:
                seen.add(place)
                if not any(one.matches(text, place) for one in exceptions):
                    cuts.append(place)
    return sorted(cuts)


@lru_cache(maxsize=4)
def parse(data: bytes, path: str) -> Srx:
    """Read an SRX file; the same bytes give the same object.

    Raises ConfigError with the line for what isn't well-formed, isn't SRX, names rules that aren't there, or
    declares entities: nothing is ever expanded or fetched.
    """
    handler = _Handler(path)
    try:
        handler.parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise ConfigError(
            f"not well-formed XML: {error}",
            path=path,
            line=line,
            hint="export it again, as UTF-8; or take it away",
        ) from None
    return handler.srx()


class _Handler:
    """Hears the elements of an SRX file in their order, with their lines."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity
        self.cascade = False
        self.root = ""
        self.rules: dict[str, list[Rule]] = {}
        self.maps: list[LanguageMap] = []
        self.name = ""
        self.rule: dict[str, Any] | None = None
        self.texts: list[str] | None = None

    def error(self, message: str, hint: str) -> ConfigError:
        return ConfigError(message, path=self.path, line=self.parser.CurrentLineNumber, hint=hint)

    def entity(self, *_: object) -> None:
        raise self.error("it declares XML entities", "write the characters themselves: &#x2026; or …")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if not self.root:
            self._begin(tag, attributes)
        elif tag == "header":
            self.cascade = self._switch(attributes, "cascade", "no")
        elif tag == "languagerule":
            self.name = self._required(attributes, "languagerulename", tag)
            self.rules.setdefault(self.name, [])
        elif tag == "rule":
            line = self.parser.CurrentLineNumber
            self.rule = {
                "breaks": self._switch(attributes, "break", "yes"),
                "before": "",
                "after": "",
                "line": line,
            }
        elif tag in {"beforebreak", "afterbreak"} and self.rule is not None:
            self.texts = []
        elif tag == "languagemap":
            pattern = self._required(attributes, "languagepattern", tag)
            named = self._required(attributes, "languagerulename", tag)
            self.maps.append(LanguageMap(pattern, named, self.parser.CurrentLineNumber))

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if self.rule is None:
            return
        if self.texts is not None and tag in {"beforebreak", "afterbreak"}:
            self.rule[tag.removesuffix("break")] = "".join(self.texts)
            self.texts = None
        elif tag == "rule":
            if self.rule["before"] or self.rule["after"]:
                self.rules.setdefault(self.name, []).append(Rule(**self.rule))
            self.rule = None

    def characters(self, text: str) -> None:
        if self.texts is not None:
            self.texts.append(text)

    def srx(self) -> Srx:
        for one in self.maps:
            if one.name not in self.rules:
                raise ConfigError(
                    f"no rules are called “{one.name}”",
                    path=self.path,
                    line=one.line,
                    hint=f"there are: {', '.join(self.rules) or 'none at all'}",
                )
        if not self.maps:
            raise ConfigError(
                "no language has rules in it",
                path=self.path,
                hint='a file has <languagemap languagepattern="zh.*" languagerulename="…"/> for each',
            )
        return Srx(self.path, self.cascade, {n: tuple(r) for n, r in self.rules.items()}, tuple(self.maps))

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.root = tag
        version = attributes.get("version", _VERSIONS[-1])
        if tag != "srx" or version not in _VERSIONS:
            wrong = f"SRX {version}" if tag == "srx" else f"<{tag}>, not <srx>"
            raise self.error(f"not an SRX 2.0 file: {wrong}", "export the rules of your tool as SRX 2.0")

    def _required(self, attributes: dict[str, str], name: str, tag: str) -> str:
        if name not in attributes:
            raise self.error(f"<{tag}> has no {name}", f'write <{tag} {name}="…">')
        return attributes[name]

    def _switch(self, attributes: dict[str, str], name: str, default: str) -> bool:
        value = attributes.get(name, default)
        if value not in {"yes", "no"}:
            raise self.error(f"{name}=“{value}” is neither yes nor no", f'write {name}="yes" or {name}="no"')
        return value == "yes"

"""A language's data file → the marks, words and compiled patterns that sentences are cut by."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bilingual.languages import language

_NEVER = re.compile(r"(?!)")
_WORD = r"[A-Za-z0-9@#$%&*+/=_~^|\\-]"
_WORD_PART = r"[!#-'*-;=?-Z\\^-z|~]"
_CLAUSE = 40
"""Characters of who speaks, up to the verb: the longest in the labelled texts has 27."""
SCANNED = frozenset({"zh-Hant", "zh-Hans", "ja"})
"""Languages that our own scan cuts; the others are sentencex's."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the scan knows of one language; ``data/*.toml`` says what each is for."""

    tokens: re.Pattern[str]
    """Finds, from left to right, what the scan must look at; the group's name says what it is."""
    terminators: frozenset[str]
    closing: dict[str, str]
    """Closing mark → opening mark."""
    quotes: frozenset[str]
    """Opening quotation marks."""
    titles: frozenset[str]
    """Opening title marks."""
    continuation: re.Pattern[str]
    bare_continuation: re.Pattern[str]
    embedded_continuation: re.Pattern[str]
    attribution: re.Pattern[str]
    abbreviations: frozenset[str]
    credit: re.Pattern[str]
    """Matches what stands inside the brackets of a credit."""


@dataclass(frozen=True, slots=True)
class SpacedRules:
    """What the scan of spaced languages knows of one; ``data/*.toml`` says what each is for.

    Abbreviations are in small letters, but for single ones, and without their last full stop.
    """

    tokens: re.Pattern[str]
    closing: dict[str, str]
    """Closing mark → the opening marks that it may belong to: ``“`` closes ``„`` where it doesn't open."""
    opening: frozenset[str]
    quotes: frozenset[str]
    swallowed: frozenset[str]
    """What belongs to the sentence behind a terminator: terminators, and closing marks that have no pair."""
    never: frozenset[str]
    numbered: frozenset[str]
    abbreviations: frozenset[str]
    openers: frozenset[str]
    continuation: re.Pattern[str]
    bare_continuation: re.Pattern[str]
    attribution: re.Pattern[str]
    ordinals: bool
    cased: bool
    measures: frozenset[str]
    after_measures: frozenset[str]
    labels: frozenset[str]
    before_i: frozenset[str]
    names: re.Pattern[str]
    heading: re.Pattern[str]
    """Matches a label and its number, with no full stop: ``Chapter 3``, ``Part II``."""
    fragment: re.Pattern[str]
    """Matches what begins a sentence and can't be one, up to an abbreviation: ``In the`` U.S."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language's rules as the expressions and words that they are made of, for writing them down elsewhere."""

    spaced: bool
    cased: bool
    ordinals: bool
    terminators: str
    quotes: list[tuple[str, str]]
    brackets: list[tuple[str, str]]
    titles: list[tuple[str, str]]
    names: list[str]
    bare_ends: list[str]
    continuation: str
    bare_continuation: str
    embedded_continuation: str
    attribution: str
    """Empty for a language without."""
    never: frozenset[str]
    numbered: frozenset[str]
    abbreviations: frozenset[str]
    openers: list[str]
    measures: frozenset[str]
    after_measures: list[str]
    labels: frozenset[str]
    before_i: frozenset[str]
    fragments: list[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [*self.quotes, *self.brackets, *self.titles]


def tags_with_rules() -> list[str]:
    """Give the tags of the languages that have a file; that of one before that of all its scripts."""
    from importlib import resources

    names = [file.name for file in resources.files(__package__).joinpath("data").iterdir()]
    return sorted(
        name.removesuffix(".toml") for name in names if name.endswith(".toml") and name != "common.toml"
    )


def phrases(tag: str) -> Phrases:
    """Give what the rules of a language with a file (BCP 47) are made of."""
    common, own = _data("common"), _data(language(tag).base)
    spaced = spaced_rules(tag)
    scanned: Rules | SpacedRules = spaced or rules(tag)
    quotes = own["quotes"] if spaced else common["quotes"]
    return Phrases(
        spaced=spaced is not None,
        cased=own.get("cased", True),
        ordinals=own.get("ordinals", False),
        terminators=common["terminators"],
        quotes=_paired(quotes),
        brackets=_paired(common["brackets"]),
        titles=[] if spaced else _paired(common["titles"]),
        names=[*map(re.escape, common["names"]), *own.get("names", [])],
        bare_ends=own.get("bare_ends", []),
        continuation=scanned.continuation.pattern,
        bare_continuation=scanned.bare_continuation.pattern,
        embedded_continuation="|".join(own.get("embedded_continuations", [])),
        attribution=scanned.attribution.pattern if own.get("attributions") else "",
        never=spaced.never if spaced else frozenset(),
        numbered=spaced.numbered if spaced else frozenset(),
        abbreviations=spaced.abbreviations if spaced else _words(common, "abbreviations"),
        openers=_openers(own),
        measures=_words(own, "measures"),
        after_measures=own.get("after_measures", []),
        labels=_words(own, "labels"),
        before_i=_words(own, "before_i"),
        fragments=own.get("fragments", []),
    )


def _paired(marks: str) -> list[tuple[str, str]]:
    return list(zip(marks[0::2], marks[1::2], strict=True))


@lru_cache(maxsize=16)
def clause_marks(tag: str) -> tuple[re.Pattern[str], ...]:
    """Give what ends a clause in a language (BCP 47), the strongest first."""
    own = _data(language(tag).base)
    return tuple(re.compile(mark) for mark in own.get("clauses") or _data("common")["clauses"])


def spaced_rules(tag: str) -> SpacedRules | None:
    """Give the rules of a language with spaces between sentences (BCP 47); None if no file has some."""
    return _spaced_rules(language(tag).base)


@lru_cache(maxsize=16)
def _spaced_rules(base: str) -> SpacedRules | None:
    own = _data(base) or _data(base.split("-")[0])
    if not own.get("spaced"):
        return None
    common = _data("common")
    quotes = own["quotes"]
    marks = quotes + common["brackets"]
    pairs = list(zip(marks[0::2], marks[1::2], strict=True))
    continuing = f"[{re.escape(common['continuing_marks'])}](?![─—…⋯~～])"
    return SpacedRules(
        tokens=_spaced_tokens(common, own, marks),
        closing={c: "".join(o for o, k in pairs if k == c) for _, c in pairs},
        opening=frozenset(marks[0::2]),
        quotes=frozenset(quotes[0::2]),
        swallowed=frozenset(common["terminators"] + ".…'’" + marks[1::2]),
        never=_words(own, "titles")
        | (frozenset() if own.get("cased", True) else _words(common, "abbreviations")),
        numbered=_words(own, "before_numbers"),
        abbreviations=_words(own, "abbreviations"),
        openers=frozenset(_openers(own)),
        continuation=_any([continuing, *own.get("continuations", [])]),
        bare_continuation=_any([f"[{re.escape(',;:，、；：')}]", *own.get("bare_continuations", [])]),
        attribution=_any(own.get("attributions", [])),
        ordinals=own.get("ordinals", False),
        cased=own.get("cased", True),
        measures=_words(own, "measures"),
        after_measures=frozenset(own.get("after_measures", [])),
        labels=_words(own, "labels"),
        before_i=_words(own, "before_i"),
        names=_any(common["names"] + own.get("names", [])),
        heading=_heading(own),
        fragment=_any(own.get("fragments", [])),
    )


def _heading(own: dict[str, Any]) -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(_words(own, "labels"), key=len, reverse=True)))
    return re.compile(rf"(?i:{labels})\.?\s(?:\d[\d.]*|[IVXLC]+|[A-Z])") if labels else _NEVER


def _openers(own: dict[str, Any]) -> list[str]:
    """Give the openers up to their apostrophe: ``It`` opens ``It’s``, and ``Aujourd`` is enough of a word."""
    return list(dict.fromkeys(re.split("['’]", word, maxsplit=1)[0] for word in own.get("openers", [])))


def _words(own: dict[str, Any], key: str) -> frozenset[str]:
    """Give words in small letters; a single letter keeps its case: ``v.`` is a verdict's, ``V.`` a name's."""
    words = (word.rstrip(".") for word in own.get(key, []))
    return frozenset(word if len(word) == 1 else word.lower() for word in words)


def _spaced_tokens(common: dict[str, Any], own: dict[str, Any], marks: str) -> re.Pattern[str]:
    ends = re.escape(common["terminators"])
    bare = f"|(?P<bare>{_any(own['bare_ends']).pattern})" if "bare_ends" in own else ""
    return re.compile(
        r"(?P<spaced>\.(?:[ \xa0\u202f]\.){2,})"
        f"|(?P<end>[{ends}.…⋯]++|[—–](?=[{re.escape(marks[1::2])}]))"
        f"|(?P<mark>[{re.escape(marks)}])" + bare
    )


@lru_cache(maxsize=16)
def rules(tag: str) -> Rules:
    """Give the rules of a language (BCP 47); one without words for credits has English's."""
    base = language(tag).base
    common, own = _data("common"), _data(base) or _data("en")
    own = own if "credits" in own else {**own, **{k: _data("en")[k] for k in ("credits", "credit_endings")}}
    marks = common["quotes"] + common["brackets"] + common["titles"]
    continuing = f"[{re.escape(common['continuing_marks'])}]"
    return Rules(
        tokens=_tokens(common, own, marks),
        terminators=frozenset(common["terminators"]),
        closing=dict(zip(marks[1::2], marks[0::2], strict=True)),
        quotes=frozenset(common["quotes"][0::2]),
        titles=frozenset(common["titles"][0::2]),
        continuation=_any([continuing, *own.get("continuations", [])]),
        bare_continuation=_any([continuing, *own.get("bare_continuations", [])]),
        embedded_continuation=_any(own.get("embedded_continuations", [])),
        attribution=_attribution(own, common),
        abbreviations=frozenset(a.lower() for a in common["abbreviations"]),
        credit=_credit(own),
    )


def _data(name: str) -> dict[str, Any]:
    from importlib import resources  # costs more to import than all of this stage

    file = resources.files(__package__).joinpath("data", f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else _NEVER


def _attribution(own: dict[str, Any], common: dict[str, Any]) -> re.Pattern[str]:
    """A clause that ends with one of the verbs, and is not about what was said; or what a speaker does meanwhile.

    A colon would begin another speech.
    """
    verbs = own.get("attributions", [])
    if not verbs:
        return _NEVER
    ends = re.escape(common["terminators"])
    inside = f"[^{ends}{re.escape(common['quotes'])}]"
    about = f"(?!{inside}{{0,12}}(?:{_any(own['about_speech']).pattern}))" if "about_speech" in own else ""
    said = f"{about}{inside}{{0,{_CLAUSE}}}?(?:{_any(verbs).pattern})[{ends}，,、]"
    return re.compile("|".join([said, *own.get("meanwhile", [])]))


def _tokens(common: dict[str, Any], own: dict[str, Any], marks: str) -> re.Pattern[str]:
    """Everything consumes what it looks at, and no branch looks further: the scan stays linear."""
    ends = re.escape(common["terminators"])
    return re.compile(
        f"(?P<name>{_any(common['names'] + own.get('names', [])).pattern})"
        f"|(?P<end>[{ends}][{ends}…⋯]*+)"
        f"|(?P<mark>[{re.escape(marks)}])"
        f"|(?P<word>{_WORD}{_WORD_PART}*+)"
        r"|(?P<dot>[.．]++)"
    )


def _credit(own: dict[str, Any]) -> re.Pattern[str]:
    """A known word at the beginning, at the end or behind a slash (王小明／路透); a sign that only credits have.

    A slash alone says nothing: a table's unit has one, too (元／公斤).
    """
    words = "|".join(re.escape(w) for w in sorted(own["credits"], key=len, reverse=True))
    endings = "|".join(re.escape(w) for w in own["credit_endings"])
    known = rf"(?:{words})(?:$|[\s:：/／=＝︰|｜@]|(?<=[^\x00-\x7f])).*"
    return re.compile(rf"(?:.*[/／=＝]\s?)?{known}|.*(?:{endings})|.*[@©].*", re.DOTALL)

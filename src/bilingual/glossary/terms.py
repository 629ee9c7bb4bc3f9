"""The values of a glossary: its terms, and where they occur between two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bilingual.glossary.folding import fold
from bilingual.glossary.matching import Hit, Matcher
from bilingual.languages import language

ALTERNATIVES = "|"
"""Separates the renderings that a cell allows; the first is the preferred one."""
_ONE_LOWER_CASE_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary."""

    source: str
    renderings: Mapping[str, tuple[str, ...]]
    """By BCP 47 tag, the preferred one first; a language without an entry is free."""
    line: int
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By BCP 47 tag, what must not be written for it."""
    note: str = ""

    @property
    def ordinary(self) -> bool:
        """Whether it is a word like any other (``strengthen``, ``summit``), which sentences inflect.

        Such a term is asked for in translations but not taken out of the text that an engine gets: in the shipped
        glossary these are its verbs and its everyday nouns, and never a name.
        """
        return any(_ONE_LOWER_CASE_WORD.fullmatch(words[0]) for words in self.renderings.values())


@dataclass(frozen=True, slots=True)
class Rule:
    """A term between two languages: how it is worded in one and what it must be in the other."""

    wording: str
    renderings: tuple[str, ...]
    """The preferred one first; empty where the glossary leaves it open."""
    term: Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a project, longest source first."""

    terms: tuple[Term, ...] = ()
    path: str = ""
    language: str = ""
    """BCP 47 tag of ``Term.source``."""
    _matchers: dict[tuple[str, str], Matcher[Rule]] = field(default_factory=dict, repr=False, compare=False)
    _sources: list[Matcher[Term]] = field(default_factory=list, repr=False, compare=False)

    def occurring(self, text: str) -> Iterator[Term]:
        """Give the terms that occur in a source text, longest first; each once.

        One that is only part of a longer term, or of a longer word, does not count.
        """
        found = {hit.value.line for hit in self.find(text)}
        return (term for term in self.terms if term.line in found)

    def rendering(self, name: str, tag: str) -> str:
        """Give what the glossary prefers in a language for exactly this name; empty if it has no row for it."""
        wanted = fold(name.strip())
        found = (self._wordings(term, tag) for term in self.terms if fold(term.source) == wanted)
        return next((words[0] for words in found if words), "")

    def find(self, text: str) -> tuple[Hit[Term], ...]:
        """Give the places of terms in a source text."""
        if not self._sources:
            self._sources.append(Matcher((term.source, term) for term in self.terms))
        return self._sources[0].find(text)

    def between(self, text: str, source: str, target: str) -> tuple[Hit[Rule], ...]:
        """Give the places in a text of ``source`` of all terms, each with what it is in ``target``.

        Both are BCP 47 tags; either may be a column of the glossary. Where a wording stands in several rows,
        the row that prefers it counts, then the first one.
        """
        pair = (language(source).tag, language(target).tag)
        if pair not in self._matchers:
            self._matchers[pair] = Matcher((rule.wording, rule) for rule in self._rules(*pair))
        return self._matchers[pair].find(text)

    def _rules(self, source: str, target: str) -> Iterator[Rule]:
        """Give one rule a wording. Terms without a rendering are there too, so that they hide shorter ones."""
        ranked = [
            (rank, term.line, wording, term)
            for term in self.terms
            for rank, wording in enumerate(self._wordings(term, source))
        ]
        seen: set[str] = set()
        for _, _, wording, term in sorted(ranked, key=lambda entry: entry[:2]):
            if wording not in seen:
                seen.add(wording)
                yield Rule(wording, self._wordings(term, target), term)

    def _wordings(self, term: Term, tag: str) -> tuple[str, ...]:
        """Give the words for a term in a language: of its own column, else of one of the same language."""
        own = language(self.language).base if self.language else ""
        if tag == self.language or (tag not in term.renderings and language(tag).base == own):
            return (term.source,)
        if tag in term.renderings:
            return term.renderings[tag]
        base = language(tag).base
        return next((words for other, words in term.renderings.items() if language(other).base == base), ())

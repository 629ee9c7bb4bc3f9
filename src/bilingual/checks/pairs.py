"""A catalog's messages → Pairs: each entry as the checks see it, with what several of them ask computed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bilingual.checks import lengths, numbers
from bilingual.checks.kinship import Traits, kinship, traits
from bilingual.checks.letters import INLINE_TAG
from bilingual.checks.numbers import Number
from bilingual.glossary import Glossary
from bilingual.languages import language
from bilingual.model import Message, Role

Found = str
"""What is wrong, in words that a translator understands."""
_ENGLISH_PHRASE = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
LONGEST = 5000
"""Characters from which an entry is no sentence: the time that patterns need may grow with the square of them."""
LABELS = frozenset(
    {Role.HEADING, Role.RELATED, Role.CREDIT, Role.TAGS, Role.BYLINE, Role.DATELINE, Role.TABLE}
)
"""Roles too terse for a model of how long translations are."""


@dataclass(frozen=True)
class Pair:
    """One entry: a source text and its translation."""

    marked_source: str
    """With its inline tags, as the catalog has it."""
    marked_text: str
    source_language: str
    language: str
    glossary: Glossary = field(default_factory=Glossary)
    role: Role = Role.PARAGRAPH
    index: int = 0
    """Place in the catalog, from 0."""
    blank: bool = False
    """Whether it is empty on purpose, because a neighbour says it too."""
    beside: int = -1
    """Of a blank, the place of that neighbour; −1 if it has none."""
    alone: str = ""
    """Of that neighbour its own source text: ``marked_source`` is both."""

    @cached_property
    def source_base(self) -> str:
        """The base of the source language: ``zh-Hant``, ``en`` …"""
        return language(self.source_language).base

    @cached_property
    def base(self) -> str:
        """The base of the translation's language."""
        return language(self.language).base

    @cached_property
    def tagged(self) -> bool:
        """Whether the source has inline tags; a translation of one that has none has none either."""
        return "<" in self.marked_source and bool(INLINE_TAG.search(self.marked_source))

    @cached_property
    def source(self) -> str:
        """The source as it is read: without its inline tags."""
        return INLINE_TAG.sub("", self.marked_source) if self.tagged else self.marked_source

    @cached_property
    def text(self) -> str:
        """The translation as it is read: without its inline tags."""
        return INLINE_TAG.sub("", self.marked_text) if self.tagged else self.marked_text

    @cached_property
    def translated(self) -> bool:
        """Whether there is a translation to look at."""
        return bool(self.text.strip()) and self.text.strip() != self.source.strip()

    @cached_property
    def too_long(self) -> bool:
        """Whether it is too long to be looked at."""
        return max(len(self.source), len(self.text)) > LONGEST

    @cached_property
    def source_numbers(self) -> tuple[numbers.Number, ...]:
        reader = numbers.READERS.get(self.source_base)
        return (*reader(self.source), *self._in_english(self.source)) if reader else ()

    @cached_property
    def numbers(self) -> tuple[numbers.Number, ...]:
        reader = numbers.READERS.get(self.base)
        return reader(self.text) if reader else ()

    def _in_english(self, text: str) -> Iterator[Number]:
        """Give the number words of an English title inside another language; a translation may give them or not."""
        if self.source_base != "en" and _ENGLISH_PHRASE.search(text):
            for number in numbers.READERS["en"](text):
                yield replace(number, certain=False)

    @cached_property
    def source_traits(self) -> Traits:
        return traits(self.source, self.source_base, self.source_numbers, other=self.base)

    @cached_property
    def traits(self) -> Traits:
        return traits(self.text, self.base, self.numbers, other=self.source_base)

    @cached_property
    def kinship(self) -> float:
        """How strongly source and translation belong together; see ``kinship``."""
        return kinship(self.source_traits, self.traits)

    @cached_property
    def length_score(self) -> float | None:
        """How many standard deviations the translation is longer than usual; None where nobody measured."""
        if not self.translated or self.role in LABELS:
            return None
        return lengths.score(self.source, self.text, self.source_base, self.base)


def pairs(messages: Sequence[Message], source: str, target: str, glossary: Glossary) -> tuple[Pair, ...]:
    """Give the entries of a catalog as pairs, in its order.

    The neighbour of a deliberate blank, in the same block, is held against both source texts: the one before it,
    unless the one behind is the longer for its own source.
    """
    found = [
        Pair(message.id, message.text, source, target, glossary, message.role, index, message.blank)
        for index, message in enumerate(messages)
    ]
    for first, last in _blanks(messages):
        beside = [n for n in (first - 1, last + 1) if _beside(messages, n, first, last)]
        if beside:
            n = max(beside, key=lambda n: (found[n].length_score or 0.0, -n))
            own = found[min(n, first) : max(n, last) + 1]
            whole = language(source).joiner.join(
                pair.source if pair.blank else pair.marked_source for pair in own
            )
            found[n] = replace(found[n], marked_source=whole, alone=found[n].alone or found[n].source)
            found[first : last + 1] = [replace(pair, beside=n) for pair in found[first : last + 1]]
    return tuple(found)


def _blanks(messages: Sequence[Message]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of blanks in one block."""
    first: int | None = None
    for n, message in enumerate(messages):
        if first is not None and not (message.blank and message.continued):
            yield first, n - 1
            first = None
        if message.blank and first is None:
            first = n
    if first is not None:
        yield first, len(messages) - 1


def _beside(messages: Sequence[Message], n: int, first: int, last: int) -> bool:
    """Whether an entry is a neighbour of these, in their block, and has a translation."""
    in_block = 0 <= n < len(messages) and messages[first if n < first else last + 1].continued
    return in_block and bool(messages[n].text.strip())

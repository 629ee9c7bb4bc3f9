"""Passages + glossary + an engine → drafts that keep the glossary's terms, numbers, addresses and names in letters.

::

    Built       passages that are nothing else ─ building ─▶ drafts, without any engine
    Protected   passages ─▶ engine ─▶ drafts; where words are lacking:
                passages ─ spans, placeholders ─▶ engine ─ placeholders ─▶ drafts, each placeholder verified
    Told        passages with their terms ─▶ engine ─▶ drafts, each term looked for

Each of the three is an engine itself. What a draft lacks is said in its notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bilingual.glossary import Glossary, fold
from bilingual.languages import language
from bilingual.model import Draft, Passage
from bilingual.protection import placeholders
from bilingual.protection.aligning import restored
from bilingual.protection.building import build
from bilingual.protection.spans import Span, find

__all__ = ["Built", "Engine", "Protected", "Told", "lacking", "wanted"]

MOST = 20
"""Terms that are taken out of one text at most, the longest first; what is left of a sentence must still be one."""
ROUNDS = 2
"""Calls with placeholders. On the article with the test models 44 of 59 sentences lack a term after the plain call,
1 after one with placeholders, none after two."""
_QUOTES = "‘’“”'\"「」『』《》"


class Engine(Protocol):
    """``engines.Engine``, as far as protection needs it."""

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]: ...


@dataclass(frozen=True, slots=True)
class Built:
    """An engine that knows only what the glossary and patterns say."""

    glossary: Glossary

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft the passages that are nothing but terms, quantities and addresses, such as ``(圖/Twitter @POTUS)``."""
        built = [build(passage.text, self.glossary, source, target) for passage in passages]
        return [Draft(text, "glossary") if text else None for text in built]


@dataclass(frozen=True, slots=True)
class Told:
    """An engine that is told the terms of each passage, and whose drafts are held against them."""

    engine: Engine
    glossary: Glossary

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft the passages; a draft without one of its terms says so."""
        spans = [find(passage.text, self.glossary, source, target) for passage in passages]
        informed = [
            replace(passage, terms=tuple({s.term: s.rendering for s in own if s.term}.items()))
            for passage, own in zip(passages, spans, strict=True)
        ]
        drafts = self.engine.translate(informed, source, target)
        names = ([span for span in own if not span.ordinary] for own in spans)
        return [_noted(draft, own) for draft, own in zip(drafts, names, strict=True)]


@dataclass(frozen=True, slots=True)
class Protected:
    """An engine that gets placeholders for what it would get wrong."""

    engine: Engine
    glossary: Glossary

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft the passages in one call, and those whose drafts lack protected words anew, in a second one.

        In the second call placeholders stand for what was lacking, and only for that: a model knows most heads of
        state, and each placeholder costs a sentence some of its grammar (South Korea President). What that draft
        lacks in its turn (China went with China Foreign Ministry) gets a third call. A draft whose placeholders did
        not all come back exactly once is dropped for the one before, which says what it lacks.
        """
        spans = [wanted(passage.text, self.glossary, source, target) for passage in passages]
        drafts = self.engine.translate(passages, source, target)
        masked: dict[int, frozenset[Span]] = {}
        for _ in range(ROUNDS):
            more = {n: frozenset(lacking(draft, spans[n])) for n, draft in enumerate(drafts)}
            texts = {
                n: _Text.of(passages[n], absent | masked.get(n, frozenset()), solid=language(source).cjk)
                for n, absent in more.items()
                if absent - masked.get(n, frozenset())
            }
            asked = [n for n, text in texts.items() if text.spans]
            if not asked:
                break
            answers = self.engine.translate([texts[n].passage for n in asked], source, target)
            for n, answer in zip(asked, answers, strict=True):
                masked[n] = masked.get(n, frozenset()) | more[n]
                filled = texts[n].filled(answer, target)
                if filled and len(lacking(filled, spans[n])) < len(more[n]):
                    drafts[n] = filled
        return [_noted(draft, own) for draft, own in zip(drafts, spans, strict=True)]


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage on its way through an engine."""

    passage: Passage
    """As the engine gets it."""
    spans: tuple[Span, ...]
    letter: str
    bare: str = ""
    """The passage's own text."""

    @classmethod
    def of(cls, passage: Passage, spans: Iterable[Span], *, solid: bool) -> _Text:
        longest = sorted(spans, key=lambda span: span.start - span.end)[:MOST]
        own = tuple(sorted(longest, key=lambda span: span.start))
        letter = placeholders.letter_for(passage.text)
        if not letter:
            return cls(passage, (), "")
        text = placeholders.protected(passage.text, own, letter, solid=solid)
        # For its tags it matters what the engine looks at; where they stand is of no account here.
        tags = tuple((number, 0, len(text)) for number, _, _ in passage.tags)
        return cls(replace(passage, text=text, tags=tags), own, letter, passage.text)

    def filled(self, draft: Draft | None, target: str) -> Draft | None:
        """Give the draft with everything in its place; None if it is damaged."""
        text = placeholders.filled(draft.text, self.spans, self.letter, target) if draft else None
        if draft is None or text is None:
            return None
        masked = (self.passage.text, draft.text)
        alignment = restored(draft.alignment, masked, (self.bare, text), self.spans, self.letter)
        return replace(draft, text=text, tags=(), alignment=alignment)


def wanted(text: str, glossary: Glossary, source: str, target: str) -> list[Span]:
    """What a draft must have; everyday words are for the sentence to inflect."""
    return [span for span in find(text, glossary, source, target) if not span.ordinary]


def lacking(draft: Draft | None, spans: Sequence[Span]) -> list[Span]:
    """The spans of which a draft has no rendering, however it is quoted or inflected: South Korean has South Korea."""
    there = fold(draft.text) if draft else ""
    return [span for span in spans if not any(_has(there, w, span) for w in (span.rendering, *span.others))]


def _has(there: str, words: str, span: Span) -> bool:
    """Whether a folded draft has these words; a figure may be joined to its unit, and is no part of another."""
    if span.term:
        return fold(words.strip(_QUOTES)) in there
    close = re.escape(re.sub("[ -]", "", fold(words)))
    return bool(re.search(rf"(?<![\d.,]){close}" if words[0].isdigit() else close, re.sub("[ -]", "", there)))


def _noted(draft: Draft | None, spans: Sequence[Span]) -> Draft | None:
    """Give the draft with a note on the protected words that it lacks."""
    if draft is None:
        return None
    names = [f"{s.term} ({s.rendering})" if s.term else s.rendering for s in lacking(draft, spans)]
    if not names:
        return draft
    return replace(draft, notes=(*draft.notes, f"not as wanted: {', '.join(dict.fromkeys(names))}"))

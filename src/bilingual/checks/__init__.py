"""Messages (or a Document) → Findings: every check is one function under its code in one of four registries.

::

    Message ─ pairs ─▶ Pair ─────────── CHECKS: presence, amounts, scripts, tokens, extent, meaning, clauses,
                         │                      korean, style, validity (newlines)
                         └─ all of them ─ ARTICLE_CHECKS: consistency, names, placing, style (quote marks)
    header of a catalog ─────────────── HEADER_CHECKS: validity
    Document ────────────────────────── SOURCE_CHECKS: source

    What several checks ask of a text stands below them: numbers/ (what it counts), kinship (how well two texts
    belong together, by anchor words, names and readings), lengths, letters.

A check yields words that a translator understands; where it fires, and how often on good human translations, is in
docs/checks.md beside its code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bilingual import figures
from bilingual.checks import (
    amounts,
    clauses,
    consistency,
    extent,
    korean,
    meaning,
    names,
    pictures,
    placing,
    presence,
    scripts,
    source,
    style,
    tokens,
    validity,
)
from bilingual.checks.consistency import Placed
from bilingual.checks.pairs import Found, Pair, pairs
from bilingual.glossary import Glossary
from bilingual.model import Document, Finding, Message, Severity, State
from bilingual.picture import Picture

CHECKS: dict[str, tuple[Severity, Callable[[Pair], Iterable[Found]]]] = {
    "untranslated": (Severity.ERROR, presence.untranslated),
    "empty": (Severity.ERROR, presence.empty),
    "han": (Severity.ERROR, scripts.han),
    "script": (Severity.ERROR, scripts.script),
    "english": (Severity.ERROR, scripts.english),
    "number": (Severity.ERROR, amounts.number),
    "address": (Severity.ERROR, tokens.address),
    "entity": (Severity.ERROR, tokens.entity),
    "placeholder": (Severity.ERROR, tokens.placeholder),
    "tag": (Severity.ERROR, tokens.tag),
    "cells": (Severity.ERROR, tokens.cells),
    "newlines": (Severity.ERROR, validity.newlines),
    "repetition": (Severity.ERROR, tokens.repetition),
    "glossary": (Severity.ERROR, presence.glossary),
    "forbidden": (Severity.ERROR, presence.forbidden),
    "truncated": (Severity.ERROR, extent.truncated),
    "unfinished": (Severity.ERROR, extent.unfinished),
    "short": (Severity.WARNING, extent.short),
    "clause": (Severity.WARNING, clauses.clause),
    "negation": (Severity.WARNING, meaning.negation),
    "question": (Severity.WARNING, meaning.question),
    "quotation": (Severity.WARNING, meaning.quotation),
    "brackets": (Severity.WARNING, presence.brackets),
    "ending": (Severity.WARNING, korean.ending),
    "particle": (Severity.WARNING, korean.particle),
    "too-long": (Severity.NOTE, presence.too_long),
    "spacing": (Severity.NOTE, style.spacing),
    "doubled-word": (Severity.NOTE, style.doubled_word),
    "title-marks": (Severity.NOTE, style.title_marks),
    "full-width": (Severity.NOTE, style.full_width),
    "percent": (Severity.NOTE, style.percent),
    "clock": (Severity.NOTE, style.clock),
    "date": (Severity.NOTE, style.date),
    "dash": (Severity.NOTE, style.dash),
    "unit-space": (Severity.NOTE, style.unit_space),
}
"""What is looked for in each entry of a catalog."""

UNREVIEWED = {"tag": Severity.WARNING}
"""Milder while nobody has approved the entry: a draft may have lost a tag, and says so itself."""

ARTICLE_CHECKS: dict[str, tuple[Severity, Callable[[Sequence[Pair]], Iterable[Placed]]]] = {
    "misplaced": (Severity.WARNING, placing.misplaced),
    "name": (Severity.WARNING, names.name),
    "blank": (Severity.NOTE, presence.blank),
    "same-source": (Severity.WARNING, consistency.same_source),
    "same-translation": (Severity.WARNING, consistency.same_translation),
    "register": (Severity.WARNING, consistency.register),
    "quote-marks": (Severity.NOTE, style.quote_marks),
}
"""What can only be seen by looking at all entries of a catalog."""

HEADER_CHECKS: dict[str, tuple[Severity, Callable[[Mapping[str, str], str], Iterable[Found]]]] = {
    "header": (Severity.WARNING, validity.header),
}
"""What is looked for in the header of a catalog."""

SOURCE_CHECKS: dict[str, tuple[Severity, Callable[[Document], Iterable[source.Found]]]] = {
    "source-brackets": (Severity.WARNING, source.brackets),
    "source-ending": (Severity.WARNING, source.ending),
    "source-width": (Severity.NOTE, source.width),
    "source-name": (Severity.WARNING, source.name),
    "source-footnote": (Severity.WARNING, source.footnote),
    "front-matter": (Severity.WARNING, source.front_matter),
}
"""What is looked for in the source itself."""

OVERRIDE = "segments"
"""A join or split of a translator's that the source has no text for."""

PICTURE, ALT = "picture", "alt"
"""A picture of the source that can't be printed as it is; one that has no alternative text."""

SEVERITIES: dict[str, Severity] = {
    **{
        code: severity
        for registry in (CHECKS, ARTICLE_CHECKS, HEADER_CHECKS, SOURCE_CHECKS)
        for code, (severity, _) in registry.items()
    },
    OVERRIDE: Severity.WARNING,
    PICTURE: Severity.WARNING,
    ALT: Severity.NOTE,
}
CODES = tuple(SEVERITIES)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What is checked: where the entries stand and between which languages they lie."""

    path: str
    source: str
    language: str
    messages: Sequence[Message]
    header: Mapping[str, str] = field(default_factory=dict)
    """The fields of its header; empty if it is not to be looked at."""
    likelihood: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """How likely a translation model finds a text (the second) as a translation of another (the first): mean
    log-probability of its tokens. Empty where no model was asked."""


def check(catalog: Catalog, glossary: Glossary, *, ignore: Collection[str] = ()) -> tuple[Finding, ...]:
    """Look through a catalog; findings come in the order of its entries, then by check.

    ``ignore`` silences codes for the whole project, ``Message.ignored_checks`` for one entry.
    """
    entries = pairs(catalog.messages, catalog.source, catalog.language, glossary)
    found = [
        *_of_header(catalog, ignore),
        *_of_entries(catalog, entries, ignore),
        *_of_article(catalog, entries, ignore),
    ]
    told = {(finding.line, finding.code) for finding in found}
    found += [one for one in _of_model(catalog, entries, ignore) if (one.line, one.code) not in told]
    order = {code: place for place, code in enumerate(CODES)}
    return tuple(sorted(found, key=lambda finding: (finding.line, order[finding.code])))


def _of_header(catalog: Catalog, ignore: Collection[str]) -> Iterator[Finding]:
    """Look at the header once somebody has approved an entry: until then nobody has had a reason to fill it in."""
    source, target = catalog.source, catalog.language
    approved = (m for m in catalog.messages if m.state is State.REVIEWED)
    if all(figures.copied(m.id, m.text, source, target) for m in approved):
        return
    for code, (severity, look) in HEADER_CHECKS.items():
        if code not in ignore:
            for words in look(catalog.header, catalog.language):
                yield Finding(catalog.path, 1, severity, code, words, catalog.language)


def _of_entries(catalog: Catalog, entries: Sequence[Pair], ignore: Collection[str]) -> Iterator[Finding]:
    wanted = [(code, severity, look) for code, (severity, look) in CHECKS.items() if code not in ignore]
    for message, pair in zip(catalog.messages, entries, strict=True):
        if pair.blank:
            continue
        for code, severity, look in wanted:
            if code not in message.ignored_checks and (not pair.too_long or look is presence.too_long):
                own = severity if message.state is State.REVIEWED else UNREVIEWED.get(code, severity)
                for words in look(pair):
                    yield Finding(catalog.path, message.line, own, code, words, catalog.language)


def _of_article(catalog: Catalog, entries: Sequence[Pair], ignore: Collection[str]) -> Iterator[Finding]:
    short = [pair for pair in entries if not pair.too_long]
    for code, (severity, look) in ARTICLE_CHECKS.items():
        if code not in ignore:
            for at, words in look(short):
                message = catalog.messages[at]
                if code not in message.ignored_checks:
                    yield Finding(catalog.path, message.line, severity, code, words, catalog.language)


def _of_model(catalog: Catalog, entries: Sequence[Pair], ignore: Collection[str]) -> Iterator[Finding]:
    """What a translation model says of the places of translations, under the code of the check that needs none."""
    code, severity = "misplaced", ARTICLE_CHECKS["misplaced"][0]
    if catalog.likelihood and code not in ignore:
        for at, words in placing.unlikely(entries, catalog.likelihood):
            message = catalog.messages[at]
            if code not in message.ignored_checks:
                yield Finding(catalog.path, message.line, severity, code, words, catalog.language)


def check_source(document: Document, *, ignore: Collection[str] = ()) -> tuple[Finding, ...]:
    """Look through a source for what its publisher should mend; findings come by check, then by line."""
    return tuple(
        Finding(document.path, line, severity, code, words)
        for code, (severity, look) in SOURCE_CHECKS.items()
        if code not in ignore
        for line, words in look(document)
    )


def check_pictures(
    document: Document, found: Mapping[str, Picture], *, ignore: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Look at the pictures of a source, each by its address; findings come by check, then by line."""
    looked = ((PICTURE, pictures.picture(document, found)), (ALT, pictures.alt(document)))
    return tuple(
        Finding(document.path, line, SEVERITIES[code], code, words)
        for code, findings in looked
        if code not in ignore
        for line, words in findings
    )


def check_overrides(
    unused: Iterable[tuple[str, int, str]], *, ignore: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Tell of the joins and splits (path, line and text of each) that change nothing any more."""
    if OVERRIDE in ignore:
        return ()
    return tuple(
        Finding(
            path,
            line,
            SEVERITIES[OVERRIDE],
            OVERRIDE,
            f"the source has no such text any more; delete these lines, or mend them and sync: {text}",
        )
        for path, line, text in unused
    )

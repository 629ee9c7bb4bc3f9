"""The checks on human translations and on seeded damage: fire rates and recalls, for the tests and the benchmark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import seeding
from bilingual.checks import SEVERITIES, Catalog, check
from bilingual.glossary import Glossary
from bilingual.model import Finding, Message, Severity, State

NTREX = Path(__file__).parents[2] / "shared" / "data" / "ntrex"
PAIRS = {
    "zh-Hant→en": ("zh-Hant", "en", "ref.zho-TW", "src.eng"),
    "zh-Hant→ko": ("zh-Hant", "ko", "ref.zho-TW", "ref.kor"),
    "en→ko": ("en", "ko", "src.eng", "ref.kor"),
}
FOUND_BY: dict[str, tuple[str, ...]] = {
    "number_dropped": ("number",),
    "any_number_dropped": ("number",),
    "number_changed": ("number",),
    "any_number_changed": ("number",),
    "number_multiplied": ("number",),
    "scale_changed": ("number",),
    "han_left": ("han",),
    "english_left": ("english",),
    "repeated": ("repetition",),
    "entity": ("entity",),
    "address_damaged": ("address",),
    "placeholder_damaged": ("placeholder",),
    "tag_damaged": ("tag",),
    "cut_off": ("unfinished", "truncated"),
    "clause_dropped": ("clause", "short", "truncated"),
    "negated": ("negation",),
    "quotation_dropped": ("quotation",),
    "question_lost": ("question",),
    "particle_damaged": ("particle",),
    "ending_dropped": ("ending",),
    "swap": ("misplaced",),
    "rename": ("name",),
    "reregister": ("register",),
}
"""Which checks are there for a damage: only they count as having found it."""
OUTSIDE = frozenset({"any_number_dropped", "any_number_changed"})
"""Damage to what the source may not state at all: published, but no check can promise to find it."""

Article = list[tuple[str, str]]


def articles(pair: str) -> list[Article]:
    """Give the articles of NTREX-128 as pairs of source and human translation, in the order of the files."""
    _, _, source, target = PAIRS[pair]
    lines = [
        (NTREX / f"newstest2019-{name}.txt").read_text("utf-8").splitlines() for name in (source, target)
    ]
    names = (NTREX / "DOCUMENT_IDS.tsv").read_text("utf-8").split()
    found: dict[str, Article] = defaultdict(list)
    for name, there, here in zip(names, *lines, strict=True):
        found[name].append((there, here))
    return list(found.values())


def findings(
    pair: str, article: Sequence[tuple[str, str]], *, ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Check an article; a finding's line is the place of its entry, from 1."""
    source, target, _, _ = PAIRS[pair]
    messages = [
        Message("", there, here, State.REVIEWED, line=line) for line, (there, here) in enumerate(article, 1)
    ]
    return check(Catalog("", source, target, messages), Glossary(), ignore=ignore)


@dataclass(frozen=True)
class Rates:
    """Share of entries on which each code, and any of a severity, fires."""

    entries: int
    codes: dict[str, float]
    errors: float
    warnings: float
    notes: float


def rates(pair: str, some: Sequence[Article]) -> Rates:
    """Check good translations: what fires is a false alarm, or a mistake of the translators."""
    fired: dict[str, int] = defaultdict(int)
    entries = 0
    for article in some:
        entries += len(article)
        for found in {(f.code, f.line) for f in findings(pair, article)}:
            fired[found[0]] += 1
        for severity, _ in {(f.severity, f.line) for f in findings(pair, article)}:
            fired[severity] += 1
    shares = {code: count / entries for code, count in fired.items()}
    any_of = {severity: shares.pop(severity, 0.0) for severity in Severity}
    codes = {code: shares.get(code, 0.0) for code in SEVERITIES}
    return Rates(entries, codes, any_of[Severity.ERROR], any_of[Severity.WARNING], any_of[Severity.NOTE])


def recall(
    pair: str, kind: str, some: Sequence[Article], *, every: int = 5, passes: int = 1
) -> tuple[int, int]:
    """Give how many damaged entries there were, and on how many of them a check of this damage fires."""
    target = PAIRS[pair][1]
    wanted = FOUND_BY[kind]
    silent = [code for code in SEVERITIES if code not in wanted]
    damaged = found = 0
    for seed in range(passes):
        new, places = seeding.seeded(kind, some, target, every=every, seed=seed)
        for article, here in zip(new, places, strict=True):
            fired = {f.line - 1 for f in findings(pair, article, ignore=silent)} if here else set()
            damaged += len(here)
            found += len(here & fired)
    return damaged, found


def is_alarm(kind: str) -> bool:
    """Say whether errors are there for a damage."""
    return any(SEVERITIES[code] is Severity.ERROR for code in FOUND_BY[kind]) and kind != "clause_dropped"

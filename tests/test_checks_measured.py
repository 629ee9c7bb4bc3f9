"""Budgets: how often a check may fire on good translations, and what it must find of seeded damage.

The full count is one entry in five, five times over, in all articles: ``CHECKS_FULL=1``. Without it the recalls are
taken from one article in six, and their limits are a little lower, for chance's sake.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache

import pytest

import measuring
from bilingual.checks import ARTICLE_CHECKS, CHECKS, SEVERITIES
from bilingual.model import Severity
from conftest import ROOT
from measuring import FOUND_BY, NTREX, PAIRS, Article, Rates, is_alarm, rates, recall

pytestmark = pytest.mark.skipif(not NTREX.is_dir(), reason="the NTREX sentences are not on this machine")

FULL = bool(os.environ.get("CHECKS_FULL"))
ALARM_BUDGET, WARNING_BUDGET, ALL_ALARMS_BUDGET = 0.013, 0.04, 0.03
ALARM_RECALL, WARNING_RECALL = 0.95, 0.60

NEED_MORE = {"glossary", "forbidden", "newlines", "blank", "cells"}
"""Checks of entries that look at what plain sentences don't have: a glossary, line breaks, rows without a translation."""


@cache
def articles(pair: str) -> list[Article]:
    return measuring.articles(pair)


@cache
def measured(pair: str) -> Rates:
    return rates(pair, articles(pair))


@pytest.mark.parametrize("pair", PAIRS)
def test_good_translations_are_left_alone(pair: str) -> None:
    found = measured(pair)
    assert found.entries == 1997
    for code, share in found.codes.items():
        if SEVERITIES[code] is Severity.ERROR:
            assert share <= ALARM_BUDGET, code
        if SEVERITIES[code] is Severity.WARNING:
            assert share <= WARNING_BUDGET, code
    assert found.errors <= ALL_ALARMS_BUDGET


@pytest.mark.parametrize("alarms", [True, False], ids=["alarms", "warnings"])
def test_damage_is_found(alarms: bool) -> None:
    """Each kind of damage is found in each pair; the few numbers of a small sample are taken together."""
    limit = ALARM_RECALL if alarms else WARNING_RECALL
    for kind in FOUND_BY:
        if is_alarm(kind) is not alarms or kind in measuring.OUTSIDE:
            continue
        total = Counter(damaged=0, found=0)
        for pair in PAIRS:
            some = articles(pair) if FULL else articles(pair)[::6]
            damaged, found = recall(pair, kind, some, passes=5 if FULL else 1)
            total.update(damaged=damaged, found=found)
            if FULL and damaged:
                assert found >= (limit if not alarms else limit - 0.02) * damaged, (
                    kind,
                    pair,
                    found,
                    damaged,
                )
        assert total["damaged"] > 0, kind
        assert total["found"] >= (limit if FULL else limit - 0.05) * total["damaged"], (kind, total)


def test_the_page_says_how_often_they_fire() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    for code, section in re.findall(r"^## (\S+)\n\n(.*?)(?=\n## |\Z)", page, re.S | re.M):
        said = {pair: share for share, pair in re.findall(r"([\d.]+) % \((\S+?)\)", section)}
        for pair, share in said.items():
            assert float(share) == pytest.approx(100 * measured(pair).codes[code], abs=0.06), (code, pair)
        assert len(said) == len(PAIRS) or code not in {*CHECKS, *ARTICLE_CHECKS} - NEED_MORE, code


def test_the_seeder_does_not_know_the_checks() -> None:
    assert "bilingual" not in (ROOT / "tests" / "seeding.py").read_text(encoding="utf-8")

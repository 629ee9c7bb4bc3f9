"""Where to look first: the signs, their words, the order, and what they are worth on real output."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import risk
from bilingual.risk import Pair
from bilingual.risk.features import FEATURES
from bilingual.risk.models import models
from bilingual.risk.similarity import similarity

DATA = Path(__file__).parents[2] / "shared" / "data" / "argos-outputs"
ENGLISH = "The leaders of both countries agreed to set up a joint committee on nuclear planning."
SOURCE = "兩國領導人同意設立一個聯合委員會,討論核武規劃,並加強延伸威懾。"


def why(pair: Pair) -> str:
    return "; ".join(risk.assess([pair])[0].why)


def test_a_dropped_clause_is_told_in_clauses() -> None:
    cut = "Leaders of both countries agreed to set up a joint committee."
    assert "2 clauses shorter than usual" in why(Pair(SOURCE, "They agreed to talk.", "zh-Hant", "en"))
    assert "a clause shorter than usual" in why(Pair(SOURCE, cut, "zh-Hant", "en"))
    assert "half a clause shorter than usual" in why(Pair(SOURCE, ENGLISH, "zh-Hant", "en"))
    whole = ENGLISH.replace(".", " and to strengthen extended deterrence.")
    assert "shorter" not in why(Pair(SOURCE, whole, "zh-Hant", "en"))


def test_the_second_engine_is_heard() -> None:
    same = Pair(SOURCE, ENGLISH, "zh-Hant", "en", second_opinion=ENGLISH)
    other = Pair(SOURCE, ENGLISH, "zh-Hant", "en", second_opinion="Weather reports promise snow by evening.")
    agreed, disagreed = (risk.assess([pair])[0] for pair in (same, other))
    assert agreed.value < risk.assess([Pair(SOURCE, ENGLISH, "zh-Hant", "en")])[0].value < disagreed.value
    assert disagreed.why[0] == "disagrees with the second engine"


def test_left_over_english_and_open_ends_in_korean_are_named() -> None:
    text = "그것은 cobbles에 hooves의 소리를 염려하는 것이 쉽습니다. Gripen 후 dungeon의 후속"
    assert why(Pair("x" * 60, text, "en", "ko")).startswith("keeps English words: cobbles, hooves, dungeon …")
    assert why(Pair("x" * 60, "스탠포드의 과학자는 새로운 도구의 발명을 발표 :", "en", "ko")).startswith(
        "a sentence without a Korean ending"
    )


def test_abbreviations_and_addresses_may_stay() -> None:
    text = "사진=트위터 @WhiteHouse, NCG, https://example.org/a 문의는 a.b@example.org 로 한다. Gripen fighter가 runway에."
    assert "keeps English words: fighter, runway, Gripen;" in why(Pair("x" * 60, text, "en", "ko")) + ";"


def test_a_korean_title_needs_no_ending() -> None:
    title = Pair("x" * 30, "핵협의그룹 신설", "en", "ko", running=False)
    assert "ending" not in why(title)
    assert "ending" in why(Pair(title.source, title.text, "en", "ko"))


def test_korean_is_judged_by_the_english_that_it_was_drafted_from() -> None:
    plain = Pair(SOURCE, "양국 정상은 공동 위원회를 설치하기로 합의했다.", "zh-Hant", "ko")
    pivoted = Pair(plain.source, plain.text, "zh-Hant", "ko", pivot=ENGLISH, pivot_language="en")
    assert plain.languages == ("zh", "ko")
    assert pivoted.languages == ("en", "ko")
    assert pivoted.origin == ENGLISH


def test_what_is_usual_is_learned_from_a_catalog_in_other_languages() -> None:
    usual = [Pair(f"Sentence {n} of the text.", f"Satz {n} dieses Textes.", "en", "de") for n in range(12)]
    cut = Pair("A sentence of the text, and another clause, and a third one.", "Satz.", "en", "de")
    *_, last = risk.assess([*usual, cut])
    assert "shorter than usual" in last.why[0]
    assert risk.assess([cut])[0].why == (), "one entry says nothing of what is usual"


def test_length_alone_does_not_decide() -> None:
    first = risk.order(range(60), [1 - n / 100 for n in range(60)])[:6]  # the shorter, the riskier
    assert sorted(n // 20 for n in first) == [0, 0, 1, 1, 2, 2], "two of each band"


texts = st.text(max_size=80)


@given(st.lists(st.tuples(texts, texts, texts), max_size=40), st.sampled_from(["en", "ko", "ja", "de"]))
def test_every_text_has_a_risk_and_one_place(entries: list[tuple[str, str, str]], language: str) -> None:
    pairs = [Pair(a, b, "zh-Hant", language, c) for a, b, c in entries]
    risks = risk.assess(pairs)
    assert all(0 < r.value < 1 and len(r.why) <= 2 for r in risks)
    ordered = risk.order([len(pair.source) for pair in pairs], [r.value for r in risks])
    assert sorted(ordered) == list(range(len(pairs)))
    assert risk.assess(pairs) == risks


@given(texts, texts)
def test_similarity_is_a_share(text: str, other: str) -> None:
    assert 0 <= similarity(text, other) <= 1
    assert math.isclose(similarity(text, text), 1)


def test_a_word_of_a_million_letters_breaks_nothing() -> None:
    (found,) = risk.assess([Pair("字", "a" * 1_000_000, "zh-Hant", "en")])
    assert 0 < found.value < 1


def test_every_feature_is_used_and_every_weight_has_a_feature() -> None:
    used = {name for model in models().values() for name in model.weights}
    assert used == set(FEATURES)


def auc(pairs: Sequence[Pair], bad: Sequence[bool]) -> float:
    """The chance that a bad one stands before another one in the order that ``review`` shows."""
    risks = [r.value for r in risk.assess(pairs)]
    ill = [r for r, b in zip(risks, bad, strict=True) if b]
    well = [r for r, b in zip(risks, bad, strict=True) if not b]
    return sum((a > b) + (a == b) / 2 for a in ill for b in well) / (len(ill) * len(well))


@pytest.mark.skipif(not DATA.exists(), reason="the outputs of real engines are not on this machine")
@pytest.mark.parametrize(
    ("source", "target", "surface", "second"), [("zh", "en", 0.64, 0.78), ("en", "ko", 0.66, 0.74)]
)
def test_it_finds_the_worst_fifth_of_real_drafts(
    source: str, target: str, surface: float, second: float
) -> None:
    """On the blocks of 50 sentences that the coefficients were not fitted to; see benchmarks/risk.py."""
    names = (source, target, *(f"{source}-{target}.{e}.{target}" for e in ("argos", "bergamot")))
    columns = ((DATA / f"flores-dev.{name}").read_text(encoding="utf-8").splitlines() for name in names)
    rows = list(zip(*columns, strict=True))
    quality = [similarity(draft, reference) for _, reference, draft, _ in rows]
    limit = sorted(quality)[len(rows) // 5]
    held = [n for n in range(len(rows)) if n // 50 % 2 and n % 50 >= 5]
    bad = [quality[n] <= limit for n in held]
    pairs = [Pair(rows[n][0], rows[n][2], source, target) for n in held]
    assert auc(pairs, bad) >= surface
    pairs = [Pair(rows[n][0], rows[n][2], source, target, rows[n][3]) for n in held]
    assert auc(pairs, bad) >= second

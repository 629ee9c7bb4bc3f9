"""Drafts go where nobody has written, through English where they must, and say where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import drafting, engines, models
from bilingual.config import TranslateConfig
from bilingual.drafting import Route
from bilingual.errors import MissingError
from bilingual.model import Draft, Message, Passage, Provenance, Role, State, text_hash

BOTH = {("zh-Hant", "en"), ("en", "ko")}
STRAIGHT = Route(("zh-Hant", "en"))
PIVOTED = Route(("en", "ko"), "en")
THROUGH = Route(("zh-Hant", "en", "ko"))


class Tagging:
    """An engine that writes the target before each text and remembers what it was asked."""

    def __init__(self, unknown: Sequence[str] = ()) -> None:
        self.unknown = unknown
        self.calls: list[tuple[tuple[str, ...], str, str]] = []

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        self.passages = passages
        texts = [passage.text for passage in passages]
        self.calls.append((tuple(texts), source, target))
        return [None if t in self.unknown else Draft(f"{target}:{t}", f"tagging {target}") for t in texts]

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [None] * len(passages)


def message(
    source: str, text: str = "", state: State | None = None, context: str = "", **values: object
) -> Message:
    state = state or (State.REVIEWED if text else State.UNTRANSLATED)
    return Message(context=context, id=source, text=text, state=state, **values)  # type: ignore[arg-type]


def drafted(source: str, text: str, pivot_text: str, state: State = State.DRAFT) -> Message:
    return message(
        source, text, state, provenance=Provenance("tagging ko", text_hash(text), "en", text_hash(pivot_text))
    )


# The real way: both packages, the real CTranslate2


def test_chinese_to_english_to_korean(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(installed))
    engine = engines.create(TranslateConfig())
    sources = ["韓國總統", "《華盛頓宣言》", "核保護傘"]
    assert drafting.route("zh-Hant", "en", models.pairs()) == STRAIGHT
    assert drafting.route("zh-Hant", "ko", models.pairs(), catalog="en") == PIVOTED
    english = drafting.draft([message(s) for s in sources], engine, STRAIGHT)
    pivot = [
        message("韓國總統", "South Korea President", State.DRAFT),
        message("《華盛頓宣言》", "the Washington Declaration and the United States"),
        message("核保護傘"),
    ]
    korean = drafting.draft([message(s) for s in sources], engine, PIVOTED, pivot=pivot)
    assert english["", "韓國總統"] == (
        "South Korea President",
        Provenance("argos zt-en 1.9", text_hash("South Korea President"), remarks=("mt-score: 0.00",)),
    )
    assert {key[1]: text for key, (text, _) in korean.items()} == {
        "韓國總統": "한국 대통령",
        "《華盛頓宣言》": "워싱턴 선언 및 미국",
    }
    assert str(korean["", "韓國總統"][1]) == (
        f"argos en-ko 1.1 from en {text_hash('South Korea President')}, draft {text_hash('한국 대통령')}"
    )


def test_korean_without_an_english_catalog(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(installed))
    korean = drafting.draft(
        [message("韓國總統")],
        engines.create(TranslateConfig()),
        THROUGH,
    )
    assert korean == {
        ("", "韓國總統"): (
            "한국 대통령",
            Provenance(
                "argos zt-en 1.9 + argos en-ko 1.1", text_hash("한국 대통령"), remarks=("mt-score: 0.00",)
            ),
        )
    }


# The way


@pytest.mark.parametrize(
    ("source", "target", "pairs", "way"),
    [
        ("zh-Hant", "en", BOTH, STRAIGHT),
        ("zh-TW", "en-GB", BOTH, Route(("zh-TW", "en-GB"))),
        ("zh-Hant", "ko", BOTH, THROUGH),
        ("zh-Hant", "ko", BOTH | {("zh-Hant", "ko")}, Route(("zh-Hant", "ko"))),
        ("en", "ko", BOTH, Route(("en", "ko"))),
    ],
)
def test_without_an_english_catalog_the_way_is_straight_if_there_is_one(
    source: str, target: str, pairs: set[tuple[str, str]], way: Route
) -> None:
    assert drafting.route(source, target, pairs) == way


def test_the_english_catalog_leads_on_unless_the_project_wants_it_straight() -> None:
    direct = {("zh-Hant", "ko")}
    straight = Route(("zh-Hant", "ko"))
    assert drafting.route("zh-Hant", "ko", BOTH | direct, catalog="en") == PIVOTED
    assert drafting.route("zh-Hant", "ko", BOTH | direct, catalog="en", pivot=False) == straight
    assert drafting.route("zh-Hant", "ko", BOTH, catalog="en", pivot=False) == PIVOTED
    assert drafting.route("zh-Hant", "ko", direct, catalog="en") == straight
    assert drafting.route("zh-Hant", "ko", {("en", "ko")}, catalog="en-GB") == Route(("en-GB", "ko"), "en-GB")


def test_the_way_of_an_engine_that_needs_no_model() -> None:
    assert drafting.route("zh-Hant", "ko", (), way="any") == Route(("zh-Hant", "ko"))
    assert drafting.route("zh-Hant", "ko", (), way="any", catalog="en") == PIVOTED
    assert drafting.route("zh-Hant", "ko", (), way="english") == THROUGH
    assert drafting.route("zh-Hant", "ko", (), way="english", catalog="en", pivot=False) == PIVOTED


def test_missing_models_are_named_with_both_ways_to_get_them() -> None:
    with pytest.raises(MissingError) as caught:
        drafting.route("zh-Hant", "ko", set())
    error = caught.value
    assert error.message == "no model for zh-Hant → ko: zh-Hant → en and en → ko missing"
    assert error.hint.splitlines() == [
        "from the index:  bilingual models install zh-Hant en ko",
        "from a file:     bilingual models install translate-zt_en-….argosmodel translate-en_ko-….argosmodel",
    ]


def test_one_hint_serves_all_targets() -> None:
    hints = set()
    for target in ("en", "ko"):
        with pytest.raises(MissingError) as caught:
            drafting.route("zh-Hant", target, set(), beside=("en", "ko"))
        hints.add(caught.value.hint)
    assert len(hints) == 1


def test_only_what_is_missing_is_named() -> None:
    with pytest.raises(MissingError, match="en → ko missing") as caught:
        drafting.route("zh-Hant", "ko", {("zh-Hant", "en")})
    assert "zt_en" not in caught.value.hint
    with pytest.raises(MissingError, match=r"no model for zh-Hans → en$") as caught:
        drafting.route("zh-Hans", "en", BOTH)
    assert "bilingual models install zh-Hans en\n" in caught.value.hint


# What is drafted


def test_equal_texts_are_translated_once_in_one_call() -> None:
    engine = Tagging()
    messages = [message("甲"), message("乙"), message("甲", context="title"), message("丙", "done")]
    drafts = drafting.draft(messages, engine, STRAIGHT)
    assert engine.calls == [(("甲", "乙"), "zh-Hant", "en")]
    assert {key: text for key, (text, _) in drafts.items()} == {
        ("", "甲"): "en:甲", ("", "乙"): "en:乙", ("title", "甲"): "en:甲",
    }  # fmt: skip


def test_an_engine_learns_the_place_of_each_text() -> None:
    engine = Tagging()
    messages = [
        message("甲", role=Role.TITLE),
        message("乙", "done"),
        message("丙", continued=True),
        message("丁", role=Role.CAPTION),
    ]
    drafting.draft(messages, engine, STRAIGHT)
    assert engine.passages == (
        Passage("甲", Role.TITLE, after="乙"),
        Passage("丙", before="乙", after="丁", continued=True),
        Passage("丁", Role.CAPTION, before="丙"),
    )
    pivot = [message("甲", "A"), message("乙"), message("丙", "C"), message("丁", "D")]
    messages[1] = message("乙")
    drafting.draft(messages, engine, PIVOTED, pivot=pivot)
    assert [(p.before, p.text, p.after) for p in engine.passages] == [
        ("", "A", ""), ("", "C", "D"), ("C", "D", ""),
    ]  # fmt: skip


def test_what_is_complete_asks_no_engine() -> None:
    engine = Tagging()
    messages = [message("甲", "a"), message("乙", "b", State.NEEDS_REVIEW)]
    assert drafting.draft(messages, engine, STRAIGHT) == {}
    assert drafting.pending(messages) == ()
    assert engine.calls == []


def test_an_engine_that_does_not_know_leaves_the_message_alone() -> None:
    engine = Tagging(unknown=["甲"])
    drafts = drafting.draft([message("甲"), message("乙")], engine, STRAIGHT)
    assert list(drafts) == [("", "乙")]


def test_what_the_engine_loses_on_the_first_half_of_the_way_is_left_out() -> None:
    engine = Tagging(unknown=["甲"])
    drafts = drafting.draft([message("甲"), message("乙")], engine, THROUGH)
    assert drafts["", "乙"][0] == "ko:en:乙"
    assert len(drafts) == 1


def test_korean_is_drafted_only_from_settled_english() -> None:
    engine = Tagging()
    pivot = [
        message("甲", "A"),
        message("乙"),
        message("丙", "C", State.DRAFT),
        message("丁", "of a former sentence", State.NEEDS_REVIEW),
    ]
    messages = [message(source) for source in "甲乙丙丁戊"]
    drafts = drafting.draft(messages, engine, Route(("en-GB", "ko"), "en-GB"), pivot=pivot)
    assert engine.calls == [(("A", "C"), "en-GB", "ko")]
    assert drafts["", "甲"] == (
        "ko:A", Provenance("tagging ko", text_hash("ko:A"), "en-GB", text_hash("A")),
    )  # fmt: skip
    assert len(drafting.pending(messages, pivot, "en-GB")) - len(drafts) == 3


def test_a_changed_english_redoes_the_untouched_korean_and_reports_the_reviewed() -> None:
    pivot = [message(source, f"new {source}") for source in "甲乙丙丁"]
    untouched = drafted("甲", "가", "old 甲")
    reviewed = drafted("乙", "나", "old 乙", State.REVIEWED)
    edited = drafted("丙", "다", "old 丙", State.NEEDS_REVIEW)
    fresh = drafted("丁", "라", "new 丁")
    messages = [untouched, reviewed, edited, fresh]
    drafts = drafting.draft(messages, Tagging(), PIVOTED, pivot=pivot)
    assert {key[1]: text for key, (text, _) in drafts.items()} == {"甲": "ko:new 甲"}
    assert drafting.stale(messages, pivot) == (reviewed, edited)
    assert drafting.stale(messages, pivot, "en") == (reviewed, edited)
    assert drafting.stale(messages, pivot, "fr") == ()


def test_a_pivot_that_has_lost_its_text_makes_nothing_stale() -> None:
    messages = [drafted("甲", "가", "A"), drafted("乙", "나", "B", State.REVIEWED)]
    pivot = [message("甲"), message("乙", "B2", State.NEEDS_REVIEW)]
    assert drafting.pending(messages, pivot, "en") == ()
    assert drafting.stale(messages, pivot) == ()


def test_a_person_who_saved_meanwhile_keeps_their_text() -> None:
    before = [message("甲"), message("乙"), message("丙")]
    drafts = drafting.draft(before, Tagging(), STRAIGHT)
    now = [message("甲", "by hand"), message("乙")]
    assert list(drafting.still_wanted(drafts, before, now)) == [("", "乙")]


# Laws

TEXTS = st.sampled_from(["", "a", "b", "c"])
ORIGINS = st.none() | st.builds(
    Provenance,
    engine=st.just("x"),
    draft=st.sampled_from([text_hash(t) for t in "abc"]),
    pivot_language=st.sampled_from(["", "en", "fr"]),
    pivot=st.sampled_from([text_hash(t) for t in "abc"]),
)


@st.composite
def catalogs(draw: st.DrawFn) -> list[Message]:
    """Messages in every state, as the catalogs tell states."""
    messages = []
    for source in draw(st.lists(st.sampled_from("甲乙丙丁戊"), unique=True)):
        text, origin, fuzzy = draw(TEXTS), draw(ORIGINS), draw(st.booleans())
        as_drafted = origin is not None and origin.draft == text_hash(text)
        fuzzy_state = State.DRAFT if as_drafted else State.NEEDS_REVIEW
        state = State.UNTRANSLATED if not text else fuzzy_state if fuzzy else State.REVIEWED
        messages.append(message(source, text, state, provenance=origin))
    return messages


@given(catalogs(), catalogs() | st.none())
def test_a_persons_text_is_never_drafted_over(messages: list[Message], pivot: list[Message] | None) -> None:
    drafts = drafting.draft(messages, Tagging(), PIVOTED, pivot=pivot)
    states = {m.key: m.state for m in messages}
    assert {states[key] for key in drafts} <= {State.UNTRANSLATED, State.DRAFT}


@given(catalogs(), catalogs() | st.none())
def test_drafting_twice_is_drafting_once(messages: list[Message], pivot: list[Message] | None) -> None:
    engine = Tagging()
    drafts = drafting.draft(messages, engine, PIVOTED, pivot=pivot)
    after = [
        replace(m, text=drafts[m.key][0], state=State.DRAFT, provenance=drafts[m.key][1])
        if m.key in drafts
        else m
        for m in messages
    ]
    assert drafting.draft(after, engine, PIVOTED, pivot=pivot) == {}


@given(catalogs(), catalogs())
def test_what_is_stale_is_a_persons_and_what_is_pending_is_not(
    messages: list[Message], pivot: list[Message]
) -> None:
    pending = set(drafting.pending(messages, pivot, "en"))
    stale = set(drafting.stale(messages, pivot, "en"))
    assert not pending & stale
    assert all(m.text for m in stale)

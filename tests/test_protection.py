"""What an engine must not touch comes through it, or the draft says that it didn't."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wired
from bilingual import engines, glossary, models, protection, segmentation
from bilingual.config import SegmentationConfig, TranslateConfig
from bilingual.model import Draft, Passage
from bilingual.protection import korean, placeholders
from bilingual.protection.building import build
from bilingual.protection.quantities import quantities
from bilingual.protection.spans import Span, find
from conftest import ARTICLE, ROOT

SHIPPED = glossary.load(ROOT / "glossary.csv", source="zh-Hant")


class Machine(engines.Engine):
    """An engine that does what it is told to each text, and remembers the texts."""

    def __init__(self, work: Callable[[str], str | None]) -> None:
        self.work = work
        self.calls: list[list[str]] = []
        self.passages: list[Passage] = []

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        self.passages = list(passages)
        self.calls.append([passage.text for passage in passages])
        answers = [self.work(passage.text) for passage in passages]
        return [Draft(answer, "machine") if answer else None for answer in answers]


def protected(
    work: Callable[[str], str | None], text: str, target: str = "en", source: str = "zh-Hant"
) -> Draft | None:
    return protection.Protected(Machine(work), SHIPPED).translate([Passage(text)], source, target)[0]


# Through real packages


@pytest.fixture(scope="module")
def argos(tmp_path_factory: pytest.TempPathFactory) -> engines.Engine:
    folder = tmp_path_factory.mktemp("models")
    patch = pytest.MonkeyPatch()
    patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
    for path in wired.packages(folder):
        models.install_file(path)
    engine = engines.create(TranslateConfig())
    engine.translate([Passage("韓國")], "zh-Hant", "en")
    engine.translate([Passage("South Korea")], "en", "ko")
    patch.undo()
    return engine


def sentences() -> list[Passage]:
    from bilingual import readers

    data = (ROOT / "source" / f"{ARTICLE}.txt").read_bytes()
    document = readers.read(data, path="a.txt", article="a", language="zh-Hant")
    return [Passage(s.text, s.role) for s in segmentation.segment(document, SegmentationConfig())]


def test_the_article_keeps_every_term_through_both_models(argos: engines.Engine) -> None:
    plain = argos.translate(sentences(), "zh-Hant", "en")
    guarded = protection.Protected(argos, SHIPPED)
    english = guarded.translate(sentences(), "zh-Hant", "en")
    pivots = [Passage(draft.text) for draft in english if draft]
    korean_drafts = guarded.translate(pivots, "en", "ko")
    for passages, drafts, pair in (
        (sentences(), english, ("zh-Hant", "en")),
        (pivots, korean_drafts, ("en", "ko")),
    ):
        assert all(drafts)
        assert [draft.notes for draft in drafts if draft and draft.notes] == []
        assert not [draft.text for draft in drafts if draft and re.search(r"[ZXQVK]\s?\d", draft.text)]
        for passage, draft in zip(passages, drafts, strict=True):
            wanted = protection.wanted(passage.text, SHIPPED, *pair)
            assert protection.lacking(draft, wanted) == []
    unlike = [(a, b) for a, b in zip(plain, english, strict=True) if a != b]
    assert len(unlike) > 15  # the model alone writes Kim Keon-hee, extended nuclear plans, ...
    assert any(b and "Kim Keon Hee" in b.text for _, b in unlike)


# Placeholders


def test_only_what_a_draft_lacks_is_taken_out() -> None:
    seen = Machine(lambda text: text.replace("北韓", "North Korean").replace("金建希", "Jin Jianxi"))
    (draft,) = protection.Protected(seen, SHIPPED).translate([Passage("北韓與金建希")], "zh-Hant", "en")
    assert seen.calls == [["北韓與金建希"], ["北韓與 Z1"]]
    assert draft == Draft("North Korean與 Kim Keon Hee", "machine")


@pytest.mark.parametrize(
    ("text", "target", "draft"),
    [
        ("約1小時20分鐘", "en", "about one hour and 20 minutes"),
        ("長20公里", "en", "a 20-kilometer road"),
        ("長20公里", "en", "it is 20 km long"),
        ("共3000萬美元", "en", "30 million dollars in all"),
        ("有3.5%", "en", "3.5 percent have"),
        ("長20公里", "ko", "길이 20 킬로미터"),
        ("長20公里", "ko", "길이 20㎞"),
        ("共3000萬美元", "ko", "총 3000만달러"),
    ],
)
def test_a_quantity_may_be_written_otherwise(text: str, target: str, draft: str) -> None:
    assert protected(lambda t: draft if "Z" not in t else None, text, target) == Draft(draft, "machine")


def test_a_wrong_scale_is_no_other_way_to_write_it() -> None:
    for wrong in ("3 million dollars", "230 million dollars"):
        draft = protected(lambda t, w=wrong: w if "Z" not in t else "Z1 in all", "共3000萬美元")
        assert draft == Draft("$30 million in all", "machine")


def test_a_draft_with_everything_is_asked_for_once() -> None:
    seen = Machine(lambda _: "Biden said.")
    (draft,) = protection.Protected(seen, SHIPPED).translate([Passage("拜登說。")], "zh-Hant", "en")
    assert (draft, len(seen.calls)) == (Draft("Biden said.", "machine"), 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("Z1", ""),
        lambda text: text.replace("Z1", "Z1 and Z1"),
        lambda text: text.replace("Z1", "Z7"),
        lambda text: text.replace("Z1", "Z12"),
        lambda text: text.replace("Z1", "AZ1"),
        lambda text: None if "Z" in text else "somebody",
    ],
    ids=["lost", "doubled", "another", "longer", "grown together", "no draft"],
)
def test_a_damaged_placeholder_brings_the_plain_draft_and_a_note(damage: Callable[[str], str | None]) -> None:
    draft = protected(damage, "金建希說。")
    assert draft
    assert draft.text == damage("金建希說。")
    assert draft.notes == ("not as wanted: 金建希 (Kim Keon Hee)",)


def test_a_draft_that_only_the_placeholders_bring_is_taken() -> None:
    assert protected(lambda text: text if "Z1" in text else None, "金建希。") == Draft(
        "Kim Keon Hee。", "machine"
    )


def test_what_stands_in_the_text_is_never_taken_for_a_placeholder() -> None:
    assert protected(lambda text: text, "BMW Z1與金建希") == Draft("BMW Z1與 Kim Keon Hee", "machine")
    assert placeholders.letter_for("Z1 x 2") == "Q"
    assert placeholders.letter_for("Z1 X2 q3 V4 K5") == ""
    draft = protected(lambda text: text, "Z1 X2 q3 V4 K5 金建希")
    assert draft
    assert "金建希" in draft.notes[0]


@pytest.mark.parametrize(
    ("text", "engine", "target", "wanted"),
    [
        ("核保護傘很重要", lambda t: t.replace(" 很重要", " matters"), "en", "Nuclear umbrella matters"),
        (
            "稱核保護傘重要",
            lambda t: t.replace("稱 ", "The ").replace("重要", "s matter"),
            "en",
            "The nuclear umbrella s matter",
        ),
        ("見金建希了", lambda t: "sawZ1again", "en", None),
        ("見金建希了", lambda t: "saw(Z1)again", "en", "saw(Kim Keon Hee)again"),
        ("見金建希了", lambda t: "z 1’s dog", "en", "Kim Keon Hee’s dog"),
        ("見戰略核潛艦", lambda t: "two Z1s", "en", "two strategic nuclear submarines"),
        ("見延伸威懾", lambda t: "Z1는 중요하다", "ko", "확장억제는 중요하다"),
        ("見金建希", lambda t: "Z1을 보다", "ko", "김건희 여사를 보다"),
        ("見尹錫悅", lambda t: "Z1가 Z1", "ko", None),
        ("見尹錫悅", lambda t: "미국Z1와 함께", "ko", "미국 윤석열과 함께"),
    ],
)
def test_a_rendering_fits_into_its_sentence(
    text: str, engine: Callable[[str], str], target: str, wanted: str | None
) -> None:
    draft = protected(lambda t: engine(t) if "Z1" in t else "x", text, target)
    assert draft
    assert draft.text == (wanted or "x")
    assert bool(draft.notes) == (wanted is None)


def test_the_longest_of_very_many_terms_are_protected() -> None:
    names = "、".join(term.source for term in SHIPPED.terms if not term.ordinary)[:900]
    seen = Machine(lambda text: text)
    (draft,) = protection.Protected(seen, SHIPPED).translate([Passage(names)], "zh-Hant", "en")
    assert len(re.findall(r"Z\d+", seen.calls[1][0])) == protection.MOST
    assert draft
    assert draft.notes


SPANS = st.lists(
    st.sampled_from(["Kim Keon Hee", "nuclear umbrella", "@POTUS", "3.5%", "$30 million"]),
    min_size=1,
    max_size=15,
)


@given(
    SPANS,
    st.lists(st.sampled_from(["說", "、", " ", "abc", "。", "1"]), min_size=16, max_size=16),
    st.randoms(),
)
def test_every_order_of_placeholders_comes_back_whole(
    renderings: list[str], gaps: list[str], chance: object
) -> None:
    text, spans = "", []
    for gap, rendering in zip(gaps, renderings, strict=False):
        text += gap
        spans.append(Span(len(text), len(text) + 2, rendering))
        text += "甲乙"
    masked = placeholders.protected(text, spans, "Z", solid=True)
    found = re.findall(r"Z(\d+)", masked)
    assert found == [str(n) for n in range(1, len(spans) + 1)]
    chance.shuffle(found)  # type: ignore[attr-defined]
    filled = placeholders.filled(" ".join(f"Z{n}" for n in found), spans, "Z", "en")
    assert filled
    assert filled.casefold() == " ".join(renderings[int(n) - 1] for n in found).casefold()


@given(
    st.text(max_size=30),
    st.sampled_from(["en", "ko", "zh-Hant", "fr"]),
    st.sampled_from(["zh-Hant", "en", "ko"]),
)
def test_spans_lie_in_order_in_any_text(text: str, target: str, source: str) -> None:
    spans = find(text, SHIPPED, source, target)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) and span.rendering for span in spans)


# What is protected


@pytest.mark.parametrize(
    ("text", "source", "target", "wanted"),
    [
        ("見https://x.org/a_b?c=1&d。", "zh-Hant", "en", ["https://x.org/a_b?c=1&d"]),
        ("(圖/推特 @Matsuno_H) #NATO", "zh-Hant", "ko", ["사진=", "트위터", "@Matsuno_H", "#NATO"]),
        ("信箱a.b@x.org", "zh-Hant", "en", ["a.b@x.org"]),
        ("在www.x.org/a上", "zh-Hant", "en", ["www.x.org/a"]),
        ("第1次#1", "zh-Hant", "en", []),
        ("AUKUS與F-35、B-52H,G7", "zh-Hant", "ko", ["AUKUS", "F-35", "B-52H", "G7"]),
        ("「New York Times」報導", "zh-Hant", "en", ["New York Times"]),
        ("「New York Times」報導", "zh-Hant", "ko", []),
        ("The AUKUS pact", "en", "ko", ["AUKUS"]),
        ("BIDEN MEETS YOON IN WASHINGTON", "en", "ko", ["워싱턴"]),
        ("NCGs與https://x.org/NCG", "zh-Hant", "en", ["NCG", "https://x.org/NCG"]),
    ],
)
def test_addresses_handles_and_acronyms_stay(text: str, source: str, target: str, wanted: list[str]) -> None:
    found = [span.rendering for span in find(text, SHIPPED, source, target)]
    assert [rendering for rendering in found if rendering in wanted] == wanted
    assert set(found) - set(wanted) <= {"윤 대통령", "조 바이든"}


@pytest.mark.parametrize(
    ("text", "english", "korean_text"),
    [
        ("3000萬", "30 million", "3000만"),
        ("1億2,000萬人", "120 million", "1억2000만"),
        ("1.5億歐元", "150 million euros", "1억5000만 유로"),
        ("3000萬美元", "$30 million", "3000만 달러"),
        ("12兆韓元", "12 trillion won", "12조 원"),
        ("３０００萬元", "30 million", "3000만"),
        ("1.2345億", "123.45 million", "1억2345만"),
        ("1.23456萬", "12,345.6", "1.23456만"),
        ("20 公里", "20 kilometers", "20킬로미터"),
        ("1公里", "1 kilometer", "1킬로미터"),
        ("1 小時 20 分鐘", "1 hour|20 minutes", "1시간|20분"),
        ("3.5％", "3.5%", "3.5%"),
        ("5,000公噸", "5,000 metric tons", "5000톤"),
    ],
)
def test_a_number_with_its_unit_is_written_as_newspapers_do(
    text: str, english: str, korean_text: str
) -> None:
    assert "|".join(q.rendering for q in quantities(text, "zh-Hant", "en")) == english
    assert "|".join(q.rendering for q in quantities(text, "zh-Hant", "ko")) == korean_text


@pytest.mark.parametrize(
    "text",
    [
        "2023年",
        "26 日",
        "3萬多",
        "1~2 小時",
        "10到20公里",
        "3萬5千人",
        "12萬5000公噸",
        "第70分鐘",
        "1萬2億",
        "70",
        "1.2.3%",
    ],
)
def test_what_only_a_sentence_can_say_is_left_to_it(text: str) -> None:
    assert quantities(text, "zh-Hant", "en") == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("$30 million", "3000만 달러"),
        ("1.2 billion won", "12억 원"),
        ("26.5 percent", "26.5%"),
        ("125,000 kilometers", "12만5000킬로미터"),
        ("a 20-kilometer road", "20킬로미터"),
        ("100 hours", "100시간"),
        ("12-20 km", ""),
        ("the 26th of 2023", ""),
        ("$5 million dollars", ""),
        ("v1.5%x", ""),
    ],
)
def test_english_numbers_become_korean_ones(text: str, wanted: str) -> None:
    assert "|".join(q.rendering for q in quantities(text, "en", "ko")) == wanted


@given(st.integers(1, 10**9), st.sampled_from(["萬", "億", ""]), st.sampled_from(["美元", "公里", ""]))
def test_a_number_is_the_same_number_in_both_languages(number: int, scale: str, unit: str) -> None:
    from bilingual.checks import numbers

    value = number * {"萬": 10**4, "億": 10**8, "": 1}[scale]
    for target in ("en", "ko"):
        for quantity in quantities(f"約{number}{scale}{unit},", "zh-Hant", target):
            read = numbers.stated(numbers.READERS[target](quantity.rendering))
            assert numbers.near(value) in read, quantity.rendering


# Built from the glossary


@pytest.mark.parametrize(
    ("text", "english", "korean_text"),
    [
        ("(圖/Twitter @POTUS)", "(Photo: Twitter @POTUS)", "(사진=트위터 @POTUS)"),
        (
            "（圖／推特 @MatsunoHirokazu）",
            "(Photo: Twitter @MatsunoHirokazu)",
            "(사진=트위터 @MatsunoHirokazu)",
        ),
        ("《華盛頓宣言》", "Washington Declaration", "‘워싱턴 선언’"),
        ("威懾", "Deterrence", "억제"),
        ("尹錫悅、拜登", "Yoon Suk Yeol, Joe Biden", "윤석열, 조 바이든"),
        ("「核保護傘」", "“nuclear umbrella”", "“핵우산”"),
        ("NCG:3000萬美元", "NCG: $30 million", "NCG: 3000만 달러"),
        ("官房長官松野博一", None, None),
        ("(圖/路透社)", None, None),
        ("Tagged:", None, None),
        ("@POTUS", None, None),
        ("(2023)", None, None),
        ("", None, None),
    ],
)
def test_what_is_nothing_but_terms_needs_no_engine(
    text: str, english: str | None, korean_text: str | None
) -> None:
    assert build(text, SHIPPED, "zh-Hant", "en") == english
    assert build(text, SHIPPED, "zh-Hant", "ko") == korean_text


def test_what_is_built_says_so() -> None:
    drafts = protection.Built(SHIPPED).translate(
        [Passage("(圖/Twitter @POTUS)"), Passage("他說。")], "zh-Hant", "en"
    )
    assert drafts == [Draft("(Photo: Twitter @POTUS)", "glossary"), None]


# Told


def test_an_engine_is_told_the_terms_and_held_to_them() -> None:
    told = Machine(lambda text: "Jin will strengthen deterrence, said Joe Biden.")
    (draft,) = protection.Told(told, SHIPPED).translate([Passage("金建希與拜登加強威懾")], "zh-Hant", "en")
    assert told.passages[0].terms == (
        ("金建希", "Kim Keon Hee"), ("拜登", "Joe Biden"), ("加強", "strengthen"), ("威懾", "deterrence"),
    )  # fmt: skip
    assert draft
    assert draft.notes == ("not as wanted: 金建希 (Kim Keon Hee)",)


# Particles


@pytest.mark.parametrize(
    ("noun", "rest", "wanted"),
    [
        ("바이든", "는 말했다", "은 말했다"),
        ("윤 대통령", "가", "이"),
        ("나토", "과 함께", "와 함께"),
        ("서울", "으로", "로"),
        ("미국", "로부터", "으로부터"),
        ("‘워싱턴 선언’", "를 채택", "을 채택"),
        ("NCG", "을", "를"),
        ("SLBM", "는", "은"),
        ("26", "를", "을"),
        ("Twitter", "은", "은"),
        ("바이든", "이라고", "이라고"),
        ("바이든", "가족", "가족"),
        ("나토", " 은", " 은"),
        ("", "은", "은"),
    ],
)
def test_a_particle_follows_the_sound_before_it(noun: str, rest: str, wanted: str) -> None:
    assert korean.agreed(noun, rest) == wanted


@given(st.text(max_size=5), st.text(max_size=5))
def test_a_right_particle_is_left_alone(noun: str, rest: str) -> None:
    once = korean.agreed(noun, rest)
    assert korean.agreed(noun, once) == once

"""Inline tags in drafts: where they are put, what is said of those that are lost, and engines that keep them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servers
from bilingual.drafting import answer
from bilingual.drafting.tagging import tagged
from bilingual.engines.argos.alignment import alignment
from bilingual.engines.pseudo import Pseudo
from bilingual.inline import unmarked
from bilingual.model import Alignment, Draft, Passage
from conftest import Run


def passage(marked: str) -> Passage:
    found = unmarked(marked, range(1, 9))
    return Passage(found.text, tags=found.spans)


def put(marked: str, draft: str, alone: dict[str, str] | None = None, looked: Alignment = ()) -> str:
    """The draft with the tags of a passage."""
    known = alone or {}
    (found,) = tagged(
        [passage(marked)],
        [Draft(draft, "x", alignment=looked)],
        lambda texts: [known.get(t, "") for t in texts],
    )
    assert found
    return found.wording


def lost(marked: str, draft: str) -> tuple[str, ...]:
    (found,) = tagged([passage(marked)], [Draft(draft, "x")], lambda texts: [""] * len(texts))
    assert found
    return found.notes


@pytest.mark.parametrize(
    ("marked", "draft", "alone", "expected"),
    [
        ("他在<1>Twitter</1>說", "He said on Twitter", {}, "He said on <1>Twitter</1>"),
        (
            "設立<1>核諮詢小組</1>。",
            "The nuclear consultative group is founded.",
            {"核諮詢小組": "Nuclear Consultative Group."},
            "The <1>nuclear consultative group</1> is founded.",
        ),
        ("<1>宣言</1>好", "This declaration is good.", {"宣言": "The declaration"}, "This <1>declaration</1> is good."),
        (
            "<1>甲</1>和<2>甲</2>",
            "A and A",
            {"甲": "A"},
            "<1>A</1> and <2>A</2>",
        ),
        ("<1>美國<2>總統</2></1>說", "The US president said so, president.", {"美國總統": "US president", "總統": "president"}, "The <1>US <2>president</2></1> said so, president."),
        ("設立<1>小組</1><2/>。", "The group is founded.", {"小組": "group"}, "The <1>group</1><2/> is founded."),
        ("設立小組<1/>。", "The group is founded.", {}, "The group is founded<1/>."),
        ("<1/>設立小組。", "The group is founded.", {}, "<1/>The group is founded."),
        ("設立小組，<1/>宣言", "group, declaration", {"設立小組": "group."}, "group,<1/> declaration"),
        ("<1>核潛艦將停靠</1>韓國", "Nuclear submarines will dock in Korea", {"核潛艦將停靠": "nuclear submarine will dock"}, "<1>Nuclear submarines will dock</1> in Korea"),
        ("<1>韓國</1>說", "한국이 밝혔다", {"韓國": "한국"}, "<1>한국</1>이 밝혔다"),
    ],
)  # fmt: skip
def test_tags_go_to_the_words_that_they_belong_to(
    marked: str, draft: str, alone: dict[str, str], expected: str
) -> None:
    assert put(marked, draft, alone) == expected


def test_a_word_inside_another_is_no_place_for_a_tag() -> None:
    assert put("<1>藝術</1>的開始", "The start", {"藝術": "art"}) == "The start"


def test_what_the_model_looked_at_places_what_reads_otherwise_alone() -> None:
    looked = ((0, 2, 0, 2), (2, 6, 12, 22), (6, 7, 3, 11), (7, 8, 22, 23))
    assert put("他<1>說宣言</1>好。", "He is well, declared so.", {"說宣言": "x"}, ((1, 4, 12, 23),)) == (
        "He is well, <1>declared so</1>."
    )
    assert (
        put("甲乙<1>丙丁戊己</1>庚。", "AB ggggggg, bbbbbbbbbb.", {}, looked)
        == "AB ggggggg, <1>bbbbbbbbbb</1>."
    )


def test_words_that_the_model_wrote_apart_are_no_place() -> None:
    looked = ((0, 1, 0, 2), (2, 3, 3, 20), (1, 2, 21, 24))
    assert put("<1>甲乙</1>丙", "aa cccccccccccccccc bbb", {}, looked) == "aa cccccccccccccccc bbb"


def test_a_lost_tag_is_named() -> None:
    (note,) = lost("設立<1>小組</1>，後<2/>來", "Founded.")
    assert note == "lost inline tags, put them where they belong: <1>, <2/>"


def test_a_tag_that_the_english_has_lost_is_named_in_korean() -> None:
    one = Passage("The group.", untagged=(1,))
    (found,) = tagged([one], [Draft("그룹.", "x")], lambda texts: [""] * len(texts))
    assert found
    assert found.notes == ("lost inline tags, put them where they belong: <1>",)


@dataclass
class Server:
    """An engine on another machine."""

    asked: list[str] = field(default_factory=list)
    local: bool = False

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        self.asked += [one.text for one in passages]
        return [Draft(f"{len(one.text)} words", "server") for one in passages]

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [None] * len(passages)

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> Server | None:
        return self


@pytest.mark.parametrize(("local", "asked"), [(False, ["他說宣言好"]), (True, ["他說宣言好", "說宣言"])])
def test_no_server_elsewhere_gets_more_than_was_agreed(local: bool, asked: list[str]) -> None:
    engine = Server(local=local)
    answer([Passage("他說宣言好", tags=((1, 1, 4),))], engine, ("zh-Hant", "en"))
    assert engine.asked == asked


def test_pieces_that_say_something_else_than_the_text_give_no_alignment() -> None:
    eye = [[1.0, 0.0], [0.0, 1.0]]
    assert alignment("核武", ["▁核", "武"], "a b", ["▁a", "▁b"], eye) == ((0, 1, 0, 1), (1, 2, 2, 3))
    assert alignment("核武", ["▁核", "武器"], "a b", ["▁a", "▁b"], eye) == ()
    assert alignment("ＮＡ", ["▁N", "A"], "a b", ["▁a", "▁b"], eye) == ((0, 1, 0, 1), (1, 2, 2, 3))
    assert alignment("核武", ["▁核", "武"], "a b", ["__ko__", "▁a", "▁b"], eye) == ()


@settings(max_examples=80, deadline=None)
@given(
    st.text("甲乙丙，。 <>1ab", min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=3),
    st.text("ABab,. <>1", min_size=1, max_size=16),
    st.lists(st.tuples(*[st.integers(0, 12)] * 4), max_size=4),
)
def test_tagging_changes_no_letter_and_damages_no_tag(
    text: str, pairs: list[tuple[int, int]], draft: str, looked: list[tuple[int, int, int, int]]
) -> None:
    from bilingual.inline import nested

    size, other = len(text), len(draft)
    spans = nested(
        [(n + 2, min(p) % (size + 1), min(max(p), size)) for n, p in enumerate(pairs) if min(p) <= size]
    )
    clean = tuple(s for s in spans if s[1] <= s[2])
    seen = tuple((min(a, b), max(a, b), min(c, d, other), min(max(c, d), other)) for a, b, c, d in looked)
    (found,) = tagged(
        [Passage(text, tags=clean)],
        [Draft(draft, "x", alignment=seen)],
        lambda texts: [t[::-1] for t in texts],
    )
    assert found
    assert found.text == draft
    read = unmarked(found.wording, {n for n, _, _ in clean})
    assert (read.text, read.damage) == (draft, ())
    there = {n for n, _, _ in found.tags}
    assert bool(found.notes) == (there != {n for n, _, _ in clean})


def test_pseudo_text_keeps_every_pair_of_tags() -> None:
    one = passage("設立<1>核諮詢小組</1><2/>，並<3>發表</3>聲明。")
    (draft,) = Pseudo().translate([one], "zh-Hant", "en")
    assert draft
    assert {n for n, _, _ in draft.tags} == {1, 2, 3}


ARTICLE = """\
# 《華盛頓宣言》

拜登和[北韓](https://example.org/ncg)將**加強**延伸威懾。北韓[^1]對此表示擔憂。

[^1]: 朝鮮半島
"""


@pytest.fixture
def marked_up(tmp_path: Path, shipped: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "bilingual.toml").touch()
    shutil.copy(shipped / "glossary.csv", tmp_path)
    return tmp_path


def texts(folder: Path, tag: str) -> list[str]:
    data = (folder / f"locales/{tag}/LC_MESSAGES/a.po").read_text(encoding="utf-8")
    return re.findall(r'^msgstr "(.+)"$', data, re.M)


def test_drafts_of_models_carry_tags_in_both_languages(call: Run, marked_up: Path, installed: Path) -> None:
    models = {"ARGOS_PACKAGES_DIR": str(installed)}
    assert call("sync", **models).status == 0
    assert call("translate", **models).status == 0
    for tag, words in (("en", ("North Korea", "strengthen")), ("ko", ("북한", "강화"))):
        (text,) = [t for t in texts(marked_up, tag) if "<1>" in t and "<2>" in t]
        assert f"<1>{words[0]}</1>" in text
        assert f"<2>{words[1]}" in text
    assert not [f for f in call("check", "--json", **models).json if f["code"] == "tag"]
    before = (marked_up / "locales/ko/LC_MESSAGES/a.po").read_bytes()
    assert call("translate", **models).status == 0
    assert (marked_up / "locales/ko/LC_MESSAGES/a.po").read_bytes() == before


def test_a_lost_tag_is_a_warning_until_the_entry_is_reviewed(
    call: Run, marked_up: Path, installed: Path
) -> None:
    models = {"ARGOS_PACKAGES_DIR": str(installed)}
    assert call("sync", **models).status == 0
    assert call("translate", "--to", "en", **models).status == 0
    path = marked_up / "locales/en/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8").replace("<2>strengthen</2>", "strengthen")
    path.write_text(text, encoding="utf-8")

    def severities() -> set[str]:
        found = call("check", "--json", "--lang", "en").json
        return {f["severity"] for f in found if f["code"] == "tag"}

    assert severities() == {"warning"}
    path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    assert severities() == {"error"}


def test_a_chat_model_is_asked_to_keep_the_tags(call: Run, marked_up: Path) -> None:
    seen: list[str] = []

    def reply(question: dict) -> str:
        seen.extend(p["text"] for p in question["passages"])
        known = {
            "拜登和": "Biden and ",
            "北韓": "North Korea",
            "將": " will ",
            "加強": "strengthen",
            "延伸威懾": " deterrence",
        }
        entries = [
            {
                "n": p["n"],
                "text": re.sub("[\u4e00-\u9fff《》]+", lambda m: known.get(m[0], "words"), p["text"]),
            }
            for p in question["passages"]
        ]
        return json.dumps({"translations": entries})

    with servers.serving(servers.openai(reply)) as fake:
        (marked_up / "bilingual.toml").write_text(
            f'targets = ["en"]\n[translate]\nengine = "openai"\n[translate.openai]\nurl = "{fake.url}/v1"\nmodel = "m"\n',
            encoding="utf-8",
        )
        (marked_up / "glossary.csv").unlink()
        assert call("sync").status == 0
        done = call("translate", "--yes")
    assert done.status == 0, done.err
    assert "拜登和<1>北韓</1>將<2>加強</2>延伸威懾。" in seen
    assert "Biden and <1>North Korea</1> will <2>strengthen</2> deterrence。" in texts(marked_up, "en")


def test_the_memory_offered_the_tags_of_another_sentence(call: Run, marked_up: Path) -> None:
    (marked_up / "bilingual.toml").write_text(
        'targets = ["en"]\n[translate]\nengine = "memory"\n', encoding="utf-8"
    )
    (marked_up / "glossary.csv").unlink()
    assert call("sync").status == 0
    path = marked_up / "locales/en/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8")
    source = "拜登和<1>北韓</1>將<2>加強</2>延伸威懾。"
    done = 'msgstr "Biden and <1>North Korea</1> will <2>strengthen</2> deterrence."'
    path.write_text(
        text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\n{done}'), encoding="utf-8"
    )
    (marked_up / "source/b.txt").write_text(
        "標題\n\n拜登和北韓將加強延伸威懾。後來也好。\n", encoding="utf-8"
    )
    assert call("sync").status == 0
    assert call("translate", "b").status == 0
    other = (marked_up / "locales/en/LC_MESSAGES/b.po").read_text(encoding="utf-8")
    assert 'msgstr "Biden and North Korea will strengthen deterrence."' in other


def test_what_the_glossary_put_into_a_draft_left_tags_without_a_place() -> None:
    from bilingual.protection.aligning import restored
    from bilingual.protection.spans import Span

    spans = (Span(2, 5, "Kim Keon Hee", "金建希"),)
    texts = ("總統金建希來了", "President Kim Keon Hee came")
    masked = ("總統 Z1 來了", "President Z1 came")
    looked = ((0, 2, 0, 9), (3, 4, 10, 11), (4, 5, 11, 12), (6, 8, 13, 17))
    found = restored(looked, masked, texts, spans, "Z")
    assert [(texts[0][a:b], texts[1][c:d]) for a, b, c, d in found] == [
        ("總統", "President"),
        ("金建希", "Kim Keon Hee"),
        ("來了", "came"),
    ]

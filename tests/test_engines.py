"""The engines that ask nobody: what was translated before, and pseudo-translation."""

from __future__ import annotations

import pickle
import re
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import engines
from bilingual.config import TranslateConfig
from bilingual.engine_settings import MemoryConfig
from bilingual.engines import tmx
from bilingual.engines.protocol import Unit
from bilingual.engines.pseudo import pseudo
from bilingual.errors import FileError
from bilingual.model import Draft, Passage
from conftest import ARTICLE, ROOT

SENTENCE = "美韓領袖在會談結束後舉行了聯合記者會。"


def memory(*units: Unit, minimum: int = 75) -> engines.Engine:
    access = engines.Access(
        known=lambda source, target: units if (source, target) == ("zh-Hant", "en") else ()
    )
    return engines.create(TranslateConfig(("memory",), memory=MemoryConfig(minimum=minimum)), access)


def drafted(
    engine: engines.Engine, *texts: str, source: str = "zh-Hant", target: str = "en"
) -> list[Draft | None]:
    return engine.translate([Passage(text) for text in texts], source, target)


# Memory


def test_an_equal_sentence_is_recalled_whatever_its_width_and_quotes() -> None:
    engine = memory(Unit(SENTENCE, "A joint news conference.", "a"), Unit("臺灣,100", "Taiwan", "b.tmx"))
    first, second, third, empty = drafted(engine, SENTENCE, "台灣，１００", "沒有的句子在這裡", "")
    assert first == Draft("A joint news conference.", "memory a")
    assert second == Draft("Taiwan", "memory b.tmx")
    assert third is empty is None
    assert drafted(engine, SENTENCE, target="ko") == [None]


def test_a_similar_sentence_is_visible_as_one() -> None:
    engine = memory(Unit(SENTENCE, "A joint news conference.", "a"))
    (draft,) = drafted(engine, "日韓領袖在會談結束後舉行了聯合記者會。")
    assert draft
    assert re.fullmatch(r"memory 9\d % a", draft.engine)
    assert SENTENCE in draft.notes[0]


@pytest.mark.parametrize(
    ("text", "minimum", "found"),
    [
        ("日韓領袖在會談結束後", 60, True),
        ("日韓領袖在會談結束後", 75, False),
        ("日韓領袖在會談結束後舉行了聯合記者會。", 100, False),
    ],
)
def test_how_much_must_be_alike_is_a_setting(text: str, minimum: int, found: bool) -> None:
    engine = memory(Unit(SENTENCE, "A joint news conference.", "a"), minimum=minimum)
    assert bool(drafted(engine, text)[0]) == found


def test_short_texts_are_recalled_only_as_they_were() -> None:
    engine = memory(Unit("(圖/推特)", "(Photo: Twitter)", "a"))
    assert drafted(engine, "(圖/臉書)", "(圖/推特)") == [None, Draft("(Photo: Twitter)", "memory a")]


def test_other_renderings_of_the_same_sentence_are_said() -> None:
    engine = memory(Unit(SENTENCE, "One.", "a"), Unit(SENTENCE, "Two.", "b"), Unit(SENTENCE, "One.", "c"))
    assert drafted(engine, SENTENCE) == [Draft("One.", "memory a", ("translated elsewhere as: Two.",))]


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=5)), max_size=6), st.text(max_size=12))
def test_what_is_recalled_was_translated(pairs: list[tuple[str, str]], text: str) -> None:
    units = [Unit(source, target, "a") for source, target in pairs]
    (draft,) = drafted(memory(*units), text)
    known = {
        unit.source: unit.target for unit in reversed(units) if unit.target.strip() and unit.source.strip()
    }
    if draft:
        assert draft.text in {unit.target for unit in units}
    elif text.strip():
        assert text not in known


def test_ten_thousand_units_are_enough_for_nobody_to_wait() -> None:
    """The count of comparisons is what matters; how long they take is printed by no test."""
    units = [Unit(f"第{n}號決議的全文在會議結束後公佈", f"Resolution {n}", "a") for n in range(10_000)]
    drafts = drafted(memory(*units), "第7號決議的全文在會議結束後公佈", "第77777號決議的全文在會議後公佈")
    assert drafts[0] == Draft("Resolution 7", "memory a")
    assert drafts[1] and "%" in drafts[1].engine


# TMX

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-TW" datatype="plaintext" segtype="sentence" adminlang="en"
 creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="zh-TW"><seg>白宮</seg></tuv><tuv xml:lang="EN-us"><seg>White House</seg></tuv></tu>
<tu><tuv lang="zh-TW"><seg>他說<bpt i="1">&lt;b&gt;</bpt>好<ept i="1">&lt;/b&gt;</ept><hi>的</hi>。</seg></tuv>
 <tuv lang="en"><prop type="x">y</prop><seg>He <ph>&lt;br/&gt;</ph>agreed.</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>白宫</seg></tuv><tuv xml:lang="en"><seg>simplified</seg></tuv></tu>
<tu><tuv xml:lang="zh-Hant"><seg>無</seg></tuv><tuv xml:lang="en"/></tu>
<tu><tuv xml:lang="zh-Hant"><seg>英</seg></tuv><tuv xml:lang="en-US"><seg>color</seg></tuv>
 <tuv xml:lang="en-GB"><seg>colour</seg></tuv><tuv xml:lang="not a tag"><seg>x</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_memory_exchange_file_is_read_without_its_markup(encoding: str) -> None:
    units = tmx.read(TMX.format(encoding=encoding).encode(encoding), "zh-Hant", "en-GB", path="m.tmx")
    assert [(unit.source, unit.target) for unit in units] == [
        ("白宮", "White House"),
        ("他說好的。", "He agreed."),
        ("英", "colour"),
    ]
    assert units[0].origin == "m.tmx"


@pytest.mark.parametrize(
    ("data", "words", "line"),
    [
        (b"", "not readable XML", 1),
        (b"<tmx>\n<body>", "not readable XML", 2),
        (b"\xff\xfe\x00", "not readable XML", 1),
        (b"<html/>", "not a TMX file", 1),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>', "entities of its own", 0),
        ("<tmx/>".encode("big5") + b"\xa4", "not readable XML", 1),
    ],
)
def test_what_is_no_memory_is_said_with_its_line(data: bytes, words: str, line: int) -> None:
    with pytest.raises(FileError, match=words) as caught:
        tmx.read(data, "zh-Hant", "en", path="m.tmx")
    assert (caught.value.path, caught.value.line) == ("m.tmx", line)
    assert caught.value.hint


# Pseudo-translation


def lines() -> list[str]:
    text = (ROOT / "source" / f"{ARTICLE}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize(("target", "low", "high"), [("en", 2.4, 4.2), ("ko", 1.2, 2.2), ("ja", 0.8, 1.3)])
def test_a_pseudo_translation_is_as_long_as_a_real_one(target: str, low: float, high: float) -> None:
    ratios = [len(pseudo(line, "zh-Hant", target)) / len(line) for line in lines()]
    assert low < statistics.median(ratios) < high


def test_a_pseudo_translation_is_in_the_targets_script_and_keeps_what_is_kept() -> None:
    source = "(圖/Twitter @POTUS)於4月26日在NATO說:「3.5%」,見https://x.org/a?b=1。"
    english, korean = pseudo(source, "zh-Hant", "en"), pseudo(source, "zh-Hant", "ko")
    for text in (english, korean):
        assert not re.search(r"[\u4e00-\u9fff]", text)
        for kept in ("Twitter", "@POTUS", "26", "NATO", "3.5%", "https://x.org/a?b=1"):
            assert kept in text, text
    assert re.search(r"[ÅåÎîÑñŠš]", english)
    assert re.search(r"[\uac00-\ud7a3]", korean)


def test_a_pseudo_translation_between_alphabets_is_readable_accented_and_longer() -> None:
    text = pseudo("See NATO at https://x.org, said <1>Biden</1>.", "en", "fr")
    assert text.startswith("Šéé NATO åţ https://x.org, šåîđ <1>ßîđéñ</1>")
    assert text.endswith(".")
    assert len(text) > 1.2 * 44


@given(
    st.text(min_size=1),
    st.sampled_from(["zh-Hant", "en", "ko", "ja"]),
    st.sampled_from(["en", "ko", "zh-Hant", "fr"]),
)
def test_a_pseudo_translation_is_the_same_every_time(text: str, source: str, target: str) -> None:
    engine = engines.create(TranslateConfig(("pseudo",)))
    first, second = drafted(engine, text, text, source=source, target=target)
    assert first == second
    assert bool(first) == bool(text.strip())
    assert first is None or first.text.strip()


def test_passages_can_go_to_another_process() -> None:
    passage = Passage("甲", before="乙", terms=(("a", "b"),))
    assert pickle.loads(pickle.dumps(passage)) == passage

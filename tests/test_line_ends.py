"""Chinese and Japanese lines as they are printed: where they break, how they end, how far they are stretched."""

from __future__ import annotations

import itertools
import random
from functools import lru_cache

import pytest

from bilingual import layouts, pdf
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig
from pages import Line, glyphs, lines

TEXTS = {
    "zh-Hant": (
        "韓國總統尹錫悅(Yoon Suk Yeol)於當地時間26日在白宮表示:「北韓若動用核武,我們將『立即』回應……絕不退讓。」他又說,"
        "《華盛頓宣言》——史上首次——把「核諮詢小組」(NCG)寫入文件;預算達3.5%、共1,200億美元!",
        "「這是什麼意思?」記者問。約翰·史密斯答:「『一切』都在《備忘錄》(第2版)裡。」他停了停,又說:「對吧……?」",
        "據AI公司OpenAI與Google的說明,GPT-4的參數量約為1.76兆;溫度達37℃、濕度60%,時間為10:30~12:00。",
    ),
    "zh-Hans": (
        "韩国总统尹锡悦(Yoon Suk Yeol)于当地时间26日在白宫表示:“朝鲜若动用核武,我们将‘立即’回应……绝不退让。”他又说,"
        "《华盛顿宣言》——史上首次——把“核磋商小组”(NCG)写入文件;预算达3.5%、共1,200亿美元!",
        "“这是什么意思?”记者问。约翰·史密斯答:“‘一切’都在《备忘录》(第2版)里。”他停了停,又说:“对吧……?”",
        "据AI公司OpenAI与Google的说明,GPT-4的参数量约为1.76万亿;温度达37℃、湿度60%,时间为10:30~12:00。",
    ),
    "ja": (
        "韓国の尹錫悦(ユン・ソクヨル)大統領は26日、ホワイトハウスで「北朝鮮が核兵器を使用すれば、我々は『ただちに』対応する……"
        "決して譲らない」と述べた。《ワシントン宣言》——史上初めて——は「核協議グループ」(NCG)を明記し、計1,200億ドルに達するという!",
        "「どういう意味ですか?」と記者は尋ねた。ジョン・スミス氏は「『すべて』は覚書(第2版)にある」と答え、「そうでしょう……?」と言った。",
        "AI企業のOpenAIとGoogleによれば、GPT-4のパラメーター数は約1.76兆。ちょっと待って、と彼はつぶやいた。人々はきょとんとしていた。",
    ),
}
NEVER_FIRST = frozenset(
    "，。、；：！？．）」』》〉】〕”’%％℃…—・·ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョ～)]},.:;!?"
)
NEVER_LAST = frozenset("（「『《〈【〔“‘([{$")
HALF_WHITE = {
    "zh-Hant": "」』》）",
    "zh-Hans": "」』》）”’，。、：；！？",
    "ja": "」』》）、。",
}
LEFT, SIZE = 30.0, 10.0


@lru_cache(maxsize=8)
def printed(tag: str, width: float) -> tuple[Line, ...]:
    """The lines of twelve paragraphs in one column of ``width`` points, which are put together at random."""
    chance = random.Random(f"{tag} {width}")
    rows = []
    for n in range(12):
        text = "我" * chance.randrange(9) + "".join(chance.sample(TEXTS[tag], 3))
        rows.append(Row(Role.PARAGRAPH, n, (Cell(tag, (Piece(text, State.REVIEWED, Role.PARAGRAPH, tag),)),)))
    page = PageConfig(size=f"{width + 2 * LEFT}pt 800pt", margin=f"40pt {LEFT}pt")
    edition = Edition("a", (tag,), tuple(rows), ("題",), tag)
    data = pdf.write(layouts.render(edition, page, "mono"), edition).data
    return tuple(lines([glyph for glyph in glyphs(data) if not glyph.artifact]))


def broken(found: tuple[Line, ...]) -> list[Line]:
    """Lines that end neither a paragraph nor a page's text: the next one is not indented."""
    pairs = itertools.pairwise(found)
    return [line for line, following in pairs if following.left < LEFT + SIZE]


def stretch(line: Line) -> float:
    """The widest gap of a line in em, beyond the sixth of an em beside Latin."""
    return max(
        ((b.left - a.right) / SIZE - (1 / 6 if " " in (a.text, b.text) else 0))
        for a, b in itertools.pairwise(line.glyphs)
    )


@pytest.mark.parametrize("width", [120, 180, 320])
@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_no_line_begins_or_ends_with_a_mark_that_must_not(tag: str, width: float) -> None:
    for line in printed(tag, width):
        assert line.text[0] not in NEVER_FIRST, line.text
        assert line.text[-1] not in NEVER_LAST, line.text


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_lines_are_flush_by_their_ink_and_never_gape(tag: str) -> None:
    found = broken(printed(tag, 320))
    short = 0
    for line in found:
        outside = 0.5 * SIZE if line.text[-1] in HALF_WHITE[tag] else 0
        flush = line.right - outside == pytest.approx(LEFT + 320, abs=0.5)
        short += not flush
        assert stretch(line) <= 0.36, line.text
        assert line.right <= LEFT + 320 + outside + 0.5, line.text
    assert short <= 0.02 * len(found)


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_a_line_that_cannot_be_flush_ends_short_rather_than_gape(tag: str) -> None:
    assert max(map(stretch, broken(printed(tag, 120)))) <= 0.46  # with the word spaces of Latin in it


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_dashes_and_ellipses_are_of_one_piece_and_copied_as_two(tag: str) -> None:
    for width in (120, 180, 320):
        text = "".join(line.text for line in printed(tag, width))
        assert text.count("——") == 24
        assert text.count("……") == 24
        for line in printed(tag, width):
            for a, b in itertools.pairwise(line.glyphs):
                assert a.text != "…" or b.text != "…" or b.left - a.right < 0.05 * SIZE, line.text


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_a_mark_between_marks_is_half_an_em_wide(tag: str) -> None:
    line = next(line for line in printed(tag, 320) if "』" in line.text or "’" in line.text)
    for a, b in itertools.pairwise(line.glyphs):
        if a.text in "：，" and b.text in "「“":
            assert b.right - b.left < 0.6 * SIZE or a.right > b.left - 0.1


def test_pauses_of_taiwan_stay_inside_the_column() -> None:
    ends = [line for line in broken(printed("zh-Hant", 320)) if line.text[-1] in "，。、"]
    assert ends
    assert all(line.right == pytest.approx(LEFT + 320, abs=0.5) for line in ends)


ENGLISH = (
    "Representatives acknowledged extraordinary circumstances surrounding intercontinental demonstrations, characterizing "
    "administration recommendations concerning nonproliferation responsibilities as comprehensive, notwithstanding considerable "
    "misunderstandings regarding implementation, accountability, transparency and institutional independence. "
)


def set_in(tag: str, text: str, width: float, layout: str = "mono") -> list[Line]:
    piece = Piece(text, State.REVIEWED, Role.PARAGRAPH, tag)
    edition = Edition("a", (tag,), (Row(Role.PARAGRAPH, 0, (Cell(tag, (piece,)),)),), ("T",), tag)
    page = PageConfig(size=f"{width + 2 * LEFT}pt 2000pt", margin=f"40pt {LEFT}pt")
    data = pdf.write(layouts.render(edition, page, layout), edition).data
    return lines([glyph for glyph in glyphs(data) if not glyph.artifact])


def test_no_three_lines_with_a_hyphen_stand_below_one_another() -> None:
    ends = "".join("-" if line.text.endswith("-") else "." for line in set_in("en", ENGLISH * 8, 300))
    assert ends.count("-") > 4
    assert "---" not in ends


@pytest.mark.parametrize(
    ("tag", "ends"),
    [("en", "knowl-"), ("en-US", "knowl-"), ("en-GB", "know-"), ("en-AU", "know-"), ("de", "Wissen-")],
)
def test_words_are_divided_as_their_country_does(tag: str, ends: str) -> None:
    word = "Wissenschaften" if tag == "de" else "acknowledgements"
    found = {line.text.strip() for w in range(72, 140, 3) for line in set_in(tag, f"aa {word} aa", w)}
    assert any(line.endswith(ends) for line in found), found


def test_english_is_justified_only_where_the_column_carries_it() -> None:
    wide, narrow = set_in("en", ENGLISH * 3, 340), set_in("en", ENGLISH * 3, 200)
    assert sum(line.right == pytest.approx(LEFT + 340, abs=0.5) for line in wide) >= len(wide) - 2
    assert sum(line.right == pytest.approx(LEFT + 200, abs=0.5) for line in narrow) < len(narrow) / 3


def test_a_last_line_is_never_one_short_word() -> None:
    text = "The talks consisted of a small-group session and a full session and lasted about one hour in all."
    for width in range(100, 400, 7):
        found = [line.text.replace(" ", "") for line in set_in("en", text, width)]
        assert found[-1] != "all.", width

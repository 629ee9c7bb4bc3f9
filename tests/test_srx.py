"""A project's own SRX rules: what they mean, what they may not hold, and that no text is lost by them."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilingual.segmentation.expressions
from bilingual.config import SegmentationConfig
from bilingual.errors import ConfigError
from bilingual.model import Block, Document, Role
from bilingual.segmentation import segment, sentences
from bilingual.segmentation.expressions import respelled
from bilingual.segmentation.srx import Srx, parse
from conftest import Run

Rule = tuple[str, str, str]
STOP: Rule = ("yes", r"[。！？]", "")


def file(*rules: Rule, maps: str = "", sets: str = "", cascade: str = "no", version: str = "2.0") -> bytes:
    """An SRX file whose set ``one`` has these rules."""
    from xml.sax.saxutils import escape

    written = "\n".join(
        f'<rule break="{b}"><beforebreak>{escape(x)}</beforebreak><afterbreak>{escape(y)}</afterbreak></rule>'
        for b, x, y in rules
    )
    maps = maps or '<languagemap languagepattern=".*" languagerulename="one"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="{version}">
<header segmentsubflows="yes" cascade="{cascade}">
<formathandle type="start" include="no"/><formathandle type="end" include="yes"/>
</header><body><languagerules>
<languagerule languagerulename="one">
{written}
</languagerule>{sets}
</languagerules><maprules>
{maps}
</maprules></body></srx>
""".encode()


def srx(*rules: Rule, **more: str) -> Srx:
    return parse(file(*rules, **more), "segmentation.srx")


def cut(text: str, *rules: Rule, language: str = "zh-Hant", **more: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, language, srx=srx(*rules, **more))]


# What rules mean.


def test_the_first_rule_that_matches_decides() -> None:
    text = "Mr. Lin came. He left."
    stop: Rule = ("yes", r"\.", r"\s")
    exception: Rule = ("no", r"\bMr\.", r"\s")
    assert cut(text, exception, stop) == ["Mr. Lin came.", "He left."]
    assert cut(text, stop, exception) == ["Mr.", "Lin came.", "He left."]


def test_an_exception_between_two_breaks_holds_for_the_later_one_only() -> None:
    text = "a.b.c!d."
    rules: list[Rule] = [("yes", "a\\.", ""), ("no", r"\.", ""), ("yes", "[.!]", "")]
    assert cut(text, *rules) == ["a.", "b.c!", "d."]


@pytest.mark.parametrize("words", ["", "很長很長的一段話，" * 20])
def test_look_behind_has_any_length(words: str) -> None:
    inside: Rule = ("no", "「[^」]*[。！？]", "[^」]*」")
    text = f"他說：「{words}走吧。別等了。」門關上了。"
    assert cut(text, inside, ("yes", "[。！？]」?", "(?!」)")) == [text[:-5], "門關上了。"]


def test_what_a_search_from_left_to_right_would_step_over_is_found() -> None:
    """``aa`` ends at every place of ``aaa`` but the first, though two of its matches overlap."""
    assert cut("aaab", ("yes", "aa", "")) == ["aa", "a", "b"]


def test_without_a_rule_that_matches_nothing_is_cut() -> None:
    assert cut("甲。乙。", ("yes", "x", "")) == ["甲。乙。"]
    assert cut("甲。乙。", ("no", "。", "")) == ["甲。乙。"]


def test_a_rule_without_before_or_after_is_none() -> None:
    assert cut("甲。乙。", ("yes", "", ""), STOP) == ["甲。", "乙。"]


def test_a_rule_may_say_only_what_follows() -> None:
    assert cut("甲　乙", ("yes", "", "　")) == ["甲", "乙"]


# Languages.

TWO = '<languagerule languagerulename="two"><rule break="yes"><beforebreak>；</beforebreak></rule></languagerule>'
BOTH = """<languagemap languagepattern="ZH.*" languagerulename="one"/>
<languagemap languagepattern=".*" languagerulename="two"/>"""


def test_with_cascade_the_rules_of_all_maps_are_used_in_their_order() -> None:
    text = "甲；乙。丙"
    assert cut(text, STOP, maps=BOTH, sets=TWO, cascade="yes") == ["甲；", "乙。", "丙"]
    assert cut(text, STOP, maps=BOTH, sets=TWO, cascade="no") == ["甲；乙。", "丙"]
    assert cut(text, STOP, maps=BOTH, sets=TWO, cascade="yes", language="ja") == ["甲；", "乙。丙"]


@pytest.mark.parametrize(
    "pattern", ["ZH.*", "zh-hant", "zh_Hant", "zh[-_]TW", "[Zz][Hh].*", ".*", "zh(-TW)?", "(?i)ZH-tw"]
)
def test_other_tools_names_for_traditional_chinese_are_known(pattern: str) -> None:
    maps = f'<languagemap languagepattern="{pattern}" languagerulename="one"/>'
    assert cut("甲！乙", ("yes", "甲", ""), maps=maps) == ["甲", "！乙"]


def test_our_rules_stay_for_a_language_that_the_file_says_nothing_of() -> None:
    maps = '<languagemap languagepattern="pl.*" languagerulename="one"/>'
    assert cut("甲！乙", ("yes", "甲", ""), maps=maps) == ["甲！", "乙"]


# Expressions as ICU and Java have them.


@pytest.mark.parametrize(
    ("before", "after", "text", "first"),
    [
        (r"\Q...\E", "", "a...b", "a..."),
        (r"\p{Lu}\p{Ll}++\.", r"\h", "Ab. c", "Ab."),
        (r"\x{3002}", "", "甲。乙", "甲。"),
        (r"\u3002", "", "甲。乙", "甲。"),
        ("[。[！？]]", "", "甲？乙", "甲？"),
        (r"[\p{P}&&[^，]]", "", "甲，乙！丙", "甲，乙！"),
        ("(?i)DR", "", "xdr.y", "xdr"),
        ("(?iu:DR)", "", "xdr.y", "xdr"),
        (r"(a|b)\\?(c)", "", "bcd", "bc"),
        (r"\p{javaUpperCase}", "", "aBc", "aB"),
        (r"[\h。]", r"\z|乙", "甲　乙", "甲"),
        ("(?:甲|乙。)", "丙", "乙。丙", "乙。"),
        (r"[|~]", "", "a|b", "a|"),
        (r"[||]", "", "a|b", "a|"),
        (r"^[甲乙]。", "", "甲。乙。丙", "甲。"),
        ("(?<!第)一", "", "第一一二", "第一一"),
        (r"(?>a+)\.", "", "aa.b", "aa."),
    ],
)
def test_expressions(before: str, after: str, text: str, first: str) -> None:
    assert cut(text, ("yes", before, after))[0] == first


@given(st.text(st.sampled_from("\\QEhx{}[]|&~pLu(?i:)ab."), max_size=20))
def test_any_expression_is_respelled_or_refused(expression: str) -> None:
    assert isinstance(respelled(expression), str)
    try:
        srx(("yes", expression, "")).ends("ab.ab", "en")
    except ConfigError as error:
        assert error.line


def test_the_examples_in_the_docstrings() -> None:
    result = doctest.testmod(bilingual.segmentation.expressions)
    assert result.attempted > 0
    assert result.failed == 0


# Files that can't be used.


def refused(data: bytes, text: str = "甲。乙。") -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        sentences(text, "zh-Hant", srx=parse(data, "segmentation.srx"))
    assert caught.value.path == "segmentation.srx"
    assert caught.value.hint
    return caught.value


def test_an_expression_that_is_none_is_named_with_its_line() -> None:
    error = refused(file(STOP, ("no", "(第", "")))
    assert error.line == 8
    assert "regular expression" in error.message


@pytest.mark.parametrize(
    "rule", [("yes", r"(a|b)\1", ""), ("no", "(?<x>a)", r"\\\k<x>"), ("no", "(?P<x>a)(?P=x)", "")]
)
def test_a_back_reference_is_refused(rule: Rule) -> None:
    assert "back-reference" in refused(file(rule)).message


def test_a_file_that_breaks_off_is_named_with_its_line() -> None:
    assert refused(file(STOP)[:-40]).line > 8


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01",
        "甲。".encode(),
        b"<html/>",
        b'<srx version="3.0"/>',
        b'<srx version="2.0"/>',
        file(STOP).replace(b'break="yes"', b'break="maybe"'),
        file(STOP).replace(b'cascade="no"', b'cascade="1"'),
        file(STOP).replace(b' languagepattern=".*"', b""),
        file(STOP).replace(b'<languagemap languagepattern=".*" languagerulename="one"', b'<languagemap languagepattern=".*" languagerulename="won"'),
        file(STOP).replace(b'encoding="UTF-8"', b'encoding="klingon"'),
        file(STOP).replace("。".encode(), b"\xff"),
    ],
)  # fmt: skip
def test_what_is_no_srx_file_is_refused(data: bytes) -> None:
    refused(data)


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("甲", encoding="utf-8")
    bomb = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for declared, used in (
        (f'<!ENTITY a SYSTEM "{secret.as_uri()}">', "&a;"),
        (f'<!ENTITY % a SYSTEM "{secret.as_uri()}"> %a;', "甲"),
        (bomb, "&i;"),
    ):
        head = f"?>\n<!DOCTYPE srx [{declared}]>".encode()
        error = refused(file(("yes", "USED", "")).replace(b"?>", head, 1).replace(b"USED", used.encode()))
        assert "entities" in error.message


def test_a_document_type_alone_is_no_harm() -> None:
    data = file(STOP).replace(b"?>", b'?><!DOCTYPE srx SYSTEM "http://127.0.0.1:9/srx20.dtd">', 1)
    assert parse(data, "x").ends("甲。乙", "zh-Hant") == [2]


def test_a_rule_that_would_take_for_ever_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilingual.segmentation.expressions._PATIENCE", (0.2, 0.0))
    error = refused(file(STOP, ("yes", r"b(a|aa|aaa)+", "")), "a" * 400)
    assert error.line == 8
    assert "too long" in error.message


def test_a_rule_is_not_blamed_for_the_time_that_its_exceptions_take(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("bilingual.segmentation.expressions.time.monotonic", lambda: clock[0])
    rules = srx(("yes", "。[^x]*", ""))
    rules.ends("", "zh-Hant")
    (step,) = rules._steps["zh-Hant"] or ()
    found = []
    for place in step.places("甲。" * 6000):
        clock[0] += 3600  # as an exception might
        found.append(place)
    assert found == list(range(2, 12_001))


# Laws.

PIECES = st.sampled_from(
    [
        "。",
        "「",
        "[^」]*",
        ".{0,3}",
        "(?<=a.{0,2})",
        ".",
        r"\s",
        "a",
        "(a|b)",
        "^",
        "$",
        r"\b",
        "a+",
        "(?i)A",
        r"\p{L}",
    ]
)
RULES = st.lists(
    st.tuples(st.sampled_from(["yes", "no"]), st.builds("".join, st.lists(PIECES, max_size=3)), PIECES | st.just("")),
    max_size=4,
)  # fmt: skip


@given(RULES, st.text(st.sampled_from("a.b 「」。\n　𠀀"), max_size=30), st.sampled_from(list(Role)))
def test_with_any_rules_the_segments_of_a_block_are_the_block(rules, text: str, role: Role) -> None:
    document = Document("x.txt", "x", "zh-Hant", text, (Block(role, text, 1, 0, 0),))
    segments = segment(document, SegmentationConfig(), srx(*rules))
    assert "".join("".join(s.text.split()) for s in segments) == "".join(text.split())
    assert all(text[s.start : s.end] == s.text for s in segments)


@given(RULES, st.text(st.sampled_from("ab. 「」。"), max_size=12))
def test_the_rules_decide_every_place_as_the_standard_says(rules, text: str) -> None:
    """The standard read literally: at each place the first rule with something that ends and something that begins there."""
    import regex

    def matches(before: str, after: str, place: int) -> bool:
        ends = not before or any(
            regex.compile(before).fullmatch(text, start, place)
            for start in range(place + 1)
            if not set("^$") & set(before) and r"\b" not in before
        )
        return ends and (not after or regex.compile(after).match(text, place) is not None)

    rules = [
        (b, x, y) for b, x, y in rules if (x or y) and not {"^", "$"} & set(x + y) and r"\b" not in x + y
    ]
    expected = []
    for place in range(1, len(text)):
        deciding = next((b for b, x, y in rules if matches(x, y, place)), "no")
        expected += [place] if deciding == "yes" else []
    assert srx(*rules).ends(text, "zh-Hant") == expected


def test_rules_see_past_the_edge_of_what_is_looked_through_at_a_time() -> None:
    text = ("甲" * 399 + "。") * 100
    assert cut(text, ("no", "x。", ""), ("yes", "甲{300}。", "甲{300}")) == ["甲" * 399 + "。"] * 100


# In a project.


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text("標題；甲\n\n甲；乙。丙；丁。\n", encoding="utf-8")
    (tmp_path / "bilingual.toml").touch()
    return tmp_path


def shown(call: Run) -> list[list[str]]:
    return [
        [s["text"] for s in b["segments"]] for b in call("segments", "source/a.txt", "--json").json["blocks"]
    ]


def test_a_projects_rules_win_over_ours_and_leave_titles_whole(project: Path, call: Run) -> None:
    assert shown(call) == [["標題；甲"], ["甲；乙。", "丙；丁。"]]
    (project / "segmentation.srx").write_bytes(file(("yes", "；", "")))
    assert shown(call) == [["標題；甲"], ["甲；", "乙。丙；", "丁。"]]
    assert call("sync").status == 0
    assert 'msgid "乙。丙；"' in (project / "locales" / "a.pot").read_text("utf-8")
    (project / "segmentation.srx").unlink()
    assert shown(call) == [["標題；甲"], ["甲；乙。", "丙；丁。"]]


def test_an_edition_depends_on_the_rules_and_on_there_being_none(project: Path) -> None:
    from bilingual import files
    from bilingual.pipeline import read_article
    from bilingual.project import Article, find

    article = Article("a", project / "source" / "a.txt")
    with files.noted() as without:
        read_article(find(project), article)
    (project / "segmentation.srx").write_bytes(file(STOP))
    with files.noted() as having:
        read_article(find(project), article)
    rules = str((project / "segmentation.srx").resolve())
    assert without[rules] == ""
    assert having[rules]


def test_a_broken_file_stops_with_its_line_and_status_2(project: Path, call: Run) -> None:
    (project / "segmentation.srx").write_bytes(file(("yes", "[；", "")))
    done = call("sync")
    assert done.status == 2
    assert "segmentation.srx:7: " in done.err
    assert not (project / "locales").exists()


def test_a_folder_of_that_name_is_no_traceback(project: Path, call: Run) -> None:
    (project / "segmentation.srx").mkdir()
    done = call("segments", "source/a.txt")
    assert done.status in {0, 4}


def test_babel_takes_the_rules_as_an_option(project: Path) -> None:
    import io

    from bilingual.extract import extract

    (project / "s.srx").write_bytes(file(("yes", "；", "")))
    found = extract(io.BytesIO("標題\n\n甲；乙。\n".encode()), (), (), {"srx": str(project / "s.srx")})
    assert [message for _, _, message, _ in found][-2:] == ["甲；", "乙。"]

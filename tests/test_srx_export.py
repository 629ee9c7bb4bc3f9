"""Our rules as SRX: a file that other tools accept, and that cuts as we do, whichever way they search."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import regex

from bilingual.segmentation import sentences
from bilingual.segmentation.export import exported
from bilingual.segmentation.srx import Rule, Srx, parse
from conftest import Run
from test_segmentation import WITH_CASES, dense, golden, labelled

NAMESPACE = "{http://www.lisa.org/srx20}"


@pytest.fixture(scope="module")
def srx() -> Srx:
    return parse(exported().encode(), "ours.srx")


def texts(language: str) -> list[str]:
    return [labelled(line)[0] for line in golden(language)]


def ours(text: str, language: str, **options) -> set[int]:
    return {dense(text[:end]) for _, end in sentences(text, language, **options)} - {dense(text)}


def searched(text: str, rules: tuple[Rule, ...]) -> set[int]:
    """As OmegaT searches: match after match of ``beforebreak`` from left to right, ``afterbreak`` behind each."""
    decided: dict[int, bool] = {}
    for rule in rules:
        for found in regex.finditer(rule.before, text, regex.VERSION1):
            if regex.compile(rule.after, regex.VERSION1).match(text, found.end()):
                decided.setdefault(found.end(), rule.breaks)
    return {dense(text[:place]) for place, breaks in decided.items() if breaks} - {0, dense(text)}


def agreement(pairs: list[tuple[set[int], set[int]]]) -> float:
    same = sum(2 * len(a & b) for a, b in pairs)
    return same / (same + sum(len(a ^ b) for a, b in pairs))


@pytest.mark.parametrize("language", WITH_CASES)
def test_the_exported_rules_cut_the_cases_as_we_do(language: str, srx: Srx) -> None:
    for text in texts(language):
        assert ours(text, language, srx=srx) == ours(text, language), text


def test_the_exported_rules_cut_the_projects_article_as_we_do(srx: Srx) -> None:
    article = (Path(__file__).parents[1] / "source" / "washington-declaration.txt").read_text("utf-8")
    for line in article.splitlines():
        assert ours(line, "zh-Hant", srx=srx) == ours(line, "zh-Hant"), line


def test_a_tool_that_searches_from_left_to_right_finds_nearly_the_same_places(srx: Srx) -> None:
    pairs = []
    for language in WITH_CASES:
        rules = srx._rules(language)
        assert rules
        pairs += [(searched(text, rules), ours(text, language)) for text in texts(language)]
    assert agreement(pairs) >= 0.96


def test_quotations_are_cut_if_they_are_to_be(srx: Srx) -> None:
    split = parse(exported(quotes="split").encode(), "split.srx")
    text = "他說：「走吧。別等了。」門關上了。"
    assert [text[a:b] for a, b in sentences(text, "zh-Hant", srx=split)] == [
        "他說：「走吧。",
        "別等了。」",
        "門關上了。",
    ]
    assert len(sentences(text, "zh-Hant", srx=srx)) == 2


@pytest.mark.parametrize(
    ("tag", "text", "pieces"),
    [
        ("zh-TW", "甲時。乙！」時。", ["甲時。", "乙！」時。"]),
        ("zh-HK", "「好。」他問。走。", ["「好。」他問。", "走。"]),
        ("zh-CN", "“好。”他问。走。", ["“好。”他问。", "走。"]),
        ("zh", "“好。”他问。走。", ["“好。”他问。", "走。"]),
        ("ko-KR", "갔다. 왔다.", ["갔다.", "왔다."]),
        ("en-GB", "Mr. Lin came. He left.", ["Mr. Lin came.", "He left."]),
        ("sv", "Hej. Nej.", ["Hej.", "Nej."]),
        ("th", "ไป。มา", ["ไป。", "มา"]),
    ],
)
def test_every_tag_leads_to_its_rules(tag: str, text: str, pieces: list[str], srx: Srx) -> None:
    assert [text[a:b] for a, b in sentences(text, tag, srx=srx)] == pieces


def children(element: ElementTree.Element) -> list[str]:
    return [child.tag.removeprefix(NAMESPACE) for child in element]


def test_the_file_has_the_shape_of_the_standard() -> None:
    root = ElementTree.fromstring(exported())
    assert (root.tag, root.attrib) == (f"{NAMESPACE}srx", {"version": "2.0"})
    header, body = root
    assert header.attrib == {"segmentsubflows": "yes", "cascade": "no"}
    assert {(e.get("type"), e.get("include")) for e in header} == {
        ("start", "no"),
        ("end", "yes"),
        ("isolated", "no"),
    }
    assert children(body) == ["languagerules", "maprules"]
    names = [element.get("languagerulename") for element in body[0]]
    assert len(names) == len(set(names)) == len(WITH_CASES) + 1
    assert {element.get("languagerulename") for element in body[1]} == set(names)
    assert body[1][-1].get("languagepattern") == ".*"
    for rule in body.iter(f"{NAMESPACE}rule"):
        assert rule.get("break") in {"yes", "no"}
        assert children(rule) == ["beforebreak", "afterbreak"]
        assert rule[0].text or rule[1].text


def test_expressions_keep_to_what_icu_java_and_dotnet_have_in_common(srx: Srx) -> None:
    for rules in srx.rules.values():
        for rule in rules:
            for expression in (rule.before, rule.after):
                bare = re.sub(r"\\.", "", expression)
                assert not re.search(r"[*+?}]\+|\(\?P|\(\?>", bare), expression
                assert not re.search(r"\\[Qh]", expression), expression
                for behind in re.findall(r"\(\?<[=!][^)]*\)", bare):
                    assert not re.search(r"[*+](?![^\[]*\])|\{\d+,\}", re.sub(r"\[[^\]]*\]", "", behind)), (
                        expression
                    )


# The command.


def test_the_rules_are_printed_or_written(tmp_path: Path, call: Run) -> None:
    (tmp_path / "source").mkdir()
    printed = call("segments", "--export-srx")
    assert printed.out == exported()
    assert "would write" in call("segments", "--export-srx", "ours.srx", "--dry-run").out
    assert not (tmp_path / "ours.srx").exists()
    assert call("segments", "--export-srx", "ours.srx", "--json").json["results"] == [
        {"path": "ours.srx", "changed": True}
    ]
    assert (tmp_path / "ours.srx").read_text("utf-8") == exported()
    assert "unchanged" in call("segments", "--export-srx", "ours.srx").out


def test_a_project_whose_quotations_are_cut_exports_rules_that_cut_them(tmp_path: Path, call: Run) -> None:
    (tmp_path / "bilingual.toml").write_text('[segmentation]\nquotes = "split"\n', encoding="utf-8")
    assert call("segments", "--export-srx").out == exported(quotes="split")


def test_an_article_is_not_overwritten_by_rules(tmp_path: Path, call: Run) -> None:
    (tmp_path / "source").mkdir()
    source = tmp_path / "source" / "a.txt"
    source.write_text("甲。\n", encoding="utf-8")
    done = call("segments", "--export-srx", "source/a.txt")
    assert done.status == 2
    assert ".srx" in done.err
    assert source.read_text("utf-8") == "甲。\n"
    assert call("segments").status == call("segments", "source/a.txt", "--export-srx=x.srx").status == 2


def test_the_exported_rules_as_a_projects_own_change_no_segment(tmp_path: Path, call: Run) -> None:
    source = Path(__file__).parents[1] / "source" / "washington-declaration.txt"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_bytes(source.read_bytes())
    (tmp_path / "bilingual.toml").touch()
    before = call("segments", "source/a.txt", "--json").json
    assert call("segments", "--export-srx", "segmentation.srx").status == 0
    assert call("segments", "source/a.txt", "--json").json == before


@pytest.mark.parametrize("half", ["tuned", "held-out"])
def test_the_exported_rules_cut_english_of_newsrooms_and_books_as_we_do(half: str, srx: Srx) -> None:
    path = Path(__file__).parent / "cases" / "segmentation-gold" / f"en-{half}.txt"
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for text in (labelled(line)[0] for line in lines):
        assert ours(text, "en", srx=srx) == ours(text, "en"), text

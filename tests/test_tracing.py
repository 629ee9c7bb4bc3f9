"""``verify`` and ``find`` after joins, splits and edits: what became of the names that a page has."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.inline import Tag
from bilingual.model import Block, Document, Role, Segment, entry_id
from bilingual.pipeline.tracing import trace
from bilingual.segmentation import overrides
from conftest import Run

TEXT = """標題

他說他走了。她沒有走。我們等著，一直等到天黑。

會改的一句話。最後一句。
"""


@pytest.fixture
def project(tmp_path: Path, call: Run) -> Path:
    """A project with an edition, and an English catalog in which a person has approved everything."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "tea.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bilingual.toml").write_text('[translate]\nengine = "pseudo"\n', encoding="utf-8")
    assert call("sync").status == call("translate").status == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    assert call("build", "--columns", "zh-Hant,en,ko", "--format", "html").status == 0
    return tmp_path


def name(text: str) -> str:
    return entry_id(("", text))


def differences(call: Run) -> list[str]:
    ran = call("verify", "build/tea_zh-Hant_en_ko.html")
    return [line.partition(": ")[2] for line in ran.out.splitlines() if "; build it anew" not in line]


def test_verify_told_a_join_and_a_split_in_fourteen_lines(project: Path, call: Run) -> None:
    assert call("join", "tea", name("他說他走了。")).status == 0
    assert call("split", "tea", name("我們等著，一直等到天黑。"), "一直").status == 0
    ran = call("verify", "build/tea_zh-Hant_en_ko.html")
    assert ran.status == 1
    first, second = name("他說他走了。"), name("她沒有走。")
    assert f"source/tea.txt:3: joined: 他說他走了。她沒有走。 (was {first}, {second})" in ran.out
    assert (
        f"source/tea.txt:3: split: 我們等著， | 一直等到天黑。 (was {name('我們等著，一直等到天黑。')})"
        in ran.out
    )
    assert not [line for line in differences(call) if line.startswith(("new", "gone"))]


def test_what_is_gone_is_told_once_with_its_text(project: Path, call: Run) -> None:
    (project / "source" / "tea.txt").write_text(TEXT.replace("最後一句。", ""), encoding="utf-8")
    assert call("sync").status == 0
    ran = call("verify", "build/tea_zh-Hant_en_ko.html")
    gone = [line for line in ran.out.splitlines() if ": gone: " in line]
    path = project / "locales" / "en" / "LC_MESSAGES" / "tea.po"
    at = path.read_text("utf-8").splitlines().index('#~ msgid "最後一句。"') + 1
    assert gone == [f"locales/en/LC_MESSAGES/tea.po:{at}: gone: 最後一句。"]


def test_an_edited_sentence_is_told_once_for_all_languages(project: Path, call: Run) -> None:
    (project / "source" / "tea.txt").write_text(TEXT.replace("會改的", "改了的"), encoding="utf-8")
    assert call("sync").status == 0
    lines = [line for line in differences(call) if line.startswith(("edited", "new", "gone"))]
    assert lines == [f"edited: 改了的一句話。 (was {name('會改的一句話。')})"]


def test_find_leads_to_an_obsolete_entry(project: Path, call: Run) -> None:
    (project / "source" / "tea.txt").write_text(TEXT.replace("最後一句。", ""), encoding="utf-8")
    assert call("sync").status == 0
    ran = call("find", name("最後一句。"))
    assert ran.status == 0
    assert "tea.po:" in ran.out
    assert ": en: obsolete: 最後一句。" in ran.out


def test_find_says_what_a_sentence_was_joined_or_split_into(project: Path, call: Run) -> None:
    assert call("join", "tea", name("他說他走了。")).status == 0
    assert call("split", "tea", name("我們等著，一直等到天黑。"), "一直").status == 0
    for text, expected in (
        ("她沒有走。", "joined since: 他說他走了。她沒有走。"),
        ("我們等著，一直等到天黑。", "split since: 我們等著， | 一直等到天黑。"),
    ):
        ran = call("find", name(text))
        assert ran.status == 0
        assert f"source/tea.txt:3: zh-Hant: {expected}" in ran.out.splitlines()
        assert ": en: obsolete: " in ran.out


def test_find_gave_its_hint_below_the_first_of_three(project: Path, call: Run) -> None:
    ran = call("find", "abcdef", "zz", "123456")
    assert ran.status == 2
    lines = ran.err.splitlines()
    assert lines[0] == "error: “zz” is no id of an entry"
    assert "such as a740ca" in lines[1]
    assert lines[2:4] == [f"error: no entry “{entry}” in this project" for entry in ("abcdef", "123456")]
    assert len(lines) == 5
    assert lines[4].startswith("  as far as the catalogs tell, ")


def test_find_said_of_an_id_that_never_was_that_its_sentence_was_edited(project: Path, call: Run) -> None:
    ran = call("find", "abcdef")
    assert ran.status == 2
    assert "no entry has or had this id" in ran.err
    assert "edited or taken out since" not in ran.err


def cut(text: str, places: list[int], tags: tuple[Tag, ...] = ()) -> tuple[Document, list[Segment]]:
    """A document of one block, cut at these places."""
    block = Block(Role.PARAGRAPH, text, 1, 0, 0, tags)
    ends = [0, *places, len(text)]
    document = Document("a", "a", "zh-Hant", text, (block,))
    own = [Segment(Role.PARAGRAPH, text[a:b], 0, a) for a, b in itertools.pairwise(ends)]
    return document, overrides._completed(document, 0, own)


@given(
    st.lists(st.integers(1, 11), max_size=2, unique=True),
    st.lists(st.integers(1, 11), max_size=2, unique=True),
)
def test_what_was_cut_otherwise_is_found(before: list[int], after: list[int]) -> None:
    """Law: of one sentence that became several, and the reverse, all names are found, with tags too."""
    text, tags = "甲乙丙丁戊己庚辛壬癸子丑", (Tag(2, 7, "em"), Tag(9, 9, "footnote"))
    _, old = cut(text, sorted(before), tags)
    document, new = cut(text, sorted(after), tags)
    names = [entry_id(s.key) for s in old]
    gone = [one for one in names if one not in {entry_id(s.key) for s in new}]
    found = trace(document, new, gone)
    if len(old) == 1 < len(new):
        assert [(one.what, one.former, one.present) for one in found] == [("split", tuple(names), tuple(new))]
    if len(new) == 1 < len(old):
        assert [(one.what, one.former, one.present) for one in found] == [
            ("joined", tuple(names), tuple(new))
        ]
    assert {entry for one in found for entry in one.former} <= {*gone}

"""Accepting in bulk what changed only in typography: never a number, a negation, a name or a Latin word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bilingual.catalogs import Verdict, accept_trivial, add_translations, merge, parse
from bilingual.catalogs.spelling import folded, typographic
from bilingual.model import State
from conftest import ARTICLE, Run, snapshot
from strategies_catalogs import ABOUT, read, segment, with_draft

BEFORE = "韓國總統說:「同盟70周年」,核諮詢小組(NCG)不會在台灣設置。"
AFTER = "韓國總統說：“同盟 70 周年”，核諮詢小組（NCG）不會在臺灣設置。"
OTHER = "日本政府表示歡迎此次會談的成果。"


def catalog(text: str = BEFORE) -> bytes:
    data = merge(None, [segment(text), segment(OTHER)], **ABOUT).data
    return add_translations(data, {("", text): "T1", ("", OTHER): "T2"}, path="x.po")


def revised(data: bytes, text: str) -> bytes:
    return merge(data, [segment(text), segment(OTHER)], **ABOUT).data


def accept(data: bytes, names: tuple[str, ...] = ()) -> tuple[bytes, list[Verdict]]:
    def same_names(a: str, b: str) -> bool:
        return [n for n in names if n in a] == [n for n in names if n in b]

    done = accept_trivial(data, path="x.po", same_names=same_names)
    assert accept_trivial(done.data, path="x.po", same_names=same_names).data is done.data
    return done.data, [s.verdict for s in done.suggestions]


# What is accepted


def test_a_typographic_change_is_accepted_and_only_its_lines_change() -> None:
    suggestion = revised(catalog(), AFTER)
    data, verdicts = accept(suggestion)
    assert verdicts == [Verdict.ACCEPTED]
    assert read(data)[AFTER].state is State.REVIEWED
    assert data == catalog(AFTER)
    dropped = set(suggestion.decode().splitlines()) - set(data.decode().splitlines())
    assert {line.split()[0] + line.split()[1] for line in dropped} == {"#,fuzzy", "#|msgid", "#.before:"}


def test_a_chain_of_typographic_changes_is_one() -> None:
    data = revised(revised(catalog(), BEFORE.replace("台", "臺")), AFTER)
    assert accept(data) == (catalog(AFTER), [Verdict.ACCEPTED])


def test_an_edit_hidden_behind_a_typographic_change_is_not_accepted() -> None:
    data = revised(revised(catalog(), BEFORE.replace("70", "75")), AFTER.replace("70", "75"))
    assert accept(data) == (data, [])


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("70", "75"),
        BEFORE.replace("70", "7 0"),
        BEFORE.replace("不會", "會"),
        BEFORE.replace("不會", "未會"),
        BEFORE.replace("NCG", "NCC"),
        BEFORE.replace("NCG", "ncg"),
        BEFORE.replace("NCG", "N CG"),
        BEFORE.replace("。", "?"),
        BEFORE.replace(",", "、"),
        BEFORE.replace("韓國", "南韓"),
    ],
)
def test_what_changes_more_is_left_to_a_person(after: str) -> None:
    data = revised(catalog(), after)
    assert read(data)[after].state is State.NEEDS_REVIEW
    assert accept(data) == (data, [])


def test_a_heading_that_became_running_text_is_left_to_a_person() -> None:
    data = revised(catalog(), AFTER).replace(b"#| msgid", b'#| msgctxt "heading"\n#| msgid')
    assert accept(data) == (data, [])


def test_another_spelling_of_a_name_in_the_glossary_is_left_to_a_person() -> None:
    data = revised(catalog(), AFTER)
    assert accept(data, names=("台灣",)) == (data, [Verdict.NAME])
    assert accept(data, names=("韓國",))[1] == [Verdict.ACCEPTED]


# Whose translation it is


def doubtful() -> bytes:
    return catalog().replace(b"#: source/article.txt\nmsgid", b"#: source/article.txt\n#, fuzzy\nmsgid", 1)


def draft(*, accepted: bool) -> bytes:
    data = merge(None, [segment(BEFORE), segment(OTHER)], **ABOUT).data
    data = with_draft(data, BEFORE, "T1")
    return data.replace(b"#, fuzzy\n", b"") if accepted else data


def edited_draft() -> bytes:
    return draft(accepted=False).replace(b'"T1"', b'"T1, edited"')


@pytest.mark.parametrize(
    "before", [doubtful(), draft(accepted=True), edited_draft()], ids=["doubtful", "waved through", "edited"]
)
def test_what_nobody_had_reviewed_does_not_become_reviewed(before: bytes) -> None:
    data = revised(before, AFTER)
    assert read(data)[AFTER].text
    assert accept(data) == (data, [Verdict.NOT_REVIEWED])


def test_an_untouched_draft_is_drafted_anew() -> None:
    data = revised(draft(accepted=False), AFTER)
    assert read(data)[AFTER].state is State.UNTRANSLATED
    assert accept(data) == (data, [])


@pytest.mark.parametrize(
    "touch",
    [
        (b'msgstr "T1"', b'msgstr "T1!"'),
        (b"#. before: reviewed", b"#. reviewed"),
        (b"#. before: reviewed ", b"#. before: reviewed 0"),
        ('#| msgid "韓國總統說:'.encode(), '#| msgid "韓國總統說：'.encode()),
    ],
    ids=["edited since", "line lost", "line damaged", "former text edited"],
)
def test_a_suggestion_that_is_not_as_it_was_written_is_left_to_a_person(touch: tuple[bytes, bytes]) -> None:
    data = revised(catalog(), AFTER).replace(*touch)
    assert touch[1] in data
    assert accept(data) == (data, [Verdict.NOT_REVIEWED])


def test_suggestions_of_msgmerge_are_left_to_a_person() -> None:
    data = catalog(AFTER).decode()
    data = data.replace(f'msgid "{AFTER}"', f'#, fuzzy\n#| msgid "{BEFORE}"\nmsgid "{AFTER}"')
    assert accept(data.encode()) == (data.encode(), [Verdict.NOT_REVIEWED])


def test_the_way_that_a_revised_draft_came_outlives_typography() -> None:
    """Else a Korean text would no longer be told stale when its English changes later."""
    data = edited_draft().replace(b"#, fuzzy\n", b"")
    accepted, _ = accept(revised(data, AFTER))
    assert read(accepted)[AFTER].state is State.REVIEWED
    assert read(accepted)[AFTER].provenance == read(data)[BEFORE].provenance
    assert not read(accepted)[AFTER].accepted_as_is


# Laws

_PIECES = ["韓國", "台灣", "不", "沒有", "70", "3.5", "1,200", "NCG", "F-16", "Yoon", "「甲」", "，", "。", ",", "·", "……", "──", "（", "）", " ", "峰會", "１０"]  # fmt: skip
_STYLES = [
    str.maketrans(",.:()!?", "，．：（）！？"),
    str.maketrans("，：（）！？", ",:()!?"),
    str.maketrans("「」『』", "“”‘’"),
    str.maketrans("“”‘’", "「」『』"),
    str.maketrans("臺台", "台臺"),
    str.maketrans("峰", "峯"),
    str.maketrans("0123456789", "０１２３４５６７８９"),
    str.maketrans("0123456789ABCFGNYn", "0123456789ＡＢＣＦＧＮＹｎ"),
    str.maketrans("·", "‧"),
    str.maketrans("—─", "——"),
]
pieces = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8)


def restyled(words: list[str], styles: list[int], spaces: list[bool]) -> str:
    """Change typography only: spaces between words that are not both Latin, and styles."""
    text = words[0]
    for word, space in zip(words[1:], spaces, strict=False):
        bound = not re.search("[一-鿿「」]", text[-1] + word[0])
        text += " " * (space and not bound) + word
    for style in styles:
        text = text.translate(_STYLES[style])
    return text


@given(pieces, st.lists(st.integers(0, len(_STYLES) - 1), max_size=4), st.lists(st.booleans(), min_size=8))
def test_any_mixture_of_styles_is_typography(words: list[str], styles: list[int], spaces: list[bool]) -> None:
    before = "".join(words)
    assume(not re.search(r"[A-Za-z0-9１０] *[,.:!?()，．：] *[A-Za-z0-9１０]|\d\s|\s\d", before))
    after = restyled(words, styles, spaces)
    assert typographic(before, after)
    assert folded(before) == folded(after)


def meaning(text: str) -> tuple[object, ...]:
    """Give what must not change, read in another way than the code does it: letter by letter."""
    wide = {chr(0xFF00 + n): chr(0x20 + n) for n in range(1, 95)}
    text = "".join(wide.get(c, c) for c in text)
    return (
        re.findall(r"[A-Za-z0-9]+(?:[.,:-][A-Za-z0-9]+)*", text),
        [c for c in text if c in "不沒無未非別"],
        "".join(c for c in text if "\u4e00" <= c <= "\u9fff").translate(str.maketrans("臺峯", "台峰")),
    )


@settings(max_examples=300)
@given(pieces, st.data())
def test_no_change_of_meaning_is_typography(words: list[str], data: st.DataObject) -> None:
    changed = list(words)
    at = data.draw(st.integers(0, len(words) - 1))
    what = data.draw(st.sampled_from(["drop", "insert", "put"]))
    piece = data.draw(st.sampled_from(_PIECES))
    changed[at : at + (what != "insert")] = [] if what == "drop" else [piece]
    before, after = "".join(words), "".join(changed)
    if meaning(before) != meaning(after):
        assert not typographic(before, after)


@given(st.text(max_size=12), st.text(max_size=12))
def test_being_the_same_but_for_typography_goes_both_ways(a: str, b: str) -> None:
    assert typographic(a, a)
    assert typographic(a, b) == typographic(b, a)
    if typographic(a, b):
        assert folded(a) == folded(b)


# The command


def project(shipped: Path, change: dict[str, str]) -> Path:
    source = shipped / "source" / f"{ARTICLE}.txt"
    text = source.read_text(encoding="utf-8")
    for before, after in change.items():
        assert before in text
        text = text.replace(before, after)
    source.write_text(text, encoding="utf-8")
    return shipped


WIDER = {",": "，", "(": "（", ")": "）"}


def states(run: Run, folder: Path) -> list[dict[str, int]]:
    return [row["counts"] for row in run("status", "--json", cwd=folder).json["results"]]


def test_full_width_punctuation_all_over_is_accepted_with_one_command(run: Run, shipped: Path) -> None:
    before = states(run, shipped)
    project(shipped, WIDER)
    assert run("sync", cwd=shipped).status == 0
    changed = [counts["needs review"] for counts in states(run, shipped)]
    assert min(changed) > 30
    synced = snapshot(shipped)
    rehearsed = run("accept", "--trivial", "--dry-run", cwd=shipped)
    assert snapshot(shipped) == synced
    done = run("accept", "--trivial", cwd=shipped)
    assert done.status == 0
    assert rehearsed.out.replace("would accept", "accepted") == done.out
    assert states(run, shipped) == before
    assert f"en: accepted {changed[0]} translations (locales/en/" in done.out
    places = re.findall(rf"^(locales/../LC_MESSAGES/{ARTICLE}\.po):(\d+): accepted$", done.out, re.M)
    assert len(places) == sum(changed)
    for path, line in places:
        assert (shipped / path).read_text(encoding="utf-8").splitlines()[int(line) - 1].startswith("msgid ")
    accepted = snapshot(shipped)
    assert run("sync", cwd=shipped).status == run("accept", "--trivial", cwd=shipped).status == 0
    assert snapshot(shipped) == accepted


def test_accept_leaves_everything_else(run: Run, shipped: Path) -> None:
    project(
        shipped, WIDER | {"70 周年": "75 周年", "並不相同": "並無不同", "峰會": "峯會", "（NCG）": "（NCC）"}
    )
    run("sync", cwd=shipped)
    run("accept", "--trivial", cwd=shipped)
    for language in ("en", "ko"):
        path = shipped / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po"
        messages = parse(path.read_bytes(), path="", language=language).messages
        open_ones = {m.id for m in messages if m.state is not State.REVIEWED}
        assert any("75 周年" in text for text in open_ones)
        assert any("並無不同" in text for text in open_ones)
        assert {m.id for m in messages if "峯會" in m.id} <= open_ones
        assert {m.id for m in messages if "NCC" in m.id} <= open_ones
        assert len(open_ones) < 10


def test_accept_says_what_it_left(run: Run, shipped: Path) -> None:
    project(shipped, {"峰會": "峯會"})
    run("sync", cwd=shipped)
    done = run("accept", "--trivial", "--to", "en", "--json", cwd=shipped)
    (result,) = done.json["results"]
    assert {s["verdict"] for s in result["suggestions"]} == {"name"}
    assert ["-", "峰"] in result["suggestions"][0]["diff"]
    assert not result["changed"]
    assert "a term of the glossary is written in another way" in run("accept", "--trivial", cwd=shipped).out


def test_accept_wants_to_know_what(run: Run, shipped: Path) -> None:
    done = run("accept", cwd=shipped)
    assert done.status == 2
    assert "--trivial" in done.err
    assert run("accept", "--trivial", "--to", "ja", cwd=shipped).status == 2
    assert run("accept", "--trivial", "nosuch", cwd=shipped).status == 2


def test_accept_without_catalogs_has_nothing_to_do(run: Run, fresh: Path) -> None:
    before = snapshot(fresh)
    assert run("accept", "--trivial", cwd=fresh).status == 0
    assert snapshot(fresh) == before


def test_accept_names_a_broken_catalog(run: Run, shipped: Path) -> None:
    path = shipped / "locales" / "ko" / "LC_MESSAGES" / f"{ARTICLE}.po"
    path.write_text(path.read_text(encoding="utf-8") + 'msgid "x\n', encoding="utf-8")
    done = run("accept", "--trivial", cwd=shipped)
    assert done.status == 4
    assert f"{ARTICLE}.po:318" in done.err

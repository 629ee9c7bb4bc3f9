"""``bilingual join`` and ``split``: what they ask for, what becomes of translations, and the way back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import catalogs
from bilingual.config import SegmentationConfig
from bilingual.inline import nested, unmarked, written
from bilingual.model import Block, Document, Role, Segment, text_hash
from bilingual.segmentation import overrides, segment
from bilingual.segmentation.overrides import Kind, Record
from conftest import Run, snapshot

TEXT = "標題\n\n他說他要走。她留下來了，門關上了。天黑了。\n\n第二段只有一句。\n"
DONE = {
    "他說他要走。": "He said he would go.",
    "她留下來了，門關上了。": "She stayed. The door closed.",
    "天黑了。": "Night fell.",
    "第二段只有一句。": "The second paragraph has one.",
}


@pytest.fixture
def reviewed(call: Run, tmp_path: Path) -> Path:
    """A project in which a person has translated everything into English, and nothing into Korean."""
    folder = tmp_path
    (folder / "source").mkdir()
    (folder / "source" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bilingual.toml").touch()
    assert call("sync").status == 0
    fill(folder, DONE)
    return folder


def english(folder: Path) -> str:
    return (folder / "locales/en/LC_MESSAGES/a.po").read_text(encoding="utf-8")


def fill(folder: Path, texts: dict[str, str], comment: str = "") -> None:
    path = folder / "locales/en/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8")
    for source, translation in texts.items():
        text = re.sub(
            rf'(?m)((?:^#.*\n)*)^msgid "{re.escape(source)}"\nmsgstr ".*"',
            lambda found, s=source, t=translation: f'{comment}{found[1]}msgid "{s}"\nmsgstr "{t}"',
            text,
        )
    path.write_text(text, encoding="utf-8")


def entry(folder: Path, source: str) -> str:
    """The lines of one living entry."""
    return next(
        (
            block
            for block in english(folder).split("\n\n")
            if f'\nmsgid "{source}"' in block and "#~" not in block
        ),
        "",
    )


def id_of(call: Run, words: str) -> str:
    value = call("segments", "source/a.txt", "--json").json
    return next(s["id"] for block in value["blocks"] for s in block["segments"] if words in s["text"])


def test_a_join_joins_the_translations_and_keeps_the_old_ones(call: Run, reviewed: Path) -> None:
    fill(reviewed, {"天黑了。": "Night fell."}, comment="# dusk?\n")
    done = call("join", "a", id_of(call, "她留下"))
    assert done.status == 0, done.err
    now = entry(reviewed, "她留下來了，門關上了。天黑了。")
    assert 'msgstr "She stayed. The door closed. Night fell."' in now
    assert "#, fuzzy" in now
    assert "# dusk?" in now
    assert '#~ msgstr "Night fell."' in english(reviewed)
    assert (
        (reviewed / "source/a.segments")
        .read_text(encoding="utf-8")
        .endswith("\njoin\n  她留下來了，門關上了。\n  天黑了。\n")
    )
    before = snapshot(reviewed)
    assert call("sync").status == 0
    assert snapshot(reviewed) == before


def test_a_split_gives_each_half_its_sentence(call: Run, reviewed: Path) -> None:
    assert call("split", "a", id_of(call, "她留下"), "門關").status == 0
    first, second = entry(reviewed, "她留下來了，"), entry(reviewed, "門關上了。")
    assert 'msgstr "She stayed."' in first
    assert 'msgstr "The door closed."' in second
    assert '#| msgid "她留下來了，門關上了。"' in second
    assert all("#, fuzzy" in half for half in (first, second))
    assert '#~ msgstr "She stayed. The door closed."' in english(reviewed)


def test_a_split_without_a_clear_cut_leaves_the_whole_translation_to_both(call: Run, reviewed: Path) -> None:
    assert call("split", "a", id_of(call, "第二段"), "只有").status == 0
    for half in ("第二段", "只有一句。"):
        assert 'msgstr "The second paragraph has one."' in entry(reviewed, half)
        assert "#, fuzzy" in entry(reviewed, half)


@pytest.mark.parametrize("way", ["join", "split"])
def test_the_way_back_brings_the_reviewed_translations_back(call: Run, reviewed: Path, way: str) -> None:
    fill(reviewed, {"天黑了。": "Night fell."}, comment="# dusk?\n")
    before = english(reviewed)
    if way == "join":
        assert call("join", "a", id_of(call, "她留下")).status == 0
        back = call("split", "a", id_of(call, "她留下"), "天黑")
    else:
        assert call("split", "a", id_of(call, "她留下"), "門關").status == 0
        back = call("join", "a", id_of(call, "她留下"))
    assert "taken back" in back.out
    assert english(reviewed) == before
    assert "removed   source/a.segments" in back.out


def test_a_record_taken_back_left_a_file_of_comments(call: Run, reviewed: Path) -> None:
    assert call("join", "a", id_of(call, "她留下")).status == 0
    path = reviewed / "source/a.segments"
    before = path.read_bytes()
    dry = call("split", "-n", "a", id_of(call, "她留下"), "天黑")
    assert "would remove source/a.segments" in dry.out
    assert path.read_bytes() == before
    assert call("split", "a", id_of(call, "她留下"), "天黑").status == 0
    assert not path.exists()
    path.write_bytes(before.replace(b"\n\njoin", b"\n# The desk wants it so.\n\njoin"))
    assert call("sync").status == 0
    assert call("split", "a", id_of(call, "她留下"), "天黑").status == 0
    assert path.read_text(encoding="utf-8").endswith("# The desk wants it so.\n"), "a person's words stay"


def test_the_way_back_keeps_what_was_written_meanwhile(call: Run, reviewed: Path) -> None:
    assert call("join", "a", id_of(call, "她留下")).status == 0
    fill(reviewed, {"她留下來了，門關上了。天黑了。": "She stayed as the door closed on the night."})
    assert call("split", "a", id_of(call, "她留下"), "天黑").status == 0
    assert 'msgstr "Night fell."' in entry(reviewed, "天黑了。")
    assert '#~ msgstr "She stayed as the door closed on the night."' in english(reviewed)


def test_a_joined_draft_stays_visible_as_one(call: Run, reviewed: Path) -> None:
    (reviewed / "bilingual.toml").write_text('[translate]\nengine = "pseudo"\n', encoding="utf-8")
    fill(reviewed, dict.fromkeys(DONE, ""))
    assert call("translate", "--to", "en").status == 0
    done = call("join", "a", id_of(call, "她留下"), "--json")
    states = {one["language"]: one["state"] for one in done.json["results"][0]["translations"]}
    assert states == {"en": "draft", "ko": "untranslated"}


def test_a_join_is_what_every_command_sees(call: Run, reviewed: Path) -> None:
    assert call("join", "a", id_of(call, "她留下")).status == 0
    assert "天黑了。" in next(
        line for line in call("segments", "source/a.txt").out.splitlines() if "她留" in line
    )
    assert call("sync", "--check").status == 0
    counts = call("status", "--json").json["results"][0]["counts"]
    assert sum(counts.values()) == 4
    assert "articles there" not in call("status").err


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(call: Run, reviewed: Path) -> None:
    before = snapshot(reviewed)
    done = call("join", "a", id_of(call, "她留下"), "--dry-run")
    assert done.out.startswith("would join:")
    assert "would write source/a.segments" in done.out
    assert snapshot(reviewed) == before


def test_a_record_without_its_text_is_kept_and_told(call: Run, reviewed: Path) -> None:
    assert call("join", "a", id_of(call, "她留下")).status == 0
    source = reviewed / "source/a.txt"
    source.write_text(TEXT.replace("天黑了", "天亮了"), encoding="utf-8")
    records = (reviewed / "source/a.segments").read_bytes()
    assert "source/a.segments:4: the source has no such text any more" in call("sync").out
    findings = [f for f in call("check", "--json").json if f["code"] == "segments"]
    assert [(f["path"], f["line"], f["severity"]) for f in findings] == [("source/a.segments", 4, "warning")]
    assert (reviewed / "source/a.segments").read_bytes() == records
    source.write_text(TEXT, encoding="utf-8")
    assert "segments:4" not in call("sync").out
    assert entry(reviewed, "她留下來了，門關上了。天黑了。")
    for words in ("She stayed. The door closed.", "Night fell."):
        assert words in english(reviewed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["join", "a", "ffffff"], "no sentence “ffffff” in a"),
        (["join", "a", "LAST"], "the last sentence of its block"),
        (["split", "a", "FIRST", "飛走"], "does not occur"),
        (["split", "a", "FIRST", "他"], "more than once"),
        (["split", "a", "FIRST", "他說"], "nothing would stand before it"),
        (["split", "a", "FIRST", " "], "does not occur"),
        (["join", "b", "ffffff"], "no article “b”"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    call: Run, reviewed: Path, arguments: list[str], words: str
) -> None:
    ids = {"LAST": id_of(call, "天黑"), "FIRST": id_of(call, "他說")}
    before = snapshot(reviewed)
    done = call(*(ids.get(a, a) for a in arguments))
    assert done.status == 2
    assert words in done.err
    assert "  " in done.err  # and a hint
    assert snapshot(reviewed) == before


def test_an_id_whose_sentence_has_different_followers_is_ambiguous(call: Run, reviewed: Path) -> None:
    (reviewed / "source/a.txt").write_text("標題\n\n天黑了。他走了。天黑了。她來了。\n", encoding="utf-8")
    done = call("join", "a", id_of(call, "天黑"))
    assert done.status == 2
    assert "different sentences follow it" in done.err
    assert "source/a.segments by hand" in done.err


def test_a_broken_catalog_stops_a_join_before_anything_is_written(call: Run, reviewed: Path) -> None:
    one = id_of(call, "她留下")
    (reviewed / "locales/ko/LC_MESSAGES/a.po").write_text("<<<<<<<", encoding="utf-8")
    before = snapshot(reviewed)
    assert call("join", "a", one).status == 4
    assert snapshot(reviewed) == before


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"join\n  one\n", 1, "has 1 line below it"),
        (b"# x\n\njoin\n\nsplit\n  a\n  b\n", 3, "has no lines below it"),
        (b"  a\n", 1, "neither “join” nor “split”"),
        (b"glue\n  a\n  b\n", 1, "neither “join” nor “split”: glue"),
        ("join\n 他\n 她\n".encode("big5"), 0, "not UTF-8"),
    ],
)
def test_a_damaged_record_is_named_with_its_line(
    call: Run, reviewed: Path, content: bytes, line: int, words: str
) -> None:
    (reviewed / "source/a.segments").write_bytes(content)
    done = call("sync")
    assert done.status == 4
    assert words in done.err
    assert f"source/a.segments:{line}:" in done.err or not line


def test_tags_keep_their_places_through_a_join_and_back(call: Run, reviewed: Path) -> None:
    (reviewed / "source/a.txt").unlink()
    (reviewed / "source/a.md").write_text(
        "# 標題\n\n他說**要走**。**她留下來了。** 天黑[了](/x)。\n", encoding="utf-8"
    )
    assert call("sync").status == 0
    fill(
        reviewed,
        {
            "他說<1>要走</1>。": "He <1>wants to go</1>.",
            "她留下來了。": "She stayed.",
            "天黑<1>了</1>。": "Night <1>fell</1>.",
        },
    )
    before = english(reviewed)
    words = call("segments", "source/a.md", "--json").json["blocks"][1]["segments"]
    assert call("join", "a", words[0]["id"]).status == 0
    assert 'msgstr "He <1>wants to go</1>. <2>She stayed.</2>"' in english(reviewed)
    words = call("segments", "source/a.md", "--json").json["blocks"][1]["segments"]
    assert call("join", "a", words[0]["id"]).status == 0
    assert 'msgstr "He <1>wants to go</1>. <2>She stayed.</2> Night <3>fell</3>."' in english(reviewed)
    for text in ("天黑", "她留"):
        words = call("segments", "source/a.md", "--json").json["blocks"][1]["segments"]
        assert call("split", "a", words[0]["id"], text).status == 0
    assert english(reviewed) == before


def test_markup_over_a_split_stands_in_both_halves(call: Run, reviewed: Path) -> None:
    (reviewed / "source/a.txt").unlink()
    (reviewed / "source/a.md").write_text("# 標題\n\n他**說要走，門關**上了。\n", encoding="utf-8")
    assert call("sync").status == 0
    fill(reviewed, {"他<1>說要走，門關</1>上了。": "He <1>wants to go. The door</1> closed."})
    one = call("segments", "source/a.md", "--json").json["blocks"][1]["segments"][0]["id"]
    assert call("split", "a", one, "門關").status == 0
    text = english(reviewed)
    assert 'msgid "他<1>說要走，</1>"\nmsgstr "He <1>wants to go.</1>"' in text
    assert 'msgid "<1>門關</1>上了。"\nmsgstr "<1>The door</1> closed."' in text


SENTENCES = st.lists(
    st.sampled_from(["天黑了。", "他走了。", "她來了！", "門關上了，"]), min_size=1, max_size=6
)


def document(blocks: list[list[str]]) -> Document:
    texts = ["".join(block) for block in blocks]
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    made = (
        Block(Role.PARAGRAPH, text, n, start, n)
        for n, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    return Document("source/a.txt", "a", "zh-Hant", "\n".join(texts), tuple(made))


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=3), st.data())
def test_joins_and_splits_lose_nothing_and_lead_back(blocks: list[list[str]], data: st.DataObject) -> None:
    article = document(blocks)
    by_rules = segment(article, SegmentationConfig())
    records: list[Record] = []
    for _ in range(data.draw(st.integers(1, 5))):
        now = overrides.apply(article, by_rules, records).segments
        one = data.draw(st.sampled_from(now))
        after = [s for s in now if s.block == one.block and s.start > one.start]
        if after and data.draw(st.booleans()):
            new = overrides.record(Kind.JOIN, one.text, after[0].text)
        elif len(one.text) > 1:
            cut = data.draw(st.integers(1, len(one.text) - 1))
            new = overrides.record(Kind.SPLIT, one.text[:cut], one.text[cut:])
        else:
            continue
        old = overrides.with_record(article, by_rules, records, new)
        wanted = overrides.apply(article, by_rules, [*records, new]).segments
        records = [r for r in records if r is not old] if old else [*records, new]
        done = overrides.apply(article, by_rules, records).segments
        assert done == wanted
        for index, block in enumerate(article.blocks):
            assert "".join(s.text for s in done if s.block == index) == block.text
            assert all(block.text[s.start : s.end] == s.text for s in done if s.block == index)
    file: bytes | None = None
    for one in records:
        file = overrides.added(file, one)
    read = overrides.read(file, "a.segments") if file else ()
    assert [(r.kind, r.pieces) for r in read] == [(r.kind, r.pieces) for r in records]
    for one in reversed(read):
        file = overrides.removed(file or b"", one)
    assert not file or overrides.read(file, "a.segments") == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_spans_that_are_nested_are_read_as_they_were_written(pairs: list[tuple[int, int]]) -> None:
    spans = nested([(n, min(pair), max(pair)) for n, pair in enumerate(pairs, 1)])
    found = unmarked(written("0123456789", spans), set(range(1, 9)))
    assert found.damage == ()
    assert sorted(found.spans) == sorted(spans)


STATES = ("reviewed", "fuzzy", "draft", "none", "blank")


def written_entry(segment: Segment, number: int, state: str) -> str:
    """An entry of a catalog; what a person wrote in it has a word of its own."""
    lines = [f"# remark{number}"] if number % 3 == 0 else []
    text = "" if state in {"none", "blank"} else f"Word{number} is here. And there."
    if state == "blank":
        lines.append("# bilingual: blank")
    lines.append("#. role: paragraph")
    if state == "draft":
        lines.append(f"#. mt: x 1, draft {text_hash(text)}")
    lines.append("#: source/a.txt")
    if state in {"fuzzy", "draft"}:
        lines.append("#, fuzzy")
    return "\n".join([*lines, f'msgid "{segment.id}"', f'msgstr "{text}"'])


@settings(max_examples=int(os.environ.get("BILINGUAL_EXAMPLES", "60")), deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=2), st.data())
def test_no_word_of_a_person_is_lost_by_joins_and_splits(
    blocks: list[list[str]], data: st.DataObject
) -> None:
    article = document(blocks)
    by_rules = segment(article, SegmentationConfig())
    about = {"path": "a.po", "article": "a", "source_path": "source/a.txt", "source_language": "zh-Hant"}
    header = catalogs.merge(None, (), **about, language="en").data.decode()
    first = {s.key: s for s in by_rules}
    states = [data.draw(st.sampled_from(STATES)) for _ in first]
    entries = [written_entry(s, n, states[n]) for n, s in enumerate(first.values())]
    now = catalogs.merge("\n\n".join([header, *entries, ""]).encode(), by_rules, **about, language="en").data
    words = {
        f"Word{n} is here. And there." for n, state in enumerate(states) if state in {"reviewed", "fuzzy"}
    }
    words |= {f"remark{n}" for n in range(0, len(states), 3)}
    records: list[Record] = []
    for _ in range(data.draw(st.integers(1, 4))):
        before = overrides.apply(article, by_rules, records).segments
        one = data.draw(st.sampled_from(before))
        following = [s for s in before if s.block == one.block and s.start > one.start]
        if following and data.draw(st.booleans()):
            records.append(overrides.record(Kind.JOIN, one.text, following[0].text))
        elif len(one.text) > 1:
            cut = data.draw(st.integers(1, len(one.text) - 1))
            records.append(overrides.record(Kind.SPLIT, one.text[:cut], one.text[cut:]))
        after = overrides.apply(article, by_rules, records).segments
        groups = [(group.former, group.present) for group in overrides.regrouped(before, after)]
        half = data.draw(st.booleans())
        moved = catalogs.recut(
            now,
            groups,
            after,
            path="a.po",
            language="en",
            cut=lambda text, _halves, half=half: (text.index("And"),) if half and "And" in text else (),
        )
        now = catalogs.merge(moved, after, **about, language="en").data
        assert catalogs.merge(now, after, **about, language="en").data == now
        flat = " ".join(
            re.findall(r'"(.*)"', now.decode()) + re.findall(r"^#~? ?(?:# )?.*$", now.decode(), re.M)
        )
        # A split may bring back the halves that an earlier one made: then the whole stands as these two.
        halves = {word: re.split(r"(?<=here\.) ", word) for word in words}
        assert not [w for w in words if w not in flat and not all(half in flat for half in halves[w])]
        found = catalogs.parse(now, path="a.po", language="en")
        assert {m.key for m in found.messages} == {s.key for s in after}


@pytest.mark.parametrize("words", [("split", "雨天"), ("join",)])
def test_a_row_of_a_table_lost_a_tab_to_a_split(call: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "source").mkdir()
    table = "| 月份 | 產量 | 雨天 |\n|---|---|---|\n| 三月 | 1,603 | 4 |\n"
    (tmp_path / "source" / "a.md").write_text(f"# 標題\n\n一段文字。\n\n{table}", encoding="utf-8")
    (tmp_path / "bilingual.toml").touch()
    assert call("sync").status == 0
    blocks = call("segments", "source/a.md", "--json").json["blocks"]
    row = next(s["id"] for b in blocks for s in b["segments"] if "雨天" in s["text"])
    before = snapshot(tmp_path)
    command, *rest = words
    refused = call(command, "a", row, *rest)
    assert refused.status == 2
    assert "is a row of a table, which stays one entry: “月份 | 產量 | 雨天”" in refused.err
    assert snapshot(tmp_path) == before
    (tmp_path / "source/a.segments").write_text("split\n  月份 產量\n  雨天\n", encoding="utf-8")
    synced = call("sync")
    assert "a.segments:1" in synced.out + synced.err, "a record by hand is named, and cuts no row"
    catalog = (tmp_path / "locales/en/LC_MESSAGES/a.po").read_text(encoding="utf-8")
    assert 'msgid "月份\\t產量\\t雨天"' in catalog

"""Files of every editor: what real ones saved, what an edit of ours changes in them, and that sync leaves them alone."""

import io
import re
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import readers
from bilingual.catalogs import add_drafts, add_remarks, add_translations, merge, parse
from bilingual.catalogs.entries import changed
from bilingual.catalogs.reading import read
from bilingual.catalogs.rendering import Style, part_lines
from bilingual.catalogs.wrapping import laid_out, pieces, room_of, width
from bilingual.config import SegmentationConfig
from bilingual.model import State
from bilingual.segmentation import segment as cut
from catalog_corpus import CORPUS
from conftest import ARTICLE, ROOT, snapshot
from strategies_catalogs import ABOUT, CASES, drafted, gettext, segment

EDITORS = CASES / "editors"
SAVED = sorted(path.stem for path in EDITORS.glob("*.po") if not path.stem.startswith(("before", "after")))


def in_project(folder: Path, catalogs: dict[str, bytes]) -> dict[str, Path]:
    """The project in which the editors were tried: an article of this text for each of the catalogs."""
    (folder / "source").mkdir(parents=True)
    (folder / "locales" / "en" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "bilingual.toml").write_text('targets = ["en"]\n')
    paths = {}
    for number, (name, catalog) in enumerate(catalogs.items()):
        (folder / "source" / f"a{number}.txt").write_bytes((EDITORS / "article.txt").read_bytes())
        paths[name] = folder / "locales" / "en" / "LC_MESSAGES" / f"a{number}.po"
        paths[name].write_bytes(catalog.replace(b"source/article.txt", f"source/a{number}.txt".encode()))
    return paths


# What real editors saved: in each the draft of the credit was edited and its fuzzy flag cleared


def test_sync_leaves_what_editors_saved_alone_and_status_is_right(tmp_path, run):
    names = [name for name in SAVED if not name.startswith("omegat")]
    project = tmp_path / "project"
    paths = in_project(project, {name: (EDITORS / f"{name}.po").read_bytes() for name in names})
    before = snapshot(project)
    assert run("sync", cwd=project).status == 0
    after = snapshot(project)
    assert [
        name
        for name, path in paths.items()
        for key in [str(path.relative_to(project))]
        if before[key] != after[key]
    ] == []
    rows = run("status", "--json", cwd=project).json["results"]
    assert len(rows) == len(names) >= 12
    for row in rows:
        assert row["counts"] == {"untranslated": 1, "draft": 1, "needs review": 1, "reviewed": 5}
        assert row["accepted_as_is"] == 0


@pytest.mark.parametrize("name", SAVED)
def test_what_an_editor_saved_says_what_it_said_but_for_the_one_edit(name):
    def said(stem: str) -> dict:
        file = read((EDITORS / f"{stem}.po").read_bytes(), "x.po")
        return {e.key: (e.texts, e.fuzzy, e.fields.tcomment, e.fields.comment) for e in file.entries[1:]}

    before, after = said("before"), said(name)
    assert before.keys() == after.keys()
    different = {key for key in before if before[key] != after[key]}
    credit = ("credit", "(圖/車站檔案)")
    if name.startswith("omegat"):  # it empties whatever was fuzzy
        assert {key for key in different if key != credit} == {
            key for key, (_, fuzzy, _, _) in before.items() if fuzzy and key != credit
        }
    else:
        assert different == {credit}
    assert after[credit][:2] == (("(Photograph: station archive)",), False)


def test_omegat_empties_what_was_fuzzy_and_the_state_says_so():
    data = (EDITORS / "omegat-3.6.0.po").read_bytes()
    states = [message.state for message in parse(data, path="x.po", language="en").messages]
    assert (states.count(State.UNTRANSLATED), states.count(State.REVIEWED)) == (3, 5)


# Other programs' styles


def msgcat(*options: str):
    def save(po: Path) -> bool:
        done = gettext("msgcat", *options, "-o", po.name, po.name, cwd=po.parent)
        assert done.returncode == 0, done.stderr
        return True

    return save


def save_by_polib(po: Path) -> bool:
    polib.pofile(str(po)).save(str(po))
    return True


def save_by_babel(po: Path) -> bool:
    catalog = read_po(io.BytesIO(po.read_bytes()))
    with po.open("wb") as file:
        write_po(file, catalog)
    return True


def save_by_translate_toolkit(po: Path) -> bool:
    try:
        from translate.storage import pypo
    except ImportError:
        return False
    store = pypo.pofile.parsefile(str(po))
    for unit in store.units:
        target = unit.target
        unit.target = ""
        unit.target = target
    store.savefile(str(po))
    return True


SAVES = {
    "msgcat": msgcat(),
    **{
        option: msgcat(option)
        for option in (
            "--no-wrap", "--width=40", "--width=76", "--width=200", "--indent", "--strict", "--sort-output",
            "--sort-by-file", "--no-location", "--add-location=file", "--escape",
        )
    },
    "polib": save_by_polib,
    "babel": save_by_babel,
    "translate toolkit": save_by_translate_toolkit,
}  # fmt: skip


def test_sync_writes_no_byte_after_other_programs_saved(tmp_path, run):
    project = tmp_path / "project"
    paths = in_project(project, dict.fromkeys(SAVES, (EDITORS / "before.po").read_bytes()))
    absent = {name for name, path in paths.items() if not SAVES[name](path)}
    assert absent <= {"translate toolkit"}  # it is GPL: tried where somebody has it, never installed by us
    before = snapshot(project / "locales")
    assert run("sync", cwd=project).status == 0
    after = snapshot(project / "locales")
    assert {
        name
        for name, path in paths.items()
        if before["en/LC_MESSAGES/" + path.name] != after["en/LC_MESSAGES/" + path.name]
    } == set()
    counts = [row["counts"] for row in run("status", "--json", cwd=project).json["results"]]
    assert counts == [{"untranslated": 1, "draft": 2, "needs review": 1, "reviewed": 4}] * len(SAVES)


@pytest.mark.parametrize("name", ["msgcat", "--width=40", "--no-location", "--sort-output", "polib", "babel"])
def test_merging_the_shipped_article_again_changes_no_byte_after_another_program_saved(name, tmp_path):
    document = readers.read(
        (ROOT / "source" / f"{ARTICLE}.txt").read_bytes(), path="x.txt", article=ARTICLE, language="zh-Hant"
    )
    for language in ("en", "ko"):
        po = tmp_path / f"{language}.po"
        po.write_bytes((ROOT / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po").read_bytes())
        assert SAVES[name](po)
        about = ABOUT | {"source_path": f"source/{ARTICLE}.txt", "language": language}
        data = po.read_bytes()
        assert merge(data, cut(document, SegmentationConfig()), **about).data is data


SENTENCES = ["甲句,很短。", "乙句。", "丙句。", "丁句。", "戊句。", "己句。", "庚句。"]


def test_new_entry_comes_to_its_place_in_a_catalog_that_is_kept_sorted():
    data = merge(None, [segment(text) for text in SENTENCES], **ABOUT).data
    file = read(data, "x.po")
    living = sorted(file.entries[1:], key=lambda e: e.fields.msgid.encode())
    data = replace(file, entries=(file.entries[0], *living)).encoded()
    texts = [*SENTENCES[:3], "新句。", *SENTENCES[3:]]
    merged = merge(data, [segment(text) for text in texts], **ABOUT).data
    ids = [e.fields.msgid for e in read(merged, "x.po").entries[1:]]
    assert ids == sorted(texts, key=str.encode)
    assert merge(merged, [segment(text) for text in texts], **ABOUT).data is merged


def test_new_entry_has_no_reference_in_a_catalog_without_references():
    data = merge(None, [segment(text) for text in SENTENCES], **ABOUT).data
    bare = data.replace(b"#: source/article.txt\n", b"")
    assert merge(bare, [segment(text) for text in SENTENCES], **ABOUT).data is bare
    assert b"#:" not in merge(bare, [segment(text) for text in [*SENTENCES, "新句。"]], **ABOUT).data


# One edit, one small diff


def around(data: bytes, number: int) -> tuple[bytes, bytes]:
    """What stands before and behind the lines of an entry, without the line end between it and the next."""
    file = read(data, "x.po")
    bom = b"\xef\xbb\xbf" if file.bom else b""
    before = bom + "".join(e.before + e.raw for e in file.entries[:number]).encode(file.codec)
    before += file.entries[number].before.encode(file.codec)
    after = data[len(before) + len(file.entries[number].raw.encode(file.codec)) :]
    return before, after


def edits(entry) -> list[dict]:
    """What an editor may do to an entry."""
    source, fuzzy = entry.fields.msgid, [flag for flag in entry.fields.flags if flag != "fuzzy"]
    found: list[dict] = [
        {"flags": fuzzy if entry.fuzzy else ["fuzzy", *fuzzy]},
        {"comment": "role: quote\nmt: e 1"},
        {"tcomment": "mine"},
    ]
    if not entry.is_header:
        found.append({"obsolete": not entry.fields.obsolete})
    if not (entry.is_header or entry.is_plural):
        found.append({"msgstr": "\n" * source.startswith("\n") + "edited" + "\n" * source.endswith("\n")})
    return found


@pytest.mark.parametrize("name", CORPUS)
def test_one_edit_changes_the_lines_of_its_entry_only(name):
    data = CORPUS[name]
    file = read(data, "x.po")
    for number in range(0, len(file.entries), len(file.entries) // 10 + 1):
        entry = file.entries[number]
        before, after = around(data, number)
        for values in edits(entry):
            entries = list(file.entries)
            entries[number] = now = changed(entry, file.style, **values)
            edited = replace(file, entries=tuple(entries)).encoded()
            assert edited.startswith(before)
            assert edited.endswith(after)
            again = read(edited, "x.po").entries[number]
            assert again.raw.rstrip() == now.raw.rstrip()
            assert {name: getattr(again.fields, name) for name in values.keys() - {"flags"}} == {
                name: value for name, value in values.items() if name != "flags"
            }
            assert set(again.fields.flags) == set(now.fields.flags)


@pytest.mark.parametrize("name", CORPUS)
def test_drafts_and_translations_change_the_lines_of_their_entries_only(name):
    data = CORPUS[name]
    free = [
        (number, entry)
        for number, entry in enumerate(read(data, "x.po").entries)
        if not (entry.is_header or entry.fields.obsolete or any(entry.texts))
    ]
    for number, entry in free:
        before, after = around(data, number)
        for filled in (
            add_drafts(data, {entry.key: drafted("A draft.")}, path="x.po", language="en"),
            add_translations(data, {entry.key: "A draft."}, path="x.po"),
        ):
            assert filled.startswith(before)
            assert filled.endswith(after)


@pytest.mark.parametrize("name", CORPUS.keys() - {"contexts"})
def test_remark_adds_its_line_to_its_entry_only(name):
    data = CORPUS[name]
    for number, entry in enumerate(read(data, "x.po").entries):
        if entry.is_header or entry.fields.obsolete:
            continue
        before, after = around(data, number)
        marked = add_remarks(data, {entry.key: ["see"]}, path="x.po")
        assert marked.startswith(before)
        assert marked.endswith(after)
        assert read(marked, "x.po").entries[number].fields.tcomment.split("\n")[-1] == "see"
        return


def test_sticky_flags_stay_where_they_stand():
    data = CORPUS["sticky-flags"]
    file = read(data, "x.po")
    entries = list(file.entries)
    entries[1] = changed(entries[1], file.style, flags=["c-format", "no-wrap"])
    assert replace(file, entries=tuple(entries)).encoded() == data.replace(b"#, fuzzy\n", b"", 1)


def test_comments_in_an_order_of_their_own_stay_in_it():
    data = CORPUS["comments"]
    file = read(data, "x.po")
    number = next(n for n, e in enumerate(file.entries) if e.fields.msgid == "丁")
    entries = list(file.entries)
    entries[number] = changed(entries[number], file.style, msgstr="E")
    assert replace(file, entries=tuple(entries)).encoded() == data.replace(b'msgstr "D"', b'msgstr "E"')


# Wrapping


@pytest.mark.parametrize("room", [0, 40, 60, 76, 77, 78, 79, 80, 100, 200])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_wrapping_is_told_from_the_file_and_done_as_msgcat_does(room, language, tmp_path):
    shipped = ROOT / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po"
    option = f"--width={room}" if room else "--no-wrap"
    gettext("msgcat", option, "-o", str(tmp_path / "x.po"), str(shipped), cwd=tmp_path)
    file = read((tmp_path / "x.po").read_bytes(), "x.po")
    assert file.style == Style("\n", room)
    for entry in file.entries[1:]:
        for part, raw in entry.parts:
            assert part_lines(part, entry.fields, room) == raw.rstrip("\n").split("\n")


def test_draft_in_a_wrapped_catalog_is_what_msgcat_makes_of_it(tmp_path):
    data = (EDITORS / "before-wrapped.po").read_bytes()
    text = (
        "The train came in at midnight, hours after the last of the lamps on the platform had been put out, and it"
        " stopped at the “3 p.m.” sign.\nNobody got off."
    )
    filled = add_drafts(data, {("", "列車在午夜進站。"): drafted(text)}, path="x.po", language="en")
    assert b'"The train came in at midnight, hours after the last of the lamps on the "\n' in filled
    (tmp_path / "x.po").write_bytes(filled)
    gettext("msgcat", "-o", "y.po", "x.po", cwd=tmp_path)
    assert (tmp_path / "y.po").read_bytes() == filled


def test_poedit_leaves_a_draft_alone_that_was_wrapped_by_us():
    data = (EDITORS / "before-wrapped.po").read_bytes()
    text = (
        "The train came in at midnight, hours after the last of the lamps on the platform had been put out, and it"
        " stopped at the “3 p.m.” sign — 「月台」, as ever.\nNobody got off."
    )
    filled = add_drafts(data, {("", "列車在午夜進站。"): drafted(text)}, path="x.po", language="en")
    saved = (EDITORS / "after-draft-poedit-3.2.2.po").read_bytes()
    gone = [line for line in filled.splitlines() if line not in saved.splitlines()]
    new = [line for line in saved.splitlines() if line not in filled.splitlines()]
    assert [line.partition(b" ")[0] for line in gone] == [b'"PO-Revision-Date:', b'"X-Generator:', b"msgstr"]
    assert [line.partition(b" ")[0] for line in new] == [
        b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"X-Generator:', b"msgstr",
    ]  # fmt: skip


def test_file_that_is_mostly_unwrapped_gets_no_wrapped_line():
    data = CORPUS["mixed-wrapping"]
    source = (
        "下一句還沒有譯文,所以工具可以在這裡寫草稿,而且草稿很長,比任何編輯器的行寬都長,好看看它會不會被折行。"
    )
    filled = add_drafts(
        data, {("", source): drafted("A long draft. " * 20 + "End.")}, path="x.po", language="en"
    )
    assert ('msgstr "' + "A long draft. " * 20 + 'End."').encode() in filled


@pytest.mark.parametrize(
    ("room", "text", "strings"),
    [
        (0, "one", ["one"]),
        (0, "", [""]),
        (0, r"one\ntwo", ["", r"one\n", "two"]),
        (0, r"one\n", [r"one\n"]),
        (
            20,
            "seven words that are wrapped at twenty",
            ["", "seven words that ", "are wrapped at ", "twenty"],
        ),
        (20, "a" * 30, ["a" * 30]),  # nowhere to break it
        (20, r"one 0123456789abcde\n", ["", "one ", r"0123456789abcde\n"]),  # never before its \n
        (20, r"quotes \"here\" \\ end", ["", r"quotes \"here\" ", r"\\ end"]),
        (20, "他說:「再等一會兒。」", ["", "他說:「再等一會", "兒。」"]),
        (20, "월대에는 두 사람", ["", "월대에는 두 사람"]),
    ],
)
def test_layout_of_a_string(room, text, strings):
    assert laid_out("msgstr", text, room) == strings


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", " ", "甲", "。", "「", "」", "한", r"\"", r"\\", r"\n", "é", "-", "…"]),
        max_size=60,
    ),
    st.integers(12, 90),
)
def test_layout_loses_nothing_and_keeps_within_its_room(words, room):
    text = "".join(words)
    strings = laid_out("msgstr", text, room)
    assert "".join(strings) == text
    assert "".join(pieces(text)) == text
    for string in strings:
        assert re.fullmatch(r"(?:[^\\]|\\.)*", string)  # no escape is cut in two
        assert width(string) + 2 <= room or len(pieces(string)) == 1 or len(strings) == 1


def test_width_of_a_file_is_the_one_that_most_strings_agree_on():
    assert room_of([]) == 0
    assert room_of([("msgstr", ["short words"])]) == 0
    words = "word " * 30
    wrapped = [("msgstr", laid_out("msgstr", words + "x" * n, 77)) for n in range(9)]
    assert room_of(wrapped) == 77
    assert room_of([*wrapped, ("msgstr", [words])]) == 77
    assert room_of([*wrapped, *[("msgstr", [words])] * 10]) == 0
    assert room_of([("msgstr", ["", "broken ", "by ", "hand"])]) != 79

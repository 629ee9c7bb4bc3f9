"""The three-way merge of catalogs: entry by entry, as a law and with real git."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import catalogs, founding
from bilingual.catalogs import add_drafts, three_way
from bilingual.catalogs.entries import changed
from bilingual.catalogs.reading import read
from bilingual.errors import CatalogError
from bilingual.model import Role
from conftest import ARTICLE, ROOT, Run
from strategies_catalogs import ABOUT, VALID, articles, drafted, gettext, segment

# --- Catalogs and what people do to them ---


def synced(data: bytes | None, *texts: str) -> bytes:
    return catalogs.merge(data, [segment(text) for text in texts], **ABOUT).data


def edit(data: bytes, text: str, words: str | None = None, **fields: object) -> bytes:
    """Edit an entry as an editor does; fields are polib's."""
    file = polib.pofile(data.decode(), wrapwidth=0)
    entry = next(e for e in file if e.msgid == text)
    if words is not None:
        entry.msgstr = words
    for name, value in fields.items():
        setattr(entry, name, value)
    return str(file).encode()


def merged(base: bytes, ours: bytes, theirs: bytes) -> tuple[dict[str, polib.POEntry], tuple[str, ...]]:
    result = three_way(base, ours, theirs, path="a.po")
    assert catalogs.parse(result.data, path="a.po", language="en")
    return {e.msgid: e for e in polib.pofile(result.data.decode())}, result.conflicts


BASE = synced(None, "一。", "二。", "三。", "四。")


def test_different_entries_never_conflict() -> None:
    entries, conflicts = merged(BASE, edit(BASE, "二。", "Two."), edit(BASE, "三。", "Three."))
    assert not conflicts
    assert (entries["二。"].msgstr, entries["三。"].msgstr) == ("Two.", "Three.")


def test_neighbouring_lines_never_conflict() -> None:
    ours = BASE
    for text in ("一。", "三。"):
        ours = edit(ours, text, f"Ours {text}")
    theirs = BASE
    for text in ("二。", "四。"):
        theirs = edit(theirs, text, f"Theirs {text}")
    entries, conflicts = merged(BASE, ours, theirs)
    assert not conflicts
    assert all(entry.msgstr for entry in entries.values())


def test_two_texts_for_one_sentence_stand_between_markers() -> None:
    base = edit(BASE, "二。", comment="role: paragraph")
    result = three_way(
        base, edit(base, "二。", "Two."), edit(base, "二。", "Both.", tcomment="sure"), path="a.po"
    )
    assert result.conflicts == ("二。",)
    text = result.data.decode()
    found = re.search(r"\n<<<<<<< ours\n(.*?)=======\n(.*?)>>>>>>> theirs\n", text, re.S)
    assert found
    assert 'msgstr "Two."' in found[1]
    assert 'msgstr "Both."' in found[2]
    assert all("# sure\n" in side for side in found.groups()), "comments are united in both"
    assert text.count("msgid") == 5 + 1, "the markers hold that entry only"
    with pytest.raises(CatalogError, match="conflict"):
        catalogs.parse(result.data, path="a.po", language="en")
    resolved = text.replace(found[0], "\n" + found[2])
    assert catalogs.parse(resolved.encode(), path="a.po", language="en")


def test_the_same_text_from_two_people_is_no_conflict_and_approval_wins() -> None:
    ours = edit(BASE, "二。", "Two.", flags=["fuzzy"])
    entries, conflicts = merged(BASE, ours, edit(BASE, "二。", "Two."))
    assert not conflicts
    assert not entries["二。"].fuzzy


def test_a_persons_text_goes_before_a_machines() -> None:
    bot = add_drafts(
        BASE, {("", "二。"): drafted("machine two"), ("", "三。"): drafted("machine three")}, path="a.po",
        language="en",
    )  # fmt: skip
    person = edit(BASE, "二。", "Two.")
    for ours, theirs in ((bot, person), (person, bot)):
        entries, conflicts = merged(BASE, ours, theirs)
        assert not conflicts
        assert (entries["二。"].msgstr, entries["二。"].fuzzy) == ("Two.", False)
        assert "mt:" not in entries["二。"].comment
        assert entries["三。"].fuzzy


def test_comments_and_flags_of_both_are_united() -> None:
    base = edit(BASE, "二。", tcomment="old")
    ours = edit(base, "二。", tcomment="old\nfrom us", flags=["no-wrap"])
    theirs = edit(base, "二。", "Two.", tcomment="old\nfrom them")
    entry = merged(base, ours, theirs)[0]["二。"]
    assert entry.tcomment == "old\nfrom us\nfrom them"
    assert (entry.msgstr, entry.flags) == ("Two.", ["no-wrap"])


def test_an_edit_follows_its_sentence_when_the_other_side_has_a_new_source() -> None:
    base = edit(synced(None, "甲是一件小事。", "乙。"), "甲是一件小事。", "A is a trifle.")
    bot = synced(base, "甲是一件大事。", "乙。", "丙。")
    person = edit(edit(base, "甲是一件小事。", "A is a mere trifle.", tcomment="checked"), "乙。", "B.")
    for ours, theirs in ((bot, person), (person, bot)):
        entries, conflicts = merged(base, ours, theirs)
        assert not conflicts
        assert list(entries) == ["甲是一件大事。", "乙。", "丙。"]
        moved = entries["甲是一件大事。"]
        assert (moved.msgstr, moved.fuzzy, moved.tcomment) == ("A is a mere trifle.", True, "checked")
        assert moved.previous_msgid == "甲是一件小事。"
        assert entries["乙。"].msgstr == "B."


def test_an_edit_of_a_sentence_that_the_other_side_removed_becomes_obsolete() -> None:
    base = edit(BASE, "二。", "Two.")
    bot = synced(base, "一。", "三。", "四。")
    gone = polib.pofile(bot.decode())
    gone.remove(next(e for e in gone if e.obsolete))
    for ours in (bot, str(gone).encode()):
        entries, conflicts = merged(base, ours, edit(base, "二。", "Two, better."))
        assert not conflicts
        assert (entries["二。"].msgstr, entries["二。"].obsolete) == ("Two, better.", True)


def test_a_reordering_on_one_side_and_edits_on_the_other() -> None:
    ours = synced(BASE, "四。", "三。", "二。", "一。")
    entries, conflicts = merged(BASE, ours, edit(edit(BASE, "一。", "One."), "四。", "Four."))
    assert not conflicts
    assert list(entries) == ["四。", "三。", "二。", "一。"]
    assert (entries["一。"].msgstr, entries["四。"].msgstr) == ("One.", "Four.")


def test_two_different_sources_lose_nothing() -> None:
    base = edit(BASE, "二。", "Two.")
    ours = edit(synced(base, "一。", "三。", "新一。"), "新一。", "New one.")
    theirs = edit(edit(synced(base, "新二。", "一。", "二。", "三。"), "新二。", "New two."), "二。", "Two!")
    entries, conflicts = merged(base, ours, theirs)
    assert not conflicts
    assert {e.msgstr for e in entries.values()} >= {"New one.", "New two.", "Two!"}
    assert entries["二。"].obsolete


def test_two_people_who_begin_the_same_catalog() -> None:
    entries, conflicts = merged(b"", edit(BASE, "一。", "One."), edit(BASE, "二。", "Two."))
    assert not conflicts
    assert (entries["一。"].msgstr, entries["二。"].msgstr) == ("One.", "Two.")


def header_of(data: bytes) -> dict[str, str]:
    return dict(polib.pofile(data.decode()).metadata)


def with_header(data: bytes, **values: str) -> bytes:
    file = polib.pofile(data.decode(), wrapwidth=0)
    file.metadata |= {name.replace("_", "-"): value for name, value in values.items()}
    return str(file).encode()


def test_the_header_is_merged_and_its_date_is_the_newest() -> None:
    older = with_header(BASE, PO_Revision_Date="2026-01-02 10:00+0900", Last_Translator="Kim", X_Editor="vim")
    newer = with_header(
        BASE, PO_Revision_Date="2026-01-02 09:00+0000", Last_Translator="Lee", Language_Team="Seoul"
    )
    for ours, theirs in ((older, newer), (newer, older)):
        header = header_of(three_way(BASE, edit(ours, "一。", "One."), theirs, path="a.po").data)
        assert header["PO-Revision-Date"] == "2026-01-02 09:00+0000"
        assert header["Last-Translator"] == "Lee"
        assert (header["X-Editor"], header["Language-Team"]) == ("vim", "Seoul")


def test_two_headers_without_a_base() -> None:
    older = with_header(BASE, PO_Revision_Date="2026-01-02 10:00+0000", Last_Translator="Kim", X_Editor="vim")
    newer = with_header(BASE, PO_Revision_Date="2026-02-02 10:00+0000", Last_Translator="Lee")
    for ours, theirs in ((older, newer), (newer, older)):
        header = header_of(three_way(b"", ours, theirs, path="a.po").data)
        assert (header["Last-Translator"], header["X-Editor"]) == ("Lee", "vim")


def test_comments_at_the_end_of_both_are_kept() -> None:
    base = BASE + b"\n# the end\n"
    result = three_way(base, base + b"# ours\n", base + b"# theirs\n", path="a.po").data
    assert result == base + b"# ours\n# theirs\n"


def test_line_ends_and_wrapping_of_each_side_are_kept() -> None:
    base = edit(BASE, "一。", "word " * 40)
    theirs = edit(base, "二。", "Two.").replace(b"\n", b"\r\n")
    result = three_way(base, edit(base, "三。", "Three."), theirs, path="a.po").data
    assert result.count(b"\r\n") == result.count(b"\n"), "the side that changed the line ends has its way"
    wrapped = polib.pofile(base.decode(), wrapwidth=40)
    result = three_way(base, edit(base, "三。", "Three."), str(wrapped).encode(), path="a.po").data
    assert b'msgstr ""\n"word word' in result
    assert b"Three." in result


def test_a_catalog_without_our_marks_is_merged_too() -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    base = f'{head}\n#: a.c:1\nmsgid "a"\nmsgstr ""\n\nmsgctxt "menu"\nmsgid "b"\nmsgstr "B"'.encode()
    ours = base.replace(b'msgid "a"\nmsgstr ""', b'msgid "a"\nmsgstr "A"')
    theirs = base + b'\n\n#: c.c:1\nmsgid "c"\nmsgid_plural "cs"\nmsgstr[0] "C"\nmsgstr[1] "CS"\n'
    result = three_way(base, ours, theirs, path="a.po")
    assert not result.conflicts
    assert result.data == theirs.replace(b'msgid "a"\nmsgstr ""', b'msgid "a"\nmsgstr "A"')


def with_text(data: bytes, which: int) -> bytes:
    """Translate the first or the last living entry of any file anew, in its own style."""
    file = read(data, "a.po")
    living = [n for n, e in enumerate(file.entries) if not e.is_header and not e.fields.obsolete]
    entries = list(file.entries)
    n = living[which]
    says: dict[str, object] = {"msgstr": f"new {which}"}
    if entries[n].is_plural:
        says = {"msgstr_plural": dict.fromkeys(entries[n].fields.msgstr_plural, f"new {which}")}
    entries[n] = changed(entries[n], file.newline, **says)
    return dataclasses.replace(file, entries=tuple(entries)).encoded()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_catalogs_of_every_style_merge_without_collateral_changes(path: Path) -> None:
    base = path.read_bytes()
    if sum(not e.is_header and not e.fields.obsolete for e in read(base, "a.po").entries) < 2:
        base += b'\n\nmsgid "one more"\nmsgstr ""\n\nmsgid "and another"\nmsgstr ""\n'
    try:
        ours, theirs = with_text(base, 0), with_text(base, -1)
        both = with_text(ours, -1)
    except CatalogError:  # of two charsets that can't be changed without collateral changes
        return
    assert three_way(base, ours, theirs, path="a.po").data == both
    assert three_way(base, theirs, ours, path="a.po").data == both


# --- Laws ---

courses = st.lists(
    st.tuples(st.sampled_from(["edit", "review", "comment", "revise", "drop"]), st.integers(0, 30)),
    max_size=5,
)


def lived(data: bytes, course: list[tuple[str, int]], who: str, revisions: list[list]) -> bytes:
    """Let somebody work on a catalog."""
    for step, (what, n) in enumerate(course):
        file = polib.pofile(data.decode(), wrapwidth=0)
        living = [e for e in file if not e.obsolete]
        if what == "revise":
            data = catalogs.merge(data, revisions[n % len(revisions)], **ABOUT).data
            continue
        if not living:
            continue
        entry = living[n % len(living)]
        if what == "edit" and not entry.msgid.endswith("\n"):
            entry.msgstr = f"Words of {who}, {step}."
        elif what == "review":
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        elif what == "comment":
            entry.tcomment = f"Note of {who}, {step}."
        elif what == "drop":
            file.remove(entry)
        data = str(file).encode()
    return data


@settings(max_examples=120, deadline=None)
@given(
    first=articles(),
    revisions=st.lists(articles(), min_size=1, max_size=3),
    before=courses,
    ours=courses,
    theirs=courses,
)
def test_what_either_wrote_is_in_the_merged_catalog(first, revisions, before, ours, theirs) -> None:
    base = lived(catalogs.merge(None, first, **ABOUT).data, before, "both", revisions)
    o, t = lived(base, ours, "us", revisions), lived(base, theirs, "them", revisions)
    result = three_way(base, o, t, path="a.po")
    text = result.data.decode()
    for data in (o, t):
        for words in re.findall(r"(?:Words|Note) of (?:us|them), \d\.", data.decode()):
            assert words in text
    assert three_way(base, o, base, path="a.po").data == o
    assert three_way(base, base, t, path="a.po").data == t
    assert three_way(base, o, o, path="a.po").data == o
    if not result.conflicts:
        file = catalogs.parse(result.data, path="a.po", language="en")
        other = three_way(base, t, o, path="a.po")
        assert not other.conflicts
        mirrored = catalogs.parse(other.data, path="a.po", language="en")
        for one, another in ((file.messages, mirrored.messages), (file.obsolete, mirrored.obsolete)):
            assert {(m.context, m.id) for m in one} == {(m.context, m.id) for m in another}


# --- With git ---


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    who = {f"GIT_{role}_{what}": "x@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture
def repository(shipped: Path) -> Path:
    git(shipped, "init", "-q", "-b", "main")
    path = catalog(shipped)
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file[10:30]:
        entry.flags.append("fuzzy")
    file.save(str(path))
    git(shipped, "add", "-A")
    git(shipped, "commit", "-qm", "start")
    return shipped


def catalog(project: Path, language: str = "en") -> Path:
    return project / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po"


def review(path: Path, texts: dict[int, str]) -> None:
    file = polib.pofile(str(path), wrapwidth=0)
    for n, text in texts.items():
        file[n].msgstr = text
        file[n].flags = []
    file.save(str(path))


@pytest.mark.parametrize("driver", [False, True], ids=["without the driver", "with the driver"])
def test_a_bots_sync_and_six_reviews_in_parallel(run: Run, repository: Path, driver: bool) -> None:
    if driver:
        assert run("init", "--git", cwd=repository).status == 0
        git(repository, "add", "-A")
        git(repository, "commit", "-qm", "merge driver")
    git(repository, "checkout", "-qb", "translator")
    six = {n: f"A person reviewed this, no. {n}." for n in (11, 14, 17, 20, 23, 26)}
    review(catalog(repository), six)
    git(repository, "commit", "-qam", "six reviews")
    git(repository, "checkout", "-q", "main")
    source = repository / "source" / f"{ARTICLE}.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("70 周年", "七十周年") + "\n\n新的一段。\n", encoding="utf-8")
    assert run("sync", cwd=repository).status == 0
    git(repository, "commit", "-qam", "sync")
    done = git(repository, "merge", "-q", "-m", "both", "translator", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = catalog(repository).read_text(encoding="utf-8")
    assert all(text in kept for text in six.values())
    assert "七十周年" in kept
    assert run("sync", cwd=repository).out.count("unchanged") == 3


@pytest.mark.parametrize("operation", ["merge", "rebase"])
def test_two_people_in_two_clones(run: Run, repository: Path, operation: str) -> None:
    run("init", "--git", cwd=repository)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "merge driver")
    git(repository, "checkout", "-qb", "theirs")
    review(catalog(repository), {n: f"Theirs {n}." for n in range(12, 20, 2)} | {28: "Theirs for 28."})
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "main")
    review(catalog(repository), {n: f"Ours {n}." for n in range(11, 20, 2)} | {28: "Ours for 28."})
    git(repository, "commit", "-qam", "ours")
    done = git(repository, operation, "theirs", check=False)
    assert done.returncode == 1
    assert f"locales/en/LC_MESSAGES/{ARTICLE}.po: conflict" in done.stdout + done.stderr
    text = catalog(repository).read_text(encoding="utf-8")
    assert text.count("<<<<<<< ") == text.count(">>>>>>> ") == 1
    block = text[text.index("<<<<<<< ") : text.index(">>>>>>> ")]
    assert block.count("msgid") == 2
    assert "Ours for 28." in block
    assert "Theirs for 28." in block
    for n in range(11, 20):
        assert f"{'Ours' if n % 2 else 'Theirs'} {n}." in text
    assert run("check", cwd=repository).status == 4, "nobody builds an edition out of a conflict"
    _, second = block.split("=======\n")
    rest = text[text.index(">>>>>>> ") :].split("\n", 1)[1]
    catalog(repository).write_text(text[: text.index("<<<<<<< ")] + second + rest, encoding="utf-8")
    assert (
        gettext("msgfmt", "-c", "-o", "/dev/null", str(catalog(repository)), cwd=repository).returncode == 0
    )


def test_git_alone_sees_lines_where_the_driver_sees_what_they_say(run: Run, tmp_path: Path) -> None:
    """Why the driver is worth its set-up."""
    ours, theirs = edit(BASE, "二。", tcomment="from us"), edit(BASE, "二。", "Two.", tcomment="from them")
    for name, data in {"o": BASE, "a": ours, "b": theirs}.items():
        (tmp_path / name).write_bytes(data)
    assert git(tmp_path, "merge-file", "-p", "a", "o", "b", check=False).returncode == 1
    assert run("merge", "o", "a", "b").status == 0
    assert "# from us\n# from them\n" in (tmp_path / "a").read_text(encoding="utf-8")


def test_a_broken_side_is_merged_line_by_line(run: Run, tmp_path: Path) -> None:
    for name, data in (("o", BASE), ("a", edit(BASE, "一。", "One.")), ("b", BASE + b'\nmsgid "broken\n')):
        (tmp_path / name).write_bytes(data)
    done = run("merge", "o", "a", "b", "--path", "locales/x.po")
    assert done.status == 0
    assert "locales/x.po:" in done.out
    assert "merged line by line" in done.out
    assert b'msgstr "One."' in (tmp_path / "a").read_bytes()
    assert b'msgid "broken' in (tmp_path / "a").read_bytes()


def test_merge_says_what_it_did(run: Run, tmp_path: Path) -> None:
    for name, data in (("o", BASE), ("a", edit(BASE, "一。", "One.")), ("b", edit(BASE, "一。", "First."))):
        (tmp_path / name).write_bytes(data)
    done = run("merge", "o", "a", "b", "--dry-run", "--json")
    assert done.status == 1
    assert done.json["results"][0]["conflicts"] == ["一。"]
    assert (tmp_path / "a").read_bytes() == edit(BASE, "一。", "One."), "a dry run"
    assert run("merge", "o", "a", "none").status == 4
    assert run("merge", "o", "a").status == 2
    done = run("merge", "o", "a", "b", "--marker-size", "9")
    assert done.status == 1
    assert b"\n<<<<<<<<< ours\n" in (tmp_path / "a").read_bytes()


# --- Setting up ---


def test_init_sets_up_a_project_and_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    assert "would write" in run("init", folder, "--dry-run").out
    assert not folder.exists()
    done = run("init", folder)
    assert done.status == 0
    assert sorted(p.name for p in folder.iterdir()) == ["bilingual.toml", "source"]
    settings_ = (folder / "bilingual.toml").read_bytes()
    again = run("init", cwd=folder)
    assert again.status == 2
    assert "there is a project already" in again.err
    assert (folder / "bilingual.toml").read_bytes() == settings_
    shutil.copy(ROOT / "source" / f"{ARTICLE}.txt", folder / "source")
    assert run("sync", cwd=folder).status == 0
    uncommented = re.sub(r"^# (?=\[?[a-z_.-]+(\]| = ))", "", settings_.decode(), flags=re.M)
    assert "\nsource = " in uncommented
    (folder / "bilingual.toml").write_text(uncommented.replace("“# ”", ""), encoding="utf-8")
    assert run("sync", cwd=folder).status == 0, "the settings in the comments are valid"
    (tmp_path / "file").touch()
    assert run("init", tmp_path / "file").status == 2


def test_init_git_twice_changes_nothing(run: Run, shipped: Path) -> None:
    done = run("init", "--git", cwd=shipped)
    assert done.status == 2
    assert "git init" in done.err
    git(shipped, "init", "-q")
    (shipped / ".gitattributes").write_bytes(b"*.txt text")
    done = run("init", "--git", "--dry-run", cwd=shipped)
    assert "would set" in done.out
    assert "bilingual" not in (shipped / ".git" / "config").read_text()
    assert (shipped / ".gitattributes").read_bytes() == b"*.txt text"
    done = run("init", "--git", cwd=shipped)
    assert done.status == 0
    assert "every colleague" in done.out
    attributes = (shipped / ".gitattributes").read_text()
    assert attributes.startswith("*.txt text\n*.po merge=bilingual")
    config = (shipped / ".git" / "config").read_text()
    again = run("init", "--git", cwd=shipped / "source")
    assert not [line for line in again.out.splitlines() if line.startswith(("wrote", "set", "made"))]
    assert (shipped / ".git" / "config").read_text() == config
    assert (shipped / ".gitattributes").read_text() == attributes


def test_a_clone_whose_bilingual_is_gone_still_merges(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "--git", cwd=repository)
    driver = founding.driver()
    git(repository, "config", "merge.bilingual.driver", re.sub(r"\S+/bilingual", "/gone/bilingual", driver))
    git(repository, "checkout", "-qb", "theirs")
    review(catalog(repository), {12: "Theirs."})
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "main")
    review(catalog(repository), {26: "Ours."})
    git(repository, "commit", "-qam", "ours")
    git(repository, "merge", "-q", "theirs")
    text = catalog(repository).read_text(encoding="utf-8")
    assert "Ours." in text
    assert "Theirs." in text


def test_a_template_is_merged_too() -> None:
    base = template("一。", "二。")
    ours, theirs = template("一。", "二。", "三。"), template("零。", "一。", "二。")
    result = three_way(base, ours, theirs, path="a.pot")
    assert not result.conflicts
    assert re.findall(r'msgid "(.+)"', result.data.decode()) == ["零。", "一。", "二。", "三。"]
    assert three_way(base, template("二。"), theirs, path="a.pot").data == template("零。", "二。")


def template(*texts: str) -> bytes:
    segments = [segment(text, Role.PARAGRAPH) for text in texts]
    return catalogs.template(segments, article="a", source_path="source/a.txt", language="zh-Hant")

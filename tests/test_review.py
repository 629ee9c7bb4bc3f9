"""``bilingual review`` and the order of ``status --list``: where to look first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bilingual import catalogs
from bilingual.cli.editor import command
from bilingual.model import text_hash
from conftest import Run, snapshot

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: zh_Hant\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
)
GOOD = "The leaders of both countries agreed to set up a joint committee on nuclear planning."
SENTENCES = [f"第{n}天,兩國領導人同意設立一個聯合委員會,討論核武規劃。" for n in "一二三四"]


def entry(source: str, text: str, *, second: str = "", fuzzy: bool = True) -> str:
    opinion = f"#. second opinion (nllb 600M): {second}\n" if second else ""
    flag = "#, fuzzy\n" if fuzzy else ""
    return f'\n#. role: paragraph\n#. mt: argos zt-en 1.9, draft {text_hash(text)}\n{opinion}{flag}msgid "{source}"\nmsgstr "{text}"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One good draft, one cut short, one that the second engine contradicts, a reviewed one, an empty one."""
    folder = tmp_path / "project"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "a.txt").write_text("題目\n\n" + "".join(SENTENCES), encoding="utf-8")
    (folder / "bilingual.toml").write_text('targets = ["en"]\n', encoding="utf-8")
    text = HEADER + entry(SENTENCES[0], GOOD, second=GOOD) + entry(SENTENCES[1], "They agreed.")
    text += entry(SENTENCES[2], GOOD, second="Snow will fall in the evening, forecasters warned on Monday.")
    text += entry(SENTENCES[3], "Both sides agreed.", fuzzy=False).replace("draft ", "draft 0")
    text += '\nmsgctxt "title"\nmsgid "題目"\nmsgstr ""\n'
    path = folder / "locales" / "en" / "LC_MESSAGES" / "a.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def line_of(project: Path, source: str) -> int:
    text = (project / "locales" / "en" / "LC_MESSAGES" / "a.po").read_text(encoding="utf-8")
    return text.splitlines().index(f'msgid "{source}"') + 1


def test_the_riskiest_comes_first_and_says_why(call: Run, project: Path) -> None:
    before = snapshot(project)
    results = call("review", "en", "--json", cwd=project).json["results"]
    assert [r["rank"] for r in results] == [1, 2, 3]
    assert results[-1]["msgid"] == SENTENCES[0], "the second engine says the same"
    why = {r["msgid"]: r["why"] for r in results}
    assert why[SENTENCES[2]][0] == "disagrees with the second engine"
    assert "2 clauses shorter than usual" in why[SENTENCES[1]]
    assert list(results[0]) == [
        "rank", "path", "line", "language", "msgctxt", "msgid", "msgstr", "state", "risk", "why",
    ]  # fmt: skip
    assert all(r["line"] == line_of(project, r["msgid"]) for r in results)
    assert snapshot(project) == before, "the risk stays out of the catalogs"


def test_reviewed_entries_are_listed_only_if_asked_for(call: Run, project: Path) -> None:
    states = [r["state"] for r in call("review", "en", "--json", "--all", cwd=project).json["results"]]
    assert sorted(states) == ["draft", "draft", "draft", "reviewed"]
    assert call("review", "en", "--json", cwd=project).json["results"][0]["state"] == "draft"


def test_the_table_fits_the_terminal(call: Run, project: Path) -> None:
    from rich.cells import cell_len

    done = call("review", "en", "--limit", "2", cwd=project, COLUMNS="60")
    lines = done.out.splitlines()
    assert lines[0].split() == ["1", f"locales/en/LC_MESSAGES/a.po:{line_of(project, SENTENCES[1])}:"]
    assert any(line.rstrip().endswith("…") for line in lines)
    assert all(cell_len(line) <= 60 for line in lines[:-2])
    assert lines[-2] == "1 more: --limit 0 lists all"
    assert "more:" not in call("review", "en", "--limit", "0", cwd=project).out


def test_brackets_in_a_translation_are_text(call: Run, project: Path) -> None:
    path = project / "locales" / "en" / "LC_MESSAGES" / "a.po"
    path.write_text(path.read_text(encoding="utf-8").replace("They agreed.", "[bold] They"), encoding="utf-8")
    assert "[bold] They" in call("review", "en", cwd=project).out


def test_a_list_for_editors(call: Run, project: Path) -> None:
    done = call("review", "en", "--list", cwd=project)
    first = f"locales/en/LC_MESSAGES/a.po:{line_of(project, SENTENCES[1])}: "
    assert done.out.startswith(first)
    assert len(done.out.splitlines()) == 3
    assert len(call("review", "en", "--list", "--limit", "1", cwd=project).out.splitlines()) == 1


def test_status_lists_in_the_same_order_after_what_has_no_text(call: Run, project: Path) -> None:
    listed = call("status", "--list", "--json", cwd=project).json["results"]
    assert listed[0]["state"] == "untranslated"
    assert (listed[0]["risk"], listed[0]["why"]) == (None, [])
    reviewed = call("review", "en", "--json", cwd=project).json["results"]
    assert [e["line"] for e in listed[1:]] == [e["line"] for e in reviewed]


def test_several_articles_are_one_order(call: Run, project: Path) -> None:
    (project / "source" / "b.txt").write_text("題目二\n\n短句。", encoding="utf-8")
    other = project / "locales" / "en" / "LC_MESSAGES" / "b.po"
    other.write_text(HEADER + entry(SENTENCES[0], "No."), encoding="utf-8")
    results = call("review", "en", "--json", cwd=project).json["results"]
    assert [Path(r["path"]).name for r in results][:1] == ["b.po"]
    assert len(results) == 4
    assert len(call("review", "en", "b", "--json", cwd=project).json["results"]) == 1


def test_nothing_to_review(call: Run, shipped: Path) -> None:
    done = call("review", "ko", cwd=shipped)
    assert (done.status, done.out) == (
        0,
        "nothing to review in ko; --all lists reviewed entries too, and “bilingual status” counts what has no text yet\n",
    )
    assert len(call("review", "ko", "--all", "--list", cwd=shipped).out.splitlines()) == 58


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ja"], "ja is not a target"),
        (["xx"], "unknown language tag"),
        (["en", "nosuch"], "no article “nosuch”"),
        (["en", "--open", "9"], "there is no entry of rank 9"),
        (["en", "--open", "--json"], "exclude each other"),
    ],
)
def test_wrong_usage(call: Run, project: Path, arguments: list[str], words: str) -> None:
    done = call("review", *arguments, cwd=project)
    assert (done.status, done.out if "--json" not in arguments else "") == (2, "")
    assert words in done.err


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vi", ["vi", "+7", "a b.po"]),
        ("/usr/bin/nvim -f", ["/usr/bin/nvim", "-f", "+7", "a b.po"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "a b.po"]),
        ("code --wait", ["code", "--wait", "--goto", "a b.po:7"]),
        ("hx", ["hx", "a b.po:7"]),
        ("poedit", None),
        ("", None),
    ],
)
def test_how_editors_are_told_a_line(editor: str, expected: list[str] | None) -> None:
    assert command(editor, "a b.po", 7) == expected


def test_the_editor_opens_at_the_line(call: Run, project: Path, tmp_path: Path) -> None:
    editor = tmp_path / "bin" / "vim"
    editor.parent.mkdir()
    editor.write_text(f"#!{sys.executable}\nimport sys; print(sys.argv[1:])\n", encoding="utf-8")
    editor.chmod(0o755)
    line = line_of(project, SENTENCES[1])
    done = call("review", "en", "--open", cwd=project, VISUAL=str(editor), EDITOR="false")
    assert f"['+{line}', 'locales/en/LC_MESSAGES/a.po']" in done.out
    ranks = call("review", "en", "--json", cwd=project).json["results"]
    done = call("review", "en", "--open", "3", cwd=project, VISUAL="", EDITOR=str(editor))
    assert f"'+{ranks[2]['line']}'" in done.out


def test_an_editor_that_is_unknown_missing_or_fails(call: Run, project: Path, tmp_path: Path) -> None:
    line = line_of(project, SENTENCES[1])
    plain = call("review", "en", "--open", cwd=project, VISUAL="", EDITOR="")
    assert plain.out.splitlines()[-1] == (
        f"set VISUAL or EDITOR, or run: vi +{line} locales/en/LC_MESSAGES/a.po"
    )
    unknown = call("review", "en", "--open", cwd=project, VISUAL="poedit")
    assert unknown.out.endswith("run: poedit locales/en/LC_MESSAGES/a.po\n")
    missing = call("review", "en", "--open", cwd=project, VISUAL=str(tmp_path / "vim"))
    assert missing.status == 3
    assert "can't start the editor" in missing.err


def test_the_second_opinion_is_read_and_stays_in_the_catalog() -> None:
    data = (HEADER + entry("甲", "A.", second="B (c): d.") + entry("乙", "B.")).encode()
    first, second = catalogs.parse(data, path="a.po", language="en").messages
    assert (first.second_opinion, second.second_opinion) == ("B (c): d.", "")
    from bilingual.model import Role, Segment

    segments = [Segment(Role.PARAGRAPH, text, n, 0) for n, text in enumerate("甲乙")]
    merged = catalogs.merge(
        data,
        segments,
        path="a.po",
        article="a",
        source_path="source/a.txt",
        source_language="zh-Hant",
        language="en",
    )
    assert b"#. second opinion (nllb 600M): B (c): d.\n" in merged.data


def test_korean_goes_by_the_english_it_was_drafted_from(call: Run, project: Path) -> None:
    (project / "bilingual.toml").write_text('targets = ["en", "ko"]\n', encoding="utf-8")
    korean = project / "locales" / "ko" / "LC_MESSAGES" / "a.po"
    korean.parent.mkdir(parents=True)
    draft = "양국 정상은 핵 계획에 관한 공동 위원회를 설치하기로 합의했다."

    def risk(pivot: str) -> float:
        text = HEADER.replace("Language: en", "Language: ko") + entry(SENTENCES[0], draft)
        text = text.replace("argos zt-en 1.9,", f"argos en-ko 1.1 from en {text_hash(pivot)},")
        korean.write_text(text, encoding="utf-8")
        (result,) = call("review", "ko", "--json", cwd=project).json["results"]
        return float(result["risk"])

    assert risk(GOOD) != risk("The English has changed since."), "English that has changed is no source"

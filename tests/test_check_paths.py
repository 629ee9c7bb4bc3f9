"""``bilingual check`` on catalogs by their paths: any origin, no project; what it prints for people and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ARTICLE, Run, snapshot

FIELDS = (
    "Project-Id-Version: x", "PO-Revision-Date: 2026-01-01 00:00+0000", "Last-Translator: A <a@example.org>",
    "Language-Team: none", "MIME-Version: 1.0", "Content-Transfer-Encoding: 8bit", "Language: {}",
)  # fmt: skip
HEADER = f'msgid ""\nmsgstr ""\n"{"".join(field + chr(92) + "n" for field in FIELDS)}"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ZH_EN = HEADER.format("en") + '"X-Source-Language: zh_TW\\n"\n'
LOST = '\n#. role: title\nmsgctxt "title"\nmsgid "共3000萬元。"\nmsgstr "A large total of yuan."\n'
KEYS = ["path", "line", "msgctxt", "msgid", "severity", "code", "message"]


def po(folder: Path, text: str, name: str = "a.po") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_catalog_is_checked_without_a_project(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN + LOST)
    before = snapshot(tmp_path)
    done = call("check", "a.po")
    assert done.status == 1
    assert done.out.splitlines()[0].startswith("a.po:9: error: number: 3000萬")
    assert done.out.splitlines()[-1] == "1 error"
    assert done.err == ""
    assert snapshot(tmp_path) == before


def test_json_is_a_list_of_findings_and_nothing_else(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN + LOST)
    (found,) = call("check", "a.po", "--json").json
    assert list(found) == KEYS
    assert {key: found[key] for key in KEYS[:-1]} == {
        "path": "a.po", "line": 9, "msgctxt": "title", "msgid": "共3000萬元。", "severity": "error", "code": "number",
    }  # fmt: skip


def test_json_of_an_article_is_the_same_list(call: Run, shipped: Path) -> None:
    assert call("check", "--json", "--lang", "ko", cwd=shipped).json == []
    source = shipped / "source" / f"{ARTICLE}.txt"
    source.write_text(source.read_text(encoding="utf-8") + "\n\n《無伴\n", encoding="utf-8")
    found = call("check", "--json", cwd=shipped).json[-1]
    assert list(found) == KEYS
    assert (found["code"], found["msgctxt"], found["msgid"]) == ("source-brackets", "", "")


def test_json_of_an_error_is_an_empty_list_and_words_on_standard_error(call: Run, shipped: Path) -> None:
    done = call("check", "nosuch", "--json", cwd=shipped)
    assert (done.status, done.json) == (2, [])
    assert "no article “nosuch”" in done.err


def test_annotations_are_escaped_as_github_wants(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN + LOST.replace("3000萬元", "X%:3000萬元"), "a,b:c.po")
    first = call("check", "a,b:c.po", "--format", "github").out.splitlines()[0]
    assert first.startswith("::error file=a%2Cb%3Ac.po,line=9,title=number::")
    from bilingual.model import Finding, Severity
    from bilingual.printing.findings import _annotation

    note = Finding("a.po", 3, Severity.NOTE, "spaces", "100 %\r\n: two, three")
    assert _annotation(note) == "::notice file=a.po,line=3,title=spaces::100 %25%0D%0A: two, three"


def test_a_catalog_that_gettext_refuses_is_a_finding_at_its_line(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN + LOST + '\nmsgid "x\nmsgstr "y"\n')
    po(tmp_path, ZH_EN + LOST, "b.po")
    done = call("check", "a.po", "b.po", "--json")
    assert done.status == 4
    assert [(f["path"], f["line"], f["severity"], f["code"]) for f in done.json] == [
        ("a.po", 12, "error", "invalid"),
        ("b.po", 9, "error", "number"),
    ]
    assert "a.po:12:7: error: a string without its closing quotation mark" in done.err
    as_text = call("check", "a.po")
    assert (as_text.status, as_text.out) == (4, ""), "as text it is said once, with what to do"
    assert "::error file=a.po,line=12,title=invalid::" in call("check", "a.po", "--format", "github").out


def test_a_broken_catalog_does_not_hide_what_is_wrong_in_the_others(call: Run, shipped: Path) -> None:
    english = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    english.write_text(english.read_text(encoding="utf-8") + '\nmsgid "x"\n', encoding="utf-8")
    korean = shipped / "locales" / "ko" / "LC_MESSAGES" / f"{ARTICLE}.po"
    korean.write_text(korean.read_text(encoding="utf-8").replace("70주년", "80주년"), encoding="utf-8")
    done = call("check", cwd=shipped)
    assert done.status == 4
    assert "error: number: 70 is not in the translation" in done.out


def test_severity_decides_the_exit_status(call: Run, shipped: Path) -> None:
    source = shipped / "source" / f"{ARTICLE}.txt"
    source.write_text(source.read_text(encoding="utf-8") + "\n\n《無伴\n", encoding="utf-8")
    call("sync", cwd=shipped)
    ignored = shipped / "bilingual.toml"
    ignored.write_text('[check]\nignore = ["untranslated"]\n', encoding="utf-8")
    assert call("check", cwd=shipped).status == 0
    assert call("check", "--fail-on", "warning", cwd=shipped).status == 1
    assert call("check", "--fail-on", "warning", "--lang", "ko", cwd=shipped).status == 0, (
        "the source is left out"
    )


def test_a_catalog_of_a_project_is_checked_by_its_rules(call: Run, shipped: Path) -> None:
    path = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    text = path.read_text(encoding="utf-8").replace("70th", "80th").replace("Matsuno", "He")
    path.write_text(text, encoding="utf-8")
    (shipped / "bilingual.toml").write_text('[check]\nignore = ["number"]\n', encoding="utf-8")
    by_article = call("check", "--json", "--lang", "en", cwd=shipped).json
    by_path = call("check", str(path), "--json", cwd=shipped.parent).json
    assert {f["code"] for f in by_path} == {"glossary"}
    assert [f["line"] for f in by_path] == [f["line"] for f in by_article]


@pytest.mark.parametrize("language", ["ko", "ko_KR", "ko_KR.UTF-8", "ko@hanja"])
def test_languages_as_gettext_spells_them(call: Run, tmp_path: Path, language: str) -> None:
    po(tmp_path, HEADER.format(language) + '"X-Source-Language: en\\n"\n\nmsgid "a"\nmsgstr "가"\n')
    done = call("check", "a.po", "--lang", "ko")
    assert (done.status, done.out, done.err) == (0, "no findings\n", "")


def test_checks_can_be_left_out_on_the_command_line(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN + LOST + '\nmsgid "甲"\nmsgstr ""\n')
    assert [f["code"] for f in call("check", "a.po", "--ignore", "untranslated", "--json").json] == ["number"]
    done = call("check", "a.po", "--ignore", "untranslated", "--ignore", "number")
    assert (done.status, done.out) == (0, "no findings\n")


def test_a_missing_source_language_is_said_once(call: Run, tmp_path: Path) -> None:
    for name in ("a.po", "b.po"):
        po(tmp_path, HEADER.format("en") + '\nmsgid "a"\nmsgstr "b"\n', name)
    done = call("check", "a.po", "b.po")
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("a.po: no X-Source-Language in the header")


def test_where_nothing_says_the_language(call: Run, tmp_path: Path) -> None:
    text = HEADER.replace("Language: {}\\n", "") + LOST
    po(tmp_path, text)
    po(tmp_path, text, "en/LC_MESSAGES/b.po")
    done = call("check", "a.po")
    assert done.status == 2
    assert "a.po: error: the header does not say in which language" in done.err
    for arguments in (["a.po", "--language", "en"], ["en/LC_MESSAGES/b.po"]):
        done = call("check", *arguments)
        assert done.status == 1
        assert "are taken as zh-Hant" in done.err
    assert call("check", "en/LC_MESSAGES/b.po", "--source-language", "zh-TW").err == ""


DJANGO = """
#, python-format
msgid "The %(name)s “%(obj)s” was added."
msgstr "%(name)s \\"%(obj)s\\"가 추가되었습니다."

#, python-format
msgid "%(count)d file"
msgid_plural "%(count)d files"
msgstr[0] "파일 %(count)d개"

msgid "One file of 30"
msgid_plural "%(count)d files of 30"
msgstr[0] ""

msgctxt "abbrev. month"
msgid "May"
msgstr ""

#~ msgid "Old"
#~ msgstr ""
"""


def test_a_catalog_of_another_tool(call: Run, tmp_path: Path) -> None:
    po(tmp_path, HEADER.format("ko") + DJANGO)
    done = call("check", "a.po", "--json")
    found = [(f["line"], f["msgctxt"], f["msgid"], f["code"]) for f in done.json]
    assert found == [
        (15, "", "One file of 30", "untranslated"),
        (20, "abbrev. month", "May", "untranslated"),
    ]


def test_every_plural_form_is_checked(call: Run, tmp_path: Path) -> None:
    entry = '\nmsgid "甲"\nmsgid_plural "乙"\nmsgstr[0] "One."\nmsgstr[1] "Two 乙."\n'
    po(tmp_path, ZH_EN + entry)
    assert [(f["msgid"], f["code"]) for f in call("check", "a.po", "--json").json] == [("甲", "han")]
    po(tmp_path, ZH_EN + entry.replace("One", "甲").replace("甲.", "乙."))
    assert len(call("check", "a.po", "--json").json) == 1, "the same in two forms is said once"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.po", b"", "the catalog is empty"),
        ("a.po", 'msgid ""\nmsgstr ""\n'.encode("utf-16"), "UTF-16"),
        ("a.po", b"\x00\xff\xfe", "a.po"),
        ("a.pot", (ZH_EN + LOST).encode(), "ko/LC_MESSAGES/a.po"),
        ("b.po", b"", "a.po: error: can't read the file"),
    ],
)
def test_what_is_no_catalog_is_told_with_what_to_do(
    call: Run, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = call("check", "a.pot" if name == "a.pot" else "a.po")
    assert done.status == (2 if name == "a.pot" else 4)
    assert words in done.err
    assert len(done.err.strip().splitlines()) >= 2


def test_a_folder_with_a_catalogs_name(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    done = call("check", "a.po")
    assert done.status == 4
    assert "is a directory" in done.err


def test_a_catalog_with_only_a_header_is_fine(call: Run, tmp_path: Path) -> None:
    po(tmp_path, ZH_EN)
    done = call("check", "a.po")
    assert (done.status, done.out) == (0, "no findings\n")


def test_the_summary_fits_a_screen(call: Run, tmp_path: Path) -> None:
    for n in range(11):
        po(tmp_path, ZH_EN + "".join(f'\nmsgid "{m}"\nmsgstr ""\n' for m in range(n + 1)), f"{n:02}.po")
    done = call("check", *(f"{n:02}.po" for n in range(11)))
    lines = done.out.splitlines()
    summary = lines[lines.index("findings by code:") :]
    assert summary[:3] == ["findings by code:", "     66  untranslated", "findings by file:"]
    assert summary[3] == "     11  10.po"
    assert summary[-2:] == ["      6  in 3 others", "66 errors"]
    assert len(summary) <= 20
    assert "by code" not in call("check", "01.po").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.po", "--json", "--format", "github"],
        ["--language", "ko"],
        ["a.po", "--lang", "xx"],
        ["a.po", "--source-language", "xx"],
        ["a.po", "--fail-on", "note"],
        ["a.po", "--ignore", "nmber"],
    ],
)
def test_wrong_usage(call: Run, shipped: Path, arguments: list[str]) -> None:
    po(shipped, ZH_EN)
    assert call("check", *arguments, cwd=shipped).status == 2


def test_quiet_leaves_out_style_notes(capsys: pytest.CaptureFixture[str]) -> None:
    from bilingual.model import Finding, Severity
    from bilingual.printing import Output
    from bilingual.printing.findings import Report

    for quiet, expected in ((False, 2), (True, 1)):
        report = Report(Output(quiet=quiet), github=False, fail_on=Severity.WARNING)
        report.add([Finding("a.po", 1, s, "x", "…") for s in (Severity.NOTE, Severity.WARNING)])
        assert len(capsys.readouterr().out.splitlines()) == expected
        assert report.output.status_code == 1

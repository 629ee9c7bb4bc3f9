"""What a newcomer reads: errors that name the file and the way out, and words that say what was done."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bilingual.engine_settings import BUILT_IN
from bilingual.engines import ENGINES
from bilingual.engines.pseudo import pseudo
from conftest import ARTICLE, Run, snapshot

TEXT = "標題\n\n第一段在這裡，總共有3000人。第二句也在這裡。\n\n第二段說得很清楚。\n"


@pytest.fixture
def desk(call: Run, tmp_path: Path) -> Path:
    """Two articles in a project with one language."""
    (tmp_path / "source").mkdir()
    for name in ("one", "two"):
        (tmp_path / "source" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bilingual.toml").write_text('targets = ["en"]\n', encoding="utf-8")
    assert call("sync").status == 0
    return tmp_path


def catalog(folder: Path, name: str = "one") -> Path:
    return folder / f"locales/en/LC_MESSAGES/{name}.po"


def write(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def translate(path: Path, source: str, translation: str) -> None:
    write(path, f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')


@pytest.mark.parametrize("command", ["sync", "check", "status", "translate"])
def test_one_clash_of_names_stopped_all_articles(call: Run, desk: Path, command: str) -> None:
    (desk / "source/two.md").write_text("# 標題\n\n正文。\n", encoding="utf-8")
    write(desk / "source/one.txt", "總共", "一共")
    done = call(command)
    assert "two.md and two.txt would share their catalogs" in done.err
    assert done.status == 4
    assert command == "check" or "one" in done.out
    assert "two.po" not in done.out


def test_an_article_whose_name_clashes_can_be_named_and_is_refused(call: Run, desk: Path) -> None:
    (desk / "source/two.md").write_text("# 標題\n\n正文。\n", encoding="utf-8")
    for name in ("two", "source/two.md"):
        done = call("sync", name)
        assert done.status == 4
        assert "would share their catalogs" in done.err
    assert call("sync", "one").status == 0


def test_a_dry_run_of_accept_said_accepted(call: Run, desk: Path) -> None:
    translate(
        catalog(desk), "第一段在這裡，總共有3000人。", "Here is the first paragraph, 3000 people in all."
    )
    write(desk / "source/one.txt", "有3000人", "有 3000 人")
    assert call("sync").status == 0
    before = snapshot(desk)
    done = call("accept", "--trivial", "-n")
    assert re.search(r"one\.po:\d+: would accept$", done.out, re.M), done.out
    assert ": accepted" not in done.out
    assert snapshot(desk) == before


@pytest.mark.parametrize(
    ("source", "text"),
    [("zh-Hant", "第10²號，½杯，A4紙，F-35與COVID-19。"), ("en", "The ½ cup, 10² m, H2O, F-35 and 1990s.")],
)
@pytest.mark.parametrize("target", ["ko", "de", "ja"])
def test_pseudo_text_lost_figures(source: str, text: str, target: str) -> None:
    for figure in re.findall(r"10²|½|A4|F-35|COVID-19|H2O|1990s", text):
        assert figure in pseudo(text, source, target)


def test_init_did_not_say_which_files_to_commit(run: Run, tmp_path: Path) -> None:
    import subprocess

    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert "git add .gitattributes .gitignore" in run("init", "--git").out
    assert "*.mo" in (tmp_path / ".gitignore").read_text(), "Poedit wrote .mo files that git took in"


def test_a_front_matter_that_was_used_was_called_left_out(call: Run, desk: Path) -> None:
    text = "---\ntitle: 離岸風電\nauthor: 王小明\nlayout: post\n---\n\n第一段說好[^1]。\n\n[^1]: 註腳。\n"
    (desk / "new.md").write_text(text, encoding="utf-8")
    done = call("add", "new.md", "-n")
    assert "left out" not in done.out
    assert "100% of the file" in done.out
    assert "passed over in the front matter: layout" in done.out


def test_an_arrow_back_from_a_footnote_was_called_left_out(call: Run, desk: Path) -> None:
    page = (
        "<html><body><article><h1>標題</h1><p>第一段說好<sup><a href='#f' id='r'>1</a></sup>，後面還有很多字。</p>"
        "<ol><li id='f'>註腳。<a href='#r'>↩︎</a></li></ol></article></body></html>"
    )
    (desk / "new.html").write_text(page, encoding="utf-8")
    assert "left out" not in call("add", "new.html", "-n").out


@pytest.mark.parametrize(
    "arguments", [["add", "x.html"], ["import", "x.pdf"], ["verify", "x.pdf"], ["merge", "a", "b", "c"]]
)
def test_hints_for_files_from_elsewhere_spoke_of_source(call: Run, desk: Path, arguments: list[str]) -> None:
    done = call(*arguments)
    assert done.status == 4
    assert "source/" not in done.err
    assert "check the name and its folder" in done.err


def test_verify_of_a_foreign_pdf_told_to_comment_on_it(call: Run, desk: Path) -> None:
    import pikepdf

    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(desk / "foreign.pdf")
    done = call("verify", "foreign.pdf")
    assert done.status == 4
    assert "comment on" not in done.err
    assert "name the PDF that “bilingual build” wrote" in done.err


def test_the_hint_without_a_project_did_not_name_init(call: Run) -> None:
    assert "bilingual init" in call("sync").err


def test_make_with_a_folder_or_a_file_from_elsewhere_did_not_say_what_to_do(call: Run, desk: Path) -> None:
    (desk / "my text.txt").write_text(TEXT, encoding="utf-8")
    folder, outside = call("make", "source"), call("make", "my text.txt")
    assert (folder.status, outside.status) == (2, 2)
    assert "source is a folder" in folder.err
    assert "one, two" in folder.err
    assert "bilingual add 'my text.txt'" in outside.err


@pytest.mark.parametrize("header", ["[articles.on]", '[articles."on"]  # typo'])
def test_settings_of_an_article_that_is_not_there_were_taken_silently(
    call: Run, desk: Path, header: str
) -> None:
    (desk / "bilingual.toml").write_text(f'targets = ["en"]\n\n{header}\nauthor = "X"\n', encoding="utf-8")
    done = call("sync")
    assert done.status == 0
    assert "bilingual.toml:3: warning: [articles.on]: there is no such article in source/" in done.err
    assert "did you mean “one”?" in done.err
    assert "warning" not in call("sync", "--quiet").err


@pytest.mark.parametrize(
    "line", ['engine = "argus"', 'engine = ["memory", "argus"]', 'second_opinion = "argus"']
)
def test_an_unknown_engine_was_told_by_translate_alone(call: Run, desk: Path, line: str) -> None:
    (desk / "bilingual.toml").write_text(f'targets = ["en"]\n[translate]\n{line}\n', encoding="utf-8")
    for command in ("sync", "status"):
        done = call(command)
        assert done.status == 2
        assert "bilingual.toml:3: error:" in done.err
        assert "did you mean “argos”?" in done.err


def test_the_settings_know_the_engines() -> None:
    assert set(BUILT_IN) == set(ENGINES)


def test_review_of_a_broken_catalog_said_nothing_to_review(call: Run, desk: Path) -> None:
    catalog(desk).write_text("<<<<<<<", encoding="utf-8")
    done = call("review", "en", "one")
    assert done.status == 4
    assert "nothing to review" not in done.out


def test_tables_in_a_pipe_were_filled_up_with_spaces(call: Run, desk: Path) -> None:
    translate(catalog(desk), "第二段說得很清楚。", "It is clear.")
    for command in (["review", "en", "--all"], ["status"]):
        lines = call(*command).out.splitlines()
        assert lines
        assert not [line for line in lines if line != line.rstrip()]


def test_nothing_drafted_looked_like_nothing_to_draft(call: Run, desk: Path) -> None:
    none = {"ARGOS_PACKAGES_DIR": str(desk / "none")}
    assert "en: nothing could be drafted, 4 still untranslated" in call("translate", "one", **none).out
    for source in ("標題", "第一段在這裡，總共有3000人。", "第二句也在這裡。", "第二段說得很清楚。"):
        translate(catalog(desk), source, "X.")
    assert "en: nothing to draft (" in call("translate", "one", **none).out


def test_what_is_not_translated_yet_flooded_the_findings(call: Run, desk: Path) -> None:
    lines = [line for line in call("check").out.splitlines() if ": untranslated: " in line]
    assert len(lines) == 2
    assert all("4 entries are not translated yet, from this one on" in line for line in lines)
    assert len([f for f in call("check", "--json").json if f["code"] == "untranslated"]) == 8
    translate(catalog(desk), "標題", "Title")
    assert len([line for line in call("check", "one").out.splitlines() if ": untranslated: " in line]) == 3


def test_a_changed_number_was_no_reason_to_review(call: Run, desk: Path) -> None:
    translate(
        catalog(desk),
        "第一段在這裡，總共有3000人。",
        "The first paragraph is here, and 300 people came in all.",
    )
    (entry,) = call("review", "en", "one", "--all", "--json").json["results"]
    assert "3000" in entry["why"][0]


def test_the_hint_to_accept_stood_between_articles(call: Run, desk: Path) -> None:
    for name in ("one", "two"):
        translate(catalog(desk, name), "第一段在這裡，總共有3000人。", "It is here, 3000 people in all.")
        write(desk / f"source/{name}.txt", "有3000人", "有 3000 人")
    lines = call("sync").out.splitlines()
    hints = [n for n, line in enumerate(lines) if line.startswith("Accept what changed")]
    assert hints == [len(lines) - 1]


def test_a_dry_run_of_make_never_said_would(call: Run, desk: Path) -> None:
    (desk / "bilingual.toml").write_text(
        'targets = ["en"]\n[translate]\nengine = "pseudo"\n', encoding="utf-8"
    )
    before = snapshot(desk)
    out = call("make", "source/one.txt", "-n").out
    assert "one: what would be done" in out
    assert "4 new drafts would be written" in out
    assert "would write build/one_zh-Hant_en.pdf" in out
    assert snapshot(desk) == before


def test_terms_did_not_say_why_a_name_that_stands_once_is_listed(call: Run, desk: Path) -> None:
    write(desk / "source/one.txt", "第二句", "《離岸風電法》通過，第二句")
    out = call("terms", "one").out
    assert "《離岸風電法》" in out or "離岸風電法" in out
    assert "only once" in out


def test_a_shipped_article_in_two_formats_is_named(call: Run, shipped: Path) -> None:
    shutil.copy(shipped / f"source/{ARTICLE}.txt", shipped / f"source/{ARTICLE}.md")
    assert call("check", cwd=shipped).status == 4


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("Sauce Serif 4", ""),
        ("noto serif cjk tcc", "did you mean “Noto Serif CJK TC”"),
        ("Qx", "fc-list : family"),
    ],
)
def test_a_font_that_is_not_there_was_told_with_commands_that_do_not_bring_it(
    call: Run, desk: Path, named: str, hint: str
) -> None:
    (desk / "bilingual.toml").write_text(
        f'targets = ["en"]\n[page]\nsize = "A5"\nfonts = {{ en = "{named}" }}\n', encoding="utf-8"
    )
    done = call("build", "one")
    assert done.status == 3
    assert f"bilingual.toml:4: error: “page.fonts”: font not installed: {named}" in done.err
    assert hint in done.err
    assert hint in (doctor := call("doctor")).out + doctor.err
    assert "apt install" not in done.err


def test_a_warning_of_a_quiet_build_did_not_say_of_which_article(call: Run, desk: Path) -> None:
    for name in ("one", "two"):
        (desk / f"source/{name}.txt").unlink()
        (desk / f"source/{name}.md").write_text("# 題\n\n![船](boat.jpg)\n\n說話。\n", encoding="utf-8")
    done = call("build", "--quiet", "--columns", "zh-Hant,en", "--format", "html")
    for name in ("one", "two"):
        assert f"build/{name}_zh-Hant_en.html: warning: boat.jpg: " in done.out
    assert len(done.out.splitlines()) == 2


@pytest.mark.parametrize("command", ["status", "check", "sync"])
def test_an_article_named_twice_was_told_twice(call: Run, desk: Path, command: str) -> None:
    assert call(command, "one", "one").out == call(command, "one").out


def test_a_language_named_twice_was_checked_twice(call: Run, desk: Path) -> None:
    assert (
        call("check", "one", "--lang", "en", "--lang", "en").out == call("check", "one", "--lang", "en").out
    )


def test_the_next_step_passed_over_what_no_machine_had_drafted(call: Run, desk: Path) -> None:
    translate(catalog(desk), "第一段在這裡，總共有3000人。", "There are 3,000 people in all.")
    write(catalog(desk), 'msgid "第一段', '#, fuzzy\nmsgid "第一段')
    made = call("make", "source/one.txt", ARGOS_PACKAGES_DIR=str(desk / "none"))
    assert "Next: translate the 3 empty ones and revise the entries marked “fuzzy” in locales/en" in made.out


def test_a_language_in_an_articles_place_was_an_unknown_article(call: Run, desk: Path) -> None:
    assert "en is a language, and here stand articles" in call("check", "en").err
    assert "the language comes first\n  bilingual review en one" in call("review", "one", "en").err


def test_each_command_had_another_option_for_a_language(call: Run, desk: Path) -> None:
    for option in ("--to", "--lang"):
        assert call("check", "one", option, "en").out
        assert call("accept", "--trivial", option, "en").status == 0
        assert call("translate", "-n", option, "ja").status == 2

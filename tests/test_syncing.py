"""``bilingual sync``: what it says of each sentence, how it holds the line in CI, and what a new way of cutting does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import cli
from bilingual.printing import differences
from conftest import ARTICLE, ROOT, Run, snapshot
from strategies_catalogs import texts

SOURCE = f"source/{ARTICLE}.txt"


def catalog(project: Path, language: str) -> Path:
    return project / "locales" / language / "LC_MESSAGES" / f"{ARTICLE}.po"


def entries(project: Path, language: str) -> list[polib.POEntry]:
    return [e for e in polib.pofile(str(catalog(project, language))) if not e.obsolete]


def revise(project: Path, change: Callable[[str], str]) -> None:
    path = project / SOURCE
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def replaced(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after)


# What is said of each sentence

EFFECT = "旨在加強延伸威懾,提高美國所提供的「核保護傘」的實效性。"
EXPERTS = "不過專家認為核潛艦停靠韓國的象徵意義大於實質意義,主要目的是為了安撫受到北韓核武威脅的韓國。"
REVISIONS: dict[str, tuple[Callable[[str], str], str]] = {
    "edited": (replaced("70 周年", "75 周年"), "edited     此次會談是慶祝美韓同盟 [-70-]{+75+} 周年。"),
    "split": (replaced("實質意義,主要", "實質意義。主要"), "意義大於實質意義[-,-]{+。 | +}主要目的"),
    "joined": (replaced("實效性。不過", "實效性,不過"), "的實效性[-。 | -]{+,+}不過專家"),
    "gone": (replaced(EFFECT, ""), f"gone       {EFFECT}"),
    "new": (replaced(EFFECT, f"{EFFECT}日本表示歡迎。"), "new        日本表示歡迎。"),
    "moved": (
        lambda text: text.replace(EFFECT, "").replace("周邊國家回應", f"周邊國家回應\n\n{EFFECT}"),
        f"moved      {EFFECT}",
    ),
    "typography": (replaced("70 周年", "70周年"), "typography 此次會談是慶祝美韓同盟 70[- -]周年。"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REVISIONS)
def test_every_change_is_shown_with_its_place(run: Run, shipped: Path, kind: str) -> None:
    change, shown = REVISIONS[kind]
    revise(shipped, change)
    done = run("sync", cwd=shipped)
    assert shown in done.out
    lines = done.out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{kind} "))
    places = re.findall(r"^ {11}(\S+\.po):(\d+): (.+)$", "\n".join(lines[at:]), re.M)[:2]
    assert [path for path, _, _ in places] == [
        f"locales/{tag}/LC_MESSAGES/{ARTICLE}.po" for tag in ("en", "ko")
    ]
    expected = {"gone": "obsolete", "moved": "as it was", "new": "to translate"}.get(kind, "to review")
    assert {outcome for _, _, outcome in places} == {expected}
    for path, line, _ in places:
        there = (shipped / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert there.startswith("#~ msgid" if kind == "gone" else "msgid")


def test_what_comes_back_is_told(run: Run, shipped: Path) -> None:
    before = snapshot(shipped / "locales")
    revise(shipped, replaced(EFFECT, ""))
    run("sync", cwd=shipped)
    revise(shipped, replaced(EXPERTS, EFFECT + EXPERTS))
    done = run("sync", cwd=shipped)
    assert f"restored   {EFFECT}" in done.out
    assert done.out.count(": as it was") == 2
    assert {k: v[0] for k, v in snapshot(shipped / "locales").items()} == {k: v[0] for k, v in before.items()}


def test_a_heading_that_became_running_text_is_told_with_both_roles(run: Run, shipped: Path) -> None:
    (shipped / "source" / "b.txt").write_text(
        "題目\n\n第一句話就是這樣。\n\n小標題\n\n第二句話也是這樣。\n", "utf-8"
    )
    run("sync", "b", cwd=shipped)
    (shipped / "source" / "b.txt").write_text(
        "題目\n\n第一句話就是這樣。小標題\n\n第二句話也是這樣。\n", "utf-8"
    )
    done = run("sync", "b", cwd=shipped)
    assert "context    heading → running text\n           小標題\n" in done.out


def test_a_sentence_is_told_once_for_all_catalogs(run: Run, shipped: Path) -> None:
    revise(shipped, replaced("70 周年", "75 周年"))
    assert run("sync", cwd=shipped).out.count("{+75+}") == 1


def test_long_output_is_folded_and_full_shows_all(run: Run, shipped: Path) -> None:
    revise(shipped, lambda text: text.replace(",", "，").replace("。", "！"))
    folded = run("sync", "--dry-run", cwd=shipped, COLUMNS="80")
    full = run("sync", "--dry-run", "--full", cwd=shipped, COLUMNS="80")
    left = re.search(r"… and (\d+) more: .*--full", folded.out)
    assert left
    kinds = ("edited ", "typography ")
    shown, all_of_them = (
        sum(line.startswith(kinds) for line in done.out.splitlines()) for done in (folded, full)
    )
    assert shown + int(left[1]) == all_of_them
    assert len(folded.out.splitlines()) < 80
    assert "…" not in full.out


def test_lines_keep_to_the_terminal(run: Run, shipped: Path) -> None:
    revise(shipped, lambda text: text.replace(",", "，").replace("70 周年", "75 周年"))
    done = run("sync", "--full", cwd=shipped, COLUMNS="80")
    assert max(differences.cells(line) for line in done.out.splitlines()) <= 80


def test_json_has_every_change_with_its_difference(run: Run, shipped: Path) -> None:
    revise(shipped, replaced("70 周年", "75 周年"))
    done = run("sync", "--json", cwd=shipped)
    template, english, korean = done.json["results"]
    assert template["path"].endswith(".pot")
    changes = {change["kind"]: change for change in english["changes"]}
    assert len(english["changes"]) == len(korean["changes"]) == 58
    edited = changes["edited"]
    assert edited["diff"] == [["=", "此次會談是慶祝美韓同盟 "], ["-", "70"], ["+", "75"], ["=", " 周年。"]]
    assert (edited["previous"], edited["text"]) == (
        "此次會談是慶祝美韓同盟 70 周年。",
        "此次會談是慶祝美韓同盟 75 周年。",
    )
    assert edited["carried"]
    line = catalog(shipped, "en").read_text(encoding="utf-8").splitlines()[edited["line"] - 1]
    assert line == f'msgid "{edited["text"]}"'


def test_quiet_says_nothing_of_changes(run: Run, shipped: Path) -> None:
    revise(shipped, replaced("70 周年", "75 周年"))
    assert run("sync", "--quiet", cwd=shipped).out == ""


def test_a_new_article_is_told_in_one_line_a_file(run: Run, fresh: Path) -> None:
    assert len(run("sync", cwd=fresh).out.splitlines()) == 3


# Laws of the differences


@given(texts, texts)
def test_the_pieces_of_a_difference_are_the_two_texts(a: str, b: str) -> None:
    pieces = differences.pieces(a, b)
    assert "".join(p.text for p in pieces if p.sign != "+") == a
    assert "".join(p.text for p in pieces if p.sign != "-") == b
    assert all(p.text for p in pieces)
    assert all(x.sign != y.sign for x, y in pairwise(pieces))


@given(texts, texts, st.integers(20, 100), st.booleans(), st.booleans())
def test_no_line_is_wider_than_it_may_be(a: str, b: str, width: int, color: bool, full: bool) -> None:
    shown = differences.lines(differences.pieces(a, b), width=width, color=color, full=full)
    for line in shown:
        plain = re.sub("\x1b\\[[0-9;]*m", "", line)
        longest = max((differences.cells(token) for token in re.findall(r"\S+", plain)), default=0)
        assert differences.cells(plain) <= max(width, longest)
        assert not re.search("[\x00-\x1a\x1c-\x1f]", line), "a text can't steer the terminal"


def test_color_marks_by_more_than_color() -> None:
    (line,) = differences.lines(differences.pieces("70 周年", "75 周年"), width=40, color=True)
    assert line == "\x1b[31m\x1b[9m70\x1b[0m\x1b[32m\x1b[1m75\x1b[0m 周年"


def test_a_huge_text_is_compared_in_no_time() -> None:
    pieces = differences.pieces(
        "甲乙" * 50_000 + "丙" + "丁" * 50_000, "甲乙" * 50_000 + "戊" + "丁" * 50_000
    )
    assert [(p.sign, p.text) for p in pieces if p.sign != "="] == [("-", "丙"), ("+", "戊")]


# The gate


def test_check_is_content_with_what_is_shipped(run: Run, shipped: Path) -> None:
    done = run("sync", "--check", cwd=shipped)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("damage", ["source", "catalog missing", "template", "order"])
def test_check_says_what_would_change_and_writes_nothing(run: Run, shipped: Path, damage: str) -> None:
    path = catalog(shipped, "ko")
    if damage == "source":
        revise(shipped, replaced("70 周年", "75 周年"))
    elif damage == "catalog missing":
        path.unlink()
    elif damage == "template":
        path = shipped / "locales" / f"{ARTICLE}.pot"
        path.write_text(path.read_text(encoding="utf-8").replace("role: title", "role: heading"), "utf-8")
    else:
        head, first, second, *rest = path.read_text(encoding="utf-8").split("\n\n")
        path.write_text("\n\n".join([head, second, first, *rest]), encoding="utf-8")
    before = snapshot(shipped)
    for extra in ([], ["--quiet"], ["--json"]):
        done = run("sync", "--check", *extra, cwd=shipped)
        assert done.status == 1
        assert str(path.relative_to(shipped)) in done.out
        assert "run “bilingual sync” and commit" in done.err
    assert json.loads(done.out)["results"]
    assert snapshot(shipped) == before
    assert run("sync", cwd=shipped).status == 0
    assert run("sync", "--check", cwd=shipped).status == 0


def test_check_of_a_broken_catalog_is_its_error(run: Run, shipped: Path) -> None:
    catalog(shipped, "en").write_text("msgid \n", encoding="utf-8")
    assert run("sync", "--check", cwd=shipped).status == 4


def test_check_does_not_mind_what_translators_do(run: Run, shipped: Path) -> None:
    """A reviewer who clears “fuzzy” in their editor must not break the gate."""
    revise(shipped, replaced("70 周年", "75 周年"))
    run("sync", cwd=shipped)
    path = catalog(shipped, "en")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"#, fuzzy\n#\| msgid .*\n", "", text), encoding="utf-8")
    assert run("sync", "--check", cwd=shipped).status == 0


# Another way of cutting the text


def _settings(project: Path, text: str) -> None:
    path = project / "bilingual.toml"
    kept = re.sub(r"(?s)\n\[segmentation\].*", "", path.read_text(encoding="utf-8"))
    path.write_text(f"{kept}\n[segmentation]\n{text}\n", encoding="utf-8")


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("setting", ['quotes = "split"', "max_chars = 60", "max_chars = 120"])
def test_another_way_of_cutting_carries_every_reviewed_translation(
    run: Run, shipped: Path, setting: str
) -> None:
    before = {tag: {e.msgid: e.msgstr for e in entries(shipped, tag)} for tag in ("en", "ko")}
    bytes_before = {k: v[0] for k, v in snapshot(shipped / "locales").items()}
    _settings(shipped, setting)
    assert run("sync", cwd=shipped).status == 0
    for tag in ("en", "ko"):
        recut = 0
        for entry in entries(shipped, tag):
            own = [text for text in before[tag] if entry.msgid in text or text in entry.msgid]
            assert own, entry.msgid
            assert entry.msgstr in {before[tag][text] for text in own}, entry.msgid
            recut += entry.fuzzy
            assert entry.fuzzy == (entry.msgid not in before[tag])
        assert recut >= 2
        carried = {e.msgstr for e in entries(shipped, tag)}
        assert carried == set(before[tag].values()), "every translation is offered to its parts"
    _settings(shipped, "")
    assert run("sync", cwd=shipped).status == 0
    for tag in ("en", "ko"):
        after = {e.msgid: e.msgstr for e in entries(shipped, tag)}
        assert after == before[tag]
    assert {k: v[0] for k, v in snapshot(shipped / "locales").items()} == bytes_before


def test_the_hooks_run_commands_that_exist() -> None:
    """One for other projects, one of this project's own."""
    for name, program in (
        (".pre-commit-hooks.yaml", "bilingual"),
        (".pre-commit-config.yaml", ".venv/bin/bilingual"),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        (entry,) = re.findall(rf"^ *entry: {re.escape(program)} (.+)$", text, re.M)
        (files,) = re.findall(r"^ *files: (\S*bilingual\S*toml\S*)$", text, re.M)[-1:]
        command, *options = entry.split()
        assert command in cli.main.commands
        assert (
            {"--check"}
            <= set(options)
            <= {flag for p in cli.main.commands[command].params for flag in p.opts}
        )
        assert re.search(files, f"source/{ARTICLE}.txt")
        assert re.search(files, f"locales/en/LC_MESSAGES/{ARTICLE}.po")
        assert re.search(files, f"locales/{ARTICLE}.pot")
        assert re.search(files, "bilingual.toml")
        assert not re.search(files, "README.md")

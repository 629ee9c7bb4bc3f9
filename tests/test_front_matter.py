"""What a front matter says and nobody understands is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

TEXT = "{0}\ntitle{1} {2}海線{2}\nauther-en{1} {2}Chou{2}\ndate{1} {2}昨天{2}\nlayout{1} {2}post{2}\n{0}\n\n第一段說好。\n"
YAML, TOML = TEXT.format("---", ":", ""), TEXT.format("+++", " =", '"')


@pytest.mark.parametrize("text", [YAML, TOML], ids=["yaml", "toml"])
@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_a_front_matters_slips_were_dropped_in_silence(
    call: Run, tmp_path: Path, text: str, suffix: str
) -> None:
    assert call("init").status == 0
    (tmp_path / "source" / f"sea.{suffix}").write_text(text, encoding="utf-8")
    shown = call("segments", f"source/sea.{suffix}")
    assert shown.status == 0
    assert f"source/sea.{suffix}:3: warning: “auther-en” says nothing here: did you mean" in shown.err
    assert "did you mean “author-en”? (known are title, " in shown.err
    assert f"source/sea.{suffix}:4: warning: “昨天” is no day" in shown.err
    assert "2025-03-14" in shown.err
    assert shown.err.count("warning") == 2, "layout is a key of other programs"
    checked, made = call("check", "sea").out, call("make", "sea").out
    assert f"source/sea.{suffix}:3: warning: front-matter: “auther-en”" in checked
    assert f"source/sea.{suffix}:4: warning: front-matter: “昨天”" in checked
    assert f"source/sea.{suffix}:3: “auther-en”" in made
    assert f"source/sea.{suffix}:4: “昨天”" in made


def test_add_did_not_say_which_keys_it_knows(call: Run, tmp_path: Path) -> None:
    assert call("init").status == 0
    (tmp_path / "sea.md").write_text(YAML, encoding="utf-8")
    added = call("add", "sea.md")
    assert "line 3: “auther-en” says nothing here: did you mean “author-en”? (known are title, " in added.out
    assert "line 4: “昨天” is no day" in added.out
    assert "passed over in the front matter: layout" in added.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("titel: 海", "did you mean “title”?"), ("autor: 周", "did you mean “author”?"), ("Dates: 2025-01-01", "did you mean “date”?"),
        ("date: 2024-05", "is no day"), ("日期: 2025年2月30日", "is no day"), ("title-en: Sea", "“title-en” says nothing here"),
        ("pubisher.ko: 바다", "did you mean “publisher.ko”?"),
    ],
)  # fmt: skip
def test_near_misses_are_named(call: Run, tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "sea.md").write_text(f"---\n{line}\n---\n\n第一段說好。\n", encoding="utf-8")
    said = call("segments", "sea.md").err
    assert "sea.md:2: warning: " in said
    assert words in said


@pytest.mark.parametrize(
    "line", ["tags: [a]", "layout: post", "updated: 2025-01-01", "slug: sea", "draft: true", "date: 2025-03-14", "date:",
             "author-en: Chou", "description: 海", "categories: x", "permalink: /x", "keywords: 海"],
)  # fmt: skip
def test_keys_of_other_programs_are_no_slips(call: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "sea.md").write_text(f"---\n{line}\n---\n\n第一段說好。\n", encoding="utf-8")
    assert "warning" not in call("segments", "sea.md").err

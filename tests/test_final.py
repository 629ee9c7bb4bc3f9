"""What ``--final`` refuses, what a person can say to that, and that the last good edition stays whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import faults
from conftest import ARTICLE, Run, snapshot

FINAL = ("build", "--final", "--columns", "zh-Hant,en")


def po(folder: Path, tag: str = "en") -> Path:
    return folder / "locales" / tag / "LC_MESSAGES" / f"{ARTICLE}.po"


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def last_good(call: Run, shipped: Path) -> Path:
    """A final edition of the shipped article."""
    assert call(*FINAL, cwd=shipped).status == 0
    return shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf"


def test_an_error_in_a_catalog_of_the_edition_is_refused(call: Run, shipped: Path, last_good: Path) -> None:
    before = last_good.read_bytes()
    edited(po(shipped), "the 70th anniversary", "the 17th anniversary")
    assert call("check", "--lang", "en", cwd=shipped).status == 1
    done = call(*FINAL, cwd=shipped)
    assert done.status == 1
    assert "can't be final: bilingual check finds" in done.err
    assert f"{ARTICLE}.po:" in done.err
    assert "# bilingual: ignore number" in done.err
    assert last_good.read_bytes() == before


def test_a_person_has_the_last_word_on_an_error(call: Run, shipped: Path, last_good: Path) -> None:
    edited(po(shipped), "the 70th anniversary", "the 17th anniversary")
    text = po(shipped).read_text(encoding="utf-8")
    at = text.rindex("\n\n", 0, text.index("the 17th anniversary")) + 2
    po(shipped).write_text(text[:at] + "# bilingual: ignore number\n" + text[at:], encoding="utf-8")
    done = call(*FINAL, cwd=shipped)
    assert done.status == 0, done.err
    assert "17th" not in done.err


def test_an_error_in_another_language_is_no_reason(call: Run, shipped: Path) -> None:
    edited(po(shipped, "ko"), "70주년", "17주년")
    assert call(*FINAL, cwd=shipped).status == 0
    assert call("build", "--final", "--columns", "zh-Hant,ko", cwd=shipped).status == 1


def test_a_draft_build_takes_errors(call: Run, shipped: Path) -> None:
    edited(po(shipped), "the 70th anniversary", "the 17th anniversary")
    assert call("build", "--columns", "zh-Hant,en", cwd=shipped).status == 0


def test_a_refused_edition_writes_nothing_and_says_so_in_json(
    call: Run, shipped: Path, last_good: Path
) -> None:
    edited(po(shipped), "the 70th anniversary", "the 17th anniversary")
    before = snapshot(shipped)
    done = call(*FINAL, "--json", cwd=shipped)
    assert done.json["results"] == []
    assert [error["exit"] for error in done.json["errors"]] == [1]
    assert snapshot(shipped) == before


def test_a_full_disk_leaves_the_last_good_edition(shipped: Path, last_good: Path) -> None:
    before = last_good.read_bytes()
    edited(po(shipped), "South Korean President", "The South Korean President")
    script = f"ulimit -f 400; exec {sys.executable} -m bilingual {' '.join(FINAL)}"
    done = subprocess.run(["sh", "-c", script], cwd=shipped, capture_output=True, text=True)
    assert done.returncode == 4, done.stderr
    assert "nothing was changed" in done.stderr
    assert last_good.read_bytes() == before
    assert not faults.temporaries(shipped / "build")


@pytest.mark.skipif(not faults.can_trace(), reason="kills at a chosen call need strace")
def test_a_kill_while_it_is_written_leaves_the_last_good_edition_or_the_new_one(
    call: Run, shipped: Path, last_good: Path
) -> None:
    full = os.environ.get("BILINGUAL_FAULTS") == "full"
    before = last_good.read_bytes()
    edited(po(shipped), "South Korean President", "The South Korean President")
    arguments = faults.bilingual(*FINAL)
    points = faults.points(arguments, shipped)
    after = last_good.read_bytes()
    assert after != before
    for point in points[:: 1 if full else max(1, len(points) // 3)]:
        last_good.write_bytes(before)
        faults.killed_at(point, arguments, shipped)
        assert last_good.read_bytes() in {before, after}, point

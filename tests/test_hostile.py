"""Texts and pictures that are meant to do harm, through the whole build: an edition or a message, and nothing else."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from bilingual.edition_settings import LimitsConfig
from bilingual.errors import LimitError
from bilingual.pipeline.limiting import limited
from conftest import Run
from test_pictures import photograph, project

TEXT = "漁船停在港口，漁民說今年的漁獲比去年少了兩成。"
LONG = int(os.environ.get("BILINGUAL_LONGEST", "5000"))
"""Characters without a break; the full trial has 100,000."""
HEAD = f"# 題目\n\n{TEXT}\n\n"


def use_bomb() -> bytes:
    levels = "".join(f'<g id="x{n + 1}">{f"""<use href="#x{n}"/>""" * 10}</g>' for n in range(9))
    return f'<svg xmlns="http://www.w3.org/2000/svg"><g id="x0"><path/></g>{levels}<use href="#x9"/></svg>'.encode()


@pytest.mark.parametrize(
    "text",
    [
        "漁" * LONG,
        "a" * LONG,
        "한" * LONG,
        "a" * 3_000 + "\u202e" + "漁" * 3_000 + "\u2066" * 500 + "x",
        "".join(map(chr, range(1, 32))) + "漁\x7f\x80\x9f船\ufeff\ufffe\U000e0001\ud7ff。",
        "e" + "\u0301" * 5_000,
        "**" * 2_000 + "漁" + "**" * 2_000,
        "> " * 40 + "漁船。",
        "<b><i>" * 80 + "漁船" + "</i></b>" * 80,
        "👩‍👩‍👧‍👦" * 50 + "𠮷𡃁" * 500,
        "&lt;script&gt;alert(1)&lt;/script&gt;<script>alert(1)</script>漁",
        "漁\t" * 3_000,
    ],
    ids=["ideographs", "letters", "hangul", "bidi", "controls", "accents", "stars", "quotes", "nested", "emoji", "script", "tabs"],
)  # fmt: skip
def test_a_hostile_text_ends_in_an_edition_or_a_message(text: str, tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", f"{HEAD}{text}\n\n{TEXT}\n", {})
    done = call("sync", cwd=folder)
    built = call("build", cwd=folder)
    assert (done.status, built.status) in {(0, 0), (4, 4)}, built.err
    assert (folder / "build/a_zh-Hant_en.pdf").exists() == (built.status == 0)
    assert built.status == 0 or "source/a.md" in built.err


def test_nothing_connects_to_a_network_whatever_pictures_say(
    tmp_path: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="http://127.0.0.1:9/x.png"/><style>@import url(http://127.0.0.1:9/a.css);</style></svg>'
    pictures = "".join(f"![圖]({name} \"圖說：{n}。\")\n\n{TEXT}\n\n" for n, name in enumerate(
        ["http://127.0.0.1:9/a.png", "drawing.svg", "bomb.svg", "large.jpg"]))  # fmt: skip
    files = {"images/a/drawing.svg": drawing, "images/a/bomb.svg": use_bomb(), "images/a/large.jpg": photograph((8000, 5000)),
             "layouts/project.css": b"body { background: url(http://127.0.0.1:9/b.png) } p { background: url(/etc/hostname) }"}  # fmt: skip
    folder = project(tmp_path / "p", HEAD + pictures, files)
    call("sync", cwd=folder)
    built = call("build", cwd=folder)
    assert built.status == 0
    for words in ("in the web", "in the SVG is not printed", "draws more than 50,000"):
        assert words in built.out


# What is given up in the middle may leave an open file to Python's collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_edition_beyond_its_limits_is_given_up_and_the_last_one_stays(tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", HEAD, {})
    call("sync", cwd=folder)
    assert call("build", cwd=folder).status == 0
    path = folder / "build/a_zh-Hant_en.pdf"
    good = path.read_bytes()
    (folder / "source/a.md").write_text(HEAD + f"{TEXT * 4}\n\n" * 1_000, encoding="utf-8")
    with (folder / "bilingual.toml").open("a", encoding="utf-8") as settings:
        settings.write("[limits]\nseconds = 1\n")
    given_up = call("build", cwd=folder)
    assert given_up.status == 4
    assert "a_zh-Hant_en.pdf takes more than 1 seconds" in given_up.err and "seconds = 300" in given_up.err
    assert path.read_bytes() == good
    assert sorted(p.name for p in (folder / "build").iterdir() if not p.name.startswith(".")) == [path.name]


def test_memory_has_its_limit_and_who_swallows_the_error_hears_it_again() -> None:
    kept = []
    with pytest.raises(LimitError, match="100 MB of memory"), limited(LimitsConfig(0, 100), "an edition"):
        kept.append(bytearray(b"x") * 150_000_000)
        for _ in range(100):
            try:
                sum(range(1_000_000))
            except LimitError:
                continue


def test_a_limit_that_falls_into_a_destructor_is_raised_again_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Slow:
        def __del__(self) -> None:
            end = time.process_time() + 1.5
            while time.process_time() < end:
                pass

    with pytest.raises(LimitError), limited(LimitsConfig(1, 0), "an edition"):
        slow = Slow()
        del slow
    assert capsys.readouterr().err == ""


def test_a_limit_costs_nothing_and_leaves_nothing_behind() -> None:
    import signal

    before = signal.getsignal(signal.SIGPROF), signal.getitimer(signal.ITIMER_PROF)
    with limited(LimitsConfig(), "an edition"):
        pass
    assert (signal.getsignal(signal.SIGPROF), signal.getitimer(signal.ITIMER_PROF)) == before

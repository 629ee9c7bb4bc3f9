"""Korean by way of English: what becomes of both when the English changes, and when the source does."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from conftest import Run, snapshot

FIRST = "韓國總統在白宮舉行會談。"
SECOND = "美國在韓國部署戰略資產。"
THIRD = "日本政府發表聲明。"


class Desk:
    """A project of one article, its commands, and its translators."""

    def __init__(self, folder: Path, run: Run, packages: Path) -> None:
        self.folder = folder
        (folder / "source").mkdir(parents=True)
        (folder / "bilingual.toml").touch()
        self._run = lambda *words: run(*words, cwd=folder, ARGOS_PACKAGES_DIR=str(packages))
        self.source(FIRST, SECOND, THIRD)

    def source(self, *sentences: str) -> None:
        text = "題目\n\n" + "".join(sentences) + "\n"
        (self.folder / "source" / "a.txt").write_text(text, encoding="utf-8")

    def run(self, *words: str) -> str:
        done = self._run(*words)
        assert done.status == 0, done.err
        return done.out

    def entry(self, language: str, text: str) -> polib.POEntry:
        catalog = polib.pofile(str(self.path(language)))
        return next(e for e in catalog if e.msgid == text and not e.obsolete)

    def path(self, language: str) -> Path:
        return self.folder / "locales" / language / "LC_MESSAGES" / "a.po"

    def review(self, language: str, text: str, translation: str = "") -> None:
        """Let a person approve an entry, in words of their own if there are any."""
        catalog = polib.pofile(str(self.path(language)), wrapwidth=0)
        entry = next(e for e in catalog if e.msgid == text)
        entry.msgstr = translation or entry.msgstr
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgctxt = None
        catalog.save()


@pytest.fixture
def desk(tmp_path: Path, run: Run, installed: Path) -> Desk:
    desk = Desk(tmp_path / "desk", run, installed)
    desk.run("sync")
    desk.run("translate")
    return desk


def test_a_korean_draft_follows_its_english(desk: Desk) -> None:
    assert desk.entry("ko", FIRST).msgstr == "한국 대통령 에서 백악관 개최 회담."
    desk.review("en", FIRST, "Japan and China carry out talks.")
    desk.run("translate")
    assert desk.entry("ko", FIRST).msgstr == "일본 및 중국 진행 회담."
    assert desk.entry("ko", FIRST).fuzzy
    after = snapshot(desk.folder)
    desk.run("translate")
    assert snapshot(desk.folder) == after


@pytest.mark.parametrize("own", ["", "사람이 쓴 글."], ids=["waved through", "in a person's words"])
def test_reviewed_korean_is_told_stale_and_never_changed(desk: Desk, own: str) -> None:
    desk.review("ko", FIRST, own)
    text = desk.entry("ko", FIRST).msgstr
    desk.review("en", FIRST, "Japan and China carry out talks.")
    desk.review("en", SECOND)  # approved as it was: nothing becomes stale by that
    before = desk.path("ko").read_bytes()
    synced = desk.run("sync")
    assert desk.path("ko").read_bytes() == before
    line = next(
        n for n, x in enumerate(desk.path("ko").read_text(encoding="utf-8").splitlines(), 1) if FIRST in x
    )
    told = f"locales/ko/LC_MESSAGES/a.po:{line}: stale: {FIRST}"
    assert told in synced
    assert told in desk.run("status", "--list")
    desk.run("translate", "--to", "ko")
    kept = [text for text in before.splitlines() if not text.startswith(b"#. mt-")]
    lines = desk.path("ko").read_bytes().splitlines()
    assert [text for text in lines if not text.startswith(b"#. mt-")] == kept, "the machine's remarks may go"
    assert synced.count("stale:") == 1
    assert "1 reviewed translation drafted from English that has changed since" in desk.run("status")
    assert desk.entry("ko", FIRST).msgstr == text


def test_korean_that_still_fits_is_accepted_and_no_longer_stale(desk: Desk) -> None:
    for text in (FIRST, SECOND):
        desk.review("ko", text, f"한국어 {text}")
        desk.review("en", text, "Japan and China carry out talks.")
    desk.review("en", THIRD)
    before = desk.path("ko").read_text(encoding="utf-8").splitlines()
    assert desk.run("sync").count("stale:") == 2
    rehearsed = desk.run("accept", "--stale", "--dry-run")
    assert desk.path("ko").read_text(encoding="utf-8").splitlines() == before
    done = desk.run("accept", "--stale")
    assert done == rehearsed.replace("would accept", "accepted")
    assert "en: accepted 0 stale" in done
    assert "ko: accepted 2 stale translations" in done
    assert re.search(r"a\.po:\d+: accepted, no longer stale\n    Japan and China", done)
    after = desk.path("ko").read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 2
    assert all(b.startswith("#. mt: argos en-ko 1.1 from en ") for _, b in changed)
    assert "stale" not in desk.run("sync")
    twice = snapshot(desk.folder)
    desk.run("accept", "--stale")
    assert snapshot(desk.folder) == twice
    desk.review("en", FIRST, "Other words.")
    assert desk.run("sync").count("stale:") == 1


def test_when_the_source_changes_drafts_of_both_are_redone(desk: Desk) -> None:
    changed = FIRST.replace("白宮", "日本")
    desk.source(changed, SECOND, THIRD)
    desk.run("sync")
    assert not desk.entry("en", changed).msgstr
    assert not desk.entry("ko", changed).msgstr
    desk.run("translate")
    assert desk.entry("en", changed).msgstr == "South Korea President in Japan held talks."
    assert desk.entry("ko", changed).msgstr == "한국 대통령 에서 일본 개최 회담."


def test_when_the_source_changes_reviewed_texts_of_both_become_suggestions(desk: Desk) -> None:
    desk.review("en", FIRST, "English words.")
    desk.review("ko", FIRST, "한국어 글.")
    changed = FIRST.replace("白宮", "日本")
    desk.source(changed, SECOND, THIRD)
    desk.run("sync")
    desk.run("translate")
    for language, text in (("en", "English words."), ("ko", "한국어 글.")):
        entry = desk.entry(language, changed)
        assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (text, True, FIRST)


def test_korean_waits_while_its_english_belongs_to_the_former_sentence(desk: Desk) -> None:
    """A draft made from it would say what the article no longer says."""
    desk.review("en", FIRST, "The South Korea President and the White House.")
    desk.run("translate")
    changed = FIRST.replace("白宮", "日本")
    desk.source(changed, SECOND, THIRD)
    desk.run("sync")
    assert "ko: drafted 0 sentences, 1 still untranslated" in desk.run("translate")
    desk.review("en", changed, "Japan and China carry out talks.")
    desk.run("translate")
    assert desk.entry("ko", changed).msgstr == "일본 및 중국 진행 회담."


def test_staleness_outlives_a_change_of_typography(desk: Desk) -> None:
    desk.review("en", FIRST, "English words.")
    desk.run("translate")
    desk.review("ko", FIRST, "한국어 글.")
    wider = FIRST.replace("在白宮", " 在白宮")
    desk.source(wider, SECOND, THIRD)
    desk.run("sync")
    assert "accepted 1 translation" in desk.run("accept", "--trivial")
    assert not desk.entry("ko", wider).fuzzy
    assert "stale" not in desk.run("status", "--list")
    desk.review("en", wider, "Other English words.")
    assert re.search(rf"a\.po:\d+: stale: {wider}", desk.run("sync"))

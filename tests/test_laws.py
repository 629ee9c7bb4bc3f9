"""The promises, each as a law over whole projects; laws of single stages stand beside their stages."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import wired
from bilingual import catalogs, drafting, models, pipeline
from bilingual.config import Config, SegmentationConfig
from bilingual.files import leftovers
from bilingual.model import State
from bilingual.project import Article, Project
from conftest import ARTICLE, ROOT
from faults import forked

SENTENCES = (
    "韓國總統尹錫悅訪問美國。",
    "尹錫悅表示:「同盟是里程碑。我們感謝他。」",
    "拜登在白宮舉行會談。",
    "會談約1小時20分鐘。",
    "會談約1小時30分鐘。",
    "拜登不在白宮舉行會談。",
    "《華盛頓宣言》",
    "(圖/Twitter @POTUS)",
    "相關報導:韓國考慮部署戰術核武",
    "他說「好」。",
)
revisions = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=5)
places = st.integers(0, 9)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    os.environ["ARGOS_PACKAGES_DIR"] = str(folder / "packages")
    for package in wired.packages(folder):
        models.install_file(package)
    return folder


class _Desk:
    """A project with one article, and a translator who writes down what they wrote."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.quotes = "whole"
        self.written: set[str] = set()
        self.count = 0
        (root / "source").mkdir(parents=True)
        self.article = Article("a", root / "source" / "a.txt")

    @property
    def project(self) -> Project:
        return Project(self.root, Config(segmentation=SegmentationConfig(self.quotes)))

    def catalog(self, language: str) -> Path:
        return self.project.catalog("a", language)

    def write_source(self, paragraphs: list[list[str]]) -> None:
        text = "\n\n".join("".join(p) for p in paragraphs) + "\n"
        self.article.path.write_text(f"題目\n\n{text}", encoding="utf-8")

    def revise(self, paragraphs: list[list[str]]) -> None:
        self.write_source(paragraphs)
        self.sync()

    def sync(self) -> None:
        pipeline.sync(self.project, self.article)

    def edit(self, n: int) -> None:
        self._change(n, self.words())

    def clear(self, n: int) -> None:
        self._change(n, None)

    def words(self) -> str:
        self.count += 1
        return f"A person wrote this, no. {self.count}."

    def _change(self, n: int, text: str | None) -> None:
        path = self.catalog("en" if n % 2 else "ko")
        data, replaced = changed_by_a_person(path.read_bytes(), n, text)
        path.write_bytes(data)
        self.written -= {replaced}
        if text:
            self.written.add(text)

    def everything(self) -> str:
        return "".join(self.catalog(tag).read_text(encoding="utf-8-sig") for tag in ("en", "ko"))

    def missing(self) -> set[str]:
        """What the translator wrote and no catalog has, however its lines are wrapped."""
        found: set[str] = set()
        for tag in ("en", "ko"):
            for entry in polib.pofile(self.catalog(tag).read_text(encoding="utf-8-sig")):
                found |= {text for text in self.written if text in entry.msgstr or text in entry.tcomment}
        return self.written - found


def changed_by_a_person(data: bytes, n: int, text: str | None) -> tuple[bytes, str]:
    """Edit the n-th entry, or clear its mark, as an editor does; gives the text that the person replaced, too."""
    entries = polib.pofile(data.decode("utf-8-sig"), wrapwidth=0)
    living = [e for e in entries if not e.obsolete]
    entry = living[n % len(living)]
    replaced = ""
    if text is None:
        if entry.msgstr:
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    else:
        entry.msgstr, replaced = text, entry.msgstr
    return str(entries).encode(), replaced


STYLES = {
    "wrapped": lambda data: gettext_says("msgcat", "--width=40", "-", data=data),
    "one line": lambda data: gettext_says("msgcat", "--no-wrap", "-", data=data),
    "polib": lambda data: str(polib.pofile(data.decode("utf-8-sig"), wrapwidth=50)).encode(),
    "crlf": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "lf": lambda data: data.replace(b"\r\n", b"\n"),
    "bom": lambda data: b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf"),
    "no final newline": lambda data: data.rstrip(b"\r\n"),
    "dated": lambda data: re.sub(
        rb"PO-Revision-Date: [^\\]*", b"PO-Revision-Date: 2026-01-02 03:04+0000", data
    ),
}
"""What editors do to a file in which they changed nothing."""


def gettext_says(*command: str, data: bytes) -> bytes:
    done = subprocess.run(command, input=data.removeprefix(b"\xef\xbb\xbf"), capture_output=True, check=True)
    return done.stdout


def killed_at(event: int, work: Callable[[], object]) -> None:
    """Do something in a process that kills itself, -9, at the n-th thing that it does with a file."""
    child = forked()
    if child:
        os.waitpid(child, 0)
        leftovers._cleared.clear()  # the next run is another process
        return
    left = [event]

    def count(name: str, _arguments: object) -> None:
        if name in {"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "fcntl.flock", "fcntl.fcntl"}:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        work()
    finally:
        os._exit(0)


class Desks(RuleBasedStateMachine):
    """Everything that happens to catalogs, in any order: a person's text is found afterwards."""

    @initialize(first=revisions)
    def begin(self, first: list[list[str]]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = _Desk(self.folder / "desk")
        self.desk.revise(first)

    @rule(paragraphs=revisions)
    def the_source_changes(self, paragraphs: list[list[str]]) -> None:
        self.desk.revise(paragraphs)

    @rule(n=places)
    def a_person_edits(self, n: int) -> None:
        self.desk.edit(n)

    @rule(n=places)
    def a_person_clears_a_mark(self, n: int) -> None:
        self.desk.clear(n)

    @rule()
    def drafts_are_made(self) -> None:
        pipeline.translate(self.desk.project, self.desk.article)

    @rule(quotes=st.sampled_from(["whole", "split"]))
    def the_article_is_cut_anew(self, quotes: str) -> None:
        self.desk.quotes = quotes
        self.desk.sync()

    @rule(language=st.sampled_from(["en", "ko"]), style=st.sampled_from(sorted(STYLES)))
    def an_editor_saves_in_its_own_style(self, language: str, style: str) -> None:
        path = self.desk.catalog(language)
        path.write_bytes(STYLES[style](path.read_bytes()))

    @rule(paragraphs=revisions, event=st.integers(0, 120))
    def a_sync_is_killed(self, paragraphs: list[list[str]], event: int) -> None:
        self.desk.write_source(paragraphs)
        killed_at(event, self.desk.sync)

    @rule(paragraphs=revisions, n=places, m=places)
    def two_branches_are_merged(self, paragraphs: list[list[str]], n: int, m: int) -> None:
        """A bot syncs with a new source and a person edits, elsewhere, at the same time."""
        path = self.desk.catalog("en")
        base = path.read_bytes()
        words = self.desk.words()
        theirs, first = changed_by_a_person(base, n, words)
        theirs, second = changed_by_a_person(theirs, m, None)
        self.desk.revise(paragraphs)
        merged = catalogs.three_way(base, path.read_bytes(), theirs, path=str(path))
        assert not merged.conflicts
        path.write_bytes(merged.data)
        self.desk.written -= {first, second}
        self.desk.written.add(words)

    @invariant()
    def every_text_is_there(self) -> None:
        if hasattr(self, "desk"):
            assert not self.desk.missing()

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            self.the_next_run_clears_up()
        finally:
            shutil.rmtree(self.folder)

    def the_next_run_clears_up(self) -> None:
        self.desk.sync()
        assert not self.desk.missing()
        assert not list(self.desk.root.rglob(".bilingual-*"))
        before = {path: path.read_bytes() for path in self.desk.root.rglob("*.po*")}
        self.desk.sync()
        assert {path: path.read_bytes() for path in before} == before, "doing it twice changes nothing"


PHASES = [phase for phase in Phase if phase is not Phase.explain]
"""Explaining a failure traces every line, which crashes the processes that are forked to be killed."""


@pytest.mark.usefixtures("packages")
def test_a_persons_text_is_never_lost() -> None:
    full = os.environ.get("BILINGUAL_FAULTS") == "full"
    run_state_machine_as_test(
        Desks,
        settings=settings(
            max_examples=400 if full else 12, stateful_step_count=20, deadline=None, phases=PHASES
        ),
    )


def test_a_draft_is_always_visible_as_one(packages: Path, tmp_path: Path) -> None:
    desk = _Desk(tmp_path / "desk")
    desk.revise([[SENTENCES[0], SENTENCES[2]], [SENTENCES[3]]])
    pipeline.translate(desk.project, desk.article)
    (english, korean) = pipeline.status(desk.project, desk.article)
    for row in (english, korean):
        assert row.counts[State.REVIEWED] == 0
        assert row.counts[State.DRAFT] + row.counts[State.UNTRANSLATED] == row.total
    edition = pipeline.compose(desk.project, desk.article, ("zh-Hant", "en", "ko"))
    assert edition.drafts == english.counts[State.DRAFT] + korean.counts[State.DRAFT]


def test_what_an_editor_saves_while_we_translate_stays(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = _Desk(tmp_path / "desk")
    desk.revise([[SENTENCES[0], SENTENCES[2]]])
    real = drafting.answer

    def slow(*arguments: object, **named: object) -> object:
        outcomes = real(*arguments, **named)  # type: ignore[arg-type]
        desk.edit(1)  # the English catalog, while the engine is at work
        return outcomes

    monkeypatch.setattr(drafting, "answer", slow)
    (drafted,) = pipeline.translate(desk.project, desk.article, targets=["en"])
    assert (drafted.drafts, drafted.overtaken, drafted.waiting) == (2, 1, 0)
    assert all(text in desk.everything() for text in desk.written)
    entries = polib.pofile(str(desk.catalog("en")))
    assert all(e.msgstr for e in entries), "the other sentences are drafted all the same"


BUILD = """
import sys, hashlib
from pathlib import Path
from bilingual import pipeline, project
p = project.find(Path(sys.argv[1]))
a = p.articles([], (".txt",))[0]
pipeline.build(p, a, ("zh-Hant", "ko"))
print(hashlib.sha256(p.edition(a.name, ("zh-Hant", "ko")).read_bytes()).hexdigest())
"""


def test_the_same_inputs_give_the_same_bytes(shipped: Path) -> None:
    digests = set()
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/New_York")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", BUILD, shipped], env=env, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout.strip())
        (shipped / "build" / f"{ARTICLE}_zh-Hant_ko.pdf").unlink()
    assert len(digests) == 1


def test_nothing_of_the_source_is_lost() -> None:
    path = ROOT / "source" / f"{ARTICLE}.txt"
    project = Project(ROOT, Config())
    document, segments = pipeline.read_article(project, Article(ARTICLE, path))
    rest = document.text
    for block in document.blocks:
        rest = rest.replace(block.text, "", 1)
    assert not rest.strip()
    for n, block in enumerate(document.blocks):
        own = [s for s in segments if s.block == n]
        assert "".join("".join(s.text for s in own).split()) == "".join(block.text.split())
        assert all(block.text[s.start : s.end] == s.text for s in own)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == (
        "1cee5953bb8212dfb69ba11c961633f8675098822f7027d2d286cebc8a86cc3a"
    ), "the article is the customer's, byte for byte"

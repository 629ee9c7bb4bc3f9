"""The promises, each as a law over whole projects; laws of single stages stand beside their stages."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wired
from bilingual import drafting, models, pipeline
from bilingual.config import Config, SegmentationConfig
from bilingual.model import State
from bilingual.project import Article, Project
from conftest import ARTICLE, ROOT

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
steps = st.lists(
    st.one_of(
        st.tuples(st.just("revise"), revisions),
        st.tuples(st.just("edit"), st.integers(0, 9)),
        st.tuples(st.just("clear fuzzy"), st.integers(0, 9)),
        st.tuples(st.just("translate"), st.none()),
        st.tuples(st.just("quotes"), st.sampled_from(["whole", "split"])),
    ),
    min_size=3,
    max_size=10,
)


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
        (root / "source").mkdir(parents=True)
        self.article = Article("a", root / "source" / "a.txt")

    @property
    def project(self) -> Project:
        return Project(self.root, Config(segmentation=SegmentationConfig(self.quotes)))

    def catalog(self, language: str) -> Path:
        return self.project.catalog("a", language)

    def revise(self, paragraphs: list[list[str]]) -> None:
        text = "\n\n".join("".join(p) for p in paragraphs) + "\n"
        self.article.path.write_text(f"題目\n\n{text}", encoding="utf-8")
        pipeline.sync(self.project, self.article)

    def edit(self, n: int) -> None:
        self._change(n, f"A person wrote this, no. {len(self.written)}.")

    def clear(self, n: int) -> None:
        self._change(n, None)

    def _change(self, n: int, text: str | None) -> None:
        path = self.catalog("en" if n % 2 else "ko")
        entries = polib.pofile(str(path), wrapwidth=0)
        living = [e for e in entries if not e.obsolete]
        entry = living[n % len(living)]
        if text is None:
            if entry.msgstr:
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        else:
            if entry.msgstr in self.written:  # the person replaces a text of their own
                self.written.discard(entry.msgstr)
            entry.msgstr = text
            self.written.add(text)
        entries.save(str(path))

    def everything(self) -> str:
        return "".join(self.catalog(tag).read_text(encoding="utf-8") for tag in ("en", "ko"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=revisions, course=steps)
def test_a_persons_text_is_never_lost(
    packages: Path,
    tmp_path_factory: pytest.TempPathFactory,
    first: list[list[str]],
    course: list[tuple[str, object]],
) -> None:
    desk = _Desk(tmp_path_factory.mktemp("desk"))
    desk.revise(first)
    for what, value in course:
        if what == "revise":
            desk.revise(value)  # type: ignore[arg-type]
        elif what == "edit":
            desk.edit(value)  # type: ignore[arg-type]
        elif what == "clear fuzzy":
            desk.clear(value)  # type: ignore[arg-type]
        elif what == "translate":
            pipeline.translate(desk.project, desk.article)
        else:
            desk.quotes = str(value)
            pipeline.sync(desk.project, desk.article)
        kept = desk.everything()
        assert all(text in kept for text in desk.written), what
    pipeline.sync(desk.project, desk.article)  # takes the machine's remarks off what is reviewed now
    before = desk.everything()
    pipeline.sync(desk.project, desk.article)
    assert desk.everything() == before, "doing it twice changes nothing"


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

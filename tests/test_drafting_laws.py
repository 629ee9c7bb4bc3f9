"""Whatever people, engines and sources do in turn: a draft never replaces a person's text.

``BILINGUAL_HISTORIES=500`` tries more histories than the suite does.
"""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual import engines, pipeline
from bilingual.config import Config, TranslateConfig
from bilingual.errors import EngineError
from bilingual.model import Draft, Passage, State
from bilingual.project import Article, Project

SOURCES = ("韓國總統訪問美國。", "會談約20分鐘。", "中國表示擔憂。", "《華盛頓宣言》發表。", "他說「好」。")
HISTORIES = int(os.environ.get("BILINGUAL_HISTORIES", "25"))

places = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["en", "ko"]), st.integers(0, 9))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), places),
        st.tuples(st.just("write, still fuzzy"), places),
        st.tuples(st.just("approve"), places),
        st.tuples(st.just("unapprove"), places),
        st.tuples(st.just("lose the mt line"), places),
        st.tuples(st.just("revise"), st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4)),
        st.tuples(st.just("translate"), st.sampled_from(["", "en", "ko"])),
        st.tuples(st.just("break the engine"), st.integers(0, 4)),
        st.tuples(st.just("save meanwhile"), places),
    ),
    min_size=4,
    max_size=14,
)


class Fickle(engines.Engine):
    """Writes another draft every time, at times nonsense, and may fail or lose to a person who saves meanwhile."""

    portion = 2
    count = 0
    breaks_after = 0
    meanwhile = staticmethod(lambda: None)

    def __init__(self, _config: TranslateConfig, _access: engines.Access) -> None:
        pass

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        cls = type(self)
        cls.meanwhile()
        cls.meanwhile = staticmethod(lambda: None)
        if cls.breaks_after:
            cls.breaks_after -= 1
            if not cls.breaks_after:
                raise EngineError("the server is gone")
        return [self._draft(passage) for passage in passages]

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [self._draft(passage) for passage in passages]

    def _draft(self, passage: Passage) -> Draft | None:
        type(self).count += 1
        kinds = (
            f"Machine {self.count} 기계.",
            f"Machine 尹 {self.count} 기계.",
            "",
            "na " * 20,
            None,
            passage.text,
        )
        text = kinds[self.count % len(kinds)] if self.count % 3 == 0 else kinds[0]
        return None if text is None else Draft(text, "fickle", score=-1.0)


class Desk:
    """Two articles, and a person who remembers what they wrote."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root, Config(translate=TranslateConfig(engine=("fickle",))))
        self.written = 0
        (root / "source").mkdir(parents=True)
        for name in "ab":
            self.revise(name, SOURCES[:3])

    def revise(self, name: str, sentences: Sequence[str]) -> None:
        path = self.project.root / "source" / f"{name}.txt"
        path.write_text("題目\n\n" + "".join(sentences) + "\n", encoding="utf-8")
        pipeline.sync(self.project, Article(name, path))

    def translate(self, tag: str) -> None:
        found = self.project.articles((), (".txt",))
        list(pipeline.translate_all(self.project, found, targets=[tag] if tag else []))

    def act(self, what: str, place: tuple[str, str, int]) -> None:
        name, tag, n = place
        path = self.project.catalog(name, tag)
        file = polib.pofile(str(path), wrapwidth=0)
        living = [entry for entry in file if not entry.obsolete]
        entry = living[n % len(living)]
        fuzzy = [flag for flag in entry.flags if flag == "fuzzy"]
        if what.startswith("write"):
            self.written += 1
            entry.msgstr = f"A person wrote this, no. {self.written}."
            entry.flags = ["fuzzy"] if "fuzzy" in what else []
        elif what == "lose the mt line":
            entry.comment = "role: paragraph"
        elif entry.msgstr:
            entry.flags = [] if what == "approve" else fuzzy or ["fuzzy"]
        file.save()

    def persons(self) -> dict[tuple[str, str, tuple[str, str]], str]:
        """Every text that counts as a person's, where it stands."""
        found = {}
        for article in self.project.articles((), (".txt",)):
            for tag in ("en", "ko"):
                catalog = pipeline.read_catalog(self.project, article, tag)
                assert catalog
                for m in catalog.messages:
                    if m.state in {State.REVIEWED, State.NEEDS_REVIEW}:
                        found[article.name, tag, m.key] = m.text
        return found


def rested(monkeypatch: pytest.MonkeyPatch) -> type[Fickle]:
    """Make the engine known under its name, with nothing behind it."""
    point = importlib.metadata.EntryPoint("fickle", "test_drafting_laws:Fickle", engines.GROUP)
    monkeypatch.setattr(engines, "entry_points", lambda group: [point] if group == engines.GROUP else [])
    engine: type[Fickle] = point.load()  # the module may be imported twice
    engine.count = engine.breaks_after = 0
    engine.meanwhile = staticmethod(lambda: None)
    return engine


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=steps)
def test_a_draft_never_replaces_a_persons_text(
    course: list[tuple[str, object]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fickle = rested(monkeypatch)
    desk = Desk(tmp_path_factory.mktemp("desk"))
    for what, value in course:
        if what == "revise":
            desk.revise("a", value)  # type: ignore[arg-type]
        elif what == "break the engine":
            fickle.breaks_after = value
        elif what == "save meanwhile":
            fickle.meanwhile = staticmethod(lambda place=value: desk.act("write", place))
        elif what == "translate":
            before, written = desk.persons(), desk.written
            desk.translate(str(value))
            after = desk.persons()
            changed = {key for key, text in before.items() if after.get(key) != text}
            assert len(changed) <= desk.written - written, (
                "only the person who saved meanwhile changes a text"
            )
            new = {text for key, text in after.items() if before.get(key) != text}
            assert all(text.startswith("A person wrote") for text in new)
            assert len(new) == desk.written - written
        else:
            desk.act(what, value)  # type: ignore[arg-type]


def test_the_fickle_engine_does_all_that_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law above would hold for an engine that never writes."""
    rested(monkeypatch)
    desk = Desk(tmp_path)
    desk.project = replace(desk.project, config=replace(desk.project.config, targets=("en",)))
    (first, second) = pipeline.translate_all(desk.project, desk.project.articles((), (".txt",)))
    assert first.drafts >= 3
    assert second.drafts >= 3
    assert first.warned + second.warned + len(first.rejected) + len(second.rejected)

"""Many articles in one pass: each text once, saved call by call, English first; and what stops or disturbs it."""

from __future__ import annotations

import difflib
import importlib.metadata
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polib
import pytest

import wired
from bilingual import engines, models, pipeline
from bilingual.config import Config, TranslateConfig
from bilingual.engines.argos import Argos
from bilingual.errors import EngineError
from bilingual.model import Draft, Passage, State
from bilingual.project import Article, Project
from conftest import Run, snapshot

SENTENCES = ("韓國總統訪問美國。", "美國總統強調和平。", "中國表示擔憂。", "日本政府決定。")


@pytest.fixture
def project(tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Three articles that share sentences, synced."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(installed))
    (tmp_path / "source").mkdir()
    for n, name in enumerate("abc"):
        text = "\n\n".join(SENTENCES[n : n + 2])
        (tmp_path / "source" / f"{name}.txt").write_text(f"題目\n\n{text}\n", encoding="utf-8")
    project = Project(tmp_path, Config())
    for article in articles(project):
        pipeline.sync(project, article)
    return project


def articles(project: Project) -> tuple[Article, ...]:
    return tuple(Article(path.stem, path) for path in sorted((project.root / "source").glob("*.txt")))


def entries(project: Project, name: str, tag: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(project.catalog(name, tag)), wrapwidth=0)}


def change(project: Project, name: str, tag: str, source: str, text: str, *, fuzzy: bool = False) -> None:
    """What a translator does."""
    file = polib.pofile(str(project.catalog(name, tag)), wrapwidth=0)
    entry = next(e for e in file if e.msgid == source)
    entry.msgstr = text
    if not fuzzy:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the engine was asked to translate, call by call."""
    calls: list[tuple[str, ...]] = []
    real = Argos.translate

    def translate(self: Argos, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        calls.append((f"{source}-{target}", *(p.text for p in passages)))
        return real(self, passages, source, target)

    monkeypatch.setattr(Argos, "translate", translate)
    return calls


def test_every_text_is_translated_once_for_all_articles(
    project: Project, asked: list[tuple[str, ...]]
) -> None:
    drafted = list(pipeline.translate_all(project, articles(project)))
    assert [(d.article, d.language, d.drafts, d.waiting) for d in drafted] == [
        (name, tag, 3, 0) for tag in ("en", "ko") for name in "abc"
    ]
    assert asked[0] == ("zh-Hant-en", "題目", *SENTENCES)
    assert [call[0] for call in asked] == ["zh-Hant-en", "en-ko"]
    shared = [entries(project, name, "en")[SENTENCES[1]].msgstr for name in "ab"]
    assert shared == ["the United States President stressed peace."] * 2


def test_the_second_run_asks_for_nothing(project: Project, asked: list[tuple[str, ...]]) -> None:
    list(pipeline.translate_all(project, articles(project)))
    before, calls = snapshot(project.root / "locales"), len(asked)
    assert [d.drafts for d in pipeline.translate_all(project, articles(project))] == [0] * 6
    assert len(asked) == calls
    assert snapshot(project.root / "locales") == before


def test_an_article_is_written_before_the_next_is_asked_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilingual.engines.argos.PORTION", 1)
    project = with_settings(project, threads=1)
    run = pipeline.translate_all(project, articles(project), targets=["en"])
    assert next(run).article == "a"
    assert all(entry.msgstr for entry in entries(project, "a", "en").values())
    assert not entries(project, "c", "en")[SENTENCES[3]].msgstr


def test_what_stops_the_work_leaves_what_was_done(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilingual.engines.argos.PORTION", 2)
    project = with_settings(project, threads=1)
    real = Argos.translate

    def stopping(self: Argos, passages: Sequence[Passage], *way: str) -> list[Draft | None]:
        if any(p.text == SENTENCES[3] for p in passages):
            raise KeyboardInterrupt
        return real(self, passages, *way)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Argos, "translate", stopping)
        list(pipeline.translate_all(project, articles(project)))
    done = [bool(e.msgstr) for name in "abc" for e in entries(project, name, "en").values()]
    assert sum(done) == 8
    rest = list(pipeline.translate_all(project, articles(project), targets=["en"]))
    assert [d.drafts for d in rest] == [0, 0, 1]


def with_settings(project: Project, **settings: object) -> Project:
    translate = replace(project.config.translate, **settings)  # type: ignore[arg-type]
    return replace(project, config=replace(project.config, translate=translate))


def test_a_catalog_that_is_broken_stops_only_its_article(project: Project) -> None:
    path = project.catalog("b", "en")
    path.write_text(path.read_text(encoding="utf-8") + "\nmsgid \n", encoding="utf-8")
    project.catalog("c", "en").unlink()
    drafted = list(pipeline.translate_all(project, articles(project), targets=["en"]))
    assert [d.drafts for d in drafted] == [3, 0, 0]
    assert "bilingual sync c" in (drafted[2].error.hint if drafted[2].error else "")
    assert drafted[1].error


def test_a_catalog_that_can_not_be_written_stops_only_its_article(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bilingual import files

    real = files.write

    def write(path: Path, data: bytes, **named: object) -> bool:
        if path.name == "a.po":
            raise files.FileError("can't write the file", path=str(path))
        return real(path, data, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write", write)
    drafted = list(pipeline.translate_all(project, articles(project), targets=["en"]))
    assert [bool(d.error) for d in drafted] == [True, False, False]
    assert [d.drafts for d in drafted] == [0, 3, 3]


def test_progress_ends_at_the_number_of_texts(project: Project) -> None:
    told: list[tuple[str, int, int]] = []
    list(pipeline.translate_all(project, articles(project), progress=lambda *step: told.append(step)))
    for tag in ("en", "ko"):
        steps = [(done, total) for language, done, total in told if language == tag]
        assert steps[-1] == (5, 5)
        assert steps == sorted(steps)


# By way of English


def test_korean_alone_drafts_the_english_that_it_needs(
    project: Project, asked: list[tuple[str, ...]]
) -> None:
    change(project, "a", "en", SENTENCES[0], "North Korea in Washington.")
    drafted = list(pipeline.translate_all(project, articles(project)[:1], targets=["ko"]))
    assert [(d.language, d.drafts, d.leads_to) for d in drafted] == [("en", 2, "ko"), ("ko", 3, "")]
    assert asked[0] == ("zh-Hant-en", "題目", SENTENCES[1])
    korean = entries(project, "a", "ko")
    assert "북한" in korean[SENTENCES[0]].msgstr
    assert all(" from en " in entry.comment for entry in korean.values())
    assert not entries(project, "b", "en")["題目"].msgstr


def test_english_that_needs_review_is_waited_for(project: Project, asked: list[tuple[str, ...]]) -> None:
    for source in ("題目", *SENTENCES[:2]):
        change(project, "a", "en", source, "in the middle of work", fuzzy=True)
    file = polib.pofile(str(project.catalog("a", "en")), wrapwidth=0)
    for entry in file:
        entry.flags = ["fuzzy"]
    file.save()
    (drafted,) = pipeline.translate(project, articles(project)[0], targets=["ko"])
    assert (drafted.language, drafted.drafts, drafted.waiting, drafted.unreviewed) == ("ko", 0, 3, 3)
    assert asked == []


def test_changed_english_redoes_untouched_korean_and_names_the_reviewed(
    project: Project, asked: list[tuple[str, ...]]
) -> None:
    (article, *_) = articles(project)
    pipeline.translate(project, article)
    change(project, "a", "ko", SENTENCES[0], "사람이 쓴 글.")
    for source in SENTENCES[:2]:
        change(project, "a", "en", source, "North Korea and Japan.")
    asked.clear()
    english, korean = pipeline.translate(project, article)
    assert (english.drafts, korean.drafts, korean.stale) == (0, 1, 1)
    assert asked == [("en-ko", "North Korea and Japan.")]
    texts = entries(project, "a", "ko")
    assert texts[SENTENCES[0]].msgstr == "사람이 쓴 글."
    assert texts[SENTENCES[1]].msgstr == "북한 및 일본."


def test_without_pivot_a_direct_model_is_used(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, ...]]
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    direct = {key: wired.ENGLISH_KOREAN.get(value, value) for key, value in wired.CHINESE_ENGLISH.items()}
    for path in (*wired.packages(tmp_path), wired.package(tmp_path, "zt", "ko", "1.0", direct)):
        models.install_file(path)
    (article, second, _) = articles(project)
    pipeline.translate(with_settings(project, pivot=False), article)
    assert [call[0] for call in asked] == ["zh-Hant-en", "zh-Hant-ko"]
    assert all("argos zt-ko 1.0, draft" in entry.comment for entry in entries(project, "a", "ko").values())
    asked.clear()
    pipeline.translate(project, second)
    assert [call[0] for call in asked] == ["zh-Hant-en", "en-ko"]


def test_a_project_without_english_goes_through_it_all_the_same(
    project: Project, asked: list[tuple[str, ...]]
) -> None:
    alone = replace(project, config=replace(project.config, targets=("ko",)))
    (drafted,) = pipeline.translate(alone, articles(project)[0])
    assert drafted.drafts == 3
    assert [call[0] for call in asked] == ["zh-Hant-en", "en-ko"]
    assert "argos zt-en 1.9 + argos en-ko 1.1, draft" in entries(project, "a", "ko")[SENTENCES[0]].comment


# A second opinion


class Other(engines.Engine):
    """A second engine; it breaks when it sees the last sentence."""

    terms = engines.Terms.FREE

    def __init__(self, _config: TranslateConfig, _access: engines.Access) -> None:
        pass

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        if any(p.text == SENTENCES[3] for p in passages):
            raise EngineError("the server is gone")
        return [
            Draft(f"Another view\nof {len(p.text)}.", "other") if "訪" in p.text else None for p in passages
        ]


@pytest.fixture
def with_other(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    point = importlib.metadata.EntryPoint("other", "test_translating:Other", engines.GROUP)
    monkeypatch.setattr(engines, "entry_points", lambda group: [point] if group == engines.GROUP else [])
    return with_settings(project, second_opinion="other")


def test_a_second_opinion_stands_beside_the_draft_until_it_is_reviewed(with_other: Project) -> None:
    project, article = with_other, articles(with_other)[0]
    pipeline.translate(project, article, targets=["en"])
    entry = entries(project, "a", "en")[SENTENCES[0]]
    assert entry.comment.splitlines()[-1] == "second opinion (other): Another view of 9."
    assert "second opinion" not in entries(project, "a", "en")[SENTENCES[1]].comment
    before = snapshot(project.root)
    pipeline.sync(project, article)
    pipeline.translate(project, article, targets=["en"])
    assert snapshot(project.root) == before
    change(project, "a", "en", SENTENCES[0], "Still at it.", fuzzy=True)
    pipeline.translate(project, article, targets=["en"])
    assert "second opinion" in entries(project, "a", "en")[SENTENCES[0]].comment
    change(project, "a", "en", SENTENCES[0], "Done.")
    old = project.catalog("a", "en").read_text(encoding="utf-8").splitlines()
    pipeline.sync(project, article)
    assert project.catalog("a", "en").read_text(encoding="utf-8").splitlines() == old, (
        "sync --check is a gate"
    )
    pipeline.translate(project, article, targets=["en"])
    new = project.catalog("a", "en").read_text(encoding="utf-8").splitlines()
    assert [line for line in difflib.ndiff(old, new) if line[0] in "+-"] == [
        "- #. mt-score: 0.00",
        "- #. mt-warning: Chinese characters left over: 訪問",
        "- #. second opinion (other): Another view of 9.",
    ]
    assert "mt: argos zt-en 1.9" in entries(project, "a", "en")[SENTENCES[0]].comment


def test_a_second_engine_that_fails_is_told_once_and_costs_no_draft(with_other: Project) -> None:
    drafted = list(pipeline.translate_all(with_other, articles(with_other), targets=["en"]))
    assert [d.drafts for d in drafted] == [3, 3, 3]
    assert [d.error.message for d in drafted if d.error] == ["the server is gone"]


def test_what_the_machine_said_is_read_back(with_other: Project) -> None:
    pipeline.translate(with_other, articles(with_other)[0], targets=["en"])
    catalog = pipeline.read_catalog(with_other, articles(with_other)[0], "en")
    assert catalog
    remarks = [m.provenance.remarks for m in catalog.messages if m.provenance]
    assert remarks[1][0] == "mt-score: 0.00"
    assert "mt-warning: Chinese characters left over: 訪問" in remarks[1]
    assert all(m.state is State.DRAFT for m in catalog.messages)


# As a command


@pytest.fixture
def env(installed: Path) -> dict[str, str]:
    return {"ARGOS_PACKAGES_DIR": str(installed)}


def test_the_command_names_articles_and_what_english_was_for(
    project: Project, run: Run, env: dict[str, str]
) -> None:
    done = run("--project", project.root, "translate", "--to", "ko", **env)
    assert done.status == 0, done.err
    assert done.out.startswith("a en: drafted 3 sentences (ko is drafted from them)")
    assert "c ko: drafted 3 sentences" in done.out
    again = run("--project", project.root, "translate", "--json", **env).json
    assert [(r["article"], r["language"], r["drafts"]) for r in again["results"]][:2] == [
        ("a", "en", 0),
        ("b", "en", 0),
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--fast", "--beam", "1"), 0, ""),
        (("--fast", "--beam", "4"), 2, "leave one of them out"),
        (("--beam", "0"), 2, "beam"),
        (("--threads", "1", "--device", "cpu"), 0, ""),
        (("--device", "cuda"), 3, "can't use the graphics card"),
        (("--device", "gpu"), 2, "'auto', 'cpu', 'cuda'"),
    ],
)
def test_the_options(
    arguments: tuple[str, ...], status: int, words: str, project: Project, run: Run, env: dict[str, str]
) -> None:
    done = run("--project", project.root, "translate", *arguments, **env)
    assert done.status == status, done.err
    assert words in done.err


def test_a_dry_run_drafts_korean_too_and_writes_nothing(
    project: Project, run: Run, env: dict[str, str]
) -> None:
    before = snapshot(project.root / "locales")
    done = run("--project", project.root, "translate", "--dry-run", **env)
    assert done.out.count("would draft 3 sentences") == 6
    assert snapshot(project.root / "locales") == before


def test_ctrl_c_is_heard_while_the_model_works(project: Project, env: dict[str, str], tmp_path: Path) -> None:
    sentence = "".join(SENTENCES).replace("。", ",")
    for n in range(40):
        text = "\n\n".join(f"{sentence}核{n}。{sentence}" for n in range(5 * n, 5 * n + 5))
        (project.root / "source" / f"d{n:02}.txt").write_text(f"題目\n\n{text}\n", encoding="utf-8")
    for article in articles(project):
        pipeline.sync(project, article)
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "translate", "--to", "en", "--beam", "16", "--threads", "1"],
        cwd=project.root,
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # a run in the background (make test &) begins with the signal ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    catalog = project.catalog("d00", "en")
    while "\n#. mt:" not in catalog.read_text(encoding="utf-8") and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.strip() == "interrupted; what was finished is kept"
    assert "\n#. mt:" not in project.catalog("d39", "en").read_text(encoding="utf-8")

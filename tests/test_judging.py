"""A translation model as a second pair of eyes: ``bilingual check --model`` with real packages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import polib
import pytest

import wired
from bilingual import pipeline, project
from bilingual.checks import placing
from bilingual.checks.pairs import pairs
from bilingual.config import TranslateConfig
from bilingual.engines.argos import Argos
from bilingual.glossary import Glossary
from conftest import Run

SENTENCES = "韓國總統尹錫悅訪問美國。拜登在白宮舉行會談。北韓進行核武攻擊。中國反對。"


@pytest.fixture
def drafted(run: Run, tmp_path: Path) -> tuple[Path, str]:
    """A project whose sentences a model has drafted in both languages, and where its packages are."""
    packages = tmp_path / "packages"
    for package in wired.packages(tmp_path):
        assert run("models", "install", package, ARGOS_PACKAGES_DIR=str(packages)).status == 0
    folder = tmp_path / "p"
    (folder / "source").mkdir(parents=True)
    (folder / "bilingual.toml").touch()
    (folder / "source" / "a.txt").write_text(f"會談\n\n{SENTENCES}\n", encoding="utf-8")
    run("sync", cwd=folder)
    done = run("translate", cwd=folder, ARGOS_PACKAGES_DIR=str(packages))
    assert done.status == 0, done.err
    return folder, str(packages)


def swap(path: Path, first: int, second: int) -> None:
    catalog = polib.pofile(str(path), wrapwidth=0)
    one, other = catalog[first], catalog[second]
    one.msgstr, other.msgstr = other.msgstr, one.msgstr
    catalog.save(str(path))


def test_neighbours_that_were_swapped_are_found_beside_their_english(
    run: Run, drafted: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, packages = drafted
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", packages)
    opened = project.find(folder)
    (article,) = opened.articles((), (".txt",))

    def found() -> list[str]:
        catalog = pipeline.read_catalog(opened, article, "ko")
        assert catalog
        entries = pairs(catalog.messages, "zh-Hant", "ko", Glossary())
        said = placing.unlikely(entries, pipeline.likelihood(opened, article, "ko"))
        return [catalog.messages[at].id for at, _ in said]

    assert found() == []
    swap(folder / "locales" / "ko" / "LC_MESSAGES" / "a.po", 1, 2)
    assert found() == ["韓國總統尹錫悅訪問美國。", "拜登在白宮舉行會談。"]
    done = run("check", "--model", "--lang", "ko", cwd=folder, ARGOS_PACKAGES_DIR=packages)
    assert done.out.count(": misplaced: ") == 2


def test_the_model_has_nothing_to_say_of_translations_in_their_places(
    run: Run, drafted: tuple[Path, str]
) -> None:
    folder, packages = drafted
    done = run("check", "--model", "--lang", "ko", cwd=folder, ARGOS_PACKAGES_DIR=packages)
    assert ": misplaced: " not in done.out


def test_a_missing_model_is_named_with_what_brings_it(run: Run, drafted: tuple[Path, str]) -> None:
    folder, _ = drafted
    done = run("check", "--model", cwd=folder)
    assert done.status == 3
    assert "bilingual models install" in done.err


def test_scores_are_mean_log_probabilities_and_tell_right_from_wrong(
    drafted: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", drafted[1])
    english, korean = (
        polib.pofile(str(drafted[0] / "locales" / tag / "LC_MESSAGES" / "a.po")) for tag in ("en", "ko")
    )
    right = [(one.msgstr, other.msgstr) for one, other in zip(english, korean, strict=True)]
    wrong = [(one[0], other[1]) for one, other in pairwise(right)]
    engine = Argos(TranslateConfig())
    good, bad = engine.scores(right, "en", "ko"), engine.scores(wrong, "en", "ko")
    assert all(score <= 0 for score in (*good, *bad))
    assert min(good) > max(bad) + placing.MARGIN
    assert engine.scores([], "en", "ko") == []

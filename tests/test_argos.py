"""The engine runs real packages by the real CTranslate2: the article gets recognisable English and Korean."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wired
from bilingual import engines, models
from bilingual.config import TranslateConfig
from bilingual.engines.argos import model, tokenizers
from bilingual.errors import ConfigError, MissingError, PackageError
from bilingual.model import Draft, Passage

SOURCE = Path(__file__).parents[1] / "source" / "washington-declaration.txt"
LINES = [line for line in SOURCE.read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture
def engine(installed: Path, monkeypatch: pytest.MonkeyPatch) -> wired.Bare:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(installed))
    return wired.Bare(engines.create(TranslateConfig()))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packages folder with nothing in it, to install into."""
    folder = tmp_path / "data" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder


def texts(drafts: list[Draft | None]) -> list[str]:
    return [draft.text if draft else "" for draft in drafts]


def test_the_article_becomes_english_and_korean(engine: wired.Bare) -> None:
    english = engine.translate(LINES, "zh-Hant", "en")
    title = "Washington Declaration” US-South Korea峰 talks extended deterrence North Korea nuclear threat"
    assert texts(english)[0] == title
    assert "South Korea First Lady Kim Keon-hee" in texts(english)[4]
    assert {draft.engine for draft in english if draft} == {"argos zt-en 1.9"}
    korean = engine.translate(texts(english), "en", "ko")
    assert texts(korean)[0].endswith("확장억제 북한 핵 위협")
    assert "한국 영부인 김건희" in texts(korean)[4]
    assert {draft.engine for draft in korean if draft} == {"argos en-ko 1.1"}
    assert all(draft and not draft.notes for draft in english[:6] + korean[:6])


def test_all_at_once_is_the_same_as_one_by_one(engine: wired.Bare) -> None:
    together = engine.translate(LINES, "zh-Hant", "en")
    alone = [engine.translate([line], "zh-Hant", "en")[0] for line in LINES]
    assert together == alone
    assert engine.translate(list(reversed(LINES)), "zh-Hant", "en") == list(reversed(together))


class Counted:
    """A translator that remembers how it was called."""

    def __init__(self, translator: object) -> None:
        self.translator = translator
        self.calls: list[tuple[list[list[str]], dict[str, object]]] = []

    def translate_batch(self, batch: list[list[str]], **options: object) -> object:
        self.calls.append((batch, options))
        return self.translator.translate_batch(batch, **options)  # type: ignore[attr-defined]


def counted(engine: wired.Bare) -> Counted:
    engine.translate(["韓國"], "zh-Hant", "en")
    (loaded,) = engine.engine._loaded.values()  # type: ignore[attr-defined]
    seen = Counted(loaded.translator)
    object.__setattr__(loaded, "translator", seen)
    return seen


def test_texts_of_like_length_go_in_batches(engine: wired.Bare) -> None:
    seen = counted(engine)
    assert len(engine.translate(LINES, "zh-Hant", "en")) == len(LINES)
    lengths = [[len(tokens) for tokens in batch] for batch, _ in seen.calls]
    row = [length for batch in lengths for length in batch]
    assert len(row) == len(LINES)
    assert len(lengths) < len(LINES) / 3
    assert row == sorted(row, reverse=True)
    assert all(len(batch) * max(batch) <= model.BATCH_TOKENS for batch in lengths)
    assert all(options["beam_size"] == 4 for _, options in seen.calls)


def test_a_failed_text_is_tried_in_another_way(engine: wired.Bare) -> None:
    seen = counted(engine)
    engine.engine.again([Passage("韓國")], "zh-Hant", "en")
    ((_, options),) = seen.calls
    assert (options["beam_size"], options["no_repeat_ngram_size"]) == (1, 4)


@pytest.mark.parametrize(("settings", "beam"), [({"beam": 2}, 2), ({"beam": 3, "fast": True}, 1)])
def test_the_beam_is_the_settings(settings: dict[str, int], beam: int, engine: wired.Bare) -> None:
    other = wired.Bare(engines.create(TranslateConfig(**settings)))  # type: ignore[arg-type]
    seen = counted(other)
    other.translate(["韓國"], "zh-Hant", "en")
    assert seen.calls[0][1]["beam_size"] == beam


def test_threads_are_workers(engine: wired.Bare) -> None:
    for threads, workers in ((3, 3), (0, len(os.sched_getaffinity(0)))):
        other = wired.Bare(engines.create(TranslateConfig(threads=threads)))
        other.translate(["韓國"], "zh-Hant", "en")
        (loaded,) = other.engine._loaded.values()  # type: ignore[attr-defined]
        assert loaded.translator.num_translators == loaded.workers == workers


def test_without_a_graphics_card(engine: wired.Bare) -> None:
    with pytest.raises(MissingError, match="can't use the graphics card") as caught:
        wired.Bare(engines.create(TranslateConfig(device="cuda"))).translate(["韓國"], "zh-Hant", "en")
    assert "--device cpu" in caught.value.hint


def test_progress_counts_every_text_once(engine: wired.Bare) -> None:
    told: list[int] = []
    other = engines.create(TranslateConfig(), engines.Access(progress=told.append))
    long = "韓國總統。" * 200
    other.translate([Passage(text) for text in (*LINES, "", long)], "zh-Hant", "en")
    assert sum(told) == len(LINES) + 2
    assert max(told) <= len(LINES)


def test_the_score_is_the_mean_of_the_tokens_log_probabilities(engine: wired.Bare) -> None:
    engine.translate(["韓國"], "zh-Hant", "en")
    (loaded,) = engine.engine._loaded.values()  # type: ignore[attr-defined]
    (draft,) = engine.translate(["韓國總統表示,美國。"], "zh-Hant", "en")
    tokens = loaded.tokenizer.encode("韓國總統表示,美國。")
    (result,) = loaded.translator.translate_batch([tokens], beam_size=4)
    (scored,) = loaded.translator.score_batch([tokens], result.hypotheses)
    assert draft
    assert draft.score == pytest.approx(sum(scored.log_probs) / len(scored.log_probs), abs=1e-3)


def test_a_new_engine_gives_the_same_text(engine: wired.Bare) -> None:
    again = wired.Bare(engines.create(TranslateConfig()))
    assert engine.translate(LINES, "zh-Hant", "en") == again.translate(LINES, "zh-Hant", "en")


def test_what_has_no_text_has_no_draft(engine: wired.Bare) -> None:
    assert engine.translate(["", "  ", "韓國", "\n"], "zh-Hant", "en") == [
        None, None, Draft("South Korea", "argos zt-en 1.9", score=0.0), None,
    ]  # fmt: skip
    assert engine.translate([], "zh-Hant", "en") == []


def test_nothing_to_translate_needs_no_model(empty: Path) -> None:
    assert wired.Bare(engines.create(TranslateConfig())).translate([" "], "zh-Hant", "en") == [None]


def test_underscores_addresses_and_tags_come_through(engine: wired.Bare) -> None:
    (draft,) = engine.translate(["(圖/Twitter @a_b_c)<1>韓國</1> https://x.org/a_b?c=1&d"], "zh-Hant", "en")
    assert draft
    assert "@a_b_c" in draft.text
    assert "https://x.org/a_b?c=1&d" in draft.text
    assert "▁" not in draft.text


def test_regions_and_spellings_of_a_tag_lead_to_the_same_model(engine: wired.Bare) -> None:
    assert engine.translate(["韓國"], "zh-TW", "en-GB") == engine.translate(["韓國"], "zh-Hant", "en")


def test_a_pair_without_a_model_is_named(engine: wired.Bare) -> None:
    with pytest.raises(MissingError, match="zh-Hant → ko") as caught:
        engine.translate(["韓國"], "zh-Hant", "ko")
    assert "bilingual models install zh-Hant ko" in caught.value.hint


# Long texts


@pytest.mark.parametrize("clause", ["韓國總統強調。", "韓國總統,", "韓國總統 ", "韓國總統"])
def test_nothing_of_a_long_text_is_cut(clause: str, engine: wired.Bare) -> None:
    (draft,) = engine.translate([clause * 300], "zh-Hant", "en")
    assert draft
    assert draft.text.count("South Korea") == draft.text.count("President") == 300
    assert re.fullmatch(r"translated in \d+ parts because of its length", draft.notes[0])


def test_a_long_text_is_cut_after_sentences(engine: wired.Bare) -> None:
    (draft,) = engine.translate(["韓國總統,和美國總統,強調「核武」。" * 40], "zh-Hant", "en")
    assert draft
    sentence = "South Korea President, and the United States President, stressed“ nuclear weapons”."
    assert draft.text.replace(". South", ".South") == ".".join([sentence.rstrip(".")] * 40) + "."


def test_one_very_long_text_among_short_ones(engine: wired.Bare) -> None:
    long = "韓國" * 3000
    drafts = engine.translate(["美國", long, "中國"], "zh-Hant", "en")
    assert texts(drafts)[::2] == ["the United States", "China"]
    assert texts(drafts)[1].count("South Korea") == 3000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(alphabet="韓國總統。，,」「 \n!a1", max_size=1500))
def test_parts_joined_are_the_text(text: str, engine: wired.Bare) -> None:
    engine.translate(["韓國"], "zh-Hant", "en")
    (loaded,) = engine._loaded.values()  # type: ignore[attr-defined]
    parts = list(loaded.split(text))
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert all(parts)
    assert all(len(loaded.tokenizer.encode(part)) <= model.MAX_SOURCE_TOKENS for part in parts)


def test_what_never_ends_is_cut_at_its_own_cap(tmp_path: Path, empty: Path) -> None:
    path = wired.package(tmp_path, "zt", "en", "1.0", dict(wired.CHINESE_ENGLISH), endless=True)
    models.install_file(path)
    endless = wired.Bare(engines.create(TranslateConfig()))
    drafts = endless.translate(["韓國", "美國" * 40], "zh-Hant", "en")
    assert [draft.cut for draft in drafts if draft] == [True, True]
    short, long = texts(drafts)
    assert len(short.split()) < 120 < len(long.split())


# Packages of other kinds


def test_the_target_prefix_is_given_and_taken_off(tmp_path: Path, empty: Path) -> None:
    pairs = wired.CHINESE_ENGLISH
    models.install_file(wired.package(tmp_path, "zt", "en", "2.0", pairs, target_prefix="__en__"))
    (draft,) = wired.Bare(engines.create(TranslateConfig())).translate(["韓國總統"], "zh-Hant", "en")
    assert draft == Draft("South Korea President", "argos zt-en 2.0", score=0.0)


def test_a_bpe_package_runs_where_sacremoses_is(tmp_path: Path, empty: Path) -> None:
    pytest.importorskip("sacremoses")
    models.install_file(wired.bpe_package(tmp_path))
    (draft,) = wired.Bare(engines.create(TranslateConfig())).translate(["Korea and Japan."], "en", "ko")
    assert draft == Draft("한국 및 일본.", "argos en-ko 1.0", score=0.0)


def test_a_bpe_package_says_what_it_needs(
    tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models.install_file(wired.bpe_package(tmp_path))
    monkeypatch.setattr(tokenizers, "find_spec", lambda name: None)
    with pytest.raises(MissingError, match="sacremoses") as caught:
        wired.Bare(engines.create(TranslateConfig())).translate(["Korea"], "en", "ko")
    assert "pip install" in caught.value.hint


# Models that are not what they should be


@pytest.mark.parametrize("part", ["model/model.bin", "sentencepiece.model", "model/source_vocabulary.json"])
@pytest.mark.parametrize("recorded", [True, False], ids=["ours", "argospm's"])
def test_a_damaged_file_is_named(part: str, recorded: bool, tmp_path: Path, empty: Path) -> None:
    package = models.install_file(wired.packages(tmp_path)[0])
    (package.path / part).write_bytes(b"\x00not what it was")
    if not recorded:
        (package.path / ".bilingual.json").unlink()
    with pytest.raises(PackageError) as caught:
        wired.Bare(engines.create(TranslateConfig())).translate(["韓國"], "zh-Hant", "en")
    assert caught.value.path.startswith(str(package.path))
    assert "bilingual models install zh-Hant en" in caught.value.hint


def test_a_weight_that_changed_by_a_bit_is_not_used(tmp_path: Path, empty: Path) -> None:
    package = models.install_file(wired.packages(tmp_path)[0])
    weights = package.path / "model" / "model.bin"
    data = bytearray(weights.read_bytes())
    data[-1000] ^= 1
    weights.write_bytes(data)
    with pytest.raises(PackageError, match="damaged"):
        wired.Bare(engines.create(TranslateConfig())).translate(["韓國"], "zh-Hant", "en")


@pytest.mark.parametrize("library", ["ctranslate2", "sentencepiece"])
def test_a_missing_library_is_named(
    library: str, engine: wired.Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingError) as caught:
        engine.translate(["韓國"], "zh-Hant", "en")
    assert caught.value.hint == f"install it: pip install {library}"


def test_argostranslate_is_never_imported(installed: Path, tmp_path: Path) -> None:
    code = """
import sys
from bilingual import engines
from bilingual.config import TranslateConfig
from bilingual.model import Passage
print(engines.create(TranslateConfig()).translate([Passage("韓國")], "zh-Hant", "en")[0].text)
print([name for name in sys.modules if name.split(".")[0] in {"argostranslate", "stanza", "torch", "spacy"}])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ARGOS_PACKAGES_DIR": str(installed), "HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines() == ["South Korea", "[]"]
    assert list(tmp_path.iterdir()) == []


def test_wired_packages_are_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first, second = wired.packages(tmp_path / "one"), wired.packages(tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.name for path in first] == [
        "translate-zt_en-1_9.argosmodel",
        "translate-en_ko-1_1.argosmodel",
    ]


# The registry


def test_an_unknown_engine_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="unknown engine “argus”") as caught:
        engines.create(TranslateConfig(engine=("argus",)))
    assert "argos" in caught.value.hint


def test_an_engine_may_come_from_another_package(monkeypatch: pytest.MonkeyPatch) -> None:
    point = importlib.metadata.EntryPoint("shout", "test_argos:Shout", engines.GROUP)
    monkeypatch.setattr(engines, "entry_points", lambda group: [point] if group == engines.GROUP else [])
    other = engines.create(TranslateConfig(engine=("shout",), beam=3))
    assert other.translate([Passage("hello")], "en", "en-GB") == [Draft("HELLO!!!", "shout")]


class Shout(engines.Engine):
    def __init__(self, config: TranslateConfig, _access: engines.Access) -> None:
        self.marks = "!" * config.beam

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return [Draft(passage.text.upper() + self.marks, "shout") for passage in passages]

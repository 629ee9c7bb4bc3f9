"""Raw answers pass the guards: what a broken model writes is mended, marked or thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polib
import pytest

import wired
from bilingual import checks, drafting, models, pipeline
from bilingual.config import Config
from bilingual.drafting.guards import looped_share
from bilingual.model import Draft, Passage
from bilingual.pipeline import guarding
from bilingual.project import Article, Project

EXAMINE = guarding.examiner(Config())
DATA = Path(__file__).parents[1].parent / "shared" / "data"


def faults(source: str, text: str, way: tuple[str, str] = ("zh-Hant", "en"), *, cut: bool = False):
    return drafting.faults(Passage(source), Draft(text, "x", cut=cut), *way, EXAMINE)


def test_an_answer_far_too_long_is_faulty_and_not_worthless() -> None:
    source = "韓國總統尹錫悅訪問美國並發表聯合聲明。"
    more = (
        ", and it was said that the visit had been long in the making for many reasons that few knew, while others "
        "pointed to the weather over Virginia, which had kept two earlier flights from landing on schedule that week"
    )
    (fault,) = faults(source, f"South Korean President Yoon Suk Yeol visited the United States{more}.")
    assert "much longer than usual" in fault.message
    assert not fault.worthless


# One guard at a time


@pytest.mark.parametrize(
    ("source", "text", "way", "reason"),
    [
        ("韓國總統", " \n", ("zh-Hant", "en"), "gave nothing"),
        ("韓國總統表示", "韓國總統表示。", ("zh-Hant", "en"), "gave the source back"),
        ("The president said so.", "the president said so", ("en", "ko"), "gave the source back"),
        (
            "韓國總統訪問美國。",
            "the leader of the leader of the leader of",
            ("zh-Hant", "en"),
            "repeated itself",
        ),
        ("韓國總統", "하하하하하하하하하하하하하하하하", ("zh-Hant", "ko"), "repeated itself"),
    ],
)
def test_worthless_answers(source: str, text: str, way: tuple[str, str], reason: str) -> None:
    (fault,) = faults(source, text, way)
    assert fault.worthless
    assert reason in fault.message


FAULTY = [
    ("number", "會談約20分鐘。", "The talks took a while.", ("zh-Hant", "en")),
    ("han", "韓國總統尹錫悅訪問美國。", "President 尹錫悅 of South Korea visited the United States.", ("zh-Hant", "en")),
    ("script", "韓國總統訪問美國。", "Президент Южной Кореи посетил США.", ("zh-Hant", "en")),
    ("english", "The nuclear umbrella covers it.", "그것은 covers nuclear umbrella the sea.", ("en", "ko")),
    ("truncated", "韓國總統尹錫悅應美國總統之邀,於四月下旬前往美國進行國事訪問,並發表聯合聲明。", "He left.", ("zh-Hant", "en")),
    ("repetition", "韓國總統和美國總統舉行會談。", "The president of South Korea held talks held talks held talks with the president of the United States.", ("zh-Hant", "en")),
    ("address", "(圖/Twitter @POTUS)", "(Photo: Twitter)", ("zh-Hant", "en")),
    ("tag", "<1>核諮詢小組</1>成立。", "The Nuclear Consultative Group was set up.", ("zh-Hant", "en")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "way"), [case[1:] for case in FAULTY if case[0] in checks.CODES])
def test_faulty_answers(source: str, text: str, way: tuple[str, str]) -> None:
    found = faults(source, text, way)
    assert found
    assert not any(fault.worthless for fault in found)


def test_an_answer_that_was_cut_is_said() -> None:
    (fault,) = faults("韓國總統", "President of South Korea", cut=True)
    assert "was stopped" in fault.message


@pytest.mark.parametrize(
    ("source", "text", "way"),
    [
        ("韓國總統訪問美國。", "The president of South Korea visits the United States.", ("zh-Hant", "en")),
        ("@POTUS", "@POTUS", ("zh-Hant", "en")),
        ("Washington Declaration", "Washington Declaration", ("zh-Hant", "en")),
        ("Joe Biden", "Joe Biden", ("en", "ko")),
        ("NATO, NCG, F-35: https://example.org/a?b=c", "NATO, NCG, F-35: https://example.org/a?b=c", ("en", "ko")),
        ("不,不,不!", "No, no, no!", ("zh-Hant", "en")),
    ],
)  # fmt: skip
def test_answers_that_are_right(source: str, text: str, way: tuple[str, str]) -> None:
    assert faults(source, text, way) == ()


def test_a_loop_of_the_sources_own_may_stay() -> None:
    assert not any(fault.worthless for fault in faults("哈" * 12, "ha " * 12))


def test_what_a_project_ignores_its_drafts_need_not_keep() -> None:
    from bilingual.config import CheckConfig

    examine = guarding.examiner(Config(check=CheckConfig(ignore=("number",))))
    assert examine(Passage("會談約20分鐘。"), "The talks took a while.", "zh-Hant", "en") == []


def test_every_guard_is_a_check_that_exists() -> None:
    assert {"number", "han"} <= guarding.GUARDS & set(checks.CODES)


@pytest.mark.parametrize(
    ("text", "share"),
    [("", 0), ("abcabcabc", 0), ("abcabcabcabc", 1), ("the a of the a of the a of the", 1), ("x" * 24, 1)],
)
def test_the_share_of_a_loop(text: str, share: float) -> None:
    assert looped_share(text) == pytest.approx(share, abs=0.05)


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the shared data")
@pytest.mark.parametrize(("name", "way"), [("eng", ("zh-Hant", "en")), ("kor", ("zh-Hant", "ko"))])
def test_human_translations_are_hardly_ever_refused(name: str, way: tuple[str, str]) -> None:
    folder = DATA / "ntrex"
    sources = (folder / "newstest2019-ref.zho-TW.txt").read_text(encoding="utf-8").splitlines()
    (path,) = folder.glob(f"newstest2019-*.{name}.txt")
    texts = path.read_text(encoding="utf-8").splitlines()
    refused = [
        (source, text)
        for source, text in zip(sources[:600], texts[:600], strict=True)
        for fault in drafting.faults(Passage(source), Draft(text, "x"), *way)
        if fault.worthless
    ]
    assert refused == []


# The second attempt


class Scripted:
    """An engine with an answer for each attempt, and a memory of what it was asked."""

    def __init__(self, first: str | None, second: str | None) -> None:
        self.answers = (first, second)
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._say("first", passages)

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._say("again", passages)

    def _say(self, attempt: str, passages: Sequence[Passage]) -> list[Draft | None]:
        self.asked.append((attempt, tuple(p.text for p in passages)))
        text = self.answers[attempt == "again"]
        return [None if text is None else Draft(text, "scripted", ("a note",), score=-0.5) for _ in passages]


GOOD, LOOP, HAN = "President Yoon visited.", "of the of the of the of the of the", "President 尹 visited."


@pytest.mark.parametrize(
    ("first", "second", "text", "warnings", "refused"),
    [
        (GOOD, None, GOOD, 1, ""),
        (LOOP, GOOD, GOOD, 1, ""),
        (LOOP, HAN, HAN, 2, ""),
        (HAN, LOOP, HAN, 2, ""),
        (HAN, None, HAN, 2, ""),
        (LOOP, LOOP, None, 0, "the machine only repeated itself"),
        (LOOP, None, None, 0, "the machine only repeated itself"),
        (None, GOOD, None, 0, ""),
    ],
)
def test_the_better_of_two_attempts_is_kept(
    first: str | None, second: str | None, text: str | None, warnings: int, refused: str
) -> None:
    engine = Scripted(first, second)
    (outcome,) = drafting.answer([Passage("尹總統訪問。")], engine, ("zh-Hant", "en"), EXAMINE)
    assert (outcome.draft.text if outcome.draft else None) == text
    assert sum(remark.startswith("mt-warning: ") for remark in outcome.remarks) == warnings
    assert outcome.refused == refused
    assert len(engine.asked) == (1 if first in (GOOD, None) else 2)


def test_only_what_failed_is_asked_again() -> None:
    class Half(Scripted):
        def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
            good, bad = self._say("first", passages), self._say("again", passages)
            self.asked = self.asked[:1]
            return [bad[n] if "壞" in p.text else good[n] for n, p in enumerate(passages)]

    engine = Half(GOOD, LOOP)
    passages = [Passage("尹總統訪問。"), Passage("壞"), Passage("尹總統。")]
    outcomes = drafting.answer(passages, engine, ("zh-Hant", "en"), EXAMINE)
    assert engine.asked[1:] == [("again", ("壞",))]
    assert [bool(outcome.draft) for outcome in outcomes] == [True, False, True]


def test_what_a_person_wrote_before_passes_unguarded() -> None:
    engine = Scripted(LOOP, GOOD)
    (outcome,) = drafting.answer([Passage("甲")], engine, ("zh-Hant", "en"), EXAMINE, guarded=False)
    assert outcome.draft
    assert outcome.draft.text == LOOP
    assert len(engine.asked) == 1


# Broken models, run by the real CTranslate2 into a real catalog

BROKEN = {
    **wired.CHINESE_ENGLISH,
    "拜登": "</s>",
    "中國": "▁the▁leader▁of▁the▁leader▁of▁the▁leader▁of▁the▁leader▁of",
    "1961": "▁some",
    "日本": "▁일본",
}
SOURCE = """韓國總統

拜登。

中國表示和平。

會談1961和平。

韓國總統和首爾市長。

美國總統。
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    models.install_file(wired.package(tmp_path, "zt", "en", "1.9", BROKEN))
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text(SOURCE, encoding="utf-8")
    project = Project(tmp_path, Config(targets=("en",)))
    pipeline.sync(project, article(project))
    return project


def article(project: Project) -> Article:
    return Article("a", project.root / "source" / "a.txt")


def catalog(project: Project) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(project.catalog("a", "en")))}


def test_what_a_broken_model_writes(project: Project) -> None:
    (drafted,) = pipeline.translate(project, article(project))
    entries = catalog(project)
    assert entries["美國總統。"].msgstr == "the United States President."
    assert "mt-warning" not in entries["美國總統。"].comment
    assert entries["拜登。"].msgstr == ""
    assert entries["中國表示和平。"].msgstr == ""
    assert "mt-warning: 1961 is not in the translation" in entries["會談1961和平。"].comment
    assert "mt-warning: Chinese characters left over: 首爾市長" in entries["韓國總統和首爾市長。"].comment
    assert (drafted.drafts, drafted.warned, drafted.waiting) == (4, 2, 2)
    assert [(one.text, one.reason) for one in drafted.rejected] == [
        ("拜登。", "the machine gave nothing"),
        ("中國表示和平。", "the machine only repeated itself"),
    ]
    lines = project.catalog("a", "en").read_text(encoding="utf-8").splitlines()
    assert all(lines[one.line - 1] == f'msgid "{one.text}"' for one in drafted.rejected)


def test_a_second_run_on_a_broken_model_changes_nothing(project: Project) -> None:
    pipeline.translate(project, article(project))
    before = project.catalog("a", "en").read_bytes()
    (drafted,) = pipeline.translate(project, article(project))
    assert drafted.drafts == 0
    assert len(drafted.rejected) == 2
    assert project.catalog("a", "en").read_bytes() == before


def test_a_model_without_an_end_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    models.install_file(wired.package(tmp_path, "zt", "en", "2.0", dict(wired.CHINESE_ENGLISH), endless=True))
    (drafted,) = pipeline.translate(project, article(project))
    for entry in catalog(project).values():
        assert not entry.msgstr or "mt-warning: the machine found no end" in entry.comment
    assert drafted.warned == drafted.drafts

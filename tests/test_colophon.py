"""The colophon's paragraphs: in every language, from the values of an edition alone."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from bilingual import furniture
from bilingual.colophon import OWN, Paragraph, byline, colophon, statement
from bilingual.credits import Credits, HeaderCredits, Statement
from bilingual.edition_settings import COLOPHON_PARTS, ColophonConfig
from bilingual.model import Edition
from conftest import ROOT

SPOKEN = ("zh-Hant", "zh-Hans", "en", "ja", "ko")
TOLD = (
    "Written with a language model's help and revised for this project. It is not output of Argos Translate."
)
ENGLISH = Statement(
    "en", 66, 12, 3, 66, 0, ("argos zt-en 1.9", "memory"), HeaderCredits(("Kim Minji", "Lee Soyeon"))
)
KOREAN = Statement("ko", 66, 66, 0, 1, 2, ("argos en-ko 1.1",), HeaderCredits((), (TOLD,)))
EDITION = Edition(
    "a", ("zh-Hant", "en", "ko"), (), ("標題", "Title", "제목"), "zh-Hant",
    date="2026-11-23T20:45+00:00", author="王小明", publisher="例報", published="2023-04-27",
    credits=Credits("王小明", "例報", "2023-04-27", "https://example.org/a", "CC BY 4.0"), statements=(ENGLISH, KOREAN),
)  # fmt: skip
FONTS = ("Noto Serif CJK TC", "Source Serif 4", "Nanum Myeongjo")


def texts(tag: str, edition: Edition = EDITION, settings: ColophonConfig | None = None) -> list[str]:
    found = colophon(edition, (edition,), settings or ColophonConfig(), tag, FONTS)
    return [f"{paragraph.label}: {paragraph.text}" for paragraph in found]


def test_an_english_colophon_says_all_that_is_known() -> None:
    assert texts("en") == [
        "Source: 王小明 · 例報 · April 27, 2023 · https://example.org/a",
        "English translation: Translated by Kim Minji and Lee Soyeon. 12 of 66 sentences were drafted by a machine "
        "(argos zt-en 1.9 and memory). 3 of the reviewed drafts stand as the machine wrote them. "
        "All sentences are marked as reviewed.",
        f"Korean translation: {TOLD} Every sentence was drafted by a machine (argos en-ko 1.1). "
        "1 of 66 sentences is marked as reviewed. 2 sentences are not translated.",
        "Licence: CC BY 4.0",
        "Production: Set with bilingual and WeasyPrint in Noto Serif CJK TC and Source Serif 4 "
        "(SIL Open Font License 1.1) and Nanum Myeongjo. Text as of November 23, 2026.",
    ]


@pytest.mark.parametrize("tag", SPOKEN)
def test_every_column_speaks_its_own_language(tag: str) -> None:
    edition = replace(EDITION, languages=(tag,), titles=("T",))
    text = "".join(texts(tag, edition))
    for value in (
        "王小明",
        "Kim Minji",
        "12",
        "66",
        "argos zt-en 1.9",
        "CC BY 4.0",
        "Source Serif 4",
        "2026",
    ):
        assert value in text
    assert "{" not in text
    assert tag == "en" or not re.search("Translated|sentence|Licence|drafted|language model|Set with", text)


def test_a_language_without_furniture_gets_english_words_throughout() -> None:
    edition = replace(EDITION, languages=("fr",), titles=("T",))
    assert texts("fr", edition)[1:] == texts("en")[1:]


def test_a_disclosure_in_other_words_is_quoted_as_it_stands() -> None:
    found = Statement("en", 1, reviewed=1, header=HeaderCredits((), ("Drafted by DeepL, revised.",)))
    assert statement(found, "en").startswith("Its catalog says: “Drafted by DeepL, revised.” All")
    assert "「Drafted by DeepL, revised.」" in statement(found, "zh-Hant")


def test_what_says_nothing_of_a_machine_is_said_to_say_nothing() -> None:
    assert statement(Statement("en", 2, reviewed=2), "en").startswith("No machine draft is on record.")
    assert statement(Statement("en", 2), "en").endswith("Nobody has reviewed it.")


def test_parts_come_in_the_publishers_order_and_none_switches_it_off() -> None:
    settings = ColophonConfig(("production", "source"), {"en": "Printed for friends."})
    found = colophon(EDITION, (EDITION,), settings, "en", FONTS)
    assert [paragraph.part for paragraph in found] == ["production", "source", OWN]
    assert found[-1] == Paragraph(OWN, "", "Printed for friends.")
    assert colophon(EDITION, (EDITION,), ColophonConfig(()), "en", FONTS) == ()
    assert {p.part for p in colophon(EDITION, (EDITION,), ColophonConfig(), "en", FONTS)} == set(
        COLOPHON_PARTS
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(EDITION, credits=Credits(), statements=(), date="")
    assert [line.split(":")[0] for line in texts("en", bare)] == ["Production"]


def test_a_volume_names_the_article_with_its_source_and_licence() -> None:
    other = replace(EDITION, titles=("乙", "Other", "다른"), credits=Credits(licence="CC0 1.0"))
    whole = replace(EDITION, titles=("冊", "Volume", "책"), credits=Credits(editor="E"))
    found = colophon(whole, (EDITION, other), ColophonConfig(("source", "licence")), "en", FONTS)
    assert [paragraph.text for paragraph in found] == [
        "Title · 王小明 · 例報 · April 27, 2023 · https://example.org/a",
        "Title · CC BY 4.0",
        "Other · CC0 1.0",
    ]


def test_the_line_below_a_title_names_the_translators_in_their_own_column() -> None:
    assert byline(EDITION, "zh-Hant") == "王小明 · 例報 · 2023年4月27日"
    assert byline(EDITION, "en") == "王小明 · 例報 · April 27, 2023 · Translated by Kim Minji and Lee Soyeon"
    assert byline(EDITION, "ko") == "王小明 · 例報 · 2023년 4월 27일"
    edited = replace(
        EDITION, author="E", publisher="", published="", credits=Credits(editor="E"), statements=()
    )
    assert byline(edited, "ko") == "E 엮음"


def test_every_furniture_text_is_there_in_every_language() -> None:
    from babel.messages.pofile import read_po

    folder = ROOT / "src" / "bilingual" / "locale"
    files = sorted(folder.glob("*/LC_MESSAGES/furniture.po"))
    assert len(files) == len(SPOKEN)
    read = [read_po(io.BytesIO(path.read_bytes()), locale=path.parts[-3]) for path in files]
    assert len({frozenset(str(message.id) for message in catalog) for catalog in read}) == 1
    for catalog in read:
        for message in catalog:
            names = set(re.findall(r"{\w+}", str(message.id)))
            assert all(message.string if isinstance(message.string, tuple) else [message.string])
            assert set(re.findall(r"{\w+}", str(message.string))) == names, message.id


def test_the_disclosures_that_the_page_lists_are_known_in_every_language() -> None:
    page = (ROOT / "docs" / "colophon.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- `(.+)`$", page, re.M)
    assert len(listed) == 6
    for told in listed:
        assert len({furniture.known(told, tag) for tag in SPOKEN}) == len(SPOKEN)

"""Who made an edition: names and disclosures in the catalogs' headers, and the statement that is counted from the entries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import catalogs, editions
from bilingual.credits import Credits, HeaderCredits, Review, Statement
from bilingual.model import Document, Message, Metadata, Provenance, Role, Segment, State
from conftest import ARTICLE, ROOT
from test_editions import article, message


def credits(comment: str, last: str = "") -> HeaderCredits:
    lines = "".join(f"# {line}".rstrip() + "\n" for line in comment.split("\n"))
    head = f'{lines}msgid ""\nmsgstr ""\n"Last-Translator: {last}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return catalogs.parse(head.encode(), path="x.po", language="en").credits


@pytest.mark.parametrize(
    ("comment", "last", "names"),
    [
        ("Kim Minji <minji@example.org>, 2024.", "Park Jiho <jiho@example.org>", ("Kim Minji", "Park Jiho")),
        ("Translators:\nLee Soyeon, 2025\n김민지 <m@example.org>, 2023, 2024.", "", ("Lee Soyeon", "김민지")),
        ("Translators: Lee Soyeon", "", ("Lee Soyeon",)),
        ("FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.", "FULL NAME <EMAIL@ADDRESS>", ()),
        ("A catalog of ours, 2024.", "Automatically generated", ()),
        ("", "someone@example.org", ()),
        ("", "<someone@example.org>", ()),
        ("", "Hosted Weblate <noreply@weblate.org>", ()),
        ("Kim Minji <a@example.org>, 2023.\nkim minji <b@example.org>, 2024.", "Kim Minji", ("Kim Minji",)),
        ("Translators:\nLee Soyeon\n\nNot a name, 2024", "", ("Lee Soyeon",)),
    ],
)
def test_only_names_of_people_are_taken_from_a_header(
    comment: str, last: str, names: tuple[str, ...]
) -> None:
    assert credits(comment, last).translators == names


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=60))
def test_no_address_ever_becomes_a_name(words: str) -> None:
    words = words.replace('"', "").replace("\\", "")
    found = credits(
        f"{words} <me@example.org>, 2024.\nTranslators:\n{words}@example.org, 2024", f"{words} <a@b.org>"
    )
    assert not any("@" in name or "<" in name for name in found.translators)


def test_a_disclosure_is_the_whole_line_and_our_own_advice_is_none() -> None:
    for tag in ("en", "ko"):
        data = (ROOT / "locales" / tag / "LC_MESSAGES" / f"{ARTICLE}.po").read_bytes()
        (told,) = catalogs.parse(data, path="x.po", language=tag).credits.disclosures
        assert told.startswith("Written with a language model's help and revised for this project.")


def test_a_disclosure_that_was_wrapped_is_one_again() -> None:
    found = credits("Notes of ours.\nThe first draft is from\nDeepL, revised since.\n\nWe maintain it.")
    assert found.disclosures == ("The first draft is from DeepL, revised since.",)


def test_a_translators_name_was_printed_within_the_disclosure_below_it() -> None:
    said = "Machine translation, revised by a person."
    found = credits(f"Translators:\nLee Soyeon, 2025\n{said}")
    assert (found.translators, found.disclosures) == (("Lee Soyeon",), (said,))


def drafted(source: str, state: State, engine: str = "argos zt-en 1.9", *, as_is: bool = False) -> Message:
    found = replace(message(source, "Text.", state), provenance=Provenance(engine, "00000000"))
    return replace(found, accepted_as_is=as_is)


def of(*messages: Message, lines: int = 4) -> Statement:
    document, segments = article(*((Role.PARAGRAPH, f"{n}。", n) for n in range(lines)))
    (found,) = editions.compose(document, segments, {"en": messages}, ("zh-Hant", "en")).statements
    return found


def test_the_statement_counts_what_a_machine_drafted_and_how_much_is_reviewed() -> None:
    found = of(
        drafted("0。", State.REVIEWED, as_is=True),
        drafted("1。", State.REVIEWED, "memory 82 %"),
        drafted("2。", State.DRAFT),
        message("3。", "", State.UNTRANSLATED),
        drafted("elsewhere", State.REVIEWED, "other"),
    )
    assert found == Statement(
        "en", 4, drafted=3, unchanged=1, reviewed=2, untranslated=1, engines=("argos zt-en 1.9", "memory")
    )
    assert found.review is Review.PARTLY


def test_all_some_or_none_are_reviewed() -> None:
    assert of(message("0。", "A"), lines=1).review is Review.ALL
    assert of(message("0。", "A"), lines=2).review is Review.PARTLY
    assert of(drafted("0。", State.DRAFT), lines=1).review is Review.NONE
    assert of(lines=1).review is Review.NONE


def test_a_sentence_that_stands_twice_counts_once() -> None:
    document, segments = article((Role.PARAGRAPH, "一。", 0), (Role.PARAGRAPH, "一。", 1))
    (found,) = editions.compose(document, segments, {"en": [message("一。", "One.")]}, ("en",)).statements
    assert (found.sentences, found.reviewed) == (1, 1)


def said() -> tuple[Document, list[Segment]]:
    document, segments = article((Role.BYLINE, "記者甲", 0), (Role.PARAGRAPH, "一。", 1))
    return replace(
        document, metadata=Metadata(author="甲", publisher="乙報", published="2023-04-27")
    ), segments


def test_credits_come_from_the_settings_then_from_the_sources_head() -> None:
    own = Credits(author="A", url="https://example.org/a", licence="CC BY 4.0")
    found = editions.compose(*said(), {}, ("en",), credits=own).credits
    assert found == Credits("A", "乙報", "2023-04-27", "https://example.org/a", "CC BY 4.0")


def test_the_publisher_of_a_front_matter_did_not_stand_below_the_title() -> None:
    document, segments = said()
    assert editions.compose(document, segments, {}, ("en",)).publisher == "乙報"
    own = Credits(publisher="丙社")
    assert editions.compose(document, segments, {}, ("en",), credits=own).publisher == "丙社"
    document, segments = article((Role.SOURCE, "來源：乙報", 0), (Role.PARAGRAPH, "一。", 1))
    head = Metadata(publisher="乙報")
    assert editions.compose(replace(document, metadata=head), segments, {}, ("en",)).publisher == ""


def test_a_volume_says_of_all_its_articles_together_what_each_says() -> None:
    parts = [
        editions.compose(
            *article((Role.PARAGRAPH, f"{n}。", 0)),
            {"en": [drafted(f"{n}。", State.DRAFT, engine)]},
            ("zh-Hant", "en"),
            date=f"2024-0{n}-01",
            headers={"en": HeaderCredits((f"T{n}", "T"))},
        )
        for n, engine in ((1, "argos zt-en 1.9"), (2, "pseudo"))
    ]
    volume = editions.bind("spring", parts, ("春", "Spring"), credits=Credits(editor="E"))
    assert volume.editions == tuple(parts)
    whole = volume.whole
    assert (whole.article, whole.titles, whole.author, whole.date) == (
        "spring",
        ("春", "Spring"),
        "E",
        "2024-02-01",
    )
    assert (len(whole.rows), whole.drafts, whole.labels) == (2, 2, (editions.DRAFT,))
    assert whole.statements == (
        Statement(
            "en", 2, drafted=2, engines=("argos zt-en 1.9", "pseudo"), header=HeaderCredits(("T1", "T", "T2"))
        ),
    )

"""An Edition or a Volume → its colophon in one language: what an edition says of itself after its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bilingual import furniture
from bilingual.credits import Review, Statement
from bilingual.edition_settings import ColophonConfig
from bilingual.languages import display_name, language
from bilingual.model import Edition

OWN = "own"
"""The part that is the publisher's own text."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_OFL = re.compile(r"(?:Noto|Source) (?:Sans|Serif)\b", re.IGNORECASE)
"""Families that are under the SIL Open Font License 1.1: the bundled and the recommended ones."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a colophon."""

    part: str
    """``source``, ``translation``, ``licence``, ``production`` or ``own``."""
    label: str
    """What it is about, in the colophon's language; empty for the publisher's own text."""
    text: str
    url: str = ""
    """An address in ``text`` that leads somewhere."""


def colophon(
    whole: Edition, parts: Sequence[Edition], settings: ColophonConfig, tag: str, fonts: Sequence[str]
) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a colophon in the language ``tag``, in the order that ``settings`` say.

    ``tag`` is one of the edition's; where the furniture doesn't speak it, the words are English. ``parts`` are the articles of the edition ``whole``: the same one, or those of a volume. ``fonts`` are the
    families that it is set in, none where it is the reader's program that chooses. A part of which nothing is
    known is left out.
    """
    words = furniture.spoken(tag)
    writers: dict[str, Callable[[], Iterable[Paragraph]]] = {
        "source": lambda: _sources(whole, parts, tag),
        "translation": lambda: (_translation(found, words) for found in whole.statements),
        "licence": lambda: _licences(parts, tag),
        "production": lambda: [_production(whole, words, fonts)],
    }
    found = [paragraph for part in settings.parts for paragraph in writers[part]()]
    own = settings.text.get(tag, "").strip()
    return (*found, *([Paragraph(OWN, "", own)] if own else []))


def byline(edition: Edition, tag: str) -> str:
    """Say in one line below a title who wrote, published and translated it, as far as that is known."""
    credits = edition.credits
    words = [credits.worded(text, tag) for text in (edition.author, edition.publisher)]
    words.append(furniture.date(edition.published, tag))
    if credits.editor:
        words[0] = furniture.word("Edited by {names}", tag, names=credits.worded(credits.editor, tag))
    for statement in edition.statements:
        if statement.language == tag and statement.header.translators:
            names = furniture.listed(statement.header.translators, tag)
            words.append(furniture.word("Translated by {names}", tag, names=names))
    return " · ".join(filter(None, words))


def statement(found: Statement, tag: str) -> str:
    """Say in the language ``tag`` how a translation came about: what its header tells, what its entries count."""
    sentences = [_disclosed(told, tag) for told in found.header.disclosures]
    sentences += _drafted(found, tag)
    sentences += _reviewed(found, tag)
    return language(tag).joiner.join(sentences)


def _sources(whole: Edition, parts: Sequence[Edition], tag: str) -> Iterator[Paragraph]:
    for part in parts:
        said = part.credits
        words = [said.worded(text, tag) for text in (said.author, said.publisher)]
        words += [furniture.date(said.published, tag), said.url]
        if any(words):
            title = "" if part is whole else _title(part, tag)
            text = " · ".join(filter(None, (title, *words)))
            yield Paragraph("source", furniture.word("Source", tag), text, said.url)


def _title(edition: Edition, tag: str) -> str:
    return edition.titles[edition.languages.index(tag)]


def _translation(found: Statement, tag: str) -> Paragraph:
    names = furniture.listed(found.header.translators, tag)
    by = furniture.word("Translated by {names}.", tag, names=names) if names else ""
    text = language(tag).joiner.join(filter(None, (by, statement(found, tag))))
    label = furniture.word("{language} translation", tag, language=display_name(found.language, tag))
    return Paragraph("translation", label, text)


def _licences(parts: Sequence[Edition], tag: str) -> Iterator[Paragraph]:
    label = furniture.word("Licence", tag)
    licences = [part.credits.worded(part.credits.licence, tag) for part in parts]
    if len(set(licences)) == 1:
        if licences[0]:
            yield Paragraph("licence", label, licences[0])
        return
    for part, licence in zip(parts, licences, strict=True):
        if licence:
            yield Paragraph("licence", label, f"{_title(part, tag)} · {licence}")


def _production(whole: Edition, tag: str, fonts: Sequence[str]) -> Paragraph:
    sentences = [_set(tag, fonts)]
    if whole.date:
        date = furniture.date(whole.date, tag)
        sentences.append(furniture.word("Text as of {date}.", tag, date=date))
    return Paragraph("production", furniture.word("Production", tag), language(tag).joiner.join(sentences))


def _set(tag: str, fonts: Sequence[str]) -> str:
    if not fonts:
        return furniture.word("Made with bilingual.", tag)
    free = [font for font in fonts if _OFL.match(font)]
    others = [font for font in fonts if font not in free]
    named = furniture.listed(free, tag)
    if named:
        named = furniture.word("{fonts} (SIL Open Font License 1.1)", tag, fonts=named)
    return furniture.word(
        "Set with bilingual and WeasyPrint in {fonts}.",
        tag,
        fonts=furniture.listed([*filter(None, [named]), *others], tag),
    )


def _disclosed(told: str, tag: str) -> str:
    """A line of a catalog's header in the language ``tag`` if all its sentences are known there, else as it stands."""
    found = [furniture.known(sentence, tag) for sentence in _SENTENCES.split(told) if sentence]
    if all(found):
        return language(tag).joiner.join(filter(None, found))
    opening, closing, _, _ = language(tag).quotes
    return furniture.word("Its catalog says: {quotation}", tag, quotation=f"{opening}{told}{closing}")


def _drafted(found: Statement, tag: str) -> Iterator[str]:
    if not found.drafted:
        if not found.header.disclosures:
            yield furniture.word("No machine draft is on record.", tag)
        return
    engines = furniture.listed(found.engines, tag)
    if found.drafted == found.sentences:
        yield furniture.word("Every sentence was drafted by a machine ({engines}).", tag, engines=engines)
    else:
        yield furniture.count(
            "{count} of {all} sentences was drafted by a machine ({engines}).",
            "{count} of {all} sentences were drafted by a machine ({engines}).",
            found.drafted,
            tag,
            all=found.sentences,
            engines=engines,
        )
    if found.unchanged:
        yield furniture.count(
            "{count} of the reviewed drafts stands as the machine wrote it.",
            "{count} of the reviewed drafts stand as the machine wrote them.",
            found.unchanged,
            tag,
        )


def _reviewed(found: Statement, tag: str) -> Iterator[str]:
    if found.review is Review.ALL:
        yield furniture.word("All sentences are marked as reviewed.", tag)
    elif found.review is Review.NONE:
        yield furniture.word("Nobody has reviewed it.", tag)
    else:
        yield furniture.count(
            "{count} of {all} sentences is marked as reviewed.",
            "{count} of {all} sentences are marked as reviewed.",
            found.reviewed,
            tag,
            all=found.sentences,
        )
    if found.untranslated:
        yield furniture.count(
            "{count} sentence is not translated.",
            "{count} sentences are not translated.",
            found.untranslated,
            tag,
        )

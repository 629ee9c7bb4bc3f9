"""Publication + resources → the package document of an e-book (EPUB 3.3, 5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from bilingual import colophon, furniture
from bilingual.languages import display_name, language
from bilingual.model import Edition
from bilingual.web.publication import Publication

_UNDATED = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the book."""

    name: str
    """Its path beside the package document."""
    media: str
    data: bytes
    navigation: bool = False
    read: bool = False
    """Whether a reader comes to it turning pages."""


def package(publication: Publication, resources: Sequence[Resource]) -> str:
    """Give the package document; the order of what is read is that of ``resources``."""
    first = publication.languages[0]
    items, spine = [], []
    for n, resource in enumerate(resources, 1):
        nav = ' properties="nav"' if resource.navigation else ""
        items.append(
            f'<item id="item-{n}" href={quoteattr(resource.name)} media-type="{resource.media}"{nav}/>'
        )
        spine += [f'<itemref idref="item-{n}"/>'] if resource.read else []
    direction = "rtl" if language(first).rtl else "ltr"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
            f' xml:lang="{first}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *_metadata(publication, resources),
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            f'<spine page-progression-direction="{direction}">',
            *spine,
            "</spine>",
            "</package>",
            "",
        ]
    )


def _metadata(publication: Publication, resources: Sequence[Resource]) -> Iterator[str]:
    whole = publication.whole
    yield f'<dc:identifier id="id">urn:uuid:{_identifier(publication)}</dc:identifier>'
    yield f'<dc:title id="title">{escape(publication.title)}</dc:title>'
    for tag, title in dict.fromkeys((whole.title_language(n), title) for n, title in enumerate(whole.titles)):
        if title.strip():
            yield f'<meta refines="#title" property="alternate-script" xml:lang="{tag}">{escape(title)}</meta>'
    yield from (f"<dc:language>{tag}</dc:language>" for tag in whole.languages)
    yield from _people(publication)
    if whole.publisher.strip():
        yield from _named(whole, "dc:publisher", "publisher", whole.publisher)
    yield from _said("dc:date", whole.published)
    for one in publication.editions:
        yield from _said("dc:source", one.credits.url)
    for licence in dict.fromkeys(one.credits.licence for one in publication.editions):
        yield from _said("dc:rights", licence)
    yield from _said("dc:description", _description(publication))
    yield f'<meta property="dcterms:modified">{_stamp(whole.date)}</meta>'
    yield from _accessibility(any(resource.media.startswith("image/") for resource in resources))


def _said(name: str, text: str) -> Iterator[str]:
    if text.strip():
        yield f"<{name}>{escape(text)}</{name}>"


def _identifier(publication: Publication) -> uuid.UUID:
    """The same for every state of a work, so that a reader's device knows a new one as the same book."""
    whole = publication.whole
    names = (whole.article, *whole.languages, publication.layout, whole.publisher, whole.author)
    return uuid.uuid5(uuid.NAMESPACE_URL, "bilingual:" + "\x1f".join(names))


def _people(publication: Publication) -> Iterator[str]:
    """Who made it, with the relators of the Library of Congress: author, editor, translator."""
    whole = publication.whole
    people = [("dc:creator", "aut", one.author) for one in publication.editions]
    people += [("dc:contributor", "edt", whole.credits.editor)]
    people += [
        ("dc:contributor", "trl", name) for said in whole.statements for name in said.header.translators
    ]
    for n, (element, role, name) in enumerate(dict.fromkeys(p for p in people if p[2].strip()), 1):
        yield from _named(whole, element, f"person-{n}", name)
        yield f'<meta refines="#person-{n}" property="role" scheme="marc:relators">{role}</meta>'


def _named(whole: Edition, element: str, identity: str, text: str) -> Iterator[str]:
    """A name in the first language, and what it is in the others."""
    first, *others = ((tag, whole.credits.worded(text, tag)) for tag in whole.languages)
    yield f'<{element} id="{identity}">{escape(first[1])}</{element}>'
    for tag, own in others:
        if own != first[1]:
            yield f'<meta refines="#{identity}" property="alternate-script" xml:lang="{tag}">{escape(own)}</meta>'


def _description(publication: Publication) -> str:
    """How each translation came about, in the first language."""
    first = publication.languages[0]
    told = [colophon.statement(found, first) for found in publication.whole.statements]
    named = [
        furniture.word("{language} translation", first, language=display_name(s.language, first))
        for s in publication.whole.statements
    ]
    return " ".join(f"{name} · {said}" for name, said in zip(named, told, strict=True))


def _stamp(date: str) -> str:
    """The moment in UTC; one without a time zone is taken as UTC."""
    if not date:
        return _UNDATED
    moment = datetime.fromisoformat(date)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _accessibility(pictures: bool) -> Iterator[str]:
    """What EPUB Accessibility 1.1 asks for (2.2). That the book conforms is for a person to say who has examined it."""
    said = [("accessMode", "textual"), *([("accessMode", "visual")] if pictures else [])]
    said += [("accessModeSufficient", "textual"), ("accessibilityHazard", "none")]
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if pictures else []
    said += [("accessibilityFeature", feature) for feature in features]
    said.append(
        (
            "accessibilitySummary",
            "Parallel text: each paragraph in every language, one after the other, each with its language."
            " Headings, notes and contents are marked up; everything can be read as text.",
        )
    )
    for name, value in said:
        lang = ' xml:lang="en"' if name == "accessibilitySummary" else ""
        yield f'<meta property="schema:{name}"{lang}>{value}</meta>'

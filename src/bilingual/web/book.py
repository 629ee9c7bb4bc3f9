"""Publication → an e-book: EPUB 3.3, one chapter an article, the same inputs the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bilingual import furniture
from bilingual.layouts.templates import filled
from bilingual.picture import Picture
from bilingual.web import styles
from bilingual.web.characters import fit
from bilingual.web.package import Resource, package
from bilingual.web.page import article, closing, languages, matter
from bilingual.web.publication import Publication
from bilingual.web.record import PLACE, written
from bilingual.web.rows import Band

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_MIMETYPE = "application/epub+zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name: the date of a book stands in its package document."""
_LANG = re.compile(r' lang="([^"]*)"')
_ROLE = re.compile(r' role="doc-(\w+)"')
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class _Chapter:
    """One article: its file and its values."""

    name: str
    values: dict[str, Any]

    @property
    def bands(self) -> tuple[Band, ...]:
        found: tuple[Band, ...] = self.values["bands"]
        return found


def book(publication: Publication) -> bytes:
    """Give the e-book. Raises ConfigError for a template or a style sheet of the project's that can't be used."""
    chapters = [
        _Chapter(f"chapter-{n}.xhtml", article(one, publication, Counter(), top=1))
        for n, one in enumerate(publication.editions, 1)
    ]
    resources = list(_resources(publication, chapters))
    parts = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/package.opf": fit(package(publication, resources)).encode(),
        **{f"EPUB/{resource.name}": resource.data for resource in resources},
        PLACE: written(publication.record).encode(),
    }
    return _packed(parts)


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack a container: the media type first and as it is (EPUB 3.3, 4.2.3.2), nothing that a clock or a system says."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in {"mimetype": _MIMETYPE.encode(), **parts}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            package.writestr(info, data, compresslevel=9)
    return packed.getvalue()


def _resources(publication: Publication, chapters: Sequence[_Chapter]) -> Iterator[Resource]:
    """Everything in the manifest; what is read comes in its order."""
    several = len(chapters) > 1
    sheet = styles.sheet(("web", "epub"), publication.own, styles.of_book(publication))
    yield Resource("style.css", "text/css", sheet.encode())
    whole = matter(publication.whole)
    if several:
        yield _document("title.xhtml", "titlepage", publication, article=whole)
    yield _document(
        "nav.xhtml",
        "contents",
        publication,
        read=several,
        found=[_entry(chapter, publication) for chapter in chapters],
    )
    for chapter in chapters:
        yield _document(chapter.name, "chapter", publication, article=chapter.values)
    if ending := closing(publication):
        yield _document("colophon.xhtml", "colophon", publication, article=whole, ending=ending)
    shown = [band.picture for chapter in chapters for band in chapter.bands if band.picture]
    for picture in dict.fromkeys(shown):
        yield Resource(_inside(picture), picture.media, picture.data)


def _document(
    name: str, kind: str, publication: Publication, *, read: bool = True, **values: Any
) -> Resource:
    """Fill the template, with what XHTML and EPUB want of each language and role."""
    first = publication.languages[0]
    named = {"chapter": values.get("article", {}).get("name"), "colophon": furniture.word("Colophon", first)}
    html = filled(
        "epub",
        publication.own,
        home=styles.HOME,
        kind=kind,
        title=named.get(kind) or publication.title,
        contents=furniture.word("Contents", first),
        languages=languages(publication),
        side_by_side=publication.side_by_side,
        source=_inside,
        end="/",
        tappable=False,
        labelled=len(publication.languages) > 1,
        **{"ending": [], "found": [], **values},
    )
    html = _ROLE.sub(r' role="doc-\1" epub:type="\1"', _LANG.sub(r' lang="\1" xml:lang="\1"', fit(html)))
    return Resource(name, _XHTML, html.encode(), navigation=kind == "contents", read=read)


def _inside(picture: Picture) -> str:
    return f"images/{picture.name}"


def _entry(chapter: _Chapter, publication: Publication) -> dict[str, Any]:
    """A line of the table of contents, and those of the headings below it."""
    titles = zip(chapter.values["title_languages"], chapter.values["titles"], strict=True)
    named = list(dict.fromkeys((tag, words) for tag, words in titles if words.strip()))
    headings = [band for band in chapter.bands if band.level > 1]
    return {
        "href": f"{chapter.name}#{chapter.values['headed'] or 'title'}",
        "words": named or [(publication.languages[0], chapter.values["name"])],
        "inside": [
            {"href": f"{chapter.name}#{band.id}", "words": _heading(band), "inside": []} for band in headings
        ],
    }


def _heading(band: Band) -> list[tuple[str, str]]:
    return list(dict.fromkeys((column.words, column.text) for column in band.columns if column.text))

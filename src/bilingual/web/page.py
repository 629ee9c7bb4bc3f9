"""Publication → one web page that stands alone: no script, nothing to load, whole without a network."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bilingual import colophon, furniture
from bilingual.languages import language
from bilingual.layouts.templates import filled
from bilingual.model import Edition
from bilingual.picture import Picture
from bilingual.web import inline, styles
from bilingual.web.characters import fit
from bilingual.web.publication import Publication, joined
from bilingual.web.record import written
from bilingual.web.rows import bands, headline, imprint, legends, shown

if TYPE_CHECKING:
    from markupsafe import Markup


def page(publication: Publication) -> bytes:
    """Give the page. Raises ConfigError for a template or a style sheet of the project's that can't be used."""
    from markupsafe import Markup

    top = 1 if len(publication.editions) == 1 else 2
    taken: Counter[str] = Counter()
    articles = [article(one, publication, taken, top=top) for one in publication.editions]
    paired = max((band.paired for one in articles for band in one["bands"]), default=0)
    generated = styles.of_page(publication, paired)
    sheet = fit(styles.sheet(("web", "html"), publication.own, generated).replace("</", "<\\/"))
    html = filled(
        "html",
        publication.own,
        home=styles.HOME,
        articles=articles,
        whole=matter(publication.whole),
        languages=languages(publication),
        side_by_side=publication.side_by_side,
        title=publication.title,
        meta=list(_meta(publication)),
        policy=_policy(sheet),
        sheet=Markup(sheet),
        linked=Markup(written(_linked(publication))),
        record=Markup(written(publication.record)),
        skip=furniture.word("Skip to the text", publication.languages[0]),
        contents=furniture.word("Contents", publication.languages[0]),
        choose=furniture.word("Languages", publication.languages[0]),
        ending=closing(publication),
        source=_inside,
        end="",
        tappable=len(publication.languages) > 1,
        labelled=len(publication.languages) > 1,
    )
    return fit(html).encode()


def article(edition: Edition, publication: Publication, taken: Counter[str], *, top: int) -> dict[str, Any]:
    """Give what a template prints of one article, whose title is a heading of level ``top``.

    ``taken`` counts the ids of the document that it stands in.
    """
    found = bands(edition, publication.align, taken, top=top)
    return {
        **matter(edition),
        "top": top,
        "bands": found,
        "headed": next((band.id for band in found if band.level == top), ""),
    }


def matter(edition: Edition) -> dict[str, Any]:
    """Give what stands before a text: titles, makers, and what isn't ready."""
    spoken = [edition.title_language(n) for n in range(len(edition.languages))]
    return {
        "titles": [shown(title, tag) for title, tag in zip(edition.titles, spoken, strict=True)],
        "headlines": [headline(title, tag) for title, tag in zip(edition.titles, spoken, strict=True)],
        "title_languages": spoken,
        "name": joined(edition),
        "columns": _columns(edition),
        "imprint": imprint(edition),
        "legends": legends(edition),
    }


def _columns(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "number": n,
            "language": tag,
            "script": language(tag).script,
            "direction": "rtl" if language(tag).rtl else "",
        }
        for n, tag in enumerate(edition.languages, 1)
    ]


def closing(publication: Publication) -> list[list[dict[str, Any]]]:
    """Give the colophon in each language, paragraph by paragraph; nothing if it is switched off or knows nothing."""
    found = [
        [
            {"label": said.label, "html": _leading(shown(said.text, tag), said.url)}
            for said in colophon.colophon(
                publication.whole, publication.editions, publication.colophon, tag, ()
            )
        ]
        for tag in publication.languages
    ]
    return found if any(found) else []


def _leading(text: str, url: str) -> Markup:
    """A text as HTML, the address in it a link."""
    from markupsafe import Markup, escape

    address = inline.address(url)
    before, found, after = text.partition(url) if address else (text, "", "")
    link = Markup('<a class="verbatim" href="{}">{}</a>').format(address, found) if found else ""
    return Markup("{}{}{}").format(escape(before), link, escape(after))


def _inside(picture: Picture) -> str:
    """The picture itself as an address."""
    return f"data:{picture.media};base64,{base64.b64encode(picture.data).decode()}"


def languages(publication: Publication) -> list[dict[str, str]]:
    """Give tag, name and direction of each language."""
    return [
        {"tag": tag, "name": furniture.language_name(tag), "direction": "rtl" if language(tag).rtl else ""}
        for tag in publication.languages
    ]


def _meta(publication: Publication) -> Iterator[tuple[str, str]]:
    first = publication.whole
    yield from (("author", " | ".join(first.names(first.author))),) if first.author else ()
    yield from (("dcterms.date", first.published),) if first.published else ()
    yield from (("dcterms.modified", first.date),) if first.date else ()
    yield "generator", publication.program
    yield "color-scheme", "light dark"
    yield "referrer", "no-referrer"
    if publication.draft:
        yield "robots", "noindex"


def _policy(sheet: str) -> str:
    """The content security policy: this style sheet, pictures inside the page, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def _linked(publication: Publication) -> dict[str, Any]:
    """What a search engine may know (schema.org)."""
    first = publication.whole
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": publication.title,
        "inLanguage": list(publication.languages),
        "author": _maker("Person", first.names(first.author)),
        "publisher": _maker("Organization", first.names(first.publisher)),
        "datePublished": first.published,
        "dateModified": first.date,
        "creativeWorkStatus": "Draft" if publication.draft else None,
    }
    return {name: value for name, value in said.items() if value}


def _maker(kind: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Somebody by their name in the first language and in the others; nothing if nobody is named."""
    others = {"alternateName": list(names[1:])} if names[1:] else {}
    return {"@type": kind, "name": names[0], **others} if names else {}

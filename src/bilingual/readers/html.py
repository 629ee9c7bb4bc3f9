"""A web page → the blocks of the article in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence

from bilingual.errors import SourceError
from bilingual.model import Role
from bilingual.readers.assembly import assembled
from bilingual.readers.elements import BLOCKS, OF_LISTS, SILENT
from bilingual.readers.encodings import declared, decode
from bilingual.readers.headings import best_heading
from bilingual.readers.images import shown
from bilingual.readers.markers import Markers, markers
from bilingual.readers.metadata import metadata, titles
from bilingual.readers.pieces import NO_HINTS
from bilingual.readers.regions import Region, region
from bilingual.readers.running import reveal_text
from bilingual.readers.source import Paragraph, Reading, Source, has_text, refuse_large
from bilingual.readers.trees import Element, html_tree, local, select, walked, xhtml_tree
from bilingual.readers.walk import Walk

_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_.:-]+)""",
    re.IGNORECASE,
)
_PARTS = BLOCKS - OF_LISTS
_HEAD = 4096  # bytes in which a page must name its charset; the standard says 1024
_LARGEST = 32 * 2**20
"""Bytes of one page: its tree takes 10 times as much memory."""


def read(source: Source) -> Reading:
    """Read a web page, or the elements of it that ``options.selector`` names.

    A page that ends in ``.xhtml`` is a chapter of a book: all of it is the article.
    Law, checked on every call: every text node of the page is in a block, in the attributes of its tags (the
    reading of ruby, the mark of a footnote), or in ``left_out``.
    Raises SourceError for a page without text and for a selector that names nothing.
    """
    refuse_large(source, _LARGEST)
    encoding = source.options.encoding or _declared(source.data)
    text, found = decode(source.data, path=source.path, language=source.language, encoding=encoding)
    is_chapter = source.path.lower().endswith(".xhtml")
    root = xhtml_tree(text.encode(), source.path) if is_chapter else html_tree(text, source.path)
    said = metadata(root)
    known = markers(source.language)
    body = next((e for e in root if local(e) == "body"), root)
    named = titles(root)
    if not source.options.selector:
        reveal_text(body, named, known)
    _reveal(body)
    found_paragraphs, left_out, notes = _article(body, named, known, source, whole=is_chapter)
    unread = [known.is_furniture(p.text) for p in found_paragraphs]
    paragraphs = [p for p, no in zip(found_paragraphs, unread, strict=True) if not no]
    left_out += tuple(p.text for p, no in zip(found_paragraphs, unread, strict=True) if no and not p.picture)
    if not has_text(paragraphs):
        raise SourceError(
            "the page holds no text", path=source.path, line=1, hint="save the article's own page as a whole"
        )
    whole, blocks = assembled(paragraphs, source.language)
    return Reading(whole, blocks, found, said, left_out, notes)


def _article(
    body: Element, named: Sequence[str], known: Markers, source: Source, *, whole: bool
) -> tuple[list[Paragraph], tuple[str, ...], tuple[str, ...]]:
    selector = source.options.selector
    if selector:
        regions = [Region(e, frozenset()) for e in select(body, selector, source.path)]
    else:
        regions = [Region(body, frozenset()) if whole else region(body, named, known)]
    left_out = frozenset().union(*(part.left_out for part in regions))
    walk = Walk(left_out=left_out, hints=regions[0].hints if len(regions) == 1 else NO_HINTS)
    inside: dict[Element, list[str]] = {}
    for part in regions:
        before = len(walk.rest)
        walk.run(part.root)
        inside[part.root] = walk.rest[before:]
    paragraphs = walk.paragraphs
    if selector and not any(p.role is Role.TITLE for p in paragraphs):
        head = best_heading(body, named)
        said = " ".join("".join(head.itertext()).split()) if head is not None else (*named, "")[0]
        paragraphs = [Paragraph(said, role=Role.TITLE, line=1), *paragraphs] if said else paragraphs
    return paragraphs, tuple(_left_out(body, inside)), walk.notes


def _reveal(body: Element) -> None:
    """Show the picture that a page has for those without scripts, where it has no other."""
    for element in list(body.iter("noscript")):
        above = element.getparent()
        images = [e for e in element.iter("img") if shown(e) is not None]
        if not images or local(above) == "amp-img" or "".join(element.itertext()).strip():
            continue
        if not any(e not in images and shown(e) is not None for e in above.iter("img")):
            element.tag = "span"


def _left_out(body: Element, inside: dict[Element, list[str]]) -> Iterator[str]:
    """What a page has that was not read, part by part in its order: beside the elements that were read, and in them."""
    texts: list[str] = []
    events = walked(body)
    for event, part in events:
        if event == "start" and (part in inside or local(part) in SILENT):
            events.skip_subtree()
        if local(part) in _PARTS:
            yield from _joined(texts)
            texts = []
        if event == "start" and part in inside:
            yield from inside[part]
        elif event == "start" and part.text and local(part) not in SILENT:
            texts.append(part.text)
        if event == "end" and part is not body and part.tail:
            texts.append(part.tail)
    yield from _joined(texts)


def _joined(texts: Iterable[str]) -> Iterator[str]:
    words = [text.strip() for text in texts if text.strip()]
    if words:
        yield " ".join(words)


def _declared(data: bytes) -> str:
    """The charset that a page names, if its bytes bear it out."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    found = _META.search(data[:_HEAD])
    return declared((found[1] or found[2]).decode("ascii"), data) if found else ""

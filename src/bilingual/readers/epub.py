"""An e-book (EPUB 2 or 3) → the blocks of its chapters; and the chapters one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bilingual.errors import SourceError
from bilingual.model import Metadata, Role
from bilingual.readers.assembly import assembled, squeezed
from bilingual.readers.backnotes import mark_notes
from bilingual.readers.frontmatter import day
from bilingual.readers.matter import is_matter
from bilingual.readers.package import Package, resolved
from bilingual.readers.source import Paragraph, Reading, Source, has_text
from bilingual.readers.toc import Contents
from bilingual.readers.trees import Element, local, xhtml_tree, xml_tree
from bilingual.readers.walk import Walk

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NCX = "application/x-dtbncx+xml"
_LONGEST_TITLE = 80
"""Characters of a paragraph that the table of contents can make a title."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of a book's text."""

    name: str
    """Its part in the package."""
    title: str
    data: bytes
    """The page itself, in XHTML."""


@dataclass(frozen=True, slots=True)
class _Book:
    package: Package
    opf: str
    metadata: Metadata
    pages: tuple[str, ...]
    """Parts in reading order, without the table of contents."""
    contents: Contents


def read(source: Source) -> Reading:
    """Read a whole book: each chapter's heading is a title, covers and tables of contents are left out.

    Law, checked on every call: every text node of its pages is in a block, in the attributes of its tags, or in
    ``left_out``. Raises SourceError for a package that is damaged, encrypted, too large or without a chapter.
    """
    book = _open(source)
    paragraphs: list[Paragraph] = []
    left_out: list[str] = []
    pages = [(name, xhtml_tree(book.package.read(name), source.path)) for name in book.pages]
    mark_notes(pages)
    for name, root in pages:
        own, rest = _page(book, name, root)
        paragraphs += own
        left_out += rest
    if not has_text(paragraphs):
        raise SourceError(
            "the book holds no text", path=source.path, hint="a scanned book must be read by OCR first"
        )
    text, blocks = assembled(paragraphs, source.language)
    return Reading(text, blocks, "", book.metadata, tuple(left_out))


def chapters(source: Source) -> Iterator[Chapter]:
    """Give the chapters of a book, in reading order, without covers and title pages. Raises as ``read`` does."""
    book = _open(source)
    for name in book.pages:
        data = book.package.read(name)
        own, _ = _page(book, name, xhtml_tree(data, source.path))
        if has_text(own):
            texts = [p for p in own if not p.picture]
            heading = next((p for p in texts if p.role in {Role.TITLE, Role.HEADING}), texts[0])
            yield Chapter(name, heading.text, data)


def _open(source: Source) -> _Book:
    path = source.path
    package = Package(source.data, path)
    if package.has("META-INF/encryption.xml") and b"xmlenc#" in package.read("META-INF/encryption.xml"):
        _refuse_encryption(package)
    container = _tree(package, _CONTAINER)
    opf = next((e.get("full-path") or "" for e in container.iter() if local(e) == "rootfile"), "")
    root = _tree(package, opf)
    items = {e.get("id"): e for e in root.iter() if local(e) == "item"}
    order = [items.get(e.get("idref")) for e in root.iter() if local(e) == "itemref"]
    pages = [
        resolved(opf, item.get("href") or "")
        for item in order
        if item is not None
        and item.get("media-type") in _PAGES
        and "nav" not in (item.get("properties") or "").split()
    ]
    contents = Contents()
    contents.add_guide(root, opf)
    for item in items.values():
        name = resolved(opf, item.get("href") or "")
        if not package.has(name):
            continue
        if "nav" in (item.get("properties") or "").split():
            contents.add_nav(xhtml_tree(package.read(name), path), name)
        elif item.get("media-type") == _NCX:
            contents.add_ncx(_tree(package, name), name)
    return _Book(package, opf, _metadata(root), tuple(name for name in pages if package.has(name)), contents)


def _refuse_encryption(package: Package) -> None:
    """Fonts may be obfuscated; an encrypted page can't be read."""
    tree = _tree(package, "META-INF/encryption.xml")
    for reference in (e.get("URI") or "" for e in tree.iter() if local(e) == "cipherreference"):
        if reference.lower().endswith((".xhtml", ".html", ".htm", ".xml", ".opf")):
            raise SourceError(
                "it is protected against copying",
                path=package.path,
                hint="ask the publisher for a file without DRM",
            )


def _tree(package: Package, name: str) -> Element:
    return xml_tree(package.read(name), f"{package.path}/{name}")


def _page(book: _Book, name: str, root: Element) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of one page, and its text that is not the book's; a page of the front matter has none."""
    body = next((e for e in root.iter() if local(e) == "body"), root)
    walk = Walk(lines=False, placed=lambda address: _placed(name, address))
    walk.run(body)
    files = {page.rpartition("/")[2] for page in book.pages}
    front = name in book.contents.front
    if front or is_matter(body, name, walk.paragraphs, book.metadata, files):
        return [], [p.text for p in walk.paragraphs if p.text] + walk.rest
    return _titled(walk.paragraphs, book.contents.words.get(name, set())), walk.rest


def _titled(paragraphs: list[Paragraph], words: set[str]) -> list[Paragraph]:
    """Make the page's first heading its title, or what the table of contents calls it; a page may have none."""
    if any(p.role is Role.TITLE for p in paragraphs):
        return paragraphs
    for at, paragraph in enumerate(paragraphs):
        if paragraph.picture:
            continue
        named = len(paragraph.text) <= _LONGEST_TITLE and squeezed(paragraph.text) in words
        if paragraph.role is Role.HEADING or (named and paragraph.role is None):
            return [*paragraphs[:at], replace(paragraph, role=Role.TITLE), *paragraphs[at + 1 :]]
        break
    return paragraphs


def _placed(page: str, address: str) -> str:
    """The part of the package that a page means; an address that leads out of it stays what it is."""
    return resolved(page, address) or address


def _metadata(root: Element) -> Metadata:
    said: dict[str, str] = {}
    for element in root.iter():
        if str(element.tag).startswith("{http://purl.org/dc/elements/"):
            said.setdefault(local(element), " ".join((element.text or "").split()))
    return Metadata(
        title=said.get("title", ""),
        author=said.get("creator", ""),
        published=day(said.get("date", "")),
        language=said.get("language", ""),
        publisher=said.get("publisher", ""),
    )

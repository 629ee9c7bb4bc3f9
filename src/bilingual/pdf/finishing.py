"""A PDF from WeasyPrint + the Edition → the same pages with languages, artifacts, page labels and metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from bilingual.model import Edition
from bilingual.pdf.record import keep
from bilingual.pdf.typesetting import Typeset

if TYPE_CHECKING:
    from pikepdf import Pdf

_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")


def finish(made: Typeset, edition: Edition, *, spreads: bool, record: Mapping[str, Any]) -> bytes:
    """Tag each block with its language, mark heads and feet as artifacts, label the pages, write metadata and record."""
    import pikepdf
    from pikepdf import open as parse

    with parse(io.BytesIO(made.data)) as document:
        _tag_languages(document, made.languages)
        _mark_artifacts(document)
        labels = {"/Type": pikepdf.Name.PageLabel, "/S": pikepdf.Name.D}
        document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(labels)])
        _write_metadata(document, edition)
        if spreads:
            document.Root.PageLayout = pikepdf.Name.TwoPageRight
        keep(document, record, made.areas, str(document.docinfo.get("/ModDate", "")))
        finished = io.BytesIO()
        document.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _children(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return list(kids)
    return [] if kids is None else [kids]


def _elements(root: Any) -> Iterator[Any]:
    """Every structure element below ``root``, without recursion: a page may nest deep."""
    import pikepdf

    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary):
            yield element
            waiting += reversed(_children(element))


def _tag_languages(document: Pdf, languages: Sequence[tuple[str, str]]) -> None:
    """Give each block and cell the language that it was set in, as far as the two trees agree."""
    import pikepdf

    names = {f"/{name.upper()}" for name, _ in languages}
    elements = [e for e in _elements(document.Root.StructTreeRoot) if str(e.get("/S")) in names]
    if [str(e.S) for e in elements] != [f"/{name.upper()}" for name, _ in languages]:
        return
    for element, (_, tag) in zip(elements, languages, strict=True):
        if tag:
            element.Lang = pikepdf.String(tag)


def _mark_artifacts(document: Pdf) -> None:
    """Make artifacts of what is marked but belongs to no structure element: running heads and feet.

    WeasyPrint tags margin boxes and then leaves them out of the tree: neither content nor artifact.
    """
    reached = _reached(document)
    root: Any = document.Root.StructTreeRoot
    keys = list(root.ParentTree.Nums)
    parents = {int(key): array for key, array in zip(keys[0::2], keys[1::2], strict=True)}
    for page in document.pages:
        kept = reached.get(page.obj.objgen, set())
        _rewrite(page.Contents, kept)
        _forget(parents[int(page.obj.StructParents)], kept)


def _reached(document: Pdf) -> dict[tuple[int, int], set[int]]:
    """By page, the numbers of the marked contents that the structure tree leads to."""
    reached: dict[tuple[int, int], set[int]] = {}
    for element in _elements(document.Root.StructTreeRoot):
        numbers = {int(kid) for kid in _children(element) if isinstance(kid, int)}
        if numbers:
            reached.setdefault(element.Pg.objgen, set()).update(numbers)
    return reached


def _rewrite(contents: Any, kept: set[int]) -> None:
    def mark(match: re.Match[bytes]) -> bytes:
        return match[0] if int(match[1]) in kept else b"/Artifact BMC"

    contents.write(_MARKED.sub(mark, bytes(contents.get_stream_buffer())))


def _forget(array: Any, kept: set[int]) -> None:
    """Take the artifacts out of a page's list of parents; the list is indexed by number, so null stays."""
    import pikepdf

    for number in range(len(array)):
        if number not in kept:
            array[number] = pikepdf.Object.parse(b"null")


def _write_metadata(document: Pdf, edition: Edition) -> None:
    import pikepdf

    moment = _moment(edition.date)
    title = " | ".join(dict.fromkeys(edition.titles))
    info = {"/Title": title, "/Author": edition.author, "/Subject": edition.publisher}
    info |= {"/Keywords": ", ".join(edition.labels), "/Creator": "bilingual"}
    for key, value in info.items():
        if value:
            document.docinfo[key] = pikepdf.String(value)
    if moment:
        stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = pikepdf.String(stamp)
    document.Root.Lang = pikepdf.String(edition.source_language)
    packet = _xmp(edition, title, moment, str(document.docinfo.get("/Producer", "")))
    document.Root.Metadata = document.make_stream(
        packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )


def _moment(date: str) -> datetime | None:
    """The date in UTC; a date without a time zone is taken as UTC; None if there is none."""
    if not date:
        return None
    moment = datetime.fromisoformat(date)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _xmp(edition: Edition, title: str, moment: datetime | None, producer: str) -> str:
    """The metadata as an XMP packet (ISO 16684-1): the title in every language of the edition."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    titles = [("x-default", title), *zip(edition.languages, edition.titles, strict=True)]
    properties = [
        _list("dc:title", "Alt", [f' xml:lang="{tag}">{escape(text)}' for tag, text in titles]),
        _list("dc:language", "Bag", [f">{tag}" for tag in dict.fromkeys(edition.languages)]),
        _list("dc:creator", "Seq", [f">{escape(edition.author)}"] if edition.author else []),
        _list("dc:publisher", "Bag", [f">{escape(edition.publisher)}"] if edition.publisher else []),
        _list("dc:date", "Seq", [f">{escape(edition.published)}"] if edition.published else []),
        *(f"<xmp:{name}>{stamp}</xmp:{name}>" for name in ("CreateDate", "ModifyDate") if stamp),
        "<xmp:CreatorTool>bilingual</xmp:CreatorTool>",
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>",
        f"<pdf:Keywords>{escape(', '.join(edition.labels))}</pdf:Keywords>" if edition.labels else "",
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        + "\n".join(filter(None, properties))
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _list(name: str, kind: str, items: list[str]) -> str:
    """An XMP property that is a list; each item is what follows ``<rdf:li``. Nothing without items."""
    lines = "".join(f"<rdf:li{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:{kind}>{lines}</rdf:{kind}></{name}>" if items else ""

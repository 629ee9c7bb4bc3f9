"""An Edition → what a PDF says of itself: Info and XMP, which agree, the standards that it claims, its colours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bilingual.model import Edition
from bilingual.pdf.statement import SCHEMA, SPACE, credit_properties

if TYPE_CHECKING:
    from pikepdf import Pdf

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "bilingual": SPACE,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_UA_SCHEMA = """\
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""
"""PDF/A knows a few properties, and asks of a file to describe any other (ISO 19005-3, 6.6.2.3)."""


def write_metadata(document: Pdf, edition: Edition, variant: str) -> None:
    """Write Info and XMP. ``variant`` is what the file claims, one of VARIANTS; empty claims nothing."""
    import pikepdf

    moment = moment_of(edition.date)
    title = " | ".join(dict.fromkeys(edition.titles))
    info = {"/Title": title, "/Author": _named(edition, edition.author)}
    info |= {"/Subject": _named(edition, edition.publisher)}
    info |= {"/Keywords": ", ".join(edition.labels), "/Creator": "bilingual"}
    for key, value in info.items():
        if value:
            document.docinfo[key] = pikepdf.String(value)
    if moment:
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = pikepdf.String(stamp(moment))
    document.Root.Lang = pikepdf.String(edition.source_language)
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    packet = _xmp(edition, title, moment, str(document.docinfo.get("/Producer", "")), variant)
    document.Root.Metadata = document.make_stream(
        packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    if variant.startswith("pdf/a"):
        _write_intent(document)


def moment_of(date: str) -> datetime | None:
    """The date in UTC; a date without a time zone is taken as UTC; None if there is none."""
    if not date:
        return None
    moment = datetime.fromisoformat(date)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    """Give a moment in UTC as a PDF date."""
    return moment.strftime("D:%Y%m%d%H%M%SZ")


def _write_intent(document: Pdf) -> None:
    """Say that colours are sRGB, with the profile that WeasyPrint brings along (ISO 19005-3, 6.2.3)."""
    import pikepdf

    profile = (resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    document.Root.OutputIntents = pikepdf.Array([
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB2014"),
            Info=pikepdf.String("sRGB IEC61966-2.1"),
            DestOutputProfile=document.make_stream(profile, N=3),
        )
    ])  # fmt: skip


def _xmp(edition: Edition, title: str, moment: datetime | None, producer: str, variant: str) -> str:
    """The metadata as an XMP packet (ISO 16684-1): the title in every language of the edition."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    properties = [*_properties(edition, title, moment, producer), *_claims(variant)]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n'
        + "\n".join(filter(None, properties))
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _properties(edition: Edition, title: str, moment: datetime | None, producer: str) -> Iterator[str]:
    spoken = {edition.title_language(n): text for n, text in enumerate(edition.titles)}
    titles = [("x-default", title), *spoken.items()]
    yield _list("dc:title", "Alt", [f' xml:lang="{tag}">{escape(text)}' for tag, text in titles])
    yield _list("dc:language", "Bag", [f">{tag}" for tag in dict.fromkeys(edition.languages)])
    author, publisher = (escape(_named(edition, text)) for text in (edition.author, edition.publisher))
    yield _list("dc:creator", "Seq", [f">{author}"] if author else [])
    yield _list("dc:publisher", "Bag", [f">{publisher}"] if publisher else [])
    yield _list("dc:description", "Alt", [f' xml:lang="x-default">{publisher}'] if publisher else [])
    yield _list("dc:date", "Seq", [f">{escape(edition.published)}"] if edition.published else [])
    yield from credit_properties(edition)
    if moment:
        date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield from (f"<xmp:{name}>{date}</xmp:{name}>" for name in ("CreateDate", "ModifyDate"))
    yield "<xmp:CreatorTool>bilingual</xmp:CreatorTool>"
    yield f"<pdf:Producer>{escape(producer)}</pdf:Producer>"
    if edition.labels:
        yield f"<pdf:Keywords>{escape(', '.join(edition.labels))}</pdf:Keywords>"


def _named(edition: Edition, text: str) -> str:
    """A name in every language of the edition, as its title is."""
    return " | ".join(edition.names(text))


def _claims(variant: str) -> Iterator[str]:
    if variant:
        yield "<pdfuaid:part>1</pdfuaid:part>"
    if variant.startswith("pdf/a-"):
        yield f"<pdfaid:part>{variant[-2]}</pdfaid:part>"
        yield f"<pdfaid:conformance>{variant[-1].upper()}</pdfaid:conformance>"
        yield f"<pdfaExtension:schemas><rdf:Bag>{_UA_SCHEMA}\n{SCHEMA}</rdf:Bag></pdfaExtension:schemas>"


def _list(name: str, kind: str, items: list[str]) -> str:
    """An XMP property that is a list; each item is what follows ``<rdf:li``. Nothing without items."""
    lines = "".join(f"<rdf:li{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:{kind}>{lines}</rdf:{kind}></{name}>" if items else ""

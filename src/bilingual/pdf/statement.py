"""An Edition's statements → XMP by which a program reads how each translation came about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from xml.sax.saxutils import escape

from bilingual.credits import Statement
from bilingual.model import Edition

SPACE = "urn:bilingual:edition:1"
"""The namespace of our own property; its prefix is ``bilingual``."""
SCHEMA = f"""\
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>How the translations of an edition came about</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{SPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>bilingual</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>Statements</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>A JSON list: for each translation its language, how many sentences it has, how many a machine drafted, by which engines, how many are reviewed, and who translated</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""
"""What PDF/A asks to be said of a property that it doesn't know (ISO 19005-3, 6.6.2.3)."""


def credit_properties(edition: Edition) -> Iterator[str]:
    """Give the translators, source, licence and statements of an edition, as far as there are any."""
    names = dict.fromkeys(name for one in edition.statements for name in one.header.translators)
    if names:
        items = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in names)
        yield f"<dc:contributor><rdf:Bag>{items}</rdf:Bag></dc:contributor>"
    if edition.credits.url:
        yield f"<dc:source>{escape(edition.credits.url)}</dc:source>"
    if edition.credits.licence:
        said = edition.credits
        own = [("x-default", said.licence)]
        own += [(tag, found) for tag in edition.languages if (found := said.rendering(said.licence, tag))]
        items = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in own)
        yield f"<dc:rights><rdf:Alt>{items}</rdf:Alt></dc:rights>"
    if edition.statements:
        told = json.dumps([_values(one) for one in edition.statements], ensure_ascii=False, sort_keys=True)
        yield f"<bilingual:Statements>{escape(told)}</bilingual:Statements>"


def _values(statement: Statement) -> dict[str, object]:
    values = asdict(statement)
    header = values.pop("header")
    return {**values, **header, "review": str(statement.review)}

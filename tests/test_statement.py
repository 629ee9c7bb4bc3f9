"""What a program reads of an edition: how each translation came about, in the file's own metadata."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest

from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.credits import Credits, HeaderCredits, Statement
from bilingual.model import Edition
from bilingual.page_settings import PdfConfig
from bilingual.pdf.statement import SPACE
from test_pdf import made

STATEMENT = Statement(
    "en", 66, 12, 3, 66, 0, ("argos zt-en 1.9",), HeaderCredits(("Kim & Lee",), ("By <DeepL>.",))
)
NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "b": SPACE,
         "schema": "http://www.aiim.org/pdfa/ns/schema#"}  # fmt: skip


def packet(edition: Edition, variant: str) -> ElementTree.Element:
    html = layouts.render(edition, PageConfig(), "columns")
    data = pdf.write(html, edition, settings=PdfConfig(variant=variant)).data
    with pikepdf.open(io.BytesIO(data)) as document:
        return ElementTree.fromstring(bytes(document.Root.Metadata.get_stream_buffer()))


@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3u"])
def test_a_program_reads_how_each_translation_came_about(variant: str) -> None:
    said = Credits(url="https://example.org/a?b&c", licence="CC BY 4.0")
    edition = replace(made(("zh-Hant", "en"), 1), statements=(STATEMENT,), credits=said)
    found = packet(edition, variant)
    (told,) = json.loads(found.findtext(".//b:Statements", "", NAMES))
    assert told == {
        "language": "en", "sentences": 66, "drafted": 12, "unchanged": 3, "reviewed": 66, "untranslated": 0,
        "engines": ["argos zt-en 1.9"], "translators": ["Kim & Lee"], "disclosures": ["By <DeepL>."], "review": "all",
    }  # fmt: skip
    assert found.findtext(".//dc:contributor/rdf:Bag/rdf:li", "", NAMES) == "Kim & Lee"
    assert found.findtext(".//dc:source", "", NAMES) == "https://example.org/a?b&c"
    assert found.findtext(".//dc:rights/rdf:Alt/rdf:li", "", NAMES) == "CC BY 4.0"
    described = {element.text for element in found.iterfind(".//schema:namespaceURI", NAMES)}
    assert (SPACE in described) == (variant == "pdf/a-3u")


def test_an_edition_of_which_nothing_is_known_says_nothing() -> None:
    found = packet(replace(made(("zh-Hant", "en"), 1), statements=(), credits=Credits()), "pdf/ua-1")
    for name in ("b:Statements", "dc:contributor", "dc:source", "dc:rights"):
        assert found.find(f".//{name}", NAMES) is None

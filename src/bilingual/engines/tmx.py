"""The bytes of a TMX file (Translation Memory eXchange 1.4b) → the units between two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from bilingual.engines.protocol import Unit
from bilingual.errors import FileError, UsageError
from bilingual.languages import language

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MARKUP = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})
"""Elements of a segment whose text is native code, not words (TMX 1.4b, 3.3)."""


def read(data: bytes, source: str, target: str, *, path: str) -> tuple[Unit, ...]:
    """Give the units that have both languages (BCP 47; ``zh-TW`` serves for ``zh-Hant``), in the file's order.

    Raises FileError with the line for what is no TMX, or declares entities of its own.
    """
    if _ENTITIES.search(data.replace(b"\0", b"")):  # UTF-16 has a zero beside each letter
        raise FileError(
            "the file declares entities of its own", path=path, hint="save it again from a CAT tool"
        )
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise FileError(
            f"not readable XML: {error.msg.partition(':')[0]}",
            path=path,
            line=line,
            column=column + 1,
            hint="save it again as TMX 1.4 from a CAT tool",
        ) from error
    if root.tag.rpartition("}")[2] != "tmx":
        raise FileError(
            f"not a TMX file: its root is <{root.tag}>", path=path, line=1, hint="name TMX files only"
        )
    pairs = (_texts(unit, source, target) for unit in root.iter("tu"))
    return tuple(Unit(a, b, path) for a, b in pairs if a and b)


def _texts(unit: ElementTree.Element, source: str, target: str) -> tuple[str, str]:
    texts = {source: "", target: ""}
    ranks = {source: 0, target: 0}
    for variant in unit.iter("tuv"):
        tag = variant.get(_LANG) or variant.get("lang") or ""
        segment = variant.find("seg")
        for wanted in (source, target):
            if segment is not None and (rank := _rank(tag, wanted)) > ranks[wanted]:
                texts[wanted], ranks[wanted] = "".join(_words(segment)).strip(), rank
    return texts[source], texts[target]


def _rank(tag: str, wanted: str) -> int:
    """2 for the very language, 1 for another region of it, 0 for another."""
    try:
        found = language(tag)
    except UsageError:
        return 0
    if found.tag == language(wanted).tag:
        return 2
    return int(found.base == language(wanted).base)


def _words(element: ElementTree.Element) -> Iterator[str]:
    """The words of a segment, without the native code of inline markup; what stands between stays."""
    yield element.text or ""
    for child in element:
        if child.tag not in _MARKUP:
            yield from _words(child)
        yield child.tail or ""

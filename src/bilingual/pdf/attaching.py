"""What an edition was made from → files inside its PDF, each with its relationship to it (ISO 19005-3, annex E)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilingual.pdf.metadata import moment_of, stamp

if TYPE_CHECKING:
    from pikepdf import Pdf

_UNDATED = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be put into a PDF."""

    name: str
    data: bytes
    mime: str
    """E.g. ``text/plain``."""
    relationship: str
    """``Source`` for what the edition was made from, ``Supplement`` for what explains it."""
    description: str
    date: str = ""
    """When it last changed, ISO 8601; empty if it doesn't say."""


def attach(document: Pdf, attachments: Sequence[Attachment]) -> None:
    """Embed the files and associate them with the whole document; the same files give the same bytes."""
    import pikepdf

    if not attachments:
        return
    found = {one.name: _file(document, one) for one in attachments}
    names = [part for name in sorted(found) for part in (pikepdf.String(name), found[name])]
    if "/Names" not in document.Root:
        document.Root.Names = pikepdf.Dictionary()
    document.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array(names))
    document.Root.AF = pikepdf.Array([found[one.name] for one in attachments])


def _file(document: Pdf, one: Attachment) -> object:
    import pikepdf

    date = stamp(moment_of(one.date or _UNDATED))  # type: ignore[arg-type]  # there is one
    content = document.make_stream(one.data)
    content.Type = pikepdf.Name.EmbeddedFile
    content.Subtype = pikepdf.Name(f"/{one.mime}")
    content.Params = pikepdf.Dictionary(
        ModDate=pikepdf.String(date),
        CreationDate=pikepdf.String(date),
        Size=len(one.data),
        CheckSum=pikepdf.String(hashlib.md5(one.data, usedforsecurity=False).digest()),
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=pikepdf.String(one.name),
            UF=pikepdf.String(one.name),
            Desc=pikepdf.String(one.description),
            AFRelationship=pikepdf.Name(f"/{one.relationship}"),
            EF=pikepdf.Dictionary(F=content, UF=content),
        )
    )

"""What an edition was made of, kept inside its PDF as private data (ISO 32000-1, 14.5), and read back from there."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from bilingual.errors import FileError
from bilingual.pdf.areas import Area

if TYPE_CHECKING:
    from pikepdf import Pdf

_NAME = "/bilingual"
_AS_TUPLE = attrgetter(*(field.name for field in fields(Area)))
"""``astuple`` copies each value, which takes ten times as long: 2 % of a long edition."""
_UNDATED = "D:19700101000000Z"


def keep(document: Pdf, record: Mapping[str, Any], areas: Sequence[Area], stamp: str) -> None:
    """Put the record and the entries' areas into a PDF. ``stamp`` is a PDF date."""
    import pikepdf

    data = json.dumps({**record, "areas": list(map(_AS_TUPLE, areas))}, ensure_ascii=False, sort_keys=True)
    private = pikepdf.Dictionary(
        LastModified=pikepdf.String(stamp or _UNDATED), Private=document.make_stream(data.encode())
    )
    document.Root.PieceInfo = pikepdf.Dictionary({_NAME: private})


def parsed(data: bytes, path: str) -> Pdf:
    """Open a PDF. Raises FileError for bytes that are none, and for one that wants a password."""
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise FileError(
            "the PDF wants a password", path=path, hint="save it without one and try again"
        ) from error
    except pikepdf.PdfError as error:
        raise FileError(
            "not a PDF that can be read", path=path, hint="name an edition built by bilingual"
        ) from error


def record_of(document: Pdf, path: str) -> tuple[dict[str, Any], tuple[Area, ...]]:
    """Read the record and the areas. Raises FileError for a PDF that has none, or a damaged one."""
    try:
        found = document.Root.PieceInfo[_NAME].Private
        record = json.loads(bytes(found.get_stream_buffer()))
        return record, tuple(Area(*area) for area in record.pop("areas"))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FileError(
            "no edition of ours, or a program has dropped what we keep in it",
            path=path,
            hint="name the PDF that “bilingual build” wrote; a viewer that prints to a new PDF loses the record",
        ) from error


def read_record(data: bytes, path: str) -> dict[str, Any]:
    """Give the record of an edition. Raises FileError as ``record_of`` does."""
    with parsed(data, path) as document:
        return record_of(document, path)[0]

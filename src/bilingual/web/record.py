"""A web page or an e-book of ours → the record of what it was made of, read back from there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from bilingual.errors import FileError
from bilingual.web.characters import UNFIT

PLACE = "META-INF/bilingual.json"
"""Where an e-book keeps it; the container format leaves room there (EPUB 3.3, 4.2.6.2)."""
_ELEMENT = re.compile(rb'<script type="application/json" id="bilingual-record">(.*?)</script>', re.DOTALL)
_KEPT = re.compile(f"[<\u2028\u2029]|(?![\U00010000-\U0010ffff]){UNFIT.pattern}")
"""Characters that are written as escapes."""
_ZIP = b"PK\x03\x04"
_MOST = 64 * 1024 * 1024
"""Bytes of a record that are read: a thousand times those of a long article."""


def written(record: Mapping[str, Any]) -> str:
    """Write a record, or any values, as JSON that can also stand in a script element (HTML, 4.12.1.3)."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _KEPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def is_ours(data: bytes) -> bool:
    """Whether these bytes may be a web page or an e-book, rather than something else."""
    return data.startswith(_ZIP) or b"<html" in data[:1024].lower()


def read_record(data: bytes, path: str) -> dict[str, Any]:
    """Give the record of a page or a book. Raises FileError for a file that has none, or a damaged one."""
    try:
        found = json.loads(_packed(data) if data.startswith(_ZIP) else _in_page(data))
    except (KeyError, ValueError, zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise _no_record(path) from error
    if not isinstance(found, dict) or "article" not in found:
        raise _no_record(path)
    return found


def _packed(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.getinfo(PLACE).file_size > _MOST:
            raise ValueError("too large")
        return package.read(PLACE)


def _in_page(data: bytes) -> bytes:
    found = _ELEMENT.search(data)
    if not found:
        raise ValueError("no record")
    return found[1]


def _no_record(path: str) -> FileError:
    return FileError(
        "no edition of ours, or a program has dropped what we keep in it",
        path=path,
        hint="name the file that “bilingual build” wrote",
    )

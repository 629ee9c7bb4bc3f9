"""A ZIP package (DOCX, ODT, EPUB) → its parts, by name, without trusting what it says about them."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable
from urllib.parse import unquote

from bilingual.errors import SourceError

LARGEST_PART = 32 * 2**20
"""Bytes of one part, unpacked: the text of a book of 500 pages has 2 MB."""
LARGEST = 128 * 2**20
"""Bytes of all parts that are read, unpacked."""
_MOST_PARTS = 20_000
_CHUNK = 2**20
_SAVE = "open it in the program that made it and save it anew"


class Package:
    """An open package. Nothing of it is written to disk, so its names can lead nowhere."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self.unpacked = 0
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = {info.filename: info for info in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.refused(f"not a ZIP package: {error}") from None
        if len(self.members) > _MOST_PARTS:
            raise self.refused(f"it has {len(self.members)} parts")

    def refused(self, what: str) -> SourceError:
        return SourceError(what, path=self.path, hint=_SAVE)

    def names(self) -> Iterable[str]:
        return self.members

    def has(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes:
        """Unpack a part. Raises SourceError for one that isn't there, is damaged, encrypted or too large."""
        info = self.members.get(name)
        if info is None:
            raise self.refused(f"it lacks the part {name}")
        if info.flag_bits & 0x1:
            raise SourceError(
                "it is encrypted", path=self.path, hint="save it without a password or copy protection"
            )
        pieces = []
        size = 0
        try:
            with self.zip.open(info) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    if size > LARGEST_PART or self.unpacked + size > LARGEST:
                        raise self.refused(f"its part {name} unpacks to more than {size // 2**20 - 1} MB")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self.refused(f"its part {name} is damaged: {error}") from None
        self.unpacked += size
        return b"".join(pieces)


def resolved(base: str, href: str) -> str:
    """Give the name of a part that another one refers to; empty for what leads out of the package.

    >>> resolved("OEBPS/content.opf", "Text/ch%201.xhtml#a"), resolved("a/b.opf", "../../etc/passwd")
    ('OEBPS/Text/ch 1.xhtml', '')
    """
    target = unquote(href.partition("#")[0])
    if not target or ":" in target or target.startswith("/"):
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
    return "" if name.startswith("../") or name == ".." else name

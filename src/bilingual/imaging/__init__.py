"""The bytes of a picture → a Picture that can be printed anywhere; the only place that knows Pillow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from bilingual.picture import Picture

__all__ = ["SUFFIXES", "PictureError", "prepared"]

SUFFIXES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp")
"""How the names of files end that can be pictures."""
_LARGEST = 64 * 2**20
"""Bytes of one file: a photograph of 80 megapixels has 30 MB."""


class PictureError(Exception):
    """Why a picture can't be printed, and what to do; no more than that picture is lost by it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a file."""

    data: bytes
    media: str
    width: float
    height: float
    notes: tuple[str, ...] = ()


def prepared(data: bytes, address: str, path: str) -> Picture:
    """Make of a file what pages of any kind can show: a PNG, a JPEG, or an SVG that leads nowhere.

    Photographs are turned upright, brought into the colours of the web, made no larger than paper needs, and
    stripped of where and by what they were taken. Of an SVG nothing is kept that runs, or refers to anything outside
    of it. The same bytes give the same Picture. What can't be printed gives a Picture with its ``problem``.
    """
    digest = hashlib.blake2b(data, digest_size=8).hexdigest()
    try:
        made = _made(data)
    except PictureError as error:
        return Picture(address, path, digest=digest, problem=str(error))
    return Picture(address, path, made.data, made.media, made.width, made.height, digest, notes=made.notes)


@lru_cache(maxsize=32)
def _made(data: bytes) -> Made:
    """Remembered, for the editions of an article show the same pictures."""
    if len(data) > _LARGEST:
        raise PictureError(
            f"the file has {len(data) / 2**20:.0f} MB: save a picture of at most {_LARGEST // 2**20}"
        )
    if not data.strip():
        raise PictureError("the file is empty: save the picture anew")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        from bilingual.imaging import vector

        return vector.cleaned(data)
    from bilingual.imaging import raster

    return raster.upright(data)

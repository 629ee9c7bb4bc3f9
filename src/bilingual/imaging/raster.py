"""A photograph or drawing of pixels → the same as PNG or JPEG, upright, in sRGB or grey, as large as paper needs."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bilingual.imaging import Made, PictureError

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
_MOST_PIXELS = 100_000_000
"""Pixels that are decoded at most: 300 MB of memory."""
_LONGEST = 3200
"""Pixels of the longer side: 300 to the inch over the whole length of A4."""
_PLAIN = frozenset({"L", "RGB", "RGBA", "LA", "1", "P"})
_QUALITY = 92
"""Of a JPEG that is written anew; beyond it files grow and nobody sees a difference in print."""
_ORIENTATION = 0x0112
_one_at_a_time = threading.Lock()


def upright(data: bytes) -> Made:
    """Decode a picture and write it anew where that is needed. Raises PictureError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _strict(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            return _upright(image, data)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError(f"{_kind(data)}: save it as PNG, JPEG or SVG") from None
    except Image.DecompressionBombError:
        raise _too_many(_MOST_PIXELS + 1) from None
    except MemoryError:
        raise PictureError("it is too large for the memory: save it smaller") from None
    except (
        Exception
    ) as error:  # Pillow's decoders raise OSError, SyntaxError, ValueError, struct.error, EOFError…
        reason = "the file is cut off" if "truncated" in str(error) else f"the file is damaged ({error})"
        raise PictureError(f"{reason}: save the picture anew") from None


@contextmanager
def _strict() -> Iterator[None]:
    """Refuse files that are cut off, which the typesetter lets Pillow accept, and say nothing on the terminal."""
    from PIL import ImageFile

    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_many(pixels: int) -> PictureError:
    most = _MOST_PIXELS // 10**6
    known = f"{pixels / 1e6:,.0f}" if pixels > _MOST_PIXELS + 1 else f"more than {most}"
    return PictureError(f"it has {known} megapixels: save it with at most {most}")


def _kind(data: bytes) -> str:
    known = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP package", b"%!PS": "PostScript", b"\x1f\x8b": "a compressed file",
             b"\xd7\xcd\xc6\x9a": "a WMF drawing", b"\x01\x00\x00\x00": "an EMF drawing", b"VCLMTF": "an SVM drawing"}  # fmt: skip
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "a HEIC photograph, which no program may decode without a licence"
    return next(
        (name for start, name in known.items() if data.startswith(start)), "not a picture that is known"
    )


def _upright(image: Image, data: bytes) -> Made:
    from PIL import ImageOps

    width, height = image.size
    if width * height > _MOST_PIXELS:
        megapixels = width * height / 1e6
        raise PictureError(
            f"it has {megapixels:,.0f} megapixels: save it with at most {_MOST_PIXELS // 10**6}"
        )
    notes: tuple[str, ...] = ()
    if getattr(image, "is_animated", False) and image.format != "MPO":
        notes = ("it moves: its first picture is printed",)
    kind = image.format
    image.draft(None, (_LONGEST, _LONGEST))  # a JPEG is decoded at a half or a quarter of its size
    image.load()
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    made = ImageOps.exif_transpose(image) if turned else image
    made = _coloured(made)
    if max(made.size) > _LONGEST:
        made.thumbnail((_LONGEST, _LONGEST))
    if made is image and image.size == (width, height) and kind in {"JPEG", "PNG"}:
        kept = _without_places(data) if kind == "JPEG" else data
        return Made(kept, f"image/{str(kind).lower()}", width, height, notes)
    lossy = kind in {"JPEG", "MPO", "AVIF"} or (kind == "WEBP" and b"VP8 " in data[:64])
    return _written(made, jpeg=lossy and made.mode in {"L", "RGB"}, notes=notes)


def _coloured(image: Image) -> Image:
    """Bring it into grey or RGB of the web; what a camera or a press means by its own numbers is looked up in its profile."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"} and b"sRGB" not in profile[:4096]:
        image = _converted(image, profile)
    if image.mode.startswith(("I", "F")):  # 16 bits: a scan
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"P", "1"} and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "PA":
        return image.convert("RGBA")
    return image if image.mode in _PLAIN else image.convert("RGB")


def _converted(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (
        ImageCms.PyCMSError,
        OSError,
        ValueError,
    ):  # a profile that is none: its numbers are taken as they are
        return image
    if made is None:
        return image
    made.info.pop("icc_profile", None)
    return made


def _written(image: Image, *, jpeg: bool, notes: tuple[str, ...]) -> Made:
    file = io.BytesIO()
    image.info.pop("exif", None)
    if jpeg:
        image.save(file, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        image.save(file, "PNG", compress_level=6)
    return Made(file.getvalue(), "image/jpeg" if jpeg else "image/png", *image.size, notes)


def _without_places(data: bytes) -> bytes:
    """Leave out what a camera or an editor wrote beside the picture (APP1, APP13, comments): where, when, by whom."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] not in {0xE1, 0xED, 0xFE}:
            kept.append(data[at : at + length])
        at += length
    return b"".join([*kept, data[at:]])

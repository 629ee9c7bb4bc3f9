"""A picture of an article: the value that passes from its file to the page."""

from __future__ import annotations

from dataclasses import dataclass

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
"""By media type: how the name of such a file ends."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready for the page; or why it is not there."""

    address: str
    """As the source says it."""
    path: str = ""
    """The file that it was read from, as a person should read it; the source's own for one that stands in it."""
    data: bytes = b""
    """A PNG, a JPEG or an SVG without anything that leads out of it; empty if there is no such picture."""
    media: str = ""
    """``image/png``, ``image/jpeg`` or ``image/svg+xml``."""
    width: float = 0.0
    """In pixels of ``data``; of an SVG in CSS pixels, 1000 if it doesn't say."""
    height: float = 0.0
    digest: str = ""
    """Of the bytes in the file, whatever was made of them: 16 hexadecimal digits."""
    problem: str = ""
    """Why it is not printed, and what to do."""
    notes: tuple[str, ...] = ()
    """What was done to it that a publisher should know, e.g. that a part of an SVG was left out."""

    @property
    def name(self) -> str:
        """A name for the file that it becomes beside a page: the same for the same bytes."""
        return f"{self.digest}{_SUFFIXES.get(self.media, '')}"

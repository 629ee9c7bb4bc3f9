"""Editions → what a browser or an e-reader shows: a web page, an e-book.

``FORMATS`` holds the formats by name; what it lacks is looked for among the entry points of the group
``bilingual.formats``. A format is a function from a Publication to the bytes of a file; the file's ending is
the format's name.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from bilingual.web.book import book
from bilingual.web.page import page
from bilingual.web.publication import Publication
from bilingual.web.record import is_ours, read_record

__all__ = ["FORMATS", "Format", "Publication", "is_ours", "known", "publish", "read_record"]

Format = Callable[[Publication], bytes]

FORMATS: dict[str, Format] = {
    "html": page,
    "epub": book,
}


def publish(publication: Publication, name: str) -> bytes:
    """Give the file of a publication in the format ``name``, which is one of those that ``known`` gives.

    The same publication gives the same bytes. Raises ConfigError for a template or a style sheet of the
    project's that can't be used.
    """
    if name in FORMATS:
        return FORMATS[name](publication)
    found: Format = next(
        entry.load() for entry in entry_points(group="bilingual.formats") if entry.name == name
    )
    return found(publication)


def known() -> tuple[str, ...]:
    """Name the formats that can be made here."""
    return (*FORMATS, *sorted(entry.name for entry in entry_points(group="bilingual.formats")))

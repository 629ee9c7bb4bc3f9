"""A catalog's bytes → Catalog: its messages as the other stages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bilingual.catalogs.crediting import header_credits
from bilingual.catalogs.headers import header_values, revised
from bilingual.catalogs.reading import read
from bilingual.catalogs.states import message
from bilingual.credits import HeaderCredits
from bilingual.model import Message


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog, read."""

    path: str
    language: str
    """BCP 47 tag."""
    messages: tuple[Message, ...]
    """The living entries, in the order of the file."""
    obsolete: tuple[Message, ...]
    """The entries (``#~``) whose sentences have left the source, in the order of the file."""
    revised: str
    """When a person last saved it (PO-Revision-Date), ISO 8601; empty if the header doesn't say."""
    header: Mapping[str, str]
    credits: HeaderCredits = field(default_factory=HeaderCredits)
    """Who translated, and what the header discloses of machines."""


def parse(data: bytes, *, path: str, language: str) -> Catalog:
    """Read a catalog strictly: whatever gettext would refuse or lose is a CatalogError with line and column.

    Of an entry with plural forms, ``Message.text`` is the first form.
    """
    file = read(data, path)
    entries = [entry for entry in file.entries if not entry.is_header]
    values = header_values(file.header)
    return Catalog(
        path=path,
        language=language,
        messages=tuple(message(entry) for entry in entries if not entry.fields.obsolete),
        obsolete=tuple(message(entry) for entry in entries if entry.fields.obsolete),
        revised=revised(values),
        header=values,
        credits=header_credits(file.header),
    )

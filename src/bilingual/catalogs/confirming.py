"""A catalog drafted by way of another → the catalog in which reviewed translations count for the other's present text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bilingual.catalogs.entries import changed
from bilingual.catalogs.matching import Key
from bilingual.catalogs.reading import first_lines, read, refuse_lossy
from bilingual.catalogs.states import key_of, provenance, state
from bilingual.model import State, text_hash


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A reviewed translation that fits the present text of the catalog that it was drafted from."""

    line: int
    """Line of its ``msgid`` in the catalog, from 1."""
    text: str
    """The source text."""
    pivot: str
    """The text in the other catalog."""
    translation: str


def confirm(data: bytes, pivots: Mapping[Key, str], *, path: str) -> tuple[bytes, tuple[Confirmed, ...]]:
    """Write into the ``mt:`` lines of these keys that the translation was held against these pivot texts.

    Only reviewed entries with such a line are touched, and nothing of them but that line. Raises CatalogError
    for a catalog that gettext would refuse.
    """
    file = read(data, path)
    entries = list(file.entries)
    touched = []
    for n, entry in enumerate(entries):
        origin = provenance(entry)
        if (
            entry.key not in pivots
            or entry.fields.obsolete
            or not origin
            or state(entry) is not State.REVIEWED
        ):
            continue
        mt = f"mt: {replace(origin, pivot=text_hash(pivots[entry.key]))}"
        lines = [mt if key_of(line) == "mt" else line for line in entry.extracted]
        entries[n] = changed(entry, file.newline, comment="\n".join(lines))
        touched.append(n)
    if not touched:
        return data, ()
    refuse_lossy(file, data)
    now = replace(file, entries=tuple(entries))
    at = first_lines(now)
    confirmed = (
        Confirmed(at[n], e.fields.msgid, pivots[e.key], e.fields.msgstr)
        for n, e in ((n, entries[n]) for n in touched)
    )
    return now.encoded(), tuple(confirmed)

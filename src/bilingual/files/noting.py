"""What was read → which bytes they were, so that one can tell later whether the same would be read again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar

Notes = dict[str, str]
"""By real path the digest of what was read there; empty if nothing was there."""

_notes: ContextVar[Notes | None] = ContextVar("_notes", default=None)


@contextlib.contextmanager
def noted() -> Iterator[Notes]:
    """Collect what ``files`` reads inside, and what it looks for in vain."""
    notes: Notes = {}
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def note(real: str, data: bytes | None) -> None:
    """Write down what was read at a real path, None if there is nothing."""
    notes = _notes.get()
    if notes is not None:
        notes[real] = digest(data)


def digest(data: bytes | None) -> str:
    """Give the digest of what was read (BLAKE2b, 128 bits); empty for None."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()

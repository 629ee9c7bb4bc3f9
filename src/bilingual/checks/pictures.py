"""A Document and its pictures → which are not printed as they should be, and which nobody can read who can't see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bilingual.checks.source import Found
from bilingual.model import Document
from bilingual.picture import Picture

_SHOWN = 60
"""Characters of an address that a message repeats."""


def picture(document: Document, pictures: Mapping[str, Picture]) -> Iterator[Found]:
    """A picture that is missing, damaged or in the web, or of which a part is left out."""
    for block in document.blocks:
        found = pictures.get(block.picture)
        if found:
            for words in (found.problem, *found.notes):
                if words:
                    yield block.line, f"{found.address[:_SHOWN]}: {words}"


def alt(document: Document) -> Iterator[Found]:
    """A picture whose source doesn't say what it shows."""
    for block in document.blocks:
        if block.picture and not block.text.strip():
            yield (
                block.line,
                f"{block.picture[:_SHOWN]} has no alternative text: who can’t see it hears only its caption, if it has one",
            )

"""What a proofreader wrote into a PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """What a proofreader wrote into a PDF, and the entry that it is about."""

    page: int
    """From 1."""
    text: str
    author: str = ""
    date: str = ""
    """ISO 8601 date; empty if the PDF doesn't say."""
    entry: str = ""
    """``entry_id``; empty if it stands beside no text."""
    language: str = ""
    """BCP 47 tag of the text that it stands beside."""
    article: str = ""
    """Of a volume, the article that the text is of."""

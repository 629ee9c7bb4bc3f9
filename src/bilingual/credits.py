"""Who made a text and how: what an edition's title head, colophon and metadata say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Wording = str | Mapping[str, str]
"""A text as the settings say it: one for every language, or one for each by BCP 47 tag."""


class Review(StrEnum):
    """How much of a translation is marked as reviewed; the value stands in metadata and in JSON."""

    ALL = "all"
    PARTLY = "partly"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class HeaderCredits:
    """What the header of a catalog says of the people and the means behind it."""

    translators: tuple[str, ...] = ()
    """Names of people, without their addresses."""
    disclosures: tuple[str, ...] = ()
    """Sentences of its comment that tell of machines or language models, as they stand."""


@dataclass(frozen=True, slots=True)
class Statement:
    """How the printed text of one language came about, counted sentence by sentence from its catalog."""

    language: str
    """BCP 47 tag."""
    sentences: int
    """How many different ones are printed; the other numbers are parts of this one."""
    drafted: int = 0
    """Those whose entry says that a machine drafted them (``mt:``), whatever became of the draft."""
    unchanged: int = 0
    """Those of the drafted ones that are reviewed and still letter for letter what the machine wrote."""
    reviewed: int = 0
    """Those that the catalog marks as reviewed."""
    untranslated: int = 0
    engines: tuple[str, ...] = ()
    """What drafted them, as the ``mt:`` lines name it, the most frequent first."""
    header: HeaderCredits = HeaderCredits()

    @property
    def review(self) -> Review:
        """Whether all, a part or none of the sentences are reviewed."""
        if not self.reviewed:
            return Review.NONE
        return Review.ALL if self.reviewed == self.sentences else Review.PARTLY


@dataclass(frozen=True, slots=True)
class Credits:
    """Where a text comes from and on what terms it may be used, as far as that is known."""

    author: str = ""
    publisher: str = ""
    published: str = ""
    """ISO 8601 date."""
    url: str = ""
    licence: str = ""
    editor: str = ""
    """Of a volume."""
    renderings: tuple[tuple[str, str, str], ...] = ()
    """What one of these texts, or a title, is in another language: (text, BCP 47 tag, rendering)."""

    def rendering(self, text: str, tag: str) -> str:
        """Give what a text is in a language; empty if nobody has said."""
        return next((own for said, other, own in self.renderings if (said, other) == (text, tag)), "")

    def worded(self, text: str, tag: str) -> str:
        """Give a text as it is printed in a language: its rendering, else itself."""
        return self.rendering(text, tag) or text

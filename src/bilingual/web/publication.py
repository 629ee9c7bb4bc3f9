"""What is published in one file: one edition, or those of a volume's articles, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bilingual.config import PageConfig
from bilingual.edition_settings import ColophonConfig
from bilingual.model import Edition


@dataclass(frozen=True, slots=True)
class Publication:
    """All that a format needs; the same values give the same bytes."""

    whole: Edition
    """What is said of all of it: titles, makers, dates, states."""
    editions: tuple[Edition, ...]
    """Its articles in reading order, all in the languages of the whole."""
    layout: str = "columns"
    """``stacked`` and ``interlinear`` never set the languages side by side."""
    colophon: ColophonConfig = field(default_factory=ColophonConfig)
    page: PageConfig = field(default_factory=PageConfig)
    own: Mapping[str, str] = field(default_factory=dict)
    """The project's own templates and style sheets, text by file name."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """What the editions were made of (JSON values), kept in the file."""
    program: str = "bilingual"
    """Name and version of what made it."""

    @property
    def languages(self) -> tuple[str, ...]:
        return self.whole.languages

    @property
    def title(self) -> str:
        """In every language, on one line."""
        return joined(self.whole)

    @property
    def align(self) -> str:
        """What stands in one row: ``segment`` or ``block``."""
        return "segment" if self.layout == "interlinear" else self.page.align

    @property
    def side_by_side(self) -> bool:
        """Whether a wide screen shows the languages beside one another."""
        return self.layout not in {"stacked", "interlinear"} and len(self.languages) > 1

    @property
    def draft(self) -> bool:
        """Whether anything in it is not reviewed or not translated."""
        return bool(self.whole.drafts or self.whole.missing)


def joined(edition: Edition) -> str:
    """Give the titles of an edition on one line, each once; its name if it has none."""
    return " | ".join(dict.fromkeys(filter(str.strip, edition.titles))) or edition.article

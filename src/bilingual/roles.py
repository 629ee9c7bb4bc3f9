"""What a block, or a segment of it, is in its article."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a block or a segment is in its article; the value stands in catalogs and in JSON."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    LIST_ITEM = "list_item"
    TABLE = "table"
    QUOTE = "quote"
    VERSE = "verse"
    NOTE = "note"
    EDITOR_NOTE = "editor_note"
    SOURCE = "source"
    TAGS = "tags"
    ALT = "alt"
    """What a picture shows, for those who can't see it: a picture's block has this text, or none."""

    @property
    def context(self) -> str:
        """The ``msgctxt`` of a segment with this role: empty for running text, else the role word."""
        return "" if self in RUNNING_TEXT else self.value


RUNNING_TEXT = frozenset(
    {
        Role.LEAD,
        Role.PARAGRAPH,
        Role.CAPTION,
        Role.LIST_ITEM,
        Role.QUOTE,
        Role.VERSE,
        Role.NOTE,
        Role.EDITOR_NOTE,
    }
)
"""Roles that are translated alike, so that a sentence keeps its translation when it moves between them."""

"""What stands above the text: section, title, subtitle, and who wrote it."""

from __future__ import annotations

from bilingual.model import Role
from bilingual.readers.page import (
    HEADING_COLUMNS,
    KICKER_COLUMNS,
    MARKED,
    TITLE_COLUMNS,
    Page,
    columns,
    like_heading,
    narrow,
)


def kicker(page: Page, at: int) -> Role | None:
    """A word or two above the title, in its group: the name of the section."""
    text, below = page.lines[at].text, page.neighbour(at, 1)
    if page.titled or below is None or not narrow(text, KICKER_COLUMNS) or not like_heading(page, text):
        return None
    wide = columns(below.text[:TITLE_COLUMNS]) >= 2 * columns(text)
    believed = any(page.markers.has(role, below.text) for role in MARKED)
    return Role.HEADING if wide and not believed and like_heading(page, below.text) else None


def first(page: Page, at: int) -> Role | None:
    """The first line that isn't marked is the title, unless it reads like a paragraph."""
    if page.titled:
        return None
    text = page.lines[at].text
    paragraph = text[-1] in page.markers.end and columns(text[:TITLE_COLUMNS]) > HEADING_COLUMNS
    return Role.TITLE if narrow(text, TITLE_COLUMNS) and not paragraph else None


def first_marked_up(page: Page, at: int) -> Role | None:
    """The first paragraph, if the markup names no title."""
    return None if page.has_title else first(page, at)


def name(page: Page, at: int) -> Role | None:
    """Nothing but a name, above the first paragraph: the agency that the article is from, or who wrote it."""
    text = page.lines[at].text
    if page.in_body or len(text) > KICKER_COLUMNS:
        return None
    if page.markers.agency.fullmatch(text):
        return Role.SOURCE
    return Role.BYLINE if page.markers.name.fullmatch(text) else None

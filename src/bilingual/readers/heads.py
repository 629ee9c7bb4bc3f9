"""What stands above the text: section, title, subtitle, and who wrote it."""

from __future__ import annotations

import re

from bilingual.model import Role
from bilingual.readers.page import (
    HEADING_COLUMNS,
    KICKER_COLUMNS,
    MARKED,
    TITLE_COLUMNS,
    Page,
    columns,
    ends_sentence,
    like_heading,
    narrow,
)

_SUBTITLE_COLUMNS = 24
"""Below a title and a blank line: what is wider is no heading of the first paragraphs but a subtitle."""

_WORD_COLUMNS = 8
"""What is narrower, such as 自由談, is rather the name of a column than a title, apart from a longer one below."""

_STANDFIRST_COLUMNS = 40
"""Shorter sentences between the title and who wrote it are text."""

_NAMES_LENGTH = 40  # characters


def kicker(page: Page, at: int) -> Role | None:
    """A word or two above the title, in its group, or a known name of a section or paper above a blank line."""
    text, below = page.lines[at].text, page.neighbour(at, 1)
    known = len(text) <= KICKER_COLUMNS * 2 and page.markers.section_name.fullmatch(text)
    if page.titled or not like_heading(page, text):
        return None
    # 新聞稿, a day, who sends it out, and only then the title; 專題／老街的冬天 has its own behind it.
    reach = 1 if re.search("[/／|｜]", text) else 4
    beneath = page.lines[at + 1 : at + 1 + reach]
    title = next((line.text for line in beneath if not _names(page, line.text)), "")
    if known and title and columns(title[:TITLE_COLUMNS]) >= columns(text):
        return None if ends_sentence(title) and title[-1] not in "？！?!" else Role.HEADING
    if _stands_alone(page, at) and not page.markers.no_section.fullmatch(text):
        return Role.HEADING
    if below is None or not narrow(text, KICKER_COLUMNS) or page.markers.no_section.fullmatch(text):
        return None
    wide = columns(below.text[:TITLE_COLUMNS]) >= 2 * columns(text)
    believed = any(page.markers.has(role, below.text) for role in MARKED)
    return Role.HEADING if wide and not believed and like_heading(page, below.text) else None


def _stands_alone(page: Page, at: int) -> bool:
    """Whether a word stands above a title that is set apart from it and from who wrote it: 自由談."""
    has_subtitle = page.neighbour(at + 1, 1) and not page.neighbour(at + 2, 1)
    names = at + 3 if has_subtitle else at + 2
    if names >= len(page.lines) or page.neighbour(at, 1) or page.neighbour(names - 1, 1):
        return False
    text, title, below = (page.lines[n].text for n in (at, at + 1, names))
    longer = columns(title[:TITLE_COLUMNS]) >= 2 * columns(text[:TITLE_COLUMNS])
    return narrow(text, _WORD_COLUMNS) and longer and like_heading(page, title) and _names(page, below)


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


def people(page: Page, at: int) -> Role | None:
    """Who made the pictures, in a head or beside others who made the article; right below a picture it is a credit."""
    line = page.lines[at]
    if not page.titled or line.below_picture or not page.markers.is_maker(line.text):
        return None
    above, below = page.neighbour(at, -1), page.neighbour(at, 1)
    if at and page.roles[at - 1] is Role.CAPTION:
        return None
    beside = (above and page.roles[at - 1] is Role.BYLINE) or (
        below and page.markers.names_people(below.text)
    )
    return Role.BYLINE if beside or not page.in_body else None


def subtitle(page: Page, at: int) -> Role | None:
    """A line below the title: set like a heading, or sentences above who wrote it."""
    line = page.lines[at]
    if (
        page.in_body
        or not at
        or page.roles[at - 1] not in (Role.TITLE, Role.LEAD, Role.BYLINE, Role.DATELINE)
    ):
        return None
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    headed = below is not None and _names(page, below.text) and at + 2 < len(page.lines)
    headed = headed and not _pictured(page, at)
    if page.markers.is_item(line.text):
        return None
    if _names(page, line.text) or name(page, at):
        return None
    if not _like_subtitle(page, line.text):
        set_apart = headed and page.roles[at - 1] in (Role.TITLE, Role.LEAD)
        return Role.LEAD if set_apart and not narrow(line.text, _STANDFIRST_COLUMNS) else None
    if page.roles[at - 1] in (Role.BYLINE, Role.DATELINE) and not page.markers.dashed(line.text):
        return Role.LEAD if headed else None
    if page.neighbour(at, -1) or headed or page.markers.dashed(line.text):
        captioned = page.neighbour(at, 1) and below and page.markers.is_credit(below.text)
        return None if captioned and not headed else Role.LEAD
    return None if narrow(line.text, _SUBTITLE_COLUMNS) else Role.LEAD


def _pictured(page: Page, at: int) -> bool:
    """Whether the next line of the group is a credit in brackets, (圖/路透): then this one is its caption."""
    below = page.neighbour(at, 1)
    return below is not None and below.text[0] in "(（" and page.markers.is_credit(below.text)


def _like_subtitle(page: Page, text: str) -> bool:
    return like_heading(page, text) or (text[-1] in "！？!?" and narrow(text, HEADING_COLUMNS))


def _names(page: Page, text: str) -> bool:
    """Whether a line names people or a day, as only a head does."""
    known = page.markers
    return known.names_people(text) or known.has(Role.DATELINE, text)


def name(page: Page, at: int) -> Role | None:
    """Nothing but a name, above the first paragraph: the agency that the article is from, or who wrote it."""
    text = page.lines[at].text
    if page.in_body or len(text) > _NAMES_LENGTH:
        return None
    if page.markers.agency.fullmatch(text):
        return Role.SOURCE
    below_title = at > 0 and page.roles[at - 1] in (Role.TITLE, Role.DATELINE, Role.SOURCE)
    alone = below_title and page.markers.pen_name.fullmatch(text)
    return Role.BYLINE if alone or page.markers.name.fullmatch(text) else None

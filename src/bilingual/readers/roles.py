"""The lines or paragraphs of an article → the role of each, told by rules in order: words, marks, neighbours, markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilingual.model import Role
from bilingual.readers.heads import first, first_marked_up, kicker, name, people, subtitle
from bilingual.readers.markers import markers
from bilingual.readers.page import (
    ABOVE_TITLE,
    CAPTION_COLUMNS,
    MARKED,
    TITLE_COLUMNS,
    Line,
    Page,
    like_heading,
    narrow,
)
from bilingual.readers.runs import (
    above_credit,
    above_table,
    in_table,
    item,
    labelled,
    listed_below,
    quotation,
    speaker,
    speakers,
    verse,
)
from bilingual.readers.source import Paragraph

_BRACKETED_BEGINNING = re.compile(r"[【〔［\[][^】〕］\]]{1,12}[】〕］\]]\s*[^\s:：]")
"""Of a title: 【專訪】…; a byline has all of it in the brackets."""


def roles(paragraphs: Sequence[Paragraph], language: str, *, markup: bool) -> list[Role]:
    """Give the role of each paragraph, by the first rule that knows it.

    ``language`` is a BCP 47 tag. With ``markup`` the paragraphs come from a format that can say what they are:
    there a short paragraph is a heading only if the format marks none, and a quotation only if it is marked.
    """
    group = -1
    lines = []
    for paragraph in paragraphs:
        group += paragraph.apart or group < 0
        text = paragraph.text.strip()
        lines.append(Line(text, group, paragraph.role, paragraph.strong, paragraph.below_picture))
    page = Page(lines, markers(language))
    page.has_title = any(line.said is Role.TITLE for line in lines)
    below = next((at for at, line in enumerate(lines) if line.said is Role.TITLE), -1) + 1
    # The section's name above the title, and a bold title, say nothing of headings in the text.
    page.has_headings = any(line.heads or line.said is Role.HEADING for line in lines[below:])
    page.speakers = speakers(page)
    for at in range(len(lines)):
        rules = MARKUP_RULES if markup else RULES
        page.add(next((role for rule in rules if (role := rule(page, at))), Role.PARAGRAPH))
    return page.roles


# The rules, in the order of RULES at the end.


def marked(page: Page, at: int) -> Role | None:
    """A word or mark that says it: Tagged:, 相關報導：, 資料來源：, 編按：, 註：, a date, 記者…／台北報導.

    Above the title only what stands there is believed: 【圖輯】 and 更正： begin titles, too.
    """
    text = page.lines[at].text
    if page.titled and page.markers.is_credit(text):
        return Role.CAPTION if page.markers.shown.fullmatch(text) else Role.CREDIT
    if not page.titled and _BRACKETED_BEGINNING.match(text):
        return None
    believed = MARKED if page.titled else ABOVE_TITLE
    role = next((role for role in believed if page.markers.has(role, text)), None)
    of_many = role in (Role.DATELINE, Role.BYLINE) and page.in_body and _one_of_many(page, at, role)
    return None if of_many else role


def _one_of_many(page: Page, at: int, role: Role) -> bool:
    """Whether a line with a day or a name is a point of a list: 時間：…, 地點：…; 書名：…, 作者：…"""
    return labelled(page, at) is not None and not all(
        page.markers.has(role, line.text) for line in page.group(at)
    )


def spoken(page: Page, at: int) -> Role | None:
    """A line of an interview: 問：…, 答：…, or a name and a colon that come again and again."""
    text = page.lines[at].text
    said_so = page.markers.has(Role.PARAGRAPH, text) or speaker(text) in page.speakers
    return Role.PARAGRAPH if page.titled and said_so else None


def captioned(page: Page, at: int) -> Role | None:
    """A caption by its beginning (▲, 圖為) or by the credit at its end (（圖／路透）)."""
    text = page.lines[at].text
    marked_so = page.markers.has(Role.CAPTION, text) and not page.markers.bullet.match(text)
    signed = (
        not page.in_body and narrow(text, TITLE_COLUMNS) and page.markers.caption_above_text.fullmatch(text)
    )
    return Role.CAPTION if marked_so or signed or page.markers.ends_with_credit(text) else None


def cells(page: Page, at: int) -> Role | None:
    """A row of a table: cells between bars or tabs, or between wide spaces like those beside it."""
    return Role.TABLE if in_table(page, at) else None


def heading(page: Page, at: int) -> Role | None:
    """A short line that doesn't end like a sentence."""
    return Role.HEADING if like_heading(page, page.lines[at].text) else None


# Where the format says what a paragraph is.


def said(page: Page, at: int) -> Role | None:
    """What the source itself says, unless the words say it better: 資料來源： in a list or a caption."""
    line = page.lines[at]
    role = line.said
    if role is None:
        return None
    if role is Role.CAPTION and page.markers.is_credit(line.text):
        return Role.CREDIT
    believed = _BETTER.get(role, ())
    by_words = next((better for better in believed if page.markers.has(better, line.text)), None)
    if by_words:
        return by_words
    if role is Role.HEADING and not page.has_title and not page.titled:
        return Role.TITLE
    if role is Role.LIST_ITEM and (listed := listed_below(page, at)):
        return listed
    return role


def below_picture(page: Page, at: int) -> Role | None:
    """A short paragraph right below a picture that is set apart from the text: bold or italic, or without a full stop."""
    line = page.lines[at]
    if not line.below_picture or not narrow(line.text, CAPTION_COLUMNS):
        return None
    if line.heads and page.markers.number.match(line.text):
        return None
    return Role.CAPTION if line.text[-1] not in page.markers.end or _credit_below(page, at) else None


def _credit_below(page: Page, at: int) -> bool:
    return at + 1 < len(page.lines) and page.markers.is_credit(page.lines[at + 1].text)


def above_marked_up_credit(page: Page, at: int) -> Role | None:
    """A short paragraph right above a paragraph that is a credit."""
    fits = narrow(page.lines[at].text, CAPTION_COLUMNS)
    return Role.CAPTION if fits and _credit_below(page, at) else None


def marked_up_heading(page: Page, at: int) -> Role | None:
    """A short bold paragraph; any short one where the format marks no headings."""
    line = page.lines[at]
    if page.has_headings and not line.heads:
        return None
    return heading(page, at)


Rule = Callable[[Page, int], Role | None]
RULES: tuple[Rule, ...] = (
    said,
    spoken,
    people,
    marked,
    kicker,
    first,
    listed_below,
    subtitle,
    captioned,
    cells,
    quotation,
    item,
    labelled,
    verse,
    above_credit,
    above_table,
    name,
    heading,
)
"""The first that gives a role is right; where none does, the line is a paragraph."""

_BETTER: dict[Role, tuple[Role, ...]] = {
    Role.HEADING: (Role.RELATED, Role.TAGS),
    Role.CAPTION: (Role.SOURCE,),
    Role.LIST_ITEM: (Role.RELATED, Role.TAGS, Role.SOURCE, Role.BYLINE),
    Role.QUOTE: (Role.LEAD, Role.BYLINE, Role.NOTE, Role.EDITOR_NOTE, Role.SOURCE, Role.RELATED),
    Role.LEAD: (Role.BYLINE, Role.DATELINE),
    Role.BYLINE: (Role.SOURCE, Role.DATELINE),
}
"""By what the markup says: the roles that a line's own words may say better."""

MARKUP_RULES: tuple[Rule, ...] = (
    said,
    spoken,
    people,
    marked,
    first_marked_up,
    listed_below,
    captioned,
    below_picture,
    cells,
    item,
    labelled,
    verse,
    above_marked_up_credit,
    name,
    marked_up_heading,
)
"""The rules where the format can say what a paragraph is."""

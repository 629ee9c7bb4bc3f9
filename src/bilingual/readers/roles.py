"""The lines or paragraphs of an article → the role of each, told by rules in order: words, marks, neighbours, markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bilingual.model import Role
from bilingual.readers.markers import Markers, markers
from bilingual.readers.source import Paragraph

# Columns: a full-width character is two. In the 19 test articles titles have 22 to 47 columns, headings up to
# 61, and every line of running text that is as short ends with a mark of punctuation or stands above a credit.
_TITLE_COLUMNS = 160
_HEADING_COLUMNS = 72
_QUESTION_COLUMNS = 40  # a heading may ask or exclaim, if it is as short as 20 ideographs
_VERSE_COLUMNS = 40
_KICKER_COLUMNS = 12  # 時事專題 above the title; a title has 22 and more in every test article
_CAPTION_COLUMNS = (
    160  # above a credit, in the middle of a group: longer ones are paragraphs beside a picture
)

_QUOTATIONS = (("「", "」"), ("『", "』"), ("“", "”"), ('"', '"'))


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph that isn't empty, as far as the rules look at it."""

    text: str
    """Without outer white space."""
    group: int
    said: Role | None = None
    """The role that the markup or the front matter says."""
    heads: bool = False
    """Whether it is bold throughout, where that makes headings."""
    below_picture: bool = False


@dataclass(slots=True)
class Page:
    """The lines of an article, and the roles of those above the one that is being looked at."""

    lines: list[Line]
    markers: Markers
    roles: list[Role] = field(default_factory=list)
    titled: bool = False
    """Whether the title is behind us, or can't come any more."""
    in_body: bool = False
    """Whether a paragraph, or what stands for one, is behind us."""
    has_title: bool = False
    """Whether the markup says which one is the title."""
    has_headings: bool = False
    """Whether the markup says which ones are headings."""
    verses: dict[int, bool] = field(default_factory=dict)
    """By group: whether it is verse."""

    def add(self, role: Role) -> None:
        self.roles.append(role)
        self.titled = self.titled or role not in (*_ABOVE_TITLE, Role.HEADING)
        self.in_body = self.in_body or role in _BODY

    def neighbour(self, at: int, step: int) -> Line | None:
        """The line above (-1) or below (1), if it stands in the same group."""
        other = at + step
        if 0 <= other < len(self.lines) and self.lines[other].group == self.lines[at].group:
            return self.lines[other]
        return None


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
    page.has_headings = any(line.heads or line.said is Role.HEADING for line in lines)
    for at in range(len(lines)):
        rules = MARKUP_RULES if markup else RULES
        page.add(next((role for rule in rules if (role := rule(page, at))), Role.PARAGRAPH))
    return page.roles


def columns(text: str) -> int:
    """Give the width of a text in columns: 2 for each full-width character, 1 for every other."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def narrow(text: str, limit: int) -> bool:
    """Whether a text has at most ``limit`` columns, without measuring a long one."""
    return len(text) <= limit and columns(text) <= limit


# The rules, in the order of RULES at the end.


def marked(page: Page, at: int) -> Role | None:
    """A word or mark that says it: Tagged:, 相關報導：, 資料來源：, 編按：, 註：, a date, 記者…／台北報導.

    Above the title only what stands there is believed: 【圖輯】 and 更正： begin titles, too.
    """
    text = page.lines[at].text
    if page.titled and page.markers.is_credit(text):
        return Role.CREDIT
    believed = _MARKED if page.titled else _ABOVE_TITLE
    return next((role for role in believed if page.markers.has(role, text)), None)


def spoken(page: Page, at: int) -> Role | None:
    """A line of an interview: 問：…, 答：…"""
    return Role.PARAGRAPH if page.titled and page.markers.has(Role.PARAGRAPH, page.lines[at].text) else None


def kicker(page: Page, at: int) -> Role | None:
    """A word or two above the title, in its group: the name of the section."""
    text, below = page.lines[at].text, page.neighbour(at, 1)
    if page.titled or below is None or not narrow(text, _KICKER_COLUMNS) or not _like_heading(page, text):
        return None
    wide = columns(below.text[:_TITLE_COLUMNS]) >= 2 * columns(text)
    believed = any(page.markers.has(role, below.text) for role in _MARKED)
    return Role.HEADING if wide and not believed and _like_heading(page, below.text) else None


def first(page: Page, at: int) -> Role | None:
    """The first line that isn't marked is the title, unless it reads like a paragraph."""
    if page.titled:
        return None
    text = page.lines[at].text
    paragraph = text[-1] in page.markers.end and columns(text[:_TITLE_COLUMNS]) > _HEADING_COLUMNS
    return Role.TITLE if narrow(text, _TITLE_COLUMNS) and not paragraph else None


def captioned(page: Page, at: int) -> Role | None:
    """A caption by its beginning (▲, 圖為) or by the credit at its end (（圖／路透）)."""
    text = page.lines[at].text
    marked_so = page.markers.has(Role.CAPTION, text) and not page.markers.bullet.match(text)
    signed = (
        not page.in_body and narrow(text, _TITLE_COLUMNS) and page.markers.caption_above_text.fullmatch(text)
    )
    return Role.CAPTION if marked_so or signed or page.markers.ends_with_credit(text) else None


def cells(page: Page, at: int) -> Role | None:
    """A row of a table: cells between bars or tabs."""
    return Role.TABLE if page.markers.has(Role.TABLE, page.lines[at].text) else None


def item(page: Page, at: int) -> Role | None:
    """A bullet or a number, unless a number or ■ begins a heading: short, without a full stop or another such."""
    text, number = page.lines[at].text, page.markers.number
    sign = page.markers.section if page.markers.section.match(text) else number
    bullet = page.markers.bullet.match(text)
    if not bullet and not number.match(text):
        return None
    beside = [n for step in (-1, 1) if (n := page.neighbour(at, step)) and sign.match(n.text)]
    may_head = not bullet or sign is page.markers.section
    return None if may_head and not beside and _like_heading(page, text) else Role.LIST_ITEM


def quotation(page: Page, at: int) -> Role | None:
    """A line after ``>``; or a whole line in quotation marks that stands by itself, signed or not."""
    text = page.lines[at].text
    if page.markers.has(Role.QUOTE, text):
        return Role.QUOTE
    above, below = page.neighbour(at, -1), page.neighbour(at, 1)
    if above and page.markers.signature.fullmatch(text[:_TITLE_COLUMNS]) and page.roles[-1] is Role.QUOTE:
        return Role.QUOTE
    if _quoted(text) and not any(_quoted(page.lines[n].text) for n in _around(page, at)):
        signed = below and (
            page.markers.is_credit(below.text) or page.markers.signature.fullmatch(below.text)
        )
        if above is None and (below is None or signed):
            return Role.QUOTE
    return None


def _around(page: Page, at: int) -> list[int]:
    return [n for n in (at - 1, at + 1) if 0 <= n < len(page.lines)]


def _quoted(text: str) -> bool:
    """Whether a text is one quotation with a sentence in it, with or without a dash and a name behind it."""
    said = re.split(r"(?<=[」』”\"])\s?(?:——|──|—|–|-)\s?(?=[^」』”\"]{2,30}$)", text)
    for opening, closing in _QUOTATIONS:
        inside = said[0][1:-1]
        if said[0].startswith(opening) and said[0].endswith(closing) and len(said[0]) > 2:
            whole = opening not in inside and closing not in inside
            return whole and (len(said) > 1 or inside[-1:] in "。！？!?.")
    return False


def link_below(page: Page, at: int) -> Role | None:
    """A line below 延伸閱讀 that stands alone on its line, or below another such link."""
    if at == 0 or page.roles[at - 1] is not Role.RELATED:
        return None
    line, above = page.lines[at], page.lines[at - 1]
    header = page.markers.bare.fullmatch(above.text) is not None
    same = line.group == above.group
    open_list = header or (same and _below_header(page, at))
    fits = narrow(line.text, _TITLE_COLUMNS) and line.text[-1] not in page.markers.end
    return Role.RELATED if open_list and fits else None


def _below_header(page: Page, at: int) -> bool:
    """Whether the run of links above ``at`` began with a bare label."""
    above = page.lines[at - 1].text
    return page.markers.bare.fullmatch(above) is not None or not page.markers.has(Role.RELATED, above)


def verse(page: Page, at: int) -> Role | None:
    """A group of three or more short lines, none of which ends a sentence or is marked."""
    group = page.lines[at].group
    if group not in page.verses:
        last = at
        while page.neighbour(last, 1):
            last += 1
        lines = [line.text for line in page.lines[at : last + 1]]
        short = all(narrow(t, _VERSE_COLUMNS) and t[-1] not in page.markers.end for t in lines)
        first_of_group = page.neighbour(at, -1) is None
        page.verses[group] = first_of_group and short and len(lines) > 2 and not _any_marked(page, lines)
    return Role.VERSE if page.verses[group] else None


def _any_marked(page: Page, lines: list[str]) -> bool:
    known = page.markers
    return any(
        known.is_credit(t) or known.bullet.match(t) or any(known.has(r, t) for r in _MARKED) for t in lines
    )


def above_credit(page: Page, at: int) -> Role | None:
    """A line right above a credit is the caption; in the middle of a group only if it is not too long."""
    below = page.neighbour(at, 1)
    if below is None or not page.markers.is_credit(below.text):
        return None
    begins = page.neighbour(at, -1) is None
    return Role.CAPTION if begins or narrow(page.lines[at].text, _CAPTION_COLUMNS) else None


def name(page: Page, at: int) -> Role | None:
    """Nothing but a name, above the first paragraph: the agency that the article is from, or who wrote it."""
    text = page.lines[at].text
    if page.in_body or len(text) > _KICKER_COLUMNS:
        return None
    if page.markers.agency.fullmatch(text):
        return Role.SOURCE
    return Role.BYLINE if page.markers.name.fullmatch(text) else None


def heading(page: Page, at: int) -> Role | None:
    """A short line that doesn't end like a sentence."""
    return Role.HEADING if _like_heading(page, page.lines[at].text) else None


def _like_heading(page: Page, text: str) -> bool:
    last = text.rstrip("」』”’\"'）)]】》")[-1:]
    if last and last in "！？!?":
        return last == text[-1] and narrow(text, _QUESTION_COLUMNS)
    running = last in page.markers.end or page.markers.sentence.search(text[:_HEADING_COLUMNS])
    return not running and narrow(text, _HEADING_COLUMNS)


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
    if role is Role.LIST_ITEM and link_below(page, at):
        return Role.RELATED
    return role


def first_marked_up(page: Page, at: int) -> Role | None:
    """The first paragraph, if the markup names no title."""
    return None if page.has_title else first(page, at)


def below_picture(page: Page, at: int) -> Role | None:
    """A short paragraph right below a picture that is set apart from the text: bold or italic, or without a full stop."""
    line = page.lines[at]
    if not line.below_picture or not narrow(line.text, _CAPTION_COLUMNS):
        return None
    return Role.CAPTION if line.text[-1] not in page.markers.end or _credit_below(page, at) else None


def _credit_below(page: Page, at: int) -> bool:
    return at + 1 < len(page.lines) and page.markers.is_credit(page.lines[at + 1].text)


def above_marked_up_credit(page: Page, at: int) -> Role | None:
    """A short paragraph right above a paragraph that is a credit."""
    fits = narrow(page.lines[at].text, _CAPTION_COLUMNS)
    return Role.CAPTION if fits and _credit_below(page, at) else None


def marked_up_heading(page: Page, at: int) -> Role | None:
    """A short bold paragraph; any short one where the format marks no headings."""
    line = page.lines[at]
    if page.has_headings and not line.heads:
        return None
    return heading(page, at)


_MARKED = (
    Role.TAGS,
    Role.RELATED,
    Role.SOURCE,
    Role.EDITOR_NOTE,
    Role.LEAD,
    Role.DATELINE,
    Role.BYLINE,
    Role.NOTE,
)
_ABOVE_TITLE = (Role.DATELINE, Role.BYLINE, Role.SOURCE, Role.TAGS)
_BODY = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.TABLE, Role.VERSE})

Rule = Callable[[Page, int], Role | None]
RULES: tuple[Rule, ...] = (
    said,
    marked,
    spoken,
    kicker,
    first,
    link_below,
    captioned,
    cells,
    item,
    quotation,
    verse,
    above_credit,
    name,
    heading,
)
"""The first that gives a role is right; where none does, the line is a paragraph."""

_BETTER: dict[Role, tuple[Role, ...]] = {
    Role.HEADING: (Role.RELATED, Role.TAGS),
    Role.CAPTION: (Role.SOURCE,),
    Role.LIST_ITEM: (Role.RELATED, Role.TAGS, Role.SOURCE, Role.BYLINE),
    Role.QUOTE: (Role.BYLINE, Role.NOTE, Role.EDITOR_NOTE, Role.SOURCE, Role.RELATED),
    Role.LEAD: (Role.BYLINE, Role.DATELINE),
    Role.BYLINE: (Role.SOURCE, Role.DATELINE),
}
"""By what the markup says: the roles that a line's own words may say better."""

MARKUP_RULES: tuple[Rule, ...] = (
    said,
    marked,
    spoken,
    first_marked_up,
    link_below,
    captioned,
    below_picture,
    cells,
    item,
    verse,
    above_marked_up_credit,
    name,
    marked_up_heading,
)
"""The rules where the format can say what a paragraph is."""

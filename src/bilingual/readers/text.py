"""A plain text and its language → typed blocks: one per line that isn't empty, its role told by rules in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from bilingual.model import Block, Role
from bilingual.readers.markers import Markers, markers

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")

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
    """A line that isn't empty."""

    raw: str
    """As it stands in the source."""
    text: str
    """Without outer white space."""
    number: int
    start: int
    group: int


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


def blocks(text: str, language: str) -> tuple[Block, ...]:
    """Give the blocks of a plain text: one for each line with a letter in it, in reading order.

    ``language`` is a BCP 47 tag. Blank lines divide groups. The role is what the first of ``RULES`` gives.
    """
    page = Page(_lines(text), markers(language))
    for at in range(len(page.lines)):
        page.add(next((role for rule in RULES if (role := rule(page, at))), Role.PARAGRAPH))
    return tuple(
        Block(role, line.raw, line.number, line.start, line.group)
        for line, role in zip(page.lines, page.roles, strict=True)
    )


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    group, blank = -1, True
    for number, match in enumerate(_LINE.finditer(text), 1):
        raw = match[1]
        stripped = raw.strip()
        if not stripped:
            blank = True
            continue
        group += blank
        blank = False
        lines.append(Line(raw, stripped, number, match.start(), group))
    return lines


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
    marked,
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

"""The lines of an article as the rules for roles look at them, and what is known of those above."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from bilingual.model import Role
from bilingual.readers.markers import Markers

# Columns: a full-width character is two. In the 19 test articles titles have 22 to 47 columns, headings up to
# 61, and every line of running text that is as short ends with a mark of punctuation or stands above a credit.
TITLE_COLUMNS = 160
HEADING_COLUMNS = 72
_QUESTION_COLUMNS = 40  # a heading may ask or exclaim, if it is as short as 20 ideographs
VERSE_COLUMNS = 40
_LABEL_LENGTH = 40  # characters
KICKER_COLUMNS = 12  # 時事專題 above the title; a title has 22 and more in every test article
CAPTION_COLUMNS = 160  # above a credit, in the middle of a group: longer ones are paragraphs beside a picture

DAY = (
    r"(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}"
    r"|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s(?:19|20)\d\d"
)
"""Of a pattern: a day, as it is written in any language."""
_CLOSING = "」』”’\"'）)]】》"
_SENTENCE_ENDS = frozenset("。．.！？!?…")

MARKED = (
    Role.TAGS,
    Role.RELATED,
    Role.SOURCE,
    Role.EDITOR_NOTE,
    Role.LEAD,
    Role.DATELINE,
    Role.BYLINE,
    Role.NOTE,
)
ABOVE_TITLE = (Role.DATELINE, Role.BYLINE, Role.SOURCE, Role.TAGS)
BODY = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.TABLE, Role.VERSE})


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
    labelled: dict[int, bool] = field(default_factory=dict)
    """By group: whether all of its lines begin with a label of their own: 時間：…, 地點：…"""
    speakers: frozenset[str] = frozenset()
    """Who speaks before a colon, again and again."""
    opened: int = -1
    """The line that opened the list that is being read: 參考資料： with nothing behind it."""

    def add(self, role: Role) -> None:
        label = self.markers.opener(role)
        if label and label.fullmatch(self.lines[len(self.roles)].text[:_LABEL_LENGTH]):
            self.opened = len(self.roles)
        elif self.opened >= 0 and role is not self.roles[self.opened]:
            self.opened = -1
        self.roles.append(role)
        self.titled = self.titled or role not in (*ABOVE_TITLE, Role.HEADING)
        # The title of a book's next chapter begins anew.
        self.in_body = role in BODY or (self.in_body and role is not Role.TITLE)

    def group(self, at: int) -> list[Line]:
        """The lines from ``at`` to the end of its group."""
        end = at
        while end < len(self.lines) and self.lines[end].group == self.lines[at].group:
            end += 1
        return self.lines[at:end]

    def neighbour(self, at: int, step: int) -> Line | None:
        """The line above (-1) or below (1), if it stands in the same group."""
        other = at + step
        if 0 <= other < len(self.lines) and self.lines[other].group == self.lines[at].group:
            return self.lines[other]
        return None


class _Widths(dict[str, int]):
    """Columns of the characters that were met: a look here takes a tenth of the time of one in ``unicodedata``."""

    def __missing__(self, character: str) -> int:
        self[character] = width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        return width


_WIDTHS = _Widths()


def columns(text: str) -> int:
    """Give the width of a text in columns: 2 for each full-width character, 1 for every other."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def narrow(text: str, limit: int) -> bool:
    """Whether a text has at most ``limit`` columns, without measuring a long one."""
    return len(text) <= limit and columns(text) <= limit


def last_mark(text: str) -> str:
    """The last character of a text but for quotation marks and brackets that close; empty if there is none."""
    return text.rstrip(_CLOSING)[-1:]


def ends_sentence(text: str) -> bool:
    """Whether a text without white space at its end ends a sentence, in quotation marks and brackets or not."""
    return last_mark(text) in _SENTENCE_ENDS


def like_heading(page: Page, text: str) -> bool:
    """Whether a text is short and doesn't end like a sentence."""
    last = last_mark(text)
    if last and last in "！？!?":
        return last == text[-1] and narrow(text, _QUESTION_COLUMNS)
    running = last in page.markers.end or page.markers.sentence.search(text[:HEADING_COLUMNS])
    return not running and narrow(text, HEADING_COLUMNS)

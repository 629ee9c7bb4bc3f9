"""Lines that their neighbours explain: lists, links, quotations, verse, captions above a credit."""

from __future__ import annotations

import re

from bilingual.model import Role
from bilingual.readers.page import (
    CAPTION_COLUMNS,
    MARKED,
    TITLE_COLUMNS,
    VERSE_COLUMNS,
    Page,
    like_heading,
    narrow,
)

_QUOTATIONS = (("「", "」"), ("『", "』"), ("“", "”"), ('"', '"'))


def item(page: Page, at: int) -> Role | None:
    """A bullet or a number, unless a number or ■ begins a heading: short, without a full stop or another such."""
    text, number = page.lines[at].text, page.markers.number
    sign = page.markers.section if page.markers.section.match(text) else number
    bullet = page.markers.bullet.match(text)
    if not bullet and not number.match(text):
        return None
    beside = [n for step in (-1, 1) if (n := page.neighbour(at, step)) and sign.match(n.text)]
    may_head = not bullet or sign is page.markers.section
    return None if may_head and not beside and like_heading(page, text) else Role.LIST_ITEM


def quotation(page: Page, at: int) -> Role | None:
    """A line after ``>``; or a whole line in quotation marks that stands by itself, signed or not."""
    text = page.lines[at].text
    if page.markers.has(Role.QUOTE, text):
        return Role.QUOTE
    above, below = page.neighbour(at, -1), page.neighbour(at, 1)
    if above and page.markers.signature.fullmatch(text[:TITLE_COLUMNS]) and page.roles[-1] is Role.QUOTE:
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
    fits = narrow(line.text, TITLE_COLUMNS) and line.text[-1] not in page.markers.end
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
        short = all(narrow(t, VERSE_COLUMNS) and t[-1] not in page.markers.end for t in lines)
        first_of_group = page.neighbour(at, -1) is None
        page.verses[group] = first_of_group and short and len(lines) > 2 and not _any_marked(page, lines)
    return Role.VERSE if page.verses[group] else None


def _any_marked(page: Page, lines: list[str]) -> bool:
    known = page.markers
    return any(
        known.is_credit(t) or known.bullet.match(t) or any(known.has(r, t) for r in MARKED) for t in lines
    )


def above_credit(page: Page, at: int) -> Role | None:
    """A line right above a credit is the caption; in the middle of a group only if it is not too long."""
    below = page.neighbour(at, 1)
    if below is None or not page.markers.is_credit(below.text):
        return None
    begins = page.neighbour(at, -1) is None
    return Role.CAPTION if begins or narrow(page.lines[at].text, CAPTION_COLUMNS) else None

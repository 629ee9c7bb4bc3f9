"""Lines that their neighbours explain: lists, links, quotations, verse, captions above a credit."""

from __future__ import annotations

import re
from collections import Counter

from bilingual.model import Role
from bilingual.readers.page import (
    CAPTION_COLUMNS,
    HEADING_COLUMNS,
    MARKED,
    TITLE_COLUMNS,
    VERSE_COLUMNS,
    Page,
    ends_sentence,
    like_heading,
    narrow,
)

_QUOTED_HEADING_COLUMNS = 36
"""A quotation without a full stop that is as short may be a heading; with a comma and longer it stands for itself."""
_ASTERISKS = "*＊"
_SOURCE_COLUMNS = 200
_LABELLED = re.compile(r"([^：:。，、！？「」（）()\s/]{1,8})[：:]\s?(?=[^\s/])")
_TOGETHER = 3
_ROW_LENGTH = 400  # characters
_CELL = re.compile(r"\t+|[ \u3000]{3,}|\u3000{2,}")
_WIDE_SPACES = ("\t", "  ", "\u3000\u3000", " \u3000", "\u3000 ")
"""One of them is in whatever parts cells."""
_QUOTATIONS = (("「", "」"), ("『", "』"), ("“", "”"), ('"', '"'))


def item(page: Page, at: int) -> Role | None:
    """A bullet or a number, unless a number or ■ begins a heading: short, without a full stop or another such."""
    text, number = page.lines[at].text, page.markers.number
    sign = page.markers.section if page.markers.section.match(text) else number
    bullet = page.markers.bullet.match(text)
    if text[0] == "◎" and page.in_body and any(page.lines[n].text[0] == "◎" for n in _around(page, at)):
        return Role.LIST_ITEM  # alone it stands before who wrote the article
    if not bullet and not number.match(text):
        return None
    beside = [n for step in (-1, 1) if (n := page.neighbour(at, step)) and sign.match(n.text)]
    alike = any(_shape(page, page.lines[n].text) == _shape(page, text) for n in _around(page, at))
    if text[0] == "第" and not beside and not alike:
        return None
    if text[0] in _ASTERISKS and not beside and not alike:
        return Role.NOTE
    may_head = not bullet or sign is page.markers.section
    return None if may_head and not beside and not alike and like_heading(page, text) else Role.LIST_ITEM


def _shape(page: Page, text: str) -> str:
    """What kind of number or bullet a line has, whichever number it is: 0. or 一、; nothing without one."""
    sign = page.markers.number.match(text)
    kind = re.sub(r"\d+", "0", sign[0]) if sign else text[:1] if page.markers.bullet.match(text) else ""
    return re.sub("[一二三四五六七八九十]+", "一", kind)


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
    if (
        above is None
        and below
        and page.in_body
        and page.markers.signature.fullmatch(below.text[:TITLE_COLUMNS])
    ):
        return Role.QUOTE if len(page.group(at)) == 2 else None
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
            long = "，" in inside and not narrow(inside, _QUOTED_HEADING_COLUMNS)
            return whole and (len(said) > 1 or inside[-1:] in "。！？!?.…" or long)
    return False


def listed_below(page: Page, at: int) -> Role | None:
    """A line below 延伸閱讀：, 參考資料： or 註釋： with nothing behind it, or below another such line."""
    if page.opened < 0:
        return None
    line, header = page.lines[at], page.lines[page.opened]
    role = page.roles[page.opened]
    spaced = page.lines[page.opened + 1].group != header.group
    if at - 1 != page.opened and line.group != page.lines[at - 1].group and not spaced:
        return None
    if role is Role.SOURCE:
        return role if narrow(line.text, _SOURCE_COLUMNS) or "http" in line.text else None
    if role in (Role.NOTE, Role.LEAD):
        return role if at - 1 == page.opened or line.group == page.lines[at - 1].group else None
    fits = narrow(line.text, TITLE_COLUMNS) and line.text[-1] not in page.markers.end
    return role if fits and not (spaced and _text_below(page, at)) else None


def _text_below(page: Page, at: int) -> bool:
    """Whether running text follows, so that this line is its heading."""
    if at + 1 == len(page.lines):
        return False
    below = page.lines[at + 1].text
    return ends_sentence(below) and not narrow(below, HEADING_COLUMNS)


def verse(page: Page, at: int) -> Role | None:
    """A group of short lines that go on from one to the next: three or more, or two below other verse."""
    group = page.lines[at].group
    if group not in page.verses:
        lines = [line.text for line in page.group(at)]
        after = at > 0 and page.roles[at - 1] is Role.VERSE
        first_of_group = page.neighbour(at, -1) is None
        short = all(narrow(text, VERSE_COLUMNS) for text in lines)
        page.verses[group] = first_of_group and short and _runs_on(page, lines, after=after)
    return Role.VERSE if page.verses[group] else None


def _runs_on(page: Page, lines: list[str], *, after: bool) -> bool:
    """Whether short lines are verse: none ends a sentence, or they are as long as each other, or most run on."""
    if len(lines) < 3 - after or _any_marked(page, lines) or any(_quoted(text) for text in lines):
        return False
    if not any(text[-1] in page.markers.end or ends_sentence(text) for text in lines):
        return True
    even = len({len(text) for text in lines}) == 1 and len(lines) > 3
    ends = sum(ends_sentence(text) for text in lines[:-1])
    open_lines = sum(text[-1].isalnum() or text[-1] in "，、,—─" for text in lines[:-1])
    return even or (ends * 3 <= len(lines) and open_lines * 2 >= len(lines) and page.titled)


def labelled(page: Page, at: int) -> Role | None:
    """A line with a label, where its whole group has them or it is one of three together: 時間：…, 書名：…"""
    group = page.lines[at].group
    if group not in page.labelled:
        lines = [line.text for line in page.group(at)]
        every = len(lines) > 1 and all(_LABELLED.match(text) for text in lines)
        page.labelled[group] = every and page.neighbour(at, -1) is None
    together = page.labelled[group] or (page.in_body and _labels_together(page, at) >= _TOGETHER)
    return Role.LIST_ITEM if together else None


def _labels_together(page: Page, at: int) -> int:
    """How many lines with a label and no sentence stand together here, counted no further than asked; 0 if this is none."""
    if not _is_label_and_value(page.lines[at].text):
        return 0
    count = 1
    for step in (-1, 1):
        for place in range(at, at + step * _TOGETHER, step):
            beside = page.neighbour(place, step)
            if beside is None or not _is_label_and_value(beside.text):
                break
            count += 1
    return count


def _is_label_and_value(text: str) -> bool:
    return _LABELLED.match(text) is not None and not ends_sentence(text)


def speakers(page: Page) -> frozenset[str]:
    """Who speaks before a colon more than once, in sentences; a label that says what a line is speaks not."""
    found: Counter[str] = Counter()
    for line in page.lines:
        speaker = _LABELLED.match(line.text)
        if speaker and ends_sentence(line.text):
            found[speaker[1]] += 1
    known = (*(role for role in MARKED if role is not Role.BYLINE), Role.CAPTION)
    return frozenset(
        name
        for name, count in found.items()
        if count > 1 and not any(page.markers.has(role, f"{name}：") for role in known)
        if not page.markers.is_credit(f"{name}：王")
    )


def speaker(text: str) -> str:
    """Who speaks in a line, if it begins with a few letters and a colon; else nobody."""
    found = _LABELLED.match(text)
    return found[1] if found else ""


def above_table(page: Page, at: int) -> Role | None:
    """A short line right above the first row of a table, with nothing above itself."""
    below = page.neighbour(at, 1)
    if below is None or page.neighbour(at, -1) or not like_heading(page, page.lines[at].text):
        return None
    is_number = page.markers.number.match(page.lines[at].text)
    return Role.CAPTION if not is_number and in_table(page, at + 1) else None


def in_table(page: Page, at: int) -> bool:
    """Whether a line is a row: it has the signs of one, or as many cells as the line above or below."""
    text = page.lines[at].text
    if page.markers.has(Role.TABLE, text):
        return True
    if len(text) > _ROW_LENGTH or not any(space in text for space in _WIDE_SPACES):
        return False
    cells = len(_CELL.split(text))
    if cells < 2 or page.markers.is_item(text):
        return False
    beside = [n.text[:_ROW_LENGTH] for step in (-1, 1) if (n := page.neighbour(at, step))]
    return any(len(_CELL.split(other)) == cells for other in beside)


def _any_marked(page: Page, lines: list[str]) -> bool:
    known = page.markers
    return any(known.bullet.match(line) or known.says(line, MARKED) for line in lines)


def above_credit(page: Page, at: int) -> Role | None:
    """A line right above a credit is the caption; in the middle of a group only if it is not too long."""
    below = page.neighbour(at, 1)
    if below is None or not page.markers.is_credit(below.text):
        return None
    begins = page.neighbour(at, -1) is None
    return Role.CAPTION if begins or narrow(page.lines[at].text, CAPTION_COLUMNS) else None

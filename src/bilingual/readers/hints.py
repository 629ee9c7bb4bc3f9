"""An article's place in a page → what its elements are by where they stand: lines of their own, the lead, the captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bilingual.model import Role
from bilingual.readers.belonging import Belonging, words
from bilingual.readers.classes import role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, LEFT_OUT, SILENT, hidden, names
from bilingual.readers.images import shown
from bilingual.readers.page import DAY
from bilingual.readers.pieces import (
    RUNNING,
    SEPARATORS,
    SHORT,
    Found,
    Hints,
    breaks,
    credits,
    pictured,
    tags,
)
from bilingual.readers.trees import Element, behind, local, walked

_NAMES = re.compile(r"[^\s\d。！？]{1,8}\s?[／/｜|]\s?[^\d。！？：:]{2,30}")
"""A line of the head with what somebody did, and who: 設計／江世民."""
_DOER = re.compile(r"[㐀-鿿]{2,4}\s?[:：]\s?[㐀-鿿·]{2,5}(?:[（(][^（()）]{1,12}[）)])?")
"""Beside the day: 主持人：盧思齊."""
_DAY = re.compile(rf"[^\d。，]{{0,12}}(?:{DAY})[^。，]{{0,40}}")
"""A line of the head with a day, whatever stands around it: 2024-10-15 HKT 11:20."""
_WRITER = re.compile(r"(?:^|[\s／/｜|：:、])([㐀-鿿·]{2,5})(?=$|[\s／/｜|、])")
_QUOTED = re.compile(r"[「『“\"][^「『“\"]{4,160}[」』”\"]")
_UNREAD = SILENT | LEFT_OUT
_IN_BOX = 6
"""Elements of a box with a summary; what has more is the text itself."""
_OF_NO_LINE = frozenset({None, Role.HEADING, Role.TITLE})
_MARKED = (Role.TAGS, Role.SOURCE, Role.NOTE, Role.EDITOR_NOTE, Role.RELATED)
_HEAD = 10
"""Lines below the title among which the names and the day are looked for."""
_ABOVE = 4
"""Lines above the title that may be a list of who wrote it and when."""
_LEAD = 300
"""Characters of a standfirst."""
_BEFORE_NAMES = 1
"""Running paragraphs that may stand between the title and these, where both stand in the element of the text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block without blocks in it."""

    element: Element
    text: str
    pictured: bool
    """Whether a picture stands between it and the line above."""


def hints(
    root: Element, core: Element, head: Element | None, left_out: frozenset[Element], belonging: Belonging
) -> Hints:
    """Look at the elements in ``root`` but those in ``left_out``; ``core`` holds the text, ``head`` is the title."""
    found = Found()
    plain = frozenset({core, *core.iterancestors()})
    shown_elements = list(_kept(root, left_out))
    lines = list(_lines(shown_elements))
    for element in shown_elements:
        if local(element) in {"img", "amp-img"}:
            pictured(element, plain, belonging, found)
    if head is not None:
        found.roles[head] = Role.TITLE
        _head(lines, head, core, belonging, found)
    for element in shown_elements:
        if element not in plain:
            _named(element, belonging, found)
    _boxes(lines, belonging, found)
    behind_core = behind(core, root)
    writers = _writers(lines, belonging)
    for line in lines[len(lines) // 2 :]:
        later = line.element in behind_core and _is_about_author(line, belonging)
        if later or (line in lines[-3:] and line.text.startswith(writers or "\0")):
            found.roles.setdefault(line.element, Role.NOTE)
    breaks([line.element for line in lines], found)
    return Hints(
        found.roles,
        frozenset(found.apart),
        frozenset(found.joined),
        frozenset(found.left_out),
        plain,
        frozenset(found.whole),
    )


def _named(element: Element, belonging: Belonging, found: Found) -> None:
    """What an element is by its name, and by what stands above it: keywords, captions, links, who is quoted."""
    role = found.roles.get(element) or role_named(names(element))
    if role is Role.TAGS or belonging.is_tags(element):
        found.roles.setdefault(element, Role.TAGS)
        tags(element, found)
    elif is_signature(element):
        found.roles[element] = Role.QUOTE
    elif local(element) == "figcaption" or role is Role.CAPTION:
        credits(element, belonging, found)
    elif belonging.is_related(element):
        found.roles.setdefault(element, Role.RELATED)


def _kept(root: Element, left_out: frozenset[Element]) -> Iterator[Element]:
    events = walked(root)
    for event, element in events:
        if event != "start":
            continue
        if element in left_out or local(element) in _UNREAD or hidden(element):
            events.skip_subtree()
        else:
            yield element


def _lines(elements: list[Element]) -> Iterator[_Line]:
    holding = {
        above for e in elements if local(e) in BLOCKS for above in [e.getparent()] if above is not None
    }
    pictured = False
    for element in elements:
        if local(element) in {"img", "amp-img"}:
            pictured = pictured or shown(element) is not None
        if local(element) in BLOCKS and element not in holding and (text := words(element)):
            yield _Line(element, text, pictured)
            pictured = False


def _head(lines: list[_Line], head: Element, core: Element, belonging: Belonging, found: Found) -> None:
    """What stands between the title and the text: names, the day, and what is set apart from both is the lead."""
    own = {head, *head.iterdescendants(), *head.iterancestors()}
    at = max((n for n, line in enumerate(lines) if line.element in own), default=-1)
    if at < 0:
        return
    _beside_title(head, belonging, found)
    for line in lines[max(0, at - _ABOVE) : at]:
        if local(line.element) == "li" and (said := _says(line.element, line.text, belonging)):
            found.roles.setdefault(line.element, said)
    below, behind_core = lines[at + 1 :], behind(core, core.getroottree().getroot())
    end = _end_of_names(below, head, core, belonging)
    for n, line in enumerate(below):
        above_text = core not in set(line.element.iterancestors()) and line.element is not core
        if n >= end and not (above_text and n < _HEAD):
            break
        if line.element is core or (above_text and line.element in behind_core):
            break
        if line.element in found.roles or _part(line, belonging, found):
            continue
        if role := _role_in_head(line, core, belonging):
            found.roles[line.element] = role
    _standfirst(below, belonging, found)


def _standfirst(below: list[_Line], belonging: Belonging, found: Found) -> None:
    """The first paragraph, if it is bold and the next one isn't."""
    rest = (e for e in below if e.element not in found.roles and found.apart.isdisjoint(e.element))
    first = next((line for line in rest if len(line.text) > 30), None)
    after = below[below.index(first) + 1] if first and first is not below[-1] else None
    if first is None or after is None or belonging.known.says(first.text, _MARKED):
        return
    if _all_bold(first.element) and not _all_bold(after.element) and RUNNING.search(first.text):
        found.roles[first.element] = Role.LEAD


def _beside_title(head: Element, belonging: Belonging, found: Found) -> None:
    """What stands in the same paragraph as a title in large letters, behind it: a subtitle, names, the day."""
    if local(head) in BLOCKS:
        return
    for above in (head, *head.iterancestors()):
        if local(above) in BLOCKS:
            return
        for part in above.itersiblings():
            text = words(part)
            if local(part) in BLOCKS or (part.tail or "").strip():
                return
            if text and local(part) not in {"a", "time"} and len(text) < _LEAD:
                found.roles[part] = _says(part, text, belonging) or Role.LEAD
                found.apart.add(part)


def _end_of_names(below: list[_Line], head: Element, core: Element, belonging: Belonging) -> int:
    """How many lines below the title stand above the last line with names or the day."""
    end = running = 0
    most = _BEFORE_NAMES if core in set(head.iterancestors()) else 0
    for n, line in enumerate(below[:_HEAD]):
        if _names_people(line.element, line.text, belonging):
            end = n + 1
        elif core in set(line.element.iterancestors()) and RUNNING.search(line.text):
            running += not _in_figure(line.element)
            if running > most:
                break
    return end


def _names_people(element: Element, text: str, belonging: Belonging) -> bool:
    """Whether a line is one of a head's, by itself or as an item of a list that begins with one."""
    if local(element) in HEADINGS:
        return False
    if _says(element, text, belonging) or _NAMES.fullmatch(text) or belonging.known.is_maker(text):
        return True
    beside = element.itersiblings(preceding=True) if local(element) == "li" else ()
    return len(text) < SHORT and any(_says(e, words(e), belonging) for e in beside)


def _says(element: Element, text: str, belonging: Belonging) -> Role | None:
    """Whether an element is a byline or a dateline, by its name, the part that it stands in, or its words."""
    if len(text) > 120:
        return None
    if local(element) == "time" or any(local(e) == "time" for e in element.iterdescendants()):
        return Role.DATELINE
    above = [e for e in islice(element.iterancestors(), 2) if belonging.length(e) <= _LEAD]
    named = [role_named(names(e)) for e in (element, *above, *element.iterdescendants())]
    for role in (Role.DATELINE, Role.BYLINE):
        if role in named or belonging.known.has(role, text):
            return role
    return Role.DATELINE if _DAY.fullmatch(text) else None


def _part(line: _Line, belonging: Belonging, found: Found) -> bool:
    """Let the elements of a line be blocks of their own, if nothing but separators stands between them."""
    pieces = [child for child in line.element if words(child)]
    parts = [piece for piece in pieces if not SEPARATORS.fullmatch(words(piece))]
    direct = "".join([line.element.text or "", *(child.tail or "" for child in line.element)])
    says = belonging.known.has(Role.BYLINE, direct.strip()) and not any(local(p) in BLOCKS for p in parts)
    if says and all(_says(part, words(part), belonging) is Role.DATELINE for part in parts):
        found.apart.update(parts)
        return bool(parts)
    day = belonging.known.has(Role.DATELINE, direct.strip(" \t\r\n|｜/／·•"))
    if day and parts and all(_is_name(part, belonging) for part in parts):
        found.apart.update(parts)
        found.left_out.update(e for e in pieces if e not in parts)
        found.roles.update(dict.fromkeys(parts, Role.BYLINE))
        return True
    if len(parts) < 2 or not SEPARATORS.fullmatch(direct) or any(local(p) in BLOCKS for p in parts):
        return False
    labelled = not _DAY.match(words(parts[0]))  # 出版：, the day, 更新：, another one
    if belonging.known.has(Role.DATELINE, line.text) and (labelled or words(parts[-1])[0] in "（("):
        found.roles[line.element] = Role.DATELINE
        found.whole.add(line.element)
        return True
    if any(re.search(r"[:：／/]$", words(part)) for part in parts):
        return False
    if _is_one_byline(line.text, parts, belonging):
        found.roles[line.element] = Role.BYLINE
        found.whole.add(line.element)
        return True
    said = [_says(part, words(part), belonging) or belonging.known.is_credit(words(part)) for part in parts]
    own = role_named(names(line.element))
    if all(said) or (any(said) and own not in {Role.TAGS, Role.CAPTION, Role.CREDIT}):
        found.apart.update(parts)
        found.left_out.update(e for e in pieces if e not in parts)
        days = [part for part, role in zip(parts, said, strict=True) if role is Role.DATELINE]
        found.roles.update(dict.fromkeys(days, Role.DATELINE))
        silent = [part for part, role in zip(parts, said, strict=True) if not role]
        found.roles.update((part, Role.BYLINE) for part in silent if _is_name(part, belonging))
        return True
    return False


def _is_name(part: Element, belonging: Belonging) -> bool:
    """Whether a piece beside the day says who wrote it: a name, or an office and a name behind it."""
    text, known = words(part), belonging.known
    return len(text) <= SHORT and (
        known.has(Role.BYLINE, text)
        or _DOER.fullmatch(text) is not None
        or known.name.fullmatch(text) is not None
        or known.name.fullmatch(text.rpartition(" ")[2]) is not None
    )


def _is_one_byline(text: str, parts: list[Element], belonging: Belonging) -> bool:
    """Whether the pieces of a line only say together who wrote it: 記者, 鄭凱文, 台北報導."""
    known, said = belonging.known, [words(part) for part in parts]
    if not known.has(Role.BYLINE, text) or any(
        _says(e, w, belonging) is Role.DATELINE for e, w in zip(parts, said, strict=True)
    ):
        return False
    return any(len(w) <= SHORT and not known.names_people(w) for w in said)


def _role_in_head(line: _Line, core: Element, belonging: Belonging) -> Role | None:
    known, element, text = belonging.known, line.element, line.text
    named = {role_named(names(e)) for e in (element, *_above_until(element, core))} - _OF_NO_LINE
    named -= set() if line.pictured else {Role.CREDIT}
    if named or _in_figure(element) or local(element) in {"td", "th", "dt", "blockquote", "button"}:
        return None
    said = _says(element, text, belonging)
    if local(element) in {"li", "dd"}:
        beside = [_says(e, words(e), belonging) for e in element.itersiblings(preceding=True)]
        return said or (Role.BYLINE if _NAMES.fullmatch(text) or Role.BYLINE in beside else None)
    if not line.pictured and (known.is_credit(text) or known.is_credit(re.sub(r"\s", "／", text, count=1))):
        return Role.BYLINE
    if said or known.is_furniture(text) or known.ends_with_credit(text) or known.is_credit(text):
        if _DAY.fullmatch(text):
            return Role.DATELINE
        return Role.BYLINE if said is Role.BYLINE and not line.pictured else None
    if known.says(text, _MARKED):
        return None
    if _NAMES.fullmatch(text) and local(element) not in HEADINGS:
        return Role.BYLINE
    if known.has(Role.CAPTION, text) or (
        line.pictured and not RUNNING.search(text) and local(element) not in HEADINGS
    ):
        return None
    broken = sum(local(e) == "br" for e in element.iterdescendants()) > 1 or len(text) > _LEAD
    return None if len(text) < 8 or broken or known.name.fullmatch(text) else Role.LEAD


def _above_until(element: Element, core: Element) -> Iterator[Element]:
    stop = {core, *core.iterancestors()}
    for above in element.iterancestors():
        if above in stop:
            return
        yield above


def _in_figure(element: Element) -> bool:
    return any(local(e) in {"figure", "figcaption"} for e in (element, *element.iterancestors()))


def _boxes(lines: list[_Line], belonging: Belonging, found: Found) -> None:
    """What stands below a label alone: sources (參考資料) and notes up to the next heading, a summary in its box."""
    known = belonging.known
    role, box = None, None
    for n, line in enumerate(lines):
        if role is None or box is None or box not in set(line.element.iterancestors()):
            role = None
        if role and local(line.element) in HEADINGS:
            role = None
        if role and role is not found.roles.setdefault(line.element, role):
            role = None
        if role is None and len(line.text) < SHORT:
            late = n > len(lines) // 2
            summary = known.has(Role.LEAD, line.text) and local(line.element) in HEADINGS | {"p", "div"}
            role = (
                Role.SOURCE if late and known.origin.fullmatch(line.text)
                else Role.NOTE if late and known.about.fullmatch(line.text)
                else Role.LEAD if summary and len(line.element.getparent()) < _IN_BOX
                else None
            )  # fmt: skip
            box = line.element.getparent() if role else None
            if role is Role.LEAD:
                found.roles.setdefault(line.element, role)
    for line in lines:
        aside = line.element if local(line.element) == "aside" else line.element.getparent()
        if (
            aside is not None
            and local(aside) == "aside"
            and words(aside) == line.text
            and _QUOTED.fullmatch(line.text)
        ):
            found.roles.setdefault(line.element, Role.QUOTE)


def _writers(lines: list[_Line], belonging: Belonging) -> tuple[str, ...]:
    """How a line that says who the author is begins: with the name that the head has, and a comma."""
    parts = [e for line in lines[:_HEAD] for e in (line.element, *line.element)]
    said = [text for text in map(words, parts) if belonging.known.has(Role.BYLINE, text)]
    names_found = {found[1] for text in said for found in _WRITER.finditer(text)}
    return tuple(f"{name}{mark}" for name in names_found for mark in "，,：:、｜|")


def _is_about_author(line: _Line, belonging: Belonging) -> bool:
    """Whether a line below the text, in the author's box, is more than the name."""
    above = [line.element, *list(line.element.iterancestors())[:3]]
    named = any(role_named(names(e)) is Role.BYLINE for e in above) and line.text[-1] in belonging.known.end
    return named or belonging.is_of_author(line.element)


def is_signature(element: Element) -> bool:
    """Whether an element says who is quoted, beside the quotation: a footer, a caption of a figure that is one."""
    above = element.getparent()
    if local(element) not in {"footer", "figcaption", "cite"} or above is None or not words(element):
        return False
    return local(above) == "blockquote" or any(local(e) == "blockquote" for e in above)


def _all_bold(element: Element) -> bool:
    children = list(element)
    return (
        len(children) == 1
        and local(children[0]) in {"b", "strong"}
        and not (element.text or "").strip()
        and not (children[0].tail or "").strip()
    )

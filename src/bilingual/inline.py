"""A text and its inline markup (links, emphasis, ruby…) ↔ one text with numbered tags: ``<1>核諮詢小組</1>``, ``<2/>``."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

_WRITTEN = re.compile(r"<(/?)([1-9]\d{0,3})(/?)>")

Span = tuple[int, int, int]
"""A tag's number and the offsets of what it encloses; the same twice for what stands between two characters."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Inline markup: what it is and where in its text it stands. It is no part of the text.

    Law: the tags of a text come in the order in which they open (the outer before the inner), and nest.
    """

    start: int
    """Offset in its text, in code points."""
    end: int
    """Offset after what it encloses; ``start`` again for what stands between two characters."""
    name: str
    """In HTML's words: ``a``, ``strong``, ``em``, ``emphasis`` (marks beside the letters), ``ruby``, ``sup``, ``code``, ``img``, ``footnote``."""
    attributes: tuple[tuple[str, str], ...] = ()
    """E.g. ``(("href", "https://…"),)``; ``(("rt", "かん"),)`` for ruby."""

    def __str__(self) -> str:
        return " ".join([f"{self.name}:", *(f'{key}="{_short(value)}"' for key, value in self.attributes)])


def _short(value: str, limit: int = 300) -> str:
    """One line of it, for a catalog's comment; a picture that stands in its address is not spelled out."""
    value = " ".join(value.split())
    return value if len(value) <= limit else f"{value[: limit - 1]}…"


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text with numbered tags, read."""

    text: str
    """The text without its tags."""
    spans: tuple[Span, ...]
    """Of each tag, in the order in which they open; empty if any is damaged."""
    damage: tuple[str, ...] = ()
    """What is wrong with the tags, in words for a translator."""


def numbered(text: str, tags: Sequence[Tag]) -> dict[int, Tag]:
    """Give the numbers, from 1, of the tags that are written into ``text``, in the order of the tags.

    A tag around the whole text isn't written: a translation has it whatever it says. A number that the text
    itself seems to write (``<1>`` in an article about HTML) is passed over.
    """
    taken = {int(found[2]) for found in _WRITTEN.finditer(text)}
    numbers: dict[int, Tag] = {}
    number = 0
    for tag in tags:
        if around(tag, text):
            continue
        number += 1
        while number in taken:
            number += 1
        numbers[number] = tag
    return numbers


def around(tag: Tag, text: str) -> bool:
    """Whether a tag encloses the whole text."""
    return tag.start == 0 and tag.end == len(text) > 0


def marked(text: str, tags: Sequence[Tag]) -> str:
    """Write the tags into the text, numbered.

    Law: ``unmarked(marked(text, tags), numbered(text, tags))`` gives the text and the tags' places back.

    >>> marked("新設「核諮詢小組」。", [Tag(2, 9, "em"), Tag(3, 8, "a", (("href", "/ncg"),)), Tag(9, 9, "footnote")])
    '新設<1>「<2>核諮詢小組</2>」</1><3/>。'
    """
    return written(text, [(n, tag.start, tag.end) for n, tag in numbered(text, tags).items()])


def written(text: str, spans: Sequence[Span]) -> str:
    """Write tags into a text; the outer ones come before the inner, and they nest.

    Law: ``unmarked(written(text, spans), numbers).spans`` gives the spans back.
    """
    if not spans:
        return text
    pieces: list[str] = []
    at = 0
    open_tags: list[Span] = []

    def close(until: int) -> None:
        nonlocal at
        while open_tags and open_tags[-1][2] <= until:
            number, _, end = open_tags.pop()
            pieces.extend((text[at:end], f"</{number}>"))
            at = end

    for number, start, end in spans:
        close(start)
        pieces.append(text[at:start])
        at = start
        pieces.append(f"<{number}/>" if start == end else f"<{number}>")
        if end > start:
            open_tags.append((number, start, end))
    close(len(text))
    return "".join([*pieces, text[at:]])


def nested(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Put spans in the order in which they open; one that would cross an earlier one ends where that ends.

    >>> nested([(2, 3, 8), (1, 0, 5)])
    ((1, 0, 5), (2, 3, 5))
    """
    found: list[Span] = []
    for number, start, end in sorted(spans, key=lambda s: (s[1], -s[2])):
        ends = [e for _, s, e in found if s <= start < e]
        found.append((number, start, min([end, *ends])))
    return tuple(found)


def unmarked(text: str, numbers: Collection[int]) -> Unmarked:
    """Take the tags with these numbers out of a text; whatever else looks like a tag is text.

    >>> unmarked("the <1>NCG</1><2/> a<b <7>", {1, 2}).text
    'the NCG a<b <7>'
    """
    pieces: list[str] = []
    at = length = 0
    stack: list[tuple[int, int]] = []
    spans: list[tuple[int, int, int]] = []
    damage: list[str] = []
    for found in _WRITTEN.finditer(text):
        number = int(found[2])
        if number not in numbers or (found[1] and found[3]):
            continue
        pieces.append(text[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[3]:
            spans.append((number, length, length))
        elif not found[1]:
            stack.append((number, length))
        elif stack and stack[-1][0] == number:
            spans.append((*stack.pop(), length))
        else:
            damage.append(f"</{number}> closes nothing here")
            stack = [pair for pair in stack if pair[0] != number]
    damage += [f"<{number}> is not closed" for number, _ in stack]
    pieces.append(text[at:])
    in_order = sorted(spans, key=lambda s: (s[1], -s[2]))
    return Unmarked("".join(pieces), () if damage else tuple(in_order), tuple(damage))


def plain(text: str, numbers: Collection[int]) -> str:
    """Give a text without the tags of these numbers."""
    return unmarked(text, numbers).text if numbers else text


def damage(source: str, translation: str, numbers: Collection[int]) -> tuple[str, ...]:
    """Say what is wrong with the tags of a translation: lost, written twice, crossed, left open, pair or not.

    ``numbers`` are those that the source's own list names (``Message.tags``); a translation may move tags and
    nest them otherwise.

    >>> damage("<1>核諮詢小組</1>成立<2/>", "The <1>NCG is founded", {1, 2})
    ('<1> is not closed', '<2/> is missing')
    """
    wanted, found = unmarked(source, numbers), unmarked(translation, numbers)
    problems = list(found.damage)
    for number, start, end in sorted(wanted.spans):
        name = f"<{number}>" if end > start else f"<{number}/>"
        opened = len(re.findall(f"<{number}/?>", translation))
        if not opened and f"</{number}>" not in translation:
            problems.append(f"{name} is missing")
        elif opened > 1:
            problems.append(f"{name} stands {opened} times")
        elif (end > start) != (f"<{number}/>" not in translation):
            problems.append(f"{name} is written {'as <n/>' if end > start else 'as a pair'}")
    return tuple(problems)


def shared(tags: Sequence[Tag], spans: Sequence[tuple[int, int]]) -> tuple[tuple[Tag, ...], ...]:
    """Divide the tags of a text among its segments: one tuple for each (start, end), offsets from its start.

    A tag that reaches over several segments is in each of them. One that encloses nothing belongs to the
    segment that it stands in, at the end of, or behind: the mark of a footnote follows its sentence.
    """
    shares: list[tuple[Tag, ...]] = []
    for n, (start, end) in enumerate(spans):
        after = spans[n - 1][1] if n else -1
        until = spans[n + 1][0] if n + 1 < len(spans) else None
        own = []
        for tag in tags:
            first, last = max(tag.start, start), min(tag.end, end)
            if tag.end > tag.start:
                if first < last:
                    own.append(replace(tag, start=first - start, end=last - start))
            elif after < tag.start and (until is None or tag.start < until or tag.start <= end):
                place = min(max(tag.start, start), end) - start
                own.append(replace(tag, start=place, end=place))
        shares.append(tuple(own))
    return tuple(shares)

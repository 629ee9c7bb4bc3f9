"""Line breaks inside the paragraphs of a Markdown text → those that part blocks; the others are spaces."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bilingual.model import Role
from bilingual.readers.markers import SAYING, Markers
from bilingual.readers.page import HEADING_COLUMNS, VERSE_COLUMNS, columns, ends_sentence, narrow

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_INSIDE = re.compile(r"[。！？][^」』”]{4,}[。！？]")
"""More than one sentence: whoever begins a line with each sentence has one in every line."""
_INDENT = "　"
_CAPTION_COLUMNS = 200
_SAID = re.compile(r"[「『“\"]")
_LABELLED = tuple(role for role in SAYING if role is not Role.NOTE)


@dataclass(slots=True)
class _Line:
    """A line of a paragraph, and what parts it from the one above."""

    tokens: list[Token] = field(default_factory=list)
    breaks: int = 0
    """Hard breaks above it."""

    @property
    def text(self) -> str:
        return "".join(t.content for t in self.tokens if t.type in {"text", "code_inline"}).strip()

    @property
    def indented(self) -> bool:
        return next((t.content for t in self.tokens if t.type == "text"), "").startswith(_INDENT)

    @property
    def strong(self) -> bool:
        kept = [t for t in self.tokens if t.content.strip() or t.type != "text"]
        return (
            len(kept) > 1
            and kept[0].type == "strong_open"
            and kept[-1].type == "strong_close"
            and (sum(t.type == "strong_open" for t in kept) == 1)
        )

    @property
    def picture(self) -> bool:
        return any(t.type == "image" for t in self.tokens) and not self.text


@dataclass(frozen=True, slots=True)
class _Habits:
    """What line breaks are in this text."""

    hard: bool
    """Whether hard breaks stand in place of paragraphs."""
    soft: bool
    """Whether every line is a paragraph."""


def parted(tokens: Sequence[Token], known: Markers) -> None:
    """Change the line breaks in ``tokens``: one that parts two blocks is hard, every other is soft.

    A break parts what begins with a word or mark of its own, the lines of a head and of a poem, a bold line above its
    text, and sentences where a text uses breaks in place of paragraphs. The lines right below a picture become
    its caption.
    """
    places = [
        n for n, t in enumerate(tokens) if t.type == "inline" and tokens[n - 1].type == "paragraph_open"
    ]
    wholes = {n: _lines(tokens[n].children or []) for n in places}
    habits = _habits(list(wholes.values()), known)
    in_body = False
    for n, lines in wholes.items():
        if len(lines) > 1:
            verse = _is_verse(lines, known)
            _part(lines, known, habits, head=not in_body, verse=verse)
            if verse:
                tokens[n - 1].attrSet("class", "verse")
            if lines[0].picture and not verse:
                _caption(tokens, n, lines)
        tokens[n].children = _joined(lines)
        in_body = in_body or any(
            ends_sentence(line.text) and columns(line.text) > VERSE_COLUMNS for line in lines
        )


def _lines(children: Sequence[Token]) -> list[_Line]:
    lines = [_Line()]
    for token in children:
        hard = token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content))
        if not hard and token.type != "softbreak":
            lines[-1].tokens.append(token)
        elif lines[-1].tokens:
            lines.append(_Line(breaks=int(bool(hard))))
        else:
            lines[-1].breaks += bool(hard)
    if not lines[-1].tokens and len(lines) > 1:
        lines.pop()
    return lines


def _habits(wholes: Sequence[Sequence[_Line]], known: Markers) -> _Habits:
    """Breaks stand in place of paragraphs where more of them follow a sentence than paragraphs do."""
    running = [lines for lines in wholes if any(ends_sentence(line.text) for line in lines)]
    pairs = [(above, below) for lines in wholes for above, below in itertools.pairwise(lines)]
    hard = sum(below.breaks > 0 and ends_sentence(above.text) for above, below in pairs)
    soft = [
        (above, below)
        for above, below in pairs
        if not below.breaks and above.text and not _begins(below, above, known)
    ]
    ended = sum(ends_sentence(above.text) for above, _ in soft)
    several = sum(bool(_INSIDE.search(line.text)) for pair in soft for line in pair)
    every = len(soft) > 1 and ended >= 0.8 * len(soft) and several * 4 >= len(soft)
    return _Habits(hard > len(running), every)


def _part(lines: Sequence[_Line], known: Markers, habits: _Habits, *, head: bool, verse: bool) -> None:
    """Set the breaks: 2 between paragraphs, 1 between lines that belong together, 0 inside a sentence."""
    for above, line in itertools.pairwise(lines):
        ended = ends_sentence(above.text)
        if (
            line.breaks > 1
            or line.indented
            or (habits.hard and line.breaks and ended)
            or (habits.soft and not line.breaks and ended)
        ):
            line.breaks = 2
        else:
            short = line.breaks > 0 and head and not ended and narrow(above.text, HEADING_COLUMNS)
            own = verse or short or _begins(line, above, known) or above.picture or line.picture
            line.breaks = int(own)


def _begins(line: _Line, above: _Line, known: Markers) -> bool:
    """Whether a line begins something new, by its words or by those of the line above."""
    text = line.text
    if known.begins(text) or known.is_credit(above.text) or known.signature.fullmatch(text):
        return True
    if narrow(above.text, HEADING_COLUMNS) and known.says(above.text, _LABELLED):
        return True
    return above.strong and not line.strong and narrow(above.text, HEADING_COLUMNS)


def _is_verse(lines: Sequence[_Line], known: Markers) -> bool:
    """Three short lines or more that don't end like sentences; with hard breaks they may."""
    words = [line for line in lines if line.text]
    if len(words) < 3 or len(words) < len(lines):
        return False
    if any(known.says(line.text, (*SAYING, Role.LEAD, Role.PARAGRAPH)) for line in words):
        return False
    short = all(narrow(line.text, VERSE_COLUMNS) and not _SAID.match(line.text) for line in words)
    open_ended = all(not ends_sentence(line.text) and line.text[-1] not in "：:；;" for line in words)
    ended = sum(ends_sentence(line.text) for line in words)
    hard = all(line.breaks for line in words[1:]) and len(words) > 3 and ended * 3 <= len(words) * 2
    return short and not any("：" in line.text or ":" in line.text for line in words) and (open_ended or hard)


def _caption(tokens: Sequence[Token], n: int, lines: list[_Line]) -> None:
    """Make the paragraph of a picture a figure, with the lines below as its caption unless they are a paragraph."""
    below = [line for line in lines if not line.picture]
    if any(t.type == "image" and t.attrGet("title") for line in lines for t in line.tokens):
        return
    last = next((k for k, line in enumerate(lines) if not line.picture), len(lines))
    if not below or any(line.picture for line in lines[last:]) or len(below) > 3:
        return
    if not all(narrow(line.text, _CAPTION_COLUMNS) for line in below):
        return
    tokens[n - 1].tag = tokens[n + 1].tag = "figure"
    for n, line in enumerate(below):
        if not n or line.breaks:
            line.tokens.insert(0, _html("<figcaption>" if not n else "</figcaption><figcaption>"))
            line.breaks = 0
    below[-1].tokens.append(_html("</figcaption>"))


def _joined(lines: Sequence[_Line]) -> list[Token]:
    children: list[Token] = []
    for line in lines:
        if children:
            children += [_break(hard=line.breaks > 0)] * max(line.breaks, 1)
        children += line.tokens
    return children


def _break(*, hard: bool) -> Token:
    from markdown_it.token import Token

    return Token("hardbreak", "br", 0) if hard else Token("softbreak", "br", 0)


def _html(content: str) -> Token:
    from markdown_it.token import Token

    return Token("html_inline", "", 0, content=content)

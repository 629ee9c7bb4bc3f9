"""What stands where in a Markdown text, and its paragraphs as far as they are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bilingual.model import Role
from bilingual.readers.dialects import Box
from bilingual.readers.markers import Markers
from bilingual.readers.page import MARKED, narrow
from bilingual.readers.source import Paragraph

_LABEL_END = " 　:：【】[]〔〕《》"
_LABEL_COLUMNS = 40
_LONGEST_LABEL = 60
"""Characters, with its number and what stands around it."""
_PARTS = re.compile(r"[:：︰/／|｜]")
NUMBERED = re.compile(
    r"[一二三四五六七八九十\d]{1,3}[、.．)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]"
)
_SIGNS = re.compile(r"^[^\w（(【〔\[]+")
_SHORT = frozenset(
    {
        "註釋",
        "注釋",
        "註解",
        "附註",
        "備註",
        "更正",
        "編按",
        "勘誤",
        "摘要",
        "導言",
        "前言",
        "導讀",
        "提要",
        "重點",
        "注释",
        "备注",
        "导语",
    }
)
"""Labels of two ideographs that may be headings and mean what they say; 資料, 說明 and 推薦 head parts of the text."""
_SECTIONS = (Role.SOURCE, Role.RELATED, Role.NOTE, Role.TAGS, Role.EDITOR_NOTE, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Places:
    """What stands where in the file, by its lines."""

    rules: Sequence[int] = ()
    """Lines between parts: ``---``."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """The level of each heading."""
    box_of: Mapping[int, Box] = field(default_factory=dict)
    """The innermost box around a line."""
    classes: Sequence[tuple[int, str]] = ()
    """What the paragraph above a line is called."""


@dataclass(slots=True)
class Article:
    """The paragraphs, as far as they are known."""

    paragraphs: list[Paragraph]
    places: Places
    known: Markers
    title: int
    """Which of them is the title; −1 if it is none of them."""
    body: int
    """Where the text begins."""
    _said: dict[str, Role | None] = field(default_factory=dict)

    def set(self, at: int, role: Role) -> None:
        self.paragraphs[at] = replace(self.paragraphs[at], role=role)

    def marked(self, at: int) -> Role | None:
        """What the words of a paragraph say that it is."""
        text = self.paragraphs[at].text
        if text not in self._said:
            self._said[text] = self.known.says(text, MARKED)
        return self._said[text]

    def box(self, at: int) -> Box | None:
        return self.places.box_of.get(self.paragraphs[at].line)

    def parted(self, above: int, below: int) -> bool:
        """Whether a rule stands between two paragraphs."""
        first, last = self.paragraphs[above].line, self.paragraphs[below].line
        rules = self.places.rules
        at = bisect_left(rules, first + 1)
        return at < len(rules) and rules[at] < last


def emphasised(paragraph: Paragraph) -> bool:
    """Whether nearly all of a paragraph is italic."""
    length = sum(t.end - t.start for t in paragraph.tags if t.name == "em")
    return paragraph.emphasised or length >= 0.8 * len(paragraph.text)


def only(paragraph: Paragraph, name: str) -> bool:
    """Whether a paragraph is nothing but elements of one kind, and what parts them."""
    text, inside = paragraph.text, [t for t in paragraph.tags if t.name == name and t.end > t.start]
    outside = "".join(
        text[a:b]
        for a, b in zip([0, *(t.end for t in inside)], [*(t.start for t in inside), len(text)], strict=True)
    )
    return bool(inside) and not outside.strip(" ,，、·・|｜/／#•　\t")


def bare(article: Article, at: int) -> Role | None:
    """The role that a label with nothing behind it gives to what stands below."""
    paragraph = article.paragraphs[at]
    said = _SIGNS.sub("", paragraph.text)
    if len(said) > _LONGEST_LABEL:
        return None
    core = NUMBERED.sub("", said, count=1).strip(_LABEL_END)
    if paragraph.picture or not core or _PARTS.search(core) or not narrow(core, _LABEL_COLUMNS):
        return None
    if paragraph.role is Role.HEADING and len(core) < 3 and core not in _SHORT:
        return None
    return next((role for role in _SECTIONS if article.known.has(role, f"{core}：")), None)

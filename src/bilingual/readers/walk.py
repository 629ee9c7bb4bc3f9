"""A tree in HTML's elements → paragraphs in reading order, and the text that was left out: every text node is in one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from bilingual.model import Role
from bilingual.readers import tables
from bilingual.readers.classes import fits, role_named
from bilingual.readers.drawings import drawing
from bilingual.readers.elements import (
    BLOCKS,
    GROUPS,
    HEADINGS,
    INLINE,
    LEFT_OUT,
    LISTS,
    ONE_LINE,
    SILENT,
    dense,
    emphasis,
    hidden,
    is_number,
    names,
    seen_texts,
)
from bilingual.readers.flow import Flow
from bilingual.readers.images import Shown, is_character, put, shown
from bilingual.readers.links import Link, link
from bilingual.readers.parts import Part, role_of, stands_apart
from bilingual.readers.pieces import NO_HINTS, Hints
from bilingual.readers.source import Paragraph
from bilingual.readers.trees import Element, local, walked


@dataclass(slots=True)
class Walk:
    """A walk through one tree."""

    left_out: Collection[Element] = frozenset()
    """Elements whose text is not the article's."""
    hints: Hints = NO_HINTS
    """What elements are by where they stand in a page."""
    lines: bool = True
    """Whether the tree has the lines of the source."""
    markdown: bool = False
    """Whether the tree is Markdown's: a picture's title, or what stands in its place, is its caption, and lines are
    those of ``data-line``."""
    placed: Callable[[str], str] = str
    """Makes of a picture's address in the page the one that the source knows it by."""
    shown: list[Shown] = field(default_factory=list)
    """The pictures in this paragraph that are not in ``paragraphs`` yet."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    """Text that was left out."""
    flow: Flow = field(default_factory=Flow)
    parts: list[Part] = field(default_factory=list)
    apart: bool = True
    group: int = 0
    """Of the paragraph before; 0 is none's."""
    groups: int = 0
    picture: bool = False
    worded: bool = False
    """Whether the pictures above have their own words as captions."""
    marker: str = ""
    counters: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """What to do at the end of the inline elements that are open."""
    data: list[bool] = field(default_factory=list)
    """Whether the tables that are open hold data."""
    in_row: bool = False
    line: int = 0
    said: int = 0
    """The line that the innermost block with one says."""
    kept: int = 0
    """Characters in tags' attributes that were text nodes: the readings of ruby, the marks of footnotes."""
    silent: int = 0
    """Characters that no reader ever sees: scripts and styles."""
    titled: bool = False
    missed: int = 0
    """Drawings that may be pictures and are not among the paragraphs."""

    def run(self, root: Element) -> None:
        """Walk through ``root`` and add what it holds.

        Law, checked: every text node is in a paragraph, in a tag's attributes, or in ``rest``.
        """
        before = self._count()
        events = walked(root)
        for event, element in events:
            if event == "start":
                name = local(element)
                if name in SILENT:
                    self.silent += sum(map(dense, element.itertext()))
                    events.skip_subtree()
                elif self._start(element, name):
                    events.skip_subtree()
                else:
                    self._text(element.text, element)
            else:
                self._end(element, local(element))
                if element is not root:
                    self._text(element.tail, element)
        self.flush()
        if self._count() - before != sum(map(dense, root.itertext())):
            raise AssertionError("the reader lost a text node")

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of what was left out without a word in it."""
        drawings = "a drawing (svg)" if self.missed == 1 else f"{self.missed} drawings (svg)"
        return (f"left out: {drawings}; save it as a file and show it with img",) if self.missed else ()

    def _count(self) -> int:
        texts = sum(dense(p.text) for p in self.paragraphs)
        return texts + self.kept + self.silent + sum(map(dense, self.rest))

    def _text(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if self.parts and self.parts[-1].name == "pre":
            for n, piece in enumerate(text.splitlines()):
                if n:
                    self._break()
                self.flow.add(piece)
            return
        if not self.flow.length and not text.isspace():
            self.line = self._line(element)
        self.flow.add(text)

    def _start(self, element: Element, name: str) -> bool:
        """Enter an element; True if all of it is done with."""
        if name == "svg" and element not in self.left_out:
            self._draw(element)
        if element in self.left_out or name in LEFT_OUT or hidden(element):
            if name in BLOCKS:
                self.flush()
            if words := [t.strip() for t in self._taken(element) if t.strip()]:
                self.rest.append(" ".join(words))
            self.inline.append("")
            return True
        if self.markdown and is_number(element.get("data-line")):
            self.said = int(element.get("data-line") or 0)
        if name in BLOCKS:
            self._start_block(element, name)
            return False
        if name == "br":
            self._break(joined=element in self.hints.joined)
            self.inline.append("")
            return False
        return self._start_inline(element, name)

    def _start_block(self, element: Element, name: str) -> None:
        if self.in_row:
            if name in {"td", "th"} and element.getprevious() is not None:
                self.flow.cell()
            self.flow.add(" ")
            self._push(element, name, Role.TABLE)
            return
        self.flush()
        self.apart = True
        if name == "table":
            self.data.append(tables.is_data(element))
        self.in_row = name == "tr" and bool(self.data) and self.data[-1]
        if name in LISTS:
            self.counters.append(int(element.get("start") or 1) if is_number(element.get("start")) else 1)
        if name == "li":
            self._mark(element)
        self._push(element, name, self._role(element, name))

    def _mark(self, element: Element) -> None:
        """The bullet or number that an item of a list has on the page."""
        above = element.getparent()
        if above is None or local(above) != "ol" or not self.counters:
            self.marker = "•"
            return
        self.marker = f"{self.counters[-1]}."
        self.counters[-1] += 1

    def _push(self, element: Element, name: str, role: Role | None, *, named: bool = False) -> None:
        above = self.parts[-1] if self.parts else None
        group = above.group if above else 0
        if name in GROUPS and not group:
            self.groups += 1
            group = self.groups
        own = None if element in self.hints.roles else role_named(names(element))
        named = named or (own is not None and own is role)
        running = name in {"p", "li", "td", "th", "figcaption", "blockquote", *HEADINGS}
        self.parts.append(
            Part(
                element,
                name,
                role,
                group,
                named or bool(above and above.named and role is above.role),
                running,
            )
        )
        self.flow.space = ""

    def _role(self, element: Element, name: str) -> Role | None:
        inherited = self.parts[-1].role if self.parts else None
        if self.in_row and name != "li" and name not in HEADINGS:
            return Role.TABLE
        if element in self.hints.roles:
            return self.hints.roles[element]
        if element in self.hints.plain:
            return inherited
        return role_of(element, name, inherited, titled=self.titled)

    def _start_inline(self, element: Element, name: str) -> bool:
        if self._stands_apart(element, name):
            self.flush()
            self.inline.append("part")
            said = self.hints.roles.get(element)
            own = role_named(names(element)) or (Role.DATELINE if name == "time" else self.parts[-1].role)
            self._push(element, "span", said or own, named=said is None)
            if name == "a":
                self.flow.start("a", link(element)[1])
            return False
        if name in {"img", "amp-img"}:
            self._image(element)
        if name in {"rt", "rtc"}:
            reading = "".join(self._taken(element))
            self.kept += dense(reading)
            if self.inline[-1:] == ["ruby"]:
                self.flow.end((("rt", reading.strip()),))
                self.flow.start("ruby")
            else:
                self.rest.append(reading)
                self.kept -= dense(reading)
            self.inline.append("")
            return True
        if name == "rp":
            self.rest += self._taken(element)
            self.inline.append("")
            return True
        if name == "a":
            return self._link(element)
        marks = emphasis(element) if name != "ruby" else ""
        known = "ruby" if name == "ruby" else "emphasis" if marks else INLINE.get(name, "")
        self.inline.append(known)
        if known:
            self.flow.start(known, (("marks", marks),) if marks else ())
        return False

    def _link(self, element: Element) -> bool:
        in_note = bool(self.parts) and self.parts[-1].role is Role.NOTE
        kind, attributes = link(element, begins_note=in_note and not self.flow.length)
        if kind is Link.FOOTNOTE:
            mark = "".join(self._taken(element))
            self.kept += dense(mark)
            self.flow.mark("footnote", (("mark", mark.strip()), *attributes))
        elif kind is Link.BACK:
            self.rest += self._taken(element)
        elif kind is Link.PLACE:
            self.flow.start("a", attributes)
        self.inline.append("a" if kind is Link.PLACE else "")
        return kind in {Link.FOOTNOTE, Link.BACK}

    def _taken(self, element: Element) -> list[str]:
        """The text nodes of an element that is done with as a whole."""
        seen = list(seen_texts(element))
        self.silent += sum(map(dense, element.itertext())) - sum(map(dense, seen))
        return seen

    def _image(self, element: Element) -> None:
        alt = " ".join((element.get("alt") or "").split())
        if alt and is_character(element, alt):
            self.flow.pictures += 1
            self.kept -= dense(alt)  # an attribute, but a character of the text
            self.flow.add(alt)
        elif not (self.parts and self.parts[-1].role is Role.RELATED) and (found := shown(element)):
            self._meet(found, element)

    def _meet(self, picture: Shown, element: Element) -> None:
        """Remember a picture; before the text of a paragraph of a page it is put above it at once."""
        self.flow.pictures += 1
        self.shown.append(replace(picture, line=self._line(element), begins=not self.flow.length))
        if not self.flow.length and not self.markdown:
            self._show(captioned=False)

    def _draw(self, element: Element) -> None:
        """Put a drawing that stands in the page among the pictures; its words are in it, and not in the text."""
        found = drawing(element)
        self.missed += found.missed
        if found.address:
            self._meet(Shown(found.address, found.alt), element)

    def _line(self, element: Element) -> int:
        return self.said if self.markdown else (element.sourceline or 0) if self.lines else 0

    def _show(self, *, captioned: bool) -> None:
        """Put the pictures that were met into the article: each a paragraph, ``captioned`` with one below."""
        for one in self.shown:
            group = self.parts[-1].group if self.parts else 0
            apart = not (group and group == self.group)
            picture, *caption = one.paragraphs(self.placed(one.address), captioned=captioned, apart=apart)
            self.kept -= sum(dense(p.text) for p in (picture, *caption))
            put(picture, self.paragraphs)
            self.paragraphs += caption
            self.group = group
        self.shown = []

    def _is_captioned(self) -> bool:
        """Whether the words of the pictures that stand here have to be their captions."""
        if not self.markdown or any(part.name == "figure" for part in self.parts):
            return False
        return any(one.title or (one.alt and one.worded) for one in self.shown)

    def _stands_apart(self, element: Element, name: str) -> bool:
        """Whether an inline element is a block of its own."""
        if not self.parts or self.in_row or self.parts[-1].element in self.hints.whole:
            return False
        return element in self.hints.apart or stands_apart(element, name, self.parts[-1])

    def _break(self, *, joined: bool = False) -> None:
        """A line break: the next line is a paragraph of the same group, after two of them one of its own."""
        if joined:
            self.flow.add("\n")
            return
        if self.in_row or any(p.name in ONE_LINE or p.role is Role.LEAD for p in self.parts[-1:]):
            self.flow.add(" ")
            return
        if not self.flow.length and not self.flow.pictures:
            self.apart = True
        elif self.flush():
            self.apart = False

    def _end(self, element: Element, name: str) -> None:
        part = self.parts[-1] if self.parts else None
        if name in BLOCKS and part is not None and part.element is element:
            self._end_block(part)
            return
        if name in SILENT or not self.inline:
            return
        kind = self.inline.pop()
        if kind == "part":
            if name == "a":
                self.flow.end()
            self.flush()
            self.parts.pop()
            self.apart = True
        elif kind:
            self.flow.end()

    def _end_block(self, part: Part) -> None:
        if part.name == "tr":
            self.in_row = False
        if not self.in_row:
            self.flush()
            self.apart = True
        self.parts.pop()
        if part.name == "table":
            self.data.pop()
        if part.name in LISTS and self.counters:
            self.counters.pop()
        if part.name == "li":
            self.marker = ""

    def flush(self) -> bool:
        """End the paragraph; True if there was one."""
        if not self.shown and self.flow.pass_by():
            return False
        pictures = self.flow.pictures
        text, tags = self.flow.finish()
        if not text:
            captioned = self._is_captioned()
            self._show(captioned=captioned)
            self.picture, self.worded = self.picture or pictures > 0, self.worded or captioned
            return False
        behind = [one for one in self.shown if not one.begins]
        self.picture = self.picture or len(behind) < len(self.shown)
        self.shown = [one for one in self.shown if one.begins]
        self.worded = self.worded or (self._is_captioned() and any(one.title for one in self.shown))
        self._show(captioned=self.worded and bool(self.shown))
        part = self.parts[-1] if self.parts else None
        role = part.role if part and (not part.named or part.role is None or fits(part.role, text)) else None
        group = part.group if part else 0
        apart = self.apart and not (group and group == self.group)
        self.titled = self.titled or role is Role.TITLE
        emphasised = any(t.name == "em" and t.end - t.start == len(text) for t in tags)
        self.paragraphs.append(
            Paragraph(
                text, tags, role, self.line, apart,
                strong=any(t.name == "strong" and t.end - t.start >= len(text) - 1 for t in tags),
                emphasised=emphasised,
                below_picture=self.picture and (emphasised or not self.worded),
                marker=self.marker if role is Role.LIST_ITEM or role is Role.NOTE else "",
            )
        )  # fmt: skip
        self.group, self.apart, self.picture, self.marker = group, True, False, ""
        self.worded = False
        self.shown = behind
        self._show(captioned=False)
        return True

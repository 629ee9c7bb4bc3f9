"""Runs of text and the markup around them → HTML, well-formed, each element opened once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bilingual.inline import Tag
from bilingual.typography import BREAK, FOOTNOTE, FOREIGN, READING, VERBATIM, WESTERN, Run

if TYPE_CHECKING:
    from markupsafe import Markup

_PLAIN = frozenset({"strong", "em", "u", "s", "sup", "sub", "code", "mark", "ruby"})
_SHAPES = frozenset({"circle", "triangle", "sesame"})
"""Emphasis marks that a page knows beside dots."""
_LEADS = ("https://", "http://", "mailto:")
_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")

Reference = Callable[[str], "Markup"]
"""Gives the HTML of a footnote's mark."""


def html(runs: Iterable[Run], reference: Reference) -> Markup:
    """Write runs as HTML. Links lead to the web or to an address only; a reading becomes ruby."""
    from markupsafe import Markup

    writer = _Writer()
    for run in _joined(list(runs)):
        if run.kind == READING:
            writer.reading(run.text)
        elif run.kind == FOOTNOTE:
            writer.reference(run.text, reference)
        else:
            writer.keep(run.tags)
            writer.text(run)
    writer.keep(())
    return Markup("".join(writer.pieces))  # everything in it was escaped on its way


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """The same runs; a space between two that share an element is inside it, too."""
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        if before and after and not run.text.strip() and not run.tags:
            shared = [a for a, b in zip(before.tags, after.tags, strict=False) if a == b]
            yield replace(run, tags=tuple(shared))
        else:
            yield run


class _Writer:
    """Keeps the elements that are open."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open: list[tuple[Tag, str]] = []

    def keep(self, tags: Sequence[Tag]) -> None:
        """Close what is not around the next text, and open what is."""
        shared = 0
        while shared < min(len(tags), len(self.open)) and self.open[shared][0] == tags[shared]:
            shared += 1
        self._close(shared)
        for tag in tags[shared:]:
            start, name = self._element(tag)
            self.pieces.append(start)
            self.open.append((tag, name))

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            name = self.open.pop()[1]
            self.pieces.append(f"</{name}>" if name else "")

    def _element(self, tag: Tag) -> tuple[str, str]:
        """The start of a tag's element and its name; nothing for what a page can't have."""
        from markupsafe import escape

        inside = {name for _, name in self.open}
        href = address(dict(tag.attributes).get("href", ""))
        if tag.name == "a" and href and "a" not in inside:
            return f'<a href="{escape(href)}">', "a"
        if tag.name == "ruby" and not dict(tag.attributes).get("rt"):
            return "", ""
        if tag.name == "emphasis" and "em" not in inside:
            marks = dict(tag.attributes).get("marks", "dot").split()
            return (
                f'<em class="{" ".join(["emphasis", *(mark for mark in marks if mark in _SHAPES)])}">',
                "em",
            )
        if tag.name in _PLAIN and tag.name not in inside:
            return f"<{tag.name}>", tag.name
        return "", ""

    def text(self, run: Run) -> None:
        from markupsafe import escape

        text = str(escape(run.text)).replace(BREAK, "<wbr/>")  # which nobody copies
        if run.kind in {FOREIGN, WESTERN}:
            text = f'<span class="{run.kind}" lang="{run.language}">{text}</span>'
        elif run.kind == VERBATIM:
            text = f'<span class="verbatim">{text}</span>'
        self.pieces.append(text)

    def reference(self, mark: str, html: Reference) -> None:
        """Put a footnote's mark, outside of all markup but a ruby: that would lose its reading."""
        from markupsafe import escape

        names = [name for _, name in self.open]
        if "ruby" not in names:
            self.keep(())
        self.pieces.append(f"<sup>{escape(mark)}</sup>" if {"ruby", "a"} <= {*names} else str(html(mark)))

    def reading(self, text: str) -> None:
        """Put a reading above what the innermost ruby holds, and close it."""
        from markupsafe import escape

        names = [name for _, name in self.open]
        if "ruby" in names:
            depth = names.index("ruby")
            self._close(depth + 1)
            self.pieces.append(f"<rp>(</rp><rt>{escape(text)}</rt><rp>)</rp>")
            self._close(depth)
        else:
            self.pieces.append(f"({escape(text)})")


def address(href: str) -> str:
    """Give a link's address as a page may have it, or nothing: it leads to the web or to a mailbox.

    What a URL can't hold literally is percent-encoded (WHATWG URL).
    """
    from urllib.parse import quote, urlsplit

    href = href.strip()
    try:
        if not href.lower().startswith(_LEADS) or not urlsplit(href).path + urlsplit(href).netloc:
            return ""
    except ValueError:  # half an IPv6 address
        return ""
    return _IN_ADDRESS.sub(lambda found: quote(found[0]), href)

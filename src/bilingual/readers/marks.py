"""Tokens of a Markdown text → the same tokens, every footnote a note of its own and every mark numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bilingual.inline import Tag

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

ATTRIBUTE = "data-notes"
"""Of a picture: the names of the footnotes that its caption refers to, each followed by its number."""
UNMARKED = "unmarked"
"""What ``gather`` puts into the parser's environment: line and name of each footnote that no mark leads to."""
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_OPEN, _CLOSE = "footnote_reference_open", "footnote_reference_close"


def gather(state: StateCore) -> None:
    """Number the footnotes by their first marks, those in captions of pictures too, and then those without a mark.

    A rule for markdown-it, between ``inline`` and ``footnote_tail``: that one leaves out what no mark leads to, lets
    the second of two footnotes with one name take the first one's place, and loses one that holds another.
    """
    found: Mapping[str, Any] = state.env.get("footnotes", {})
    if not found:
        return
    state.tokens = _apart(state.tokens)
    defined = _named(state.tokens)
    notes = _Notes(defined, found["list"])
    for token in state.tokens:
        notes.read(token.children or ())
    state.env[UNMARKED] = [
        (line, label.split(" ")[0]) for label, line in defined.items() if label not in notes.numbers
    ]
    for label in defined:
        notes.number(label, {"label": label, "count": 0})
    state.env["footnotes"] = {
        "refs": {f":{label}": notes.numbers[label] for label in defined},
        "list": notes.data,
    }


def marked(words: str, said: str) -> tuple[str, tuple[Tag, ...]]:
    """Give a caption without its marks, and the marks as tags; ``said`` is what ``ATTRIBUTE`` says."""
    pairs = said.split()
    numbers = dict(zip(pairs[::2], pairs[1::2], strict=False))
    text = ""
    places: list[tuple[int, str]] = []
    for n, part in enumerate(_MARK.split(words)):
        if n % 2 and part in numbers:
            places.append((len(text), numbers[part]))
        else:
            text += f"[^{part}]" if n % 2 else part
    most = len(text.rstrip())
    tags = (
        Tag(min(at, most), min(at, most), "footnote", (("mark", f"[{number}]"), ("href", f"#fn{number}")))
        for at, number in places
    )
    return text.rstrip(), tuple(tags)


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """Put a footnote that stands inside another behind it."""
    open_notes: list[list[Token]] = [[]]
    inner: list[Token] = []
    for token in tokens:
        if token.type == _OPEN:
            open_notes.append([])
        open_notes[-1].append(token)
        if token.type == _CLOSE:
            whole = open_notes.pop()
            if len(open_notes) > 1:
                inner += whole
            else:
                open_notes[0] += whole + inner
                inner = []
    return open_notes[0]


def _named(tokens: Iterable[Token]) -> dict[str, int]:
    """Give the line of each footnote by its name; a second one of the same name gets one that no mark can have."""
    lines: dict[str, int] = {}
    for token in tokens:
        if token.type == _OPEN:
            label = token.meta["label"]
            if label in lines:
                label = f"{label} {len(lines)}"
                token.meta = {"label": label}
            lines[label] = token.map[0] + 1 if token.map else 0
    return lines


@dataclass(slots=True)
class _Notes:
    """The notes in the order of their numbers, as far as marks were met."""

    defined: Mapping[str, int]
    before: Mapping[int, Mapping[str, Any]]
    """What the plugin knows of each note, by the number that it gave."""
    numbers: dict[str | int, int] = field(default_factory=dict)
    """From 0, by name; by the plugin's number for a note that stands at its mark."""
    data: dict[int, dict[str, Any]] = field(default_factory=dict)

    def number(self, key: str | int, data: Mapping[str, Any]) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.data)
            self.data[self.numbers[key]] = dict(data)
        return self.numbers[key]

    def read(self, tokens: Iterable[Token]) -> None:
        """Number the marks among these tokens."""
        for token in tokens:
            if token.type == "footnote_ref":
                self._reference(token)
            elif token.type == "image":
                self._image(token)

    def _reference(self, token: Token) -> None:
        label = token.meta.get("label")
        if label is not None:
            token.meta = {"label": label, **self._mark(label)}
            return
        inside = self.before[token.meta["id"]]
        token.meta = {"id": self.number(token.meta["id"], inside)}
        self.read(inside["tokens"])

    def _mark(self, label: str) -> dict[str, int]:
        number = self.number(label, {"label": label, "count": 0})
        again: int = self.data[number]["count"]
        self.data[number]["count"] += 1
        return {"id": number, "subId": again}

    def _image(self, token: Token) -> None:
        """Find the marks of a caption: of the title, or of what stands in the picture's place if it has none."""
        title = str(token.attrGet("title") or "")
        if not title:
            for child in token.children or ():
                if child.type == "footnote_ref" and child.meta.get("label") is not None:
                    child.type, child.content = "text", f"[^{child.meta['label']}]"
        words = title or "".join(child.content for child in token.children or ())
        found = [label for label in dict.fromkeys(_MARK.findall(words)) if label in self.defined]
        said = [f"{label} {self._mark(label)['id'] + 1}" for label in found]
        if said:
            token.attrSet(ATTRIBUTE, " ".join(said))

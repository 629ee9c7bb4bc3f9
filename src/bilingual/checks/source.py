"""A Document → what its publisher should mend in the source itself, one function a check."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.model import Document

Found = tuple[int, str]
"""Line of the source, and what is wrong there."""

_CLOSING = {"》": "《", "」": "「", "』": "『", "〉": "〈", "】": "【", "）": "（", "”": "“", ")": "("}


def brackets(document: Document) -> Iterator[Found]:
    """A bracket or quotation mark whose partner is missing in the same block."""
    for block in document.blocks:
        for mark, partner in _unmatched(block.text):
            yield block.line, f"{mark} has no {partner} in this line"


def _unmatched(text: str) -> list[tuple[str, str]]:
    openings = {opening: closing for closing, opening in _CLOSING.items()}
    open_marks: list[str] = []
    found = []
    for character in text.replace("（", "(").replace("）", ")"):
        if character in openings:
            open_marks.append(character)
        elif character in _CLOSING:
            if open_marks and open_marks[-1] == _CLOSING[character]:
                open_marks.pop()
            else:
                found.append((character, _CLOSING[character]))
    return found + [(mark, openings[mark]) for mark in open_marks]

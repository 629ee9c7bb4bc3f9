"""Paragraphs and their roles → the text of an article and its blocks, each at its place in the text."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Block, Role
from bilingual.readers.roles import roles
from bilingual.readers.source import Paragraph


def assembled(
    paragraphs: Sequence[Paragraph], language: str, *, markup: bool = True
) -> tuple[str, tuple[Block, ...]]:
    """Give the text, a line for each paragraph and a blank line between groups, and its blocks.

    ``language`` is a BCP 47 tag; ``markup`` says whether the format can tell what a paragraph is.
    """
    blocks: list[Block] = []
    pieces: list[str] = []
    at = 0
    group = -1
    for paragraph, role in zip(paragraphs, roles(paragraphs, language, markup=markup), strict=True):
        apart = not blocks or (paragraph.apart and not _belongs(blocks[-1].role, role, markup))
        if blocks:
            pieces.append("\n\n" if apart else "\n")
            at += len(pieces[-1])
        group += apart
        blocks.append(
            Block(role, paragraph.text, paragraph.line, at, group, paragraph.tags, paragraph.marker)
        )
        pieces.append(paragraph.text)
        at += len(paragraph.text)
    return "".join(pieces), tuple(blocks)


def _belongs(above: Role, role: Role, markup: bool) -> bool:
    """Whether a paragraph of its own is the credit of the caption above it."""
    return markup and above is Role.CAPTION and role is Role.CREDIT


def squeezed(text: str) -> str:
    """Give a text without white space: what the laws of the readers compare."""
    return "".join(text.split())

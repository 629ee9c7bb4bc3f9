"""Paragraphs and their roles → the text of an article and its blocks, each at its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilingual.model import Block, Role
from bilingual.readers.roles import roles
from bilingual.readers.source import Paragraph

_MARKS = "▲▼△▽。！？.!?"


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
    for paragraph, role in _with_roles(paragraphs, language, markup=markup):
        apart = not blocks or (paragraph.apart and not _belongs(blocks[-1].role, role, markup))
        if blocks:
            pieces.append("\n\n" if apart else "\n")
            at += len(pieces[-1])
        group += apart
        blocks.append(
            Block(
                role,
                paragraph.text,
                paragraph.line,
                at,
                group,
                paragraph.tags,
                paragraph.marker,
                paragraph.picture,
            )
        )
        pieces.append(paragraph.text)
        at += len(paragraph.text)
    return "".join(pieces), tuple(blocks)


def _with_roles(
    paragraphs: Sequence[Paragraph], language: str, *, markup: bool
) -> list[tuple[Paragraph, Role]]:
    """Find the role of each paragraph, as if no pictures stood between them."""
    texts: list[Paragraph] = []
    apart = False
    for paragraph in paragraphs:
        apart = apart or paragraph.apart
        if not paragraph.picture:
            texts.append(paragraph if paragraph.apart == apart else replace(paragraph, apart=apart))
            apart = False
    found = iter(roles(texts, language, markup=markup))
    return _captioned([(p, Role.ALT if p.picture else next(found)) for p in paragraphs])


def _captioned(found: list[tuple[Paragraph, Role]]) -> list[tuple[Paragraph, Role]]:
    """Leave each picture one caption: what stands in its place is its alternative text if a caption follows.

    An alternative text that only says what the caption or the title says is none: it would be translated twice.
    """
    title = next((squeezed(p.text) for p, role in found if role is Role.TITLE), "")
    kept: list[tuple[Paragraph, Role]] = []
    for at, (paragraph, role) in enumerate(found):
        below, below_role = found[at + 1] if at + 1 < len(found) else (None, None)
        captioned = below is not None and below_role is Role.CAPTION
        if paragraph.by_picture and captioned:
            kept[-1] = (replace(kept[-1][0], text=paragraph.text), Role.ALT)
        elif paragraph.picture and _repeats(paragraph.text, below.text if captioned and below else "", title):
            kept.append((replace(paragraph, text=""), role))
        else:
            kept.append((paragraph, role))
    return kept


def _repeats(alt: str, caption: str, title: str) -> bool:
    """Whether an alternative text is the title, or the caption with or without its sign and its credit."""
    own = squeezed(alt).strip(_MARKS)
    said = squeezed(caption).lstrip(_MARKS)
    half = own in said and 2 * len(own) >= len(said)
    return bool(own) and (own == title.strip(_MARKS) or said.startswith(own) or half)


def _belongs(above: Role, role: Role, markup: bool) -> bool:
    """Whether a paragraph of its own is the credit of the caption above it."""
    return markup and above is Role.CAPTION and role is Role.CREDIT


def squeezed(text: str) -> str:
    """Give a text without white space: what the laws of the readers compare."""
    return "".join(text.split())

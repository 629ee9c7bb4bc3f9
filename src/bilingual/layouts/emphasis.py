"""Runs under emphasis marks (着重號, 圏点, 드러냄표) → each letter a run of the kind ``dot``; in Latin text, italics."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.inline import Tag
from bilingual.languages import language
from bilingual.typography import JOIN, PLAIN, Run

DOT = "dot"
EMPHASIS = "emphasis"
_LETTERS = frozenset({"Lo", "Lm", "Nl"})
"""Categories of characters with a mark: no punctuation, signs, spaces (CSS Text Decoration 3, 3.4)."""


def dotted(runs: Sequence[Run], tag: str) -> tuple[Run, ...]:
    """Part the runs that have marks into their letters, for WeasyPrint 70 knows no ``text-emphasis``.

    ``tag`` is the language of the text: one in Latin letters is emphasised by italics, and so is a Latin word
    inside another.
    """
    if not any(one.name == EMPHASIS for run in runs for one in run.tags):
        return tuple(runs)
    return tuple(part for run in runs for part in _parted(run, tag))


def _parted(run: Run, tag: str) -> Iterator[Run]:
    stressed = tuple(_stressed(one) for one in run.tags)
    if stressed == run.tags or run.kind != PLAIN or language(tag).script == "latin":
        yield replace(run, tags=stressed)
        return
    others = tuple(one for one in run.tags if one.name != EMPHASIS)
    for piece in _letters(run.text, joined=language(tag).script == "hangul"):
        marked = _is_marked(piece[0])
        yield replace(run, text=piece, kind=DOT if marked else run.kind, tags=others if marked else stressed)


def _stressed(tag: Tag) -> Tag:
    return replace(tag, name="em", attributes=()) if tag.name == EMPHASIS else tag


def _letters(text: str, *, joined: bool) -> list[str]:
    """Part a text into its ideographs, kana and syllables, each with what is joined to it, and what lies between.

    ``joined`` keeps those of a word on one line.
    """
    pieces: list[str] = []
    for character in text:
        after = bool(pieces) and _is_marked(pieces[-1][0])
        if _is_marked(character):
            if joined and after:
                pieces[-1] += JOIN
            pieces.append(character)
        elif pieces and (not after or unicodedata.category(character)[0] == "M"):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_marked(character: str) -> bool:
    return unicodedata.category(character) in _LETTERS and unicodedata.east_asian_width(character) in "WF"

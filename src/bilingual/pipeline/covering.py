"""An edition and the fonts chosen for it → what no font of its has, said before a page is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bilingual import layouts, pdf, typography
from bilingual.config import Config
from bilingual.errors import MissingError
from bilingual.languages import language
from bilingual.model import Edition

_EAST_ASIAN = ("zh-Hant", "ko", "ja")
"""Languages in whose fonts a page sets ideographs, kana and Hangul wherever they stand."""
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is to be said of an edition's characters."""

    warnings: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """The characters in question as ``U+20BB7``, and the families that stand in."""

    def news(self, warnings: Iterable[str]) -> tuple[str, ...]:
        """Leave out what the typesetter says of the same characters and fonts once they are set."""
        return tuple(warning for warning in warnings if not any(name in warning for name in self.named))


def covered(edition: Edition, config: Config, *, final: bool) -> Coverage:
    """Look for every character of the edition in the fonts of its language.

    Another font standing in for one that lacks a character is a warning. So is a character that no font on this machine
    has; but in a final edition, and in one for the archive, which may not have any, it raises MissingError.
    """
    absent: list[str] = []
    warnings: list[str] = []
    named: set[str] = set()
    for tag, characters in _characters(edition).items():
        families = layouts.stack(tag, edition.source_language, config.page)
        around = [name for own in _EAST_ASIAN for name in layouts.stack(own, own, config.page)]
        found = pdf.uncovered(characters, (*families, *around))
        for family in sorted(set(found.values())):
            lacking = [character for character, stand_in in found.items() if stand_in == family]
            (warnings if family else absent).append(_said(tag, lacking, families[0], family))
            named |= {_code(character) for character in lacking} | ({f"“{family}”"} if family else set())
    if absent and (final or config.pdf.variant.startswith("pdf/a")):
        raise MissingError("; ".join(absent), hint=pdf.CHARACTER_HINT)
    hint = " ".join(pdf.CHARACTER_HINT.split())
    return Coverage((*warnings, *(f"{words}: {hint}" for words in absent)), frozenset(named))


def _characters(edition: Edition) -> dict[str, set[str]]:
    """The characters of each language as they are printed, with the quotation marks that curling puts in."""
    found: dict[str, set[str]] = {}
    for row in edition.rows:
        for cell in row.cells:
            for piece in cell.pieces:
                found.setdefault(piece.language or cell.language, set()).update(piece.text)
    return {
        tag: set(typography.printable("".join(sorted(characters)))) | set("".join(language(tag).quotes))
        for tag, characters in found.items()
    }


def _said(tag: str, lacking: list[str], family: str, stand_in: str) -> str:
    shown = ", ".join(f"“{character}” ({_code(character)})" for character in lacking[:_MOST_SHOWN])
    more = f" and {len(lacking) - _MOST_SHOWN} more" if len(lacking) > _MOST_SHOWN else ""
    if stand_in:
        return f"{tag}: “{family}” has no {shown}{more}: “{stand_in}” stands in"
    return f"{tag}: no font here has {shown}{more}"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"

"""A text with protected places → the text that an engine gets, and its draft → the draft with the places filled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.languages import language
from bilingual.protection import korean
from bilingual.protection.spans import Span

_LETTERS = "ZXQVK"
"""A placeholder is one of these and a number, ``Z1``: a word that looks like a name. Letters and digits are in the
vocabulary of every model, and what a model doesn't know SentencePiece keeps in one piece, which is copied. Brackets
and underlines don't last: vocabularies lack ⟦, and Argos's own tokenizer makes ``_`` a space."""


def letter_for(text: str) -> str:
    """Give the letter whose placeholders can't be mistaken for anything in the text; empty if there is none."""
    return next((c for c in _LETTERS if not re.search(rf"{c}\s?\d", text, re.IGNORECASE)), "")


def protected(text: str, spans: Sequence[Span], letter: str, *, solid: bool) -> str:
    """Put a placeholder at each span, set off by spaces where the language (``solid``) writes without."""
    pieces: list[str] = []
    at = 0
    for n, span in enumerate(spans, 1):
        pieces += [text[at : span.start], f"{letter}{n}"]
        at = span.end
    pieces.append(text[at:])
    if not solid:
        return "".join(pieces)
    row = [piece for piece in pieces if piece]
    return "".join(
        piece + (" " if piece[-1].isalnum() and after[:1].isalnum() else "")
        for piece, after in zip(row, [*row[1:], ""], strict=True)
    )


def filled(draft: str, spans: Sequence[Span], letter: str, target: str) -> str | None:
    """Put the renderings where their placeholders are; None unless every one is there exactly once.

    A draft in words gets the space that it needs around a rendering, Korean the particle that fits it.
    """
    pieces = re.split(rf"(?<![A-Za-z0-9]){letter}\s?(\d+)", draft, flags=re.IGNORECASE)
    numbers = [int(piece) for piece in pieces[1::2]]
    if sorted(numbers) != list(range(1, len(spans) + 1)):
        return None
    facts = language(target)
    text = pieces[0]
    for number, after in zip(numbers, pieces[2::2], strict=True):
        rendering = spans[number - 1].rendering
        if facts.base == "ko":
            after = korean.agreed(rendering, after)
        if facts.cjk:
            text, after = _closed(text, rendering), _closed(after[::-1], rendering[::-1])[::-1]
        else:
            text += " " if text[-1:].isalnum() and rendering[0].isalnum() else ""
            if facts.base != "ko" and _needs_space(rendering, after):
                after = f" {after}"
        text += rendering + (after.lstrip() if rendering.endswith("=") else after)
    text = text if facts.cjk else re.sub("  +", " ", text)
    return _begun(text, spans, draft) if facts.base != "ko" else text


def _needs_space(rendering: str, after: str) -> bool:
    """Whether a word follows straight on; a plural s belongs to the rendering."""
    return rendering[-1].isalnum() and after[:1].isalnum() and not re.match(r"s(?!\w)", after)


def _closed(text: str, rendering: str) -> str:
    """Take the spaces away at which both neighbours are written without."""
    return text.rstrip() if _is_wide(text.rstrip()[-1:]) and _is_wide(rendering[0]) else text


def _is_wide(char: str) -> bool:
    return char >= "\u2e80"


def _begun(text: str, spans: Sequence[Span], draft: str) -> str:
    """Begin with a capital where a rendering begins the sentence: nuclear umbrella → Nuclear umbrella."""
    starts = any(span.term and text.startswith(span.rendering) for span in spans)
    return text[:1].upper() + text[1:] if starts and not draft[:1].islower() else text

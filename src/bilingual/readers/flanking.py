"""Marks of emphasis (``*``, ``~``) beside Chinese, Japanese and Korean: which open and which close.

CommonMark takes ``**要加鹽嗎？**可以。`` for asterisks: a mark behind punctuation closes only before a space or more
punctuation, and these languages write no spaces. Here a wide character beside the mark is as good as a space, which is
what the proposals for CommonMark say (github.com/commonmark/commonmark-spec/issues/650).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]


def beside_wide(rule: Rule) -> Rule:
    """Give a rule of markdown-it that reads marks as ``rule`` does, but for those beside wide characters."""

    def tokenize(state: StateInline, silent: bool) -> bool:
        known, start = len(state.delimiters), state.pos
        if not rule(state, silent):
            return False
        before = state.src[start - 1] if start else " "
        after = state.src[state.pos] if state.pos < state.posMax else " "
        if state.src[start] != "_" and (_is_wide(before) or _is_wide(after)):
            opens, closes = _flanks(before, after), _flanks(after, before)
            for delimiter in state.delimiters[known:]:
                delimiter.open, delimiter.close = opens, closes
        return True

    return tokenize


def _flanks(outside: str, inside: str) -> bool:
    """Whether a mark between these may open or close what stands inside of it."""
    beside = outside.isspace() or _is_mark(outside) or _is_wide(outside)
    return not inside.isspace() and (not _is_mark(inside) or beside)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"

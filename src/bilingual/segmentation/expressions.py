r"""The regular expressions of SRX rules, in ICU's or Java's spelling → compiled ones that find places in a text.

What these two know and Python's ``re`` doesn't, the ``regex`` package does: look-behind of any length, ``\p{Lu}``,
possessive quantifiers, sets in sets. What it spells in another way is respelled. Its time is bounded.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from bilingual.errors import ConfigError

if TYPE_CHECKING:
    Pattern = Any

_PATIENCE = (10.0, 30e-6)
"""Seconds for a step over a text, and more for each character: LanguageTool's rules for English, the slowest that
were met, take 2e-6 a character. It ends what would take hours, not what takes long."""
_SIGHT = 500
"""Characters before a place and behind it that a rule sees. Without a bound the time grew with the square of the text:
LanguageTool's rules for English took 16 s for a line of 285,000 characters, so they take 3 s."""
_STEP = 4000
"""Characters that are looked through at a time."""
_REFERENCE = re.compile(r"(?:[^\\]|\\[^1-9k])*?(?:\\[1-9k]|\(\?P=)", re.DOTALL)
_FAR = {
    True: re.compile(r"\(\?<[=!]|(?:\.|\[\^[^\]]*\])[*+{]"),
    False: re.compile(r"(?:\.|\[\^[^\]]*\])[*+]"),
}
"""In what a break, or an exception, wants before a place: it looks far back. What is wanted behind the place is tried
first then, for it fails sooner. Our exported rules for English became 10 times as fast (250,000 characters of news: 2.6 s,
then 0.25 s), and LanguageTool's 14 times where a bracket may close 500 characters on. Bounded exceptions don't gain."""
_HORIZONTAL = r"\t\x20\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
_VERTICAL = r"\n\x0b\f\r\x85\u2028\u2029"
_ESCAPES = {
    "h": (f"[{_HORIZONTAL}]", _HORIZONTAL),
    "H": (f"[^{_HORIZONTAL}]", f"[^{_HORIZONTAL}]"),
    "v": (f"[{_VERTICAL}]", _VERTICAL),
    "V": (f"[^{_VERTICAL}]", f"[^{_VERTICAL}]"),
    "z": (r"\Z", ""),
    "Z": (r"(?=\r?\n?\Z)", ""),
    "e": (r"\x1b", r"\x1b"),
}
"""ICU's escape → what ``regex`` has for it, outside a set and inside one."""
_PROPERTIES = {
    "javaLowerCase": "Ll",
    "javaUpperCase": "Lu",
    "javaTitleCase": "Lt",
    "javaLetter": "L",
    "javaDigit": "Nd",
    "javaLetterOrDigit": "Alnum",
    "javaWhitespace": "White_Space",
}


class _Rule(Protocol):
    @property
    def breaks(self) -> bool: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Expression:
    """Neighbouring rules that say the same: cut, or don't."""

    breaks: bool
    pattern: Pattern
    """Matches no character, at the places where one of the rules does."""
    path: str
    lines: tuple[tuple[int, Pattern], ...]
    """Each rule by itself."""

    def places(self, text: str) -> Iterator[int]:
        """Give the offsets where a rule matches. Raises ConfigError if that takes too long.

        What the caller does with an offset is not counted: the rule is not to blame for it.
        """
        left = _PATIENCE[0] + _PATIENCE[1] * len(text)
        for start in range(0, len(text) + 1, _STEP):
            first = max(0, start - _SIGHT)
            begin = time.monotonic()
            found = self._places_in(text[first : start + _STEP + _SIGHT], start - first, max(left, 0.001))
            left -= time.monotonic() - begin
            yield from (first + at for at in found)

    def _places_in(self, seen: str, start: int, patience: float) -> list[int]:
        try:
            matches = self.pattern.finditer(seen, start, timeout=patience)
            return [m.start() for m in itertools.takewhile(lambda m: m.start() < start + _STEP, matches)]
        except TimeoutError:
            raise self._too_slow(seen, start) from None

    def matches(self, text: str, place: int) -> bool:
        """Say whether a rule matches there. Raises ConfigError if that takes too long."""
        first = max(0, place - _SIGHT)
        seen = text[first : place + _SIGHT]
        try:
            return self.pattern.match(seen, place - first, timeout=_PATIENCE[0]) is not None
        except TimeoutError:
            raise self._too_slow(seen, place - first) from None

    def _too_slow(self, text: str, place: int) -> ConfigError:
        """Name the rule that takes longest where it went wrong."""
        slowest = (0.0, self.lines[0][0])
        for line, pattern in self.lines:
            start = time.perf_counter()
            try:
                pattern.search(text, place, timeout=1)
            except TimeoutError:
                slowest = (1.0, line)
                break
            slowest = max(slowest, (time.perf_counter() - start, line))
        return ConfigError(
            "this rule takes too long: its expression can match one text in very many ways",
            path=self.path,
            line=slowest[1],
            hint="repeat nothing that repeats itself, and bound it: [^.]{1,40} instead of (.+)+",
        )


def compiled(rules: Sequence[_Rule], path: str) -> tuple[Expression, ...]:
    """Compile rules, in their order. Raises ConfigError, with the line, for what is no expression."""
    found: list[Expression] = []
    run: list[tuple[_Rule, str, Pattern]] = []
    for rule in rules:
        if run and run[0][0].breaks != rule.breaks:
            found.append(_together(run, path))
            run = []
        source = _source(rule, path)
        run.append((rule, source, _compile(source, path, rule.line)))
    return (*found, _together(run, path)) if run else ()


def _together(run: list[tuple[_Rule, str, Pattern]], path: str) -> Expression:
    pattern = _compile("|".join(f"(?:{source})" for _, source, _ in run), path, run[0][0].line)
    return Expression(run[0][0].breaks, pattern, path, tuple((rule.line, p) for rule, _, p in run))


def _source(rule: _Rule, path: str) -> str:
    """A place between what the rule wants before and behind it, each checked by itself.

    Back-references are refused: behind a place they are read from right to left, before the group that they name.
    None of 7,000 rules of other tools has one.
    """
    before, after = respelled(rule.before), respelled(rule.after)
    parts = [(before, "(?<="), (after, "(?=")]
    for part, _ in parts:
        if _REFERENCE.match(part):
            raise ConfigError(
                "a back-reference in a rule", path=path, line=rule.line, hint="write out what it stands for"
            )
        _compile(part, path, rule.line)
    if _FAR[rule.breaks].search(before) and not _regex(after).match("", timeout=1):
        parts.reverse()
    return "".join(f"{look}{part})" for part, look in parts if part)


@lru_cache(maxsize=4096)
def _regex(source: str) -> Pattern:
    import regex

    return regex.compile(source, regex.VERSION1)


def _compile(source: str, path: str, line: int) -> Pattern:
    import regex

    try:
        return _regex(source)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise ConfigError(
            f"not a regular expression that can be used: {error}",
            path=path,
            line=line,
            hint="write it as ICU has them: \\p{Lu}, [^.]*, (?:…)",
        ) from None


def whole(pattern: str, name: str, path: str, line: int) -> bool:
    """Say whether a pattern of language tags matches one whole, in any case. Raises ConfigError as above."""
    return _compile(f"(?i:{respelled(pattern)})", path, line).fullmatch(name, timeout=1) is not None


def respelled(expression: str) -> str:
    r"""Give an expression of ICU or Java in the spelling of ``regex``.

    >>> respelled(r"\Q...\E\h\x{2026}[\h||]")
    '\\.\\.\\.[\\t\\x20\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]\\U00002026[\\t\\x20\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000\\|\\|]'
    """
    out: list[str] = []
    at = depth = 0
    while at < len(expression):
        piece, length = _piece(expression, at, depth > 0)
        depth += (piece == "[") - (piece == "]" and depth > 0)
        out.append(piece)
        at += length
    return "".join(out)


def _piece(expression: str, at: int, in_set: bool) -> tuple[str, int]:
    """Give the respelled piece that begins at an offset, and how long it was."""
    char = expression[at]
    if char == "\\":
        return _escape(expression, at, in_set)
    if in_set and char in "|~" and expression[at + 1 : at + 2] == char:
        return f"\\{char}\\{char}", 2  # two of them are an operator of “regex”
    if char == "(" and not in_set and expression[at + 1 : at + 2] == "?":
        return _flags(expression, at)
    return char, 1


def _escape(expression: str, at: int, in_set: bool) -> tuple[str, int]:
    letter = expression[at + 1 : at + 2]
    if letter == "Q":
        end = expression.find(r"\E", at)
        literal = expression[at + 2 : end if end >= 0 else None]
        return "".join(c if c.isalnum() else f"\\{c}" for c in literal), len(literal) + (4 if end >= 0 else 2)
    if letter in _ESCAPES:
        return _ESCAPES[letter][in_set], 2
    if letter in {"x", "p", "P"} and expression[at + 2 : at + 3] == "{":
        end = expression.find("}", at)
        inside = expression[at + 3 : end]
        if end < 0:
            return expression[at : at + 2], 2
        if letter == "x":
            return _code_point(inside), end + 1 - at
        return f"\\{letter}{{{_PROPERTIES.get(inside, inside)}}}", end + 1 - at
    return expression[at : at + 2], 2


def _code_point(digits: str) -> str:
    try:
        return f"\\U{int(digits, 16):08x}"
    except ValueError:
        return f"\\x{{{digits}}}"  # the compiler says what is wrong with it


def _flags(expression: str, at: int) -> tuple[str, int]:
    """``(?iu)``: leave out what is always so here, Unicode and its lines."""
    end = at + 2
    while expression[end : end + 1] in tuple("imsxudwU-"):
        end += 1
    close = expression[end : end + 1]
    if close not in {")", ":"} or end == at + 2:
        return "(?", 2
    flags = "".join(c for c in expression[at + 2 : end] if c not in "udwU").rstrip("-")
    if flags:
        return f"(?{flags}{close}", end + 1 - at
    return ("(?:" if close == ":" else ""), end + 1 - at

"""A pair → letters that do not belong into its language: left-over Han, another script, left-over English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.letters import HAN, HANGUL, KANA, LATIN, OTHER
from bilingual.checks.pairs import Found, Pair
from bilingual.model import Role

_FOREIGN = {
    "en": f"[{HANGUL}{KANA}{OTHER}]+",
    "ko": f"[{KANA}{OTHER}]+",
    "ja": f"[{HANGUL}{OTHER}]+",
    "zh-Hant": f"[{HANGUL}{KANA}{OTHER}]+",
    "zh-Hans": f"[{HANGUL}{KANA}{OTHER}]+",
}
_OWN = {
    "en": LATIN,
    "ko": HANGUL,
    "ja": KANA + HAN,
    "zh-Hant": HAN,
    "zh-Hans": HAN,
}
_GLOSS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_HEADLINE = {Role.TITLE, Role.HEADING, Role.RELATED, Role.CAPTION}
_HEADLINE_HANJA = re.compile(f"(?<![{HAN}])[美中日北韓獨英佛露伊印與野靑靑檢軍尹李文朴金安](?![{HAN}])")
"""Abbreviations that Korean newspapers set in headlines: 美 for the United States, 與 for the ruling party."""
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH_WORD = re.compile(r"(?<![\w@#./-])[a-z]{2,}(?![\w@/]|\.\w)")
_UNITS = frozenset(
    {
        "km", "kg", "cm", "mm", "kph", "mph", "ft", "in", "lb", "lbs", "oz", "ml", "mg", "ha", "kw", "mw", "gw", "kwh",
        "mwh", "hz", "khz", "mhz", "ghz", "gb", "mb", "kb", "tb", "ppm", "bpm", "com", "vs", "de", "la", "el", "al",
        "von", "van", "di", "da", "le", "du", "den", "der",
    }
)  # fmt: skip
"""Lower-case words that Korean prints as they are: units, and the small words of names and titles."""
LEFT_OVER_WORDS = 3
"""Two are often a brand or a title; three were left over in ≤ .05 % of 1,997 human translations."""
_OWN_SCRIPT_FROM = 6
"""Letters that a source must have before a translation without any letter of its language is wrong."""


def han(pair: Pair) -> Iterator[Found]:
    """Chinese characters left over; a gloss in parentheses and a Korean headline's 美 are fine."""
    if pair.base in {"zh-Hant", "zh-Hans", "ja"} or not pair.text:
        return
    text = _GLOSS.sub("", pair.text)
    if pair.base == "ko" and pair.role in _HEADLINE:
        text = _HEADLINE_HANJA.sub("", text)
    left = re.findall(f"[{HAN}]+", text)
    if left:
        yield f"Chinese characters left over: {' '.join(left)}"


def script(pair: Pair) -> Iterator[Found]:
    """Letters of a script that neither the language nor the source has, or no letter of the language at all."""
    if not pair.translated:
        return
    if pair.base in _FOREIGN:
        text = _GLOSS.sub("", pair.text)
        strange = [found for found in re.findall(_FOREIGN[pair.base], text) if found not in pair.source]
        if strange:
            yield f"letters of another script: {' '.join(strange)}"
    own = _OWN.get(pair.base)
    if own and not re.search(f"[{own}]", pair.text) and _has_words(pair.source):
        yield "no letter of the translation's language"


def _has_words(source: str) -> bool:
    """Say whether a source is more than a name that may stay as it is: iPhone, @WhiteHouse."""
    latin = re.fullmatch(r"[A-Za-z\d\W_]*", source)
    return len(_LETTER.findall(source)) >= _OWN_SCRIPT_FROM and (
        not latin or bool(re.search(r"\b[a-z]+ [a-z]+\b", source))
    )


def english(pair: Pair) -> Iterator[Found]:
    """Left-over English words in Korean, Japanese or Chinese; names, units and glosses in parentheses don't count."""
    if pair.base not in {"ko", "ja", "zh-Hant", "zh-Hans"} or not pair.translated:
        return
    words = [word for word in _ENGLISH_WORD.findall(_GLOSS.sub("", pair.text)) if word not in _UNITS]
    kept = pair.source if pair.source_base != "en" else ""
    left = [word for word in words if word not in kept]
    if len(left) >= LEFT_OVER_WORDS:
        yield f"English words left over: {' '.join(left[:8])}"

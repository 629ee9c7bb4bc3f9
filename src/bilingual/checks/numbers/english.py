"""An English text → its numbers: figures, number words, scales, ordinals, fractions, months, decades, clock times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bilingual.checks.numbers.figures import (
    AFTER,
    ARABIC,
    BEFORE,
    Number,
    fold,
    in_names,
    number,
    outside,
    slashed,
    with_shared_scale,
)

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_CARDINAL: dict[str, float] = (
    {word: float(i) for i, word in enumerate(_SMALL)}
    | {word: 10.0 * i for i, word in enumerate(_TENS, 2)}
    | {word[:-1] + "ies": 10.0 * i for i, word in enumerate(_TENS, 2)}
)
_ORDINAL: dict[str, float] = {word: float(i) for i, word in enumerate(_ORDINALS)} | {
    word[:-1] + "ieth": 10.0 * i for i, word in enumerate(_TENS, 2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
_ABBREVIATED = {word: scale for word, scale in _SHORT_SCALES.items() if len(word) > 1}
"""Those that may stand apart from their figure: 133 m is a length."""
_LOOSE: dict[str, tuple[float, ...]] = {
    "once": (1,), "twice": (2,), "thrice": (3,), "double": (2,), "doubled": (2,), "doubles": (2,), "doubling": (2,),
    "triple": (3,), "tripled": (3,), "treble": (3,), "quadruple": (4,), "couple": (2,), "pair": (2,), "both": (2,),
    "twin": (2,), "twins": (2,), "duo": (2,), "trio": (3,), "quartet": (4,), "single": (1,), "a": (1,), "an": (1,),
    "half": (0.5, 50, 30, 2, 6), "halves": (0.5, 2), "halved": (0.5, 50), "quarter": (0.25, 25, 15, 4, 3),
    "quarters": (0.25, 4), "noon": (12,), "midday": (12,), "midnight": (0, 12, 24), "decade": (10,), "century": (100,),
    "teen": (10,), "teens": (10,), "teenage": (10,), "teenager": (10,), "teenagers": (10,), "preteen": (10,),
    "fortnight": (14, 2), "hundreds": (1e2,), "thousands": (1e3,), "millions": (1e6,), "billions": (1e9,),
    "tens": (10,), "dozens": (12,), "percent": (100,), "last": (1,), "next": (1,), "sophomore": (2,), "freshman": (1,),
}  # fmt: skip
_ROMAN = {
    "II": 2,
    "III": 3,
    "IV": 4,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "XI": 11,
    "XII": 12,
    "XIV": 14,
    "XVI": 16,
}
_MONTH_VALUES = (
    {word: i for i, word in enumerate(_MONTHS, 1)}
    | {word[:3]: i for i, word in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_TOKEN = re.compile(
    rf"(?P<figure>{BEFORE}(?:{ARABIC})){AFTER}(?P<suffix>[A-Za-z]{{0,4}}\b)?|(?P<word>[A-Za-z]+)"
)
_SURE_MONTH = re.compile(r"\b(?:January|February|April|June|July|August|September|October|November|December|"
                         r"(?:March|May)(?= \d)|(?<=\b(?:in|of|by) )(?:March|May)|(?<=\b(?:last|late|next) )(?:March|May))\b")  # fmt: skip
_PM = re.compile(r"(?:[:.]\d\d)? ?(?:p\.?m\b|PM\b|in the (?:afternoon|evening)|at night)", re.IGNORECASE)
_FULL_STOP_CLOCK = re.compile(r"\b(\d{1,2})\.(\d\d)(?= ?[ap]\.?m\b)", re.IGNORECASE)
"""British times: 7.55am."""
_FRACTION = re.compile(
    r"\b(?P<part>a|one|two|three|four|five|seven|nine|\d+)[- ]"
    r"(?P<whole>half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(rf"(?: [a-z]+)? and (?:a|one) half\b(?:[ -]({'|'.join(_SCALES)})\b)?", re.IGNORECASE)
_IN = re.compile(
    r"\b(\w+)(?: out of|-in-| in) (?:every )?(two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.I
)


def read(text: str) -> tuple[Number, ...]:
    """Give the numbers of a text in their order; words below three, months and ``half`` are not certain."""
    text = _FULL_STOP_CLOCK.sub(r"\1:\2", fold(text))
    fractions = [*_fractions(text)]
    counted = outside([n for n in fractions if n.certain], _counted(text))
    found = [
        *_unsure([n for n in fractions if not n.certain], counted),
        *fractions,
        *_months(text),
        *in_names(text),
    ]
    return with_shared_scale(text, found)


def _counted(text: str) -> Iterator[Number]:
    """Read figures and words from the left, joining ``two hundred and fifty-three thousand`` into one number."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        taken, found = _one(text, tokens, at)
        if found:
            yield found
        at += taken


def _one(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, Number | None]:
    """Give how many tokens the number at a place has, and the number."""
    token = tokens[at]
    if token["figure"]:
        return _from_figure(text, tokens, at)
    word = token["word"].casefold()
    if (
        word in _CARDINAL
        or word in _ORDINAL
        or word in {"hundred", "thousand", "million", "billion", "dozen"}
    ):
        return _from_words(text, tokens, at)
    if word in _LOOSE:
        values = (
            *map(float, _LOOSE[word]),
            *(_and_a_half(text, token.end(), 1.0) if word in {"a", "an"} else ()),
        )
        return 1, Number(token[0], values, False, token.start(), token.end())
    if token[0] in _ROMAN:
        return 1, Number(token[0], (float(_ROMAN[token[0]]),), False, token.start(), token.end())
    return 1, None


def _from_figure(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, Number]:
    token = tokens[at]
    value, scale, end, taken = number(token["figure"]), 1.0, token.end("figure"), 1
    suffix = (token["suffix"] or "").casefold()
    others: list[float] = []
    if suffix in _SHORT_SCALES:
        others, scale = [value], _SHORT_SCALES[suffix]
        end = token.end()
    for following in tokens[at + 1 : at + 3]:
        gap = text[end : following.start()]
        factor = _SCALES.get((following["word"] or "").casefold(), 0.0) or _ABBREVIATED.get(
            following["word"] or "", 0.0
        )
        if gap not in {" ", "-", "\xa0", ""} or not factor:
            break
        scale, end, taken = scale * factor, following.end(), taken + 1
    value *= scale
    others += _readings(text, token, value, suffix)
    return taken, Number(text[token.start() : end], (value, *others), value != 0, token.start(), end, scale)


def _readings(text: str, token: re.Match[str], value: float, suffix: str) -> Iterator[float]:
    """Give what else a figure may mean where it stands: the other clock, a decade, two digits of a year."""
    end = token.end("figure")
    if 1900 <= value < 2100 and value % 100 > 12:
        yield value % 100
    if value <= 12 and _PM.match(text, end):
        yield value + 12
    if 12 < value <= 24 and re.match(r":\d\d", text[end : end + 3]):
        yield value - 12
    clock = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", token["figure"])
    if clock:
        yield from (float(clock[1]), float(clock[2]))
    if suffix == "s" and value < 100:
        yield value + 1900
    if re.search(r"[’'‘]$", text[: token.start()][-1:]):
        yield from (value + 1900, value + 2000)
    yield from _and_a_half(text, end, value)
    yield from _of_years(text, end, value)


def _of_years(text: str, end: int, value: float) -> Iterator[float]:
    """Give the years of ``two decades`` and ``3 centuries``."""
    if re.match(r"[ -]decades?", text[end : end + 8]):
        yield 10 * value
    if re.match(r"[ -]centur", text[end : end + 8]):
        yield 100 * value


def _and_a_half(text: str, end: int, value: float) -> Iterator[float]:
    """Give what ``one and a half``, ``a year and a half`` and ``two and a half million`` say with their half."""
    match = _AND_A_HALF.match(text, end)
    if match:
        yield (value + 0.5) * _SCALES.get((match[1] or "").casefold(), 1.0)


def _from_words(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, Number]:
    """Read a number that is written in words, by the grammar of English numerals."""
    total = section = 0.0
    scale, last, taken, end, ordinal = 1.0, 0.0, 0, tokens[at].end(), False
    for token in tokens[at:]:
        word = (token["word"] or "").casefold()
        gap = text[end : token.start()] if taken else ""
        if gap not in {"", " ", "-"} or ordinal:
            break
        small = _CARDINAL.get(word, _ORDINAL.get(word))
        if small is not None and (not last or (last >= 20 and small < 10 and small) or last == 100):
            section, last, ordinal = section + small, small or 0.1, word in _ORDINAL
        elif word in _SCALES and (section or not taken):
            factor = _SCALES[word]
            section = (section or 1.0) * factor
            scale, last = factor, 100.0 if factor <= 1000 else 1000.0
            if factor >= 1000:
                total, section, last = total + section, 0.0, 100.0
        elif word == "and" and last == 100.0 and taken and _continues(tokens, at + taken):
            pass
        else:
            break
        taken, end = taken + 1, token.end()
    value, written = total + section, text[tokens[at].start() : end]
    certain = (
        value >= (3 if ordinal else 2)
        and written.casefold() not in _SCALES
        and not written.casefold().endswith("dozen")
    )
    others = [
        *_of_years(text, end, value),
        *_and_a_half(text, end, value),
        *([value + 12] if value < 12 and _PM.match(text, end) else []),
    ]
    return max(taken, 1), Number(written, (value, *others), certain, tokens[at].start(), end, scale)


def _continues(tokens: list[re.Match[str]], at: int) -> bool:
    following = (tokens[at + 1]["word"] or "").casefold() if at + 1 < len(tokens) else ""
    return following in _CARDINAL or following in _ORDINAL


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        part = _small(match["part"])
        if match["whole"].casefold() in {"half", "halves"} and part > 3:
            continue  # seven halves of a match
        whole = {"half": 2.0, "halves": 2.0, "quarter": 4.0, "hundredth": 100.0}.get(
            match["whole"].casefold()
        )
        whole = whole or _ORDINAL[match["whole"].casefold()]
        values = (part / whole, 100 * part / whole)
        yield Number(match[0], values, part > 1, match.start(), match.end())
    yield from slashed(text)
    for match in _IN.finditer(text):
        part, whole = _small(match[1]), _small(match[2])
        if part and whole:
            yield Number(match[0], (part / whole,), False, match.start(), match.end())


def _unsure(fractions: list[Number], numbers: Iterable[Number]) -> Iterator[Number]:
    """Take the certainty from ordinals that may be fractions: a third of them, a third goal."""
    for found in numbers:
        inside = any(f.start <= found.start < f.end for f in fractions)
        yield replace(found, certain=found.certain and not inside)


def _small(word: str) -> float:
    return (
        float(word)
        if word.isdecimal()
        else 1.0
        if word.casefold() == "a"
        else _CARDINAL.get(word.casefold(), 0.0)
    )


def _months(text: str) -> Iterator[Number]:
    sure = {match.start() for match in _SURE_MONTH.finditer(text)}
    for match in re.finditer(r"\b[A-Z][a-z]{2,8}\b", text):
        value = _MONTH_VALUES.get(match[0].casefold())
        if value:
            yield Number(match[0], (float(value),), match.start() in sure, match.start(), match.end())

"""Texts → the numbers they state, as values, so that 3000萬, 30 million and 3천만 are one and the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE_UNITS = {"百": 1e2, "千": 1e3, "萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
_KOREAN_UNITS = {"백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
_ENGLISH_UNITS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "dozen": 12,
}  # fmt: skip
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "兩": 2, "两": 2}
_CHINESE_NUMERAL = re.compile(f"[{''.join(_CHINESE_DIGITS)}十{''.join(_CHINESE_UNITS)}]+")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_ENGLISH_WORDS: dict[str, float] = (
    {word: float(i) for i, word in enumerate(_SMALL)}
    | {word: float(i) for i, word in enumerate(_ORDINALS)}
    | {word: 10.0 * i for i, word in enumerate(_TENS, 2)}
    | {word[:-1] + "ieth": 10.0 * i for i, word in enumerate(_TENS, 2)}
    | {word[:3]: float(i) for i, word in enumerate(_MONTHS, 1)}
    | {word: float(i) for i, word in enumerate(_MONTHS, 1)}
    | {"sept": 9.0, "once": 1.0, "twice": 2.0, "double": 2.0, "couple": 2.0, "pair": 2.0, "both": 2.0}
    | {"single": 1.0, "a": 1.0, "an": 1.0, "half": 0.5, "quarter": 0.25, "noon": 12.0, "midnight": 0.0}
    | {"dozen": 12.0, "decade": 10.0, "century": 100.0, "triple": 3.0, "hundred": 1e2, "thousand": 1e3}
)
_KOREAN_WORDS: dict[str, float] = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "보름": 15, "첫": 1, "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스물": 20, "스무": 20, "서른": 30,
    "마흔": 40, "쉰": 50, "반": 0.5, "정오": 12, "자정": 0, "양": 2,
}  # fmt: skip
_CLOCK_FIGURE = re.compile(r"\b(\d{1,2})\.(\d{2})\b")


def _figure(units: Iterable[str]) -> re.Pattern[str]:
    """Match a number written with figures and units, however many parts it is composed of: 1億2000萬."""
    part = rf"(?:{ARABIC}) ?[{''.join(units)}]+"
    return re.compile(
        rf"(?<![A-Za-z\d.@/_-])(?:{part}(?: ?{part})*(?: ?(?:{ARABIC}))?|{ARABIC})(?![A-Za-z\d@/_]|[.,]\d)"
    )


_CHINESE_FIGURE = _figure(_CHINESE_UNITS)
_KOREAN_FIGURE = _figure(_KOREAN_UNITS)
_KOREAN_COMPOUND = re.compile("(열|스물|서른|마흔|쉰) ?(하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)")


def arabic(text: str) -> list[tuple[str, float]]:
    """Give each number of a Chinese text that is written with figures, as it is written and as a value.

    ``3000萬`` is 30,000,000. Figures inside Latin words (``F-16``, ``G7``, ``COVID-19``) are names, not
    numbers, and are left out.
    """
    text = unicodedata.normalize("NFKC", text)
    return [(m.group(), _composed(m.group(), _CHINESE_UNITS)) for m in _CHINESE_FIGURE.finditer(text)]


def chinese(text: str) -> set[float]:
    """Give every value that a Chinese text may state, numerals in characters included."""
    text = unicodedata.normalize("NFKC", text)
    values = {value for _, value in arabic(text)}
    values |= {_number(f) for f in re.findall(ARABIC, text)}
    for numeral in _CHINESE_NUMERAL.findall(text):
        values |= {_chinese_value(numeral)} | {_chinese_value(c) for c in numeral}
    if "半" in text:
        values |= {0.5} | {value + 0.5 for value in values}
    if "成" in text:
        values |= {value * 10 for value in values}
    return values


def english(text: str) -> set[float]:
    """Give every value that an English text may state: figures, words, months, scales."""
    text = unicodedata.normalize("NFKC", text).casefold()
    values: set[float] = set()
    last = 0.0
    for token in re.finditer(rf"{ARABIC}|[a-z]+", text):
        word = token.group()
        if word[0].isdigit():
            last = _number(word)
        elif word in _ENGLISH_UNITS and last:
            last *= _ENGLISH_UNITS[word]
        elif word in _ENGLISH_WORDS:
            small = _ENGLISH_WORDS[word]
            last = last + small if last >= 20 and small < last and small != 0.5 else small
            values.add(small)
        elif word not in {"and", "point"}:
            last = 0.0
            continue
        values.add(last)
    values |= _clock_parts(text)
    return values | _clock(values, text, ("p.m", "pm"))


def korean(text: str) -> set[float]:
    """Give every value that a Korean text may state: figures, 만/억/조, native numerals."""
    text = unicodedata.normalize("NFKC", text)
    values = {_number(f) for f in re.findall(ARABIC, text)} | _clock_parts(text)
    for _, value in korean_figures(text):
        values.add(value)
    values |= {value for word, value in _KOREAN_WORDS.items() if word in text}
    for tens, units in re.findall(_KOREAN_COMPOUND, text):
        values.add(_KOREAN_WORDS[tens] + _KOREAN_WORDS[units])
    values |= {scale for unit, scale in _KOREAN_UNITS.items() if unit in text}
    if "반" in text:
        values |= {value + 0.5 for value in values}
    return values | _clock(values, text, ("오후", "저녁", "밤", "새벽"))


def korean_figures(text: str) -> list[tuple[str, float]]:
    """Give each number of a Korean text that is written with figures, composed: ``1억 4천2백만`` is one."""
    text = unicodedata.normalize("NFKC", text)
    return [(m.group(), _composed(m.group(), _KOREAN_UNITS)) for m in _KOREAN_FIGURE.finditer(text)]


def _composed(written: str, units: dict[str, float]) -> float:
    """Value of figures and units in the order large to small; 萬 and larger multiply what stands before them."""
    total = section = 0.0
    for figure, scales in re.findall(rf"({ARABIC}) ?([{''.join(units)}]*)", written):
        value, large = _number(figure), 1.0
        for unit in scales:
            scale = units[unit]
            value, large = (value, large * scale) if scale >= 1e4 else (value * scale, large)
        section += value
        if large > 1:
            total, section = total + section * large, 0.0
    return total + section


def near(value: float, values: Iterable[float]) -> bool:
    """Say whether a value is among others, but for the error of binary fractions."""
    return any(abs(value - other) <= 1e-9 * max(1.0, abs(value)) for other in values)


def _number(figure: str) -> float:
    return float(figure.replace(",", ""))


def _chinese_value(numeral: str) -> float:
    """Value of a numeral in characters; ``二〇二三`` is read digit by digit."""
    if not any(c in _CHINESE_UNITS or c == "十" for c in numeral):
        return float("".join(str(_CHINESE_DIGITS[c]) for c in numeral))
    total, section, digit = 0.0, 0.0, 0.0
    for character in numeral:
        if character in _CHINESE_DIGITS:
            digit = float(_CHINESE_DIGITS[character])
            continue
        unit = _CHINESE_UNITS.get(character, 10.0)
        if unit >= 1e4:
            total, section = (
                (total + (section + digit or 1.0)) * unit if not total else total + (section + digit) * unit,
                0.0,
            )
        else:
            section += (digit or 1.0) * unit
        digit = 0.0
    return total + section + digit


def _clock_parts(text: str) -> set[float]:
    """Hours and minutes of times with a full stop: 7.55am."""
    return {float(part) for pair in _CLOCK_FIGURE.findall(text) for part in pair}


def _clock(values: set[float], text: str, marks: tuple[str, ...]) -> set[float]:
    """Hours of the other clock: 3 p.m. is 15."""
    return {value + 12 for value in values if value < 12} if any(mark in text for mark in marks) else set()

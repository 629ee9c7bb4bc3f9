"""A text → its numbers with a scale or a unit, each as the target language writes it: 3000萬美元, $30 million, 3000만 달러."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from bilingual.languages import language


class Quantity(NamedTuple):
    """A number with its unit in a text, and what it is called elsewhere."""

    start: int
    end: int
    rendering: str
    others: tuple[str, ...] = ()
    """What says the same, if less evenly."""


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNITS: tuple[tuple[str, str, str, str], ...] = (
    # Chinese, both scripts | English | singular, plural as English newspapers write them | Korean
    ("美元|美金", r"U\.S\. dollars?|dollars?", "$", "달러"),
    ("歐元|欧元", "euros?", "euro|euros", "유로"),
    ("日圓|日元", "yen", "yen|yen", "엔"),
    ("韓元|韓圜|韩元", "won", "won|won", "원"),
    ("人民幣|人民币", "yuan", "yuan|yuan", "위안"),
    (
        "平方公里",
        "square kilometers?|square kilometres?",
        "square kilometer|square kilometers",
        "제곱킬로미터",
    ),
    ("公里", "kilometers?|kilometres?|km", "kilometer|kilometers", "킬로미터"),
    ("公尺", "meters?|metres?", "meter|meters", "미터"),
    ("公分|厘米", "centimeters?|centimetres?|cm", "centimeter|centimeters", "센티미터"),
    ("公斤", "kilograms?|kg", "kilogram|kilograms", "킬로그램"),
    ("公噸|公吨", "metric tons?|tonnes?", "metric ton|metric tons", "톤"),
    ("公頃|公顷", "hectares?", "hectare|hectares", "헥타르"),
    ("小時|小时", "hours?", "hour|hours", "시간"),
    ("分鐘|分钟", "minutes?", "minute|minutes", "분"),
    ("%|％", "%|percent|per cent", "%", "%"),
)
"""Units with one translation each. 元, 年, 月, 日, 歲 and 度 are not here: what they become is for the sentence to say."""
_SHORT = {
    "%": ("percent", "per cent", "퍼센트"),
    "$": ("dollars", "dollar"),
    "킬로미터": ("km",),
    "센티미터": ("cm",),
}
_SHORT |= {"kilometer": ("km",), "centimeter": ("cm",), "kilogram": ("kg",), "킬로그램": ("kg",)}
"""Other names of a unit, by the first form in the table."""
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_POWERS = {"萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12}
_ENGLISH_POWERS = {"million": 6, "billion": 9, "trillion": 12}
_KOREAN_POWERS = ((12, "조"), (8, "억"), (4, "만"))
_CHINESE = re.compile(
    rf"(?<![\d.~～至到\-–第千百{''.join(_POWERS)}])(?P<numbers>(?:(?:{_NUMBER})\s?[{''.join(_POWERS)}])+|(?:{_NUMBER}))"
    rf"(?:\s?(?P<unit>{'|'.join(unit[0] for unit in _UNITS)}))?(?![\d.~～至到\-–千百十多餘余萬万億亿兆])"
)
_ENGLISH = re.compile(
    rf"(?<![\w.,~$-])(?P<dollar>\$)?(?P<number>{_NUMBER})(?:[ -](?P<power>{'|'.join(_ENGLISH_POWERS)}))?"
    rf"(?:[ -]?(?P<unit>{'|'.join(unit[1] for unit in _UNITS)}))?(?![\w~-]|\.\d)"
)


def quantities(text: str, source: str, target: str) -> tuple[Quantity, ...]:
    """Give the numbers with a scale (3000萬) or a unit (20公里) that have one form in the target language.

    From Chinese to English and Korean and from English to Korean; others have none. A part of a range, an inexact
    number (3萬多) and a bare one are for the sentence to say.
    """
    pair = (language(source).base[:2], language(target).base)
    find = _FINDERS.get(pair)
    folded = text.translate(_NARROW)
    return tuple(find(folded)) if find else ()


_NARROW = {ord(c): unicodedata.normalize("NFKC", c) for c in "０１２３４５６７８９，．"}


def _from_chinese(text: str, write: Callable[[Decimal, int, bool], str]) -> Iterator[Quantity]:
    for found in _CHINESE.finditer(text):
        parts = re.findall(rf"({_NUMBER})\s?([{''.join(_POWERS)}])?", found["numbers"])
        scaled = bool(parts[0][1])
        powers = [_POWERS.get(power, 0) for _, power in parts]
        if (not scaled and not found["unit"]) or powers != sorted(set(powers), reverse=True):
            continue
        value = sum(
            (_decimal(number).scaleb(power) for (number, _), power in zip(parts, powers, strict=True)),
            Decimal(0),
        )
        unit = next((n for n, u in enumerate(_UNITS) if found["unit"] in u[0].split("|")), -1)
        yield _quantity(found, write(value, unit, scaled), unit)


def _from_english(text: str) -> Iterator[Quantity]:
    for found in _ENGLISH.finditer(text):
        if not (found["dollar"] or found["power"] or found["unit"]):
            continue
        unit = 0 if found["dollar"] else -1
        if found["unit"]:
            if found["dollar"]:
                continue
            unit = next(n for n, u in enumerate(_UNITS) if re.fullmatch(u[1], found["unit"]))
        power = _ENGLISH_POWERS.get(found["power"] or "", 0)
        yield _quantity(found, _korean(_decimal(found["number"]).scaleb(power), unit, bool(power)), unit)


def _quantity(found: re.Match[str], rendering: str, unit: int) -> Quantity:
    forms = _UNITS[unit][2:] if unit >= 0 else ()
    names = [name for form in forms for name in _SHORT.get(form.split("|")[0], ())]
    figure, _, rest = rendering.partition(" ")
    spelled = [f"{_SPELLED[int(figure) - 1]} {rest}"] if re.fullmatch("[1-9]", figure) else []
    bare = re.match(r"[\d.,]+(?: (?:million|billion|trillion))?|[\d조억만]+", rendering.lstrip("$"))
    others = [f"{bare[0]} {name}" for name in names] if bare else []
    joined = [rendering[:-1]] if rendering.isascii() and rendering.endswith("s") else []  # 20-kilometer
    return Quantity(found.start(), found.end(), rendering, (*spelled, *joined, *others))


def _english(value: Decimal, unit: int, scaled: bool) -> str:
    number = _english_number(value) if scaled else f"{value:,f}"
    form = _UNITS[unit][2] if unit >= 0 else ""
    if form == "$":
        return f"${number}"
    singular, _, plural = form.partition("|")
    word = singular if value == 1 or not plural else plural
    return f"{number}{word}" if word in {"", "%"} else f"{number} {word}"


def _english_number(value: Decimal) -> str:
    """Write a large number as newspapers do: 30 million, 1.25 billion; with all its figures if that is no rounder."""
    for word, power in reversed(_ENGLISH_POWERS.items()):
        short = value.scaleb(-power).normalize()
        if short >= 1 and -int(short.as_tuple().exponent) <= 2:
            return f"{short:f} {word}"
    return f"{value.normalize():,f}"


def _korean(value: Decimal, unit: int, scaled: bool) -> str:
    number = _korean_number(value) if scaled or value >= 10_000 else f"{value:f}"
    word = _UNITS[unit][3] if unit >= 0 else ""
    return f"{number} {word}" if word and number[-1] in "조억만" else f"{number}{word}"


def _korean_number(value: Decimal) -> str:
    """Write a number in groups of four figures, 1억2000만; what has a fraction keeps it in its largest group."""
    text = ""
    for power, word in _KOREAN_POWERS:
        short = value.scaleb(-power)
        if short >= 1 and value % 1:
            return f"{short.normalize():f}{word}"
        if count := int(short):
            text += f"{count}{word}"
            value -= Decimal(count).scaleb(power)
    return f"{text}{value.normalize():f}" if value or not text else text


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


_FINDERS: dict[tuple[str, str], Callable[[str], Iterator[Quantity]]] = {
    ("zh", "en"): lambda text: _from_chinese(text, _english),
    ("zh", "ko"): lambda text: _from_chinese(text, _korean),
    ("en", "ko"): _from_english,
}

"""A Korean text → its numbers: figures with 만/억/조, native and Sino-Korean words, 분의, 년대, clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.numbers.figures import (
    ARABIC,
    Number,
    composed,
    fold,
    in_names,
    in_units,
    number,
    outside,
    slashed,
    with_shared_scale,
)

UNITS = {"십": 10.0, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
_SINO = {c: float(i) for i, c in enumerate("영일이삼사오육칠팔구")} | {"륙": 6.0}
_NATIVE: dict[str, float] = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "보름": 15, "첫": 1, "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4,
    "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스물": 20, "스무": 20, "서른": 30,
    "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90, "정오": 12, "자정": 0, "양": 2, "쌍": 2,
    "절반": 0.5, "십대": 10, "매": 1, "제일": 1, "갑절": 2, "다스": 12, "세기": 100,
}  # fmt: skip
_TENS = "열|스물|서른|마흔|쉰|예순|일흔|여든|아흔"
_FIGURE = re.compile(in_units(UNITS) + r"(?=(?P<after> ?[^\W\d]{0,4}))")
_COMPOUND = re.compile(rf"({_TENS}) ?(하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)")
_UNIT_LETTERS, _SINO_LETTERS = "".join(UNITS), "".join(_SINO)
_COUNTERS = "개|명|번|살|달|시|배|쌍|가지|권|대|사람|주|곳|차례|해|팀|편|점|골|표|분|집|마리|잔|병|장|채|척|건|쪽|줄|층|위|회|년|월|차|국|남|녀|각|피트|마일|미터|인치|파운드"
_SINO_NUMERAL = re.compile(
    rf"[{_SINO_LETTERS}{_UNIT_LETTERS}]*[{_UNIT_LETTERS}][{_SINO_LETTERS}{_UNIT_LETTERS}]*"
    rf"|(?<![가-힣])[{_SINO_LETTERS}](?= ?(?:{_COUNTERS}))"
)
_FRACTION = re.compile(rf"((?<!\d)(?:{ARABIC})|[가-힣]{{1,2}}) ?분의 ?({ARABIC}|[가-힣])")
_OUT_OF = re.compile(rf"(?<!\d)({ARABIC})[가-힣]{{0,2}} (?:중|가운데) ({ARABIC})(?=[명개곳건])")
_AFTERNOON = re.compile(r"(?:오후|저녁|밤|낮|새벽|정오)[^\d,.]{0,4}$")
_FULL_STOP_CLOCK = re.compile(r"(?<=[오후전침녁밤] )(\d{1,2})\.(\d\d)(?!\d)")
_AND_A_HALF = re.compile(r"[^\d.,]{0,3} ?반")
_CLOCK = re.compile(r" ?시(?![가-힣]*속)|:\d")
_NATIVE_WORDS = re.compile(
    "|".join(sorted((word for word in _NATIVE if len(word) > 1), key=len, reverse=True))
    + rf"|(?<![가-힣])(?:{'|'.join(word for word in _NATIVE if len(word) == 1)})(?= |{_COUNTERS})"
    + r"|(?<![가-힣])[둘셋넷](?=[은이을의다로과]|$)"
)


def read(text: str) -> tuple[Number, ...]:
    """Give the numbers of a text in their order; only those with figures are certain."""
    text = _FULL_STOP_CLOCK.sub(r"\1:\2", fold(text))
    fractions = [*_fractions(text)]
    found = [
        *outside(fractions, _figures(text)),
        *outside(fractions, _words(text)),
        *fractions,
        *_out_of(text),
        *slashed(text),
        *in_names(text),
    ]
    return with_shared_scale(text, found)


def _figures(text: str) -> Iterator[Number]:
    for match in _FIGURE.finditer(text):
        written = match[0].rstrip()
        value, scale = composed(written, UNITS)
        values = (value, *_readings(text, match, value))
        teens = value == 10 and match["after"].startswith("대")
        yield Number(
            written, values, value != 0 and not teens, match.start(), match.start() + len(written), scale
        )


def _readings(text: str, match: re.Match[str], value: float) -> Iterator[float]:
    """Give what else a number may mean where it stands: the other clock, a decade, a half more."""
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 5]
    if 1900 <= value < 2100 and value % 100 > 12:
        yield value % 100
    if value <= 12 and _AFTERNOON.search(before):
        yield value + 12
    if 12 < value <= 24 and _CLOCK.match(after):
        yield value - 12
    if after.lstrip().startswith("년대") and value < 100:
        yield value + 1900
    if _AND_A_HALF.match(after):
        yield value + 0.5
    if before.endswith(("'", "’", "‘")):
        yield from (value + 1900, value + 2000)


def _words(text: str) -> Iterator[Number]:
    for match in _NATIVE_WORDS.finditer(text):
        value = _NATIVE[match[0]]
        values = (value, *((value + 0.5,) if _AND_A_HALF.match(text, match.end()) else ()))
        yield Number(match[0], values, False, match.start(), match.end())
    for match in _COMPOUND.finditer(text):
        value = _NATIVE[match[1]] + _NATIVE[match[2]]
        yield Number(match[0], (value,), False, match.start(), match.end())
    for match in _SINO_NUMERAL.finditer(text):
        yield Number(match[0], (sino_value(match[0]),), False, match.start(), match.end())
    for match in re.finditer("(?<=[시년월간개절 ])반(?![가-힣]{0,2}[도대])", text):
        yield Number("반", (0.5, 50.0, 30.0, 6.0), False, match.start(), match.end())


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        whole, part = _small(match[1]), _small(match[2])
        if whole and part:
            yield Number(match[0], (part / whole, 100 * part / whole), True, match.start(), match.end())


def _out_of(text: str) -> Iterator[Number]:
    """Give ``5명 중 1명`` as a fifth, which needs not be stated in that way."""
    for match in _OUT_OF.finditer(text):
        whole, part = number(match[1]), number(match[2])
        if whole:
            yield Number(match[0], (part / whole, 100 * part / whole), False, match.start(), match.end())


def _small(written: str) -> float:
    if written[0].isdigit():
        return number(written)
    known = all(c in _SINO or c in UNITS for c in written)
    return sino_value(written) if known else _NATIVE.get(written, 0.0)


def sino_value(numeral: str) -> float:
    """Give the value of a Sino-Korean numeral: 삼백이십만 is 3,200,000."""
    total = section = digit = 0.0
    for character in numeral:
        if character in _SINO:
            digit = _SINO[character]
            continue
        unit = UNITS[character]
        if unit >= 1e4:
            total, section = total + (section + digit or 1.0) * unit, 0.0
        else:
            section += (digit or 1.0) * unit
        digit = 0.0
    return total + section + digit

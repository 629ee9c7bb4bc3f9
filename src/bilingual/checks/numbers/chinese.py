"""A Chinese (or Japanese) text → its numbers: figures with 萬/億/兆, numerals in characters, 成, 分之, 民國, clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.numbers.figures import (
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

UNITS = {
    "百": 1e2, "千": 1e3, "萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12,
}  # fmt: skip
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "兩": 2, "两": 2, "壹": 1, "貳": 2}
TENS = {"廿": 20.0, "卅": 30.0, "卌": 40.0}
_D, _T, _U = "".join(DIGITS), "".join(TENS), "".join(UNITS)
_FIGURE = re.compile(in_units(UNITS))
_NUMERAL = re.compile(f"[{_D}{_T}十{_U}]+")
_ANY = rf"(?:(?<!\d)\d+(?:\.\d+)?|[{_D}{_T}十百千]+)"
_FRACTION = re.compile(rf"({_ANY}) ?分之 ?({_ANY}(?:[點点][{_D}]+)?)")
_TENTHS = re.compile(
    rf"({_ANY}(?:[點点][{_D}]+)?) ?成([{_D}半])?(?![不為为立功果員员年長长績绩交就本語语都型分份])"
)
_REPUBLIC_YEAR = re.compile(rf"(?:民國|民国) ?({_ANY}) ?年")
_REPUBLIC_OF_CHINA = 1911
"""Year 1 of the Republic of China is 1912."""
_AFTERNOON = re.compile(
    r"(?:下午|午後|傍晚|晚上|晚間|晚间|夜間|夜间|當晚|今晚|昨晚|中午|午夜|深夜)[^，。,、]{0,2}?$"
)
_CLOCK = re.compile(r" ?(?:時(?!速)|时(?!速)|點(?!\d)|点(?!\d)|[:：]\d)")
_COUNTED = re.compile(
    r" ?(?:多|餘|余|幾)?(?:名|位|人(?![賽赛組组幫帮行戰战制])|個|个|件|次|年(?!級|级)|月|日|天|週|周|小時|小时|分鐘|分钟|歲|岁|倍|座|架|艘|枚|輛|辆|家|項|项|條|条|張|张|票|屆|届|公里|公尺|英里|美元)"
)
_MEASURED = re.compile(
    r" ?(?:個|个)?(?:元|塊|块|角|美元|歐元|欧元|日[圓圆元]|英?[鎊镑]|[台臺港人]幣|新[台臺]幣|[圓圆]|倍|度|歲|岁|年|月|週|周|天|星期|小時|小时|鐘頭|钟头|分鐘|分钟"
    r"|秒|百分[點点]|坪|甲|[畝亩頃顷斤克噸吨米尺寸吋里哩磅碼码升級级成折]|公[里尺分斤噸吨頃顷克升釐厘畝亩]|英[里哩呎尺吋寸畝亩]|平方|立方|毫[米克升]|[厘釐]米|千[米克瓦]|海[里浬]|光年|[浬節节%％])"
)
"""What comes in tenths and in no other sense follows a figure; 三點五人 may be five people at three."""
_SCALED = r"[百千]?[萬万億亿兆]"
_DECIMAL = re.compile(
    rf"(?<!第)(?P<whole>(?<![{_D}{_T}十{_U}])[{_D}{_T}十{_U}]+)(?P<point>[點点·・‧])(?P<part>[{_D}]+)"
    rf"(?P<scale>{_SCALED})?(?![{_D}{_T}十{_U}](?!分[點点之]|[萬万億亿兆]))(?! ?分之)"
)
_TIME_OF_DAY = re.compile(
    r"(?:[上下中正]午|午[前後后夜]|[凌清]晨|傍晚|[早晚]上|[晚夜半]間|[晚夜]间|[深半]夜|[當当今昨明][晚早夜]) ?[約约近在於于]?$"
)
_LAST_HOUR = 24
_HALVED = re.compile(r" ?(?:個|个)?(?P<half>半)?(?:(?P<year>年)|(?:小時|小时|鐘頭|钟头))(?P<more>半)?")
_CENTURY = re.compile(rf"({_ANY}) ?世[紀纪] ?({_ANY}) ?年代")
_DATED = re.compile(r" ?(?:月|日|號|号|時|时|比|:)")
"""A plain 1 is an article as often as a number ("1 項罪名"); in dates and scores it must be stated."""
_WEEKDAY = re.compile(r"(?:星期|禮拜|礼拜|週|周|第|初|數|数|幾|几|好|上|每|同|某|這|这|那|另)$")


def read(text: str) -> tuple[Number, ...]:
    """Give the numbers of a text in their order; those in characters are certain when they are composed."""
    text = fold(text)
    whole = [*_fractions(text), *_centuries(text), *_tenths(text), *_republic_years(text)]
    whole += outside(whole, [*_decimals(text)])
    found = [*outside(whole, _figures(text)), *outside(whole, _numerals(text)), *whole]
    found += [*_halves_and_pairs(text), *slashed(text), *in_names(text)]
    return with_shared_scale(text, found)


def _decimals(text: str) -> Iterator[Number]:
    """Give 六十八點五, 三點二億 and, with a measure, 三·五; of what may be a time of day, 十點五分, both readings."""
    for match in _DECIMAL.finditer(text):
        whole, tenths = numeral_value(match["whole"]), float("".join(str(DIGITS[c]) for c in match["part"]))
        scale = numeral_value(f"一{match['scale']}") if match["scale"] else 1.0
        value = _any_value(match[0].removesuffix(match["scale"] or "")) * scale
        sure = scale > 1 or bool(_MEASURED.match(text, match.end()))
        hour = whole <= _LAST_HOUR and bool(whole or not sure)
        if hour and _TIME_OF_DAY.search(text, max(0, match.start() - 4), match.start()):
            continue
        if match["point"] in "點点":
            sure = sure or whole > _LAST_HOUR or not whole
            counted = bool(_COUNTED.match(text, match.end()))
            others = () if sure else (whole, tenths)
            values = (value, *others, *_readings(text, match, value))
            yield Number(match[0], values, sure or counted, match.start(), match.end(), scale)
        elif sure:
            yield Number(match[0], (value,), True, match.start(), match.end(), scale)


def _figures(text: str) -> Iterator[Number]:
    for match in _FIGURE.finditer(text):
        value, scale = composed(match[0], UNITS)
        values = (value, *_readings(text, match, value))
        certain = value > 1 or 0 < value < 1 or (value == 1 and bool(_DATED.match(text, match.end())))
        yield Number(match[0].strip(), values, certain, match.start(), match.end(), scale)


def _readings(text: str, match: re.Match[str], value: float) -> Iterator[float]:
    """Give what else a number may mean where it stands: the other clock, a decade, a half more."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 5]
    if 1900 <= value < 2100 and value % 100 > 12:
        yield value % 100
    if value <= 12 and _AFTERNOON.search(before):
        yield value + 12
    if 12 < value <= 24 and _CLOCK.match(after):
        yield value - 12
    if re.match(r" ?年代", after) and value < 100:
        yield value + 1900
    if re.match(r" ?[^\d，。,]{0,2}半", after):
        yield value + 0.5
    yield from _halved(value, after)
    if re.match(r" ?倍", after):
        yield value + 1
    if re.match(r" ?折", after):
        yield from (100 - value, 100 - 10 * value, 10 * value)


def _halved(value: float, after: str) -> Iterator[float]:
    """Give the months of 一年半 and 一點五年 and the minutes of such hours, also as 1年6個月 states them apart."""
    unit = _HALVED.match(after)
    exact = value + 0.5 if unit and (unit["half"] or unit["more"]) else value
    if unit and exact % 1 == 0.5:
        least = 12 if unit["year"] else 60
        yield from (least * exact, exact - 0.5, least / 2)


def _centuries(text: str) -> Iterator[Number]:
    """Give 20 世紀 70 年代, which other languages call the 1970s."""
    for match in _CENTURY.finditer(text):
        decade = 100 * (_any_value(match[1]) - 1) + _any_value(match[2])
        others = (_any_value(match[2]),) if decade >= 1900 else ()
        yield Number(match[0], (decade, *others), True, match.start(), match.end())


def _numerals(text: str) -> Iterator[Number]:
    for match in _NUMERAL.finditer(text):
        written = match[0]
        value = numeral_value(written)
        certain = _certain(text, match)
        others = dict.fromkeys((*_readings(text, match, value), *(() if certain else _parts(written))))
        yield Number(written, (value, *others), certain, match.start(), match.end())


def _certain(text: str, match: re.Match[str]) -> bool:
    """Say whether a numeral in characters states a number: 二十三, 三億, 二〇二三, 五名; not 十分, 萬一, 三五."""
    written, before = match[0], text[: match.start()][-2:]
    if text[match.end() : match.end() + 1] == "成":
        return False
    if before and (_WEEKDAY.search(before) or before[-1].isdigit() or before[-1] == "之"):
        return False
    if len(written) == 1:
        return written in "三四五六七八九十廿卅" and bool(_COUNTED.match(text, match.end()))
    digits = [c for c in written if c in DIGITS]
    if len(digits) == len(written):
        return len(written) == 4 and written[0] in "一二"
    return (
        bool(digits) and not re.search(f"[{_D.replace('零', '')}]{{2}}", written) and value_is_plain(written)
    )


def value_is_plain(written: str) -> bool:
    """Say whether units fall from left to right as in 三億二千萬, which 千千萬萬 and 萬一 don't."""
    return written[0] in DIGITS or (
        written[0] in {"十", *TENS} and len(written) == 2 and written[1] in DIGITS
    )


def _parts(written: str) -> Iterator[float]:
    """Give what the parts of a numeral say on their own: 兩三 is 2 and 3, 二三十 is 20 and 30, 九二一 September 21."""
    for character in written:
        if character in DIGITS:
            yield float(DIGITS[character])
    day = re.fullmatch(f"[{_D}]([{_D}]{{2}})", written)
    if day:
        yield numeral_value(day[1])
    pair = re.fullmatch(f"([{_D}])([{_D}])([十{_U}]+)", written)
    if pair:
        yield from (numeral_value(pair[1] + pair[3]), numeral_value(pair[2] + pair[3]))


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        whole, part = _any_value(match[1]), _any_value(match[2])
        if not whole:
            continue
        percent = (part,) if whole in {100, 1000} else ()
        yield Number(match[0], (*percent, part / whole, 100 * part / whole), True, match.start(), match.end())


def _tenths(text: str) -> Iterator[Number]:
    """Give 成: 七成 is 70 percent, 兩成五 is 25."""
    for match in _TENTHS.finditer(text):
        more = 5 if match[2] == "半" else float(DIGITS[match[2]]) if match[2] else 0.0
        value = 10 * _any_value(match[1]) + more
        if value <= 100:
            yield Number(match[0], (value, value / 100), True, match.start(), match.end())


def _republic_years(text: str) -> Iterator[Number]:
    for match in _REPUBLIC_YEAR.finditer(text):
        year = _any_value(match[1])
        yield Number(match[0], (year + _REPUBLIC_OF_CHINA, year), True, match.start(), match.end())


def _halves_and_pairs(text: str) -> Iterator[Number]:
    for match in re.finditer("半(?![島岛途徑径導导])", text):
        yield Number("半", (0.5, 50.0, 30.0, 6.0), False, match.start(), match.end())
    for match in re.finditer("雙|双|對|倍增|翻倍|加倍", text):
        yield Number(match[0], (2.0,), False, match.start(), match.end())


def _any_value(written: str) -> float:
    whole, _, decimals = re.sub("[点·・‧]", "點", written).partition("點")
    value = number(whole) if whole[0].isdigit() else numeral_value(whole)
    digits = "".join(str(DIGITS[c]) for c in decimals if c in DIGITS)
    return float(f"{value:.0f}.{digits}") if digits else value


def numeral_value(numeral: str) -> float:
    """Give the value of a numeral in characters; ``二〇二三`` is read digit by digit."""
    if not any(c in UNITS or c in TENS or c == "十" for c in numeral):
        return float("".join(str(DIGITS[c]) for c in numeral))
    total = section = digit = 0.0
    for character in numeral:
        if character in DIGITS:
            digit = float(DIGITS[character])
            continue
        if character in TENS:
            section += TENS[character]
            continue
        unit = UNITS.get(character, 10.0)
        if unit >= 1e4:
            total, section = (
                (total + (section + digit or 1.0)) * unit if not total else total + (section + digit) * unit,
                0.0,
            )
        else:
            section += (digit or 1.0) * unit
        digit = 0.0
    return total + section + digit

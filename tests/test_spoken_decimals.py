"""Numbers as Chinese says them: decimals with 點, times of day, a half more, 廿."""

from __future__ import annotations

import pytest

from bilingual.checks import Catalog, check
from bilingual.checks.numbers import READERS
from bilingual.glossary import Glossary
from bilingual.model import Message, State


def errors(source: str, text: str) -> list[str]:
    language = "ko" if any("가" <= c <= "힣" for c in text) else "en"
    entry = Message("", source, text, State.REVIEWED)
    found = check(Catalog("x.po", "zh-Hant", language, [entry]), Glossary())
    return [finding.message for finding in found if finding.code == "number"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("平均年齡六十八點五歲。", "The average age is 68.5."), ("平均年齡六十八點五歲。", "평균 나이는 68.5세다."),
        ("最遠的要走四點二公里。", "The farthest walk 4.2 kilometers."), ("最遠的要走四點二公里。", "4.2킬로미터를 걷는다."),
        ("他走了兩點五個小時。", "He walked for 2.5 hours."), ("他走了兩點五個小時。", "두 시간 반을 걸었다."),
        ("地上有三十二點七五坪。", "There are 32.75 ping."), ("地上有三十二點七五坪。", "지상은 32.75평이다."),
        ("成長率達三點八個百分點。", "It grew by 3.8 percentage points."), ("成長率達三點八個百分點。", "3.8%포인트 성장했다."),
        ("損失三點二億元。", "The loss is NT$320 million."), ("損失三點二億元。", "손실은 3억 2000만 위안이다."),
        ("產量三·五公噸。", "The output is 3.5 tons."), ("規模七點二的地震。", "A magnitude 7.2 earthquake."),
        ("占三點五成。", "It is 35%."), ("占百分之三十二點五。", "It is 32.5%."), ("是二點五百萬元。", "It is NT$2.5 million."),
        ("晚上氣溫三點五度。", "It was 3.5 degrees at night."), ("他三点五公里外。", "He was 3.5 kilometers away."),
    ],
)  # fmt: skip
def test_decimals_with_a_spoken_point_were_read_as_two_numbers(source: str, text: str) -> None:
    assert errors(source, text) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("他走了一點五個小時。", "He walked for one and a half hours."), ("他走了一點五個小時。", "He walked for an hour and a half."),
        ("他走了一點五個小時。", "He walked for 90 minutes."), ("他走了一點五個小時。", "한 시간 반을 걸었다."),
        ("他走了一點五個小時。", "1시간 30분을 걸었다."), ("工廠一年半沒有開工。", "The factory has not run for 18 months."),
        ("工廠一年半沒有開工。", "The factory has not run for a year and a half."),
        ("工廠一年半沒有開工。", "The factory has not run for one and a half years."),
        ("工廠一年半沒有開工。", "공장은 1년 6개월 동안 쉬었다."), ("工廠一年半沒有開工。", "공장은 1년 반 동안 쉬었다."),
        ("約二百五十萬人上街。", "About two and a half million took to the streets."),
    ],
)  # fmt: skip
def test_a_half_more_was_no_number(source: str, text: str) -> None:
    assert errors(source, text) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("他們三點出海。", "They put out to sea at three."), ("他們三點出海。", "3시에 바다로 나갔다."),
        ("兩點半他走了。", "He left at 2:30."), ("十點五分開會。", "The meeting starts at 10:05."),
        ("十點五分開會。", "10시 5분에 회의가 열린다."), ("下午兩點零五分他打來。", "He called at 2:05 p.m."),
        ("八點零五分，他走了。", "At 8:05, he left."), ("八點五十分到場。", "He came at 8:50."),
        ("三點三艘船出海。", "At three, three boats put out to sea."), ("下午三點五人出海。", "오후 3시에 5명이 나갔다."),
        ("下午三點五萬人上街。", "At 3 p.m. 50,000 people took to the streets."),
        ("一·二八事變。", "The January 28 Incident."), ("一點一滴學會。", "He learned it bit by bit."),
    ],
)  # fmt: skip
def test_times_of_day_stay_times(source: str, text: str) -> None:
    assert errors(source, text) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("廿三日他到了。", "He arrived on the 23rd."), ("廿三日他到了。", "23일에 도착했다."),
        ("卅五人到場。", "35 people came."), ("九二一地震時他七歲。", "He was seven when the Sept. 21 earthquake struck."),
    ],
)  # fmt: skip
def test_short_tens_and_days_were_cut(source: str, text: str) -> None:
    assert errors(source, text) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("平均年齡六十八點五歲。", "The average age is 68."), ("最遠的要走四點二公里。", "The farthest walk 42 kilometers."),
        ("損失三點二億元。", "손실은 3200만 위안이다."), ("他走了一點五個小時。", "He walked for five hours."),
        ("廿三日他到了。", "He arrived on the 3rd."), ("工廠一年半沒有開工。", "The factory has not run for 16 months."),
        ("三點三艘船出海。", "At six, nine boats put out to sea."),
    ],
)  # fmt: skip
def test_a_wrong_decimal_is_found(source: str, text: str) -> None:
    assert errors(source, text) != []


def test_a_decimal_is_one_number() -> None:
    assert [n.written for n in READERS["zh-Hant"]("損失三點二億元")] == ["三點二億"]

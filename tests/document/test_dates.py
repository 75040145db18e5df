"""Days as they are printed, and what stands behind them."""

import datetime as dt

import pytest

from gouji.document.dates import first_day


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("2021-01-20 09:16", dt.date(2021, 1, 20), "09:16"),
        ("2024年1月15日", dt.date(2024, 1, 15), ""),
        (" 2024 年 1 月 15 日 ", dt.date(2024, 1, 15), ""),
        ("２０２４／１／５", dt.date(2024, 1, 5), ""),
        ("二〇二四年一月十五日至", dt.date(2024, 1, 15), "至"),
        ("二零二四年十二月三十一日", dt.date(2024, 12, 31), ""),
        ("二○二四年十月二十日", dt.date(2024, 10, 20), ""),
    ],
)
def test_a_day(text: str, day: dt.date, rest: str) -> None:
    found = first_day(text)
    assert found is not None
    assert (found[0], found[1].strip()) == (day, rest)


@pytest.mark.parametrize(
    "text", ["", "2021-02-30", "2021年13月1日", "2021年1月", "第2021年1月1日", "2021-01-200", "二〇二四年十十月一日"]
)
def test_what_is_no_day(text: str) -> None:
    assert first_day(text) is None

"""Chinese numerals are read where they are one exact number, and left alone where they are not."""

import pytest

from gouji.document.numerals import arabic_numbers, read_chinese_number

UNITS = "件条起项次元万亿%"
_DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """The standard numeral of a number below 10,000."""
    if number == 0:
        return "零"
    text = ""
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += _DIGITS[digit] + mark
        elif text and not text.endswith("零") and number % place:
            text += "零"
    return text


def test_every_standard_numeral_below_ten_thousand_is_read() -> None:
    assert [read_chinese_number(spelled(number)) for number in range(10_000)] == list(range(10_000))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十五", 15),
        ("两", 2),
        ("〇", 0),
        ("两千零五", 2005),
        ("二〇二〇", 2020),
        ("一万二千三百四十五", 12345),
        ("一万零五", 10005),
        ("三千万", 30_000_000),
        ("二亿零三万", 200_030_000),
    ],
)
def test_other_numerals(text: str, number: int) -> None:
    assert read_chinese_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "三四", "二三十", "一百二", "一千五", "五万三", "百", "千", "一百零", "零零五十", "十百", "件", "数十"]
)
def test_what_is_not_one_number_has_no_value(text: str) -> None:
    assert read_chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("共三十二件", "共32件"),
        ("二百零五件和两条", "205件和2条"),
        ("一起行政诉讼", "1起行政诉讼"),
        ("百分之九十五点五", "95.5%"),
        ("百分之百", "100%"),
        ("三万元", "3万元"),
        ("一万二千元", "12000元"),
    ],
)
def test_a_numeral_before_a_unit_becomes_arabic(text: str, arabic: str) -> None:
    assert arabic_numbers(text, UNITS) == arabic


@pytest.mark.parametrize(
    "text",
    [
        "十余件",
        "数十件",
        "几百件",
        "近百件",
        "二十多件",
        "三四件",
        "第三项",
        "其一件",
        "百分之三四",
        "一般",
        "三安全一稳定",
    ],
)
def test_what_is_inexact_or_no_count_stays(text: str) -> None:
    assert arabic_numbers(text, UNITS) == text

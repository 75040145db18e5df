"""What one cell says: every spelling has its stated reading, and what has none is not read."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.declared import Declared
from gouji.document.figures import Kind, Reading, looks_like_value, read_figure

COUNT, CHANGE, AMOUNT, FEES = ("count", "件"), ("change", "项"), ("amount", "元"), ("amount", "万元")
Cell = tuple[Kind, str]


def read(declared: Declared, text: str, cell: Cell = COUNT) -> Reading:
    return read_figure(text, *cell, declared.spellings)


@pytest.mark.parametrize(
    ("text", "cell", "value", "notation"),
    [
        ("0", COUNT, "0", ""),
        ("13", COUNT, "13", ""),
        ("1000000000000", COUNT, "1000000000000", ""),
        ("9" * 30, COUNT, "9" * 30, ""),
        ("9" * 32, COUNT, "9" * 32, ""),
        ("１２", COUNT, "12", "full_width"),
        ("1,327,766", AMOUNT, "1327766", "separators"),
        ("１，３２７", COUNT, "1327", "full_width,separators"),
        ("12.0", COUNT, "12.0", "decimal"),
        ("0.5", FEES, "0.5", "decimal"),
        ("3805463.74", AMOUNT, "3805463.74", "decimal"),
        ("3件", COUNT, "3", "unit"),
        ("3 件", COUNT, "3", "unit"),
        ("251000元", AMOUNT, "251000", "unit"),
        ("251000\n元", AMOUNT, "251000", "spaces,unit"),
        ("16.877万元", AMOUNT, "168770", "decimal,unit"),
        ("2601.953875万", AMOUNT, "26019538.75", "decimal,unit"),
        ("1.2亿", AMOUNT, "120000000", "decimal,unit"),
        ("16.877万元", FEES, "16.877", "decimal,unit"),
        ("251000元", FEES, "25.1", "unit"),
        ("增52", CHANGE, "52", "sign_word"),
        ("增加 52", CHANGE, "52", "sign_word"),
        ("减38", CHANGE, "-38", "sign_word"),
        ("+1036", CHANGE, "1036", "sign"),
        ("-3", CHANGE, "-3", "sign"),
        ("－3", CHANGE, "-3", "sign"),
        ("\u22123", CHANGE, "-3", "sign"),
        ("-3", COUNT, "-3", "sign"),
        ("-0", CHANGE, "0", "sign"),
        ("\u00a05", COUNT, "5", "spaces"),
        ("\u3000\u30005\u00a0", COUNT, "5", "spaces"),
        ("\ufeff5\u200b", COUNT, "5", "spaces"),
        ("  0 \n", COUNT, "0", "spaces"),
    ],
)
def test_readable_spellings(declared: Declared, text: str, cell: Cell, value: str, notation: str) -> None:
    reading = read(declared, text, cell)
    assert (reading.status, reading.reason) == ("read", None)
    assert reading.value == Decimal(value)
    assert str(reading.value) != "-0"
    assert set(reading.notation) == set(filter(None, notation.split(",")))


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u3000\u3000", "\n \t", "\u200b\ufeff"])
def test_blank(declared: Declared, text: str) -> None:
    assert read(declared, text) == Reading("blank")


@pytest.mark.parametrize("text", ["/", "／", " / ", "-", "－", "—", "——", "–", "无", "不适用", "N/A", "\\"])
def test_placeholders_are_no_zeros(declared: Declared, text: str) -> None:
    assert read(declared, text) == Reading("placeholder")


@pytest.mark.parametrize(
    ("text", "cell", "reason"),
    [
        ("000", COUNT, "digits_run_together"),
        ("00", COUNT, "digits_run_together"),
        ("007", COUNT, "digits_run_together"),
        ("-05", CHANGE, "digits_run_together"),
        ("13 27", COUNT, "space_in_digits"),
        ("13\n27", COUNT, "space_in_digits"),
        ("13\u00a027", COUNT, "space_in_digits"),
        ("13\u300027", COUNT, "space_in_digits"),
        ("13\u200b27", COUNT, "space_in_digits"),
        ("1 327 766", AMOUNT, "space_in_digits"),
        ("5 .5", AMOUNT, "space_in_digits"),
        ("1, 327", AMOUNT, "space_in_digits"),
        ("-\n3", CHANGE, "space_in_digits"),
        ("- 3", CHANGE, "space_in_digits"),
        ("1,32", COUNT, "not_a_figure"),
        ("13,27,766", AMOUNT, "not_a_figure"),
        ("1327,766", AMOUNT, "not_a_figure"),
        ("1e3", COUNT, "not_a_figure"),
        ("0x10", COUNT, "not_a_figure"),
        ("约3", COUNT, "not_a_figure"),
        ("300余", COUNT, "not_a_figure"),
        ("3-5", COUNT, "not_a_figure"),
        ("3/5", COUNT, "not_a_figure"),
        ("12%", COUNT, "not_a_figure"),
        ("(3)", COUNT, "not_a_figure"),
        ("5.", COUNT, "not_a_figure"),
        (".5", AMOUNT, "not_a_figure"),
        ("1.2.3", AMOUNT, "not_a_figure"),
        ("--3", CHANGE, "not_a_figure"),
        ("减-3", CHANGE, "not_a_figure"),
        ("—3", CHANGE, "not_a_figure"),
        ("增52", COUNT, "not_a_figure"),
        ("3万", COUNT, "not_a_figure"),
        ("3件5件", COUNT, "not_a_figure"),
        ("十二", COUNT, "not_a_figure"),
        ("见附件", COUNT, "not_a_figure"),
        ("5\ufffd", COUNT, "unknown_character"),
        ("\ufffc", COUNT, "picture"),
        # A raised footnote mark, a digit of another script, digits shown backwards: none of them is the figure it looks.
        ("5①", COUNT, "raised"),
        ("5²", COUNT, "raised"),
        ("②", COUNT, "raised"),
        ("5½", COUNT, "not_a_figure"),
        ("٣", COUNT, "not_a_figure"),
        ("\u202e12", COUNT, "turned"),
        ("9" * 33, COUNT, "too_long"),
        ("1" + "0" * 30 + "万元", AMOUNT, "too_long"),
        ("0.1234567", AMOUNT, "too_long"),
        ("9" * 5000, COUNT, "too_long"),
    ],
)
def test_what_is_not_read(declared: Declared, text: str, cell: Cell, reason: str) -> None:
    assert read(declared, text, cell) == Reading("unreadable", reason=reason)


def test_no_digit_is_rounded_away(declared: Declared) -> None:
    assert read(declared, "12345678901234567890123456.123456", AMOUNT).value == Decimal(
        "12345678901234567890123456.123456"
    )
    assert read(declared, "1234567890123456789012345.678901万", AMOUNT).value == Decimal(
        "12345678901234567890123456789.01"
    )


@given(st.integers(-(10**32) + 1, 10**32 - 1))
def test_a_plain_figure_reads_as_itself(declared: Declared, number: int) -> None:
    assert read(declared, str(number), CHANGE).value == number
    assert read(declared, f"{number:,}", CHANGE).value == number


@given(st.decimals(0, 10**20, places=6), st.sampled_from(["{}", "{}元", " {}", "{}\u00a0", "{:,}"]))
def test_an_amount_reads_as_itself(declared: Declared, number: Decimal, pattern: str) -> None:
    assert read(declared, pattern.format(number), AMOUNT).value == number


@given(st.text(max_size=8), st.sampled_from([COUNT, CHANGE, AMOUNT, FEES]))
def test_a_value_has_only_the_digits_that_are_printed(declared: Declared, text: str, cell: Cell) -> None:
    reading = read(declared, text, cell)
    assert (reading.value is not None) == (reading.status == "read")
    if reading.value is not None and not any(word in text for word in "万亿元"):
        digits = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text if c.isdigit())
        assert str(abs(reading.value)).replace(".", "") == digits


@pytest.mark.parametrize("text", ["0", "16.877万元", "-3", "增52", "/", "无", "１２", " 5 ", "1,327"])
def test_values_are_told_from_labels(declared: Declared, text: str) -> None:
    assert looks_like_value(text, declared.spellings)


@pytest.mark.parametrize("text", ["", "1.", "1.属于国家秘密", "第3页", "增", "本年增/减", "2020年", "规章0", "- 3 -"])
def test_labels_are_told_from_values(declared: Declared, text: str) -> None:
    assert not looks_like_value(text, declared.spellings)


def test_what_reads_as_a_value_looks_like_one(declared: Declared) -> None:
    rng = random.Random(1)  # noqa: S311 - repeatable, not secret
    for _ in range(5000):
        text = "".join(rng.choices("0123456789.,+-－１万元件增减/无 ", k=rng.randint(1, 6)))
        for cell in (COUNT, CHANGE, AMOUNT):
            if read(declared, text, cell).status in ("read", "placeholder"):
                assert looks_like_value(text, declared.spellings), text

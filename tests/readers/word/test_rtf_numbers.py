"""The numbers of lists that an RTF file writes out are read as they are shown."""

import pytest

from gouji.readers import read


def numbers(*paragraphs: bytes) -> dict[int, str]:
    return read(rb"{\rtf1\ansi\ansicpg936\uc1 " + b"".join(one + rb"\par\pard " for one in paragraphs) + b"}").numbers


def item(number: bytes, text: bytes = b"heading") -> bytes:
    return rb"{\listtext\pard\plain " + number + rb"\tab}\ilvl0\ls1 " + text


def test_a_number_is_read_as_it_is_written_out() -> None:
    made = numbers(item(rb"\u19968\'3f\u12289\'3f"), b"text", item(b"(2)"))
    assert made == {0: "一、", 2: "(2)"}


@pytest.mark.parametrize(
    "number",
    [
        # A bullet of a font of symbols, a bullet, nothing, a private character, bytes of a code page.
        rb"\f3\'b7",
        rb"\u8226\'3f",
        b"",
        rb"\u-3913\'3f1",
        rb"\'d2\'bb\'a1\'a2",
    ],
)
def test_what_is_no_number_in_plain_characters_is_not_told(number: bytes) -> None:
    assert numbers(item(number)) == {}


def test_characters_that_stand_in_are_passed_over_as_many_as_are_said() -> None:
    assert numbers(item(rb"\uc2 \u19968\'d2\'bb.")) == {0: "一."}
    assert numbers(item(rb"\uc0 \u19968 .")) == {0: "一."}


def test_in_a_cell_a_number_is_doubted_and_not_told() -> None:
    cell = rb"\trowd\cellx900\intbl " + item(b"1.", b"5") + rb"\cell\row\pard "
    assert read(rb"{\rtf1\ansi " + cell + rb"last\par}").numbers == {}


def test_a_number_is_that_of_its_own_paragraph_alone() -> None:
    assert numbers(item(b"1."), rb"\ls1 other") == {0: "1."}

"""One label is one string, however it was printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document.folding import collapse, fold, plain, shows, single_spaces, strip_invisible

INVISIBLE = "\u00a0\u3000\u200b\u200c\u200f\u2060\ufeff\u00ad \t\n\r\f\v"


@pytest.mark.parametrize(
    "printed",
    [
        "（三）不予公开",
        "(三)不予公开",
        "（三）\n不予\n公开",
        "\u3000（三）\u00a0不予公开\u200b",
        "（三） 不予公開",
        "\ufeff﹙三﹚不·予·公·开",
        "(三)不予公开:",
    ],
)
def test_width_space_brackets_and_script_make_no_difference(printed: str) -> None:
    assert fold(printed) == "三不予公开"


def test_digits_and_letters_are_kept() -> None:
    assert fold("１. 属于Ａ级_国家 秘密") == "1属于A级国家秘密"
    assert fold("本年增/减") == "本年增减"
    assert fold("①属于国家秘密") == "1属于国家秘密"


def test_labels_that_differ_stay_apart() -> None:
    assert len({fold(f"第二十条第（{number}）项") for number in "一五六八九"}) == 5
    assert fold("其他") != fold("其他结果") != fold("3.其他")


def test_what_cannot_be_seen_is_nothing() -> None:
    assert strip_invisible(INVISIBLE) == collapse(INVISIBLE) == plain(INVISIBLE) == fold(INVISIBLE) == ""
    assert not shows(INVISIBLE)


@given(st.text(alphabet=st.sampled_from([*INVISIBLE, "0", "公", "\ufffc"])))
def test_text_shows_where_something_is_left_without_the_invisible(text: str) -> None:
    assert shows(text) is bool(strip_invisible(text))


def test_white_space_is_one_space_inside_and_none_outside() -> None:
    assert collapse("\u3000\u3000一、\u00a0\u00a0总体 情况\n") == "一、 总体 情况"
    assert collapse("1\u200b2") == "1 2", "digits parted by what cannot be seen are not joined"


def test_plain_makes_full_width_characters_plain() -> None:
    assert plain("２０２０ 年１月") == "2020年1月"


@given(st.text(st.sampled_from("一二三（）()1２．。 \u3000\n开開公_/ABc"), max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20), st.sampled_from(INVISIBLE), st.integers(0, 20))
def test_no_invisible_mark_changes_a_label(text: str, mark: str, at: int) -> None:
    # A mark between a letter and its combining accent keeps them from being composed; no label has such.
    if not any(character >= "\u0300" or character.isspace() for character in text):
        assert fold(text[:at] + mark + text[at:]) == fold(text)


@given(st.text(alphabet=st.sampled_from([*INVISIBLE, "0", "公", "\x7f"])))
def test_white_space_of_markup_is_one_space_and_other_space_is_kept(text: str) -> None:
    assert single_spaces(text) == re.sub("[ \t\n\r\f\v]+", " ", text)

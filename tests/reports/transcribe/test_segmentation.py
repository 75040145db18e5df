"""Torn labels are put together and joined ones taken apart, where there is one way to do it."""

from gouji.reports.transcribe.segmentation import Segmentation, Words, segment

WORDS = Words(
    {
        word: word
        for word in (
            "本年新制作数量",
            "本年新",
            "其他",
            "其他结果",
            "结果维持",
            "总计",
            "规章",
            "甲",
            "乙丙",
            "甲乙",
            "丙",
        )
    }
    | {"合计": "总计"}
)


def parts(*pieces: str) -> tuple[str | int, ...]:
    return segment(pieces, WORDS).parts


def test_whole_words() -> None:
    assert parts("规章") == ("规章",)
    assert parts("规章", "总计") == ("规章", "总计")


def test_a_word_torn_over_pieces() -> None:
    assert parts("本年新", "制作数量") == ("本年新制作数量",), "one word rather than a word and a rest"
    assert parts("其", "他", "结", "果") == ("其他结果",)


def test_words_joined_in_one_piece() -> None:
    assert parts("规章总计") == ("规章", "总计")
    assert parts("其他", "结果维持") == ("其他", "结果维持")


def test_a_variant_gives_the_official_wording() -> None:
    assert parts("合计") == ("总计",)


def test_unknown_pieces_keep_their_place() -> None:
    assert parts("前言", "规章", "备注", "总计") == (0, "规章", 2, "总计")
    found = segment(("前言", "规章", "备注"), WORDS)
    assert (found.words, found.unknown, found.reaches_end) == (("规章",), (0, 2), False)


def test_a_word_inside_an_unknown_piece_is_none() -> None:
    assert parts("本规章草案") == (0,)
    assert parts("规章草案") == (0,)


def test_two_equal_readings_are_not_chosen_from() -> None:
    assert parts("甲乙丙") == (0,)
    assert parts("总计", "甲乙丙") == (0, 1)


def test_nothing() -> None:
    assert parts() == parts("", "") == ()
    assert not Segmentation(()).reaches_end

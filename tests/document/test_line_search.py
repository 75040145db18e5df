"""Searching many short texts at once finds every text that one look at each would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gouji.document.line_search import JoinedLines

PATTERNS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\d件",
        r"^办",
        r"件$",
        r"[^。]{2,}件",
        r"(?<!\d)1(?=件|$)",
        r"收.*?(?P<number>\d)",
        r"收[^办]*1",
        r"^$",
    )
]
TEXTS = st.lists(st.text("收办件。1 2,", max_size=8), max_size=6)


@given(texts=TEXTS, which=st.sets(st.integers(0, len(PATTERNS) - 1)))
def test_no_text_with_a_match_is_missed(texts: list[str], which: set[int]) -> None:
    patterns = [PATTERNS[rank] for rank in which]
    alone = [rank for rank, text in enumerate(texts) if any(pattern.search(text) for pattern in patterns)]
    found = JoinedLines(texts).where(patterns)
    assert found == sorted(set(found))
    assert set(alone) <= set(found)


def test_a_text_without_a_match_is_left_out() -> None:
    lines = JoinedLines(["收到1件", "", "没有", "办结2件", "2"])
    assert lines.where([re.compile(r"\d件")]) == [0, 3]
    assert lines.where([re.compile(r"^\d$", re.MULTILINE)]) == [4]
    assert lines.where([re.compile("复议")]) == []


def test_a_match_over_the_end_of_a_line_hides_none_in_the_next() -> None:
    assert JoinedLines(["收到", "办结1件", "共2"]).where([re.compile(r"[^。]*?1")]) == [0, 1]

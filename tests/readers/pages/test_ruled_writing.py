"""Glyphs to lines: what is written at once is written as character by character."""

from collections.abc import Sequence
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.marks import END, MARK
from gouji.readers.pages.ruled import Glyph, writing

SIZE = 10.0
STEPS = st.tuples(
    st.sampled_from("1234 年度,\ufffd"),
    # How far a character stands from the end of the one before it, and how wide it is, in sizes.
    st.sampled_from([0.0, 0.0, 0.0, 0.17, 0.19, 0.5, 1.2, -0.1, -0.24, -0.26, -0.5, -0.6]),
    st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    st.sampled_from([0.0, 0.0, 0.0, -0.2]),
    st.sampled_from([1.0, 1.0, 1.0, 0.7]),
)


def row(steps: Sequence[tuple[str, float, float, float, float]]) -> list[Glyph]:
    glyphs: list[Glyph] = []
    x = 50.0
    for text, gap, width, raised, size in steps:
        x += gap * SIZE
        glyphs.append(Glyph(text, x, x + width * SIZE, 100 + raised * SIZE, size * SIZE))
        x += width * SIZE
    return glyphs


@given(st.lists(STEPS, min_size=2, max_size=8))
def test_dense_rows_are_written_as_others(steps: list[tuple[str, float, float, float, float]]) -> None:
    glyphs = row(steps)
    with mock.patch.object(writing, "_are_dense", return_value=False):
        slowly = writing.write(glyphs)
    assert writing.write(glyphs) == slowly


@pytest.mark.parametrize(
    ("gap", "text"),
    [(0.0, "12"), (0.17, "12"), (0.19, "1 2"), (-0.3, "1" + MARK["overprinted"] + END + "2")],
)
def test_gaps_and_characters_over_each_other(gap: float, text: str) -> None:
    (line,) = writing.write(row([("1", 0.0, 0.5, 0.0, 1.0), ("2", gap, 0.5, 0.0, 1.0)]))
    assert line.text == text

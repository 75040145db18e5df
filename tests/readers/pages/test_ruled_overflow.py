"""Text below the bottom border of a page's last table is taken into a cell only where it goes on with the label there."""

import pytest

from gouji.readers.pages.ruled import Box
from gouji.readers.pages.ruled.cells import Cell, Fragment
from gouji.readers.pages.ruled.joining import alone, joined
from gouji.readers.pages.ruled.overflow import taken_in
from gouji.readers.pages.ruled.writing import Line
from tests.made.reading import shipped_labels

GROUP = Cell(0, 0, 2, 1, "（四）\n无法", 3, Box(10, 0, 60, 100))
LINE = Cell(0, 1, 1, 1, "1.本机关不掌握相关政府信息", 3, Box(60, 0, 160, 50))
FIGURE = Cell(1, 2, 1, 1, "", 3, Box(160, 50, 210, 100))
FRAGMENT = Fragment(3, (10, 60, 160, 210), 2, (GROUP, LINE, FIGURE), Box(10, 0, 210, 100))


def below(text: str, x: float, base: float = 112) -> Line:
    return Line(text, x, x + 12 * len(text), base, 12, 0)


@pytest.mark.parametrize("lines", [(below("提供", 20),), (below("提", 20), below("供", 20, 126))])
def test_the_rest_of_a_group_label(lines: tuple[Line, ...]) -> None:
    fragment, taken = taken_in(FRAGMENT, lines, shipped_labels())
    assert "".join(fragment.cells[0].text.split()) == "（四）无法提供"
    assert fragment.cells[1:] == FRAGMENT.cells[1:]
    assert taken == {id(line) for line in lines}


def test_a_part_of_a_group_label_that_goes_on_on_the_next_page() -> None:
    line = below("提", 20)
    fragment, taken = taken_in(FRAGMENT, [line], shipped_labels())
    assert taken == {id(line)}
    group = Cell(0, 0, 3, 1, "供", 4, Box(10, 0, 60, 100))
    row = Cell(0, 1, 3, 1, "2.没有现成信息需要另行制作", 4, Box(60, 0, 160, 100))
    whole = joined(alone(fragment), Fragment(4, FRAGMENT.xs, 3, (group, row), Box(10, 0, 210, 100)), shipped_labels())
    assert "".join(whole.cells[0].text.split()) == "（四）无法提供"
    assert whole.cells[0].row_span == 5


@pytest.mark.parametrize(
    "line",
    [
        below("说明", 20),
        below("-", 20),
        below("提供", 40),
        below("提供", 20, base=90),
        below("7", 170),
        below("三、收到和处理政府信息公开申请情况", 20),
        # The label of a cell that ends above the last row has nothing to do with what is below the table.
        below("提供", 70),
    ],
)
def test_anything_else_stays_outside(line: Line) -> None:
    assert taken_in(FRAGMENT, [line, below("提供", 100)], shipped_labels()) == (FRAGMENT, set())

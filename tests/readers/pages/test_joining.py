"""Tables over a page break are one table only where the pages follow each other, and lose no row of figures."""

from gouji.readers.pages.ruled.cells import Cell, Fragment
from gouji.readers.pages.ruled.joining import alone, continues, joined
from gouji.readers.pages.ruled.labels import Labels
from gouji.readers.pages.ruled.model import Box

BOX = Box(0, 0, 200, 40)
LABELS = Labels(frozenset(("项目", "规章", "规范性文件", "备注")))


def fragment(page: int, *rows: tuple[str, str], xs: tuple[float, float, float] = (0, 100, 200)) -> Fragment:
    cells = tuple(
        Cell(row, column, 1, 1, text, page, BOX) for row, texts in enumerate(rows) for column, text in enumerate(texts)
    )
    return Fragment(page, xs, len(rows), cells, BOX)


def texts(above: Fragment, below: Fragment) -> list[tuple[int, str]]:
    return [(cell.row, cell.text) for cell in joined(alone(above), below, LABELS).cells if cell.column == 1]


def test_only_pages_that_follow_each_other_and_edges_that_meet() -> None:
    first = fragment(1, ("项目", "本年制发"))
    assert continues(first, fragment(2, ("规章", "3")))
    assert not continues(first, fragment(3, ("规章", "3")))
    assert not continues(first, fragment(1, ("规章", "3")))
    assert not continues(first, fragment(2, ("规章", "3"), xs=(0, 100, 260)))
    assert not continues(first, fragment(2, ("规章", "3"), xs=(50, 100, 200)))


def test_a_heading_repeated_on_the_next_page_is_dropped() -> None:
    above, below = fragment(1, ("项目", "数量"), ("规章", "3")), fragment(2, ("项目", "数量"), ("规范性文件", "5"))
    assert texts(above, below) == [(0, "数量"), (1, "3"), (2, "5")]


def test_a_row_with_a_figure_is_no_repeated_heading() -> None:
    """A table without headings of its own whose first line is on the next page once more: two lines, not one."""
    above, below = fragment(1, ("规章", "3"), ("规范性文件", "4")), fragment(2, ("规章", "3"), ("备注", "5"))
    assert texts(above, below) == [(0, "3"), (1, "4"), (2, "3"), (3, "5")]

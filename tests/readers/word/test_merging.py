"""Cells that continue those above: set into a grid only where it is certain whose they are."""

from gouji.document import GridCell
from gouji.readers.grid import GridBuilder
from gouji.readers.marks import MARK
from gouji.readers.word.merging import Merge, MergeCell, set_rows


def cells_of(*rows: list[tuple[int, int, Merge | None, str]]) -> dict[tuple[int, int], GridCell]:
    builder = GridBuilder("table 1")
    set_rows(builder, [(rank, [MergeCell(*cell) for cell in row]) for rank, row in enumerate(rows)], lambda _: None)
    return {(cell.row, cell.column): cell for cell in builder.grid().cells}


def test_a_cell_of_the_same_width_lengthens_the_one_above() -> None:
    found = cells_of([(0, 1, "restart", "甲"), (1, 1, None, "1")], [(0, 1, "continue", ""), (1, 1, None, "2")])
    assert {at: (cell.text, cell.row_span) for at, cell in found.items()} == {
        (0, 0): ("甲", 2),
        (0, 1): ("1", 1),
        (1, 1): ("2", 1),
    }


def test_a_wider_cell_below_a_merged_one_is_no_plain_figure() -> None:
    """It reaches under the merged cell and beyond: one program shows its text, another that of the cell above."""
    found = cells_of([(0, 1, "restart", "甲"), (1, 1, None, "1")], [(0, 2, "continue", "7")])
    assert found[1, 0].text == f"{MARK['merge_unclear']}7"
    assert found[0, 0].row_span == 1


def test_a_narrower_cell_below_a_merged_one_is_no_plain_figure() -> None:
    found = cells_of([(0, 2, "restart", "甲")], [(0, 1, None, "1"), (1, 1, "continue", "7")])
    assert found[1, 1].text == f"{MARK['merge_unclear']}7"
    assert found[1, 0].text == "1"


def test_a_continuing_cell_under_none_that_is_merged_keeps_its_text() -> None:
    found = cells_of([(0, 1, None, "甲"), (1, 1, "restart", "乙")], [(0, 1, "continue", "7"), (1, 1, "continue", "")])
    assert found[1, 0].text == "7"


def test_text_hidden_by_a_merge_leaves_a_mark() -> None:
    found = cells_of([(0, 1, "restart", "3")], [(0, 1, "continue", "8")])
    assert (found[0, 0].text, found[0, 0].row_span) == (f"{MARK['under_merge']}3", 2)

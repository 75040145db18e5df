"""The official layout: every heading and every figure has one box, and the boxes tile the table."""

import pytest

from gouji.declared import Declared
from gouji.declared.forms import Table
from gouji.outputs.layout import Box, layout


def tables(declared: Declared) -> list[Table]:
    return [table for form in declared.forms for table in form.tables]


def covered(box: Box) -> set[tuple[int, int]]:
    rows, columns = range(box.row, box.row + box.row_span), range(box.column, box.column + box.column_span)
    return {(row, column) for row in rows for column in columns}


def test_boxes_tile_the_table_without_gap_or_overlap(declared: Declared) -> None:
    for table in tables(declared):
        drawn = layout(table)
        places = [place for box in drawn.boxes for place in covered(box)]
        assert len(places) == len(set(places)) == drawn.height * drawn.width, table.key


def test_every_cell_has_one_box_in_print_order(declared: Declared) -> None:
    for table in tables(declared):
        assert tuple(box.cell for box in layout(table).boxes if box.cell) == table.cells


def test_every_figure_stands_under_and_beside_its_labels(declared: Declared) -> None:
    for table in tables(declared):
        boxes = layout(table).boxes
        for box in boxes:
            if box.cell is None:
                continue
            above = {
                one.text
                for one in boxes
                if one.row < box.row and one.column <= box.column < one.column + one.column_span
            }
            left = {
                one.text for one in boxes if one.column < box.column and one.row <= box.row < one.row + one.row_span
            }
            assert set(box.cell.column_labels) <= above
            assert set(box.cell.row_labels) <= left


@pytest.mark.parametrize(
    ("form", "table", "size"),
    [
        (0, "proactive", (18, 4)),
        (1, "proactive", (14, 4)),
        (0, "requests", (26, 10)),
        (1, "requests", (28, 10)),
        (0, "disputes", (4, 15)),
    ],
)
def test_sizes(declared: Declared, form: int, table: str, size: tuple[int, int]) -> None:
    drawn = layout(declared.forms[form].table(table))
    assert (drawn.height, drawn.width) == size


def test_the_head_of_requests(declared: Declared) -> None:
    boxes = {(box.row, box.column): box for box in layout(declared.forms[0].table("requests")).boxes}
    assert (boxes[0, 3].text, boxes[0, 3].column_span) == ("申请人情况", 7)
    assert (boxes[1, 4].text, boxes[1, 4].column_span) == ("法人或其他组织", 5)
    assert (boxes[1, 9].text, boxes[1, 9].row_span) == ("总计", 2)
    assert (boxes[0, 0].row_span, boxes[0, 0].column_span) == (3, 3)
    assert (boxes[5, 0].text, boxes[5, 0].row_span) == ("三、本年度办理结果", 20)

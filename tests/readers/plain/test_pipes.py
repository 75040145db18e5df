"""Rows with pipes become a grid, whatever pipes stand at their ends; a line of links or of dates does not."""

import pytest

from gouji.document import Grid, Passage
from gouji.readers import read


def blocks(*lines: str) -> tuple[Passage | Grid, ...]:
    return read("\n".join(lines).encode()).blocks


def texts(block: Passage | Grid) -> list[list[str]]:
    assert isinstance(block, Grid)
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        assert cell.column == len(rows.setdefault(cell.row, []))
        rows[cell.row].append(cell.text)
    return list(rows.values())


@pytest.mark.parametrize(
    "lines",
    [
        ("| 信息内容 | 件数 |", "| --- | --- |", "| 规章 | 1 |", "| 规范性文件 |  |"),
        ("|信息内容|件数|", "|:-|-:|", "|规章|1|", "|规范性文件||"),
        ("信息内容 | 件数", "---|---", "规章 | 1", "规范性文件 | "),
        ("信息内容 | 件数", "规章 | 1", "规范性文件 |"),
        ("｜信息内容｜件数｜", "｜规章｜1｜", "｜规范性文件｜　｜"),
        ("| **信息内容** | **件数** |", "|---|---|", "| 规章 | **1** |", "| 规范性文件 |  |"),
    ],
)
def test_one_table_in_several_forms(lines: tuple[str, ...]) -> None:
    (grid,) = blocks(*lines)
    assert [[text.strip() for text in row] for row in texts(grid)] == [
        ["信息内容", "件数"],
        ["规章", "1"],
        ["规范性文件", ""],
    ]
    assert isinstance(grid, Grid)
    assert (grid.spans_known, grid.columns_known) == (False, True)
    assert grid.cells[-1].locator == f"line {len(lines)}, cell 2"


def test_rows_of_different_length_have_no_columns() -> None:
    (grid,) = blocks("| 信息内容 | 件数 | 废止 |", "| 规章 | 1 |", "| 文件 | 2 | 3 |")
    assert isinstance(grid, Grid)
    assert not grid.columns_known


def test_a_cell_over_several_lines_is_one_cell() -> None:
    (grid,) = blocks("| 信息内容 | 件数 |", "|---|---|", "| 规", "范性", "文件 | 5 |", "| 规章 | 1", "2 |")
    assert texts(grid)[1:] == [["规\n范性\n文件", "5"], ["规章", "1\n2"]]


def test_a_row_that_closes_with_other_cells_than_its_neighbours_is_not_put_together() -> None:
    (grid,) = blocks("| 甲 | 1 | 2 |", "| 乙 | 1", "丙 | 2 | 3 |")
    assert len(texts(grid)) == 3


def test_what_markdown_escapes_is_plain() -> None:
    (grid,) = blocks("| 1\\.甲\\|乙 | \\-3 |", "|---|---|", "| 丙<br/>丁 | \\\\ |")
    assert texts(grid) == [["1.甲|乙", "-3"], ["丙\n丁", "\\"]]


@pytest.mark.parametrize("mark", ["-", "--"])
def test_placeholders_are_no_alignment_row(mark: str) -> None:
    (grid,) = blocks("| 甲 | 乙 |", "|---|---|", f"| {mark} | {mark} |")
    assert texts(grid)[1] == [mark, mark]


@pytest.mark.parametrize(
    "lines",
    [
        ("首页 | 信息公开 | 年度报告",),
        ("发布时间：2021-01-20 | 来源：某镇 | 浏览：12",),
        ("2021-01-20 09:16 | 12 | 34",),
        ("上一篇 | 下一篇", "首页 | 返回"),
        ("我镇公开了|信息|5件。",),
    ],
)
def test_what_is_no_table_stays_text(lines: tuple[str, ...]) -> None:
    assert [block.text for block in blocks(*lines) if isinstance(block, Passage)] == list(lines)


def test_a_lone_row_behind_a_table_is_one_of_its_rows() -> None:
    first, between, rest = blocks("| 甲 | 1 |", "| 乙 | 2 |", "", "- 3 -", "", "| 丙 | 4 |")
    assert isinstance(between, Passage)
    assert (texts(first)[-1], texts(rest)) == (["乙", "2"], [["丙", "4"]])


def test_a_table_with_pipes_below_a_tabbed_one_is_not_part_of_it() -> None:
    tabbed, piped = blocks("\t甲", "\t1", "\t2", "", "| 乙 | 3 |", "| 丙 | 4 |")
    assert isinstance(tabbed, Grid)
    assert texts(piped) == [["乙", "3"], ["丙", "4"]]

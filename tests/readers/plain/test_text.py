"""Plain text: lines are passages, tabbed lines are grids, and nothing of either is lost."""

from pathlib import Path

import pytest

from gouji.document import Document, Grid, Passage
from gouji.readers.plain.text import read_text


def read(text: str) -> Document:
    return read_text(text.encode())


def rows(grid: Grid) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in grid.cells:
        assert cell.column == len(found.setdefault(cell.row, []))
        found[cell.row].append(cell.text)
    return list(found.values())


def test_lines_are_passages_with_their_numbers() -> None:
    assert read("标题\n\n一、总体情况\r\n正文。\r末行").blocks == (
        Passage("标题", "line 1"),
        Passage("一、总体情况", "line 3"),
        Passage("正文。", "line 4"),
        Passage("末行", "line 5"),
    )


def test_a_line_of_no_break_spaces_is_kept() -> None:
    assert read("规章\n\n\u00a0\n\n0").blocks[1] == Passage("\u00a0", "line 3")


def test_a_tabbed_table() -> None:
    document = read("二、情况\n\t规章\n\t3\n\t\n\n\t行政\n处罚\n\t\u00a05\n\t0\n\n\n正文\n")
    heading, grid, prose = document.blocks
    assert isinstance(grid, Grid)
    assert not grid.spans_known
    assert rows(grid) == [["规章", "3", ""], ["行政\n处罚", "\u00a05", "0"]]
    assert [cell.locator for cell in grid.cells][:4] == ["line 2", "line 3", "line 4", "line 6"]
    assert (heading, prose) == (Passage("二、情况", "line 1"), Passage("正文", "line 12"))


def test_a_line_between_two_rows_parts_the_table() -> None:
    blocks = read("\t规章\n\t3\n\t4\n\n12\n\n\t行政处罚\n\t5\n\t6\n").blocks
    assert [type(block) for block in blocks] == [Grid, Passage, Grid]
    assert blocks[1] == Passage("12", "line 5")


def test_a_section_heading_right_below_a_table_is_not_swallowed() -> None:
    blocks = read("\t规章\n\t3\n\t4\n四、政府信息公开行政复议、行政诉讼情况\n\t0\n\t1\n").blocks
    assert blocks[1] == Passage("四、政府信息公开行政复议、行政诉讼情况", "line 4")


def test_a_vertical_label_is_no_section_heading() -> None:
    (grid,) = read("\t三、\n本\n年\n度\n办\n理\n结\n果\n\t（一）予以公开\n\t0\n\t0\n").blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == [["三、\n本\n年\n度\n办\n理\n结\n果", "（一）予以公开", "0", "0"]]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_prose_that_is_indented_with_tabs_is_no_table(gap: str) -> None:
    text = f"\t一、总体情况\n{gap}\t2020年，我镇公开信息。\n{gap}\t2021年1月20日\n"
    assert [block.text.strip() for block in read(text).passages] == [
        "一、总体情况",
        "2020年，我镇公开信息。",
        "2021年1月20日",
    ]


def test_a_table_between_lines_of_prose_that_are_indented_with_tabs() -> None:
    blocks = read(
        "\t一、总体情况\n\n\t我镇公开信息。\n\n\t二、主动公开政府信息情况\n\n\t规章\n\t0\n\t0\n\n\n\t完毕。\n"
    ).blocks
    assert [type(block) for block in blocks] == [Passage, Passage, Passage, Grid, Passage]


def test_nothing_is_lost_whatever_the_lines_are() -> None:
    lines = ["\t规章", "\t1", "\t", "", "处罚", "二、主动公开政府信息情况", "\u00a0", "\t完。"]
    for seed in range(3000):
        chosen = [lines[(seed // len(lines) ** place + place) % len(lines)] for place in range(6)]
        blocks = read("\n".join(chosen)).blocks
        texts = [cell.text for block in blocks for cell in (block.cells if isinstance(block, Grid) else (block,))]
        assert "".join(texts).replace("\t", "").replace("\n", "") == "".join(chosen).replace("\t", "")


@pytest.mark.parametrize("line", ["\t1", "\t", "本", "", "\t本。", "\t本", "\t一、总体情况\n"])
def test_a_long_file_is_read_line_by_line(line: str) -> None:
    """Where reading took time by the square of the length, this would not end within the hour."""
    document = read("\t规章\n\t1\n\t2\n" + f"{line}\n" * 100_000)
    texts = [cell.text for grid in document.grids for cell in grid.cells] + [one.text for one in document.passages]
    assert sum(text.count(line.strip()) for text in texts) >= 100_000 * bool(line.strip())


def test_real_reports_keep_every_character(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.txt")):
        document = read_text(path.read_bytes())
        texts = [cell.text for grid in document.grids for cell in grid.cells]
        texts += [passage.text for passage in document.passages]
        kept = sorted("".join(texts))
        assert kept == sorted(
            path.read_text(encoding="utf-8").replace("\n", "").replace("\t", "") + kept.count("\n") * "\n"
        )

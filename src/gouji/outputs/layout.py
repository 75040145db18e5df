"""The official layout of a table: where each heading and each figure is printed, as boxes on a grid.

The workbook draws these boxes and the sample printer prints them; a reader never uses them, since it goes by labels.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.declared.forms import Block, FormCell, Label, Table


@dataclass(frozen=True, slots=True)
class Box:
    """A printed box: rows and columns count from 0; `cell` is None for a heading, `text` is empty for a figure."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    cell: FormCell | None


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes of a table in reading order, and the size of its grid."""

    boxes: tuple[Box, ...]
    height: int
    width: int


def layout(table: Table) -> Layout:
    """The official layout of `table`, its blocks one under the other."""
    width = max(_stub_width(block) + _leaf_count(block.columns) for block in table.blocks)
    boxes: list[Box] = []
    top = 0
    for block in table.blocks:
        boxes += _block(block, top, width)
        top = max(box.row + box.row_span for box in boxes)
    boxes.sort(key=lambda box: (box.row, box.column))
    return Layout(tuple(boxes), top, width)


def _block(block: Block, top: int, width: int) -> Iterator[Box]:
    stub = _stub_width(block)
    if block.caption is not None:
        yield Box(top, 0, 1, width, block.caption, None)
        top += 1
    head = top
    if block.banner is not None:
        yield Box(top, stub, 1, width - stub, block.banner, None)
        top += 1
    depth = _depth(block.columns)
    yield from _column_headings(block.columns, top, stub, depth, width)
    for index, corner in enumerate(block.corner):
        yield Box(head, index, top + depth - head, stub - index, corner, None)
    top += depth
    yield from _row_headings(block.rows, top, 0, stub)
    for row, line in enumerate(block.lines):
        for column, cell in enumerate(line):
            span = width - stub - column if column == len(line) - 1 else 1
            yield Box(top + row, stub + column, 1, span, "", cell)


def _column_headings(labels: tuple[Label, ...], top: int, left: int, depth: int, width: int) -> Iterator[Box]:
    column = left
    for index, label in enumerate(labels):
        span = _leaf_count((label,))
        if index == len(labels) - 1 and left + _leaf_count(labels) < width and not label.children:
            span = width - column
        yield Box(top, column, 1 if label.children else depth, span, label.text, None)
        if label.children:
            yield from _column_headings(label.children, top + 1, column, depth - 1, column + span)
        column += span


def _row_headings(labels: tuple[Label, ...], top: int, left: int, width: int) -> Iterator[Box]:
    row = top
    for label in labels:
        height = _leaf_count((label,))
        yield Box(row, left, height, 1 if label.children else width - left, label.text, None)
        yield from _row_headings(label.children, row, left + 1, width)
        row += height


def _leaf_count(labels: tuple[Label, ...]) -> int:
    return sum(_leaf_count(label.children) if label.children else 1 for label in labels)


def _depth(labels: tuple[Label, ...]) -> int:
    return max((1 + _depth(label.children) for label in labels), default=0)


def _stub_width(block: Block) -> int:
    return _depth(block.rows)

"""Tables in which a cell says that it continues the one above (Word, old and new): set into a grid."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gouji.readers.grid import GridBuilder
from gouji.readers.marks import MARK

Merge = Literal["restart", "continue"]


class MergeCell(NamedTuple):
    """One cell of a row: the grid column it starts in, how many it covers, and how it is merged with those above."""

    column: int
    span: int
    merge: Merge | None
    text: str


@dataclass(slots=True)
class _Tall:
    """One cell and how far down it reaches."""

    row: int
    cell: MergeCell
    text: str
    height: int = 1

    def covers(self, cell: MergeCell) -> bool:
        return self.cell.column < cell.column + cell.span and cell.column < self.cell.column + self.cell.span


def set_rows(
    builder: GridBuilder, rows: Iterable[tuple[int, Sequence[MergeCell]]], remark: Callable[[str], None]
) -> None:
    """Set the cells of numbered rows; one that continues another lengthens it.

    A cell that reaches under a merged one of another width, and a merged one with text hidden in it, is marked: programs
    differ in what they show of it.
    """
    above: dict[int, _Tall] = {}
    every: list[_Tall] = []
    for row, cells in rows:
        open_here: dict[int, _Tall] = {}
        for cell in cells:
            tall = above.get(cell.column)
            if cell.merge == "continue" and tall is not None and tall.cell.span == cell.span:
                tall.height = row - tall.row + 1
                open_here[cell.column] = tall
                if cell.text:
                    remark(f"{builder.at(row, cell.column)}: text hidden by a merge")
                    tall.text = MARK["under_merge"] + tall.text
                continue
            clipped = cell.merge == "continue" and any(other.covers(cell) for other in above.values())
            tall = _Tall(row, cell, MARK["merge_unclear"] + cell.text if clipped else cell.text)
            every.append(tall)
            if cell.merge is not None:
                open_here[cell.column] = tall
        above = open_here
    for tall in every:
        builder.add(tall.row, tall.cell.column, tall.text, tall.height, tall.cell.span)

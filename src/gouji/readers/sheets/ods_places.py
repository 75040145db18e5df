"""Rows and columns of an OpenDocument sheet that are repeated, set down as far as the sheet shows anything."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.document import UnreadableError
from gouji.readers.grid import MAX_GRID_CELLS
from gouji.readers.marks import MARK
from gouji.readers.sheets.sheets import Sheet


@dataclass(slots=True)
class Places:
    """What repeated rows and columns say, of which some thousands are nobody's: set down when all of a sheet is read.

    Rectangles are row, rows, column, columns; `defaults` a first column, and the style from there on.
    """

    bordered: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    covered: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden: list[range] = field(default_factory=list[range])
    defaults: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def set_down(sheet: Sheet, places: Places) -> None:
    """Add the empty cells among those that show something, and mark covered cells that nothing covers.

    Hundreds of formatted rows and columns around them are nobody's cells.
    """
    last_row = max((row for row, _ in sheet.texts), default=-1)
    last_column = max((column for _, column in sheet.texts), default=-1)
    inside: set[tuple[int, int]] = set()
    room = MAX_GRID_CELLS
    for first, left, last, right in sheet.merges:
        # Counted before they are set down: whether they overlap is seen later.
        room -= max(min(last, last_row) - first + 1, 0) * max(min(right, last_column) - left + 1, 0)
        if room < 0:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        inside.update(_rectangle((first, left, last, right), last_row, last_column))
    for found, is_covered in ((places.bordered, False), (places.covered, True)):
        for row, rows, column, columns in found:
            area = (row, column, row + rows - 1, column + columns - 1)
            for place in _rectangle(area, last_row, last_column):
                text = sheet.texts.setdefault(place, "")
                if is_covered and place not in inside:
                    sheet.texts[place] = MARK["merge_unclear"] + text
            if len(sheet.texts) > MAX_GRID_CELLS:
                raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
    starts = [hidden.start for hidden in places.hidden]
    for row in {row for row, _ in sheet.texts} if starts else ():
        rank = bisect_right(starts, row) - 1
        if rank >= 0 and row in places.hidden[rank]:
            sheet.hidden_rows.add(row)


def _rectangle(area: tuple[int, int, int, int], last_row: int, last_column: int) -> Iterator[tuple[int, int]]:
    """The places of first row, first column, last row, last column, as far as the sheet shows anything."""
    first, left, last, right = area[0], area[1], min(area[2], last_row), min(area[3], last_column)
    if (last - first + 1) * (right - left + 1) > MAX_GRID_CELLS and last >= first and right >= left:
        raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
    return ((row, column) for row in range(first, last + 1) for column in range(left, right + 1))

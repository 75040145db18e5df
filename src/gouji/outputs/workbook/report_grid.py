"""The official layout of a table put on the columns of a report's sheet, the same for every report on that form."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared.forms import Form, FormCell, Table
from gouji.outputs.layout import Layout, layout
from gouji.outputs.workbook.fit import height_of

# All tables share one set of equal columns, at least this many, so that they stand under each other in line.
LEAST_COLUMNS = 15
COLUMN_WIDTH = 10.5
_LEAST_ROW = 17.0


@dataclass(frozen=True, slots=True)
class GridBox:
    """A printed box on the sheet: `row` counts from 0 below the table's caption, `column` from 1.

    `beside_figures` is True for figures and for the headings of their lines, False for what is printed above them.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    cell: FormCell | None
    beside_figures: bool


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table on the sheet: its boxes, and the height of each of its rows in points."""

    boxes: tuple[GridBox, ...]
    heights: tuple[float, ...]


NO_GRID = TableGrid((), ())


def table_grids(forms: Iterable[Form], columns: int) -> dict[tuple[str, str], TableGrid]:
    """Every table of every form, by the form's name and the table's key, on a sheet of `columns` columns."""
    return {(form.name, table.key): _table_grid(table, columns) for form in forms for table in form.tables}


def columns_needed(forms: Iterable[Form]) -> int:
    """How many columns a sheet needs for the widest table of `forms`."""
    return max([LEAST_COLUMNS, *(layout(table).width for form in forms for table in form.tables)])


def set_columns(sheet: Worksheet, columns: int) -> None:
    """Give a report's sheet its equal columns."""
    for number in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(number)].width = COLUMN_WIDTH


def _table_grid(table: Table, columns: int) -> TableGrid:
    printed = layout(table)
    stub = min(box.column for box in printed.boxes if box.cell is not None)
    figures = {box.row for box in printed.boxes if box.cell is not None}
    starts = _starts(printed, stub, columns)
    boxes = tuple(
        GridBox(
            row=box.row,
            column=starts[box.column],
            row_span=box.row_span,
            column_span=starts[box.column + box.column_span] - starts[box.column],
            text=box.text,
            cell=box.cell,
            beside_figures=not figures.isdisjoint(range(box.row, box.row + box.row_span)),
        )
        for box in printed.boxes
    )
    return TableGrid(boxes, _heights(boxes, printed.height))


def _starts(printed: Layout, stub: int, columns: int) -> list[int]:
    """The sheet column at which each column of the layout begins, and the one after the last.

    Every column of the layout gets an equal share; what is left over goes to the innermost column of row headings,
    whose texts are the longest.
    """
    share = columns // printed.width
    spans = [share] * printed.width
    spans[max(stub - 1, 0) if stub else -1] += columns - share * printed.width
    starts = [1]
    for span in spans:
        starts.append(starts[-1] + span)
    return starts


def _heights(boxes: tuple[GridBox, ...], rows: int) -> tuple[float, ...]:
    heights = [_LEAST_ROW] * rows
    # Boxes of one row first: a taller box then only needs what its rows do not give it.
    for box in sorted(boxes, key=lambda box: box.row_span):
        own = range(box.row, box.row + box.row_span)
        missing = height_of(box.text, box.column_span * COLUMN_WIDTH) - sum(heights[row] for row in own)
        if missing > 0:
            heights[own[-1]] += missing
    return tuple(heights)

"""A list on a sheet: a title, a heading row that stays in view, and one row a line, each high enough to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline

from gouji.outputs.workbook.fit import HIGHEST_ROW, height_of
from gouji.outputs.workbook.paper import repeat_rows
from gouji.outputs.workbook.pen import PageTarget, Pen, Target, fit_row, link, put_box, put_number, put_text
from gouji.outputs.workbook.styles import HEADING, HINT, JUMP, MIDDLE_LINK, PLAIN, SUBTITLE, TEXT, Look

_TITLE_HEIGHT = 28.0
_LEAST_ROW = 20.0
_AIR = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `width` counts narrow characters."""

    heading: str
    width: float


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in one cell of a list; `target` makes it a link."""

    content: str | int
    look: Look = TEXT
    target: Target | PageTarget | None = None


def look_item(target: Target | PageTarget | None, word: str) -> Item:
    """A link in a column of its own, or nothing where there is nothing to show.

    Not the text itself: LibreOffice shows linked text on one line only, however high its row is.
    """
    return Item("") if target is None else Item(word, MIDDLE_LINK, target)


def put_head(pen: Pen, title: str, explanation: str, back: str, home: Target, columns: Sequence[Column]) -> int:
    """Write the title, a way back, an explanation (if any) and the headings of three columns or more.

    Returns the row of the headings.
    """
    for number, column in enumerate(columns, 1):
        pen.sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = len(columns)
    widths = [column.width for column in columns]
    put_box(pen, 1, 1, 1, last - 2, title, SUBTITLE)
    link(put_box(pen, 1, last - 1, 1, 2, back, JUMP), home)
    fit_row(pen, 1, [(title, sum(widths[:-2]), SUBTITLE)], least=_TITLE_HEIGHT)
    heading = first_line(explanation) - 1
    if explanation:
        put_box(pen, 2, 1, 1, last, explanation, HINT)
        fit_row(pen, 2, [(explanation, sum(widths), HINT)], least=_LEAST_ROW)
    put_headings(pen, heading, columns)
    return heading


def first_line(explanation: str = "") -> int:
    """The row of the first line of a list, below its title, its explanation (if any) and its headings."""
    return 4 if explanation else 3


def put_headings(pen: Pen, row: int, columns: Sequence[Column]) -> None:
    """Write a heading row."""
    for number, column in enumerate(columns, 1):
        put_text(pen, row, number, column.heading, HEADING)
    fit_row(pen, row, [(column.heading, column.width, HEADING) for column in columns], least=_LEAST_ROW)


def put_lines(pen: Pen, top: int, columns: Sequence[Column], lines: Sequence[Sequence[Item]], none: str) -> None:
    """Write the lines of a list from row `top` on, or the sentence `none` where there is not one."""
    if not lines:
        put_text(pen, top, 1, none, PLAIN)
    for row, line in enumerate(lines, top):
        highest = _LEAST_ROW
        for number, (column, item) in enumerate(zip(columns, line, strict=True), 1):
            if isinstance(item.content, int):
                put_number(pen, row, number, item.content, item.look)
                continue
            cell = put_text(pen, row, number, item.content, item.look)
            highest = max(highest, height_of(item.content, column.width, item.look.size))
            if item.target is not None:
                link(cell, item.target)
        pen.sheet.row_dimensions[row].height = min(highest + _AIR, HIGHEST_ROW)


def fold(pen: Pen, first: int, count: int) -> None:
    """Fold `count` rows from row `first` on under the row above them, to be opened with a click."""
    if not count:
        return
    pen.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    for row in range(first, first + count):
        dimension = pen.sheet.row_dimensions[row]
        dimension.outlineLevel, dimension.hidden = 1, True
    pen.sheet.row_dimensions[first - 1].collapsed = True


def hold_in_view(pen: Pen, heading: int, columns: int, lines: int, kept: int) -> None:
    """Keep the rows down to the headings and the first `kept` columns in view, on paper too, and offer a filter."""
    pen.sheet.freeze_panes = f"{get_column_letter(kept + 1)}{heading + 1}"
    repeat_rows(pen.sheet, heading, heading)
    if lines:
        pen.sheet.auto_filter.ref = f"A{heading}:{get_column_letter(columns)}{heading + lines}"

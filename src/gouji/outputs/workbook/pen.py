"""Writing on a sheet: text that is never anything but text, numbers, links inside the workbook, boxes, notes."""

import re
from dataclasses import dataclass
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from gouji.outputs.workbook.fit import height_of, line_count
from gouji.outputs.workbook.styles import Look, Styles

LONGEST_TEXT = 32767

# What XML cannot hold; openpyxl itself refuses only the first group, and a file with the others does not open.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x000D_ in a file as the character of that number.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What makes a cell a formula once someone edits it; East Asian Excel takes the full-width signs too.
_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")

_REPORT_ID = re.compile(r"[0-9a-f]{16}")
_ANCHOR = re.compile(r"[a-z0-9_.]*")

_NOTE_WIDTH = 44
_NOTE_LINES = 24


@dataclass(frozen=True, slots=True)
class Pen:
    """A sheet to write on, the styles of its workbook, and the mark that ends a text which Excel could not hold."""

    sheet: Worksheet
    styles: Styles
    cut_mark: str


@dataclass(frozen=True, slots=True)
class Target:
    """A cell of this workbook that a link leads to; `cell` is its coordinate, for example `C12`."""

    sheet: str
    cell: str = "A1"

    @property
    def location(self) -> str:
        """The target as Excel writes it."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.cell}"


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A page in the folder show/ beside the workbook, at the cell or table `anchor` (may be empty).

    Raises ValueError for anything but an id and an address: no text of a report becomes a link.
    """

    report_id: str
    anchor: str

    def __post_init__(self) -> None:
        if not _REPORT_ID.fullmatch(self.report_id) or not _ANCHOR.fullmatch(self.anchor):
            raise ValueError(f"no page of a report: {self.report_id!r}, {self.anchor!r}")

    @property
    def path(self) -> str:
        """The page, relative to the workbook."""
        return f"show/{self.report_id}.html" + (f"#{self.anchor}" if self.anchor else "")


def clean_text(text: str, cut_mark: str) -> str:
    """`text` as a cell can hold it: without characters that XML lacks, and no longer than Excel's limit.

    Excel counts UTF-16 units. A longer text is cut and ends with `cut_mark`.
    """
    kept = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if len(kept) * 2 <= LONGEST_TEXT or _units(kept) <= LONGEST_TEXT:
        return kept
    room = LONGEST_TEXT - _units(cut_mark)
    return kept.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + cut_mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def excerpt(text: str, longest: int, mark: str) -> str:
    """`text`, or its first `longest` characters followed by `mark`."""
    return text if len(text) <= longest else text[:longest].rstrip() + mark


def cell_at(pen: Pen, row: int, column: int) -> Cell:
    """The cell at a row and column, both from 1."""
    # openpyxl puts another kind of cell under ranges that its own merge_cells made; there are none here.
    return cast(Cell, pen.sheet.cell(row, column))


def put_text(pen: Pen, row: int, column: int, text: str, look: Look) -> Cell:
    """Write `text` as text, whatever it looks like: never a formula, a link, an error or a number."""
    cell = cell_at(pen, row, column)
    cleaned = clean_text(text, pen.cut_mark)
    if cleaned:
        cell.value = cleaned
        cell.data_type = "s"
    pen.styles.apply(cell, look, quoted=text.startswith(_FORMULA_SIGNS))
    return cell


def put_number(pen: Pen, row: int, column: int, number: int | float, look: Look) -> Cell:
    """Write `number` as a number."""
    cell = cell_at(pen, row, column)
    cell.value = number
    pen.styles.apply(cell, look)
    return cell


def put_box(pen: Pen, row: int, column: int, row_span: int, column_span: int, text: str, look: Look) -> Cell:
    """Write `text` in cells merged to one box, all of them in this look."""
    first = put_text(pen, row, column, text, look)
    spread(pen, row, column, row_span, column_span, look)
    return first


def spread(pen: Pen, row: int, column: int, row_span: int, column_span: int, look: Look) -> None:
    """Merge a box of cells and give the look of the first to the rest of them, so that its border goes all round."""
    if row_span == column_span == 1:
        return
    if look.border:
        _cover(pen, row, column, row_span, column_span, look)
    # Not merge_cells: it compares each new range with all others and redraws their borders.
    box = CellRange(min_col=column, min_row=row, max_col=column + column_span - 1, max_row=row + row_span - 1)
    pen.sheet.merged_cells.ranges.add(box)


def _cover(pen: Pen, row: int, column: int, row_span: int, column_span: int, look: Look) -> None:
    """Make the cells of a box that its first cell hides."""
    # Half of the cells of a report's sheet are such; straight into the sheet they cost half as much.
    template = pen.styles.template(look)
    sheet = pen.sheet
    cells = cast(dict[tuple[int, int], Cell], sheet._cells)  # pyright: ignore[reportPrivateUsage]
    for at_row in range(row, row + row_span):
        for at_column in range(column, column + column_span):
            if (at_row, at_column) != (row, column):
                cell = cells[(at_row, at_column)] = Cell(sheet, at_row, at_column)
                cell._style = template  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]


def link(cell: Cell, target: Target | PageTarget) -> None:
    """Make `cell`, which has its text already, a link to a cell of this workbook or to a page beside it."""
    if isinstance(target, PageTarget):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target.path)
    else:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target.location)


def note(pen: Pen, cell: Cell, text: str, author: str) -> None:
    """Hang a comment on `cell`, in a box as large as the text needs up to a limit."""
    cleaned = clean_text(text, pen.cut_mark)
    lines = line_count(cleaned, _NOTE_WIDTH, _NOTE_LINES)
    cell.comment = Comment(cleaned, author, height=24 + 18 * lines, width=340)


def set_height(pen: Pen, row: int, height: float) -> None:
    """Set the height of a row in points, never less than it has already."""
    dimension = pen.sheet.row_dimensions[row]
    current = cast(float | None, dimension.height)
    dimension.height = height if current is None else max(height, current)


def fit_row(pen: Pen, row: int, texts: list[tuple[str, float, Look]], least: float = 0) -> None:
    """Make a row as high as the highest of its texts, each given with the width of its box."""
    set_height(pen, row, max([least, *(height_of(text, width, look.size) for text, width, look in texts)]))

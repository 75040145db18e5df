"""The worksheets of an Excel 2003 XML file (SpreadsheetML): what a cell shows, and which cells are hidden.

Names are those of the Office 2003 XML Reference Schemas. Report systems fill templates of it and call the result .xls.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from gouji.document import UnreadableError
from gouji.readers.grid import MAX_GRID_CELLS, MAX_GRID_SIDE
from gouji.readers.marks import MARK, around
from gouji.readers.packages import Element
from gouji.readers.sheets.excel_xml_styles import CellStyle, is_dim, named, read_styles, stated
from gouji.readers.sheets.number_formats import shown
from gouji.readers.sheets.sheets import NO_RESULT, Sheet

_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_RICH_MARKS = {"S": MARK["struck"], "Sup": MARK["raised"], "Sub": MARK["raised"]}
_RANGE = re.compile(r"R([1-9][0-9]{0,6})C([1-9][0-9]{0,4})(?::R([1-9][0-9]{0,6})C([1-9][0-9]{0,4}))?")
_COLUMNS, _ROWS = (re.compile(rf"{letter}([1-9][0-9]{{0,6}})(?::{letter}([1-9][0-9]{{0,6}}))?") for letter in "CR")
_HEIGHT = re.compile(r"[0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+")
# In points: no figure is seen in a row below that.
_LEAST_HEIGHT = 1.5
# Excel has 1,048,576 rows.
_MOST_ROWS = 1_048_576


class XmlWorkbook:
    """What the sheets of one file share: styles."""

    def __init__(self, root: Element, remarks: dict[str, None]) -> None:
        self._root = root
        self._remarks = remarks
        self._styles = read_styles(root)

    def sheets(self) -> Iterator[Sheet]:
        """The visible worksheets in their order. Hidden ones are left out with a remark.

        Raises UnreadableError where cells stand in no order, or are more than any report has.
        """
        for node in self._root.iterchildren(named("Worksheet")):
            name = stated(node, "Name") or "?"
            options = node.find(f"{_EXCEL}WorksheetOptions")
            visible = "SheetVisible" if options is None else options.findtext(f"{_EXCEL}Visible", "SheetVisible")
            if visible != "SheetVisible":
                self._remarks.setdefault(f"hidden sheet {name} is not read")
                continue
            zeros = options is None or options.find(f"{_EXCEL}DoNotDisplayZeros") is None
            sheet = Sheet(name)
            for table in node.iterchildren(named("Table")):
                _Filling(sheet, table, self._styles, zeros, self._remarks).run()
            for area in node.iterfind(f"{_EXCEL}ConditionalFormatting/{_EXCEL}Range"):
                _mark_doubtful(sheet, (area.text or "").split(","))
            yield sheet


class _Filling:
    """Sets the rows of one table into its sheet."""

    def __init__(
        self, sheet: Sheet, table: Element, styles: Mapping[str, CellStyle], zeros: bool, remarks: dict[str, None]
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._styles = styles
        self._zeros = zeros
        self._remarks = remarks
        # The first column of each that has a style, the one after its last, and the style.
        self._columns: list[tuple[int, int, str]] = []
        # For each column the last row that a cell above reaches down to.
        self._reached: dict[int, int] = {}
        self._room = MAX_GRID_CELLS

    def run(self) -> None:
        """Set all of them. A row or cell with an index stands there, any other behind the one before it."""
        column = 0
        for node in self._table.iterchildren(named("Column")):
            first = self._index(node, column, MAX_GRID_SIDE)
            column = min(first + _whole(node, "Span") + 1, MAX_GRID_SIDE)
            if stated(node, "Hidden") == "1" or _is_nought(stated(node, "Width")):
                self._sheet.hidden_columns.update(range(first, column))
            if style := stated(node, "StyleID"):
                self._columns.append((first, column, style))
        usual = stated(self._table, "DefaultRowHeight")
        row = 0
        for node in self._table.iterchildren(named("Row")):
            first = self._index(node, row, _MOST_ROWS)
            row = min(first + _whole(node, "Span") + 1, _MOST_ROWS)
            if any(True for _ in node.iterchildren(named("Cell"))):
                if stated(node, "Hidden") == "1" or _is_low(stated(node, "Height") or usual):
                    self._sheet.hidden_rows.add(first)
                if row > first + 1:
                    raise self._damaged(f"row {first + 1} has cells and stands for several")
                self._row(node, first)

    def _row(self, node: Element, row: int) -> None:
        column = 0
        for cell in node.iterchildren(named("Cell")):
            column = self._index(cell, column, MAX_GRID_SIDE)
            across, down = _whole(cell, "MergeAcross"), _whole(cell, "MergeDown")
            self._room -= across + 1
            if self._room < 0:
                raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
            if self._reached.get(column, -1) >= row:
                # Excel does not open such a file; others move the cell on or lose it.
                raise self._damaged(f"{self._sheet.at(row, column)} stands under a merged one")
            if down:
                self._reached.update(dict.fromkeys(range(column, column + across + 1), row + down))
            style = stated(cell, "StyleID") or stated(node, "StyleID") or self._column_style(column)
            self._sheet.texts[row, column] = self._shown(cell, style, self._sheet.at(row, column))
            if across or down:
                self._sheet.merges.append((row, column, row + down, column + across))
            column += across + 1

    def _column_style(self, column: int) -> str | None:
        rank = bisect_right(self._columns, column, key=lambda one: one[0]) - 1
        if rank >= 0 and column < self._columns[rank][1]:
            return self._columns[rank][2]
        return stated(self._table, "StyleID")

    def _index(self, node: Element, following: int, most: int) -> int:
        """Where a row, column or cell stands: `following`, or where its index says, which is never before that."""
        own = stated(node, "Index")
        place = _whole(node, "Index") - 1 if own is not None else following
        if not following <= place < most:
            raise self._damaged(f"index {(own or str(following + 1))[:20]} is out of order")
        return place

    def _shown(self, cell: Element, style_id: str | None, at: str) -> str:
        style = self._styles.get(style_id or "Default", CellStyle())
        if style_id is not None and style_id not in self._styles:
            raise self._damaged(f"{at}: style {style_id[:40]} is not there")
        found = list(cell.iterchildren(named("Data")))
        if len(found) > 1:
            raise self._damaged(f"{at}: two values")
        if not found:
            if stated(cell, "Formula") is None:
                return ""
            self._remarks.setdefault(f"{at}: a formula without a computed value")
            return NO_RESULT
        text = self._content(found[0], style, at)
        return style.marks + text if text else text

    def _content(self, data: Element, style: CellStyle, at: str) -> str:
        kind, text = stated(data, "Type"), _rich_text(data)
        if kind == "String":
            return text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.strip()
        if kind == "Error":
            self._remarks.setdefault(f"{at}: an error, {text}")
            return text or "#?"
        if kind == "Boolean":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "DateTime":
            # 1899-12-31T… is a time of day; how either is written depends on the format.
            return text.partition("T")[0] or MARK["value_unclear"]
        if kind != "Number":
            raise self._damaged(f"{at}: data of type {(kind or '?')[:20]}")
        try:
            value = float(text)
        except ValueError:
            # Excel does not open such a file, others show the text or nothing.
            return MARK["value_unclear"] + text
        if not -1e300 < value < 1e300:
            return MARK["value_unclear"] + text
        if not value and not self._zeros:
            return MARK["zeros_hidden"]
        return shown(value, style.code)

    def _damaged(self, problem: str) -> UnreadableError:
        return UnreadableError("damaged", problem=f"sheet {self._sheet.name}: {problem}")


def _mark_doubtful(sheet: Sheet, ranges: Iterable[str]) -> None:
    """Mark the figures that a conditional format may hide; which of its conditions hold is not worked out."""
    marked: set[tuple[int, int]] = set()
    for reference in {one.strip() for one in ranges}:
        top, left, bottom, right = _corners(reference, sheet.name)
        marked.update((row, column) for row, column in sheet.texts if top <= row <= bottom and left <= column <= right)
    for place in marked:
        if sheet.texts[place]:
            sheet.texts[place] = MARK["conditional_format"] + sheet.texts[place]


def _corners(reference: str, name: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of R2C3, R2C3:R5C4, C3 or R2, counted from 0."""
    if match := _RANGE.fullmatch(reference):
        top, left, bottom, right = (
            int(one or other) - 1 for one, other in zip(match.groups(), match.groups()[:2] * 2, strict=True)
        )
        return top, left, bottom, right
    if match := _COLUMNS.fullmatch(reference):
        return 0, int(match[1]) - 1, _MOST_ROWS, int(match[2] or match[1]) - 1
    if match := _ROWS.fullmatch(reference):
        return int(match[1]) - 1, 0, int(match[2] or match[1]) - 1, MAX_GRID_SIDE
    raise UnreadableError("damaged", problem=f"sheet {name}: {reference[:40]!r} is no range")


def _rich_text(node: Element) -> str:
    """The text of a cell and of its runs; those that are struck out, raised or not to be seen are marked."""
    parts = [node.text or ""]
    for child in node:
        inner = _rich_text(child)
        mark = _RICH_MARKS.get(str(child.tag).removeprefix(_HTML), "")
        if is_dim(*(child.get(_HTML + name) for name in ("Color", "Face", "Size"))):
            mark += MARK["obscured"]
        parts.append((around(mark, inner) if inner else "") + (child.tail or ""))
    return "".join(parts)


def _whole(node: Element, name: str) -> int:
    text = stated(node, name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_low(text: str | None) -> bool:
    return text is not None and _HEIGHT.fullmatch(text) is not None and float(text) < _LEAST_HEIGHT


def _is_nought(text: str | None) -> bool:
    return text is not None and text != "" and text.strip("0") in ("", ".")

"""The worksheets of an OpenDocument spreadsheet: what each cell shows, and which cells are hidden."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gouji.document import UnreadableError
from gouji.document.folding import strip_invisible
from gouji.readers.grid import MAX_GRID_CELLS, MAX_GRID_SIDE
from gouji.readers.looks import PLAIN, Look
from gouji.readers.marks import MARK, without_marks
from gouji.readers.odf_text import LineReader
from gouji.readers.odf_words import local, named, number, style_looks
from gouji.readers.packages import Element
from gouji.readers.sheets.number_formats import plain_number
from gouji.readers.sheets.ods_places import Places, set_down
from gouji.readers.sheets.sheets import NO_RESULT, Sheet

_SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}{}"
_OFFICE = {name: _SPACE.format("office", name) for name in ("value-type", "value", "string-value")}
_TABLE = {
    name: _SPACE.format("table", name)
    for name in ("name", "style-name", "visibility", "display", "formula", "default-cell-style-name")
}
_CELL, _COVERED_CELL = _SPACE.format("table", "table-cell"), _SPACE.format("table", "covered-table-cell")
_STYLE_NAME = _SPACE.format("style", "name")
_SIZES = (_SPACE.format("style", "row-height"), _SPACE.format("style", "column-width"))
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ZEROS = _SPACE.format("config", "config-item"), _SPACE.format("config", "name")
_HIDDEN = ("collapse", "filter")
_NOUGHT = re.compile(r"0+(?:\.0+)?[a-z]*")
_GROUPS = {
    "table-row": frozenset(("table-header-rows", "table-rows", "table-row-group")),
    "table-column": frozenset(("table-header-columns", "table-columns", "table-column-group")),
}
# Comments, and what marks the cells that a formula reads.
_SILENT = frozenset(("annotation", "detective", "cell-range-source", "soft-page-break", "event-listeners"))
_NUMBERS = frozenset(("float", "percentage", "currency"))
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")


class OpenWorkbook:
    """What the sheets of one file share: styles, and whether noughts are shown."""

    def __init__(self, styles: Sequence[Element], settings: Element | None, remarks: dict[str, None]) -> None:
        self._remarks = remarks
        self._looks = style_looks(styles)
        self._lines = LineReader(self._looks)
        self._hidden_sheets, self._flat = _hiding_styles(styles)
        items = () if settings is None else settings.iter(_ZEROS[0])
        self._zeros = all(one.text != "false" for one in items if one.get(_ZEROS[1]) == "ShowZeroValues")

    def sheets(self, body: Iterable[Element]) -> Iterator[Sheet]:
        """The visible worksheets in their order. Hidden ones are left out with a remark.

        Raises UnreadableError where a sheet has more cells than any report.
        """
        for table in body:
            if not named(table, "table", "table"):
                continue
            name = table.get(_TABLE["name"]) or "?"
            if table.get(_TABLE["style-name"]) in self._hidden_sheets:
                self._remarks.setdefault(f"hidden sheet {name} is not read")
            else:
                yield self._sheet(Sheet(name), table)
        for remark in self._lines.remarks:
            self._remarks.setdefault(remark)

    def _sheet(self, sheet: Sheet, table: Element) -> Sheet:
        places = Places()
        if any(local(child) == "shapes" for child in table):
            self._remarks.setdefault(f"sheet {sheet.name}: pictures, charts and text boxes are not read")
        column = 0
        for node, is_hidden in _inside(table, "table-column", hidden=False):
            after = min(column + number(node, "number-columns-repeated"), MAX_GRID_SIDE)
            if is_hidden or self._is_hidden(node):
                sheet.hidden_columns.update(range(column, after))
            places.defaults.append((column, node.get(_TABLE["default-cell-style-name"]) or ""))
            column = after
        row = 0
        for node, is_hidden in _inside(table, "table-row", hidden=False):
            repeated = number(node, "number-rows-repeated")
            self._row(sheet, places, node, row, repeated)
            if is_hidden or self._is_hidden(node):
                places.hidden.append(range(row, row + repeated))
            row += repeated
        set_down(sheet, places)
        return sheet

    def _is_hidden(self, node: Element) -> bool:
        return node.get(_TABLE["visibility"]) in _HIDDEN or node.get(_TABLE["style-name"]) in self._flat

    def _row(self, sheet: Sheet, places: Places, node: Element, row: int, rows: int) -> None:
        column = 0
        for cell in node:
            is_covered = cell.tag == _COVERED_CELL
            if not is_covered and cell.tag != _CELL:
                continue
            columns = number(cell, "number-columns-repeated")
            down, right = number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned")
            text = self._shown(cell, sheet, (row, column)) if len(cell) or cell.get(_OFFICE["value-type"]) else ""
            if cell.get(_TABLE["formula"]) and not text and not cell.get(_OFFICE["value-type"]):
                self._remarks.setdefault(f"{sheet.at(row, column)}: a formula without a computed value")
                text = NO_RESULT
            if text or down * right > 1:
                if rows * columns + len(sheet.texts) > MAX_GRID_CELLS:
                    raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
                marks = self._marks(cell, node, places, column)
                for place in ((r, c) for r in range(row, row + rows) for c in range(column, column + columns)):
                    sheet.texts[place] = marks + text if text else text
                    if down * right > 1 and not is_covered:
                        sheet.merges.append((*place, place[0] + down - 1, place[1] + right - 1))
            elif cell.get(_TABLE["style-name"]):
                places.bordered.append((row, rows, column, columns))
            if is_covered:
                places.covered.append((row, rows, column, columns))
            column += columns

    def _marks(self, cell: Element, row: Element, places: Places, column: int) -> str:
        if not self._looks:
            return ""
        rank = bisect_right(places.defaults, column, key=lambda one: one[0]) - 1
        default = places.defaults[rank][1] if rank >= 0 else ""
        style = cell.get(_TABLE["style-name"]) or row.get(_TABLE["default-cell-style-name"]) or default
        look: Look = self._looks.get(style, PLAIN)
        return look.marks + (MARK["hidden"] if look.hidden else "")

    def _shown(self, cell: Element, sheet: Sheet, place: tuple[int, int]) -> str:
        lines: list[str] = []
        for child in cell:
            name = local(child)
            if name == "p":
                own, boxes = self._lines.lines(child, in_cell=True)
                lines += own + [MARK["text_box"]] * len(boxes)
            elif name not in _SILENT:
                lines.append(MARK["picture"])
        text = "\n".join(lines)
        if cell.get(_ERROR_TYPE) == "error":
            self._remarks.setdefault(f"{sheet.at(*place)}: an error, {text}")
            return text or "#?"
        kind, stated = cell.get(_OFFICE["value-type"]), cell.get(_OFFICE["string-value"])
        if kind in _NUMBERS:
            return self._number(cell.get(_OFFICE["value"]) or "", text, sheet.at(*place))
        if stated and kind == "string" and not _is_same(stated, without_marks(text)):
            # Programs differ in which of the two they show.
            return MARK["value_unclear"] + (text or stated)
        return text if text or kind in (None, "string") else MARK["value_unclear"]

    def _number(self, stated: str, text: str, at: str) -> str:
        """What a cell shows for a number; marked where that hides digits or shows another."""
        try:
            value = float(stated)
        except ValueError as error:
            raise UnreadableError("damaged", problem=f"{at}: {stated[:40]} is no number") from error
        if not -1e300 < value < 1e300:
            raise UnreadableError("damaged", problem=f"{at}: {stated[:40]} is no number")
        if not value and not self._zeros:
            return MARK["zeros_hidden"]
        if not value and strip_invisible(text) == "-":
            # So formats for accounts write nought.
            return "0"
        if not value and not text:
            return MARK["zeros_hidden"]
        return text if _says(without_marks(text), value) else MARK["number_format"] + (text or plain_number(value))


def _says(text: str, value: float) -> bool:
    """True where `text` shows `value` and all its digits: `1,327` and `3件`, and anything without digits for nought."""
    found = _FIGURE.findall(text.replace(",", ""))
    if not found:
        return not value and bool(strip_invisible(text))
    is_signed = "-" in text or "(" in text
    return len(found) == 1 and Decimal(found[0]) == abs(Decimal(plain_number(value))) and is_signed == (value < 0)


def _is_same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _inside(parent: Iterable[Element], wanted: str, hidden: bool) -> Iterator[tuple[Element, bool]]:
    """The rows or columns of a table, also those in groups, and whether a group hides them."""
    for child in parent:
        if named(child, "table", wanted):
            yield child, hidden
        elif local(child) in _GROUPS[wanted]:
            yield from _inside(child, wanted, hidden or child.get(_TABLE["display"]) == "false")


def _hiding_styles(roots: Iterable[Element]) -> tuple[set[str], set[str]]:
    """The styles of tables that are not shown, and those of rows and columns without height or width."""
    sheets: set[str] = set()
    flat: set[str] = set()
    for root in roots:
        for style in root.iter(_SPACE.format("style", "style")):
            name = style.get(_STYLE_NAME, "")
            for one in style:
                if one.get(_TABLE["display"]) == "false" and local(one) == "table-properties":
                    sheets.add(name)
                if any(_NOUGHT.fullmatch(one.get(size) or "") for size in _SIZES):
                    flat.add(name)
    return sheets, flat

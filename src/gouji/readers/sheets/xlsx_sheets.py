"""The worksheets of an .xlsx package, read from its XML: what a cell shows, and which cells are hidden.

Libraries give an empty text for a formula without a computed value and for #N/A, and say nothing of hidden rows.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from gouji.document import UnreadableError
from gouji.readers.grid import MAX_GRID_CELLS
from gouji.readers.marks import MARK, around
from gouji.readers.packages import Element, Package
from gouji.readers.sheets.number_formats import BUILT_IN, shown
from gouji.readers.sheets.sheets import NO_RESULT, Sheet
from gouji.readers.sheets.xlsx_styles import (
    ON,
    children,
    doubtful_ranges,
    every,
    is_named,
    marks_of,
    no_styles,
    read_styles,
    whole,
)

_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
# Of a merge or a drawing: a report's tables have some 25 rows and 15 columns.
_MOST_ROWS = 300
_SIDE = re.compile(r"[0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+")
# LibreOffice lays out pages with columns of a hair's width, over which cells are merged.
_LEAST_WIDTH, _LEAST_HEIGHT = 0.001, 1.5
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook:
    """What the sheets of one package share: strings, number formats, fonts."""

    def __init__(self, package: Package, remarks: dict[str, None]) -> None:
        self.package = package
        self.remarks = remarks
        self.main = (package.related("", "/officeDocument") or "xl/workbook.xml").lstrip("/")
        self.root = package.xml(self.main)
        self.relations = package.relationships(self.main)
        properties = next(every(self.root, "workbookPr"), None)
        self.days_from_1904 = properties is not None and properties.get("date1904") in ON
        self.strings = self._read_strings()
        self._styles = self._part("/styles")
        self.formats, self.marks = no_styles() if self._styles is None else read_styles(self._styles)

    def sheets(self) -> Iterator[Sheet]:
        """The visible worksheets in their order. Hidden ones and charts are left out with a remark."""
        for entry in every(self.root, "sheet"):
            name = entry.get("name") or "?"
            identity = next((found for key in _RELATION if (found := entry.get(key))), "")
            kind, part = self.relations.get(identity, ("", ""))
            if entry.get("state", "visible") != "visible":
                self.remarks.setdefault(f"hidden sheet {name} is not read")
            elif kind.endswith("/worksheet"):
                yield self._sheet(name, self.package.xml(part), self._drawings(part))
            elif not kind:
                raise UnreadableError("part_missing", part=name)
            else:
                self.remarks.setdefault(f"sheet {name} is no worksheet and is not read")

    def _part(self, suffix: str) -> Element | None:
        part = next((part for kind, part in self.relations.values() if kind.endswith(suffix)), None)
        return self.package.xml(part) if part is not None and part in self.package else None

    def _read_strings(self) -> list[str]:
        root = self._part("/sharedStrings")
        return [] if root is None else [_rich_text(item) for item in root if is_named(item, "si")]

    def _drawings(self, part: str) -> list[Element]:
        """What is drawn over the sheet in `part`."""
        related = self.package.relationships(part).values()
        return [
            self.package.xml(target) for kind, target in related if kind.endswith("/drawing") and target in self.package
        ]

    def _sheet(self, name: str, root: Element, drawings: list[Element]) -> Sheet:
        sheet = Sheet(name)
        row_hidden = any(one.get("zeroHeight") in ON for one in children(root, "sheetFormatPr"))
        zeros = all(one.get("showZeros", "1") in ON for one in every(root, "sheetView"))
        for columns in every(root, "col"):
            if columns.get("hidden") in ON or _is_shut(columns.get("width"), _LEAST_WIDTH):
                first, last = whole(columns.get("min")), whole(columns.get("max"))
                sheet.hidden_columns.update(range(first - 1, min(last, first + 20_000)))
        if next(every(root, "drawing"), None) is not None:
            self.remarks.setdefault(f"sheet {name}: pictures, charts and text boxes are not read")
        row = -1
        for data in children(root, "sheetData"):
            for line in children(data, "row"):
                row = whole(line.get("r")) - 1 if line.get("r") else row + 1
                if line.get("hidden", "1" if row_hidden and line.get("ht") is None else "0") in ON or _is_shut(
                    line.get("ht"), _LEAST_HEIGHT
                ):
                    sheet.hidden_rows.add(row)
                self._line(sheet, row, line, zeros)
        for merge in every(root, "mergeCell"):
            corners = [_place(corner) for corner in (merge.get("ref") or "").split(":")]
            sheet.merges.append((*corners[0], *corners[-1]))
        self._mark_doubtful(sheet, root)
        for drawing in drawings:
            _mark_under(drawing, sheet)
        return sheet

    def _mark_doubtful(self, sheet: Sheet, root: Element) -> None:
        """Mark the figures that a conditional format may hide; which of its rules hold is not worked out."""
        for reference in doubtful_ranges(root, self._styles):
            corners = [_place(corner) for corner in reference.split(":")]
            (top, left), (bottom, right) = corners[0], corners[-1]
            for (row, column), text in sheet.texts.items():
                if text and top <= row <= bottom and left <= column <= right:
                    sheet.texts[row, column] = MARK["conditional_format"] + text

    def _line(self, sheet: Sheet, row: int, line: Element, zeros: bool) -> None:
        column = -1
        for cell in children(line, "c"):
            reference = cell.get("r")
            place = _place(reference) if reference else (row, column + 1)
            if place[0] != row or place in sheet.texts:
                raise UnreadableError("damaged", problem=f"{sheet.name}: cell {reference} stands in row {row + 1}")
            column = place[1]
            if len(sheet.texts) > MAX_GRID_CELLS:
                raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
            sheet.texts[place] = self._shown(cell, sheet, place, zeros)

    def _shown(self, cell: Element, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        style = whole(cell.get("s"))
        if style >= len(self.formats) and style:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: style {style} is not there")
        text = self._content(cell, style, sheet, place, zeros)
        return self.marks[style] + text if text and style < len(self.marks) else text

    def _content(self, cell: Element, style: int, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        kind, value, has_formula = cell.get("t", "n"), None, False
        for child in cell:
            if is_named(child, "v"):
                if value is not None:
                    raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: two values")
                value = child.text or ""
            elif is_named(child, "f"):
                has_formula = True
            elif is_named(child, "is"):
                return _rich_text(child)
        if has_formula and not value and not (kind == "str" and value is not None):
            self.remarks.setdefault(f"{sheet.at(*place)}: a formula without a computed value")
            return NO_RESULT
        if not value:
            return ""
        if kind == "s":
            rank = whole(value)
            if rank >= len(self.strings):
                raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: string {value} is not there")
            return self.strings[rank]
        if kind == "e":
            self.remarks.setdefault(f"{sheet.at(*place)}: an error, {value}")
            return value
        if kind in ("str", "d"):
            return _unescaped(value)
        if kind == "b":
            return "TRUE" if value in ON else "FALSE"
        if cell.get("vm"):
            # A value that newer programs show in another way: a picture, a currency, an error they have no word for.
            return MARK["value_unclear"] + value
        return self._number(value, style, sheet, place, zeros)

    def _number(self, value: str, style: int, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        try:
            number = float(value)
        except ValueError as error:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: {value[:40]} is no number") from error
        if not -1e300 < number < 1e300:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: {value[:40]} is no number")
        if not number and not zeros:
            return MARK["zeros_hidden"]
        return shown(number, self.formats[style] if self.formats else BUILT_IN[0], self.days_from_1904)


def _mark_under(drawing: Element, sheet: Sheet) -> None:
    """Mark the blank cells that a picture, chart or text box is drawn over: it may show their figure."""
    texts = Counter(row for (row, _), text in sheet.texts.items() if text)
    # A line of prose or a title stands alone in its row and stays so.
    filled = sorted(row for row, count in texts.items() if count > 1)
    if not filled:
        return
    covered = _under_merges(sheet)
    starting: dict[int, list[range]] = {}
    ending: dict[int, list[range]] = {}
    for rows, columns in _drawn_over(drawing, sheet, filled[-1]):
        first, after = bisect_left(filled, rows.start), bisect_left(filled, rows.stop)
        if first < after:
            starting.setdefault(first, []).append(columns)
            ending.setdefault(after, []).append(columns)
    # How many drawings lie over each column; anchors are not limited, so that a row is gone through once for all.
    drawings: Counter[int] = Counter()
    for rank, row in enumerate(filled):
        for columns in starting.get(rank, ()):
            drawings.update(columns)
        if rank in ending:
            for columns in ending[rank]:
                drawings.subtract(columns)
            drawings = +drawings
        for column in drawings:
            if not sheet.texts.get((row, column)) and (row, column) not in covered:
                sheet.texts[row, column] = MARK["picture"]
        if len(sheet.texts) > MAX_GRID_CELLS:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)


def _under_merges(sheet: Sheet) -> set[tuple[int, int]]:
    """The places that merges cover besides their first cells."""
    last_row = max(row for row, _ in sheet.texts)
    covered: set[tuple[int, int]] = set()
    room = MAX_GRID_CELLS
    for first, left, last, right in sheet.merges:
        rows = range(first, min(last, first + _MOST_ROWS, last_row) + 1)
        columns = range(left, min(right, left + _MOST_ROWS) + 1)
        room -= len(rows) * len(columns)
        if room < 0:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        covered.update((row, column) for row in rows for column in columns if (row, column) != (first, left))
    return covered


def _drawn_over(drawing: Element, sheet: Sheet, last_row: int) -> Iterator[tuple[range, range]]:
    """The rows and columns that each picture, chart or text box may lie over.

    One of which only a corner is tied to a cell, or nothing, may reach over all to the right and below.
    """
    ends = (*sheet.texts, *(merge[2:] for merge in sheet.merges))
    last_column = max(column for _, column in ends)
    for anchor in drawing.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        left, top, right, bottom = (
            whole(anchor.findtext(f"{{*}}{end}/{{*}}{side}")) for end in ("from", "to") for side in ("col", "row")
        )
        if not str(anchor.tag).endswith("}twoCellAnchor"):
            right, bottom = last_column, last_row
        yield range(top, bottom + 1), range(left, min(right, left + _MOST_ROWS) + 1)


def _rich_text(item: Element) -> str:
    """The text of a string; runs that are struck out or raised are marked, readings (`rPh`) left out."""
    parts: list[str] = []
    for child in item:
        if is_named(child, "t"):
            parts.append(child.text or "")
        elif is_named(child, "r"):
            text = "".join(one.text or "" for one in children(child, "t"))
            marks = "".join(marks_of(one) for one in children(child, "rPr"))
            parts.append(around(marks, text) if text else "")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _place(reference: str) -> tuple[int, int]:
    """The row and column of a reference such as D9, counted from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise UnreadableError("damaged", problem=f"{reference[:40]!r} is no cell")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _is_shut(side: str | None, least: float) -> bool:
    """True for a width (in characters) or height (in points) in which no figure is seen."""
    return bool(side) and _SIDE.fullmatch(side or "") is not None and float(side or "") < least

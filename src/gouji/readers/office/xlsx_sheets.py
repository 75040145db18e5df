"""The worksheets of an .xlsx package, read from its XML: what a cell shows, and which cells are hidden.

Libraries give an empty text for a formula without a computed value and for #N/A, and say nothing of hidden rows.
"""

import functools
import re
from collections.abc import Iterator

from gouji.document import UnreadableError
from gouji.readers.office.boxes import MAX_GRID_CELLS, RAISED, STRUCK
from gouji.readers.office.number_formats import BUILT_IN, built_in, shown
from gouji.readers.office.sheets import NO_RESULT, Sheet
from gouji.readers.packages import Element, Package

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ON = frozenset(("1", "true"))


class Workbook:
    """What the sheets of one package share: strings, number formats, fonts."""

    def __init__(self, package: Package, remarks: dict[str, None]) -> None:
        self.package = package
        self.remarks = remarks
        self.main = (package.related("", "/officeDocument") or "xl/workbook.xml").lstrip("/")
        self.root = package.xml(self.main)
        self.relations = package.relationships(self.main)
        properties = next(_all(self.root, "workbookPr"), None)
        self.days_from_1904 = properties is not None and properties.get("date1904") in _ON
        self.strings = self._read_strings()
        self.formats, self.struck = self._read_styles()

    def sheets(self) -> Iterator[Sheet]:
        """The visible worksheets in their order. Hidden ones and charts are left out with a remark."""
        for entry in _all(self.root, "sheet"):
            name = entry.get("name") or "?"
            identity = next((found for key in _RELATION if (found := entry.get(key))), "")
            kind, part = self.relations.get(identity, ("", ""))
            if entry.get("state", "visible") != "visible":
                self.remarks.setdefault(f"hidden sheet {name} is not read")
            elif kind.endswith("/worksheet"):
                yield self._sheet(name, self.package.xml(part))
            elif not kind:
                raise UnreadableError("part_missing", part=name)
            else:
                self.remarks.setdefault(f"sheet {name} is no worksheet and is not read")

    def _part(self, suffix: str) -> Element | None:
        part = next((part for kind, part in self.relations.values() if kind.endswith(suffix)), None)
        return self.package.xml(part) if part is not None and part in self.package else None

    def _read_strings(self) -> list[str]:
        root = self._part("/sharedStrings")
        return [] if root is None else [_rich_text(item) for item in root if _is(item, "si")]

    def _read_styles(self) -> tuple[list[str | None], list[bool]]:
        """For each cell style its number format (None: not certain) and whether it strikes text out."""
        root = self._part("/styles")
        if root is None:
            return [BUILT_IN[0]], [False]
        codes = {one.get("numFmtId"): one.get("formatCode") for one in _all(root, "numFmt")}
        fonts = [_marks(font) for group in _children(root, "fonts") for font in group]
        styles = [style for group in _children(root, "cellXfs") for style in group]
        formats = [codes.get(key) or built_in(_whole(key)) for key in (style.get("numFmtId") for style in styles)]
        struck = [
            bool(fonts[rank]) if (rank := _whole(style.get("fontId"))) < len(fonts) else False for style in styles
        ]
        return formats, struck

    def _sheet(self, name: str, root: Element) -> Sheet:
        sheet = Sheet(name)
        row_hidden = any(one.get("zeroHeight") in _ON for one in _children(root, "sheetFormatPr"))
        zeros = all(one.get("showZeros", "1") in _ON for one in _all(root, "sheetView"))
        for columns in _all(root, "col"):
            if columns.get("hidden") in _ON or _is_nought(columns.get("width")):
                first, last = _whole(columns.get("min")), _whole(columns.get("max"))
                sheet.hidden_columns.update(range(first - 1, min(last, first + 20_000)))
        if next(_all(root, "drawing"), None) is not None:
            self.remarks.setdefault(f"sheet {name}: pictures, charts and text boxes are not read")
        row = -1
        for data in _children(root, "sheetData"):
            for line in _children(data, "row"):
                row = _whole(line.get("r")) - 1 if line.get("r") else row + 1
                if line.get("hidden", "1" if row_hidden and line.get("ht") is None else "0") in _ON or _is_nought(
                    line.get("ht")
                ):
                    sheet.hidden_rows.add(row)
                self._line(sheet, row, line, zeros)
        for merge in _all(root, "mergeCell"):
            corners = [_place(corner) for corner in (merge.get("ref") or "").split(":")]
            sheet.merges.append((*corners[0], *corners[-1]))
        return sheet

    def _line(self, sheet: Sheet, row: int, line: Element, zeros: bool) -> None:
        column = -1
        for cell in _children(line, "c"):
            reference = cell.get("r")
            place = _place(reference) if reference else (row, column + 1)
            if place[0] != row or place in sheet.texts:
                raise UnreadableError("damaged", problem=f"{sheet.name}: cell {reference} stands in row {row + 1}")
            column = place[1]
            if len(sheet.texts) > MAX_GRID_CELLS:
                raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
            sheet.texts[place] = self._shown(cell, sheet, place, zeros)

    def _shown(self, cell: Element, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        style = _whole(cell.get("s"))
        if style >= len(self.formats) and style:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: style {style} is not there")
        text = self._content(cell, style, sheet, place, zeros)
        return STRUCK + text if text and style < len(self.struck) and self.struck[style] else text

    def _content(self, cell: Element, style: int, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        kind, value, has_formula = cell.get("t", "n"), None, False
        for child in cell:
            if _is(child, "v"):
                value = child.text or ""
            elif _is(child, "f"):
                has_formula = True
            elif _is(child, "is"):
                return _rich_text(child)
        if has_formula and not value and not (kind == "str" and value is not None):
            self.remarks.setdefault(f"{sheet.at(*place)}: a formula without a computed value")
            return NO_RESULT
        if not value:
            return ""
        if kind == "s":
            rank = _whole(value)
            if rank >= len(self.strings):
                raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: string {value} is not there")
            return self.strings[rank]
        if kind == "e":
            self.remarks.setdefault(f"{sheet.at(*place)}: an error, {value}")
            return value
        if kind in ("str", "d"):
            return _unescaped(value)
        if kind == "b":
            return "TRUE" if value in _ON else "FALSE"
        return self._number(value, style, sheet, place, zeros)

    def _number(self, value: str, style: int, sheet: Sheet, place: tuple[int, int], zeros: bool) -> str:
        try:
            number = float(value)
        except ValueError as error:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: {value[:40]} is no number") from error
        if not -1e300 < number < 1e300:
            raise UnreadableError("damaged", problem=f"{sheet.at(*place)}: {value[:40]} is no number")
        if not number and not zeros:
            return "0 [showZeros=0]"
        return shown(number, self.formats[style] if self.formats else BUILT_IN[0], self.days_from_1904)


def _rich_text(item: Element) -> str:
    """The text of a string; runs that are struck out or raised are marked, readings (`rPh`) left out."""
    parts: list[str] = []
    for child in item:
        if _is(child, "t"):
            parts.append(child.text or "")
        elif _is(child, "r"):
            text = "".join(one.text or "" for one in _children(child, "t"))
            marks = "".join(_marks(one) for one in _children(child, "rPr"))
            parts.append(marks + text if text else "")
    return _unescaped("".join(parts))


def _marks(font: Element) -> str:
    struck = any(one.get("val", "1") in _ON for one in _children(font, "strike"))
    raised = any(one.get("val") in ("superscript", "subscript") for one in _children(font, "vertAlign"))
    return (STRUCK if struck else "") + (RAISED if raised else "")


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


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_nought(text: str | None) -> bool:
    return text is not None and text.strip("0") in ("", ".") and text != ""


@functools.cache
def _tags(name: str) -> tuple[str, ...]:
    """The names in full of the elements called `name`; the module asks for some twenty."""
    return tuple(f"{{{space}}}{name}" for space in _SPACES)


def _is(node: Element, name: str) -> bool:
    return node.tag in _tags(name)


def _children(node: Element, name: str) -> Iterator[Element]:
    return node.iterchildren(*_tags(name))


def _all(node: Element, name: str) -> Iterator[Element]:
    return node.iter(*_tags(name))

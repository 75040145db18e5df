"""The worksheets of an .xls file: what each cell shows, by its record and number format, and which are hidden."""

import struct
from dataclasses import dataclass, field

from gouji.document import UnreadableError
from gouji.readers.compound import Compound
from gouji.readers.grid import MAX_GRID_CELLS
from gouji.readers.marks import MARK
from gouji.readers.sheets.number_formats import built_in, shown
from gouji.readers.sheets.sheets import NO_RESULT, Sheet
from gouji.readers.sheets.xls_records import Globals, SheetEntry, read_globals, records, short_string

_ROW, _DEFAULT_ROW, _COLUMNS, _WINDOW, _MERGES, _TEXT_OF_FORMULA = 0x208, 0x225, 0x7D, 0x23E, 0xE5, 0x207
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _BLANK, _MULBLANK = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x201, 0xBE
_SHARED_STRING, _LABEL, _RICH_LABEL = 0xFD, 0x204, 0xD6
_CELLS = frozenset((_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _BLANK, _MULBLANK, _SHARED_STRING, _LABEL, _RICH_LABEL))
# What stands among the cells ([MS-XLS] 2.1.7.20.5): rows, their index, texts and shared forms of formulas.
_AMONG_CELLS = frozenset((*_CELLS, _ROW, _TEXT_OF_FORMULA, 0xD7, 0x3C, 0x221, 0x236, 0x4BC))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def xls_sheets(compound: Compound, remarks: dict[str, None]) -> list[Sheet]:
    """The visible worksheets in their order; hidden ones and charts are left out with a remark.

    Raises UnreadableError for a damaged or encrypted file and for one of before Excel 97.
    """
    if "Workbook" not in compound:
        raise UnreadableError("office_format_not_readable", format="Excel 5.0/95")
    stream = compound.read("Workbook")
    try:
        shared = read_globals(stream)
        sheets: list[Sheet] = []
        for entry in shared.sheets:
            if entry.state:
                remarks.setdefault(f"hidden sheet {entry.name} is not read")
            elif entry.kind:
                remarks.setdefault(f"sheet {entry.name} is no worksheet and is not read")
            else:
                sheets.append(_Survey(entry, shared, remarks).run(stream))
    except (struct.error, IndexError) as error:
        raise UnreadableError("damaged", problem=f"Workbook: {error}") from error
    return sheets


@dataclass(slots=True)
class _Hiding:
    """Whether noughts are shown, whether rows that say nothing are hidden, and which rows say something."""

    zeros: bool = True
    rows: bool = False
    told: set[int] = field(default_factory=set[int])


class _Survey:
    """Walks the records of one sheet."""

    def __init__(self, entry: SheetEntry, shared: Globals, remarks: dict[str, None]) -> None:
        self._entry = entry
        self._sheet = Sheet(entry.name)
        self._shared = shared
        self._remarks = remarks
        self._hiding = _Hiding()
        self._noughts: list[tuple[int, int]] = []
        self._last = (-1, -1)
        self._awaits_text = False

    def run(self, stream: bytes) -> Sheet:
        """The sheet."""
        strange = 0
        for kind, data in records(stream, self._entry.offset):
            if kind in _CELLS and strange:
                # No other record stands among the cells: this one was a cell, which would now look blank.
                raise self._damaged(f"record {strange} among the cells")
            if self._last[0] >= 0 and kind not in _AMONG_CELLS:
                strange = kind
            if kind in _CELLS or kind == _TEXT_OF_FORMULA:
                self._cell(kind, data)
            else:
                self._other(kind, data)
        if self._awaits_text:
            raise self._damaged("the text of a formula is missing")
        if self._hiding.rows:
            self._sheet.hidden_rows |= {row for row, _ in self._sheet.texts} - self._hiding.told
        if not self._hiding.zeros:
            self._sheet.texts |= dict.fromkeys(self._noughts, MARK["zeros_hidden"])
        return self._sheet

    def _other(self, kind: int, data: bytes) -> None:
        """Note merges and what is hidden."""
        if kind == _MERGES:
            for at in range(struct.unpack_from("<H", data)[0]):
                first, last, left, right = struct.unpack_from("<HHHH", data, 2 + 8 * at)
                if first > last or left > right:
                    raise self._damaged("a merged range ends before it starts")
                self._sheet.merges.append((first, left, last, right))
        elif kind == _WINDOW:
            self._hiding.zeros = bool(struct.unpack_from("<H", data)[0] & 0x10)
        elif kind == _ROW:
            row, _, _, height, _, _, flags = struct.unpack_from("<HHHHHHH", data)
            self._hiding.told.add(row)
            if flags & 0x20 or not height & 0x7FFF:
                self._sheet.hidden_rows.add(row)
        elif kind == _DEFAULT_ROW:
            self._hiding.rows = bool(struct.unpack_from("<H", data)[0] & 2)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", data)
            if flags & 1 or not width:
                self._sheet.hidden_columns.update(range(first, last + 1))

    def _cell(self, kind: int, data: bytes) -> None:
        """Take in one record of cells, or the text of the formula before it."""
        if self._awaits_text != (kind == _TEXT_OF_FORMULA):
            raise self._damaged("the text of a formula is missing or has none")
        if kind == _TEXT_OF_FORMULA:
            self._awaits_text = False
            self._sheet.texts[self._last] += short_string(data, 0)
            return
        row, column, style = struct.unpack_from("<HHH", data)
        if kind == _MULRK:
            for rank in range((len(data) - 6) // 6):
                style, packed = struct.unpack_from("<HI", data, 4 + 6 * rank)
                self._set(row, column + rank, style, _unpacked(packed))
        elif kind == _MULBLANK:
            for rank in range((len(data) - 6) // 2):
                self._set(row, column + rank, 0, "")
        else:
            self._set(row, column, style, self._value(kind, data))

    def _value(self, kind: int, data: bytes) -> float | str:
        if kind == _SHARED_STRING:
            return self._shared.strings[struct.unpack_from("<I", data, 6)[0]]
        if kind in (_LABEL, _RICH_LABEL):
            return short_string(data, 6)
        if kind == _NUMBER:
            return struct.unpack_from("<d", data, 6)[0]
        if kind == _RK:
            return _unpacked(struct.unpack_from("<I", data, 6)[0])
        if kind == _BOOLERR:
            value, is_error = struct.unpack_from("<BB", data, 6)
            return _ERRORS.get(value, "#?") if is_error else ("TRUE" if value else "FALSE")
        return self._result(data) if kind == _FORMULA else ""

    def _result(self, data: bytes) -> float | str:
        """What a formula showed when it was last computed."""
        kind, _, value, _, _, _, mark, flags = struct.unpack_from("<BBBBBBHH", data, 6)
        self._awaits_text = mark == 0xFFFF and kind == 0
        if flags & 1 and not self._awaits_text:
            # To be computed anew at every opening: what is kept may be nothing.
            return NO_RESULT
        if mark != 0xFFFF:
            return struct.unpack_from("<d", data, 6)[0]
        return {1: "TRUE" if value else "FALSE", 2: _ERRORS.get(value, "#?")}.get(kind, "")

    def _set(self, row: int, column: int, style: int, value: float | str) -> None:
        if (row, column) <= self._last:
            # Cells stand in order; one that does not was moved, and its own place would look blank.
            raise self._damaged(f"{self._sheet.at(row, column)} stands out of order")
        self._last = (row, column)
        if len(self._sheet.texts) > MAX_GRID_CELLS:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        identity, marks = self._shared.styles[style]
        if not isinstance(value, str):
            if not -1e300 < value < 1e300:
                raise self._damaged(f"{self._sheet.at(row, column)} is no number")
            if not value:
                self._noughts.append((row, column))
            code = self._shared.formats.get(identity) or built_in(identity)
            text = shown(value, code, self._shared.days_from_1904)
        else:
            text = value
            if value == NO_RESULT:
                self._remarks.setdefault(f"{self._sheet.at(row, column)}: a formula without a computed value")
            elif value.startswith("#"):
                self._remarks.setdefault(f"{self._sheet.at(row, column)}: {value}")
        self._sheet.texts[row, column] = marks + text if text else text

    def _damaged(self, problem: str) -> UnreadableError:
        return UnreadableError("damaged", problem=f"sheet {self._entry.name}: {problem}")


def _unpacked(packed: int) -> float:
    """The number of an RK value: 30 bits of an integer or of a float, and whether it is in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number

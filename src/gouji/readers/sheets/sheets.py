"""A worksheet as both spreadsheet formats give it, and how it becomes passages and grids."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gouji.document import Grid, Passage, UnreadableError
from gouji.document.folding import shows
from gouji.readers.grid import MAX_GRID_CELLS, GridBuilder, cell_text
from gouji.readers.marks import MARK

# Of a cell that holds a formula without a computed value.
NO_RESULT = MARK["formula_without_value"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"\s*([{_NUMERALS}])、")


@dataclass(slots=True)
class Sheet:
    """One worksheet. Rows and columns count from 0.

    `texts` has what each cell shows; a cell that has only borders is there with ''. `merges` are (first row, first
    column, last row, last column).
    """

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])

    def at(self, row: int, column: int) -> str:
        """The locator of a cell, such as `sheet 表三, cell D9`."""
        return f"sheet {self.name}, cell {_letters(column)}{row + 1}"


@functools.lru_cache(maxsize=1_000)
def _letters(column: int) -> str:
    """The letters of a column counted from 0: A to Z, AA and so on."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def sheet_blocks(sheet: Sheet, remarks: dict[str, None]) -> Iterator[Passage | Grid]:
    """The blocks of a sheet: each title, heading and line of prose a passage, each table between them a grid.

    Hidden rows and columns keep their labels, so that the table keeps its shape, but no figure is read from them.
    """
    if len(sheet.texts) > MAX_GRID_CELLS or len(sheet.merges) > MAX_GRID_CELLS:
        raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
    _mark_hidden(sheet, remarks)
    plan = _Plan(sheet, remarks)
    piece: list[int] = []
    for row in plan.rows:
        if plan.parts(row, piece):
            yield from _grid(plan, piece)
            piece = []
        if plan.is_passage(row, piece):
            yield from _grid(plan, piece)
            piece = []
            ((column, text),) = plan.shown[row]
            for line in text.split("\n"):
                if shows(line):
                    yield Passage(line.strip(), sheet.at(row, column))
        elif plan.shown[row] or (piece and plan.shown[piece[-1]]):
            # One empty row may be a line of figures that was left blank; the hundreds below are only formatted.
            piece.append(row)
    yield from _grid(plan, piece)


def _mark_hidden(sheet: Sheet, remarks: dict[str, None]) -> None:
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return
    filled = [place for place, text in sheet.texts.items() if shows(text)]
    rows = sheet.hidden_rows & {row for row, _ in filled}
    columns = sheet.hidden_columns & {column for _, column in filled}
    if rows or columns:
        remarks.setdefault(f"sheet {sheet.name}: figures in hidden rows or columns are not read")
        for place, text in sheet.texts.items():
            if (place[0] in rows or place[1] in columns) and not _HAN.search(text):
                sheet.texts[place] = MARK["hidden"] + text


class _Plan:
    """The rows of a sheet with what is shown in each, and which of them part the sheet."""

    def __init__(self, sheet: Sheet, remarks: dict[str, None]) -> None:
        self.sheet = sheet
        self.rows = sorted({row for row, _ in sheet.texts})
        self.next = dict(pairwise(self.rows))
        self.heads, self.covered = _merged(sheet, remarks)
        self.shown: dict[int, list[tuple[int, str]]] = {row: [] for row in self.rows}
        for (row, column), text in sorted(sheet.texts.items()):
            if (row, column) not in self.covered and shows(text):
                self.shown[row].append((column, text))
        self._crossed = {row for first, _, last, _ in self.heads.values() for row in self._rows_in(first + 1, last)}

    def _rows_in(self, first: int, last: int) -> Iterator[int]:
        return (row for row in self.rows if first <= row <= last) if last >= first else iter(())

    def parts(self, row: int, piece: list[int]) -> bool:
        """True where a heading row follows an empty one: the next table, and no longer that above."""
        if not piece or row in self._crossed or len(self.shown[row]) < 2 or self._has_figures(row):
            return False
        return not self._follows_closely(row, piece) and any(self._has_figures(above) for above in piece)

    def is_passage(self, row: int, piece: list[int]) -> bool:
        """True where a row has one text alone that is a title, a heading or prose, and not a label with blank cells."""
        if len(self.shown[row]) != 1 or row in self._crossed:
            return False
        ((column, text),) = self.shown[row]
        if len(_HAN.findall(text)) < 2:
            return False
        if not self._follows_closely(row, piece) or "。" in text:
            return True
        numbered = _NUMBERED.match(text)
        if numbered is None or self._continues_labels(row, column, numbered[1], piece[-1]):
            return False
        below = self._below(row)
        return below is None or not (self._has_figures(below) or self._is_numbered(below, numbered[1]))

    def _follows_closely(self, row: int, piece: list[int]) -> bool:
        return bool(piece) and piece[-1] == row - 1 and bool(self.shown[piece[-1]])

    def _continues_labels(self, row: int, column: int, numeral: str, above: int) -> bool:
        """True for 二、上年结转… below 一、本年新收…, in a box as wide: a line of the table that was left blank."""
        first, text = self.shown[above][0]
        before = _NUMBERED.match(text)
        if before is None or first != column:
            return False
        follows = _NUMERALS.index(numeral) == _NUMERALS.index(before[1]) + 1
        return follows and self.width(row, column) == self.width(above, column)

    def _below(self, row: int) -> int | None:
        """The next row that decides what `row` is: one of several texts, or a heading of its own."""
        following = self.next.get(row)
        while following is not None and len(self.shown[following]) < 2:
            if self.shown[following] and _NUMBERED.match(self.shown[following][0][1]):
                return following
            following = self.next.get(following)
        return following

    def _is_numbered(self, row: int, numeral: str) -> bool:
        """True where a row is numbered alike: 四、结转… ends table three, 四、政府信息公开行政复议… heads the next."""
        match = _NUMBERED.match(self.shown[row][0][1])
        return match is not None and match[1] == numeral

    def _has_figures(self, row: int) -> bool:
        return any(not _HAN.search(text) for _, text in self.shown[row])

    def width(self, row: int, column: int) -> int:
        """How many columns the cell covers."""
        merge = self.heads.get((row, column))
        return merge[3] - merge[1] + 1 if merge else 1


def _merged(
    sheet: Sheet, remarks: dict[str, None]
) -> tuple[dict[tuple[int, int], tuple[int, int, int, int]], set[tuple[int, int]]]:
    """Each merge by its first cell, and the places that the merges cover besides."""
    heads: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    covered: set[tuple[int, int]] = set()
    last_row = max((row for row, _ in sheet.texts), default=0)
    for first, left, last, right in sheet.merges:
        merge = (first, left, min(last, last_row), right)
        area = (merge[2] - first + 1) * (right - left + 1)
        if area + len(covered) > MAX_GRID_CELLS:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        places = {(row, column) for row in range(first, merge[2] + 1) for column in range(left, right + 1)}
        if places & (covered | heads.keys()):
            raise UnreadableError("merges_overlap", place=sheet.at(first, left))
        heads[first, left] = merge
        places.discard((first, left))
        covered |= places
        if any(shows(sheet.texts.get(place, "")) for place in places):
            # Excel shows the first cell alone and keeps what is under it.
            remarks.setdefault(f"{sheet.at(first, left)}: text hidden by a merge")
            sheet.texts[first, left] = MARK["under_merge"] + sheet.texts.get((first, left), "")
    return heads, covered


def _grid(plan: _Plan, piece: list[int]) -> Iterator[Grid]:
    """The grid of consecutive rows, every place of it that no merge covers a cell; none where nothing is shown."""
    filled = [(row, column) for row in piece for column, _ in plan.shown[row]]
    if not filled:
        return
    left = min(column for _, column in filled)
    right = max(column + plan.width(row, column) - 1 for row, column in filled)
    sheet = plan.sheet
    builder = GridBuilder(f"sheet {sheet.name}, rows {piece[0] + 1} to {piece[-1] + 1}")
    if len(piece) * (right - left + 1) > MAX_GRID_CELLS:
        raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
    for row in piece:
        for column in range(left, right + 1):
            if (row, column) in plan.covered:
                continue
            height = width = 1
            if merge := plan.heads.get((row, column)):
                first, start, last, end = merge
                height, width = min(last, piece[-1]) - first + 1, min(end, right) - start + 1
            text = sheet.texts.get((row, column), "")
            text = cell_text(text.split("\n")) if text else text
            builder.add(row, column, text, height, width, at=sheet.at(row, column))
    yield builder.grid()

"""A sheet -> its tables with the text of each cell, and the lines outside them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.readers.marks import MARK
from gouji.readers.pages.ruled.model import Box, Glyph, Rule, Sheet
from gouji.readers.pages.ruled.tables import Ruled, find_tables, merged
from gouji.readers.pages.ruled.writing import Line, write

# Shares of the font size: what stands nearer to a line in the next cell is one text across the border of both.
_APART = 0.06
_OUTSIDE = 0.2
# A line between these heights over the baseline strikes a figure out; below it underlines.
_STRUCK_FROM, _STRUCK_TO = 0.08, 0.6
# Points: the rules of a cell are no ink in it.
_BORDER = 2.5
_INK = 0.5
_PAPER_EDGE = 2.0
# A frame around most of a page is no cell.
_FRAME_SHARE = 0.4


class Cell(NamedTuple):
    """A cell of a table on one page: where it is in the table, its lines and text, where it is on the page.

    `confidence` is None where nothing was recognised in a picture; a blank cell of a picture has 1: no ink is a fact.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    box: Box
    lines: tuple[Line, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table as far as one page has it: its x-lines, how many rows, its cells in order of rows."""

    page: int
    xs: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]
    box: Box


def fill(sheet: Sheet) -> tuple[list[Fragment], list[Line]]:
    """The tables of a sheet from top to bottom, and the lines of text outside them."""
    tables, loose = tables_of(sheet.across, sheet.down, sheet.height)
    inside, outside = _parted(sheet.glyphs, tables)
    fragments = [
        Fragment(sheet.number, table.xs, len(table.ys) - 1, tuple(_cells(sheet, table, glyphs, loose)), table.box)
        for table, glyphs in zip(tables, inside, strict=True)
    ]
    return sorted(fragments, key=lambda fragment: fragment.box.y0), write(outside)


def tables_of(across: Iterable[Rule], down: Iterable[Rule], height: float) -> tuple[list[Ruled], list[Box]]:
    """The tables that the rules of a page of some height make, and the rules that are part of none."""
    tables, loose = find_tables(merged(across), merged(down))
    return [table for table in tables if not _is_frame(table, tables, height)], loose


def _is_frame(table: Ruled, tables: Sequence[Ruled], height: float) -> bool:
    """True for a border around other tables, or around most of a page: what is in it is in no cell."""
    if len(table.regions) > 1:
        return False
    box = table.box
    around = any(other is not table and box.meets(other.box) for other in tables)
    return around or box.y1 - box.y0 > _FRAME_SHARE * height


def _parted(glyphs: Iterable[Glyph], tables: Sequence[Ruled]) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The glyphs in each region of each table, of two tables over each other in the smaller one, and those in none."""
    inside: list[list[list[Glyph]]] = [[[] for _ in table.regions] for table in tables]
    outside: list[Glyph] = []
    boxes = [table.box for table in tables]
    ranks = [_fields(table) for table in tables]
    covered = [any(box.meets(smaller) for smaller in boxes[:rank]) for rank, box in enumerate(boxes)]
    # Most characters stand in the same cell as the one before.
    left = top = right = bottom = 0.0
    own = outside
    for glyph in glyphs:
        x, y = glyph.middle
        if left <= x < right and top <= y < bottom:
            own.append(glyph)
            continue
        left = top = right = bottom = 0.0
        own = outside
        for place, (x0, y0, x1, y1) in enumerate(boxes):
            if x0 <= x < x1 and y0 <= y < y1:
                table = tables[place]
                rank = ranks[place][bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1]
                own = inside[place][rank]
                if not covered[place]:
                    left, top, right, bottom = table.box_of(table.regions[rank])
                break
        own.append(glyph)
    return inside, outside


def _fields(table: Ruled) -> dict[tuple[int, int], int]:
    """(row, column) of each field -> the rank of its region."""
    return {
        (row, column): rank
        for rank, region in enumerate(table.regions)
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }


def _cells(sheet: Sheet, table: Ruled, glyphs: list[list[Glyph]], loose: Sequence[Box]) -> Iterator[Cell]:
    cells: list[Cell] = []
    at_edge = _is_cut_off(table.box, sheet)
    for region, own in zip(table.regions, glyphs, strict=True):
        box = table.box_of(region)
        lines = tuple(write(own)) if own else ()
        text = "\n".join([line.text for line in lines])
        if not region.whole:
            text += MARK["merge_unclear"]
        if at_edge and _is_cut_off(box, sheet):
            text += MARK["cut_off"]
        elif any(_sticks_out(line, box) for line in lines):
            text += MARK["overprinted"]
        text += _marks(sheet, box, lines, loose)
        confidence = min((_sureness(line) for line in lines), default=1.0) if sheet.recognised else None
        row, column, row_span, column_span, _ = region
        cells.append(Cell(row, column, row_span, column_span, text, sheet.number, box, lines, confidence))
    across = _run_over(cells)
    return (
        cell._replace(text=cell.text + MARK["overprinted"]) if rank in across else cell
        for rank, cell in enumerate(cells)
    )


def _sureness(line: Line) -> float:
    return 1.0 if line.confidence is None else line.confidence


def _marks(sheet: Sheet, box: Box, lines: Sequence[Line], loose: Sequence[Box]) -> str:
    """What keeps the text of a cell from being read as its figure, beyond the text itself."""
    marks = ""
    if loose and any(_strikes(rule, line) for rule in loose for line in lines):
        marks += MARK["struck"]
    if sheet.fields and any(field.meets(box.shrunk(_INK)) for field in sheet.fields):
        marks += MARK["form_field"]
    if lines:
        # A small picture beside a text may be one of its digits; a large one is a seal or a watermark over it.
        shown = any(_within(picture, box) for picture in sheet.pictures)
    else:
        shown = sheet.doubtful or _is_drawn(sheet, box, loose)
    return marks + MARK["drawn_over"] if shown else marks


def _is_drawn(sheet: Sheet, box: Box, loose: Iterable[Box]) -> bool:
    """True where anything is seen in a cell without text: a picture, a one drawn by hand, a line that strikes the cell out."""
    if not loose and not sheet.pictures:
        return False
    inner = box.shrunk(_BORDER)
    drawn = any(_within(one, box) for one in loose) or any(picture.meets(inner) for picture in sheet.pictures)
    return drawn and sheet.has_ink(inner)


def _is_cut_off(box: Box, sheet: Sheet) -> bool:
    """True where a cell reaches to the edge of the paper: a table too wide for its page loses the ends of its figures."""
    return (
        box.x0 < _PAPER_EDGE
        or box.y0 < _PAPER_EDGE
        or box.x1 > sheet.width - _PAPER_EDGE
        or box.y1 > sheet.height - _PAPER_EDGE
    )


def _within(picture: Box, box: Box) -> bool:
    return (
        box.x0 - _BORDER <= picture.x0
        and picture.x1 <= box.x1 + _BORDER
        and box.y0 - _BORDER <= picture.y0
        and picture.y1 <= box.y1 + _BORDER
    )


def _sticks_out(line: Line, box: Box) -> bool:
    """True where a text is too tall for its cell, or stands on its border: a watermark, or a text of another cell."""
    top = line.base - 0.7 * line.size
    return (
        line.base > box.y1 + _OUTSIDE * line.size
        or top < box.y0 - _OUTSIDE * line.size
        or line.size > 1.3 * (box.y1 - box.y0)
    )


def _strikes(rule: Box, line: Line) -> bool:
    height = (line.base - (rule.y0 + rule.y1) / 2) / line.size
    shared = min(rule.x1, line.x1) - max(rule.x0, line.x0)
    return _STRUCK_FROM < height < _STRUCK_TO and shared > 0.3 * (line.x1 - line.x0)


def _run_over(cells: Sequence[Cell]) -> set[int]:
    """The ranks of cells whose text goes on in the next cell: a figure too wide for its column is parted by the border."""
    found: set[int] = set()
    starts: dict[tuple[int, int], list[tuple[int, Line]]] = {}
    for rank, cell in enumerate(cells):
        for line in cell.lines:
            for row in range(cell.row, cell.row + cell.row_span):
                starts.setdefault((row, cell.column), []).append((rank, line))
    for rank, cell in enumerate(cells):
        for line in cell.lines:
            for row in range(cell.row, cell.row + cell.row_span):
                for other, beside in starts.get((row, cell.column + cell.column_span), ()):
                    size = min(line.size, beside.size)
                    if abs(beside.base - line.base) < size / 2 and beside.x0 - line.x1 < _APART * size:
                        found |= {rank, other}
    return found

"""A document folded once for all its tables: what every placer asks of a text is asked here a single time."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.document import Document, Grid, GridCell, Passage
from gouji.document.figures import Spellings, is_page_mark, looks_like_value
from gouji.document.folding import fold, shows
from gouji.reports.transcribe.tokens import Run, runs

_OPEN_WHEN_CUT = frozenset(("text", "html"))
# No label of a form is nearly as long; what is longer is prose and stands for no label.
_LONGEST_LABEL = 100
# A page has a table of one row now and then; a statistical table has more rows below each other.
_FEWEST_ROWS = 3
_BARE_NUMBER = re.compile(r"\s*[0-9]{1,3}\s*")
_BETWEEN = re.compile("[|｜\t]")


# Not frozen only for time: a report has hundreds, each is itself and no other, and nothing changes them.
@dataclass(slots=True, eq=False)
class FoldedCell:
    """One printed cell: the folded form of its text (empty: it shows nothing), and whether it can only be a value.

    `end` is the grid column behind it.
    """

    cell: GridCell
    word: str
    shown: bool
    is_value: bool
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class FoldedRow:
    """One printed row: its distinct cells from left to right, and whether anything, and any value, is printed in it.

    `by_column` has the cell that covers a grid column; it is empty where spans are not known.
    """

    cells: tuple[FoldedCell, ...]
    by_column: dict[int, FoldedCell]
    is_blank: bool
    has_value: bool


@dataclass(frozen=True, slots=True, eq=False)
class FoldedGrid:
    """A grid by rows, with the set of all folded texts in it. `columns_known` as in Grid."""

    rows: tuple[FoldedRow, ...]
    words: frozenset[str]
    locator: str
    columns_known: bool


class FoldedDocument:
    """The grids of a document folded, apart by what is known of their spans, and the folded texts of its passages."""

    def __init__(self, document: Document, spellings: Spellings) -> None:
        self.document = document
        self.spellings = spellings
        self.grids = tuple(_folded(grid, spellings) for grid in document.grids if grid.spans_known)
        self.row_grids = tuple(_folded(grid, spellings) for grid in _rejoined(document, spellings))
        # Rows that are tables of their own: what a merged cell reaches over is lost with the table around them.
        self.single_rows = tuple(_folded(grid, spellings) for grid in _single_rows(document))
        self.aligned_grids = tuple(grid for grid in self.row_grids if grid.columns_known)
        self._pages: dict[tuple[tuple[int, int | None], ...], bool] = {}
        self._runs: dict[tuple[int, int | None], tuple[Run, ...]] = {}

    def runs(self, start: int, end: int | None) -> tuple[Run, ...]:
        """The passages among the blocks from `start` to `end` as runs of labels and values."""
        if (start, end) not in self._runs:
            passages = [block for block in self.document.blocks[start:end] if isinstance(block, Passage)]
            self._runs[start, end] = runs(passages, self.spellings)
        return self._runs[start, end]

    def shows_page_numbers(self, tables: tuple[tuple[int, int | None], ...]) -> bool:
        """True where a page number is seen: a page mark, or a bare number outside the blocks of `tables` (start, end)."""
        if tables not in self._pages:
            within = [self.document.blocks[start:end] for start, end in tables]
            inside = {id(block) for blocks in within for block in blocks}
            self._pages[tables] = any(
                is_page_mark(passage.text, self.spellings)
                or (id(passage) not in inside and _BARE_NUMBER.fullmatch(passage.text) is not None)
                for passage in self.document.passages
            )
        return self._pages[tables]

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every folded text of the document that is short enough for a label."""
        return self.passage_words.union(*(grid.words for grid in (*self.grids, *self.row_grids)))

    @functools.cached_property
    def passage_words(self) -> frozenset[str]:
        """The folded text of every passage, and of its parts between pipes and tabs, that is short enough for a label."""
        texts = {part for passage in self.document.passages for part in (passage.text, *_BETWEEN.split(passage.text))}
        return frozenset(fold(text) for text in texts if len(text) <= _LONGEST_LABEL and not text.isascii())

    @functools.cached_property
    def last_locator(self) -> str | None:
        """Where the last text of the file stands: if the file was cut off, then in the middle of this one.

        None for formats whose files do not open when a part is missing.
        """
        blocks = self.document.blocks if self.document.format in _OPEN_WHEN_CUT else ()
        last = blocks[-1] if blocks else None
        if isinstance(last, Passage):
            return last.locator
        return last.cells[-1].locator if last and last.cells else None


def _rejoined(document: Document, spellings: Spellings) -> Iterator[Grid]:
    """The grids without spans; those that nothing but page marks part are one."""
    parts: list[Grid] = []
    for block in document.blocks:
        if isinstance(block, Passage):
            if parts and not is_page_mark(block.text, spellings):
                yield _joined(parts, spellings)
                parts = []
        elif not block.spans_known:
            parts.append(block)
    if parts:
        yield _joined(parts, spellings)


def _single_rows(document: Document) -> Iterator[Grid]:
    """Grids that follow each other, most of them of one row, as one grid whose spans are not known."""
    grids: list[Grid] = []
    for block in (*document.blocks, None):
        if isinstance(block, Grid):
            if block.spans_known:
                grids.append(block)
        elif block is None or shows(block.text) or block.doubts:
            if sum(len({cell.row for cell in grid.cells}) == 1 for grid in grids) >= _FEWEST_ROWS:
                yield _below_each_other(grids)
            grids = []


def _below_each_other(grids: Sequence[Grid]) -> Grid:
    cells: list[GridCell] = []
    for grid in grids:
        below = cells[-1].row + 1 if cells else 0
        cells += [
            cell._replace(row=cell.row + below) for cell in sorted(grid.cells, key=lambda one: (one.row, one.column))
        ]
    return Grid(tuple(cells), grids[0].locator, spans_known=False)


def _joined(parts: Sequence[Grid], spellings: Spellings) -> Grid:
    if len(parts) == 1 and not any("\n" in cell.text for cell in parts[0].cells):
        return parts[0]
    cells: list[GridCell] = []
    for part in parts:
        below = cells[-1].row + 1 if cells else 0
        for cell in part.cells:
            text = _unmarked(cell.text, spellings) if "\n" in cell.text else cell.text
            moved = below or text != cell.text
            cells.append(cell._replace(row=cell.row + below, text=text) if moved else cell)
    widths = {len(list(row)) for _, row in groupby(cells, key=lambda cell: cell.row)}
    aligned = all(part.columns_known for part in parts) and len(widths) == 1
    return Grid(tuple(cells), parts[0].locator, spans_known=False, columns_known=aligned)


def _unmarked(text: str, spellings: Spellings) -> str:
    """The text of a cell without page marks on lines of their own below the first, where tabbed text takes them in."""
    first, *below = text.split("\n")
    return "\n".join((first, *(line for line in below if not is_page_mark(line, spellings))))


def _folded(grid: Grid, spellings: Spellings) -> FoldedGrid:
    cells = [_folded_cell(cell, spellings) for cell in grid.cells]
    rows = _spanned_rows(cells) if grid.spans_known else _listed_rows(cells)
    return FoldedGrid(tuple(rows), frozenset(cell.word for cell in cells), grid.locator, grid.columns_known)


def _folded_cell(cell: GridCell, spellings: Spellings) -> FoldedCell:
    text, end = cell.text, cell.column + cell.column_span
    if cell.doubts:
        # It shows something, and whether that is a figure is not known.
        return FoldedCell(cell, fold(text), True, False, end)
    if text.isascii() and text.isdigit():
        return FoldedCell(cell, text, True, True, end)
    return FoldedCell(cell, *_look(text, spellings), end)


@functools.lru_cache(maxsize=16_384)
def _look(text: str, spellings: Spellings) -> tuple[str, bool, bool]:
    """The folded form of a text, whether it shows anything, and whether it can only be a value. Labels recur."""
    return fold(text), shows(text), looks_like_value(text, spellings)


def _listed_rows(cells: Iterable[FoldedCell]) -> list[FoldedRow]:
    rows: list[FoldedRow] = []
    for _, group in groupby(cells, key=lambda cell: cell.cell.row):
        rows.append(_row(group, {}))
    return rows


def _spanned_rows(cells: Iterable[FoldedCell]) -> list[FoldedRow]:
    rows: dict[int, dict[int, FoldedCell]] = {}
    for folded in cells:
        cell = folded.cell
        if cell.row_span == cell.column_span == 1:
            rows.setdefault(cell.row, {})[cell.column] = folded
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            covered = rows.setdefault(row, {})
            for column in range(cell.column, folded.end):
                covered[column] = folded
    ordered = [{column: rows[row][column] for column in sorted(rows[row])} for row in sorted(rows)]
    return [_row(dict.fromkeys(by_column.values()), by_column) for by_column in ordered]


def _row(cells: Iterable[FoldedCell], by_column: dict[int, FoldedCell]) -> FoldedRow:
    cells = tuple(cells)
    return FoldedRow(cells, by_column, not any(cell.shown for cell in cells), any(cell.is_value for cell in cells))

"""What readers of office documents share: cells set into a grid."""

import re
from collections.abc import Iterable

from gouji.document import Grid, GridCell, UnreadableError
from gouji.document.folding import shows

# The official tables have 200 cells; a county's report in a layout of its own some hundreds.
MAX_GRID_CELLS = 100_000
# Word stops at 63 columns, Excel at 16,384.
MAX_GRID_SIDE = 20_000

_HALF = re.compile("[\ud800-\udfff]")


class GridBuilder:
    """Collects the cells of one table; `at` makes locators such as `table 2, row 3, column 4`."""

    def __init__(self, locator: str) -> None:
        self.locator = locator
        self.cells: list[GridCell] = []
        self._room = MAX_GRID_CELLS

    def at(self, row: int, column: int) -> str:
        """The locator of the cell whose row and column count from 0."""
        return f"{self.locator}, row {row + 1}, column {column + 1}"

    def add(
        self, row: int, column: int, text: str, row_span: int = 1, column_span: int = 1, at: str | None = None
    ) -> None:
        """Set a cell, with its place named by `at` instead where given. Raises UnreadableError where the table becomes larger than any report's."""
        self._room -= row_span * column_span
        if self._room < 0 or row > MAX_GRID_SIDE or column + column_span > MAX_GRID_SIDE:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        where = at or f"{self.locator}, row {row + 1}, column {column + 1}"
        self.cells.append(GridCell(row, column, text, where, row_span, column_span))

    def grid(self) -> Grid:
        """The table as collected."""
        return Grid(tuple(self.cells), self.locator, spans_known=True)


def cell_text(lines: Iterable[str]) -> str:
    """The text of a cell of these lines and paragraphs: those that show something, one a line."""
    return "\n".join([shown for line in lines if shows(shown := line.strip(" \t"))])


def paired(text: str) -> str:
    """`text` with the halves of surrogate pairs joined; a half alone becomes U+FFFD."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

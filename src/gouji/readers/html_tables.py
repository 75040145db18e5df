"""A table of a web page -> Grid: its cells where their spans put them, by the table algorithm of the HTML standard."""

from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborNode

from gouji.document import Grid, GridCell, UnreadableError
from gouji.readers.html_words import is_hidden, span

_MAX_GRID_CELLS = 100_000
_MAX_GRID_SIDE = 5_000


def read_table(table: LexborNode, number: int, text_of: Callable[[LexborNode], str]) -> Grid:
    """The grid of table `number` of its page. Raises UnreadableError where it is larger than any report's."""
    rows = [row for row in table.css("tr") if not is_hidden(row.attributes)]
    ends = _group_ends(rows)
    cells: list[GridCell] = []
    # For each row, the columns that cells of the rows above it reach down into.
    reached: dict[int, set[int]] = {}
    room = _MAX_GRID_CELLS
    for row, node in enumerate(rows):
        at = f"table {number}, row {row + 1}, column "
        taken = reached.pop(row, frozenset[int]())
        column = 0
        for cell in node.iter(include_text=False):
            if cell.tag not in ("td", "th"):
                continue
            attributes = cell.attributes
            if is_hidden(attributes):
                continue
            while column in taken:
                column += 1
            down = right = 1
            if attributes:
                down = min(span(attributes, "rowspan") or len(rows), ends[row] - row)
                right = span(attributes, "colspan") or 1
            room -= down * right
            if room < 0 or right > _MAX_GRID_SIDE:
                raise UnreadableError("table_too_large", limit=_MAX_GRID_CELLS)
            for below in range(row + 1, row + down):
                reached.setdefault(below, set()).update(range(column, column + right))
            cells.append(GridCell(row, column, text_of(cell), f"{at}{column + 1}", down, right))
            column += right
    return Grid(tuple(cells), f"table {number}", spans_known=True)


def _group_ends(rows: Sequence[LexborNode]) -> list[int]:
    """For each row the rank behind the last row of its <thead>, <tbody> or <tfoot>: no cell reaches out of its group."""
    ends: list[int] = []
    end, below = len(rows), None
    for rank in range(len(rows) - 1, -1, -1):
        group = rows[rank].parent
        identity = group.mem_id if group is not None else None
        if identity != below:
            end, below = rank + 1, identity
        ends.append(end)
    return ends[::-1]

"""Rows of a table that are given by the edges of their cells in twips (.doc, RTF): set into grid columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.document import Grid, UnreadableError
from gouji.readers.grid import GridBuilder
from gouji.readers.marks import MARK
from gouji.readers.word.merging import Merge, MergeCell, set_rows

_MERGES: tuple[Merge | None, ...] = (None, "continue", "restart")
# Edges that are meant to be one differ by the rounding of a row's widths; 3 twips have been met, a column has hundreds.
_SAME_EDGE = 40


@dataclass(frozen=True, slots=True)
class RowDefinition:
    """The cells of a row: their edges in twips (one more than cells), and how each is merged.

    `right` has 0, 1 (continues the cell on its left) or more; `down` 0, 1 (continues the cell above) or more.
    """

    edges: tuple[int, ...]
    right: tuple[int, ...]
    down: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row that has ended: its definition and the texts of its cells."""

    definition: RowDefinition
    texts: Sequence[str]


def edges_grid(locator: str, rows: Sequence[EdgeRow], part: str, remark: Callable[[str], None]) -> Grid:
    """The grid of the rows of one table. Raises UnreadableError, naming the `part`, for a cell without width."""
    columns = _columns([edge for row in rows for edge in row.definition.edges])
    builder = GridBuilder(locator)
    set_rows(builder, ((rank, _merge_cells(row, columns, part)) for rank, row in enumerate(rows)), remark)
    return builder.grid()


def _columns(edges: list[int]) -> dict[int, int]:
    """For each edge in twips the number of the grid line it stands on."""
    found: dict[int, int] = {}
    line, first = -1, 0
    for edge in sorted(set(edges)):
        if line < 0 or edge - first > _SAME_EDGE:
            line, first = line + 1, edge
        found[edge] = line
    return found


def _merge_cells(row: EdgeRow, columns: dict[int, int], part: str) -> list[MergeCell]:
    cells: list[MergeCell] = []
    definition = row.definition
    lines = [columns[edge] for edge in definition.edges]
    for rank, text in enumerate(row.texts):
        if lines[rank] >= lines[rank + 1]:
            raise UnreadableError("damaged", problem=f"{part}: a table cell without width")
        span = lines[rank + 1] - lines[rank]
        if definition.right[rank] == 1 and cells:
            left = cells.pop()
            # Word hides the text of a cell that continues the one on its left.
            shown = MARK["under_merge"] + left.text if text else left.text
            cells.append(MergeCell(left.column, left.span + span, left.merge, shown))
        else:
            merge = _MERGES[min(definition.down[rank], 2)]
            cells.append(MergeCell(lines[rank], span, merge, text))
    return cells

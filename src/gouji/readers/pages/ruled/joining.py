"""Tables over a page break: fragments of consecutive pages set together, rows cut by the break joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.readers.marks import MARK
from gouji.readers.pages.ruled.cells import Cell, Fragment
from gouji.readers.pages.ruled.labels import Labels, has_word
from gouji.readers.pages.ruled.tables import SAME_LINE

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all its pages: rows and columns count over the whole of it."""

    fragments: int
    xs: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]


def alone(fragment: Fragment) -> Table:
    """The table that one fragment is."""
    return Table(1, fragment.xs, fragment.rows, fragment.cells)


def continues(above: Fragment, below: Fragment) -> bool:
    """True where two fragments can be one table: on consecutive pages, between the same left and right edges."""
    return (
        below.page == above.page + 1
        and abs(above.xs[0] - below.xs[0]) <= SAME_LINE
        and abs(above.xs[-1] - below.xs[-1]) <= SAME_LINE
    )


def joined(table: Table, below: Fragment, labels: Labels) -> Table:
    """`table` with a fragment set below it, in the union of both sets of x-lines.

    Heading rows repeated at the top of the page are dropped if they are identical to the first rows of the table. A row
    cut by the break is joined cell by cell, if no cell has text in both halves but labels that make one label together.
    """
    xs = _union(table.xs, below.xs)
    cells = _moved(table.cells, table.xs, xs, 0)
    repeated = _repeated(cells, _moved(below.cells, below.xs, xs, 0))
    down = table.rows - repeated
    lower = _moved((cell for cell in below.cells if cell.row >= repeated), below.xs, xs, down)
    rows = down + below.rows
    if _is_cut(cells, lower, table.rows, labels):
        return Table(table.fragments + 1, xs, rows - 1, _row_joined(cells, lower, table.rows, labels))
    cells, lower = _tall_joined(cells, lower, table.rows, labels)
    return Table(
        table.fragments + 1, xs, rows, tuple(sorted([*cells, *lower], key=lambda cell: (cell.row, cell.column)))
    )


def _union(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(sorted([*one, *(x for x in other if all(abs(x - known) > SAME_LINE for known in one))]))


def _moved(cells: Iterable[Cell], own: Sequence[float], xs: Sequence[float], down: int) -> list[Cell]:
    """The cells in other x-lines, some rows further down."""
    ranks = [min(range(len(xs)), key=lambda index: abs(xs[index] - x)) for x in own]
    if not down and ranks == list(range(len(xs))):
        return list(cells)
    moved: list[Cell] = []
    for cell in cells:
        left, right = ranks[cell.column], ranks[cell.column + cell.column_span]
        moved.append(Cell(cell.row + down, left, cell.row_span, right - left, *cell[4:]))
    return moved


def _repeated(above: Sequence[Cell], below: Sequence[Cell]) -> int:
    """How many rows at the top of a page are the first rows of the table once more, word by word and without a figure."""

    def shape(cells: Iterable[Cell], row: int) -> list[tuple[int, int, int, str]]:
        return [(cell.column, cell.column_span, cell.row_span, cell.text) for cell in cells if cell.row == row]

    row = 0
    while (first := shape(above, row)) and first == shape(below, row):
        if not any(cell[3] for cell in first) or any(cell[3].strip().isdigit() for cell in first):
            break
        row += 1
    # A heading that reaches down into rows that are no repetition would be cut in two.
    while row and any(cell.row < row < cell.row + cell.row_span for cell in below):
        row -= 1
    return row


def _edges(cells: Sequence[Cell], lower: Sequence[Cell], row: int) -> list[tuple[Cell, Cell]]:
    """The pairs of cells of equal width that meet at the page break above `row`."""
    top = {(cell.column, cell.column_span): cell for cell in lower if cell.row == row}
    ends = [cell for cell in cells if cell.row + cell.row_span == row]
    return [(cell, top[key]) for cell in ends if (key := (cell.column, cell.column_span)) in top]


def _is_tall(pair: tuple[Cell, Cell]) -> bool:
    return max(pair[0].row_span, pair[1].row_span) > 1


def _is_cut(cells: Sequence[Cell], lower: Sequence[Cell], row: int, labels: Labels) -> bool:
    """True where the last row before the break and the first one behind it are halves of one row."""
    every = _edges(cells, lower, row)
    pairs = [pair for pair in every if not _is_tall(pair)]
    paired = {cell for pair in every for cell in pair}
    halves = [cell for cell in cells if cell.row == row - 1] + [cell for cell in lower if cell.row == row]
    if not pairs or not paired.issuperset(cell for cell in halves if cell.row_span == 1):
        return False
    if not any(above.text for above, _ in pairs) or not any(below.text for _, below in pairs):
        return False
    if is_bare(below for _, below in pairs) and any(_DIGIT.search(above.text) for above, _ in pairs):
        # Figures without a label below a line of figures: the rest of figures that the break has cut in two.
        return True
    return all(labels.is_cut(above.text, below.text) for above, below in pairs if above.text and below.text)


def is_bare(cells: Iterable[Cell]) -> bool:
    """True where no cell has a word: no line of a form is without, but one right below its headings."""
    return not any(has_word(cell.text) for cell in cells)


def _row_joined(cells: Sequence[Cell], lower: Sequence[Cell], row: int, labels: Labels) -> tuple[Cell, ...]:
    pairs = _edges(cells, lower, row)
    below_of = {above: below for above, below in pairs if not _is_tall((above, below)) or _is_one(above, below, labels)}
    taken = set(below_of.values())
    kept: list[Cell] = []
    for cell in cells:
        below = below_of.get(cell)
        if below is None:
            kept.append(cell)
        else:
            # The halves share a row, so that together they have one row less.
            kept.append(_together(cell, below, cell.row_span + below.row_span - 1))
    kept += [
        cell._replace(row=max(cell.row - 1, row)) if cell.row > row else _up(cell)
        for cell in lower
        if cell not in taken
    ]
    return tuple(sorted(kept, key=lambda cell: (cell.row, cell.column)))


def _up(cell: Cell) -> Cell:
    """A cell at the top of a page whose first row is the other half of the row above it."""
    return cell._replace(row_span=cell.row_span - 1) if cell.row_span > 1 else cell


def _tall_joined(cells: list[Cell], lower: list[Cell], row: int, labels: Labels) -> tuple[list[Cell], list[Cell]]:
    """Both sides of a break between rows: group labels that reach over it are one, what looks cut is not trusted."""
    pairs = _edges(cells, lower, row)
    # A blank figure below a tall heading is no part of it: group labels stand left of the labels of lines.
    label = max((cell.column for cell in lower if cell.row == row and has_word(cell.text)), default=0)
    one = {above: below for above, below in pairs if _goes_over(above, below, label, labels)}
    doubtful = any(above.text and labels.is_torn(below.text) and not _is_tall((above, below)) for above, below in pairs)
    above_cells = [
        _together(cell, one[cell], cell.row_span + one[cell].row_span) if cell in one else cell for cell in cells
    ]
    taken = set(one.values())
    below_cells = [cell for cell in lower if cell not in taken]
    if doubtful:
        # A label that goes on below the break: what stands there beside it may belong to the cells above it.
        open_ended = {above for above, below in pairs if below.text and not has_word(below.text)}
        above_cells = [
            cell._replace(text=cell.text + MARK["torn_cell"]) if cell in open_ended else cell for cell in above_cells
        ]
    return above_cells, below_cells


def _goes_over(above: Cell, below: Cell, label: int, labels: Labels) -> bool:
    """True for a cell over several rows of which the break left some on each page; `label`: the column of line labels."""
    torn = bool(above.text and below.text) and labels.is_cut(above.text, below.text)
    return torn or (above.column < label and _is_tall((above, below)) and _is_one(above, below, labels))


def _is_one(above: Cell, below: Cell, labels: Labels) -> bool:
    return not (above.text and below.text) or labels.is_cut(above.text, below.text)


def _together(above: Cell, below: Cell, row_span: int) -> Cell:
    text = "\n".join(text for text in (above.text, below.text) if text)
    sure = min((one.confidence for one in (above, below) if one.confidence is not None), default=None)
    return above._replace(text=text, row_span=row_span, lines=(*above.lines, *below.lines), confidence=sure)

"""The left side for files without pages: their passages and tables as they were read, marked where cells stood."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gouji.document import Document, Grid
from gouji.outputs.show.spots import At, Spot

# A report of 60 KB has some 400 passages; what is marked is always shown.
MOST_BLOCKS = 3000
MOST_CELLS = 30_000
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a shown table; a filler stands where the document has none, so that columns stay in line."""

    text: str
    row_span: int
    column_span: int
    spot: Spot | None
    filler: bool = False


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A passage (`rows` is None) or a table; `locator` as the reader gave it."""

    locator: str
    text: str
    spot: Spot | None
    rows: tuple[tuple[ShownCell, ...], ...] | None


@dataclass(frozen=True, slots=True)
class ShownText:
    """What is shown of a document, and how many of its blocks are not."""

    blocks: tuple[ShownBlock, ...]
    left_out: int


def shown_text(document: Document, at: Mapping[At, Spot], mask: Callable[[str], str], cut: str) -> ShownText:
    """The blocks of `document` in order; `at` has its marked places. Long texts end with `cut`."""

    def text_of(text: str) -> str:
        # A number cut in two would no longer be known for what it is.
        safe = mask(text)
        return safe if len(safe) <= LONGEST_TEXT else safe[:LONGEST_TEXT] + cut

    marked = {place.block for place in at}
    shown: list[ShownBlock] = []
    cells = 0
    for number, block in enumerate(document.blocks):
        cells += len(block.cells) if isinstance(block, Grid) else 0
        if number not in marked and (len(shown) >= MOST_BLOCKS or cells > MOST_CELLS):
            continue
        if isinstance(block, Grid):
            rows = tuple(
                _rows(block, {place.cell: spot for place, spot in at.items() if place.block == number}, text_of)
            )
            shown.append(ShownBlock(block.locator, "", None, rows))
        else:
            shown.append(ShownBlock(block.locator, text_of(block.text), at.get(At(number, -1)), None))
    return ShownText(tuple(shown), len(document.blocks) - len(shown))


def _rows(grid: Grid, spots: Mapping[int, Spot], text_of: Callable[[str], str]) -> Iterator[tuple[ShownCell, ...]]:
    """The rows of a table as HTML wants them: a cell stands in its first row, gaps are filled."""
    by_row: dict[int, list[int]] = {}
    for rank, cell in enumerate(grid.cells):
        by_row.setdefault(cell.row, []).append(rank)
    covered: dict[int, list[tuple[int, int]]] = {}
    for row in range(max(by_row, default=-1) + 1):
        made: list[ShownCell] = []
        taken = sorted(covered.pop(row, []))
        column = 0
        for rank in sorted(by_row.get(row, []), key=lambda rank: grid.cells[rank].column):
            cell = grid.cells[rank]
            column = _fill(made, taken, column, cell.column)
            made.append(ShownCell(text_of(cell.text), cell.row_span, cell.column_span, spots.get(rank)))
            column = cell.column + cell.column_span
            for below in range(row + 1, row + cell.row_span):
                covered.setdefault(below, []).append((cell.column, column))
        yield tuple(made)


def _fill(made: list[ShownCell], taken: list[tuple[int, int]], column: int, until: int) -> int:
    """Fill what is free between two columns and not covered by a cell from above."""
    while column < until:
        end = next((end for start, end in taken if start <= column < end), None)
        if end is None:
            free = min([until, *(start for start, _ in taken if start > column)])
            made.append(ShownCell("", 1, free - column, None, filler=True))
            column = free
        else:
            column = end
    return column

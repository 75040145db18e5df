"""Place the cells of a table from grids whose spans are known: each figure by the headings above it and left of it."""

from collections.abc import Iterable

from gouji.declared.forms import FormCell
from gouji.reports.transcribe.confirmation import refuse_before_missing
from gouji.reports.transcribe.folded import FoldedCell, FoldedGrid, FoldedRow
from gouji.reports.transcribe.headings import Columns, Headings
from gouji.reports.transcribe.placement import Leftover, Placement, Printed
from gouji.reports.transcribe.vocabulary import Line, Vocabulary


def place_grids(grids: Iterable[FoldedGrid], vocabulary: Vocabulary) -> Placement:
    """What the grids hold of the table, whichever grid it is in and however its blocks are spread over them."""
    placement = Placement(proven=True)
    seen: set[Line] = set()
    for grid in grids:
        if vocabulary.may_be_in(grid.words):
            placement.words |= vocabulary.met(grid.words)
            _GridPlacer(grid, vocabulary, placement, seen).run()
    refuse_before_missing(placement, vocabulary, seen, totals_only=True)
    return placement


class _GridPlacer:
    def __init__(self, grid: FoldedGrid, vocabulary: Vocabulary, placement: Placement, seen: set[Line]) -> None:
        self.rows = grid.rows
        self.vocabulary = vocabulary
        self.placement = placement
        self.seen = seen
        self.headings = Headings(vocabulary)

    def run(self) -> None:
        """Walk down the rows: headings gather until a line of figures, a heading after figures starts anew."""
        after_figures = False
        last_filled = max((rank for rank, row in enumerate(self.rows) if not row.is_blank), default=-1)
        for rank, row in enumerate(self.rows):
            if row.is_blank:
                after_figures = self._blank(row, last=rank > last_filled) or after_figures
            elif self._is_heading(row):
                if after_figures:
                    self.headings, after_figures = Headings(self.vocabulary), False
                self.headings.add(row)
            else:
                after_figures = self._figures(row) or after_figures

    def _word(self, cell: FoldedCell) -> str:
        return self.vocabulary.official(cell.word)

    def _is_heading(self, row: FoldedRow) -> bool:
        """True where a column heading, caption, corner or banner is in the row, and no figure and no label of a line."""
        if row.has_value:
            return False
        words = [self._word(cell) for cell in row.cells if cell.word]
        known = self.vocabulary.heading_words
        return any(word in known for word in words) and not any(
            word in self.vocabulary.row_words and word not in known for word in words
        )

    def _blank(self, row: FoldedRow, last: bool) -> bool:
        """An empty row under the headings of a line without label is that line, unless a filled one follows.

        Elsewhere it may be a line that lost its label; below the table it is the last, narrow row of tables from Word.
        """
        columns = self.headings.columns
        line = self._unlabelled(columns)
        if line is not None and last and not any(cell.address in self.placement.placed for cell in line.cells):
            return self._figures(row)
        self.placement.unplaced_lines += bool(columns.ranks) and not (last and columns.covered <= row.by_column.keys())
        return False

    def _figures(self, row: FoldedRow) -> bool:
        """Place one line of figures. False where the row is none of this table's."""
        columns = self.headings.columns
        first = columns.first
        if first is None:
            named = any(self.vocabulary.lines_named(self._word(cell)) for cell in row.cells)
            if named or (self.headings.begun and row.has_value):
                # A line of this table without its headings, as where a page break has split the table in two.
                self.placement.unplaced_lines += 1
                self._leave(row)
            return False
        line = self._line([cell for cell in row.cells if cell.cell.column < first and cell.word], columns)
        if line is None:
            # A row under this table's headings that the form does not have: never forced into a line.
            self.placement.strange_lines += row.has_value
            self._leave(row)
        elif line.block in columns.broken:
            self.placement.refuse(line.cells, "headings_broken", row.cells[0].cell.locator)
        else:
            self._place(line, row, columns, first)
        return True

    def _line(self, labels: list[FoldedCell], columns: Columns) -> Line | None:
        """The line that the labels left of the figures name, by its own label and by the headings over it."""
        if not labels:
            return self._unlabelled(columns)
        words = [self._word(cell) for cell in labels]
        known = {word for word in words if word in self.vocabulary.row_words}
        lines = self.vocabulary.lines_named(words[-1])
        self.seen.update(lines)
        fitting = [line for line in lines if line.block in columns.ranks and known <= set(line.path)]
        return fitting[0] if len(fitting) == 1 else None

    def _unlabelled(self, columns: Columns) -> Line | None:
        lines = [line for line in self.vocabulary.lines if not line.path and line.block in columns.ranks]
        complete = [line for line in lines if len(columns.ranks[line.block]) == len(line.cells)]
        return complete[0] if len(complete) == 1 else None

    def _place(self, line: Line, row: FoldedRow, columns: Columns, first: int) -> None:
        ranks = columns.ranks[line.block]
        cells = [cell for cell in row.cells if cell.end > first]
        if not _stands_under(row, columns, ranks, first, len(line.cells)):
            reason = "row_count" if len(cells) != len(ranks) else "headings_broken"
            self.placement.refuse(line.cells, reason, row.cells[0].cell.locator, expected=len(ranks), found=len(cells))
            return
        used: set[FoldedCell] = set()
        for rank, under in ranks.items():
            used.update(self._one(line.cells[rank], row, under))
        for stray in cells:
            if stray.shown and stray not in used:
                self.placement.strange_headings += 1
                self.placement.leftovers.append(Leftover(stray.cell.text, "no_such_column", stray.cell.locator))

    def _one(self, cell: FormCell, row: FoldedRow, under: tuple[int, ...]) -> list[FoldedCell]:
        """Place the one cell printed in the grid columns `under`, or refuse it. Returns what is printed there."""
        found = [row.by_column[column] for column in under if column in row.by_column]
        one = found[0]
        if len(found) > 1:
            found = list(dict.fromkeys(found))
        if len(found) > 1:
            self.placement.refuse((cell,), "two_cells_under_heading", one.cell.locator)
        elif one.cell.row_span > 1:
            self.placement.refuse((cell,), "cell_spans_rows", one.cell.locator)
        elif one.cell.column < under[0] or one.end > under[-1] + 1:
            self.placement.refuse((cell,), "cell_spans_columns", one.cell.locator)
        else:
            self.placement.put(cell, Printed(one.cell.text, one.cell.locator, one.cell.confidence, one.cell.doubts))
        return found

    def _leave(self, row: FoldedRow) -> None:
        """Keep in view what found no place."""
        for cell in row.cells:
            if cell.shown:
                self.placement.leftovers.append(Leftover(cell.cell.text, "no_such_row", cell.cell.locator))


def _stands_under(row: FoldedRow, columns: Columns, ranks: dict[int, tuple[int, ...]], first: int, width: int) -> bool:
    """True where the cells of a line stand squarely under the headings.

    A line with a cell too few or too many is shifted against its headings, and where is not known. So is every line
    where a heading was lost: one of the `width` columns is not named, and there is a cell without heading instead.
    """
    here = row.by_column.keys()
    if any(cell.cell.column < first < cell.end for cell in row.cells):
        return False
    if not {column for column in here if column >= first} <= columns.covered:
        return False
    if any(row.by_column[column].shown or len(ranks) < width for column in columns.unnamed & here):
        return False
    if not columns.named.difference(*ranks.values()) <= here:
        return False
    return not any(here.isdisjoint(under) for under in ranks.values())

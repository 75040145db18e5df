"""Place the cells of a table from rows whose spans are lost: figures are counted after their label, never guessed."""

from collections.abc import Iterable

from gouji.folding import strip_invisible
from gouji.transcribe.confirmation import is_confirmed, refuse_before_missing
from gouji.transcribe.folded import FoldedGrid, FoldedRow
from gouji.transcribe.placement import Leftover, Placement, Printed
from gouji.transcribe.vocabulary import Line, Vocabulary


def place_rows(grids: Iterable[FoldedGrid], vocabulary: Vocabulary) -> Placement:
    """What the rows hold of the table.

    A line is accepted where the column headings above it, read row by row, are exactly those of its block, and it has
    as many cells after its label as the block has columns. An empty cell counts: rows are unbroken. Where a page number
    has parted the table, its headings hold on for lines that have a label.
    """
    placer = _RowPlacer(vocabulary)
    for grid in grids:
        if not vocabulary.may_be_in(grid.words):
            continue
        placer.headed_here = False
        placer.placement.words |= vocabulary.met(grid.words)
        for row in grid.rows:
            placer.read(row)
    refuse_before_missing(placer.placement, vocabulary, placer.seen)
    return placer.placement


class _RowPlacer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.placement = Placement(proven=True)
        self.headings: tuple[str, ...] = ()
        self.blocks: frozenset[int] = frozenset()
        self.after_figures = False
        self.headed_here = False
        self.seen: set[Line] = set()

    def read(self, row: FoldedRow) -> None:
        """Read the next row: headings gather until a line of figures, a heading after figures starts anew."""
        words = [self.vocabulary.official(cell.word) for cell in row.cells]
        if self._is_heading(row, words):
            if self.after_figures:
                self.headings, self.after_figures = (), False
            self.headings += tuple(word for word in words if word in self.vocabulary.column_words)
            # The blocks whose column headings are exactly those gathered, in order.
            orders = enumerate(self.vocabulary.reading_order)
            self.blocks = frozenset(block for block, order in orders if order == self.headings)
            self.headed_here = True
            return
        named = [(rank, line) for rank, word in enumerate(words) for line in self.vocabulary.lines_named(word)]
        self.after_figures = self.after_figures or bool(self.blocks or named)
        self.seen.update(line for _, line in named)
        if not named:
            self._unlabelled(row)
        elif len({rank for rank, _ in named}) > 1:
            self._joined(row, [line for _, line in named])
        else:
            self._labelled(row, named[0][0], [line for _, line in named if line.block in self.blocks])

    def _is_heading(self, row: FoldedRow, words: list[str]) -> bool:
        if row.is_blank or row.has_value:
            return False
        known = self.vocabulary.heading_words
        return all(word in known or not cell.shown for cell, word in zip(row.cells, words, strict=True))

    def _labelled(self, row: FoldedRow, rank: int, lines: list[Line]) -> None:
        """A row whose cell `rank` names one of `lines`, the lines of that name under the headings gathered."""
        if len(lines) != 1 or any(cell.is_value for cell in row.cells[:rank]):
            self.placement.unplaced_lines += 1
            self._leave(row)
            return
        self._place(lines[0], row, rank + 1)

    def _joined(self, row: FoldedRow, lines: list[Line]) -> None:
        """Two rows that lost the empty line between them: which figures are whose is not told."""
        headed = [line for line in lines if line.block in self.blocks]
        for line in headed:
            self.placement.refuse(line.cells, "rows_joined", row.cells[0].cell.locator)
        if len(headed) < len(lines):
            self.placement.unplaced_lines += 1
            self._leave(row)

    def _unlabelled(self, row: FoldedRow) -> None:
        """A row without a label of this table: the line that has none, or one that the form does not know."""
        if not self.headed_here:
            # Below a page break it may be a line of this table all the same.
            self.placement.unplaced_lines += bool(self.blocks) and row.has_value
            return
        lines = [line for line in self.vocabulary.lines if not line.path and line.block in self.blocks]
        if len(lines) == 1 and all(cell.is_value or not cell.shown for cell in row.cells):
            if not row.is_blank or len(row.cells) == len(lines[0].cells):
                self._place(lines[0], row, 0)
        elif self.blocks:
            self.placement.unplaced_lines += row.is_blank
            self.placement.strange_lines += row.has_value
            self.placement.extra += not row.is_blank and all(cell.is_value or not cell.shown for cell in row.cells)
            self._leave(row)

    def _place(self, line: Line, row: FoldedRow, start: int) -> None:
        values = row.cells[start:]
        if len(values) != len(line.cells):
            # A blank behind the last figure is a column that the form does not have, and comes from nowhere else.
            self.placement.extra += len(values) > len(line.cells) and values[-1].shown
            self.placement.lost += len(values) < len(line.cells)
            locator = row.cells[0].cell.locator
            self.placement.refuse(line.cells, "row_count", locator, expected=len(line.cells), found=len(values))
            return
        if not is_confirmed(line, [one.cell.text.strip() for one in values]):
            self.placement.unconfirmed.append(line.cells)
        for cell, printed in zip(line.cells, values, strict=True):
            first, *below = printed.cell.text.split("\n")
            if below and not strip_invisible(first) and printed.shown:
                # A blank cell with a page number on the next line, or a figure set lower: the text does not tell.
                self.placement.refuse((cell,), "below_blank_line", printed.cell.locator)
            else:
                self.placement.put(cell, Printed(printed.cell.text, printed.cell.locator))

    def _leave(self, row: FoldedRow) -> None:
        """Keep in view what found no place."""
        for cell in row.cells:
            if cell.shown:
                joined = cell.word.rstrip("0123456789") in self.vocabulary.row_words
                reason = "digits_run_together" if joined else "no_such_row"
                self.placement.leftovers.append(Leftover(cell.cell.text, reason, cell.cell.locator))

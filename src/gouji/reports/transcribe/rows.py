"""Place the cells of a table from rows whose spans are lost: figures are counted after their label, never guessed."""

from collections.abc import Iterable, Sequence

from gouji.document.folding import strip_invisible
from gouji.reports.transcribe.confirmation import is_confirmed, refuse_before_missing
from gouji.reports.transcribe.folded import FoldedCell, FoldedGrid, FoldedRow
from gouji.reports.transcribe.placement import Leftover, Placement, Printed
from gouji.reports.transcribe.vocabulary import Line, Vocabulary


def place_rows(grids: Iterable[FoldedGrid], vocabulary: Vocabulary, only_spread: bool = False) -> Placement:
    """What the rows hold of the table.

    A line is accepted where the column headings above it, read row by row, are exactly those of its block, and it has
    as many cells after its label as the block has columns. An empty cell counts: rows are unbroken. Where a page number
    has parted the table, its headings hold on for lines that have a label. `only_spread` leaves out the grids whose
    merged cells are not spread over the columns.
    """
    placer = _RowPlacer(vocabulary)
    for grid in grids:
        if not vocabulary.may_be_in(grid.words):
            continue
        placer.headed_here = False
        placer.is_spread = placer.spreads(grid)
        if only_spread and not placer.is_spread:
            continue
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
        self.is_spread = False
        self.seen: set[Line] = set()

    def spreads(self, grid: FoldedGrid) -> bool:
        """True where every line of a grid has empty cells where its merged cells reach, and as many as they do.

        So some converters to Markdown write what is merged to the right; what is merged downwards they leave out.
        """
        spread = 0
        for row in grid.rows:
            words = [self.vocabulary.official(cell.word) for cell in row.cells]
            named = [(rank, line) for rank, word in enumerate(words) for line in self.vocabulary.lines_named(word)]
            fitting = [line for rank, line in named if self._gathered(line, row.cells[rank + 1 :]) is not None]
            if named and not fitting:
                return False
            spread += any(any(self.vocabulary.spread(line)) for line in fitting)
        return spread > 1

    def _gathered(self, line: Line, cells: Sequence[FoldedCell]) -> Sequence[FoldedCell] | None:
        """The figures among the cells behind a label whose merged cells are spread; None where they are not so."""
        before, behind = self.vocabulary.spread(line)
        if len(cells) != before + len(line.cells) + behind:
            return None
        figures = cells[before : before + len(line.cells)]
        return None if any(cell.shown and cell not in figures for cell in cells) else figures

    def read(self, row: FoldedRow) -> None:
        """Read the next row: headings gather until a line of figures, a heading after figures starts anew."""
        words = [self.vocabulary.official(cell.word) for cell in row.cells]
        if self._is_heading(row, words):
            if self.after_figures:
                self.headings, self.after_figures = (), False
            self.headings += tuple(word for word in words if word in self.vocabulary.column_words)
            # The blocks whose column headings are exactly those gathered, in order.
            self.blocks = frozenset(self.vocabulary.blocks_headed(self.headings))
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
        gathered = self._gathered(line, row.cells[start:]) if self.is_spread else None
        values = row.cells[start:] if gathered is None else gathered
        if len(values) != len(line.cells):
            # A blank behind the last figure is a column that the form does not have, and comes from nowhere else.
            self.placement.extra += len(values) > len(line.cells) and values[-1].shown
            self.placement.lost += len(values) < len(line.cells)
            locator = row.cells[0].cell.locator
            self.placement.refuse(line.cells, "row_count", locator, expected=len(line.cells), found=len(values))
            return
        if not is_confirmed(line, ["" if one.cell.doubts else one.cell.text.strip() for one in values]):
            self.placement.unconfirmed.append(line.cells)
        for cell, printed in zip(line.cells, values, strict=True):
            first, *below = printed.cell.text.split("\n")
            if below and not strip_invisible(first) and printed.shown:
                # A blank cell with a page number on the next line, or a figure set lower: the text does not tell.
                self.placement.refuse((cell,), "below_blank_line", printed.cell.locator)
            else:
                self.placement.put(cell, Printed(printed.cell.text, printed.cell.locator, doubts=printed.cell.doubts))

    def _leave(self, row: FoldedRow) -> None:
        """Keep in view what found no place."""
        for cell in row.cells:
            if cell.shown:
                joined = cell.word.rstrip("0123456789") in self.vocabulary.row_words
                reason = "digits_run_together" if joined else "no_such_row"
                self.placement.leftovers.append(Leftover(cell.cell.text, reason, cell.cell.locator))

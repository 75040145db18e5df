"""Place the cells of a table whose columns are known and whose spans are lost: Markdown, with a cell for every column.

Where a merged cell reaches, its text stands again or an empty cell. The headings, read row by row with what is repeated
taken once, must be exactly those of a block; a figure then belongs to the heading in its own column.
"""

from collections.abc import Iterable, Sequence

from gouji.reports.transcribe.column_heads import NO_HEADS, column_heads
from gouji.reports.transcribe.confirmation import refuse_before_missing
from gouji.reports.transcribe.folded import FoldedCell, FoldedGrid, FoldedRow
from gouji.reports.transcribe.placement import Leftover, Placement, Printed
from gouji.reports.transcribe.vocabulary import Line, Vocabulary


def place_aligned(grids: Iterable[FoldedGrid], vocabulary: Vocabulary) -> Placement:
    """What the grids hold of the table. Headings hold on for the next grid where it has as many columns."""
    placer = _AlignedPlacer(vocabulary)
    for grid in grids:
        if vocabulary.may_be_in(grid.words):
            placer.placement.words |= vocabulary.met(grid.words)
            placer.read(grid)
    placer.settle()
    refuse_before_missing(placer.placement, vocabulary, placer.seen)
    return placer.placement


class _AlignedPlacer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.placement = Placement(proven=True)
        self.seen: set[Line] = set()
        self.width = 0
        self.head_rows: list[FoldedRow] = []
        self.headings = NO_HEADS
        self.after_figures = False
        # The line above, to tell a row that is torn in two: its own line, its label, and whether it shows a figure.
        self.above: tuple[Line | None, str, bool] = (None, "", False)
        # The lines under the headings that hold, and whether something shows that these do not stand over their columns.
        self.lines: list[tuple[Line, FoldedRow]] = []
        self.is_shifted = False

    def settle(self) -> None:
        """Refuse the lines under headings that have a figure beside them or a label under them.

        Where a converter has pushed the headings aside, a line whose last figures are blank seems to stand under them.
        """
        if self.is_shifted:
            for line, row in self.lines:
                self.placement.refuse(line.cells, "headings_broken", row.cells[0].cell.locator)
        self.lines, self.is_shifted = [], False

    def read(self, grid: FoldedGrid) -> None:
        """Walk down the rows: headings gather until a line of figures, a heading after figures starts anew."""
        if len(grid.rows[0].cells) != self.width:
            self.settle()
            self.width, self.head_rows, self.headings = len(grid.rows[0].cells), [], NO_HEADS
        last_filled = max((rank for rank, row in enumerate(grid.rows) if not row.is_blank), default=-1)
        for rank, row in enumerate(grid.rows):
            words = [self.vocabulary.official(cell.word) for cell in row.cells]
            if row.is_blank:
                self._blank(row, words, last=rank > last_filled)
            elif self._is_heading(row, words):
                self._heading(row, words)
            else:
                self._figures(row, words)

    def _is_heading(self, row: FoldedRow, words: Sequence[str]) -> bool:
        """True where the row has no figure and no label of a line, and a heading in it or above it."""
        if row.has_value or any(self.vocabulary.lines_named(word) for word in words):
            return False
        begun = bool(self.head_rows) and not self.after_figures
        return begun or any(word in self.vocabulary.heading_words for word in words)

    def _heading(self, row: FoldedRow, words: Sequence[str]) -> None:
        # Among headings, a text that is none of them may be the label of a line that is all blank.
        self.placement.unplaced_lines += not any(word in self.vocabulary.heading_words for word in words)
        if self.after_figures:
            self.settle()
            self.head_rows, self.after_figures = [], False
        self.head_rows.append(row)
        self.headings = column_heads(self.head_rows, self.vocabulary)
        self.above = (None, "", False)

    def _blank(self, row: FoldedRow, words: Sequence[str], last: bool) -> None:
        """An empty row under the headings of a line without label is that line, unless a filled one follows."""
        line = self._unlabelled() if self.head_rows and not self.after_figures else None
        if line is not None and last:
            self._figures(row, words)
        else:
            self.placement.unplaced_lines += bool(self.headings.blocks)

    def _unlabelled(self) -> Line | None:
        lines = [line for line in self.vocabulary.lines if not line.path and line.block in self.headings.blocks]
        return lines[0] if len(lines) == 1 else None

    def _figures(self, row: FoldedRow, words: Sequence[str]) -> None:
        first = self.headings.first
        named = [line for word in words for line in self.vocabulary.lines_named(word)]
        self.seen.update(named)
        if first is None:
            if named or (self.head_rows and row.has_value):
                self.placement.unplaced_lines += 1
                self._leave(row)
            return
        self.after_figures = True
        self.is_shifted = self.is_shifted or any(self.vocabulary.lines_named(word) for word in words[first:])
        stub = [cell for cell in row.cells[:first] if cell.shown]
        label = stub[-1].word if stub else ""
        line = None if any(cell.is_value for cell in stub) else self._line(stub)
        shows = any(cell.shown for cell in row.cells[first:])
        self._refuse_torn(line, label, shows, row)
        self.above = (line, label, shows)
        if line is None:
            self.placement.strange_lines += row.has_value
            self.placement.unplaced_lines += not row.has_value
            self._leave(row)
        else:
            self._place(line, row, first)

    def _line(self, stub: Sequence[FoldedCell]) -> Line | None:
        """The line that the labels left of the figures name, by its own label and by the headings over it."""
        if not stub:
            return self._unlabelled()
        words = [self.vocabulary.official(cell.word) for cell in stub]
        known = {word for word in words if word in self.vocabulary.row_words}
        lines = self.vocabulary.lines_named(words[-1])
        fitting = [line for line in lines if line.block in self.headings.blocks and known <= set(line.path)]
        return fitting[0] if len(fitting) == 1 else None

    def _refuse_torn(self, line: Line | None, label: str, shows: bool, row: FoldedRow) -> None:
        """Refuse a line of which this row, or of this row's line which the row above, may be a part torn off.

        Text tables wrap a row over several lines: the figures may stand in any of them, and be torn themselves.
        """
        above, label_above, shows_above = self.above
        if (above is None) == (line is None):
            return
        whole = line or above
        joined = self.vocabulary.official(label_above + label) in self.vocabulary.row_words
        lacks = not (shows if line else shows_above)
        unlabelled = not (label_above if line else label)
        if whole is not None and (joined or lacks or unlabelled) and (label_above or shows_above):
            self.placement.refuse(whole.cells, "row_torn", row.cells[0].cell.locator)

    def _place(self, line: Line, row: FoldedRow, first: int) -> None:
        heads = self.headings.blocks[line.block]
        own = {column for head in heads for column in range(head.start, head.end)}
        self.lines.append((line, row))
        others = [cell for column, cell in enumerate(row.cells) if column >= first and column not in own and cell.shown]
        if any(cell.cell.column not in self.headings.strange for cell in others):
            self.placement.refuse(line.cells, "headings_broken", row.cells[0].cell.locator)
            self.is_shifted = True
            return
        for cell, head in zip(line.cells, heads, strict=True):
            under = row.cells[head.start : head.end]
            if len({one.cell.text for one in under}) > 1:
                self.placement.refuse((cell,), "two_cells_under_heading", under[0].cell.locator)
            else:
                doubts = tuple(doubt for one in under for doubt in one.cell.doubts)
                self.placement.put(cell, Printed(under[0].cell.text, under[0].cell.locator, doubts=doubts))
        for stray in others:
            self.placement.strange_headings += 1
            self._leftover(stray, "no_such_column")

    def _leave(self, row: FoldedRow) -> None:
        """Keep in view what found no place, what is repeated once."""
        shown = [cell for cell in row.cells if cell.shown]
        for rank, cell in enumerate(shown):
            if cell.is_value or rank == 0 or shown[rank - 1].word != cell.word:
                self._leftover(cell, "no_such_row")

    def _leftover(self, cell: FoldedCell, reason: str) -> None:
        self.placement.leftovers.append(Leftover(cell.cell.text, reason, cell.cell.locator))

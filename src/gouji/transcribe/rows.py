"""Place the cells of a table from rows whose spans are lost: figures are counted after their label, never guessed."""

from collections.abc import Iterable
from itertools import groupby

from gouji.document import Grid, GridCell
from gouji.figures import Spellings, looks_like_value
from gouji.folding import fold, strip_invisible
from gouji.transcribe.placement import Leftover, Placement, Printed
from gouji.transcribe.vocabulary import Line, Vocabulary


def place_rows(grids: Iterable[Grid], vocabulary: Vocabulary, spellings: Spellings) -> Placement:
    """What the rows hold of the table.

    A line is accepted where the column headings above it, read row by row, are exactly those of its block, and it has
    as many cells after its label as the block has columns. An empty cell counts: rows are unbroken.
    """
    placement = Placement(proven=True)
    for grid in grids:
        _RowPlacer(vocabulary, spellings, placement).run(grid)
    return placement


class _RowPlacer:
    def __init__(self, vocabulary: Vocabulary, spellings: Spellings, placement: Placement) -> None:
        self.vocabulary = vocabulary
        self.spellings = spellings
        self.placement = placement
        self.headings: list[str] = []
        self.after_figures = False

    def run(self, grid: Grid) -> None:
        """Walk down the rows of one grid."""
        for _, group in groupby(grid.cells, key=lambda cell: cell.row):
            row = list(group)
            words = [self.vocabulary.canonical(cell.text) for cell in row]
            if self._is_heading(row, words):
                if self.after_figures:
                    self.headings, self.after_figures = [], False
                self.headings += [word for word in words if word in self.vocabulary.column_words]
            elif self._blocks():
                self.after_figures = True
                self._figures(row, words)

    def _is_heading(self, row: list[GridCell], words: list[str]) -> bool:
        known = self.vocabulary.column_words | self.vocabulary.around
        filled = [word for word in words if word]
        return bool(filled) and all(word in known for word in filled) and not any(
            looks_like_value(cell.text, self.spellings) for cell in row
        )

    def _blocks(self) -> list[int]:
        """The blocks whose column headings are exactly those gathered, in order."""
        order = tuple(self.headings)
        return [index for index, words in enumerate(self.vocabulary.reading_order) if words == order]

    def _figures(self, row: list[GridCell], words: list[str]) -> None:
        blocks = self._blocks()
        rank, line = self._line(words, blocks)
        values = row[rank + 1 :]
        if line is None:
            self._strange(row)
        elif len(values) != len(line.cells):
            self.placement.refuse(
                line.cells, "row_count", row[0].locator, expected=len(line.cells), found=len(values)
            )
        else:
            for cell, printed in zip(line.cells, values, strict=True):
                self.placement.put(cell, Printed(printed.text, printed.locator))

    def _line(self, words: list[str], blocks: list[int]) -> tuple[int, Line | None]:
        """The rank of the cell that names the line, and the line; rank -1 for a line without label."""
        for rank in range(len(words) - 1, -1, -1):
            lines = [line for line in self.vocabulary.lines_named(words[rank]) if line.block in blocks]
            if lines:
                return rank, lines[0] if len(lines) == 1 else None
        unlabelled = [line for line in self.vocabulary.lines if not line.path and line.block in blocks]
        return -1, unlabelled[0] if len(unlabelled) == 1 else None

    def _strange(self, row: list[GridCell]) -> None:
        if any(looks_like_value(cell.text, self.spellings) for cell in row):
            self.placement.strange_lines += 1
        for cell in row:
            if strip_invisible(cell.text):
                reason = "no_such_row"
                if fold(cell.text).rstrip("0123456789") in self.vocabulary.row_words:
                    reason = "digits_run_together"
                self.placement.leftovers.append(Leftover(cell.text, reason, cell.locator))

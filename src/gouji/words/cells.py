"""The cells that a formula names: those of the newest form that prints them, and long sums by their first and last cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.declared.cell_names import CellNames
from gouji.declared.forms import Form, FormCell
from gouji.declared.language import fits
from gouji.declared.texts import Texts

# Fewer neighbours than this are added up by name.
_FEWEST_SUMMED = 3


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell that a formula can name, those of newer forms first."""

    forms: tuple[Form, ...]
    texts: Texts

    @property
    def names(self) -> CellNames:
        """How they are named."""
        return CellNames(self.forms, self.texts.places)

    def find(self, address: str) -> FormCell | None:
        """The cell of that address on the newest form that prints it."""
        return next((cell for form in self.forms for cell in form.cells if cell.address == address), None)

    def fitting(self, pattern: str) -> list[FormCell]:
        """The cells of an address or pattern on the newest form that prints any of them."""
        for form in self.forms:
            found = [cell for cell in form.cells if fits(pattern, cell.address)]
            if found:
                return found
        return []

    def summed(self, cells: Sequence[FormCell]) -> str | None:
        """A sum of many neighbours of one column (or line) by the labels of its first and last; None where it is not."""
        if len(cells) < _FEWEST_SUMMED:
            return None
        down = len({cell.column for cell in cells}) == 1
        across = len({cell.row for cell in cells}) == 1
        # Rows of a table and columns of a row, in print order: what lies between the first and the last is all there.
        line = [
            cell.address
            for form in self.forms
            if all(any(cell.address == other.address for other in form.cells) for cell in (cells[0], cells[-1]))
            for cell in form.cells
            if (cell.table, cell.column if down else cell.row)
            == (cells[0].table, cells[0].column if down else cells[0].row)
        ]
        first = line.index(cells[0].address) if cells[0].address in line else 0
        if not (down or across) or line[first : first + len(cells)] != [cell.address for cell in cells]:
            return None
        if down:
            words = {"first": self.names.row_label(cells[0]), "last": self.names.row_label(cells[-1])}
            return self.texts.formulas.sum_of_rows.format(count=len(cells), **words)
        words = {"first": self.names.column_label(cells[0]), "last": self.names.column_label(cells[-1])}
        return self.texts.formulas.sum_of_columns.format(count=len(cells), **words)

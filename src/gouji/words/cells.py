"""Cells in words: by the labels of the newest form that prints them, and long sums by their first and last cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Form, FormCell
from gouji.declared.language import fits
from gouji.declared.texts.formulas import FormulaTexts

# Fewer neighbours than this are added up by name.
_FEWEST_SUMMED = 3


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell that a formula can name, those of newer forms first."""

    forms: tuple[Form, ...]
    texts: FormulaTexts

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

    def table(self, key: str) -> str:
        """A table in words, by the section that it stands in."""
        form = next(form for form in self.forms if any(table.key == key for table in form.tables))
        number = form.table(key).section
        ordinal = next(section.ordinal for section in form.sections if section.number == number)
        return self.texts.places.table.format(ordinal=ordinal)

    def heading(self, number: int) -> str:
        """A section in words."""
        for form in self.forms:
            for section in form.sections:
                if section.number == number:
                    return self.texts.places.section.format(heading=section.printed)
        raise KeyError(number)

    def row(self, cell: FormCell) -> str:
        """The label of a cell's line. The outermost heading of several says nothing new."""
        labels = cell.row_labels or cell.column_labels[:-1]
        return self.texts.places.between_labels.join(labels[1:] or labels)

    def cell(self, cell: FormCell) -> str:
        """A cell by its table, line and column."""
        places = self.texts.places
        template = places.cell if cell.row_labels else places.group_cell
        return template.format(table=self.table(cell.table), row=self.row(cell), column=cell.column_labels[-1])

    def rows(self, cells: Iterable[FormCell]) -> str:
        """The labels of the lines of `cells`, each once."""
        return self._labels(self.row(cell) for cell in cells)

    def columns(self, cells: Iterable[FormCell]) -> str:
        """The labels of the columns of `cells`, each once."""
        return self._labels(cell.column_labels[-1] for cell in cells)

    def _labels(self, labels: Iterable[str]) -> str:
        places = self.texts.places
        return places.between.join(places.label.format(label=label) for label in dict.fromkeys(labels))

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
            words = {"first": self.row(cells[0]), "last": self.row(cells[-1])}
            return self.texts.sum_of_rows.format(count=len(cells), **words)
        words = {"first": cells[0].column_labels[-1], "last": cells[-1].column_labels[-1]}
        return self.texts.sum_of_columns.format(count=len(cells), **words)

"""The one place that names tables, lines, columns, cells and sections in Chinese, by the labels that forms print.

It stands here, since words and judging both name cells and neither may know the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gouji.declared.forms import Form, FormCell
from gouji.declared.texts.places import PlaceTexts


@dataclass(frozen=True, slots=True)
class CellNames:
    """Names what `forms` print; of several that print it the first one names it."""

    forms: tuple[Form, ...]
    texts: PlaceTexts

    def table(self, key: str) -> str:
        """A table by the section that it stands in; the key itself for a table that no form has."""
        for form in self.forms:
            for table in form.tables:
                if table.key == key:
                    ordinal = next(section.ordinal for section in form.sections if section.number == table.section)
                    return self.texts.table.format(ordinal=ordinal)
        return key

    def section(self, number: int) -> str | None:
        """A section by its heading, None where no form has one of that number."""
        sections = (section for form in self.forms for section in form.sections)
        heading = next((section.printed for section in sections if section.number == number), None)
        return None if heading is None else self.texts.section.format(heading=heading)

    def cell(self, cell: FormCell) -> str:
        """A cell by its table, line and column."""
        template = self.texts.cell if cell.row_labels else self.texts.group_cell
        return template.format(table=self.table(cell.table), row=self.row_label(cell), column=self.column_label(cell))

    def rows(self, cells: Iterable[FormCell]) -> str:
        """The lines of `cells` of one table, each once, with the table; those of an unlabelled line are groups."""
        first, *others = cells
        template = self.texts.rows if first.row_labels else self.texts.groups
        return template.format(table=self.table(first.table), rows=self._each(map(self.row_label, (first, *others))))

    def columns(self, cells: Iterable[FormCell]) -> str:
        """The columns of `cells` of one table, each once, with the table."""
        first, *others = cells
        return self.texts.columns.format(table=self.table(first.table), columns=self.column_labels((first, *others)))

    def whole_row(self, cell: FormCell) -> str:
        """All cells of a cell's line, without the table."""
        template = self.texts.whole_row if cell.row_labels else self.texts.whole_group
        return template.format(row=self.row_label(cell))

    def row_label(self, cell: FormCell) -> str:
        """What is printed at the head of a cell's line, quoted. The outermost heading of several says nothing new."""
        labels = cell.row_labels or cell.column_labels[:-1]
        return self.texts.label.format(label=self.texts.between_labels.join(labels[1:] or labels))

    def column_label(self, cell: FormCell) -> str:
        """What is printed at the head of a cell's column, quoted."""
        return self.texts.label.format(label=cell.column_labels[-1])

    def column_labels(self, cells: Iterable[FormCell]) -> str:
        """The labels of the columns of `cells`, each once."""
        return self._each(map(self.column_label, cells))

    def _each(self, labels: Iterable[str]) -> str:
        return self.texts.between.join(dict.fromkeys(labels))

"""Places in words: a cell's address, a line of a table, a section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.declared.cell_names import CellNames
from gouji.declared.forms import Form, FormCell
from gouji.declared.texts import Texts
from gouji.declared.texts.workbook import WorkbookTexts

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Places:
    """Knows every cell of every form, by the form's name and the cell's address."""

    forms: tuple[Form, ...]
    cells: Mapping[str, Mapping[str, FormCell]]
    texts: WorkbookTexts
    names: CellNames

    def table(self, key: str) -> str:
        """A table in words; the key itself for a table that no form has."""
        return self.names.table(key)

    def heading(self, key: str, form: str) -> str:
        """The heading, as the form prints it, of the section that a table stands in. Raises StopIteration for none."""
        known = next(known for known in self.forms if known.name == form)
        number = known.table(key).section
        return next(section.printed for section in known.sections if section.number == number)

    def place(self, place: str, form: str | None) -> str:
        """A finding's place in words, labels taken from `form` first. An unknown place is given back as it is."""
        words = self.names.texts
        if place == "title":
            return words.title
        if place == "report":
            return words.report
        kind, _, number = place.partition(":")
        if kind == "section":
            return self._section(place, number, form)
        parts = place.split(".")
        if len(parts) != 3:
            return self.table(place)
        return self._line((parts[0], parts[1], parts[2]), form)

    def _section(self, place: str, number: str, form: str | None) -> str:
        preferring = replace(self.names, forms=tuple(self._preferring(form)))
        return (preferring.section(int(number)) if number.isdecimal() else None) or place

    def _line(self, parts: tuple[str, str, str], form: str | None) -> str:
        table, row, column = parts
        if row == column == _ANY:
            return self.table(table)
        cell = self._cell(table, row, column, form)
        if cell is None:
            return f"{table}.{row}.{column}"
        if row == _ANY:
            return self.names.columns([cell])
        if column == _ANY:
            return self.names.rows([cell]) if cell.row_labels else self.table(table) + self.names.whole_row(cell)
        return self.names.cell(cell)

    def _cell(self, table: str, row: str, column: str, form: str | None) -> FormCell | None:
        for known in self._preferring(form):
            cells = self.cells[known.name]
            if row != _ANY and column != _ANY:
                found = cells.get(f"{table}.{row}.{column}")
            else:
                line = (cell for cell in cells.values() if cell.table == table)
                found = next((cell for cell in line if row in (_ANY, cell.row) and column in (_ANY, cell.column)), None)
            if found is not None:
                return found
        return None

    def _preferring(self, name: str | None) -> list[Form]:
        return sorted(self.forms, key=lambda form: form.name != name)

    def name_cells(self, addresses: Sequence[str], form: str | None) -> str:
        """Many cells of one table in few words: whole lines and whole tables are named as such."""
        words = self.names.texts
        named = (self.cells[known.name] for known in self._preferring(form))
        nothing: Mapping[str, FormCell] = {}
        known = next((cells for cells in named if addresses[0] in cells), nothing)
        cells = [known[address] for address in addresses if address in known]
        if not cells:
            return words.between.join(addresses)
        of_table = [cell for cell in known.values() if cell.table == cells[0].table]
        if len(cells) == len(of_table):
            return words.whole_table
        rows: dict[str, list[FormCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        said: list[str] = []
        for row, found in rows.items():
            whole = len(found) == sum(cell.row == row for cell in of_table)
            columns = words.between.join(cell.column_labels[-1] for cell in found)
            some = words.cells_of_row.format(row=self.names.row_label(found[0]), columns=columns)
            said.append(self.names.whole_row(found[0]) if whole else some)
        return words.between_places.join(said)


def chart_places(forms: Iterable[Form], texts: Texts) -> Places:
    """The places of all `forms`."""
    known = tuple(forms)
    cells = {form.name: {cell.address: cell for cell in form.cells} for form in known}
    return Places(known, cells, texts.workbook, CellNames(known, texts.places))

"""Forms: the printed templates as data, and what follows from a template alone: its cells and its printed totals.

Source: 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号, transcribed in `expectations/forms/`.
"""

from dataclasses import dataclass, field

from gouji.document.figures import Kind


@dataclass(frozen=True, slots=True)
class Label:
    """One printed heading of a row or column, with the headings under it; `key` on those that name a line of figures."""

    text: str
    key: str | None
    row: str | None
    children: tuple["Label", ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of a form: its address, what is counted in it, and the headings printed left of it and above it."""

    table: str
    row: str
    column: str
    unit: str
    kind: Kind
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    # `table.row.column`, the one name of this cell everywhere; kept, since every stage asks for it.
    address: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", f"{self.table}.{self.row}.{self.column}")


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of figures under one set of column headings. `rows` is empty where one unlabelled line is printed."""

    caption: str | None
    corner: tuple[str, ...]
    banner: str | None
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    lines: tuple[tuple[FormCell, ...], ...]

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """Every cell, in print order."""
        return tuple(cell for line in self.lines for cell in line)


@dataclass(frozen=True, slots=True)
class Identity:
    """A printed total at one place: the sum of `reported` must equal the sum of `expected` (addresses of cells)."""

    name: str
    place: str
    reported: tuple[str, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One statistical table of a form; `section` is the number of the section that it stands in."""

    key: str
    section: int
    blocks: tuple[Block, ...]
    identities: tuple[Identity, ...]

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """Every cell, in print order."""
        return tuple(cell for block in self.blocks for cell in block.cells)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the sections of the report: `number` from 1, `ordinal` and `heading` as printed."""

    number: int
    ordinal: str
    heading: str

    @property
    def printed(self) -> str:
        """The heading line as the template prints it."""
        return f"{self.ordinal}、{self.heading}"


@dataclass(frozen=True, slots=True)
class Form:
    """One official template and the report years it holds for (`last_year` None: still in force)."""

    name: str
    title: str
    document: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """Every cell of every table, in print order."""
        return tuple(cell for table in self.tables for cell in table.cells)

    def table(self, key: str) -> Table:
        """The table of that key. Raises KeyError where the form has none."""
        table = next((table for table in self.tables if table.key == key), None)
        if table is None:
            raise KeyError(key)
        return table

    def holds_for(self, year: int) -> bool:
        """True where reports for `year` are to be filed on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

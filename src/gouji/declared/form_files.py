"""Load the forms that `expectations/forms/` declares, and refuse a declaration that contradicts itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Literal

from gouji.declared.forms import Block, Form, FormCell, Identity, Label, Section, Table
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion, yaml_files
from gouji.document.figures import Kind


class LabelEntry(Entry):
    label: str
    key: str | None = None
    row: str | None = None
    unit: str | None = None
    kind: Kind | None = None
    rows: list["LabelEntry"] = []
    columns: list["LabelEntry"] = []


class BlockEntry(Entry):
    caption: str | None = None
    corner: list[str] = []
    banner: str | None = None
    unit: str | None = None
    columns: list[LabelEntry]
    rows: list[LabelEntry] = []


class TotalEntry(Entry):
    name: str
    each: Literal["row", "column"]
    reported: list[str]
    expected: list[str]


class TableEntry(Entry):
    table: str
    section: int
    unit: str | None = None
    blocks: list[BlockEntry]
    totals: list[TotalEntry] = []


class SectionEntry(Entry):
    number: int
    ordinal: str
    heading: str


class YearsEntry(Entry):
    first: int
    last: int | None = None


class FormEntry(Entry):
    form: str
    title: str
    document: str
    report_years: YearsEntry
    sections: list[SectionEntry]
    tables: list[TableEntry]


def load_forms(folder: Path) -> tuple[Form, ...]:
    """Every form declared in `folder`/forms, in order of their years.

    Raises DeclarationError for an unknown key, a total over an unknown line, two cells of one address, or two forms that
    claim one year.
    """
    forms = [_form(parse(FormEntry, read_yaml(path), str(path)), str(path)) for path in yaml_files(folder / "forms")]
    forms.sort(key=lambda form: form.first_year)
    for earlier, later in pairwise(forms):
        if earlier.holds_for(later.first_year):
            raise DeclarationError(
                f"{folder / 'forms'}: forms {earlier.name} and {later.name} both claim report year {later.first_year}; "
                f"end one before the other begins (report_years)"
            )
    return tuple(forms)


def _form(entry: FormEntry, where: str) -> Form:
    form = Form(
        name=entry.form,
        title=entry.title,
        document=entry.document,
        first_year=entry.report_years.first,
        last_year=entry.report_years.last,
        sections=tuple(Section(item.number, item.ordinal, item.heading) for item in entry.sections),
        tables=tuple(_table(item, f"{where}: table {item.table}") for item in entry.tables),
    )
    addresses = [cell.address for cell in form.cells]
    twice = {address for address in addresses if addresses.count(address) > 1}
    if twice:
        raise DeclarationError(f"{where}: cell declared twice: {', '.join(sorted(twice))}")
    numbers = {section.number for section in form.sections}
    for table in form.tables:
        if table.section not in numbers:
            raise DeclarationError(
                f"{where}: table {table.key} stands in section {table.section}, which is not declared"
            )
    return form


def _table(entry: TableEntry, where: str) -> Table:
    blocks = tuple(_block(entry, block, where) for block in entry.blocks)
    cells = {(cell.row, cell.column): cell.address for block in blocks for cell in block.cells}
    identities = tuple(identity for total in entry.totals for identity in _identities(total, cells, entry.table, where))
    _require_order(identities, where)
    return Table(entry.table, entry.section, blocks, identities)


def _require_order(identities: Iterable[Identity], where: str) -> None:
    """Raise DeclarationError where a total is a part of itself, be it through others: all between would have to be 0."""
    parts: dict[str, set[str]] = {}
    for identity in identities:
        for side, other in ((identity.reported, identity.expected), (identity.expected, identity.reported)):
            if len(side) == 1:
                parts.setdefault(side[0], set()).update(other)
    try:
        TopologicalSorter(parts).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise DeclarationError(
            f"{where}: totals: {circle}: a total cannot be a part of itself; mend `totals`"
        ) from error


def _block(table: TableEntry, entry: BlockEntry, where: str) -> Block:
    rows = tuple(_leaves(entry.rows, "rows", ())) or (_Leaf((), None, None, None, None),)
    columns = tuple(_leaves(entry.columns, "columns", ()))
    lines = tuple(tuple(_cell(table, entry, row, column, where) for column in columns) for row in rows)
    return Block(
        caption=entry.caption,
        corner=tuple(entry.corner),
        banner=entry.banner,
        rows=tuple(_label(item, "rows") for item in entry.rows),
        columns=tuple(_label(item, "columns") for item in entry.columns),
        lines=lines,
    )


@dataclass(frozen=True, slots=True)
class _Leaf:
    labels: tuple[str, ...]
    key: str | None
    row: str | None
    unit: str | None
    kind: Kind | None


def _leaves(
    entries: list[LabelEntry], branch: Literal["rows", "columns"], above: tuple[str, ...], row: str | None = None
) -> Iterator[_Leaf]:
    for entry in entries:
        labels = (*above, entry.label)
        children = entry.rows if branch == "rows" else entry.columns
        if children:
            yield from _leaves(children, branch, labels, entry.row or row)
        else:
            yield _Leaf(labels, entry.key, entry.row or row, entry.unit, entry.kind)


def _label(entry: LabelEntry, branch: Literal["rows", "columns"]) -> Label:
    children = entry.rows if branch == "rows" else entry.columns
    return Label(entry.label, entry.key, entry.row, tuple(_label(child, branch) for child in children))


def _cell(table: TableEntry, block: BlockEntry, row: _Leaf, column: _Leaf, where: str) -> FormCell:
    row_key = row.key or column.row
    if row_key is None or column.key is None:
        raise DeclarationError(f"{where}: no key for the line {'/'.join(row.labels + column.labels)!r}; give it one")
    unit = column.unit or row.unit or block.unit or table.unit
    if unit is None:
        raise DeclarationError(f"{where}: no unit for {row_key}.{column.key}; give it to the column, block or table")
    kind = column.kind or row.kind or "count"
    return FormCell(table.table, row_key, column.key, unit, kind, row.labels, column.labels)


def _identities(total: TotalEntry, cells: dict[tuple[str, str], str], table: str, where: str) -> Iterator[Identity]:
    """The total at each line it holds for. A line that lacks one of its parts is a mistake of the declaration."""
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    across = columns if total.each == "column" else rows
    along = rows if total.each == "column" else columns
    for word in (*total.reported, *total.expected):
        if word not in along:
            raise DeclarationError(f"{where}, total {total.name}: unknown line {word!r}{suggestion(word, along)}")
    for line in across:
        pairs = [
            tuple(cells[(part, line) if total.each == "column" else (line, part)] for part in side)
            for side in (total.reported, total.expected)
        ]
        place = f"{table}.*.{line}" if total.each == "column" else f"{table}.{line}.*"
        yield Identity(total.name, place, pairs[0], pairs[1])

"""The right side: the tables of the form with what was read into each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.declared.forms import Form, Table
from gouji.declared.texts.show import ShowTexts
from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.layout import layout
from gouji.outputs.show.spots import Spots, address_of
from gouji.words.locators import locator_words
from gouji.words.places import Places


@dataclass(frozen=True, slots=True)
class ShownReading:
    """One cell of the form.

    `shown` stands in the cell, `printed` under it where that is something else; `detail` are the lines of the bar.
    `spots` are the ids of its places on the left side, `near` that of the nearest cell where it has none.
    """

    address: str
    status: str
    label: str
    shown: str
    printed: str
    detail: tuple[str, ...]
    spots: tuple[str, ...]
    near: str


@dataclass(frozen=True, slots=True)
class FormBox:
    """A printed box of a table: a heading (`reading` is None) or a figure."""

    row_span: int
    column_span: int
    text: str
    reading: ShownReading | None


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of the form, row by row; `form` says in words on which form it was recognised."""

    key: str
    heading: str
    form: str
    recognised: bool
    rows: tuple[tuple[FormBox, ...], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to put a reading into words; the same for every report."""

    forms: Sequence[Form]
    words: ShowTexts
    names: WorkbookTexts
    places: Places


def shown_readings(rows: Sequence[Mapping[str, Any]], spots: Spots, reader: Reader) -> dict[str, ShownReading]:
    """Each cell of one report (rows of the frame CELLS) by its address."""
    shown: dict[str, ShownReading] = {}
    near = _nearest(rows, spots)
    for row in rows:
        address = address_of(row)
        own = spots.of_cell.get(address, ())
        text = " ".join((row["text"] or "").split())
        value = "" if row["value"] is None else f"{row['value'].normalize():f}"
        mark = value if row["status"] == "read" else reader.words.marks.of(row["status"])
        if row["status"] == "placeholder":
            mark = text or mark
        shown[address] = ShownReading(
            address=address,
            status=row["status"],
            label=reader.places.place(address, row["form"]),
            shown=mark,
            printed=text if text != mark else "",
            detail=tuple(_detail(row, text, value, bool(own), reader)),
            spots=own,
            near="" if own else near.get(address, ""),
        )
    return shown


def _detail(row: Mapping[str, Any], text: str, value: str, found: bool, reader: Reader) -> list[str]:
    words = reader.words
    lines = [words.status.format(status=words.statuses.of(row["status"]))]
    if row["text"] is not None:
        lines.append(words.printed.format(text=text) if text else words.printed_nothing)
    if value:
        lines.append(words.value.format(value=value, unit=row["unit"]))
    if row["reason"]:
        lines.append(words.reason.format(reason=row["reason"]))
    if row["locator"]:
        lines.append(words.where.format(where=locator_words(row["locator"], reader.names)))
    elif not found:
        lines.append(words.no_place)
    return lines


def _nearest(rows: Sequence[Mapping[str, Any]], spots: Spots) -> dict[str, str]:
    """For each address without a spot that of the nearest one: of its row, of its table, or of its section's heading."""
    near: dict[str, str] = {}
    for table in dict.fromkeys(row["table"] for row in rows):
        own = [row for row in rows if row["table"] == table]
        known = [rank for rank, row in enumerate(own) if address_of(row) in spots.of_cell]
        for rank in sorted(set(range(len(own))).difference(known)):
            distance = {other: (own[other]["row"] != own[rank]["row"], abs(other - rank)) for other in known}
            if distance:
                best = min(distance, key=distance.__getitem__)
                near[address_of(own[rank])] = spots.of_cell[address_of(own[best])][0]
            elif table in spots.of_table:
                near[address_of(own[rank])] = spots.of_table[table]
    return near


def form_tables(
    rows: Sequence[Mapping[str, Any]], shown: Mapping[str, ShownReading], reader: Reader
) -> tuple[FormTable, ...]:
    """The tables of one report, each on the form that it was read on."""
    tables: list[FormTable] = []
    for key in dict.fromkeys(row["table"] for row in rows):
        own = [row for row in rows if row["table"] == key]
        name = own[0]["form"]
        form, table = _form_of({address_of(row) for row in own}, key, name, reader.forms)
        heading = next(section.printed for section in form.sections if section.number == table.section)
        said = reader.words.form.format(form=name) if name else reader.words.unknown_form
        tables.append(FormTable(key, heading, said, name is not None, _boxes(table, shown)))
    return tuple(tables)


def _form_of(addresses: set[str], key: str, name: str | None, forms: Sequence[Form]) -> tuple[Form, Table]:
    """The form and table that cells belong to; where the form is not known, the one that has these cells."""
    having = [(form, table) for form in forms for table in form.tables if table.key == key]
    fitting = [one for one in having if {cell.address for cell in one[1].cells} == addresses]
    return next((one for one in fitting if one[0].name == name), fitting[-1])


def _boxes(table: Table, shown: Mapping[str, ShownReading]) -> tuple[tuple[FormBox, ...], ...]:
    printed = layout(table)
    rows: list[list[FormBox]] = [[] for _ in range(printed.height)]
    for box in printed.boxes:
        reading = shown[box.cell.address] if box.cell else None
        rows[box.row].append(FormBox(box.row_span, box.column_span, box.text, reading))
    return tuple(tuple(row) for row in rows)

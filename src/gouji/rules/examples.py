"""Examples: small changes of a clean report, as rules declare them, built as rows of the wide frame.

`expectations/examples.yml` has the clean report of each form. An example says what is printed instead in some cells and
which facts are otherwise; what is printed is read exactly as in a report.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from gouji.declared import Declared
from gouji.declared.examples import BaseEntry, Value, form_called, require_facts
from gouji.declared.forms import Form
from gouji.declared.language import REPORT_FACTS, SECTION_FACTS, FactKind, addresses, fits
from gouji.declared.rules import ExampleEntry
from gouji.declared.strict_yaml import DeclarationError, suggestion
from gouji.document.figures import Reading, read_figure
from gouji.frames import AMOUNT, TABLES
from gouji.frames.wide import STATES, facts_schema, form_column, notation_bits, notation_column, state_column

ABSENT = "absent"
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def example_frame(examples: Mapping[str, ExampleEntry], declared: Declared) -> pl.DataFrame:
    """The wide frame (`gouji.frames.wide`, with `district`) of `examples`, keyed by what shall be their report_id.

    Raises DeclarationError, naming the example, for an unknown form, cell, fact, section or claim, for a value of the
    wrong kind, and for a form without a clean report.
    """
    rows = [_row(name, example, declared) for name, example in examples.items()]
    schema: dict[str, Any] = dict(facts_schema(declared.forms, declared.claims.keys, declared.sign_keys))
    schema["district"] = pl.String()
    for address in addresses(declared.forms):
        schema |= {address: AMOUNT, state_column(address): pl.UInt8(), notation_column(address): pl.UInt16()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _row(name: str, example: ExampleEntry, declared: Declared) -> dict[str, Any]:
    form = form_called(example.form, declared.forms, name)
    if form.name not in declared.bases.entry.base:
        raise DeclarationError(
            f"{declared.bases.where}: no clean report of form {form.name}, which {name} is a change of"
        )
    base = declared.bases.entry.base[form.name]
    require_facts(example.report, REPORT_FACTS, f"{name}: report")
    facts = _of_year(base.report, example.year, declared.forms) | dict(example.report)
    row: dict[str, Any] = {"report_id": name, "district": declared.bases.entry.district}
    row |= {form_column(table.key): form.name for table in form.tables} | _recognised(name, example, declared)
    row |= {f"report.{fact}": _fact(REPORT_FACTS[fact], value) for fact, value in facts.items()}
    row |= _sections(name, example, form, declared.bases.entry.characters)
    for claim, value in example.claims.items():
        if claim not in declared.claims.keys:
            raise DeclarationError(f"{name}: unknown claim {claim!r}{suggestion(claim, declared.claims.keys)}")
        row[f"claim.{claim}"] = _number(value, f"{name}: claim {claim}")
    return row | _signs(name, example, declared) | dict(_cells(name, example, base, form, declared))


def _of_year(facts: Mapping[str, Value], year: int | None, forms: Sequence[Form]) -> dict[str, Value]:
    """The facts of a clean report as they are for another year: every year and date in them moved by as much."""
    own = facts["year"]
    if year is None or not isinstance(own, int):
        return dict(facts)
    moved = {fact: _moved(value, year - own) for fact, value in facts.items() if fact not in ("form", "form_due")}
    due = next((form.name for form in forms if form.holds_for(year)), None)
    return dict(facts) | moved | {"form_due": due}


def _moved(value: Value, years: int) -> Value:
    """`value` with every year such as 2023 in it moved; truths and other numbers stay."""
    match value:
        case str():
            return _YEAR.sub(lambda match: str(int(match[0]) + years), value)
        case int() if _YEAR.fullmatch(str(value)):
            return value + years
        case _:
            return value


def _number(value: int | str | None, where: str) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation as error:
        raise DeclarationError(f"{where}: {value!r} is no number; expected one such as 3 or '16.87'") from error


def _recognised(name: str, example: ExampleEntry, declared: Declared) -> dict[str, str | None]:
    """The form column of each table that the example has on another form, or not at all."""
    for table, form in example.tables.items():
        if table not in TABLES:
            raise DeclarationError(f"{name}: unknown table {table!r}{suggestion(table, TABLES)}")
        if form is not None:
            form_called(form, declared.forms, name)
    return {form_column(table): form for table, form in example.tables.items()}


def _signs(name: str, example: ExampleEntry, declared: Declared) -> dict[str, Any]:
    """How often each sign is seen, and its words where it is; null is a sign that could not be looked for."""
    for sign in example.signs:
        if sign not in declared.sign_keys:
            raise DeclarationError(f"{name}: unknown sign {sign!r}{suggestion(sign, declared.sign_keys)}")
    counts = dict.fromkeys(declared.sign_keys, 0) | declared.bases.entry.signs | dict(example.signs)
    quotes = {f"quote.{sign}": declared.bases.entry.quote if count else None for sign, count in counts.items()}
    return {f"sign.{sign}": count for sign, count in counts.items()} | quotes


def _sections(name: str, example: ExampleEntry, form: Form, characters: int) -> dict[str, Any]:
    with_table = {table.section for table in form.tables}
    sections: dict[int, dict[str, Value]] = {
        section.number: {
            "found": True,
            "printed": section.printed,
            "official": section.printed,
            "as_official": True,
            "characters": characters,
            "has_table": section.number in with_table,
        }
        for section in form.sections
    }
    for number, changed in example.sections.items():
        if number not in sections:
            raise DeclarationError(f"{name}: form {form.name} has no section {number}")
        require_facts(changed, SECTION_FACTS, f"{name}: section {number}")
        if changed.get("found", True) is not True:
            # Nothing is known of a section that was not found, but what it should have been.
            sections[number] = {"official": sections[number]["official"]}
        sections[number] |= changed
    return {f"section.{number}.{fact}": value for number, facts in sections.items() for fact, value in facts.items()}


def _cells(
    name: str, example: ExampleEntry, base: BaseEntry, form: Form, declared: Declared
) -> Iterator[tuple[str, Any]]:
    """Value, state and notation of every cell of the form, as they would be read from what is printed."""
    forms = {each.name: each for each in declared.forms}
    on_forms = {table.key: example.tables.get(table.key, form.name) for table in form.tables}
    cells = [
        cell for table, on_form in on_forms.items() for cell in forms[on_form or form.name].cells if cell.table == table
    ]
    printed = {cell.address: base.figures.get(cell.address, "0") for cell in cells}
    for pattern, text in example.cells.items():
        fitting = [pattern] if pattern in printed else [address for address in printed if fits(pattern, address)]
        if not fitting:
            raise DeclarationError(f"{name}: unknown cell {pattern!r}{suggestion(pattern, printed)}")
        printed |= dict.fromkeys(fitting, text)
    for cell in cells:
        text = printed[cell.address]
        if on_forms[cell.table] is None:
            reading = Reading("unreadable", reason="table_not_found")
        elif text == ABSENT:
            reading = Reading("absent")
        else:
            reading = read_figure(text, cell.kind, cell.unit, declared.spellings)
        wordy = reading.status == "unreadable" and reading.reason == "not_a_figure"
        yield cell.address, reading.value
        yield state_column(cell.address), STATES["wordy" if wordy else reading.status]
        yield notation_column(cell.address), notation_bits(reading.notation)


def _fact(kind: FactKind, value: Value) -> Value | dt.date:
    return dt.date.fromisoformat(str(value)) if kind == "date" and value is not None else value

"""The wide frame: one row a report, three columns an address, nothing lost and nothing in a wrong column."""

from decimal import Decimal

import polars as pl
import pytest

from gouji.declared.language import addresses, fact_columns
from gouji.frames import CELLS
from gouji.frames.wide import NOTATIONS, STATES, facts_schema, form_column, notation_column, state_column, widen
from tests.made.judging import shipped

FORMS = shipped().forms
CLAIMS = shipped().claims.keys
SIGNS = shipped().sign_keys
CELL = "disputes.reconsideration.total"
OTHER = "proactive.rules.produced"


def facts(*report_ids: str) -> pl.DataFrame:
    return pl.DataFrame(
        [{"report_id": one} for one in report_ids], schema=facts_schema(FORMS, CLAIMS, SIGNS), orient="row"
    )


def cells(*rows: tuple[str, str, str | None, str, str | None, str | None]) -> pl.DataFrame:
    """Cells by report, address, value, status, reason and notation."""
    return pl.DataFrame(
        [
            dict(zip(("table", "row", "column"), address.split("."), strict=True))
            | {"report_id": report, "value": Decimal(value) if value else None, "status": status}
            | {"reason_code": reason, "notation": notation}
            for report, address, value, status, reason, notation in rows
        ],
        schema=CELLS,
        orient="row",
    )


def test_each_cell_stands_in_the_row_of_its_report_and_the_columns_of_its_address() -> None:
    wide = widen(
        facts("b", "a", "c"),
        cells(
            ("a", CELL, "7", "read", None, "full_width,separators"),
            ("b", CELL, "12345678901234567890123456789012.000001", "read", None, None),
            ("a", OTHER, None, "blank", None, None),
            ("b", OTHER, None, "unreadable", "printed_twice", None),
            ("c", OTHER, None, "unreadable", "not_a_figure", None),
        ),
        FORMS,
    )
    assert wide.get_column("report_id").to_list() == ["b", "a", "c"]
    assert wide.get_column(CELL).to_list() == [Decimal("12345678901234567890123456789012.000001"), Decimal(7), None]
    assert wide.get_column(state_column(CELL)).to_list() == [STATES["read"], STATES["read"], None]
    bits = NOTATIONS["full_width"] + NOTATIONS["separators"]
    assert wide.get_column(notation_column(CELL)).to_list() == [0, bits, None]
    states = [STATES["unreadable"], STATES["blank"], STATES["wordy"]]
    assert wide.get_column(state_column(OTHER)).to_list() == states


def test_every_address_has_its_columns_whether_the_batch_has_such_cells_or_not() -> None:
    for wide in (widen(facts(), cells(), FORMS), widen(facts("a"), cells(), FORMS)):
        schema = wide.schema
        assert wide.height in (0, 1)
        for address in addresses(FORMS):
            assert schema[address] == pl.Decimal(38, 6)
            assert schema[state_column(address)] == pl.UInt8
            assert schema[notation_column(address)] == pl.UInt16
        assert wide.select(addresses(FORMS)).null_count().sum_horizontal().sum() == wide.height * len(addresses(FORMS))


def test_a_cell_printed_twice_in_one_report_is_our_error() -> None:
    twice = [("a", CELL, "7", "read", None, None)] * 2
    with pytest.raises(pl.exceptions.ComputeError):
        widen(facts("a"), cells(*twice), FORMS)


def test_a_cell_that_no_form_has_is_our_error() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        widen(facts("a"), cells(("a", "disputes.reconsideration.won", "7", "read", None, None)), FORMS)


def test_a_cell_without_facts_of_its_report_is_our_error() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        widen(facts("a"), cells(("b", CELL, "7", "read", None, None)), FORMS)


def test_facts_are_named_for_every_section_and_claim() -> None:
    columns = fact_columns(FORMS, CLAIMS, SIGNS)
    assert columns["report.published_on"] == "date"
    assert [name for name in columns if name.endswith(".found")] == [
        f"section.{number}.found" for number in range(1, 7)
    ]
    assert {f"claim.{claim}" for claim in CLAIMS} <= set(columns)
    assert {form_column(table.key) for table in FORMS[0].tables} <= set(facts_schema(FORMS, CLAIMS, SIGNS))


def test_addresses_of_all_forms_each_once_in_print_order() -> None:
    every = addresses(FORMS)
    assert len(every) == len(set(every)) == len({cell.address for form in FORMS for cell in form.cells})
    assert every[:3] == tuple(cell.address for cell in FORMS[0].cells[:3])

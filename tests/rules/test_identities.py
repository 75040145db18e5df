"""Every printed figure is bound: changed by itself it breaks each printed total that it is part of, and no other."""

import random
from decimal import Decimal
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.declared.forms import Form
from gouji.declared.rules import ExampleEntry
from gouji.frames import AMOUNT
from gouji.rules.checks import Check
from gouji.rules.measures import broken_rows, measure
from samples.figures import valid_figures
from tests.made.judging import shipped, shipped_checks, wide_of

FORMS = pytest.mark.parametrize("form", shipped().forms, ids=lambda form: form.name)


@cache
def identity_checks() -> tuple[Check, ...]:
    return tuple(check for check in shipped_checks() if check.identity is not None and check.entry.holds is None)


def of_form(form: Form) -> dict[str, Check]:
    """The checks of the printed totals of `form`, by place."""
    return {check.place: check for check in identity_checks() if form.name in check.forms}


def one_changed_in_each(form: Form, figures: dict[str, Decimal], by: Decimal) -> pl.DataFrame:
    """One row for each cell of `form`: a report with `figures`, in which that cell's alone is changed."""
    addresses = [cell.address for cell in form.cells]
    rows = wide_of(ExampleEntry(form=form.name)).select(pl.all().repeat_by(len(addresses)).explode())
    changed = [
        pl.Series(address, [figures[address] + (by if address == here else 0) for here in addresses], dtype=AMOUNT)
        for address in addresses
    ]
    return rows.with_columns(pl.Series("report_id", addresses), *changed)


@settings(max_examples=8, deadline=None)
@given(
    form=st.sampled_from(shipped().forms),
    seed=st.integers(0, 2**32),
    by=st.sampled_from([Decimal(step) for step in ("1", "-1", "0.5", "9", "-90", "100000000000000000000")]),
)
def test_a_changed_figure_breaks_the_totals_it_is_part_of_and_no_other(form: Form, seed: int, by: Decimal) -> None:
    figures = valid_figures(form, random.Random(seed))  # noqa: S311 - repeatable, not secret
    assert any(figures.values())
    checks = of_form(form)
    wide = one_changed_in_each(form, figures, by)
    measures = measure(wide, list(checks.values()))
    assert measures.errors == {}
    assert measures.measured.null_count().sum_horizontal().item() == 0
    broken = broken_rows(measures.measured, list(checks.values())).with_columns(wide.get_column("report_id"))
    for place, check in checks.items():
        assert check.identity is not None
        breaking = set(broken.filter(pl.col(check.column)).get_column("report_id"))
        assert breaking == {*check.identity.reported, *check.identity.expected}, place


@FORMS
def test_each_total_that_a_form_prints_has_one_check(form: Form) -> None:
    printed = [identity.place for table in form.tables for identity in table.identities]
    mine = [check for check in identity_checks() if form.name in check.forms]
    assert sorted((check.place, *check.assertion.cells) for check in mine) == sorted(
        (identity.place, *identity.reported, *identity.expected)
        for table in form.tables
        for identity in table.identities
    )
    assert len(printed) == {"2019": 40, "2021": 42}[form.name]


@FORMS
def test_the_cells_that_no_total_binds_are_those_of_the_form(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    """Table two prints no total, so nothing but the office's own care stands behind most of its figures."""
    bound = {address for check in of_form(form).values() for address in check.assertion.cells}
    unseen = [cell.address for cell in form.cells if cell.address not in bound]
    with capsys.disabled():
        print(f"\nform {form.name}: {len(unseen)} cells in no printed total: {', '.join(unseen)}")
    assert unseen == [cell.address for cell in form.table("proactive").cells]
    in_totals = {
        part
        for table in form.tables
        for identity in table.identities
        for part in (*identity.reported, *identity.expected)
    }
    assert set(unseen) == {cell.address for cell in form.cells} - in_totals


@FORMS
def test_a_blank_leaves_each_total_that_needs_it_undecided_and_no_other(form: Form) -> None:
    checks = list(of_form(form).values())
    examples = [ExampleEntry(form=form.name, cells={cell.address: ""}) for cell in form.cells]
    measures = measure(wide_of(*examples), checks)
    judged = measures.measured.select(pl.exclude("report_id").is_not_null())
    assert not broken_rows(measures.measured, checks).select(pl.any_horizontal(pl.all()).any()).item()
    for check in checks:
        needing = [cell.address in check.assertion.cells for cell in form.cells]
        assert judged.get_column(check.column).not_().to_list() == needing, check.place

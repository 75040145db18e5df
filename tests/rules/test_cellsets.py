"""Counting in sets of cells: by what is printed there, and unknown where that could not be told."""

from typing import Any

import polars as pl
import pytest

from gouji.frames.wide import STATES, form_column, state_column
from gouji.rules.cellsets import SET_FUNCTIONS, Counted, Recomputed, Summed
from tests.made.judging import example, shipped, wide_of

ROW = tuple(cell.address for cell in shipped().forms[-1].cells if cell.row == "normative_documents")
CELL = ROW[0]


# For each function a text that counts and one that does not.
COUNTS = [
    ("printed", "3", ""),
    ("printed_zeros", "0", "1"),
    ("printed_nonzero", "1", "0"),
    ("blanks", "", "0"),
    ("placeholders", "/", "0"),
    ("absent", "absent", ""),
    ("illegible", "若干", "3"),
    ("wordy", "若干", "3件"),
    ("nonzero", "1", "0"),
    ("no_counts", "-1", "1"),
    ("no_counts", "1.5", "0"),
    ("units", "3件", "3"),
    ("unusual", "３", "3"),
    ("unusual", "1,234", "1234"),
]


def count(function: str, *addresses: str, printed: dict[str, str], form: str = "2021", **set_to: Any) -> int | None:
    """The count of `function` in a clean report in which `printed` is printed, columns of the frame set at will."""
    wide = wide_of(example(form, cells=printed)).with_columns(
        pl.lit(value).cast(wide_of(example(form)).schema[name]).alias(name) for name, value in set_to.items()
    )
    return wide.select(Counted(function, addresses or ROW).measure()).item()


@pytest.mark.parametrize(("function", "counts", "does_not"), COUNTS)
def test_what_counts(function: str, counts: str, does_not: str) -> None:
    others = {ROW[1]: does_not, ROW[2]: does_not}
    assert count(function, printed={CELL: counts} | others) == 1
    assert count(function, printed={CELL: does_not} | others) == 0


def test_cells_that_differ_in_another_version_are_counted_where_none_could_not_be_read() -> None:
    differing: dict[str, Any] = {"report.differing_cells": f" {ROW[1]}  {ROW[2]} "}
    assert count("differing", printed={}, **differing) == 2
    assert count("differing", printed={}, **{"report.differing_cells": ""}) == 0
    assert count("differing", printed={CELL: "1 2"}, **{"report.differing_cells": ""}) is None


def test_every_function_is_tried_here() -> None:
    assert {function for function, *_ in COUNTS} | {"differing"} == set(SET_FUNCTIONS)


@pytest.mark.parametrize(("function", "counts", "does_not"), COUNTS)
def test_a_cell_we_could_not_read_leaves_none_seen_unknown(function: str, counts: str, does_not: str) -> None:
    """But where one was seen, more of them change nothing: the count is the least that is certain."""
    unread: dict[str, Any] = {ROW[2]: None, state_column(ROW[2]): STATES["unreadable"]}
    assert count(function, printed={CELL: does_not, ROW[1]: does_not}, **unread) is None
    assert count(function, printed={CELL: counts, ROW[1]: does_not}, **unread) == 1


@pytest.mark.parametrize("text", ["", "/", "若干", "absent"])
def test_a_figure_that_is_not_there_is_neither_zero_nor_another(text: str) -> None:
    """VAL-020 must not pass on a row of 规章 that was left blank; a count of what is printed knows that it is blank."""
    printed = {CELL: text, ROW[1]: "0", ROW[2]: "0"}
    assert count("nonzero", printed=printed) is None
    assert count("no_counts", printed=printed) is None
    assert count("printed_nonzero", printed=printed) == 0
    assert count("printed", printed=printed) == 2


def test_cells_of_another_form_are_not_counted() -> None:
    both = tuple(dict.fromkeys(cell.address for form in shipped().forms for cell in form.cells))
    assert count("printed", *both, printed={}) == 200
    assert count("printed", *both, printed={}, form="2019") == 198


def test_a_table_that_was_not_found_leaves_none_seen_unknown() -> None:
    gone: dict[str, Any] = {form_column("proactive"): None} | {state_column(address): None for address in ROW}
    assert count("blanks", printed={}, **gone) is None
    assert count("blanks", "disputes.reconsideration.total", printed={}, **gone) == 0


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"disputes.*.*": ""}, 0),
        ({"disputes.*.*": "", "disputes.reconsideration.total": "2"}, 1),
        ({"disputes.*.*": "/", "disputes.reconsideration.total": "2", "disputes.litigation_direct.total": "1"}, 2),
        ({"disputes.*.*": "", "disputes.reconsideration.total": "若干"}, 0),
    ],
)
def test_totals_recomputed_with_blanks_as_zeros(printed: dict[str, str], expected: int) -> None:
    forms = shipped().forms
    totals = Recomputed(
        "disputes",
        tuple((form.name, one.reported, one.expected) for form in forms for one in form.table("disputes").identities),
    )
    for form in forms:
        assert wide_of(example(form.name, cells=printed)).select(totals.measure()).item() == expected


OTHERS = ("requests.other.total", "requests.other_not_corrected.total", "requests.other_fee_unpaid.total")


@pytest.mark.parametrize(
    ("form", "printed", "expected"),
    [
        ("2019", {"requests.other.total": "4"}, 4),
        ("2021", {"requests.other_not_corrected.total": "4", "requests.other_fee_unpaid.total": "-1"}, 3),
        ("2021", {"requests.other_not_corrected.total": "4", "requests.other_fee_unpaid.total": ""}, None),
        ("2021", {"requests.other_not_corrected.total": "若干"}, None),
    ],
)
def test_a_sum_is_over_the_cells_that_the_form_has(form: str, printed: dict[str, str], expected: int | None) -> None:
    assert wide_of(example(form, cells=printed)).select(Summed(OTHERS).measure()).item() == expected


def test_a_sum_in_a_table_that_was_not_found_is_unknown() -> None:
    lost = [pl.lit(None, pl.UInt8).alias(state_column(address)) for address in OTHERS]
    wide = wide_of(example()).with_columns(*lost, pl.lit(None, pl.String).alias(form_column("requests")))
    assert wide.select(Summed(OTHERS).measure()).item() is None

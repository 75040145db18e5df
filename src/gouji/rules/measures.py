"""Evaluate checks on the wide frame: a measure for each report, null where nothing could be judged."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from gouji.frames import AMOUNT
from gouji.rules.checks import Check

# A sum of such figures, or their product with a number of a rule, may not fit a Decimal(38, 6): Polars then raises for
# the whole batch. No honest figure comes near it.
_HUGE = 10**22


@dataclass(frozen=True, slots=True)
class Measures:
    """One row a report: `measured` has a column a check, null where it was not judged; `applies` says where it was put.

    `errors` names the checks that could not be measured, with the reason; they have no column.
    """

    measured: pl.DataFrame
    applies: pl.DataFrame
    errors: dict[str, str]


def measure(wide: pl.DataFrame, checks: Sequence[Check]) -> Measures:
    """Evaluate every check on the wide frame, in its order of reports.

    A check that raises is an error of ours; the rest is measured. A report whose figures are too large to be reckoned
    with is left undecided by the checks that they overflow, and costs the other reports nothing.
    """
    try:
        return _evaluated(wide, checks)
    except pl.exceptions.PolarsError:
        huge = wide.select(pl.any_horizontal((pl.col(AMOUNT).abs() >= _HUGE).fill_null(value=False))).to_series()
        ordinary = _halved(wide.filter(~huge), checks)
        sound = [check for check in checks if check.column not in ordinary.errors]
        extraordinary = _halved(wide.filter(huge), sound)
        overflowed = [check for check in sound if check.column in extraordinary.errors]
        parts = [ordinary, extraordinary, *(_one_by_one(wide.filter(huge), check) for check in overflowed)]
        order = wide.select("report_id")
        measured = _together(order, [part.measured for part in parts])
        return Measures(measured, _together(order, [part.applies for part in parts]), ordinary.errors)


def _together(order: pl.DataFrame, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """One row for each report of `order`, with what the parts say of it; null where none of them says anything."""
    rows = pl.concat(parts, how="diagonal_relaxed").group_by("report_id").agg(pl.all().drop_nulls().first())
    return order.join(rows, on="report_id", how="left", maintain_order="left")


def _one_by_one(wide: pl.DataFrame, check: Check) -> Measures:
    """The measures of one check on each report by itself, without those that it cannot be evaluated on."""
    parts: list[Measures] = []
    for report in wide.iter_slices(1):
        try:
            parts.append(_evaluated(report, [check]))
        except pl.exceptions.PolarsError:
            parts.append(Measures(report.select("report_id"), report.select("report_id"), {}))
    measured, applies = ([getattr(part, name) for part in parts] for name in ("measured", "applies"))
    return Measures(pl.concat(measured, how="diagonal_relaxed"), pl.concat(applies, how="diagonal_relaxed"), {})


def _halved(wide: pl.DataFrame, checks: Sequence[Check]) -> Measures:
    """Like `_evaluated`; where something raises, each half of the checks by itself, down to the one that does."""
    try:
        return _evaluated(wide, checks)
    except pl.exceptions.PolarsError as error:
        ids = wide.select("report_id")
        if len(checks) == 1:
            return Measures(ids, ids, {checks[0].column: str(error).splitlines()[0]})
        middle = len(checks) // 2
        first, second = _halved(wide, checks[:middle]), _halved(wide, checks[middle:])
        return Measures(
            first.measured.hstack(second.measured.drop("report_id")),
            first.applies.hstack(second.applies.drop("report_id")),
            first.errors | second.errors,
        )


def _evaluated(wide: pl.DataFrame, checks: Sequence[Check]) -> Measures:
    counted = dict.fromkeys(count for check in checks for count in check.needed)
    wide = wide.with_columns(count.measure().alias(count.column) for count in counted)
    applies = wide.select("report_id", *(check.applies.alias(check.column) for check in checks))
    measured = wide.select("report_id", *(check.assertion.measure.alias(check.column) for check in checks))
    masks = [
        pl.when(applies.get_column(check.column)).then(pl.col(check.column)).alias(check.column) for check in checks
    ]
    return Measures(measured.with_columns(masks), applies, {})


def broken_rows(measured: pl.DataFrame, checks: Sequence[Check]) -> pl.DataFrame:
    """One boolean column a check: true where its measure lies outside its bounds, false where not or not judged."""
    return measured.select(
        (~check.assertion.bounds.holds(pl.col(check.column))).fill_null(value=False).alias(check.column)
        for check in checks
    )

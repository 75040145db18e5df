"""A body's history: its submissions by year, and what two of them differ in, cell by cell."""

from dataclasses import dataclass

import polars as pl

from gouji.archive.lake import Lake
from gouji.archive.standing import rows_of, standing


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs: its address, what was printed and its status, and what is now; None where it was not in the form."""

    address: str
    before: str | None
    before_status: str | None
    after: str | None
    after_status: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A submission (a row of `standing`), its number of findings, and what differs from the audited one of that year before it.

    `changes` is None where none was before it or one of the two was not audited.
    """

    submission: dict[str, object]
    findings: int
    changes: tuple[Change, ...] | None


def history(lake: Lake, body: str) -> list[Step]:
    """The submissions of a body, by year and the archive's counter."""
    found = standing(lake, pl.col("body") == body)
    cells = rows_of(lake, "cells", pl.col("body") == body)
    findings = rows_of(lake, "findings", pl.col("body") == body)
    steps: list[Step] = []
    last: dict[object, pl.DataFrame] = {}
    for row in found.iter_rows(named=True):
        its = (pl.col("batch") == row["batch"]) & (pl.col("report_id") == row["report_id"])
        changes = None
        if row["status"] == "audited":
            own = cells.filter(its)
            changes = changed(last[row["year"]], own) if row["year"] in last else None
            last[row["year"]] = own
        steps.append(Step(row, findings.filter(its).height, changes))
    return steps


def changed(before: pl.DataFrame, after: pl.DataFrame) -> tuple[Change, ...]:
    """The cells in which two reports differ, by value or status: another spelling of the same figure is no change."""
    address = pl.concat_str("table", "row", "column", separator=".").alias("address")
    columns = (address, pl.col("text", "value", "status"))
    joined = (
        after.select(columns)
        .with_row_index("rank")
        .join(before.select(columns), on="address", how="full", suffix="_before", coalesce=True)
        .sort("rank", "address", nulls_last=True)
    )
    differs = pl.col("status").ne_missing(pl.col("status_before")) | pl.col("value").ne_missing(pl.col("value_before"))
    told = joined.filter(differs).select("address", "text_before", "status_before", "text", "status")
    return tuple(Change(*row) for row in told.iter_rows())

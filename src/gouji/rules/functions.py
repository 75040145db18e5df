"""The functions of the language of rules that work on single values; those on sets of cells are in `gouji.rules.cellsets`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from gouji.declared.language import FactKind

# `count`: of cells in a set; `texts`: a list to look a text up in; `pattern`: a regular expression.
Kind = FactKind | Literal["count", "texts", "pattern"]


@dataclass(frozen=True, slots=True)
class Function:
    """The kinds of its arguments (None: any), the kind of its result, and how it is built from expressions."""

    takes: tuple[Kind | None, ...]
    gives: FactKind
    build: Callable[..., pl.Expr]


def _days_after(day: pl.Expr, month: pl.Expr, day_of_month: pl.Expr) -> pl.Expr:
    """Days from a day of the year after the report's to `day`; negative before it."""
    deadline = pl.date(pl.col("report.year") + 1, month, day_of_month)
    return (day - deadline).dt.total_days()


def _days_from(day: pl.Expr, month: pl.Expr, day_of_month: pl.Expr) -> pl.Expr:
    """Days from a day of the report's year to `day`."""
    return (day - pl.date(pl.col("report.year"), month, day_of_month)).dt.total_days()


def _choose(truth: pl.Expr, one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """`one` where `truth` is true, `other` where it is false, null where it is unknown."""
    return pl.when(truth.is_not_null()).then(pl.when(truth).then(one).otherwise(other))


def _matches(text: pl.Expr, pattern: pl.Expr) -> pl.Expr:
    return text.str.contains(pattern)


FUNCTIONS: dict[str, Function] = {
    "choose": Function(("bool", "number", "number"), "number", _choose),
    "word": Function(("bool", "text", "text"), "text", _choose),
    "abs": Function(("number",), "number", pl.Expr.abs),
    "known": Function((None,), "bool", pl.Expr.is_not_null),
    "days_after": Function(("date", "number", "number"), "number", _days_after),
    "days_from": Function(("date", "number", "number"), "number", _days_from),
    "matches": Function(("text", "pattern"), "bool", _matches),
}

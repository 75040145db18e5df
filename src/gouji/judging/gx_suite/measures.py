"""Measures as Great Expectations can compare them: a pandas frame of plain numpy floats, where NaN stands for null."""

from collections.abc import Sequence

import pandas as pd
import polars as pl


def unfit_columns(measures: pl.DataFrame, columns: Sequence[str]) -> dict[str, str]:
    """Those of `columns` in `measures` that hold no measure a judge may compare with zero, each with the reason.

    Great Expectations would count a truth value as a number and a NaN as a null, both without a word.
    """
    unfit: dict[str, str] = {}
    for column in columns:
        if column not in measures.columns:
            continue
        values = measures[column]
        # A column of nothing but nulls may have no type yet.
        if not (values.dtype.is_numeric() or values.dtype == pl.Null):
            unfit[column] = f"measure {column!r} is a {values.dtype} column; expected a number for each report or null"
        elif values.dtype.is_float() and values.is_nan().any():
            row = values.is_nan().arg_max()
            unfit[column] = f"measure {column!r} is NaN, first in row {row}; expected null where nothing is judged"
    return unfit


def numpy_frame(measures: pl.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The numeric `columns` of `measures` as float64, in their order, with as many rows as `measures`.

    A float keeps the sign of any whole or decimal number and takes none but zero for zero: all that bounds look at.
    Nullable pandas types, which keep more, make Great Expectations raise.
    """
    floats = {column: measures[column].cast(pl.Float64).to_numpy() for column in columns}
    return pd.DataFrame(floats, index=pd.RangeIndex(measures.height))

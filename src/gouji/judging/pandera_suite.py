"""pandera: the judge of what is definite, and of the contracts of the frames that a batch leaves behind."""

from collections.abc import Callable, Sequence
from typing import cast

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrors

from gouji.rules.bounds import Criterion, Operator, Verdict

# Polars lists every column of the frame where one is missing.
_LONGEST_ERROR = 300

# Unknown to the type checker, here and below: pandera leaves open what its checks take and what its errors hold.
_BUILT_IN: dict[Operator, Callable[..., pa.Check]] = {
    "==": pa.Check.equal_to,  # pyright: ignore[reportUnknownMemberType]
    ">=": pa.Check.greater_than_or_equal_to,  # pyright: ignore[reportUnknownMemberType]
    ">": pa.Check.greater_than,  # pyright: ignore[reportUnknownMemberType]
    "<=": pa.Check.less_than_or_equal_to,  # pyright: ignore[reportUnknownMemberType]
    "<": pa.Check.less_than,  # pyright: ignore[reportUnknownMemberType]
}


def judge_definite(measures: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
    """How many reports break each criterion. A null measure is not judged; a criterion that raises is an error, ours.

    `measures` has one row a report and one numeric column a criterion. It must be an eager frame: of a LazyFrame
    pandera checks the schema alone and reports success.

    The criteria of one rule are stacked and judged by one pandera check that bears the rule's name. A check for each of
    741 criteria cost 0.9 s whatever the batch, and ten times that once some failed: pandera then writes a failing row
    out as text, with all the columns of the frame.
    """
    if isinstance(measures, pl.LazyFrame):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("measures are a LazyFrame, of which pandera would judge nothing; collect it first")
    types = dict(measures.schema)
    verdicts = {criterion.column: _unfit(criterion.column, types) for criterion in criteria}
    alike: dict[tuple[str, Operator, pl.DataType], list[Criterion]] = {}
    for criterion in criteria:
        if verdicts[criterion.column].error is None:
            kind = (criterion.rule, criterion.bounds.operator, types[criterion.column])
            alike.setdefault(kind, []).append(criterion)
    for stacked in alike.values():
        verdicts |= _judged(measures, stacked)
    return verdicts


def _unfit(column: str, types: dict[str, pl.DataType]) -> Verdict:
    """A verdict with an error where there is no measure to judge, one without a failure where there is."""
    if column not in types:
        return Verdict(0, f"no measure {column!r} among the columns of the frame"[:_LONGEST_ERROR])
    if not (types[column].is_numeric() or types[column] == pl.Null):
        return Verdict(0, f"measure {column!r} is a {types[column]} column; expected numbers")
    return Verdict(0)


def _judged(measures: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
    """The verdicts on criteria of one rule with the same bounds, judged in one column, place under place."""
    columns = [measures.get_column(criterion.column).alias("measure") for criterion in criteria]
    first, reports = criteria[0], measures.height
    # Only one failing row is handed back as text: the counts come from the outcome of the check.
    check = _BUILT_IN[first.bounds.operator](0, name=first.rule, title=first.title, n_failure_cases=1)
    schema = pa.DataFrameSchema({"measure": pa.Column(nullable=True, checks=check)})
    try:
        schema.validate(pl.concat(columns).to_frame(), lazy=True)
    except SchemaErrors as errors:
        outcome = _outcome(errors.schema_errors[0])
        if isinstance(outcome, str):
            return {criterion.column: Verdict(0, outcome) for criterion in criteria}
        slices = (outcome.slice(rank * reports, reports) for rank in range(len(criteria)))
        return {one.column: Verdict(int((~held).sum())) for one, held in zip(criteria, slices, strict=True)}
    return {criterion.column: Verdict(0) for criterion in criteria}


def _outcome(error: SchemaError) -> pl.Series | str:
    """For each row whether the check holds there, or why the check could not be made."""
    output = cast("pl.DataFrame | None", error.check_output)  # pyright: ignore[reportUnknownMemberType]
    if output is None:
        return str(error.args[0])[:_LONGEST_ERROR]
    return output.get_column("check_output")


def assert_contract(frame: pl.DataFrame, schema: pl.Schema, name: str) -> None:
    """Hold a frame to its contract: these columns, these types, in this order.

    Raises pandera's SchemaErrors, which is our bug and stops the batch: others rely on these frames.
    """
    contract = pa.DataFrameSchema(
        {column: pa.Column(dtype, nullable=True) for column, dtype in schema.items()},
        name=name,
        strict=True,
        ordered=True,
    )
    contract.validate(frame, lazy=True)

"""pandera: the judge of what is definite, and of the contracts of the frames that a batch leaves behind."""

from collections.abc import Sequence

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrors

from gouji.bounds import Criterion, Verdict

# Polars lists every column of the frame where one is missing.
_LONGEST_ERROR = 300


def judge_definite(measures: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
    """How many reports break each criterion. A null measure is not judged; a criterion that raises is an error, ours.

    `measures` has one row a report and one numeric column a criterion. It must be an eager frame: of a LazyFrame pandera
    checks the schema alone and reports success.
    """
    verdicts = {criterion.column: Verdict(0) for criterion in criteria}
    schema = pa.DataFrameSchema(checks=[_check(criterion) for criterion in criteria])
    try:
        schema.validate(measures, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            verdicts[str(error.check.name)] = _verdict(error)
    return verdicts


def _check(criterion: Criterion) -> pa.Check:
    holds = criterion.bounds.holds(pl.col(criterion.column))
    return pa.Check(
        lambda data: data.lazyframe.select(holds),
        name=criterion.column,
        title=criterion.title,
        # Without a limit every failing row is turned into text, which costs more than all the judging.
        n_failure_cases=1,
    )


def _verdict(error: SchemaError) -> Verdict:
    if error.check_output is None:
        return Verdict(0, str(error.failure_cases)[:_LONGEST_ERROR])
    output = error.check_output
    return Verdict(int((~output.get_column("check_output")).sum()))


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

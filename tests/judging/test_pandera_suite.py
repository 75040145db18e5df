"""pandera as the judge of what is definite: the same counts as Polars, and an error where there is nothing to judge."""

from decimal import Decimal
from typing import Any, get_args

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from gouji.frames import COVERAGE
from gouji.judging.pandera_suite import assert_contract, judge_definite
from gouji.rules.bounds import Bounds, Criterion, Operator, Verdict
from tests.made.judging import polars_verdicts

OPERATORS: tuple[Operator, ...] = get_args(Operator)
DECIMAL = pl.Decimal(38, 6)
NUMBERS = {
    pl.Int64(): st.integers(-(2**62), 2**62) | st.integers(-2, 2),
    DECIMAL: st.decimals(-(10**25), 10**25, places=6) | st.sampled_from([Decimal("0.000001"), Decimal("-0.000001")]),
}


def criterion(column: str, operator: Operator = ">=") -> Criterion:
    rule, _, place = column.partition(" ")
    return Criterion(column, Bounds(operator), rule, place, "试", "error")


def measures(**columns: pl.Series) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    return pl.DataFrame({"report_id": pl.Series([str(row) for row in range(height)], dtype=pl.String), **columns})


@st.composite
def batches(draw: st.DrawFn) -> tuple[pl.DataFrame, list[Criterion]]:
    """Up to eight reports, and for each operator up to three places of one rule, of different types."""
    height = draw(st.integers(0, 8))
    columns: dict[str, pl.Series] = {}
    criteria: list[Criterion] = []
    for operator in OPERATORS:
        for place in range(draw(st.integers(1, 3))):
            dtype = draw(st.sampled_from(list(NUMBERS)))
            values = draw(st.lists(st.none() | NUMBERS[dtype], min_size=height, max_size=height))
            column = f"TST-{OPERATORS.index(operator)} {place}"
            columns[column] = pl.Series(values, dtype=dtype)
            criteria.append(criterion(column, operator))
    return measures(**columns), draw(st.permutations(criteria))


@settings(max_examples=30, deadline=None)
@given(batches())
def test_counts_what_bounds_do_not_hold_of(batch: tuple[pl.DataFrame, list[Criterion]]) -> None:
    frame, criteria = batch
    assert judge_definite(frame, criteria) == polars_verdicts(frame, criteria)


@pytest.mark.parametrize(("operator", "failed"), [("==", 2), (">=", 1), (">", 2), ("<=", 1), ("<", 2)], ids=str)
@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Int8(), DECIMAL], ids=str)
def test_below_at_and_above_zero(operator: Operator, failed: int, dtype: pl.DataType) -> None:
    frame = measures(measure=pl.Series([-1, 0, 1, None], dtype=dtype))
    assert judge_definite(frame, [criterion("measure", operator)]) == {"measure": Verdict(failed)}


@pytest.mark.parametrize("dtype", [pl.Int64(), DECIMAL, pl.Null()], ids=str)
@pytest.mark.parametrize("reports", [0, 2])
def test_nothing_judged_is_nothing_failed(dtype: pl.DataType, reports: int) -> None:
    frame = measures(measure=pl.Series([None] * reports, dtype=dtype))
    assert judge_definite(frame, [criterion("measure", "==")]) == {"measure": Verdict(0)}


def test_no_criteria() -> None:
    assert judge_definite(measures(measure=pl.Series([1])), []) == {}


def test_one_rule_with_two_kinds_of_bounds_is_not_mixed_up() -> None:
    frame = measures(
        **{"A one": pl.Series([-1, 1, 1]), "A two": pl.Series([-1, 1, 1]), "A three": pl.Series([0, 0, 5])}
    )
    verdicts = judge_definite(frame, [criterion("A one", ">="), criterion("A two", "<="), criterion("A three", ">=")])
    assert verdicts == {"A one": Verdict(1), "A two": Verdict(2), "A three": Verdict(0)}


def test_what_cannot_be_judged_is_an_error_beside_the_others() -> None:
    frame = measures(
        **{
            "A good": pl.Series([-1, 2, None]),
            "A text": pl.Series(["1", "2", None]),
            "A truth": pl.Series([True, None, False]),
        }
    )
    verdicts = judge_definite(frame, [criterion(f"A {name}") for name in ("text", "missing", "good", "truth")])
    assert list(verdicts) == ["A text", "A missing", "A good", "A truth"]
    assert verdicts["A good"] == Verdict(1)
    assert verdicts["A missing"] == Verdict(0, "no measure 'A missing' among the columns of the frame")
    assert verdicts["A text"] == Verdict(0, "measure 'A text' is a String column; expected numbers")
    assert verdicts["A truth"].error is not None


def test_a_check_that_pandera_cannot_make_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """pandera reports a crash of a check as a failure of it; here it must not become one."""

    def crashing(*_: Any, **options: Any) -> pa.Check:
        return pa.Check(lambda data: data.lazyframe.select(pl.col("no such column") > 0), **options)

    monkeypatch.setattr("gouji.judging.pandera_suite._BUILT_IN", dict.fromkeys(OPERATORS, crashing))
    verdicts = judge_definite(measures(measure=pl.Series([1])), [criterion("measure")])
    assert verdicts["measure"].failed == 0
    assert "no such column" in (verdicts["measure"].error or "")


def test_a_lazy_frame_is_no_frame_to_judge() -> None:
    """Of a LazyFrame pandera checks the schema alone and reports success: the reason why measures are eager."""
    frame = measures(measure=pl.Series([-1]))
    schema = pa.DataFrameSchema({"measure": pa.Column(checks=pa.Check.ge(0))})
    schema.validate(frame.lazy()).collect()
    with pytest.raises(SchemaErrors):
        schema.validate(frame, lazy=True)
    with pytest.raises(TypeError, match="LazyFrame, of which pandera would judge nothing"):
        judge_definite(frame.lazy(), [criterion("measure")])  # pyright: ignore[reportArgumentType]


COVERED = pl.DataFrame([("A", "x", 1, 0, 0, 0, 0)], schema=COVERAGE, orient="row")


def test_a_frame_that_keeps_its_contract() -> None:
    assert_contract(COVERED, COVERAGE, "coverage")
    assert_contract(COVERED.clear(), COVERAGE, "coverage")
    assert_contract(COVERED.with_columns(pl.lit(None, pl.String).alias("place")), COVERAGE, "coverage")


@pytest.mark.parametrize(
    "frame",
    [
        COVERED.drop("passed"),
        COVERED.with_columns(pl.lit(1).alias("more")),
        COVERED.with_columns(pl.col("passed").cast(pl.Float64)),
        COVERED.select(reversed(COVERED.columns)),
    ],
    ids=["a column missing", "a column more", "another type", "another order"],
)
def test_a_frame_that_does_not(frame: pl.DataFrame) -> None:
    with pytest.raises(SchemaErrors):
        assert_contract(frame, COVERAGE, "coverage")

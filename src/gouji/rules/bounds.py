"""The interval that a measure must lie in, and the verdict a judge returns: all that the two judges share."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

Operator = Literal["==", ">=", ">", "<=", "<"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What must hold of a measure, compared with zero: `Bounds(">=")` holds of 0, 1, 2 ... and of nothing below."""

    operator: Operator

    @property
    def lower(self) -> int | None:
        """The least value that may stand, or None where there is no least."""
        return 0 if self.operator in ("==", ">=", ">") else None

    @property
    def upper(self) -> int | None:
        """The greatest value that may stand, or None where there is no greatest."""
        return 0 if self.operator in ("==", "<=", "<") else None

    @property
    def strict(self) -> bool:
        """True where the bound itself is outside."""
        return self.operator in (">", "<")

    def holds(self, measure: pl.Expr) -> pl.Expr:
        """One boolean for each value of `measure`, null where the measure is null."""
        match self.operator:
            case "==":
                return measure == 0
            case ">=":
                return measure >= 0
            case ">":
                return measure > 0
            case "<=":
                return measure <= 0
            case "<":
                return measure < 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One check as a judge sees it: a column of measures, the bounds they must lie in, and the words for its trail.

    `column` names a numeric column of the measures frame and is unique in a batch; `rule` is the rule's id, `place`
    where it was put, `title` one Chinese sentence, `severity` one of error, warning, notice.
    """

    column: str
    bounds: Bounds
    rule: str
    place: str
    title: str
    severity: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one criterion: how many rows broke it, or why it could not be judged (our bug)."""

    failed: int
    error: str | None = None

"""Criteria as an expectation suite: one built-in expectation a criterion, worded for the person who reads the pages."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence

from great_expectations import ExpectationSuite
from great_expectations.expectations import (
    ExpectColumnValuesToBeBetween,  # pyright: ignore[reportPrivateImportUsage] - the documented place
)
from great_expectations.expectations.metadata_types import FailureSeverity

from gouji.rules.bounds import Criterion

_SEVERITIES = {
    "error": FailureSeverity.CRITICAL,
    "warning": FailureSeverity.WARNING,
    "notice": FailureSeverity.INFO,
}


def suite_of(criteria: Sequence[Criterion], unfit: Mapping[str, str]) -> ExpectationSuite:
    """The suite of `criteria`, in their order; an expectation on an `unfit` column says in its description why it is.

    Raises ValueError for a repeated column or an unknown severity.
    """
    repeated = [column for column, times in Counter(criterion.column for criterion in criteria).items() if times > 1]
    if repeated:
        # Great Expectations merges equal expectations silently, and verdicts are told apart by their column.
        raise ValueError(f"more than one criterion for column {', '.join(repeated)}; each needs a column of its own")
    expectations = [_expectation(criterion, unfit.get(criterion.column)) for criterion in criteria]
    return ExpectationSuite("gouji_doubtful", expectations=expectations)


def _expectation(criterion: Criterion, unfit: str | None) -> ExpectColumnValuesToBeBetween:
    bounds = criterion.bounds
    if criterion.severity not in _SEVERITIES:
        known = ", ".join(_SEVERITIES)
        raise ValueError(f"severity {criterion.severity!r} of {criterion.rule} at {criterion.place}; expected {known}")
    described = f"{criterion.rule} {criterion.place} {criterion.title}"
    if unfit is not None:
        described = f"{described} ({unfit})"
    return ExpectColumnValuesToBeBetween(
        column=criterion.column,
        min_value=bounds.lower,
        max_value=bounds.upper,
        strict_min=bounds.strict and bounds.lower is not None,
        strict_max=bounds.strict and bounds.upper is not None,
        # Data Docs take a description for HTML: a bare "<" would swallow what follows.
        description=html.escape(described, quote=False),
        meta={"rule": criterion.rule, "place": criterion.place},
        severity=_SEVERITIES[criterion.severity],
    )

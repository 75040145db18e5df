"""What a validation says of each column: a count, or that its expectation crashed, which is neither pass nor fail."""

from collections.abc import Mapping, Sequence
from typing import Any

from gouji.rules.bounds import Verdict


def verdicts_on(columns: Sequence[str], validation: Mapping[str, Any], unfit: Mapping[str, str]) -> dict[str, Verdict]:
    """The verdict on each of `columns`, in their order; `unfit` has the reasons for those that were not handed over."""
    results = results_by_column(validation)
    return {
        column: Verdict(failed=0, error=unfit[column]) if column in unfit else _verdict(results[column])
        for column in columns
    }


def results_by_column(validation: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The result of each expectation by the column it was put on; Great Expectations gives the crashed ones first."""
    return {result["expectation_config"]["kwargs"]["column"]: result for result in validation["results"]}


def exception_message(result: Mapping[str, Any]) -> str | None:
    """The distinct messages of the exceptions that the expectation raised, or None where it ran."""
    info: dict[str, Any] = result["exception_info"]
    # One exception, or one for each metric that could not be computed, keyed by the metric's id.
    exceptions = [info] if "raised_exception" in info else list(info.values())
    messages = {str(one["exception_message"]) for one in exceptions if one["raised_exception"]}
    return "; ".join(sorted(messages)) if messages else None


def _verdict(result: Mapping[str, Any]) -> Verdict:
    error = exception_message(result)
    if error is not None:
        return Verdict(failed=0, error=error)
    return Verdict(failed=result["result"]["unexpected_count"])

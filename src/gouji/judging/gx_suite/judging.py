"""Doubtful checks judged: measures and criteria in, one verdict a criterion out, the trail kept on the way."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from gouji.judging.gx_suite.data_docs import keep_pages
from gouji.judging.gx_suite.measures import numpy_frame, unfit_columns
from gouji.judging.gx_suite.suite import suite_of
from gouji.judging.gx_suite.trail import keep_validation
from gouji.judging.gx_suite.validation import validate
from gouji.judging.gx_suite.verdicts import verdicts_on
from gouji.rules.bounds import Criterion, Verdict


def judge_doubtful(measures: pl.DataFrame, criteria: Sequence[Criterion], trail: Path | None) -> dict[str, Verdict]:
    """Count, for each criterion's column, the rows of `measures` that lie outside its bounds.

    `measures` has one row a report and one numeric column a criterion; a null is a row not judged there. The verdicts
    come in the order of the criteria, keyed by column. A column that is missing, not numeric or holds NaN gets a
    verdict with an error instead of a count.

    Where `trail` is given, that folder (made if missing) receives validation.json and data_docs/index.html, which opens
    without a network. What an earlier call left there under these two names is replaced.

    One validation runs at a time in a process; other callers wait. Raises ValueError where two criteria name one column
    or a severity is unknown.
    """
    columns = [criterion.column for criterion in criteria]
    unfit = unfit_columns(measures, columns)
    suite = suite_of(criteria, unfit)
    frame = numpy_frame(measures, [column for column in columns if column in measures.columns and column not in unfit])
    if trail is None:
        return verdicts_on(columns, validate(frame, suite), unfit)
    trail.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as site:
        validation = validate(frame, suite, Path(site))
        keep_validation(validation, columns, trail / "validation.json")
        keep_pages(Path(site), validation, trail / "data_docs")
    return verdicts_on(columns, validation, unfit)

"""pandera and Great Expectations, given each other's checks, find the same; and both find what Polars finds."""

import random
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from gouji.declared.forms import Form
from gouji.declared.rules import OUTCOMES, ExampleEntry
from gouji.judging.gx_suite import judge_doubtful
from gouji.judging.pandera_suite import judge_definite
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.measures import Measures, measure
from tests.made.judging import polars_verdicts, shipped, shipped_checks, wide_of

pytestmark = pytest.mark.great_expectations

REPORTS = 90

# What goes into cells of the reports: wrong figures, and everything that makes a check undecided.
PRINTED = ("", "", "/", "若干", "3件", "1,234", "７", "-4", "2.5", "absent", "1 2", "007", "16万元", "9" * 30, "9" * 40)
FACTS: dict[str, tuple[Any, ...]] = {
    "level": ("county", "township", "prefecture", "other", None),
    "is_department": (True, False, None),
    "body_kind": ("government", "department", "agency", None),
    "for_government": (False, True, None),
    "makes_rules": (True, False, None),
    "title": ("2023年政府信息公开工作年度报告", "云岭县青石镇2023年度政府信息公开工作年度报告", None),
    "title_year": (2022, 2023, None),
    "opening_year": (2019, 2023, None),
    "period_year": (2022, 2023, None),
    "period_last": ("2023-12-31", "2023-11-30", None),
    "published_on": ("2023-12-20", "2024-02-06", "2024-05-01", None),
    "tables_off_form": (0, 2, None),
    "wrong_labels": (0, 1, None),
    "sections_in_order": (False, True, None),
    "period_stated": (False, True),
}


def spoiled(form: Form, rng: random.Random) -> ExampleEntry:
    """A clean report with anything from one to half of its cells changed, and some of its facts."""
    cells = [cell.address for cell in form.cells]
    changed = rng.sample(cells, rng.choice((1, 3, 10, 40, len(cells) // 2)))
    small = [str(rng.randint(0, 12)) for _ in changed]
    texts = {
        cell: figure if rng.random() < 0.5 else rng.choice(PRINTED) for cell, figure in zip(changed, small, strict=True)
    }
    if rng.random() < 0.1:
        texts = {rng.choice(("*", "requests.*.*", "disputes.*.*", "proactive.*.*")): rng.choice(("", "0", "/"))} | texts
    section: dict[str, Any] = rng.choice(
        ({"found": False}, {"found": None}, {"as_official": False}, {"characters": 0, "has_table": False})
    )
    claims = rng.sample(shipped().claims.keys, rng.randint(0, len(shipped().claims.keys)))
    return ExampleEntry(
        form=form.name,
        cells=texts,
        report={fact: rng.choice(FACTS[fact]) for fact in rng.sample(list(FACTS), rng.randint(0, 6))},
        sections={rng.randint(1, 6): section},
        claims={claim: rng.randint(0, 3) for claim in claims},
    )


def batch() -> Iterator[ExampleEntry]:
    """The reports that the rules themselves give, so that each is broken and held by some, and spoiled ones."""
    for rule in shipped().rules:
        yield from (example for outcome in OUTCOMES for example in rule.entry.examples.of(outcome))
    for seed in range(REPORTS):
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        yield spoiled(rng.choice(shipped().forms), rng)


@pytest.fixture(scope="module")
def measures() -> Measures:
    return measure(wide_of(*batch()), shipped_checks())


@pytest.fixture(scope="module")
def criteria() -> list[Criterion]:
    """Every check, whichever judge it belongs to."""
    return [check.criterion for check in shipped_checks()]


def test_the_reports_put_the_judges_to_the_test(measures: Measures, criteria: list[Criterion]) -> None:
    """Every rule fails somewhere and passes elsewhere; most checks do, and are undecided somewhere: agreeing means much."""
    assert measures.errors == {}
    verdicts = polars_verdicts(measures.measured, criteria)
    failed = {criterion.column for criterion in criteria if verdicts[criterion.column].failed}
    undecided = {one.column for one in criteria if measures.measured.get_column(one.column).null_count()}
    passed = {
        one.column for one in criteria if verdicts[one.column].failed < measures.measured.get_column(one.column).count()
    }
    for some in (failed, passed):
        assert {one.rule for one in criteria if one.column in some} == {one.rule for one in criteria}
    for some in (failed, passed, undecided):
        assert len(some) > 0.6 * len(criteria)


def test_both_judges_find_what_polars_finds_in_every_check(measures: Measures, criteria: list[Criterion]) -> None:
    expected = polars_verdicts(measures.measured, criteria)
    assert judge_definite(measures.measured, criteria) == expected
    assert judge_doubtful(measures.measured, criteria, None) == expected


def test_both_judges_say_which_check_cannot_be_judged() -> None:
    frame = pl.DataFrame({"report_id": ["1", "2"], "A here": [0, 3], "B here": ["0", "1"]})
    bounds = shipped_checks()[0].criterion.bounds
    asked = [Criterion(column, bounds, column[0], "here", "试", "error") for column in ("A here", "B here", "C here")]
    for judge in (judge_definite, lambda measured, these: judge_doubtful(measured, these, None)):
        verdicts = judge(frame, asked)
        assert verdicts["A here"].error is None
        assert all(verdicts[column].failed == 0 and verdicts[column].error for column in ("B here", "C here"))
    assert Verdict(0).error is None

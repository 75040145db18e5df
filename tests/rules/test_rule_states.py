"""A rule is active, on trial or retired, and holds for certain report years and forms."""

import pytest

from gouji.declared.rules import State
from tests.made.judging import compiled, example, judged, outcomes, rule, wide_of

CHECK = {"cells": ["proactive.licensing.decisions"], "holds": "cell < 100"}
WHOLE = {"place": "report", "holds": "report.title_year == 2000"}


@pytest.mark.parametrize(("state", "found", "on_trial"), [("active", 1, 0), ("trial", 0, 1), ("retired", 0, 0)])
def test_what_a_rule_on_trial_finds_is_kept_apart(state: State, found: int, on_trial: int) -> None:
    judgement = judged(wide_of(example()), compiled(rule(CHECK, state=state)))
    assert (judgement.findings.height, judgement.trial_findings.height) == (found, on_trial)
    assert judgement.coverage.height == (0 if state == "retired" else 1)


@pytest.mark.parametrize(
    ("years", "outcome"),
    [
        ({"first": 2023}, "failed"),
        ({"first": 2024}, "not_applicable"),
        ({"last": 2023}, "failed"),
        ({"last": 2022}, "not_applicable"),
        ({"first": 2022, "last": 2024}, "failed"),
    ],
)
def test_a_rule_holds_for_its_report_years(years: dict[str, int], outcome: str) -> None:
    judgement = judged(wide_of(example()), compiled(rule(CHECK, report_years=years)))
    assert outcomes(judgement)[outcome] == 1


def test_a_report_of_an_unknown_year_is_undecided() -> None:
    judgement = judged(wide_of(example(report={"year": None})), compiled(rule(CHECK, report_years={"first": 2023})))
    assert outcomes(judgement)["undecided"] == 1


@pytest.mark.parametrize(
    ("form", "due", "outcome"),
    [("2021", "2021", "failed"), ("2019", "2019", "not_applicable"), ("2021", None, "undecided")],
)
def test_a_rule_of_one_form_that_looks_at_no_table_goes_by_the_form_that_is_due(
    form: str, due: str | None, outcome: str
) -> None:
    made = wide_of(example(form, report={"form_due": due}))
    judgement = judged(made, compiled(rule(WHOLE, forms=["2021+"])))
    assert outcomes(judgement)[outcome] == 1

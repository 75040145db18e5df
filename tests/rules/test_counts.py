"""The counts of `gouji rules --coverage` are those of the declarations."""

from gouji.declared.rules import OUTCOMES
from gouji.rules.counts import classes, examples
from tests.made.judging import rule, shipped


def test_every_rule_is_counted_once_in_its_class_and_state() -> None:
    counted = classes(shipped().rules, shipped().forms)
    assert sum(one.rules for one in counted) == len(shipped().rules)
    assert sum(sum(one.by_state.values()) for one in counted) == len(shipped().rules)
    assert [one.rule_class for one in counted] == [
        "structure",
        "validity",
        "quality",
        "narrative",
        "publication",
        "cross-report",
    ]


def test_a_rule_of_one_form_counts_for_that_form_only() -> None:
    check = {"place": "report", "holds": "report.year == 2023"}
    [counted] = [one for one in classes([rule(check, forms=["2019"]), rule(check)], shipped().forms) if one.rules]
    assert (counted.rule_class, counted.rules, counted.by_form) == ("validity", 2, {"2019": 2, "2021": 1})


def test_an_outcome_that_never_comes_has_no_number() -> None:
    one = rule(
        {"place": "report", "holds": "report.year == 2023"},
        examples={"fails": [{"form": "2021"}, {"form": "2019"}], "never": {"undecided": "试"}},
    )
    [counted] = examples([one])
    assert counted.examples == {"fails": 2, "passes": 0, "not_applicable": 0, "undecided": None}
    assert tuple(counted.examples) == OUTCOMES

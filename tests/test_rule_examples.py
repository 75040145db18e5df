"""Every rule has reports that break it and reports that hold, and nothing is found in a clean report."""

import random
from functools import cache

import polars as pl
import pytest
from judging_data import bases, judged, shipped, shipped_checks, wide_of
from judging_data import example as clean

from gouji.examples import example_frame
from gouji.forms import Form
from gouji.judge import Judgement, broken_rows
from gouji.measures import measure
from gouji.rules import ExampleEntry, Rule
from samples.figures import valid_figures
from samples.prose import plain

RULES = pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)


def named(rule: Rule) -> dict[str, ExampleEntry]:
    """The examples of a rule by the report_id they are judged under."""
    examples = rule.entry.examples
    return {
        f"{rule.id} {kind} {rank}": example
        for kind, group in (("breaks", examples.breaks), ("holds", examples.holds))
        for rank, example in enumerate(group)
    }


@cache
def wide() -> pl.DataFrame:
    """All examples of all rules and the clean reports, judged at once."""
    unchanged = {f"clean {form.name}": clean(form.name) for form in shipped().forms}
    examples = {name: example for rule in shipped().rules for name, example in named(rule).items()}
    return example_frame(unchanged | examples, bases(), shipped())


@cache
def judgement() -> Judgement:
    return judged(wide(), shipped_checks())


def found(report_id: str, rule: Rule) -> list[str]:
    """The places at which `rule` finds something in an example."""
    mine = judgement().findings.filter((pl.col("report_id") == report_id) & (pl.col("rule") == rule.id))
    return sorted(mine.get_column("place"))


def test_no_check_errs() -> None:
    assert judgement().errors == {}


@RULES
def test_what_breaks_a_rule_is_found_where_it_is_and_nowhere_else(rule: Rule) -> None:
    assert rule.entry.examples.breaks
    for name, example in named(rule).items():
        assert found(name, rule) == sorted(example.finds), name


@RULES
def test_what_holds_was_looked_at(rule: Rule) -> None:
    """A pass that saw nothing would be no pass: at least one check of the rule must have had a measure."""
    assert rule.entry.examples.holds
    checks = [check for check in shipped_checks() if check.rule.id == rule.id]
    for name in named(rule):
        if " holds " in name:
            measures = measure(wide().filter(pl.col("report_id") == name), checks)
            passed = [
                check.place
                for check in checks
                if measures.measured.item(0, check.column) is not None
                and not broken_rows(measures.measured, [check]).item()
            ]
            assert passed, name


@RULES
def test_each_way_of_breaking_a_rule_has_an_example(rule: Rule) -> None:
    """A rule of several checks must show each of them, or one could never fire and nobody would know."""
    fired = {
        place
        for name, example in named(rule).items()
        if " breaks " in name
        for place in found(name, rule)
        if example.finds
    }
    for entry in rule.entry.checks:
        places = {check.place for check in shipped_checks() if check.entry is entry}
        assert places & fired, f"no example breaks {entry.holds or entry.identity!r}"


def test_every_rule_that_is_declared_has_fired() -> None:
    declared = {rule.id for rule in shipped().rules}
    assert declared - set(judgement().findings.get_column("rule")) == set()


@pytest.mark.parametrize("form", shipped().forms, ids=lambda form: form.name)
def test_nothing_is_found_in_a_clean_report(form: Form) -> None:
    mine = judgement().findings.filter(pl.col("report_id") == f"clean {form.name}")
    assert mine.select("rule", "place").rows() == []


def test_findings_say_what_they_are_about() -> None:
    """Every finding has a message without gaps, and a reported and an expected value unless nothing was printed."""
    for row in judgement().findings.iter_rows(named=True):
        assert row["expected"], row
        assert row["reported"] or row["rule"] in ("STR-002", "VAL-018"), row
        assert "{" not in row["message"], row
        assert row["message"].endswith("。"), row


@pytest.mark.parametrize("form", shipped().forms, ids=lambda form: form.name)
def test_nothing_is_found_in_plausible_figures(form: Form) -> None:
    """A hundred drawn reports of any size: an honest office is not accused. Fees left unpaid are told in the prose."""
    told = {"claims": {"information_fee_mentioned": 1}}
    reports: list[ExampleEntry] = []
    for seed in range(100):
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        figures = valid_figures(form, rng, scale=rng.randint(1, 300))
        reports.append(clean(form.name, cells={cell: plain(figure) for cell, figure in figures.items()}, **told))
    judgement = judged(wide_of(*reports), shipped_checks())
    assert judgement.findings.select("rule", "place", "message").rows() == []

"""The gate of the shipped rules: every outcome of every rule has its example, and a clean report has no finding."""

import random
from functools import cache

import polars as pl
import pytest

from gouji.declared.forms import Form
from gouji.declared.rules import OUTCOMES, ExampleEntry, Rule
from gouji.judging.judge import Judgement
from gouji.rules.examples import example_frame
from gouji.rules.gate import CLEAN, named_examples, problems
from samples.figures import valid_figures
from samples.prose import plain
from tests.made.judging import example as clean
from tests.made.judging import judged, shipped, shipped_checks, wide_of

RULES = pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)


@cache
def wrong() -> dict[str, list[str]]:
    return problems(shipped(), shipped_checks())


@cache
def judgement() -> Judgement:
    """All examples of all rules, judged at once."""
    examples = {name: example for name, (_, _, example) in named_examples(shipped().rules).items()}
    return judged(example_frame(examples, shipped()), shipped_checks())


def test_no_check_errs() -> None:
    assert judgement().errors == {}


@RULES
def test_every_outcome_has_its_example_and_no_example_trips_another_rule(rule: Rule) -> None:
    """What `gouji.rules.gate` asks of a rule; that it finds what is wrong is tested in test_gate.py."""
    assert wrong().get(rule.id, []) == []


@RULES
def test_a_rule_fails_passes_and_says_what_it_never_does(rule: Rule) -> None:
    examples = rule.entry.examples
    assert examples.fails
    assert examples.passes
    assert {outcome for outcome in OUTCOMES if not examples.of(outcome)} == set(examples.never)


def test_nothing_is_found_in_a_clean_report() -> None:
    assert wrong().get(CLEAN, []) == []


def test_every_rule_that_is_declared_has_fired() -> None:
    found = {*judgement().findings.get_column("rule"), *judgement().trial_findings.get_column("rule")}
    assert {rule.id for rule in shipped().rules if rule.state != "retired"} - found == set()


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
    # An amount on form 2019 either lacks its unit (QUA-018) or has it in the cell (VAL-016): no office can please both.
    found = judgement.findings.filter(pl.col("rule") != "QUA-018")
    assert found.select("rule", "place", "message").rows() == []

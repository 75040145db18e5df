"""What the tests of judging share: the shipped checks, rules made up for a test, reports as changes of a clean one."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl

from gouji.declared import Declared, load_declared
from gouji.declared.rules import CheckEntry, ExampleEntry, Rule, RuleEntry, Severity, State, Weight
from gouji.declared.strict_yaml import parse
from gouji.judging.judge import Judgement, judge
from gouji.judging.pandera_suite import judge_definite
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.checks import Check, checks_of, compile_checks
from gouji.rules.examples import example_frame


@cache
def shipped() -> Declared:
    return load_declared()


@cache
def shipped_checks() -> tuple[Check, ...]:
    return checks_of(shipped())


def example(form: str = "2021", **changes: Any) -> ExampleEntry:
    """A change of the clean report of `form`: `cells`, `report`, `sections`, `claims`."""
    return ExampleEntry(form=form, **changes)


def wide_of(*examples: ExampleEntry) -> pl.DataFrame:
    """The wide frame of some examples, their ids 0, 1, 2 ..."""
    return example_frame({str(rank): one for rank, one in enumerate(examples)}, shipped())


def rule(*checks: Mapping[str, Any], severity: Severity = "error", state: State = "active", **entry: Any) -> Rule:
    """A rule of these checks; what is not said of it does not matter to its test."""
    texts = {"message": "有误", "reported": "此", "expected": "彼"}
    fields: dict[str, Any] = {
        "id": "TST-001",
        "rule_class": "validity",
        "title": "试",
        "basis": "试",
        "certainty": "definite",
        "checks": [parse(CheckEntry, texts | dict(check), "test") for check in checks],
        "action": "试",
        "examples": {},
    }
    weights = {check.name: Weight(severity, "first") for check in fields["checks"]}
    return Rule(RuleEntry(**(fields | entry)), weights, state, "test.yml")


def compiled(*rules: Rule) -> tuple[Check, ...]:
    return compile_checks(rules, shipped().forms, shipped().claims.keys, shipped().sign_keys)


def judged(wide: pl.DataFrame, checks: Sequence[Check]) -> Judgement:
    """The judgement with pandera in both chairs: that Great Expectations says the same has a test of its own."""
    return judge(wide, checks, judge_definite, judge_definite)


def outcomes(judgement: Judgement) -> dict[str, int]:
    """How many reports passed, failed ..., over all places."""
    return judgement.coverage.drop("rule", "place").sum().row(0, named=True)


def polars_verdicts(measured: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
    """What a judge should say, by the definition of bounds."""
    counts = measured.select((~c.bounds.holds(pl.col(c.column))).sum().alias(c.column) for c in criteria)
    return {column: Verdict(count) for column, count in counts.row(0, named=True).items()} if criteria else {}

"""How many rules there are, and how many examples of each outcome: what `gouji rules --coverage` shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from gouji.declared.forms import Form
from gouji.declared.rules import OUTCOMES, Outcome, Rule, RuleClass, State
from gouji.rules.targets import forms_of


@dataclass(frozen=True, slots=True)
class ClassCount:
    """The rules of one class: how many, for each form, in each state."""

    rule_class: RuleClass
    rules: int
    by_form: dict[str, int]
    by_state: dict[State, int]


@dataclass(frozen=True, slots=True)
class ExampleCount:
    """The examples of one rule by outcome; None for an outcome that it says it never has."""

    rule: Rule
    examples: dict[Outcome, int | None]


def classes(rules: Sequence[Rule], forms: Sequence[Form]) -> list[ClassCount]:
    """One count a class, in the order of the catalogue. A rule of several forms counts for each of them."""
    return [
        ClassCount(
            rule_class=name,
            rules=len(mine),
            by_form={form.name: sum(form in forms_of(rule, forms) for rule in mine) for form in forms},
            by_state={state: sum(rule.state == state for rule in mine) for state in get_args(State)},
        )
        for name in get_args(RuleClass)
        for mine in [[rule for rule in rules if rule.entry.rule_class == name]]
    ]


def examples(rules: Iterable[Rule]) -> list[ExampleCount]:
    """One count a rule, in their order."""
    return [
        ExampleCount(
            rule,
            {
                outcome: None if outcome in rule.entry.examples.never else len(rule.entry.examples.of(outcome))
                for outcome in OUTCOMES
            },
        )
        for rule in rules
    ]

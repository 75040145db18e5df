"""The gate for rules: every example of every rule is judged, and each outcome must be the one that it was made for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from gouji.declared import Declared, load_declared
from gouji.declared.rules import OUTCOMES, ExampleEntry, Outcome, Rule
from gouji.declared.strict_yaml import DeclarationError
from gouji.rules.checks import Check, checks_of
from gouji.rules.examples import example_frame
from gouji.rules.measures import broken_rows, measure

CLEAN = "clean"
State = Literal["failed", "passed", "not_applicable", "undecided"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What every rule made of one example: rule -> state -> the places where it came to that."""

    places: Mapping[str, Mapping[State, tuple[str, ...]]]

    def at(self, rule: str, state: State) -> tuple[str, ...]:
        """The places at which `rule` came to `state`."""
        return self.places.get(rule, {}).get(state, ())

    @property
    def firing(self) -> set[str]:
        """The rules that found something."""
        return {rule for rule, states in self.places.items() if states.get("failed")}


def named_examples(rules: Iterable[Rule]) -> dict[str, tuple[Rule, Outcome, ExampleEntry]]:
    """The examples of `rules`, by names such as `VAL-001 fails 1`."""
    return {
        f"{rule.id} {outcome} {rank}": (rule, outcome, example)
        for rule in rules
        for outcome in OUTCOMES
        for rank, example in enumerate(rule.entry.examples.of(outcome), 1)
    }


def judge_examples(declared: Declared, checks: Sequence[Check]) -> dict[str, Judged]:
    """Every example and, as `clean <form>`, the clean report of every form, judged by all `checks`."""
    clean = {f"{CLEAN} {form.name}": ExampleEntry(form=form.name) for form in declared.forms}
    named = {name: example for name, (_, _, example) in named_examples(declared.rules).items()}
    return judge_wide(example_frame(clean | named, declared), checks)


def judge_wide(wide: pl.DataFrame, checks: Sequence[Check]) -> dict[str, Judged]:
    """What `checks` make of every row of a wide frame, by report_id. A check that errs is in no state anywhere."""
    measures = measure(wide, checks)
    sound = [check for check in checks if check.column not in measures.errors]
    broken = broken_rows(measures.measured, sound)
    found: list[dict[str, dict[State, list[str]]]] = [{} for _ in range(wide.height)]
    for check in sound:
        measured = measures.measured.get_column(check.column).is_not_null()
        applies = measures.applies.get_column(check.column)
        for states, failed, known, there in zip(found, broken.get_column(check.column), measured, applies, strict=True):
            state: State = (
                "failed" if failed else "passed" if known else "not_applicable" if there is False else "undecided"
            )
            states.setdefault(check.rule.id, {}).setdefault(state, []).append(check.place)
    ids = wide.get_column("report_id").to_list()
    return {
        name: Judged({rule: {state: tuple(places) for state, places in of.items()} for rule, of in states.items()})
        for name, states in zip(ids, found, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Sound:
    """Declarations whose formulas were compiled and tried on the clean reports, with what they were compiled to."""

    declared: Declared
    checks: tuple[Check, ...]


def load_sound(folder: Path | None = None, policy: Path | None = None) -> Sound:
    """Every declaration, its formulas compiled, once, and tried on the clean reports.

    Raises DeclarationError for whatever is wrong with them, so that it is found before any report is read.
    """
    declared = load_declared(folder, policy)
    checks = checks_of(declared)
    require_possible(declared, checks)
    return Sound(declared, checks)


def require_possible(declared: Declared, checks: Sequence[Check]) -> None:
    """Raise DeclarationError where a definite rule finds something in a form's clean report.

    Rules that contradict each other, or that no report can keep, cannot all hold there. A doubtful rule may ask about a
    clean report; the gate of the shipped ones is stricter.
    """
    definite = [check for check in checks if check.rule.entry.certainty == "definite" and check.rule.state == "active"]
    clean = {
        form.name: ExampleEntry(form=form.name) for form in declared.forms if form.name in declared.bases.entry.base
    }
    for form, judged in judge_wide(example_frame(clean, declared), definite).items() if clean else ():
        if judged.firing:
            rule = next(rule for rule in declared.rules if rule.id in judged.firing)
            raise DeclarationError(
                f"{rule.where}: {', '.join(sorted(judged.firing))}: broken by the clean report of form {form} "
                f"({declared.bases.where}): no report can keep all rules, or one of them is wrong; mend the rule or the report"
            )


def problems(declared: Declared, checks: Sequence[Check]) -> dict[str, list[str]]:
    """What is wrong with the examples, by rule; under `clean` what is found in a clean report. Empty where all is well."""
    judged = judge_examples(declared, checks)
    found: dict[str, list[str]] = {}
    for form in declared.forms:
        name = f"{CLEAN} {form.name}"
        found.setdefault(CLEAN, []).extend(f"{name}: {rule} finds something" for rule in sorted(judged[name].firing))
    # A rule that an office retired finds nothing in the examples that name it, and that is right.
    retired = {rule.id for rule in declared.rules if rule.state == "retired"}
    for rule in declared.rules:
        if rule.id not in retired:
            found[rule.id] = [*_of_rule(rule, judged, retired), *_silent(rule, checks, judged)]
    return {key: texts for key, texts in found.items() if texts}


def _of_rule(rule: Rule, judged: Mapping[str, Judged], retired: Set[str]) -> Iterator[str]:
    never = rule.entry.examples.never
    for outcome in OUTCOMES:
        examples = rule.entry.examples.of(outcome)
        if bool(examples) == (outcome in never):
            yield f"{outcome}: needs an example, or a reason under `never` why there is none, and not both"
    for name, (_, outcome, example) in named_examples([rule]).items():
        result = judged[name]
        yield from (f"{name}: {text}" for text in _wrong(rule, outcome, example, result))
        others = result.firing - {rule.id}
        if others != set(example.also) - retired:
            yield f"{name}: {sorted(others)} find something as well, `also` names {sorted(example.also)}"


def _wrong(rule: Rule, outcome: Outcome, example: ExampleEntry, result: Judged) -> Iterator[str]:
    """Why the result of an example is not the outcome that it stands for."""
    failed = sorted(result.at(rule.id, "failed"))
    if failed != sorted(example.finds):
        yield f"found at {failed}, `finds` names {sorted(example.finds)}"
    match outcome:
        case "fails":
            wrong = not failed
        case "passes":
            wrong = not result.at(rule.id, "passed")
        case "not_applicable":
            # A check that errs is in no state: to have seen nothing is no outcome.
            wrong = {state for state, places in result.places.get(rule.id, {}).items() if places} != {"not_applicable"}
        case "undecided":
            wrong = not result.at(rule.id, "undecided")
    if wrong or (outcome != "fails" and failed):
        yield f"is no example of {outcome}: {dict(result.places.get(rule.id, {}))}"


def _silent(rule: Rule, checks: Iterable[Check], judged: Mapping[str, Judged]) -> Iterator[str]:
    """The checks of a rule that no example breaks: they could never fire, and nobody would know."""
    fired = {
        place
        for name, result in judged.items()
        if name.startswith(f"{rule.id} fails ")
        for place in result.at(rule.id, "failed")
    }
    places: dict[int, set[str]] = {}
    for check in checks:
        if check.rule.id == rule.id:
            places.setdefault(rule.entry.checks.index(check.entry), set()).add(check.place)
    for rank, of_check in places.items():
        if not of_check & fired:
            entry = rule.entry.checks[rank]
            yield f"no example breaks {entry.holds or entry.identity!r}"

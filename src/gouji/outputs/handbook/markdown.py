"""The handbook as one Markdown page, every rule by class and id."""

from collections.abc import Iterator, Sequence
from typing import get_args

from gouji.declared import Declared
from gouji.declared.not_judged import NotJudged
from gouji.declared.rules import Rule, RuleClass
from gouji.declared.texts.handbook import HandbookTexts
from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.handbook.told_examples import Changes, message_of
from gouji.rules.checks import Check
from gouji.words import spoken_rule


def handbook(declared: Declared, checks: Sequence[Check]) -> str:
    """The page. `checks` are those of `declared`.

    Raises DeclarationError where a formula names what has no words, ValueError where an example finds nothing.
    """
    words, names = declared.texts.handbook, declared.texts.workbook
    changes = Changes(declared.forms, declared.texts)
    states = [rule.state for rule in declared.rules]
    counts = {state: states.count(state) for state in ("active", "trial", "retired")}
    lines = [f"# {words.title}", "", words.opening.format(count=len(states), **counts).rstrip()]
    for rule_class in get_args(RuleClass):
        lines += ["", f"## {names.classes[rule_class]}"]
        for rule in declared.rules:
            if rule.entry.rule_class == rule_class:
                formula = spoken_rule(rule, declared.forms, declared.texts)
                own = [check for check in checks if check.rule is rule]
                lines += [
                    "",
                    *_rule(rule, formula, words, names),
                    *_example(rule, own, changes, words, declared),
                ]
                lines += _never(rule, words)
    lines += ["", *_not_judged(declared.not_judged, words)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, formula: Sequence[str], words: HandbookTexts, names: WorkbookTexts) -> Iterator[str]:
    entry, fields = rule.entry, words.fields
    yield f"### {words.rule.format(id=entry.id, title=entry.title)}"
    yield ""
    if len(formula) == 1:
        yield f"- **{fields.formula}**：{formula[0]}"
    else:
        yield f"- **{fields.formula}**："
        yield from (f"  - {line}" for line in formula)
    yield f"- **{fields.applies}**：{_applies(rule, words)}"
    certainty = names.certainties[entry.certainty]
    severity = words.severity.format(severity=names.severity(rule.severity), certainty=certainty)
    yield f"- **{fields.severity}**：{severity}" + ("" if rule.state == "active" else f"，{words.states[rule.state]}")
    yield f"- **{fields.basis}**：{entry.basis}"
    yield f"- **{fields.action}**：{entry.action}"


def _applies(rule: Rule, words: HandbookTexts) -> str:
    forms = [
        words.since_form.format(form=form.removesuffix("+")) if form.endswith("+") else words.of_form.format(form=form)
        for form in rule.entry.forms
    ]
    told = "、".join(forms) or words.every_form
    years = rule.entry.report_years
    if years is None:
        return told
    template = (
        words.years.both if years.first and years.last else words.years.first if years.first else words.years.last
    )
    return f"{told}，{template.format(first=years.first, last=years.last)}"


def _example(
    rule: Rule, checks: list[Check], changes: Changes, words: HandbookTexts, declared: Declared
) -> Iterator[str]:
    """The first example that breaks the rule; a retired rule is not judged, so it has none to show."""
    if not checks:
        return
    example = rule.entry.examples.fails[0]
    told, message = changes.told(example), message_of(example, checks, declared)
    template = words.example if told else words.example_unchanged
    yield f"- **{words.fields.example}**：{template.format(form=example.form, changes=told, message=message)}"


def _never(rule: Rule, words: HandbookTexts) -> Iterator[str]:
    never = rule.entry.examples.never
    if never:
        told = [words.never.format(outcome=words.outcomes[outcome], reason=reason) for outcome, reason in never.items()]
        yield f"- **{words.fields.never}**：{'；'.join(told)}"


def _not_judged(rules: Sequence[NotJudged], words: HandbookTexts) -> Iterator[str]:
    columns = words.not_judged.columns
    yield f"## {words.not_judged.heading}"
    yield ""
    yield words.not_judged.opening
    yield ""
    yield "| " + " | ".join(columns[name] for name in ("rule", "title", "reason", "needs")) + " |"
    yield "|---|---|---|---|"
    yield from (f"| {one.rule} | {one.title} | {one.reason} | {one.needs} |" for one in rules)

"""What `gouji rules` prints: the rules, and how they are covered by examples."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gouji.declared import Declared
from gouji.declared.rules import OUTCOMES, Severity
from gouji.rules import counts as rule_counts

SEVERITY_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "notice": "cyan"}


def print_coverage(declared: Declared, wrong: Mapping[str, Sequence[str]]) -> None:
    """Rules by class, form and state; examples by rule and outcome; `wrong` is what the gate found (`gouji.rules.gate`)."""
    console = Console(highlight=False)
    counted = rule_counts.classes(declared.rules, declared.forms)
    names = [form.name for form in declared.forms]
    table = Table("class", "rules", *(f"form {name}" for name in names), *counted[0].by_state, show_edge=False)
    for one in counted:
        counts = (one.rules, *one.by_form.values(), *one.by_state.values())
        table.add_row(one.rule_class, *map(str, counts))
    columns = [(one.rules, *one.by_form.values(), *one.by_state.values()) for one in counted]
    table.add_section()
    table.add_row("all", *(str(sum(column)) for column in zip(*columns, strict=True)))
    console.print(table)
    console.print()
    table = Table("rule", *OUTCOMES, "title", show_edge=False)
    rows = rule_counts.examples(declared.rules)
    for row in rows:
        counts = ["never" if count is None else str(count) for count in row.examples.values()]
        table.add_row(row.rule.id, *counts, Text(row.rule.entry.title))
    console.print(table)
    examples = sum(count or 0 for row in rows for count in row.examples.values())
    missing = sum(count == 0 for row in rows for count in row.examples.values())
    console.print(f"\n{len(rows)} rules, {examples} examples; outcomes without an example or a reason: {missing}")
    for texts in wrong.values():
        for text in texts:
            console.print(Text(text, style="red"))


def print_rules(declared: Declared) -> None:
    """Every declared rule with its severity, the judge that hears it, and what must hold."""
    console = Console(highlight=False)
    table = Table(show_edge=False)
    for name in ("rule", "severity", "certainty", "forms", "state", "title", "holds"):
        table.add_column(name, overflow="fold")
    for rule in declared.rules:
        formulas = dict.fromkeys(check.holds or check.identity or "" for check in rule.entry.checks)
        table.add_row(
            Text(rule.id),
            Text(rule.severity, style=SEVERITY_STYLE[rule.severity]),
            Text(rule.entry.certainty),
            Text(", ".join(rule.entry.forms) or "all"),
            Text(rule.state),
            Text(rule.entry.title),
            Text("\n".join(formulas)),
        )
    console.print(table)

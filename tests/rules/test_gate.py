"""The gate finds a rule whose examples do not show what they are made to show."""

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from gouji.declared import load_declared
from gouji.declared.strict_yaml import DeclarationError
from gouji.rules.checks import checks_of
from gouji.rules.gate import CLEAN, load_sound, problems
from tests.made.judging import shipped

RULE = """rules:
  - id: TST-001
    rule_class: validity
    title: 试
    basis: 试
    certainty: definite
    forms: ["2021+"]
    checks:
      - cells: [proactive.licensing.decisions]
        when: report.level == 'county'
        holds: cell < 1000
        message: 行政许可{cell}件。
    action: 试
    examples:
      fails:
        - {form: "2021", cells: {proactive.licensing.decisions: "1000"}, finds: [proactive.licensing.decisions]}
      passes:
        - {form: "2021"}
      not_applicable:
        - {form: "2021", report: {level: prefecture}}
      undecided:
        - {form: "2021", cells: {proactive.licensing.decisions: 1 2}}
"""


def weigh(folder: Path, *rules: str) -> None:
    """Give `rules` a severity and a tier."""
    path = folder / "severity.yml"
    errors, first = ("".join(f"  {rule}: {word}\n" for rule in rules) for word in ("error", "first"))
    path.write_text(path.read_text("utf-8").replace("\ntier:\n", f"\n{errors}tier:\n") + first, "utf-8")


def gate(tmp_path: Path, rule: str) -> dict[str, list[str]]:
    """The problems of the shipped declarations with `rule` among them."""
    folder = shutil.copytree(shipped().folder, tmp_path / "expectations")
    (folder / "rules" / "test.yml").write_text(rule, "utf-8")
    weigh(folder, "TST-001")
    declared = load_declared(folder)
    return problems(declared, checks_of(declared))


def test_a_rule_with_all_its_examples_passes(tmp_path: Path) -> None:
    assert gate(tmp_path, RULE) == {}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"1000"}, finds', '"999"}, finds', "TST-001 fails 1: found at [], `finds` names"),
        ("finds: [proactive.licensing.decisions]", "finds: []", "found at ['proactive.licensing.decisions']"),
        ('passes:\n        - {form: "2021"}', 'passes:\n        - {form: "2019"}', "is no example of passes"),
        ("level: prefecture", "level: county", "is no example of not_applicable"),
        ("level: prefecture", "level: null", "is no example of not_applicable"),
        ("decisions: 1 2", 'decisions: "12"', "is no example of undecided"),
        ("level: prefecture", "level: township", "['VAL-022'] find something as well, `also` names []"),
        ("decisions: 1 2}", "decisions: 1 2}, also: [VAL-004]", "`also` names ['VAL-004']"),
        (
            "      undecided:\n",
            "      never: {undecided: 试}\n      undecided:\n",
            "undecided: needs an example, or a reason",
        ),
        ('      passes:\n        - {form: "2021"}\n', "", "passes: needs an example, or a reason"),
    ],
)
def test_what_the_gate_finds(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in RULE
    found = gate(tmp_path, RULE.replace(old, new, 1))
    assert list(found) == ["TST-001"]
    assert any(problem in text for text in found["TST-001"]), found


def test_a_rule_that_an_office_retired_is_missed_by_no_example(tmp_path: Path) -> None:
    """VAL-022 is named by the examples of other rules."""
    own = tmp_path / "office.yml"
    own.write_text("state: {VAL-022: retired}\n", "utf-8")
    declared = load_declared(policy=own)
    assert problems(declared, checks_of(declared)) == {}


def test_a_rule_of_which_every_check_errs_shows_no_outcome(tmp_path: Path) -> None:
    declared = load_declared()
    checks = tuple(
        replace(check, applies=pl.col("no such column")) if check.rule.id == "VAL-042" else check
        for check in checks_of(declared)
    )
    found = problems(declared, checks)
    assert any("is no example of not_applicable" in text for text in found["VAL-042"])


def test_a_check_that_no_example_breaks(tmp_path: Path) -> None:
    silent = (
        "      - cells: [proactive.penalties.decisions]\n        holds: cell < 10\n        message: 多。\n    action"
    )
    assert "no example breaks 'cell < 100'" in " ".join(
        gate(tmp_path, RULE.replace("    action", silent.replace("10\n", "100\n"), 1))["TST-001"]
    )


def test_a_rule_that_no_clean_report_keeps(tmp_path: Path) -> None:
    """Rules that contradict each other, or that no report can keep, show in the clean report."""
    found = gate(tmp_path, RULE.replace("holds: cell < 1000", "holds: cell < 100"))
    assert found[CLEAN] == ["clean 2021: TST-001 finds something"]


def test_rules_that_contradict_each_other_are_refused_when_they_are_loaded(tmp_path: Path) -> None:
    """No report can have more and fewer than as many permits as penalties: its clean report breaks one of the two."""
    contrary = """rules:
  - id: TST-001
    rule_class: validity
    title: 试
    basis: 试
    certainty: definite
    forms: ["2021+"]
    checks:
      - {cells: [proactive.licensing.decisions], holds: cell < proactive.penalties.decisions, message: 多}
    action: 试
    examples: {}
"""
    folder = shutil.copytree(shipped().folder, tmp_path / "expectations")
    (folder / "rules" / "test.yml").write_text(contrary, "utf-8")
    weigh(folder, "TST-001")
    with pytest.raises(DeclarationError) as raised:
        load_sound(folder)
    assert str(folder / "rules" / "test.yml") in str(raised.value)
    assert "TST-001: broken by the clean report of form 2021" in str(raised.value)

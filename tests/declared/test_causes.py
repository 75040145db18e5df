"""What follows from what is data: loaded strictly, and never in a circle."""

from pathlib import Path

import pytest

from gouji.declared.causes import load_causes
from gouji.declared.strict_yaml import DeclarationError
from tests.made.judging import shipped

RULES = ("VAL-001", "VAL-002", "NAR-001", "NAR-002")


def causes(tmp_path: Path, *, follows: str = "[]", repeats: str = "[]") -> Path:
    text = f"follows: {follows}\nrepeats: {repeats}\n"
    (tmp_path / "causes.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_causes_name_rules_that_are_declared() -> None:
    loaded = shipped().causes
    declared = {rule.id for rule in shipped().rules}
    named = set(loaded.follows) | set(loaded.repeats)
    assert named <= declared
    assert {lead for leads in loaded.follows.values() for lead, _ in leads} <= declared


def test_a_pattern_names_every_rule_that_fits(tmp_path: Path) -> None:
    folder = causes(
        tmp_path,
        follows='[{rules: ["NAR-*"], lead: VAL-001, within: cell}, {rules: [NAR-001], lead: VAL-002, within: table}]',
        repeats="[{rules: [VAL-002], within: row}]",
    )
    loaded = load_causes(folder, RULES)
    assert loaded.follows["NAR-001"] == [("VAL-001", "cell"), ("VAL-002", "table")]
    assert loaded.follows["NAR-002"] == [("VAL-001", "cell")]
    assert loaded.repeats == {"VAL-002": "row"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"repeats": "[{rules: [NAR-01], within: row}]"}, r"no rule 'NAR-01' is declared; did you mean 'NAR-00[12]'"),
        ({"repeats": '[{rules: ["QUA-*"], within: row}]'}, r"no rule 'QUA-\*' is declared"),
        ({"follows": "[{rules: [VAL-001], lead: VAL-009, within: cell}]"}, r"no rule 'VAL-009' is declared"),
        ({"follows": '[{rules: [VAL-001], lead: "NAR-*", within: cell}]'}, r"`lead` names one rule"),
        ({"follows": "[{rules: [VAL-001], lead: VAL-002, within: page}]"}, r"within"),
        ({"follows": "[{rules: [VAL-001], lead: VAL-001, within: cell}]"}, r"cannot follow from itself"),
        (
            {
                "follows": "[{rules: [VAL-001], lead: VAL-002, within: cell},"
                " {rules: [VAL-002], lead: NAR-001, within: row}, {rules: [NAR-001], lead: VAL-001, within: table}]"
            },
            r"cannot follow from itself",
        ),
        (
            {"repeats": "[{rules: [VAL-001], within: row}, {rules: [VAL-001], within: table}]"},
            r"VAL-001 is named twice",
        ),
        ({"repeats": "[{rules: [VAL-001], within: cell}]"}, r"repeats"),
    ],
)
def test_what_is_wrong_is_refused_with_the_file(tmp_path: Path, wrong: dict[str, str], problem: str) -> None:
    with pytest.raises(DeclarationError, match=problem) as raised:
        load_causes(causes(tmp_path, **wrong), RULES)
    assert "causes.yml" in str(raised.value)

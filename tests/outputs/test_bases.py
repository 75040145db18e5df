"""A finding names the basis that binds its report: not a notice that came later, nor the standard of another place."""

import shutil
from pathlib import Path

import pytest

from gouji.declared import load_declared
from gouji.declared.strict_yaml import DeclarationError
from gouji.outputs.write import rule_card
from tests.made.judging import shipped

LATER = "〔2021〕30号"


def basis(rule_id: str, year: int | None) -> str:
    [rule] = [one for one in shipped().rules if one.id == rule_id]
    return rule_card(rule, shipped().forms, shipped().texts).basis_for(year)


def test_the_basis_is_that_of_the_report_year() -> None:
    assert "〔2019〕60号" in basis("VAL-004", 2020)
    assert LATER in basis("VAL-004", 2023)
    assert "〔2019〕60号" not in basis("VAL-004", 2023)
    # Where the year is not known, or one text binds all years, the whole basis is told.
    assert LATER in basis("VAL-004", None)
    assert basis("QUA-005", 2020) == basis("QUA-005", 2023)


def test_no_report_is_told_a_notice_that_came_later() -> None:
    for rule in shipped().rules:
        if rule.state == "active" and (not rule.entry.forms or "2019" in rule.entry.forms) and rule.id != "STR-005":
            assert LATER not in basis(rule.id, 2020), rule.id


def test_no_rule_in_force_rests_on_the_standard_of_one_place() -> None:
    resting = [rule.id for rule in shipped().rules if rule.state == "active" and "DB51" in rule.entry.basis]
    assert resting == []


def test_a_basis_of_a_form_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(shipped().folder, tmp_path / "expectations")
    path = folder / "rules" / "across.yml"
    changed = path.read_text("utf-8").replace("    certainty", '    basis_by_form: {"2020": 试}\n    certainty', 1)
    path.write_text(changed, "utf-8")
    with pytest.raises(DeclarationError, match="no form '2020'"):
        load_declared(folder)

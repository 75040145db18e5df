"""Rule files are loaded strictly: what is wrong in them stops the run, with its place and the nearest right word."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from gouji.declared.rules import CheckEntry, RuleEntry, load_rules
from gouji.declared.strict_yaml import DeclarationError
from gouji.rules.cellsets import SET_FUNCTIONS
from gouji.rules.functions import FUNCTIONS
from gouji.rules.targets import KINDS_OF_PLACE, forms_of, places
from tests.made.judging import compiled, rule, shipped

RULE: dict[str, Any] = {
    "id": "TST-001",
    "rule_class": "validity",
    "title": "试",
    "basis": "逻辑",
    "certainty": "definite",
    "checks": [{"place": "report", "holds": "report.year == 2023", "message": "年度有误"}],
    "action": "改正",
    "examples": {"fails": [{"form": "2021"}], "passes": [{"form": "2021"}]},
}


def folder(tmp_path: Path, *rules: dict[str, Any], severity: dict[str, str] | None = None) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.yml").write_text(yaml.safe_dump({"rules": list(rules)}, allow_unicode=True))
    severities = {one["id"]: "error" for one in rules} if severity is None else severity
    (tmp_path / "severity.yml").write_text(
        yaml.safe_dump({"severity": severities, "tier": dict.fromkeys(severities, "first")})
    )
    return tmp_path


def refused(tmp_path: Path, *rules: dict[str, Any], severity: dict[str, str] | None = None) -> str:
    with pytest.raises(DeclarationError) as raised:
        load_rules(folder(tmp_path, *rules, severity=severity))
    return str(raised.value)


def placed(**check: Any) -> list[str]:
    return [one.place for one in places(rule(check), rule(check).entry.checks[0], shipped().forms)]


def unplaceable(**check: Any) -> str:
    with pytest.raises(DeclarationError) as raised:
        placed(**check)
    return str(raised.value)


def test_a_rule_is_loaded_with_the_severity_of_the_table(tmp_path: Path) -> None:
    [loaded] = load_rules(folder(tmp_path, RULE, severity={"TST-001": "notice"}))
    assert (loaded.id, loaded.severity, loaded.entry.certainty) == ("TST-001", "notice", "definite")


def test_the_shipped_rules_are_in_order_and_each_has_a_basis() -> None:
    rules = shipped().rules
    assert [one.id for one in rules] == sorted({one.id for one in rules})
    assert all(one.entry.basis and one.entry.action for one in rules)


def test_an_id_given_twice(tmp_path: Path) -> None:
    assert "rule TST-001 is declared twice, also in" in refused(tmp_path, RULE, RULE)


def test_no_severity(tmp_path: Path) -> None:
    assert "no severity for rule TST-001 of x.yml" in refused(tmp_path, RULE, severity={})


def test_a_severity_for_a_rule_that_is_not_there(tmp_path: Path) -> None:
    message = refused(tmp_path, RULE, severity={"TST-001": "error", "TST-011": "error"})
    assert "no rule 'TST-011' is declared; did you mean 'TST-001'?" in message


def test_an_unknown_severity(tmp_path: Path) -> None:
    assert "severity.TST-001: Input should be 'error', 'warning' or 'notice'" in refused(
        tmp_path, RULE, severity={"TST-001": "fatal"}
    )


def test_an_unknown_key(tmp_path: Path) -> None:
    assert "unknown key 'titel'; did you mean 'title'?" in refused(tmp_path, RULE | {"titel": "试"})


@pytest.mark.parametrize("key", ["basis", "examples", "title", "checks", "action"])
def test_a_missing_key(tmp_path: Path, key: str) -> None:
    assert f"rules.0.{key}: missing" in refused(tmp_path, {name: value for name, value in RULE.items() if name != key})


def test_a_key_given_twice(tmp_path: Path) -> None:
    path = folder(tmp_path, RULE) / "severity.yml"
    path.write_text("severity:\n  TST-001: error\n  TST-001: notice\n")
    with pytest.raises(DeclarationError, match="line 3: key 'TST-001' is given twice"):
        load_rules(tmp_path)


def test_a_text_where_a_list_belongs(tmp_path: Path) -> None:
    check = RULE["checks"][0] | {"place": None, "cells": "*"}
    assert "checks.0.cells" in refused(tmp_path, RULE | {"checks": [check]})


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ({"place": "report"}, ["report"]),
        ({"place": "title"}, ["title"]),
        ({"sections": [1, 6]}, ["section:1", "section:6"]),
        ({"cells": ["disputes.reconsideration.total"]}, ["disputes.reconsideration.total"]),
        (
            {"cells": ["proactive.fees.*"]},
            [f"proactive.fees.{name}" for name in ("previous_items", "change", "amount")],
        ),
        ({"cells": ["proactive.fees.*"], "kinds": ["change"]}, ["proactive.fees.change"]),
        ({"rows": ["disputes.reconsideration"]}, ["disputes.reconsideration.*"]),
        ({"columns": ["disputes.total"]}, ["disputes.*.total"]),
        ({"tables": ["disputes"]}, ["disputes.*.*"]),
        ({"tables": ["*"]}, ["proactive.*.*", "requests.*.*", "disputes.*.*"]),
        ({"identity": "disputes.outcomes.reconsideration"}, ["disputes.reconsideration.*"]),
    ],
)
def test_where_a_rule_looks(check: dict[str, Any], expected: list[str]) -> None:
    assert placed(**check) == expected


def test_a_pattern_stands_for_every_form() -> None:
    assert len(placed(cells=["*"])) == len({cell.address for form in shipped().forms for cell in form.cells})
    assert len(placed(identity="requests.balance")) == 7


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({}, "exactly one of identity, cells, rows, columns, tables, sections, place; found none"),
        ({"place": "report", "cells": ["*"]}, "found cells, place"),
        ({"place": "reprot"}, "unknown place 'reprot'; did you mean 'report'?"),
        ({"sections": [7]}, "no form has a section 7"),
        (
            {"cells": ["requests.recieved.total"]},
            "unknown row 'recieved' in 'requests.recieved.total'; did you mean 'received'?",
        ),
        ({"cells": ["request.*.*"]}, "unknown table 'request' in 'request.*.*'; did you mean 'requests'?"),
        ({"rows": ["proactive.licencing"]}, "did you mean 'licensing'?"),
        ({"columns": ["requests.totals"]}, "unknown column 'totals' in 'requests.totals'; did you mean 'total'?"),
        ({"tables": ["dispute"]}, "did you mean 'disputes'?"),
        ({"cells": ["requests.received"]}, "must have 3 parts, parted by dots: table.row.column"),
        ({"cells": ["proactive.fees.decisions"]}, "'proactive.fees.decisions' matches no cell"),
        ({"cells": ["disputes.*.*"], "kinds": ["change"]}, "unknown table 'disputes'"),
        ({"identity": "requests.balanse"}, "unknown identity 'requests.balanse'; did you mean 'requests.balance'?"),
        ({"identity": "disputes.outcomes.suits"}, "unknown identity 'disputes.outcomes.suits'"),
    ],
)
def test_a_place_that_is_not_there_is_refused(check: dict[str, Any], problem: str) -> None:
    message = unplaceable(**check)
    assert problem in message
    assert message.startswith("test.yml: TST-001: ")


def test_forms_that_a_rule_is_for() -> None:
    def names(*words: str) -> list[str]:
        return [form.name for form in forms_of(rule({}, forms=words), shipped().forms)]

    assert names() == ["2019", "2021"]
    assert names("2019") == ["2019"]
    assert names("2019+") == ["2019", "2021"]
    assert names("2021+") == ["2021"]
    with pytest.raises(DeclarationError, match="unknown form '2020'; did you mean '20"):
        names("2020")


def test_a_pattern_that_only_another_form_has_matches_nothing() -> None:
    made = rule({"rows": ["proactive.procurement"], "holds": "blanks(row) == 0"}, forms=["2021"])
    with pytest.raises(DeclarationError, match="unknown row 'procurement'"):
        compiled(made)


def test_the_readme_tells_the_whole_language_and_a_rule_as_it_is() -> None:
    text = (shipped().folder / "README.md").read_text("utf-8")
    for function in (*SET_FUNCTIONS, *FUNCTIONS, "sum", "recomputed"):
        assert f"{function}(" in text, function
    for key in (*KINDS_OF_PLACE, *CheckEntry.model_fields):
        assert f"{key}" in text, key
    [told] = yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])
    [meant] = [one.entry for one in shipped().rules if one.id == told["id"]]
    assert RuleEntry.model_validate(told) == meant


def policy(tmp_path: Path, **tables: dict[str, str]) -> Path:
    path = tmp_path / "office.yml"
    path.write_text(yaml.safe_dump(tables), "utf-8")
    return path


def test_an_office_sets_severity_and_state_in_its_own_file(tmp_path: Path) -> None:
    second = RULE | {"id": "TST-002", "state": "trial"}
    third = RULE | {"id": "TST-003"}
    own = policy(tmp_path, severity={"TST-001": "notice"}, state={"TST-002": "active", "TST-003": "retired"})
    loaded = load_rules(folder(tmp_path, RULE, second, third), own)
    assert [(one.severity, one.state) for one in loaded] == [
        ("notice", "active"),
        ("error", "active"),
        ("error", "retired"),
    ]


@pytest.mark.parametrize("table", ["severity", "state"])
def test_an_office_names_a_rule_that_is_not_there(tmp_path: Path, table: str) -> None:
    value = {"severity": "notice", "state": "trial"}[table]
    own = policy(tmp_path, **{table: {"TST-011": value}})
    with pytest.raises(DeclarationError, match=r"office\.yml: no rule 'TST-011' is declared; did you mean 'TST-001'\?"):
        load_rules(folder(tmp_path, RULE), own)


def test_an_office_names_a_state_that_is_none(tmp_path: Path) -> None:
    own = policy(tmp_path, state={"TST-001": "off"})
    with pytest.raises(DeclarationError, match="Input should be 'active', 'trial' or 'retired', found 'off'"):
        load_rules(folder(tmp_path, RULE), own)


def test_what_the_catalogue_does_not_know_for_sure_is_no_error(shared: Path) -> None:
    """A rule whose catalogue line says verified=no is at most a warning; class and id are those of the catalogue."""
    with (shared / "spec" / "rules.csv").open(encoding="utf-8") as lines:
        catalogue = {line["rule"]: line for line in csv.DictReader(lines)}
    # Ours alone: nobody's catalogue says that they are sure.
    own = {one.id for one in shipped().rules if one.id not in catalogue}
    assert own == {"NAR-027", "NAR-028", "STR-024", "STR-025"}
    assert all(one.severity != "error" for one in shipped().rules if one.id in own)
    for one in shipped().rules:
        if one.id in own:
            continue
        line = catalogue[one.id]
        assert one.entry.rule_class == line["class"], one.id
        assert one.severity != "error" or line["verified"] == "yes", one.id

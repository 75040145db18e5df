"""An office's file: template, model and defaults are one; what is wrong is named with file, key and the nearest right word."""

import re
from pathlib import Path

import pytest
import yaml

from gouji.declared import Declared, load_declared
from gouji.declared.office import DeadlinesEntry, MailEntry, OfficeEntry, load_template, open_office, template_file
from gouji.declared.severity import PolicyEntry, load_policy
from gouji.declared.strict_yaml import DeclarationError

TEMPLATE = template_file().read_text(encoding="utf-8")


def write(tmp_path: Path, text: str, roster: str = "roster.csv") -> Path:
    (tmp_path / roster).write_text("单位名称,所属区县\n", encoding="utf-8")
    path = tmp_path / "office.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_template_has_every_key_of_the_model_and_no_other() -> None:
    content = yaml.safe_load(TEMPLATE)
    assert set(content) == set(OfficeEntry.model_fields)
    for key, model in (("deadlines", DeadlinesEntry), ("policy", PolicyEntry), ("mail", MailEntry)):
        assert set(content[key]) == set(model.model_fields), key


def test_every_key_of_the_template_has_a_comment_in_chinese_above_it() -> None:
    before = ""
    wanting = ["server", "port", "user", "prefecture", "county"]  # of one comment with the key above
    for line in TEMPLATE.splitlines():
        key = re.match(r" *([a-z_]+):", line)
        if key and key[1] not in wanting:
            assert re.match(r" *# .*[\u4e00-\u9fff]", before), key[1]
        before = line


def test_a_file_that_says_nothing_has_the_defaults_of_the_template(tmp_path: Path) -> None:
    whole = open_office(write(tmp_path, TEMPLATE)).entry
    assert whole == load_template()
    assert open_office(write(tmp_path, "name: 县政务公开办\n")).entry == whole.model_copy(
        update={"name": "县政务公开办"}
    )


def test_a_part_of_a_mapping_is_enough(tmp_path: Path) -> None:
    entry = open_office(write(tmp_path, "deadlines: {township: 02-28}\n")).entry
    assert (entry.deadlines.township, entry.deadlines.county) == ("02-28", "03-31")


def test_the_default_deadlines_are_those_of_the_rules(declared: Declared) -> None:
    days = {
        rule.id: re.search(r"days_after\(report\.published_on, (\d+), (\d+)\)", rule.entry.checks[0].holds or "")
        for rule in declared.rules
        if rule.id in ("PUB-002", "PUB-003", "PUB-004")
    }
    default = load_template().deadlines
    for rule, keys in (
        ("PUB-002", ["department"]),
        ("PUB-003", ["county", "prefecture", "province"]),
        ("PUB-004", ["township"]),
    ):
        found = days[rule]
        assert found is not None
        assert {getattr(default, key) for key in keys} == {f"{int(found[1]):02}-{int(found[2]):02}"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rooster: a.csv\n", r"office\.yml: rooster: unknown key 'rooster'; did you mean 'roster'\?"),
        ("deadlines: {townsip: 01-31}\n", "deadlines.townsip: unknown key 'townsip'; did you mean 'township'"),
        ("deadlines: {township: 02-30}\n", "deadlines.township: .*'02-30' is no day; write month-day such as 01-31"),
        ("deadlines: {township: yes}\n", "deadlines.township: Input should be a valid string, found True"),
        ("deadlines: {late_by: publised}\n", "deadlines.late_by: Input should be 'published' or 'arrival'"),
        ("level: city\n", "level: Input should be .*'prefecture'.* found 'city'"),
        ("mail: {port: 0}\n", "mail.port: "),
        ("policy: {severety: {}}\n", "policy.severety: unknown key 'severety'; did you mean 'severity'"),
        ("policy: {severity: {NAR-013: fatal}}\n", "policy.severity.NAR-013: Input should be 'error'"),
        ("name: a\nname: b\n", "line 2: key 'name' is given twice"),
        ("roster: rooster.csv\n", r"roster: no file .*rooster\.csv; did you mean 'roster\.csv'\?"),
        ("severity: {NAR-013: notice}\n", "this is a policy of rules, not an office's file; .* 'policy'"),
        ("", "not an office's file"),
        ("- a\n", "not an office's file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DeclarationError, match=message) as refused:
        open_office(write(tmp_path, text))
    assert str(tmp_path / "office.yml") in str(refused.value)


def test_paths_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    office = open_office(write(tmp_path, f"inbox: 来件\nresults: {tmp_path}/别处\n"))
    assert (office.inbox, office.results, office.roster) == (
        tmp_path / "来件",
        tmp_path / "别处",
        tmp_path / "roster.csv",
    )
    assert open_office(write(tmp_path, "roster: ''\n")).roster is None


def test_its_policy_stands_above_the_severities(tmp_path: Path) -> None:
    path = write(tmp_path, "policy: {severity: {NAR-013: notice}, state: {NAR-017: retired}}\n")
    office = open_office(path)
    assert office.policy_file == path
    assert load_policy(path) == office.entry.policy
    rules = {rule.id: rule for rule in load_declared(policy=path).rules}
    assert (rules["NAR-013"].severity, rules["NAR-017"].state) == ("notice", "retired")
    assert open_office(write(tmp_path, "name: a\n")).policy_file is None


def test_only_the_policy_of_an_office_is_in_the_hash_of_the_policy(tmp_path: Path) -> None:
    texts = (
        "policy: {severity: {NAR-013: notice}}\n",
        "name: a\npolicy: {severity: {NAR-013: notice}}\n",
        "policy: {}\n",
    )
    one, same, other = (load_declared(policy=write(tmp_path, text)).hashes["policy"] for text in texts)
    assert one == same != other


def test_a_rule_that_is_not_declared_is_named_in_the_offices_file(tmp_path: Path) -> None:
    path = write(tmp_path, "policy: {severity: {NAR-13: notice}}\n")
    with pytest.raises(DeclarationError, match=r"office\.yml.*NAR-13.*did you mean"):
        load_declared(policy=path)

"""An office's own policy moves findings to another tier, or turns a rule or one check of it off."""

from pathlib import Path

import polars as pl
import yaml

from gouji.declared.rules import load_rules
from gouji.judging.grouping import groups_of
from gouji.rules.checks import compile_checks
from tests.made.judging import example, judged, shipped, wide_of

# Words in one row, a figure with its unit in another.
REPORT = example(cells={"requests.received.civic": "若干", "requests.granted.civic": "0件"})


def found(tmp_path: Path, **policy: dict[str, str]) -> pl.DataFrame:
    own = tmp_path / "own.yml"
    own.write_text(yaml.safe_dump(policy), "utf-8")
    rules = [rule for rule in load_rules(shipped().folder, own) if rule.id == "VAL-026"]
    checks = compile_checks(rules, shipped().forms, shipped().claims.keys, shipped().sign_keys)
    wide = wide_of(REPORT).with_columns(pl.lit("依兰县").alias("district"))
    return judged(wide, checks).findings


def told(findings: pl.DataFrame) -> set[tuple[str, ...]]:
    return set(findings.select("check", "severity", "tier").iter_rows())


WORDS, UNIT = "VAL-026/words", "VAL-026/figure_with_unit"


def test_the_checks_of_one_rule_have_their_own_weights(tmp_path: Path) -> None:
    assert told(found(tmp_path)) == {(WORDS, "error", "first"), (UNIT, "notice", "appendix")}


def test_a_policy_moves_one_check_or_the_whole_rule(tmp_path: Path) -> None:
    assert told(found(tmp_path, tier={UNIT: "second"})) == {(WORDS, "error", "first"), (UNIT, "notice", "second")}
    moved = found(tmp_path, tier={"VAL-026": "second"}, severity={"VAL-026": "warning"})
    assert told(moved) == {(WORDS, "warning", "second"), (UNIT, "warning", "second")}
    assert set(groups_of(moved).select("tier", "severity").iter_rows()) == {("second", "warning")}


def test_what_is_off_is_not_judged(tmp_path: Path) -> None:
    assert told(found(tmp_path, tier={UNIT: "off"})) == {(WORDS, "error", "first")}
    assert found(tmp_path, tier={"VAL-026": "off"}).is_empty()

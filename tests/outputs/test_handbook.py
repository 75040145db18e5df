"""The handbook is current, tells every rule, and says what is not judged."""

import csv
from pathlib import Path

import pytest

from gouji.declared.not_judged import load_not_judged
from gouji.declared.strict_yaml import DeclarationError
from gouji.outputs.handbook import handbook
from tests.made.judging import shipped, shipped_checks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
SINGLE_REPORT = {"structure", "validity", "quality", "narrative", "publication"}


def test_the_page_in_docs_is_what_the_declarations_print() -> None:
    printed = handbook(shipped(), shipped_checks())
    assert PAGE.read_text("utf-8") == printed, "print it again: gouji rules --handbook > docs/rules.md"


def test_every_rule_has_its_part_with_formula_basis_and_example() -> None:
    parts = {part.split(" ")[0]: part for part in PAGE.read_text("utf-8").split("\n### ")[1:]}
    assert set(parts) == {rule.id for rule in shipped().rules}
    for rule in shipped().rules:
        part = parts[rule.id]
        assert rule.entry.title in part
        assert rule.entry.basis in part
        # What is not judged has no outcome to show.
        example = () if rule.state == "retired" else ("例",)
        for field in ("怎样判断", "适用", "程度", "依据", "怎么办", *example):
            assert f"- **{field}**：" in part, (rule.id, field)
        assert "{" not in part, rule.id
        assert ("），试行\n" in part) == (rule.state == "trial"), rule.id


def test_every_rule_of_the_catalogue_is_judged_or_the_reason_is_given(shared: Path) -> None:
    with (shared / "spec" / "rules.csv").open(encoding="utf-8") as lines:
        wanted = {
            line["rule"]
            for line in csv.DictReader(lines)
            if line["class"] in SINGLE_REPORT and line["form"] != "pre2019"
        }
    judged = {rule.id for rule in shipped().rules}
    not_judged = {one.rule for one in load_not_judged(shipped().folder, judged)}
    # Which the project added, and the one across reports that two files of a batch decide.
    assert judged | not_judged == wanted | {"NAR-027", "NAR-028", "STR-024", "STR-025", "XRP-013"}


FILE = """
reasons: {external: 需要外部数据}
rules:
  - {rule: VAL-040, reason: external, title: 试, needs: 清单}
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("reason: external", "reason: externel", "unknown reason 'externel'; did you mean 'external'"),
        ("rule: VAL-040", "rule: VAL-001", "VAL-001 is also declared as a rule, or stands here twice"),
        ("needs: 清单", "neds: 清单", "unknown key 'neds'; did you mean 'needs'"),
    ],
)
def test_what_is_wrong_in_the_list(tmp_path: Path, old: str, new: str, problem: str) -> None:
    (tmp_path / "not_judged.yml").write_text(FILE.replace(old, new), "utf-8")
    with pytest.raises(DeclarationError) as raised:
        load_not_judged(tmp_path, ["VAL-001"])
    assert problem in str(raised.value)

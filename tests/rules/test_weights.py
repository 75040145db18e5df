"""The weights that offices were promised: a check is changed here and in expectations/severity.yml together, on purpose."""

import pytest

from tests.made.judging import shipped

# severity, tier -> rules, or named checks of them.
PROMISED = {
    ("error", "first"): (
        "STR-001 STR-004 STR-005 STR-007 STR-008 STR-009 STR-010 STR-011 STR-012 VAL-001 VAL-002 VAL-003 VAL-004 VAL-005 VAL-006 VAL-007 "
        "VAL-008 VAL-018 VAL-020 VAL-026/words VAL-029 NAR-001 NAR-003 NAR-005 NAR-012 NAR-014 NAR-018 NAR-019 QUA-005 QUA-008 QUA-009 "
        "QUA-015/none PUB-002 PUB-003 XRP-013"
    ),
    ("error", "second"): "NAR-002 NAR-004 NAR-007 NAR-008",
    ("error", "appendix"): "VAL-010",
    ("warning", "first"): "STR-017 VAL-011 VAL-023",
    ("warning", "second"): (
        "STR-002 STR-014/three_or_more STR-015 STR-024 VAL-012 VAL-014 VAL-019 VAL-020/provincial_or_city_department VAL-021 VAL-028 VAL-036 "
        "NAR-011 NAR-014/founded_or_dissolved NAR-027 NAR-028 QUA-006 QUA-011 QUA-013 QUA-015/short PUB-002/office_of_government PUB-004 "
        "PUB-005 PUB-010"
    ),
    ("warning", "appendix"): "NAR-009",
    ("notice", "appendix"): (
        "STR-006 STR-013 STR-014 STR-016 STR-018 STR-019 STR-020 STR-025 VAL-009 VAL-013 VAL-015 VAL-016 VAL-017 VAL-024 VAL-025 "
        "VAL-026/figure_with_unit VAL-030 VAL-031 VAL-032 VAL-037 VAL-038 VAL-039 VAL-042 NAR-006 NAR-010 NAR-020 NAR-021 NAR-023 NAR-026 "
        "QUA-003 QUA-004 QUA-007 QUA-010 QUA-014 QUA-019 PUB-006 PUB-012"
    ),
    ("notice", "list"): "VAL-022 QUA-001",
}
OFF = [
    "STR-003",
    "STR-022",
    "VAL-027",
    "VAL-033",
    "VAL-043",
    "NAR-013",
    "NAR-015",
    "NAR-016",
    "NAR-017",
    "NAR-022",
    "NAR-024",
    "NAR-025",
    "QUA-012",
    "QUA-017",
    "QUA-018",
]


def weights() -> dict[str, tuple[str, str]]:
    return {
        f"{rule.id}/{name}" if name else rule.id: (weight.severity, weight.tier)
        for rule in shipped().rules
        for name, weight in rule.weights.items()
    }


@pytest.mark.parametrize(("severity", "tier"), PROMISED)
def test_each_check_has_the_weight_that_it_was_given(severity: str, tier: str) -> None:
    told = weights()
    named = PROMISED[severity, tier].split()
    assert {name: told[name] for name in named} == dict.fromkeys(named, (severity, tier))


def test_what_is_off_is_off_and_no_check_is_left_out() -> None:
    told = weights()
    assert {name for name, (_, tier) in told.items() if tier == "off"} == set(OFF)
    assert set(told) == {name for names in PROMISED.values() for name in names.split()} | set(OFF)

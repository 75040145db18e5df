"""What is shown as one row: remarks that nearly all get, prose, lists to be confirmed, findings along a line of a table."""

from typing import Any

import polars as pl
import pytest

from gouji.frames import FINDINGS
from gouji.judging.folding import folded, rows_of
from tests.made.judging import shipped

ROW = "requests.granted"


def finding(report: int, rule: str, place: str = "report", **changes: Any) -> dict[str, Any]:
    row = dict.fromkeys(FINDINGS.names()) | {
        "report_id": str(report),
        "district": "依兰县",
        "rule": rule,
        "place": place,
        "severity": "warning",
        "tier": "second",
        "lead": True,
    }
    return row | changes


def shown(*findings: dict[str, Any], audited: int = 1) -> pl.DataFrame:
    reports = pl.DataFrame(
        {
            "report_id": [str(number) for number in range(audited)],
            "district": ["依兰县"] * audited,
            "status": ["audited"] * audited,
        }
    )
    made = folded(pl.DataFrame(findings, schema=FINDINGS), reports, shipped().folding)
    assert made.height == len(findings)
    return made


def count(made: pl.DataFrame) -> int:
    rows = rows_of(made)
    assert made.get_column("leads").sum() == rows.height
    return rows.height


@pytest.mark.parametrize(("hit", "audited", "rows"), [(4, 6, 1), (3, 6, 3), (5, 5, 5), (6, 9, 1), (5, 9, 5)])
def test_a_remark_that_two_thirds_of_at_least_six_reports_get_is_one_row(hit: int, audited: int, rows: int) -> None:
    made = shown(*(finding(number, "PUB-004") for number in range(hit)), audited=audited)
    assert count(made) == rows
    assert made.get_column("wide").all() == (rows == 1)


@pytest.mark.parametrize("weight", [{"severity": "error"}, {"tier": "first"}])
def test_neither_errors_nor_what_is_shown_first_is_told_of_the_district(weight: dict[str, str]) -> None:
    assert count(shown(*(finding(number, "PUB-004", **weight) for number in range(9)), audited=9)) == 9


def test_the_checks_of_a_rule_are_counted_apart() -> None:
    checks = [f"STR-014/{name}" for name in ("a", "b") for _ in range(3)]
    assert count(shown(*(finding(n, "STR-014", check=check) for n, check in enumerate(checks)), audited=6)) == 6


def test_a_list_is_one_row_however_few_are_on_it() -> None:
    made = shown(finding(0, "QUA-001", tier="list"), finding(1, "QUA-001", tier="list"), audited=2)
    assert rows_of(made).select("row", "tier").rows() == [("QUA-001", "list")]


def test_remarks_on_the_prose_of_a_report_are_one_row_unless_an_error_or_first() -> None:
    prose = [finding(0, rule, tier="appendix") for rule in ("NAR-020", "STR-013", "QUA-013")]
    assert count(shown(*prose)) == 1
    assert count(shown(*prose, finding(1, "NAR-021", tier="appendix"))) == 2
    assert count(shown(*prose, finding(0, "NAR-021", tier="first"), finding(0, "NAR-022", severity="error"))) == 3
    assert count(shown(*prose, finding(0, "PUB-004", tier="appendix"))) == 2


def test_findings_of_one_rule_along_a_row_or_column_are_one_row() -> None:
    along = [finding(0, "VAL-037", f"{ROW}.{column}") for column in ("total", "civic", "other")]
    assert count(shown(*along)) == 1
    assert count(shown(*along, finding(0, "VAL-037", "requests.received.civic"))) == 2
    assert count(shown(*along, finding(1, "VAL-037", f"{ROW}.research"))) == 2
    assert count(shown(*along, finding(0, "VAL-038", f"{ROW}.research"))) == 2
    assert count(shown(*(finding(0, "VAL-037", f"{table}.granted.total") for table in ("requests", "disputes")))) == 2
    # Each line that does not add up is an error of its own.
    assert count(shown(*(finding(0, "VAL-004", f"requests.{row}.*") for row in ("granted", "received")))) == 2


def test_what_an_explanation_holds_together_stays_a_row_of_its_own() -> None:
    explained = [finding(0, "VAL-037", f"{ROW}.{column}", group="requests.1") for column in ("total", "civic")]
    explained[1]["lead"] = False
    made = shown(*explained, finding(0, "VAL-037", f"{ROW}.other"))
    assert sorted(rows_of(made).get_column("row")) == [f"VAL-037 {ROW}.other", "requests.1"]
    assert made.get_column("leads").to_list() == [True, False, True]


def test_the_order_of_findings_changes_no_row() -> None:
    found = [finding(0, "VAL-037", f"requests.{row}.{column}") for row in ("a", "b") for column in ("total", "civic")]
    one, other = (shown(*rows).sort("place").select("place", "row", "leads") for rows in (found, found[::-1]))
    assert one.equals(other)

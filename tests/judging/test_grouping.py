"""One cause is one thing to read, every finding is kept, and neither depends on the other reports of the batch."""

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gouji.frames import FINDINGS
from gouji.judging.explaining import Explanations
from gouji.judging.grouping import ExplainedFindings, grouped
from gouji.judging.grouping import groups_of as counted
from gouji.rules.examples import example_frame
from tests.made.grouping import grouped_examples, groups_of, judge_and_explain
from tests.made.judging import example, judged, shipped, shipped_checks

GRANTED = "requests.granted.natural_person"
RECEIVED = "requests.received.total"
EXAMPLES = {
    "blank report": example(cells={"*": ""}),
    "strokes": example(cells={"*": "/"}),
    "blank table": example(cells={"requests.*.*": ""}),
    "blank row": example(cells={"requests.granted.*": ""}),
    "blank total": example(cells={RECEIVED: ""}),
    "one cell": example(cells={GRANTED: "14"}),
    "prose too": example(cells={RECEIVED: "9"}, claims={"requests_received": 6}),
    "two cells": example(cells={GRANTED: "14", "disputes.reconsideration.total": "3"}),
    "no rules": example(
        "2019",
        cells={
            "proactive.rules.produced": "3",
            "proactive.rules.published": "3",
            "proactive.rules.public_total": "2",
            "proactive.normative_documents.*": "0",
        },
    ),
    "last year": example(
        report={
            "title_year": 2023,
            "period_year": 2022,
            "period_first": "2022-01-01",
            "period_last": "2022-12-31",
            "opening_year": 2022,
            "year": None,
            "form_due": None,
        }
    ),
    "headings": example(sections={one: {"as_official": False} for one in (1, 2, 3)}),
    "lines missing": example(cells={"requests.rejected_*.*": "absent"}),
    "apart": example(report={"published_on": None}, cells={"proactive.fees.amount": "-1"}),
    "clean": example(),
}
# Enough to bring two causes, a group, a lone finding and none together; the law is the same for more.
FEW = ("one cell", "two cells", "blank row", "apart", "clean")


@cache
def grouped_once() -> tuple[pl.DataFrame, Explanations]:
    """All EXAMPLES judged, explained and grouped as one batch, once in a process."""
    return grouped_examples(**EXAMPLES)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return grouped_once()[0]


@pytest.mark.parametrize(
    ("report", "groups"),
    [
        ("blank report", [{"STR-012"}]),
        ("strokes", [{"STR-012", "VAL-025"}]),
        ("blank table", [{"VAL-024"}]),
        ("blank row", [{"VAL-023"}]),
        ("blank total", [{"VAL-023", "VAL-028"}]),
        ("one cell", [{"VAL-003", "VAL-004"}]),
        ("prose too", [{"VAL-001", "VAL-004", "NAR-001"}]),
        ("two cells", [{"VAL-003", "VAL-004"}, {"VAL-005"}]),
        # 3, 3 and 2 would be as wrong on the line of 规范性文件.
        ("no rules", [{"VAL-020", "VAL-021"}, {"VAL-011"}]),
        ("last year", [{"STR-004"}]),
        ("headings", [{"STR-013"}]),
        ("lines missing", [{"STR-010"}]),
        ("apart", [{"PUB-006"}, {"VAL-018"}]),
        ("clean", []),
    ],
)
def test_one_cause_is_one_group(report: str, groups: list[set[str]], frame: pl.DataFrame) -> None:
    found = groups_of(frame, report)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, groups))


def test_the_frame_keeps_every_finding_in_its_order(frame: pl.DataFrame) -> None:
    findings = judged(example_frame(EXAMPLES, shipped()), shipped_checks()).findings
    assert frame.schema == FINDINGS
    assert frame.height == findings.height > 60
    assert_frame_equal(frame.drop("group", "lead"), findings.drop("group", "lead"))


def test_each_group_has_one_finding_that_leads_and_what_stands_alone_leads_itself(frame: pl.DataFrame) -> None:
    assert frame.filter(pl.col("group").is_null())["lead"].all()
    leads = frame.filter(pl.col("group").is_not_null()).group_by("report_id", "group").agg(pl.col("lead").sum())
    assert set(leads["lead"]) == {1}


@pytest.mark.parametrize(
    ("report", "rule", "place"),
    [
        ("strokes", "STR-012", "report"),
        ("blank row", "VAL-023", GRANTED),
        ("blank total", "VAL-023", RECEIVED),
        ("last year", "STR-004", "title"),
        ("headings", "STR-013", "section:1"),
    ],
)
def test_the_cause_leads_and_of_one_rule_the_first_in_print(
    report: str, rule: str, place: str, frame: pl.DataFrame
) -> None:
    (lead,) = frame.filter((pl.col("report_id") == report) & pl.col("lead")).select("rule", "place").rows()
    assert lead == (rule, place)


def test_a_group_of_findings_that_an_explanation_covers_bears_its_name(frame: pl.DataFrame) -> None:
    assert set(groups_of(frame, "two cells")) == {"requests.1", "disputes.1"}
    assert set(groups_of(frame, "blank row")) == {f"VAL-023 {GRANTED}"}


@pytest.mark.parametrize(
    ("claim", "follows"),
    [
        # The total was 6: what the prose says fits as soon as the one cell is mended.
        (6, True),
        # The prose is wrong by itself.
        (5, False),
    ],
)
def test_a_finding_follows_only_where_the_explanation_mends_it_too(claim: int, follows: bool) -> None:
    found, _ = grouped_examples(one=example(cells={RECEIVED: "9"}, claims={"requests_received": claim}))
    groups = sorted(map(sorted, groups_of(found, "one").values()))
    assert groups == ([["NAR-001", "VAL-001", "VAL-004"]] if follows else [["NAR-001"], ["VAL-001", "VAL-004"]])


def test_a_finding_at_another_cell_does_not_follow() -> None:
    found, _ = grouped_examples(one=example(cells={RECEIVED: "9"}, claims={"requests_processed": 4321}))
    assert sorted(map(sorted, groups_of(found, "one").values())) == [["NAR-002"], ["VAL-001", "VAL-004"]]


def test_two_causes_are_not_joined_by_what_follows_from_both() -> None:
    one, other = (
        ExplainedFindings("a.1", frozenset({("VAL-004", "requests.granted.*")}), frozenset({("NAR-001", RECEIVED)})),
        ExplainedFindings("a.2", frozenset({("VAL-004", "requests.received.*")}), frozenset({("NAR-001", RECEIVED)})),
    )
    rows = [
        {
            "report_id": "1",
            "rule": "NAR-001",
            "place": RECEIVED,
            "severity": "error",
            "tier": "first",
            "cells": [GRANTED, RECEIVED],
        },
        {
            "report_id": "1",
            "rule": "VAL-004",
            "place": "requests.granted.*",
            "severity": "error",
            "tier": "first",
            "cells": [GRANTED],
        },
        {
            "report_id": "1",
            "rule": "VAL-004",
            "place": "requests.received.*",
            "severity": "error",
            "tier": "first",
            "cells": [RECEIVED],
        },
    ]
    found = grouped(pl.DataFrame(rows, schema=FINDINGS), {"1": [one, other]}, shipped().causes, {})
    assert found.select("group", "lead").rows() == [("a.1", False), ("a.1", True), ("a.2", True)]


@pytest.mark.parametrize("turned", [1, 3])
def test_groups_do_not_depend_on_the_order_of_reports(turned: int, frame: pl.DataFrame) -> None:
    """Nor on what else is in the batch: few of the reports, from the last or from the middle on, are grouped as all are."""
    order = (*reversed(FEW),)[turned:] + (*reversed(FEW),)[:turned]
    found, explained = judge_and_explain(example_frame({name: EXAMPLES[name] for name in order}, shipped()))
    own = pl.col("report_id").is_in(FEW)
    assert_frame_equal(found, frame.filter(own))
    assert_frame_equal(explained.frame, grouped_once()[1].frame.filter(own))


def test_groups_do_not_depend_on_the_order_of_findings(frame: pl.DataFrame) -> None:
    turned = grouped(
        frame.reverse(),
        grouped_once()[1].by_report,
        shipped().causes,
        {address: rank for rank, address in enumerate(a.address for form in shipped().forms for a in form.cells)},
    ).reverse()
    named = ("report_id", "rule", "place", "lead")
    assert_frame_equal(turned.select(named), frame.select(named))


def test_no_findings_no_groups() -> None:
    empty = grouped(pl.DataFrame(schema=FINDINGS), {}, shipped().causes, {})
    assert empty.schema == FINDINGS
    assert counted(empty).is_empty()


def test_a_group_is_counted_once_by_its_worst_severity(frame: pl.DataFrame) -> None:
    groups = counted(frame)
    assert groups.height == frame["lead"].sum()
    told = groups.filter(pl.col("report_id") == "prose too").select("severity").to_series().to_list()
    assert told == ["error"]
    notice = frame.filter(pl.col("report_id") == "prose too").with_columns(
        pl.when(pl.col("lead")).then(pl.lit("notice")).otherwise("severity").alias("severity")
    )
    assert counted(notice)["severity"].to_list() == ["error"]

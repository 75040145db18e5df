"""What an expert reading finds in five real township reports of 2020 is found, with the weight that its rule has, and few rows reach an office."""

from pathlib import Path

import polars as pl
import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.intake import take_in
from gouji.judging.batch import Audited, judge_batch, together
from gouji.judging.folding import folded, rows_of
from gouji.reports.chunks import read_chunk, transcribe_chunk
from tests.made.judging import shipped, shipped_checks

# severity, tier -> report and rules, of those that are judged by default.
READ = {
    ("error", "first"): {"000": "VAL-020"},
    ("warning", "first"): {"000": "VAL-011", "001": "VAL-023"},
    ("warning", "second"): {
        "000": "VAL-021 STR-014 QUA-013 STR-015",
        "001": "STR-015",
        "002": "QUA-013 STR-015",
        "003": "STR-002 STR-015",
        "004": "QUA-013 STR-015",
    },
    ("notice", "appendix"): {
        "001": "NAR-020",
        "002": "VAL-032 STR-014",
        "003": "STR-013 VAL-016 NAR-021 QUA-010",
        "004": "QUA-003 STR-014 QUA-010",
    },
    ("notice", "list"): {"001": "QUA-001", "004": "VAL-022"},
}
MOST_ROWS = 4


@pytest.fixture(scope="module")
def batch(shared: Path) -> Audited:
    taken = take_in(sorted((shared / "reports").glob("00*.txt"))).taken
    frames = together([transcribe_chunk(read_chunk(taken, shipped()), shipped(), NO_ROSTER)], shipped())
    return judge_batch(frames, shipped_checks(), shipped(), None)


def named(batch: Audited) -> dict[str, str]:
    """The first three digits of each file, by the report's id."""
    reports = batch.frames.reports.select("report_id", pl.col("file").str.split("/").list.last().str.slice(0, 3))
    return dict(reports.iter_rows())


def test_what_was_read_is_found_with_its_weight_and_nothing_else(batch: Audited) -> None:
    names = named(batch)
    found = {
        (severity, tier, names[report_id], rule)
        for report_id, rule, severity, tier in batch.judgement.findings.select(
            "report_id", "rule", "severity", "tier"
        ).iter_rows()
    }
    assert found == {
        (*weight, report, rule)
        for weight, of_report in READ.items()
        for report, rules in of_report.items()
        for rule in rules.split()
    }


def test_few_rows_of_a_report_reach_an_office(batch: Audited) -> None:
    shown = folded(batch.judgement.findings, batch.frames.reports, shipped().folding)
    rows = rows_of(shown).filter(pl.col("tier").is_in(["first", "second"]) & pl.col("within").is_not_null())
    counted = rows.group_by("within").len().get_column("len")
    assert counted.max() == MOST_ROWS

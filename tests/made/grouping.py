"""What the tests of explanations and groups share: reports judged, explained and grouped as a batch is."""

import polars as pl

from gouji.declared.language import addresses
from gouji.declared.rules import ExampleEntry
from gouji.judging.explaining import Explanations, explain
from gouji.judging.grouping import grouped
from gouji.rules.examples import example_frame
from tests.made.judging import judged, shipped, shipped_checks


def judge_and_explain(wide: pl.DataFrame) -> tuple[pl.DataFrame, Explanations]:
    """The grouped findings of the reports of a wide frame, and their explanations."""
    findings = judged(wide, shipped_checks()).findings
    explained = explain(wide, findings, shipped_checks(), shipped())
    order = {address: rank for rank, address in enumerate(addresses(shipped().forms))}
    return grouped(findings, explained.by_report, shipped().causes, order), explained


def grouped_examples(**examples: ExampleEntry) -> tuple[pl.DataFrame, Explanations]:
    """The same for changes of a clean report, by the id that each shall have."""
    return judge_and_explain(example_frame(examples, shipped()))


def groups_of(findings: pl.DataFrame, report_id: str) -> dict[str, set[str]]:
    """The rules of each group of a report; a finding without a group is one by its rule and place."""
    groups: dict[str, set[str]] = {}
    for row in findings.filter(pl.col("report_id") == report_id).iter_rows(named=True):
        groups.setdefault(row["group"] or f"{row['rule']} {row['place']}", set()).add(row["rule"])
    return groups

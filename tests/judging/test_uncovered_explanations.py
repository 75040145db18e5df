"""Explanations of totals that the rules leave undecided: they speak of no finding and group none."""

import random
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.frames import FINDINGS
from gouji.intake import take_in
from gouji.judging.batch import wide_of
from gouji.judging.grouping import ExplainedFindings, grouped
from gouji.reports.chunks import read_chunk, transcribe_chunk
from samples.printers import print_report
from samples.report import sample_report
from tests.made.grouping import judge_and_explain
from tests.made.judging import shipped

RULE, PLACE = "NAR-001", "requests.received.total"


def findings() -> pl.DataFrame:
    rows = [{"report_id": "1", "rule": RULE, "place": PLACE, "severity": "error", "tier": "first", "cells": [PLACE]}]
    return pl.DataFrame(rows, schema=FINDINGS)


def test_a_finding_that_it_would_mend_stands_alone() -> None:
    uncovered = ExplainedFindings(
        "requests.1", frozenset({("VAL-004", "requests.received.*")}), frozenset({(RULE, PLACE)})
    )
    found = grouped(findings(), {"1": [uncovered]}, shipped().causes, {})
    assert found.select("group", "lead").rows() == [(None, True)]


def test_one_that_covers_another_finding_still_groups_it() -> None:
    covering = ExplainedFindings("requests.1", frozenset({("VAL-004", PLACE)}), frozenset({(RULE, PLACE)}))
    other = findings().with_columns(pl.lit("VAL-004").alias("rule"))
    found = grouped(pl.concat([findings(), other]), {"1": [covering]}, shipped().causes, {})
    assert found.select("group", "lead").rows() == [("requests.1", False), ("requests.1", True)]


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """The wide frame of forty reports with figures at random, blanks and words for figures."""
    folder = tmp_path_factory.mktemp("spoiled")
    for seed in range(40):
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        report = sample_report(shipped().forms[seed % 2], rng)
        texts = {address: rng.choice(("", "", "若干", "/")) for address in report.figures if rng.random() < 0.4}
        figures = {address: Decimal(rng.randrange(50)) for address in report.figures}
        path = folder / f"{seed}.txt"
        path.write_bytes(print_report(replace(report, figures=figures, texts=texts)))
    taken = take_in([folder]).taken
    return wide_of(transcribe_chunk(read_chunk(taken, shipped()), shipped(), NO_ROSTER), shipped())


def test_tables_at_random_with_blanks_are_grouped_and_each_group_has_one_lead(spoiled: pl.DataFrame) -> None:
    found, explained = judge_and_explain(spoiled)
    keys = set(found.select("report_id", "rule", "place").rows())
    uncovered = [
        one
        for report_id, told in explained.by_report.items()
        for one in told
        if one.mends and not any((report_id, *cover) in keys for cover in one.covers)
    ]
    assert uncovered, "no report of these has what the batch ended on"
    leads = found.group_by("report_id", pl.coalesce("group", pl.concat_str("rule", "place"))).agg(pl.col("lead").sum())
    assert set(leads["lead"]) == {1}

"""Judging: five outcomes and never fewer, nobody accused by a bug of ours, nothing passed that was not seen."""

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gouji.frames import COVERAGE, FINDINGS
from gouji.frames.wide import STATES
from gouji.judging.findings import fingerprint, shown
from gouji.judging.judge import judge
from gouji.judging.pandera_suite import judge_definite
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.checks import Check
from gouji.rules.measures import measure
from tests.made.judging import (
    compiled,
    example,
    judged,
    outcomes,
    polars_verdicts,
    rule,
    shipped,
    shipped_checks,
    wide_of,
)

TOTAL = "disputes.reconsideration.total"
ROW = "disputes.reconsideration.*"
LARGE = 10**29
LARGEST = "9" * 32

# A township's total of 行政复议 must be its 维持: one report for each outcome.
UPHELD = rule(
    {"rows": ["disputes.reconsideration"], "when": "report.level == 'township'", "holds": "row.total == row.upheld"}
)
TOWNSHIP = {"level": "township"}
REPORTS = (
    example(report=TOWNSHIP),
    example(report=TOWNSHIP, cells={TOTAL: "4"}),
    example(report=TOWNSHIP, cells={TOTAL: ""}),
    example(report={"level": None}),
    example(),
)


def crashing(check: Check) -> Check:
    """The same check with a formula that Polars cannot evaluate."""
    return replace(check, assertion=replace(check.assertion, measure=pl.col("no such column") - 1))


def of_requests() -> list[Check]:
    """The checks that add up lines or columns of the table of requests."""
    return [check for check in shipped_checks() if check.place.startswith("requests") and "*" in check.place]


def by_outcome(judgement_of: pl.DataFrame) -> list[tuple[object, ...]]:
    return judgement_of.select("passed", "failed", "undecided", "not_applicable", "errored").rows()


def test_the_five_outcomes() -> None:
    sound, crashed = compiled(UPHELD), compiled(rule({"cells": [TOTAL], "holds": "cell == 1"}, id="TST-002"))
    judgement = judged(wide_of(*REPORTS), [*sound, *map(crashing, crashed)])
    assert by_outcome(judgement.coverage) == [(1, 1, 2, 1, 0), (0, 0, 0, 0, 5)]
    assert judgement.findings.select("report_id", "rule", "place").rows() == [("1", "TST-001", ROW)]


def test_a_check_that_raises_is_our_error_and_accuses_nobody() -> None:
    [other, *rest] = shipped_checks()
    judgement = judged(wide_of(example(cells={TOTAL: "9"}), example()), [*rest, crashing(other)])
    assert list(judgement.errors) == [other.column]
    assert "no such column" in judgement.errors[other.column]
    assert ("0", "VAL-005") in judgement.findings.select("report_id", "rule").rows()
    assert other.rule.id not in set(judgement.findings.get_column("rule"))


def test_a_finding_whose_text_cannot_be_made_is_our_error() -> None:
    [check] = compiled(UPHELD)
    broken = replace(
        check, assertion=replace(check.assertion, reported=replace(check.assertion.reported, expr=pl.col("?")))
    )
    judgement = judged(wide_of(*REPORTS), [broken])
    assert judgement.findings.is_empty()
    assert by_outcome(judgement.coverage) == [(0, 0, 0, 0, 5)]
    assert "no finding could be written" in judgement.errors[check.column]


@pytest.mark.parametrize("verdict", [Verdict(0), Verdict(2), Verdict(1, "out of order"), None])
def test_a_judge_that_counts_otherwise_is_believed_in_nothing(verdict: Verdict | None) -> None:
    def judge_wrongly(measured: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
        return {one.column: verdict for one in criteria} if verdict else {}

    judgement = judge(wide_of(*REPORTS), compiled(UPHELD), judge_wrongly, polars_verdicts)
    assert judgement.findings.is_empty()
    assert by_outcome(judgement.coverage) == [(0, 0, 0, 0, 5)]
    [reason] = judgement.errors.values()
    assert reason == "out of order" if verdict and verdict.error else "judge" in reason


def test_certainty_decides_who_judges() -> None:
    heard: dict[str, set[str]] = {"definite": set(), "doubtful": set()}

    def listening(name: str) -> object:
        def judge_them(measured: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
            heard[name] |= {one.rule for one in criteria}
            return polars_verdicts(measured, criteria)

        return judge_them

    judge(wide_of(example()), shipped_checks(), listening("definite"), listening("doubtful"))  # pyright: ignore[reportArgumentType]
    assert heard["definite"] == {
        one.id for one in shipped().rules if one.entry.certainty == "definite" and one.state != "retired"
    }
    assert heard["doubtful"] == {
        one.id for one in shipped().rules if one.entry.certainty == "doubtful" and one.state != "retired"
    }
    assert all(heard.values())


def test_a_batch_without_reports() -> None:
    judgement = judged(wide_of(), shipped_checks())
    assert judgement.errors == {}
    assert dict(judgement.findings.schema) == dict(FINDINGS)
    assert dict(judgement.coverage.schema) == dict(COVERAGE)
    assert set(outcomes(judgement).values()) == {0}


def test_a_report_of_which_nothing_could_be_read_passes_nothing() -> None:
    """Every cell unreadable, every fact unknown. What is known of it is that it has no date, no title and no period."""
    wide = wide_of(example())
    kept = ("report_id", "district", "report.recognised", "proactive:form", "requests:form", "disputes:form")
    unread = wide.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in wide.schema.items() if name not in kept
    )
    unreadable = pl.lit(STATES["unreadable"], pl.UInt8)
    unread = unread.with_columns(
        unreadable.alias(name) for name in wide.columns if name.endswith(":state") and wide.item(0, name) is not None
    )
    judgement = judged(unread, shipped_checks())
    assert outcomes(judgement)["passed"] == 0
    assert set(judgement.findings.get_column("rule")) == {"STR-002"}
    assert outcomes(judgement)["undecided"] > 400


def test_a_measure_that_is_null_everywhere_passes_nowhere() -> None:
    wide = wide_of(*REPORTS).with_columns(pl.lit(None, pl.Decimal(38, 6)).alias(TOTAL))
    judgement = judged(wide, compiled(rule({"cells": [TOTAL], "holds": "cell >= 0"})))
    assert by_outcome(judgement.coverage) == [(0, 0, 5, 0, 0)]


def test_figures_of_thirty_digits_are_judged_exactly() -> None:
    figures = {"disputes.reconsideration.upheld": str(LARGE), TOTAL: str(LARGE + 1)}
    judgement = judged(wide_of(example(cells=figures)), shipped_checks())
    assert judgement.errors == {}
    [found] = judgement.findings.filter(pl.col("rule") == "VAL-005").to_dicts()
    assert (found["reported"], found["expected"], found["difference"]) == (str(LARGE + 1), str(LARGE), "1")


def test_figures_too_large_to_be_added_up_cost_only_their_own_report_a_verdict() -> None:
    """32 digits can be read but not added up: one such report made the checks of the whole batch err."""
    fine, wrong = example("2019"), example("2019", cells={"requests.received.total": "9"})
    absurd = example("2019", cells={"requests.*.*": LARGEST, "proactive.procurement.*": LARGEST})
    checks = of_requests()
    alone, among = (judged(wide_of(*batch), checks) for batch in ((fine, wrong), (fine, wrong, absurd)))
    assert among.errors == {}
    assert_frame_equal(among.findings.filter(pl.col("report_id") != "2"), alone.findings)
    for place in ("requests.*.civic", "requests.received.*"):
        assert among.coverage.filter((pl.col("place") == place) & pl.col("rule").is_in(["VAL-002", "VAL-004"])).select(
            "undecided"
        ).item() == (1)
    assert judged(wide_of(absurd), checks).errors == {}


def test_a_check_that_raises_is_told_from_figures_that_overflow() -> None:
    absurd = example("2019", cells={"requests.*.*": LARGEST})
    [first, *rest] = of_requests()
    judgement = judged(wide_of(example("2019"), absurd), [*rest, crashing(first)])
    assert list(judgement.errors) == [first.column]


def test_braces_in_what_a_report_says_stay_as_they_are() -> None:
    heading = "一、{report.year}{reported}{0}情况"
    judgement = judged(wide_of(example(sections={1: {"printed": heading, "as_official": False}})), shipped_checks())
    [found] = judgement.findings.filter(pl.col("rule") == "STR-013").to_dicts()
    assert found["reported"] == heading
    assert heading in found["message"]


def test_a_place_that_two_forms_fill_differently_is_one_row_of_coverage() -> None:
    checks = compiled(rule({"identity": "requests.processed"}))
    judgement = judged(wide_of(example("2019"), example("2021", cells={"requests.granted.civic": "1"})), checks)
    assert judgement.coverage.height == 7
    assert judgement.coverage.filter(pl.col("place") == "requests.*.civic").rows() == [
        ("TST-001", "requests.*.civic", 1, 1, 0, 0, 0)
    ]
    assert set(by_outcome(judgement.coverage)) == {(2, 0, 0, 0, 0), (1, 1, 0, 0, 0)}
    unknown = wide_of(example()).with_columns(pl.lit(None, pl.String).alias("requests:form"))
    assert set(by_outcome(judged(unknown, checks).coverage)) == {(0, 0, 1, 0, 0)}


def test_a_rule_for_one_of_two_forms_at_a_place_counts_the_others_as_elsewhere() -> None:
    judgement = judged(wide_of(example("2019"), example("2021")), shipped_checks())
    coverage = judgement.coverage.filter(pl.col("rule").is_in(["VAL-002", "VAL-003"]))
    assert set(by_outcome(coverage)) == {(1, 0, 0, 1, 0)}


@pytest.mark.parametrize("seeds", [[], [3], [0, 1, 2, 3, 5, 8]])
def test_every_report_has_exactly_one_outcome_at_every_place(seeds: list[int]) -> None:
    def spoiled(seed: int) -> dict[str, str]:
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        cells = rng.sample([cell.address for cell in shipped().forms[-1].cells], 12)
        return {cell: rng.choice(("", "/", "若干", "5", "-1", "absent")) for cell in cells}

    examples = [example(cells=spoiled(seed), report={"level": None if seed % 3 else "township"}) for seed in seeds]
    judgement = judged(wide_of(*examples), shipped_checks())
    assert judgement.errors == {}
    told = judgement.coverage.select(pl.sum_horizontal(pl.exclude("rule", "place"))).to_series()
    assert set(told) == {len(seeds)}
    assert judgement.coverage.get_column("failed").sum() == judgement.findings.height


def test_findings_are_in_a_fixed_order_whatever_that_of_the_reports() -> None:
    wide = wide_of(
        *(example(cells={cell: "7"}) for cell in (TOTAL, "requests.received.total", "proactive.rules.issued"))
    )
    forwards, backwards = (judged(one, shipped_checks()).findings for one in (wide, wide.reverse()))
    assert forwards.height > 3
    assert_frame_equal(forwards, backwards)


def test_a_fingerprint_outlives_a_correction_and_tells_places_apart() -> None:
    wrong = [judged(wide_of(example(cells={TOTAL: text})), shipped_checks()).findings for text in ("3", "4")]
    first, second = (found.filter(pl.col("rule") == "VAL-005") for found in wrong)
    assert first.get_column("fingerprint").to_list() == second.get_column("fingerprint").to_list()
    assert first.get_column("reported").to_list() != second.get_column("reported").to_list()
    every = {fingerprint(*parts) for parts in (("甲", 2023, "A", "x"), ("甲", 2022, "A", "x"), ("甲", 2023, "A", "y"))}
    assert len(every | {fingerprint("乙", 2023, "A", "x"), fingerprint(None, None, "A", "x")}) == 5


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("168770.500000"), "168770.5"),
        (Decimal("100.000000"), "100"),
        (Decimal("0.000000"), "0"),
        (Decimal("-3"), "-3"),
        (7, "7"),
        ("甲", "甲"),
    ],
)
def test_how_a_value_is_shown(value: object, text: str) -> None:
    assert shown(value) == text


def test_measures_are_null_where_a_check_does_not_apply() -> None:
    measures = measure(wide_of(*REPORTS), compiled(UPHELD))
    assert measures.measured.get_column(f"TST-001 {ROW}").to_list() == [0, 3, None, None, None]
    assert measures.applies.get_column(f"TST-001 {ROW}").to_list() == [True, True, True, None, False]


def test_the_judge_is_asked_once_for_each_certainty() -> None:
    asked: list[int] = []

    def counting(measured: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
        asked.append(len(criteria))
        return judge_definite(measured, criteria)

    judge(wide_of(example()), shipped_checks(), counting, counting)
    assert len(asked) == 2
    assert sum(asked) == len(shipped_checks())

"""A check that does not hold, but agrees with another count, is kept with its reason, for a person to settle."""

import polars as pl

from tests.made.judging import compiled, example, judged, rule, shipped_checks, wide_of

ROW = {"rows": ["requests.received"], "holds": "row.total == row.business", "message": "总计{row.total}"}
OTHERWISE = [
    {"agrees": "row.total == row.research", "reason": "科研"},
    {"agrees": "row.total == row.natural_person + row.business", "reason": "合计"},
]


def undecided(*examples: dict[str, str], state: str = "active") -> list[tuple[str, ...]]:
    checks = compiled(rule(ROW | {"otherwise": OTHERWISE}, state=state))  # pyright: ignore[reportArgumentType]
    wide = wide_of(*(example(cells=cells) for cells in examples)).with_columns(pl.lit("某县").alias("district"))
    frame = judged(wide, checks).undecided
    return frame.select("report_id", "place", "reason", "message").rows()


def test_the_other_count_that_agrees_is_the_reason() -> None:
    assert undecided({}) == [("0", "requests.received.*", "合计", "总计6")]


def test_what_holds_or_agrees_with_nothing_is_not_among_them() -> None:
    holds, nothing = {"requests.received.total": "1"}, {"requests.received.total": "9"}
    assert undecided(holds, nothing) == []


def test_what_could_not_be_read_agrees_with_nothing_and_trial_rules_ask_nobody() -> None:
    assert undecided({"requests.received.natural_person": "1 2"}) == []
    assert undecided({}, state="trial") == []


def test_of_the_shipped_rules_a_number_with_the_carry_over_is_one() -> None:
    carried = example(claims={"requests_received": 7})
    wide = wide_of(carried).with_columns(pl.lit("某县").alias("district"))
    found = judged(wide, shipped_checks()).undecided
    assert found.select("rule", "reason_code").rows() == [("NAR-001", "another_count")]
    assert "上年结转" in found.get_column("reason")[0]

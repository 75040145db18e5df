"""The ordinary rules have the last word on an explanation."""

from dataclasses import replace

import pytest

from gouji.judging.explain.trial import Mended, unmended
from tests.made.judging import shipped, shipped_checks

FIGURES = {
    f"disputes.{row}.{column}": 0
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    for column in ("upheld", "corrected", "other", "pending", "total")
}
TOTAL, UPHELD = "disputes.reconsideration.total", "disputes.reconsideration.upheld"
TRIED = Mended(
    "one",
    "disputes",
    "2021",
    {**FIGURES, TOTAL: 3},
    ({TOTAL: 0}, {UPHELD: 3}),
    frozenset({"disputes.reconsideration.*"}),
)


def said(*tried: Mended) -> dict[str, str]:
    return unmended(tried, shipped_checks(), shipped().forms)


def test_what_mends_the_totals_is_borne_out() -> None:
    assert said(TRIED) == {}
    assert said() == {}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({TOTAL: 2}, "VAL-005 disputes.reconsideration.*"),
        ({TOTAL: 0, "disputes.litigation_direct.total": 1}, "VAL-006 disputes.litigation_direct.*"),
    ],
)
def test_what_leaves_a_total_broken_or_breaks_another_is_named(changes: dict[str, int], rule: str) -> None:
    wrong = said(TRIED, replace(TRIED, name="two", mendings=({TOTAL: 0}, changes)), replace(TRIED, name="three"))
    assert set(wrong) == {"two"}
    assert rule in wrong["two"]


def test_a_total_that_was_broken_before_and_is_not_of_this_cause_may_stay_so() -> None:
    figures = {**FIGURES, TOTAL: 3, "disputes.litigation_direct.total": 1}
    assert said(replace(TRIED, figures=figures)) == {}


def test_rules_that_look_at_the_same_figures_are_asked_too() -> None:
    form = shipped().forms[1]
    figures = {cell.address: 0 for cell in form.table("requests").cells}
    # More carried over than there was: the balance alone would be content with a negative 总计.
    changes = {
        "requests.pending_end.civic": 2,
        "requests.processed.civic": -2,
        "requests.granted.civic": -2,
        "requests.pending_end.total": 2,
        "requests.processed.total": -2,
        "requests.granted.total": -2,
    }
    tried = Mended("one", "requests", "2021", figures, (changes,), frozenset())
    assert "VAL-029 requests.*.civic" in said(tried)["one"]

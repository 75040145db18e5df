"""Explanations of a judged batch: the true cell is among them, and none is published that the rules do not bear out."""

from decimal import Decimal

import polars as pl
import pytest

from gouji.frames import EXPLANATIONS
from gouji.judging import explaining as explanations
from gouji.judging.explaining import explain
from tests.made.grouping import grouped_examples
from tests.made.judging import example, judged, shipped, shipped_checks, wide_of

GRANTED = "requests.granted.natural_person"
TOTAL = "disputes.reconsideration.total"


def only(**cells: str) -> dict[str, object]:
    _, explained = grouped_examples(one=example(cells={name.replace("__", "."): text for name, text in cells.items()}))
    assert explained.errors == {}
    (row,) = explained.frame.to_dicts()
    return row


def test_the_changed_cell_is_named_with_the_figure_that_it_had() -> None:
    row = only(requests__granted__natural_person="14")
    assert row["class"] == "one"
    assert (row["group"], row["table"], row["form"]) == ("requests.1", "requests", "2021")
    assert row["cells"] == row["certain"] == [GRANTED]
    assert row["broken"] == ["requests.*.natural_person", "requests.granted.*"]
    (one,) = row["sets"]
    assert one["kind"] == "smallest"
    assert one["changes"] == [{"address": GRANTED, "printed": Decimal(14), "needed": Decimal(3)}]
    assert one["text"] == "表三“（一）予以公开”行“自然人”列填14：若仅此一格有误，则应为3"
    assert one["text"] in row["text"]
    assert one["text"] in row["summary"]


def test_a_group_of_disputes_lists_its_five_cells() -> None:
    row = only(disputes__reconsideration__total="3")
    assert (row["class"], row["count"]) == ("several", 5)
    assert len(row["cells"]) == 5
    assert row["certain"] == []
    assert {change["address"] for one in row["sets"] for change in one["changes"]} == set(row["cells"])
    assert "（5）" in row["text"]
    assert "（1）" not in row["summary"]


def test_a_blank_to_be_filled_is_printed_null() -> None:
    row = only(requests__granted__natural_person="", requests__granted__total="14")
    blanks = [change for one in row["sets"] for change in one["changes"] if change["printed"] is None]
    assert blanks
    assert all(change["needed"] is not None for change in blanks)


def test_where_nothing_narrows_it_no_cell_is_named() -> None:
    columns = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")
    cells = {f"requests__granted__{column}": str(30 + 7 * rank) for rank, column in enumerate(columns)}
    cells |= {f"requests__received__{column}": str(50 + 11 * rank) for rank, column in enumerate(columns)}
    row = only(**cells)
    assert row["class"] in ("open", "gave_up")
    assert row["cells"] == []


def test_reports_without_a_broken_total_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = wide_of(example(), example(cells={"proactive.fees.amount": "-1"}), example(cells={TOTAL: "3"}))
    searched: list[str] = []

    def diagnose(table: object, values: object, unknown: object) -> tuple[()]:
        searched.append(str(table))
        return ()

    monkeypatch.setattr(explanations, "diagnose", diagnose)
    explained = explain(wide, judged(wide, shipped_checks()).findings, shipped_checks(), shipped())
    # The two tables with totals of the one report.
    assert len(searched) == 2
    assert explained.frame.is_empty()
    assert explained.frame.schema == EXPLANATIONS


def test_an_explanation_that_the_rules_do_not_bear_out_is_withheld_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = wide_of(example(cells={TOTAL: "3"}))
    findings = judged(wide, shipped_checks()).findings
    monkeypatch.setattr(explanations, "unmended", lambda tried, checks, forms: {one.name: "broken" for one in tried})
    explained = explain(wide, findings, shipped_checks(), shipped())
    assert explained.errors == {"explanation 0 disputes.1": "broken"}
    assert explained.frame.is_empty()
    assert explained.by_report == {}


def test_a_figure_that_is_not_whole_is_left_out_and_the_rest_explained() -> None:
    _, explained = grouped_examples(one=example(cells={"requests.received.civic": "1.5", GRANTED: "14"}))
    (row,) = explained.frame.to_dicts()
    assert row["cells"] == [GRANTED]


def test_figures_of_thirty_digits_are_explained_exactly() -> None:
    row = only(disputes__reconsideration__total="9" * 30)
    needed = {change["needed"] for one in row["sets"] for change in one["changes"]}
    assert Decimal("9" * 30) in needed or Decimal("9" * 30) - 1 in needed
    assert pl.DataFrame([row], schema=EXPLANATIONS).height == 1

"""What the reports of a batch say of each other: its year, and versions of one body's report with the cells that differ."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from gouji.declared import Declared
from gouji.frames import CELLS, REPORTS
from gouji.frames.wide import facts_schema
from gouji.reports.batch_facts import with_batch_facts

TOTAL = "requests.received.total"
# Six figures that two versions share.
SHARED = {f"requests.received.{name}": str(rank) for rank, name in enumerate(("business", "research", "civic"), 3)}
SHARED |= {f"disputes.reconsideration.{name}": str(rank) for rank, name in enumerate(("upheld", "other", "total"), 3)}


def facts_of(
    declared: Declared, reports: list[dict[str, Any]], figures: dict[str, dict[str, str]] | None = None
) -> list[dict[str, Any]]:
    """The facts of audited reports, each with its body as `same_report`; `figures` by report and address."""
    rows = [
        {"report_id": str(rank), "file": f"{rank}.txt", "status": "audited", **report}
        for rank, report in enumerate(reports)
    ]
    cells = [
        dict(zip(("table", "row", "column"), address.split("."), strict=True))
        | {"report_id": report_id, "value": Decimal(value), "status": "read"}
        for report_id, of_it in (figures or {}).items()
        for address, value in of_it.items()
    ]
    facts = pl.DataFrame(
        [{"report_id": row["report_id"]} for row in rows],
        schema=facts_schema(declared.forms, declared.claims.keys, declared.sign_keys),
    )
    frame = with_batch_facts(facts, pl.DataFrame(rows, schema=REPORTS), pl.DataFrame(cells, schema=CELLS), declared)
    return frame.to_dicts()


def of_year(body: str, year: int) -> dict[str, Any]:
    return {"same_report": f"某县/{body} {year}", "year": year}


def batch_years(declared: Declared, *reports: dict[str, Any]) -> list[int | None]:
    return [facts["report.batch_year"] for facts in facts_of(declared, list(reports))]


def test_a_batch_has_the_year_that_prevails(declared: Declared) -> None:
    assert batch_years(declared, of_year("甲局", 2023), of_year("乙局", 2023), of_year("丙局", 2022)) == [2023] * 3


@pytest.mark.parametrize("years", [(2023,), (2023, 2022), (2023, 2022, 2021), (2023, 2023, 2022, 2022)])
def test_where_no_year_prevails_there_is_none(declared: Declared, years: tuple[int, ...]) -> None:
    reports = [of_year(f"{rank}局", year) for rank, year in enumerate(years)]
    assert batch_years(declared, *reports) == [None] * len(years)


def test_the_policy_says_the_year_whatever_prevails(declared: Declared) -> None:
    named = replace(declared, batch_year=2024)
    assert batch_years(named, of_year("甲局", 2023), of_year("乙局", 2023)) == [2024, 2024]


def test_a_body_that_also_reports_for_the_year_of_the_batch_may_add_another(declared: Declared) -> None:
    reports = [of_year("甲局", 2023), of_year("乙局", 2023), of_year("丙局", 2023), of_year("丙局", 2022)]
    assert batch_years(declared, *reports) == [2023, 2023, 2023, None]


def test_the_cells_that_differ_in_another_version_are_named_with_both_figures(declared: Declared) -> None:
    one, other = of_year("甲局", 2023), of_year("甲局", 2023)
    figures = {"0": {TOTAL: "30", **SHARED}, "1": {TOTAL: "31", **SHARED}}
    first, second = facts_of(declared, [one, other], figures)
    assert (first["report.other_version"], second["report.other_version"]) == ("1.txt", "0.txt")
    assert first["report.differing_cells"].split() == [TOTAL]
    assert first["report.differing"].endswith("本件30，另一件31")
    assert second["report.differing"].endswith("本件31，另一件30")


def test_versions_that_agree_differ_nowhere_and_a_cell_that_one_lacks_is_no_difference(declared: Declared) -> None:
    figures = {"0": {TOTAL: "30", **SHARED}, "1": SHARED}
    [first, _] = facts_of(declared, [of_year("甲局", 2023)] * 2, figures)
    assert (first["report.other_version"], first["report.differing_cells"]) == ("1.txt", "")


def test_other_bodies_and_other_years_are_no_versions(declared: Declared) -> None:
    figures = {str(rank): {TOTAL: str(rank), **SHARED} for rank in range(3)}
    told = facts_of(declared, [of_year("甲局", 2023), of_year("乙局", 2023), of_year("甲局", 2022)], figures)
    assert {facts["report.other_version"] for facts in told} == {None}


@pytest.mark.parametrize(("shared", "version"), [(SHARED, "1.txt"), ({}, None)])
def test_without_a_district_only_figures_that_agree_make_versions(
    declared: Declared, shared: dict[str, str], version: str | None
) -> None:
    """城关镇 is many a township's name."""
    reports = [{"same_report": "/城关镇 2023", "year": 2023}] * 2
    figures = {"0": {TOTAL: "30", **shared}, "1": {TOTAL: "31", **shared}}
    assert facts_of(declared, reports, figures)[0]["report.other_version"] == version


def test_of_many_cells_some_are_named_and_all_are_counted(declared: Declared) -> None:
    figures = {"0": SHARED, "1": {address: f"9{value}" for address, value in SHARED.items()}}
    [first, _] = facts_of(declared, [of_year("甲局", 2023)] * 2, figures)
    assert first["report.differing"].count("另一件") == declared.batch.told
    assert first["report.differing"].endswith(f"等{len(SHARED)}格")


def test_of_more_than_two_files_nothing_is_said(declared: Declared) -> None:
    figures = {str(rank): {TOTAL: str(rank), **SHARED} for rank in range(3)}
    told = facts_of(declared, [of_year("甲局", 2023)] * 3, figures)
    assert {facts["report.other_version"] for facts in told} == {None}

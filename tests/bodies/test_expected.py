"""Who is due: each state, renamed and merged bodies, names that another body claims, and the years that are asked."""

import datetime as dt
from typing import Any

import pytest

from gouji.bodies.expected import Asked, Expected, Filed, State, deadline_of, expect
from gouji.bodies.roster import Predecessor, Roster, RosterLine, roster_of
from gouji.declared import Declared
from gouji.declared.office import load_template

AFTER, BEFORE = dt.date(2024, 6, 1), dt.date(2024, 1, 20)
FINANCE = RosterLine("云岭县财政局", "云岭县", "县政务公开办", "a@office.example", "county")
TOWN = RosterLine("云岭县荻渚镇人民政府", "云岭县", "", "", "township")


def filed(organisation: str, report: str = "1", year: int | None = 2023, **changes: Any) -> Filed:
    given: dict[str, Any] = {
        "report_id": report,
        "file": f"inbox/云岭县/{report}.txt",
        "organisation": organisation,
        "district": "云岭县",
        "year": year,
        "audited": True,
        "published_on": dt.date((year or 2023) + 1, 1, 15),
    }
    return Filed(**(given | changes))


def rows(
    declared: Declared, lines: list[RosterLine], files: list[Filed], day: dt.date = AFTER, **changes: Any
) -> list[Expected]:
    deadlines = load_template().deadlines.model_copy(update=changes.pop("deadlines", {}))
    asked = Asked(deadlines, day, changes.pop("years", (2023,)), declared.roster.year_share)
    return list(expect(roster_of(lines, declared.bodies), files, asked, declared.bodies))


def codes(row: Expected) -> list[str]:
    return [remark.code for remark in row.remarks]


@pytest.mark.parametrize(
    ("files", "day", "state"),
    [
        ([], AFTER, "missing"),
        ([], BEFORE, "due"),
        # The last day is not over.
        ([], dt.date(2024, 1, 31), "due"),
        ([], dt.date(2024, 2, 1), "missing"),
        ([filed("云岭县财政局")], AFTER, "received"),
        ([filed("云岭县财政局", published_on=dt.date(2024, 2, 1))], AFTER, "late"),
        # Without a date nobody is late.
        ([filed("云岭县财政局", published_on=None)], AFTER, "received"),
        ([filed("云岭县财政局", "1"), filed("云岭县财政局", "2")], AFTER, "several"),
        ([filed("云岭县财政局", "1"), filed("云岭县财政局", "1")], AFTER, "received"),
        ([filed("云岭县财政局", audited=False)], AFTER, "unreadable"),
        ([filed("云岭县财政局", "1", audited=False), filed("云岭县财政局", "2")], AFTER, "received"),
        # A report whose year cannot be told may be the one.
        ([filed("云岭县财政局", year=None)], AFTER, "unreadable"),
        ([filed("云岭县水利局")], AFTER, "missing"),
    ],
)
def test_the_state_of_a_body(declared: Declared, files: list[Filed], day: dt.date, state: State) -> None:
    [row] = rows(declared, [FINANCE], files, day)
    assert (row.organisation, row.year, row.state, row.deadline) == ("云岭县财政局", 2023, state, dt.date(2024, 1, 31))


def test_by_arrival_where_the_policy_says_so(declared: Declared) -> None:
    files = [filed("云岭县财政局", published_on=dt.date(2024, 1, 3))]
    [early], [late] = (
        rows(declared, [FINANCE], files, day, deadlines={"late_by": "arrival"}) for day in (BEFORE, AFTER)
    )
    assert (early.state, late.state) == ("received", "late")


@pytest.mark.parametrize(
    ("organisation", "level", "month"),
    [
        ("云岭县财政局", "county", 1),
        ("国家税务总局云岭县税务局", "county", 1),
        ("云岭县人民政府", "county", 3),
        ("澜江市人民政府", "prefecture", 3),
        ("云岭县荻渚镇人民政府", "township", 1),
        # It may publish the report of its government.
        ("云岭县人民政府办公室", "county", 3),
        # Nothing tells what it is: the latest day that may be meant.
        ("云岭数据中心", None, 3),
    ],
)
def test_the_deadline_of_a_level(declared: Declared, organisation: str, level: Any, month: int) -> None:
    line = RosterLine(organisation, "云岭县", "", "", level)
    day = deadline_of(line, 2023, load_template().deadlines, declared.bodies)
    assert day == dt.date(2024, month, 31)


def test_an_office_sets_its_own_day(declared: Declared) -> None:
    [row] = rows(declared, [TOWN], [], dt.date(2024, 2, 20), deadlines={"township": "02-28"})
    assert (row.state, row.deadline) == ("due", dt.date(2024, 2, 28))


class TestFormerNames:
    """Bodies that were renamed or merged."""

    RENAMED = RosterLine(
        "云岭县荻渚镇人民政府", "云岭县", "", "", "township", "", (Predecessor("云岭县荻渚乡人民政府", 2022),)
    )
    MERGED = RosterLine(
        "云岭县荻渚镇人民政府",
        "云岭县",
        "",
        "",
        "township",
        "",
        (Predecessor("云岭县东渚乡人民政府", 2022), Predecessor("云岭县西渚乡人民政府", 2022)),
    )

    @pytest.mark.parametrize("name", ["云岭县荻渚乡人民政府", "荻渚乡", "云岭县荻渚镇人民政府"])
    def test_a_renamed_body_is_followed(self, declared: Declared, name: str) -> None:
        [row] = rows(declared, [self.RENAMED], [filed(name, year=2022)], years=(2022,))
        assert (row.organisation, row.state) == ("云岭县荻渚镇人民政府", "received")
        assert codes(row) == ([] if "荻渚镇" in name else ["other_name"])

    def test_both_names_in_one_year_are_two_reports_to_look_at_and_no_choice(self, declared: Declared) -> None:
        files = [filed("云岭县荻渚乡人民政府", "1"), filed("云岭县荻渚镇人民政府", "2")]
        [row] = rows(declared, [self.RENAMED], files)
        assert (row.state, [one.report_id for one in row.filed], codes(row)) == ("received", ["1", "2"], ["other_name"])

    def test_merged_bodies_are_each_due_while_they_stood(self, declared: Declared) -> None:
        east, west = rows(declared, [self.MERGED], [filed("云岭县东渚乡人民政府", year=2022)], years=(2022,))
        assert (east.organisation, east.state) == ("云岭县东渚乡人民政府", "received")
        assert (west.organisation, west.state, codes(west)) == ("云岭县西渚乡人民政府", "missing", ["merged"])

    def test_the_successor_reports_for_those_that_are_gone(self, declared: Declared) -> None:
        states = rows(declared, [self.MERGED], [filed("云岭县荻渚镇人民政府", year=2022)], years=(2022,))
        assert [row.state for row in states] == ["received", "received"]

    def test_after_the_merger_one_report_is_due(self, declared: Declared) -> None:
        [row] = rows(declared, [self.MERGED], [])
        assert (row.organisation, row.year, row.state) == ("云岭县荻渚镇人民政府", 2023, "missing")


def test_a_file_in_the_folder_of_another_district_is_pointed_at(declared: Declared) -> None:
    other = RosterLine("明河区水利局", "澜江市明河区", "", "")
    mine, theirs = rows(declared, [FINANCE, other], [filed("云岭县财政局", file="inbox/明河区/财政局.txt")])
    assert (mine.state, codes(mine), theirs.state) == ("received", ["other_folder"], "missing")
    assert mine.remarks[0].details == {"folder": "明河区"}


def test_a_bare_name_in_another_district_is_another_body(declared: Declared) -> None:
    lines = [RosterLine("财政局", "云岭县", "", ""), RosterLine("明河区水利局", "澜江市明河区", "", "")]
    bare, _ = rows(declared, lines, [filed("财政局", district="澜江市明河区", file="inbox/澜江市明河区/财政局.txt")])
    assert bare.state == "missing"


class TestYears:
    """Which report years are asked of every body."""

    LINES = (FINANCE, TOWN, RosterLine("云岭县人民政府", "云岭县", "", "", "county"))

    def years(self, declared: Declared, files: list[Filed], day: dt.date = AFTER) -> list[tuple[str, int]]:
        return [(row.organisation, row.year) for row in rows(declared, list(self.LINES), files, day, years=())]

    def test_those_of_the_batch(self, declared: Declared) -> None:
        files = [filed(line.organisation, line.organisation, year) for line in self.LINES for year in (2022, 2023)]
        assert [year for _, year in self.years(declared, files)] == [2022, 2023] * 3

    def test_a_corrected_report_of_an_older_year_asks_nobody_else(self, declared: Declared) -> None:
        files = [filed(line.organisation, line.organisation) for line in self.LINES]
        files.append(filed("云岭县财政局", "old", 2020))
        older = [row for row in self.years(declared, files) if row[1] == 2020]
        assert older == [("云岭县财政局", 2020)]

    def test_an_empty_batch_asks_for_the_year_that_is_due(self, declared: Declared) -> None:
        assert {year for _, year in self.years(declared, [], dt.date(2026, 1, 5))} == {2025}

    def test_years_that_are_given_stand(self, declared: Declared) -> None:
        found = rows(declared, [FINANCE], [filed("云岭县财政局", year=2020)], years=(2023,))
        assert [(row.year, row.state) for row in found] == [(2020, "received"), (2023, "missing")]


def test_a_roster_of_nobody_asks_nothing(declared: Declared) -> None:
    asked = Asked(load_template().deadlines, AFTER, (), 50)
    assert expect(Roster({}), [filed("云岭县财政局")], asked, declared.bodies) == ()

"""Who is due, as a frame: the bodies of the roster against the reports of a batch."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from gouji.bodies.expected import Asked, Expected, Filed, expect
from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.declared.office import OfficeEntry
from gouji.frames import DUE

# What may be a report of a body; a duplicate is one already.
_STATUSES = ("audited", "unreadable")


def asked_of(office: OfficeEntry | None, day: dt.date, years: Sequence[int], declared: Declared) -> Asked:
    """What an office asks on a day; without an office by the deadlines of the template, and for the years of the batch."""
    deadlines = office.deadlines if office else declared.office.deadlines
    chosen = tuple(years) or tuple(office.years if office else ())
    return Asked(deadlines, day, chosen, declared.roster.year_share)


def due_frame(reports: pl.DataFrame, roster: Roster, asked: Asked, declared: Declared) -> pl.DataFrame | None:
    """Who is due (DUE), in the roster's order, by the rows of `reports`; None where the roster has no body."""
    if not roster.lines:
        return None
    expected = expect(roster, _filed(reports), asked, declared.bodies)
    unnamed = reports.filter(pl.col("status").is_in(_STATUSES) & pl.col("organisation").is_null())
    by_district = Counter(unnamed.get_column("district").to_list())
    return pl.DataFrame([_row(one, by_district, declared) for one in expected], schema=DUE, orient="row")


def due_counts(due: pl.DataFrame, asked: Asked) -> dict[str, Any]:
    """The day, the years and the states of who is due, for `run.json`."""
    states = due.get_column("state").value_counts().sort("state")
    years = due.get_column("year").unique().sort().to_list()
    return {"day": asked.day.isoformat(), "years": years, "states": dict(states.iter_rows())}


def _filed(reports: pl.DataFrame) -> Iterator[Filed]:
    for row in reports.iter_rows(named=True):
        if row["organisation"] and row["status"] in _STATUSES:
            same = ("report_id", "file", "organisation", "district", "year", "published_on")
            yield Filed(**{key: row[key] for key in same}, audited=row["status"] == "audited")


def _row(one: Expected, unnamed: Mapping[str | None, int], declared: Declared) -> dict[str, Any]:
    """A row of DUE; `unnamed` are the files of each district whose body could not be told."""
    remarks = declared.texts.workbook.due.remarks
    said = [getattr(remarks, remark.code).format_map(remark.details) for remark in one.remarks]
    perhaps = unnamed.get(one.line.district, 0) if one.state == "missing" else 0
    if perhaps:
        said.append(remarks.perhaps.format(count=perhaps))
    line, ids = one.line, list(dict.fromkeys(filed.report_id for filed in one.filed))
    return {
        "organisation": one.organisation,
        "code": line.code or None,
        "district": line.district or None,
        "supervising_office": line.supervising_office or None,
        "level": line.level,
        "year": one.year,
        "state": one.state,
        "deadline": one.deadline,
        "report_ids": ids,
        "published_on": one.filed[0].published_on if len(ids) == 1 else None,
        "remark": declared.texts.workbook.between_lists.join(said) or None,
    }

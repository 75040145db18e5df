"""Judged batches made of nothing but frames, for tests of the archive."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from gouji.archive.tables import REPORT_TABLES
from gouji.archive.taking import Batch
from gouji.bodies.roster import NO_ROSTER, Roster
from gouji.frames import CELLS, CLAIMS, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS

SCHEMAS = {
    "reports": REPORTS,
    "cells": CELLS,
    "leftovers": LEFTOVERS,
    "claims": CLAIMS,
    "signs": SIGNS,
    "findings": FINDINGS,
    "trial_findings": FINDINGS,
    "explanations": EXPLANATIONS,
}
assert SCHEMAS.keys() == REPORT_TABLES.keys()


def report(
    organisation: str, year: int, *values: int | None, status: str = "audited", district: str = "云岭县"
) -> dict[str, Any]:
    """A report whose cells are `values`, blank for None; its content is all that it is made of."""
    told = repr((organisation, year, values, district))
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    return {
        "report_id": sha256[:16],
        "file": f"{organisation}{year}.docx",
        "sha256": sha256,
        "organisation": organisation,
        "district": district,
        "year": year,
        "status": status,
        "form": "2021",
        "values": values,
    }


def batch(
    *reports: dict[str, Any], name: str = "一批", judged_by: str = "code 1", roster: Roster = NO_ROSTER, cells: int = 0
) -> Batch:
    """A batch of `reports`; each has one finding for each blank cell. `cells`: so many more, for size."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}
    for one in reports:
        rows["reports"].append({key: value for key, value in one.items() if key != "values"})
        values: Sequence[int | None] = (*one["values"], *range(cells)) if one["status"] == "audited" else ()
        for at, value in enumerate(values):
            cell = {"report_id": one["report_id"], "form": "2021", "table": "requests", "row": f"row{at}"}
            cell |= {"column": "total", "text": "" if value is None else str(value)}
            cell |= {"value": None if value is None else Decimal(value), "unit": "件"}
            rows["cells"].append(cell | {"status": "blank" if value is None else "read"})
            if value is None:
                finding = {"report_id": one["report_id"], "rule": "VAL-001", "place": f"requests.row{at}.total"}
                rows["findings"].append(finding | {"cells": [f"requests.row{at}.total"], "message": "空格"})
    frames = {table: pl.DataFrame(rows[table], schema=SCHEMAS[table]) for table in SCHEMAS}
    return Batch(name, frames, roster, judged_by)

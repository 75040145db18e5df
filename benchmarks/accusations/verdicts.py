"""Hold an audit's output against the truth of its cases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.accusations.cases import Case

_SPEAKING = ("error", "warning")
_SHOWN_TIERS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one case: `problems` in words, the errors that its truth bears out and those that it does not."""

    case: Case
    problems: tuple[str, ...]
    true_errors: tuple[str, ...] = ()
    other_errors: tuple[str, ...] = ()
    found: bool | None = None
    misread: tuple[str, ...] = field(default=())


def verdicts(cases: Iterable[Case], out: Path) -> list[Verdict]:
    """The verdict on each case of the audit that wrote `out`."""
    reports = {_short(row["file"]): row for row in pl.read_parquet(out / "reports.parquet").iter_rows(named=True)}
    findings, cells = _by_report(out / "findings.parquet"), _by_report(out / "cells.parquet")
    return [
        _verdict(case, report, findings.get(report["report_id"], []), cells.get(report["report_id"], []))
        if (report := reports.get(case.name)) is not None
        else Verdict(case, ("it is not in reports.parquet",))
        for case in cases
    ]


def _short(file: str) -> str:
    return "/".join(file.split("/")[-2:])


def _by_report(path: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in pl.read_parquet(path).iter_rows(named=True):
        rows.setdefault(row["report_id"], []).append(row)
    return rows


def _verdict(
    case: Case, report: Mapping[str, Any], findings: list[dict[str, Any]], cells: list[dict[str, Any]]
) -> Verdict:
    truth = case.truth
    wanted = {rule for group in [*truth.get("find", ()), *truth.get("noted", ())] for rule in group}
    errors = [row["rule"] for row in findings if row["severity"] == "error"]
    shown = {row["rule"] for row in findings if _is_shown(row)}
    missed = [group for group in truth.get("find", ()) if not shown & set(group)]
    misread = tuple(_misread(truth.get("printed", {}), cells) if report["status"] == "audited" else ())
    return Verdict(
        case,
        (*_problems(truth, report, findings, cells), *(f"misread {one}" for one in misread)),
        tuple(rule for rule in errors if rule in wanted),
        tuple(rule for rule in errors if rule not in wanted),
        not missed if truth.get("find") else None,
        misread,
    )


def _is_shown(row: Mapping[str, Any]) -> bool:
    return row["severity"] in _SPEAKING and row.get("tier", "first") in _SHOWN_TIERS


def _problems(
    truth: Mapping[str, Any], report: Mapping[str, Any], findings: list[dict[str, Any]], cells: list[dict[str, Any]]
) -> Iterator[str]:
    rules = {row["rule"] for row in findings}
    speaking = {row["rule"] for row in findings if row["severity"] in _SPEAKING}
    shown = {row["rule"] for row in findings if _is_shown(row)}
    if truth.get("no_error"):
        yield from (f"{row['rule']} is an error" for row in findings if row["severity"] == "error")
    yield from (f"{rule} speaks" for rule in truth.get("not", ()) if rule in speaking)
    yield from (f"{rule} speaks" for rule in truth.get("never", ()) if rule in rules)
    yield from (f"none of {', '.join(group)} speaks" for group in truth.get("find", ()) if not shown & set(group))
    yield from (f"none of {', '.join(group)} is noted" for group in truth.get("noted", ()) if not rules & set(group))
    for key in ("status", "level", "district", "organisation", "year"):
        if truth.get(key) is not None and report[key] != truth[key]:
            yield f"{key} is {report[key]}, not {truth[key]}"
    values = {_address(cell): cell["value"] for cell in cells}
    for address, text in truth.get("cells", {}).items():
        if values.get(address) != _number(text):
            yield f"{address} is {values.get(address)}, not {text}"
    read = sum(cell["status"] == "read" for cell in cells)
    if report["status"] == "audited" and read < truth.get("min_read", 0):
        yield f"{read} cells are read, not {truth['min_read']}"


def _misread(printed: Mapping[str, str | None], cells: list[dict[str, Any]]) -> Iterator[str]:
    for cell in cells:
        text = printed.get(_address(cell))
        number = None if text is None or cell["status"] != "read" else _number(text)
        if number is not None and cell["value"] != number:
            yield f"{_address(cell)}: {cell['value']}, printed {text}"


def _address(cell: Mapping[str, Any]) -> str:
    return f"{cell['table']}.{cell['row']}.{cell['column']}"


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).replace(",", ""))
    except InvalidOperation:
        return None

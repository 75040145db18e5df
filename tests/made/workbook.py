"""Frames such as a batch leaves behind, made from the forms: sound figures, then broken where a finding needs it."""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from gouji.declared import load_declared
from gouji.declared.forms import Form
from gouji.frames import CELLS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, TABLES, UNDECIDED
from gouji.outputs.workbook import Batch, RuleCard
from tests.made.workbook_rules import RULES

EXPECTATIONS = Path(__file__).resolve().parents[2] / "expectations"
DECLARED = load_declared(EXPECTATIONS)
FORMS, ALL_TEXTS = DECLARED.forms, DECLARED.texts
TEXTS = ALL_TEXTS.workbook
BY_NAME = {form.name: form for form in FORMS}
JIALING, JIANGNING = "南充市嘉陵区", "南京市江宁区"


@dataclass
class Sheet:
    """One report in the making: its row of `reports`, its cells by address, its findings and leftovers."""

    report: dict[str, Any]
    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    leftovers: list[dict[str, Any]] = field(default_factory=list)
    explanations: list[dict[str, Any]] = field(default_factory=list)
    undecided: list[dict[str, Any]] = field(default_factory=list)

    @property
    def report_id(self) -> str:
        """The report's id."""
        return self.report["report_id"]


def digest(*words: object) -> str:
    """A short hash of words, as the frames use for ids."""
    return hashlib.sha256("|".join(map(str, words)).encode(errors="surrogatepass")).hexdigest()[:16]


def make_sheet(
    organisation: str | None,
    year: int | None,
    district: str = JIALING,
    forms: tuple[str | None, str | None, str | None] = ("2021", "2021", "2021"),
    status: str = "audited",
    seed: int = 1,
    **changes: Any,
) -> Sheet:
    """A report whose figures add up; `forms` is the form of each table. Not audited: a file without cells."""
    file = f"{district}/{organisation or '扫描件'}{year or ''}.html"
    named = {name for name in forms if name is not None}
    report: dict[str, Any] = dict.fromkeys(REPORTS.names())
    report |= {
        "report_id": digest(organisation, year, district, forms, seed),
        "file": file,
        "sha256": digest("file", file, seed),
        "organisation": organisation,
        "organisation_source": "title",
        "level": "township",
        "is_department": False,
        "district": district,
        "district_source": "folder",
        "year": year,
        "year_source": "title",
        "status": status,
    }
    audited = status == "audited"
    if audited:
        report |= {
            "form": next(iter(named)) if len(named) == 1 else ("mixed" if named else None),
            **{f"{table}_form": form for table, form in zip(TABLES, forms, strict=True)},
            "title": f"{organisation}{year}年政府信息公开工作年度报告",
            "title_locator": "line 3",
            "published_on": date((year or 2020) + 1, 1, 19),
            "published_source": "line 5",
            "sections": [
                {
                    "number": section.number,
                    "printed": section.printed,
                    "characters": 812 - 70 * section.number,
                    "locator": "line 8",
                }
                for section in FORMS[-1].sections
            ],
        }
    sheet = Sheet(report | changes)
    if audited:
        rng = random.Random(seed)  # noqa: S311 - made-up figures
        for number, (table, form) in enumerate(zip(TABLES, forms, strict=True), 1):
            if form is not None:
                sheet.cells |= _table_cells(BY_NAME[form], table, number, sheet.report_id, rng)
    return sheet


def _table_cells(form: Form, table: str, number: int, report_id: str, rng: random.Random) -> dict[str, dict[str, Any]]:
    cells = form.table(table).cells
    values = _sound_values(form, table, rng)
    return {
        cell.address: {
            "report_id": report_id,
            "form": form.name,
            "table": table,
            "row": cell.row,
            "column": cell.column,
            "text": f"{values[cell.address]:f}",
            "value": values[cell.address],
            "unit": cell.unit,
            "status": "read",
            "reason": None,
            "notation": None,
            "locator": f"table {number}, row {index // 7 + 4}, column {index % 7 + 4}",
        }
        for index, cell in enumerate(cells)
    }


def _sound_values(form: Form, table: str, rng: random.Random) -> dict[str, Decimal]:
    """Figures that satisfy every printed total of the table: details first, then the totals of what is there."""
    declared = form.table(table)
    totals = {address for identity in declared.identities for address in identity.reported}
    received = {cell.address for cell in declared.cells if cell.row in ("received", "pending_start")}
    values: dict[str, Decimal] = {}
    for cell in declared.cells:
        if cell.kind == "amount":
            values[cell.address] = Decimal(rng.choice(["0", "12.5", "3805463.74", "0.092"]))
        elif cell.address not in totals | received:
            values[cell.address] = Decimal(rng.choice([0, 0, 0, 0, 1, 2, 7, 36]))
        else:
            values[cell.address] = Decimal(0)
    for identity in sorted(declared.identities, key=lambda identity: len(identity.reported)):
        if len(identity.reported) == 1:
            values[identity.reported[0]] = sum((values[address] for address in identity.expected), Decimal(0))
    for identity in declared.identities:
        if len(identity.reported) == 2:
            values[identity.expected[0]] = sum((values[address] for address in identity.reported), Decimal(0))
    for identity in declared.identities:
        if len(identity.reported) == 1:
            values[identity.reported[0]] = sum((values[address] for address in identity.expected), Decimal(0))
    return values


def set_cell(sheet: Sheet, address: str, status: str, text: str | None = None, **changes: Any) -> None:
    """Give a cell another status, and no value unless one is given."""
    sheet.cells[address] |= {"status": status, "text": text, "value": None} | changes


def add_finding(
    sheet: Sheet,
    rule: str,
    place: str,
    message: str,
    cells: Iterable[str] = (),
    reported: str | None = None,
    expected: str | None = None,
    difference: str | None = None,
    severity: str | None = None,
    tier: str | None = None,
    evidence: str | None = None,
) -> None:
    """Add a finding; its severity is that of the rule unless given, its tier then `first` for errors and `second` for the others."""
    declared = next((card.severity for card in RULES if card.rule == rule), "notice")
    sheet.findings.append(
        {
            "report_id": sheet.report_id,
            "district": sheet.report["district"],
            "rule": rule,
            "place": place,
            "check": None,
            "severity": severity or declared,
            "tier": tier or ("first" if (severity or declared) == "error" else "second"),
            "reported": reported,
            "expected": expected,
            "difference": difference,
            "cells": list(cells),
            "message": message,
            "evidence": evidence,
            "fingerprint": digest(sheet.report_id, rule, place, message),
            "group": None,
            "lead": True,
        }
    )


def break_balance(sheet: Sheet, column: str = "total", off: int = 1) -> None:
    """Make a column of the requests table fail to balance."""
    cells = [f"requests.{row}.{column}" for row in ("processed", "pending_end", "received", "pending_start")]
    first = sheet.cells[cells[0]]
    expected = first["value"] + sheet.cells[cells[1]]["value"]
    first |= {"value": first["value"] + off, "text": f"{first['value'] + off:f}"}
    add_finding(
        sheet,
        "VAL-001",
        f"requests.*.{column}",
        f"本年新收加上年结转为 {expected} 件，办理总计加结转下年为 {expected + off} 件，相差 {abs(off)} 件。",
        cells,
        f"{first['value']:f}",
        f"{first['value'] - off:f}",
        f"{off:+d}",
    )


def break_row(sheet: Sheet, row: str = "granted", off: int = 2) -> None:
    """Make a line of the requests table fail to add up."""
    columns = ("total", "natural_person", "business", "research", "civic", "legal_service", "other")
    cells = [f"requests.{row}.{column}" for column in columns]
    first = sheet.cells[cells[0]]
    expected = first["value"]
    first |= {"value": expected + off, "text": f"{expected + off:f}"}
    add_finding(
        sheet,
        "VAL-004",
        f"requests.{row}.*",
        f"总计填 {expected + off} 件，各类申请人之和为 {expected} 件，多 {off} 件。",
        cells,
        f"{expected + off:f}",
        f"{expected:f}",
        f"{off:+d}",
    )


def to_batch(sheets: Iterable[Sheet], name: str = "2024年度第一批", rules: tuple[RuleCard, ...] = RULES) -> Batch:
    """The frames of the sheets, in the order given."""
    made = list(sheets)
    cells = [cell for sheet in made for cell in sheet.cells.values()]
    findings = [finding for sheet in made for finding in sheet.findings]
    leftovers = [leftover for sheet in made for leftover in sheet.leftovers]
    coverage = [
        {
            "rule": card.rule,
            "place": place,
            "passed": 9 - rank,
            "failed": rank,
            "undecided": 2,
            "not_applicable": 1,
            "errored": 0,
        }
        for card in rules
        for rank, place in enumerate(("report", "title"))
    ]
    return Batch(
        name=name,
        reports=pl.DataFrame([sheet.report for sheet in made], schema=REPORTS),
        cells=pl.DataFrame(cells, schema=CELLS),
        leftovers=pl.DataFrame(leftovers, schema=LEFTOVERS),
        findings=pl.DataFrame(findings, schema=FINDINGS),
        undecided=pl.DataFrame([one for sheet in made for one in sheet.undecided], schema=UNDECIDED),
        explanations=pl.DataFrame([one for sheet in made for one in sheet.explanations], schema=EXPLANATIONS),
        coverage=pl.DataFrame(coverage, schema=COVERAGE),
        rules=rules,
        forms=FORMS,
        folding=DECLARED.folding,
    )

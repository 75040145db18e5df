"""Gather what each district's workbook says from the frames of a batch, and put it in order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import polars as pl

from gouji.frames import TABLES
from gouji.workbook.batch import Batch
from gouji.workbook.district import DUPLICATE, ERROR, SEVERITIES, STATUSES, District, Figure, Finding, ReportFile
from gouji.workbook.locators import locator_words
from gouji.workbook.places import Places
from gouji.workbook.texts import WorkbookTexts


def districts_of(batch: Batch, places: Places, texts: WorkbookTexts) -> Iterator[District]:
    """The districts of a batch in the order of their names, each put together when it is asked for.

    Raises KeyError for a finding of a report that its district does not have.
    """
    # A duplicate has the id of the file whose bytes it repeats, but neither its cells nor its findings.
    owners = batch.reports.filter(pl.col("status") != DUPLICATE).select("report_id", "district")
    reports, findings = _by_district(batch.reports), _by_district(batch.findings)
    cells, leftovers = (
        _by_district(frame.join(owners, on="report_id", maintain_order="left"))
        for frame in (batch.cells, batch.leftovers)
    )
    for name in sorted(reports):
        found = _rows(findings, name)
        files = _files(_rows(reports, name), _rows(cells, name), found, texts)
        by_id = {file.report_id: file for file in files if file.status != DUPLICATE}
        sorted_findings = sorted((_finding(row, by_id[row["report_id"]], places) for row in found), key=_finding_order)
        yield District(
            name=name,
            batch=batch.name,
            files=files,
            errors=_numbered(finding for finding in sorted_findings if finding.severity == ERROR),
            doubts=_numbered(finding for finding in sorted_findings if finding.severity != ERROR),
            leftovers=tuple(_rows(leftovers, name)),
        )


def _by_district(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(key[0]): part for key, part in frame.partition_by("district", as_dict=True).items()}


def _rows(parts: Mapping[str, pl.DataFrame], district: str) -> list[dict[str, Any]]:
    return parts[district].to_dicts() if district in parts else []


def _files(
    reports: list[dict[str, Any]], cells: list[dict[str, Any]], findings: list[dict[str, Any]], texts: WorkbookTexts
) -> tuple[ReportFile, ...]:
    figures: dict[str, dict[str, Figure]] = {}
    for row in cells:
        figure = _figure(row)
        figures.setdefault(row["report_id"], {})[figure.address] = figure
    severities: dict[str, Counter[str]] = {}
    for row in findings:
        severities.setdefault(row["report_id"], Counter())[row["severity"]] += 1
    return tuple(sorted((_file(row, figures, severities, texts) for row in reports), key=_worst_first))


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(finding, number=number) for number, finding in enumerate(findings, 1))


def _figure(row: dict[str, Any]) -> Figure:
    address = f"{row['table']}.{row['row']}.{row['column']}"
    kept = {key: row[key] for key in ("form", "table", "text", "value", "status", "reason_code", "reason", "locator")}
    return Figure(address=address, **kept)


def _file(
    row: dict[str, Any],
    figures: Mapping[str, Mapping[str, Figure]],
    severities: Mapping[str, Counter[str]],
    texts: WorkbookTexts,
) -> ReportFile:
    owned = row["report_id"] if row["status"] != DUPLICATE else ""
    same = ("report_id", "file", "organisation_source", "year", "year_source", "form", "title", "title_locator")
    dated = ("published_on", "published_source", "status", "reason")
    sections = sorted(row["sections"] or [], key=lambda section: section["number"])
    return ReportFile(
        **{key: row[key] for key in (*same, *dated)},
        name=row["organisation"] or texts.unnamed.format(file=PurePosixPath(row["file"]).name),
        forms={table: row[f"{table}_form"] for table in TABLES},
        sections=tuple((section["printed"], section["characters"]) for section in sections),
        figures=figures.get(owned, {}),
        counts=severities.get(owned, Counter()),
    )


def _worst_first(file: ReportFile) -> tuple[Any, ...]:
    harm = [-file.counts.get(severity, 0) for severity in SEVERITIES]
    rank = STATUSES.index(file.status)
    return (rank, *harm, -file.unread, file.name, file.year or 0, file.form or "", file.file, file.report_id)


def _finding(row: dict[str, Any], report: ReportFile, places: Places) -> Finding:
    cells = tuple(row["cells"] or ())
    first = report.figures.get(cells[0]) if cells else None
    table = row["place"].partition(".")[0]
    said = {key: row[key] or "" for key in ("message", "reported", "expected", "difference", "evidence")}
    return Finding(
        number=0,
        report=report,
        rule=row["rule"],
        place=row["place"],
        where=places.place(row["place"], report.forms.get(table) or report.form),
        severity=row["severity"],
        stood=locator_words(first.locator, places.texts) if first else "",
        cells=cells,
        **said,
    )


def _finding_order(finding: Finding) -> tuple[Any, ...]:
    report = finding.report
    return (
        SEVERITIES.index(finding.severity),
        report.name,
        finding.rule,
        finding.place,
        report.year or 0,
        report.file,
        finding.message,
        finding.evidence,
    )

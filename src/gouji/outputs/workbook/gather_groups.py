"""Gather the findings of a district in the rows that they are shown in, each with what explains it, and put them in order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouji.declared.severity import TIERS
from gouji.outputs.workbook.district import (
    APPENDIX,
    SEVERITIES,
    SHEET_TIERS,
    Finding,
    Group,
    Mending,
    Remark,
    ReportFile,
)
from gouji.words.locators import locator_words
from gouji.words.places import Places


def group_keys(findings: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The findings of reports by report and row, as `gouji.judging.folding` tells them; not those of the district."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in findings:
        if not row["wide"]:
            groups.setdefault((row["report_id"], row["row"]), []).append(row)
    return groups


def tier_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """The best tier of findings that are one row, as the sheet that the row stands on."""
    tier = min((row["tier"] for row in rows), key=TIERS.index)
    return tier if tier in SHEET_TIERS else APPENDIX


def gather_remarks(
    findings: Iterable[dict[str, Any]], reports: Mapping[str, ReportFile], places: Places
) -> list[Remark]:
    """What is told once for the district, in order. Raises KeyError for a finding of a report that is not there."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in findings:
        if row["wide"]:
            rows.setdefault(row["row"], []).append(row)
    remarks = [_remark(found, reports, places) for found in rows.values()]
    return sorted(
        remarks, key=lambda remark: (SEVERITIES.index(remark.lead.severity), remark.lead.rule, remark.lead.where)
    )


def _remark(rows: Sequence[dict[str, Any]], reports: Mapping[str, ReportFile], places: Places) -> Remark:
    found = [(_finding(row, reports[row["report_id"]], places), row["leads"]) for row in rows]
    return Remark(
        tier=tier_of(rows),
        listed=rows[0]["tier"] == "list",
        lead=next(finding for finding, leads in found if leads),
        findings=tuple(sorted((finding for finding, _ in found), key=_finding_order)),
    )


def gather_groups(
    findings: Iterable[dict[str, Any]],
    explanations: Iterable[dict[str, Any]],
    reports: Mapping[str, ReportFile],
    places: Places,
) -> list[Group]:
    """The groups of a district in order, not yet numbered. Raises KeyError for a finding of a report that is not there."""
    explained = {(row["report_id"], row["group"]): row for row in explanations}
    groups = [_group(rows, explained.get(key), reports[key[0]], places) for key, rows in group_keys(findings).items()]
    return sorted(groups, key=_group_order)


def _group(
    rows: Sequence[dict[str, Any]], explanation: Mapping[str, Any] | None, report: ReportFile, places: Places
) -> Group:
    found = [(_finding(row, report, places), row["leads"]) for row in rows]
    lead = next(finding for finding, leads in found if leads)
    others = sorted((finding for finding, _ in found if finding is not lead), key=_finding_order)
    mendings = explanation["sets"] if explanation else ()
    tier = tier_of(rows)
    return Group(
        number=0,
        line=0,
        tier=tier,
        severity=min((row["severity"] for row in rows if tier_of([row]) == tier), key=SEVERITIES.index),
        lead=lead,
        others=tuple(others),
        summary=explanation["summary"] if explanation else "",
        mendings=tuple(_mending(one, explanation["form"], places) for one in mendings) if explanation else (),
        suspects=frozenset(explanation["cells"]) if explanation else frozenset(),
    )


def _mending(row: Mapping[str, Any], form: str, places: Places) -> Mending:
    cells = tuple[str, ...](change["address"] for change in row["changes"])
    where = places.place(cells[0], form) if len(cells) == 1 else places.name_cells(cells, form)
    return Mending(cells, where, row["text"])


def _finding(row: dict[str, Any], report: ReportFile, places: Places) -> Finding:
    cells = tuple(row["cells"] or ())
    first = report.figures.get(cells[0]) if cells else None
    table = row["place"].partition(".")[0]
    said = {key: row[key] or "" for key in ("message", "reported", "expected", "difference", "evidence")}
    return Finding(
        report=report,
        rule=row["rule"],
        place=row["place"],
        where=places.place(row["place"], report.forms.get(table) or report.form),
        severity=row["severity"],
        stood=locator_words(first.locator, places.texts) if first else "",
        cells=cells,
        **said,
    )


def _group_order(group: Group) -> tuple[Any, ...]:
    return (SHEET_TIERS.index(group.tier), SEVERITIES.index(group.severity), *_finding_order(group.lead)[1:])


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

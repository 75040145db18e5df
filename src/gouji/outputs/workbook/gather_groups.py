"""Gather the findings of a district in groups of one cause, each with what explains it, and put them in order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouji.outputs.workbook.district import SEVERITIES, Finding, Group, Mending, ReportFile
from gouji.words.locators import locator_words
from gouji.words.places import Places


def group_keys(findings: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Rows of findings by report and group; a finding without a group is one by itself."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number, row in enumerate(findings):
        groups.setdefault((row["report_id"], row["group"] or f"alone {number}"), []).append(row)
    return groups


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
    found = [(_finding(row, report, places), row["lead"]) for row in rows]
    lead = next(finding for finding, leads in found if leads)
    others = sorted((finding for finding, _ in found if finding is not lead), key=_finding_order)
    mendings = explanation["sets"] if explanation else ()
    return Group(
        number=0,
        line=0,
        severity=min((finding.severity for finding, _ in found), key=SEVERITIES.index),
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
    return (SEVERITIES.index(group.severity), *_finding_order(group.lead)[1:])


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

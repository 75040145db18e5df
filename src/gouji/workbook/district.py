"""What the workbook of one district says: its files, their figures, its findings, and the texts without a place."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

AUDITED = "audited"
DUPLICATE = "duplicate"
# The audited first, then what someone must look into, then what needs nothing.
STATUSES = (AUDITED, "unreadable", "not_a_report", DUPLICATE)
ERROR = "error"
SEVERITIES = (ERROR, "warning", "notice")


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a report: what is printed there, what was made of it, and where in the file it stands."""

    form: str | None
    address: str
    table: str
    text: str | None
    value: Decimal | None
    status: str
    reason_code: str | None
    reason: str | None
    locator: str | None


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of the district. `name` is the organisation or stands for it; `forms` names the form of each table."""

    report_id: str
    file: str
    name: str
    organisation_source: str | None
    year: int | None
    year_source: str | None
    form: str | None
    forms: Mapping[str, str | None]
    title: str | None
    title_locator: str | None
    published_on: datetime.date | None
    published_source: str | None
    sections: tuple[tuple[str, int], ...]
    status: str
    reason: str | None
    figures: Mapping[str, Figure]
    counts: Mapping[str, int]

    @property
    def printed_year(self) -> str:
        """The year as text, empty where it is not known."""
        return "" if self.year is None else str(self.year)

    @property
    def unread(self) -> int:
        """How many cells we could not read."""
        return sum(figure.status == "unreadable" for figure in self.figures.values())


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `number` is its line in its list, `where` its place in words, `stood` that of its first cell."""

    number: int
    report: ReportFile
    rule: str
    place: str
    where: str
    severity: str
    message: str
    reported: str
    expected: str
    difference: str
    evidence: str
    stood: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """All that one workbook says. `files` has the worst first; findings are sorted and numbered."""

    name: str
    batch: str
    files: tuple[ReportFile, ...]
    errors: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    leftovers: tuple[dict[str, Any], ...]

    @property
    def audited(self) -> tuple[ReportFile, ...]:
        """The files that have a sheet of their own."""
        return tuple(file for file in self.files if file.status == AUDITED)


def findings_of(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the id of their report, each report's in the order given."""
    by_report: dict[str, list[Finding]] = {}
    for finding in findings:
        by_report.setdefault(finding.report.report_id, []).append(finding)
    return by_report

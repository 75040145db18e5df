"""What the workbook of one district says: its files, their figures, its findings, and the texts without a place."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

AUDITED = "audited"
DUPLICATE = "duplicate"
STRANGER = "not_a_report"
# The audited first, then what someone must look into, then what needs nothing.
STATUSES = (AUDITED, "unreadable", STRANGER, DUPLICATE)
SEVERITIES = ("error", "warning", "notice")
# Each is a sheet of its own; rows of tier `list` stand in the appendix.
FIRST, SECOND, APPENDIX = "first", "second", "appendix"
SHEET_TIERS = (FIRST, SECOND, APPENDIX)
# A tier is coloured like the findings that it mostly holds.
TIER_COLOURS: dict[str, str] = dict(zip(SHEET_TIERS, SEVERITIES, strict=True))


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
    """One file of the district. `name` is the organisation or stands for it; `forms` names the form of each table.

    `counts` has how many groups of its findings each tier holds.
    """

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
    """One finding; `where` is its place in words, `stood` that of its first cell."""

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
class Mending:
    """One explanation of broken totals: the cells that it would change, and the sentence that says so."""

    cells: tuple[str, ...]
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cause, the one to read first apart from the `others`; often it is alone.

    `number` counts the groups of a list, `line` the lines of that list down to it. `tier` is the best of them, `severity`
    the worst in that tier.
    Where printed totals are broken, `summary` and `mendings` explain them; `suspects` are the cells that may be at
    fault, none where that could not be narrowed.
    """

    number: int
    line: int
    tier: str
    severity: str
    lead: Finding
    others: tuple[Finding, ...]
    summary: str
    mendings: tuple[Mending, ...]
    suspects: frozenset[str]

    @property
    def report(self) -> ReportFile:
        """The report that they were found in."""
        return self.lead.report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the group, the leading one first."""
        return (self.lead, *self.others)

    @property
    def beneath(self) -> int:
        """How many lines stand beneath the first one in a list."""
        return len(self.listed) + len(self.others)

    @property
    def listed(self) -> tuple[Mending, ...]:
        """The explanations that are listed by themselves; where there is only one, the summary says it."""
        return self.mendings if len(self.mendings) > 1 else ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told once for the district: `findings` of one check, one of them the `lead`; `listed` where it is a list to be confirmed."""

    tier: str
    listed: bool
    lead: Finding
    findings: tuple[Finding, ...]

    @property
    def reports(self) -> int:
        """How many reports it is about."""
        return len({finding.report.report_id for finding in self.findings})


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet of one tier lists: remarks on the district, then groups, sorted and numbered."""

    tier: str
    remarks: tuple[Remark, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many things there are to read."""
        return len(self.remarks) + len(self.groups)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, one by one."""
        told = (*self.remarks, *self.groups)
        return tuple(finding for one in told for finding in one.findings)


@dataclass(frozen=True, slots=True)
class DueLine:
    """A body of the roster and report year, with the state of the batch and the words beside it; `report_ids` are its files."""

    organisation: str
    level: str
    office: str
    year: int
    state: str
    deadline: datetime.date
    published_on: datetime.date | None
    report_ids: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class District:
    """All that one workbook says. `files` has the worst first, `listings` one for each tier of SHEET_TIERS, `undecided` the checks that a
    person can settle.

    `due` is empty where no roster was given, or it has no body here: then there is no sheet of it.
    """

    name: str
    batch: str
    files: tuple[ReportFile, ...]
    listings: tuple[Listing, ...]
    leftovers: tuple[dict[str, Any], ...]
    undecided: tuple[dict[str, Any], ...] = ()
    due: tuple[DueLine, ...] = ()

    @property
    def audited(self) -> tuple[ReportFile, ...]:
        """The files that have a sheet of their own."""
        return tuple(file for file in self.files if file.status == AUDITED)

    @property
    def first(self) -> Listing:
        """What is to be read first."""
        return next(listing for listing in self.listings if listing.tier == FIRST)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of all sheets, the foremost tier first."""
        return tuple(group for listing in self.listings for group in listing.groups)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, one by one."""
        return tuple(finding for listing in self.listings for finding in listing.findings)


def groups_of(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """Groups by the id of their report, each report's in the order given."""
    by_report: dict[str, list[Group]] = {}
    for group in groups:
        by_report.setdefault(group.report.report_id, []).append(group)
    return by_report


def count_findings(groups: Iterable[Group]) -> int:
    """How many findings the groups have together."""
    return sum(len(group.findings) for group in groups)

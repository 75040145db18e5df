"""The words of each part of a workbook, as `expectations/texts/workbook.yml` must declare them."""

from typing import Annotated

from gouji.declared.strict_yaml import Entry, places_for


class SheetNames(Entry):
    """The names of the fixed sheets, as their tabs show them."""

    overview: str
    first: str
    second: str
    unread: str
    appendix: str
    rules: str
    due: str

    def of_tier(self, tier: str) -> str:
        """The sheet of a tier. Raises AttributeError for one that has none."""
        return getattr(self, tier)


class TierWords(Entry):
    """What a reader sees for each tier that has a sheet."""

    first: str
    second: str
    appendix: str


class SeverityWords(Entry):
    """What a reader sees for each severity of a finding."""

    error: str
    warning: str
    notice: str


class StatusWords(Entry):
    """What a reader sees for each status of a report."""

    audited: str
    unreadable: str
    not_a_report: str
    duplicate: str


class OverviewWords(Entry):
    """Sentences and headings of the first sheet."""

    title: Annotated[str, places_for("district")]
    batch: Annotated[str, places_for("batch")]
    worst: str
    nothing_first: str
    no_findings: str
    nothing_audited: str
    files: str
    findings: Annotated[str, places_for("findings")]
    total: str
    unread_lines: str
    open_sheet: Annotated[str, places_for("sheet")]
    reports: str
    none: str
    number: str
    organisation: str
    sheet: str
    open: str
    look: str
    year: str
    form: str
    unread_cells: str
    status: str
    file: str


class FindingWords(Entry):
    """Headings of the lists of findings and of the list beneath each report."""

    first_title: Annotated[str, places_for("district", "count", "findings")]
    second_title: Annotated[str, places_for("district", "count", "findings")]
    appendix_title: Annotated[str, places_for("district", "count", "findings")]
    others: Annotated[str, places_for("count", "rules")]
    listed: Annotated[str, places_for("title", "count", "units")]
    common: Annotated[str, places_for("title", "audited", "count", "units")]
    unit: Annotated[str, places_for("name", "reported")]
    of_district: str
    beneath: str
    no_first: str
    no_second: str
    no_appendix: str
    number: str
    severity: str
    organisation: str
    year: str
    place: str
    message: str
    reported: str
    expected: str
    difference: str
    rule: str
    basis: str
    action: str
    evidence: str


class UnreadWords(Entry):
    """The list of what could not be read, with the names of its kinds of line."""

    title: Annotated[str, places_for("district", "count")]
    explanation: str
    none: str
    kind_file: str
    kind_remark: str
    kind_table: str
    kind_cells: str
    kind_leftover: str
    kind_check: str
    action_file: str
    action_remark: str
    action_table: str
    action_cells: str
    action_leftover: str
    action_check: str
    table_not_recognised: str
    number: str
    kind: str
    organisation: str
    year: str
    table: str
    reason: str
    action: str
    count: str
    what: str
    where: str
    page: str
    open_page: str
    no_page: str

    @property
    def actions(self) -> dict[str, str]:
        """What to do about each kind of line, by its name."""
        return {
            self.kind_file: self.action_file,
            self.kind_remark: self.action_remark,
            self.kind_table: self.action_table,
            self.kind_cells: self.action_cells,
            self.kind_leftover: self.action_leftover,
            self.kind_check: self.action_check,
        }


class DueStateWords(Entry):
    """What a reader sees for each state of a body of the roster."""

    missing: str
    unreadable: str
    several: str
    late: str
    due: str
    received: str


class DueRemarkWords(Entry):
    """What is said beside a row of who is due."""

    other_name: Annotated[str, places_for("name")]
    merged: Annotated[str, places_for("name")]
    other_folder: Annotated[str, places_for("folder")]
    perhaps: Annotated[str, places_for("count")]
    year_untold: str
    stranger: str
    unnamed: str


class DueWords(Entry):
    """The list of the bodies of the roster and what the batch holds of each."""

    title: Annotated[str, places_for("district", "count", "missing")]
    explanation: str
    none: str
    states: DueStateWords
    stranger: str
    unnamed: str
    remarks: DueRemarkWords
    number: str
    organisation: str
    level: str
    year: str
    state: str
    deadline: str
    published: str
    report: str
    office: str
    remark: str

    def state_word(self, key: str) -> str:
        """The word for a state. Raises AttributeError for one that the contract does not know."""
        return getattr(self.states, key)


class RuleWords(Entry):
    """The list of the rules that were run."""

    title: Annotated[str, places_for("count")]
    explanation: str
    none: str
    undeclared: str
    rule: str
    name: str
    rule_class: str
    severity: str
    certainty: str
    formula: str
    basis: str
    action: str
    here: str
    passed: str
    failed: str
    undecided: str
    not_applicable: str
    errored: str


class ReportWords(Entry):
    """The sheet of one report."""

    heading: Annotated[str, places_for("organisation", "year")]
    year: str
    form: str
    published: str
    file: str
    title: str
    read_from: str
    organisation_from: Annotated[str, places_for("source")]
    year_from: Annotated[str, places_for("source")]
    published_from: Annotated[str, places_for("source")]
    title_from: Annotated[str, places_for("source")]
    sections: str
    section_length: Annotated[str, places_for("heading", "characters")]
    findings: str
    jump_to_findings: Annotated[str, places_for("count", "findings")]
    unread_cells: Annotated[str, places_for("count")]
    between_facts: str
    table_form: Annotated[str, places_for("heading", "form")]
    table_not_recognised: Annotated[str, places_for("table")]
    findings_title: Annotated[str, places_for("count", "findings")]
    no_findings: str
    legend: str
    not_found: str
    as_printed: Annotated[str, places_for("text")]
    finding_note: Annotated[str, places_for("severity", "message")]
    unread_note: Annotated[str, places_for("reason")]


class MarkWords(Entry):
    """What is written in a cell that has no figure, and what the legend says of it."""

    blank: str
    blank_legend: str
    placeholder_legend: str
    unreadable: str
    unreadable_legend: str
    absent: str
    absent_legend: str
    suspect: str
    suspect_legend: str

"""Every word that a workbook prints, from `expectations/texts/workbook.yml`; none of them is in the code."""

import string
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from gouji.declarations import Entry, parse, read_yaml


def _with(*names: str) -> AfterValidator:
    """Accept a sentence only if it has a place for each of `names` and for nothing else."""

    def check(sentence: str) -> str:
        found = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        if found != set(names):
            raise ValueError(f"needs exactly the places {', '.join(f'{{{name}}}' for name in names)}")
        return sentence

    return AfterValidator(check)


class SheetNames(Entry):
    """The names of the fixed sheets, as their tabs show them."""

    overview: str
    errors: str
    doubts: str
    unread: str
    rules: str


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


class PlaceWords(Entry):
    """How a place is said in words."""

    table: Annotated[str, _with("ordinal")]
    cell: Annotated[str, _with("table", "row", "column")]
    row: Annotated[str, _with("table", "row")]
    column: Annotated[str, _with("table", "column")]
    group_cell: Annotated[str, _with("table", "row", "column")]
    group: Annotated[str, _with("table", "row")]
    section: Annotated[str, _with("heading")]
    title: str
    report: str
    whole_table: str
    whole_row: Annotated[str, _with("row")]
    whole_group: Annotated[str, _with("row")]
    cells_of_row: Annotated[str, _with("row", "columns")]
    between_labels: str
    between_columns: str
    between_rows: str
    several: Annotated[str, _with("first", "count")]


class OverviewWords(Entry):
    """Sentences and headings of the first sheet."""

    title: Annotated[str, _with("district")]
    batch: Annotated[str, _with("batch")]
    worst: str
    worst_doubts: str
    no_findings: str
    nothing_audited: str
    files: str
    findings: str
    total: str
    unread_lines: str
    open_sheet: Annotated[str, _with("sheet")]
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
    """Headings of the two lists of findings and of the list beneath each report."""

    errors_title: Annotated[str, _with("district", "count")]
    doubts_title: Annotated[str, _with("district", "warnings", "notices")]
    no_errors: str
    no_doubts: str
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

    title: Annotated[str, _with("district", "count")]
    explanation: str
    none: str
    kind_file: str
    kind_table: str
    kind_cells: str
    kind_leftover: str
    table_not_recognised: str
    number: str
    kind: str
    organisation: str
    year: str
    table: str
    reason: str
    count: str
    what: str
    where: str


class RuleWords(Entry):
    """The list of the rules that were run."""

    title: Annotated[str, _with("count")]
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

    heading: Annotated[str, _with("organisation", "year")]
    year: str
    form: str
    published: str
    file: str
    title: str
    read_from: str
    organisation_from: Annotated[str, _with("source")]
    year_from: Annotated[str, _with("source")]
    published_from: Annotated[str, _with("source")]
    title_from: Annotated[str, _with("source")]
    sections: str
    section_length: Annotated[str, _with("heading", "characters")]
    findings: str
    jump_to_findings: Annotated[str, _with("count")]
    between_facts: str
    table_form: Annotated[str, _with("heading", "form")]
    table_not_recognised: Annotated[str, _with("table")]
    findings_title: Annotated[str, _with("count")]
    no_findings: str
    legend: str
    not_found: str
    as_printed: Annotated[str, _with("text")]
    finding_note: Annotated[str, _with("severity", "message")]
    unread_note: Annotated[str, _with("reason")]


class MarkWords(Entry):
    """What is written in a cell that has no figure, and what the legend says of it."""

    blank: str
    blank_legend: str
    placeholder_legend: str
    unreadable: str
    unreadable_legend: str
    absent: str
    absent_legend: str


class WorkbookTexts(Entry):
    """All words of the workbook. `classes`, `certainties`, `sources` and `locators` put words to keys that have one."""

    font: str
    author: str
    cut: str
    excerpt: str
    unnamed: Annotated[str, _with("file")]
    back: str
    look: str
    look_heading: str
    header: Annotated[str, _with("district")]
    footer: str
    form: Annotated[str, _with("form")]
    mixed_form: str
    sheets: SheetNames
    severities: SeverityWords
    statuses: StatusWords
    classes: dict[str, str]
    certainties: dict[str, str]
    sources: dict[str, str]
    locators: dict[str, Annotated[str, _with("number")]]
    marks: MarkWords
    places: PlaceWords
    overview: OverviewWords
    findings: FindingWords
    unread: UnreadWords
    rules: RuleWords
    report: ReportWords

    def severity(self, key: str) -> str:
        """The word for a severity. Raises AttributeError for one that the contract does not know."""
        return getattr(self.severities, key)

    def status(self, key: str) -> str:
        """The word for a report's status. Raises AttributeError for one that the contract does not know."""
        return getattr(self.statuses, key)

    def form_name(self, name: str | None, unknown: str) -> str:
        """A report's form in words; `mixed` where its tables differ, `unknown` where no form was recognised."""
        if name is None:
            return unknown
        return self.mixed_form if name == "mixed" else self.form.format(form=name)


def load_texts(folder: Path) -> WorkbookTexts:
    """The words in `folder`/texts/workbook.yml.

    Raises DeclarationError where one is missing, unknown, or lacks the places that it must have.
    """
    path = folder / "texts" / "workbook.yml"
    return parse(WorkbookTexts, read_yaml(path), str(path))

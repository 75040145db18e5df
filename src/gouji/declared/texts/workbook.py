"""Every word that a workbook prints, from `expectations/texts/workbook.yml`; none of them is in the code."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml
from gouji.declared.texts.workbook_words import (
    DueWords,
    FindingWords,
    MarkWords,
    OverviewWords,
    ReportWords,
    RuleWords,
    SeverityWords,
    SheetNames,
    StatusWords,
    TierWords,
    UnreadWords,
)


class WorkbookTexts(Entry):
    """All words of the workbook. `classes`, `certainties`, `sources` and `locators` put words to keys that have one."""

    font: str
    author: str
    cut: str
    excerpt: str
    between: str
    between_lists: str
    quote: Annotated[str, places_for("where", "text")]
    quoted_blank: str
    unnamed: Annotated[str, places_for("file")]
    back: str
    look: str
    look_heading: str
    header: Annotated[str, places_for("district")]
    footer: str
    form: Annotated[str, places_for("form")]
    mixed_form: str
    sheets: SheetNames
    tiers: TierWords
    severities: SeverityWords
    statuses: StatusWords
    classes: dict[str, str]
    certainties: dict[str, str]
    sources: dict[str, str]
    locators: dict[str, Annotated[str, places_for("number")]]
    marks: MarkWords
    overview: OverviewWords
    findings: FindingWords
    unread: UnreadWords
    rules: RuleWords
    due: DueWords
    report: ReportWords

    def severity(self, key: str) -> str:
        """The word for a severity. Raises AttributeError for one that the contract does not know."""
        return getattr(self.severities, key)

    def tier(self, key: str) -> str:
        """The word for a tier that has a sheet. Raises AttributeError for another."""
        return getattr(self.tiers, key)

    def status(self, key: str) -> str:
        """The word for a report's status. Raises AttributeError for one that the contract does not know."""
        return getattr(self.statuses, key)

    def form_name(self, name: str | None, unknown: str) -> str:
        """A report's form in words; `mixed` where its tables differ, `unknown` where no form was recognised."""
        if name is None:
            return unknown
        return self.mixed_form if name == "mixed" else self.form.format(form=name)


def load_workbook_texts(folder: Path) -> WorkbookTexts:
    """The words in `folder`/texts/workbook.yml.

    Raises DeclarationError where one is missing, unknown, or lacks the places that it must have.
    """
    path = folder / "texts" / "workbook.yml"
    return parse(WorkbookTexts, read_yaml(path), str(path))

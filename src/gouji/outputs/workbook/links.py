"""Where the links of one workbook lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import AUDITED, Finding, Group, Mending, ReportFile
from gouji.outputs.workbook.listing import first_line
from gouji.outputs.workbook.pen import PageTarget, Target


@dataclass(frozen=True, slots=True)
class Links:
    """The sheets of a workbook: `sheets` has each report's by its id, `rules` each rule's line, counted from 0.

    `pages` tells for the reports with something to settle whether they have a page beside the workbook.

    `anchors` has, for each report id, the coordinate of each cell's address, of each table, and of `title`, `section`
    and `report`; it is filled while the report sheets are drawn, before the lists that point into them.
    """

    texts: WorkbookTexts
    sheets: Mapping[str, str]
    rules: Mapping[str, int]
    pages: Mapping[str, bool]
    anchors: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    @property
    def home(self) -> Target:
        """The first sheet."""
        return Target(self.texts.sheets.overview)

    def report(self, file: ReportFile) -> Target | None:
        """The sheet of a report; None where it has none."""
        name = self.sheets.get(file.report_id) if file.status == AUDITED else None
        return Target(name) if name else None

    def page(self, file: ReportFile, anchor: str) -> PageTarget | None:
        """The page that shows what a report was read from, at a cell or table; None where it has none."""
        return PageTarget(file.report_id, anchor) if self.pages.get(file.report_id) else None

    def broken(self, finding: Finding) -> Target | None:
        """The first cell that a finding names, else the nearest to its place that its report's sheet has."""
        target = self.report(finding.report)
        if target is None:
            return None
        anchors = self.anchors[finding.report.report_id]
        nearest = [*finding.cells[:1], finding.place, finding.place.partition(":")[0], finding.place.partition(".")[0]]
        return Target(target.sheet, next((anchors[place] for place in nearest if place in anchors), target.cell))

    def shown(self, group: Group) -> Target | None:
        """The first cell that may be at fault where one explanation is all there is, else what the leading one names."""
        if len(group.mendings) == 1 and group.suspects:
            return self.suspected(group, group.mendings[0])
        return self.broken(group.lead)

    def suspected(self, group: Group, mending: Mending) -> Target | None:
        """The first cell that an explanation would change."""
        target = self.report(group.report)
        anchors = self.anchors.get(group.report.report_id, {})
        return target and Target(target.sheet, anchors.get(mending.cells[0], target.cell))

    def listed(self, group: Group) -> Target:
        """The first line of a group in its list."""
        return Target(self.texts.sheets.of_tier(group.tier), f"A{first_line() + group.line - 1}")

    def rule(self, rule: str) -> Target:
        """The line of a rule on the sheet of rules."""
        return Target(self.texts.sheets.rules, f"A{first_line(self.texts.rules.explanation) + self.rules[rule]}")

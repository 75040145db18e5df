"""One audit workbook for each district; the only place that uses openpyxl."""

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.given import Batch, RuleCard
from gouji.outputs.workbook.write import write_workbooks
from gouji.words.locators import locator_words
from gouji.words.places import Places, chart_places

__all__ = [
    "Batch",
    "Places",
    "RuleCard",
    "WorkbookTexts",
    "chart_places",
    "locator_words",
    "write_workbooks",
]

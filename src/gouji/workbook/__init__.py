"""One audit workbook for each district; the only place that uses openpyxl."""

from gouji.workbook.batch import Batch, RuleCard
from gouji.workbook.locators import locator_words
from gouji.workbook.places import Places, chart_places
from gouji.workbook.texts import WorkbookTexts, load_texts
from gouji.workbook.write import write_workbooks

__all__ = [
    "Batch",
    "Places",
    "RuleCard",
    "WorkbookTexts",
    "chart_places",
    "load_texts",
    "locator_words",
    "write_workbooks",
]

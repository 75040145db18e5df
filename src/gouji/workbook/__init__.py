"""One audit workbook for each district; the only place that uses openpyxl."""

from gouji.workbook.batch import Batch, RuleCard
from gouji.workbook.texts import WorkbookTexts, load_texts
from gouji.workbook.write import write_workbooks

__all__ = ["Batch", "RuleCard", "WorkbookTexts", "load_texts", "write_workbooks"]

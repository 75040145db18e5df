"""A plain table in an .xlsx file, row by row: a roster, not a report."""

from gouji.document import UnreadableError
from gouji.readers.marks import without_marks
from gouji.readers.packages import Package
from gouji.readers.sheets.xlsx_sheets import Workbook


def table_rows(content: bytes) -> list[tuple[int, list[str | None]]]:
    """The rows of the first sheet that has a text, each with its number from 1; None is a cell whose text is doubtful.

    Raises UnreadableError where the file is no .xlsx, is damaged, encrypted or too large, or no sheet has a text.
    """
    for sheet in Workbook(Package(content), {}).sheets():
        if any(text.strip() for text in sheet.texts.values()):
            break
    else:
        raise UnreadableError("empty")
    rows: dict[int, dict[int, str | None]] = {}
    for (row, column), text in sheet.texts.items():
        rows.setdefault(row, {})[column] = text if without_marks(text) == text else None
    return [
        (row + 1, [cells.get(column, "") for column in range(max(cells) + 1)]) for row, cells in sorted(rows.items())
    ]

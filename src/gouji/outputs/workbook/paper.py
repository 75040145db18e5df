"""A sheet on paper: A4 landscape, as wide as the page, with its heading rows repeated and its pages numbered."""

from typing import cast

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from gouji.outputs.workbook.pen import clean_text, excerpt

_A4 = 9
# Inches: the paper, and the margins at its sides and at its top and bottom.
_PAPER = (11.69, 8.27)
_SIDE, _TOP = 0.3, 0.45
_POINTS = 72
# Points of a column that is one character wide, with its share of padding: 7.5 of 96 pixels to the inch.
_CHARACTER = 7.5 * _POINTS / 96
# The height in points of a row that has none of its own.
_PLAIN_ROW = 15.0
# A header or footer may hold 255 characters in all, doubled ampersands and codes included.
_LONGEST_NAME = 60


def set_page(sheet: Worksheet, header: str, footer: str) -> None:
    """Set the page of `sheet`; `header` and `footer` hold Excel's codes, so a name in them must be escaped already."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = _SIDE
    margins.top = margins.bottom = _TOP
    margins.header = margins.footer = _TOP / 2
    cast(HeaderFooterItem, sheet.oddHeader).left.text = header
    cast(HeaderFooterItem, sheet.oddFooter).center.text = footer


def repeat_rows(sheet: Worksheet, first: int, last: int) -> None:
    """Print these rows at the top of every page."""
    sheet.print_title_rows = f"{first}:{last}"


def page_height(width: float) -> float:
    """How many points of rows fit on a page of a sheet that is `width` characters wide."""
    scale = min(1.0, (_PAPER[0] - 2 * _SIDE) * _POINTS / (width * _CHARACTER))
    return (_PAPER[1] - 2 * _TOP) * _POINTS / scale


def rows_height(sheet: Worksheet, first: int, last: int) -> float:
    """The height in points of the rows `first` to `last`."""
    heights = [cast(float | None, sheet.row_dimensions[row].height) for row in range(first, last + 1)]
    return sum(_PLAIN_ROW if height is None else height for height in heights)


def break_page(sheet: Worksheet, row: int) -> None:
    """Begin a new page with this row, in programs that heed it for a sheet fitted to the width of the page."""
    sheet.row_breaks.append(Break(id=row - 1))  # pyright: ignore[reportUnknownMemberType]


def header_text(text: str) -> str:
    """`text` so that it stays text in a header: an ampersand there begins a code, such as a picture or a file name."""
    one_line = " ".join(clean_text(text, "").split())
    return excerpt(one_line, _LONGEST_NAME, "…").replace("&", "&&")

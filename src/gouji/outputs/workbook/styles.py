"""The looks of cells: a calm palette, and one style template for each look that a workbook uses."""

from dataclasses import dataclass
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from gouji.outputs.workbook.fit import BODY_SIZE

INK = "1F2933"
QUIET = "6B7785"
LINK = "1F5FA8"
GRID = "C5CDD8"
SLATE = "3A5272"
MIST = "EEF2F7"
PALE = "F7F9FB"
WHITE = "FFFFFF"

SEVERITY_FILL = {"error": "F8D9D5", "warning": "FBEBC4", "notice": "DCE9F6"}
SEVERITY_INK = {"error": "9B1C1C", "warning": "7A4A00", "notice": "1F4E79"}
# A figure that stands in a broken total, but where no explanation would change it.
CONCERNED = "FCF3F1"
STATUS_FILL = {"blank": "F3F4F6", "placeholder": "EAE4F2", "unreadable": "D9DCE1", "absent": WHITE}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. `fill` and `ink` are RGB in hex, `size` is in points; `framed`: a thick frame round it."""

    ink: str = INK
    fill: str | None = None
    size: int = BODY_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    border: bool = True
    framed: bool = False
    horizontal: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center"] = "center"
    wrap: bool = True
    shrink: bool = False
    number_format: str = "General"


# A sentence that stands alone runs over the empty cells beside it, which wrapped text would not do.
PLAIN = Look(border=False, wrap=False)
VALUE = Look()
TITLE = Look(border=False, size=16, bold=True, ink=SLATE)
SUBTITLE = Look(border=False, size=12, bold=True, ink=SLATE)
HINT = Look(border=False, ink=QUIET)
JUMP = Look(border=False, ink=LINK, underline=True, horizontal="right")
HEADING = Look(fill=SLATE, ink=WHITE, bold=True, horizontal="center")
TEXT = Look(vertical="top")
MIDDLE = Look(vertical="top", horizontal="center")
MIDDLE_LINK = Look(vertical="top", ink=LINK, underline=True, horizontal="center")
LABEL = Look(fill=MIST, ink=INK)
LABEL_MIDDLE = Look(fill=MIST, ink=INK, horizontal="center")


def chip(severity: str, vertical: Literal["top", "center"] = "center") -> Look:
    """The look of a cell that says how severe something is."""
    fill, ink = SEVERITY_FILL[severity], SEVERITY_INK[severity]
    return Look(fill=fill, ink=ink, bold=True, horizontal="center", vertical=vertical)


def set_normal_font(workbook: Workbook, font: str) -> None:
    """Make `font` that of cells without a look of their own; the width of its digits is the unit of column widths."""
    # openpyxl has no public way to it, and its stubs do not know the attribute.
    normal = cast(Any, workbook)._named_styles["Normal"]
    normal.font = Font(name=font, size=BODY_SIZE)


class Styles:
    """The style templates of one workbook. Setting a font, fill or border cell by cell costs several times as much."""

    def __init__(self, workbook: Workbook, font: str) -> None:
        self._scratch = Cell(workbook.worksheets[0], 1, 1)
        self._font = font
        self._templates: dict[tuple[Look, bool], StyleArray] = {}

    def template(self, look: Look, quoted: bool = False) -> StyleArray:
        """The style of this look; `quoted` marks a cell's content as text that stays text when it is edited.

        Cells share it: nothing here changes a cell's style afterwards.
        """
        template = self._templates.get((look, quoted))
        if template is None:
            template = self._templates[(look, quoted)] = self._new_template(look, quoted)
        return template

    def apply(self, cell: Cell, look: Look, quoted: bool = False) -> None:
        """Give `cell` this look."""
        cell._style = self.template(look, quoted)  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]

    def _new_template(self, look: Look, quoted: bool) -> StyleArray:
        cell = self._scratch
        cell._style = StyleArray()  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
        side = Side(style="thin", color=GRID) if look.border else Side()
        if look.framed:
            side = Side(style="thick", color=SEVERITY_INK["error"])
        cell.font = Font(
            name=self._font,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            color=look.ink,
            underline="single" if look.underline else None,
        )
        if look.fill is not None:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap and not look.shrink,
            shrink_to_fit=look.shrink,
        )
        cell.number_format = look.number_format
        cell.quotePrefix = quoted
        return cell._style  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]

"""Text of a spreadsheet that cannot be seen as it is stored, or that a drawing may cover."""

import pytest
from openpyxl.formatting.rule import CellIsRule, IconSetRule, Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from gouji.document import Document, UnreadableError
from tests.made.sheet_reading import _MAIN, _package, cells, read, read_xlsx, rows


def test_struck_out_and_raised_text_in_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["甲", 5])
        sheet["B1"].font = Font(strike=True)

    assert list(cells(read(fill)).values()) == ["甲", "{struck}5"]
    rich = '<is><r><t>5</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><rPh><t>9</t></rPh></is>'
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData><row><c t="inlineStr">{rich}</c></row></sheetData></worksheet>'
    assert list(cells(read_xlsx(_package(sheet))).values()) == ["5{raised}1"]


def test_text_that_cannot_be_seen_as_it_is_stored() -> None:
    """White on white, tiny, in a font of pictures, repeated over the cell; white on a dark cell is seen."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["甲", 1, 2, 3, 4, 5, 6, 7, 8])
        for letter, font in (
            ("B", Font(color="FFFFFFFF")),
            ("C", Font(color=Color(theme=0))),
            ("D", Font(color=Color(indexed=9))),
            ("E", Font(sz=1)),
            ("F", Font(name="Wingdings")),
            ("G", Font(color="FFFFFFFF")),
            ("I", Font(color="FFFF0000")),
        ):
            sheet[f"{letter}1"].font = font
        sheet["G1"].fill = PatternFill("solid", fgColor="FF1F497D")
        sheet["H1"].alignment = Alignment(horizontal="fill")

    assert list(cells(read(fill)).values()) == [
        "甲",
        "{obscured}1",
        "{obscured}2",
        "{obscured}3",
        "{obscured}4",
        "{obscured}5",
        "6",
        "{obscured}7",
        "8",
    ]


def test_a_conditional_format_that_may_hide_a_figure() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", 1, 2, 3, 4), ("乙", 5, 6, 7, 8))(sheet)
        sheet.conditional_formatting.add("B1:B2", CellIsRule("equal", ["0"], font=Font(color="FFFFFFFF")))
        sheet.conditional_formatting.add("C1", CellIsRule("equal", ["0"], font=Font(color="FFFF0000")))
        sheet.conditional_formatting.add("D2", IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False))
        hiding = DifferentialStyle(numFmt=NumberFormat(200, ";;;"))
        sheet.conditional_formatting.add("E1", Rule("cellIs", operator="equal", formula=["0"], dxf=hiding))

    assert list(cells(read(fill)).values()) == [
        "甲",
        "{conditional_format}1",
        "2",
        "3",
        "{conditional_format}4",
        "乙",
        "{conditional_format}5",
        "6",
        "{conditional_format}7",
        "8",
    ]


def _corner(end: str, column: int, row: int) -> str:
    return f"<x:{end}><x:col>{column}</x:col><x:row>{row}</x:row></x:{end}>"


def _drawn(anchors: str, merges: str = "") -> Document:
    """A title above 甲, 1, blank, 3 and 乙, 1, blank, 3, with a drawing over the sheet."""
    line = '<row r="{0}"><c r="A{0}" t="str"><v>{1}</v></c>{2}</row>'
    figures = '<c r="B{0}"><v>1</v></c><c r="D{0}"><v>3</v></c>'
    lines = "".join(
        line.format(row, text, figures.format(row) if row > 1 else "") for row, text in enumerate("题甲乙", 1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="d" Type="{office}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{merges}<drawing/></worksheet>'
    return read_xlsx(
        _package(
            sheet,
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": related,
                "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="urn:drawing">{anchors}</x:wsDr>',
            },
        )
    )


_EXTENT = '<x:ext cx="9525" cy="9525"/>'


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        (f"<x:twoCellAnchor>{_corner('from', 1, 0)}{_corner('to', 2, 1)}</x:twoCellAnchor>", ["{picture}", ""]),
        (f"<x:twoCellAnchor>{_corner('from', 3, 0)}{_corner('to', 3, 9)}</x:twoCellAnchor>", ["", ""]),
        (
            f"<x:twoCellAnchor>{_corner('from', 2, 1)}{_corner('to', 2, 2)}</x:twoCellAnchor>" * 2,
            ["{picture}", "{picture}"],
        ),
        (f"<x:oneCellAnchor>{_corner('from', 2, 2)}{_EXTENT}</x:oneCellAnchor>", ["", "{picture}"]),
        (f"<x:oneCellAnchor>{_corner('from', 0, 1)}{_EXTENT}</x:oneCellAnchor>", ["{picture}", "{picture}"]),
        (f'<x:absoluteAnchor><x:pos x="0" y="0"/>{_EXTENT}</x:absoluteAnchor>', ["{picture}", "{picture}"]),
    ],
)
def test_a_drawing_over_blank_cells_may_be_their_figure(anchors: str, expected: list[str]) -> None:
    """Below the title, which stays a line of its own; a figure under the drawing is read."""
    document = _drawn(anchors)
    assert list(cells(document).values())[-8:] == ["甲", "1", expected[0], "3", "乙", "1", expected[1], "3"]
    assert document.remarks == ("sheet 表: pictures, charts and text boxes are not read",)


def test_a_drawing_over_more_cells_than_any_report_has() -> None:
    anchor = f"<x:twoCellAnchor>{_corner('from', 0, 0)}{_corner('to', 300, 9)}</x:twoCellAnchor>"
    wide = '<mergeCells><mergeCell ref="{}"/></mergeCells>'.format('"/><mergeCell ref="'.join(["A1:KN3"] * 200))
    with pytest.raises(UnreadableError, match="table_too_large"):
        _drawn(anchor, wide)

"""Excel 2003 XML: a cell is read as the sheet shows it; what only looks blank, is hidden or is no figure is not read as one."""

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.readers import read
from gouji.reports.transcribe import Transcriber
from tests.made import flat_documents as flat
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made.doubted import told


def cell(text: str, kind: str = "String", words: str = "") -> str:
    return f'<ss:Cell {words}><ss:Data ss:Type="{kind}">{text}</ss:Data></ss:Cell>'


def figure(text: str, words: str = "") -> str:
    return cell(text, "Number", words)


def row(*cells: str, words: str = "") -> str:
    return f"<ss:Row {words}>{''.join(cells)}</ss:Row>"


def texts(document: Document) -> list[str]:
    return [told(one) for grid in document.grids for one in grid.cells]


@pytest.mark.parametrize("seed", range(9))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    form = declared.forms[seed % len(declared.forms)]
    report = data.distinct_report(form, seed, blank_share=(0.0, 0.2, 0.5)[seed % 3])
    encoding = ("utf-8", "gb18030", "utf-16")[seed // 3]
    document = read(flat.report_excel_xml(report, data.dice(seed), sheets=1 + seed % 3, encoding=encoding))
    assert document.format == "excel_xml"
    transcript = data.transcribe(document, declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) <= {"read", "blank"}


STYLES = (
    '<ss:Style ss:ID="Default"/>'
    '<ss:Style ss:ID="whole"><ss:NumberFormat ss:Format="#,##0"/></ss:Style>'
    '<ss:Style ss:ID="heir" ss:Parent="whole"/>'
    '<ss:Style ss:ID="fixed"><ss:NumberFormat ss:Format="Fixed"/></ss:Style>'
    '<ss:Style ss:ID="money"><ss:NumberFormat ss:Format="Currency"/></ss:Style>'
    '<ss:Style ss:ID="plain"><ss:NumberFormat/></ss:Style>'
    '<ss:Style ss:ID="gone"><ss:Font ss:StrikeThrough="1"/></ss:Style>'
    '<ss:Style ss:ID="up"><ss:Font ss:VerticalAlign="Superscript"/></ss:Style>'
    '<ss:Style ss:ID="white"><ss:Font ss:Color="#FFFFFF"/></ss:Style>'
    '<ss:Style ss:ID="tiny"><ss:Font ss:Size="1"/></ss:Style>'
    '<ss:Style ss:ID="signs"><ss:Font ss:FontName="Wingdings"/></ss:Style>'
    '<ss:Style ss:ID="small" ss:Parent="gone"><ss:Font ss:Size="9"/></ss:Style>'
    '<ss:Style ss:ID="back" ss:Parent="gone"><ss:Font ss:StrikeThrough="0"/></ss:Style>'
    '<ss:Style ss:ID="fill"><ss:Alignment ss:Horizontal="Fill"/></ss:Style>'
    '<ss:Style ss:ID="left" ss:Parent="fill"><ss:Alignment ss:Horizontal="Left"/></ss:Style>'
    '<ss:Style ss:ID="red"><ss:Font ss:Color="#FF0000" ss:Size="10.5" ss:FontName="宋体"/></ss:Style>'
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (figure("1327766"), "1327766"),
        (figure("16.877000000000002"), "16.877"),
        (figure(" 5\n"), "5"),
        (figure("1327766", 'ss:StyleID="whole"'), "1,327,766"),
        (figure("1327766", 'ss:StyleID="heir"'), "1,327,766"),
        (figure("16.88", 'ss:StyleID="fixed"'), "16.88"),
        (figure("16.877", 'ss:StyleID="fixed"'), "{number_format}16.88"),
        (figure("5", 'ss:StyleID="money"'), "{number_format}5"),
        (figure("5", 'ss:StyleID="plain"'), "5"),
        (figure("5", 'ss:StyleID="gone"'), "{struck}5"),
        (figure("5", 'ss:StyleID="up"'), "{raised}5"),
        *((figure("5", f'ss:StyleID="{style}"'), "{obscured}5") for style in ("white", "tiny", "signs", "fill")),
        *((figure("5", f'ss:StyleID="{style}"'), "5") for style in ("red", "left", "back")),
        (figure("5", 'ss:StyleID="small"'), "{struck}5"),
        # Excel does not open these.
        (figure("1,327"), "{value_unclear}1,327"),
        (figure(""), "{value_unclear}"),
        (figure("nan"), "{value_unclear}nan"),
        (cell("1327"), "1327"),
        (cell("13&#10;27"), "13\n27"),
        (cell("<html:B>13</html:B>27"), "1327"),
        (cell("5<html:Sup>1</html:Sup><html:S>7</html:S>"), "5{raised}1{struck}7"),
        (cell('48<html:Font html:Color="#FFFFFF">9</html:Font>'), "48{obscured}9"),
        (cell('48<html:Font html:Face="Wingdings" x:Family="Symbol">9</html:Font>'), "48{obscured}9"),
        (cell('48<html:Font html:Color="#FF0000" html:Size="9">9</html:Font>'), "489"),
        (cell("1", "Boolean"), "TRUE"),
        (cell("2021-01-28T00:00:00.000", "DateTime"), "2021-01-28"),
        (cell("#N/A", "Error"), "#N/A"),
        ('<ss:Cell ss:Formula="=1+1"/>', "{formula_without_value}"),
        (figure("2", 'ss:Formula="=1+1"'), "2"),
        ('<ss:Cell><ss:Comment><ss:Data ss:Type="String">9</ss:Data></ss:Comment></ss:Cell>', ""),
        ("<ss:Cell/>", ""),
    ],
)
def test_a_cell_as_the_sheet_shows_it(content: str, expected: str) -> None:
    document = read(flat.excel_xml(flat.worksheet(row(cell("甲"), content, cell("乙"))), styles=STYLES))
    assert texts(document) == ["甲", expected, "乙"]


def test_styles_of_rows_and_columns_and_remarks() -> None:
    rows = (
        '<ss:Column ss:Index="2" ss:StyleID="fixed"/>',
        row(cell("甲"), figure("0.5"), figure("0.5")),
        row(cell("乙"), figure("0.5"), '<ss:Cell ss:Formula="=1"/>', words='ss:StyleID="whole"'),
    )
    document = read(flat.excel_xml(flat.worksheet(*rows), styles=STYLES))
    assert texts(document) == ["甲", "0.50", "0.5", "乙", "{number_format}1", "{formula_without_value}"]
    assert document.remarks == ("sheet 表, cell C2: a formula without a computed value",)


def test_indices_and_merges() -> None:
    rows = (
        row(cell("甲", words='ss:MergeDown="1"'), cell("乙", words='ss:MergeAcross="1"'), words='ss:Index="2"'),
        row(figure("1", 'ss:Index="2"'), figure("2")),
        row(cell("丙"), figure("3", 'ss:Index="3"')),
        row(words='ss:Span="9"'),
        row(cell("丁")),
    )
    document = read(flat.excel_xml(flat.worksheet(*rows), styles=STYLES))
    (grid,) = document.grids
    assert [(told(one), one.locator, one.row_span, one.column_span) for one in grid.cells] == [
        ("甲", "sheet 表, cell A2", 2, 1),
        ("乙", "sheet 表, cell B2", 1, 2),
        ("1", "sheet 表, cell B3", 1, 1),
        ("2", "sheet 表, cell C3", 1, 1),
        ("丙", "sheet 表, cell A4", 1, 1),
        ("", "sheet 表, cell B4", 1, 1),
        ("3", "sheet 表, cell C4", 1, 1),
        ("丁", "sheet 表, cell A15", 1, 1),
        ("", "sheet 表, cell B15", 1, 1),
        ("", "sheet 表, cell C15", 1, 1),
    ]


def test_hidden_rows_columns_sheets_and_noughts() -> None:
    rows = (
        '<ss:Column ss:Index="3" ss:Hidden="1"/>',
        row(cell("甲"), figure("1"), figure("2")),
        row(cell("乙"), figure("3"), words='ss:Hidden="1"'),
        row(cell("丙"), figure("0"), words='ss:Height="0.5"'),
        row(cell("丁"), figure("0")),
    )
    secret = flat.worksheet(row(cell("藏"), figure("9")), name="藏", options="<x:Visible>SheetHidden</x:Visible>")
    noughts = flat.worksheet(row(cell("戊"), figure("0"), figure("5")), name="三", options="<x:DoNotDisplayZeros/>")
    document = read(flat.excel_xml(flat.worksheet(*rows), secret, noughts, styles=STYLES))
    assert texts(document) == [
        *("甲", "1", "{hidden}2", "乙", "{hidden}3", "", "丙", "{hidden}0", "", "丁", "0", ""),
        *("戊", "{zeros_hidden}", "5"),
    ]
    assert "hidden sheet 藏 is not read" in document.remarks


def test_rows_without_a_height_have_that_of_the_table() -> None:
    low = flat.worksheet(row(cell("甲"), figure("1")), row(cell("乙"), figure("2"), words='ss:Height="15"'))
    document = read(flat.excel_xml(low.replace("<ss:Table", '<ss:Table ss:DefaultRowHeight="0"')))
    assert texts(document) == ["甲", "{hidden}1", "乙", "2"]


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("R1C2", ["甲", "{conditional_format}1", "2", "乙", "3", "4"]),
        (
            "R1C2:R2C2,R1C3",
            ["甲", "{conditional_format}1", "{conditional_format}2", "乙", "{conditional_format}3", "4"],
        ),
        ("C3", ["甲", "1", "{conditional_format}2", "乙", "3", "{conditional_format}4"]),
        ("R2", ["甲", "1", "2", "{conditional_format}乙", "{conditional_format}3", "{conditional_format}4"]),
    ],
)
def test_figures_that_a_conditional_format_may_hide(ranges: str, expected: list[str]) -> None:
    sheet = flat.worksheet(row(cell("甲"), figure("1"), figure("2")), row(cell("乙"), figure("3"), figure("4")))
    formats = f"<x:ConditionalFormatting><x:Range>{ranges}</x:Range></x:ConditionalFormatting></ss:Worksheet>"
    assert texts(read(flat.excel_xml(sheet.replace("</ss:Worksheet>", formats)))) == expected


ONE = flat.worksheet(row(cell("甲"), figure("1")))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (flat.excel_xml(flat.worksheet(row(cell("1"), cell("2", words='ss:Index="1"')))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1", words='ss:Index="x"')))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1")), row(cell("2"), words='ss:Index="1"'))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1"), words='ss:Span="2"'))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1", words='ss:MergeDown="1"')), row(cell("2")))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1", words='ss:StyleID="no"')))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1", "Sum")))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell("1", words='ss:MergeAcross="999999"')))), "table_too_large"),
        (flat.excel_xml(flat.worksheet(row(cell("1", words='ss:Index="999999"')))), "damaged"),
        (flat.excel_xml(flat.worksheet(row(cell('1</ss:Data><ss:Data ss:Type="String">2')))), "damaged"),
        (
            flat.excel_xml(ONE, styles='<ss:Style ss:ID="a" ss:Parent="b"/><ss:Style ss:ID="b" ss:Parent="a"/>'),
            "damaged",
        ),
        (
            flat.excel_xml(
                ONE.replace(
                    "</ss:Worksheet>",
                    "<x:ConditionalFormatting><x:Range>B1</x:Range></x:ConditionalFormatting></ss:Worksheet>",
                )
            ),
            "damaged",
        ),
        (flat.excel_xml(flat.worksheet()), "empty"),
        (flat.excel_xml(ONE)[:-30], "damaged"),
        (flat.excel_xml(ONE).replace(b"<ss:Workbook", b"<!DOCTYPE a><ss:Workbook"), "damaged"),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read) == reason
    assert reason in declared.reasons.files


def test_the_encoding_is_told_by_the_bytes() -> None:
    assert texts(read(flat.excel_xml(ONE, encoding="gb18030", declared="GB2312"))) == ["甲", "1"]
    assert texts(read(flat.excel_xml(ONE, encoding="gb18030", declared="UTF-8"))) == ["甲", "1"]


def test_altered_bytes_lead_to_a_document_or_a_reason(declared: Declared) -> None:
    content = flat.report_excel_xml(data.distinct_report(declared.forms[0], "altered"), data.dice("altered"))
    assert sum(1 for _ in made.altered(content, read, declared, times=60))

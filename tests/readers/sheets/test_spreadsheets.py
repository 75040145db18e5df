"""Spreadsheets: a cell is read as the sheet shows it; what only looks blank, is hidden or is no figure is not read as one."""

import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, IconSetRule, Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared import Declared
from gouji.document import Document, Grid, Passage, UnreadableError
from gouji.readers.compound import Compound
from gouji.readers.packages import Package
from gouji.readers.sheets import excel as spreadsheets
from gouji.readers.sheets.number_formats import BUILT_IN, shown
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import old_documents as old
from tests.made import reading as data
from tests.made.doubted import told


def read_xlsx(content: bytes) -> Document:
    return spreadsheets.read_xlsx(Package(content))


def read_xls(content: bytes) -> Document:
    return spreadsheets.read_xls(Compound(content))


def read(fill: Callable[[Worksheet], object]) -> Document:
    """What is read of a workbook whose one sheet 表 was filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    fill(sheet)
    return read_xlsx(made.workbook(book))


def cells(document: Document) -> dict[str, str]:
    """Locator -> text of every cell of a grid."""
    return {cell.locator: told(cell) for grid in document.grids for cell in grid.cells}


def rows(*lines: tuple[object, ...]) -> Callable[[Worksheet], None]:
    """Fill a sheet with lines."""

    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(list(line))

    return fill


@pytest.mark.parametrize("seed", range(9))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    form = declared.forms[seed % len(declared.forms)]
    report = data.distinct_report(form, seed, blank_share=(0.0, 0.2, 0.5)[seed % 3])
    document = read_xlsx(made.report_xlsx(report, data.dice(seed), sheets=1 + seed % 3))
    transcript = data.transcribe(document, declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) <= {"read", "blank"}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1327766.0, "General", "1327766"),
        (16.877000000000002, "General", "16.877"),
        (1327766, "#,##0", "1,327,766"),
        (16.88, "0.00_ ", "16.88"),
        (3, '0"件"', "3件"),
        (3, 'G/通用格式"件"', "3件"),
        (-3, "0", "-3"),
        (0, BUILT_IN[41], "0"),
        (-1234, BUILT_IN[41], "-1,234"),
        (44224, 'yyyy"年"m"月"d"日"', "2021-01-28"),
        (16.877, "0.00", "{number_format}16.88"),
        (0.5, "0", "{number_format}1"),
        (0.5, "0%", "{number_format}0.5"),
        (3000, "0,", "{number_format}3000"),
        (0, "#", "{zeros_hidden}"),
        (0, ";;;", "{zeros_hidden}"),
        (-3, "0;[Red]0", "{number_format}3"),
        (3, '"1"0', "{number_format}3"),
        (3, "[DBNum1]0", "{number_format}3"),
        (3, "[>2]0;0", "{number_format}3"),
        (3, None, "{number_format}3"),
        (3, "[White]0", "{number_format}3"),
        (3, "0*9", "{number_format}3"),
    ],
)
def test_a_number_as_its_format_shows_it(value: float, code: str | None, text: str) -> None:
    assert told(Passage(shown(float(value), code), "")) == text


def test_what_only_looks_blank_is_no_blank() -> None:
    document = read(rows(("甲", "=1+1", "#N/A", True), ("乙", 1, 2, 3)))
    assert list(cells(document).values()) == ["甲", "{formula_without_value}", "#N/A", "TRUE", "乙", "1", "2", "3"]
    assert document.remarks == (
        "sheet 表, cell B1: a formula without a computed value",
        "sheet 表, cell C1: an error, #N/A",
    )


def test_hidden_rows_columns_and_sheets() -> None:
    book = openpyxl.Workbook()
    sheet, secret = book.active, book.create_sheet("藏")
    assert isinstance(sheet, Worksheet)
    rows(("甲", 1, 2), ("乙", 3, None), ("丙", 4, 5))(sheet)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    secret.append(["丁", 9])
    secret.sheet_state = "hidden"
    document = read_xlsx(made.workbook(book))
    assert list(cells(document).values()) == ["甲", "1", "{hidden}2", "乙", "{hidden}3", "", "丙", "4", "{hidden}5"]
    assert document.remarks == (
        "sheet Sheet: figures in hidden rows or columns are not read",
        "hidden sheet 藏 is not read",
    )


def test_merged_ranges_and_what_they_hide() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", "乙", "丙"), (None, 1, 2), (3, 4, 5))(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B3:C3")

    (grid,) = read(fill).grids
    assert [(told(cell), cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("甲", 2, 1),
        ("乙", 1, 1),
        ("丙", 1, 1),
        ("1", 1, 1),
        ("2", 1, 1),
        ("3", 1, 1),
        ("4", 1, 2),
    ]
    merged = '<mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'
    sheet = '<worksheet xmlns="{0}"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>{1}</worksheet>'
    covering = read_xlsx(_package(sheet.format(_MAIN, merged.format("A1:B1"))))
    assert list(cells(covering).values()) == ["{under_merge}1"]
    twice = merged.format("A1:B1") + merged.format("B1:C1")
    assert made.attempt(_package(sheet.format(_MAIN, twice)), read_xlsx) == "merges_overlap"


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _package(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet's XML."""
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = '<Relationships xmlns="{}"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{related}"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>'
    return made.package(
        {
            "_rels/.rels": link.format(listed, related, "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": link.format(listed, related, "worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )


def test_titles_headings_and_prose_are_passages_and_part_the_tables() -> None:
    document = read(
        rows(
            ("某镇2020年政府信息公开工作年度报告",),
            ("一、总体情况",),
            ("本年公开信息五条。",),
            ("二、主动公开政府信息情况",),
            ("信息内容", "数量"),
            ("规章", 1),
            ("行政许可",),
            ("三、收到和处理政府信息公开申请情况",),
            ("申请人情况", "总计"),
            ("一、本年新收政府信息公开申请数量", 2),
            ("二、上年结转政府信息公开申请数量",),
            ("三、本年度办理结果", 3),
            ("四、结转下年度继续办理",),
            ("四、政府信息公开行政复议、行政诉讼情况",),
            ("结果维持", "总计"),
            (4, 5),
        )
    )
    shape = [
        ("grid", len({cell.row for cell in block.cells})) if isinstance(block, Grid) else block.text
        for block in document.blocks
    ]
    assert shape == [
        "某镇2020年政府信息公开工作年度报告",
        "一、总体情况",
        "本年公开信息五条。",
        "二、主动公开政府信息情况",
        ("grid", 3),
        "三、收到和处理政府信息公开申请情况",
        ("grid", 5),
        "四、政府信息公开行政复议、行政诉讼情况",
        ("grid", 2),
    ]
    assert [told(cell) for cell in document.grids[1].cells][4:6] == ["二、上年结转政府信息公开申请数量", ""]
    assert document.passages[3].locator == "sheet 表, cell A4"


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


def test_a_row_of_no_height_and_a_value_shown_in_another_way() -> None:
    line = '<row r="{0}" ht="{1}"><c r="A{0}"><v>1</v></c><c r="B{0}" {2}><v>2</v></c></row>'
    lines = line.format(1, "1", "") + line.format(2, "15", 'vm="1"')
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    assert list(cells(read_xlsx(_package(sheet))).values()) == [
        "{hidden}1",
        "{hidden}2",
        "1",
        "{value_unclear}2",
    ]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="A2"><v>1</v></c>', "damaged"),
        ('<c r="A1" t="s"><v>7</v></c>', "damaged"),
        ('<c r="A1" s="9"><v>7</v></c>', "damaged"),
        ('<c r="A1"><v>一</v></c>', "damaged"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "damaged"),
        ('<c r="A1"><v>1</v><v>2</v></c>', "damaged"),
        ("", "empty"),
    ],
)
def test_damaged_sheets_are_refused(cell: str, reason: str, declared: Declared) -> None:
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    assert made.attempt(_package(sheet), read_xlsx) == reason
    assert reason in declared.reasons.files


def test_values_of_an_old_workbook() -> None:
    rk = struct.pack("<HHHI", 0, 2, 0, (1688 << 2) | 3)
    several = struct.pack("<HHHIHIH", 1, 1, 0, (7 << 2) | 2, 0, (-8 << 2 | 2) & 0xFFFFFFFF, 2)
    text_result = b"\0\0\0\0\0\0\xff\xff"
    error = b"\x02\0\x2a\0\0\0\xff\xff"
    records = [
        old.shared_text(0, 0, 0),
        old.number(0, 1, 1327766.0),
        old.record(0x27E, rk),
        old.shared_text(1, 0, 1),
        old.record(0xBD, several),
        old.shared_text(2, 0, 0),
        old.formula(2, 1, text_result),
        old.record(0x207, struct.pack("<HB", 2, 1), "42".encode("utf-16-le")),
        old.formula(2, 2, error),
        old.formula(2, 3, struct.pack("<d", 5), flags=1),
        old.number(3, 1, 0.5, style=1),
        old.record(0x201, struct.pack("<HHH", 3, 2, 0)),
        old.record(0xE5, struct.pack("<HHHHH", 1, 3, 3, 2, 3)),
    ]
    content = old.xls({"表": records}, [old.packed("甲"), old.packed("51", [(1, 1)])], ["General", "0%"])
    document = read_xls(content)
    assert cells(document) == {
        "sheet 表, cell A1": "甲",
        "sheet 表, cell B1": "1327766",
        "sheet 表, cell C1": "16.88",
        "sheet 表, cell D1": "",
        "sheet 表, cell A2": "5{raised}1",
        "sheet 表, cell B2": "7",
        "sheet 表, cell C2": "-8",
        "sheet 表, cell D2": "",
        "sheet 表, cell A3": "甲",
        "sheet 表, cell B3": "42",
        "sheet 表, cell C3": "#N/A",
        "sheet 表, cell D3": "{formula_without_value}",
        "sheet 表, cell A4": "",
        "sheet 表, cell B4": "{number_format}0.5",
        "sheet 表, cell C4": "",
    }


def test_text_of_an_old_workbook_that_cannot_be_seen() -> None:
    """The writer's second font is white here, its third tiny; the last style has a dark fill."""
    font = "<HHHHH"
    more = old.record(0x31, struct.pack(font, 200, 0, 9, 400, 0), bytes(6))
    more += old.record(0x31, struct.pack(font, 20, 0, 8, 400, 0), bytes(6))
    styles = ((2, 0, 0), (3, 0, 0), (2, 1 << 26, 18), (0, 0, 0))
    more += b"".join(
        old.record(0xE0, struct.pack("<HH10xIH", font, 0, pattern, colours)) for font, pattern, colours in styles
    )
    values = [old.shared_text(0, 0, 0), *(old.number(0, 1 + at, at, style=at) for at in range(len(styles)))]
    document = read_xls(old.xls({"表": values}, [old.packed("甲")], formats=(), more=more))
    assert list(cells(document).values()) == ["{obscured}甲", "{obscured}0", "{obscured}1", "2", "3"]


def test_shared_strings_go_on_in_another_record() -> None:
    head = struct.pack("<HB", 4, 1) + "甲乙".encode("utf-16-le")
    content = old.xls({"表": [old.shared_text(0, 0, 0), old.number(0, 1, 1)]}, [head])
    # The rest of the text stands in a CONTINUE record right behind, in one byte a character.
    whole = old.record(0xFC, struct.pack("<II", 1, 1), head)
    stream_start = 512
    stream = content[stream_start:]
    at = stream.index(whole) + len(whole)
    continued = old.record(0x3C, b"\0ab")
    moved = bytearray(stream[:at] + continued + stream[at:])
    offset = struct.unpack_from("<I", moved, 24)[0]
    struct.pack_into("<I", moved, 24, offset + len(continued))
    document = read_xls(old.compound({"Workbook": bytes(moved[:4096])}))
    assert list(cells(document).values()) == ["甲乙ab", "1"]


def test_hidden_parts_of_an_old_workbook() -> None:
    hidden_row = old.record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 300, 0, 0, 0x20, 0))
    records = [
        old.record(0x7D, struct.pack("<HHHHHH", 2, 2, 0, 0, 1, 0)),
        old.shared_text(0, 0, 0),
        old.number(0, 1, 1),
        old.number(0, 2, 2),
        hidden_row,
        old.shared_text(1, 0, 0),
        old.number(1, 1, 3),
    ]
    other = [old.number(0, 0, 9)]
    content = old.xls({"表": records, "藏": other}, [old.packed("甲")], states={"藏": 1})
    document = read_xls(content)
    assert list(cells(document).values()) == ["甲", "1", "{hidden}2", "甲", "{hidden}3", ""]
    assert "hidden sheet 藏 is not read" in document.remarks


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (old.xls({"表": [old.number(0, 0, 1)]}, more=old.record(0x2F, bytes(6))), "encrypted"),
        (old.xls({"表": [old.number(0, 0, 1)]}, version=0x500), "office_format_not_readable"),
        (old.compound({"Book": b""}), "office_format_not_readable"),
        (old.xls({"表": [old.number(0, 1, 1), old.number(0, 0, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1), old.record(0x999, bytes(14)), old.number(0, 2, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1), bytes(20), old.number(0, 2, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1, style=5)]}), "damaged"),
        (old.xls({"表": [old.shared_text(0, 0, 5)]}), "damaged"),
        (old.xls({"表": []}), "empty"),
        (old.xls({"表": [old.number(0, 0, 1)]})[:1000], "damaged"),
    ],
)
def test_refused_old_workbooks(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read_xls) == reason
    assert reason in declared.reasons.files


def test_altered_bytes_lead_to_a_document_or_a_reason(declared: Declared) -> None:
    content = old.xls({"表": [old.shared_text(0, 0, 0), old.number(0, 1, 5)]}, [old.packed("甲")])
    assert sum(1 for _ in made.altered(content, read_xls, declared, times=300))
    zipped = made.report_xlsx(data.distinct_report(declared.forms[0], "altered"), data.dice("altered"))
    whole = read_xlsx(zipped)
    for document in made.altered(zipped, read_xlsx, declared):
        assert document.grids == whole.grids


@pytest.mark.parametrize(("ending", "reader"), [("xlsx", read_xlsx), ("xls", read_xls)])
def test_the_real_reports(
    ending: str, reader: made.Reader, shared: Path, declared: Declared, transcriber: Transcriber
) -> None:
    made.compare_with_originals(shared, ending, reader, declared, transcriber)


@pytest.mark.parametrize(("ending", "reader"), [("xlsx", read_xlsx), ("xls", read_xls)])
def test_documents_of_libreoffice(
    ending: str, reader: made.Reader, tmp_path: Path, declared: Declared, transcriber: Transcriber
) -> None:
    made.compare_conversions(tmp_path, ending, reader, declared, transcriber, source="StarCalc")

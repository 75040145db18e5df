"""OpenDocument spreadsheets and flat files: a cell is read as the sheet shows it, repeated ones without exploding."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.readers import read
from gouji.reports.transcribe import Transcriber
from tests.made import flat_documents as flat
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made.doubted import told


@pytest.mark.parametrize("seed", range(9))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    report = data.distinct_report(
        declared.forms[seed // 3 % len(declared.forms)], seed, blank_share=(0.0, 0.2, 0.5)[seed % 3]
    )
    rng = data.dice(seed)
    content = (
        flat.report_open_sheets(report, rng),
        flat.report_open_sheets(report, rng, is_flat=True),
        flat.report_fodt(report, vertical=seed % 2 == 0),
    )[seed % 3]
    transcript = data.transcribe(read(content), declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) <= {"read", "blank"}


STYLES = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="ce9"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="if" style:family="table-cell"><style:map style:apply-style-name="ce9"/></style:style>'
    '<style:style style:name="heir" style:family="table-cell" style:parent-style-name="if"/>'
    '<style:style style:name="dark"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="thin"><style:table-column-properties style:column-width="0in"/></style:style>'
    '<style:style style:name="low"><style:table-row-properties style:row-height="0.000cm"/></style:style>'
)


def text(shown: str, attributes: str = "") -> str:
    """A cell that shows a text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{shown}</text:p></table:table-cell>'


def figure(value: str, shown: str, attributes: str = 'office:value-type="float"') -> str:
    """A cell that has a number and shows a text."""
    return f'<table:table-cell office:value="{value}" {attributes}><text:p>{shown}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "表", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def cells(document: Document) -> list[str]:
    return [told(cell) for grid in document.grids for cell in grid.cells]


def shown(cell: str, settings: str = "") -> tuple[str, tuple[str, ...]]:
    """What is read of a cell beside 甲, and the remarks."""
    document = read(flat.ods(sheet(row(text("甲"), cell)), styles=STYLES, settings=settings))
    first, second = cells(document)
    assert (document.format, first) == ("ods", "甲")
    return second, document.remarks


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (figure("1327", "1327"), "1327"),
        (figure("1327766", "1,327,766"), "1,327,766"),
        (figure("3", "3件"), "3件"),
        (figure("0", "-"), "0"),
        (figure("-3", "-3"), "-3"),
        (figure("-3", "(3)"), "(3)"),
        (figure("16.88", "16.88"), "16.88"),
        # What hides digits, a sign or all, and what shows another number.
        (figure("16.877", "17"), "{number_format}17"),
        (figure("1327", "1.327"), "{number_format}1.327"),
        (figure("-3", "3"), "{number_format}3"),
        (figure("3", "-3"), "{number_format}-3"),
        (figure("3", "无"), "{number_format}无"),
        (figure("3", ""), "{number_format}3"),
        (figure("0", ""), "{zeros_hidden}"),
        (figure("5", "6"), "{number_format}6"),
        (figure("100000", "1E+05"), "{number_format}1E+05"),
        (figure("0.5", "50%", 'office:value-type="percentage"'), "{number_format}50%"),
        ('<table:table-cell office:value-type="float" office:value="7"/>', "{number_format}7"),
        (text("1327"), "1327"),
        (text("13</text:p><text:p>27"), "13\n27"),
        (text("5<text:note/>"), "5{raised}"),
        (text("5", 'table:style-name="ce9"'), "{struck}5"),
        (text("5", 'table:style-name="dark"'), "{hidden}5"),
        (text("5", 'table:style-name="if"'), "{obscured}5"),
        (text("5", 'table:style-name="heir"'), "{obscured}5"),
        (text("5", 'office:string-value="5"'), "5"),
        (text("5", 'office:string-value="6"'), "{value_unclear}5"),
        ('<table:table-cell office:value-type="date" office:date-value="2021-01-28"/>', "{value_unclear}"),
        (
            "<table:table-cell><text:p>5</text:p><office:annotation><text:p>9</text:p></office:annotation></table:table-cell>",
            "5",
        ),
        ("<table:table-cell><drawing:frame/></table:table-cell>", "{picture}"),
        ('<table:table-cell table:style-name="ce1"/>', ""),
    ],
)
def test_a_cell_as_the_sheet_shows_it(cell: str, expected: str) -> None:
    # 乙 stands behind it, so that the cell is one where it shows nothing.
    document = read(flat.ods(sheet(row(text("甲"), cell, text("乙"))), styles=STYLES))
    assert cells(document) == ["甲", expected, "乙"]


def test_formulas_errors_and_noughts_that_are_not_shown() -> None:
    formula = 'table:formula="of:=1+1"'
    assert shown(f"<table:table-cell {formula}/>") == (
        "{formula_without_value}",
        ("sheet 表, cell B1: a formula without a computed value",),
    )
    assert shown(figure("2", "2", f'office:value-type="float" {formula}')) == ("2", ())
    error = text("#N/A", f'{formula} office:string-value="" calcext:value-type="error"')
    assert shown(error) == ("#N/A", ("sheet 表, cell B1: an error, #N/A",))
    zeros = '<config:config-item config:name="ShowZeroValues">false</config:config-item>'
    assert shown(figure("0", "0"), zeros) == ("{zeros_hidden}", ())
    assert shown(figure("5", "5"), zeros) == ("5", ())


def test_merged_covered_and_repeated_cells() -> None:
    covered = '<table:covered-table-cell table:number-columns-repeated="{}"/>'
    document = read(
        flat.flat_open_document(
            "spreadsheet",
            sheet(
                '<table:table-column table:number-columns-repeated="16384"/>',
                row(text("甲", 'table:number-rows-spanned="2"'), text("乙", 'table:number-columns-spanned="2"'), covered.format(1)),
                row(covered.format(1), figure("1", "1", 'office:value-type="float" table:number-columns-repeated="2"')),
                row(text("丙"), '<table:table-cell table:number-columns-repeated="16383"/>'),
                row(text("丁"), text("2"), '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16382"/>'),
                row(text("戊"), covered.format(1), text("3")),
                row('<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/>',
                    attributes='table:number-rows-repeated="1048000"'),
            ),
        )
    )  # fmt: skip
    (grid,) = document.grids
    assert [(told(one), one.row, one.column, one.row_span, one.column_span) for one in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("1", 1, 2, 1, 1),
        ("丙", 2, 0, 1, 1),
        ("", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
        ("丁", 3, 0, 1, 1),
        ("2", 3, 1, 1, 1),
        ("", 3, 2, 1, 1),
        ("戊", 4, 0, 1, 1),
        ("{merge_unclear}", 4, 1, 1, 1),
        ("3", 4, 2, 1, 1),
    ]


def test_repeated_rows_and_text_under_a_merge() -> None:
    under = '<table:covered-table-cell office:value-type="string"><text:p>9</text:p></table:covered-table-cell>'
    document = read(
        flat.ods(
            sheet(
                row(text("甲"), figure("5", "5"), attributes='table:number-rows-repeated="3"'),
                row(text("乙", 'table:number-columns-spanned="2"'), under),
            )
        )
    )
    assert cells(document) == ["甲", "5"] * 3 + ["{under_merge}乙"]
    assert document.remarks == ("sheet 表, cell A4: text hidden by a merge",)


@pytest.mark.parametrize(
    "hide",
    [
        lambda cells: row(*cells, attributes='table:visibility="collapse"'),
        lambda cells: row(*cells, attributes='table:visibility="filter"'),
        lambda cells: row(*cells, attributes='table:style-name="low"'),
        lambda cells: f'<table:table-row-group table:display="false">{row(*cells)}</table:table-row-group>',
    ],
)
def test_hidden_rows(hide: made.Reader) -> None:
    rows = (
        row(text("甲"), figure("1", "1")),
        str(hide((text("乙"), figure("2", "2")))),
        row(text("丙"), figure("3", "3")),
    )
    document = read(flat.ods(sheet(*rows), styles=STYLES))
    assert cells(document) == ["甲", "1", "乙", "{hidden}2", "丙", "3"]
    assert document.remarks == ("sheet 表: figures in hidden rows or columns are not read",)


@pytest.mark.parametrize("attributes", ['table:visibility="collapse"', 'table:style-name="thin"'])
def test_hidden_columns_and_sheets(attributes: str) -> None:
    columns = f"<table:table-columns><table:table-column/><table:table-column {attributes}/></table:table-columns>"
    visible = sheet(columns, row(text("甲"), figure("1", "1"), figure("2", "2")))
    secret = sheet(row(text("乙"), figure("9", "9")), name="藏", style="gone")
    changes = f"<table:tracked-changes>{row(figure('8', '8'))}</table:tracked-changes>"
    document = read(flat.ods(changes + visible + secret + sheet(row(text("丙"), text("丁")), name="三"), styles=STYLES))
    assert cells(document) == ["甲", "{hidden}1", "2", "丙", "丁"]
    assert "hidden sheet 藏 is not read" in document.remarks


def test_a_flat_text_is_read_as_odt_is() -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row></table:table>"
    document = read(flat.flat_open_document("text", f"<text:h>一、总体情况</text:h>{table}"))
    assert (document.format, document.metadata) == ("odt", {"title": "题"})
    assert [told(passage) for passage in document.passages] == ["一、总体情况"]
    assert cells(document) == ["5"]


WIDE = 'table:number-rows-spanned="40" table:number-columns-spanned="40"'
MANY = 'table:number-columns-repeated="999999999"'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (flat.ods(sheet(row(text("1", MANY)))), "table_too_large"),
        (flat.ods(sheet(row(text("1"), attributes='table:number-rows-repeated="999999999"'))), "table_too_large"),
        (flat.ods(sheet(row(text("1"), f"<table:table-cell {MANY}/>", text("2")))), "table_too_large"),
        (
            flat.ods(sheet(row(f'<table:table-cell table:style-name="a" {MANY}/>', text("1")))),
            "table_too_large",
        ),
        (flat.ods(sheet(row(figure("一", "1")))), "damaged"),
        (flat.ods(sheet(row(figure("nan", "1")))), "damaged"),
        (flat.ods(sheet(row(text("1"))), manifest="<manifest:encryption-data/>"), "encrypted"),
        (flat.ods(sheet(*[row(*[text("1", WIDE)] * 30)] * 30)), "table_too_large"),
        (flat.ods(sheet()), "empty"),
        (flat.ods("")[:-30], "damaged"),
        (
            made.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            "damaged",
        ),
        (flat.flat_open_document("presentation", ""), "office_format_not_readable"),
        (flat.flat_open_document("spreadsheet", sheet(row(text("1"))))[:-30], "damaged"),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read) == reason
    assert reason in declared.reasons.files


def test_a_template_is_read_too() -> None:
    assert cells(read(flat.ods(sheet(row(text("甲"), text("1"))), template=True))) == ["甲", "1"]


def test_altered_bytes_never_change_a_figure(declared: Declared) -> None:
    content = flat.ods(sheet(*(row(text("甲"), figure(str(rank), str(rank))) for rank in range(50))))
    whole = read(content)
    for document in made.altered(content, read, declared):
        assert document.grids == whole.grids


@pytest.mark.parametrize(("ending", "source"), [("ods", "StarCalc"), ("fods", "StarCalc"), ("fodt", "StarWriter")])
def test_documents_of_libreoffice(
    ending: str, source: str, tmp_path: Path, declared: Declared, transcriber: Transcriber
) -> None:
    made.compare_conversions(tmp_path, ending, read, declared, transcriber, source)

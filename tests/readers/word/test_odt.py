"""OpenDocument text: read as a person sees it, with spans, repeated and covered cells."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.readers.packages import Package
from gouji.readers.word import odt
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made.doubted import told

FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
STYLES = (
    '<style:style style:name="hid"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
    f'<style:style style:name="white"><style:text-properties {FO} fo:color="#ffffff"/></style:style>'
    f'<style:style style:name="tiny"><style:text-properties {FO} fo:font-size="1pt"/></style:style>'
    '<style:style style:name="wings"><style:text-properties style:font-name="Wingdings"/></style:style>'
    f'<style:style style:name="lit"><style:text-properties {FO} fo:color="#ffffff" fo:background-color="#1f497d"/></style:style>'
    f'<style:style style:name="dark"><style:table-cell-properties {FO} fo:background-color="#1f497d"/></style:style>'
    '<style:style style:name="heir" style:parent-style-name="hid"/>'
)


def read_odt(content: bytes) -> Document:
    return odt.read_odt(Package(content))


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def cell(content: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def texts(document: Document) -> list[str]:
    (grid,) = document.grids
    return [told(one) for one in grid.cells]


@pytest.mark.parametrize("seed", range(4))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    report = data.distinct_report(declared.forms[seed % len(declared.forms)], seed, blank_share=0.2)
    transcript = data.transcribe(read_odt(made.report_odt(report, vertical=seed == 1)), declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) == {"read", "blank"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<text:p>13<text:span>27</text:span></text:p>", "1327"),
        ("<text:p>13<text:change-start/>27<text:change-end/></text:p>", "1327"),
        ('<text:p>13<text:span text:style-name="hid">9</text:span></text:p>', "13"),
        ('<text:p text:style-name="heir">13</text:p>', ""),
        ('<text:p>13<text:span text:style-name="up">9</text:span></text:p>', "13{raised}9"),
        ('<text:p><text:span text:style-name="struck">13</text:span></text:p>', "{struck}13"),
        ('<text:p>13<text:span text:style-name="white">9</text:span></text:p>', "13{obscured}9"),
        ('<text:p>13<text:span text:style-name="tiny">9</text:span></text:p>', "13{obscured}9"),
        ('<text:p text:style-name="wings">13</text:p>', "{obscured}13"),
        ('<text:p text:style-name="lit">13</text:p>', "13"),
        (
            "<text:p><text:ruby><text:ruby-base>13</text:ruby-base><text:ruby-text>9</text:ruby-text></text:ruby></text:p>",
            "13{raised}",
        ),
        ("<text:p>13</text:p><text:p>27</text:p>", "13\n27"),
        ("<text:p>13<text:line-break/>27</text:p>", "13\n27"),
        ("<text:p>13<text:tab/>27</text:p>", "13\t27"),
        ('<text:p>13<text:s text:c="2"/>27</text:p>', "13  27"),
        ("<text:p>13\n   27</text:p>", "13 27"),
        ("<text:p>5<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p>", "5{raised}"),
        ("<text:p><text:expression>42</text:expression></text:p>", "42"),
        ("<text:p><text:expression/></text:p>", "{field_without_result}"),
        ("<text:p><draw:frame xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'/></text:p>", "{picture}"),
        ("<text:list><text:list-item><text:p>5</text:p></text:list-item></text:list>", "{list_number}\n5"),
        ("<text:p>5<office:annotation><text:p>批注</text:p></office:annotation></text:p>", "5"),
    ],
)
def test_what_is_shown_of_a_cell(content: str, text: str) -> None:
    assert texts(read_odt(made.odt(table(cell(content)), styles=STYLES))) == [text]


def test_white_text_in_a_dark_cell_is_seen() -> None:
    white = '<text:p text:style-name="white">13</text:p>'
    content = table(cell(white, 'table:style-name="dark"') + cell(white))
    assert texts(read_odt(made.odt(content, styles=STYLES))) == ["13", "{obscured}13"]


def test_the_default_style_strikes_out_what_has_no_other() -> None:
    struck = (
        '<style:default-style style:family="paragraph"><style:text-properties style:text-line-through-style="solid"/>'
    )
    content = made.odt(table(cell("<text:p>13</text:p>")), styles=f"{struck}</style:default-style>")
    assert texts(read_odt(content)) == ["{struck}13"]


DELETION = (
    '<text:tracked-changes><text:changed-region xml:id="d"><text:deletion/></text:changed-region>'
    '<text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>'
)
START, END = '<text:change-start text:change-id="{}"/>', '<text:change-end text:change-id="{}"/>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<text:p>{START.format('d')}77<text:tab/>{END.format('d')}1327</text:p>", "1327"),
        (f"<text:p>{START.format('i')}13{END.format('i')}27</text:p>", "1327"),
        (f"<text:p><text:span>{START.format('d')}77</text:span>{END.format('d')}13</text:p>", "13"),
        (f"<text:p>13{START.format('d')}27</text:p>", "13{change_unclear}"),
    ],
)
def test_deleted_text_that_is_left_in_its_place(content: str, text: str) -> None:
    assert texts(read_odt(made.odt(DELETION + table(cell(content))))) == [text]


def test_spans_covered_and_repeated_cells() -> None:
    body = table(
        cell("<text:p>甲</text:p>", 'table:number-rows-spanned="2"')
        + cell("<text:p>乙</text:p>", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>",
        "<table:covered-table-cell/>" + cell("<text:p>1</text:p>", 'table:number-columns-repeated="2"'),
    )
    document = read_odt(
        made.odt(body.replace("</table:table-row></table:table>", "</table:table-row>") + "</table:table>")
    )
    (grid,) = document.grids
    assert [(told(one), one.row, one.column, one.row_span, one.column_span) for one in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("1", 1, 2, 1, 1),
    ]


def test_a_covered_cell_that_nothing_covers_is_doubtful() -> None:
    body = table(cell("<text:p>1</text:p>") + "<table:covered-table-cell><text:p>2</text:p></table:covered-table-cell>")
    assert texts(read_odt(made.odt(body))) == ["1", "{merge_unclear}2"]


def test_deleted_and_hidden_text_and_tables_that_lay_out_the_page() -> None:
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    hidden = '<text:section text:display="none"><text:p>藏</text:p></text:section>'
    inner = table(cell("<text:p>2</text:p>"))
    outer = table(cell("<text:p>外层</text:p>" + inner))
    listed = "<text:list><text:list-item><text:p>一项</text:p></text:list-item></text:list>"
    document = read_odt(made.odt(deleted + "<text:h>标题</text:h>" + hidden + listed + outer))
    assert [told(passage) for passage in document.passages] == ["标题", "一项", "外层"]
    assert texts(document) == ["2"]
    assert document.remarks == ("a hidden section is not read",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (made.odt("", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "encrypted"),
        (made.package({"content.xml": "<a/>"}), "damaged"),
        (made.package({"mimetype": ""}), "part_missing"),
        (made.odt(table(cell("", 'table:number-columns-repeated="999999999"'))), "table_too_large"),
        (
            made.odt(table(cell("", 'table:number-rows-spanned="99999" table:number-columns-spanned="99999"'))),
            "table_too_large",
        ),
        (made.odt("").replace(b"PK", b"KP"), "damaged"),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read_odt) == reason
    assert reason in declared.reasons.files


def test_altered_bytes_never_change_a_figure(declared: Declared) -> None:
    content = made.report_odt(data.distinct_report(declared.forms[0], "altered"))
    whole = read_odt(content)
    for document in made.altered(content, read_odt, declared):
        assert document.grids == whole.grids


def test_the_real_reports(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_with_originals(shared, "odt", read_odt, declared, transcriber)


def test_documents_of_libreoffice(tmp_path: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_conversions(tmp_path, "odt", read_odt, declared, transcriber)

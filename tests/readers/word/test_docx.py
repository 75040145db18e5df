"""Word documents: every way to keep a text is read as a person sees it, or its cell is not read as a figure."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document, UnreadableError
from gouji.readers.packages import MAX_PARTS, Package, package_kind
from gouji.readers.word import docx
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made.doubted import told


def read_docx(content: bytes) -> Document:
    return docx.read_docx(Package(content))


def texts(document: Document) -> list[str]:
    """The texts of the cells of the only table."""
    (grid,) = document.grids
    return [told(cell) for cell in grid.cells]


def one_cell(content: str) -> str:
    """What is read of a cell that holds `content` (paragraphs)."""
    (text,) = texts(read_docx(made.docx(made.table([made.cell(content)]))))
    return text


@pytest.mark.parametrize("seed", range(8))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    form = declared.forms[seed % len(declared.forms)]
    report = data.distinct_report(form, seed, blank_share=0.2)
    namespace = made.STRICT if seed % 4 == 0 else made.TRANSITIONAL
    content = made.report_docx(report, data.dice(seed), vertical=seed % 3 == 0, namespace=namespace)
    transcript = data.transcribe(read_docx(content), declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) == {"read", "blank"}


@pytest.mark.parametrize("wrap", made.WRAPS)
def test_every_way_to_keep_a_figure(wrap: made.Wrap) -> None:
    assert one_cell(made.paragraph(wrap("1327"))) == "1327"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (made.paragraph(made.run("13")) + made.paragraph(made.run("27")), "13\n27"),
        (made.paragraph(made.run("13\n27")), "13\n27"),
        (made.paragraph(made.run("13"), "<w:r><w:tab/></w:r>", made.run("27")), "13\t27"),
        (made.paragraph(made.run("5"), made.run("1", '<w:vertAlign w:val="superscript"/>')), "5{raised}1"),
        (made.paragraph(made.run("5"), '<w:r><w:footnoteReference w:id="1"/></w:r>'), "5{raised}"),
        (made.paragraph(made.run("5", "<w:strike/>")), "{struck}5"),
        (made.paragraph(made.run("5", '<w:strike w:val="0"/>')), "5"),
        (made.paragraph(made.run("5", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")), "5"),
        ("<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>5</w:t></w:r></w:p>", "5"),
        # Not to be seen: white, too small, black on black, two lines in one, a font of pictures.
        (made.paragraph(made.run("48"), made.run("9", '<w:color w:val="FFFFFF"/>')), "48{obscured}9"),
        (made.paragraph(made.run("9", '<w:color w:val="auto" w:themeColor="background1"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:color w:val="FFFFFF"/><w:shd w:fill="1F497D"/>')), "9"),
        (made.paragraph(made.run("9", '<w:sz w:val="2"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:w w:val="1"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:color w:val="333333"/><w:shd w:fill="000000"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:highlight w:val="black"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:eastAsianLayout w:combine="1"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')), "{obscured}9"),
        (made.paragraph(made.run("9", '<w:rFonts w:ascii="Arial"/><w:sz w:val="21"/><w:color w:val="FF0000"/>')), "9"),
        # What a tracked change of the formatting has replaced is no more.
        (made.paragraph(made.run("9", "<w:rPrChange><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>")), "9"),
        (
            made.paragraph(
                made.run("4"),
                made.run("9", '<w:vanish/><w:rPrChange><w:rPr><w:vanish w:val="0"/></w:rPr></w:rPrChange>'),
            ),
            "4",
        ),
        (made.paragraph(f'<w:bdo w:val="rtl">{made.run("9")}</w:bdo>'), "{turned}"),
        (made.paragraph(f'<w:dir w:val="rtl">{made.run("-9")}</w:dir>'), "{turned}"),
        (made.paragraph("<w:r><w:dayLong/></w:r>"), "{picture}"),
        (
            made.paragraph(
                f"<w:r><w:ruby><w:rt>{made.run('9')}</w:rt><w:rubyBase>{made.run('48')}</w:rubyBase></w:ruby></w:r>"
            ),
            "{picture}48",
        ),
        (
            made.paragraph(
                f'<mc:AlternateContent><mc:Choice Requires="zz">{made.run("9")}</mc:Choice>'
                f"<mc:Fallback>{made.run('48')}</mc:Fallback></mc:AlternateContent>"
            ),
            "{unknown_element}",
        ),
        (made.paragraph("<w:r><w:drawing/></w:r>"), "{picture}"),
        (made.paragraph("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>"), "{picture}"),
        (made.paragraph('<w:r><w:sym w:font="Wingdings" w:char="F031"/></w:r>'), "{picture}"),
        ('<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:p>', "{list_number}"),
        (made.paragraph('<w:fldSimple w:instr=" =SUM(LEFT) "/>'), "{field_without_result}"),
        (made.paragraph("<w:unknown>" + made.run("5") + "</w:unknown>"), "{unknown_element}"),
        (made.paragraph(made.run("予以\n公开")), "予以\n公开"),
    ],
)
def test_what_is_no_plain_figure_is_not_read_as_one(content: str, text: str) -> None:
    assert one_cell(content) == text


@pytest.mark.parametrize(
    ("styles", "text"),
    [
        ("<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>", "{struck}5"),
        ('<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:vanish/></w:rPr></w:style>', ""),
        ('<w:style w:type="table" w:styleId="T"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>', "{obscured}5"),
        ('<w:style w:type="table" w:styleId="U"><w:rPr><w:strike/></w:rPr></w:style>', "5"),
    ],
)
def test_styles_that_a_paragraph_does_not_name(styles: str, text: str) -> None:
    table = made.table([made.cell("5")]).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>')
    (grid,) = read_docx(made.docx(table, styles=styles)).grids
    assert [told(cell) for cell in grid.cells] == [text]


def test_white_text_in_a_dark_cell_is_seen_and_a_row_without_height_is_not() -> None:
    white = made.paragraph(made.run("5", '<w:color w:val="FFFFFF"/>'))
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
    table = made.table(
        [made.cell(white, dark.format("1F497D")), made.cell(white, dark.format("FFFFFF")), made.cell(white)],
        [made.cell("7"), made.cell("8"), made.cell("9")],
    )
    shut = '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'
    first, second = table.rsplit("<w:tr>", 1)
    document = read_docx(made.docx(f"{first}<w:tr>{shut}{second}"))
    assert [told(cell) for cell in document.grids[0].cells] == ["5", "{obscured}5", "{obscured}5"]
    assert document.remarks == ("a table row without height is not read",)


def test_merged_cells_and_cells_left_out() -> None:
    document = read_docx(
        made.docx(
            made.table(
                [made.cell("一", '<w:vMerge w:val="restart"/>'), made.cell("二", '<w:gridSpan w:val="2"/>')],
                [made.cell("", "<w:vMerge/>"), made.cell("3"), made.cell("4")],
                ['<w:trPr><w:gridBefore w:val="1"/></w:trPr>', made.cell("5"), made.cell("6")],
                [made.cell("7", '<w:hMerge w:val="restart"/>'), made.cell("", "<w:hMerge/>"), made.cell("8")],
            )
        )
    )
    (grid,) = document.grids
    places = [(told(cell), cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]
    assert places == [
        ("一", 0, 0, 2, 1),
        ("二", 0, 1, 1, 2),
        ("3", 1, 1, 1, 1),
        ("4", 1, 2, 1, 1),
        ("5", 2, 1, 1, 1),
        ("6", 2, 2, 1, 1),
        ("7", 3, 0, 1, 2),
        ("8", 3, 2, 1, 1),
    ]
    assert grid.cells[2].locator == "table 1, row 2, column 2"


def test_a_figure_hidden_by_a_merge_makes_the_cell_doubtful() -> None:
    document = read_docx(
        made.docx(made.table([made.cell("5", '<w:vMerge w:val="restart"/>')], [made.cell("6", "<w:vMerge/>")]))
    )
    assert texts(document) == ["{under_merge}5"]
    assert document.remarks


def test_deleted_rows_and_hidden_text_are_left_out_with_a_remark() -> None:
    hidden = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="i"><w:basedOn w:val="h"/></w:style>'
    body = made.table(
        ["<w:trPr><w:del/></w:trPr>", made.cell("1")],
        [made.cell(made.paragraph(made.run("2", '<w:rStyle w:val="i"/>'), made.run("3")))],
    )
    document = read_docx(made.docx(body, styles=hidden))
    assert texts(document) == ["3"]
    assert set(document.remarks) == {"a table row deleted as a tracked change is not read", "hidden text is not read"}


def test_a_field_whose_end_was_lost_blanks_no_cell_silently() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=1</w:instrText></w:r>'
    document = read_docx(made.docx(made.table([made.cell(made.paragraph(begin)), made.cell("5")])))
    assert all(text.startswith("{field_without_result}") for text in texts(document))


def test_paragraphs_text_boxes_and_tables_that_lay_out_the_page() -> None:
    box = made.paragraph(made.run("框中")) + made.table([made.cell("1")])
    shape = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{box}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    outer = made.table([made.cell(made.paragraph(made.run("外层")) + made.table([made.cell("2")]))])
    document = read_docx(made.docx(made.paragraph(made.run("第一行\n第二行"), f"<w:r>{shape}</w:r>") + outer))
    assert [told(passage) for passage in document.passages] == ["第一行", "第二行{text_box}", "框中", "外层"]
    assert [told(cell) for grid in document.grids for cell in grid.cells] == ["1", "2"]


def test_metadata_names_no_date_of_publication(declared: Declared) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>某镇2020年年度报告</dc:title><t:created>2021-01-05T00:00:00Z</t:created></cp:coreProperties>"
    )
    metadata = read_docx(made.docx(made.paragraph(), more={"docProps/core.xml": core})).metadata
    assert metadata == {"title": "某镇2020年年度报告", "created": "2021-01-05T00:00:00Z"}
    assert not metadata.keys() & set(declared.bodies.dates.metadata)


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_docx(content)
    return caught.value.reason


def test_bombs_and_damage_are_refused(declared: Declared) -> None:
    plain = made.docx(made.paragraph(made.run("一")))
    entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    document = f'<w:document xmlns:w="{made.TRANSITIONAL}"><w:body>{{}}</w:body></w:document>'
    deep = "<w:sdt>" * 300 + "</w:sdt>" * 300
    cases = {
        "damaged": (
            plain[:-30],
            b"PK\x03\x04",
            made.docx("", more={"word/document.xml": entities + document.format("&b;")}),
        ),
        "part_too_large": (made.docx("", more={"word/document.xml": document.format(" " * 3_000_000)}),),
        "nested_too_deep": (made.docx("", more={"word/document.xml": document.format(deep)}),),
        "table_too_large": (made.docx(made.table([made.cell("1", '<w:gridSpan w:val="99999999"/>')])),),
        "part_missing": (made.package({"a.txt": "b"}),),
        "too_many_parts": (made.package({f"{rank}": "" for rank in range(MAX_PARTS + 1)}),),
        "encrypted": (made.package({"EncryptedPackage": b""}),),
    }
    for reason, contents in cases.items():
        assert [refusal(content) for content in contents] == [reason] * len(contents)
        assert reason in declared.reasons.files


def test_altered_bytes_never_change_a_figure(declared: Declared) -> None:
    content = made.report_docx(data.distinct_report(declared.forms[0], "altered"), data.dice("altered"))
    whole = read_docx(content)
    for document in made.altered(content, read_docx, declared):
        assert document.grids == whole.grids


def test_a_package_is_told_by_its_parts() -> None:
    assert package_kind(Package(made.docx(""))) == "docx"
    assert package_kind(Package(made.odt(""))) == "odt"
    assert package_kind(Package(made.package({"OFD.xml": ""}))) == "ofd"
    assert package_kind(Package(made.package({"readme.txt": ""}))) == "other"


def test_the_real_reports_in_word(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_with_originals(shared, "docx", read_docx, declared, transcriber)


def test_documents_of_libreoffice(tmp_path: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_conversions(tmp_path, "docx", read_docx, declared, transcriber)

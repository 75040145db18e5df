"""Word documents that are one XML file: read as .docx is, every way to keep a text as a person sees it."""

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.readers import read
from gouji.reports.transcribe import Transcriber
from tests.made import flat_documents as flat
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made.doubted import told

CHANGE = '<aml:annotation aml:id="1" w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'


def one_cell(content: str, styles: str = "") -> str:
    """What is read of a cell that holds `content` (paragraphs)."""
    (grid,) = read(flat.word_xml(made.table([made.cell(content)]), styles=styles)).grids
    return told(grid.cells[0])


def texts(document: Document) -> list[str]:
    (grid,) = document.grids
    return [told(cell) for cell in grid.cells]


@pytest.mark.parametrize("seed", range(8))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    report = data.distinct_report(declared.forms[seed % len(declared.forms)], seed, blank_share=0.2)
    encoding = ("utf-8", "gb18030", "utf-16")[seed % 3]
    made_of = data.dice(seed)
    content = flat.report_word_xml(report, made_of, vertical=seed % 2 == 0, encoding=encoding)
    document = read(content if seed % 4 else flat.flat_opc(made.report_docx(report, made_of)))
    assert document.format == ("word_xml" if seed % 4 else "docx")
    transcript = data.transcribe(document, declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) == {"read", "blank"}


@pytest.mark.parametrize("wrap", made.WRAPS)
def test_every_way_to_keep_a_figure(wrap: made.Wrap) -> None:
    assert one_cell(flat.older(made.paragraph(wrap("1327")))) == "1327"


FIVE = made.run("5")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (made.run("13") + CHANGE.format("Insertion", made.run("27")), "1327"),
        (made.run("13") + CHANGE.format("Deletion", "<w:r><w:delText>27</w:delText></w:r>"), "13"),
        (FIVE + CHANGE.format("Comment", made.paragraph(made.run("批注7"))), "5"),
        (f"<w:r><w:rPr>{CHANGE.format('Formatting', '<w:rPr><w:vanish/></w:rPr>')}</w:rPr><w:t>5</w:t></w:r>", "5"),
        (made.run("5", '<w:vanish w:val="on"/>'), ""),
        (made.run("5", '<w:vanish w:val="off"/>'), "5"),
        (made.run("5", '<w:vertAlign w:val="superscript"/>'), "{raised}5"),
        (made.run("5", "<w:strike/>"), "{struck}5"),
        (made.run("5", '<w:color w:val="FFFFFF"/>'), "{obscured}5"),
        (made.run("5", '<w:rFonts w:h-ansi="Wingdings"/>'), "{obscured}5"),
        (made.run("5", '<w:rFonts w:ascii="Arial" w:h-ansi="Arial"/>'), "5"),
        (made.run("5", '<w:rStyle w:val="h"/>'), ""),
        (f"<w:r><w:footnote>{made.paragraph(made.run('注'))}</w:footnote></w:r>", "{raised}"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F031"/></w:r>', "{picture}"),
        ("<w:r><w:pict><v:shape/></w:pict></w:r>", "{picture}"),
        (
            '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="3"/><wx:t wx:val="1."/></w:listPr></w:pPr>',
            "{list_number}",
        ),
        ('<w:pPr><w:listPr><w:ilfo w:val="0"/></w:listPr></w:pPr>' + FIVE, "5"),
        ('<w:fldSimple w:instr=" =SUM(LEFT) "/>', "{field_without_result}"),
        (f'<st1:place w:st="on"><st1:city>{FIVE}</st1:city></st1:place>', "5"),
        ("<ns0:amount>5</ns0:amount>", "{picture}"),
        ("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "{picture}"),
        (f"<w:hlink>{FIVE}</w:hlink>", "5"),
        (f"<wx:font/>{FIVE}<aml:annotation aml:id='2' w:type='Word.Bookmark.End'/>", "5"),
        (f"<w:unknown>{FIVE}</w:unknown>", "{unknown_element}"),
    ],
)
def test_what_is_shown_of_a_cell(content: str, text: str) -> None:
    hidden = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert one_cell(made.paragraph(content), hidden) == text


def test_spans_merges_and_deleted_rows() -> None:
    deleted = "<w:trPr>" + CHANGE.format("Deletion", "") + "</w:trPr>"
    document = read(
        flat.word_xml(
            made.table(
                [made.cell("甲", '<w:vmerge w:val="restart"/>'), made.cell("乙", '<w:gridSpan w:val="2"/>')],
                [made.cell("", "<w:vmerge/>"), made.cell("1"), made.cell("2")],
                [deleted, made.cell("丙"), made.cell("9"), made.cell("8")],
                [made.cell("丁"), made.cell("3", '<w:hmerge w:val="restart"/>'), made.cell("", "<w:hmerge/>")],
                [made.cell("戊"), made.cell("4", CHANGE.format("Deletion", "")), made.cell("5")],
            )
        )
    )
    (grid,) = document.grids
    assert [(told(one), one.row, one.column, one.row_span, one.column_span) for one in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("丁", 2, 0, 1, 1),
        ("3", 2, 1, 1, 2),
        ("戊", 3, 0, 1, 1),
        ("{merge_unclear}4", 3, 1, 1, 1),
        ("5", 3, 2, 1, 1),
    ]
    assert document.remarks == ("a table row deleted as a tracked change is not read",)


def test_sections_text_boxes_and_metadata() -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{made.table([made.cell('7')])}</w:txbxContent></v:textbox></w:pict>"
    part = f"<wx:sub-section>{made.paragraph(made.run('一、总体情况'))}<ns0:body>{made.paragraph(made.run('乙'))}</ns0:body></wx:sub-section>"
    document = read(flat.word_xml(part + made.paragraph(f"<w:r>{box}</w:r>")))
    assert [told(passage) for passage in document.passages] == ["一、总体情况", "乙", "{text_box}"]
    assert texts(document) == ["7"]
    assert document.metadata == {"title": "题", "creator": "甲"}


@pytest.mark.parametrize(
    ("encoding", "declared_as"), [("gb18030", "GB2312"), ("gb18030", "UTF-8"), ("utf-8", "gbk"), ("utf-16", "UTF-16")]
)
def test_the_encoding_is_told_by_the_bytes(encoding: str, declared_as: str) -> None:
    body = made.paragraph(made.run("政府信息公开𠮷"))
    document = read(flat.word_xml(body, encoding=encoding, declared=declared_as))
    assert [told(passage) for passage in document.passages] == ["政府信息公开𠮷"]


BODY = made.paragraph(made.run("年报"))
DOCX = made.docx(BODY)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (flat.word_xml(BODY)[:-20], "damaged"),
        (flat.flat_opc(DOCX).replace(b"/word/media/a.png", b"/word/media/" + b"a" * 70_000), "damaged"),
        (flat.word_xml(BODY).replace(b"w:body", b"w:bodi"), "damaged"),
        (flat.word_xml(BODY).replace("年".encode(), b"\x81\xff"), "damaged"),
        (flat.word_xml(CHANGE.format("Moved", BODY)), "damaged"),
        (flat.word_xml(BODY).replace(b"?><w:word", b"?><!DOCTYPE a [<!ENTITY b '1'>]><w:word"), "damaged"),
        (flat.word_xml("<w:p>" * 300 + "</w:p>" * 300), "nested_too_deep"),
        (flat.flat_opc(DOCX).replace(b"media/a.png", b"styles.xml"), "damaged"),
        (flat.flat_opc(DOCX).replace(b"AAECAwQF", b"AAECAwQ"), "damaged"),
        (flat.flat_opc(DOCX).replace(b"pkg:binaryData", b"pkg:data"), "damaged"),
        (flat.flat_opc(made.package({"a.xml": "<a/>"})), "format_not_readable"),
        (
            b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>',
            "office_format_not_readable",
        ),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read) == reason
    assert reason in declared.reasons.files


def test_a_page_that_speaks_of_wordml_is_no_word_document() -> None:
    page = '<!-- <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"> --><html><p>年报</p></html>'
    assert read(page.encode()).format == "html"


def test_many_declarations_in_front_are_told_quickly() -> None:
    assert read(b"<?a?>" * 3_000 + b"<p>1</p>").format in ("html", "text")

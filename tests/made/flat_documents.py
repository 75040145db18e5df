"""Office documents that are one XML file, made for tests: Word and Excel 2003 XML, flat OPC, OpenDocument; and .ods."""

import io
import random
import re
import zipfile
from base64 import encodebytes
from collections.abc import Sequence
from html import escape
from itertools import groupby

from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport
from tests.made import office_documents as made

_SPACES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:st1="urn:schemas-microsoft-com:office:smarttags" xmlns:ns0="urn:a"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_CHANGE = '<aml:annotation aml:id="0" aml:author="a" w:type="Word.{}"><aml:content>'
_CHANGED = "</aml:content></aml:annotation>"
# The words of .docx that Word 2003 had others for.
_OLDER = (
    (r"<w:ins\b[^>]*>", _CHANGE.format("Insertion")),
    (r"<w:del\b[^>]*>", _CHANGE.format("Deletion")),
    (r"</w:(?:ins|del)>", _CHANGED),
    (r"<w:sdt><w:sdtPr/>", "<ns0:amount>"),
    (r"<w:sdt>", "<ns0:amount>"),
    (r"</?w:sdtContent>", ""),
    (r"</w:sdt>", "</ns0:amount>"),
    (r"<w:smartTag\b[^>]*>", '<st1:chsdate w:st="on">'),
    (r"</w:smartTag>", "</st1:chsdate>"),
    (r"w:vMerge", "w:vmerge"),
)


def older(body: str) -> str:
    """The body of a .docx in the words of Word 2003 XML."""
    for modern, old in _OLDER:
        body = re.sub(modern, old, body)
    return body


def word_xml(body: str, *, styles: str = "", encoding: str = "utf-8", declared: str | None = None) -> bytes:
    """A Word 2003 XML file whose w:body is `body` (in its own words), in an encoding that it declares, or another."""
    properties = "<o:DocumentProperties><o:Title>题</o:Title><o:Author>甲</o:Author></o:DocumentProperties>"
    tree = (
        f'<?xml version="1.0" encoding="{declared or encoding}" standalone="yes"?>'
        f'<?mso-application progid="Word.Document"?><w:wordDocument {_SPACES}>{properties}<w:styles>{styles}</w:styles>'
        f"<w:docPr/><w:body><wx:sect>{body}<w:sectPr/></wx:sect></w:body></w:wordDocument>"
    )
    return tree.encode(encoding)


def report_word_xml(
    report: SampleReport, rng: random.Random, *, vertical: bool = False, encoding: str = "utf-8"
) -> bytes:
    """`report` as Word 2003 XML, each of its texts kept in another way."""
    return word_xml(older(_body(made.report_docx(report, rng, vertical=vertical))), encoding=encoding)


def _body(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        document = package.read("word/document.xml").decode()
    return document.partition("<w:body>")[2].partition("<w:sectPr/>")[0]


def flat_opc(docx: bytes) -> bytes:
    """A .docx as one XML file, its parts in it."""
    parts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            content = package.read(name).decode()
            parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>')
    picture = encodebytes(bytes(range(256))).decode()
    parts.append(f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{"".join(parts)}</pkg:package>'
    ).encode()


_OPEN_DOCUMENT = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "drawing", "config", "meta", "manifest")
) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def flat_open_document(kind: str, body: str, *, styles: str = "", settings: str = "") -> bytes:
    """An .fodt (`kind` text) or .fods (`kind` spreadsheet) file with its body and automatic styles."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document{_OPEN_DOCUMENT} office:mimetype="x">'
        f"<office:meta><dc:title>题</dc:title></office:meta><office:settings>{settings}</office:settings>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def ods(body: str, *, styles: str = "", settings: str = "", template: bool = False, manifest: str = "") -> bytes:
    """An .ods package whose office:spreadsheet is `body`."""
    content = (
        f"<office:document-content{_OPEN_DOCUMENT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "spreadsheet-template" if template else "spreadsheet"
    return made.package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "settings.xml": f"<office:document-settings{_OPEN_DOCUMENT}>{settings}</office:document-settings>",
            "META-INF/manifest.xml": f"<manifest:manifest{_OPEN_DOCUMENT}>{manifest}</manifest:manifest>",
        }
    )


def excel_xml(
    *sheets: str, styles: str = "", encoding: str = "utf-8", prefix: bool = True, declared: str | None = None
) -> bytes:
    """An Excel 2003 XML file of ss:Worksheet elements; without a prefix its own namespace is the default one."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    spaces = f'xmlns="{space}" xmlns:ss="{space}" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    tree = (
        f'<?xml version="1.0" encoding="{declared or encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n<ss:Workbook {spaces}'
        f' xmlns:html="http://www.w3.org/TR/REC-html40"><ss:Styles>{styles}</ss:Styles>{"".join(sheets)}</ss:Workbook>'
    )
    return (tree if prefix else re.sub("(</?)ss:", r"\1", tree)).encode(encoding)


def worksheet(*rows: str, name: str = "表", options: str = "") -> str:
    """A ss:Worksheet of ss:Row elements (and ss:Column elements before them)."""
    return (
        f'<ss:Worksheet ss:Name="{name}"><ss:Table>{"".join(rows)}</ss:Table>'
        f"<x:WorksheetOptions>{options}</x:WorksheetOptions></ss:Worksheet>"
    )


_NUMBERS = ("General", "#,##0", "0")
_STYLES = '<ss:Style ss:ID="Default"><ss:Font ss:FontName="宋体"/></ss:Style>' + "".join(
    f'<ss:Style ss:ID="s{rank}"><ss:NumberFormat ss:Format="{code}"/></ss:Style>' for rank, code in enumerate(_NUMBERS)
)


def report_excel_xml(report: SampleReport, rng: random.Random, *, sheets: int = 1, encoding: str = "utf-8") -> bytes:
    """`report` as Excel 2003 XML, on one sheet, or each section on one of several in turn."""
    filled: list[list[str]] = [[] for _ in range(sheets)]
    at = 0
    for part in parts(report):
        at += part.kind == "heading"
        if part.table is None:
            filled[at % sheets].append(
                f'<ss:Row><ss:Cell><ss:Data ss:Type="String">{escape(part.text)}</ss:Data></ss:Cell></ss:Row>'
            )
        else:
            filled[at % sheets] += [_sheet_row(row, rng) for row in table_rows(report, part.table)]
    made_of = (worksheet(*rows, name=f"表{rank + 1}") for rank, rows in enumerate(filled))
    return excel_xml(*made_of, styles=_STYLES, encoding=encoding, prefix=rng.random() < 0.5)


def _sheet_row(items: Sequence[Item], rng: random.Random) -> str:
    cells: list[str] = []
    following = 0
    for item in items:
        box, shown = item.box, "".join(item.lines)
        if item.continued:
            continue
        words = f' ss:Index="{box.column + 1}"' if box.column != following or rng.random() < 0.2 else ""
        words += f' ss:MergeAcross="{box.column_span - 1}"' if box.column_span > 1 else ""
        words += f' ss:MergeDown="{box.row_span - 1}"' if box.row_span > 1 else ""
        following = box.column + box.column_span
        if not shown:
            cells.append(f'<ss:Cell{words} ss:StyleID="s0"/>')
            continue
        is_number = shown.isascii() and shown.replace(".", "", 1).isdigit() and rng.random() < 0.8
        style = rng.choice((0, 1, 2)) if is_number and shown.isdigit() else 0
        data = f'<ss:Data ss:Type="{"Number" if is_number else "String"}">{escape(shown)}</ss:Data>'
        cells.append(f'<ss:Cell{words} ss:StyleID="s{style}">{data}</ss:Cell>')
    return f"<ss:Row>{''.join(cells)}</ss:Row>"


def report_open_sheets(report: SampleReport, rng: random.Random, *, is_flat: bool = False) -> bytes:
    """`report` as an OpenDocument spreadsheet of one sheet, or as one XML file of it."""
    rows: list[str] = []
    for part in parts(report):
        if part.table is None:
            rows.append(f"<table:table-row>{_open_cell(part.text, '')}</table:table-row>")
            rows.append("<table:table-row/>" if rng.random() < 0.1 else "")
        else:
            rows += [_open_row(row) for row in table_rows(report, part.table)]
    rows.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>')
    body = f'<table:table table:name="表">{"".join(rows)}</table:table>'
    return flat_open_document("spreadsheet", body) if is_flat else ods(body)


def _open_row(items: Sequence[Item]) -> str:
    """A row, equal cells beside each other as one that is repeated, and the rest of the sheet's width as another."""
    cells: list[str] = []
    for item in items:
        box = item.box
        if item.continued:
            cells += ["<table:covered-table-cell@/>"] * box.column_span
            continue
        spans = f' table:number-columns-spanned="{box.column_span}"' if box.column_span > 1 else ""
        spans += f' table:number-rows-spanned="{box.row_span}"' if box.row_span > 1 else ""
        cells.append(_open_cell("".join(item.lines), spans + "@"))
        cells += ["<table:covered-table-cell@/>"] * (box.column_span - 1)
    cells += ["<table:table-cell@/>"] * 1_000
    made_of = (
        one.replace("@", f' table:number-columns-repeated="{count}"' if count > 1 else "", 1)
        for one, count in ((one, len(list(equal))) for one, equal in groupby(cells))
    )
    return f"<table:table-row>{''.join(made_of)}</table:table-row>"


def _open_cell(shown: str, words: str) -> str:
    if not shown:
        return f'<table:table-cell table:style-name="ce1"{words}/>'
    kind = 'office:value-type="string"'
    if shown.isascii() and shown.replace(".", "", 1).isdigit():
        kind = f'office:value-type="float" office:value="{shown}"'
    return f"<table:table-cell {kind}{words}><text:p>{escape(shown)}</text:p></table:table-cell>"


def report_fodt(report: SampleReport, *, vertical: bool = False) -> bytes:
    """`report` as OpenDocument text in one XML file."""
    with zipfile.ZipFile(io.BytesIO(made.report_odt(report, vertical=vertical))) as package:
        content = package.read("content.xml").decode()
    return flat_open_document("text", content.partition("<office:text>")[2].partition("</office:text>")[0])

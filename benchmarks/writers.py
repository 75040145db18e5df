"""Web pages and Word documents as programs write them: for benchmarks that want a way that no printer of the samples has."""

import re
from collections.abc import Sequence

from samples.printers.html import html
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport
from tests.made.office_documents import cell, docx, paragraph, run

# Twentieths of a point between the margins of A4.
_TEXT_WIDTH = 9_000
# 7.5 points, so that five digits stand on one line.
_SMALL = '<w:sz w:val="15"/>'
_CELL = re.compile("<td([^>]*)><p>(.*?)</p></td>")
_WORD_CELL = (
    r"<td\1 width=87 valign=top style='width:65.2pt;border:solid windowtext 1.0pt;border-left:none;mso-border-alt:solid"
    r" windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt;height:15.6pt'><p class=MsoNormal align=center style='text-align:center;"
    r"line-height:18.0pt;mso-pagination:widow-orphan'><span lang=EN-US style='font-size:10.5pt;font-family:宋体;"
    r"mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt'>\2<o:p></o:p></span></p></td>"
)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)

# Rows of headings at the top of a table.
_HEADINGS = 3


def unmerged(report: SampleReport) -> str:
    """The web page of a report as converters write it that lose what is merged downwards: empty cells stand below."""
    tables = (
        "".join(f"<tr>{''.join(map(_unmerged, row))}</tr>" for row in table_rows(report, part.table))
        for part in parts(report)
        if part.table is not None
    )
    return _TABLE.sub(lambda _: f"<table>{next(tables)}</table>", html(report))


def _unmerged(item: Item) -> str:
    # The headings stay merged, as in the documents of LibreOffice: what is lost are the merged labels of rows.
    if item.box.column and item.box.cell is None and item.box.row < _HEADINGS:
        span = f' rowspan="{item.box.row_span}"'
        return "" if item.continued else f'<td{span} colspan="{item.box.column_span}">{item.lines[0]}</td>'
    return f'<td colspan="{item.box.column_span}">{item.lines[0]}</td>'


def styled(report: SampleReport) -> str:
    """The web page of a report as Word saves it, each cell with its styles: what most sites publish."""
    return _CELL.sub(_WORD_CELL, html(report))


def plain_docx(report: SampleReport) -> bytes:
    """`report` as Word keeps a plain one, with the width of every column: LibreOffice garbles tables without."""
    body = [
        paragraph(run(part.text)) if part.table is None else _word_table(table_rows(report, part.table))
        for part in parts(report)
    ]
    return docx("".join(body))


def _word_table(rows: Sequence[Sequence[Item]]) -> str:
    count = max(item.box.column + item.box.column_span for item in rows[0])
    width = _TEXT_WIDTH // count
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    made = "".join(f"<w:tr>{''.join(_word_cell(item, width) for item in row)}</w:tr>" for row in rows)
    columns = f'<w:gridCol w:w="{width}"/>' * count
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
    )


def _word_cell(item: Item, width: int) -> str:
    span = item.box.column_span
    merge = '<w:vMerge w:val="restart"/>' if item.box.row_span > 1 else ""
    properties = f'<w:tcW w:w="{width * span}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
    text = paragraph(run("".join(item.lines), _SMALL))
    return cell(text, properties + ("<w:vMerge/>" if item.continued else merge))

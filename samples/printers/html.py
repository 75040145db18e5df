"""A web page of a government site: the official tables with their merged cells."""

from collections.abc import Iterator
from html import escape

from gouji.declared.forms import Table
from samples.data import wording
from samples.printers.parts import Item, Part, parts, table_rows
from samples.report import SampleReport


def html(report: SampleReport, *, declared: str | None = "utf-8", pub_date: bool = True, vertical: bool = False) -> str:
    """`report` as a web page, its tables with the rowspan and colspan of the official layout.

    `declared` is the encoding that the page claims to be in (None: it claims none); whether that is true is decided
    where the text is encoded. `pub_date` gives the date of publication in a <meta name="PubDate"> too. `vertical`
    breaks the labels of narrow columns with <br>.
    """
    breaks = "vertical" if vertical else "none"
    return "\n".join((*_head(report, declared, pub_date), *_body(report, breaks), ""))


def _head(report: SampleReport, declared: str | None, pub_date: bool) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    if declared is not None:
        yield f'<meta charset="{escape(declared)}">'
    if report.title:
        yield f"<title>{escape(report.title)}</title>"
        yield f'<meta name="ArticleTitle" content="{escape(report.title)}">'
    if pub_date and report.published_on is not None:
        yield f'<meta name="PubDate" content="{report.published_on.isoformat()} 09:16">'
    yield "<style>table { border-collapse: collapse } td { border: 1px solid #000; text-align: center }</style>"
    yield "</head>"


def _body(report: SampleReport, breaks: str) -> Iterator[str]:
    chrome = wording("layouts")["chrome"]
    links = "".join(f'<li><a href="#">{escape(word)}</a></li>' for word in chrome["navigation"])
    yield "<body>"
    yield f'<div class="nav"><ul>{links}</ul></div>'
    yield '<div class="content">'
    for part in parts(report):
        yield from _part(report, part, breaks)
    yield f'<p class="tools">{escape(chrome["tools"])}</p>'
    yield "</div>"
    yield f'<div class="footer">{escape(chrome["footer"].format(organisation=report.organisation))}</div>'
    yield "</body>"
    yield "</html>"


def _part(report: SampleReport, part: Part, breaks: str) -> Iterator[str]:
    text = escape(part.text, quote=False)
    if part.table is not None:
        yield from _table(report, part.table, breaks)
    elif part.kind == "title":
        yield f"<h1>{text}</h1>"
    elif part.kind == "dateline":
        yield f'<p class="date">{text}</p>'
    elif part.kind == "heading":
        yield f"<p><strong>{text}</strong></p>"
    else:
        yield f'<p style="text-indent: 2em">{text}</p>'


def _table(report: SampleReport, table: Table, breaks: str) -> Iterator[str]:
    yield "<table>"
    yield "<tbody>"
    for row in table_rows(report, table, breaks):
        yield "<tr>"
        yield from (_cell(item) for item in row if not item.continued)
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(item: Item) -> str:
    spans = ""
    if item.box.row_span > 1:
        spans += f' rowspan="{item.box.row_span}"'
    if item.box.column_span > 1:
        spans += f' colspan="{item.box.column_span}"'
    return f"<td{spans}><p>{'<br>'.join(escape(line, quote=False) for line in item.lines)}</p></td>"

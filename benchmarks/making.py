"""Ways to make a document of a report: the printers of the samples, the small writers of the tests, office programs."""

import quopri
import random
from base64 import encodebytes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from benchmarks.printed import STYLES, page_to_print
from benchmarks.writers import plain_docx, styled, unmerged
from samples.printers import print_report
from samples.report import SampleReport
from tests.made.archives import zipped, zipped_as
from tests.made.flat_documents import flat_opc, report_excel_xml, report_fodt, report_open_sheets, report_word_xml
from tests.made.ofd_pages import ofd
from tests.made.office_documents import STRICT, report_docx, report_odt, report_xlsx
from tests.made.page_documents import lay_out
from tests.made.pdf_pages import pdf
from tests.made.rich_text import report_rtf


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is to become a document whose file is called `stem` before its ending."""

    report: SampleReport
    rng: random.Random
    stem: str


# The files of a document by what follows its stem: a saved page has a folder beside it.
Files: TypeAlias = Mapping[str, bytes]
Write: TypeAlias = Callable[[Draft], Files]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make a document. A `program` turns the file that was written into one with another `ending`.

    `options` are the words it needs for that; `filter` names what LibreOffice writes where the ending alone does not.
    """

    name: str
    ending: str
    write: Write
    program: str = ""
    options: tuple[str, ...] = ()
    filter: str = ""


_WRITER = ("--infilter=HTML (StarWriter)",)
_WORD = ("--infilter=MS Word 2007 XML",)
_CALC = ("--infilter=HTML (StarCalc)",)


def _text(layout: str, encoding: str, **options: Any) -> Write:
    return lambda draft: {".txt": print_report(draft.report, layout, encoding, **options)}


def _page(encoding: str, **options: Any) -> Write:
    return lambda draft: {".html": print_report(draft.report, "html", encoding, **options)}


def _framed(draft: Draft) -> Files:
    """A saved page that shows the report in a frame, out of the folder beside it."""
    outer = f'<html><body><p>政府信息公开</p><iframe src="{draft.stem}_files/report.html"></iframe></body></html>'
    return {".html": outer.encode(), "_files/report.html": print_report(draft.report, "html", "gb18030")}


def _mht(packing: str) -> Write:
    def write(draft: Draft) -> Files:
        page = print_report(draft.report, "html", "gb18030")
        packed = quopri.encodestring(page) if packing == "quoted-printable" else encodebytes(page)
        head = (
            'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        )
        part = f"----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {packing}\r\n\r\n"
        return {".mht": (head + part).encode() + packed + b"\r\n----B--\r\n"}

    return write


def _docx(**options: Any) -> Write:
    return lambda draft: {".docx": report_docx(draft.report, draft.rng, **options)}


def _word_xml(**options: Any) -> Write:
    return lambda draft: {".xml": report_word_xml(draft.report, draft.rng, **options)}


def _flat_opc(draft: Draft) -> Files:
    return {".xml": flat_opc(report_docx(draft.report, draft.rng, vertical=draft.rng.random() < 0.5))}


def _open_sheets(ending: str, **options: Any) -> Write:
    return lambda draft: {ending: report_open_sheets(draft.report, draft.rng, **options)}


def _fodt(draft: Draft) -> Files:
    return {".fodt": report_fodt(draft.report, vertical=draft.rng.random() < 0.5)}


def _excel_xml(**options: Any) -> Write:
    return lambda draft: {".xml": report_excel_xml(draft.report, draft.rng, **options)}


def _rtf(write: str, **options: Any) -> Write:
    return lambda draft: {".rtf": report_rtf(draft.report, draft.rng, write, **options)}


def _word(draft: Draft) -> Files:
    return {".docx": plain_docx(draft.report)}


def _odt(draft: Draft) -> Files:
    return {".odt": report_odt(draft.report, vertical=draft.rng.random() < 0.5)}


def _xlsx(sheets: int) -> Write:
    def write(draft: Draft) -> Files:
        # Figures are numbers there, without a spelling; only blanks stay.
        blanks = {address: text for address, text in draft.report.texts.items() if not text}
        return {".xlsx": report_xlsx(replace(draft.report, texts=blanks), draft.rng, sheets=sheets)}

    return write


def _pdf(draft: Draft) -> Files:
    pages = lay_out(draft.report, cut=draft.rng.random() < 0.5)
    turned = draft.rng.choice((0, 90, 180, 270))
    return {
        ".pdf": pdf(pages, thin=draft.rng.random() < 0.5, form=draft.rng.random() < 0.5, turned=turned, declared=True)
    }


def _ofd(**options: bool) -> Write:
    return lambda draft: {".ofd": ofd(lay_out(draft.report, **options), template=draft.rng.random() < 0.5)}


def _for_program(draft: Draft) -> Files:
    page = page_to_print(draft.report, draft.rng.choice(list(STYLES)), vertical=draft.rng.random() < 0.3)
    return {".html": page.encode()}


def _named_in_gbk(draft: Draft) -> Files:
    return {".zip": zipped_as({"年度报告/某镇.docx": report_docx(draft.report, draft.rng)}, "gbk")}


def _zip_in_zip(draft: Draft) -> Files:
    return {".zip": zipped({"inner.zip": zipped({"report.ofd": ofd(lay_out(draft.report))})})}


def _saved_page_in_zip(draft: Draft) -> Files:
    return {".zip": zipped({f"{draft.stem}{end}": content for end, content in _framed(draft).items()})}


WAYS = (
    Way("tabs, UTF-8", ".txt", _text("tabbed", "utf-8", around=("{}", "\u3000\u3000{}", "{}\u00a0"))),
    Way("tabs, GB18030", ".txt", _text("tabbed", "gb18030")),
    Way("tabs, vertical labels, UTF-16", ".txt", _text("tabbed_vertical", "utf-16")),
    Way("paragraphs, UTF-8 with mark", ".txt", _text("paragraphs", "utf-8-sig")),
    Way("paragraphs, GB18030", ".txt", _text("paragraphs", "gb18030")),
    Way("cells lost", ".txt", _text("flat", "utf-8")),
    Way("cells run together", ".txt", _text("run_together", "utf-8")),
    Way("plain", ".html", _page("utf-8")),
    Way("vertical labels, GB18030", ".html", _page("gb18030", vertical=True)),
    Way("UTF-8 that says gb2312", ".html", _page("utf-8", declared="gb2312")),
    Way("GB18030 that says utf-8", ".html", _page("gb18030", declared="utf-8")),
    Way("UTF-16 that says nothing", ".html", _page("utf-16", declared=None)),
    Way("broken merges", ".html", lambda draft: {".html": unmerged(draft.report).encode()}),
    Way("styled by Word", ".html", lambda draft: {".html": styled(draft.report).encode()}),
    Way("saved with a frame", ".html", _framed),
    Way("quoted-printable", ".mht", _mht("quoted-printable")),
    Way("base64", ".mht", _mht("base64")),
    Way("own writer", ".docx", _docx()),
    Way("own writer, vertical, strict", ".docx", _docx(vertical=True, namespace=STRICT)),
    Way("LibreOffice of .html", ".docx", _for_program, "soffice", _WRITER),
    Way("LibreOffice of .docx", ".docx", _word, "soffice", _WORD),
    Way("Word 2003", ".xml", _word_xml()),
    Way("Word 2003, vertical, GB18030", ".xml", _word_xml(vertical=True, encoding="gb18030")),
    Way("Word 2003 by LibreOffice of .docx", ".xml", _word, "soffice", _WORD, "xml:MS Word 2003 XML"),
    Way("flat OPC", ".xml", _flat_opc),
    Way("as Word writes it", ".rtf", _rtf("word")),
    Way("as WordPad writes it", ".rtf", _rtf("wordpad")),
    Way("Unicode", ".rtf", _rtf("unicode")),
    Way("raw bytes, vertical", ".rtf", _rtf("raw", vertical=True)),
    Way("LibreOffice of .html", ".rtf", _for_program, "soffice", _WRITER),
    Way("LibreOffice of .docx", ".rtf", _word, "soffice", _WORD),
    Way("own writer", ".odt", _odt),
    Way("LibreOffice of .html", ".odt", _for_program, "soffice", _WRITER),
    Way("own writer", ".fodt", _fodt),
    Way("LibreOffice of .html", ".fodt", _for_program, "soffice", _WRITER),
    Way("LibreOffice of .docx", ".fodt", _word, "soffice", _WORD),
    Way("openpyxl, one sheet", ".xlsx", _xlsx(1)),
    Way("openpyxl, three sheets", ".xlsx", _xlsx(3)),
    Way("LibreOffice of .html", ".xlsx", _for_program, "soffice", _CALC),
    Way("own writer", ".ods", _open_sheets(".ods")),
    Way("LibreOffice of .xlsx", ".ods", _xlsx(1), "soffice"),
    Way("LibreOffice of .xlsx, three sheets", ".ods", _xlsx(3), "soffice"),
    Way("LibreOffice of .html", ".ods", _for_program, "soffice", _CALC),
    Way("own writer", ".fods", _open_sheets(".fods", is_flat=True)),
    Way("LibreOffice of .xlsx", ".fods", _xlsx(1), "soffice"),
    Way("LibreOffice of .html", ".fods", _for_program, "soffice", _CALC),
    Way("LibreOffice of .html", ".doc", _for_program, "soffice", _WRITER),
    Way("LibreOffice of .docx", ".doc", _word, "soffice", _WORD),
    Way("LibreOffice of .xlsx", ".xls", _xlsx(1), "soffice"),
    Way("LibreOffice of .html", ".xls", _for_program, "soffice", _CALC),
    Way("Excel 2003", ".xml", _excel_xml()),
    Way("Excel 2003, three sheets, GB18030", ".xml", _excel_xml(sheets=3, encoding="gb18030")),
    Way("own writer", ".pdf", _pdf),
    Way("Chromium", ".pdf", _for_program, "chromium"),
    Way("LibreOffice of .html", ".pdf", _for_program, "soffice", _WRITER),
    Way("LibreOffice of .docx", ".pdf", _word, "soffice", _WORD),
    Way("own writer, rows cut", ".ofd", _ofd(cut=True)),
    Way("own writer, headings repeated", ".ofd", _ofd(repeat=True)),
    Way(".docx, names in GBK", ".zip", _named_in_gbk),
    Way("archive in it, with .ofd", ".zip", _zip_in_zip),
    Way("saved page in it", ".zip", _saved_page_in_zip),
)

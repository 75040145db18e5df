"""Office documents made for tests: small writers of .docx, .odt and .xlsx, and LibreOffice where it is installed."""

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared import Declared
from gouji.declared.forms import Table
from gouji.document import Document, UnreadableError
from gouji.reports.transcribe import CellReading, Transcriber
from samples.printers.html import html
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport
from tests.made import reading as data

Reader = Callable[[bytes], Document]

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN_DOCUMENT = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "drawing", "manifest")
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, *, namespace: str = TRANSITIONAL, styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A .docx whose w:body is `body` and whose style sheet holds `styles`."""
    listed = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    own = f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    spaces = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{listed}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{own}</Relationships>',
            "word/document.xml": f"<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>',
            **(more or {}),
        }
    )


def run(text: str, properties: str = "") -> str:
    """A w:r; line breaks as w:br."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{looks}{pieces}</w:r>"


def paragraph(*contents: str) -> str:
    """A w:p of runs."""
    return f"<w:p>{''.join(contents)}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    """A w:tc of text (one paragraph), or of the paragraphs that are given."""
    inner = content if content.startswith("<w:") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: Iterable[str]) -> str:
    """A w:tbl of rows of cells."""
    return "".join(("<w:tbl>", *(f"<w:tr>{''.join(row)}</w:tr>" for row in rows), "</w:tbl>"))


def _field(text: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText> =SUM(LEFT) 99 </w:instrText></w:r>"
    return mark.format("begin") + instruction + mark.format("separate") + run(text) + mark.format("end")


Wrap = Callable[[str], str]

# How Word may keep a text: whole, in pieces, inserted, beside deleted and hidden text, in a control, as a field's result.
WRAPS: tuple[Wrap, ...] = (
    run,
    run,
    lambda text: "".join(run(character) for character in text),
    lambda text: f'<w:ins w:id="1">{run(text)}</w:ins>',
    lambda text: f'<w:del w:id="2"><w:r><w:delText>77</w:delText></w:r></w:del>{run(text)}',
    lambda text: run(text) + run("88", "<w:vanish/>"),
    lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
    lambda text: f'<w:smartTag w:element="a">{run(text)}</w:smartTag>',
    lambda text: f'<w:fldSimple w:instr=" =1 ">{run(text)}</w:fldSimple>' if text else run(text),
    lambda text: _field(text) if text else run(text),
)


def report_docx(
    report: SampleReport, rng: random.Random, *, vertical: bool = False, namespace: str = TRANSITIONAL
) -> bytes:
    """`report` as a Word document, each of its texts kept in another way."""
    body: list[str] = []
    for part in parts(report):
        if part.table is None:
            body.append(paragraph(rng.choice(WRAPS)(part.text)))
        else:
            rows = table_rows(report, part.table, "vertical" if vertical else "none")
            body.append(table(*([_word_cell(item, rng) for item in row] for row in rows)))
    return docx("".join(body), namespace=namespace)


def _word_cell(item: Item, rng: random.Random) -> str:
    box, properties = item.box, ""
    if box.column_span > 1:
        properties += f'<w:gridSpan w:val="{box.column_span}"/>'
    if item.continued:
        properties += rng.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
    elif box.row_span > 1:
        properties += '<w:vMerge w:val="restart"/>'
    made = cell(paragraph(rng.choice(WRAPS)("\n".join(item.lines))), properties)
    return f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>" if rng.random() < 0.1 else made


def odt(body: str, *, styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """An .odt whose office:text is `body` and whose automatic styles are `styles`."""
    content = (
        f"<office:document-content{_OPEN_DOCUMENT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def report_odt(report: SampleReport, *, vertical: bool = False) -> bytes:
    """`report` as OpenDocument text."""
    body: list[str] = []
    for part in parts(report):
        if part.table is None:
            body.append(f"<text:p>{escape(part.text)}</text:p>")
        else:
            body.append(_open_table(report, part.table, "vertical" if vertical else "none"))
    return odt("".join(body))


def _open_table(report: SampleReport, made: Table, breaks: str) -> str:
    rows: list[str] = []
    for row in table_rows(report, made, breaks):
        cells: list[str] = []
        for item in row:
            covered = '<table:covered-table-cell table:number-columns-repeated="{}"/>'
            if item.continued:
                cells.append(covered.format(item.box.column_span))
                continue
            spans = f' table:number-columns-spanned="{item.box.column_span}" table:number-rows-spanned="{item.box.row_span}"'
            text = "<text:line-break/>".join(escape(line) for line in item.lines)
            cells.append(f"<table:table-cell{spans}><text:p>{text}</text:p></table:table-cell>")
            if item.box.column_span > 1:
                cells.append(covered.format(item.box.column_span - 1))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table>{''.join(rows)}</table:table>"


def workbook(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def report_xlsx(report: SampleReport, rng: random.Random, *, sheets: int = 1) -> bytes:
    """`report` as a workbook: all of it on one sheet, or on `sheets` sheets in turn, each section on one of them."""
    book = openpyxl.Workbook()
    pages = [book.active or book.create_sheet(), *(book.create_sheet() for _ in range(sheets - 1))]
    tops = [1] * sheets
    at = 0
    for part in parts(report):
        at += part.kind == "heading"
        page = pages[at % sheets]
        if part.table is None:
            page.cell(tops[at % sheets], 1, part.text)
            tops[at % sheets] += 1
        else:
            tops[at % sheets] += _sheet_table(page, report, part.table, tops[at % sheets], rng)
    return workbook(book)


def _sheet_table(page: Worksheet, report: SampleReport, made: Table, top: int, rng: random.Random) -> int:
    rows = table_rows(report, made)
    for rank, row in enumerate(rows):
        for item in row:
            if item.continued:
                continue
            box, text = item.box, item.lines[0]
            if box.cell is not None and text and rng.random() < 0.8:
                here = page.cell(top + rank, box.column + 1, float(text) if "." in text else int(text))
                here.number_format = rng.choice(
                    ("General", "#,##0.######", "0.0#####_ ") if "." in text else ("General", "0", "#,##0")
                )
            else:
                page.cell(top + rank, box.column + 1, text or None)
            if box.row_span > 1 or box.column_span > 1:
                page.merge_cells(
                    start_row=top + rank,
                    start_column=box.column + 1,
                    end_row=top + rank + box.row_span - 1,
                    end_column=box.column + box.column_span,
                )
    return len(rows)


def convert(pages: Mapping[str, str], target: str, folder: Path, source: str = "StarWriter") -> dict[str, bytes]:
    """Web pages by name, converted by LibreOffice in one run; skips the test where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: no document of its making to compare with")
    files: list[Path] = []
    for name, page in pages.items():
        files.append(folder / f"{name}.html")
        files[-1].write_text(page, encoding="utf-8")
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += [f"--infilter=HTML ({source})", "--convert-to", target, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603 - a program found on the path
    return {file.stem: file.with_suffix(f".{target}").read_bytes() for file in files}


def compare_conversions(
    folder: Path, target: str, reader: Reader, declared: Declared, transcriber: Transcriber, source: str = "StarWriter"
) -> None:
    """Check that every cell of reports converted by LibreOffice is read, and rightly, on each form."""
    reports = {
        f"report{rank}": data.distinct_report(declared.forms[rank % len(declared.forms)], rank, blank_share=0.2)
        for rank in range(4)
    }
    pages = {name: html(report, vertical=name == "report1") for name, report in reports.items()}
    for name, content in convert(pages, target, folder, source).items():
        transcript = data.transcribe(reader(content), declared, transcriber)
        assert not list(data.wrongs(reports[name], transcript, "", declared))
        assert set(data.tally(transcript)) == {"read", "blank"}


def compare_with_originals(
    shared: Path, ending: str, reader: Reader, declared: Declared, transcriber: Transcriber
) -> None:
    """Check that the files of `shared`/made say in each cell what the text of the same report says."""
    files = sorted((shared / "made").glob(f"*.{ending}"))
    assert files
    for file in files:
        (original,) = (shared / "reports").glob(f"{file.name[:3]}_*.txt")
        said = data.readings(data.transcribe(original.read_bytes(), declared, transcriber))
        read = data.readings(data.transcribe(reader(file.read_bytes()), declared, transcriber))
        for address, one in said.items():
            # The last cell of a file is not read where the file might have been cut off after it.
            if "last_in_file" not in (one.reading.reason, read[address].reading.reason):
                assert (file.name, address, _said(read[address])) == (file.name, address, _said(one))


def altered(content: bytes, reader: Reader, declared: Declared, times: int = 100) -> Iterator[Document]:
    """What is read of `content` with a byte altered, again and again; where it is refused, for a declared reason."""
    rng = data.dice(len(content))
    for _ in range(times):
        changed = bytearray(content)
        changed[rng.randrange(len(changed))] ^= rng.randrange(1, 256)
        document = attempt(bytes(changed), reader)
        if isinstance(document, Document):
            yield document
        else:
            assert document in declared.reasons.files


def attempt(content: bytes, reader: Reader) -> Document | str:
    """The Document, or the code of the reason why there is none."""
    try:
        return reader(content)
    except UnreadableError as error:
        return error.reason


def _said(one: CellReading) -> tuple[str, object]:
    return one.reading.status, one.reading.value

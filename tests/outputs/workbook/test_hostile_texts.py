"""No text of a report becomes a formula, a link, a code or a cut-off text without a mark."""

import html
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook

from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from gouji.outputs.workbook.paper import header_text
from gouji.outputs.workbook.pen import LONGEST_TEXT, clean_text
from tests.made import workbook as made
from tests.made.written_workbooks import TEXTS, cells_of, texts_of


def test_hostile_texts_stay_texts(jialing: Workbook) -> None:
    for text in ("=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1-1", "\t=1"):
        found = [cell for sheet in jialing.worksheets for cell in cells_of(sheet) if cell.value == text]
        assert len(found) >= 4
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    said = {text for sheet in jialing.worksheets for text in texts_of(sheet)}
    assert "#N/A" in said
    assert "http://example.org/" in said
    assert "ab" in said
    # Excel reads _x0041_ as the letter A unless the underscore is escaped.
    assert "_x005F_x0041_" in said
    assert "_x0041_" not in said


def test_a_text_too_long_for_excel_ends_with_a_mark(jialing: Workbook) -> None:
    (long,) = {text for text in texts_of(jialing[TEXTS.sheets.second]) if text.startswith("长" * 1000)}
    assert len(long) == LONGEST_TEXT
    assert long.endswith(TEXTS.cut)
    emoji = clean_text("𠮷" * 20000, TEXTS.cut)
    assert len(emoji.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert emoji.endswith(f"𠮷{TEXTS.cut}")
    assert clean_text("字" * LONGEST_TEXT, TEXTS.cut) == "字" * LONGEST_TEXT
    assert clean_text("a\r\nb\rc\ud800", "") == "a\nb\nc"


def test_a_district_cannot_smuggle_codes_into_a_header(tmp_path: Path) -> None:
    district = '&G&"Arial"&[File]R&D' + "长" * 100
    paths = write_workbooks(
        made.to_batch([made.make_sheet("甲镇", 2024, district)]), OutFolder(tmp_path), made.ALL_TEXTS
    )
    with zipfile.ZipFile(paths[district]) as archive:
        header = re.search("<oddHeader>(.*)</oddHeader>", archive.read("xl/worksheets/sheet1.xml").decode())[1]
    # openpyxl writes with lxml, which gives every Chinese character by its number.
    whole = html.unescape(header)
    said = whole.removeprefix("&L").removesuffix("&A")
    assert "&" not in said.replace("&&", "")
    assert len(whole) <= 255
    assert header_text("a\n&b") == "a &&b"

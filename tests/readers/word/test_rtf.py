"""RTF: read as a person sees it, tables by the edges of their cells; what is cut off or ambiguous is no figure."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document, Grid
from gouji.readers import read
from gouji.readers.word.rtf import read_rtf
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import reading as data
from tests.made import rich_text as rich
from tests.made.doubted import told


def texts(document: Document) -> list[str]:
    return [told(cell) for grid in document.grids for cell in grid.cells]


def one_cell(content: str) -> str:
    """What is read of the second cell of a row, which holds `content`."""
    first, second = texts(read(rich.rtf(rich.table(["甲", content]))))
    assert first == "甲"
    return second


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("write", rich.WRITES)
def test_reports_with_a_different_figure_in_each_cell(
    seed: int, write: str, declared: Declared, transcriber: Transcriber
) -> None:
    report = data.distinct_report(
        declared.forms[seed % len(declared.forms)], seed, blank_share=(0.0, 0.2, 0.5)[seed % 3]
    )
    content = rich.report_rtf(report, data.dice(seed), write, vertical=seed % 3 == 0)
    transcript = data.transcribe(read(content), declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) <= {"read", "blank"}


@pytest.mark.parametrize("wrap", rich.WRAPS)
def test_every_way_to_keep_a_figure(wrap: rich.Wrap) -> None:
    assert one_cell(wrap("1327")) == "1327"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        # Text, in every way to write it.
        (rich.unicode("政府"), "政府"),
        (r"\uc0\u55362\u57271", "𠮷"),
        (r"\uc0\u55362 5", "{unknown_character}\ufffd5"),
        (r"\uc1\u-1?5\u65535?", "5"),
        (r"\uc1\u25919?5", "政5"),
        (r"\uc1\u25919\'3f5", "政5"),
        (r"\uc2\u25919\'d5\'fe5", "政5"),
        (r"\uc2\u-26289 ??5", "\u994f5"),
        (r"\uc1\u8211\endash 5", "\u20135"),
        (r"\uc1{\uc3\u25919???}\u24220?5", "政府5"),
        (r"\uc1\u25919{5}", "政5"),
        (r"\f13\'d5\'fe\f0 5", "政5"),
        (r"{\f14\'ac\'46}5", "政5"),
        (r"\f13\'81@5", "丂5"),
        (r"\f13\'81\{5", "亄5"),
        (r"\f13\'81 5", "{unknown_character}\ufffd 5"),
        (r"13\~27\_\-", "13\u00a027\u2011"),
        (r"13\line 27", "13\n27"),
        (r"13\par 27", "13\n27"),
        ("13\\\r\n27", "13\n27"),
        (r"13\tab 27", "13\t27"),
        ("13\r\n27", "1327"),
        # What is hidden or deleted, and what only a style says.
        (r"13{\v 27}", "13"),
        (r"{\v 13}27{\v0 5}", "275"),
        (r"\v 13\plain 27", "27"),
        (r"{\deleted 13}27", "27"),
        (r"{\revised\revauth1\revdttm-2074015744 }", ""),
        (rf"\dttm{'9' * 5000} 5\{'a' * 99} 6", "56"),
        (r"{\mvf\mvauth1 13}{\mvt 27}", "27"),
        (r"\pard\intbl\s2 13", "{hidden}13"),
        (r"\pard\intbl\s2\v 13\v0 27", "27"),
        # What no figure is read through.
        (r"5{\super 1}", "5{raised}1"),
        (r"5{\up6 1}{\up0 2}", "5{raised}12"),
        (r"5{\super\nosupersub 1}", "51"),
        (r"{\strike 5}", "{struck}5"),
        (r"{\striked1 5}", "{struck}5"),
        (r"{\cs3 5}", "{struck}5"),
        # Not to be seen: white, too small, too narrow, black on black, two lines in one, a font of pictures.
        (r"48{\cf2 9}", "48{obscured}9"),
        (r"{\cf1 4}{\cf3 8}\cf2\cf0 9", "489"),
        (r"{\cs5 5}", "{obscured}5"),
        (r"48{\fs3 9}\fs2\fs21 7", "48{obscured}97"),
        (r"48{\charscalex5 9}{\charscalex80 7}", "48{obscured}97"),
        (r"{\highlight1 5}{\highlight3 7}", "{obscured}57"),
        (r"{\chcbpat1\cf1 5}", "{obscured}5"),
        (r"{\twoinone0 48}", "{obscured}48"),
        (r"{\f15 5}", "{obscured}"),
        (r"{\super\chftn{\footnote\pard\plain 注7}}5", "{raised}5"),
        (r"5{\*\shppict{\pict\pngblip 0a0b}}{\nonshppict{\pict 0a}}", "5{picture}"),
        ("{\\pict\\bin3 }}}}", "{picture}"),
        (r"{\object\objemb{\*\objdata 01}{\result 5}}", "{picture}"),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv 9}}{\shptxt \pard 7\par}}{\shprslt 8}}5", "{picture}5"),
        (r"{\*\do\dpline}5", "{picture}5"),
        (r"{\mmath{\*\moMath 5}}", "{picture}"),
        (r"{\f1 5}", "{obscured}"),
        (r"\uc1\u61490?", "{obscured}"),
        (r"{\listtext\tab 1.}5", "{list_number}5"),
        (r"\pard\intbl\ls3 5", "5{list_number}"),
        (r"\pard\intbl\ls0 5", "5"),
        (r"\pard\intbl\s4 5", "5{list_number}"),
        (r"{\pntext 1.}{\*\pn\pnlvlbody}5", "{list_number}5"),
        (r"{\field{\*\fldinst =SUM(LEFT)}{\fldrslt }}", "{field_without_result}"),
        (r"{\field{\*\fldinst =SUM(LEFT)}}", "{field_without_result}"),
        (r"{\field{\*\fldinst FORMCHECKBOX }{\fldrslt 5}}", "{form_field}5"),
        (r"{\field{\*\fldinst A {\field{\*\fldinst B}{\fldrslt 9}}}{\fldrslt 5}}", "5"),
        (r"5\chdate ", "5{field_without_result}"),
        (r"1\327", "1{unknown_element}27"),
        # What is kept at a place and not shown there.
        (r"5{\*\annotation 9}{\annotation 9}{\header 9}{\tc 9}{\*\datafield 9}", "5"),
    ],
)
def test_what_is_shown_of_a_cell(content: str, text: str) -> None:
    assert one_cell(content) == text


def test_merges_uneven_edges_and_deleted_rows() -> None:
    rows = (
        rich.row(["甲", "乙"], [900, 2700], [r"\clvmgf", ""])
        + rich.row(["", "1", "2"], [903, 1800, 2698], [r"\clvmrg", "", ""], again=True)
        + rich.row(["丙", "3", ""], [897, 1800, 2701], ["", r"\clmgf", r"\clmrg"])
        + r"\trowd\cellx900\cellx1800\cellx2700\pard\intbl{\deleted 丁\cell 9\cell 8\cell\row}"
    )
    document = read(rich.rtf(rows + rich.paragraph("后")))
    (grid,) = document.grids
    assert [(told(one), one.row, one.column, one.row_span, one.column_span) for one in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("丙", 2, 0, 1, 1),
        ("3", 2, 1, 1, 2),
    ]
    assert [told(passage) for passage in document.passages] == ["后"]


def test_hidden_text_in_merged_cells_is_marked() -> None:
    rows = rich.row(["甲", "1"], [900, 1800], ["", r"\clvmgf"]) + rich.row(["乙", "2"], [900, 1800], ["", r"\clvmrg"])
    assert texts(read(rich.rtf(rows))) == ["甲", "{under_merge}1", "乙"]
    assert texts(read(rich.rtf(rich.row(["1", "2"], [900, 1800], [r"\clmgf", r"\clmrg"])))) == ["{under_merge}1"]


@pytest.mark.parametrize("change", ["clins", "cldel", "clmrgd", "clsplit"])
def test_cells_changed_as_tracked_changes_are_marked(change: str) -> None:
    content = rich.rtf(rich.row(["甲", "1", "2"], [900, 1800, 2700], ["", rf"\{change}\{change}auth1", ""]))
    assert texts(read(content)) == ["甲", "1{merge_unclear}", "2"]


INNER = (
    r"\pard\intbl\itap2 甲\nestcell 1\nestcell{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}{\nonesttables\par}"
)


def test_tables_that_lay_out_the_page() -> None:
    outer = rf"\trowd\cellx9000\pard\intbl 外\par {INNER}{INNER.replace('1', '2')}\pard\intbl 里\cell\row "
    document = read(rich.rtf(rich.paragraph("前") + outer + rich.table(["乙", "3"]) + rich.paragraph("后")))
    shape = [told(block) if not isinstance(block, Grid) else len(block.cells) for block in document.blocks]
    assert shape == ["前", "外", 4, "里", "乙", "3", "后"]


def test_text_boxes() -> None:
    box = rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 9}}}}{{\shptxt {rich.paragraph('盒')}{rich.table(['乙', '3'])}}}}}{{\shprslt 9}}}}"
    document = read(
        rich.rtf(rich.paragraph(f"前{box}文") + rich.paragraph(r"{\header 9}\u25919\'d5\'fe{\pict 0a}") + "尾")
    )
    shape = [told(block) if not isinstance(block, Grid) else len(block.cells) for block in document.blocks]
    assert shape == ["前{picture}文", "盒", 2, "政{picture}", "尾"]
    in_cell = read(rich.rtf(rich.table(["甲", f"5{box}"])))
    assert texts(in_cell) == ["甲", "5{picture}"]
    assert in_cell.remarks == ("text boxes in table cells are not read",)


@pytest.mark.parametrize(
    "between", ["{\\*\r\n\\unknownx HID}", "{\\*\\unknownx HID}", "{\\*}", "{\\*\n}", "{\\*{}}", "{\\*\\'20}", "{\\* }"]
)
def test_a_star_ignores_its_own_group_and_no_more(between: str) -> None:
    content = rich.rtf(rich.paragraph("first") + between + r"mid \par\fs21 last\par " + rich.table(["甲", "1"]))
    *passages, grid = read_rtf(content).blocks
    assert [block.text.strip() for block in passages if not isinstance(block, Grid)] == ["first", "mid", "last"]
    assert isinstance(grid, Grid)


def test_code_pages_without_fonts() -> None:
    assert read(rb"{\rtf1\ansi\ansicpg936 \'d5\'fe\par}").passages[0].text == "政"
    assert read(rb"{\rtf1\ansi\ansicpg950 \'ac\'46\par}").passages[0].text == "政"
    assert read(rb"{\rtf1\mac \'8e\par}").passages[0].text == "é"
    assert read(rb"{\rtf1\ansi\ansicpg99999 5\'d5\par}").passages[0].text == "5\ufffd"


TABLE = rich.table(["甲", "1"], ["乙", "2"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rich.rtf(TABLE)[:-4], "damaged"),
        (rich.rtf(r"a\par \header b\par " + TABLE), "damaged"),
        (rich.rtf(r"{\stylesheet{\s7\sbasedon8 a;}{\s8\sbasedon7 b;}}" + TABLE), "damaged"),
        (rich.rtf(r"a\par \*\unknownx b\par " + TABLE), "damaged"),
        (rich.rtf(r"a\par \stylesheet b\par " + TABLE), "damaged"),
        (rich.rtf(TABLE).replace(b"\\row", b"\\raw", 1), "damaged"),
        (rich.rtf(TABLE).replace(b"\\cell ", b"\\call ", 1), "damaged"),
        (rich.rtf(TABLE).replace(b"\\intbl", b"\\intbi", 1), "damaged"),
        (rich.rtf(TABLE).replace(b"\\cellx1800", b"\\cellx900", 1), "damaged"),
        (rich.rtf(TABLE + "}" + TABLE), "damaged"),
        (rich.rtf(TABLE + "{"), "damaged"),
        (rich.rtf(TABLE + "\\'zz"), "damaged"),
        (rich.rtf(TABLE + "\0" * 20 + "1"), "damaged"),
        (rich.rtf(r"{\pict\bin999 0}"), "damaged"),
        (rich.rtf(rich.paragraph("\\f13\r\n")).replace(b"\\f13\r\n", b"\\f13 \x81{}"), "damaged"),
        (rich.rtf(rich.row(["甲", "1"], [900, 1800]) + r"\pard\intbl 乙\cell"), "damaged"),
        (rich.rtf(INNER.replace(r"\itap2", "")), "damaged"),
        (rich.rtf("{" * 600 + "}" * 600), "nested_too_deep"),
        (rich.rtf(r"\pard\intbl\itap99 1\par"), "nested_too_deep"),
        (rich.rtf(""), "empty"),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read) == reason
    assert reason in declared.reasons.files


def test_altered_bytes_lead_to_a_document_or_a_reason(declared: Declared) -> None:
    content = rich.report_rtf(data.distinct_report(declared.forms[0], "altered"), data.dice("altered"), "word")
    assert sum(1 for _ in made.altered(content, read_rtf, declared, times=60))


def test_documents_of_libreoffice(tmp_path: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_conversions(tmp_path, "rtf", read_rtf, declared, transcriber)

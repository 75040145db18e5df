"""Files that unpack or expand to far more than they are, are refused with their reason."""

from pathlib import Path

import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.chunks import frame_chunk
from gouji.workers import Workers
from samples.printers import print_report
from tests.made.archives import zipped
from tests.made.flat_documents import excel_xml, ods, word_xml, worksheet
from tests.made.hostile_batches import DOCUMENT, apart, clean, outcomes, word, write
from tests.made.office_documents import odt

ENTITIES = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("deep.html", b"<html><body>" + b"<div>" * 100_000, "标签嵌套超过 1000 层"),
        ("deep_tables.html", b"<table><tr><td>" * 100_000, "标签嵌套超过 1000 层"),
        ("wide.html", b"<table><tr><td colspan=999999999>1</td></tr></table>", "表格超过 100000 格"),
        (
            "many.html",
            b"<table>" + b"<tr><td rowspan=0 colspan=2000>1</td>" * 2_000 + b"</table>",
            "表格超过 100000 格",
        ),
        ("bomb.docx", word(b"<w:t>" + b" " * 70_000_000), "压缩比异常"),
        ("deep.docx", word(DOCUMENT.format("<w:p>" * 100_000)), "嵌套"),
        ("entities.docx", word(f"{ENTITIES}]>{DOCUMENT.format('&i;')}"), "文件已损坏"),
        (
            "external.docx",
            word(f'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>{DOCUMENT.format("&x;")}'),
            "has a DTD",
        ),
        ("cut.odt", odt("")[:-30], "文件已损坏"),
        ("deep.xml", word_xml("<w:p>" * 100_000 + "</w:p>" * 100_000), "嵌套"),
        ("entities.doc", word_xml("").replace(b"<w:word", f"{ENTITIES}]><w:word".encode()), "has a DTD"),
        ("deep.rtf", b"{\\rtf1" + b"{" * 1_000_000, "嵌套"),
        ("wide.rtf", b"{\\rtf1\\trowd" + b"\\cellx1" * 1_000_000 + b"\\row}", "文件已损坏"),
        (
            "wide.ods",
            ods(
                '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
            ),
            "表格超过 100000 格",
        ),
        (
            "wide.xls",
            excel_xml(worksheet('<ss:Row><ss:Cell ss:MergeAcross="99999999"/></ss:Row>')),
            "表格超过 100000 格",
        ),
        ("bomb.zip", zipped({"bomb.txt": b"\0" * 15_000_000}), "压缩比异常"),
        ("nested.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d": b""})})})}), "嵌套超过2层"),
    ],
)
def test_a_bomb_is_refused_with_its_reason(
    declared: Declared, workers: Workers, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    taken = take_in([write(tmp_path, {name: content})], workers=workers).taken
    frames = frame_chunk(taken, declared, NO_ROSTER, workers)
    assert [(status, words in reason) for status, reason in outcomes(frames).values()] == [("unreadable", True)]


def test_a_row_span_beyond_its_table_ends_with_it(declared: Declared, workers: Workers, tmp_path: Path) -> None:
    """No bomb: browsers cut the span at the end of the table, and so does the reading, figures and all."""
    page = print_report(clean(declared), "html").decode()
    last = page.rindex("<td", 0, page.rindex("</table>"))
    spanned = f'{page[:last]}<td rowspan="999999999"{page[last + 3 :]}'
    plain = apart(write(tmp_path / "1", {"a.html": page.encode()}), declared, workers)
    frames = apart(write(tmp_path / "2", {"a.html": spanned.encode()}), declared, workers)
    assert outcomes(frames) == {"a.html": ("audited", "")}
    assert frames.cells.drop("report_id").equals(plain.cells.drop("report_id"))

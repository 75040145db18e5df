"""Files made to harm: each has a stated outcome, costs itself alone, and reaches nothing outside itself."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.judging.batch import together
from gouji.reports.chunks import frame_chunk, read_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames
from gouji.reports.understanding import read_file
from gouji.workers import Workers
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.archives import zipped
from tests.made.flat_documents import excel_xml, ods, report_excel_xml, report_word_xml, word_xml, worksheet
from tests.made.hostile_work import rows_or_die
from tests.made.office_documents import docx, odt, package, paragraph, report_docx, report_odt, report_xlsx, run
from tests.made.rich_text import report_rtf, rtf

ROOT = Path(__file__).resolve().parents[2]
FRAMES = ("reports", "cells", "leftovers", "claims", "facts")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def outcomes(frames: BatchFrames) -> dict[str, tuple[str, str]]:
    """Name of a file in its folder -> status and reason."""
    rows = frames.reports.select("file", "status", pl.col("reason").fill_null("")).iter_rows()
    return {file.partition("/")[2]: (status, reason) for file, status, reason in rows}


def clean(declared: Declared, body: str = "云岭县财政局", seed: int = 1) -> SampleReport:
    return sample_report(declared.forms[-1], random.Random(seed), organisation=body, year=2023)  # noqa: S311


# In workers as in this process


def plainly(source: Path, declared: Declared) -> BatchFrames:
    return together([transcribe_chunk(read_chunk(take_in([source]).taken, declared), declared, NO_ROSTER)], declared)


def apart(source: Path, declared: Declared, workers: Workers) -> BatchFrames:
    taken = take_in([source], workers=workers).taken
    chunks = [taken[start : start + 7] for start in range(0, len(taken), 7)]
    return together([frame_chunk(chunk, declared, NO_ROSTER, workers) for chunk in chunks], declared)


def assert_the_same(source: Path, declared: Declared, workers: Workers) -> BatchFrames:
    plain, isolated = plainly(source, declared), apart(source, declared, workers)
    for name in FRAMES:
        assert getattr(plain, name).equals(getattr(isolated, name)), name
    return isolated


def test_a_mixed_batch_is_read_as_in_this_process(declared: Declared, workers: Workers, tmp_path: Path) -> None:
    report, rng = clean(declared), random.Random(2)  # noqa: S311
    files = {path.name: path.read_bytes() for path in (ROOT / "samples" / "batch").rglob("*.*")}
    files |= {
        "a.docx": report_docx(report, rng),
        "a.odt": report_odt(report),
        "a.xlsx": report_xlsx(report, rng),
        "b.doc": report_word_xml(report, rng, vertical=True),
        "c.doc": report_rtf(report, rng, "word"),
        "b.xls": report_excel_xml(report, rng),
        "copy.odt": report_odt(report),
        "empty.txt": b"",
        "notes.md": "# 说明\n".encode(),
        "picture.png": b"\x89PNG\r\n\x1a\n" * 9,
        "deep.html": b"<div>" * 3_000,
    }
    found = outcomes(assert_the_same(write(tmp_path, files), declared, workers))
    assert len(found) == len(files)
    assert [found[name][0] for name in ("a.docx", "a.odt", "a.xlsx", "b.doc", "c.doc", "b.xls")] == ["audited"] * 6
    assert found["copy.odt"][0] == "duplicate"


def test_the_made_documents_are_read_as_in_this_process(shared: Path, declared: Declared, workers: Workers) -> None:
    found = outcomes(assert_the_same(shared / "made", declared, workers))
    assert sum(status == "audited" for status, _ in found.values()) >= 80


# What a file does to its worker


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_crash_a_hang_and_a_glut_cost_a_file_each_and_are_reported(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.reports.chunks._rows_of_one", rows_or_die)
    # Whatever else the machine does, only the file that hangs runs out of time.
    monkeypatch.setattr("gouji.reports.chunks.seconds_for", lambda taken: 8.0 if "hang" in taken.file.name else 120.0)
    bodies = ["云岭县财政局", "云岭县水利局", "云岭县民政局", "云岭县教育局"]
    files = {
        f"云岭县/{rank}{body}.html": print_report(clean(declared, body), "html") for rank, body in enumerate(bodies)
    }
    files |= {
        "云岭县/1crash.txt": b"segfault 0",
        "云岭县/2hang.txt": b"hang 0",
        "云岭县/3big.txt": b"allocate 9000000000",
    }
    outcome = audit([write(tmp_path / "in", files)], tmp_path / "out", "批", declared, NO_ROSTER, lambda *_: None)
    assert outcome.exit_code == 1
    assert outcome.audited is not None
    found = outcomes(outcome.audited.frames)
    assert {name: found[f"云岭县/{name}.txt"] for name in ("1crash", "2hang", "3big")} == {
        "1crash": ("unreadable", "读取时程序中断（SIGSEGV），文件可能已损坏或含有恶意内容"),
        "2hang": ("unreadable", "读取超过 8 秒，已停止"),
        "3big": ("unreadable", "读取所需内存超过 2000 MB，已停止"),
    }
    assert sum(status == "audited" for status, _ in found.values()) == len(bodies)
    assert outcome.audited.frames.cells.height == 200 * len(bodies)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "云岭县.xlsx")["待核对"]
    said = {str(value) for row in sheet.iter_rows(values_only=True) for value in row}
    assert {found[f"云岭县/{name}.txt"][1] for name in ("1crash", "2hang", "3big")} <= said


# Bombs

ENTITIES = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
WORD = {"[Content_Types].xml": "<Types/>"}


def word(document: str | bytes) -> bytes:
    return package({**WORD, "word/document.xml": document})


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


# Nothing outside is reached

REMOTE = "http://127.0.0.1:9"


def reaching(declared: Declared) -> dict[str, bytes]:
    """Reports with everything in them that names something elsewhere."""
    report = clean(declared)
    page = print_report(report, "html").decode()
    links = (
        f'<base href="{REMOTE}/"><link rel="stylesheet" href="{REMOTE}/a.css"><script src="{REMOTE}/a.js"></script>'
        f'<meta http-equiv="refresh" content="0;url={REMOTE}"><img src="{REMOTE}/a.png"><img src="//127.0.0.1/a.png">'
        f'<iframe src="{REMOTE}/a.html"></iframe><object data="{REMOTE}/a.pdf"></object><video src="{REMOTE}/a.mp4">'
        '<iframe src="file:///etc/passwd"></iframe><embed src="ftp://127.0.0.1/a">'
    )
    page = page.replace("<body>", f"<body>{links}")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="x{rank}" Type="{office}/{kind}" Target="{REMOTE}/{kind}" TargetMode="External"/>'
        for rank, kind in enumerate(("attachedTemplate", "image", "oleObject", "frame", "styles", "hyperlink"))
    )
    listed = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    linked = docx(
        paragraph(run("年报")), more={"word/_rels/settings.xml.rels": listed, "word/_rels/document.xml.rels": listed}
    )
    remote_dtd = f'<!DOCTYPE b SYSTEM "{REMOTE}/a.dtd" [<!ENTITY % x SYSTEM "{REMOTE}/b.dtd">%x;]>'
    return {
        "page.html": page.encode(),
        "page.mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page.encode(),
        "page.xhtml": f'<?xml version="1.0"?>{remote_dtd}{page}'.encode(),
        "linked.docx": linked,
        "dtd.docx": word(remote_dtd + DOCUMENT.format("")),
        "linked.odt": odt(
            f'<text:p>年报</text:p><draw:image xmlns:draw="x" xmlns:xlink="y" xlink:href="{REMOTE}/a.png"/>'
        ),
        "linked.rtf": rtf(
            rf'{{\*\template {REMOTE}/a.dot}}{{\field{{\*\fldinst INCLUDEPICTURE "{REMOTE}/a.png"}}{{\fldrslt }}}}\pard 年报\par'
        ),
        "linked.xml": word_xml(
            paragraph(
                run("年报") + f'<w:r><w:pict><v:shape><v:imagedata src="{REMOTE}/a.png"/></v:shape></w:pict></w:r>'
            )
        ),
        "batch.zip": zipped({"in.html": page.encode() + b" "}),
    }


def test_no_connection_is_attempted(declared: Declared, workers: Workers, tmp_path: Path) -> None:
    """In this process, where a hook hears of every attempt; in a worker no attempt could succeed."""
    taken = take_in([write(tmp_path, reaching(declared))], workers=workers).taken
    assert len(taken) == 9
    heard: list[str] = []
    listening = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event.split(".")[0] in ("socket", "urllib", "subprocess", "http", "ftplib"):
            heard.append(event)
        if listening and event == "open" and not str(arguments[0]).startswith((str(tmp_path), str(workers.folder))):
            heard.append(f"open {arguments[0]}")

    # The readers' own modules and data are opened once; only then is what they open the files' doing.
    for one in taken:
        read_file(one, declared)
    sys.addaudithook(hook)
    try:
        results = [read_file(one, declared) for one in taken]
    finally:
        listening = False
    assert heard == []
    read = {one.taken.file.path.suffix or "member" for one in results if one.document is not None}
    assert read == {".html", ".mht", ".xhtml", ".docx", ".odt", ".rtf", ".xml", "member"}


def test_remote_parts_change_no_figure(declared: Declared, workers: Workers, tmp_path: Path) -> None:
    frames = apart(write(tmp_path, reaching(declared)), declared, workers)
    expected = {cell: figure for cell, figure in clean(declared).figures.items() if figure is not None}
    for name in ("page.html", "page.mht", "page.xhtml", "batch.zip/in.html"):
        (row,) = frames.reports.filter(pl.col("file").str.ends_with(name)).iter_rows(named=True)
        cells = frames.cells.filter(report_id=row["report_id"])
        read = {f"{one['table']}.{one['row']}.{one['column']}": one["value"] for one in cells.iter_rows(named=True)}
        assert {cell: read[cell] for cell in expected} == expected, name


def test_every_reason_has_its_sentence(declared: Declared) -> None:
    told = declared.reasons.files
    for reason, details in {
        "too_slow": {"limit": 60},
        "too_much_memory": {"limit": 2000},
        "worker_crashed": {"problem": "SIGSEGV"},
        "archive_damaged": {"problem": "x"},
        "archive_too_deep": {"limit": 2},
        "archive_too_large": {"limit": "400 MB"},
        "archive_member_too_large": {"limit": 20},
        "archive_needs_libarchive": {},
    }.items():
        assert reason in told
        assert "{" not in declared.reasons.of_file(reason, details)

"""No file makes a reader open a connection, and remote parts change no figure."""

import sys
from pathlib import Path

import polars as pl

from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.understanding import read_file
from gouji.workers import Workers
from samples.printers import print_report
from tests.made.archives import zipped
from tests.made.flat_documents import word_xml
from tests.made.hostile_batches import DOCUMENT, apart, clean, word, write
from tests.made.office_documents import docx, odt, paragraph, run
from tests.made.rich_text import rtf

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

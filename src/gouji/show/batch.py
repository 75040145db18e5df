"""The pages of one file, and of the reports of a batch in which something is to be settled."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from gouji.batch_frames import BatchFrames, to_frames
from gouji.declared import Declared
from gouji.intake import Taken, take_in
from gouji.reports import ReadFile, read_file, understand
from gouji.roster import NO_ROSTER
from gouji.show.page import WITH_PAGES, Drawer, Shown
from gouji.transcribe import Transcriber

# The folder of the pages beside the workbooks, which lead to them by relative links.
PAGES = "show"
# A page takes some 60 KB, of a PDF some 500 KB; drawing one costs as much as reading its report again.
MOST_PAGES = 500
MOST_BYTES = 300_000_000


def show_file(file: Path, declared: Declared) -> tuple[str, str]:
    """The page of one file, and the status of its report."""
    (taken,) = take_in([file]).taken
    read = read_file(taken)
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    report = understand(read, declared, transcriber, NO_ROSTER)
    frames = to_frames([report], declared)
    (row,) = frames.reports.to_dicts()
    page = Drawer(declared).page(_shown(row, frames.cells.to_dicts(), frames.leftovers.to_dicts(), read))
    return page, report.status


def write_pages(taken: Iterable[Taken], frames: BatchFrames, declared: Declared, out: Path) -> dict[str, bool]:
    """Write a page into `out`/show for each report of a batch in which something is to be settled.

    That is a cell that could not be read, a text without a place, or a report that could be read and not audited. The
    file is read again, since a batch keeps no Documents. Returns for each such report, by its id, whether it has a page:
    none has one beyond MOST_PAGES and MOST_BYTES, nor where its file has changed since.
    """
    folder = out / PAGES
    for stale in folder.glob("*.html"):
        # Of an earlier run into the same folder.
        stale.unlink()
    rows = _to_settle(frames)
    if not rows:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    files = {one.report_id: one for one in taken}
    written = {row["report_id"]: False for row in rows}
    cells, leftovers = _by_report(frames.cells, written), _by_report(frames.leftovers, written)
    drawer = Drawer(declared)
    size = 0
    for row in rows[:MOST_PAGES]:
        report_id = row["report_id"]
        if size >= MOST_BYTES:
            break
        page = _page(drawer, row, cells.get(report_id, []), leftovers.get(report_id, []), files[report_id])
        if page is not None:
            (folder / f"{report_id}.html").write_bytes(page)
            written[report_id] = True
            size += len(page)
    return written


def _to_settle(frames: BatchFrames) -> list[dict[str, Any]]:
    """The reports with something to settle, in the order of the batch.

    A file of which nothing could be read is not among them: a page would say no more than the workbook, and what made
    a reader fail once is not to be read again here.
    """
    doubtful = [
        *frames.cells.filter(pl.col("status") == "unreadable").get_column("report_id").unique(maintain_order=True),
        *frames.leftovers.get_column("report_id").unique(maintain_order=True),
    ]
    refused = (pl.col("status") == "unreadable") & (pl.col("title").is_not_null() | (pl.col("sections").list.len() > 0))
    audited = (pl.col("status") == "audited") & pl.col("report_id").is_in(doubtful)
    return frames.reports.filter(audited | refused).to_dicts()


def _by_report(frame: pl.DataFrame, wanted: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in frame.filter(pl.col("report_id").is_in(list(wanted))).iter_rows(named=True):
        rows.setdefault(row["report_id"], []).append(row)
    return rows


def _page(
    drawer: Drawer,
    row: dict[str, Any],
    cells: Sequence[dict[str, Any]],
    leftovers: Sequence[dict[str, Any]],
    taken: Taken,
) -> bytes | None:
    read = read_file(taken)
    if read.document is None:
        # Changed or gone since it was audited.
        return None
    return drawer.page(_shown(row, cells, leftovers, read)).encode()


def _shown(
    row: dict[str, Any], cells: Sequence[dict[str, Any]], leftovers: Sequence[dict[str, Any]], read: ReadFile
) -> Shown:
    # Only pages are drawn from the bytes again.
    content = read.taken.file.path.read_bytes() if read.document and read.document.format in WITH_PAGES else b""
    return Shown(row, cells, leftovers, read.document, content)

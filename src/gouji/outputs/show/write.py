"""The pages of one file, and of the reports of a batch in which something is to be settled."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.frames.faults import Fault
from gouji.intake import Taken, take_in
from gouji.outputs.folder import OutFolder
from gouji.outputs.show.report_page import WITH_PAGES, Drawer, Shown
from gouji.reports.chunks import seconds_for
from gouji.reports.frames import BatchFrames, to_frames
from gouji.reports.rows import to_rows
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import ReadFile, read_file, understand
from gouji.workers import Lost, Workers

# The folder of the pages beside the workbooks, which lead to them by relative links.
PAGES = "show"
# A page takes some 60 KB, of a PDF some 500 KB; drawing one costs as much as reading its report again.
MOST_PAGES = 500
MOST_BYTES = 300_000_000

# As many jobs go out before their size is looked at.
_JOBS = 50


class NotOneFileError(ValueError):
    """An archive of several files, of which one page cannot be drawn."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One page to draw: the rows of the report in REPORTS, CELLS and LEFTOVERS, and its file."""

    row: dict[str, Any]
    cells: Sequence[dict[str, Any]]
    leftovers: Sequence[dict[str, Any]]
    taken: Taken


def show_file(file: Path, declared: Declared) -> tuple[str, str]:
    """The page of one file, and the status of its report; read and drawn in a worker, as in a batch.

    Raises NotOneFileError for an archive that holds more than one file.
    """
    with Workers() as workers:
        taken = take_in([file], workers=workers).taken
        if len(taken) != 1:
            raise NotOneFileError(f"{file} holds {len(taken)} files; unpack it and show one of them")
        (shown,) = workers.map(functools.partial(draw_file, declared=declared), taken, seconds_for)
        if isinstance(shown, Lost):
            # Nothing of the file can be shown; the page says why.
            return _read_and_drawn(ReadFile(taken[0], None, shown.reason, shown.details), declared)
        return shown


def write_pages(
    taken: Iterable[Taken],
    frames: BatchFrames,
    declared: Declared,
    out: OutFolder,
    workers: Workers,
    faults: list[Fault] | None = None,
) -> dict[str, bool]:
    """Write a page into `out`/show for each report of a batch in which something is to be settled.

    That is a cell that could not be read, a text without a place, or a report that could be read and not audited. The
    file is read again by `workers`, since a batch keeps no Documents. Returns for each such report, by its id, whether it
    has a page: none has one beyond MOST_PAGES and MOST_BYTES, nor where its file has changed since, nor where something
    that is not ours lies in its place, to which the workbook would lead. A report whose page our code stumbled over has
    none either, and is added to `faults`.
    """
    rows = _to_settle(frames)
    if not rows:
        return {}
    files = {one.report_id: one for one in taken}
    written = {row["report_id"]: False for row in rows}
    cells, leftovers = _by_report(frames.cells, written), _by_report(frames.leftovers, written)
    jobs = [
        _Job(row, cells.get(row["report_id"], []), leftovers.get(row["report_id"], []), files[row["report_id"]])
        for row in rows[:MOST_PAGES]
    ]
    work = functools.partial(_draw, declared=declared)
    size = 0
    for start in range(0, len(jobs), _JOBS):
        some = jobs[start : start + _JOBS]
        for job, page in zip(some, workers.map(work, some, _seconds_for), strict=True):
            if isinstance(page, bytes) and size < MOST_BYTES:
                name = f"{PAGES}/{job.row['report_id']}.html"
                # Drawn again by the next run, should the machine stop now.
                written[job.row["report_id"]] = out.put(name, page, durable=False) == out.folder / name
                size += len(page)
            elif isinstance(page, Lost) and faults is not None:
                problem = ", ".join(str(detail) for _, detail in page.details).removeprefix(f"{page.error}: ")
                faults.append(
                    Fault("page", "report", job.row["report_id"], page.error or page.reason, problem, page.trace)
                )
        if size >= MOST_BYTES:
            break
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


def _seconds_for(job: _Job) -> float:
    return seconds_for(job.taken)


def _draw(job: _Job, declared: Declared) -> bytes | None:
    """The page of one report of a batch; None where its file has changed or gone since it was audited."""
    read = read_file(job.taken, declared)
    if read.document is None:
        return None
    return _drawer(declared).page(_shown(job.row, job.cells, job.leftovers, read)).encode()


def draw_file(taken: Taken, declared: Declared) -> tuple[str, str]:
    """Page and status of one file, read and drawn in this process: the work of `show_file`."""
    return _read_and_drawn(read_file(taken, declared), declared)


def _read_and_drawn(read: ReadFile, declared: Declared) -> tuple[str, str]:
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    report = understand(read, declared, transcriber, NO_ROSTER)
    frames = to_frames([to_rows(report, declared)], declared)
    (row,) = frames.reports.to_dicts()
    page = _drawer(declared).page(_shown(row, frames.cells.to_dicts(), frames.leftovers.to_dicts(), read))
    return page, report.status


# One for each set of declarations, which a process seldom has two of: its template and words are costly to make.
_DRAWERS: dict[str, Drawer] = {}


def _drawer(declared: Declared) -> Drawer:
    key = declared.hashes["all"]
    if key not in _DRAWERS:
        _DRAWERS[key] = Drawer(declared)
    return _DRAWERS[key]


def _shown(
    row: dict[str, Any], cells: Sequence[dict[str, Any]], leftovers: Sequence[dict[str, Any]], read: ReadFile
) -> Shown:
    # Only pages are drawn from the bytes again.
    content = read.taken.file.path.read_bytes() if read.document and read.document.format in WITH_PAGES else b""
    return Shown(row, cells, leftovers, read.document, content)

"""Read and transcribe a chunk of files, each in a worker of its own."""

import functools
import os
from collections.abc import Sequence
from dataclasses import replace

from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.frames.faults import CONTAINED, Fault, apart, fault, require_room
from gouji.intake import Taken
from gouji.readers import may_be_recognised
from gouji.reports.frames import BatchFrames, joined, to_frames
from gouji.reports.rows import ReportRows, to_rows
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import ReadFile, Report, read_file, understand
from gouji.workers import Lost, Workers

# A report takes 20 ms, the slowest that is known (a scan of many pages) some seconds, on a slow machine ten times that.
FILE_SECONDS = 60.0

# A page of a scan takes 2 to 10 s to be recognised, and a report has some four.
SCAN_SECONDS = 300.0

# Bytes in which a file says what it is: at its end the list of the parts of a package, 100 bytes for each.
_HEAD, _TAIL = 1100, 65_536


def frame_chunk(chunk: Sequence[Taken], declared: Declared, roster: Roster, workers: Workers) -> BatchFrames:
    """Read and transcribe a chunk of files into frames, each file in a worker, which it alone can cost.

    The rows of one file are what comes back: they pickle in a fraction of the time that its Transcript takes.
    """
    transcriber = _transcriber(declared)
    work = functools.partial(_rows_of_one, declared=declared, transcriber=transcriber, roster=roster)
    rows = [
        (taken, _rows_of_lost(taken, result, declared, transcriber, roster) if isinstance(result, Lost) else result)
        for taken, result in zip(chunk, workers.map(work, chunk, seconds_for), strict=True)
    ]

    def unfit(item: tuple[Taken, ReportRows], error: BaseException) -> BatchFrames:
        found = fault("read", "report", item[0].report_id, error)
        return to_frames([_rows_of_fault(item[0], found, declared)], declared)

    parts = apart(rows, lambda some: to_frames([one for _, one in some], declared), unfit)
    return parts[0] if len(parts) == 1 else joined(parts)


def seconds_for(taken: Taken) -> float:
    """How long a worker may take over a file."""
    try:
        with taken.file.path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(-min(_TAIL, taken.file.path.stat().st_size), os.SEEK_END)
            return SCAN_SECONDS if may_be_recognised(head, stream.read()) else FILE_SECONDS
    except OSError:
        # Whoever reads it says what is wrong.
        return FILE_SECONDS


def report_chunk(chunk: Sequence[Taken], declared: Declared, roster: Roster, workers: Workers) -> list[Report]:
    """Read and understand a chunk of files as `frame_chunk` does, for showing them to a person."""
    transcriber = _transcriber(declared)
    work = functools.partial(_report_one, declared=declared, transcriber=transcriber, roster=roster)
    return [
        understand(_lost(taken, result), declared, transcriber, roster) if isinstance(result, Lost) else result
        for taken, result in zip(chunk, workers.map(work, chunk, seconds_for), strict=True)
    ]


def _report_one(taken: Taken, declared: Declared, transcriber: Transcriber, roster: Roster) -> Report:
    return understand(read_file(taken, declared), declared, transcriber, roster)


def _rows_of_one(taken: Taken, declared: Declared, transcriber: Transcriber, roster: Roster) -> ReportRows:
    return _rows(read_file(taken, declared), declared, transcriber, roster)


def _rows(read: ReadFile, declared: Declared, transcriber: Transcriber, roster: Roster) -> ReportRows:
    rows = to_rows(understand(read, declared, transcriber, roster), declared)
    if not read.trace:
        return rows
    problem = str(dict(read.details)["problem"]).removeprefix(f"{read.error}: ")
    return replace(rows, fault=Fault("read", "report", read.taken.report_id, read.error, problem, read.trace))


def _rows_of_lost(taken: Taken, lost: Lost, declared: Declared, transcriber: Transcriber, roster: Roster) -> ReportRows:
    """The rows of a file that its worker did not bring back."""
    try:
        return _rows(_lost(taken, lost), declared, transcriber, roster)
    except CONTAINED as error:
        require_room(error)
        return _rows_of_fault(taken, fault("read", "report", taken.report_id, error), declared)


def _rows_of_fault(taken: Taken, found: Fault, declared: Declared) -> ReportRows:
    """The row of a file of which nothing else can be said."""
    reason = declared.reasons.of_file("crashed", {"problem": f"{found.type}: {found.message}"})
    report = Report(taken, "unreadable", reason, None, None, None, None, None, (), False, frozenset(), (), (), None)
    return replace(to_rows(report, declared), fault=found)


def _lost(taken: Taken, lost: Lost) -> ReadFile:
    return ReadFile(taken, None, lost.reason, lost.details, lost.error, lost.trace)


def read_chunk(chunk: Sequence[Taken], declared: Declared) -> list[ReadFile]:
    """Read a chunk of files into Documents, in this process: for files that are known, not for those of a batch."""
    return [read_file(taken, declared) for taken in chunk]


def transcribe_chunk(chunk: Sequence[ReadFile], declared: Declared, roster: Roster) -> BatchFrames:
    """Transcribe a chunk of Documents into frames, in this process."""
    transcriber = _transcriber(declared)
    return to_frames([to_rows(understand(one, declared, transcriber, roster), declared) for one in chunk], declared)


def _transcriber(declared: Declared) -> Transcriber:
    return Transcriber(declared.forms, declared.aliases, declared.spellings)

"""One audit from SOURCEs to workbooks: the order of the stages, for the command, the flow and the benchmark alike."""

import datetime as dt
import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import polars as pl

from gouji.archive.opening import open_or_make
from gouji.archive.taking import Archived, already_in, take
from gouji.audit.archiving import batch_of, judged_by
from gouji.audit.expected import due_counts, due_frame
from gouji.bodies.expected import Asked
from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.followup.due import mark_due
from gouji.frames.faults import Fault
from gouji.intake import Intake, Taken, take_in
from gouji.intake.names import printable
from gouji.judging.batch import Audited, conclude, judge_each, judges, wide_of_each
from gouji.outputs.write import TRAIL, Written, write_batch, write_run
from gouji.reports.chunks import frame_chunk
from gouji.reports.frames import BatchFrames, together
from gouji.rules.gate import Sound
from gouji.workers import Workers

# Reports a chunk: large enough that a task's own cost does not show, small enough to show progress and to resume.
CHUNK = 200

Result = TypeVar("Result")

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit came to. `audited` and `written` are None where there was nothing to audit.

    `due` (DUE) is None where no roster was given.
    `archived` is None without an archive, and where it had everything before.
    """

    name: str
    intake: Intake
    audited: Audited | None
    written: Written | None
    due: pl.DataFrame | None = None
    archived: Archived | None = None

    @property
    def exit_code(self) -> int:
        """0: all audited; 1: something could not be audited, errored or was lost; 2: nothing there to audit; what an archive has already is audited."""
        if self.audited is None:
            return 2 if not self.intake.known else 1 if self.intake.missing else 0
        statuses = self.audited.frames.reports.get_column("status")
        whole = statuses.is_in(["audited", "duplicate"]).all() and not self.faults
        return 0 if whole and not self.intake.missing and not self.audited.judgement.errors else 1

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every report and district that something of was lost, in the order of the stages."""
        return (*(self.audited.faults if self.audited else ()), *(self.written.faults if self.written else ()))


class Call(Protocol):
    """How a stage is run: `call(stage, function, *args)` returns what `function(*args)` does, here or as a task."""

    def __call__(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Run one stage."""
        ...


def call_here(stage: str, function: Callable[..., Result], *args: Any) -> Result:
    """Run a stage at once, in this process."""
    return function(*args)


class Stopwatch:
    """Runs each stage by `call`, and adds up the seconds spent in it over its calls."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Run one stage."""
        started = time.perf_counter()
        try:
            return self._call(stage, function, *args)
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started


def audit(
    sources: Sequence[Path],
    out: Path,
    name: str,
    sound: Sound,
    roster: Roster,
    progress: Callable[[str, int, int], None],
    call: Call = call_here,
    skip: Collection[str] = frozenset(),
    arriving: Collection[Path] = frozenset(),
    letters: bool = False,
    asked: Asked | None = None,
    archive: str | None = None,
    again: bool = False,
) -> Outcome:
    """Audit the files of `sources` into the folder `out`, those apart whose SHA-256 is in `skip`, and those `arriving`.

    `progress` is told the stage, how many files it has done and how many there are. `letters`: letters are due for this
    batch, which is marked before its files count as audited. `asked`: who of the roster is due is told. `archive`: a folder or URL;
    what it has is passed over, unless it is to be judged `again`, and the batch is taken in once all else is done: a run that is broken
    off before is done anew. A missing SOURCE is named in `run.json`; nothing that a file holds raises. Raises OSError where nothing can
    be written, ArchiveError where the archive cannot be used.
    """
    stages, declared = Stopwatch(call), sound.declared
    lake = stages("archive", open_or_make, archive) if archive is not None else None
    by = judged_by(declared, roster) if lake else ""
    if lake and not again:
        skip = {*skip, *stages("archive", already_in, lake, by)}
    with Workers() as workers:
        intake = stages("intake", take_in, sources, skip, workers, arriving)
        if not intake.taken:
            # A run that takes in nothing changes no byte.
            if lake is None or not intake.known:
                write_run(name, intake, None, None, declared, stages.seconds, out)
            return Outcome(name, intake, None, None)
        frames = _read(intake, declared, roster, workers, progress, stages)
        progress("judging", len(intake.taken), len(intake.taken))
        audited = _judge(frames, sound, workers.folder / TRAIL, stages)
        due = stages("due", due_frame, audited.frames.reports, roster, asked, declared) if asked else None
        progress("writing", len(intake.taken), len(intake.taken))
        written = stages("write", write_batch, name, intake.taken, audited, declared, out, workers, due)
    if letters:
        mark_due(out, name, written.workbooks)
    outcome = Outcome(name, intake, audited, written, due)
    told = due_counts(due, asked) if due is not None and asked else None
    write_run(name, intake, audited, written, declared, stages.seconds, out, outcome.faults, told)
    if lake is None:
        return outcome
    return replace(
        outcome, archived=stages("archive", take, lake, batch_of(name, audited, roster, by), declared.bodies)
    )


def _read(
    intake: Intake,
    declared: Declared,
    roster: Roster,
    workers: Workers,
    progress: Callable[[str, int, int], None],
    stages: Stopwatch,
) -> BatchFrames:
    chunks: list[BatchFrames] = []
    for done, chunk in enumerate(split(intake.taken)):
        progress("reading", done * CHUNK, len(intake.taken))
        chunks.append(stages("read", frame_chunk, chunk, declared, roster, workers))
    return stages("read", together, chunks, declared)


def _judge(frames: BatchFrames, sound: Sound, trail: Path, stages: Stopwatch) -> Audited:
    declared, checks = sound.declared, sound.checks
    wide, lost = stages("widen", wide_of_each, frames, declared)
    definite, doubtful = stages("load", judges, trail)
    judged = stages("judge", judge_each, wide, checks, definite, doubtful)
    judged = replace(judged, lost=(*lost, *judged.lost))
    return stages("conclude", conclude, frames, wide, checks, judged, declared)


def split(taken: Sequence[Taken]) -> list[Sequence[Taken]]:
    """The files in chunks of CHUNK, in their order."""
    return [taken[start : start + CHUNK] for start in range(0, len(taken), CHUNK)]


def batch_name(sources: Sequence[Path], now: dt.datetime) -> str:
    """The name of a batch that was given none: date, time and the first SOURCE, safe as a folder's name."""
    first = _UNSAFE.sub("_", printable(sources[0].resolve().name))[:60] if sources else ""
    return f"{now:%Y%m%dT%H%M%S}_{first}".rstrip("_.")

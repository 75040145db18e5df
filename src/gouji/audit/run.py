"""One audit from SOURCEs to workbooks, at once: the stages in order, each timed."""

import datetime as dt
import re
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gouji.bodies.roster import Roster
from gouji.intake import Intake, Taken, take_in
from gouji.intake.names import printable
from gouji.judging.batch import Audited, judge_batch, together
from gouji.outputs.write import TRAIL, Written, write_batch, write_run
from gouji.reports.chunks import frame_chunk
from gouji.reports.frames import BatchFrames
from gouji.rules.gate import Sound
from gouji.workers import Workers

# Reports a chunk: large enough that a task's own cost does not show, small enough to show progress and to resume.
CHUNK = 200

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit came to. `audited` and `written` are None where there was nothing to audit."""

    name: str
    intake: Intake
    audited: Audited | None
    written: Written | None

    @property
    def exit_code(self) -> int:
        """0: all audited; 1: something could not be audited or a check errored; 2: nothing there to audit."""
        if self.audited is None:
            return 2
        statuses = self.audited.frames.reports.get_column("status")
        whole = statuses.is_in(["audited", "duplicate"]).all()
        return 0 if whole and not self.intake.missing and not self.audited.judgement.errors else 1


class Stopwatch:
    """Seconds spent in each stage, added up over its chunks."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Count the time spent inside towards stage `name`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def audit(
    sources: Sequence[Path],
    out: Path,
    name: str,
    sound: Sound,
    roster: Roster,
    progress: Callable[[str, int, int], None],
) -> Outcome:
    """Audit the files of `sources` into the folder `out`.

    `progress` is told the stage, how many files it has done and how many there are. A missing SOURCE is named in
    `run.json`; nothing that a file holds raises.
    """
    declared = sound.declared
    watch = Stopwatch()
    frames: list[BatchFrames] = []
    with Workers() as workers:
        with watch.stage("intake"):
            intake = take_in(sources, workers=workers)
        for done, chunk in enumerate(split(intake.taken)):
            progress("reading", done * CHUNK, len(intake.taken))
            with watch.stage("read"):
                frames.append(frame_chunk(chunk, declared, roster, workers))
        if not intake.taken:
            write_run(name, intake, None, None, declared, watch.seconds, out)
            return Outcome(name, intake, None, None)
        progress("judging", len(intake.taken), len(intake.taken))
        with watch.stage("judge"):
            audited = judge_batch(together(frames, declared), sound.checks, declared, workers.folder / TRAIL)
        progress("writing", len(intake.taken), len(intake.taken))
        with watch.stage("write"):
            written = write_batch(name, intake.taken, audited, declared, out, workers)
    write_run(name, intake, audited, written, declared, watch.seconds, out)
    return Outcome(name, intake, audited, written)


def split(taken: Sequence[Taken]) -> list[Sequence[Taken]]:
    """The files in chunks of CHUNK, in their order."""
    return [taken[start : start + CHUNK] for start in range(0, len(taken), CHUNK)]


def batch_name(sources: Sequence[Path], now: dt.datetime) -> str:
    """The name of a batch that was given none: date, time and the first SOURCE, safe as a folder's name."""
    first = _UNSAFE.sub("_", printable(sources[0].resolve().name))[:60] if sources else ""
    return f"{now:%Y%m%dT%H%M%S}_{first}".rstrip("_.")

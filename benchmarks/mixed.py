"""A mixed batch through the audit's reading stage: `python -m benchmarks.mixed --count 360 --seed 1`.

Invented reports become .docx, .pdf, .doc, .ofd and .html in equal parts; intake, then reading and transcription in
workers as the audit does it, against the sum of the floors of `benchmarks.floors` in this process. Needs LibreOffice.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.floors import FLOORS, fastest
from benchmarks.generated import invent, make
from benchmarks.making import WAYS
from gouji.audit.run import split
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import load_declared
from gouji.intake import take_in
from gouji.judging.batch import together
from gouji.reports.chunks import frame_chunk
from gouji.workers import Workers

ENDINGS = (".docx", ".pdf", ".doc", ".ofd", ".html")
# One way to each ending: what most offices would send.
_WAYS = tuple(
    next(
        way
        for way in WAYS
        if way.ending == ending and way.name in ("LibreOffice of .html", "plain", "own writer, rows cut")
    )
    for ending in ENDINGS
)
_RUNS = 3


@dataclass(frozen=True, slots=True)
class Mixed:
    """Seconds for a batch: of the floors in one process, and of the reading stage in workers that run.

    `processor` is the time that this process and its workers were at it, `start` what it takes longer to start them.
    """

    files: int
    cells: int
    floors: float
    wall: float
    processor: float
    start: float


def measure_mixed(folder: Path) -> Mixed:
    """Time the batch in `folder`. Raises RuntimeError where a file of it was not audited."""
    declared = load_declared()
    files = sorted(path for path in folder.iterdir() if path.is_file())
    floors = sum(fastest([FLOORS[path.suffix](path.read_bytes())], _RUNS)[0] for path in files) / 1000
    passes: list[tuple[float, float]] = []
    with Workers() as workers:
        for _ in range(1 + _RUNS):
            started, busy = time.perf_counter(), _processor_seconds()
            chunks = split(take_in([folder], workers=workers).taken)
            frames = together([frame_chunk(chunk, declared, NO_ROSTER, workers) for chunk in chunks], declared)
            passes.append((time.perf_counter() - started, _processor_seconds() - busy))
            if not frames.reports.get_column("status").eq("audited").all():
                raise RuntimeError("not every report of the batch was audited: this is not the reading of all of them")
    (first, _), *later = passes
    wall, processor = min(wall for wall, _ in later), min(busy for _, busy in later)
    return Mixed(len(files), frames.cells.height, floors, wall, processor, first - wall)


def _processor_seconds() -> float:
    """Of this process and its workers so far."""
    own = psutil.Process()
    times = [one.cpu_times() for one in (own, *own.children())]
    return sum(one.user + one.system for one in times)


def table(found: Mixed) -> str:
    """The batch, then what it took."""
    cores = os.cpu_count() or 1
    return "\n".join(
        (
            f"{found.files} documents, {found.cells} cells, {cores} cores",
            f"{'sum of the floors':32}{found.floors:>8.2f} s",
            f"{'reading stage':32}{found.wall:>8.2f} s{found.wall / found.floors:>8.1f} times the floors"
            f"{found.files / found.wall:>10.1f} documents/s",
            f"{'processor time of it':32}{found.processor:>8.2f} s{found.processor / found.floors:>8.1f} times the floors"
            f"{cores * found.files / found.processor:>10.1f} documents/s on as many idle cores",
            f"{'the start of the workers':32}{found.start:>8.2f} s",
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the batch, time it, and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.mixed", description=__doc__)
    parser.add_argument("--count", type=int, default=360, help="documents, of each format as many")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--folder", type=Path, help="keep the documents there; one that has them is used as it is")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            if not shutil.which("soffice"):
                parser.error("LibreOffice (soffice) is not installed: it makes the .docx, .pdf and .doc of the batch")
            declared = load_declared()
            make([invent(rank, _WAYS, given.seed, declared) for rank in range(given.count)], folder, given.seed)
        print(table(measure_mixed(folder)))


if __name__ == "__main__":
    main()

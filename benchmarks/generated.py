"""How exactly documents of every format are read: `python -m benchmarks.generated --count 488 --seed 1`.

Invented reports with a different figure in each cell, some blank, some spelt as offices do, become documents in each of
`benchmarks.making.WAYS` in turn. Programs that are not installed are named, and their ways skipped. Ends with 1 where a
cell was misread.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.making import WAYS, Draft, Way
from benchmarks.printed import truth_of
from benchmarks.tally import Tally, lines, transcribe
from gouji.declared import Declared, load_declared
from gouji.intake import Taken, take_in
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import read_file
from gouji.workers import Workers
from samples.figures import distinct_figures
from samples.report import SampleReport, sample_report

_BLANKS = (0.0, 0.05, 0.3)
# The share of figures that are not spelt in plain digits.
_SPELT = 0.1
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Made:
    """A report and the way in which its document was made; the file is called by `stem`."""

    stem: str
    way: Way
    report: SampleReport


def invent(rank: int, ways: Sequence[Way], seed: int, declared: Declared) -> Made:
    """Report number `rank`: its way, its form and its share of blanks in turn, so that all combinations are met."""
    rng = random.Random(f"{seed} {rank}")  # noqa: S311 - repeatable, not secret
    turn = rank // len(ways)
    form = declared.forms[turn % len(declared.forms)]
    figures = distinct_figures(form, rng)
    blank = _BLANKS[turn // len(declared.forms) % len(_BLANKS)]
    texts = {address: _spelt(figure, rng) for address, figure in figures.items() if rng.random() < _SPELT}
    texts |= {address: "" for address in figures if rng.random() < blank}
    report = replace(sample_report(form, rng, figures=figures), texts=texts)
    return Made(f"{rank:04}", ways[rank % len(ways)], report)


def _spelt(figure: Decimal, rng: random.Random) -> str:
    """A figure with separators, in full width, or with white space around it."""
    spelling = rng.choice(("separators", "full width", "spaces"))
    if spelling == "spaces":
        return f"\u3000{figure} "
    return f"{figure:,}" if spelling == "separators" else str(figure).translate(_FULL_WIDTH)


def make(found: Sequence[Made], folder: Path, seed: int) -> None:
    """Make the document of each report in `folder`, which is there and empty.

    Raises CalledProcessError or TimeoutExpired where a program fails, FileNotFoundError where it makes no file.
    """
    with tempfile.TemporaryDirectory() as temporary:
        for rank, way in enumerate(dict.fromkeys(one.way for one in found)):
            into = Path(temporary) / str(rank) if way.program else folder
            into.mkdir(exist_ok=True)
            sources: list[Path] = []
            for one in (one for one in found if one.way is way):
                rng = random.Random(f"{seed} {one.stem}")  # noqa: S311 - repeatable, not secret
                files = way.write(Draft(one.report, rng, one.stem))
                for ending, content in files.items():
                    path = into / f"{one.stem}{ending}"
                    path.parent.mkdir(exist_ok=True)
                    path.write_bytes(content)
                sources.append(into / f"{one.stem}{next(iter(files))}")
            if way.program:
                _convert(way, sources, folder, Path(temporary) / "profile")


def _convert(way: Way, sources: Sequence[Path], folder: Path, profile: Path) -> None:
    made = [folder / f"{source.stem}{way.ending}" for source in sources]
    if way.program == "soffice":
        words = (
            f"-env:UserInstallation={profile.as_uri()}",
            *way.options,
            "--convert-to",
            way.filter or way.ending[1:],
        )
        _run((way.program, "--headless", *words, "--outdir", str(folder), *map(str, sources)))
    else:
        for source, target in zip(sources, made, strict=True):
            words = ("--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}-{way.program}")
            _run((way.program, "--headless", *words, f"--print-to-pdf={target}", str(source)))
    if missing := [path.name for path in made if not path.is_file()]:
        raise FileNotFoundError(f"{way.program} made no {', '.join(missing)} and said nothing about it")


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - a program on the path


def measure(found: Sequence[Made], folder: Path, declared: Declared) -> dict[str, Tally]:
    """The documents in `folder` taken in as a batch, read and compared, by ending and way."""
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    tallies: dict[str, Tally] = {}
    with Workers() as workers:
        taken = take_in([folder], workers=workers).taken
        by_stem: dict[str, list[Taken]] = {}
        for one in taken:
            by_stem.setdefault(_stem(one), []).append(one)
        for one in sorted(found, key=lambda one: WAYS.index(one.way)):
            tally = tallies.setdefault(f"{one.way.ending} {one.way.name}", Tally())
            (file,) = by_stem[one.stem]
            read = read_file(file, declared)
            truth = truth_of(one.report)
            if read.document is None:
                tally.refuse(read.reason or "crashed", len(truth))
            else:
                tally.compare(file.file.name, transcribe(read.document, declared, transcriber), truth)
    return tallies


def _stem(taken: Taken) -> str:
    """The stem of the document, which is the first in its folder or archive: `folder/0012.zip/a/b.docx` is 0012."""
    return next(part[:4] for part in taken.file.name.split("/") if part[:4].isdigit())


def by_format(found: Mapping[str, Tally]) -> dict[str, Tally]:
    """The tallies of all ways to one ending together."""
    together: dict[str, Tally] = {}
    for name, tally in found.items():
        together.setdefault(name.split(" ", 1)[0], Tally()).add(tally)
    return dict(sorted(together.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, read, compare, and show the tables. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.generated", description=__doc__)
    parser.add_argument("--count", type=int, default=8 * len(WAYS), help="documents, the ways in turn")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--keep", type=Path, help="an empty folder for the documents, which are else thrown away")
    given = parser.parse_args(arguments)
    missing = sorted({way.program for way in WAYS if way.program and not shutil.which(way.program)})
    ways = [way for way in WAYS if way.program not in missing]
    declared = load_declared()
    found = [invent(rank, ways, given.seed, declared) for rank in range(given.count)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        make(found, folder, given.seed)
        tallies = measure(found, folder, declared)
    print(*lines(by_format(tallies), "format")[: len(by_format(tallies)) + 2], "", *lines(tallies, "made as"), sep="\n")
    for program in missing:
        skipped = ", ".join(f"{way.ending} {way.name}" for way in WAYS if way.program == program)
        print(f"{program} is not installed, skipped: {skipped}")
    return 1 if any(tally.misread for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

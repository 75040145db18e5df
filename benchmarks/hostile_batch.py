"""Nothing is lost: `python -m benchmarks.hostile_batch --count 600 --seed 1`.

Invented reports with random figures, blanks, words for figures, broken totals and names that mean harm, in each of
`benchmarks.making.WAYS` in turn, go through the whole audit. Ends with 1 where a file has no row, a finding or a district
with files no place, or where our code stumbled over anything.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.generated import Made, make
from benchmarks.making import WAYS, Draft, Way
from gouji.audit.run import Outcome, audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.report import SampleReport, sample_report

# Names of bodies and folders as a person would never give them; a folder is a district.
_NAMES = (
    "=1+1镇",
    "<b>乡</b>人民政府",
    "{name}街道办事处",
    "..县",
    "'\"&;%局",
    "﷽乡",
    "a" * 60 + "镇",
    "CON",
    "\u202e镇人民政府",
)
_DISTRICTS = ("云岭县", "=cmd", "<i>", "{x}", "a'b", "县 ", "县_", "NUL", "\u202e区", "长" * 60)
_SPOILED = (
    "",
    "",
    "",
    "/",
    "若干",
    "-",
    "１２",
    "9" * 40,
    "1e3",
    "=1+1",
    "-7",
    "0.5",
    "<td>",
    "{0}",
    "\u202e12",
    "约3",
)
# How much of a table is at random: nothing, single cells, much, all.
_SHARES = (0.0, 0.02, 0.3, 1.0)


@dataclass(frozen=True, slots=True)
class Survived:
    """What an audit of hostile files came to: files by status, and every trouble in a line."""

    files: int
    statuses: Counter[str]
    findings: int
    districts: int
    seconds: float
    troubles: tuple[str, ...]


def spoil(report: SampleReport, rng: random.Random) -> SampleReport:
    """The report with figures at random, which no total fits, and cells that hold no figure."""
    changed, spoiled = rng.choice(_SHARES), rng.choice(_SHARES[:3])
    figures, texts = dict(report.figures), dict(report.texts)
    for address in figures:
        if rng.random() < changed:
            figures[address] = Decimal(rng.choice((0, 1, 2, 7, rng.randrange(100), rng.randrange(10**9))))
        if rng.random() < spoiled:
            texts[address] = rng.choice(_SPOILED)
    return replace(report, figures=figures, texts=texts)


def invent(rank: int, ways: Sequence[Way], seed: int, declared: Declared) -> Made:
    """The `rank`-th hostile report, to be made in the way that is its turn."""
    rng = random.Random(f"hostile {seed} {rank}")  # noqa: S311 - repeatable, not secret
    form = declared.forms[rank // len(ways) % len(declared.forms)]
    name = rng.choice(_NAMES) if rng.random() < 0.3 else None
    named = {"organisation": name} if name else {}
    made = Made(f"{rank:04}", ways[rank % len(ways)], spoil(sample_report(form, rng, **named), rng))
    try:
        made.way.write(Draft(made.report, random.Random(rank), made.stem))  # noqa: S311 - thrown away
    except UnicodeEncodeError:
        # Some ways write GBK, which lacks some of the characters.
        plain = sample_report(form, rng)
        texts = {address: text.encode("gbk", "replace").decode("gbk") for address, text in made.report.texts.items()}
        return replace(made, report=replace(plain, figures=made.report.figures, texts=texts))
    return made


def survive(found: Sequence[Made], folder: Path, seed: int, declared: Declared) -> Survived:
    """Make the files of `found` below `folder`, audit them, and look for what is lost."""
    made, source = folder / "made", folder / "source"
    made.mkdir()
    make(found, made, seed)
    _hand_out(made, source, random.Random(seed))  # noqa: S311 - repeatable, not secret
    started = time.perf_counter()
    outcome = audit(
        [source], folder / "out", "{batch}", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None
    )
    seconds = time.perf_counter() - started
    if outcome.audited is None:
        return Survived(0, Counter(), 0, 0, seconds, ("nothing was taken in",))
    reports = outcome.audited.frames.reports
    return Survived(
        reports.height,
        Counter(reports["status"].to_list()),
        outcome.audited.judgement.findings.height,
        reports["district"].n_unique(),
        seconds,
        tuple(_troubles(found, outcome)),
    )


def _hand_out(made: Path, source: Path, rng: random.Random) -> None:
    """Move what was made into folders of districts; the folder of a saved page goes with its page."""
    places: dict[str, Path] = {}
    for path in sorted(made.iterdir()):
        district = places.setdefault(path.name[:4], source / rng.choice(_DISTRICTS))
        district.mkdir(parents=True, exist_ok=True)
        shutil.move(path, district / path.name)


def _troubles(found: Sequence[Made], outcome: Outcome) -> list[str]:
    assert outcome.audited is not None
    assert outcome.written is not None
    reports, judgement = outcome.audited.frames.reports, outcome.audited.judgement
    names = " ".join(reports["file"])
    lost = [f"{one.stem}{one.way.ending} ({one.way.name}): has no row" for one in found if f"/{one.stem}" not in names]
    crashed = [
        f"{row['file']}: {row['reason']}"
        for row in reports.filter(reports["status"] == "unreadable").to_dicts()
        if any(word in row["reason"] for word in ("程序出错", "程序中断"))
    ]
    # An explanation that the rules do not bear out is withheld by itself, and costs nothing else.
    errors = [f"{name}: {it}" for name, it in judgement.errors.items() if not name.startswith("explanation ")]
    bookless = set(reports["district"]) - set(outcome.written.workbooks)
    unlisted = set(judgement.findings["report_id"]) - set(reports["report_id"])
    return [
        *lost,
        *crashed,
        *(one.line for one in outcome.faults),
        *errors,
        *(f"district {name!r} has no workbook" for name in sorted(bookless)),
        *(f"finding of {name}, which has no row" for name in sorted(unlisted)),
    ]


def table(survived: Survived) -> str:
    """The run in lines, every trouble in one."""
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(survived.statuses.items()))
    rate = survived.files / max(survived.seconds, 1e-9)
    head = f"{survived.files} files: {statuses}; {survived.findings} findings, {survived.districts} districts"
    return "\n".join(
        (head, f"{survived.seconds:.1f} s, {rate:.1f} files/s; troubles: {len(survived.troubles)}", *survived.troubles)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.hostile_batch", description=__doc__)
    parser.add_argument("--count", type=int, default=600, help="how many reports, the ways in turn")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--no-programs", action="store_true", help="leave out the ways that need a program")
    given = parser.parse_args(arguments)
    if given.count < 1:
        parser.error(f"--count is {given.count}; at least one report is needed")
    ways = [way for way in WAYS if not way.program or (shutil.which(way.program) and not given.no_programs)]
    declared = load_declared()
    found = [invent(rank, ways, given.seed, declared) for rank in range(given.count)]
    with tempfile.TemporaryDirectory() as temporary:
        survived = survive(found, Path(temporary), given.seed, declared)
    print(table(survived))
    skipped = sorted({f"{way.ending} {way.name}" for way in WAYS} - {f"{way.ending} {way.name}" for way in ways})
    if skipped:
        print(f"left out, or their program is missing: {', '.join(skipped)}")
    return 1 if survived.troubles else 0


if __name__ == "__main__":
    sys.exit(main())

"""How exactly printed pages are read: `python -m benchmarks.printed --count 48 --seed 1`.

Reports with a different figure in every cell, some of them blank, are printed to PDF by the programs that are installed.
"""

import argparse
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gouji.declared import Declared, load_declared
from gouji.document import UnreadableError
from gouji.figures import read_figure
from gouji.readers import read
from gouji.sections import find_sections
from gouji.transcribe import Transcriber, Transcript
from samples.figures import distinct_figures
from samples.printers import html
from samples.report import SampleReport, sample_report

# Put into the head of the web page that is printed.
STYLES = {
    "borders of 1px": "",
    "hairlines": "td { border-width: .25pt }",
    "dotted": "td { border-style: dotted }",
    "double": "td { border: 3px double #000 }",
    "not collapsed": "table { border-collapse: separate; border-spacing: 2px }",
    "shaded": "tr:nth-child(odd) td { background: #ddd } td { font-weight: bold }",
    "wide page": "@page { size: A4 landscape; margin: 1cm } td { padding: 6px }",
    "large": "td { font-size: 16pt } table { width: 100% }",
    "small": "td { font-size: 7pt; line-height: 1 }",
}
# LibreOffice does not take borders from the styles of the head.
_BORDERED = '<table border="1" cellspacing="0" width="100%">'
PROGRAMS = ("chromium", "soffice")
OUTCOMES = ("exact", "misread", "refused")
_BLANKS = (0.0, 0.05, 0.3)
_SECONDS = 300


@dataclass(slots=True)
class Tally:
    """Of one way to print: files, those refused as a whole by reason, cells by outcome, what was misread and why refused."""

    files: int = 0
    whole: Counter[str] = field(default_factory=Counter[str])
    cells: Counter[str] = field(default_factory=Counter[str])
    misread: list[str] = field(default_factory=list[str])
    reasons: Counter[str] = field(default_factory=Counter[str])


def reports(count: int, seed: int, declared: Declared) -> Iterator[SampleReport]:
    """Reports on each form in turn, every figure another one, up to three in ten blank."""
    for rank in range(count):
        rng = random.Random(f"{seed} {rank}")  # noqa: S311 - repeatable, not secret
        form = declared.forms[rank % len(declared.forms)]
        blanks = {cell.address: "" for cell in form.cells if rng.random() < _BLANKS[rank // 2 % len(_BLANKS)]}
        yield replace(sample_report(form, rng, figures=distinct_figures(form, rng)), texts=blanks)


def compare(content: bytes, report: SampleReport, declared: Declared, transcriber: Transcriber, tally: Tally) -> None:
    """Add to `tally` what was read of a file that prints `report`."""
    tally.files += 1
    try:
        document = read(content)
    except UnreadableError as error:
        tally.whole[str(error)] += 1
        tally.cells["refused"] += len(report.form.cells)
        return
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    said = _said(transcriber.transcribe(document, sections))
    for cell in report.form.cells:
        true = read_figure(report.text(cell), cell.kind, cell.unit, declared.spellings)
        status, value, reason = said.pop(cell.address, ("absent", None, ""))
        if status == "unreadable":
            tally.cells["refused"] += 1
            tally.reasons[reason] += 1
        elif (status, value) == (true.status, true.value):
            tally.cells["exact"] += 1
        else:
            tally.cells["misread"] += 1
            tally.misread.append(f"{cell.address}: {report.text(cell)!r} as {value if value is not None else status}")
    for address, (status, value, _) in said.items():
        if status not in ("unreadable", "absent"):
            tally.cells["misread"] += 1
            tally.misread.append(f"{address}: not in the form, as {value}")


def _said(transcript: Transcript) -> dict[str, tuple[str, object, str]]:
    return {
        one.cell.address: (one.reading.status, one.reading.value, one.reading.reason or "")
        for table in transcript.tables
        for one in table.cells
    }


def print_pages(program: str, pages: Sequence[Path], folder: Path) -> Iterator[bytes]:
    """The PDF that a program makes of each web page. Raises CalledProcessError or TimeoutExpired where it fails."""
    profile = folder / "profile"
    if program == "soffice":
        words = ("--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder))
        _run((program, "--headless", f"-env:UserInstallation={profile.as_uri()}", *words, *map(str, pages)))
    for page in pages:
        made = page.with_suffix(".pdf")
        if program == "chromium":
            words = ("--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", f"--print-to-pdf={made}")
            _run((program, "--headless", *words, str(page)))
        yield made.read_bytes()


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - a program on the path


def measure(count: int, seed: int, programs: Iterable[str]) -> dict[str, Tally]:
    """Print `count` reports by each program, the styles in turn, and compare. By program and style."""
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    found: dict[str, Tally] = {}
    for program in programs:
        made = list(reports(count, seed, declared))
        names = [list(STYLES)[rank % len(STYLES)] for rank in range(count)]
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            pages = [folder / f"{rank:03}.html" for rank in range(count)]
            for rank, (page, report, name) in enumerate(zip(pages, made, names, strict=True)):
                text = html(report, vertical=rank % 4 == 1).replace("</style>", f"{STYLES[name]}</style>")
                text = text.replace("<table>", _BORDERED)
                page.write_text(text, encoding="utf-8")
            for content, report, name in zip(print_pages(program, pages, folder), made, names, strict=True):
                tally = found.setdefault(f"{program}, {name}", Tally())
                compare(content, report, declared, transcriber, tally)
    return found


def table(found: dict[str, Tally]) -> str:
    """One line for each way to print and one for all, then what was misread, then why cells were refused."""
    every = Tally(sum(tally.files for tally in found.values()))
    for tally in found.values():
        every.cells += tally.cells
    lines = [f"{'printed by':32}{'files':>7}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES)]
    for name, tally in {**found, "all": every}.items():
        lines.append(f"{name:32}{tally.files:>7}" + "".join(f"{tally.cells[outcome]:>10}" for outcome in OUTCOMES))
    for name, tally in found.items():
        lines += [f"misread, {name}: {one}" for one in tally.misread]
        lines += [f"refused, {name}: {count} files, {reason}" for reason, count in tally.whole.items()]
        lines += [f"refused, {name}: {count} cells, {reason}" for reason, count in tally.reasons.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print, read, compare, and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.printed", description=__doc__)
    parser.add_argument("--count", type=int, default=24, help="reports printed by each program")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    given = parser.parse_args(arguments)
    programs = [program for program in PROGRAMS if shutil.which(program)]
    if not programs:
        parser.error(f"none of {', '.join(PROGRAMS)} is installed")
    print(table(measure(given.count, given.seed, programs)))


if __name__ == "__main__":
    main()

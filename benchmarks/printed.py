"""How exactly printed pages are read: `python -m benchmarks.printed --count 48 --seed 1`.

Reports with a different figure in every cell, some of them blank, are printed to PDF by the programs that are installed.
"""

import argparse
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.tally import Tally, Truth, lines, transcribe
from gouji.declared import Declared, load_declared
from gouji.document import UnreadableError
from gouji.readers import Labels, read
from gouji.reports.transcribe import Transcriber
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
BORDERED = '<table border="1" cellspacing="0" width="100%">'
PROGRAMS = ("chromium", "soffice")
_BLANKS = (0.0, 0.05, 0.3)
_SECONDS = 300


def reports(count: int, seed: int, declared: Declared) -> Iterator[SampleReport]:
    """Reports on each form in turn, every figure another one, up to three in ten blank."""
    for rank in range(count):
        rng = random.Random(f"{seed} {rank}")  # noqa: S311 - repeatable, not secret
        form = declared.forms[rank % len(declared.forms)]
        blanks = {cell.address: "" for cell in form.cells if rng.random() < _BLANKS[rank // 2 % len(_BLANKS)]}
        yield replace(sample_report(form, rng, figures=distinct_figures(form, rng)), texts=blanks)


def page_to_print(report: SampleReport, style: str, *, vertical: bool) -> str:
    """The web page of a report for a program to print, in one of STYLES and with borders that LibreOffice sees."""
    page = html(report, vertical=vertical).replace("</style>", f"{STYLES[style]}</style>")
    return page.replace("<table>", BORDERED)


def truth_of(report: SampleReport) -> Truth:
    """What every cell of a report says. Where it is not blank, its text is a way to write its figure."""
    return {address: None if report.texts.get(address) == "" else figure for address, figure in report.figures.items()}


def compare(content: bytes, report: SampleReport, declared: Declared, transcriber: Transcriber, tally: Tally) -> None:
    """Add to `tally` what was read of a file that prints `report`."""
    truth = truth_of(report)
    try:
        document = read(content, labels=Labels(declared.labels))
    except UnreadableError as error:
        tally.refuse(str(error), len(truth))
        return
    tally.compare(report.organisation, transcribe(document, declared, transcriber), truth)


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
                page.write_text(page_to_print(report, name, vertical=rank % 4 == 1), encoding="utf-8")
            for content, report, name in zip(print_pages(program, pages, folder), made, names, strict=True):
                tally = found.setdefault(f"{program}, {name}", Tally())
                compare(content, report, declared, transcriber, tally)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print, read, compare, and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.printed", description=__doc__)
    parser.add_argument("--count", type=int, default=24, help="reports printed by each program")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    given = parser.parse_args(arguments)
    programs = [program for program in PROGRAMS if shutil.which(program)]
    if not programs:
        parser.error(f"none of {', '.join(PROGRAMS)} is installed")
    print(*lines(measure(given.count, given.seed, programs), "printed by"), sep="\n")


if __name__ == "__main__":
    main()

"""What reading costs over the library it rests on: `python -m benchmarks.floors FILE...`."""

import argparse
import io
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from lxml import etree

from gouji.readers import read

# The fastest of some runs: what else the machine does can only make one slower.
_RUNS = 7


def pdf_text(content: bytes) -> None:
    """pdfium's text of all pages."""
    file = pypdfium2.PdfDocument(content)
    for page in file:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    file.close()


def package_xml(content: bytes) -> None:
    """Unzipping, and lxml's parse of every part that is XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                etree.fromstring(package.read(name))


FLOORS: Mapping[str, Callable[[bytes], None]] = {".pdf": pdf_text, ".ofd": package_xml}


@dataclass(frozen=True, slots=True)
class Timed:
    """One file: milliseconds of its floor and of reading it."""

    name: str
    floor: float
    reading: float


def timed(path: Path) -> Timed:
    """Time one file. Raises KeyError for a suffix without floor, UnreadableError for what cannot be read."""
    content = path.read_bytes()
    floor = FLOORS[path.suffix.lower()]
    return Timed(path.name, _fastest(lambda: floor(content)), _fastest(lambda: read(content)))


def _fastest(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def table(found: Sequence[Timed]) -> str:
    """One line for each file and one for all."""
    every = Timed("all", sum(one.floor for one in found), sum(one.reading for one in found))
    lines = [f"{'file':24}{'floor ms':>10}{'reading ms':>12}{'times':>8}"]
    lines += [
        f"{one.name:24}{one.floor:>10.1f}{one.reading:>12.1f}{one.reading / one.floor:>8.1f}" for one in (*found, every)
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Time the files named and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.floors", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help=f"files of formats that have a floor: {', '.join(FLOORS)}")
    given = parser.parse_args(arguments)
    if strange := [path.name for path in given.files if path.suffix.lower() not in FLOORS]:
        parser.error(f"no floor for {', '.join(strange)}: give one in FLOORS")
    print(table([timed(path) for path in given.files]))


if __name__ == "__main__":
    main()

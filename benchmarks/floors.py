"""What reading costs over the library it rests on: `python -m benchmarks.floors FILE...`.

Each file is read several times in turn with its floor, and the least processor time of either counts: what else the
machine does can only make one slower.
"""

import argparse
import email
import email.policy
import io
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import olefile
import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from benchmarks.tally import transcribe
from gouji.declared import Declared, load_declared
from gouji.document.encoding import decode
from gouji.readers import Labels, read
from gouji.reports.transcribe import Transcriber

Floor: TypeAlias = Callable[[], object]

_RUNS = 7


def plain_text(content: bytes) -> Floor:
    """Decoding by the encoding that is known, and splitting into lines."""
    encoding = decode(content).encoding
    return lambda: content.decode(encoding).splitlines()


def web_page(content: bytes) -> Floor:
    """Decoding by the encoding that is known, and Lexbor's parse."""
    encoding = decode(content).encoding
    return lambda: LexborHTMLParser(content.decode(encoding))


def saved_page(content: bytes) -> Floor:
    """The email package's parse, and that of Lexbor of the page inside."""

    def run() -> object:
        message = email.message_from_bytes(content, policy=email.policy.default)
        pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
        return [LexborHTMLParser(page.decode("gb18030")) for page in pages if isinstance(page, bytes)]

    return run


def pdf_text(content: bytes) -> Floor:
    """pdfium's text of all pages."""

    def run() -> None:
        file = pypdfium2.PdfDocument(content)
        for page in file:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        file.close()

    return run


def package_xml(*wanted: str) -> Callable[[bytes], Floor]:
    """Unzipping, and lxml's parse of the parts whose names end so."""

    def floor(content: bytes) -> Floor:
        def run() -> None:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for name in package.namelist():
                    if name.endswith(wanted):
                        etree.fromstring(package.read(name))

        return run

    return floor


def plain_xml(content: bytes) -> Floor:
    """lxml's parse of the whole file."""
    return lambda: etree.fromstring(content)


def rich_text(content: bytes) -> Floor:
    """Finding the end of every word, symbol, group and text."""
    token = re.compile(rb"\\[a-zA-Z]+-?[0-9]* ?|\\'..|\\.|[{}]|[^\\{}]+", re.DOTALL)
    return lambda: [match.end() for match in token.finditer(content)]


def streams(content: bytes) -> Floor:
    """olefile's listing of a file of before 2007, and the bytes of every stream."""

    def run() -> None:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            for name in file.listdir():
                file.openstream(name).read()

    return run


FLOORS: Mapping[str, Callable[[bytes], Floor]] = {
    ".txt": plain_text,
    ".html": web_page,
    ".mht": saved_page,
    ".docx": package_xml("word/document.xml"),
    ".xml": plain_xml,
    ".rtf": rich_text,
    ".odt": package_xml("content.xml"),
    ".fodt": plain_xml,
    ".ods": package_xml("content.xml"),
    ".fods": plain_xml,
    ".xlsx": package_xml(".xml"),
    ".doc": streams,
    ".xls": streams,
    ".pdf": pdf_text,
    ".ofd": package_xml(".xml"),
}


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of one file, or of several: of the floor, of reading, and of reading with the transcription of cells."""

    files: int
    floor: float
    reading: float
    whole: float


def timed(path: Path, declared: Declared, transcriber: Transcriber, runs: int = _RUNS) -> Timed:
    """Time one file. Raises KeyError for an ending without floor, UnreadableError for what cannot be read."""
    content = path.read_bytes()
    labels = Labels(declared.labels)
    ways = (
        FLOORS[path.suffix.lower()](content),
        lambda: read(content, labels=labels),
        lambda: transcribe(read(content, labels=labels), declared, transcriber),
    )
    floor, reading, whole = fastest(ways, runs)
    return Timed(1, floor, reading, whole)


def fastest(ways: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """The least milliseconds of processor time of some runs of each way, the ways in turn."""
    best = [float("inf")] * len(ways)
    for _ in range(runs):
        for rank, run in enumerate(ways):
            started = time.process_time()
            run()
            best[rank] = min(best[rank], (time.process_time() - started) * 1000)
    return best


def added(found: Iterable[Timed]) -> Timed:
    """All of them together."""
    listed = list(found)
    return Timed(
        sum(one.files for one in listed),
        sum(one.floor for one in listed),
        sum(one.reading for one in listed),
        sum(one.whole for one in listed),
    )


def table(found: Mapping[str, Timed]) -> str:
    """One line for each ending and one for all: milliseconds a file, and how many times the floor that is."""
    head = f"{'format':8}{'files':>7}{'floor ms':>10}{'reading ms':>12}{'times':>8}{'with cells ms':>15}{'times':>8}"
    lines = [head]
    for name, one in {**found, "all": added(found.values())}.items():
        floor, reading, whole = (figure / one.files for figure in (one.floor, one.reading, one.whole))
        lines.append(
            f"{name:8}{one.files:>7}{floor:>10.2f}{reading:>12.2f}{reading / floor:>8.1f}{whole:>15.2f}{whole / floor:>8.1f}"
        )
    return "\n".join(lines)


def by_ending(paths: Sequence[Path], runs: int = _RUNS) -> dict[str, Timed]:
    """The files timed, added up by ending, in the order of FLOORS."""
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    found: dict[str, list[Timed]] = {}
    for path in paths:
        found.setdefault(path.suffix.lower(), []).append(timed(path, declared, transcriber, runs))
    return {ending: added(found[ending]) for ending in FLOORS if ending in found}


def main(arguments: Sequence[str] | None = None) -> None:
    """Time the files named and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.floors", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help=f"files of formats that have a floor: {', '.join(FLOORS)}")
    given = parser.parse_args(arguments)
    if strange := [path.name for path in given.files if path.suffix.lower() not in FLOORS]:
        parser.error(f"no floor for {', '.join(strange)}: give one in FLOORS")
    print(table(by_ending(given.files)))


if __name__ == "__main__":
    main()

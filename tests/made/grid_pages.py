"""Pages of tables, their rows and cells changed, and what is said of them."""

import re
from collections.abc import Callable, Iterable

from gouji.reports.transcribe import Transcript
from samples.report import SampleReport
from tests.made.reading import readings

Reader = Callable[[str], Transcript]
COLUMNS = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")


def row(page: str, label: str) -> str:
    """The printed row that has `label`, from <tr> to </tr>."""
    return next(one for one in re.findall(r"<tr>\n(?:<td.*\n)+</tr>\n", page) if f"<p>{label}</p>" in one)


def cell(page: str, text: str) -> str:
    return next(line for line in page.splitlines(keepends=True) if f"<p>{text}</p>" in line)


def said(page: Transcript, *addresses: str) -> set[tuple[str, str | None]]:
    found = readings(page)
    return {(found[address].reading.status, found[address].reading.reason) for address in addresses}


def line(table: str, name: str) -> list[str]:
    return [f"{table}.{name}.{column}" for column in COLUMNS]


def all_right(report: SampleReport, transcript: Transcript, apart_from: Iterable[str] = ()) -> bool:
    """True where every cell but those is read as printed."""
    found, spared = readings(transcript), set(apart_from)
    return all(
        found[cell.address].reading.value == report.figures[cell.address]
        for cell in report.form.cells
        if cell.address not in spared
    )

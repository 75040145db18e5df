"""Make an office's folder: its file from the template, a roster with its headings, and the folders that the file names."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from gouji.bodies.roster import RosterLine
from gouji.declared import Declared
from gouji.declared.office import OFFICE_FILE, open_office, template_file

# Excel reads a CSV file as UTF-8 only with this mark.
_ENCODING = "utf-8-sig"


def make_office_folder(folder: Path, declared: Declared) -> None:
    """Make the folder with everything in it; a roster that is there is kept. Raises OSError where it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    template = template_file(declared.folder)
    roster = folder / declared.office.roster
    if not roster.exists():
        write_roster(roster, (), declared)
    (folder / OFFICE_FILE).write_bytes(template.read_bytes())
    office = open_office(folder / OFFICE_FILE, declared.folder)
    for one in (office.inbox, office.outbox, office.archive, office.results):
        one.mkdir(exist_ok=True)


def write_roster(path: Path, lines: Iterable[RosterLine], declared: Declared) -> None:
    """Write a roster as CSV, with the first of the declared headings and words. Raises OSError where it cannot be written."""
    words = declared.roster
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([headings[0] for _, headings in words.columns])
    for line in lines:
        fields: dict[str, str] = {
            "organisation": line.organisation,
            "district": line.district,
            "supervising_office": line.supervising_office,
            "email": line.email,
            "level": words.levels.word(line.level) if line.level else "",
            "code": line.code,
            "predecessors": words.separators[0].join(one.name for one in line.predecessors),
            "in_total": "" if line.in_total else words.no_words[0],
        }
        rows.writerow([fields[key] for key, _ in words.columns])
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(text.getvalue(), encoding=_ENCODING, newline="")
    unfinished.replace(path)


def sorted_lines(lines: Iterable[RosterLine], levels: Sequence[str]) -> list[RosterLine]:
    """By district, then level from the top, then name."""
    order = {level: rank for rank, level in enumerate(levels)}
    return sorted(lines, key=lambda line: (line.district, order.get(line.level or "", len(order)), line.organisation))

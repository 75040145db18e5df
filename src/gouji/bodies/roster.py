"""The roster: which bodies report, in which district, to which supervising office and e-mail address."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.bodies.names import same_body
from gouji.declared.bodies import BodiesEntry
from gouji.declared.roster import RosterColumnsEntry
from gouji.document import UnreadableError
from gouji.document.encoding import decode


class RosterError(ValueError):
    """A roster file cannot be used: the message says where and what was expected."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One body of the roster; empty texts where the roster leaves a field empty."""

    organisation: str
    district: str
    supervising_office: str
    email: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines by the key under which a body is one, whatever it calls itself."""

    lines: Mapping[str, RosterLine]

    def district(self, organisation: str | None, bodies: BodiesEntry) -> str | None:
        """The district of a body, or None where the roster does not name it."""
        line = self.lines.get(same_body(organisation, bodies)) if organisation else None
        return line.district or None if line else None

    def addresses(self, district: str) -> dict[str, list[str]]:
        """E-mail address -> the supervising offices that it serves in a district, in the roster's order."""
        found: dict[str, list[str]] = {}
        for line in self.lines.values():
            if line.district == district and line.email:
                offices = found.setdefault(line.email, [])
                if line.supervising_office and line.supervising_office not in offices:
                    offices.append(line.supervising_office)
        return found


NO_ROSTER = Roster({})


def load_roster(path: Path, columns: RosterColumnsEntry, bodies: BodiesEntry) -> Roster:
    """The roster in a CSV file of any encoding; `columns` are the headings that its columns may have.

    Raises RosterError for a missing file or column, a file that is no text, and a body given twice with different
    entries.
    """
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise RosterError(f"{path}: the roster cannot be opened: {error.strerror}") from error
    except UnreadableError as error:
        raise RosterError(f"{path}: the roster is no text; save it as CSV") from error
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    names = {name: _heading(path, rows.fieldnames or [], name, wanted) for name, wanted in columns}
    lines: dict[str, RosterLine] = {}
    for row in rows:
        fields = {name: (row.get(heading) or "").strip() if heading else "" for name, heading in names.items()}
        line = RosterLine(**fields)
        if not line.organisation:
            continue
        key = same_body(line.organisation, bodies)
        if lines.setdefault(key, line) != line:
            raise RosterError(
                f"{path}, line {rows.line_num}: {line.organisation} is given twice with different entries"
            )
    return Roster(lines)


def _heading(path: Path, headings: Sequence[str], name: str, wanted: list[str]) -> str | None:
    heading = next((heading for heading in headings if heading.strip().lower() in wanted), None)
    if heading is None and name in ("organisation", "district"):
        raise RosterError(
            f"{path}: no column {name!r} (or {', '.join(wanted[1:])}); found {', '.join(headings) or 'none'}"
        )
    return heading

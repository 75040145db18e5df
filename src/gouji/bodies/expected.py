"""Who is due: each body of the roster and report year, what the batch holds of it, and by which day it was to come.

What is missing is missing from the batch; whether the body has published its report is another matter.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from gouji.bodies.names import describe, same_body
from gouji.bodies.roster import Predecessor, Roster, RosterLine, names_of
from gouji.declared.bodies import BodiesEntry
from gouji.declared.office import DeadlinesEntry

State = Literal["due", "missing", "received", "late", "several", "unreadable"]

_GOVERNMENTS = ("province", "prefecture", "county", "township", "other")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a roster: by which `deadlines`, on which `day` the batch came, and for which `years`.

    Without years those of the batch are asked, of which at least `year_share` percent of the busiest one's bodies report.
    """

    deadlines: DeadlinesEntry
    day: dt.date
    years: tuple[int, ...]
    year_share: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that is a report or may be one, as far as it tells whose and for which year it is."""

    report_id: str
    file: str
    organisation: str
    district: str | None
    year: int | None
    audited: bool
    published_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a row: `code` is a key of the declared sentences, `details` fill it."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Expected:
    """One body and report year. `organisation` is the name of the roster, or that of a body that stood then and was merged since."""

    line: RosterLine
    organisation: str
    year: int
    state: State
    deadline: dt.date
    filed: tuple[Filed, ...]
    remarks: tuple[Remark, ...]


def expect(roster: Roster, filed: Iterable[Filed], asked: Asked, bodies: BodiesEntry) -> tuple[Expected, ...]:
    """Every body of the roster for each year that is asked, in the roster's order; for other years those that have a report."""
    by_line: dict[RosterLine, list[Filed]] = defaultdict(list)
    for one in filed:
        for line in roster.find(one.organisation, one.district, bodies):
            by_line[line].append(one)
    years = asked.years or _years(by_line, asked)
    rows: list[Expected] = []
    for line in roster.lines.values():
        own = by_line.get(line, [])
        others = {one.year for one in own if one.year is not None}
        for year in sorted({*years, *others}):
            rows += _of_year(line, own, year, roster, asked, bodies)
    return tuple(rows)


def deadline_of(line: RosterLine, year: int, deadlines: DeadlinesEntry, bodies: BodiesEntry) -> dt.date:
    """The last day for a body; the latest that may be meant where its level or kind cannot be told."""
    body = describe(line.organisation, bodies)
    level = line.level or body.level
    of_level = (level,) if level in _GOVERNMENTS else _GOVERNMENTS
    if level == "ministry" or (body.is_department and not body.for_government):
        return deadlines.on(("department",), year)
    # The office of a government may publish its government's report.
    return deadlines.on((*of_level, "department") if body.for_government or body.kind is None else of_level, year)


def _years(by_line: Mapping[RosterLine, Sequence[Filed]], asked: Asked) -> tuple[int, ...]:
    """The report years of the batch; of an empty one, that which is due on its day."""
    bodies: dict[int, int] = defaultdict(int)
    for filed in by_line.values():
        for year in {one.year for one in filed if one.year is not None}:
            bodies[year] += 1
    if not bodies:
        return (asked.day.year - 1,)
    busiest = max(bodies.values())
    return tuple(year for year, count in sorted(bodies.items()) if count * 100 >= busiest * asked.year_share)


def _of_year(
    line: RosterLine, filed: Sequence[Filed], year: int, roster: Roster, asked: Asked, bodies: BodiesEntry
) -> Iterator[Expected]:
    """The rows of a line for a year: one, or one for each of the bodies that stood then and were merged into it since."""
    stood = _stood(line, year)
    if len(stood) < 2:
        yield _expected(line, line.organisation, year, filed, (), roster, asked, bodies)
        return
    names = {one: _names(one, line, bodies) for one in stood}
    former = frozenset[str]().union(*names.values())
    own = [one for one in filed if same_body(one.organisation, bodies) not in former]
    for one in stood:
        some = [each for each in filed if same_body(each.organisation, bodies) in names[one]]
        remark = Remark("merged", {"name": line.organisation})
        yield _expected(line, one.name, year, some or own, (remark,), roster, asked, bodies)


def _stood(line: RosterLine, year: int) -> list[Predecessor]:
    """The former bodies of a line that stood in a year: those whose last year comes first."""
    later = [one for one in line.predecessors if one.until is not None and year <= one.until]
    first = min((one.until for one in later if one.until is not None), default=None)
    return [one for one in later if one.until == first]


def _names(one: Predecessor, line: RosterLine, bodies: BodiesEntry) -> frozenset[str]:
    return frozenset(key for key, _ in names_of(RosterLine(one.name, line.district, "", ""), bodies))


def _expected(
    line: RosterLine,
    organisation: str,
    year: int,
    filed: Sequence[Filed],
    remarks: tuple[Remark, ...],
    roster: Roster,
    asked: Asked,
    bodies: BodiesEntry,
) -> Expected:
    deadline = deadline_of(line, year, asked.deadlines, bodies)
    of_year = [one for one in filed if one.year == year]
    undated = [one for one in filed if one.year is None]
    audited = [one for one in of_year if one.audited]
    shown = audited or of_year or undated
    state = _state(audited, shown, deadline, asked, bodies)
    said = [*remarks, *_remarks(line, organisation, shown, roster, bodies)]
    if shown and not of_year:
        said.append(Remark("year_untold"))
    return Expected(line, organisation, year, state, deadline, tuple(shown), tuple(said))


def _state(
    audited: Sequence[Filed], shown: Sequence[Filed], deadline: dt.date, asked: Asked, bodies: BodiesEntry
) -> State:
    if not audited:
        if shown:
            return "unreadable"
        return "missing" if asked.day > deadline else "due"
    ids: dict[str, set[str]] = defaultdict(set)
    for one in audited:
        ids[same_body(one.organisation, bodies)].add(one.report_id)
    if any(len(some) > 1 for some in ids.values()):
        return "several"
    arrived = [asked.day if asked.deadlines.late_by == "arrival" else one.published_on for one in audited]
    return "late" if all(day is not None and day > deadline for day in arrived) else "received"


def _remarks(
    line: RosterLine, organisation: str, filed: Sequence[Filed], roster: Roster, bodies: BodiesEntry
) -> Iterator[Remark]:
    own = {key for key, _ in names_of(RosterLine(organisation, line.district, "", ""), bodies)}
    others = sorted({one.organisation for one in filed if same_body(one.organisation, bodies) not in own})
    for name in others:
        yield Remark("other_name", {"name": name})
    folders = (part for one in filed for part in PurePosixPath(one.file).parts[:-1])
    strange = {part for part in folders if roster.named_district(part) not in (None, line.district)}
    for part in sorted(strange):
        yield Remark("other_folder", {"folder": part})

"""A roster from the reports at hand: each body that a report names, with its district and level; the rest is for a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.audit.office_folder import sorted_lines
from gouji.audit.run import split
from gouji.bodies.names import describe
from gouji.bodies.roster import NO_ROSTER, RosterLine, keys_of
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.chunks import frame_chunk
from gouji.reports.frames import together
from gouji.workers import Workers

# What a spreadsheet would take for a formula is the name of no body.
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of a roster, the files that name no body, and the bodies that reports of several districts name."""

    lines: tuple[RosterLine, ...]
    unnamed: tuple[str, ...]
    several: Mapping[str, Sequence[str]]


def draft_roster(sources: Sequence[Path], declared: Declared) -> Draft:
    """The bodies of the reports in `sources`. Each is there once for a district, by the longest name that its reports print."""
    with Workers() as workers:
        taken = take_in(sources, workers=workers).taken
        chunks = [frame_chunk(chunk, declared, NO_ROSTER, workers) for chunk in split(taken)]
    reports = together(chunks, declared).reports
    lines: dict[tuple[str, frozenset[str]], RosterLine] = {}
    unnamed: list[str] = []
    columns = ("file", "organisation", "district", "level", "status")
    for file, organisation, district, level, status in reports.select(columns).iter_rows():
        if status not in ("audited", "unreadable"):
            continue
        if not organisation or organisation.startswith(_FORMULA_SIGNS):
            unnamed.append(file)
            continue
        in_total = describe(organisation, declared.bodies).kind != "vertical"
        line = RosterLine(organisation, district or "", "", "", level, in_total=in_total)
        keys = keys_of(line, declared.bodies)
        known = next((one for one in lines if one[0] == line.district and one[1] & keys), (line.district, keys))
        before = lines.get(known)
        if before is None or len(before.organisation) < len(organisation):
            lines[known] = line
    districts: dict[str, list[str]] = defaultdict(list)
    for (district, _), line in lines.items():
        districts[line.organisation].append(district)
    several = {name: some for name, some in districts.items() if len(some) > 1}
    levels = [level for level, _ in declared.roster.levels]
    return Draft(tuple(sorted_lines(lines.values(), levels)), tuple(unnamed), several)

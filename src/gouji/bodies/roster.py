"""The roster: which bodies report, in which district, to which supervising office and e-mail address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gouji.bodies.names import describe, same_body
from gouji.declared.bodies import BodiesEntry, Level

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

# The key of a name, and the district in which alone it is understood ("": everywhere).
Called = tuple[str, str]


class RosterError(ValueError):
    """A roster file cannot be used: the message says where, what was found and what to do, in Chinese, for who keeps it."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A former name of a body, or a body merged into it; `until` is the last year that it stood, None where that is not told."""

    name: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One body of the roster; empty texts where the roster leaves a field empty.

    `in_total`: its figures belong to those of its government.
    """

    organisation: str
    district: str
    supervising_office: str
    email: str
    level: Level | None = None
    code: str = ""
    predecessors: tuple[Predecessor, ...] = ()
    in_total: bool = True


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines by the key under which a body is one; the lines that each name, former and short ones too, may mean; the districts."""

    lines: Mapping[str, RosterLine]
    names: Mapping[Called, Sequence[RosterLine]] = field(default_factory=dict[Called, Sequence[RosterLine]])
    districts: frozenset[str] = frozenset()

    def find(self, organisation: str, where: str | None, bodies: BodiesEntry) -> tuple[RosterLine, ...]:
        """The lines that a body called `organisation` may be, none where the roster does not name it.

        `where` is the district or folder that it was filed under. A name without its county, in the folder of another
        district of the roster, is another body: 财政局 there is not the 财政局 here. Several lines: bodies that share a
        former name, which was split.
        """
        key = same_body(organisation, bodies)
        direct = self.lines.get(key)
        found = tuple(self.names.get((key, ""), ())) or ((direct,) if direct else ())
        named = self.named_district(where)
        if named is None:
            return found
        here = tuple(line for line in found if line.district == named)
        if here or describe(organisation, bodies).county is not None:
            return here or found
        return tuple(self.names.get((key, named), ())) or tuple(line for line in found if not line.district)

    def district(self, organisation: str | None, bodies: BodiesEntry, where: str | None = None) -> str | None:
        """The district of a body, or None where the roster does not name it, or names it in several."""
        districts = {line.district for line in self.find(organisation, where, bodies)} if organisation else set[str]()
        return next(iter(districts)) or None if len(districts) == 1 else None

    def named_district(self, where: str | None) -> str | None:
        """The one district of the roster that a folder or district called `where` means, with its prefecture or without."""
        if not where:
            return None
        if where in self.districts:
            return where
        like = [one for one in self.districts if one.endswith(where) or where.endswith(one)]
        return like[0] if len(like) == 1 else None

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


def is_address(text: str) -> bool:
    """True where `text` is one e-mail address and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def roster_of(lines: Sequence[RosterLine], bodies: BodiesEntry) -> Roster:
    """The roster of lines of which no two are one body."""
    names: dict[Called, list[RosterLine]] = {}
    for line in lines:
        for called in names_of(line, bodies):
            names.setdefault(called, []).append(line)
    districts = frozenset(line.district for line in lines if line.district)
    return Roster({same_body(line.organisation, bodies): line for line in lines}, names, districts)


def keys_of(line: RosterLine, bodies: BodiesEntry) -> frozenset[str]:
    """The keys of which two lines that are one body share one: that of the name, and that of the name with its county in front."""
    name, district = line.organisation, line.district
    fronts = [district, *_without_prefecture(district, bodies)] if district else []
    bare = next((name.removeprefix(one) for one in fronts if name.startswith(one) and name != one), name)
    whole = district + bare if bare not in fronts else bare
    return frozenset((same_body(name, bodies), same_body(whole, bodies)))


def names_of(line: RosterLine, bodies: BodiesEntry) -> list[Called]:
    """Every name under which a report may mean the body of a line: its own and former ones, with its county and without."""
    names: list[Called] = []
    for name in (line.organisation, *(one.name for one in line.predecessors)):
        names.append((same_body(name, bodies), ""))
        names += _with_county(name, line.district, bodies)
    return list(dict.fromkeys(names))


def _with_county(name: str, district: str, bodies: BodiesEntry) -> list[Called]:
    """A name with its county in front where it has none; without it, then understood in that district only."""
    if not district:
        return []
    fronts = [district, *_without_prefecture(district, bodies)]
    front = next((front for front in fronts if name.startswith(front) and name != front), None)
    if front is None:
        return [(same_body(one + name, bodies), "") for one in fronts] if name not in fronts else []
    bare = name.removeprefix(front)
    others = [(same_body(one + bare, bodies), "") for one in fronts if one != front]
    return [*others, (same_body(bare, bodies), district)]


def _without_prefecture(district: str, bodies: BodiesEntry) -> list[str]:
    """澜江市明河区 -> 明河区."""
    for ending in bodies.prefecture_endings:
        front, found, rest = district.partition(ending)
        if found and len(front) > 1 and len(rest) > 1:
            return [] if rest in bodies.places.shared_counties else [rest]
    return []

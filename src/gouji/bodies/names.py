"""Bodies by their names: level, kind, place, power to make 规章, and the county-level name in front."""

import re
from dataclasses import dataclass

from gouji.bodies.lines import place_by_short_name, split_line, split_party
from gouji.bodies.places import Parts, Place, can_be_place, take_apart
from gouji.declared.bodies import LONGEST_PLACE, BodiesEntry, Kind, Level, longest_first
from gouji.document.folding import plain, simplified, strip_invisible

_BEHIND = re.compile(r"(?<=.)\([^()]*\)$")
_CLEAR: tuple[Kind, ...] = ("government", "agency", "department", "vertical", "other")


@dataclass(frozen=True, slots=True)
class Body:
    """What the name of a body tells. None: the name does not tell it, and it is not guessed.

    `place` is the division or zone that it is of, the last in the name. `county` is the county-level name in front of
    the body's own, qualified by its prefecture where that is printed. `for_government`: it is the office of a government,
    whose report may be the government's own. `keeps_rules`: it may report its government's 规章 as its own: the office, the
    judicial department.
    """

    level: Level | None = None
    kind: Kind | None = None
    county: str | None = None
    place: str | None = None
    for_government: bool = False
    keeps_rules: bool = False

    @property
    def is_department(self) -> bool | None:
        """Whether it is a department of a government or a line; None for what is no body of a government's own."""
        return None if self.kind in (None, "other") else self.kind in ("department", "vertical")


NOBODY = Body()


def describe(name: str | None, bodies: BodiesEntry) -> Body:
    """Level, kind, place and county of the body called `name` (None: nothing is known)."""
    bare = _BEHIND.sub("", simplified(plain(name))) if name else ""
    party, rest = split_party(bare, bodies)
    line, rest = (None, rest) if party else split_line(bare, bodies)
    if line is not None and not rest:
        return Body("ministry", "department")
    parts = take_apart(rest, bodies)
    kind = "other" if party else "vertical" if line is not None else _kind(parts, bodies)
    if _is_branch(parts.own, bodies):
        return _branch(kind, parts, bodies)
    if line is not None and not parts.chain:
        place = place_by_short_name(rest, bodies)
        name_of_place = place.name if place and place.name else None
        shared = name_of_place in bodies.places.shared_counties
        county = name_of_place if place and place.level == "county" and not shared else None
        return Body(place.level if place else None, kind, county, name_of_place)
    level = _level(parts, bodies)
    return Body(
        level,
        kind,
        _county(_without_zone(parts, bodies), bodies),
        _place(parts, level, bodies),
        parts.own in bodies.government_offices,
        parts.own in (*bodies.government_offices, *bodies.rule_keepers),
    )


def may_make_rules(body: Body, bodies: BodiesEntry) -> bool | None:
    """Whether a body may make 规章 (《立法法》 arts. 91, 93); None where its level, and so its power, cannot be told.

    None, too, for the office and the judicial department of a government that may: they report its 规章.
    """
    makers = [maker for maker in bodies.rule_makers if body.level in (None, maker.level)]
    if body.level is None:
        powerless = body.kind in ("department", "vertical") and body.place is not None and not body.keeps_rules
        return False if powerless else None
    if body.level == "other":
        return None
    if not makers:
        return False
    if body.keeps_rules or body.kind is None:
        return None
    return any(body.kind in maker.kinds for maker in makers)


def same_body(name: str, bodies: BodiesEntry) -> str:
    """The key under which `依兰镇` and `依兰镇人民政府` are one body."""
    bare = strip_invisible(name)
    for word, standing in bodies.same_suffix.items():
        if bare.endswith(word):
            return bare.removesuffix(word) + standing
    return _without(bare, bodies.government_words)


def is_body(name: str, bodies: BodiesEntry) -> bool:
    """True where `name` ends as the names of bodies do, or is a place."""
    parts = take_apart(split_line(simplified(plain(name)), bodies)[1], bodies)
    return bool(parts.chain and not parts.own) or _end(parts.own, bodies) is not None


def _without(name: str, words: list[str]) -> str:
    word = next((word for word in words if name.endswith(word) and len(name) > len(word)), "")
    return name.removesuffix(word)


def _end(own: str, bodies: BodiesEntry) -> str | None:
    """What the longest ending of `own` tells, `unclear` among it; None where it has none that is known."""
    for length in range(min(bodies.longest_end, len(own)), 0, -1):
        if own[-length:] in bodies.ends_by_word:
            return bodies.ends_by_word[own[-length:]]
    return None


def _committee(own: str, bodies: BodiesEntry) -> str | None:
    return next((word for word in bodies.committees if own.endswith(word)), None)


def _kind(parts: Parts, bodies: BodiesEntry) -> Kind | None:
    own, last = parts.own, parts.last
    if last is not None and (not own or own in bodies.words_between or _is_agency(last.name + own, bodies)):
        return _kind_of_place(own, last, bodies)
    committee = _committee(own, bodies)
    if committee is not None:
        front = own.removesuffix(committee)
        if not front or front.endswith(tuple(bodies.zones)):
            return "agency"
        return "department" if front.endswith(tuple(bodies.committee_business)) else None
    if last is not None and own.startswith(tuple(bodies.party_organs)):
        return "other"
    if last is not None and own in bodies.unclear_alone:
        return None
    return next((kind for kind in _CLEAR if kind == _end(own, bodies)), None)


def _kind_of_place(own: str, last: Place, bodies: BodiesEntry) -> Kind | None:
    """The kind of a body that is called as its place, with or without the word of its government."""
    if last.level == "other" or own in bodies.committees or _is_agency(last.name + own, bodies):
        return "agency"
    if last.full.endswith(tuple(bodies.under_commissioners)):
        return None if own else "agency"
    return "government" if not own or own in bodies.ends.government else None


def _is_agency(name: str, bodies: BodiesEntry) -> bool:
    return name.endswith(bodies.agency_ends)


def _level(parts: Parts, bodies: BodiesEntry) -> Level | None:
    own, last = parts.own, parts.last
    for end in bodies.agency_ends:
        if own.endswith(end):
            return bodies.agency_levels[end]
    kind = _kind(parts, bodies)
    if _committee(own, bodies) is not None and kind != "department":
        # 新城区 and 兰州新区 are counties in one place and zones in another.
        unclear = last is not None and last.level == "county" and own in bodies.committees
        return _level_of_zone(parts) if kind == "agency" and not unclear else None
    if own and own not in bodies.words_between and _end(own, bodies) in (None, "government"):
        # What is in front of the body's own name has not been understood to its end.
        word = _bare_place(own, bodies)
        return (
            bodies.bare_levels.get(word) if last is None and own.removeprefix(word) in bodies.ends.government else None
        )
    if last is not None:
        return _level_of_zone(parts) if last.level == "other" else last.level
    word = _bare_place(own, bodies)
    level = bodies.bare_levels.get(word)
    runs_on = any(own.startswith(across) for across in bodies.words_of_places if not word.startswith(across))
    return (
        level
        if level and not runs_on and _end(own.removeprefix(word), bodies) in ("department", "government")
        else None
    )


def _bare_place(own: str, bodies: BodiesEntry) -> str:
    """The word of a place without its name with which `own` begins: 县财政局, 自治区财政厅."""
    return next((word for word in longest_first(bodies.bare_levels) if own.startswith(word)), "")


def _level_of_zone(parts: Parts) -> Level:
    """A zone of a county is of its level; the rank of others no name tells."""
    above = [place for place in parts.chain if place.level != "other"]
    return "county" if above and above[-1].level == "county" else "other"


def _place(parts: Parts, level: Level | None, bodies: BodiesEntry) -> str | None:
    own = parts.own
    for end in bodies.not_behind_places:
        if own.endswith(end) and own != end:
            return own.removesuffix(end)
    committee = _committee(own, bodies)
    if committee and own != committee and level == "other":
        return own.removesuffix(committee)
    understood = level is not None or own in bodies.committees or _end(own, bodies) not in (None, "government")
    return parts.last.name if parts.last and (understood or own in bodies.words_between) else None


def _county(chain: tuple[Place, ...], bodies: BodiesEntry) -> str | None:
    """The last county-level name of the chain, behind its prefecture where that stands directly in front."""
    for index in range(len(chain) - 1, -1, -1):
        if chain[index].level == "county":
            return _qualified(chain[index].full, chain[index - 1] if index else None, bodies)
    return None


def _without_zone(parts: Parts, bodies: BodiesEntry) -> tuple[Place, ...]:
    """The chain without a 区 that a committee runs, unless it is known as a zone that is counted as a county."""
    last = parts.last
    run = last is not None and parts.own in bodies.committees and not last.full.endswith(tuple(bodies.zones))
    return parts.chain[:-1] if run else parts.chain


def _qualified(county: str, above: Place | None, bodies: BodiesEntry) -> str:
    """`county` in its shortest form that is not ambiguous: 南充市嘉陵区, but 依兰县, which is known to stand once."""
    if _stands_alone(county, bodies) or above is None or not above.full.endswith(tuple(bodies.prefecture_endings)):
        return county
    return above.full + county


def _stands_alone(county: str, bodies: BodiesEntry) -> bool:
    return county in bodies.counties_that_stand_once and not county.endswith(tuple(bodies.parts_of_prefectures))


def _is_branch(own: str, bodies: BodiesEntry) -> bool:
    """True for a part of a department: 公安局松岭区分局."""
    end = next((end for end in bodies.branch_ends if own.endswith(end)), "")
    return bool(end) and any(
        _end(own[:at], bodies) in ("department", "vertical") for at in range(2, len(own) - len(end))
    )


def _branch(kind: Kind | None, parts: Parts, bodies: BodiesEntry) -> Body:
    """A branch: of the county printed whole in its name, else of none that is told, in the county of its department."""
    county = _county(parts.chain, bodies)
    if county is not None:
        return Body(None, kind, county)
    inner = _county_in_branch(parts, bodies)
    if inner is None:
        return Body(None, kind)
    return Body("county", kind, _qualified(inner, parts.last, bodies), inner)


def _county_in_branch(parts: Parts, bodies: BodiesEntry) -> str | None:
    end = next(end for end in bodies.branch_ends if parts.own.endswith(end))
    inner = parts.own.removesuffix(end)
    for at in range(len(inner) - 1, 1, -1):
        name = inner[at:]
        if _end(inner[:at], bodies) in ("department", "vertical") and can_be_place(name, name, bodies):
            return name
    return None


def county_before(text: str, bodies: BodiesEntry) -> str | None:
    """The known county whose name ends `text`, behind its prefecture if that stands in front.

    A name that several counties share is only told with its prefecture; without it there is none.
    """
    county = next((text[-n:] for n in range(LONGEST_PLACE, 1, -1) if bodies.levels.get(text[-n:]) == "county"), None)
    if county is None:
        return None
    if _stands_alone(county, bodies):
        return county
    front = text.removesuffix(county)
    prefecture = next(
        (front[-n:] for n in range(LONGEST_PLACE, 1, -1) if bodies.levels.get(front[-n:]) == "prefecture"), None
    )
    if prefecture is None and county in bodies.places.shared_counties:
        return None
    return (prefecture or "") + county

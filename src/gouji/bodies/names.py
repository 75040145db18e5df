"""Bodies by their names: level, department or government, power to make 规章, and the county-level name in front."""

from dataclasses import dataclass

from gouji.declared.bodies import LONGEST_PLACE, BodiesEntry, Level
from gouji.document.folding import strip_invisible


@dataclass(frozen=True, slots=True)
class Body:
    """What the name of a body tells. None: the name does not tell it, and it is not guessed.

    `county` is the county-level name in front of the body's own, qualified by its prefecture where that is printed.
    """

    level: Level | None
    is_department: bool | None
    county: str | None


def describe(name: str | None, bodies: BodiesEntry) -> Body:
    """Level, kind and county of the body called `name` (None: nothing is known)."""
    if not name:
        return Body(None, None, None)
    bare = _without(strip_invisible(name), bodies.government_words)
    chain = _chain(bare, bodies)
    level = _level(chain[-1], bodies) if chain else None
    whole = bool(chain) and "".join(chain) == bare
    if whole:
        return Body(level, False, _county(chain, bodies))
    if any(bare.startswith(prefix) for prefix in bodies.ministry_prefixes):
        return Body("ministry", False, None)
    if any(bare.endswith(ending) for ending in bodies.departments):
        return Body(level, True, _county(chain, bodies))
    return Body(None, None, _county(chain, bodies))


def may_make_rules(body: Body, bodies: BodiesEntry) -> bool | None:
    """Whether a body may make 规章 (《立法法》 arts. 91, 93); None where its level, and so its power, cannot be told."""
    if body.level is None or body.is_department is None:
        return None
    if body.level == "other":
        return None
    return any(
        maker.level == body.level and maker.is_department in (None, body.is_department) for maker in bodies.rule_makers
    )


def same_body(name: str, bodies: BodiesEntry) -> str:
    """The key under which `依兰镇` and `依兰镇人民政府` are one body."""
    bare = strip_invisible(name)
    for word, standing in bodies.same_suffix.items():
        if bare.endswith(word):
            return bare.removesuffix(word) + standing
    return _without(bare, bodies.government_words)


def _without(name: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        if name.endswith(word) and len(name) > len(word):
            return name[: -len(word)]
    return name


def _chain(name: str, bodies: BodiesEntry) -> list[str]:
    """The names of governments that `name` is made of, from the left: 南充市, 嘉陵区, 金凤镇. A rest is left over."""
    found: list[str] = []
    rest = name
    while rest:
        place = next((rest[:n] for n in range(min(LONGEST_PLACE, len(rest)), 1, -1) if rest[:n] in bodies.levels), None)
        match = None if place else bodies.government.match(rest)
        part = place or (match[0] if match else None)
        if part is None:
            break
        found.append(part)
        rest = rest[len(part) :]
    return found


def _level(place: str, bodies: BodiesEntry) -> Level | None:
    bare = _without(place, bodies.government_words)
    known = bodies.levels.get(bare)
    return known or next((entry.level for entry in bodies.governments if bare.endswith(entry.suffix)), None)


def _county(chain: list[str], bodies: BodiesEntry) -> str | None:
    """The last county-level name of the chain, behind its prefecture where that stands directly in front."""
    for index in range(len(chain) - 1, -1, -1):
        if _level(chain[index], bodies) == "county":
            before = chain[index - 1] if index else ""
            qualified = before if before.endswith(tuple(bodies.prefecture_endings)) else ""
            return qualified + _without(chain[index], bodies.government_words)
    return None


def county_before(text: str, bodies: BodiesEntry) -> str | None:
    """The known county whose name ends `text`, behind its prefecture if that stands in front.

    A name that several counties share is only told with its prefecture; without it there is none.
    """
    county = next((text[-n:] for n in range(LONGEST_PLACE, 1, -1) if bodies.levels.get(text[-n:]) == "county"), None)
    if county is None:
        return None
    front = text.removesuffix(county)
    prefecture = next(
        (front[-n:] for n in range(LONGEST_PLACE, 1, -1) if bodies.levels.get(front[-n:]) == "prefecture"), None
    )
    if prefecture is None and county in bodies.places.shared_counties:
        return None
    return (prefecture or "") + county

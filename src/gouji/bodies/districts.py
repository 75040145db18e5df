"""One district under several names in one batch: 洪泽区, 淮安市洪泽区 and 江苏省淮安市洪泽区 get one workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gouji.bodies.places import take_apart
from gouji.declared.bodies import BodiesEntry


@dataclass(frozen=True, slots=True)
class _Named:
    """A county as a name tells it, with what is printed in front of it."""

    name: str
    county: str
    province: str | None
    prefecture: str | None


def one_name(named: Iterable[tuple[str, str | None]], bodies: BodiesEntry) -> Mapping[str, str]:
    """Another name of a district -> the one to use, for the districts of a batch and the sources that named them.

    Names are one where they tell the same county of the same prefecture. One without its prefecture is of the only one
    that the batch has it behind, unless several counties are called so. Where roster and folders keep two apart, all
    stay; a name that one of them gives is the one to use, else the longest.
    """
    sources: dict[str, set[str | None]] = {}
    for district, source in named:
        sources.setdefault(district, set()).add(source)
    given = {district for district, of in sources.items() if of & {"roster", "folder"}}
    groups: dict[tuple[str, str | None], list[str]] = {}
    counties: dict[str, list[_Named]] = {}
    for name in sorted(sources):
        place = _told(name, bodies)
        if place is not None:
            counties.setdefault(place.county, []).append(place)
    for county, alike in counties.items():
        for place in alike:
            groups.setdefault((county, _prefecture(place, alike, bodies)), []).append(place.name)
    found: dict[str, str] = {}
    for names in groups.values():
        ours = [name for name in names if name in given]
        if len(ours) > 1:
            continue
        kept = ours[0] if ours else max(names, key=len)
        found |= {name: kept for name in names if name != kept}
    return found


def _told(name: str, bodies: BodiesEntry) -> _Named | None:
    parts = take_apart(name, bodies)
    if parts.own or parts.last is None or parts.last.level != "county":
        return None
    above = {place.level: place.full for place in parts.chain[:-1]}
    prefecture = above.get("prefecture")
    province = above.get("province")
    return _Named(name, _whole(parts.last.full, bodies), province, prefecture or _municipality(province, bodies))


def _whole(county: str, bodies: BodiesEntry) -> str:
    """The autonomous county that is called `county` for short, where there is one: 肃北县."""
    if county in bodies.levels:
        return county
    for ending, short in bodies.short_county_endings.items():
        called = bodies.by_stem.get(county.removesuffix(short), []) if county.endswith(short) else []
        if len(called) == 1 and called[0].endswith(ending):
            return called[0]
    return county


def _municipality(province: str | None, bodies: BodiesEntry) -> str | None:
    return province if province in bodies.places.municipalities else None


def _prefecture(place: _Named, alike: list[_Named], bodies: BodiesEntry) -> str | None:
    """The prefecture that `place` is of: its own, or the only one of the batch where nothing speaks against it.

    The name itself where nobody can tell, so that it is one with no other.
    """
    if place.prefecture is not None:
        return place.prefecture
    prefectures = {other.prefecture for other in alike if other.prefecture}
    provinces = {other.province for other in alike if other.province}
    if place.county in bodies.places.shared_counties or len(prefectures) > 1 or len(provinces) > 1:
        return place.name
    return next(iter(prefectures), None)

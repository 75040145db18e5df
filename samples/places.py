"""Invented bodies: places that do not exist, the offices in them, and how each speaks of itself."""

import functools
import random
import re
from dataclasses import dataclass

from samples.data import wording

_DISTRICT = re.compile(r"(?:.+?市)?.+?[县区]|.+?市")


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: its full name, the district before it, its kind (`township` ...) and its word for itself."""

    name: str
    district: str
    kind: str
    self_name: str

    @property
    def short_name(self) -> str:
        """The name without the district, the whole name where nothing else is left."""
        return self.name.removeprefix(self.district)


def districts() -> tuple[str, ...]:
    """Every invented county and city district by its qualified name, counties first."""
    places = wording("places")
    return (*places["counties"], *(city + district for city, under in places["cities"].items() for district in under))


@functools.cache
def bodies(district: str) -> tuple[Body, ...]:
    """Every invented body of `district`: its government, its departments, then townships and subdistricts."""
    places = wording("places")
    endings = ("镇人民政府", "乡人民政府", "镇人民政府", "街道办事处")
    names = [district + "人民政府", *(district + department for department in places["departments"])]
    names += [district + stem + endings[index % 4] for index, stem in enumerate(places["townships"])]
    return tuple(body_named(name) for name in names)


def any_body(rng: random.Random) -> Body:
    """Some invented body."""
    return rng.choice(bodies(rng.choice(districts())))


def body_named(name: str) -> Body:
    """The body of that name, its kind told by the end of the name. A name without a district has an empty one."""
    kind = next(kind for kind in wording("places")["kinds"] if name.endswith(kind["ending"]))
    match = _DISTRICT.match(name)
    return Body(name, match.group() if match else "", kind["kind"], kind["self"])

"""One district under two names in one batch: 洪泽区 and 淮安市洪泽区 get one workbook."""

from collections.abc import Iterable, Mapping

from gouji.bodies.places import can_be_place
from gouji.declared.bodies import BodiesEntry


def one_name(named: Iterable[tuple[str, str | None]], bodies: BodiesEntry) -> Mapping[str, str]:
    """Another name of a district -> the one to use, for the districts of a batch and the sources that named them.

    Two are one where one name is the other behind a prefecture, unless several counties are called so, or the batch has
    it behind several prefectures, or roster and folders keep both apart. A name that a roster or a folder gives stays.
    """
    sources: dict[str, set[str | None]] = {}
    for district, source in named:
        sources.setdefault(district, set()).add(source)
    given = {district for district, of in sources.items() if of & {"roster", "folder"}}
    found: dict[str, str] = {}
    for bare in sources:
        whole = [name for name in sources if _is_behind_prefecture(name, bare, bodies)]
        if len(whole) != 1 or bare in bodies.places.shared_counties or {bare, whole[0]} <= given:
            continue
        other, kept = (whole[0], bare) if bare in given else (bare, whole[0])
        found[other] = kept
    return found


def _is_behind_prefecture(name: str, bare: str, bodies: BodiesEntry) -> bool:
    """True where `name` is `bare`, the name of a county, behind that of a prefecture."""
    front = name.removesuffix(bare)
    if front in ("", name) or not front.endswith(tuple(bodies.prefecture_endings)):
        return False
    return bodies.levels.get(bare) == "county" or can_be_place(bare, bare, bodies)

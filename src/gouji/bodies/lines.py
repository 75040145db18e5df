"""Lines of the State Council: bodies whose names begin with a ministry and go on with a place, 国家税务总局云岭县税务局."""

from gouji.bodies.places import Place
from gouji.declared.bodies import BodiesEntry


def split_party(name: str, bodies: BodiesEntry) -> tuple[str, str]:
    """The word in front of `name` that makes it a body of the party, nothing where there is none, and what stands behind it."""
    word = next((word for word in bodies.party_beginnings if name.startswith(word)), "")
    return word, name.removeprefix(word)


def split_line(name: str, bodies: BodiesEntry) -> tuple[str | None, str]:
    """The ministry in front of `name` and what stands behind it, nothing for the ministry itself; None where there is none."""
    head = _head(name, bodies)
    if head is None:
        return None, name
    rest = name.removeprefix(head)
    return (head, rest) if not rest or rest.endswith(tuple(bodies.line_bodies)) else (None, name)


def _head(name: str, bodies: BodiesEntry) -> str | None:
    listed = next((line for line in bodies.lines if name.startswith(line)), None)
    if listed:
        return listed
    beginning = next((word for word in bodies.line_beginnings if name.startswith(word)), None)
    if beginning is None:
        return None
    ends = tuple(bodies.line_ends)
    for end in range(len(beginning) + 1, len(name) + 1):
        head = name[:end]
        if not head.endswith(ends):
            continue
        if end == len(name) and head.endswith(tuple(bodies.areas_of_their_own)):
            return beginning
        return None if any(zone in head for zone in bodies.zones) else head
    return beginning if name.endswith(tuple(bodies.areas_of_their_own + bodies.line_bodies)) else None


def place_by_short_name(rest: str, bodies: BodiesEntry) -> Place | None:
    """The place of 云岭调查队 in 国家统计局云岭调查队; None where several are called so, or it is none of one government.

    The lists of provinces and prefectures are whole: what is called otherwise is a county, whichever it may be.
    """
    end = next((end for end in bodies.line_bodies if rest.endswith(end)), "")
    stem = rest.removesuffix(end)
    if not stem or end in bodies.areas_of_their_own or stem in bodies.regions:
        return None
    called = bodies.by_stem.get(stem, [])
    if end in bodies.line_province_ends:
        called = [place for place in called if bodies.levels[place] == "province"]
    levels = {bodies.levels[place] for place in called}
    if len(levels) == 1:
        return Place(called[0] if len(called) == 1 else "", bodies.levels[called[0]], "")
    if not called and end in bodies.line_county_ends and not any(word in stem for word in bodies.words_of_business):
        return Place("", "county", "")
    return None

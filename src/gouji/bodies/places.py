"""The places in front of a body's own name: known divisions, ordinary ones, zones and townships, from the left.

A 乡, 镇, 区, 县, 旗, 盟 or 市 ends a place only where the text in front of it can be a name of one and no word of business
goes on across it: 住房和城乡建设局 names no 乡.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

from gouji.declared.bodies import LONGEST_PLACE, BodiesEntry, Level

_RANKS: dict[str, int] = {"province": 0, "prefecture": 1, "county": 2, "other": 3, "township": 4}
_LONGEST_STEM = 4
# Most townships are called by two characters: 建设镇, 文化街道.
_ORDINARY_NAME = 2
_LONGEST_ZONE = 20
# 某某土家族苗族乡
_LONGEST_TOWNSHIP = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A division or a zone in a name, without the words of its government. `level` None: a 市 of unknown rank.

    `full`: its whole name, where a short one is printed.
    """

    name: str
    level: Level | None
    full: str

    @property
    def rank(self) -> int:
        """Its height, 0 for a province; a 市 of unknown rank counts as a prefecture."""
        return _RANKS[self.level or "prefecture"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: its places from the left, and the body's own name behind them."""

    chain: tuple[Place, ...]
    own: str

    @property
    def last(self) -> Place | None:
        """The place that the body is of."""
        return self.chain[-1] if self.chain else None


def take_apart(name: str, bodies: BodiesEntry) -> Parts:
    """The places in front of a body's own name, and that name; the words of a government between them are left out."""
    chain: list[Place] = []
    rest = name
    while rest:
        last = chain[-1] if chain else None
        place = (
            _known(rest, last, bodies)
            or _short(rest, last, bodies)
            or _ordinary(rest, last, bodies)
            or _zone(rest, last, bodies)
            or _township(rest, last, bodies)
        )
        if place is None:
            break
        chain.append(place)
        rest = _behind_government(rest.removeprefix(place.name), bodies)
    return Parts(tuple(_ranked(chain)), rest)


def _ranked(chain: list[Place]) -> list[Place]:
    """`chain` with the rank of each unknown 市 that its neighbours prove."""
    found = list(chain)
    for at, place in enumerate(found):
        if place.level is None:
            above = found[at - 1].level if at else None
            below = found[at + 1].level if at + 1 < len(found) else None
            if above == "prefecture":
                found[at] = replace(place, level="county")
            elif below == "county":
                found[at] = replace(place, level="prefecture")
    return found


def _behind_government(rest: str, bodies: BodiesEntry) -> str:
    """`rest` without 人民政府 in front of another body's name: 松岭区人民政府西五旗街道办事处."""
    if rest.startswith(tuple(bodies.government_offices)):
        return rest
    for word in bodies.words_between:
        if rest.startswith(word) and len(rest) > len(word):
            return rest.removeprefix(word)
    return rest


def _known(rest: str, last: Place | None, bodies: BodiesEntry) -> Place | None:
    for length in range(min(LONGEST_PLACE, len(rest)), 1, -1):
        name = rest[:length]
        full = bodies.short_names_of_places.get(name, name)
        level = bodies.levels.get(full)
        if level is None or not (_below(_RANKS[level], last) or _is_of_prefecture(full, last, bodies)):
            continue
        above = bodies.common_districts.get(name)
        if above is not None and (last is None or last.name not in above):
            continue
        if not _is_front_of_township(rest[length:], bodies):
            return Place(name, level, full)
    return None


def _is_of_prefecture(name: str, last: Place | None, bodies: BodiesEntry) -> bool:
    """True for 塔城地区 behind 伊犁哈萨克自治州, the one prefecture that has others below it."""
    return last is not None and last.full in bodies.above_prefectures and bodies.levels.get(name) == "prefecture"


def _short(rest: str, last: Place | None, bodies: BodiesEntry) -> Place | None:
    """The short name of a province or a prefecture in front of a place that is known: 淮安 / 洪泽区."""
    for length in range(min(LONGEST_PLACE, len(rest)), 1, -1):
        called = bodies.by_stem.get(rest[:length], [])
        above = [place for place in called if _RANKS[bodies.levels[place]] < _RANKS["county"]]
        if len(above) != 1 or not _below(_RANKS[bodies.levels[above[0]]], last):
            continue
        place = Place(rest[:length], bodies.levels[above[0]], above[0])
        if _known(rest[length:], place, bodies):
            return place
    return None


def _below(rank: int, last: Place | None) -> bool:
    """True where a place of `rank` can stand behind `last`: lower, or a 市 in one whose rank is not known."""
    return last is None or rank > last.rank


def _is_front_of_township(rest: str, bodies: BodiesEntry) -> bool:
    """True where what stands behind shows that the 市 or 区 belongs to a township's name: 东区 / 街道办事处."""
    if rest.startswith(tuple(bodies.not_behind_places)):
        return True
    for suffix in bodies.township_suffixes:
        behind = rest.removeprefix(suffix)
        if behind != rest and (len(suffix) > 1 or behind in ("", *bodies.government_words)):
            return True
    return False


def _ordinary(rest: str, last: Place | None, bodies: BodiesEntry) -> Place | None:
    """The shortest text in front that can be a division of county level or above, though it is not known."""
    for end in range(2, min(LONGEST_PLACE, len(rest)) + 1):
        suffix = next((suffix for suffix in bodies.place_suffixes if rest[:end].endswith(suffix)), None)
        if suffix is None or not can_be_place(rest[:end], rest, bodies):
            continue
        level: Level | None = next(entry.level for entry in bodies.governments if entry.suffix == suffix)
        rank = _RANKS[level] if level else _RANKS["prefecture"]
        if level is None and last is not None and last.rank == rank:
            level, rank = "county", _RANKS["county"]
        if _below(rank, last) and not _is_front_of_township(rest[end:], bodies):
            return Place(rest[:end], level, rest[:end])
    return None


def can_be_place(name: str, text: str, bodies: BodiesEntry) -> bool:
    """Whether `name`, with which `text` begins, can be a division of county level or above."""
    suffix = next((suffix for suffix in bodies.place_suffixes if name.endswith(suffix)), "")
    stem = name.removesuffix(suffix)
    anonymous = stem in bodies.anonymous
    if not stem or not suffix or stem in bodies.regions or stem.startswith(tuple(bodies.not_place_beginnings)):
        return False
    longest = LONGEST_PLACE if any(word in stem for word in bodies.nationalities) else _LONGEST_STEM
    shortest = 1 if anonymous or suffix in bodies.one_character_stems else 2
    if not shortest <= len(stem) <= longest or any(word in stem for word in bodies.words_of_business):
        return False
    if any(stem[:length] in bodies.called_above for length in range(2, len(stem))):
        # 江苏云岭县: where the one ends and the other begins is not told.
        return False
    return not name.endswith(tuple(bodies.zones)) and not _runs_across(len(name) - 1, text, bodies)


def _runs_across(at: int, text: str, bodies: BodiesEntry) -> bool:
    """True where a word in which no place ends stands in `text` across the character at `at`."""
    words, longest = bodies.words_across
    return any(
        text[start:end] in words
        for start in range(max(0, at - longest + 1), at + 1)
        for end in range(at + 1, min(len(text), start + longest) + 1)
    )


def _zone(rest: str, last: Place | None, bodies: BodiesEntry) -> Place | None:
    """The zone in front: 开发区, 园区 and the like, where nothing, its committee or a department of it follows."""
    if last is not None and last.rank >= _RANKS["other"]:
        return None
    zones = tuple(bodies.zones)
    ends = [end for end in range(2, min(_LONGEST_ZONE, len(rest)) + 1) if rest[:end].endswith(zones)]
    ends = [end for end in ends if not any(word in rest[:end] for word in bodies.not_in_zones)]
    for end in reversed(ends):
        if end == len(rest) or rest[end:].startswith(tuple(bodies.committees)):
            return Place(rest[:end], "other", rest[:end])
    business = (*bodies.zone_runs_on, *bodies.branch_ends)
    for end in ends:
        name, behind = rest[:end], rest[end:]
        alone = last is not None and name in bodies.zones_by_themselves and not _is_front_of_township(behind, bodies)
        whole = alone or name not in zones
        if end + 1 not in ends and whole and not behind.startswith(business):
            return Place(name, "other", name)
    return None


def _township(rest: str, last: Place | None, bodies: BodiesEntry) -> Place | None:
    """The township that `rest` is, with the words of its government or without, or in front of a body of its own."""
    if last is not None and last.level == "township":
        return None
    bare = next((rest.removesuffix(word) for word in bodies.words_between if rest.endswith(word)), rest)
    suffix = next((suffix for suffix in bodies.township_suffixes if bare.endswith(suffix)), "")
    stem = bare.removesuffix(suffix)
    # 景德镇陶瓷大学, 内乡调查队: the short name of a place that is known.
    called = bodies.by_stem if last is None or last.rank < _RANKS["county"] else {}
    named = bare not in called and suffix and 0 < len(stem) <= _LONGEST_TOWNSHIP
    if named and not any(word in stem for word in bodies.not_in_zones):
        return Place(bare, "township", bare)
    return _township_in_front(rest, called, bodies)


def _township_in_front(rest: str, called: Container[str], bodies: BodiesEntry) -> Place | None:
    """The township in front of a body of its own: 青溪镇 / 财政所. A name of two characters may be a word of business."""
    for end in range(2, min(_LONGEST_TOWNSHIP, len(rest)) + 1):
        suffix = next((suffix for suffix in bodies.township_suffixes if rest[:end].endswith(suffix)), "")
        stem = rest[:end].removesuffix(suffix)
        if not suffix or not stem or rest[:end] in called or _runs_across(end - 1, rest, bodies):
            continue
        if len(stem) == _ORDINARY_NAME or not any(word in stem for word in bodies.words_of_business):
            return Place(rest[:end], "township", rest[:end])
    return None

"""The words by which bodies are known, from `expectations/bodies.yml`."""

import functools
from pathlib import Path
from typing import Annotated, Literal

from gouji.declared.strict_yaml import LONGEST_FIRST, Entry, longest_first, parse, read_yaml

# 双江拉祜族佤族布朗族傣族自治县 is the longest name of a division.
LONGEST_PLACE = 15


Level = Literal["ministry", "province", "prefecture", "county", "township", "other"]

Kind = Literal["government", "department", "agency", "vertical", "other"]


# The longest first, so that the first that fits is the longest.
Words = Annotated[list[str], LONGEST_FIRST]


class SuffixEntry(Entry):
    suffix: str
    level: Level | None = None


class RuleMakerEntry(Entry):
    level: Level
    kinds: list[Kind]


class EndsEntry(Entry):
    government: list[str]
    agency: list[str]
    department: list[str]
    vertical: list[str]
    other: list[str]
    unclear: list[str]


class PlacesEntry(Entry):
    provinces: list[str]
    municipalities: list[str]
    prefectures: list[str]
    counties: list[str]
    shared_counties: list[str]


class TitlesEntry(Entry):
    official: str
    wordings: list[str]
    full_name_words: list[str]
    page_words: Words
    halves: dict[str, str]
    radicals: dict[str, str]
    not_before: list[str]
    not_behind: list[str]


class DatesEntry(Entry):
    metadata: list[str]
    labels: list[str]
    periods: list[str]


class ShortNamesEntry(Entry):
    pronouns: list[str]
    generic: list[str]
    nouns: dict[str, list[str]]


class BodiesEntry(Entry):
    governments: list[SuffixEntry]
    government_words: Words
    same_suffix: dict[str, str]
    prefecture_endings: list[str]
    parts_of_prefectures: list[str]
    under_commissioners: list[str]
    party_beginnings: Words
    party_organs: list[str]
    unclear_alone: list[str]
    ends: EndsEntry
    government_offices: list[str]
    rule_keepers: list[str]
    committees: Words
    committee_business: list[str]
    zones: Words
    zones_by_themselves: list[str]
    zone_runs_on: list[str]
    words_of_places: list[str]
    words_of_business: list[str]
    not_place_beginnings: list[str]
    short_endings: dict[str, str]
    short_county_endings: dict[str, str]
    above_prefectures: list[str]
    one_character_stems: list[str]
    not_behind_places: list[str]
    not_in_zones: list[str]
    words_between: Words
    agency_levels: dict[str, Level]
    anonymous: list[str]
    nationalities: list[str]
    common_districts: dict[str, list[str]]
    lines: Words
    line_beginnings: Words
    line_ends: list[str]
    line_bodies: Words
    line_province_ends: list[str]
    areas_of_their_own: list[str]
    regions: list[str]
    line_county_ends: list[str]
    branch_ends: Words
    bare_levels: dict[str, Level]
    rule_makers: list[RuleMakerEntry]
    places: PlacesEntry
    county_signs: list[str]
    not_names: list[str]
    short_names: ShortNamesEntry
    titles: TitlesEntry
    dates: DatesEntry

    @functools.cached_property
    def levels(self) -> dict[str, Level]:
        """The level of every division that is known by name."""
        places = self.places
        levels: dict[str, Level] = dict.fromkeys([*places.counties, *places.shared_counties], "county")
        levels.update(dict.fromkeys(places.prefectures, "prefecture"))
        levels.update(dict.fromkeys([*places.provinces, *places.municipalities], "province"))
        return levels

    @functools.cached_property
    def counties_that_stand_once(self) -> frozenset[str]:
        """The county-level names that one county of the country bears."""
        return frozenset(self.places.counties) - frozenset(self.places.shared_counties)

    @functools.cached_property
    def by_stem(self) -> dict[str, list[str]]:
        """The known divisions by their short names, without 省, 市, 县: several where they are called alike."""
        found: dict[str, list[str]] = {}
        for place in self.levels:
            found.setdefault(self.stem(place), []).append(place)
        return found

    @functools.cached_property
    def short_names_of_places(self) -> dict[str, str]:
        """Other names of known divisions, with the ones that they stand for: 恩施州."""
        return {
            self.stem(place) + short: place
            for place in self.levels
            for ending, short in self.short_endings.items()
            if place.endswith(ending)
        }

    @functools.cached_property
    def called_above(self) -> frozenset[str]:
        """The short names of provinces and prefectures."""
        above = (place for place, level in self.levels.items() if level != "county")
        return frozenset(self.stem(place) for place in above)

    def stem(self, place: str) -> str:
        """`place` without the ending of a division and its nationalities: 恩施 of 恩施土家族苗族自治州."""
        endings = longest_first((*self.place_suffixes, *self.zones))
        bare = next((place.removesuffix(end) for end in endings if place.endswith(end) and place != end), place)
        while bare != place:
            word = next((word for word in self.nationalities if bare.endswith(word) and len(bare) > len(word) + 1), "")
            if not word:
                break
            bare = bare.removesuffix(word)
        return bare

    @functools.cached_property
    def place_suffixes(self) -> tuple[str, ...]:
        """The endings of divisions of county level and above, longest first."""
        return longest_first(e.suffix for e in self.governments if e.level not in ("township", "other"))

    @functools.cached_property
    def township_suffixes(self) -> tuple[str, ...]:
        """The endings of townships and 街道 as places, longest first."""
        agencies = set(self.ends.agency) - set(self.same_suffix.values())
        return longest_first(e.suffix for e in self.governments if e.level == "township" and e.suffix not in agencies)

    @functools.cached_property
    def words_across(self) -> tuple[frozenset[str], int]:
        """The words in which no place ends, and the characters of the longest."""
        return frozenset(self.words_of_places), max(map(len, self.words_of_places))

    @functools.cached_property
    def agency_ends(self) -> tuple[str, ...]:
        """The endings of agencies' names, longest first."""
        return longest_first(self.agency_levels)

    @functools.cached_property
    def ends_by_word(self) -> dict[str, str]:
        """The kind that each ending of a body's own name tells."""
        return {word: kind for kind, words in self.ends.model_dump().items() for word in words}

    @functools.cached_property
    def longest_end(self) -> int:
        """Characters of the longest ending."""
        return max(map(len, self.ends_by_word))


def load_bodies(folder: Path) -> BodiesEntry:
    """The declarations of `bodies.yml`. Raises DeclarationError where the file is wrong."""
    path = folder / "bodies.yml"
    return parse(BodiesEntry, read_yaml(path), str(path))

"""The words by which bodies are known, from `expectations/bodies.yml`."""

import functools
import re
from pathlib import Path
from typing import Literal

from gouji.declared.strict_yaml import Entry, parse, read_yaml

# 双江拉祜族佤族布朗族傣族自治县 is the longest name of a division.
LONGEST_PLACE = 15

Level = Literal["ministry", "province", "prefecture", "county", "township", "other"]


class SuffixEntry(Entry):
    suffix: str
    level: Level | None = None


class RuleMakerEntry(Entry):
    level: Level
    is_department: bool | None = None


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
    not_before: list[str]
    not_behind: list[str]


class DatesEntry(Entry):
    metadata: list[str]
    labels: list[str]
    periods: list[str]


class BodiesEntry(Entry):
    governments: list[SuffixEntry]
    government_words: list[str]
    same_suffix: dict[str, str]
    prefecture_endings: list[str]
    departments: list[str]
    ministry_prefixes: list[str]
    rule_makers: list[RuleMakerEntry]
    places: PlacesEntry
    county_signs: list[str]
    not_names: list[str]
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
    def government(self) -> re.Pattern[str]:
        """The shortest text at the start that reads as the name of a government."""
        suffixes = "|".join(sorted((entry.suffix for entry in self.governments), key=len, reverse=True))
        words = "|".join(self.government_words)
        return re.compile(rf"[\u4e00-\u9fff]{{1,{LONGEST_PLACE}}}?(?:{suffixes})(?:{words})?")


def load_bodies(folder: Path) -> BodiesEntry:
    """The declarations of `bodies.yml`. Raises DeclarationError where the file is wrong."""
    path = folder / "bodies.yml"
    return parse(BodiesEntry, read_yaml(path), str(path))

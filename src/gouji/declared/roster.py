"""The columns and words of a roster, and what is said of a wrong one, from `expectations/roster.yml`."""

from pathlib import Path
from typing import Annotated, get_args

from gouji.declared.bodies import Level
from gouji.declared.strict_yaml import DeclarationError, Entry, Positive, parse, places_for, read_yaml

LEVELS: tuple[Level, ...] = get_args(Level)
REQUIRED_COLUMNS = ("organisation", "district")


class RosterColumnsEntry(Entry):
    """The headings that may stand over each column; the first is the one that Gouji writes."""

    organisation: list[str]
    district: list[str]
    supervising_office: list[str]
    email: list[str]
    level: list[str]
    code: list[str]
    predecessors: list[str]
    in_total: list[str]


class LevelWordsEntry(Entry):
    """The words for each level; the first is the one that Gouji writes."""

    ministry: list[str]
    province: list[str]
    prefecture: list[str]
    county: list[str]
    township: list[str]
    other: list[str]

    def level(self, word: str) -> Level | None:
        """The level that a word stands for, None where it stands for none."""
        return next((level for level in LEVELS if word.lower() in getattr(self, level)), None)

    def word(self, level: str) -> str:
        """The word for a level. Raises AttributeError for one that there is not."""
        return getattr(self, level)[0]


class RosterProblemsEntry(Entry):
    """A sentence for everything that can be wrong with a roster; `at` and `whole` put them to a line and a file."""

    cannot_open: Annotated[str, places_for("problem")]
    not_text: str
    no_column: Annotated[str, places_for("column", "also", "found")]
    column_twice: Annotated[str, places_for("column", "found")]
    no_lines: str
    no_organisation: str
    too_many_cells: Annotated[str, places_for("count", "found")]
    doubtful_cell: Annotated[str, places_for("column")]
    two_districts: Annotated[str, places_for("found", "first", "there", "here")]
    twice: Annotated[str, places_for("found", "first")]
    alike: Annotated[str, places_for("found", "first")]
    unknown_level: Annotated[str, places_for("found", "near", "known")]
    level_against_name: Annotated[str, places_for("found", "named")]
    broken_address: Annotated[str, places_for("found")]
    unknown_answer: Annotated[str, places_for("column", "yes", "no", "found", "near")]
    broken_predecessor: Annotated[str, places_for("found")]
    predecessor_stands: Annotated[str, places_for("found", "first")]
    no_district: str
    near: Annotated[str, places_for("word")]
    at: Annotated[str, places_for("file", "line", "problem")]
    whole: Annotated[str, places_for("file", "problem")]
    more: Annotated[str, places_for("count")]


class RosterEntry(Entry):
    columns: RosterColumnsEntry
    levels: LevelWordsEntry
    yes_words: list[str]
    no_words: list[str]
    separators: list[str]
    year_share: Positive
    problems: RosterProblemsEntry


def load_roster_words(folder: Path) -> RosterEntry:
    """The words of `folder`/roster.yml. Raises DeclarationError where one is missing or unknown, or a heading names two columns."""
    path = folder / "roster.yml"
    entry = parse(RosterEntry, read_yaml(path), str(path))
    seen: dict[str, str] = {}
    for name, headings in (*entry.columns, *entry.levels):
        if not headings:
            raise DeclarationError(f"{path}: {name}: no word; name one at least")
        for heading in headings:
            if seen.setdefault(heading, name) != name:
                raise DeclarationError(f"{path}: {heading!r} stands for both {seen[heading]!r} and {name!r}; keep one")
    return entry

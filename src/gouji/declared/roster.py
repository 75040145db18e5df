"""The headings under which a roster gives its columns, from `expectations/roster.yml`."""

from pathlib import Path

from gouji.declared.strict_yaml import Entry, parse, read_yaml


class RosterColumnsEntry(Entry):
    organisation: list[str]
    district: list[str]
    supervising_office: list[str]
    email: list[str]


def load_roster_columns(folder: Path) -> RosterColumnsEntry:
    """The headings. Raises DeclarationError where one is missing or unknown."""
    path = folder / "roster.yml"
    return parse(RosterColumnsEntry, read_yaml(path), str(path))

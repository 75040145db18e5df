"""The headings under which a roster gives its columns, from `expectations/roster.yml`."""

from gouji.declared.strict_yaml import Entry


class RosterColumnsEntry(Entry):
    organisation: list[str]
    district: list[str]
    supervising_office: list[str]
    email: list[str]

"""The file `claims.yml` as it is declared; what its fields mean stands there."""

from typing import Literal

from gouji.declared.strict_yaml import Entry


class PatternEntry(Entry):
    """`number`: the group of that name, a whole number. `scaled`: the groups `number` and `unit` by `scales`."""

    value: int | Literal["number", "scaled"]
    regex: str
    about: str | None = None


class ClaimEntry(Entry):
    """One claim; `step` names the claim that says how far its figure is rounded."""

    claim: str
    patterns: list[PatternEntry]
    unless: list[str]
    unless_in_sentence: list[str] = []
    topic: str | None = None
    about: str | None = None
    step: str | None = None
    of_parts: bool = False
    mention: bool = False


class PeriodEntry(Entry):
    regex: str
    whole_year: list[str] = []
    told: list[str] = []


class BodyEntry(Entry):
    name: str
    own: list[str]


class SubjectsEntry(Entry):
    title: str
    bodies: list[BodyEntry]
    others: list[str]
    others_before: list[str]


class SumsEntry(Entry):
    total: str
    parts: str
    units: str
    sum_words: str
    part_words: str
    not_parts: list[str]


class ClaimsEntry(Entry):
    other_times: list[str]
    own_times: list[str] = []
    neutral_times: list[str] = []
    comparisons: list[str] = []
    not_statements: list[str] = []
    subjects: SubjectsEntry | None = None
    topics: dict[str, str] = {}
    counters: str = ""
    scales: dict[str, int] = {}
    fragments: dict[str, str] = {}
    claims: list[ClaimEntry]
    sums: SumsEntry | None = None
    period: PeriodEntry

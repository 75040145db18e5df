"""The file `claims.yml` as it is declared; what its fields mean stands there."""

from typing import Literal

from gouji.declared.strict_yaml import Entry


class PatternEntry(Entry):
    """`number`: the group of that name, a whole number. `scaled`: the groups `number` and `unit` by `scales`.

    `words`: one of them stands in the sentence, beside one of those of its claim.
    """

    value: int | Literal["number", "scaled"]
    regex: str
    words: list[str] = []
    about: str | None = None


class ClaimEntry(Entry):
    """One claim; `step` names the claim that says how far its figure is rounded, `states` the cells whose sum it is.

    `wholes`: the sums of cells of which it may be a part; what a sentence counts in front of it must be one of them.
    `words`: one of them stands in every sentence that makes the claim; other sentences are not looked at.
    """

    claim: str
    patterns: list[PatternEntry]
    words: list[str] = []
    unless: list[str]
    unless_in_sentence: list[str] = []
    doubted_by: list[str] = []
    lead: list[str] = []
    anywhere: bool = False
    topic: str | None = None
    about: str | None = None
    about_in_front: bool = False
    behind: str | None = None
    states: list[str] = []
    step: str | None = None
    of_parts: bool = False
    wholes: list[list[str]] = []
    mention: bool = False


class NeighbourEntry(Entry):
    """How a neighbouring year is named (the group `year`) where something is carried from or to it, and the word for it."""

    regex: str
    word: str


class AdjunctEntry(Entry):
    """What is left out of a sentence that has one of `words`."""

    words: list[str]
    regex: str


class DistributionEntry(Entry):
    """`word` stands between names and figures: 行政复议、行政诉讼分别为3件、2件; `tail` and `verb` around it say nothing."""

    word: str
    tail: str
    verb: str
    join: str
    weak_join: str
    units: str
    shared: str


class PeriodEntry(Entry):
    regex: str
    said_by: str | None = None
    months: str | None = None
    end_only: str | None = None
    year_only: str | None = None
    told: list[str] = []


class BodyEntry(Entry):
    name: str
    own: list[str]


class SubjectsEntry(Entry):
    title: str
    opening: str | None = None
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
    others: list[str] = []
    channels: list[str] = []
    kinds: list[str] = []
    remainder: list[str] = []


class BalanceEntry(Entry):
    """The claims that are in balance, `came` with `went`; `carried` is the one of `came` that a total may already hold.

    Where a passage does not say it, it is the sum of `carried_states`.
    """

    came: list[str]
    went: list[str]
    carried: str
    carried_states: list[str] = []
    came_total: str
    went_total: str
    carried_total: str


class ClaimsEntry(Entry):
    leads: list[str] = []
    other_times: list[str]
    own_times: list[str] = []
    neutral_times: list[str] = []
    comparisons: list[str] = []
    last_year: NeighbourEntry | None = None
    next_year: NeighbourEntry | None = None
    not_statements: list[str] = []
    subjects: SubjectsEntry | None = None
    topics: dict[str, str] = {}
    counters: str = ""
    scales: dict[str, int] = {}
    fragments: dict[str, str] = {}
    claims: list[ClaimEntry]
    sums: SumsEntry | None = None
    balance: BalanceEntry | None = None
    remainders: list[str] = []
    adjuncts: list[AdjunctEntry] = []
    distribution: DistributionEntry | None = None
    openings: list[str] = []
    period: PeriodEntry

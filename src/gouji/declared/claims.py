"""What `claims.yml` declares: the patterns of each claim, and the words that make subject and year uncertain."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.claim_entries import (
    BalanceEntry,
    ClaimEntry,
    ClaimsEntry,
    DistributionEntry,
    NeighbourEntry,
    PeriodEntry,
    SubjectsEntry,
    SumsEntry,
)
from gouji.declared.strict_yaml import DeclarationError, parse, read_yaml, suggestion

# {count} in a regex stands for the fragment of that name; {0,30} is a quantifier and stays.
_FRAGMENT = re.compile(r"\{([a-z][a-z_]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Lead:
    """What may stand in front of a statement in its clause; one is itself alone, so that what it found can be kept."""

    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """One compiled pattern of `claim`: a fixed value, or None for the number in it.

    `lead` takes what may stand in front of it in its clause apart: the group `who` is what is neither time nor manner, and
    must be empty or a name of the body. None: the pattern says by itself where a clause begins.
    """

    claim: ClaimEntry
    regex: re.Pattern[str]
    words: tuple[tuple[str, ...], ...]
    value: int | None
    scaled: bool
    about: re.Pattern[str] | None
    unless_in_sentence: re.Pattern[str] | None
    doubted_by: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    lead: Lead | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """How the year before or after is named where something is carried from or to it, and the word that stands for it."""

    regex: re.Pattern[str]
    word: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a list of names gets its figures in one row behind it: groups `names` and `figures`, joined by `join`.

    `weak_join` joins where the words of `join` stand inside names; `shared` is a noun that the last name has for all.
    """

    word: str
    regex: re.Pattern[str]
    join: re.Pattern[str]
    weak_join: re.Pattern[str]
    shared: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sums:
    """How a sentence says that numbers add up (NAR-011)."""

    total: str
    parts: str
    item: re.Pattern[str]
    closing: re.Pattern[str]
    opening: re.Pattern[str]
    opening_word: re.Pattern[str]
    not_parts: re.Pattern[str]
    others: re.Pattern[str]
    channels: re.Pattern[str]
    kinds: re.Pattern[str]
    remainder: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who a sentence speaks of. `bodies`: by the end of a body's name, its words for itself as a whole."""

    title: re.Pattern[str]
    opening: re.Pattern[str]
    bodies: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    others: re.Pattern[str]
    others_before: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PeriodPatterns:
    """How the period of the statistics is told; `said_by` tells it from other ranges of days."""

    days: re.Pattern[str]
    said_by: re.Pattern[str]
    months: re.Pattern[str]
    end_only: re.Pattern[str]
    year_only: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClaimPatterns:
    """Everything that `claims.yml` declares, compiled. `grouped`: the patterns in their order, by the words of which a sentence must
    have one (of each set of them) and whether they need no figure; `states`: by claim, the cells whose sum it states.
    """

    patterns: tuple[ClaimPattern, ...]
    grouped: tuple[tuple[tuple[tuple[tuple[str, ...], ...], bool], tuple[ClaimPattern, ...]], ...]
    states: tuple[tuple[str, tuple[str, ...]], ...]
    other_times: re.Pattern[str]
    own_times: re.Pattern[str]
    neutral_times: re.Pattern[str]
    comparisons: re.Pattern[str]
    last_year: Neighbour | None
    next_year: Neighbour | None
    not_statements: re.Pattern[str]
    subjects: Subjects | None
    topics: re.Pattern[str]
    counters: str
    scales: Mapping[str, int]
    sums: Sums | None
    balance: BalanceEntry | None
    remainders: re.Pattern[str]
    adjuncts: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    distribution: Distribution | None
    openings: re.Pattern[str]
    period: PeriodPatterns
    period_told: re.Pattern[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the claims, each once."""
        found: dict[str, None] = {}
        for pattern in self.patterns:
            found[pattern.claim.claim] = None
            if pattern.claim.step is not None:
                found[pattern.claim.step] = None
        if self.sums is not None:
            found |= {self.sums.total: None, self.sums.parts: None}
        if self.balance is not None:
            found |= dict.fromkeys((self.balance.came_total, self.balance.went_total, self.balance.carried_total))
        return tuple(found)


def load_claim_patterns(folder: Path) -> ClaimPatterns:
    """The patterns of `claims.yml`.

    Raises DeclarationError for a pattern that is no regular expression, an unknown fragment, topic or scale, a number
    without its group, and a claim declared twice.
    """
    path = folder / "claims.yml"
    entry = parse(ClaimsEntry, read_yaml(path), str(path))
    names = [claim.claim for claim in entry.claims]
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(f"{path}: claim {name!r} is declared twice; put its patterns together")
    balanced = [*entry.balance.came, *entry.balance.went, entry.balance.carried] if entry.balance else []
    for name in balanced:
        if name not in names:
            raise DeclarationError(f"{path}: balance: no claim {name!r} is declared{suggestion(name, names)}")
    compiler = _Compiler(str(path), entry.fragments)
    patterns = tuple(pattern for claim in entry.claims for pattern in compiler.claim(claim, entry))
    grouped = itertools.groupby(patterns, lambda pattern: (pattern.words, pattern.value is not None))
    return ClaimPatterns(
        patterns=patterns,
        grouped=tuple((looked_for, tuple(group)) for looked_for, group in grouped),
        states=tuple((claim.claim, tuple(claim.states)) for claim in entry.claims if claim.states),
        other_times=compiler.any_of(entry.other_times, "other_times"),
        own_times=compiler.any_of(entry.own_times, "own_times"),
        neutral_times=compiler.any_of(entry.neutral_times, "neutral_times"),
        comparisons=compiler.any_of(entry.comparisons, "comparisons"),
        last_year=compiler.neighbour(entry.last_year) if entry.last_year else None,
        next_year=compiler.neighbour(entry.next_year) if entry.next_year else None,
        not_statements=compiler.any_of(entry.not_statements, "not_statements"),
        subjects=compiler.subjects(entry.subjects) if entry.subjects else None,
        topics=compiler.regex(
            "|".join(f"(?P<{name}>{words})" for name, words in entry.topics.items()) or "(?!)", "topics"
        ),
        counters=entry.counters,
        scales=entry.scales,
        sums=compiler.sums(entry.sums) if entry.sums else None,
        balance=entry.balance,
        remainders=compiler.any_of(entry.remainders, "remainders"),
        adjuncts=tuple((tuple(one.words), compiler.regex(one.regex, "adjuncts")) for one in entry.adjuncts),
        distribution=compiler.distribution(entry.distribution) if entry.distribution else None,
        openings=compiler.any_of(entry.openings, "openings"),
        period=compiler.period(entry.period),
        period_told=compiler.any_of(entry.period.told, "period: told"),
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Compiles the expressions of one file; its errors name the file and the entry."""

    path: str
    fragments: Mapping[str, str]

    def regex(self, regex: str, entry: str) -> re.Pattern[str]:
        where = f"{self.path}: {entry}"
        try:
            return re.compile(self._filled(regex, where))
        except re.error as error:
            raise DeclarationError(f"{where}: {regex!r} is no regular expression: {error}") from error

    def any_of(self, words: Iterable[str], entry: str) -> re.Pattern[str]:
        """A pattern that finds any of `words`; nothing where there are none."""
        return self.regex("|".join(f"(?:{word})" for word in words) or "(?!)", entry)

    def claim(self, claim: ClaimEntry, entry: ClaimsEntry) -> Iterable[ClaimPattern]:
        where = f"{self.path}: {claim.claim}"
        if claim.topic is not None and claim.topic not in entry.topics:
            raise DeclarationError(f"{where}: unknown topic {claim.topic!r}{suggestion(claim.topic, entry.topics)}")
        not_in, doubted_by = (
            self.any_of(words, claim.claim) if words else None for words in (claim.unless_in_sentence, claim.doubted_by)
        )
        lead = None if claim.anywhere or claim.mention else self.lead([*claim.lead, *entry.leads], claim.claim)
        for pattern in claim.patterns:
            regex = self.regex(pattern.regex, claim.claim)
            needed = {"number": {"number"}, "scaled": {"number", "unit"}}.get(str(pattern.value), set[str]())
            missing = needed - set(regex.groupindex)
            if missing:
                raise DeclarationError(f"{where}: {pattern.regex!r} lacks the group {', '.join(sorted(missing))}")
            # A denial names its own matter, or all of them.
            of_itself = claim.about_in_front and isinstance(pattern.value, int)
            about = pattern.about or (None if of_itself else claim.about)
            yield ClaimPattern(
                claim=claim,
                regex=regex,
                words=tuple(tuple(words) for words in (claim.words, pattern.words) if words),
                value=pattern.value if isinstance(pattern.value, int) else None,
                scaled=pattern.value == "scaled",
                about=self.regex(about, claim.claim) if about else None,
                unless_in_sentence=not_in,
                doubted_by=doubted_by,
                behind=self.regex(claim.behind, claim.claim) if claim.behind else None,
                lead=lead,
            )

    def lead(self, words: Iterable[str], entry: str) -> Lead:
        """What may stand in front of a statement, around the name of whoever it is about."""
        around = "|".join(f"(?:{word})" for word in words) or "(?!)"
        return Lead(self.regex(rf"(?:{around})*+(?P<who>[\u4e00-\u9fff]{{0,30}}?)(?:{around})*+", entry))

    def distribution(self, entry: DistributionEntry) -> Distribution:
        name = r"[^\d,;:()#、]{1,30}?"
        names = rf"(?P<names>{name}(?:(?:{entry.join}){name})+)"
        figures = rf"(?P<figures>\d{{1,9}}(?:{entry.units})(?:(?:{entry.join}|,)\d{{1,9}}(?:{entry.units}))+)"
        return Distribution(
            word=entry.word,
            regex=self.regex(rf"{names}(?:{entry.tail})?{entry.word}(?:{entry.verb})?{figures}", "distribution"),
            join=self.regex(f"{entry.join}|,", "distribution"),
            weak_join=self.regex(entry.weak_join, "distribution"),
            shared=self.regex(f"(?:{entry.shared})$", "distribution"),
        )

    def neighbour(self, entry: NeighbourEntry) -> Neighbour:
        regex = self.regex(entry.regex, "last_year, next_year")
        if "year" not in regex.groupindex:
            raise DeclarationError(f"{self.path}: last_year, next_year: {entry.regex!r} lacks the group year")
        return Neighbour(regex, entry.word)

    def subjects(self, entry: SubjectsEntry) -> Subjects:
        for body in entry.bodies:
            for word in body.own:
                self.regex(word.replace("{kind}", "县").replace("{area}", "县"), "subjects")
        return Subjects(
            title=self.regex(entry.title, "subjects"),
            opening=self.regex(entry.opening or "(?!)", "subjects"),
            bodies=tuple((self.regex(body.name, "subjects"), tuple(body.own)) for body in entry.bodies),
            others=self.any_of(entry.others, "subjects"),
            others_before=self.any_of(entry.others_before, "subjects"),
        )

    def period(self, entry: PeriodEntry) -> PeriodPatterns:
        """What is not declared is found nowhere; without `said_by` every range of days is the period."""
        other = [self.regex(one or "(?!)", "period") for one in (entry.months, entry.end_only, entry.year_only)]
        return PeriodPatterns(self.regex(entry.regex, "period"), self.regex(entry.said_by or "", "period"), *other)

    def sums(self, entry: SumsEntry) -> Sums:
        item = rf"(?P<words>[^\d,;、。()]*)(?P<number>\d{{1,9}})(?P<unit>{entry.units})"
        return Sums(
            total=entry.total,
            parts=entry.parts,
            item=self.regex(item, "sums"),
            closing=self.regex(
                rf"(?:{entry.sum_words})[^\d,、()]{{0,4}}(?P<number>\d{{1,9}})(?P<unit>{entry.units})", "sums"
            ),
            opening=self.regex(entry.part_words, "sums"),
            opening_word=self.regex(rf"^(?:{entry.part_words})", "sums"),
            not_parts=self.any_of(entry.not_parts, "sums"),
            others=self.any_of(entry.others, "sums"),
            channels=self.any_of(entry.channels, "sums"),
            kinds=self.any_of(entry.kinds, "sums"),
            remainder=self.any_of(entry.remainder, "sums"),
        )

    def _filled(self, regex: str, where: str) -> str:
        """`regex` with its fragments in place; a fragment may hold others, but not itself."""

        def fragment(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self.fragments:
                raise DeclarationError(f"{where}: unknown fragment {name!r}{suggestion(name, self.fragments)}")
            inner = {other: text for other, text in self.fragments.items() if other != name}
            return _Compiler(self.path, inner)._filled(self.fragments[name], where)

        return _FRAGMENT.sub(fragment, regex)

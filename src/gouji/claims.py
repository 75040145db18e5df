"""Claims: what the prose says that a table also says. Kept only where subject and year are certain."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from gouji.declarations import DeclarationError, Entry, parse, read_yaml
from gouji.document import Document, Passage
from gouji.facts import arabic_years
from gouji.folding import collapse
from gouji.sections import FoundSection

_SENTENCE = re.compile(r"[^。！!；;\n]+")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_LONGEST_QUOTE = 120
# Lines of a table flattened into paragraphs are short and end without a full stop; they are not prose.
_TABLE_SECTIONS = frozenset((2, 3, 4))


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: its key, its number, the words, and where they stand."""

    claim: str
    value: Decimal
    quote: str
    locator: str


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as stated, with the words and their place."""

    first: dt.date
    last: dt.date
    quote: str
    locator: str


class PatternEntry(Entry):
    value: int | Literal["number"]
    regex: str


class ClaimEntry(Entry):
    claim: str
    patterns: list[PatternEntry]
    unless: list[str]


class PeriodEntry(Entry):
    regex: str


class ClaimsEntry(Entry):
    other_times: list[str]
    claims: list[ClaimEntry]
    period: PeriodEntry


@dataclass(frozen=True, slots=True)
class ClaimPatterns:
    """The declared patterns, compiled: (claim, pattern, stated value or None for the number in it, excluding words)."""

    patterns: tuple[tuple[str, re.Pattern[str], int | None, tuple[str, ...]], ...]
    other_times: tuple[str, ...]
    period: re.Pattern[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the claims, each once."""
        return tuple(dict.fromkeys(claim for claim, *_ in self.patterns))


def load_claim_patterns(folder: Path) -> ClaimPatterns:
    """The patterns of `claims.yml`. Raises DeclarationError for a pattern that is no regular expression."""
    path = folder / "claims.yml"
    entry = parse(ClaimsEntry, read_yaml(path), str(path))
    patterns = tuple(
        (
            claim.claim,
            _compiled(pattern.regex, f"{path}: {claim.claim}"),
            pattern.value if isinstance(pattern.value, int) else None,
            tuple(claim.unless),
        )
        for claim in entry.claims
        for pattern in claim.patterns
    )
    return ClaimPatterns(patterns, tuple(entry.other_times), _compiled(entry.period.regex, f"{path}: period"))


def _compiled(regex: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(regex)
    except re.error as error:
        raise DeclarationError(f"{where}: {regex!r} is no regular expression: {error}") from error


def find_claims(
    document: Document, sections: Sequence[FoundSection], patterns: ClaimPatterns, year: int | None
) -> tuple[Claim, ...]:
    """The claims of the prose that are certain of their subject and of the report's `year`, in reading order."""
    found: list[Claim] = []
    for passage in _prose(document, sections):
        for printed in _SENTENCE.findall(passage.text):
            sentence = arabic_years(printed)
            if not _of_another_time(sentence, patterns, year):
                quote = collapse(printed)[:_LONGEST_QUOTE]
                found += [Claim(key, value, quote, passage.locator) for key, value in _stated(sentence, patterns)]
    return tuple(found)


def _stated(sentence: str, patterns: ClaimPatterns) -> Iterator[tuple[str, Decimal]]:
    for claim, regex, stated, unless in patterns.patterns:
        match = regex.search(sentence)
        if match is None or any(word in _clause(sentence, match) for word in unless):
            continue
        yield claim, Decimal(match["number"]) if stated is None else Decimal(stated)


def _clause(sentence: str, match: re.Match[str]) -> str:
    """The match with the rest of its clause on both sides: what could turn its meaning stands there."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in "，,：:") + 1
    ends = [end for mark in "，,：:" if (end := sentence.find(mark, match.end())) >= 0]
    return sentence[start : min(ends, default=len(sentence))]


def _of_another_time(sentence: str, patterns: ClaimPatterns, year: int | None) -> bool:
    if any(word in sentence for word in patterns.other_times):
        return True
    return any(int(stated) != year for stated in _YEAR.findall(sentence))


def _prose(document: Document, sections: Sequence[FoundSection]) -> Iterator[Passage]:
    tables = [range(s.start, s.end) for s in sections if s.number in _TABLE_SECTIONS]
    for rank, block in enumerate(document.blocks):
        if not isinstance(block, Passage):
            continue
        if any(rank in table for table in tables) and "。" not in block.text:
            continue
        yield block


def find_period(document: Document, patterns: ClaimPatterns) -> Period | None:
    """The statistical period, where one is stated; the first one, since later ones speak of other things."""
    for passage in document.passages:
        match = patterns.period.search(arabic_years(passage.text))
        if match is not None:
            try:
                first = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
                last = dt.date(int(match["end_year"] or match["year"]), int(match["end_month"]), int(match["end_day"]))
            except ValueError:
                # 2020年2月30日 is no date, so no period is stated certainly.
                continue
            return Period(first, last, match[0], passage.locator)
    return None

"""The statistical period that a report states."""

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from gouji.declared.claims import ClaimPatterns
from gouji.document import Document
from gouji.document.dates import arabic_years


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as stated, with the words and their place."""

    first: dt.date
    last: dt.date
    quote: str
    locator: str


def find_period(document: Document, patterns: ClaimPatterns) -> Period | None:
    """The statistical period, where one is stated; the first one, since later ones speak of other things.

    It may run on from one passage to the next: text taken from a page ends where the line did (洪泽区 2024).
    """
    passages = document.passages
    for passage, following in zip_longest(passages, passages[1:]):
        own = arabic_years(passage.text)
        match = patterns.period.search(own + (arabic_years(following.text) if following else ""))
        if match is not None and match.start() < len(own):
            try:
                first = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
                last = dt.date(int(match["end_year"] or match["year"]), int(match["end_month"]), int(match["end_day"]))
            except ValueError:
                # 2020年2月30日 is no date, so no period is stated certainly.
                continue
            return Period(first, last, match[0], passage.locator)
    for passage in passages:
        match = patterns.period_year.search(arabic_years(passage.text))
        if match is not None:
            year = int(match["year"])
            return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), match[0], passage.locator)
    return None


def tells_period(document: Document, patterns: ClaimPatterns) -> bool:
    """True where some words tell a statistical period, if not its two days."""
    return any(patterns.period_told.search(arabic_years(passage.text)) for passage in document.passages)

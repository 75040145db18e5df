"""The statistical period that a report states."""

import datetime as dt
from dataclasses import dataclass

from gouji.claims.patterns import ClaimPatterns
from gouji.document import Document
from gouji.facts import arabic_years


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as stated, with the words and their place."""

    first: dt.date
    last: dt.date
    quote: str
    locator: str


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

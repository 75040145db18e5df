"""The statistical period that a report states."""

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from gouji.declared.claims import ClaimPatterns
from gouji.document import Document, Passage
from gouji.document.dates import arabic_years
from gouji.document.doubts import without_doubted


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
        own = _certain(passage)
        match = patterns.period.search(own + (_certain(following) if following else ""))
        if match is not None and match.start() < len(own):
            try:
                first = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
                last = dt.date(int(match["end_year"] or match["year"]), int(match["end_month"]), int(match["end_day"]))
            except ValueError:
                # 2020年2月30日 is no date, so no period is stated certainly.
                continue
            return Period(first, last, match[0], passage.locator)
    return None


def _certain(passage: Passage) -> str:
    return arabic_years(without_doubted(passage.text, passage.doubts))

"""The statistical period that a report states."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from gouji.declared.claims import ClaimPatterns, PeriodPatterns
from gouji.document import Document, Passage
from gouji.document.dates import arabic_years
from gouji.document.doubts import without_doubted

_SENTENCE_ENDS = "。；;!！"


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
        text = own + (_certain(following) if following else "")
        for match, first, last in _stated(text, patterns.period):
            if match.start() < len(own):
                return Period(first, last, match[0], passage.locator)
    return None


def tells_period(document: Document, patterns: ClaimPatterns) -> bool:
    """True where some words tell a statistical period, if not its two days."""
    return any(patterns.period_told.search(arabic_years(passage.text)) for passage in document.passages)


def _stated(text: str, period: PeriodPatterns) -> Iterator[tuple[re.Match[str], dt.date, dt.date]]:
    """Every period that `text` states, with its first and last day."""
    for match in period.days.finditer(text):
        first = _day(match["year"], match["month"], match["day"])
        last = _day(match["end_year"] or match["year"], match["end_month"], match["end_day"])
        # 2020年2月30日 is no date, so no period is stated certainly.
        if first and last and (_is_year(first, last) or _said_by(text, match, period)):
            yield match, first, last
    for match in period.months.finditer(text):
        first = _day(match["year"], match["month"], "1")
        last = _last_of_month(match["end_year"] or match["year"], match["end_month"])
        if first and last and _said_by(text, match, period):
            yield match, first, last
    for match in period.end_only.finditer(text):
        last = _day(match["end_year"], match["end_month"], match["end_day"])
        if last and (last.month, last.day) == (12, 31):
            yield match, dt.date(last.year, 1, 1), last
    for match in period.year_only.finditer(text):
        year = int(match["year"])
        if year > 0:
            yield match, dt.date(year, 1, 1), dt.date(year, 12, 31)


def _said_by(text: str, match: re.Match[str], period: PeriodPatterns) -> bool:
    """True where the sentence of `match` says that this is the period of the statistics."""
    start = max(text.rfind(mark, 0, match.start()) for mark in _SENTENCE_ENDS) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, match.end())) >= 0]
    return period.said_by.search(text, start, min(ends, default=len(text))) is not None


def _is_year(first: dt.date, last: dt.date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _last_of_month(year: str, month: str) -> dt.date | None:
    following = _day(year, month, "28")
    return (following + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1) if following else None


def _certain(passage: Passage) -> str:
    return arabic_years(without_doubted(passage.text, passage.doubts))

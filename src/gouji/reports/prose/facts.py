"""Facts about a report that stand outside its tables: title, body, year, period, date of publication.

The source of a fact names its clue and its place: `title, line 1`, `page metadata, pubdate`, `first paragraph, line 3`,
`signature line, line 80`.
"""

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from gouji.bodies.names import describe
from gouji.declared.bodies import BodiesEntry
from gouji.document import Document, Grid, Passage
from gouji.document.dates import arabic_years, first_day
from gouji.document.folding import collapse, plain
from gouji.document.paragraphs import all_paragraphs, paragraphs
from gouji.reports.prose.titles import Title, find_title
from gouji.reports.sections import FoundSection

T = TypeVar("T")

_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
# Titles of other documents and their numbers carry years that are not the report's.
_QUOTED = re.compile(r"《[^》]*》|[〔\[(（]\d{4}[〕\])）]\d*号?")
_WORD = re.compile(r"\w")
_OPENING_WITHOUT_SECTIONS = 15
# Rows of a grid that is no table but lines with something beside them.
_MOST_ROWS = 4
_LONGEST_OPENING = 200
_SIGNATURE_AMONG_LAST = 6
_LONGEST_SIGNATURE = 40
_IN_TEXT = "text"
_SIGNATURE_DAY = re.compile(r"(?:20\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})[-/.年].*$")
# 统计时间：2020年1月1日至12月31日 is a period.
_DAY_BEGINS = re.compile(
    r"(?<![\d.\-/])(?:20\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})\s*[-/.年]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-/.月]"
)
# Behind the day stands nothing, its time, or something else that a space or a bracket parts from it.
_BEHIND_DAY = re.compile(r"$|[\s)）\]】|T·]|\d{1,2}:")
# Title, date, source, readers, the size of the letters.
_MOST_UNDER_TITLE = 4
_LONGEST_DATE_LINE = 80
_RUNS_ON = re.compile(r"\s*(?:至|到|起|[-~—–－～])")


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A fact and where it was read, in words a person can follow."""

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says of itself. None: it does not say it, or not certainly."""

    title: Sourced[str] | None
    title_year: int | None
    organisation: Sourced[str] | None
    year: Sourced[int] | None
    opening_year: Sourced[int] | None
    published_on: Sourced[dt.date] | None


def gather_facts(document: Document, sections: Sequence[FoundSection], bodies: BodiesEntry) -> Facts:
    """The facts of a document, each with its source."""
    opening = _opening(document, sections)
    title = find_title(document, opening, bodies)
    opening_year = _opening_year(document, sections, title.places if title else ())
    if title is not None and title.year is not None:
        year: Sourced[int] | None = Sourced(title.year, _source("title", title.places[0]))
    else:
        year = opening_year or _prevailing_year(document, sections)
    return Facts(
        title=Sourced(title.text, ", ".join(title.places)) if title else None,
        title_year=title.year if title else None,
        organisation=_organisation(title, document, bodies),
        year=year,
        opening_year=opening_year,
        published_on=_published_on(document, opening, title, bodies, year.value if year else None),
    )


def year_of_two_witnesses(facts: Facts, period_year: int | None) -> Facts:
    """`facts` with the year that opening and period agree on, where the title alone says another: its figure is the slip."""
    opening = facts.opening_year
    if opening is None or facts.title_year in (None, opening.value) or period_year != opening.value:
        return facts
    return replace(facts, year=opening)


def without_body_of_text(facts: Facts) -> Facts:
    """`facts` without a body that was picked from prose: a document that was not understood may speak of anybody."""
    picked = facts.organisation is not None and facts.organisation.source.startswith(f"{_IN_TEXT},")
    return replace(facts, organisation=None) if picked else facts


def _source(clue: str, place: str) -> str:
    """A clue and its place; the metadata of a page says by itself what it is."""
    return place if place.startswith("page metadata") else f"{clue}, {place}"


def _organisation(title: Title | None, document: Document, bodies: BodiesEntry) -> Sourced[str] | None:
    if title is not None and title.body is not None:
        return Sourced(title.body, _source("title", title.places[0]))
    return _body_in_text(document, bodies)


def _opening(document: Document, sections: Sequence[FoundSection]) -> list[Passage]:
    """The passages with words above section one: of a web page its navigation, too, which can be long."""
    if not sections:
        return _worded(_lines(document.blocks))[:_OPENING_WITHOUT_SECTIONS]
    first = sections[0]
    above = list(_lines(document.blocks[: first.start]))
    block = document.blocks[first.start]
    if isinstance(block, Grid):
        # The heading is in a grid, and what stands above it there may be the title.
        heading = next((cell.row for cell in block.cells if cell.locator == first.locator), 0)
        above += [Passage(cell.text, cell.locator) for cell in block.cells if cell.row < heading]
    return _worded(above)[-_LONGEST_OPENING:]


def _lines(blocks: Iterable[Passage | Grid]) -> Iterator[Passage]:
    """Passages, and cells of grids that hold a row or two: a spreadsheet with a remark beside the title has them."""
    for block in blocks:
        if isinstance(block, Passage):
            yield block
        elif len({cell.row for cell in block.cells}) <= _MOST_ROWS:
            yield from (Passage(cell.text, cell.locator) for cell in block.cells)


def _worded(passages: Iterable[Passage]) -> list[Passage]:
    """The passages that have words or figures in them: blank ones and pictures say nothing."""
    return [passage for passage in passages if _WORD.search(passage.text)]


def _body_in_text(document: Document, bodies: BodiesEntry) -> Sourced[str] | None:
    """The township named again and again in the text of a report without a title (report 003).

    Accepted only where one name prevails over every other; anything else is left open.
    """
    pattern = re.compile(
        r"(?:^|[,，.。、;；:：(（“\s年])([\u4e00-\u9fff]{2,6}?(?:镇|乡|街道))(?=政府|人民政府|办事处|党委|信息公开|政务公开)"
    )
    names = Counter(
        (match, paragraph.locator)
        for paragraph in all_paragraphs(document)
        for match in pattern.findall(plain(paragraph.text))
    )
    by_name: Counter[str] = Counter()
    for (name, _), count in names.items():
        if not any(word in name for word in bodies.not_names):
            by_name[name] += count
    if not by_name:
        return None
    (name, count), *others = by_name.most_common(2)
    if others and others[0][1] == count:
        return None
    locator = next(locator for (found, locator) in names if found == name)
    return Sourced(name, _source(_IN_TEXT, locator))


def _opening_year(
    document: Document, sections: Sequence[FoundSection], title_places: Sequence[str]
) -> Sourced[int] | None:
    """The one year that the text before section one gives to this report; None where it gives several or none."""
    end = min((section.start for section in sections), default=0)
    found: list[Sourced[int]] = []
    above = [block for block in document.blocks[:end] if block.locator not in title_places]
    for paragraph in paragraphs(above):
        source = _source("first paragraph", paragraph.locator)
        found += [Sourced(int(year), source) for year in _years_of_report(paragraph.text)]
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _years_of_report(text: str) -> Iterator[str]:
    bare = _QUOTED.sub("", arabic_years(text))
    for match in re.finditer(r"(?<!\d)(20\d{2})年度?(?!\d{1,2}月)[^，。；]{0,16}?(?:信息公开|政务公开|年度报告)", bare):
        yield match[1]


def _prevailing_year(document: Document, sections: Sequence[FoundSection]) -> Sourced[int] | None:
    """The first year named in section one, where no other is named there as often (report 003 has no title)."""
    first = next((section for section in sections if section.number == 1), None)
    if first is None:
        return None
    years: list[Sourced[int]] = []
    for paragraph in paragraphs(document.blocks[first.start : first.end]):
        bare = _QUOTED.sub("", arabic_years(paragraph.text))
        years += [Sourced(int(year), _source("text", paragraph.locator)) for year in _YEAR.findall(bare)]
    counts = Counter(fact.value for fact in years).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return next(fact for fact in years if fact.value == counts[0][0])


def _published_on(
    document: Document, opening: Sequence[Passage], title: Title | None, bodies: BodiesEntry, year: int | None
) -> Sourced[dt.date] | None:
    """The date of publication: page metadata, a labelled line, a line directly under the title, or a signature line
    after the end of the year.

    A date without such a sign is not taken (`统计数据时间自2020年1月1日起` of report 002 is a period), and neither is one
    before the reported year was over.
    """
    for name in bodies.dates.metadata:
        day = _later_day(document.metadata.get(name, ""), year)
        if day is not None:
            return Sourced(day, f"page metadata, {name}")
    label = re.compile(rf"(?:^|[^\w])(?:{'|'.join(bodies.dates.labels)})\s*[:：]")
    last = _worded(document.passages)[-_SIGNATURE_AMONG_LAST:]
    for passage in (*opening, *last):
        text = collapse(passage.text)
        match = label.search(text)
        day = _later_day(text[match.end() :], year) if match else None
        if match and day is not None and not text[: match.start()].endswith(tuple(bodies.dates.periods)):
            return Sourced(day, _source("date line", passage.locator))
    for passage in _under(title, opening):
        day = _dated(passage.text, bodies, year)
        if day is not None:
            return Sourced(day, _source("date line", passage.locator))
    for passage in last:
        day = _signed(passage.text, bodies, year) if year is not None else None
        if day is not None:
            return Sourced(day, _source("signature line", passage.locator))
    return None


def _under(title: Title | None, opening: Sequence[Passage]) -> Sequence[Passage]:
    """The lines directly under the title, up to the first that is a sentence."""
    at = next((at for at, one in enumerate(opening) if title and one.locator == title.places[-1]), None)
    if at is None:
        return ()
    lines = opening[at + 1 : at + 1 + _MOST_UNDER_TITLE]
    return list(itertools.takewhile(lambda one: len(one.text) <= _LONGEST_DATE_LINE and "。" not in one.text, lines))


def _dated(text: str, bodies: BodiesEntry, year: int | None) -> dt.date | None:
    """The one day in a line under the title, with or without its time, source and readers; None for a period."""
    bare = collapse(text)
    starts = [match.start() for match in _DAY_BEGINS.finditer(bare)]
    if len(starts) != 1 or any(word in bare[: starts[0]] for word in bodies.dates.periods):
        return None
    found = first_day(bare[starts[0] :])
    if found is None or bare[: starts[0]][-1:].isalnum() or not _BEHIND_DAY.match(found[1]):
        return None
    return _later_day(bare[starts[0] :], year)


def _later_day(text: str, year: int | None) -> dt.date | None:
    """The day that `text` starts with, if it is no beginning of a period and not before the end of `year`."""
    found = first_day(text)
    if found is None or _RUNS_ON.match(found[1]):
        return None
    day, _ = found
    return day if year is None or day.year > year else None


def _signed(text: str, bodies: BodiesEntry, year: int | None) -> dt.date | None:
    """The day of a signature line: nothing but the day, or the name of a body and the day."""
    bare = plain(text)
    match = _SIGNATURE_DAY.search(bare) if len(bare) <= _LONGEST_SIGNATURE else None
    if match is None:
        return None
    found = first_day(match[0])
    name = bare[: match.start()]
    if found is None or found[1] or (name and describe(name, bodies).level is None):
        return None
    return _later_day(match[0], year)

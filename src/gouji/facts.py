"""Facts about a report that stand outside its tables: title, body, year, period, date of publication."""

import datetime as dt
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from gouji.bodies import BodiesEntry, describe
from gouji.document import Document, Passage
from gouji.folding import collapse, plain
from gouji.sections import FoundSection

T = TypeVar("T")

_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
# Titles of other documents and their numbers carry years that are not the report's.
_QUOTED = re.compile(r"《[^》]*》|[〔\[(（]\d{4}[〕\])）]\d*号?")
_WORD = re.compile(r"\w")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_OPENING_WITHOUT_SECTIONS = 15
_LONGEST_OPENING = 200
_SIGNATURE_AMONG_LAST = 6
_LONGEST_TITLE = 80


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
    title = _title(document, opening, bodies)
    title_text = title.value if title else ""
    title_year = _year_of(title_text)
    named = _body_in_title(title_text, bodies)
    opening_year = _opening_year(document, sections, title)
    organisation = Sourced(named, title.source) if named and title else _body_in_text(document, bodies)
    if title_year is not None and title is not None:
        year: Sourced[int] | None = Sourced(title_year, title.source)
    else:
        year = opening_year or _prevailing_year(document, sections)
    published_on = _published_on(document, opening, bodies, year.value if year else None)
    return Facts(title, title_year, organisation, year, opening_year, published_on)


@functools.lru_cache(maxsize=4096)
def arabic_years(text: str) -> str:
    """`text` in plain characters, with years such as 二〇二〇年 in digits."""
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), plain(text))


def is_title(text: str, bodies: BodiesEntry) -> bool:
    """True where a passage can be the title of an annual report: it ends with one of the known wordings."""
    bare = plain(text)
    return len(bare) <= _LONGEST_TITLE and bare.endswith(tuple(bodies.titles.wordings)) and "《" not in bare


def _title(document: Document, passages: Sequence[Passage], bodies: BodiesEntry) -> Sourced[str] | None:
    """The title line, joined with the body's name where that stands on the line before (report 000).

    Of several the one next to the report's text: a page lists the titles of other years above it.
    """
    candidates: list[Sourced[str]] = []
    for index, passage in enumerate(passages):
        if not is_title(passage.text, bodies):
            continue
        text = collapse(passage.text)
        before = plain(passages[index - 1].text) if index else ""
        if _body_in_title(arabic_years(text), bodies) is None and describe(before, bodies).level is not None:
            text = before + text
        candidates.insert(0, Sourced(text, passage.locator))
    for name in ("articletitle", "title"):
        text = document.metadata.get(name, "")
        if text and is_title(text, bodies):
            candidates.append(Sourced(collapse(text), f"page metadata, {name}"))
    complete = [candidate for candidate in candidates if _body_in_title(candidate.value, bodies)]
    return next(iter(complete or candidates), None)


def _opening(document: Document, sections: Sequence[FoundSection]) -> list[Passage]:
    """The passages with words above section one: of a web page its navigation, too, which can be long."""
    if not sections:
        return _worded(document.passages)[:_OPENING_WITHOUT_SECTIONS]
    above = [block for block in document.blocks[: sections[0].start] if isinstance(block, Passage)]
    return _worded(above)[-_LONGEST_OPENING:]


def _worded(passages: Iterable[Passage]) -> list[Passage]:
    """The passages that have words or figures in them: blank ones and pictures say nothing."""
    return [passage for passage in passages if _WORD.search(passage.text)]


def _year_of(text: str) -> int | None:
    years = set(_YEAR.findall(arabic_years(text)))
    return int(years.pop()) if len(years) == 1 else None


def _body_in_title(title: str, bodies: BodiesEntry) -> str | None:
    """The name of the body in a title, before or after the year; None where there is none that can be told."""
    bare = arabic_years(title)
    wording = next((wording for wording in bodies.titles.wordings if bare.endswith(wording)), "")
    rest = bare.removesuffix(wording)
    rest = re.sub(r"(?<!\d)20\d{2}年度?", "", rest).removeprefix("关于").removesuffix("的")
    return rest if len(rest) >= 2 and re.fullmatch(r"[\u4e00-\u9fff（）()、·]+", rest) else None


def _body_in_text(document: Document, bodies: BodiesEntry) -> Sourced[str] | None:
    """The township named again and again in the text of a report without a title (report 003).

    Accepted only where one name prevails over every other; anything else is left open.
    """
    pattern = re.compile(
        r"(?:^|[,，.。、;；:：(（“\s年])([\u4e00-\u9fff]{2,6}?(?:镇|乡|街道))(?=政府|人民政府|办事处|党委|信息公开|政务公开)"
    )
    names = Counter(
        (match, passage.locator) for passage in document.passages for match in pattern.findall(plain(passage.text))
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
    return Sourced(name, locator)


def _opening_year(
    document: Document, sections: Sequence[FoundSection], title: Sourced[str] | None
) -> Sourced[int] | None:
    """The one year that the text before section one gives to this report; None where it gives several or none."""
    end = min((section.start for section in sections), default=0)
    found: list[Sourced[int]] = []
    for block in document.blocks[:end]:
        if isinstance(block, Passage) and not (title and block.locator == title.source):
            found += [Sourced(int(year), block.locator) for year in _years_of_report(block.text)]
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
    for block in document.blocks[first.start : first.end]:
        if isinstance(block, Passage):
            bare = _QUOTED.sub("", arabic_years(block.text))
            years += [Sourced(int(year), block.locator) for year in _YEAR.findall(bare)]
    counts = Counter(fact.value for fact in years).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return next(fact for fact in years if fact.value == counts[0][0])


def _published_on(
    document: Document, opening: Sequence[Passage], bodies: BodiesEntry, year: int | None
) -> Sourced[dt.date] | None:
    """The date of publication: page metadata, a labelled line, or a signature line after the end of the year.

    A date without such a sign is not taken: `统计数据时间自2020年1月1日起` (report 002) is a period.
    """
    for name in bodies.dates.metadata:
        day = _day(document.metadata.get(name, ""))
        if day is not None:
            return Sourced(day, f"page metadata, {name}")
    label = re.compile(rf"(?:^|[^\w])(?:{'|'.join(bodies.dates.labels)})[:：]")
    last = _worded(document.passages)[-_SIGNATURE_AMONG_LAST:]
    for passage in (*opening, *last):
        match = label.search(collapse(passage.text))
        day = _day(collapse(passage.text)[match.end() :]) if match else None
        if day is not None:
            return Sourced(day, passage.locator)
    for passage in last:
        bare = arabic_years(passage.text)
        day = _day(bare) if len(bare) <= 12 else None
        if day is not None and year is not None and day.year > year:
            return Sourced(day, passage.locator)
    return None


def _day(text: str) -> dt.date | None:
    match = _DATE.match(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        # 2021-02-30 is no date; a page that says so has not said when it was published.
        return None

"""Find the sections of a report, what stands under each, and which of them the document proves to be missing.

A section is known by the wording of its heading, by its number in its place, or by words that no other section's
heading has. What has none of these is missing only where the document goes on behind the place where it should stand.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.declared.aliases import Headings
from gouji.declared.forms import Section
from gouji.document import Document, Grid, Passage
from gouji.document.folding import fold, strip_invisible
from gouji.reports.headings import Line, Style, heading_lines, is_label, main_style

# Ways of writing the number that the template's own 一、 may be printed as.
_OFFICIAL_STYLES = frozenset(("han", "bracketed"))
# How surely a line is the heading of a section: by wording and number; by wording; by its number in its place; by
# wording where it is numbered like something inside a section.
_SURE, _WORDED, _COUNTED, _INSIDE = 4, 3, 2, 1
# Rows of a grid below a heading in it that are a table.
_FEWEST_ROWS = 3
# Pages have pictures and scripts everywhere.
_PAGES = frozenset(("html", "mht"))
# Stands for a picture in a text.
_PICTURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class FoundSection:
    """One section as printed: `start` is the rank of its heading among the document's blocks, `end` that of the next.

    `first` is the rank of the first block with its content: that of the heading where content stands in its line.
    `characters` is None where something stands there that could not be read and nothing else; `has_more`: something is shown
    there that is no text, so that `characters` are not all that it says. `as_official`: the heading reads as in the
    form; None where its number may be drawn by a program. `repeated`: the heading stands there more than once.
    """

    number: int
    printed: str
    locator: str
    start: int
    end: int
    first: int
    characters: int | None
    has_table: bool
    as_official: bool | None
    repeated: bool
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a document that may be headings, how its sections are numbered, and the sections found."""

    lines: tuple[Line, ...]
    style: Style | None
    sections: tuple[FoundSection, ...]


def find_sections(document: Document, sections: Sequence[Section], headings: Headings) -> tuple[FoundSection, ...]:
    """The sections of `sections` found in `document`, in the order in which they stand there."""
    return outline(document, sections, headings).sections


def outline(document: Document, sections: Sequence[Section], headings: Headings) -> Outline:
    """The headings of a document. Of a heading that is printed twice (a table of contents) the last one counts."""
    numbers = {fold(section.heading): section.number for section in sections}
    lines = heading_lines(document, headings, numbers.keys())
    style = main_style(lines, numbers)
    chosen = _by_wording(lines, numbers, style)
    _by_number(chosen, lines, numbers, style, headings)
    _by_words(chosen, lines, numbers, headings, document)
    found = sorted((line.rank, line.row, number, line) for number, (_, line) in chosen.items())
    made: list[FoundSection] = []
    for at, (_, _, number, line) in enumerate(found):
        following = found[at + 1][3] if at + 1 < len(found) else None
        made.append(_Found(document, number, line, following).section(lines, numbers, headings))
    if document.format == "text" and all(line.number is None for _, line in chosen.values()):
        # A text copied out of a word processor has lost the numbers that it drew.
        made = [
            replace(section, as_official=None if section.as_official is False else section.as_official)
            for section in made
        ]
    return Outline(tuple(lines), style, tuple(made))


def absent_sections(
    document: Document, made: Outline, numbers: Sequence[int], headings: Headings, *, whole: bool
) -> frozenset[int]:
    """The numbers among `numbers` of sections that the document proves to be missing; `whole`: its end is there.

    The last section alone may be missing at the end: of a document that lacks more than that nobody knows its end.
    """
    if not any(section.characters and not section.has_table for section in made.sections):
        # Tables alone: what is said beside them stands in another file.
        return frozenset()
    starts = {section.number: section.start for section in made.sections}
    absent: set[int] = set()
    for number in numbers:
        if number in starts or not starts:
            continue
        low = max((start for other, start in starts.items() if other < number), default=-1)
        high = min((start for other, start in starts.items() if other > number), default=None)
        ends = whole and number == max(numbers) and number - 1 in starts
        goes_on = ends if high is None else low < high
        end = len(document.blocks) if high is None else high
        if goes_on and not _may_stand(document, made, number, (low, end), headings):
            absent.add(number)
    return frozenset(absent)


def with_tables_elsewhere(
    document: Document, sections: Sequence[FoundSection], of_tables: Collection[int]
) -> tuple[FoundSection, ...]:
    """`sections`, those for tables (`of_tables`) with nothing below them undecided where a table stands elsewhere.

    Three headings in a row and the tables behind them all, or side by side: they are what the sections hold.
    """
    homes = [range(section.start, section.end) for section in sections if section.number in of_tables]
    elsewhere = any(
        isinstance(block, Grid) and len({cell.row for cell in block.cells}) >= _FEWEST_ROWS
        for rank, block in enumerate(document.blocks)
        if not any(rank in home for home in homes)
    )
    return tuple(
        replace(section, characters=None)
        if elsewhere and section.number in of_tables and not section.characters and not section.has_table
        else section
        for section in sections
    )


def _may_stand(document: Document, made: Outline, number: int, within: tuple[int, int], headings: Headings) -> bool:
    """True where something between two ranks may be the section of that number after all."""
    low, end = within
    if document.format not in _PAGES and (
        any(low < rank <= end for rank in document.unread) or any(map(_shows_more, document.blocks[low + 1 : end]))
    ):
        return True
    for line in made.lines:
        if not low < line.rank < end or is_label(line, headings):
            continue
        if line.number == number and made.style in (None, line.style):
            return True
        if made.style is None and line.style is None and _heads_something(document, line):
            return True
    return False


def _by_wording(lines: Sequence[Line], numbers: dict[str, int], style: Style | None) -> dict[int, tuple[int, Line]]:
    """For each section how surely, and which line heads it: the last of the surest."""
    chosen: dict[int, tuple[int, Line]] = {}
    for line in lines:
        if line.known is None:
            continue
        number = numbers[line.known]
        if line.number == number and line.style == style:
            sure = _SURE
        elif line.style in (None, style) or style is None:
            sure = _WORDED
        else:
            sure = _INSIDE
        if sure >= chosen.get(number, (0,))[0]:
            chosen[number] = (sure, line)
    return chosen


def _by_number(
    chosen: dict[int, tuple[int, Line]],
    lines: Sequence[Line],
    numbers: dict[str, int],
    style: Style | None,
    headings: Headings,
) -> None:
    """Add the sections that have their number in their place and another wording."""
    if style is None:
        return
    for number in sorted(numbers.values()):
        if chosen.get(number, (0,))[0] > _COUNTED:
            continue
        for line in _between(chosen, lines, number):
            if line.number == number and line.style == style and not is_label(line, headings):
                chosen[number] = (_COUNTED, line)


def _by_words(
    chosen: dict[int, tuple[int, Line]],
    lines: Sequence[Line],
    numbers: dict[str, int],
    headings: Headings,
    document: Document,
) -> None:
    """Add the sections whose heading has no number, or another kind of number, and words of its own."""
    if not chosen:
        return
    for heading, number in sorted(numbers.items(), key=lambda item: item[1]):
        if number in chosen:
            continue
        fitting = [
            line
            for line in _between(chosen, lines, number)
            if line.number in (None, number)
            and line.column < 0
            and any(word in line.words for word in headings.words[heading])
            and not is_label(line, headings)
            and _heads_something(document, line)
        ]
        tables = [line for line in fitting if isinstance(document.blocks[line.rank + 1], Grid)]
        if fitting:
            chosen[number] = (_COUNTED, (tables or fitting)[0])


def _between(chosen: dict[int, tuple[int, Line]], lines: Sequence[Line], number: int) -> Iterator[Line]:
    """The lines behind every section with a lower number and before every one with a higher."""
    sure = [(other, (line.rank, line.row)) for other, (how, line) in chosen.items() if how > _INSIDE]
    low = max((place for other, place in sure if other < number), default=(-1, 0))
    high = min((place for other, place in sure if other > number), default=None)
    for line in lines:
        if low < (line.rank, line.row) and (high is None or (line.rank, line.row) < high):
            yield line


def _heads_something(document: Document, line: Line) -> bool:
    """True where prose or a table follows a line that is no sentence."""
    if (
        line.column >= 0
        or any(character.isdigit() for character in line.words)
        or line.rank + 1 >= len(document.blocks)
    ):
        return False
    following = document.blocks[line.rank + 1]
    return isinstance(following, Grid) or "。" in following.text


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading, and the one of the next section."""

    document: Document
    number: int
    line: Line
    following: Line | None

    def section(self, lines: Collection[Line], numbers: dict[str, int], headings: Headings) -> FoundSection:
        line = self.line
        end = self.following.rank if self.following else len(self.document.blocks)
        in_grid = line.column >= 0
        body = self.document.blocks[line.rank + 1 : end]
        characters = line.behind + sum(_characters(block) for block in body if isinstance(block, Passage))
        rows = self._rows_below() if in_grid else {}
        characters += sum(rows.values())
        has_table = len(rows) >= _FEWEST_ROWS or any(isinstance(block, Grid) for block in body)
        return FoundSection(
            number=self.number,
            printed=line.printed,
            locator=line.locator,
            start=line.rank,
            end=max(end, line.rank + 1),
            first=line.rank if line.behind or in_grid else line.rank + 1,
            characters=None if not characters and self._shows_something(end) else characters,
            has_table=has_table,
            as_official=self._as_official(numbers, headings),
            repeated=sum(one.known == line.known and one.style == line.style for one in lines) > 1,
            has_more=any(map(_shows_more, body)),
        )

    def _rows_below(self) -> dict[int, int]:
        """The characters of each row below a heading in a grid, up to the next heading there."""
        grid = self.document.blocks[self.line.rank]
        assert isinstance(grid, Grid)
        following = self.following
        last = following.row if following is not None and following.rank == self.line.rank else None
        rows: dict[int, int] = {}
        for cell in grid.cells:
            if cell.row > self.line.row and (last is None or cell.row < last) and (shown := strip_invisible(cell.text)):
                rows[cell.row] = rows.get(cell.row, 0) + len(shown)
        return rows

    def _shows_something(self, end: int) -> bool:
        """True where a picture or another thing that is no text stands between the heading and the next."""
        if any(self.line.rank < rank <= end for rank in self.document.unread):
            return True
        body = self.document.blocks[self.line.rank + 1 : end]
        return any(_shows_more(block) or (isinstance(block, Passage) and _PICTURE in block.text) for block in body)

    def _as_official(self, numbers: dict[str, int], headings: Headings) -> bool | None:
        line = self.line
        if line.words not in numbers and line.words not in headings.variants:
            return False
        if line.number is None:
            told = line.rank in self.document.numbers
            is_drawn = line.rank in self.document.drawn and not told
            is_drawn = is_drawn or _shows_more(self.document.blocks[line.rank])
            return None if is_drawn else False
        return line.number == self.number and line.style in _OFFICIAL_STYLES


def _shows_more(block: Passage | Grid) -> bool:
    """True for a passage in which something is shown that is no text."""
    return isinstance(block, Passage) and any(doubt.start == doubt.end for doubt in block.doubts)


def _characters(passage: Passage) -> int:
    return len(strip_invisible(passage.text.replace(_PICTURE, "")))

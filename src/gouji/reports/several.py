"""See that one file holds several reports, or one report twice: their figures would be mixed, so none is read.

Shown by what cannot be there twice: section one with two contents, titles of other bodies or years that each head
sections of their own, and lines of one table beside each other.
"""

import itertools
from collections.abc import Collection, Iterator, Sequence

from gouji.bodies.names import same_body
from gouji.declared.aliases import Aliases
from gouji.declared.bodies import BodiesEntry
from gouji.document import Document, Grid, GridCell, Passage
from gouji.document.folding import fold, strip_invisible
from gouji.reports.headings import Line
from gouji.reports.prose.titles import Title, all_titles
from gouji.reports.sections import Outline

# A heading, a row number in its grid (0 for a passage), and the text that stands below it.
_Content = tuple[Line, str]
_STOP = "。"
_ENOUGH_SECTIONS = 2
_ENOUGH_ROWS = 2


def several_reports(
    document: Document, made: Outline, aliases: Aliases, bodies: BodiesEntry
) -> tuple[tuple[str, int | None], ...] | None:
    """Body and year of each report that a file holds, as far as titles tell; None where it holds one or none."""
    titles = all_titles(document, bodies)
    named = _distinct([title for _, _, title in titles], bodies)
    contents = list(_contents(document, made, titles)) if _may_be_several(made, titles) else []
    if _sections_twice(made, contents) or _titles_apart(titles, contents, bodies) or _side_by_side(document, aliases):
        return tuple((title.body or "", title.year) for title in named)
    return None


def _may_be_several(made: Outline, titles: Sequence[tuple[int, int, Title]]) -> bool:
    """True where a heading of sections stands there twice or titles differ: most reports need no closer look."""
    heads = [line.known for line in made.lines if line.known is not None and line.style == made.style]
    return len(set(heads)) < len(heads) or len({(title.body, title.year) for _, _, title in titles}) > 1


def _contents(document: Document, made: Outline, titles: Sequence[tuple[int, int, Title]]) -> Iterator[_Content]:
    """The headings of sections, known by wording and numbered as sections are, below which there is prose or a table."""
    heads = [line for line in made.lines if line.known is not None and line.style == made.style]
    stops = {(line.rank, line.row) for line in heads} | {(rank, row) for rank, row, _ in titles}
    for line in heads:
        if line.column >= 0:
            text = _below(document, line, stops)
        else:
            end = min((rank for rank, _ in stops if rank > line.rank), default=len(document.blocks))
            text = "".join(map(_text, document.blocks[line.rank + 1 : end]))
        if _STOP in text or (line.column < 0 and any(character.isdigit() for character in text)):
            yield line, text


def _below(document: Document, line: Line, stops: Collection[tuple[int, int]]) -> str:
    """The text below a heading in its column of a grid, up to the next heading there."""
    grid = document.blocks[line.rank]
    assert isinstance(grid, Grid)
    column = [cell for cell in grid.cells if cell.column == line.column and cell.row > line.row]
    text = ""
    for cell in sorted(column):
        if (line.rank, cell.row) in stops and len(cell.text) < len(line.printed) * 2:
            break
        text += strip_invisible(cell.text)
    return text


def _text(block: Passage | Grid) -> str:
    if isinstance(block, Passage):
        return strip_invisible(block.text)
    return "".join(strip_invisible(cell.text) for cell in block.cells)


def _sections_twice(made: Outline, contents: Sequence[_Content]) -> bool:
    """True where sections stand there twice with other contents. A page that was bound in twice has the same.

    Where sections are not numbered, a heading inside one may have the words of another.
    """
    twice = {
        line.known
        for at, (line, text) in enumerate(contents)
        for other, before in contents[:at]
        if other.known == line.known and not (text.startswith(before) or before.startswith(text))
    }
    first = next((section.number for section in made.sections), None)
    return len(twice) >= _ENOUGH_SECTIONS or (
        made.style is not None and first == 1 and any(known in twice for known in _first_known(made))
    )


def _first_known(made: Outline) -> Iterator[str]:
    yield from {line.known for line in made.lines if line.known and line.number == 1 and line.style == made.style}


def _titles_apart(titles: Sequence[tuple[int, int, Title]], contents: Sequence[_Content], bodies: BodiesEntry) -> bool:
    """True where titles of two bodies or years have each sections below them."""
    heading: list[Title] = []
    for at, (rank, row, title) in enumerate(titles):
        following = titles[at + 1][:2] if at + 1 < len(titles) else None
        if any(
            (rank, row) < (line.rank, line.row) and (following is None or (line.rank, line.row) < following)
            for line, _ in contents
        ):
            heading.append(title)
    return len(_distinct(heading, bodies)) > 1


def _distinct(titles: Sequence[Title], bodies: BodiesEntry) -> list[Title]:
    """The titles that contradict every one before them in body or year; what a title does not name is no contradiction."""
    found: list[Title] = []
    for title in titles:
        if all(_differ(title, other, bodies) for other in found):
            found.append(title)
    return found


def _differ(one: Title, other: Title, bodies: BodiesEntry) -> bool:
    if one.year is not None and other.year is not None and one.year != other.year:
        return True
    if one.body is None or other.body is None:
        return False
    first, second = same_body(one.body, bodies), same_body(other.body, bodies)
    # 财政局 and 云岭县财政局 may be one.
    return not (first.endswith(second) or second.endswith(first))


def _side_by_side(document: Document, aliases: Aliases) -> bool:
    """True where lines of one table stand beside each other, the same lines in two columns of a grid."""
    return any(
        _is_double(grid, labels) for grid in document.grids if _repeats(grid) for labels in aliases.rows if labels
    )


def _repeats(grid: Grid) -> bool:
    """True where texts stand in two columns of a grid: most need no closer look."""
    columns: dict[str, int] = {}
    repeated: set[str] = set()
    for cell in grid.cells:
        if len(cell.text) > 1 and not cell.text.isascii() and columns.setdefault(cell.text, cell.column) != cell.column:
            repeated.add(cell.text)
    return len(repeated) >= _ENOUGH_ROWS


def _is_double(grid: Grid, labels: Collection[str]) -> bool:
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    columns: dict[str, set[int]] = {}
    doubled = 0
    for cells in rows.values():
        named = _labels_before_figures(sorted(cells, key=lambda cell: cell.column), labels)
        doubled += len(named) > 1
        for word, column in named:
            columns.setdefault(word, set()).add(column)
    return doubled >= _ENOUGH_ROWS and sum(len(at) > 1 for at in columns.values()) >= _ENOUGH_ROWS


def _labels_before_figures(cells: Sequence[GridCell], labels: Collection[str]) -> list[tuple[str, int]]:
    """The labels of lines in a row that a figure follows directly, each with its column."""
    found: list[tuple[str, int]] = []
    for cell, following in itertools.pairwise(cells):
        word = fold(cell.text) if len(cell.text) > 1 and not cell.text.isascii() else ""
        if word in labels and following.text.strip()[:1].isdigit():
            found.append((word, cell.column))
    return found

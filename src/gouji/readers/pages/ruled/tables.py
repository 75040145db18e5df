"""Rules -> tables: lines that touch make one, and where no line parts two fields of it they are one cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from gouji.document import UnreadableError
from gouji.readers.pages.ruled.model import Box, Rule

# Lines nearer than this are one line drawn twice, or both sides of a thick or double one: no text has room in between.
SAME_LINE = 3.0
# Lines end this far from the lines they meet, for the thickness of either.
_TOUCH = 3.0
# The dashes of a dashed line.
_GAP = 3.0
# A form has some 30 lines in each direction; a page of vector drawings has thousands, and no table.
_MOST_RULES = 1_000
_MOST_FIELDS = 20_000


class Region(NamedTuple):
    """The fields of a table that no line parts. `whole` is False where they make no rectangle."""

    row: int
    column: int
    row_span: int
    column_span: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: its x-lines and y-lines, and its regions row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def box(self) -> Box:
        """What the table covers."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, region: Region) -> Box:
        """What a region covers."""
        return Box(
            self.xs[region.column],
            self.ys[region.row],
            self.xs[region.column + region.column_span],
            self.ys[region.row + region.row_span],
        )


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction with those drawn in pieces, or twice, made one. Raises UnreadableError for thousands."""
    near: list[list[Rule]] = []
    last = float("-inf")
    for rule in sorted(rules):
        if rule.at - last > SAME_LINE:
            near.append([])
        near[-1].append(rule)
        last = rule.at
    found: list[Rule] = []
    for group in near:
        at = (group[0].at + group[-1].at) / 2
        group.sort(key=lambda rule: rule.start)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start > end + _GAP:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Rule(at, start, end))
    if len(found) > _MOST_RULES:
        raise UnreadableError("table_too_large", limit=_MOST_FIELDS)
    return found


def find_tables(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Ruled], list[Box]]:
    """The tables that merged rules make, smallest first, and the rules that are part of none."""
    owner = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    heights = [rule.at for rule in across]
    for own, (at, start, end) in enumerate(down, len(across)):
        for other in range(bisect_left(heights, start - _TOUCH), bisect_right(heights, end + _TOUCH)):
            _, left, right = across[other]
            if left - _TOUCH <= at <= right + _TOUCH and owner[other] != owner[own]:
                owner[root(other)] = root(own)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    _add_sides(list(groups.values()))
    tables: list[Ruled] = []
    loose: list[Box] = []
    for horizontals, verticals in groups.values():
        table = _table(horizontals, verticals) if horizontals and verticals else None
        if table is None:
            loose += (Box(rule.start, rule.at, rule.end, rule.at) for rule in horizontals)
            loose += (Box(rule.at, rule.start, rule.at, rule.end) for rule in verticals)
        else:
            tables.append(table)
    tables.sort(key=lambda table: (table.xs[-1] - table.xs[0]) * (table.ys[-1] - table.ys[0]))
    return tables, loose


def _add_sides(groups: Sequence[tuple[list[Rule], list[Rule]]]) -> None:
    """Give a table the vertical line that stands beside it from its top to its bottom.

    Where a cell reaches over a whole page, browsers draw no line at the page break that would join its side to the table.
    """
    tables = [
        (down, min(rule.start for rule in down), max(rule.end for rule in down))
        for across, down in groups
        if across and down
    ]
    for across, down in groups:
        for rule in () if across else tuple(down):
            for sides, top, bottom in tables:
                if abs(rule.start - top) <= 2 * _TOUCH and abs(rule.end - bottom) <= 2 * _TOUCH:
                    sides.append(rule)
                    break


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
    """The table of rules that touch. Its outer border may be missing on any side."""
    xs = _positions(down, across)
    ys = _positions(across, down)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or len(across) + len(down) < 3:
        return None
    if rows * columns > _MOST_FIELDS:
        raise UnreadableError("table_too_large", limit=_MOST_FIELDS)
    right = _walls(down, xs, ys)
    below = _walls(across, ys, xs)
    seen: set[tuple[int, int]] = set()
    regions: list[Region] = []
    for row, column in product(range(rows), range(columns)):
        if (row, column) in seen:
            continue
        # What comes before it has been gone through: it would be seen if it were open to the left or upwards.
        if (column + 1 == columns or (column + 1, row) in right) and (row + 1 == rows or (row + 1, column) in below):
            regions.append(Region(row, column, 1, 1, whole=True))
            continue
        fields = _spread(row, column, rows, columns, right, below)
        seen |= fields
        low, wide = max(field[0] for field in fields) + 1 - row, max(field[1] for field in fields) + 1
        left = min(field[1] for field in fields)
        if len(fields) == low * (wide - left):
            regions.append(Region(row, left, low, wide - left, whole=True))
        else:
            regions += [Region(*field, 1, 1, whole=False) for field in sorted(fields)]
    regions.sort(key=lambda region: (region.row, region.column))
    return Ruled(tuple(xs), tuple(ys), tuple(regions))


def _positions(own: Iterable[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where the lines of one direction stand, and where the crossing ones end without a line that closes them."""
    found = sorted({rule.at for rule in own})
    ends = (min(rule.start for rule in crossing), max(rule.end for rule in crossing))
    for end in ends:
        if all(abs(end - at) > 2 * _TOUCH for at in found) and not found[0] < end < found[-1]:
            found.append(end)
    return sorted(found)


def _walls(rules: Iterable[Rule], positions: Sequence[float], fields: Sequence[float]) -> set[tuple[int, int]]:
    """(line, field) for each line position and each field along it that a rule covers to more than its half."""
    index = {at: rank for rank, at in enumerate(positions)}
    covered: set[tuple[int, int]] = set()
    for at, first, last in rules:
        line = index[at]
        for field in range(max(bisect_right(fields, first) - 1, 0), min(bisect_left(fields, last), len(fields) - 1)):
            start, end = fields[field], fields[field + 1]
            inside = first <= start and end <= last
            if inside or min(end, last) - max(start, first) > (end - start) / 2:
                covered.add((line, field))
    return covered


def _spread(
    row: int, column: int, rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The fields that can be reached from one without crossing a line."""
    fields = {(row, column)}
    todo = [(row, column)]
    while todo:
        r, c = todo.pop()
        steps = (
            (r, c + 1, (c + 1, r) in right),
            (r, c - 1, (c, r) in right),
            (r + 1, c, (r + 1, c) in below),
            (r - 1, c, (r, c) in below),
        )
        for down, along, walled in steps:
            if not walled and 0 <= down < rows and 0 <= along < columns and (down, along) not in fields:
                fields.add((down, along))
                todo.append((down, along))
    return fields

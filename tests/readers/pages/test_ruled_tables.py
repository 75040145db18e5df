"""Lines to tables: what no line parts is one cell, whatever walls stand inside of the border."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.pages.ruled import Rule
from gouji.readers.pages.ruled.tables import find_tables

ROWS, COLUMNS, SIZE = 4, 5, 20.0
LENGTHS = st.lists(st.integers(1, max(ROWS, COLUMNS)), min_size=ROWS + COLUMNS - 2, max_size=ROWS + COLUMNS - 2)


def walls(lengths: list[int]) -> tuple[list[Rule], list[Rule]]:
    """A border, and inside of it lines from its left and its upper side that are so many fields long."""
    across = [Rule(row * SIZE, 0, COLUMNS * SIZE) for row in (0, ROWS)]
    down = [Rule(column * SIZE, 0, ROWS * SIZE) for column in (0, COLUMNS)]
    across += [Rule(row * SIZE, 0, min(lengths[row - 1], COLUMNS) * SIZE) for row in range(1, ROWS)]
    inner = lengths[ROWS - 1 :]
    down += [Rule(column * SIZE, 0, min(inner[column - 1], ROWS) * SIZE) for column in range(1, COLUMNS)]
    return sorted(across), sorted(down)


def open_to(field: tuple[int, int], across: list[Rule], down: list[Rule]) -> set[tuple[int, int]]:
    """The fields that are reached from one without crossing a line, found step by step."""
    reached, todo = {field}, [field]
    while todo:
        row, column = todo.pop()
        middle_x, middle_y = (column + 0.5) * SIZE, (row + 0.5) * SIZE
        for next_row, next_column in ((row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)):
            beside = next_row == row
            at = max(column, next_column) * SIZE if beside else max(row, next_row) * SIZE
            rules, middle = (down, middle_y) if beside else (across, middle_x)
            walled = any(rule.at == at and rule.start < middle < rule.end for rule in rules)
            inside = 0 <= next_row < ROWS and 0 <= next_column < COLUMNS
            if inside and not walled and (next_row, next_column) not in reached:
                reached.add((next_row, next_column))
                todo.append((next_row, next_column))
    return reached


@given(LENGTHS)
def test_what_no_line_parts_is_one_cell(lengths: list[int]) -> None:
    across, down = walls(lengths)
    tables, loose = find_tables(across, down)
    assert len(tables) == 1
    assert not loose
    (table,) = tables
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    for rank, region in enumerate(table.regions):
        box = table.box_of(region)
        for row, column in product(range(ROWS), range(COLUMNS)):
            if box.x0 < (column + 0.5) * SIZE < box.x1 and box.y0 < (row + 0.5) * SIZE < box.y1:
                assert (row, column) not in found
                found[row, column] = rank, region.whole
    assert len(found) == ROWS * COLUMNS
    for field, (rank, whole) in found.items():
        reached = open_to(field, across, down)
        if whole:
            assert reached == {other for other, (its, _) in found.items() if its == rank}
        else:
            rows, columns = {row for row, _ in reached}, {column for _, column in reached}
            assert len(reached) < (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)

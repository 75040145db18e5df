"""The smallest sets of cells are those that brute force finds."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.declared.forms import Form, Table
from gouji.judging.explain import diagnose
from tests.made.diagnoses import Needed, each_form, needed, requests, search, table_of


def brute_force(
    table: Table, figures: Mapping[str, int], largest: int, kept: frozenset[str] = frozenset()
) -> list[Needed]:
    """Every smallest set by trying every value in every set of up to `largest` cells, `kept` apart."""
    addresses = list(figures)
    columns = {address: number for number, address in enumerate(addresses)}
    signs = np.zeros((len(table.identities), len(addresses)), dtype=np.int64)
    for row, identity in enumerate(table.identities):
        for sign, parts in ((1, identity.reported), (-1, identity.expected)):
            for part in parts:
                signs[row, columns[part]] += sign
    printed = np.array(list(figures.values()))
    values = range(3 * int(printed.sum()) + 4)
    for size in range(1, largest + 1):
        found: list[Needed] = []
        tried = np.array(list(itertools.product(values, repeat=size)))
        for chosen in itertools.combinations([c for a, c in columns.items() if a not in kept], size):
            changes = tried - printed[list(chosen)]
            mends = (changes @ signs[:, chosen].T + signs @ printed == 0).all(axis=1) & (changes != 0).all(axis=1)
            if mends.any():
                solutions = tried[mends]
                open_ = (solutions != solutions[0]).any(axis=0)
                found.append(
                    {addresses[c]: None if o else int(v) for c, v, o in zip(chosen, solutions[0], open_, strict=True)}
                )
        if found:
            return found
    return []


@st.composite
def any_tables(draw: st.DrawFn) -> tuple[Table, dict[str, int]]:
    """Up to seven cells under up to four identities, parallel and overlapping ones among them."""
    names = [f"c{number}" for number in range(draw(st.integers(2, 7)))]
    identities: list[tuple[list[str], list[str]]] = []
    for _ in range(draw(st.integers(1, 4))):
        sides = draw(st.lists(st.integers(-1, 1), min_size=len(names), max_size=len(names)).filter(any))
        identities.append(
            (
                [n for n, s in zip(names, sides, strict=True) if s > 0],
                [n for n, s in zip(names, sides, strict=True) if s < 0],
            )
        )
    figures = draw(st.lists(st.integers(0, 2), min_size=len(names), max_size=len(names)))
    table = table_of([names], identities)
    return table, dict(zip([cell.address for cell in table.cells], figures, strict=True))


@st.composite
def grids(draw: st.DrawFn) -> tuple[Table, dict[str, int]]:
    """A small `requests`: two kinds of applicant and a total; received, one or two details, processed, pending."""
    details = draw(st.integers(1, 2))
    rows = ["received", *(f"detail{number}" for number in range(details)), "processed", "pending"]
    lines = [[f"{row}_{column}" for column in ("a", "total")] for row in rows]
    identities = [([f"{row}_total"], [f"{row}_a"]) for row in rows]
    for column in ("a", "total"):
        identities.append(([f"processed_{column}"], [f"detail{number}_{column}" for number in range(details)]))
        identities.append(([f"processed_{column}", f"pending_{column}"], [f"received_{column}"]))
    table = table_of(lines, identities)
    figures = draw(st.lists(st.integers(0, 1), min_size=2 * len(rows), max_size=2 * len(rows)))
    return table, dict(zip([cell.address for cell in table.cells], figures, strict=True))


def in_order(sets: Sequence[Needed]) -> list[list[tuple[str, int | None]]]:
    return sorted((sorted(item.items()) for item in sets), key=str)


def adds_up(table: Table, figures: Mapping[str, int]) -> bool:
    sides = [(identity.reported, identity.expected) for identity in table.identities]
    return all(sum(figures[part] for part in one) == sum(figures[part] for part in other) for one, other in sides)


@settings(max_examples=150, deadline=None)
@given(drawn=any_tables() | grids(), kept=st.sets(st.integers(0, 6), max_size=2))
def test_finds_what_brute_force_finds_and_nothing_else(drawn: tuple[Table, dict[str, int]], kept: set[int]) -> None:
    table, figures = drawn
    held = frozenset(address for number, address in enumerate(figures) if number in kept)
    expected = brute_force(table, figures, 3, held)
    if adds_up(table, figures):
        assert diagnose(table, figures) == ()
        return
    sets, examined = search(table, figures, held)
    assert in_order(sets) == in_order(expected)
    assert examined >= 3 or len(sets[0]) == examined


@settings(max_examples=60, deadline=None)
@given(
    drawn=any_tables() | grids(),
    blanks=st.sets(st.integers(0, 7), max_size=3),
    lost=st.sets(st.integers(0, 7), max_size=1),
)
def test_diagnoses_put_together_are_the_smallest_sets(
    drawn: tuple[Table, dict[str, int]], blanks: set[int], lost: set[int]
) -> None:
    table, figures = drawn
    values: dict[str, int | None] = {a: None if n in blanks else v for n, (a, v) in enumerate(figures.items())}
    unknown = {address for number, address in enumerate(figures) if number in lost}
    read = {address: value or 0 for address, value in values.items() if address not in unknown}
    usable = [i for i in table.identities if not unknown.intersection((*i.reported, *i.expected))]
    left = Table(table.key, 1, table.blocks, tuple(usable))
    expected = brute_force(left, read, 3)
    diagnoses = diagnose(table, values, unknown)
    if adds_up(left, read):
        assert diagnoses == ()
    elif expected:
        together = [
            {k: v for item in choice for k, v in needed(item).items()}
            for choice in itertools.product(*(item.explanations for item in diagnoses))
        ]
        assert in_order(together) == in_order(expected)
    else:
        assert sum(item.exhaustive_up_to for item in diagnoses) >= 3


@each_form
@pytest.mark.parametrize("key", ["requests", "disputes"])
def test_nothing_is_said_of_a_table_that_adds_up(form: Form, key: str) -> None:
    table, values = requests(form, 1, table=key)
    assert diagnose(table, values) == ()
    assert diagnose(table, dict.fromkeys(values, 0)) == ()
    assert diagnose(table, dict.fromkeys(values)) == ()

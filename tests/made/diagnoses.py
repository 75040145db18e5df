"""Tables with an error in them, and what their explanations need."""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Block, Form, FormCell, Identity, Table
from gouji.declared.locations import shipped
from gouji.judging.explain import Diagnosis, Explanation
from gouji.judging.explain.equations import equation
from gouji.judging.explain.smallest import smallest_sets
from samples.figures import valid_figures

FORMS = load_forms(shipped("expectations"))
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
# What one set of cells needs: a value for each, None where several would do.
Needed = dict[str, int | None]


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable, not secret


def table_of(lines: Sequence[Sequence[str]], identities: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Table:
    """A table whose cells are `t.line.name`, each name used once, and whose identities are (reported, expected)."""
    address = {name: f"t.{number}.{name}" for number, line in enumerate(lines) for name in line}
    cells = tuple(
        tuple(FormCell("t", str(number), name, "件", "count", (str(number),), (name,)) for name in line)
        for number, line in enumerate(lines)
    )
    block = Block(None, (), None, (), (), cells)
    made = [
        Identity("sum", f"t.{number}.*", tuple(address[n] for n in reported), tuple(address[n] for n in expected))
        for number, (reported, expected) in enumerate(identities)
    ]
    return Table("t", 1, (block,), tuple(made))


def requests(form: Form, seed: int, scale: int = 50, table: str = "requests") -> tuple[Table, dict[str, int | None]]:
    figures: dict[str, Decimal] = valid_figures(form, dice(seed), scale)
    found = form.table(table)
    return found, {cell.address: int(figures[cell.address]) for cell in found.cells}


def needed(explanation: Explanation) -> Needed:
    return {change.address: change.needed for change in explanation.changes}


def only(diagnoses: Sequence[Diagnosis]) -> Diagnosis:
    assert len(diagnoses) == 1
    return diagnoses[0]


def search(
    table: Table, figures: Mapping[str, int], kept: frozenset[str] = frozenset(), largest: int = 3
) -> tuple[list[Needed], int]:
    """What the search finds, in the form that brute force does."""
    numbers = {address: number for number, address in enumerate(figures)}
    addresses, values = list(figures), list(figures.values())
    equations = [equation(identity, figures, numbers) for identity in table.identities]
    barred = sum(1 << numbers[address] for address in kept)
    found = smallest_sets(equations, values, barred, largest=largest)
    sets = [
        {addresses[c]: None if c in needs.loose else values[c] + by for c, by in sorted(needs.changes.items())}
        for needs in found.sets
    ]
    return sets, found.examined

"""The smallest explanations: none missed and none added, against brute force; every single error of both forms."""

import itertools
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.localisation import main as localise
from gouji.declared.form_files import load_forms
from gouji.declared.forms import Block, Form, FormCell, Identity, Table
from gouji.declared.locations import shipped
from gouji.judging.explain import Diagnosis, Explanation, diagnose
from gouji.judging.explain.equations import equation
from gouji.judging.explain.smallest import smallest_sets
from samples.figures import distinct_figures, valid_figures

FORMS = load_forms(shipped("expectations"))
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
seeds = st.integers(0, 2**32)

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


def all_needed(explanations: Sequence[Explanation]) -> set[frozenset[tuple[str, int | None]]]:
    return {frozenset(needed(item).items()) for item in explanations}


def only(diagnoses: Sequence[Diagnosis]) -> Diagnosis:
    assert len(diagnoses) == 1
    return diagnoses[0]


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


@each_form
@pytest.mark.parametrize("wrong", [0, 3, 10**30])
def test_every_single_error_of_requests_is_the_only_explanation(form: Form, wrong: int) -> None:
    table, values = requests(form, 5)
    for address, truth in values.items():
        printed = wrong if truth != wrong else 4
        found = only(diagnose(table, {**values, address: printed}))
        assert found.classification == "one"
        assert found.certain == (address,)
        assert all_needed(found.explanations) == {frozenset({(address, truth)})}
        assert found.edits == ()
        assert {i.place for i in found.broken} == {
            i.place for i in table.identities if address in i.reported + i.expected
        }


@each_form
def test_every_single_error_of_disputes_is_listed_with_all_that_could_be(form: Form) -> None:
    table, values = requests(form, 5, table="disputes")
    for address, truth in values.items():
        assert truth is not None
        found = only(diagnose(table, {**values, address: truth + 2}))
        group = address.rsplit(".", 1)[0]
        assert found.single_check == tuple(a for a in values if a.startswith(group + "."))
        assert {address: truth} in [needed(item) for item in found.explanations]
        assert [i.place for i in found.broken] == [f"{group}.*"]
        total = address.endswith(".total")
        # Two too many in a part: the total may be two too low, or any part that is at least two.
        less = [a for a in found.single_check if a != address and not a.endswith(".total") and (values[a] or 0) >= 2]
        assert len(found.explanations) == (5 if total else 2 + len(less))


@settings(max_examples=25, deadline=None)
@given(seed=seeds, form=st.sampled_from(FORMS))
def test_the_order_of_lines_and_columns_does_not_matter(seed: int, form: Form) -> None:
    rng = dice(seed)
    table, values = requests(form, seed)
    for address in rng.sample(list(values), 2):
        values[address] = rng.randint(0, 60)
    lines = [list(line) for line in table.blocks[0].lines]
    order = rng.sample(range(len(lines[0])), len(lines[0]))
    rng.shuffle(lines)
    moved = Block(None, (), None, (), (), tuple(tuple(line[column] for column in order) for line in lines))
    identities = rng.sample(table.identities, len(table.identities))
    turned = Table(table.key, table.section, (moved,), tuple(identities))

    def summary(found: Sequence[Diagnosis]) -> set[object]:
        return {
            (
                frozenset(i.name + i.place for i in item.broken),
                item.exhaustive_up_to,
                frozenset(all_needed(item.explanations)),
            )
            for item in found
        }

    assert summary(diagnose(turned, values)) == summary(diagnose(table, values))


def test_two_mistakes_that_have_nothing_in_common_are_two_things_to_read() -> None:
    table, values = requests(FORMS[1], 5)
    wrong = {"requests.granted.business": 90, "requests.pending_end.other": 70}
    found = diagnose(table, {**values, **wrong})
    assert [item.classification for item in found] == ["one", "one"]
    assert [item.certain for item in found] == [("requests.granted.business",), ("requests.pending_end.other",)]
    assert not set(found[0].broken) & set(found[1].broken)
    both = diagnose(table, {**values, "requests.granted.business": 90, "requests.granted.research": 70})
    assert only(both).certain == ("requests.granted.business", "requests.granted.research")


def test_one_wrong_figure_in_each_of_five_lines_is_still_found() -> None:
    table, values = requests(FORMS[0], 5)
    lines = [line[number % 6].address for number, line in enumerate(table.blocks[0].lines[2:7])]
    found = diagnose(table, {**values, **{address: 100 + 7 * number for number, address in enumerate(lines)}})
    assert {address for item in found for address in item.certain} == set(lines)


def test_where_all_sets_differ_they_are_all_listed() -> None:
    # Two columns out by as much: any line may have it in the wrong one of the two.
    lines = [["a1", "b1", "t1"], ["a2", "b2", "t2"], ["as", "bs", "ts"]]
    table = table_of(
        lines,
        [([f"t{n}"], [f"a{n}", f"b{n}"]) for n in "12s"] + [([f"{c}s"], [f"{c}1", f"{c}2"]) for c in "abt"],
    )
    figures = {"a1": 5, "b1": 1, "t1": 6, "a2": 4, "b2": 2, "t2": 6, "as": 8, "bs": 4, "ts": 12}
    found = only(diagnose(table, {f"t.{'12s'.index(name[1])}.{name}": value for name, value in figures.items()}))
    assert found.classification == "several"
    assert [needed(item) for item in found.explanations] == [
        {"t.0.a1": 4, "t.0.b1": 2},
        {"t.1.a2": 3, "t.1.b2": 3},
        {"t.2.as": 9, "t.2.bs": 3},
    ]
    assert found.certain == ()


def test_too_many_explanations_narrow_nothing_down() -> None:
    table, values = requests(FORMS[1], 5, scale=2000)
    wrong = {
        f"requests.granted.{c}": (values[f"requests.granted.{c}"] or 0) + by
        for c, by in (("business", 1), ("civic", -1))
    }
    found = only(diagnose(table, {**values, **wrong}))
    assert found.classification == "open"
    assert len(found.explanations) > 10
    assert all(len(item.changes) == 2 for item in found.explanations)


def test_no_figure_is_explained_by_one_below_zero() -> None:
    table = table_of([["a", "b", "total"]], [(["total"], ["a", "b"])])
    found = only(diagnose(table, {"t.0.a": 1, "t.0.b": 4, "t.0.total": 2}))
    assert [needed(item) for item in found.explanations] == [{"t.0.b": 1}, {"t.0.total": 5}]


def test_four_cells_share_what_no_three_can_take() -> None:
    # The first line and column are five too many; the first cell has three to give, its neighbours four each.
    table = table_of(
        [["a", "b", "r1"], ["c", "d", "r2"], ["c1", "c2"]],
        [(["r1"], ["a", "b"]), (["r2"], ["c", "d"]), (["c1"], ["a", "c"]), (["c2"], ["b", "d"])],
    )
    named = {"a": 3, "b": 4, "r1": 2, "c": 4, "d": 0, "r2": 4, "c1": 2, "c2": 4}
    figures = {cell.address: named[cell.column] for cell in table.cells}
    totals = frozenset(cell.address for cell in table.cells if len(cell.column) > 1)
    assert search(table, figures, totals, 4) == ([dict.fromkeys(["t.0.a", "t.0.b", "t.1.c", "t.1.d"])], 4)
    # With one to give, nothing is left open: all that there is must go.
    scarce = {**figures, "t.0.a": 1, "t.0.r1": 0, "t.2.c1": 0}
    assert search(table, scarce, totals, 4) == ([{"t.0.a": 0, "t.0.b": 0, "t.1.c": 0, "t.1.d": 4}], 4)


def test_a_value_that_nothing_settles_is_left_open() -> None:
    # Both lines have an unreadable cell, so only the column binds the two figures, and neither can give up five alone.
    table, values = requests(FORMS[1], 5)
    wrong = {"granted.business": 2, "granted_in_part.business": 4}
    details = [
        c.address
        for c in table.cells
        if c.column == "business" and c.row not in ("received", "pending_start", "pending_end")
    ]
    values |= dict.fromkeys(details, 0) | {f"requests.{name}": figure for name, figure in wrong.items()}
    values |= {"requests.processed.business": 1, "requests.pending_end.business": 0}
    values |= {"requests.received.business": 1, "requests.pending_start.business": 0}
    for line in table.blocks[0].lines:
        values[line[-1].address] = sum(values[cell.address] or 0 for cell in line[:-1])
    for name in ("balance", "processed"):
        last = next(i for i in table.identities if i.name == name and i.place == "requests.*.total")
        assert last.reported
    unknown = {f"requests.{row}.{column}" for row in ("granted", "granted_in_part") for column in ("civic", "total")}
    found = next(
        item for item in diagnose(table, values, unknown) if "requests.*.business" in {i.place for i in item.broken}
    )
    assert {"requests.granted.business": None, "requests.granted_in_part.business": None} in [
        needed(item) for item in found.explanations
    ]
    assert found.classification != "one"


def test_a_figure_left_blank_is_told_as_one_to_be_filled() -> None:
    table, values = requests(FORMS[1], 5)
    address = next(a for a, v in values.items() if (v or 0) > 3 and ".granted." in a)
    found = only(diagnose(table, {**values, address: None}))
    assert found.explanations[0].changes[0].printed is None
    assert needed(found.explanations[0]) == {address: values[address]}
    assert found.explanations[0].fills_blank
    # The ordinary rules leave what needs a blank undecided: no finding stands for these.
    assert found.undecided == found.broken


def test_blanks_for_zero_change_nothing() -> None:
    table, values = requests(FORMS[0], 5)
    blanked: dict[str, int | None] = {address: value or None for address, value in values.items()}
    assert diagnose(table, blanked) == ()
    address = "requests.granted.natural_person"
    found = only(diagnose(table, {**blanked, address: 99}))
    assert needed(found.explanations[0]) == {address: values[address]}
    assert found.blanks_kept == ()


def test_where_only_a_blank_explains_the_reading_as_zero_stands_beside_it() -> None:
    table = table_of(
        [["a", "b", "sum"], ["c", "d", "all"]], [(["sum"], ["a", "b"]), (["all"], ["b", "d"]), (["c"], ["a", "sum"])]
    )
    found = only(diagnose(table, {"t.0.a": 3, "t.0.b": None, "t.0.sum": 5, "t.1.c": 8, "t.1.d": 1, "t.1.all": 3}))
    assert [needed(item) for item in found.explanations] == [{"t.0.b": 2}]
    assert found.blanks_kept
    assert not any(item.fills_blank for item in found.blanks_kept)
    assert found.classification == "several"


def test_identities_that_need_an_unknown_cell_are_left_out_and_named() -> None:
    table, values = requests(FORMS[1], 5)
    hidden = "requests.granted.civic"
    del values[hidden]
    found = only(diagnose(table, {**values, "requests.granted.business": 99}, {hidden}))
    assert {item.place for item in found.left_out} == {"requests.granted.*", "requests.*.civic"}
    assert [i.place for i in found.broken] == ["requests.*.business"]
    assert {"requests.granted.business": values["requests.granted.business"]} in [needed(i) for i in found.explanations]
    assert hidden not in {change.address for item in found.explanations for change in item.changes}
    with pytest.raises(KeyError):
        diagnose(table, values)


@each_form
def test_figures_of_thirty_digits_are_exact(form: Form) -> None:
    table, values = requests(form, 5)
    huge = {address: (value or 0) * 10**29 for address, value in values.items()}
    found = only(diagnose(table, {**huge, "requests.received.total": huge["requests.received.total"] + 1}))
    assert needed(found.explanations[0]) == {"requests.received.total": huge["requests.received.total"]}


@each_form
def test_a_table_of_noise_is_open_at_once_and_says_how_much_was_ruled_out(form: Form) -> None:
    figures = distinct_figures(form, dice(1))
    found = only(diagnose(form.table("requests"), {a: int(v) for a, v in figures.items() if a.startswith("requests.")}))
    # Every line is broken and lines share no cell, so no fewer cells than lines can be at fault.
    assert found.exhaustive_up_to >= len(form.table("requests").blocks[0].lines) - 1
    assert (found.classification, found.explanations, found.certain) == ("open", (), ())


def test_up_to_three_cells_are_searched_whatever_the_budget() -> None:
    table, values = requests(FORMS[1], 5)
    line = [cell.address for cell in table.blocks[0].lines[2]]
    three = {**values, **{address: 80 + number**2 for number, address in enumerate(line[:3])}}
    assert only(diagnose(table, three, budget=0)).certain == tuple(line[:3])
    five = {**values, **{address: 80 + number**2 for number, address in enumerate(line[:5])}}
    stopped = only(diagnose(table, five, budget=0))
    assert (stopped.classification, stopped.exhaustive_up_to) == ("open", 4)


def test_planted_errors_are_found_as_the_benchmark_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert localise(["--share", "0.02"]) == 0
    said = capsys.readouterr().out
    assert "1 planted in each of 20 reports" in said
    assert "3 planted in each of 6 reports" in said

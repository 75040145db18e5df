"""One cause of broken totals is one diagnosis, with all that could mend it and no more."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.declared.forms import Block, Form, Table
from gouji.judging.explain import Diagnosis, Explanation, diagnose
from tests.made.diagnoses import FORMS, dice, each_form, needed, only, requests, search, table_of

seeds = st.integers(0, 2**32)


def all_needed(explanations: Sequence[Explanation]) -> set[frozenset[tuple[str, int | None]]]:
    return {frozenset(needed(item).items()) for item in explanations}


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

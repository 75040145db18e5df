"""Single edits that people make: each is recognised, with every figure it needs, and put above no explanation."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form, Table
from gouji.declared.locations import shipped
from gouji.judging.explain import Diagnosis, Explanation, diagnose
from gouji.judging.explain.slips import digit_slips
from samples.figures import valid_figures

FORMS = load_forms(shipped("expectations"))
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)

Values = dict[str, int | None]


def filled(form: Form, table: str = "requests", scale: int = 400) -> tuple[Table, dict[str, int]]:
    figures = valid_figures(form, random.Random(3), scale)  # noqa: S311 - repeatable, not secret
    return form.table(table), {cell.address: int(figures[cell.address]) for cell in form.table(table).cells}


def lines(table: Table) -> list[list[str]]:
    return [[cell.address for cell in line] for line in table.blocks[0].lines]


def listed(diagnoses: Sequence[Diagnosis]) -> list[Explanation]:
    return [item for diagnosis in diagnoses for item in (*diagnosis.explanations, *diagnosis.edits)]


def slips_of(diagnoses: Sequence[Diagnosis], truth: dict[str, int]) -> set[str]:
    """The slips remarked of the very change back to `truth`; fails where it is not listed."""
    found = [item for item in listed(diagnoses) if {c.address: c.needed for c in item.changes} == truth]
    assert found, f"{truth} is not listed"
    return {slip for item in found for slip in item.slips}


def test_slips_of_one_figure() -> None:
    assert digit_slips(470, 47) == ("ten_times",)
    assert digit_slips(4700, 47) == ("hundred_times",)
    assert digit_slips(74, 47) == ("digits_transposed",)
    assert digit_slips(4, 47) == digit_slips(7, 47) == digit_slips(10, 100) == ("digit_dropped",)
    assert digit_slips(447, 47) == digit_slips(477, 47) == ("digit_doubled",)
    assert digit_slips(500, 50) == ("ten_times", "digit_doubled")
    assert digit_slips(10**30, 10**29) == ("ten_times", "digit_doubled")
    for printed, needed in (
        (48, 47),
        (4747, 47),
        (74, 470),
        (45, 54 * 10),
        (None, 47),
        (470, None),
        (0, 10),
        (5, 0),
        (-47, 47),
    ):
        assert digit_slips(printed, needed) == ()


@pytest.mark.parametrize(
    ("printed", "slip"),
    [(4050, "ten_times"), (450, "digits_transposed"), (45, "digit_dropped"), (4005, "digit_doubled")],
)
def test_a_slip_is_remarked_beside_the_change(printed: int, slip: str) -> None:
    table, values = filled(FORMS[1])
    address = "requests.received.total"
    values = dict.fromkeys(values, 0) | {address: 405, "requests.received.other": 405}
    values |= {f"requests.{row}.{c}": 405 for row in ("granted", "processed") for c in ("other", "total")}
    (found,) = diagnose(table, {**values, address: printed})
    assert [(change.needed, slip in change.slips) for change in found.explanations[0].changes] == [(405, True)]


def test_a_figure_copied_from_the_line_above_is_remarked_where_it_is_not_zero() -> None:
    table, values = filled(FORMS[1])
    above, line = "requests.received.natural_person", "requests.pending_start.natural_person"
    (found,) = diagnose(table, {**values, line: values[above]})
    assert "copied_from_above" in found.explanations[0].changes[0].slips
    (other,) = diagnose(table, {**values, line: values[above] + 1})
    assert "copied_from_above" not in other.explanations[0].changes[0].slips


def test_a_total_is_remarked_unless_it_is_all_there_is_to_check() -> None:
    table, values = filled(FORMS[1])
    (found,) = diagnose(table, {**values, "requests.granted.total": 9})
    assert found.explanations[0].changes[0].slips[-1] == "total_not_updated"
    table, values = filled(FORMS[1], "disputes")
    (found,) = diagnose(table, {**values, "disputes.reconsideration.total": 999})
    assert all("total_not_updated" not in change.slips for item in found.explanations for change in item.changes)


@each_form
def test_neighbours_swapped_are_listed(form: Form) -> None:
    table, values = filled(form)
    grid = lines(table)
    across = [(one, other, "swapped_across") for line in grid for one, other in pairwise(line)]
    down = [(one, other, "swapped_down") for up, line in pairwise(grid) for one, other in zip(up, line, strict=True)]
    for one, other, slip in across[::3] + down[::3]:
        if values[one] != values[other]:
            found = diagnose(table, {**values, one: values[other], other: values[one]})
            assert slip in slips_of(found, {one: values[one], other: values[other]})


def shifted(values: dict[str, int], line: Sequence[str], right: bool, lost: bool) -> dict[str, int]:
    """The figures of `line` one column too far; what is pushed out is lost, or stands where it left a gap."""
    figures = [values[address] for address in line]
    gap = 0 if lost else figures[-1 if right else 0]
    moved = [gap, *figures[:-1]] if right else [*figures[1:], gap]
    return {**values, **dict(zip(line, moved, strict=True))}


@each_form
@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("lost", [True, False])
@pytest.mark.parametrize("without_total", [True, False])
def test_a_line_shifted_by_a_column_is_listed(form: Form, right: bool, lost: bool, without_total: bool) -> None:
    table, values = filled(form, scale=3000)
    tested = 0
    for line in lines(table)[::2]:
        run = line[:-1] if without_total else line
        printed = shifted(values, run, right, lost)
        truth = {address: values[address] for address in run if values[address] != printed[address]}
        if len(truth) > 3:
            tested += 1
            assert ("shifted_right" if right else "shifted_left") in slips_of(diagnose(table, printed, budget=0), truth)
    assert tested > 5


def test_a_shift_stands_beside_the_smallest_sets_and_takes_their_certainty() -> None:
    table, values = filled(FORMS[1], scale=3000)
    line = lines(table)[2]
    assert len({values[address] for address in line}) == 7
    diagnoses = diagnose(table, shifted(values, line, right=True, lost=False))
    (found,) = diagnoses
    assert found.classification == "open"
    assert [item.slips for item in found.edits] == [("shifted_right",)]
    assert found.certain == ()


def test_a_shift_in_one_group_of_disputes_is_no_explanation() -> None:
    # One identity bears nothing out: some figure could always have been lost.
    table, values = filled(FORMS[1], "disputes", scale=3000)
    group = lines(table)[0][:5]
    printed = shifted(values, group, right=True, lost=True)
    other = "disputes.litigation_direct.total"
    for wrong in (printed, {**printed, other: values[other] + 1}):
        found = diagnose(table, wrong)[0]
        assert found.edits == ()
        assert found.single_check == tuple(group)


def test_a_shift_that_moves_two_figures_is_told_as_the_two_figures() -> None:
    table, values = filled(FORMS[1])
    line = lines(table)[2][1:4]
    values = dict.fromkeys(values, 0) | dict(zip(line, (5, 5, 0), strict=True))
    values |= {line[0].replace("granted", row): 5 for row in ("received", "processed")}
    values |= {line[1].replace("granted", row): 5 for row in ("received", "processed")}
    values |= {f"requests.{row}.total": 10 for row in ("granted", "received", "processed")}
    assert diagnose(table, values) == ()
    printed = {**values, **dict(zip(line, (0, 5, 5), strict=True))}
    assert slips_of(diagnose(table, printed), {line[0]: 5, line[2]: 0}) == set()


def test_the_whole_line_of_disputes_shifted_is_told_with_each_group() -> None:
    table, values = filled(FORMS[1], "disputes", scale=3000)
    printed = shifted(values, lines(table)[0], right=True, lost=True)
    found = diagnose(table, printed)
    truth = {address: figure for address, figure in values.items() if printed[address] != figure}
    assert len(found) == 3
    for item in found:
        assert slips_of([item], truth) == {"shifted_right"}


def test_totals_that_were_not_brought_up_to_date_are_told_as_one_edit() -> None:
    table, values = filled(FORMS[1])
    changed = {
        f"requests.{row}.natural_person": values[f"requests.{row}.natural_person"] + 6
        for row in ("granted", "received")
    }
    changed |= {f"requests.{row}.civic": values[f"requests.{row}.civic"] + 5 for row in ("granted", "received")}
    found = diagnose(table, {**values, **changed})
    totals = {
        "requests.granted.total": values["requests.granted.total"] + 11,
        "requests.received.total": values["requests.received.total"] + 11,
        "requests.processed.natural_person": values["requests.processed.natural_person"] + 6,
        "requests.processed.civic": values["requests.processed.civic"] + 5,
        "requests.processed.total": values["requests.processed.total"] + 11,
    }
    assert slips_of(found, totals) == {"totals_not_updated"}
    # Undoing the four figures explains as much: neither is put above the other.
    assert slips_of(found, {address: values[address] for address in changed}) == set()
    assert found[0].classification != "one"


def test_a_line_copied_from_the_one_above_is_told_as_one_edit() -> None:
    table, values = filled(FORMS[1], scale=3000)
    above, line = lines(table)[2:4]
    printed = {**values, **{address: values[up] for up, address in zip(above, line, strict=True)}}
    truth = {address: values[address] for address in line if values[address] != printed[address]}
    assert len(truth) > 3
    assert slips_of(diagnose(table, printed), truth) == {"copied_from_above"}


def test_an_edit_that_leaves_half_of_a_cause_broken_is_not_told() -> None:
    table, values = filled(FORMS[1])
    one, other = "requests.granted.natural_person", "requests.granted.business"
    printed = {
        **values,
        one: values[other],
        other: values[one],
        "requests.granted.civic": values["requests.granted.civic"] + 3,
    }
    for item in listed(diagnose(table, printed)):
        assert "swapped_across" not in item.slips


def test_cells_that_could_not_be_read_take_no_part_in_an_edit() -> None:
    table, values = filled(FORMS[1], scale=3000)
    line = lines(table)[2]
    printed: Values = {**shifted(values, line, right=True, lost=False)}
    del printed[line[3]]
    for item in listed(diagnose(table, printed, {line[3]})):
        assert line[3] not in item.addresses


def test_blanks_can_be_part_of_a_shift() -> None:
    table, values = filled(FORMS[1], scale=3000)
    line = lines(table)[2]
    printed: Values = {**shifted(values, line, right=True, lost=True), line[0]: None}
    truth = {address: values[address] for address in line}
    assert slips_of(diagnose(table, printed), truth) == {"shifted_right"}


@each_form
@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("lost", [True, False])
def test_a_column_shifted_by_a_line_is_listed(form: Form, down: bool, lost: bool) -> None:
    table, values = filled(form, scale=3000)
    column = [line[1] for line in lines(table)]
    run = [address for address in column if ".granted" in address or ".denied" in address]
    assert len(run) == 10
    printed = shifted(values, run, down, lost)
    truth = {address: values[address] for address in run if values[address] != printed[address]}
    assert len(truth) > 3
    assert ("shifted_down" if down else "shifted_up") in slips_of(diagnose(table, printed, budget=0), truth)


@each_form
def test_two_lines_with_each_others_figures_are_listed(form: Form) -> None:
    table, values = filled(form, scale=3000)
    above, line = (next(row for row in lines(table) if f".{name}." in row[0]) for name in ("processed", "pending_end"))
    printed = values | {address: values[up] for up, address in zip(above, line, strict=True)}
    printed |= {up: values[address] for up, address in zip(above, line, strict=True)}
    truth = {address: values[address] for address in (*above, *line) if values[address] != printed[address]}
    assert "lines_swapped" in slips_of(diagnose(table, printed, budget=0), truth)
    # One figure in two lines is a pair of neighbours, told as such.
    one = values | {above[0]: values[line[0]], line[0]: values[above[0]]}
    found = slips_of(diagnose(table, one, budget=0), {a: values[a] for a in (above[0], line[0])})
    assert "lines_swapped" not in found

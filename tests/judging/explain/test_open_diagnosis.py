"""Values that nothing settles, blanks, unknown cells, and searches that end open."""

import pytest

from benchmarks.localisation import main as localise
from gouji.declared.forms import Form
from gouji.judging.explain import diagnose
from samples.figures import distinct_figures
from tests.made.diagnoses import FORMS, dice, each_form, needed, only, requests, table_of


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

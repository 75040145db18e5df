"""Drawn figures add up, are plausible, and are distinct where that is asked."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouji.declared.forms import Form
from samples.figures import distinct_figures, holds, valid_figures
from samples.prose import plain
from samples.report import sample_report
from tests.made.samples import FORMS, dice, drawn, each_form, forms, prose, seeds


@given(forms, seeds, st.integers(0, 300))
def test_drawn_figures_add_up(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    assert list(figures) == [cell.address for cell in form.cells]
    assert [item.place for table in form.tables for item in table.identities if not holds(item, figures)] == []


@given(forms, seeds, st.integers(0, 300))
def test_drawn_counts_are_whole_and_never_negative(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    for cell in form.cells:
        assert figures[cell.address] >= 0 or cell.kind == "change"
        assert figures[cell.address] == int(figures[cell.address]) or cell.kind == "amount"


@given(seeds, st.integers(1, 300))
def test_form_2019_figures_are_plausible(seed: int, scale: int) -> None:
    figures = drawn(FORMS[0], seed, scale)

    def row(name: str, *columns: str) -> list[Decimal]:
        return [figures[f"proactive.{name}.{column}"] for column in columns]

    assert row("rules", "produced", "published", "public_total") == [0, 0, 0]
    produced, published, public_total = row("normative_documents", "produced", "published", "public_total")
    assert produced == published <= public_total
    assert public_total > published or published == 0
    for name in ("licensing", "other_services", "penalties", "coercion"):
        previous, change, decisions = row(name, "previous_items", "change", "decisions")
        items = previous + change
        assert items >= 0
        assert items > 0 or decisions == 0
        assert decisions > 0 or change <= 0
        assert items == 0 or abs(items - decisions) * 4 > items
    projects, amount = row("procurement", "projects", "amount")
    assert projects * 5_000 <= amount <= projects * 5_000_000


@given(seeds, st.integers(1, 300))
def test_form_2021_figures_are_plausible(seed: int, scale: int) -> None:
    figures = drawn(FORMS[1], seed, scale)
    assert all(figures[f"proactive.rules.{column}"] == 0 for column in ("issued", "repealed", "in_force"))
    issued, repealed, in_force = (
        figures[f"proactive.normative_documents.{column}"] for column in ("issued", "repealed", "in_force")
    )
    assert in_force >= issued - repealed
    assert in_force > issued or issued == 0
    fees = figures["proactive.fees.amount"]
    assert fees < 100
    assert fees == round(fees, 3)


@given(seeds)
def test_a_form_put_together_of_two_has_figures_too(seed: int) -> None:
    """Real reports mix the tables of both forms."""
    mixed = replace(FORMS[1], tables=(FORMS[1].table("proactive"), FORMS[0].table("requests")))
    report = sample_report(mixed, dice(seed), scale=20)
    assert list(report.figures) == [cell.address for cell in mixed.cells]
    assert all(holds(item, report.figures) for item in mixed.table("requests").identities)
    assert f"其他处理{report.figures['requests.other.total']}件" in prose(report)


@given(forms, seeds, st.integers(1, 300))
def test_disputes_follow_from_requests(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    totals = [figures[f"disputes.{row}.total"] for row in ("reconsideration", "litigation_direct")]
    concluded = totals[0] - figures["disputes.reconsideration.pending"]
    assert figures["disputes.litigation_after_reconsideration.total"] <= concluded
    assert figures["requests.received.total"] > 0 or sum(totals) == 0


@each_form
def test_scale_says_how_much_there_is(form: Form) -> None:
    assert set(drawn(form, 1, 0).values()) == {0}
    received = [drawn(form, 1, scale)["requests.received.total"] for scale in (5, 50, 500)]
    assert received == sorted(received)
    assert received[0] < received[1] < received[2]


@each_form
def test_a_row_can_be_kept_zero(form: Form) -> None:
    figures = valid_figures(form, dice(1), 300, ("requests.granted",))
    assert {value for address, value in figures.items() if address.startswith("requests.granted.")} == {0}
    assert figures["requests.granted_in_part.total"] > 0


@given(forms, seeds)
def test_distinct_figures_are_distinct(form: Form, seed: int) -> None:
    figures = distinct_figures(form, dice(seed))
    printed = {plain(abs(value)) for value in figures.values()}
    assert len(printed) == len(form.cells)
    assert not any(holds(item, figures) for table in form.tables for item in table.identities)
    for cell in form.cells:
        assert (figures[cell.address] == int(figures[cell.address])) == (cell.kind != "amount")
        assert figures[cell.address] > 0 or cell.kind == "change"


def test_distinct_changes_have_both_signs() -> None:
    figures = distinct_figures(FORMS[0], dice(1))
    changes = [figures[cell.address] for cell in FORMS[0].cells if cell.kind == "change"]
    assert min(changes) < 0 < max(changes)

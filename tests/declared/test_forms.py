"""The shipped forms have the official cells and printed totals; a form that contradicts itself is refused."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form, Table
from gouji.declared.locations import shipped
from gouji.declared.strict_yaml import DeclarationError


@pytest.fixture
def forms(declared: Declared) -> dict[str, Form]:
    return {form.name: form for form in declared.forms}


@pytest.mark.parametrize(("name", "cells", "identities"), [("2019", (22, 161, 15), 40), ("2021", (10, 175, 15), 42)])
def test_the_official_forms(forms: dict[str, Form], name: str, cells: tuple[int, ...], identities: int) -> None:
    form = forms[name]
    assert [table.key for table in form.tables] == ["proactive", "requests", "disputes"]
    assert tuple(len(table.cells) for table in form.tables) == cells
    assert len(form.cells) == sum(cells)
    assert len({cell.address for cell in form.cells}) == len(form.cells)
    assert sum(len(table.identities) for table in form.tables) == identities
    assert [(section.number, section.printed[:2]) for section in form.sections] == [
        (1, "一、"), (2, "二、"), (3, "三、"), (4, "四、"), (5, "五、"), (6, "六、")
    ]  # fmt: skip


def test_which_form_holds_for_which_year(forms: dict[str, Form]) -> None:
    holding = {
        year: "".join(name for name, form in forms.items() if form.holds_for(year)) for year in range(2017, 2026)
    }
    assert holding == {
        **dict.fromkeys((2017, 2018), ""),
        **dict.fromkeys((2019, 2020), "2019"),
        **dict.fromkeys(range(2021, 2026), "2021"),
    }


def by_name(table: Table) -> Counter[str]:
    return Counter(identity.name for identity in table.identities)


def test_printed_totals_of_requests(forms: dict[str, Form]) -> None:
    for name, rows, details in (("2019", 23, 19), ("2021", 25, 21)):
        table = forms[name].table("requests")
        assert by_name(table) == {"balance": 7, "processed": 7, "applicants": rows}
        places = {identity.place: identity for identity in table.identities if identity.name == "processed"}
        assert len(places["requests.*.business"].expected) == details
        balance = next(one for one in table.identities if one.name == "balance" and one.place == "requests.*.total")
        assert balance.reported == ("requests.processed.total", "requests.pending_end.total")
        assert balance.expected == ("requests.received.total", "requests.pending_start.total")


def test_printed_totals_of_disputes(forms: dict[str, Form]) -> None:
    table = forms["2021"].table("disputes")
    assert [identity.place for identity in table.identities] == [
        "disputes.reconsideration.*", "disputes.litigation_direct.*", "disputes.litigation_after_reconsideration.*"
    ]  # fmt: skip
    assert table.identities[0].expected == tuple(
        f"disputes.reconsideration.{column}" for column in ("upheld", "corrected", "other", "pending")
    )


def test_a_cell_knows_its_unit_kind_and_labels(forms: dict[str, Form]) -> None:
    cells = {cell.address: cell for cell in forms["2019"].cells}
    assert (cells["proactive.procurement.amount"].unit, cells["proactive.procurement.amount"].kind) == ("元", "amount")
    assert (cells["proactive.fees.change"].unit, cells["proactive.fees.change"].kind) == ("项", "change")
    denied = cells["requests.denied_internal.research"]
    assert (denied.unit, denied.kind) == ("件", "count")
    assert denied.row_labels == ("三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息")
    assert denied.column_labels == ("法人或其他组织", "科研机构")
    fees = next(cell for cell in forms["2021"].cells if cell.address == "proactive.fees.amount")
    assert (fees.unit, fees.kind) == ("万元", "amount")


def test_a_table_that_a_form_has_not(forms: dict[str, Form]) -> None:
    with pytest.raises(KeyError):
        forms["2019"].table("finances")


# Wrong declarations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(shipped("expectations") / "forms", tmp_path / "forms")
    return tmp_path


def changed(folder: Path, form: str, old: str, new: str) -> str:
    path = folder / "forms" / f"{form}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_forms(folder)
    return str(caught.value)


def test_a_total_over_an_unknown_line(folder: Path) -> None:
    message = changed(folder, "2021", "reported: [processed, pending_end]", "reported: [proccessed, pending_end]")
    assert "table requests, total balance: unknown line 'proccessed'; did you mean 'processed'?" in message


def test_a_total_that_is_a_part_of_itself(folder: Path) -> None:
    second = "      - name: outcomes\n        each: row\n        reported: [total]\n"
    again = "      - {name: again, each: row, reported: [pending], expected: [total, other]}\n"
    message = changed(folder, "2021", second, again + second)
    assert "disputes.reconsideration.total" in message
    assert "disputes.reconsideration.pending" in message
    assert "a total cannot be a part of itself" in message


def test_two_cells_of_one_address(folder: Path) -> None:
    message = changed(folder, "2019", "{key: coercion, label: 行政强制}", "{key: penalties, label: 行政强制}")
    assert "cell declared twice: proactive.penalties.change, proactive.penalties.decisions" in message


def test_two_forms_for_one_year(folder: Path) -> None:
    message = changed(folder, "2019", "last: 2020", "last: 2021")
    assert "forms 2019 and 2021 both claim report year 2021" in message
    message = changed(folder, "2019", ", last: 2021", "")
    assert "both claim report year 2021" in message


def test_a_cell_without_unit_or_key(folder: Path) -> None:
    assert "no unit for rules.issued" in changed(
        folder, "2021", "        unit: 件\n        columns:", "        columns:"
    )


def test_a_line_without_key(folder: Path) -> None:
    message = changed(folder, "2021", "{key: licensing, label: 行政许可}", "{label: 行政许可}")
    assert "no key for the line '行政许可/本年处理决定数量'" in message


def test_a_table_in_a_section_that_is_not_declared(folder: Path) -> None:
    assert "table proactive stands in section 9" in changed(folder, "2021", "section: 2\n", "section: 9\n")


def test_a_misspelt_key(folder: Path) -> None:
    message = changed(folder, "2019", "{key: rules, label: 规章}", "{key: rules, lable: 规章}")
    assert "tables.0.blocks.0.rows.0.lable: unknown key 'lable'; did you mean 'label'?" in message


def test_an_unknown_kind(folder: Path) -> None:
    assert "found 'cuonts'" in changed(folder, "2021", "kind: amount", "kind: cuonts")

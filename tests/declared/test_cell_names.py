"""A cell is called the same wherever it is named."""

from gouji.declared.cell_names import CellNames
from gouji.judging.explain import Change, Explanation, tell
from gouji.words import spoken
from gouji.words.places import chart_places
from tests.made.judging import shipped

ADDRESS = "requests.granted.business"
NAME = "表三“（一）予以公开”行“商业企业”列"


def names() -> CellNames:
    return CellNames(shipped().forms[-1:], shipped().texts.places)


def test_workbook_formula_and_explanation_call_a_cell_the_same() -> None:
    forms, texts = shipped().forms, shipped().texts
    cell = next(cell for cell in forms[-1].cells if cell.address == ADDRESS)
    assert names().cell(cell) == NAME
    assert chart_places(forms, texts).place(ADDRESS, forms[-1].name) == NAME
    assert NAME in spoken(f"{ADDRESS} == 0", forms, texts)
    assert NAME in tell(Explanation((Change(ADDRESS, 1, 2),), ()), "requests", forms[-1], texts)


def test_lines_and_columns() -> None:
    row = [cell for cell in shipped().forms[-1].cells if cell.address.startswith("requests.granted.")][:2]
    assert names().rows(row) == "表三“（一）予以公开”行"
    assert names().columns(row).startswith("表三“自然人”、“")
    assert names().whole_row(row[0]) == "“（一）予以公开”整行"


def test_groups_are_no_lines() -> None:
    group = next(cell for cell in shipped().forms[-1].cells if not cell.row_labels)
    assert "行" not in names().rows([group]).replace(names().row_label(group), "")
    assert names().whole_row(group).endswith("各项")


def test_what_no_form_has() -> None:
    assert names().table("nothing") == "nothing"
    assert names().section(99) is None

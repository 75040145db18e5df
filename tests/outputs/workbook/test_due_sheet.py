"""The sheet 应报未报: there with a roster only; what has not come is first, and is said of the batch, never of the body."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from gouji.frames import DUE
from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from gouji.outputs.workbook.due_sheet import STATES
from tests.made import workbook as made

WORDS = made.TEXTS.due
SHEET = made.TEXTS.sheets.due


def row(organisation: str, state: str, report_ids: list[str], **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(DUE.names())
    given |= {"organisation": organisation, "district": made.JIALING, "year": 2023, "state": state, "level": "township"}
    return given | {"deadline": dt.date(2024, 1, 31), "report_ids": report_ids} | changes


SHEETS = [
    made.make_sheet("甲镇人民政府", 2023),
    made.make_sheet("乙镇人民政府", 2023),
    made.make_sheet("外镇人民政府", 2023),
    made.make_sheet(None, None, status="unreadable", organisation_source=None, year_source=None),
    made.make_sheet("江镇人民政府", 2023, made.JIANGNING),
]


def write(folder: Path, rows: list[dict[str, Any]] | None) -> dict[str, Workbook]:
    due = None if rows is None else pl.DataFrame(rows, schema=DUE, orient="row")
    batch = replace(made.to_batch(SHEETS), due=due, level_words={"township": "乡镇级"})
    return {
        name: load_workbook(path) for name, path in write_workbooks(batch, OutFolder(folder), made.ALL_TEXTS).items()
    }


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    rows = [
        row("甲镇人民政府", "received", [SHEETS[0].report_id], published_on=dt.date(2024, 1, 9)),
        row("=丁镇人民政府", "missing", [], remark="=1+1", supervising_office="@办"),
        row("乙镇人民政府", "late", [SHEETS[1].report_id]),
    ]
    return write(tmp_path_factory.mktemp("due"), rows)


def lines(book: Workbook) -> list[list[Any]]:
    return [[cell.value for cell in line] for line in book[SHEET].iter_rows(min_row=4)]


def test_what_has_not_come_is_first_and_strange_files_are_last(books: dict[str, Workbook]) -> None:
    found = [(line[1], line[3]) for line in lines(books[made.JIALING])]
    assert found[:3] == [
        ("=丁镇人民政府", WORDS.states.missing),
        ("乙镇人民政府", WORDS.states.late),
        ("甲镇人民政府", WORDS.states.received),
    ]
    assert found[3][0] == "外镇人民政府"
    assert [state for _, state in found[3:]] == [WORDS.stranger, WORDS.unnamed]


def test_a_row_says_day_level_and_where_to_look(books: dict[str, Workbook]) -> None:
    sheet = books[made.JIALING][SHEET]
    [received] = [line for line in sheet.iter_rows(min_row=4) if line[1].value == "甲镇人民政府"]
    assert [cell.value for cell in received[2:6]] == ["2023", WORDS.states.received, "2024-01-31", "2024-01-09"]
    assert received[7].value == "乡镇级"
    assert received[6].hyperlink is not None
    assert "甲镇" in str(received[6].hyperlink.location)


def test_no_text_of_a_roster_is_a_formula(books: dict[str, Workbook]) -> None:
    cells = [cell for line in books[made.JIALING][SHEET].iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}


def test_the_title_counts_and_the_sheet_says_of_whom_it_speaks(books: dict[str, Workbook]) -> None:
    sheet = books[made.JIALING][SHEET]
    assert sheet["A1"].value == WORDS.title.format(district=made.JIALING, count=3, missing=1)
    assert sheet["A2"].value == WORDS.explanation
    assert "未公布" not in made.TEXTS.due.model_dump_json()
    assert WORDS.states.missing == "尚未收到"


def test_a_district_without_a_body_and_a_batch_without_a_roster_have_no_such_sheet(
    books: dict[str, Workbook], tmp_path: Path
) -> None:
    assert SHEET not in books[made.JIANGNING].sheetnames
    assert books[made.JIALING].sheetnames[1] == SHEET
    assert all(SHEET not in book.sheetnames for book in write(tmp_path, None).values())


def test_the_first_sheet_leads_there(books: dict[str, Workbook]) -> None:
    overview = books[made.JIALING][made.TEXTS.sheets.overview]
    said = made.TEXTS.overview.open_sheet.format(sheet=SHEET)
    [cell] = [cell for line in overview.iter_rows() for cell in line if cell.value == said]
    assert cell.hyperlink is not None
    assert cell.hyperlink.location == f"'{SHEET}'!A1"


def test_every_state_has_a_word_and_a_place() -> None:
    assert {WORDS.state_word(state) for state in STATES} == set(WORDS.states.model_dump().values())
